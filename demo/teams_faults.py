"""What can go wrong on the other side, on demand."""

from dataclasses import dataclass
from typing import Literal

Part = Literal["connector", "token", "openid"]


@dataclass(slots=True)
class Failure:
    """`status` None cuts the connection without an answer."""

    person_id: str | None
    status: int | None
    times: int
    retry_after: float | None


class Faults:
    def __init__(self) -> None:
        self.blocked: set[str] = set()
        self.answers_to_lose = 0
        self._failures: list[Failure] = []
        self._silence: dict[Part, float] = {}

    def fail_next(self, person_id: str | None, status: int | None, times: int, retry_after: float | None) -> None:
        self._failures.append(Failure(person_id, status, times, retry_after))

    def take_failure(self, person_id: str | None) -> Failure | None:
        """The next failure meant for this person or for anybody, used up once."""
        for failure in self._failures:
            if failure.times > 0 and failure.person_id in (None, person_id):
                failure.times -= 1
                return failure
        return None

    def take_lost_answer(self) -> bool:
        lost = self.answers_to_lose > 0
        self.answers_to_lose -= lost
        return lost

    def silence(self, part: Part, seconds: float) -> None:
        self._silence[part] = seconds

    def pause(self, part: Part) -> float:
        return self._silence.get(part, 0.0)
