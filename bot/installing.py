"""The Teams app put where it lacks, by Microsoft Graph: Teams lets a bot write first only to those who have it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.graph.port import Graph
from domain.people import PersonId
from services.jobs import Done, Doubt, Install, IsInstalled, Later, Refused, Why

log = logging.getLogger(__name__)


class Step(StrEnum):
    LOOK = "look"
    INSTALL = "install"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why somebody has not got the app from us; `is_final`: only a person can change that."""

    step: Step
    why: Why
    is_final: bool

    @property
    def code(self) -> str:
        return f"{self.step}:{self.why}"

    @property
    def is_everybodys(self) -> bool:
        """What stands in everybody's way need not be asked of the next."""
        return (self.step, self.why) in _EVERYBODYS or self.why in (Why.NOT_SET_UP, Why.NO_SIGN_IN)


_EVERYBODYS = ((Step.LOOK, Why.NO_ACCESS), (Step.INSTALL, Why.NO_SUCH))

_GRANT = (
    "grant the application permission TeamsAppInstallation.ReadWriteSelfForUser.All and consent to it, and upload "
    "a package built by this version"
)
WORDS: Mapping[str, str] = {
    "look:not_set_up": "VARSLE_TEAMS_APP is given, but this installation has no Microsoft Graph",
    "look:no_access": f"Microsoft Graph does not let Varsle see or install its app: {_GRANT}",
    "look:no_such": "the tenant knows nobody with this id: look in the people file",
    "look:no_sign_in": "Entra gives no token for Microsoft Graph: check app id, tenant and secret",
    "install:no_access": "Teams does not let this person have the app: look at the app's assignments or policies",
    "install:no_such": "the catalogue has no app with the id in VARSLE_TEAMS_APP: take it from the app's page in the "
    "Teams admin center",
    "install:not_taken": "Teams would not install the app for this person: see whether they have a Teams licence",
}
_WAITS = "Microsoft Graph is away or busy; it is tried again by itself"


def words(code: str) -> str:
    """What an administrator can do about it."""
    return WORDS.get(code, _WAITS)


@dataclass
class Installing:
    """`app` is the app's id in the tenant's catalogue; without it nobody is asked anything. `hindrances` by person."""

    graph: Graph
    app: str = ""
    hindrances: dict[PersonId, Hindrance] = field(default_factory=dict)

    async def see_to(self, people: Iterable[PersonId]) -> bool:
        """Installs it for those who lack it, one after the other. False when another try may succeed soon."""
        found: dict[PersonId, Hindrance] = {}
        asked = tuple(people) if self.app else ()
        before = None
        for at, who in enumerate(asked):
            hindrance = await self._see_to(who)
            if hindrance is not None:
                found[who] = hindrance
                if hindrance.is_everybodys or _is_away(before, hindrance):
                    found |= dict.fromkeys(asked[at:], hindrance)
                    break
            before = hindrance
        self._tell(found)
        self.hindrances = found
        return all(h.is_final for h in found.values())

    async def _see_to(self, who: PersonId) -> Hindrance | None:
        """None: the app is there, or is now."""
        there = await self.graph.ask(IsInstalled(who, self.app))
        if not isinstance(there, Done):
            return _hindrance(Step.LOOK, there)
        if there.value:
            return None
        put = await self.graph.ask(Install(who, self.app))
        if not isinstance(put, Done):
            return _hindrance(Step.INSTALL, put)
        log.info("app installed for %s", who)
        return None

    def _tell(self, found: Mapping[PersonId, Hindrance]) -> None:
        """Each hindrance once, for as long as it lasts: with the ids of those whom it is new to."""
        news: dict[Hindrance, list[PersonId]] = {}
        for who, hindrance in found.items():
            if self.hindrances.get(who) != hindrance:
                news.setdefault(hindrance, []).append(who)
        for hindrance, people in news.items():
            log.error("app not installed for %s (%s): %s", ", ".join(people), hindrance.code, words(hindrance.code))


def _is_away(before: Hindrance | None, now: Hindrance) -> bool:
    """Two in a row that may succeed later: Graph is away, and not only for one person."""
    return before is not None and not before.is_final and not now.is_final


def _hindrance(step: Step, outcome: Refused | Later | Doubt) -> Hindrance:
    return Hindrance(step, outcome.why, isinstance(outcome, Refused))
