"""Deliveries that wait, and the cards that are in people's chats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, or_, select, text, update

from domain.delivery import Delivery, Shown, State
from domain.people import PersonId
from storage import mapping
from storage.dialects import dialect_of, or_change, unless_there
from storage.tables import deliveries, shown

_WAITING = text("deliveries.state = 'waiting'")  # as the index says it
_DUE = (
    select(deliveries.c.id)
    .where(
        _WAITING,
        deliveries.c.due_at <= bindparam("now"),
        or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= bindparam("now")),
    )
    .order_by(deliveries.c.priority, deliveries.c.due_at, deliveries.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LEASE = (
    update(deliveries)
    .where(deliveries.c.id.in_(_DUE))
    .values(lease_until=bindparam("until"))
    .returning(*mapping.DELIVERY, deliveries.c.priority)
)
_ONE_WAITING = update(deliveries).where(deliveries.c.id == bindparam("delivery"), _WAITING)
_SETTLE = _ONE_WAITING.values(state=bindparam("to"), settled_at=bindparam("at"), lease_until=None)
_RETRY = _ONE_WAITING.values(
    due_at=bindparam("due"), attempts=bindparam("tried"), doubts=bindparam("doubted"), lease_until=None
)
_STATES = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
_SHOWN = (
    select(*mapping.SHOWN)
    .where(shown.c.subject == bindparam("subject"))
    .order_by(shown.c.shown_at, shown.c.activity, shown.c.conversation)
)
_FORGET = delete(shown).where(shown.c.activity == bindparam("gone"), shown.c.person == bindparam("whose"))


def queue(connection: Connection, waiting: Sequence[Delivery]) -> None:
    statement = unless_there(dialect_of(connection), deliveries, "key")
    connection.execute(statement, [mapping.delivery_values(d) for d in waiting])


def lease(connection: Connection, now: datetime, until: datetime, most: int) -> tuple[Delivery, ...]:
    """Sorted here: what an update returns comes in no promised order."""
    rows = connection.execute(_LEASE, {"now": now, "until": until, "most": most}).all()
    rows = sorted(rows, key=lambda row: (row.priority, row.due_at, row.id))
    return tuple(map(mapping.delivery, rows))


def settle(connection: Connection, delivery: int, state: State, at: datetime) -> None:
    connection.execute(_SETTLE, {"delivery": delivery, "to": state.value, "at": at})


def retry(connection: Connection, delivery: int, due_at: datetime, attempts: int, doubts: int) -> None:
    connection.execute(_RETRY, {"delivery": delivery, "due": due_at, "tried": attempts, "doubted": doubts})


def state(connection: Connection) -> dict[State, int]:
    return {State(name): many for name, many in connection.execute(_STATES)}


def cards(connection: Connection, subject: str) -> tuple[Shown, ...]:
    return tuple(map(mapping.shown, connection.execute(_SHOWN, {"subject": subject})))


def show(connection: Connection, card: Shown) -> None:
    statement = or_change(dialect_of(connection), shown, "activity", "conversation")
    connection.execute(statement, mapping.shown_values(card))


def forget(connection: Connection, activity: str, person: PersonId) -> None:
    connection.execute(_FORGET, {"gone": activity, "whose": person})
