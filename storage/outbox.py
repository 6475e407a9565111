"""Deliveries that wait, and the cards that are in people's chats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, or_, select, text, update

from domain.delivery import TRACELESS, Delivery, Shown, State
from domain.people import PersonId
from storage import mapping
from storage.dialects import dialect_of, or_change, unless_there
from storage.statements import Prepared
from storage.tables import deliveries, shown

_WAITING = text("deliveries.state = 'waiting'")  # as the index says it
_DUE = (
    select(deliveries.c.id)
    .where(
        _WAITING,
        deliveries.c.priority.between(bindparam("first"), bindparam("last")),
        deliveries.c.due_at <= bindparam("now"),
        or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= bindparam("now")),
    )
    .order_by(deliveries.c.priority, deliveries.c.due_at, deliveries.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LEASE = Prepared(
    update(deliveries)
    .where(deliveries.c.id.in_(_DUE))
    .values(lease_until=bindparam("until"))
    .returning(*mapping.DELIVERY)
)
_ONE_WAITING = update(deliveries).where(deliveries.c.id == bindparam("delivery"), _WAITING)
_SETTLE = Prepared(_ONE_WAITING.values(state=bindparam("to"), settled_at=bindparam("at"), lease_until=None))
_TRACELESS = Prepared(
    delete(deliveries).where(
        deliveries.c.id == bindparam("delivery"), or_(*(deliveries.c.card == card.value for card in sorted(TRACELESS)))
    )
)
_RETRY = Prepared(
    _ONE_WAITING.values(
        due_at=bindparam("due"), attempts=bindparam("tried"), doubts=bindparam("doubted"), lease_until=None
    )
)
_STATES = Prepared(select(deliveries.c.state, func.count()).group_by(deliveries.c.state))
_OLDEST = Prepared(select(func.min(deliveries.c.since)).where(_WAITING, deliveries.c.since <= bindparam("now")))
_SHOWN = Prepared(
    select(*mapping.SHOWN)
    .where(shown.c.subject == bindparam("subject"))
    .order_by(shown.c.shown_at, shown.c.activity, shown.c.conversation)
)
_FORGET = Prepared(delete(shown).where(shown.c.activity == bindparam("gone"), shown.c.person == bindparam("whose")))


def queue(connection: Connection, waiting: Sequence[Delivery]) -> None:
    statement = unless_there(dialect_of(connection), deliveries, "key")
    statement.many(connection, [mapping.delivery_values(d) for d in waiting])


def lease(connection: Connection, now: datetime, until: datetime, most: int, mail: bool) -> tuple[Delivery, ...]:
    """Sorted here: what an update returns comes in no promised order."""
    first, last = (mapping.MAIL, mapping.MAIL) if mail else (mapping.ALERT, mapping.QUIET)
    rows = _LEASE.rows(connection, {"now": now, "until": until, "most": most, "first": first, "last": last})
    return tuple(sorted(map(mapping.delivery, rows), key=lambda d: (mapping.priority(d.card), d.due_at, d.id)))


def settle(connection: Connection, delivery: int, state: State, at: datetime) -> None:
    _SETTLE.run(connection, {"delivery": delivery, "to": state.value, "at": at})
    _TRACELESS.run(connection, {"delivery": delivery})


def retry(connection: Connection, delivery: int, due_at: datetime, attempts: int, doubts: int) -> None:
    _RETRY.run(connection, {"delivery": delivery, "due": due_at, "tried": attempts, "doubted": doubts})


def state(connection: Connection) -> dict[State, int]:
    return {State(name): many for name, many in _STATES.rows(connection, {})}


def oldest(connection: Connection, now: datetime) -> datetime | None:
    row = _OLDEST.first(connection, {"now": now})
    return row[0] if row else None


def cards(connection: Connection, subject: str) -> tuple[Shown, ...]:
    return tuple(map(mapping.shown, _SHOWN.rows(connection, {"subject": subject})))


def show(connection: Connection, card: Shown) -> None:
    statement = or_change(dialect_of(connection), shown, "activity", "conversation")
    statement.run(connection, mapping.shown_values(card))


def forget(connection: Connection, activity: str, person: PersonId) -> None:
    _FORGET.run(connection, {"gone": activity, "whose": person})
