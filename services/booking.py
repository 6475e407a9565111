"""Meetings: wanted, moved and called off by people; what came of asking the calendar; each stands exactly once.

What is done in a calendar is asked elsewhere (`bot.bookings`). Here stands what was wanted, who has it in hand, and
what the case's history and the audit say of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from domain.access import may_see
from domain.booking import ALIVE, OPEN_TO_CHANGE, Booking, Meeting, Stage, meetings, said, when
from domain.calendars import Span
from domain.case import Case, Event, Happened
from domain.delivery import Card
from domain.people import PersonId, Register
from services import telling
from services.booked import US, Came, Taken, account, become
from services.hindrance import No, hindrance
from services.ports import House, Work

LEASE = timedelta(minutes=3)
ASKED = "asked"  # why it is called off: somebody asked for it


def want(work: Work, house: House, booking: Booking, who: PersonId, now: datetime) -> Booking | No:
    """Asks for a meeting, as `domain.booking.wanted` makes it. The same id again changes nothing and gives what is
    there. A standstill is the caller's to prevent: where there is no Graph, nothing is to be wanted.
    """
    case = telling.permitted(work, house, booking.case, who, Event.MEETING_WANTED, now)
    if case is None:
        return No.NOT_THEIRS
    if known := work.booking(booking.id):
        return known if known.case == case.id else No.NOT_THEIRS
    if no := hindrance(work, house, booking, case, now) or _passed(booking.span, now):
        return no
    _keep(work, house, case, booking, now, said(booking, now, Event.MEETING_WANTED, *when(booking.span), who=who))
    return booking


def move(work: Work, house: House, booking_id: str, span: Span, who: PersonId, now: datetime) -> Booking | No:
    """To another time; what is stuck is tried again, with the same key. What is being asked of the calendar just now
    is made good afterwards.
    """
    found = _found(work, house, booking_id, who, Event.MEETING_WANTED, now)
    if isinstance(found, No):
        return found
    case, booking = found
    is_stuck = booking.stage is Stage.STUCK
    if booking.span == span and not is_stuck:
        return booking
    begun = None if is_stuck else _passed(booking.span, now)
    later = _again(replace(booking, span=span, stage=Stage.MOVED), now)
    if no := hindrance(work, house, later, case, now) or begun or _passed(span, now):
        return no
    _keep(work, house, case, later, now, said(later, now, Event.MEETING_WANTED, *when(span), who=who))
    return later


def call_off(work: Work, house: House, booking_id: str, who: PersonId, now: datetime) -> Booking | No:
    """Out of everybody's calendar, also when it is not certain that it stands in any."""
    found = _found(work, house, booking_id, who, Event.MEETING_CALLED_OFF, now)
    if isinstance(found, No):
        return found
    case, booking = found
    if booking.stage is Stage.CALLED_OFF:
        return booking
    if no := _passed(booking.span, now):
        return no
    return _call_off(work, house, case, booking, ASKED, now, who)


def reach(work: Work, booking_id: str, places: Mapping[PersonId, str]) -> None:
    """Keeps where those are reached of whom it was not known; answers are told apart by it."""
    if found := work.booking(booking_id):
        work.keep_booking(found.reaching(places))


def _found(
    work: Work, house: House, booking_id: str, who: PersonId, action: Event, now: datetime
) -> tuple[Case, Booking] | No:
    booking = work.booking(booking_id)
    case = telling.permitted(work, house, booking.case if booking else booking_id, who, action, now)
    if case is None:
        return No.NOT_THEIRS
    return (case, booking) if booking and booking.stage in OPEN_TO_CHANGE else No.GONE


def _passed(span: Span, now: datetime) -> No | None:
    return No.PASSED if span.starts <= now else None


def _again(booking: Booking, now: datetime) -> Booking:
    """Something else is wanted of it now; but what is in doubt is not asked about any sooner for that."""
    due = max(now, booking.due_at or now) if booking.doubtful else now
    return replace(booking, wanted_at=now, due_at=due, attempts=0)


def _call_off(
    work: Work, house: House, case: Case, booking: Booking, why: str, now: datetime, who: PersonId | None = None
) -> Booking:
    """Where nobody asked for it, somebody is told."""
    later = _again(replace(booking, stage=Stage.CALLED_OFF), now)
    after = _keep(work, house, case, later, now, said(later, now, Event.MEETING_CALLED_OFF, why, who=who))
    if who is None:
        _ring(work, house, after, booking.id, now)
    return later


def take(work: Work, house: House, now: datetime, most: int) -> tuple[tuple[Taken, ...], bool]:
    """Leases what is due; calls off what the case, as it stands now, no longer lets be held. Tells whether there may
    be more.

    What belongs to a school that is not served just now stays on lease, and is looked at again when that ends.
    """
    until = now + LEASE
    leased = work.lease_bookings(now, until, most)
    found = ((booking, work.case(booking.case)) for booking in leased if booking.school in house.register.schools)
    taken = (Taken(_as_it_may_be(work, house, case, booking, now), until) for booking, case in found if case)
    return tuple(taken), len(leased) == most


_TO_BE_HELD = ALIVE - {Stage.CALLED_OFF}


def _as_it_may_be(work: Work, house: House, case: Case, booking: Booking, now: datetime) -> Booking:
    is_ahead = booking.stage in _TO_BE_HELD and not _passed(booking.span, now)
    no = hindrance(work, house, booking, case, now) if is_ahead else None
    return _call_off(work, house, case, booking, no, now) if no else booking


def settle(work: Work, house: House, taken: Taken, came: Came, now: datetime) -> None:
    """Writes what came of it, and ends the lease. What a person has asked for meanwhile stands."""
    work.free_booking(taken.booking.id, taken.until)
    booking = work.booking(taken.booking.id)
    case = work.case(taken.booking.case)
    if booking is None or case is None:
        return
    then = become(booking, taken.booking, came, now, int(house.pick("0123456789")) / 9)
    meeting = _meeting(case, booking.id)
    happened = account(meeting, then, now)
    later = _keep(work, house, case, then.booking, now, *happened)
    if any(h.what in _RINGS and not h.note.endswith(US) for h in happened):
        _ring(work, house, later, booking.id, now)


_RINGS = (Event.MEETING_STUCK, Event.MEETING_OFF)  # what nobody asked for, and somebody must know


def _meeting(case: Case, booking: str) -> Meeting | None:
    return next((m for m in meetings(case) if m.id == booking), None)


def _ring(work: Work, house: House, case: Case, booking: str, now: datetime) -> None:
    if meeting := _meeting(case, booking):
        work.queue(*telling.alerts(case, Card.NEWS, _whom(case, meeting, house.register), "", now))


def _whom(case: Case, meeting: Meeting, register: Register) -> tuple[PersonId, ...]:
    """Whoever asked for it; else those who have the case."""
    return (meeting.by,) if may_see(meeting.by, case, register) else tuple(sorted(case.told))


def _keep(work: Work, house: House, case: Case, booking: Booking, now: datetime, *happened: Happened) -> Case:
    """The booking, and what is said of it in the case."""
    work.keep_booking(booking)
    if not happened:
        return case
    later = case.after(*happened)
    telling.save(work, house, later, now)
    work.audit(*(e for h in happened for e in telling.entries(later, (h,), h.who or "")))
    return later
