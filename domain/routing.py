"""Who receives a case, rung by rung (ruling 18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from domain import receivers
from domain.access import shut_out
from domain.case import Case, Event, Happened, Reason, Route
from domain.people import Person, PersonId, Register, Role
from domain.profile import School
from domain.report import ByStaff
from domain.workdays import oslo_day

Rung = tuple[PersonId, ...]
People = tuple[Person, ...]


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
    rungs = _with_next_when_unsure(_there(_able(case, register), case.school, day), day)
    acting = rungs if case.route is Route.ORDINARY else rungs[:1]
    out = shut_out(case, register)
    owner = ((p.id,) for p in receivers.owners(case, register) if p.id not in out)
    return (*acting, *owner)


def seen_away(told: Rung, case: Case, register: Register, now: datetime) -> tuple[Happened, ...]:
    """Whose mailboxes made it that `told` are told, and not those who would have been without them; by which sign."""
    day, able = oslo_day(now), _able(case, register)
    signs = {(p.id, a.sign): None for people in able for p in people for a in p.away if a.sign and a.covers(day)}
    unread = [tuple(_unread(p) for p in people) for people in able] if signs else []
    meant = next(iter(_with_next_when_unsure(_there(unread, case.school, day), day)), ())
    if not signs or set(told) == set(meant):
        return ()
    return tuple(Happened(now, Event.SEEN_AWAY, who, sign or "") for who, sign in signs)


def _able(case: Case, register: Register) -> list[People]:
    """Whom the case's way names, rung by rung, without those shut out."""
    out = shut_out(case, register)
    return [tuple(p for p in people if p.id not in out) for people in receivers.named(case, register)]


def _there(named: list[People], school: str, day: date) -> list[People]:
    """Those of each rung who are not away. A sign takes nobody off while it would leave neither rektor nor deputy: they
    are asked together with the next then, as when they may be away.
    """
    heads = (p for people in named for p in people if p.holds(school, Role.PRINCIPAL, Role.DEPUTY))
    is_gone = Person.is_away if any(not p.is_away(day) for p in heads) else Person.has_said_away
    there = (tuple(p for p in people if not is_gone(p, day)) for people in named)
    return [people for people in there if people]


def _unread(person: Person) -> Person:
    """As they would be had nobody read their mailbox."""
    return replace(person, away=tuple(a for a in person.away if not a.sign))


def why_first(first: Rung, case: Case, register: Register) -> Reason:
    """Why these are told first: as the plan says, or because those whom it names first are away."""
    out = shut_out(case, register)
    meant = next(
        (ids for people in receivers.named(case, register) if (ids := {p.id for p in people} - out)), set(first)
    )
    return Reason.FIRST if meant & set(first) else Reason.ABSENT


def _with_next_when_unsure(groups: list[People], day: date) -> tuple[Rung, ...]:
    """A rung where everybody may be away is told together with the next one."""
    rungs: list[Rung] = []
    waiting: Rung = ()
    for people in groups:
        told = (*waiting, *(p.id for p in people if p.id not in waiting))
        waiting = told if all(p.may_be_away(day) for p in people) else ()
        if not waiting:
            rungs.append(told)
    return (*rungs, waiting) if waiting else tuple(rungs)
