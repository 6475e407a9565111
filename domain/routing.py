"""Who receives a case, rung by rung (ruling 18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain import receivers
from domain.access import shut_out
from domain.case import Case, Reason, Route
from domain.people import Person, PersonId, Register
from domain.profile import School
from domain.report import ByStaff

Rung = tuple[PersonId, ...]


def route_for(
    by_staff: ByStaff, accused: frozenset[PersonId], school: str, register: Register, topics: Iterable[str] = ()
) -> Route:
    """The way of a report. A named leader makes it a leader case, whatever was answered (E2, E5).

    A topic that the school's plan sends direct to rektor goes that way (S1-5), unless somebody is accused.
    """
    if by_staff in (ByStaff.LEADER, ByStaff.UNSURE) or any(register.is_leader(who, school) for who in accused):
        return Route.LEADER
    if by_staff is ByStaff.EMPLOYEE:
        return Route.EMPLOYEE
    return Route.DIRECT if set(topics) & set(register.schools[school].direct) else Route.ORDINARY


# From the widest way to the narrowest; what has once been narrowed is never widened again.
_NARROWNESS = (Route.ORDINARY, Route.DIRECT, Route.EMPLOYEE, Route.LEADER)


def narrower(one: Route, other: Route) -> Route:
    return max(one, other, key=_NARROWNESS.index)


def is_deliverable(route: Route, school: School, rungs: tuple[Rung, ...]) -> bool:
    """A leader case needs the owner's agreement, and somebody there who may have it (ruling 2)."""
    return route is not Route.LEADER or (school.owner.receives_leader_cases and bool(rungs))


def ladder(case: Case, register: Register, day: date) -> tuple[Rung, ...]:
    """The rungs as of `day` (Europe/Oslo): each is told at once, and has the whole limit.

    Those shut out or away are on none; the owner's contacts follow one by one. An employee accused, or a direct topic:
    whoever acts as rektor that day, then the owner.
    """
    out = shut_out(case, register)
    at_school = [
        here
        for people in receivers.named(case, register)
        if (here := tuple(p for p in people if p.id not in out and not p.is_away(day)))
    ]
    rungs = _with_next_when_unsure(at_school, day)
    acting = rungs if case.route is Route.ORDINARY else rungs[:1]
    owner = ((p.id,) for p in receivers.owners(case, register) if p.id not in out)
    return (*acting, *owner)


def why_first(first: Rung, case: Case, register: Register) -> Reason:
    """Why these are told first: as the plan says, or because those whom it names first are away."""
    out = shut_out(case, register)
    meant = next(
        (ids for people in receivers.named(case, register) if (ids := {p.id for p in people} - out)), set(first)
    )
    return Reason.FIRST if meant & set(first) else Reason.ABSENT


def _with_next_when_unsure(groups: list[tuple[Person, ...]], day: date) -> tuple[Rung, ...]:
    """A rung where everybody may be away is told together with the next one."""
    rungs: list[Rung] = []
    waiting: Rung = ()
    for people in groups:
        told = (*waiting, *(p.id for p in people if p.id not in waiting))
        waiting = told if all(p.may_be_away(day) for p in people) else ()
        if not waiting:
            rungs.append(told)
    return (*rungs, waiting) if waiting else tuple(rungs)
