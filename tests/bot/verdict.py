"""What may not be so when all has calmed down: of each meeting, what the record, its history and the calendar say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from demo.graph_world import Event
from domain.booking import PENDING, Booking, Meeting, Stage, meetings, when
from domain.calendars import Span
from domain.case import Case

HOUR = timedelta(hours=1)


def _meeting(case: Case, booking: Booking) -> Meeting:
    return next(m for m in meetings(case) if m.id == booking.id)


_FAULTS: Mapping[str, Callable[[Booking, Meeting, int, datetime], bool]] = {
    "nothing has come of it": lambda b, m, n, now: b.stage in PENDING,
    "nobody looks any more": lambda b, m, n, now: b.due_at is not None and b.due_at + HOUR < now,
    "stands more than once": lambda b, m, n, now: n > 1,
    "stands nowhere, and nobody is told": lambda b, m, n, now: b.stage is Stage.SET and n == 0,
    "stands, although it has been taken out": lambda b, m, n, now: b.stage is Stage.OFF and n > 0,
    "nobody is told why it is stuck": lambda b, m, n, now: b.stage is Stage.STUCK and not m.stuck,
    "stands, although it was called off": lambda b, m, n, now: (
        b.stage is Stage.SET and m.asked is Stage.CALLED_OFF and not m.stuck
    ),
    "the history says otherwise": lambda b, m, n, now: m.stage is not b.stage and b.stage is not Stage.OVER,
}


def faults(booking: Booking, case: Case, events: Sequence[Event], now: datetime) -> Iterator[str]:
    meeting = _meeting(case, booking)
    yield from (why for why, holds in _FAULTS.items() if holds(booking, meeting, len(events), now))
    if booking.stage is Stage.SET and events:
        yield from _differences(booking, meeting, events[0])


def _differences(booking: Booking, meeting: Meeting, event: Event) -> Iterator[str]:
    if booking.span != event.span or when(Span(meeting.starts, meeting.ends)) != when(event.span):
        yield "stands at another time than the record or the history says"
    replies = [event.replies[guest.address] for guest in booking.guests]
    if replies != [guest.reply for guest in booking.guests] or replies != [meeting.reply(n) for n in range(2)]:
        yield "has been answered otherwise"
