"""The rows of bookings and of their guests, to domain objects and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from domain.booking import Booking, Guest, Stage
from domain.calendars import Reply, Span
from storage.booking_tables import booking_guests
from storage.mapping import Line, Values, kept, read_back

BOOKING = (
    "id", "case", "school", "organiser", "subject", "starts", "ends", "stage", "wanted_at", "due_at", "event",
    "attempts", "doubtful",
)  # fmt: skip
GUEST = tuple(booking_guests.c[name] for name in ("person", "address", "name", "reply"))


def booking_values(booking: Booking) -> Values:
    """Without the lease, which belongs to whoever holds it."""
    return {
        "id": booking.id,
        "case": booking.case,
        "school": booking.school,
        "organiser": booking.organiser,
        "subject": kept(booking.subject),
        "starts": booking.span.starts,
        "ends": booking.span.ends,
        "stage": booking.stage.value,
        "wanted_at": booking.wanted_at,
        "due_at": booking.due_at,
        "event": booking.event,
        "attempts": booking.attempts,
        "doubtful": int(booking.doubtful),
    }


def guest_values(booking: Booking) -> list[Values]:
    return [
        {
            "booking": booking.id,
            "n": n,
            "person": guest.person,
            "address": kept(guest.address),
            "name": kept(guest.name),
            "reply": guest.reply.value,
        }
        for n, guest in enumerate(booking.guests)
    ]


def bookings(rows: Iterable[Line]) -> Iterator[Booking]:
    """From the columns of `BOOKING` and then `GUEST`, a booking's rows together and its guests in order."""
    for _, lines in groupby(rows, key=lambda row: row[0]):
        yield _booking(list(lines))


def _booking(rows: list[Line]) -> Booking:
    id_, case, school, organiser, subject, starts, ends, stage, wanted, due, event, attempts, doubtful = rows[0][:13]
    return Booking(
        id=id_, case=case, school=school, organiser=organiser, subject=read_back(subject), span=Span(starts, ends),
        guests=tuple(_guest(row[13:]) for row in rows if row[13] is not None), stage=Stage(stage), wanted_at=wanted,
        due_at=due, event=event, attempts=attempts, doubtful=bool(doubtful),
    )  # fmt: skip


def _guest(row: Line) -> Guest:
    person, address, name, reply = row
    return Guest(person, read_back(address), read_back(name), Reply(reply))
