"""Where a case stands in the lists of those who have to do with it, so that a list is read in order and never sorted.

The record keeps it beside each case; all of it follows from the case, from whether something is owed on it, and from
the first day that stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum

from domain.audit import chain_of
from domain.case import Case, Route, Status
from domain.origin import BY_STAFF, Origin
from domain.people import PersonId, Register, Role
from domain.status import BEGUN, ENDED, OPEN
from domain.tasks import is_held, open_tasks


class Rank(IntEnum):
    """What comes first: what waits for an answer, in danger before all; then by the day; then by age."""

    DANGER = 0
    OWED = 1
    DATED = 2
    OPEN = 3
    ENDED = 4


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """`since` orders within a rank: a day where it is dated, else a moment to the minute in UTC."""

    rank: Rank
    since: str


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """One line's place among all: what a page goes on after."""

    line: Line
    case: str

    @property
    def word(self) -> str:
        """As a button carries it."""
        return f"{self.line.rank.value}|{self.line.since}|{self.case}"


def position(word: str) -> Position | None:
    """Of a button's word, which anybody can have written; None when it is none."""
    rank, _, rest = word.partition("|")
    since, _, case = rest.partition("|")
    known = {str(r.value): r for r in Rank}.get(rank)
    return Position(Line(known, since), case) if known is not None and case else None


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the record that somebody's list is read from: one chain, all of it or only what has been handed to
    `person`. What is in another chain is never fetched.
    """

    chain: str
    person: PersonId = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as it is read for a list: nothing of what was told or written, and without its student."""

    case: Case
    position: Position
    told_orally_at: datetime | None = None
    origin: Origin = BY_STAFF


def scopes(who: PersonId, register: Register) -> tuple[Scope, ...]:
    """Where a list of `who` is read from: all of the school's for rektor, for others what was handed to them; of what
    goes past a school's leaders nothing for one of them.
    """
    person = register.person(who)
    if person is None or person.guest:
        return ()
    schools = sorted({p.school for p in person.posts if p.role is not Role.STUDENT} & set(register.schools))
    return tuple(scope for school in schools for scope in _at(school, who, register))


def _at(school: str, who: PersonId, register: Register) -> Iterator[Scope]:
    yield Scope(chain_of(Route.ORDINARY, school), "" if register.is_rektor(who, school) else who)
    if not register.is_leader(who, school):
        yield Scope(chain_of(Route.LEADER, school), who)


@dataclass(frozen=True, slots=True)
class Pressing:
    """What puts a case in its place: whether somebody must answer for it, and the first day that stands in it."""

    owed: bool = False
    day: date | None = None


NOTHING = Pressing()


def line(case: Case, pressing: Pressing) -> Line:
    if case.status not in OPEN:
        return Line(Rank.ENDED, _moment(_ended_at(case)))
    if pressing.owed:
        return Line(Rank.DANGER if case.danger else Rank.OWED, _moment(case.told_at))
    day = pressing.day
    return Line(Rank.DATED, day.isoformat()) if day else Line(Rank.OPEN, _moment(case.told_at))


def lines(case: Case, pressing: Pressing) -> Mapping[PersonId, Line]:
    """The case in the list of everybody to whom it was handed, and under "" in the whole chain's.

    One who has a task has it by their own day.
    """
    whole = line(case, pressing)
    found = dict.fromkeys(("", *sorted(case.told)), whole)
    for task in (task for task in open_tasks(case) if is_held(task, case)):
        own = Line(Rank.DATED, task.due.isoformat())
        found[task.who] = min(own, found.get(task.who, own))
    return found


def _ended_at(case: Case) -> datetime:
    return max((h.at for h in case.all("close", "close_without_plan")), default=case.told_at)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="minutes")[:16]


OPEN_CASES, ENDED_CASES = "open", "ended"

# What a list can be narrowed to, by the word a button carries.
NARROWED: Mapping[str, frozenset[Status]] = {
    OPEN_CASES: OPEN,
    "received": frozenset({Status.RECEIVED}),
    "begun": BEGUN,
    "investigating": frozenset({Status.INVESTIGATING}),
    "acting": frozenset({Status.ACTING}),
    "evaluating": frozenset({Status.EVALUATING}),
    ENDED_CASES: ENDED,
}
