"""The students somebody wrote, and case references."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.profile import CHANNELS
from domain.reference import LENGTH, SPOKEN, reference
from domain.report import CHANNEL_WORDS, Channel, came_by, channels, students_in
from tests.builders import RANDI, TEN, TOR, a_report, a_school, at


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


REGISTERED = a_report(registered_by=RANDI, channel=Channel.PHONE, told_orally_at=at("09:40"))


def test_ruling_4_the_school_got_to_know_when_it_was_first_told() -> None:
    assert REGISTERED.first_told_at == at("09:40")
    assert a_report().first_told_at == TEN


def test_e15_who_told_and_who_wrote_it_down_both_keep_it() -> None:
    assert REGISTERED.keepers == {TOR, RANDI}
    assert replace(REGISTERED, reporter="").keepers == {RANDI}
    assert a_report().keepers == {TOR}
    assert (REGISTERED.sender, a_report().sender) == (RANDI, TOR)


def test_ruling_16_only_somebody_we_know_can_be_asked_whether_it_is_right() -> None:
    assert REGISTERED.can_be_confirmed
    assert not replace(REGISTERED, reporter="").can_be_confirmed
    assert not a_report().can_be_confirmed


@pytest.mark.parametrize("named", sorted(CHANNELS))
def test_s4_1_s4_6_and_s2_3_every_way_a_plan_can_name_can_be_written_down(named: str) -> None:
    spoken = {"oral": Channel.IN_PERSON}
    assert spoken.get(named, named) in channels(a_school(channels=(named,)))


def test_s1_6_the_anonymous_box_is_one_only_where_there_is_one_and_goes_by_its_name() -> None:
    assert Channel.BOX not in channels(a_school())
    school = a_school(anonymous_box="ITSL")
    assert Channel.BOX in channels(school)
    assert came_by(Channel.BOX, school).nb == "ITSL, skolens anonyme postkasse"
    assert set(CHANNEL_WORDS) == set(Channel)
