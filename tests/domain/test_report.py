"""The students somebody wrote, and case references."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reference import LENGTH, SPOKEN, reference
from domain.report import students_in


@pytest.mark.parametrize(
    ("told", "students"),
    [
        ("Ola Dal 2STA", ("Ola Dal 2STA",)),
        ("Ola Dal 2STA\nEva Ek", ("Ola Dal 2STA", "Eva Ek")),
        (" Ola Dal,\n\n;Eva Ek; \n", ("Ola Dal", "Eva Ek")),
        ("Ola\nEva\nOla\nola", ("Ola", "Eva", "ola")),
        ("Ola, Eva og Per", ("Ola, Eva og Per",)),
        ("", ("",)),
        (" \n,\n;", ("",)),
    ],
)
def test_e10_one_student_a_line_in_order_each_once(told: str, students: tuple[str, ...]) -> None:
    assert students_in(told) == students


@given(st.text("ab ,;\n\t", max_size=30))
def test_there_is_always_a_case_and_never_two_alike_e21(told: str) -> None:
    students = students_in(told)
    assert len(students) == len(set(students)) >= 1
    assert students == ("",) or all(s.strip(" \t,;") == s and s for s in students)


def test_a_reference_is_the_year_and_five_that_are_easy_to_say() -> None:
    dice = random.Random(1)
    found = {reference(2026, dice.choice) for _ in range(300)}
    assert len(found) == 300
    assert all(r[:5] == "2026-" and len(r) == 5 + LENGTH and set(r[5:]) <= set(SPOKEN) for r in found)


def test_no_letter_in_a_reference_is_mistaken_for_another() -> None:
    assert len(set(SPOKEN)) == len(SPOKEN)
    assert not set(SPOKEN) & set("0O1IL5S8B2Z6G")
