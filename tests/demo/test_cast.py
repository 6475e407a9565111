"""Who stands side by side on the demonstration's page follows the school's own plan."""

from dataclasses import replace

import pytest

from demo.cast import adults, cast, colleague, student
from demo.stage import read_all
from domain.people import Register, Role

REGISTER = read_all()


def roles(school: str) -> list[str]:
    return [role.value for _, role in cast(REGISTER.schools[school], REGISTER)]


@pytest.mark.parametrize(
    ("school", "others"),
    [
        ("fjellvik", ["owner_contact"]),
        ("sentrum", ["department_head", "student_services", "area_director"]),
        ("sandvika", ["area_director", "owner_team"]),
        ("elverum", ["area_director"]),
        ("hvam", ["area_director"]),
        ("lillestrom", ["area_director"]),
    ],
)
def test_a_teacher_the_leaders_those_the_plan_names_and_the_owner(school: str, others: list[str]) -> None:
    assert roles(school) == ["contact_teacher", "principal", "deputy", *others]


def test_everybody_shown_is_somebody_of_that_school() -> None:
    for school in REGISTER.schools.values():
        shown = cast(school, REGISTER)
        assert len({person.id for person, _ in shown}) == len(shown)
        assert all(person.holds(school.id, role) for person, role in shown)


def test_s0_5_the_department_head_shown_is_the_teachers_own_nearest_leader() -> None:
    people = {role: person for person, role in cast(REGISTER.schools["sentrum"], REGISTER)}
    assert people[Role.CONTACT_TEACHER].leader == people[Role.DEPARTMENT_HEAD].id


def test_s0_5_without_a_nearest_leader_every_department_head_is_shown() -> None:
    (teacher, _), *_ = cast(REGISTER.schools["sentrum"], REGISTER)
    alone = Register(REGISTER.schools, {**REGISTER.people, teacher.id: replace(teacher, leader="")})
    shown = [role for _, role in cast(alone.schools["sentrum"], alone)]
    assert shown.count(Role.DEPARTMENT_HEAD) == 2


def test_every_school_has_a_student_who_is_nothing_else_there() -> None:
    for school in REGISTER.schools.values():
        shown = student(school, REGISTER)
        assert {post.role for post in shown.posts} == {Role.STUDENT}
        assert shown.id not in {person.id for person, _ in cast(school, REGISTER)}


@pytest.mark.parametrize(
    ("school", "others"),
    [
        ("fjellvik", ["counsellor", "welfare_worker", "school_nurse"]),
        pytest.param("sentrum", ["counsellor", "welfare_worker"], id="S0-6"),
        pytest.param("sandvika", ["counsellor", "student_services", "welfare_worker", "school_nurse"], id="S1-6"),
    ],
)
def test_the_adults_a_student_may_choose_are_at_hand_and_nobody_twice(school: str, others: list[str]) -> None:
    here = REGISTER.schools[school]
    beside = {person.id for person, _ in cast(here, REGISTER)}
    found = adults(here, REGISTER)
    assert [role.value for _, role in found] == others
    assert not beside & {person.id for person, _ in found}


def test_the_message_that_is_reported_comes_from_a_colleague_at_the_same_school() -> None:
    for school in REGISTER.schools.values():
        teacher = cast(school, REGISTER)[0][0]
        other = colleague(teacher, REGISTER)
        assert other != teacher
        assert other.schools == teacher.schools == (school.id,)
