"""What the one who runs the bot is told to mend, before somebody's report meets it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.people import Register, Role
from domain.profile import OwnerNotice
from domain.soundness import Flaw, flaws
from tests.builders import (
    DAG,
    FJELLVIK,
    GURO,
    KARI,
    LIV,
    MONDAY,
    RANDI,
    TOR,
    UNNI,
    a_person,
    a_register,
    a_school,
    away,
)

ALTERNATIVES = (("principal",), ("deputy",), ("nearest_leader", "department_head", "student_services"))
SENTRUM = a_school(receivers=ALTERNATIVES)


def found(register: Register) -> list[Flaw]:
    return list(flaws(register, MONDAY))


def test_a_house_in_order_has_no_flaws() -> None:
    assert found(a_register()) == []


@pytest.mark.parametrize(
    ("register", "stops", "words"),
    [
        (a_register(a_person(TOR, Role.PRINCIPAL)), False, "2 people are rektor"),
        (a_register(without=[DAG]), False, "nobody is stedfortreder"),
        (a_register(a_person(RANDI, Role.PRINCIPAL, Role.DEPUTY), without=[DAG]), True, "same person as rektor"),
        (a_register(a_person(UNNI, Role.OWNER_CONTACT, Role.DEPARTMENT_HEAD)), True, "1 of the owner's contacts"),
        (a_register(school=a_school(leader_cases=("area_director",))), False, "the plan names områdedirektøren"),
        (a_register(school=a_school(owner_notice=OwnerNotice(to=("owner_team",)))), False, "skolemiljøteamet"),
        (a_register(a_person(TOR, leader="nobody")), False, "1 people have a `leader` who is not in the file"),
        (a_register(a_person(GURO, Role.DEPUTY)), False, "1 guests have a post that receives"),
        (a_register(school=a_school(agreed=False)), False, "the owner has not agreed"),
        (a_register(school=a_school(adults=("librarian",))), False, "nobody has a post that a student may choose"),
        (a_register(school=a_school(adults=())), False, "nobody has a post that a student may choose"),
        (
            a_register(a_person(RANDI, away=away(MONDAY)), a_person(DAG, away=away(MONDAY, MONDAY + timedelta(3)))),
            False,
            "everybody who receives there is away on 23.11.2026",
        ),
    ],
)
def test_a_flaw_is_told_in_one_plain_line(register: Register, stops: bool, words: str) -> None:
    (flaw,) = found(register)
    assert (flaw.school, flaw.stops) == (FJELLVIK, stops)
    assert words in flaw.words


def test_a_plan_with_alternatives_asks_for_those_it_names() -> None:
    said = [flaw.words for flaw in found(a_register(school=SENTRUM))]
    assert said == [
        "the plan names elevtjenesten, and nobody has that post",
        "the plan names nærmeste leder, and nobody's `leader` is given",
        "the plan names the student's avdelingsleder, and no avdelingsleder has `classes`",
    ]
    whole = a_register(
        a_person(TOR, leader=LIV), a_person(LIV, classes=frozenset({"2STA"})), a_person("7", Role.STUDENT_SERVICES),
        school=SENTRUM,
    )  # fmt: skip
    assert found(whole) == []


def test_no_flaw_names_anybody() -> None:
    register = a_register(a_person(UNNI, Role.OWNER_CONTACT, Role.DEPUTY), a_person(KARI, leader="nobody"))
    assert not any(person.name in flaw.words for flaw in found(register) for person in register.people.values())
