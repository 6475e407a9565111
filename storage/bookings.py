"""Bookings: what is due is taken on lease, so that only one at a time asks the calendar about a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, case, or_, select, update

from domain.booking import Booking
from storage import booking_mapping as mapping
from storage.booking_tables import booking_guests, bookings
from storage.dialects import dialect_of, or_change
from storage.statements import Prepared

_COLUMNS = [bookings.c[name] for name in mapping.BOOKING]
_WITH_GUESTS: Select[Any] = select(*_COLUMNS, *mapping.GUEST).outerjoin_from(
    bookings, booking_guests, booking_guests.c.booking == bookings.c.id
)
_BY_ID = Prepared(_WITH_GUESTS.where(bookings.c.id == bindparam("booking")).order_by(booking_guests.c.n))
_OF_CASE = Prepared(
    _WITH_GUESTS.where(bookings.c.case == bindparam("of")).order_by(
        bookings.c.wanted_at, bookings.c.id, booking_guests.c.n
    )
)
_IS_DUE = (
    bookings.c.due_at <= bindparam("now"),
    or_(bookings.c.lease_until.is_(None), bookings.c.lease_until <= bindparam("now")),
)
_ANY_DUE = Prepared(select(bookings.c.id).where(*_IS_DUE).limit(bindparam("most")))
_DUE = (
    select(bookings.c.id)
    .where(*_IS_DUE)
    .order_by(bookings.c.due_at, bookings.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LEASE = Prepared(
    update(bookings)
    .where(bookings.c.id.in_(_DUE))
    .values(
        doubtful=case((bookings.c.lease_until.is_not(None), 1), else_=bookings.c.doubtful),
        lease_until=bindparam("until"),
    )
    .returning(bookings.c.due_at, bookings.c.id)
)
_FREE = Prepared(
    update(bookings)
    .where(bookings.c.id == bindparam("booking"), bookings.c.lease_until == bindparam("held"))
    .values(lease_until=None)
)


def by_id(connection: Connection, booking: str) -> Booking | None:
    return next(mapping.bookings(_BY_ID.rows(connection, {"booking": booking})), None)


def of_case(connection: Connection, case: str) -> Iterator[Booking]:
    return mapping.bookings(_OF_CASE.rows(connection, {"of": case}))


def keep(connection: Connection, booking: Booking) -> None:
    dialect = dialect_of(connection)
    or_change(dialect, bookings, "id", change=_all_but_lease).run(connection, mapping.booking_values(booking))
    if guests := mapping.guest_values(booking):
        or_change(dialect, booking_guests, "booking", "n").many(connection, guests)


def _all_but_lease(proposed: Any, table: Table) -> Mapping[str, Any]:
    return {name: proposed[name] for name in mapping.BOOKING if name != "id"}


def any_due(connection: Connection, now: datetime) -> bool:
    return _ANY_DUE.first(connection, {"now": now, "most": 1}) is not None


def lease(connection: Connection, now: datetime, until: datetime, most: int) -> tuple[Booking, ...]:
    """Sorted here: what an update returns comes in no promised order."""
    rows = _LEASE.rows(connection, {"now": now, "until": until, "most": most})
    found = (by_id(connection, id_) for _, id_ in sorted(map(tuple, rows)))
    return tuple(booking for booking in found if booking)


def free(connection: Connection, booking: str, until: datetime) -> None:
    _FREE.run(connection, {"booking": booking, "held": until})
