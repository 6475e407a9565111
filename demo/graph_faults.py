"""What goes wrong on the way to the simulated Graph, and on the way back, on demand."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """The number is the status that is answered instead; nothing has been done then, unless it says so."""

    BUSY = "429"
    BROKEN = "500"
    BAD_GATEWAY = "502"
    UNAVAILABLE = "503"
    GATEWAY_TIMEOUT = "504"
    NOT_ALLOWED = "403"
    NOT_SIGNED_IN = "401"
    STRANGE_PAGE = "a page of a proxy"  # 404, and nothing that Graph would say
    SILENCE = "silence"  # no answer before the caller gives up
    RESET_BEFORE = "reset before the effect"
    RESET_AFTER = "reset after the effect"
    BROKEN_AFTER = "500 after the effect"
    NONSENSE_AFTER = "200 with nonsense after the effect"
    ENDLESS = "pages without an end"
    ELSEWHERE = "pages at another host"
    EXPIRED = "the secret has expired"  # of the token endpoint only


# What a network and a tired service do by themselves; none of it is for good.
PASSING = (
    Trouble.BUSY, Trouble.BROKEN, Trouble.BAD_GATEWAY, Trouble.UNAVAILABLE, Trouble.GATEWAY_TIMEOUT,
    Trouble.RESET_BEFORE, Trouble.RESET_AFTER, Trouble.BROKEN_AFTER,
)  # fmt: skip


SIGN_IN = "/oauth2/v2.0/token"


@dataclass(slots=True)
class Planned:
    """`method` "" is any; `path` is how it ends, "" any but the token endpoint's. `times` None: until taken back."""

    trouble: Trouble
    method: str
    path: str
    times: int | None
    retry_after: str

    def is_for(self, method: str, path: str) -> bool:
        ends = path.endswith(self.path) if self.path else not path.endswith(SIGN_IN)
        return self.times != 0 and self.method in ("", method) and ends


class Troubles:
    """None at first. The first that is planned for a request befalls it; else one may be drawn by chance."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []
        self._source: random.Random | None = None
        self._share = 0.0

    def plan(
        self, trouble: Trouble, method: str = "", path: str = "", times: int | None = 1, retry_after: str = ""
    ) -> None:
        self._planned.append(Planned(trouble, method, path, times, retry_after))

    def at_random(self, source: random.Random, share: float) -> None:
        """Of what passes by itself, for every request to Graph but not to the token endpoint."""
        self._source, self._share = source, share

    def clear(self) -> None:
        self._planned.clear()
        self._source = None

    def take(self, method: str, path: str) -> Planned | None:
        for planned in self._planned:
            if planned.is_for(method, path):
                planned.times = planned.times and planned.times - 1
                return planned
        if self._source is None or path.endswith(SIGN_IN) or self._source.random() >= self._share:
            return None
        return Planned(self._source.choice(PASSING), "", "", 1, "")
