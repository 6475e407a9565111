"""Who answers for what in the year wheel, and what their marks come to."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest

from domain.occasions import Kind, Occasion
from domain.people import Person, PersonId, Register, Role
from domain.school_year import SchoolYear
from domain.wheel import Row, Status, Wheel
from domain.wheel_year import SCHOOL, SHARED, Mark, Progress, WheelYear, leads, responsible, wheel_year
from tests.builders import (
    DAG,
    EMIL,
    FJELLVIK,
    GURO,
    LIV,
    NORA,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_person,
    a_register,
    a_school,
)

YEAR = SchoolYear(date(2026, 8, 17), date(2027, 6, 18))
NOVEMBER = Occasion(Kind.MONTH, 11, 11)
IN_NOVEMBER, IN_DECEMBER = date(2026, 11, 23), date(2026, 12, 7)
TEACHERS = (a_person(NORA), a_person(TOR, Role.CONTACT_TEACHER))  # two contact teachers


def people(*by: str, register: Register | None = None) -> tuple[set[PersonId], set[PersonId]]:
    found = responsible(by, FJELLVIK, register or a_register())
    return set(found.each), set(found.together)


# Who


def test_those_who_share_a_role_do_it_together_and_teachers_each_in_their_own_class() -> None:
    assert people("department_head") == (set(), {LIV})
    assert people("contact_teacher", register=a_register(*TEACHERS)) == ({NORA, TOR}, set())
    assert people("contact_teacher", "department_head") == ({NORA}, {LIV})


def test_the_management_is_the_roles_that_the_school_counts_as_leaders() -> None:
    assert people("management") == (set(), {RANDI, DAG, LIV})
    fewer = a_register(school=a_school(leadership=("principal", "deputy")))
    assert people("management", register=fewer) == (set(), {RANDI, DAG})


@pytest.mark.parametrize("by", [(), ("librarian",), ("librarian", "school_nurse")])
def test_rektor_answers_where_the_plan_names_nobody_or_nobody_holds_the_role(by: tuple[str, ...]) -> None:
    assert people(*by) == (set(), {RANDI})


def test_what_is_everybodys_is_told_to_everybody_and_marked_by_the_leadership() -> None:
    found = responsible(("everybody",), FJELLVIK, a_register())
    assert found.informed == {RANDI, DAG, LIV, NORA, TOR}
    assert found.answering == {RANDI, DAG, LIV}
    assert not found.everyone & {EMIL, UNNI, GURO}


def test_ruling_7_a_guest_never_answers_and_never_leads() -> None:
    nurse = a_person(GURO, Role.SCHOOL_NURSE, Role.PRINCIPAL)
    register = a_register(nurse)
    assert people("school_nurse", register=register) == (set(), {RANDI})
    assert GURO not in responsible(("everybody",), FJELLVIK, register).everyone
    assert [who for who in (RANDI, DAG, LIV, NORA, GURO, UNNI, "?") if leads(register, FJELLVIK, who)] == [
        RANDI,
        DAG,
        LIV,
    ]


# What the marks come to

_NTH = count(1)


def a_mark(task: str = "F-01//month:11", whose: str = SHARED, by: PersonId = LIV, n: int = 0) -> Mark:
    return Mark(task, whose, n or next(_NTH), "Elevundersøkelsen", by, TEN)


def a_year(
    *by: str, marks: tuple[Mark, ...] = (), when: Occasion = NOVEMBER, day: date = IN_NOVEMBER, **but: Any
) -> WheelYear:
    wheel = Wheel("2026", (Row("F-01", "Elevundersøkelsen", "November", (when,), by, **but),))
    register = a_register(*TEACHERS, school=a_school(wheel=wheel, year=YEAR))
    return wheel_year(register, FJELLVIK, day, marks)


def stands(year: WheelYear) -> tuple[Status, Progress]:
    return year.status(year.tasks[0]), year.progress(year.tasks[0])


def test_one_mark_is_enough_for_those_who_share() -> None:
    year = a_year("department_head", "deputy", marks=(a_mark(),))
    assert stands(year) == (Status.DONE, Progress(1, 1, finished=True))
    assert not year.is_told_of(year.tasks[0], DAG)


def test_each_teacher_marks_their_own_and_the_last_one_finishes_it() -> None:
    first, last = a_mark(whose=NORA, by=NORA), a_mark(whose=TOR, by=TOR)
    year = a_year("contact_teacher", marks=(first,), day=IN_DECEMBER)
    assert stands(year) == (Status.LATE, Progress(1, 2, people=True))
    assert [year.is_open_for(year.tasks[0], who) for who in (NORA, TOR)] == [False, True]
    assert stands(a_year("contact_teacher", marks=(first, last)))[0] is Status.DONE


def test_a_leaders_word_for_the_whole_school_finishes_it_for_everybody() -> None:
    year = a_year("contact_teacher", "department_head", marks=(a_mark(whose=SCHOOL, by=RANDI),))
    assert stands(year) == (Status.DONE, Progress(3, 3, people=True, finished=True))


def test_teachers_and_those_who_share_must_both_have_done_it() -> None:
    both = (a_mark(whose=NORA, by=NORA), a_mark(whose=TOR, by=TOR))
    assert stands(a_year("contact_teacher", "department_head", marks=both))[1] == Progress(2, 3, people=True)
    assert stands(a_year("contact_teacher", "department_head", marks=(*both, a_mark())))[0] is Status.DONE


def test_times_are_counted_for_each_who_must_do_it() -> None:
    thrice = Occasion(Kind.TIMES, 3, 3)
    marks = tuple(a_mark("F-01//times:3", by=LIV) for _ in range(2))
    assert stands(a_year("department_head", when=thrice, marks=marks))[1] == Progress(2, 3)
    own = tuple(a_mark("F-01//times:3", NORA, NORA) for _ in range(3))
    assert stands(a_year("contact_teacher", when=thrice, marks=own))[1] == Progress(1, 2, people=True)


def test_a_mark_stands_when_the_one_who_made_it_has_left() -> None:
    assert stands(a_year("department_head", marks=(a_mark(by="gone"),)))[0] is Status.DONE


def test_what_goes_on_all_the_time_is_never_marked_and_what_is_as_needed_may_be_again_and_again() -> None:
    steady, needed = (a_year("department_head", when=Occasion(kind)) for kind in (Kind.ALWAYS, Kind.NEEDED))
    assert not steady.may_mark(steady.tasks[0], LIV)
    assert not steady.may_mark_for_all(steady.tasks[0])
    again = a_year("department_head", when=Occasion(Kind.NEEDED), marks=(a_mark("F-01//needed"),))
    assert all(year.may_mark(year.tasks[0], LIV) for year in (needed, again))
    assert stands(again) == (Status.CONTINUOUS, Progress(1, 0))


def test_one_who_is_only_told_marks_nothing() -> None:
    year = a_year("everybody")
    assert year.is_told_of(year.tasks[0], TOR)
    assert [year.may_mark(year.tasks[0], who) for who in (TOR, RANDI)] == [False, True]


# What is put on cards


def told(year: WheelYear, *before: Any) -> list[PersonId]:
    return [cue.person for cue in year.cues(frozenset(before), "a card")]


def test_each_who_has_it_to_do_is_told_when_it_is_time() -> None:
    assert told(a_year("contact_teacher", day=date(2026, 10, 31))) == []
    assert told(a_year("contact_teacher")) == [TOR, NORA]
    assert told(a_year("contact_teacher", marks=(a_mark(whose=NORA, by=NORA),))) == [TOR]


def test_nobody_is_told_twice() -> None:
    since = date(2026, 11, 1)
    assert told(a_year("contact_teacher"), ("F-01//month:11", TOR, since)) == [NORA]


def test_one_who_comes_to_answer_for_it_later_is_told_then() -> None:
    before = ("F-01//month:11", LIV, date(2026, 11, 1))
    wheel = Wheel("2026", (Row("F-01", "X", "", (NOVEMBER,), ("department_head",)),))
    new = Person("new", "Siv Nes", a_person(LIV).posts)
    register = a_register(new, school=a_school(wheel=wheel, year=YEAR))
    assert told(wheel_year(register, FJELLVIK, IN_NOVEMBER, ()), before) == ["new"]


def test_what_fell_in_a_holiday_is_told_after_it_and_what_is_long_past_is_not() -> None:
    assert told(a_year("department_head", day=date(2026, 12, 14))) == [LIV]
    assert told(a_year("department_head", day=date(2026, 12, 15))) == []


def test_what_is_done_or_past_and_only_as_needed_is_not_told() -> None:
    assert told(a_year("department_head", marks=(a_mark(),))) == []
    assert told(a_year("department_head", conditional=True, day=IN_DECEMBER)) == []


def test_what_goes_on_all_the_time_is_told_once() -> None:
    steady = Occasion(Kind.EVERY, word="day")
    assert told(a_year("department_head", when=steady)) == [LIV]
    assert told(a_year("department_head", when=steady), ("F-01//every:day", LIV, YEAR.planning)) == []


# When a person joins


def test_s1_1_a_task_for_a_new_person_is_found_by_its_key_and_only_for_one_who_works_there() -> None:
    year = a_year("principal", when=Occasion(Kind.JOINS))
    task = year.task(f"F-01//joins:{TOR}")
    assert task
    assert task.window.needs == 1
    assert [year.task(f"F-01//joins:{who}") for who in (EMIL, UNNI, "?")] == [None] * 3
    assert year.task(f"F-02//joins:{TOR}") is None
    assert not year.may_mark(year.tasks[0], RANDI)


def test_what_was_done_for_new_people_is_summed_up_in_the_row() -> None:
    marks = tuple(a_mark(f"F-01//joins:{who}", by=RANDI) for who in (TOR, NORA))
    year = a_year("principal", when=Occasion(Kind.JOINS), marks=marks)
    assert stands(year) == (Status.CONTINUOUS, Progress(2, 0))
