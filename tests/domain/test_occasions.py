"""Every way in which the five plans say when, as windows of one school year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.occasions import SEASONS, STARTS, Kind, Occasion, Pace, Window, occurrences
from domain.school_year import SchoolYear, beginning

YEAR = SchoolYear(date(2026, 8, 17), date(2027, 6, 18))
ALL_YEAR = ("2026-08-10", "2027-06-18")


def windows(*when: Occasion, year: SchoolYear = YEAR) -> list[tuple[str, str, str]]:
    return [(w.key, w.first.isoformat(), w.last.isoformat()) for w in occurrences(when, year)]


def one(*when: Occasion) -> Window:
    (found,) = occurrences(when, YEAR)
    return found


def week(low: int, high: int) -> Occasion:
    return Occasion(Kind.WEEK, low, high)


def month(low: int, high: int) -> Occasion:
    return Occasion(Kind.MONTH, low, high)


NEEDED, PLAN, ALWAYS = Occasion(Kind.NEEDED), Occasion(Kind.PLAN), Occasion(Kind.ALWAYS)


def test_a_month_and_a_span_of_months() -> None:
    """Hvam: foreldremøter in September/oktober; Elverum: Si ifra in January, which is of the same school year."""
    assert windows(month(11, 11)) == [("month:11", "2026-11-01", "2026-11-30")]
    assert windows(month(9, 10)) == [("month:9..10", "2026-09-01", "2026-10-31")]
    assert windows(month(1, 1)) == [("month:1", "2027-01-01", "2027-01-31")]
    assert windows(month(12, 1)) == [("month:12..1", "2026-12-01", "2027-01-31")]


def test_s1_d03_weeks_4_and_5_come_after_weeks_41_and_42() -> None:
    """Sandvika's TRK-møter, "etter behov" besides: the weeks are what is tracked."""
    assert windows(week(4, 5), week(41, 42), week(12, 13), week(17, 18), NEEDED) == [
        ("week:41..42", "2026-10-05", "2026-10-18"),
        ("week:4..5", "2027-01-25", "2027-02-07"),
        ("week:12..13", "2027-03-22", "2027-04-04"),
        ("week:17..18", "2027-04-26", "2027-05-09"),
    ]


def test_a_span_of_weeks_may_go_over_the_new_year() -> None:
    assert windows(week(52, 2)) == [("week:52..2", "2026-12-21", "2027-01-17")]


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("before", "2026-08-03", "2026-08-16"),
        ("planning_days", "2026-08-10", "2026-08-16"),
        ("first_lesson", "2026-08-10", "2026-08-17"),
        ("first_day", "2026-08-17", "2026-08-17"),
        ("first_week", "2026-08-17", "2026-08-23"),
        ("first_two_weeks", "2026-08-17", "2026-08-30"),
        ("first_weeks", "2026-08-17", "2026-09-13"),
    ],
)
def test_what_is_told_from_the_start_of_school(word: str, first: str, last: str) -> None:
    assert windows(Occasion(Kind.START, word=word)) == [(f"start:{word}", first, last)]


def test_the_start_of_school_is_the_deployments_own() -> None:
    later = SchoolYear(date(2026, 8, 24), date(2027, 6, 18))
    assert windows(Occasion(Kind.START, word="first_day"), year=later) == [
        ("start:first_day", "2026-08-24", "2026-08-24")
    ]


def test_autumn_lasts_until_christmas_and_spring_from_the_new_year() -> None:
    assert windows(*(Occasion(Kind.SEASON, word=word) for word in SEASONS)) == [
        ("season:autumn", "2026-08-17", "2026-12-23"),
        ("season:spring", "2027-01-01", "2027-06-18"),
    ]


def test_s3_w15_the_middle_of_a_half_year_comes_twice() -> None:
    assert windows(Occasion(Kind.TERM, word="middle")) == [
        ("term:middle:autumn", "2026-09-28", "2026-11-11"),
        ("term:middle:spring", "2027-02-26", "2027-04-23"),
    ]


def test_s4_n03_each_month_has_a_window_of_its_own() -> None:
    found = windows(Occasion(Kind.EVERY, word="month"))
    assert [key for key, _, _ in found] == [f"every:month:{m}" for m in (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6)]


def test_s4_w05_every_third_or_fourth_week_is_one_window_in_four_weeks() -> None:
    found = windows(Occasion(Kind.EVERY, 3, 4, "weeks"), PLAN)
    assert found[:2] == [
        ("every:3..4:weeks:1", "2026-08-17", "2026-09-13"), ("every:3..4:weeks:2", "2026-09-14", "2026-10-11"),
    ]  # fmt: skip
    assert found[-1] == ("every:3..4:weeks:10", "2027-04-26", "2027-06-18")


@pytest.mark.parametrize("word", ["day", "week", "wednesday"])
def test_what_comes_round_sooner_than_every_third_week_goes_on_all_the_time(word: str) -> None:
    found = one(Occasion(Kind.EVERY, word=word))
    assert (found.pace, found.needs) == (Pace.STEADY, 0)
    assert one(Occasion(Kind.EVERY, 1, 2, "weeks")).pace is Pace.STEADY


@pytest.mark.parametrize(("low", "high", "key"), [(7, 8, "times:7..8"), (3, 3, "times:3")])
def test_s3_w03_so_many_times_is_counted_through_the_year_and_the_least_is_enough(
    low: int, high: int, key: str
) -> None:
    found = one(Occasion(Kind.TIMES, low, high))
    assert (found.key, found.pace, found.needs) == (key, Pace.COUNTED, low)
    assert (found.first.isoformat(), found.last.isoformat()) == ALL_YEAR


