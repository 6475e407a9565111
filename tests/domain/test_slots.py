"""Times to choose between: common, free, in working hours, and a real choice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import Hours, Occupied, Schedule, Span
from domain.slots import free
from domain.workdays import OSLO, is_staffed
from tests.builders import a_calendar, at

CALENDAR = a_calendar()
HALF = timedelta(minutes=30)
HOUR = timedelta(hours=1)
MONDAY, TUESDAY, WEDNESDAY, FRIDAY = "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-27"
EARLIEST, LATEST = at("08:00", MONDAY), at("16:00", FRIDAY)


def busy(*spans: tuple[str, str, str], who: str = "a@x.example", hours: Hours | None = None) -> Schedule:
    """Occupied on these days from one time to another."""
    return Schedule(who, tuple(Occupied(Span(at(a, day), at(b, day))) for day, a, b in spans), hours)


def said(spans: tuple[Span, ...]) -> list[str]:
    return [f"{span.starts.astimezone(OSLO):%a %H:%M}" for span in spans]


def found(*schedules: Schedule, length: timedelta = HOUR, **but: datetime) -> list[str]:
    bounds = {"earliest": EARLIEST, "latest": LATEST, **but}
    return said(free(schedules, CALENDAR, length, **bounds).spans)


def test_the_first_is_the_earliest_and_the_others_lie_in_other_halves_of_days() -> None:
    assert found() == ["Mon 08:00", "Mon 12:00", "Tue 08:00"]


def test_what_anybody_is_occupied_with_is_left_out() -> None:
    one = busy((MONDAY, "08:00", "10:00"), (MONDAY, "12:00", "16:00"))
    other = busy((MONDAY, "10:00", "12:00"), (TUESDAY, "08:00", "09:15"), who="b@x.example")
    assert found(one, other) == ["Tue 09:30", "Tue 12:00", "Wed 08:00"]


def test_times_that_only_touch_are_free() -> None:
    assert found(busy((MONDAY, "08:00", "09:00"), (MONDAY, "10:00", "16:00")))[0] == "Mon 09:00"


def test_nobody_is_called_in_the_evening_at_the_weekend_or_on_a_holiday() -> None:
    before_easter = {"earliest": at("14:30", "2027-03-24"), "latest": at("16:00", "2027-03-31")}
    assert found(**before_easter) == ["Wed 14:30", "Tue 08:00", "Tue 12:00"]


def test_a_day_off_at_school_is_no_day_for_a_meeting() -> None:
    calendar = a_calendar(days_off=frozenset({date(2026, 11, 23)}))
    assert said(free((), calendar, HOUR, EARLIEST, LATEST).spans)[0] == "Tue 08:00"


def test_everybodys_own_hours_are_kept() -> None:
    early = busy(hours=Hours(frozenset({1, 3}), time(7), time(13)))
    late = busy(who="b@x.example", hours=Hours(frozenset({1, 2, 3, 4, 5}), time(10), time(18)))
    assert found(early, late) == ["Mon 10:00", "Mon 12:00", "Wed 10:00"]


def test_nothing_begins_before_the_earliest_or_ends_after_the_latest() -> None:
    assert found(earliest=at("09:01", MONDAY), latest=at("11:00", MONDAY)) == ["Mon 09:30"]
    assert found(earliest=at("09:31", MONDAY), latest=at("10:59", MONDAY)) == ["Mon 09:45"]
    assert found(earliest=at("10:01", MONDAY), latest=at("11:00", MONDAY)) == []


def test_a_quarter_is_taken_only_where_a_half_day_has_no_whole_or_half_hour() -> None:
    assert found(busy((MONDAY, "08:00", "09:15"), (MONDAY, "10:20", "16:00")))[0] == "Mon 09:15"
    assert found(busy((MONDAY, "08:00", "09:15")))[0] == "Mon 09:30"


def test_lunch_is_left_free_as_long_as_there_are_other_times() -> None:
    assert "Mon 11:00" not in found(busy((MONDAY, "08:00", "11:00")))
    only_noon = {"earliest": at("11:00", MONDAY), "latest": at("12:30", MONDAY)}
    assert found(**only_noon) == ["Mon 11:00"]


def test_when_there_are_too_few_half_days_one_has_two_that_do_not_overlap() -> None:
    assert found(latest=at("12:00", MONDAY)) == ["Mon 08:00", "Mon 09:00", "Mon 10:00"]


def test_times_for_a_meeting_half_a_day_long_do_not_overlap_either() -> None:
    assert found(length=timedelta(hours=5)) == ["Mon 08:00", "Tue 08:00", "Wed 08:00"]


def test_a_meeting_longer_than_the_day_has_no_time() -> None:
    assert found(length=timedelta(hours=9)) == []


def test_one_whose_calendar_nobody_could_read_is_named_and_hides_no_time() -> None:
    unread = Schedule("far@hjemme.example", is_known=False)
    answer = free((unread, busy()), CALENDAR, HOUR, EARLIEST, LATEST)
    assert answer.unknown == ("far@hjemme.example",)
    assert len(answer.spans) == 3


def test_a_meeting_of_no_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="takes some time"):
        free((), CALENDAR, timedelta(), EARLIEST, LATEST)


def test_school_that_opens_beside_the_quarter_begins_its_meetings_on_the_quarter() -> None:
    calendar = a_calendar(opens=time(8, 5))
    assert said(free((), calendar, HOUR, EARLIEST, LATEST).spans)[0] == "Mon 08:30"


MOMENTS = st.integers(0, 5 * 24 * 4).map(lambda n: EARLIEST + n * timedelta(minutes=15))
SCHEDULES = st.lists(
    st.lists(st.tuples(MOMENTS, st.integers(1, 60))).map(
        lambda taken: Schedule("a@x", tuple(Occupied(Span(a, a + n * timedelta(minutes=7))) for a, n in taken))
    ),
    max_size=3,
)


@given(SCHEDULES, st.integers(1, 16), MOMENTS, MOMENTS, st.integers(1, 5))
def test_every_time_offered_is_one_when_all_can_come(
    schedules: list[Schedule], quarters: int, earliest: datetime, latest: datetime, most: int
) -> None:
    length = quarters * timedelta(minutes=15)
    spans = free(schedules, CALENDAR, length, earliest, latest, most).spans
    assert len(spans) <= most
    assert list(spans) == sorted(spans, key=lambda span: span.starts)
    for n, span in enumerate(spans):
        assert span.ends - span.starts == length
        assert earliest <= span.starts
        assert span.ends <= latest
        assert is_staffed(span.starts, CALENDAR)
        assert is_staffed(span.ends - timedelta(minutes=1), CALENDAR)
        assert not any(span.overlaps(o.span) for s in schedules for o in s.occupied)
        assert not any(span.overlaps(other) for other in spans[n + 1 :])


@given(SCHEDULES, st.integers(1, 16), MOMENTS, MOMENTS)
def test_one_time_is_found_whenever_there_is_any(
    schedules: list[Schedule], quarters: int, earliest: datetime, latest: datetime
) -> None:
    """Against a search that knows nothing of halves, tiers and lunch."""
    length = quarters * timedelta(minutes=15)
    every = (EARLIEST + n * timedelta(minutes=15) for n in range(5 * 24 * 4))
    possible = any(
        earliest <= start
        and start + length <= latest
        and is_staffed(start, CALENDAR)
        and (start + length).astimezone(OSLO).time() <= CALENDAR.closes
        and length <= timedelta(hours=8)
        and not any(Span(start, start + length).overlaps(o.span) for s in schedules for o in s.occupied)
        for start in every
    )
    assert bool(free(schedules, CALENDAR, length, earliest, latest).spans) is possible
