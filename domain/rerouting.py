"""When something about a case changes in its middle: whether that gives it another way, and its first step there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain import receivers
from domain.case import Case, Event, Happened, Reason, Status
from domain.people import PersonId, Register
from domain.report import ByStaff
from domain.routing import Rung, is_deliverable, ladder, narrower, route_for, seen_away
from domain.workdays import oslo_day


@dataclass(frozen=True, slots=True)
class Anew:
    """The first step of another way: what happens, where it leads, and who is told."""

    happened: tuple[Happened, ...]
    status: Status
    first: Rung


def accused_since(case: Case, by_staff: ByStaff, accused: frozenset[PersonId], register: Register) -> Case:
    """The case with those who are found to be involved, too, and the way that follows; never a wider one (E4)."""
    everybody = case.accused | accused
    found = route_for(by_staff, everybody, case.school, register)
    return replace(case, accused=everybody, route=narrower(case.route, found))


def is_another_way(before: Case, after: Case, register: Register) -> bool:
    """Whether the plan names others now than before."""
    return before.route is not after.route or _named(before, register) != _named(after, register)


def _named(case: Case, register: Register) -> list[list[PersonId]]:
    return [[p.id for p in people] for people in receivers.named(case, register)]


def anew(case: Case, register: Register, now: datetime) -> Anew:
    """From the first rung of the way the case goes now; a leader case nobody may have is its author's alone (ruling 2).

    What was acknowledged and opened on the old way counts no longer.
    """
    routed = Happened(now, Event.ROUTED, None, case.route)
    rungs = ladder(case.after(routed), register, oslo_day(now))
    if not is_deliverable(case.route, register.schools[case.school], rungs):
        return Anew((routed,), Status.UNDELIVERED, ())
    first = rungs[0] if rungs else ()
    told = tuple(Happened(now, Event.ALERTED, who, Reason.ROUTED) for who in first)
    seen = seen_away(first, case.after(routed), register, now)
    return Anew((routed, *seen, *told), Status.RECEIVED, first)
