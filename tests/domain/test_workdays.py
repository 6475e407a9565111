"""The days and hours limits are counted in: the vectors of ARCHITECTURE, Calendar, then what always holds.

Which days are public holidays is tested in tests/storage/test_holidays.py.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.workdays import (
    OSLO,
    Calendar,
    add_school_hours,
    add_working_days,
    end_of_day,
    in_school_hours,
    is_staffed,
    is_working_day,
    next_read,
    next_school_hour,
    oslo_day,
    school_hours_between,
    week_has_passed_on,
)
from storage.holidays import FIRST, LAST, public_holidays
from tests.builders import a_calendar

MON_FRI = a_calendar()
MON_SAT = a_calendar(saturday_counts=True)
TWO_HOURS = timedelta(hours=2)
QUARTER = timedelta(minutes=15)


def oslo(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=OSLO).astimezone(UTC)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def days(first: date, last: date) -> frozenset[date]:
    return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))


SUMMER_CLOSED = a_calendar(days_off=days(date(2027, 6, 19), date(2027, 8, 15)))


# --- The tables


VECTORS = [
    (date(2026, 11, 23), date(2026, 11, 30), date(2026, 11, 28), date(2026, 11, 30)),
    (date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 3), date(2026, 12, 4)),
    (date(2026, 12, 22), date(2026, 12, 30), date(2026, 12, 30), date(2026, 12, 29)),
    (date(2027, 3, 22), date(2027, 4, 1), date(2027, 3, 31), date(2027, 3, 29)),
    (date(2027, 5, 3), date(2027, 5, 11), date(2027, 5, 10), date(2027, 5, 10)),
    (date(2027, 5, 12), date(2027, 5, 20), date(2027, 5, 19), date(2027, 5, 19)),
]


@pytest.mark.parametrize(("received", "mon_fri", "mon_sat", "week"), VECTORS, ids=lambda d: d.isoformat())
def test_five_virkedager_and_the_week_end_on_the_days_of_the_table(
    received: date, mon_fri: date, mon_sat: date, week: date
) -> None:
    assert add_working_days(received, 5, MON_FRI) == mon_fri
    assert add_working_days(received, 5, MON_SAT) == mon_sat
    assert week_has_passed_on(received) == week


def test_in_easter_2027_the_week_ends_three_days_before_five_virkedager() -> None:
    received = date(2027, 3, 22)
    assert week_has_passed_on(received) in MON_FRI.holidays
    assert add_working_days(received, 5, MON_FRI) - week_has_passed_on(received) == timedelta(days=3)


# --- Which days count


@pytest.mark.parametrize(
    "day",
    [date(2026, 12, 24), date(2026, 12, 31), date(2027, 3, 24)],
    ids=["julaften", "nyttårsaften", "onsdag før skjærtorsdag"],
)
def test_the_eves_are_virkedager(day: date) -> None:
    assert is_working_day(day, MON_FRI)


@pytest.mark.parametrize("day", [date(2027, 3, 27), date(2027, 5, 15)], ids=["påskeaften", "pinseaften"])
def test_the_eves_that_are_saturdays_follow_the_saturday_setting(day: date) -> None:
    assert not is_working_day(day, MON_FRI)
    assert is_working_day(day, MON_SAT)


@pytest.mark.parametrize("calendar", [MON_FRI, MON_SAT])
def test_sundays_and_holidays_never_count(calendar: Calendar) -> None:
    assert not is_working_day(date(2026, 11, 22), calendar)
    assert not any(is_working_day(day, calendar) for day in public_holidays())


def test_school_holidays_are_virkedager_and_the_duty_does_not_pause() -> None:
    assert is_working_day(date(2027, 7, 7), SUMMER_CLOSED)
    assert add_working_days(date(2027, 7, 7), 5, SUMMER_CLOSED) == date(2027, 7, 14)
    assert add_school_hours(oslo(2027, 7, 7, 10), TWO_HOURS, SUMMER_CLOSED) == oslo(2027, 7, 7, 12)


def test_a_report_late_at_night_or_on_a_sunday_is_received_that_day() -> None:
    assert oslo_day(oslo(2026, 11, 23, 23, 50)) == date(2026, 11, 23)
    assert oslo_day(utc(2027, 7, 7, 22, 30)) == date(2027, 7, 8)
    assert add_working_days(date(2026, 11, 22), 1, MON_FRI) == date(2026, 11, 23)


def test_no_virkedager_is_the_day_itself_and_fewer_are_refused() -> None:
    assert add_working_days(date(2026, 11, 22), 0, MON_FRI) == date(2026, 11, 22)
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 11, 22), -1, MON_FRI)


# --- The end of a day


def test_the_end_of_a_day_bears_its_own_date_and_the_next_instant_does_not() -> None:
    end = end_of_day(date(2026, 11, 30))
    assert end == utc(2026, 11, 30, 23) - datetime.resolution
    assert oslo_day(end) == date(2026, 11, 30)
    assert oslo_day(end + datetime.resolution) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2027, 3, 28), 23), (date(2026, 10, 25), 25), (date(2026, 12, 31), 24)]
)
def test_the_day_when_clocks_change_has_23_or_25_hours(day: date, hours: int) -> None:
    assert end_of_day(day) - end_of_day(day - timedelta(days=1)) == timedelta(hours=hours)


# --- School hours


@pytest.mark.parametrize(
    ("instant", "inside"),
    [
        (oslo(2026, 11, 23, 7, 59), False),
        (oslo(2026, 11, 23, 8), True),
        (oslo(2026, 11, 23, 15, 59), True),
        (oslo(2026, 11, 23, 16), False),
        (oslo(2026, 11, 21, 10), False),
        (oslo(2026, 11, 22, 10), False),
        (oslo(2026, 12, 25, 10), False),
        (oslo(2026, 12, 24, 10), True),
    ],
    ids=["before", "opening", "last minute", "closing", "Saturday", "Sunday", "juledag", "julaften"],
)
def test_school_hours_are_eight_to_four_on_virkedager(instant: datetime, inside: bool) -> None:
    assert in_school_hours(instant, MON_FRI) is inside


def test_counting_saturday_as_a_virkedag_opens_no_school() -> None:
    friday, saturday = oslo(2026, 11, 27, 15), oslo(2026, 11, 28, 10)
    assert not in_school_hours(saturday, MON_SAT)
    assert add_school_hours(friday, TWO_HOURS, MON_SAT) == oslo(2026, 11, 30, 9)
    assert next_read(saturday, MON_SAT) == oslo(2026, 11, 30, 8)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (oslo(2026, 11, 23, 9), oslo(2026, 11, 23, 11)),
        (oslo(2026, 11, 23, 14), oslo(2026, 11, 23, 16)),
        (oslo(2026, 11, 23, 15, 30), oslo(2026, 11, 24, 9, 30)),
        (oslo(2026, 11, 23, 16), oslo(2026, 11, 24, 10)),
        (oslo(2026, 11, 23, 23, 50), oslo(2026, 11, 24, 10)),
        (oslo(2026, 11, 24, 3), oslo(2026, 11, 24, 10)),
        (oslo(2026, 11, 27, 15), oslo(2026, 11, 30, 9)),
        (oslo(2026, 11, 22, 12), oslo(2026, 11, 23, 10)),
        (utc(2026, 12, 31, 14), utc(2027, 1, 4, 8)),
        (utc(2026, 10, 23, 13), utc(2026, 10, 26, 8)),
        (utc(2028, 3, 24, 14), utc(2028, 3, 27, 7)),
        (utc(2027, 3, 24, 14), utc(2027, 3, 30, 7)),
        (utc(2026, 10, 25, 0, 30), utc(2026, 10, 26, 9)),
        (utc(2026, 10, 25, 1, 30), utc(2026, 10, 26, 9)),
    ],
    ids=[
        "within a day",
        "ends at closing, not at the next opening",
        "over a night",
        "from closing",
        "at night",
        "before opening",
        "over a weekend",
        "on a Sunday",
        "over the year change",
        "into winter time",
        "into summer time",
        "over Easter 2027, when clocks change on første påskedag",
        "in the hour that comes twice, first time",
        "in the hour that comes twice, second time",
    ],
)
def test_two_hours_to_acknowledge_end_at(start: datetime, end: datetime) -> None:
    reached = add_school_hours(start, TWO_HOURS, MON_FRI)
    assert reached == end
    assert reached.tzinfo is UTC


def test_whole_days_fill_up_and_end_at_closing() -> None:
    monday = oslo(2026, 11, 23, 8)
    assert add_school_hours(monday, timedelta(hours=40), MON_FRI) == oslo(2026, 11, 27, 16)
    assert add_school_hours(monday, timedelta(hours=400), MON_FRI) == oslo(2027, 2, 2, 16)


def test_no_time_at_all_leaves_hours_and_closing_and_waits_for_the_opening_otherwise() -> None:
    nothing = timedelta(0)
    assert add_school_hours(oslo(2026, 11, 27, 10), nothing, MON_FRI) == oslo(2026, 11, 27, 10)
    assert add_school_hours(oslo(2026, 11, 27, 16), nothing, MON_FRI) == oslo(2026, 11, 27, 16)
    assert add_school_hours(oslo(2026, 11, 27, 16, 1), nothing, MON_FRI) == oslo(2026, 11, 30, 8)
    assert add_school_hours(oslo(2026, 11, 28, 12), nothing, MON_FRI) == oslo(2026, 11, 30, 8)


def test_what_is_left_turns_negative_when_the_limit_is_overdue() -> None:
    limit = oslo(2026, 11, 23, 11)
    assert school_hours_between(oslo(2026, 11, 20, 15), limit, MON_FRI) == timedelta(hours=4)
    assert school_hours_between(oslo(2026, 11, 24, 9), limit, MON_FRI) == -timedelta(hours=6)


def test_a_school_with_other_hours_counts_in_its_own() -> None:
    short = a_calendar(opens=time(8, 30), closes=time(14, 45))
    assert add_school_hours(oslo(2026, 11, 23, 14), TWO_HOURS, short) == oslo(2026, 11, 24, 9, 45)


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter than nothing"):
        add_school_hours(oslo(2026, 11, 23, 9), -TWO_HOURS, MON_FRI)


def test_an_instant_without_a_time_zone_is_refused_and_any_zone_is_understood() -> None:
    naive = datetime(2026, 11, 23, 9)
    for ask in (in_school_hours, next_school_hour, is_staffed, next_read):
        with pytest.raises(ValueError, match="time zone"):
            ask(naive, MON_FRI)
    in_tokyo = datetime(2026, 11, 23, 17, tzinfo=timezone(timedelta(hours=9)))
    assert next_school_hour(in_tokyo, MON_FRI) == oslo(2026, 11, 23, 9)
    assert next_school_hour(in_tokyo, MON_FRI).tzinfo is UTC


def test_a_school_that_never_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="open before it closes"):
        a_calendar(opens=time(16), closes=time(8))
    with pytest.raises(ValueError, match="open before it closes"):
        a_calendar(opens=time(8), closes=time(8))


def test_hours_with_a_time_zone_of_their_own_are_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        a_calendar(opens=time(8, tzinfo=UTC))
    with pytest.raises(ValueError, match="no time zone"):
        a_calendar(closes=time(16, tzinfo=UTC))


# --- Public holidays are given, as data


def test_a_calendar_must_be_given_its_holidays() -> None:
    with pytest.raises(TypeError, match="holidays"):
        Calendar()  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "given",
    [
        frozenset(),
        frozenset({date(2026, 5, 17)}),
        frozenset(d for d in public_holidays() if d.year != 2030),
        frozenset(d for d in public_holidays() if (d.year, d.month) not in {(2027, 3), (2027, 4)}),
    ],
    ids=["none", "one", "a year left out", "a year without Easter"],
)
def test_a_calendar_that_would_count_holidays_as_virkedager_is_refused(given: frozenset[date]) -> None:
    with pytest.raises(ValueError, match="every public holiday of each of its years"):
        a_calendar(holidays=given)


@pytest.mark.parametrize("year", [FIRST - 1, LAST + 1])
def test_a_day_in_a_year_whose_holidays_are_not_known_is_refused_rather_than_counted(year: int) -> None:
    wednesday = next(d for d in (date(year, 3, n) for n in range(1, 8)) if d.isoweekday() == 3)
    with pytest.raises(ValueError, match=f"holidays of {year} are not known, only {FIRST} to {LAST}"):
        is_working_day(wednesday, MON_FRI)
    with pytest.raises(ValueError, match="not known"):
        add_school_hours(datetime(year, 3, wednesday.day, 10, tzinfo=OSLO), TWO_HOURS, MON_FRI)


def test_a_limit_that_runs_out_of_the_known_years_is_refused() -> None:
    with pytest.raises(ValueError, match="not known"):
        add_working_days(date(LAST, 12, 30), 5, MON_FRI)


# --- E8 and E9: when somebody reads it


@pytest.mark.parametrize(
    ("made", "read"),
    [
        (oslo(2027, 6, 18, 10), oslo(2027, 6, 18, 10)),
        (oslo(2027, 6, 17, 22), oslo(2027, 6, 18, 8)),
        (oslo(2027, 6, 18, 16), oslo(2027, 8, 16, 8)),
        (oslo(2027, 7, 7, 10), oslo(2027, 8, 16, 8)),
        (oslo(2027, 3, 24, 18), oslo(2027, 3, 30, 8)),
    ],
    ids=["now", "in the morning", "last day before the summer", "in July", "over Easter"],
)
def test_e9_the_receipt_says_when_it_will_be_read(made: datetime, read: datetime) -> None:
    assert next_read(made, SUMMER_CLOSED) == read


def test_e8_in_july_nobody_is_at_school_but_the_limit_runs() -> None:
    july = oslo(2027, 7, 7, 10)
    assert not is_staffed(july, SUMMER_CLOSED)
    assert in_school_hours(july, SUMMER_CLOSED)
    assert next_school_hour(july, SUMMER_CLOSED) == july


# --- What always holds, in every year whose holidays are known


def hours_of_a_school(opens: int, length: int) -> Calendar:
    start = datetime.combine(date.min, time(6)) + opens * QUARTER
    return a_calendar(opens=start.time(), closes=(start + length * QUARTER).time())


always = settings(deadline=None)
calendars = st.builds(hours_of_a_school, st.integers(0, 16), st.integers(1, 48))
dates = st.dates(date(FIRST, 1, 1), date(LAST - 1, 12, 31))
# 400 hours of a school that opens for a quarter of an hour a day take years.
instants = st.datetimes(datetime(FIRST, 1, 2), datetime(LAST - 20, 12, 31), timezones=st.just(UTC))
amounts = st.timedeltas(timedelta(0), timedelta(hours=400))
spans = st.timedeltas(timedelta(0), timedelta(days=60))
quarters = st.builds(
    lambda day, n: datetime.combine(day, time(), UTC) + n * QUARTER,
    st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    st.integers(0, 95),
)


def walked_quarter_by_quarter(start: datetime, count: int, calendar: Calendar) -> datetime:
    """The slow way: step through real time and count each quarter that begins in school hours; the oracle."""
    now = start
    while count:
        local = now.astimezone(OSLO)
        holiday = local.isoweekday() > 5 or local.date() in calendar.holidays
        count -= not holiday and calendar.opens <= local.time() < calendar.closes
        now += QUARTER
    return now


@always
@given(quarters, st.integers(1, 120), calendars)
def test_adding_agrees_with_walking_through_time(start: datetime, count: int, calendar: Calendar) -> None:
    assert add_school_hours(start, count * QUARTER, calendar) == walked_quarter_by_quarter(start, count, calendar)


@always
@given(instants, amounts, calendars)
def test_what_was_added_is_found_between(start: datetime, amount: timedelta, calendar: Calendar) -> None:
    assert school_hours_between(start, add_school_hours(start, amount, calendar), calendar) == amount


@always
@given(instants, amounts, amounts, calendars)
def test_adding_in_two_steps_is_adding_once(start: datetime, a: timedelta, b: timedelta, calendar: Calendar) -> None:
    in_two = add_school_hours(add_school_hours(start, a, calendar), b, calendar)
    assert in_two == add_school_hours(start, a + b, calendar)


@always
@given(instants, spans, amounts, calendars)
def test_told_later_never_falls_due_earlier(
    start: datetime, later: timedelta, amount: timedelta, calendar: Calendar
) -> None:
    due = add_school_hours(start, amount, calendar)
    assert start <= due <= add_school_hours(start + later, amount, calendar)


@always
@given(instants, amounts, amounts, calendars)
def test_a_longer_limit_ends_later(start: datetime, a: timedelta, b: timedelta, calendar: Calendar) -> None:
    shorter, longer = sorted((a, b))
    end, later_end = (add_school_hours(start, amount, calendar) for amount in (shorter, longer))
    assert end < later_end or shorter == longer


@always
@given(instants, amounts, calendars)
def test_a_limit_always_ends_in_school_hours_or_at_closing(
    start: datetime, amount: timedelta, calendar: Calendar
) -> None:
    end = add_school_hours(start, amount, calendar)
    at_closing = end.astimezone(OSLO).time() == calendar.closes
    assert at_closing or in_school_hours(end, calendar)
    assert is_working_day(oslo_day(end), calendar)


@always
@given(instants, spans, spans, calendars)
def test_hours_between_add_up_and_turn_round(
    a: datetime, first: timedelta, second: timedelta, calendar: Calendar
) -> None:
    b, c = a + first, a + first + second
    whole = school_hours_between(a, c, calendar)
    assert whole == school_hours_between(a, b, calendar) + school_hours_between(b, c, calendar)
    assert school_hours_between(c, a, calendar) == -whole


@always
@given(instants, calendars)
def test_the_next_school_hour_is_in_hours_and_nothing_counts_before_it(instant: datetime, calendar: Calendar) -> None:
    opening = next_school_hour(instant, calendar)
    assert in_school_hours(opening, calendar)
    assert school_hours_between(instant, opening, calendar) == timedelta(0)
    assert (opening == instant) is in_school_hours(instant, calendar)


@always
@given(instants, st.integers(0, 70))
def test_a_report_is_read_when_somebody_is_there_and_never_before_it_was_made(instant: datetime, off: int) -> None:
    first = oslo_day(instant)
    calendar = a_calendar(days_off=days(first, first + timedelta(days=off)))
    read = next_read(instant, calendar)
    assert read >= instant
    assert is_staffed(read, calendar)
    assert next_read(read, calendar) == read


@always
@given(dates, st.integers(0, 60), st.sampled_from([MON_FRI, MON_SAT]))
def test_each_further_virkedag_is_a_later_day_that_counts(day: date, n: int, calendar: Calendar) -> None:
    reached, further = add_working_days(day, n, calendar), add_working_days(day, n + 1, calendar)
    assert reached < further
    assert further == add_working_days(reached, 1, calendar)
    assert is_working_day(further, calendar)


@always
@given(dates, st.integers(0, 60))
def test_counting_saturday_never_gives_more_time(day: date, n: int) -> None:
    assert add_working_days(day, n, MON_SAT) <= add_working_days(day, n, MON_FRI)


@always
@given(instants)
def test_every_instant_lies_between_the_ends_of_two_days(instant: datetime) -> None:
    day = oslo_day(instant)
    assert end_of_day(day - timedelta(days=1)) < instant <= end_of_day(day)
