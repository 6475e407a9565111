"""Who is what to a case. Deny for the accused and the disqualified outranks everything."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case, Route
from domain.lifecycle import Party
from domain.people import PersonId, Register, Role
from domain.workdays import oslo_day


def shut_out(case: Case, register: Register) -> frozenset[PersonId]:
    """Those who may not receive, read or handle this case, whatever posts they hold.

    The accused (§ 12-5) and the disqualified (fvl. § 6); in a leader case, and when rektor or whoever
    acts as rektor is disqualified, all of the school's leadership: subordinates cannot decide
    for a disqualified superior (fvl. § 6 third paragraph; ruling 19).
    """
    named = case.accused | case.disqualified
    leaders_out = is_about_a_leader(case, register) or _head_disqualified(case, register)
    leaders = (p.id for p in register.leadership(case.school)) if leaders_out else ()
    return named.union(leaders)


def is_about_a_leader(case: Case, register: Register) -> bool:
    """From the start, or because somebody accused has become a leader since (E4)."""
    return case.route is Route.LEADER or any(register.is_leader(who, case.school) for who in case.accused)


def _head_disqualified(case: Case, register: Register) -> bool:
    return any(h.who and acts_as_head(h.who, case.school, h.at, register) for h in case.all("recuse"))


def acts_as_head(who: PersonId, school: str, at: datetime, register: Register) -> bool:
    """Whether `who` was rektor at `at`, or the deputy on a day when rektor was away or the post vacant."""
    person = register.person(who)
    if person is None or person.holds(school, Role.PRINCIPAL):
        return person is not None
    day = oslo_day(at)
    away = all(p.is_away(day) for p in register.holders(school, Role.PRINCIPAL))
    return away and person.holds(school, Role.DEPUTY)


def parties(who: PersonId, case: Case, register: Register) -> frozenset[Party]:
    """What `who` is to `case`. Nobody unknown, no guest and nobody shut out is ever a receiver.

    A reporter keeps their own report whatever else they are; it is theirs, not the case.
    """
    held = {Party.REPORTER} if who == case.reporter else set()
    if _receives(who, case, register):
        held.add(Party.RECEIVER)
    return frozenset(held)


def _receives(who: PersonId, case: Case, register: Register) -> bool:
    person = register.person(who)
    if person is None or person.guest or who in shut_out(case, register):
        return False
    if person.holds(case.school, Role.PRINCIPAL):
        return True
    return who in case.told and _still_holds_a_post(who, case, register)


def _still_holds_a_post(who: PersonId, case: Case, register: Register) -> bool:
    receiving = (Role.PRINCIPAL, Role.DEPUTY, Role.OWNER_CONTACT)
    return any(p.id == who for p in register.holders(case.school, *receiving))
