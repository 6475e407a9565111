"""What somebody sees in the list of their cases: where each stands and what comes next in it, and nothing told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from domain.access import is_in_charge, may_act
from domain.agenda import Due, agenda, in_charge
from domain.ahead import step
from domain.case import Case, Status
from domain.deadlines import Wave, limit_end, open_duty, wave
from domain.lifecycle import Duty
from domain.listing import Listed, Pressing
from domain.people import OWNER, PersonId, Register
from domain.school_year import school_year
from domain.status import IN_HAND
from domain.tasks import held_by
from domain.workdays import oslo_day, start_of_day


class Band(IntEnum):
    """Under which heading a case stands, in the order of the list."""

    WAITING = 0  # for somebody to acknowledge or open it
    LATE = 1
    WEEK = 2  # by the end of this week
    LATER = 3
    UNDATED = 4
    ENDED = 5


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next in a case: a `Duty` with the end of its limit, a `Due` or the written plan with its day, or the
    action that it waits for. `mine`: it waits for the one who looks.
    """

    what: str
    mine: bool
    by: datetime | None = None
    day: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One case in a list. `school` is the name where the reader has cases at several; `by_self`: its student told."""

    case: str
    reference: str
    school: str
    status: Status
    danger: bool
    band: Band
    next: Next | None
    by_self: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of a list. `after` is where the next one begins, "" when there is none."""

    items: tuple[Item, ...]
    narrowed: str
    after: str = ""


def pressing(case: Case, register: Register, told_orally_at: datetime | None = None) -> Pressing:
    """What puts the case in its place in the lists."""
    first = next(iter(agenda(case, register, told_orally_at)), None)
    return Pressing(open_duty(case, register) is not None, first.day if first else None)


def item(listed: Listed, who: PersonId, register: Register, now: datetime, several: bool = False) -> Item:
    """The case as it stands now, for one who may see it."""
    case = listed.case
    coming = _next(listed, who, register, now)
    school = register.schools[case.school].name if several else ""
    band = _band(case, coming, oslo_day(now))
    return Item(
        case.id, case.reference, school, case.status, case.danger, band, coming, by_self=listed.origin.about_self
    )


def _next(listed: Listed, who: PersonId, register: Register, now: datetime) -> Next | None:
    """One who only has a task sees their own day, and none of the others."""
    case, today = listed.case, oslo_day(now)
    if not is_in_charge(who, case, register):
        own = min((task.due for task in held_by(who, case)), default=None)
        return Next(Due.TASK, True, day=own, late=own < today) if own else None
    running = wave(case, register)
    if running is not None:
        return _owed(running, case, who, register, now)
    if found := agenda(case, register, listed.told_orally_at):
        first = found[0]
        return Next(first.due, first.who == who, day=first.day, late=first.day < today)
    action = step(case.status)
    return Next(action, who in in_charge(case, register)) if action else None


def _owed(running: Wave, case: Case, who: PersonId, register: Register, now: datetime) -> Next:
    """Whoever may acknowledge is waited for; to open it, those who were told to."""
    by = limit_end(running.since, 1, case, register.schools[case.school])
    told = who in running.people
    mine = may_act(who, "acknowledge", case, register) if running.duty is Duty.ACKNOWLEDGE else told
    return Next(running.duty, mine, by=by, late=by < now)


def _band(case: Case, coming: Next | None, today: date) -> Band:
    if coming is None:
        return Band.UNDATED if case.status in IN_HAND else Band.ENDED
    if coming.by:
        return Band.WAITING
    if coming.day is None:
        return Band.UNDATED
    sunday = today + timedelta(days=6 - today.weekday())
    return Band.LATE if coming.late else Band.WEEK if coming.day <= sunday else Band.LATER


# The owner's schools


FEW = 5  # fewer are not told apart: behind a small number somebody can be recognised (E56)
LATELY = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """How much one school has been told this school year, without what goes past its leaders: None when it is more
    than nothing and fewer than `FEW`. `silent`: nothing this year; `lately`: whether there is anything of late.
    """

    name: str
    year: str
    told: int | None
    lately: bool

    @property
    def silent(self) -> bool:
        return self.told == 0


@dataclass(frozen=True, slots=True)
class OwnersOverview:
    """What waits for the owner, and the schools, the silent first."""

    waiting: tuple[Item, ...]
    schools: tuple[SchoolLine, ...]


def suppressed(many: int) -> int | None:
    return None if 0 < many < FEW else many


def owned(who: PersonId, register: Register) -> tuple[str, ...]:
    """The schools that are served and whose owner `who` acts for, by name."""
    person = register.person(who)
    if person is None or person.guest:
        return ()
    found = (school for school in register.schools.values() if person.holds(school.id, *OWNER))
    return tuple(school.id for school in sorted(found, key=lambda s: (s.name, s.id)))


def year_began(school: str, register: Register, today: date) -> tuple[str, datetime]:
    """The school year of `today`: its label, and its first instant, the holidays before it included."""
    year = school_year(today, register.schools[school].year)
    return year.label, start_of_day(date(year.first.year, 8, 1))
