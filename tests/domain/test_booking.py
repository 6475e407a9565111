"""What the case's history says of its meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from domain.booking import Booking, Guest, Stage, just_over, key_of, meetings, said, upcoming, wanted, when
from domain.calendars import Reply, Span
from domain.case import Case, Event, Happened
from tests.builders import DAG, NORA, RANDI, TEN, a_case

HOUR = timedelta(hours=1)
TOMORROW = Span(TEN + 24 * HOUR, TEN + 25 * HOUR)
NEXT_WEEK = Span(TEN + 168 * HOUR, TEN + 169 * HOUR)
SUBJECT = "Oppfølgingsmøte 2026-K7Q4M"
GUESTS = (Guest(NORA, "nora@fjellvik.example", "Nora Eide"), Guest("", "Far@hjemme.example", "En far"))


def a_booking(form: str = "form-1", span: Span = TOMORROW) -> Booking:
    return wanted(form, a_case(), RANDI, SUBJECT, span, GUESTS, TEN)


ONE, OTHER = a_booking(), a_booking("form-2", NEXT_WEEK)


def history(*lines: Happened) -> Case:
    return a_case(*lines)


def asked(booking: Booking = ONE, span: Span | None = None, who: str = RANDI) -> Happened:
    return said(booking, TEN, Event.MEETING_WANTED, *when(span or booking.span), who=who)


def stands(booking: Booking = ONE, span: Span | None = None) -> Happened:
    return said(booking, TEN, Event.MEETING_SET, *when(span or booking.span))


def word(what: Event, *words: str, booking: Booking = ONE, who: str | None = None) -> Happened:
    return said(booking, TEN, what, *words, who=who)


def test_the_same_form_is_the_same_meeting_and_its_key_is_a_uuid() -> None:
    assert key_of("a") == key_of("a") != key_of("b")
    assert str(UUID(key_of("a"))) == key_of("a")


def test_whoever_is_invited_twice_is_invited_once() -> None:
    twice = (*GUESTS, Guest(NORA, "NORA@fjellvik.example", "Nora"))
    assert wanted("t", a_case(), RANDI, SUBJECT, TOMORROW, twice, TEN).guests == GUESTS


def test_everybody_in_a_meeting_whom_we_know_is_its_organiser_and_the_guests_with_an_id() -> None:
    assert ONE.people == {RANDI, NORA}


def test_an_answer_finds_its_guest_whatever_the_case_of_the_address() -> None:
    answered = ONE.with_replies({"far@hjemme.example": Reply.DECLINED})
    assert [guest.reply for guest in answered.guests] == [Reply.NONE, Reply.DECLINED]


def test_a_line_of_the_history_holds_no_name_and_no_address() -> None:
    assert asked().note == f"{ONE.id} 2026-11-24T09:00+00:00 60"
    assert not any(guest.address in asked().note or guest.name in asked().note for guest in GUESTS)


def test_a_case_without_meetings_has_none() -> None:
    assert meetings(a_case(Happened(TEN, "acknowledge", RANDI))) == ()


def test_a_meeting_that_is_wanted_is_there_from_that_moment() -> None:
    (meeting,) = meetings(history(asked()))
    assert (meeting.stage, meeting.starts, meeting.minutes, meeting.by) == (Stage.WANTED, TOMORROW.starts, 60, RANDI)


def test_what_waits_waits_no_more_when_it_stands() -> None:
    waiting = history(asked(), word(Event.MEETING_WAITS, "busy"))
    assert meetings(waiting)[0].waits == "busy"
    (meeting,) = meetings(waiting.after(stands()))
    assert (meeting.stage, meeting.waits, meeting.ends) == (Stage.SET, "", TOMORROW.ends)


def test_the_newest_answer_of_each_guest_counts() -> None:
    lines = (
        word(Event.MEETING_REPLY, n, reply) for n, reply in (("0", "tentative"), ("1", "declined"), ("0", "accepted"))
    )
    (meeting,) = meetings(history(asked(), stands(), *lines))
    assert [meeting.reply(n) for n in range(3)] == [Reply.ACCEPTED, Reply.DECLINED, Reply.NONE]


def test_answers_to_another_time_are_given_anew() -> None:
    answered = history(asked(), stands(), word(Event.MEETING_REPLY, "0", "accepted"))
    assert meetings(answered.after(stands()))[0].reply(0) is Reply.ACCEPTED
    assert meetings(answered.after(stands(span=NEXT_WEEK)))[0].reply(0) is Reply.NONE


def test_a_meeting_that_is_to_be_moved_stands_where_it_stood_until_it_is() -> None:
    moving = history(asked(), stands(), asked(span=NEXT_WEEK, who=DAG))
    (meeting,) = meetings(moving)
    assert (meeting.stage, meeting.starts, meeting.wanted, meeting.by) == (
        Stage.MOVED, TOMORROW.starts, NEXT_WEEK.starts, DAG,
    )  # fmt: skip
    (meeting,) = meetings(moving.after(stands(span=NEXT_WEEK)))
    assert (meeting.stage, meeting.starts, meeting.wanted) == (Stage.SET, NEXT_WEEK.starts, None)


def test_what_could_not_be_moved_says_so_and_where_it_still_stands() -> None:
    stuck = word(Event.MEETING_STUCK, "no_access")
    (meeting,) = meetings(history(asked(), stands(), asked(span=NEXT_WEEK), stuck, stands()))
    assert (meeting.stage, meeting.stuck, meeting.asked, meeting.starts) == (
        Stage.SET, "no_access", Stage.MOVED, TOMORROW.starts,
    )  # fmt: skip


def test_what_is_stuck_in_doubt_says_that_it_may_have_been_done() -> None:
    (meeting,) = meetings(history(asked(), word(Event.MEETING_STUCK, "away", "unsure")))
    assert (meeting.stage, meeting.stuck, meeting.is_unsure) == (Stage.STUCK, "away", True)
    (again,) = meetings(history(asked(), word(Event.MEETING_STUCK, "away", "unsure"), asked()))
    assert (again.stuck, again.is_unsure) == ("", False)


def test_who_took_it_out_is_told_apart() -> None:
    off = word(Event.MEETING_OFF, "outlook")
    assert meetings(history(asked(), stands(), off))[0].off_by == "outlook"
    called = word(Event.MEETING_CALLED_OFF, "asked", who=DAG)
    (meeting,) = meetings(history(asked(), stands(), called, word(Event.MEETING_OFF, "us")))
    assert (meeting.stage, meeting.off_by, meeting.by) == (Stage.OFF, "us", DAG)


def test_each_meeting_of_a_case_is_told_of_by_itself() -> None:
    case = history(asked(), asked(OTHER), stands(OTHER), word(Event.MEETING_OFF, "us"))
    assert [(m.id, m.stage) for m in meetings(case)] == [(ONE.id, Stage.OFF), (OTHER.id, Stage.SET)]


def test_upcoming_are_those_that_stand_and_are_not_over_soonest_first() -> None:
    case = history(asked(OTHER), stands(OTHER), asked(), stands())
    assert [m.id for m in upcoming(case, TEN)] == [ONE.id, OTHER.id]
    assert [m.id for m in upcoming(case, TOMORROW.ends)] == [OTHER.id]
    assert upcoming(history(asked()), TEN) == ()
    assert upcoming(case.after(word(Event.MEETING_OFF, "us")), TEN)[0].id == OTHER.id


def test_minutes_are_missing_from_the_end_of_a_meeting_until_some_are_written() -> None:
    case = history(asked(), stands())
    before = case.after(Happened(TOMORROW.starts - timedelta(minutes=1), "minutes", RANDI))
    assert just_over(before, TOMORROW.ends - timedelta(seconds=1)) == ()
    assert [m.id for m in just_over(before, TOMORROW.ends)] == [ONE.id]
    during = before.after(Happened(TOMORROW.ends - timedelta(minutes=5), "minutes", RANDI))
    assert just_over(during, NEXT_WEEK.ends) == ()


def test_minutes_are_of_one_meeting_alone() -> None:
    two = replace(ONE, id="b0000000-0000-4000-8000-000000000002")
    later = Span(TOMORROW.starts + timedelta(hours=2), TOMORROW.ends + timedelta(hours=2))
    case = history(asked(), stands()).after(
        said(two, TEN, Event.MEETING_WANTED, *when(later), who=RANDI), said(two, TEN, Event.MEETING_SET, *when(later))
    )
    once = case.after(Happened(later.ends, "minutes", RANDI))
    assert [m.id for m in just_over(once, NEXT_WEEK.ends)] == [ONE.id]
    assert just_over(once.after(Happened(later.ends, "minutes", RANDI)), NEXT_WEEK.ends) == ()


def test_no_minutes_are_asked_for_of_what_was_never_held() -> None:
    assert just_over(history(asked()), NEXT_WEEK.ends) == ()
    assert just_over(history(asked(), stands(), word(Event.MEETING_OFF, "outlook")), NEXT_WEEK.ends) == ()
    assert just_over(history(asked(), word(Event.MEETING_STUCK, "away")), NEXT_WEEK.ends) == ()
