"""The outbox: take what is due, check again who may have it, and settle how it went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.access import may_see
from domain.case import Case, Event, Happened
from domain.case_views import TaskCard
from domain.checkpoint import Witness
from domain.codes import is_author
from domain.deadlines import open_duty
from domain.delivery import Card, Conversation, Delivery, Shown, State
from domain.drill import DrillCard, DrillResult
from domain.following import Answer
from domain.lifecycle import Party
from domain.owner_views import OwnerCard
from domain.students import Start
from domain.views import Notice, Receipt, WheelCard
from domain.wishes import WishCard
from services import (
    checkpointing,
    drilling,
    mailing,
    nudging,
    owner_notices,
    receipts,
    starting,
    tasking,
    telling,
    viewing,
    wheel,
    wheel_pages,
    wishes,
)
from services.authors import is_reachable
from services.ports import House, Work

View = (
    Notice | Receipt | WheelCard | DrillCard | DrillResult | TaskCard | OwnerCard | WishCard | Start | Answer | Witness
)

LEASE = timedelta(seconds=60)
DOUBTFUL_AT_MOST = 3  # the connector has no idempotency key: a repeat may be a duplicate
ATTEMPTS_AT_MOST = 1440  # a day, when it is certain that nothing arrived: an outage passes nobody over
_PAUSES = (1, 2, 5, 10, 20, 40, 60)  # seconds before the next attempt


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery with what its card shows and where to. `version` is the state that is shown."""

    delivery: Delivery
    view: View
    version: int
    to: Conversation | None
    service_url: str | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """It is in the chat, as `activity`, in this `conversation`."""

    activity: str
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class NotNow:
    """Certainly not arrived; try again, after `after` seconds when the other side said so."""

    after: float | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """It may have arrived, although we were told otherwise or nothing."""

    after: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Final: not installed, blocked, gone."""


Outcome = Arrived | NotNow | Doubtful | Refused


def wants_a_sign_of_life(delivery: Delivery) -> bool:
    """Before the last of the doubtful attempts the connector must answer a question that says nothing to anybody."""
    return delivery.doubts == DOUBTFUL_AT_MOST - 1


def take(work: Work, house: House, now: datetime, most: int = 64) -> tuple[tuple[Parcel, ...], bool]:
    """Leases what is due and makes parcels of what its receiver may still have; the rest is dropped.

    Tells also whether there may be more that is due.

    What belongs to a school that is not served just now stays leased, and is looked at again when that ends.
    """
    leased = work.lease(now, now + LEASE, most)
    served = (d for d in leased if d.school in house.register.schools)
    return tuple(p for d in served if (p := _parcel(work, house, d, now))), len(leased) == most


def _parcel(work: Work, house: House, delivery: Delivery, now: datetime) -> Parcel | None:
    cases = work.cases_of(delivery.subject) if _is_own(delivery) else ()
    if not viewing.is_served(cases, house.register):
        return None  # it stays leased
    if not is_reachable(work, delivery):
        work.settle(delivery.id, State.DROPPED, now)
        return None
    found = _found(work, house, delivery, cases, now)
    if found is None:
        work.settle(delivery.id, State.DROPPED, now)
        return None
    view, version = found
    to = work.conversation(delivery.person)
    return Parcel(delivery, view, version, to, to.service_url if to else work.newest_service_url())


def _found(
    work: Work, house: House, delivery: Delivery, cases: tuple[Case, ...], now: datetime
) -> tuple[View, int] | None:
    """What is shown, and its version; None when its receiver may no longer have it."""
    if find := _FINDING.get(delivery.card):
        return find(work, house, delivery, now)
    return _receipt(work, house, delivery, cases) if _is_own(delivery) else _notice(work, house, delivery)


def _wheel(work: Work, house: House, delivery: Delivery, now: datetime) -> tuple[WheelCard, int] | None:
    card = wheel.card_of(delivery)
    view = wheel_pages.card(work, house, delivery.school, card, delivery.person, now, fresh=not delivery.shown)
    return (view, 0) if view else None


Find = Callable[[Work, House, Delivery, datetime], tuple[View, int] | None]
_OF_NO_CASE: Mapping[Card, Find] = {
    Card.WHEEL: _wheel,
    Card.DRILL: drilling.card,
    Card.DRILL_RESULT: drilling.result,
    Card.START: starting.card,
    Card.WITNESS: checkpointing.card,
}
_FINDING: Mapping[Card, Find] = {  # what is neither a receiver's nor a reporter's
    **_OF_NO_CASE,
    Card.TASK: tasking.card,
    Card.OWNER_NOTICE: owner_notices.card,
    Card.UNMAILED: mailing.card,
    Card.WISH: wishes.card,
    Card.ANSWER: nudging.card,
}


def _is_own(delivery: Delivery) -> bool:
    return delivery.card in (Card.RECEIPT, Card.CONFIRM, Card.TELL_OWNER)


def _receipt(work: Work, house: House, delivery: Delivery, cases: tuple[Case, ...]) -> tuple[Receipt, int] | None:
    report = work.report(delivery.subject)
    if report is None or delivery.person not in report.keepers:
        return None
    view = receipts.receipt(report, cases, work.supplements(report.id), house.register, delivery.person)
    return view, sum(c.version for c in cases)


def _notice(work: Work, house: House, delivery: Delivery) -> tuple[Notice, int] | None:
    """A card already shown is redrawn even for one who is now shut out: to a card that says nothing."""
    case = work.case(delivery.subject)
    if case is None:
        return None
    if not delivery.shown and not _still_due(case, house, delivery):
        return None
    reminder, news = delivery.card is Card.REMINDER, delivery.card is Card.NEWS
    view = viewing.notice(case, house.register, delivery.person, delivery.alert, reminder, news)
    return replace(view, raised=delivery.card is Card.RAISED), case.version


def _still_due(case: Case, house: House, delivery: Delivery) -> bool:
    if not may_see(delivery.person, case, house.register):
        return False
    return delivery.card is not Card.REMINDER or open_duty(case, house.register) is not None


@dataclass(frozen=True, slots=True)
class Landed:
    """How a delivery went, and when we were told."""

    parcel: Parcel
    outcome: Outcome
    at: datetime


def settle(work: Work, house: House, landed: Iterable[Landed]) -> None:
    """Writes how deliveries went, and what follows from it."""
    for one in landed:
        _settle(work, house, one.parcel, one.outcome, one.at)


def _settle(work: Work, house: House, parcel: Parcel, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Arrived():
            _arrived(work, house, parcel, outcome, now)
        case NotNow() if parcel.delivery.attempts + 1 < ATTEMPTS_AT_MOST:
            _try_again(work, parcel.delivery, outcome, now, doubts=0)
        case Doubtful() if parcel.delivery.doubts + 1 < DOUBTFUL_AT_MOST:
            _try_again(work, parcel.delivery, outcome, now, doubts=1)
        case _:
            _unreached(work, house, parcel, now)


def _try_again(work: Work, delivery: Delivery, outcome: NotNow | Doubtful, now: datetime, doubts: int) -> None:
    pause = outcome.after or _PAUSES[min(delivery.attempts, len(_PAUSES) - 1)]
    work.retry(delivery.id, now + timedelta(seconds=pause), delivery.attempts + 1, delivery.doubts + doubts)


def _arrived(work: Work, house: House, parcel: Parcel, outcome: Arrived, now: datetime) -> None:
    delivery = parcel.delivery
    work.settle(delivery.id, State.SENT, now)
    if outcome.conversation != parcel.to:
        work.keep_conversation(outcome.conversation)
    if not delivery.shown and delivery.card is not Card.ANSWER and not is_author(delivery.person):
        shown = Shown(
            outcome.activity, outcome.conversation.conversation, delivery.card, delivery.person,
            delivery.subject, now, delivery.alert,
        )  # fmt: skip
        work.show(shown)
        if not _is_own(delivery):
            _note(work, house, delivery, Event.DELIVERED, now)
        _redraw_if_stale(work, shown, parcel, now)


def _redraw_if_stale(work: Work, shown: Shown, parcel: Parcel, now: datetime) -> None:
    """Something happened while the card was in the air, when nobody could yet ask for it to be redrawn."""
    own = _is_own(parcel.delivery)
    cases = work.cases_of(shown.subject) if own else (work.case(shown.subject),)
    version = sum(c.version for c in cases if c)
    itself = int(shown.card in _COUNTED)
    if version > parcel.version + itself:
        work.queue(telling.redrawing(shown, parcel.delivery.school, f"{shown.subject}:{version}", now))


def _unreached(work: Work, house: House, parcel: Parcel, now: datetime) -> None:
    """A card that cannot be redrawn is forgotten; a receiver who cannot be reached is passed over at once.

    What is about no case is just dropped: it shows to the leadership, or to whoever started the drill, and nobody is
    told instead. So is word to whoever told, for whom it waits where they come back to it. Of a task that does not
    reach its holder the one in charge is told.
    """
    delivery = parcel.delivery
    if delivery.shown:
        work.forget_shown(delivery.shown, delivery.person)
        work.settle(delivery.id, State.DROPPED, now)
        return
    is_just_dropped = delivery.card in _OF_NO_CASE or delivery.card is Card.ANSWER
    work.settle(delivery.id, State.DROPPED if is_just_dropped else State.RAISED, now)
    if not _is_own(delivery):
        _note(work, house, delivery, Event.UNDELIVERED, now)


def _note(work: Work, house: House, delivery: Delivery, what: Event, now: datetime) -> None:
    """How a card that is not its receiver's own went, where that is written down."""
    if delivery.card in drilling.CARDS:
        drilling.note(work, delivery, what, now)
        return
    if note := _NOTING.get(delivery.card):
        note(work, house, delivery, what, now)


def _note_in_case(work: Work, house: House, delivery: Delivery, what: Event, now: datetime) -> None:
    case = work.case(delivery.subject)
    if case is None:
        return
    happened = Happened(now, what, delivery.person)
    later = case.after(happened)
    telling.save(work, house, later, now)
    if case.first(what, delivery.person) is None:
        telling.refresh(work, later, (Party.REPORTER,), now)
    work.audit(*telling.entries(later, (happened,)))


Noting = Callable[[Work, House, Delivery, Event, datetime], None]
_NOTING: Mapping[Card, Noting] = {
    **dict.fromkeys((Card.NOTICE, Card.REMINDER, Card.NEWS), _note_in_case),
    Card.OWNER_NOTICE: owner_notices.note,
    Card.TASK: tasking.note,
    Card.WISH: wishes.note,
}
# Whose arrival is itself one more thing that happened to the case.
_COUNTED = frozenset(_NOTING) - {Card.TASK, Card.WISH}
