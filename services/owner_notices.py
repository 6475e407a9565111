"""Notices to the owner's people: that there is a case, and no more. Confirming one gives no sight of the case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.access import acknowledgement, is_notified, may_see
from domain.case import Case, Event, Happened
from domain.delivery import Card, Delivery
from domain.lifecycle import Party
from domain.oversight import DEEDS
from domain.owner import has_missed
from domain.owner_views import OwnerCard
from domain.people import PersonId
from domain.views import Taken
from services import telling
from services.ports import House, Work

_SENDING = frozenset(deed.action for deed in DEEDS)


def deliveries(case: Case, happened: Iterable[Happened]) -> tuple[Delivery, ...]:
    """A card for each that was sent just now, one for each thing it is about."""
    return tuple(
        Delivery(
            key=f"{Card.OWNER_NOTICE}:{case.id}:{h.who}:{h.note}:{case.version}",
            card=Card.OWNER_NOTICE, person=h.who or "", school=case.school, subject=case.id, due_at=h.at, alert=h.note,
        )
        for h in happened
        if h.what == Event.OWNER_SENT
    )  # fmt: skip


def acknowledge(work: Work, house: House, case_id: str, about: str, who: PersonId, now: datetime) -> OwnerCard | None:
    """Once; pressing again shows when it was. None, and a refusal, for one to whom it was not sent."""
    case = work.case(case_id)
    if case is None or not is_notified(who, case, house.register, about):
        work.audit(telling.refusal(house, who, f"case:{Event.OWNER_KNOWS}", case_id, now))
        return None
    about = about or next(h.note for h in case.all(Event.OWNER_SENT) if h.who == who)
    if _confirmed(case, about, who) is None:
        happened = Happened(now, Event.OWNER_KNOWS, who, about)
        case = case.after(happened)
        telling.save(work, house, case, now)
        telling.refresh(work, case, (Party.RECEIVER,), now)
        work.audit(*telling.entries(case, (happened,), who))
    return _view(house, case, about, who)


def card(work: Work, house: House, delivery: Delivery, now: datetime) -> tuple[OwnerCard, int] | None:
    """As things are when it is sent or redrawn. One who may not have it any more gets no new one."""
    case = work.case(delivery.subject)
    if case is None:
        return None
    if not delivery.shown and not is_notified(delivery.person, case, house.register, delivery.alert):
        note(work, house, delivery, Event.UNDELIVERED, now)
        return None
    return _view(house, case, delivery.alert, delivery.person), case.version


def note(work: Work, house: House, delivery: Delivery, what: Event, now: datetime) -> None:
    """Whether it has come. When it has reached nobody it was sent to, whoever sent it is told."""
    case = work.case(delivery.subject)
    if case is None:
        return
    event = Event.OWNER_REACHED if what is Event.DELIVERED else Event.OWNER_MISSED
    happened = Happened(now, event, delivery.person, delivery.alert)
    later = case.after(happened)
    telling.save(work, house, later, now)
    work.audit(*telling.entries(later, (happened,)))
    if event is Event.OWNER_MISSED and has_missed(later, delivery.alert):
        work.queue(*telling.alerts(later, Card.RAISED, _senders(house, later, delivery), "", now))


def _senders(house: House, case: Case, delivery: Delivery) -> list[PersonId]:
    """Whoever sent it; should they have lost the case since, whoever has it now."""
    key = (Event.OWNER_SENT, delivery.person, delivery.alert)
    sent = max(i for i, h in enumerate(case.history) if (h.what, h.who, h.note) == key)
    by = [h.who for h in case.history[:sent] if h.what in _SENDING]
    taken = acknowledgement(case, house.register)
    asked = (*by[-1:], taken.who if taken else None)
    return [who for who in asked if who and may_see(who, case, house.register)][:1]


def _confirmed(case: Case, about: str, who: PersonId) -> datetime | None:
    return next((h.at for h in case.all(Event.OWNER_KNOWS) if (h.who, h.note) == (who, about)), None)


def _view(house: House, case: Case, about: str, who: PersonId) -> OwnerCard:
    register = house.register
    first = next((h for h in case.all(Event.OWNER_KNOWS) if h.note == about), None)
    mine = _confirmed(case, about, who)
    taken = Taken(register.name(who), mine, by_me=True) if mine else None
    other = Taken(register.name(first.who or ""), first.at) if first else None
    school = register.schools[case.school]
    closed = not is_notified(who, case, register, about)
    return OwnerCard(case.id, case.reference, school.name, school.phone, about, taken or other, closed)
