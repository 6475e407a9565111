"""Being away: what somebody who is waited for has said of it, and what that does to those who wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.audit import Entry
from domain.people import Absence, Leave, Person, PersonId
from domain.posts import awaited_at
from domain.workdays import oslo_day
from services import telling
from services.ports import House, Work


def go(work: Work, house: House, who: PersonId, absence: Absence, now: datetime) -> bool:
    """Saves an absence; what was said before gives way to it from its first day on. False when not theirs to say."""
    person = _awaited(work, house, who, "people:away", now)
    if person is None:
        return False
    if absence in person.away:
        return True
    earlier = tuple(a for a in person.away if a.overlaps(absence) and not a.sign)
    _end(work, who, earlier, now)
    for kept in (absence, *_until(absence.first, earlier, oslo_day(now))):
        work.keep_leave(Leave(who, kept, now))
    _log(work, house, person, "people:away", (absence,), now)
    return True


def come_back(work: Work, house: House, who: PersonId, now: datetime) -> bool:
    """Ends whatever covers today, a sign too. False when it is not theirs to say."""
    person = _awaited(work, house, who, "people:back", now)
    if person is None:
        return False
    ended = tuple({replace(a, sign=None): None for a in person.away if a.covers(oslo_day(now))})
    _end(work, who, ended, now)
    _log(work, house, person, "people:back", ended, now)
    return True


def wake(work: Work, house: House, who: PersonId, now: datetime) -> None:
    """The clock looks at once at what waits for an answer where `who` receives. The house must know of it first."""
    person = house.register.person(who)
    for school in awaited_at(person, house.register) if person else ():
        work.wake_cases(school, now, owed_only=True)


def _until(first: date, earlier: Iterable[Absence], today: date) -> Iterator[Absence]:
    """The days from today on that the earlier ones have before `first`."""
    for absence in earlier:
        begins, ends = max(absence.first, today), first - timedelta(days=1)
        if begins <= ends:
            yield replace(absence, first=begins, last=ends)


def _awaited(work: Work, house: House, who: PersonId, action: str, now: datetime) -> Person | None:
    person = house.register.person(who)
    if person and awaited_at(person, house.register):
        return person
    work.audit(telling.refusal(house, who, action, "", now))
    return None


def _end(work: Work, who: PersonId, absences: Iterable[Absence], now: datetime) -> None:
    """What the people file says is ended by writing it down as ended: the file itself is not ours."""
    said = {leave.absence: leave for leave in work.leaves() if leave.person == who and leave.ended_at is None}
    for absence in (a for a in absences if a.last >= oslo_day(now)):
        work.keep_leave(replace(said.get(absence) or Leave(who, absence, now), ended_at=now))


def _log(work: Work, house: House, person: Person, action: str, absences: tuple[Absence, ...], now: datetime) -> None:
    schools = awaited_at(person, house.register)
    days = [f"{a.first}..{a.last}{' partly' if a.partly else ''}" for a in absences]
    work.audit(*(Entry(f"school:{s}", now, person.id, action, reason=said) for s in schools for said in days))
