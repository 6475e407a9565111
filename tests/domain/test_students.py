"""Before a student sends: where it goes, whom they can choose, who can open a name that is held apart."""

from __future__ import annotations

import pytest

from domain.people import Role
from domain.report import ByStaff
from domain.students import Kind, adults, keeps_to_herself, kind_of, openers, way
from tests.builders import (
    DAG,
    FJELLVIK,
    GURO,
    KARI,
    LIV,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_person,
    a_register,
    a_school,
    away,
)

NURSE = "00000000-0000-4000-8000-000000000077"
NOBODY: frozenset[str] = frozenset()
HERE = a_register(a_person(TOR, Role.COUNSELLOR), a_person(NURSE, Role.SCHOOL_NURSE, name="Nina Holt", guest=True))


def choosable(by_staff: ByStaff = ByStaff.NO, accused: frozenset[str] = NOBODY) -> list[str]:
    return [p.id for p in adults(way(by_staff, accused, FJELLVIK, HERE, TEN), accused, FJELLVIK, HERE)]


def test_a_student_can_choose_those_the_school_names_in_the_order_it_names_them() -> None:
    assert choosable() == [NORA, TOR, NURSE]  # kontaktlærer, rådgiver, helsesykepleier


def test_somebody_accused_cannot_be_chosen() -> None:
    assert choosable(ByStaff.EMPLOYEE, frozenset({NORA})) == [TOR, NURSE]


def test_where_a_leader_is_or_may_be_accused_no_leader_can_be_chosen() -> None:
    teaching = a_person(LIV, Role.DEPARTMENT_HEAD, Role.CONTACT_TEACHER)
    register = a_register(teaching)
    for by_staff, leader_out in ((ByStaff.NO, False), (ByStaff.LEADER, True), (ByStaff.UNSURE, True)):
        found = adults(way(by_staff, NOBODY, FJELLVIK, register, TEN), NOBODY, FJELLVIK, register)
        assert (LIV not in {p.id for p in found}) is leader_out


def test_ruling_7_a_guest_can_be_wished_for_and_not_chosen_to_handle() -> None:
    register = a_register(a_person(GURO, Role.COUNSELLOR, guest=True))
    assert GURO not in {
        p.id for p in adults(way(ByStaff.NO, NOBODY, FJELLVIK, register, TEN), NOBODY, FJELLVIK, register)
    }
    assert NURSE in choosable()


def test_ruling_2_where_nobody_gets_it_only_a_wish_can_be_sent() -> None:
    register = a_register(*HERE.people.values(), school=a_school(agreed=False))
    going = way(ByStaff.LEADER, NOBODY, FJELLVIK, register, TEN)
    assert not going.delivers
    assert going.first == ()
    assert [p.id for p in adults(going, NOBODY, FJELLVIK, register)] == [NURSE]


def test_it_is_said_who_gets_it_on_the_day_it_is_sent() -> None:
    assert way(ByStaff.NO, NOBODY, FJELLVIK, HERE, TEN).first == (RANDI,)
    without = a_register(a_person(RANDI, away=away(MONDAY)))
    assert way(ByStaff.NO, NOBODY, FJELLVIK, without, TEN).first == (DAG,)
    assert way(ByStaff.LEADER, NOBODY, FJELLVIK, HERE, TEN).first == (UNNI,)
    assert way(ByStaff.EMPLOYEE, frozenset({RANDI}), FJELLVIK, HERE, TEN).past_the_school


@pytest.mark.parametrize(
    ("by_staff", "accused", "who"),
    [
        (ByStaff.NO, NOBODY, [RANDI, DAG]),
        (ByStaff.EMPLOYEE, frozenset({TOR}), [RANDI, DAG]),
        (ByStaff.LEADER, NOBODY, [UNNI, KARI]),
        (ByStaff.LEADER, frozenset({DAG}), [UNNI, KARI]),
    ],
)
def test_a_name_can_be_opened_by_those_who_lead_or_past_them_by_the_owner(
    by_staff: ByStaff, accused: frozenset[str], who: list[str]
) -> None:
    assert [p.id for p in openers(way(by_staff, accused, FJELLVIK, HERE, TEN), accused, FJELLVIK, HERE)] == who


def test_ruling_8_the_nurse_keeps_to_herself_what_she_is_told_and_nobody_else_does() -> None:
    assert [who for who in HERE.people if keeps_to_herself(who, FJELLVIK, HERE)] == [NURSE]
    assert not keeps_to_herself("", FJELLVIK, HERE)


def test_a_kind_that_nobody_offered_is_the_one_that_asks_whom_it_is_about() -> None:
    assert [kind_of(word) for word in ("self", "talk", "worried", "", "SELF", "x")] == [
        Kind.SELF, Kind.TALK, Kind.WORRIED, Kind.WORRIED, Kind.WORRIED, Kind.WORRIED,
    ]  # fmt: skip
