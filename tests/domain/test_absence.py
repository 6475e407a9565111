"""What somebody who receives writes of being away, on a Monday in November (E7)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.absence import LONGEST, Away, Back, understand
from domain.people import Absence, Leave
from tests.builders import DAG, MONDAY, RANDI, a_person, a_register, at

DAY = timedelta(days=1)
TUESDAY = date(2026, 12, 1)
SATURDAY = date(2026, 12, 5)

MONTHS_NB = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
]
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@pytest.mark.parametrize(
    "said",
    [
        "jeg er borte fra 1.12 til 5.12", "Jeg er borte fra 1.12. til 5.12.",
        "jeg er borte fra 1.12.2026 til 5.12.2026",
        "borte 1.12–5.12", "borte 1.12-5.12", "jeg er borte 1.-5. desember", "jeg er borte fra 1. til 5. desember",
        "Jeg er borte fra og med 1.12 til og med 5.12", "jeg er borte f.o.m. 1.12 t.o.m. 5.12.26",
        "eg er borte frå 1. desember til 5. desember", "eg er vekke frå tysdag 1. desember til laurdag 5. desember",
        "I am away from 1 December to 5 December", "I'm away December 1 to December 5", "I’ll be away 1/12 until 5/12",
        "I will be out of office from the 1st of December through December 5th", "jeg er borte 2026-12-01 - 2026-12-05",
        "jeg er borte den 1.12 til den 5.12!",
    ],
)  # fmt: skip
def test_e7_two_days_are_understood_in_the_forms_people_write(said: str) -> None:
    assert understand(said, MONDAY) == Away(TUESDAY, SATURDAY)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("jeg er borte i dag", 0, 0), ("Jeg er syk i dag.", 0, 0), ("eg er sjuk i dag", 0, 0), ("away today", 0, 0),
        ("jeg er borte i morgen", 1, 1), ("eg er borte i morgon", 1, 1), ("I am off tomorrow", 1, 1),
        ("jeg er borte i dag og i morgen", 0, 1), ("jeg er borte overmorgen", 2, 2),
        ("borte til fredag", 0, 4), ("I am away until Friday", 0, 4), ("jeg er borte ut fredag", 0, 4),
        ("jeg er borte på fredag", 4, 4), ("jeg er borte mandag", 0, 0), ("jeg er borte fra onsdag til fredag", 2, 4),
        ("jeg er borte fra i morgen til onsdag", 1, 2), ("jeg er borte torsdag og fredag", 3, 4),
        ("jeg er borte neste fredag", 11, 11), ("jeg er borte denne uka", 0, 6), ("jeg er borte resten av uken", 0, 6),
        ("jeg er borte ut uka", 0, 6), ("eg er borte neste veke", 7, 13), ("I am away next week", 7, 13),
        ("jeg er borte uke 49", 7, 13), ("jeg er borte i uke 49-50", 7, 20), ("I am away week 49 and 50", 7, 20),
        ("jeg er borte fra fredag til mandag", 4, 7),
    ],
)  # fmt: skip
def test_e7_days_counted_from_today(said: str, first: int, last: int) -> None:
    assert understand(said, MONDAY) == Away(MONDAY + first * DAY, MONDAY + last * DAY)


@pytest.mark.parametrize(
    ("said", "first"), [("jeg er borte", MONDAY), ("I am away.", MONDAY), ("jeg er borte fra 1.12", TUESDAY)]
)
def test_an_absence_without_an_end_has_none(said: str, first: date) -> None:
    assert understand(said, MONDAY) == Away(first, None)


@pytest.mark.parametrize(
    "said", ["tilbake", "Tilbake!", "jeg er tilbake", "eg er attende", "back", "I am back.", "jeg er tilbake igjen"]
)
def test_coming_back(said: str) -> None:
    assert understand(said, MONDAY) == Back()


@pytest.mark.parametrize(
    "said",
    [
        "jeg er borte en stund", "jeg er borte 31.2", "jeg er borte fra 5.12 til 1.12", "jeg er borte uke 54",
        "jeg er borte fra 1.13 til 5.13", "jeg er borte mandag og fredag", "jeg er borte 20.11", "borte i 3 dager",
        "jeg er borte fra 1.12.2031 til 5.12.2031", "jeg er borte 1.12.2026 til 1.12.2029",
    ],
)  # fmt: skip
def test_days_that_are_none_are_asked_for_and_never_guessed(said: str) -> None:
    assert understand(said, MONDAY) == Away(MONDAY, None, understood=False)


@pytest.mark.parametrize(
    "said",
    [
        "", "hei", "Ola er borte i dag", "Ola har vært borte fra 1.12 til 5.12", "jeg er bekymret for Ola",
        "jeg er redd Ola er borte", "tilbakeblikk", "jeg er borte " + "og Ola er alene " * 9, "mine meldinger",
    ],
)  # fmt: skip
def test_a_sentence_about_somebody_else_is_something_else(said: str) -> None:
    assert understand(said, MONDAY) is None


def test_the_turn_of_the_year() -> None:
    assert understand("jeg er borte fra 28.12 til 3.1", MONDAY) == Away(date(2026, 12, 28), date(2027, 1, 3))
    assert understand("jeg er borte uke 53-1", date(2026, 12, 21)) == Away(date(2026, 12, 28), date(2027, 1, 10))
    assert understand("jeg er borte til 5.1", date(2027, 1, 4)) == Away(date(2027, 1, 4), date(2027, 1, 5))
    assert understand("jeg er borte uke 2", MONDAY) == Away(date(2027, 1, 11), date(2027, 1, 17))


def test_an_absence_that_has_begun_is_understood_as_this_one() -> None:
    assert understand("jeg er borte fra 20.11 til 27.11", MONDAY) == Away(date(2026, 11, 20), date(2026, 11, 27))


FORMS = (
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year % 100:02}",
    lambda d: f"{d.day}/{d.month}-{d.year}",
    lambda d: f"{d.day}. {MONTHS_NB[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {MONTHS_EN[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS_EN[d.month - 1]} {d.day} {d.year}",
    lambda d: d.isoformat(),
)
SHORT = (
    lambda d: f"{d.day}.{d.month}",
    lambda d: f"{d.day}.{d.month}.",
    lambda d: f"{d.day}. {MONTHS_NB[d.month - 1]}",
    lambda d: f"{MONTHS_EN[d.month - 1][:3]} {d.day}",
)
SENTENCES = (
    "jeg er borte fra {} til {}", "eg er borte frå {} til og med {}", "I am away from {} until {}", "borte {} - {}",
)  # fmt: skip
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(days, st.integers(0, 300), st.integers(0, 300), st.sampled_from(FORMS), st.sampled_from(SENTENCES))
def test_any_two_days_ahead_are_understood_with_their_year(today, ahead, long, form, sentence) -> None:  # type: ignore[no-untyped-def]
    first, last = today + ahead * DAY, today + (ahead + long) * DAY
    assert understand(sentence.format(form(first), form(last)), today) == Away(first, last)


@given(days, st.integers(0, 150), st.integers(0, 150), st.sampled_from(SHORT), st.sampled_from(SENTENCES))
def test_any_two_days_ahead_are_understood_without_their_year(today, ahead, long, form, sentence) -> None:  # type: ignore[no-untyped-def]
    first, last = today + ahead * DAY, today + (ahead + long) * DAY
    assert understand(sentence.format(form(first), form(last)), today) == Away(first, last)


pieces = st.sampled_from(
    [*"0123456789./- ", "jeg er borte ", "fra ", " til ", "uke ", "fredag", "desember", "neste ", "i dag"]
)


@given(st.one_of(st.text(max_size=LONGEST), st.lists(pieces, max_size=12).map("".join)), days)
def test_whatever_is_written_is_understood_as_days_in_order_or_not_at_all(said: str, today: date) -> None:
    for sentence in (said, f"jeg er borte {said}"):
        meant = understand(sentence, today)
        if isinstance(meant, Away):
            assert meant.last is None or max(meant.first, today) <= meant.last


# What it does to who is there


def leave(first: date, last: date, ended: datetime | None = None, who: str = RANDI, partly: bool = False) -> Leave:
    return Leave(who, Absence(first, last, partly), at("08:00"), ended)


def away_days(*said: Leave, written: tuple[Absence, ...] = ()) -> list[int]:
    """The days from Monday on which Randi is away."""
    register = a_register(a_person(RANDI, away=written)).with_leave(said)
    return [n for n in range(-3, 8) if register.people[RANDI].is_away(MONDAY + n * DAY)]


def test_e7_what_is_said_in_the_chat_counts_from_the_first_day_to_the_last() -> None:
    assert away_days(leave(MONDAY, MONDAY + 2 * DAY)) == [0, 1, 2]
    assert away_days(leave(MONDAY, date.max)) == list(range(8))


def test_e7_tilbake_counts_from_that_day_and_the_days_before_stay() -> None:
    assert away_days(leave(MONDAY, MONDAY + 4 * DAY, ended=at("10:00", "2026-11-25"))) == [0, 1]
    assert away_days(leave(MONDAY, MONDAY + 4 * DAY, ended=at("10:00"))) == []
    assert away_days(leave(MONDAY, MONDAY, ended=at("10:00", "2026-11-30"))) == [0]


def test_the_day_it_ends_is_oslos() -> None:
    just_after_midnight = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert away_days(leave(MONDAY, MONDAY + 4 * DAY, ended=just_after_midnight)) == [0, 1]


def test_e7_tilbake_outranks_what_the_people_file_says_of_the_same_days() -> None:
    written = (Absence(MONDAY, MONDAY + 4 * DAY), Absence(MONDAY + 6 * DAY, MONDAY + 7 * DAY))
    assert away_days(written=written) == [0, 1, 2, 3, 4, 6, 7]
    said = leave(MONDAY, MONDAY + 4 * DAY, ended=at("10:00", "2026-11-24"))
    assert away_days(said, written=written) == [0, 6, 7]


def test_nobody_elses_absence_is_touched() -> None:
    register = a_register().with_leave([leave(MONDAY, MONDAY, who=DAG), leave(MONDAY, MONDAY, who="nobody")])
    assert register.people[DAG].is_away(MONDAY)
    assert not register.people[RANDI].may_be_away(MONDAY)
    assert set(register.people) == set(a_register().people)


def test_what_was_asked_before_is_not_remembered_wrongly() -> None:
    before = a_register()
    assert not before.holders("fjellvik", *[p.role for p in before.people[RANDI].posts])[0].may_be_away(MONDAY)
    after = before.with_leave([leave(MONDAY, MONDAY)])
    assert after.holders("fjellvik", *[p.role for p in after.people[RANDI].posts])[0].is_away(MONDAY)
