"""August to June is one year, whatever the calendar says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.school_year import SchoolYear, beginning, labelled, school_year

YEAR = SchoolYear(date(2026, 8, 17), date(2027, 6, 18))
YEARS = st.integers(2000, 2090).map(beginning)


def test_where_nobody_has_said_when_it_goes_from_week_34_to_week_25() -> None:
    assert beginning(2026) == SchoolYear(date(2026, 8, 17), date(2027, 6, 25))


@pytest.mark.parametrize(
    ("day", "label"),
    [("2026-08-01", "2026/27"), ("2026-12-31", "2026/27"), ("2027-07-31", "2026/27"), ("2027-08-01", "2027/28")],
)
def test_a_day_belongs_to_the_year_that_began_in_the_august_before_it(day: str, label: str) -> None:
    assert school_year(date.fromisoformat(day)).label == label


def test_the_year_that_the_deployment_gives_holds_for_that_year_and_no_other() -> None:
    assert school_year(date(2027, 1, 4), YEAR) is YEAR
    assert school_year(date(2027, 9, 1), YEAR) == beginning(2027)
    assert school_year(date(2026, 7, 31), YEAR) == beginning(2025)


def test_a_century_ends_in_two_figures() -> None:
    assert beginning(2099).label == "2099/00"


@pytest.mark.parametrize(
    ("week", "monday"), [(34, "2026-08-17"), (53, "2026-12-28"), (1, "2027-01-04"), (4, "2027-01-25")]
)
def test_a_low_week_is_after_the_new_year_and_a_high_one_before_it(week: int, monday: str) -> None:
    assert YEAR.week(week) == date.fromisoformat(monday)


def test_a_year_without_a_53rd_week_has_its_52nd_instead() -> None:
    assert beginning(2025).week(53) == beginning(2025).week(52) == date(2025, 12, 22)


def test_august_begins_when_those_who_work_there_are_back_and_june_ends_with_the_last_school_day() -> None:
    assert YEAR.month(8) == (date(2026, 8, 3), date(2026, 8, 31))
    assert YEAR.month(12) == (date(2026, 12, 1), date(2026, 12, 31))
    assert YEAR.month(2) == (date(2027, 2, 1), date(2027, 2, 28))
    assert YEAR.month(6) == (date(2027, 6, 1), date(2027, 6, 18))


@given(YEARS)
def test_the_months_of_a_year_follow_each_other_without_a_gap(year: SchoolYear) -> None:
    spans = [year.month(number) for number in year.months]
    assert spans[0][0] == year.before
    assert spans[-1][1] == year.last
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(spans))


@given(YEARS)
def test_every_day_belongs_to_exactly_one_year(year: SchoolYear) -> None:
    assert year.holds(year.first)
    assert year.holds(year.last)
    assert not beginning(year.first.year + 1).holds(year.last)
    assert school_year(year.christmas) == year


@given(YEARS)
def test_a_label_finds_its_year(year: SchoolYear) -> None:
    assert labelled(year.label) == year


@pytest.mark.parametrize(
    "said", ["", "2026", "2026/28", "26/27", "2026-27", "abcd/ef", "²026/27", "0000/01", "9999/00"]
)
def test_what_is_no_label_finds_none(said: str) -> None:
    assert labelled(said) is None


def test_a_label_finds_the_year_that_was_given() -> None:
    assert labelled("2026/27", YEAR) is YEAR
    assert labelled("2025/26", YEAR) == beginning(2025)
