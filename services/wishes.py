"""A student's wish to talk with one who is bound by a confidentiality of her own: she alone learns whose it is, and
nothing else is kept (ruling 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.audit import Entry
from domain.case import Event
from domain.delivery import Card, Delivery, Shown
from domain.people import PersonId
from domain.students import keeps_to_herself
from domain.wishes import REMINDERS, Ring, Wish, WishCard, ring_at
from services import telling
from services.ports import House, Work
from services.reporting import Place


def add(work: Work, house: House, wish: Wish) -> None:
    """Saves it, and queues every card there can be, each for its moment: what is settled by then is not sent."""
    if work.wish(wish.id):
        return
    work.add_wish(wish)
    work.queue(*_cards(house, wish))
    work.audit(_entry(wish, "wish:made", "system", wish.wished_at))  # whose it is, she alone learns


def _cards(house: House, wish: Wish) -> Iterator[Delivery]:
    calendar = house.register.schools[wish.school].calendar
    yield _delivery(wish, Ring.NEW, wish.adult, wish.wished_at)
    for n in range(1, REMINDERS + 1):
        yield _delivery(wish, Ring.REMINDER, wish.adult, ring_at(wish, n, calendar), n)
    yield _delivery(wish, Ring.ELSEWHERE, wish.student, ring_at(wish, REMINDERS + 1, calendar))


def _delivery(wish: Wish, ring: Ring, who: PersonId, at: datetime, n: int = 0) -> Delivery:
    return Delivery(f"{Card.WISH}:{wish.id}:{ring}:{n}", Card.WISH, who, wish.school, wish.id, at, alert=ring)


def card(work: Work, house: House, delivery: Delivery, now: datetime) -> tuple[WishCard, int] | None:
    """As things are when it is sent; None when it is settled. The student is told at once when nobody gets it."""
    wish, ring = work.wish(delivery.subject), Ring(delivery.alert)
    if wish is None or wish.school not in house.register.schools:
        return None
    if delivery.shown:
        return _card(house, wish, ring, delivery.person), 0
    if wish.met_at or (ring is Ring.ELSEWHERE and _has_been_told(work, wish)):
        return None
    if ring is not Ring.ELSEWHERE and not _is_hers(house, wish, delivery.person):
        _tell_student(work, wish, now)
        return None
    return _card(house, wish, ring, delivery.person), 0


def _card(house: House, wish: Wish, ring: Ring, who: PersonId) -> WishCard:
    closed = ring is not Ring.ELSEWHERE and not _is_hers(house, wish, who)
    return WishCard(wish.id, ring, house.register.schools[wish.school].phone, wish.met_at, closed)


def _has_been_told(work: Work, wish: Wish) -> bool:
    return any(shown.person == wish.student for shown in work.shown(wish.id))


def _tell_student(work: Work, wish: Wish, now: datetime) -> None:
    work.queue(_delivery(wish, Ring.ELSEWHERE, wish.student, now, n=1))


def note(work: Work, house: House, delivery: Delivery, what: Event, now: datetime) -> None:
    """She could not be reached: the student is told where else to go."""
    wish = work.wish(delivery.subject)
    if wish and what is Event.UNDELIVERED and delivery.person == wish.adult and not wish.met_at:
        _tell_student(work, wish, now)


def _is_hers(house: House, wish: Wish, who: PersonId) -> bool:
    """Hers while she still has the post: whoever has left it is no longer bound here."""
    return who == wish.adult and keeps_to_herself(who, wish.school, house.register)


def show(
    work: Work, house: House, wish_id: str, who: PersonId, now: datetime, place: Place | None = None
) -> Wish | None:
    """Whose it is, for her alone. Shown in the chat it is taken away again by itself."""
    wish = _hers(work, house, wish_id, who, "wish:shown", now)
    if wish and place:
        shown = Shown(place.activity, place.conversation, Card.WISH, who, wish.id, now, Ring.NEW)
        telling.hide_later(work, wish.school, shown, now)
    return wish


def meet(work: Work, house: House, wish_id: str, who: PersonId, now: datetime) -> WishCard | None:
    """They have set a time, or have talked: nobody is reminded any more. The first word counts."""
    wish = _hers(work, house, wish_id, who, "wish:met", now)
    if wish is None:
        return None
    if wish.met_at is None:
        work.meet(wish.id, now)
        shown = (one for one in work.shown(wish.id) if one.person == who)
        work.queue(*(telling.redrawing(one, wish.school, f"{wish.id}:met", now) for one in shown))
    return WishCard(wish.id, Ring.NEW, house.register.schools[wish.school].phone, wish.met_at or now, False)


def _hers(work: Work, house: House, wish_id: str, who: PersonId, action: str, now: datetime) -> Wish | None:
    wish = work.wish(wish_id)
    if wish is None or wish.school not in house.register.schools or not _is_hers(house, wish, who):
        work.audit(telling.refusal(house, who, action, wish_id, now))
        return None
    work.audit(_entry(wish, action, who, now))
    return wish


def _entry(wish: Wish, action: str, who: PersonId, now: datetime) -> Entry:
    return Entry(f"school:{wish.school}", now, who, action, reason=wish.id)
