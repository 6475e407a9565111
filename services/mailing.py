"""Mail to the owner beside the card in Teams: that a case waits there, and never instead of the card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.access import acknowledgement, is_notified, may_be_rung, may_see
from domain.case import Case, Event, Happened
from domain.deadlines import open_duty
from domain.delivery import Card, Delivery, State
from domain.owner import is_at_owner
from domain.people import PersonId
from domain.views import Notice, Unmailed
from services import telling, viewing
from services.addresses import address
from services.jobs import Done, Doubt, Later, Outcome
from services.ports import House, Work

OUTSIDE = ""  # whose mail it is, when it goes to the owner outside the tenant: nobody we know
LEASE = timedelta(seconds=60)
DOUBTFUL_AT_MOST = 3  # Graph has no key for mail: a repeat may be a second one
PATIENCE = 60  # minutes, when it is certain that nothing was sent; then somebody should ring
_PAUSES = (5, 15, 30, 60)  # seconds before the next attempt
_BESIDE = (Card.NOTICE, Card.OWNER_NOTICE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that its receiver may still have. `address` is "" where only the directory can know it.

    What it may say: to somebody at the owner the case's reference; `outside` only which school is to be rung.
    """

    delivery: Delivery
    address: str
    locale: str
    reference: str
    school: str
    phone: str

    @property
    def outside(self) -> bool:
        return self.delivery.person == OUTSIDE


def with_mail(house: House, case: Case, cards: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """The cards, and a mail beside each that is new to somebody at the owner; none where there is no mailbox.

    When the school can be rung about it, the owner's address outside the tenant is asked to do so, once.
    """
    cards = tuple(cards)
    if not house.mails:
        return cards
    to_owner = [d for d in cards if d.card in _BESIDE and is_at_owner(d.person, case.school, house.register)]
    if not to_owner:
        return cards
    mails = {d.person: _mail(case, d, d.person) for d in reversed(to_owner)}
    if house.register.schools[case.school].owner.mail and may_be_rung(case, house.register):
        mails[OUTSIDE] = _mail(case, to_owner[0], OUTSIDE)
    return (*cards, *mails.values())


def _mail(case: Case, beside: Delivery, to: PersonId) -> Delivery:
    about = beside.alert if beside.card is Card.OWNER_NOTICE else ""
    key = f"{Card.MAIL}:{case.id}:{to}:{case.version}"
    return replace(beside, key=key, card=Card.MAIL, person=to, alert=about)


def take(work: Work, house: House, now: datetime, most: int) -> tuple[Letter, ...]:
    """Leases mails that are due; what its receiver may not have, or is not needed any more, is dropped.

    What belongs to a school that is not served just now stays leased, and is looked at again when that ends.
    """
    leased = work.lease(now, now + LEASE, most, mail=True)
    served = (d for d in leased if d.school in house.register.schools)
    return tuple(letter for d in served if (letter := _letter(work, house, d, now)))


def _letter(work: Work, house: House, delivery: Delivery, now: datetime) -> Letter | None:
    case = work.case(delivery.subject)
    if case is None or not _still_due(case, house, delivery):
        work.settle(delivery.id, State.DROPPED, now)
        return None
    school, person = house.register.schools[case.school], house.register.person(delivery.person)
    seen = work.conversation(delivery.person) if person else None
    to = address(work, house.register, person.id) if person else school.owner.mail
    reference = case.reference if person else ""
    return Letter(delivery, to, seen.locale if seen else "", reference, school.name, school.phone)


def _still_due(case: Case, house: House, delivery: Delivery) -> bool:
    """Whether they may be told, as with the card beside it, and nobody has answered there meanwhile."""
    register, about = house.register, delivery.alert
    if delivery.person == OUTSIDE:
        if not (register.schools[case.school].owner.mail and may_be_rung(case, register)):
            return False
    elif not _may_have(delivery.person, case, house, about):
        return False
    if about:
        return not any(h.note == about for h in case.all(Event.OWNER_KNOWS))
    return open_duty(case, register) is not None


def _may_have(who: PersonId, case: Case, house: House, about: str) -> bool:
    if about:
        return is_notified(who, case, house.register, about)
    return is_at_owner(who, case.school, house.register) and may_see(who, case, house.register)


def settle(work: Work, house: House, letter: Letter, outcome: Outcome[None], now: datetime) -> bool:
    """Writes how it went, and what follows. False when it has been given up, and a person is told instead.

    That it was sent is written in the case's history and meets no duty: the owner is told when somebody there says so.
    """
    delivery = letter.delivery
    match outcome:
        case Done():
            work.settle(delivery.id, State.SENT, now)
            _note(work, house, delivery, Event.MAILED, now)
        case Later(_, after) if _spent(delivery, after) < PATIENCE:
            _try_again(work, delivery, after, 0, now)
        case Doubt(_, after) if delivery.doubts + 1 < DOUBTFUL_AT_MOST:
            _try_again(work, delivery, after, 1, now)
        case _ if delivery.school not in house.register.schools:
            pass  # it stays leased
        case _:
            _raise(work, house, delivery, now)
            return False
    return True


def _try_again(work: Work, delivery: Delivery, after: float | None, doubts: int, now: datetime) -> None:
    later = now + timedelta(seconds=_pause(delivery, after))
    work.retry(delivery.id, later, _spent(delivery, after), delivery.doubts + doubts)


def _pause(delivery: Delivery, after: float | None) -> float:
    return max(after or 0, _PAUSES[min(delivery.attempts, len(_PAUSES) - 1)])


def _spent(delivery: Delivery, after: float | None) -> int:
    """Its attempts after one more, where a pause of minutes counts as that many: no wish to wait outlasts the hour."""
    return delivery.attempts + max(1, int(_pause(delivery, after) // 60))


def _raise(work: Work, house: House, delivery: Delivery, now: datetime) -> None:
    """Whoever is in charge is told whom to ring."""
    work.settle(delivery.id, State.RAISED, now)
    later = _note(work, house, delivery, Event.UNMAILED, now)
    if later:
        people = _in_charge(later, house, delivery.person)
        work.queue(*telling.alerts(later, Card.UNMAILED, people, delivery.person, now))


def _note(work: Work, house: House, delivery: Delivery, what: Event, now: datetime) -> Case | None:
    case = work.case(delivery.subject)
    if case is None or case.school not in house.register.schools:
        return None
    happened = Happened(now, what, delivery.person or None, delivery.alert)
    later = case.after(happened)
    telling.save(work, house, later, now)
    work.audit(*telling.entries(later, (happened,)))
    return later


def _in_charge(case: Case, house: House, meant: PersonId) -> list[PersonId]:
    """Whoever has taken the case, else all who have been told; the one it was meant for only when nobody else has."""
    able = [who for who in sorted(case.told) if may_see(who, case, house.register)]
    taken = acknowledgement(case, house.register)
    others = [who for who in able if who != meant] or able
    return [who for who in others if taken and who == taken.who] or others


def card(work: Work, house: House, delivery: Delivery, now: datetime) -> tuple[Notice, int] | None:
    """That a mail was not sent, for one who may still see the case; one already shown is redrawn."""
    case, register = work.case(delivery.subject), house.register
    if case is None or not (delivery.shown or may_see(delivery.person, case, register)):
        return None
    owner = register.schools[case.school].owner
    unmailed = Unmailed(register.name(delivery.alert), owner.name, owner.contact)
    return replace(viewing.notice(case, register, delivery.person), unmailed=unmailed), case.version
