"""Who is who, and who somebody may have meant (§ 12-5: a leader missed here would see a report about themself)."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest

from domain.people import ROLE_WORDS, Person, Post, Register, Role
from tests.builders import (
    DAG,
    FJELLVIK,
    GURO,
    LIV,
    MONDAY,
    NORA,
    RANDI,
    TOR,
    UNNI,
    a_person,
    a_register,
    a_school,
    away,
)

HOUSE = a_register(a_person(NORA, name="Anne-Lise Størkersen"))


def _found(written: str, register: Register = HOUSE) -> set[str]:
    return {p.id for p in register.resembling(FJELLVIK, written)}


@pytest.mark.parametrize(
    "written",
    [
        "Randi Ås", "randi ås", "RANDI ÅS", "Ås, Randi", "Randi", "ås", "lærer Randi i 2STB", "R. Ås", "Randi\nÅs",
        unicodedata.normalize("NFD", "Randi Ås"), "rektor", "Rektor!", "the principal", "(rektor)",
    ],
)  # fmt: skip
def test_p12_5_rektor_is_found_by_any_part_of_the_name_or_by_the_title(written: str) -> None:
    assert RANDI in _found(written)


@pytest.mark.parametrize(
    "written",
    ["rektoren", "rektors", "Rektoren vår", "rektora", "Randis", "Randi Aas", "Rand Ås", "ass.rektor", "rektorvikaren"],
)
def test_p12_5_rektor_is_found_in_the_forms_people_write(written: str) -> None:
    assert RANDI in _found(written)


def test_p12_5_a_misspelt_leader_is_still_asked_about() -> None:
    assert RANDI in _found("Randy Aas")
    assert LIV in _found("Liv-Haugen")
    assert DAG in _found("Dagfinn Lundh")


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("stedfortreder", DAG), ("rektors stedfortreder", DAG), ("stadfortredaren til rektor", DAG),
        ("avdelingsleder", LIV), ("avdelingsleiar Haug", LIV), ("avdelingslederen", LIV), ("stedfortrederen", DAG),
        ("avdelingsleiaren", LIV),
    ],
)  # fmt: skip
def test_p12_5_other_leaders_are_found_by_their_titles(written: str, who: str) -> None:
    assert who in _found(written)


def test_a_name_written_with_a_hyphen_is_found_by_each_half() -> None:
    assert NORA in _found("anne") & _found("Lise") & _found("Anne Lise") & _found("storkersen størkersen")


def test_a_guest_who_works_here_is_found_and_students_and_owners_contacts_are_not() -> None:
    assert GURO in _found("Guro")
    assert _found("Emil Strand") == _found("Unni Berg") == set()


@pytest.mark.parametrize("written", ["", "   ", "...", "vet ikke", "en lærer", "x", "to the", "til"])
def test_words_that_name_nobody_ask_about_nobody(written: str) -> None:
    assert _found(written) == set()


def test_those_of_another_school_are_not_asked_about() -> None:
    register = a_register(a_person(TOR, school="other"), other=a_school("other"))
    assert _found("Tor Vik", register) == set()


def test_a_name_in_the_register_written_with_loose_rings_is_found_too() -> None:
    register = a_register(a_person(RANDI, name=unicodedata.normalize("NFD", "Åse Ås")))
    assert RANDI in _found("Åse", register)


def test_the_one_with_the_same_name_is_asked_about_too_e32() -> None:
    register = a_register(a_person(TOR, name="Randi Lien"))
    assert {RANDI, TOR} <= _found("Randi", register)


def test_absence_is_whole_days_both_ends_included() -> None:
    person = a_person(RANDI, away=away(MONDAY, MONDAY + timedelta(2)))
    assert [person.is_away(MONDAY + timedelta(n)) for n in (-1, 0, 2, 3)] == [False, True, True, False]
    assert a_person(RANDI, away=away()).is_away(MONDAY)


def test_holders_are_in_the_people_files_order_without_guests() -> None:
    register = Register(
        {FJELLVIK: a_school()},
        {p.id: p for p in (a_person(UNNI), a_person(NORA, Role.DEPUTY), a_person(DAG), a_person(GURO, Role.DEPUTY))},
    )
    assert [p.id for p in register.holders(FJELLVIK, Role.DEPUTY)] == [NORA, DAG]


def test_the_schools_own_list_says_who_its_leaders_are() -> None:
    wider = a_school(leadership=("principal", "deputy", "student_services"))
    register = a_register(a_person(NORA, Role.STUDENT_SERVICES), school=wider)
    assert {p.id for p in register.leadership(FJELLVIK)} == {RANDI, DAG, NORA}
    assert not register.is_leader(LIV, FJELLVIK)


def test_students_and_owners_contacts_work_at_no_school() -> None:
    posts = frozenset({Post("a", Role.STUDENT), Post("b", Role.OWNER_CONTACT), Post("c", Role.STAFF)})
    assert Person("x", "X", posts).schools == ("c",)


def test_every_role_has_words() -> None:
    assert set(ROLE_WORDS) == set(Role)
    assert {text.nb for text in ROLE_WORDS.values()} >= {"rektor", "avdelingsleder", "elevtjenesten"}


def test_somebody_unknown_has_no_name() -> None:
    assert a_register().name("nobody") == ""
