"""Who is kept out of a case whatever posts they hold, and whether somebody acts as rektor (§ 12-5, fvl. § 6)."""

from __future__ import annotations

from datetime import datetime

from domain import receivers
from domain.case import HEAD, Case, Route
from domain.once import once
from domain.people import PersonId, Register, Role
from domain.workdays import oslo_day


@once
def shut_out(case: Case, register: Register) -> frozenset[PersonId]:
    """Those who may not receive, read or handle this case, whatever posts they hold.

    The accused (§ 12-5) and the disqualified (fvl. § 6); in a leader case, and when rektor or whoever
    acts as rektor is disqualified, all of the school's leadership: subordinates cannot decide
    for a disqualified superior (fvl. § 6 third paragraph; ruling 19).
    """
    named = case.accused | case.disqualified
    leaders = (p.id for p in register.leadership(case.school)) if is_past_the_leaders(case, register) else ()
    return named.union(leaders)


def is_past_the_leaders(case: Case, register: Register) -> bool:
    """Whether none of the school's leaders may have it."""
    return is_about_a_leader(case, register) or _head_disqualified(case)


def is_about_a_leader(case: Case, register: Register) -> bool:
    """From the start, or because somebody accused has become a leader since (E4)."""
    return receivers.way(case, register) is Route.LEADER


def _head_disqualified(case: Case) -> bool:
    """Whether rektor, or who acted as rektor when they answered, is disqualified: written down then and there."""
    return any(h.note == HEAD for h in case.all("recuse"))


def acts_as_head(who: PersonId, school: str, at: datetime, register: Register) -> bool:
    """Whether `who` was rektor at `at`, or the deputy on a day when rektor was away or the post vacant.

    A sign that rektor is away makes nobody act as rektor: what follows would shut rektor out for good.
    """
    person = register.person(who)
    if person is None or person.holds(school, Role.PRINCIPAL):
        return person is not None
    day = oslo_day(at)
    away = all(p.has_said_away(day) for p in register.holders(school, Role.PRINCIPAL))
    return away and person.holds(school, Role.DEPUTY)
