"""Who receives a case, rung by rung (ruling 18)."""

from __future__ import annotations

from datetime import date

from domain.access import shut_out
from domain.case import Case, Route
from domain.people import Person, PersonId, Register, Role
from domain.profile import School
from domain.report import ByStaff

Rung = tuple[PersonId, ...]


def route_for(by_staff: ByStaff, accused: frozenset[PersonId], school: str, register: Register) -> Route:
    """The way of a report. A named leader makes it a leader case, whatever was answered (E2, E5)."""
    if any(register.is_leader(who, school) for who in accused):
        return Route.LEADER
    return {
        ByStaff.LEADER: Route.LEADER,
        ByStaff.UNSURE: Route.LEADER,
        ByStaff.EMPLOYEE: Route.EMPLOYEE,
    }.get(by_staff, Route.ORDINARY)


def is_deliverable(route: Route, school: School, rungs: tuple[Rung, ...]) -> bool:
    """A leader case needs the owner's agreement, and somebody there who may have it (ruling 2)."""
    return route is not Route.LEADER or (school.owner.receives_leader_cases and bool(rungs))


def ladder(case: Case, register: Register, day: date) -> tuple[Rung, ...]:
    """The rungs as of `day` (Europe/Oslo): each is told at once, and has the whole limit.

    Ordinary: rektor, then the deputy, then the owner's contacts one by one; rektor away: the deputy, then
    the owner. An employee accused: rektor or acting rektor, then the owner, nobody else: one of the others
    might be the accused. A leader accused, or rektor disqualified: the owner.
    """
    out = shut_out(case, register)
    owner = tuple((p.id,) for p in _right(register, case.school, Role.OWNER_CONTACT, out))
    heads = _present(_right(register, case.school, Role.PRINCIPAL, out), day)
    deputies = _present(_right(register, case.school, Role.DEPUTY, out), day)
    if case.route is Route.EMPLOYEE and heads:
        deputies = ()
    return tuple(rung for rung in (heads, deputies, *owner) if rung)


def _right(register: Register, school: str, role: Role, out: frozenset[PersonId]) -> tuple[Person, ...]:
    return tuple(p for p in register.holders(school, role) if p.id not in out)


def _present(people: tuple[Person, ...], day: date) -> Rung:
    return tuple(p.id for p in people if not p.is_away(day))
