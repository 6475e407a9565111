"""Meetings as people ask for them, and what becomes of them when the calendar has been asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from domain.access import shut_out
from domain.audit import Outcome as Answer
from domain.booking import Booking, Guest, Meeting, Stage, meetings, wanted
from domain.calendars import Appointment, Attendee, Reply, Span
from domain.case import Case, Event, Happened, Status
from domain.delivery import Card
from domain.people import PersonId, Register
from services import booking as services
from services.booked import LOOK_EVERY, Came, Failed, Gone, Stands, Taken, TooLate
from services.booking import LEASE, No
from services.jobs import Doubt, Later, Refused, Why
from services.ports import House
from storage.store import Store
from tests.builders import DAG, LIV, NORA, RANDI, TEN, TOR, a_case, a_recusal, a_register, a_report, alerted
from tests.fresh import open_store

T = TypeVar("T")
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
TOMORROW = Span(TEN + 24 * HOUR, TEN + 25 * HOUR)
NEXT_WEEK = Span(TEN + 168 * HOUR, TEN + 169 * HOUR)
GUESTS = (Guest(NORA, "nora@fjellvik.example", "Nora Eide"), Guest("", "far@hjemme.example", "En far"))
AWAY = Later(Why.AWAY)


@dataclass
class Room:
    """One case that rektor has in hand, over the real record; chance is always in the middle."""

    store: Store
    register: Register
    now: datetime = TEN

    @property
    def house(self) -> House:
        return House(self.register, lambda: "m", lambda _: "4")

    def run(self, unit: Callable[[Any], T]) -> T:
        return self.store.run(unit).result(timeout=10)

    @property
    def case(self) -> Case:
        return self.run(lambda work: work.case("case-1"))

    @property
    def meeting(self) -> Meeting:
        (meeting,) = meetings(self.case)
        return meeting

    def booking(self) -> Booking:
        (booking,) = self.run(lambda work: work.bookings_of("case-1"))
        return booking

    def wants(
        self, who: PersonId = RANDI, span: Span = TOMORROW, guests: Any = GUESTS, form: str = "f"
    ) -> Booking | No:
        asked = wanted(form, self.case, who, "Møte 2026-K7Q4M", span, guests, self.now)
        return self.run(lambda work: services.want(work, self.house, asked, who, self.now))

    def moves(self, span: Span = NEXT_WEEK, who: PersonId = RANDI) -> Booking | No:
        id_ = self.booking().id
        return self.run(lambda work: services.move(work, self.house, id_, span, who, self.now))

    def calls_off(self, who: PersonId = RANDI) -> Booking | No:
        id_ = self.booking().id
        return self.run(lambda work: services.call_off(work, self.house, id_, who, self.now))

    def takes(self) -> Taken:
        (taken,), _ = self.run(lambda work: services.take(work, self.house, self.now, 9))
        return taken

    def settles(self, taken: Taken, came: Came) -> None:
        self.run(lambda work: services.settle(work, self.house, taken, came, self.now))

    def comes(self, came: Came) -> Booking:
        self.settles(self.takes(), came)
        return self.booking()

    def happens(self, *happened: Happened, status: Status | None = None, **but: Any) -> None:
        def change(work: Any) -> None:
            work.save_case(replace(work.case("case-1").after(*happened, status=status), **but), None)

        self.run(change)

    def said(self) -> list[str]:
        """The lines about the meeting, without its id."""
        lines = (h for h in self.case.history if h.what.startswith("meeting"))
        return [" ".join((h.what.removeprefix("meeting_"), *h.note.split()[1:])) for h in lines]

    def rung(self) -> list[PersonId]:
        """Whom a card tells that there is something new."""
        leased = self.run(lambda work: work.lease(self.now, self.now, 99))
        return [d.person for d in leased if d.card is Card.NEWS]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with open_store(tmp_path) as store:
        room = Room(store, a_register())
        case = a_case(*alerted(RANDI), Happened(TEN, "acknowledge", RANDI), status=Status.ACKNOWLEDGED)
        room.run(lambda work: (work.add_report(a_report()), work.add_case(case, None)))
        yield room


def at(span: Span = TOMORROW, *replies: tuple[str, Reply], event: str = "AAMk1") -> Appointment:
    return Appointment(event, span, tuple(Attendee(*reply) for reply in replies))


STANDS = Stands(at())


# What people ask for


def test_what_is_wanted_is_due_at_once_and_stands_in_the_history_and_the_audit(room: Room) -> None:
    booking = room.wants()
    assert isinstance(booking, Booking)
    assert room.takes() == Taken(booking, TEN + LEASE)
    assert room.said() == ["wanted 2026-11-24T09:00+00:00 60"]
    assert room.meeting.by == RANDI


def test_the_same_form_again_is_the_same_meeting(room: Room) -> None:
    first = room.wants()
    room.comes(STANDS)
    again = room.wants()
    assert isinstance(again, Booking)
    assert isinstance(first, Booking)
    assert (again.id, again.stage) == (first.id, Stage.SET)
    assert len(room.said()) == 2


@pytest.mark.parametrize("who", [TOR, LIV, "stranger"])
def test_one_who_does_not_see_the_case_calls_nobody_in_and_that_is_written_down(room: Room, who: PersonId) -> None:
    assert room.wants(who) is No.NOT_THEIRS
    room.wants()
    assert (room.moves(who=who), room.calls_off(who)) == (No.NOT_THEIRS, No.NOT_THEIRS)
    assert room.booking().stage is Stage.WANTED


@pytest.mark.parametrize("status", [Status.CLOSED, Status.CLOSED_WITHOUT_PLAN])
def test_nobody_is_called_in_about_a_case_that_has_ended(room: Room, status: Status) -> None:
    room.happens(status=status)
    assert room.wants() is No.ENDED


def test_the_accused_and_the_disqualified_are_in_no_meeting_as_guest_or_as_organiser(room: Room) -> None:
    room.happens(accused=frozenset({NORA}))
    assert NORA in shut_out(room.case, room.register)
    assert room.wants() is No.SHUT_OUT
    room.happens(a_recusal(LIV))
    assert room.wants(guests=(Guest(LIV, "liv@fjellvik.example"),)) is No.SHUT_OUT


def test_no_meeting_begins_before_it_is_wanted(room: Room) -> None:
    assert room.wants(span=Span(TEN, TEN + HOUR)) is No.PASSED
    room.wants()
    assert room.moves(Span(TEN, TEN + HOUR)) is No.PASSED
    room.now = TOMORROW.starts
    assert room.calls_off() is No.PASSED


def test_what_is_off_or_over_is_neither_moved_nor_called_off(room: Room) -> None:
    room.wants()
    room.calls_off()
    assert room.comes(Gone()).stage is Stage.OFF
    assert (room.moves(), room.calls_off()) == (No.GONE, No.GONE)


def test_a_meeting_of_another_case_is_not_reached_by_its_id(room: Room) -> None:
    assert room.run(lambda work: services.move(work, room.house, "nowhere", TOMORROW, RANDI, TEN)) is No.NOT_THEIRS


# What comes of it


def test_what_stands_is_set_and_looked_at_every_quarter_of_an_hour(room: Room) -> None:
    room.wants()
    booking = room.comes(STANDS)
    assert (booking.stage, booking.event, booking.due_at) == (Stage.SET, "AAMk1", TEN + LOOK_EVERY)
    assert room.said()[1:] == ["set 2026-11-24T09:00+00:00 60"]


def test_answers_come_back_once_each(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    for _ in range(2):
        room.now += LOOK_EVERY
        room.comes(Stands(at(TOMORROW, ("far@hjemme.example", Reply.DECLINED), ("nora@fjellvik.example", Reply.NONE))))
    assert room.said()[2:] == ["reply 1 declined"]
    assert [guest.reply for guest in room.booking().guests] == [Reply.NONE, Reply.DECLINED]


def test_moved_in_outlook_it_is_set_at_the_new_time(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    room.now += LOOK_EVERY
    assert room.comes(Stands(at(NEXT_WEEK))).span == NEXT_WEEK
    assert room.said()[2:] == ["set 2026-11-30T09:00+00:00 60"]


def test_taken_out_in_outlook_it_is_off_and_whoever_asked_is_told(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    room.now += LOOK_EVERY
    assert room.comes(Gone()).stage is Stage.OFF
    assert room.said()[2:] == ["off outlook"]
    assert room.rung() == [RANDI]


def test_called_off_by_us_it_is_off_and_nobody_is_told_what_they_asked_for(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    room.calls_off()
    assert room.comes(Gone()).due_at is None
    assert room.said()[2:] == ["called_off asked", "off us"]
    assert room.rung() == []


def test_moved_by_us_it_stands_at_the_new_time_and_is_answered_anew(room: Room) -> None:
    room.wants()
    room.comes(Stands(at(TOMORROW, ("far@hjemme.example", Reply.ACCEPTED))))
    room.moves()
    room.comes(Stands(at(NEXT_WEEK)))
    assert room.said()[3:] == ["wanted 2026-11-30T09:00+00:00 60", "set 2026-11-30T09:00+00:00 60"]
    assert room.meeting.reply(1) is Reply.NONE


def test_when_it_has_ended_it_is_over_and_never_looked_at_again(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    room.now = TOMORROW.ends
    booking = room.comes(Stands(at(TOMORROW, ("far@hjemme.example", Reply.ACCEPTED))))
    assert (booking.stage, booking.due_at) == (Stage.OVER, None)
    assert room.meeting.reply(1) is Reply.ACCEPTED


def test_taken_out_after_it_was_held_it_has_been_held_all_the_same(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    room.now = TOMORROW.ends
    assert room.comes(Gone()).stage is Stage.OVER
    assert room.meeting.stage is Stage.SET


@pytest.mark.parametrize("why", Why)
def test_refused_it_is_stuck_with_a_word_and_whoever_asked_is_told(room: Room, why: Why) -> None:
    room.wants()
    booking = room.comes(Failed(Refused(why), looked=True))
    assert (booking.stage, booking.due_at) == (Stage.STUCK, None)
    assert room.said()[1:] == [f"stuck {why}"]
    assert room.rung() == [RANDI]


def test_what_is_stuck_can_be_tried_again_with_the_same_key(room: Room) -> None:
    room.wants()
    stuck = room.comes(Failed(Refused(Why.NO_ACCESS), looked=True))
    again = room.moves(TOMORROW)
    assert isinstance(again, Booking)
    assert (again.id, again.stage, again.due_at) == (stuck.id, Stage.MOVED, TEN)
    assert room.comes(STANDS).stage is Stage.SET
    assert room.meeting.stuck == ""


@pytest.mark.parametrize(("after", "pause"), [(None, 2.0), (1.0, 2.0), (90.0, 90.0)])
def test_later_is_later_and_not_before_we_were_told(room: Room, after: float | None, pause: float) -> None:
    room.wants()
    booking = room.comes(Failed(Later(Why.BUSY, after), looked=True))
    assert booking.due_at is not None
    assert (booking.due_at - TEN) / SECOND == pytest.approx(pause, rel=0.15)
    assert booking.attempts == 1
    assert room.said()[1:] == []


def test_each_attempt_waits_longer_up_to_two_minutes(room: Room) -> None:
    room.wants()
    pauses = []
    for _ in range(9):
        due = room.comes(Failed(AWAY)).due_at
        assert due is not None
        pauses.append((due - room.now) / SECOND)
        room.now = due
    assert pauses == sorted(pauses)
    assert 100 < pauses[-1] <= 150


def test_what_is_in_doubt_is_not_asked_about_for_half_a_minute(room: Room) -> None:
    room.wants()
    booking = room.comes(Failed(Doubt(Why.AWAY), looked=True))
    assert (booking.due_at, booking.doubtful) == (TEN + 30 * SECOND, True)


def test_nor_any_sooner_because_it_is_called_off_or_moved(room: Room) -> None:
    room.wants()
    room.comes(Failed(Doubt(Why.AWAY), looked=True))
    for asked in (room.moves(), room.calls_off()):
        assert isinstance(asked, Booking)
        assert asked.due_at == TEN + 30 * SECOND


def test_what_waits_longer_than_five_minutes_says_so_once(room: Room) -> None:
    room.wants()
    while room.now < TEN + 20 * MINUTE:
        room.now = room.comes(Failed(Later(Why.AWAY))).due_at or room.now
    assert room.said()[1:] == ["waits away"]
    assert room.comes(STANDS).stage is Stage.SET
    assert room.meeting.waits == ""


def test_what_we_are_told_to_wait_an_hour_for_says_so_at_once(room: Room) -> None:
    room.wants()
    room.comes(Failed(Later(Why.BUSY, 3600.0)))
    assert room.said()[1:] == ["waits busy"]


def test_what_is_not_done_when_its_time_has_come_is_too_late(room: Room) -> None:
    room.wants()
    room.now = TOMORROW.starts
    assert room.comes(TooLate()).stage is Stage.STUCK
    assert room.said()[1:] == ["stuck too_late"]


@pytest.mark.parametrize("in_doubt", [True, False])
def test_too_late_without_a_look_says_whether_it_may_stand_all_the_same(room: Room, in_doubt: bool) -> None:
    room.wants()
    room.comes(Failed(Doubt(Why.AWAY) if in_doubt else AWAY, looked=True))
    room.now = TOMORROW.starts
    room.comes(Failed(AWAY))
    assert room.said()[-1] == ("stuck too_late unsure" if in_doubt else "stuck too_late")


def test_what_could_not_be_moved_still_stands_and_is_looked_after_where_it_stood(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    room.moves()
    booking = room.comes(Failed(Refused(Why.NOT_TAKEN), True, at()))
    assert (booking.stage, booking.span, booking.due_at) == (Stage.SET, TOMORROW, TEN + LOOK_EVERY)
    assert room.said()[3:] == ["stuck not_taken", "set 2026-11-24T09:00+00:00 60"]
    assert room.rung() == [RANDI]


def test_a_meeting_that_stands_is_not_stuck_because_its_answers_cannot_be_read(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    for _ in range(3):
        room.now += LOOK_EVERY
        assert room.comes(Failed(Refused(Why.NO_ACCESS))).stage is Stage.SET
    assert room.said()[2:] == ["waits no_access"]
    room.now += LOOK_EVERY
    room.comes(STANDS)
    assert (room.meeting.waits, room.meeting.stage) == ("", Stage.SET)


# What happens while the calendar is being asked


def test_called_off_while_it_is_being_booked_it_is_taken_out_again(room: Room) -> None:
    room.wants()
    taken = room.takes()
    room.calls_off()
    room.settles(taken, STANDS)
    booking = room.booking()
    assert (booking.stage, booking.event, booking.due_at) == (Stage.CALLED_OFF, "AAMk1", TEN)


def test_moved_while_it_is_being_booked_it_is_moved_afterwards(room: Room) -> None:
    room.wants()
    taken = room.takes()
    room.moves()
    room.settles(taken, STANDS)
    booking = room.booking()
    assert (booking.stage, booking.event, booking.span) == (Stage.MOVED, "AAMk1", NEXT_WEEK)


def test_one_who_is_too_slow_learns_that_another_has_booked_it(room: Room) -> None:
    room.wants()
    slow = room.takes()
    room.now += LEASE
    room.comes(STANDS)
    before = room.booking(), room.said()
    room.settles(slow, STANDS)
    assert (room.booking(), room.said()) == before


def test_one_who_was_too_slow_and_booked_it_again_has_it_looked_at_at_once(room: Room) -> None:
    room.wants()
    slow = room.takes()
    room.now += LEASE
    room.comes(STANDS)
    room.settles(slow, Stands(at(event="AAMk2")))
    assert (room.booking().event, room.booking().due_at) == ("AAMk1", room.now)


def test_what_comes_into_the_calendar_after_it_was_off_is_taken_out(room: Room) -> None:
    room.wants()
    slow = room.takes()
    room.now += LEASE
    room.calls_off()
    assert room.comes(Gone()).due_at == room.now + LOOK_EVERY  # in doubt: it is looked for once more
    room.settles(slow, STANDS)
    assert (room.booking().stage, room.booking().due_at) == (Stage.CALLED_OFF, room.now)


def test_what_was_taken_out_in_doubt_and_cannot_be_looked_for_is_told_of(room: Room) -> None:
    room.wants()
    room.takes()
    room.now += LEASE
    room.calls_off()
    room.comes(Gone())
    room.now += LOOK_EVERY
    room.comes(Failed(AWAY))
    assert room.said()[-1] == "off us"
    room.now += MINUTE
    assert room.comes(Failed(Refused(Why.NO_ACCESS))).stage is Stage.STUCK
    assert room.said()[-1] == "stuck no_access unsure"


def test_what_was_taken_out_in_doubt_and_is_not_there_is_not_looked_for_again(room: Room) -> None:
    room.wants()
    room.takes()
    room.now += LEASE
    room.calls_off()
    room.comes(Gone())
    room.now += LOOK_EVERY
    assert room.comes(Gone()).due_at is None
    assert room.said().count("off us") == 1


def test_what_comes_into_the_calendar_after_it_was_given_up_stands(room: Room) -> None:
    room.wants()
    slow = room.takes()
    room.now += LEASE
    room.comes(Failed(Refused(Why.NO_ACCESS)))
    assert room.said()[-1] == "stuck no_access unsure"
    room.settles(slow, STANDS)
    assert (room.booking().stage, room.meeting.stage) == (Stage.SET, Stage.SET)


# What the case lets be held


@pytest.mark.parametrize("stood", [True, False])
@pytest.mark.parametrize("status", [Status.CLOSED, Status.FORWARDED])
def test_when_the_case_ends_what_lies_ahead_is_called_off(room: Room, status: Status, stood: bool) -> None:
    room.wants()
    if stood:
        room.comes(STANDS)
        room.now += LOOK_EVERY
    room.happens(status=status)
    assert room.takes().booking.stage is Stage.CALLED_OFF
    assert room.said()[-1] == "called_off ended"
    assert room.meeting.why_off == "ended"


def test_when_a_guest_is_accused_or_disqualified_what_lies_ahead_is_called_off(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    room.now += LOOK_EVERY
    room.happens(accused=frozenset({NORA}))
    assert room.takes().booking.stage is Stage.CALLED_OFF
    assert room.said()[-1] == "called_off shut_out"


def test_a_meeting_that_has_begun_is_not_called_off_any_more(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    room.happens(status=Status.CLOSED)
    room.now = TOMORROW.starts
    assert room.takes().booking.stage is Stage.SET


def test_what_belongs_to_a_school_that_is_not_served_waits(room: Room) -> None:
    room.wants()
    register, room.register = room.register, Register({}, {})
    assert room.run(lambda work: services.take(work, room.house, room.now, 9)) == ((), False)
    room.register = register
    room.now += LEASE
    assert room.takes().booking.stage is Stage.WANTED


def test_the_one_who_asked_is_told_only_while_they_see_the_case(room: Room) -> None:
    """Then those who have it are told; each is asked again when the card is sent."""
    room.wants()
    room.happens(*alerted(DAG), a_recusal(RANDI))
    taken = Taken(room.booking(), TEN)
    room.settles(taken, Failed(Refused(Why.NO_ACCESS), looked=True))
    assert room.rung() == [RANDI, DAG]


def test_what_is_asked_and_what_comes_of_it_is_in_the_audit_without_a_name(room: Room) -> None:
    room.wants()
    room.comes(STANDS)
    room.wants(TOR, form="g")
    rows = room.run(
        lambda work: work._connection.exec_driver_sql(
            "SELECT actor, action, outcome, reason FROM audit WHERE action LIKE 'case:meeting%' ORDER BY seq"
        ).all()
    )
    assert [row[:3] for row in rows] == [
        (RANDI, f"case:{Event.MEETING_WANTED}", Answer.DONE.value),
        ("system", f"case:{Event.MEETING_SET}", Answer.DONE.value),
        (TOR, f"case:{Event.MEETING_WANTED}", Answer.REFUSED.value),
    ]
    assert not any(g.address in row[3] or g.name in row[3] for g in GUESTS for row in rows)
