"""The clock's work: reminders, the next receiver, the owner's contacts in turn, until somebody answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.case import Case, Event, Happened, Reason, Status
from domain.deadlines import Kind, Move, next_move
from domain.delivery import Card, Delivery
from domain.lifecycle import Party
from domain.origin import Teller
from domain.routing import seen_away
from domain.succession import standing_in
from domain.workdays import oslo_day
from services import tasking, telling
from services.mailing import with_mail
from services.ports import House, Work
from services.succession import hand_over

DRAFTS_KEPT = timedelta(hours=24)
UNSERVED_PAUSE = timedelta(hours=1)


def remind(work: Work, house: House, case_id: str, now: datetime) -> Move | None:
    """Makes the move that is due on this case, and returns it. One case a unit: none stands in another's way."""
    case = work.case(case_id)
    if case is None:
        return None
    if case.school not in house.register.schools:
        work.save_case(case, now + UNSERVED_PAUSE)
        return None
    case = hand_over(work, house, case, now)
    move = next_move(case, house.register, now)
    if move is None or move.at > now:
        work.save_case(case, move.at if move else None, telling.pressing(work, house, case))
        return None
    _make(work, house, case, move, now)
    return move


def _make(work: Work, house: House, case: Case, move: Move, now: datetime) -> None:
    if move.kind is Kind.NUDGE:
        tasking.nudge(work, house, _stood_in_for(work, house, case, now), now)
        return
    happened = (*_seen(case, house, move, now), *_happened(move, now))
    later = case.after(*happened)
    telling.save(work, house, later, now)
    if not _is_spared(work, later):
        work.queue(*with_mail(house, later, _messages(later, move, now)))
    if move.kind is Kind.ALARM and case.first(Event.ALARMED):
        telling.refresh(work, later, (Party.REPORTER,), now)
    work.audit(*telling.entries(later, happened))


def _stood_in_for(work: Work, house: House, case: Case, now: datetime) -> Case:
    """The case as it is when somebody else has been told of it, because all who have it are away."""
    to = standing_in(case, house.register, oslo_day(now))
    if not to:
        return case
    alerted = (*seen_away(to, case, house.register, now), *telling.alerted(to, Reason.ABSENT, now))
    later = case.after(*alerted)
    telling.save(work, house, later, now)
    work.queue(*with_mail(house, later, telling.alerts(later, Card.NOTICE, to, Reason.ABSENT, now)))
    work.audit(*telling.entries(later, alerted))
    return later


def _seen(case: Case, house: House, move: Move, now: datetime) -> tuple[Happened, ...]:
    """Which mailboxes say that those who were told are away, when that is why others are."""
    return seen_away(move.to, case, house.register, now) if move.reason is Reason.ABSENT else ()


def _happened(move: Move, now: datetime) -> tuple[Happened, ...]:
    if move.kind is Kind.ESCALATE:
        return telling.alerted(move.to, move.reason, now)
    what = Event.REMINDED if move.kind is Kind.REMIND else Event.ALARMED
    return (Happened(now, what, None, move.reason),)


def _is_spared(work: Work, case: Case) -> bool:
    """Whoever works at the school is asked until they have told the owner; who has no such duty, once."""
    if case.status is not Status.UNDELIVERED or sum(1 for _ in case.all(Event.REMINDED)) <= 1:
        return False
    report = work.report(case.report)
    return report is not None and report.origin.teller is not Teller.STAFF


def _messages(case: Case, move: Move, now: datetime) -> tuple[Delivery, ...]:
    if case.status is Status.UNDELIVERED:
        return telling.to_keepers(case, Card.TELL_OWNER, now)
    if move.kind is Kind.ALARM:
        first = sum(1 for _ in case.all(Event.ALARMED)) == 1
        return telling.to_keepers(case, Card.RECEIPT, now) if first else ()
    card = Card.REMINDER if move.kind is Kind.REMIND else Card.NOTICE
    return telling.alerts(case, card, move.to, move.reason, now)


def clear_drafts(work: Work, now: datetime) -> None:
    """A form that was never sent is not kept longer than a day."""
    work.drop_drafts_before(now - DRAFTS_KEPT)