def test_what_is_yearly_or_somebody_elses_deadline_is_done_once() -> None:
    for occasion in (Occasion(Kind.YEARLY), Occasion(Kind.EXTERNAL, word="Utdanningsdirektoratets frist")):
        assert (one(occasion).pace, one(occasion).needs) == (Pace.COUNTED, 1)
    assert one(Occasion(Kind.EXTERNAL, word="a/b: c")).key == "external"


@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.NEEDED, Kind.UNSTATED, Kind.JOINS])
def test_what_has_no_time_is_never_asked_for(kind: Kind) -> None:
    assert (one(Occasion(kind)).pace, one(Occasion(kind)).needs) == (Pace.OPEN, 0)


def test_what_is_always_goes_on_all_year() -> None:
    assert (one(ALWAYS).pace, one(ALWAYS).needs) == (Pace.STEADY, 0)


def test_only_the_strictest_of_several_times_makes_windows() -> None:
    """Lillestrøm: "fortløpende, årlig opplæring"; Elverum: "hele året, fast plan"."""
    assert [w[0] for w in windows(ALWAYS, Occasion(Kind.YEARLY))] == ["yearly"]
    assert [w[0] for w in windows(ALWAYS, PLAN)] == ["plan"]
    assert [w[0] for w in windows(PLAN, Occasion(Kind.TIMES, 4, 4))] == ["times:4"]


def test_s1_1_somebody_joining_counts_beside_every_other_time() -> None:
    joins = Occasion(Kind.JOINS)
    assert [w[0] for w in windows(joins, Occasion(Kind.START, word="first_day"))] == ["start:first_day", "joins"]
    assert [w[0] for w in windows(joins, Occasion(Kind.YEARLY))] == ["yearly", "joins"]


def test_the_same_time_twice_is_once() -> None:
    assert len(windows(month(11, 11), month(11, 11))) == 1


# When it is told


def test_what_is_dated_is_told_once_when_its_time_comes() -> None:
    found = one(month(11, 11))
    assert found.told(date(2026, 10, 31)) is None
    assert {found.told(date(2026, 11, d)) for d in (1, 15, 30)} == {date(2026, 11, 1)}


def test_what_is_counted_is_told_at_the_start_and_eight_weeks_before_the_end() -> None:
    found = one(Occasion(Kind.YEARLY))
    assert found.told(date(2027, 4, 22)) == date(2026, 8, 10)
    assert found.told(date(2027, 4, 23)) == date(2027, 4, 23)


def test_what_waits_for_somebody_to_join_is_not_told_before() -> None:
    assert one(Occasion(Kind.JOINS)).told(YEAR.last) is None


# Whatever the plan says, in whatever year

OCCASIONS = st.one_of(
    st.tuples(st.sampled_from([8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6])).map(lambda m: month(m[0], m[0])),
    st.integers(1, 53).map(lambda w: week(w, w)),
    st.sampled_from(STARTS).map(lambda word: Occasion(Kind.START, word=word)),
    st.sampled_from(SEASONS).map(lambda word: Occasion(Kind.SEASON, word=word)),
    st.sampled_from(["day", "week", "month", "friday"]).map(lambda word: Occasion(Kind.EVERY, word=word)),
    st.integers(1, 29).map(lambda n: Occasion(Kind.EVERY, n, n, "weeks")),
    st.integers(1, 99).map(lambda n: Occasion(Kind.TIMES, n, n)),
    st.just(Occasion(Kind.TERM, word="middle")),
    st.sampled_from([Kind.YEARLY, Kind.EXTERNAL, Kind.JOINS, Kind.PLAN, Kind.NEEDED, Kind.UNSTATED, Kind.ALWAYS]).map(
        Occasion
    ),
)
YEARS = st.integers(2000, 2090).map(beginning)


@given(st.lists(OCCASIONS, min_size=1, max_size=5), YEARS)
def test_every_window_is_a_stretch_with_a_key_of_its_own_that_fits_a_button(
    when: list[Occasion], year: SchoolYear
) -> None:
    found = occurrences(tuple(when), year)
    assert found
    assert len({w.key for w in found}) == len(found)
    for w in found:
        assert w.first <= w.last
        assert len(w.key) <= 64
        assert "/" not in w.key
        assert w.key.startswith("week") or year.before <= w.first <= w.last <= date(year.last.year, 7, 31)
        assert (w.needs == 0) == (w.pace in (Pace.OPEN, Pace.STEADY))


@given(st.lists(OCCASIONS, min_size=1, max_size=5), YEARS)
def test_the_order_in_which_a_plan_says_its_times_changes_nothing(when: list[Occasion], year: SchoolYear) -> None:
    assert set(occurrences(tuple(when), year)) == set(occurrences(tuple(reversed(when)), year))


@given(OCCASIONS, YEARS, st.integers(-30, 400))
def test_nothing_is_told_before_its_time(when: Occasion, year: SchoolYear, after: int) -> None:
    day = year.first + timedelta(days=after)
    for w in occurrences((when,), year):
        since = w.told(day)
        assert since is None or w.first <= since <= day


@given(OCCASIONS, YEARS)
def test_a_person_meets_at_most_one_card_a_month_of_one_time(when: Occasion, year: SchoolYear) -> None:
    """Nobody is flooded: what comes round often is told at the start, and no more."""
    found = occurrences((when,), year)
    days = {w.told(year.first + timedelta(days=n)) for w in found for n in range(400)} - {None}
    assert len(days) <= 15
