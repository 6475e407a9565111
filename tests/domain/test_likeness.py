"""E11: which cases may be about the same, as a suggestion to whoever handles them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case import Happened
from domain.likeness import Trait, are_alike, student_words
from tests.builders import RANDI, TEN, a_case

HOUR, MONTH = timedelta(hours=1), timedelta(days=30)


def _trait(student: str, later: timedelta = timedelta(), report: str = "report-2") -> Trait:
    return Trait("case-2", report, student, TEN + later)


def _like(student: str, other: str, later: timedelta = MONTH) -> bool:
    return are_alike(_trait(student, report="report-1"), _trait(other, later))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ola Dal 2STA", "ola dal 2sta"),
        ("Ola Dal 2STA", "Dal, Ola (2 STA)"),
        ("Ola Dal", "Ola Dal 2STA"),
        ("Aase Aas 1STB", "Åse Ås, 1STB"),
        ("Ola Dal", "Ola Vik Dal"),
    ],
)
def test_the_same_student_is_the_same_however_it_is_written_and_whenever(one: str, other: str) -> None:
    assert _like(one, other)
    assert _like(other, one)


@pytest.mark.parametrize(("one", "other"), [("Ola", "Ola Dal 2STA"), ("Ola Dal 2STA", "Eva Lie 2STA")])
def test_a_word_in_common_is_enough_within_a_day_and_only_then(one: str, other: str) -> None:
    assert _like(one, other, 24 * HOUR)
    assert _like(one, other, -24 * HOUR)
    assert not _like(one, other, 25 * HOUR)


@pytest.mark.parametrize("unknown", ["", "en elev i klassen", "?"])
def test_nobody_named_is_like_nobody_but_one_written_alike(unknown: str) -> None:
    assert not _like(unknown, "Ola Dal 2STA", HOUR)
    assert not _like("", "", HOUR)


def test_e10_two_students_of_one_report_are_two() -> None:
    assert not are_alike(_trait("Ola Dal 2STA"), _trait("Eva Dal 2STA"))


@given(st.text(max_size=40), st.text(max_size=40), st.integers(-100, 100))
def test_likeness_goes_both_ways_and_no_writing_breaks_it(one: str, other: str, hours: int) -> None:
    assert _like(one, other, hours * HOUR) == are_alike(_trait(other, hours * HOUR), _trait(one, report="report-1"))
    assert student_words(one) == student_words(one.upper().lower()) or not one.isascii()


def test_e42_what_is_joined_is_what_has_not_been_taken_back() -> None:
    joined, parted = Happened(TEN, "join", RANDI, "case-2"), Happened(TEN, "unjoin", RANDI, "case-2")
    assert a_case().joined == ()
    assert a_case(joined, Happened(TEN, "join", RANDI, "case-3")).joined == ("case-2", "case-3")
    assert a_case(joined, parted).joined == ()
    assert a_case(joined, parted, joined).joined == ("case-2",)
