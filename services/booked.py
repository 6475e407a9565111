"""What becomes of a booking when its calendar has been asked: a function of what was known and of what came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.booking import PENDING, TOO_LATE, UNSURE, Booking, Meeting, Stage, said, when
from domain.calendars import Appointment, Reply, Span
from domain.case import Event, Happened
from services.jobs import Doubt, Later, Refused

LOOK_EVERY = timedelta(minutes=15)  # for answers, and for what is done in Outlook itself
DOUBT = timedelta(seconds=30)  # before it is looked whether what was asked has been done
PATIENCE = timedelta(minutes=5)  # what waits longer is said to wait
AFTERWARDS = timedelta(days=1)  # for so long after its end a meeting's last answers are asked for
_PAUSES = (2, 5, 10, 20, 40, 60, 120)  # seconds before the next attempt, a quarter more or less
OUTLOOK, US = "outlook", "us"


@dataclass(frozen=True, slots=True)
class Taken:
    """A booking on lease, as it was when it was taken."""

    booking: Booking
    until: datetime


@dataclass(frozen=True, slots=True)
class Stands:
    """It is in the calendar as it was wanted, or as Outlook has it since."""

    appointment: Appointment


@dataclass(frozen=True, slots=True)
class Gone:
    """It is not in the calendar: somebody took it out, or we did."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """The calendar was looked in when the time had begun; `seen` is what stands there."""

    seen: Appointment | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Not done, or perhaps. `looked`: before that the calendar was read, and held what is `seen`, or nothing."""

    outcome: Refused | Later | Doubt
    looked: bool = False
    seen: Appointment | None = None


Came = Stands | Gone | TooLate | Failed


@dataclass(frozen=True, slots=True)
class Become:
    """The booking from now on, and what there is to say beside how it stands."""

    booking: Booking
    waits: str = ""
    stuck: str = ""
    is_unsure: bool = False


def become(booking: Booking, taken: Booking, came: Came, now: datetime, chance: float) -> Become:
    """`booking` is the record's word now, `taken` what was asked about; `chance` is from 0 to 1."""
    if (booking.stage, booking.span) != (taken.stage, taken.span):
        return _learnt(booking, came, now)
    match came:
        case Stands(appointment):
            return Become(_stands(booking, appointment, now))
        case Gone():
            return Become(_gone(booking, now))
        case TooLate(seen):
            return _given_up(booking, TOO_LATE, True, seen, now)
        case Failed(Refused(why), looked, seen) if booking.stage is not Stage.SET:
            return _given_up(booking, why, looked, seen, now)
        case Failed():
            return _again(booking, came, now, chance)


def _learnt(booking: Booking, came: Came, now: datetime) -> Become:
    """Something else is wanted by now: what came is only what we know of the calendar, and is made good at once."""
    seen = _seen(came)
    if seen and booking.stage is Stage.STUCK:
        return Become(_stands(booking, seen, now))
    if seen and booking.stage is Stage.OFF:
        return Become(replace(booking, stage=Stage.CALLED_OFF, event=seen.event, wanted_at=now, due_at=now))
    if booking.stage is Stage.SET and seen and seen.event != booking.event:
        return Become(replace(booking, due_at=now))
    if booking.stage not in PENDING:
        return Become(booking)
    is_doubt = isinstance(came, Failed) and isinstance(came.outcome, Doubt)
    event = seen.event if seen else booking.event
    due = now + DOUBT if is_doubt else now
    return Become(replace(booking, event=event, doubtful=booking.doubtful or is_doubt, due_at=due))


def _seen(came: Came) -> Appointment | None:
    match came:
        case Stands(seen) | TooLate(seen) | Failed(_, _, seen):
            return seen
    return None


def _stands(booking: Booking, appointment: Appointment, now: datetime) -> Booking:
    is_moved = booking.stage is Stage.MOVED or booking.span != appointment.span
    guests = tuple(replace(g, reply=Reply.NONE) for g in booking.guests) if is_moved else booking.guests
    later = replace(
        booking, stage=Stage.SET, span=appointment.span, event=appointment.event, guests=guests,
        attempts=0, doubtful=False, due_at=_next_look(appointment.span, now),
    )  # fmt: skip
    later = later.with_replies({a.address.lower(): a.reply for a in appointment.attendees})
    return later if later.due_at else replace(later, stage=Stage.OVER)


def _next_look(span: Span, now: datetime) -> datetime | None:
    """Again and again, last when it ends."""
    return min(now + LOOK_EVERY, span.ends) if now < span.ends else None


