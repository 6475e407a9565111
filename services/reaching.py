"""Somebody can be reached who could not be: what was meant for them goes out after all."""

from __future__ import annotations

from datetime import datetime

from domain.access import may_see
from domain.audit import chain_of
from domain.case import Case, Event, Route
from domain.deadlines import open_duty
from domain.delivery import Card
from domain.listing import Scope
from domain.people import PersonId, Register
from domain.status import OPEN
from services import telling
from services.ports import House, Work

AT_ONCE = 50
_FATES = (Event.ALERTED, Event.DELIVERED, Event.UNDELIVERED)


def missed(work: Work, house: House, who: PersonId) -> tuple[Case, ...]:
    """Cases whose card could not reach `who`, and in which somebody's answer is still owed; most pressing first."""
    scopes = [Scope(chain_of(r, s), who) for s in house.register.schools for r in (Route.ORDINARY, Route.LEADER)]
    found = (work.case(one.case.id) for one in work.cases_listed(scopes, OPEN, None, AT_ONCE))
    return tuple(case for case in found if case and _is_missing(case, who, house.register))


def catch_up(work: Work, house: House, who: PersonId, now: datetime) -> None:
    """Whoever was told meanwhile keeps their turn; this is one more who may answer."""
    for case in missed(work, house, who):
        why = next(h.note for h in reversed(case.on_this_way) if h.what == Event.ALERTED and h.who == who)
        work.queue(*telling.alerts(case, Card.NOTICE, (who,), why, now))


def _is_missing(case: Case, who: PersonId, register: Register) -> bool:
    last = _fate(case, who)
    return last == Event.UNDELIVERED and may_see(who, case, register) and open_duty(case, register) is not None


def _fate(case: Case, who: PersonId) -> str:
    """What became last of the cards of this case to them; of no other way that it went."""
    theirs = [h.what for h in case.on_this_way if h.who == who and h.what in _FATES]
    return theirs[-1] if Event.ALERTED in theirs else ""
