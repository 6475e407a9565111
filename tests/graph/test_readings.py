"""What is read of Graph's own values, where our stand-in has no reason to say them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kiota_abstractions.api_error import APIError
from msgraph.generated.models.date_time_time_zone import DateTimeTimeZone
from msgraph.generated.models.day_of_week import DayOfWeek
from msgraph.generated.models.free_busy_status import FreeBusyStatus
from msgraph.generated.models.schedule_information import ScheduleInformation
from msgraph.generated.models.schedule_item import ScheduleItem
from msgraph.generated.models.time_zone_base import TimeZoneBase
from msgraph.generated.models.user import User
from msgraph.generated.models.working_hours import WorkingHours

from bot.graph.calls_calendar import _schedule
from bot.graph.calls_directory import _member
from bot.graph.codec import decoded, encoded
from bot.graph.outcomes import NoAccessError, NoAnswerError, failed
from bot.graph.times import hours, moment, on_the_clock, pieces
from demo.graph_routes import ROOT, Seen
from domain.calendars import Appointment, Attendee, AutomaticReply, Hours, Member, Occupied, Reply, Schedule, Span
from services.jobs import Book, Done, Doubt, Invited, Later, Mail, ReadSchedules, Refused, Why
from tests.graph.contract import faults
from tests.graph.tenants import HOUR, KARI, KEY, OLA

WEEK = [DayOfWeek.Monday, DayOfWeek.Friday]


@pytest.mark.parametrize(
    ("clock", "zone", "hour"),
    [
        ("2026-11-23T12:00:00.0000000", "Europe/Oslo", 11),
        ("2026-06-23T12:00:00.0000000", "W. Europe Standard Time", 10),
        ("2026-11-23T12:00:00", "UTC", 12),
        ("2026-11-23T12:00:00", "tzone://Microsoft/Utc", 12),
        ("2026-11-23T12:00:00", None, 12),
        ("2026-11-23T12:00:00Z", "UTC", 12),
        ("2026-11-23T14:00:00", "Europe/Helsinki", 12),
    ],
)
def test_a_clock_and_the_name_of_a_zone_are_a_moment(clock: str, zone: str | None, hour: int) -> None:
    assert moment(DateTimeTimeZone(date_time=clock, time_zone=zone)).hour == hour


@pytest.mark.parametrize(
    "said", [None, DateTimeTimeZone(), DateTimeTimeZone(date_time="2026-11-23T12:00:00", time_zone="Månens tid")]
)
def test_a_time_that_cannot_be_read_is_no_answer(said: DateTimeTimeZone | None) -> None:
    with pytest.raises(NoAnswerError):
        moment(said)


@pytest.mark.parametrize(
    "zone",
    ["W. Europe Standard Time", "Central European Standard Time", "Romance Standard Time", "Europe/Oslo"],
)
def test_hours_on_oslos_clock_are_hours_by_whatever_name(zone: str) -> None:
    said = WorkingHours(days_of_week=WEEK, start_time=time(8), end_time=time(15, 30), time_zone=TimeZoneBase(name=zone))
    assert hours(said) == Hours(frozenset({1, 5}), time(8), time(15, 30))


@pytest.mark.parametrize(
    "said",
    [
        None,
        WorkingHours(),
        WorkingHours(days_of_week=WEEK, start_time=time(8), end_time=time(16), time_zone=TimeZoneBase(name="Tokyo")),
        WorkingHours(
            days_of_week=[], start_time=time(8), end_time=time(16), time_zone=TimeZoneBase(name="Europe/Oslo")
        ),
        WorkingHours(
            days_of_week=WEEK, start_time=time(16), end_time=time(8), time_zone=TimeZoneBase(name="Europe/Oslo")
        ),
    ],
)
def test_hours_that_cannot_be_used_are_none(said: WorkingHours | None) -> None:
    assert hours(said) is None


def _item(status: FreeBusyStatus | None) -> ScheduleItem:
    twelve = DateTimeTimeZone(date_time="2026-11-23T11:00:00", time_zone="UTC")
    one = DateTimeTimeZone(date_time="2026-11-23T12:00:00", time_zone="UTC")
    return ScheduleItem(status=status, start=twelve, end=one)


@pytest.mark.parametrize(
    ("status", "occupied"),
    [
        (FreeBusyStatus.Free, ()),
        (FreeBusyStatus.WorkingElsewhere, ()),
        (FreeBusyStatus.Busy, (Occupied(HOUR),)),
        (FreeBusyStatus.Tentative, (Occupied(HOUR),)),
        (FreeBusyStatus.Oof, (Occupied(HOUR, is_away=True),)),
        (FreeBusyStatus.Unknown, (Occupied(HOUR),)),
        (None, (Occupied(HOUR),)),
    ],
)
def test_what_is_not_said_to_be_free_is_occupied(status: FreeBusyStatus | None, occupied: tuple[Occupied, ...]) -> None:
    read = _schedule(OLA.address, ScheduleInformation(schedule_items=[_item(status)]))
    assert read == Schedule(OLA.address, occupied)


def test_a_schedule_without_items_says_nothing_about_being_free() -> None:
    assert _schedule(OLA.address, ScheduleInformation()) == Schedule(OLA.address, is_known=False)
    assert _schedule(OLA.address, None) == Schedule(OLA.address, is_known=False)


def test_somebody_of_whom_graph_shows_only_that_they_are_there_is_no_access_and_not_a_person_who_has_left() -> None:
    with pytest.raises(NoAccessError):
        _member(User(id=KARI.id))


@given(st.integers(0, 400), st.integers(1, 61))
def test_pieces_of_a_time_are_the_whole_of_it_without_a_gap(days: int, longest: int) -> None:
    whole = Span(HOUR.starts, HOUR.starts + timedelta(days=days, hours=1))
    parts = pieces(whole, longest)
    assert (parts[0].starts, parts[-1].ends) == (whole.starts, whole.ends)
    assert all(a.ends == b.starts for a, b in pairwise(parts))
    assert all(p.ends - p.starts <= timedelta(days=longest) for p in parts)


@pytest.mark.parametrize(
    "value",
    [
        Book(KARI.id, KEY, "Oppfølgingsmøte", HOUR, (Invited(OLA.address, OLA.name),)),
        ReadSchedules(KARI.id, (OLA.address,), HOUR),
        Mail(KARI.address, OLA.address, 'Æ "ø"\n', "{å}\x00\u2028"),
        Done(Appointment("AAMk=", HOUR, (Attendee(OLA.address, Reply.DECLINED),), True)),
        Done((Schedule(OLA.address, (Occupied(HOUR, True),), Hours(frozenset({1, 7}), time(8), time(16, 30))),)),
        Done((Member(KARI.id, "Kari", is_guest=True),)),
        Done(AutomaticReply(True, HOUR)),
        Done(None), Done(False), Done(""), Done(()),
        Refused(Why.NO_ACCESS), Later(Why.BUSY, 1.5), Doubt(Why.AWAY),
    ],
)  # fmt: skip
def test_every_word_between_the_two_processes_comes_back_as_it_was(value: Any) -> None:
    assert decoded(json.loads(json.dumps(encoded(value)))) == value


def test_what_is_not_of_the_two_modules_does_not_cross() -> None:
    with pytest.raises(TypeError):
        encoded(Done(UUID(int=1)))
    with pytest.raises(KeyError):
        decoded({"is": "Path", "value": "x"})


@pytest.mark.parametrize(
    ("said", "lowest", "highest"),
    [("12", 12, 12), ("0.5", 0.5, 0.5), ("-3", 0, 0), ("Sat, 01 Jan 2000 00:00:00 GMT", 0, 0)],
)
def test_retry_after_is_a_number_or_a_date(said: str, lowest: float, highest: float) -> None:
    outcome = failed(APIError("", 429, {"retry-after": said}), is_write=False)
    assert isinstance(outcome, Later)
    assert outcome.after is not None
    assert lowest <= outcome.after <= highest


def test_retry_after_that_is_neither_is_not_heard() -> None:
    assert failed(APIError("", 429, {"retry-after": "snart"}), is_write=True) == Later(Why.BUSY)


GOOD = Seen("PATCH", f"{ROOT}/users/{KARI.id}/events/AAMk=", {}, {"subject": "x"}, {})


@pytest.mark.parametrize(
    "wrong",
    [
        replace(GOOD, body={"subjekt": "x"}),
        replace(GOOD, body={"subject": 7}),
        replace(GOOD, body=None),
        replace(GOOD, query={"$filter": "x"}),
        replace(GOOD, method="PUT"),
        replace(GOOD, answer=(200, {"id": 7})),
        Seen("GET", f"{ROOT}/users/{KARI.id}", {"$select": "id,fødselsnummer"}, None, {}),
        Seen("GET", f"{ROOT}/groups/{KARI.id}/transitiveMembers/graph.user", {"$count": "true"}, None, {}),
    ],
)
def test_the_contract_finds_what_microsoft_would_not_have(wrong: Seen) -> None:
    assert faults(GOOD) == []
    assert faults(wrong) != []


def test_a_moment_written_for_oslo_is_read_as_the_same_moment() -> None:
    for month in range(1, 13):
        then = datetime(2026, month, 15, 10, 30, tzinfo=UTC)
        assert moment(on_the_clock(then)) == then