def _gone(booking: Booking, now: datetime) -> Booking:
    """Taken out after it was held, it has been held all the same. Where it may yet come, it is looked for once more."""
    if booking.stage is Stage.SET and booking.span.ends <= now:
        return replace(booking, stage=Stage.OVER, due_at=None)
    may_come = booking.doubtful and booking.stage is Stage.CALLED_OFF
    return replace(booking, stage=Stage.OFF, doubtful=may_come, due_at=now + LOOK_EVERY if may_come else None)


def _given_up(booking: Booking, why: str, looked: bool, seen: Appointment | None, now: datetime) -> Become:
    """A person must act. What could not be moved still stands where it stood, and is looked after there."""
    if seen and booking.stage not in _TO_BE_GONE:
        return Become(_stands(replace(booking, stage=Stage.SET), seen, now), stuck=why)
    is_unsure = booking.doubtful and not looked
    return Become(replace(booking, stage=Stage.STUCK, due_at=None), stuck=why, is_unsure=is_unsure)


_TO_BE_GONE = (Stage.CALLED_OFF, Stage.OFF)


def _again(booking: Booking, failed: Failed, now: datetime, chance: float) -> Become:
    if _is_past(booking, now):
        if booking.stage is Stage.SET:
            return Become(replace(booking, stage=Stage.OVER, due_at=None))
        in_doubt = replace(booking, doubtful=booking.doubtful or isinstance(failed.outcome, Doubt))
        looked = failed.looked and not isinstance(failed.outcome, Doubt)
        return _given_up(in_doubt, TOO_LATE, looked, failed.seen, now)
    due = now + _pause(booking, failed.outcome, chance)
    is_doubt = isinstance(failed.outcome, Doubt)
    later = replace(booking, attempts=booking.attempts + 1, doubtful=booking.doubtful or is_doubt, due_at=due)
    is_long = due - booking.wanted_at > PATIENCE if booking.stage in PENDING else isinstance(failed.outcome, Refused)
    return Become(later, waits=failed.outcome.why if is_long else "")


def _is_past(booking: Booking, now: datetime) -> bool:
    """When there is nothing left to try: to set or move it, to take it out, to read its answers."""
    if booking.stage is Stage.SET:
        return booking.span.ends + AFTERWARDS <= now
    return (booking.span.ends if booking.stage in _TO_BE_GONE else booking.span.starts) <= now


def _pause(booking: Booking, outcome: Refused | Later | Doubt, chance: float) -> timedelta:
    """Longer each time, never shorter than we were told, and long enough for what is in doubt to show."""
    if isinstance(outcome, Refused):
        return LOOK_EVERY
    seconds = _PAUSES[min(booking.attempts, len(_PAUSES) - 1)] * (0.75 + chance / 2)
    told = timedelta(seconds=max(seconds, outcome.after or 0))
    return max(told, DOUBT) if isinstance(outcome, Doubt) else told


def account(meeting: Meeting | None, then: Become, now: datetime) -> tuple[Happened, ...]:
    """What the case's history is told: what it does not say already."""
    return tuple(_lines(meeting, then, now))


def _lines(meeting: Meeting | None, then: Become, now: datetime) -> Iterator[Happened]:
    booking = then.booking
    if then.stuck:
        yield said(booking, now, Event.MEETING_STUCK, then.stuck, *([UNSURE] if then.is_unsure else ()))
    if booking.stage in (Stage.SET, Stage.OVER):
        yield from _standing(meeting, then, now)
    if booking.stage is Stage.OFF and (meeting is None or meeting.stage is not Stage.OFF):
        by = US if meeting and meeting.stage is Stage.CALLED_OFF else OUTLOOK
        yield said(booking, now, Event.MEETING_OFF, by)
    if then.waits and not (meeting and meeting.waits):
        yield said(booking, now, Event.MEETING_WAITS, then.waits)


def _standing(meeting: Meeting | None, then: Become, now: datetime) -> Iterator[Happened]:
    booking = then.booking
    is_known = meeting is not None and meeting.stage is Stage.SET and _is_at(meeting, booking.span)
    if not is_known or then.stuck or (meeting and meeting.waits and not then.waits):
        yield said(booking, now, Event.MEETING_SET, *when(booking.span))
    known = dict(meeting.replies) if meeting and _is_at(meeting, booking.span) else {}
    for n, guest in enumerate(booking.guests):
        if guest.reply != known.get(n, Reply.NONE):
            yield said(booking, now, Event.MEETING_REPLY, str(n), guest.reply)


def _is_at(meeting: Meeting, span: Span) -> bool:
    """As far as the history tells: it knows no seconds."""
    return when(Span(meeting.starts, meeting.ends)) == when(span)
