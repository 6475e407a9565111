"""Where a case stands in the lists: what waits for an answer first, then by the day, then by age; and whose lists."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.case import Event, Happened, Route, Status
from domain.listing import Line, Position, Pressing, Rank, Scope, line, lines, position, scopes
from domain.people import Role
from domain.tasks import Work, given
from tests.builders import (
    DAG,
    EMIL,
    FJELLVIK,
    GURO,
    KARI,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    TOR,
    a_case,
    a_person,
    a_register,
    a_school,
    alerted,
)  # fmt: skip

FRIDAY, NEXT_WEEK = MONDAY + timedelta(4), MONDAY + timedelta(7)
HOUR = timedelta(hours=1)
SCHOOL, OWNERS = f"school:{FJELLVIK}", f"owner:{FJELLVIK}"


def test_danger_that_waits_comes_first_then_what_waits_then_the_soonest_day_then_the_oldest() -> None:
    ordered = [
        line(a_case(danger=True, told_at=TEN + HOUR), Pressing(owed=True)),
        line(a_case(), Pressing(owed=True)),
        line(a_case(told_at=TEN + HOUR), Pressing(owed=True)),
        line(a_case(status=Status.ACTING), Pressing(day=MONDAY)),
        line(a_case(status=Status.ACTING, danger=True), Pressing(day=FRIDAY)),
        line(a_case(status=Status.ACKNOWLEDGED), Pressing()),
        line(a_case(status=Status.ACKNOWLEDGED, told_at=TEN + HOUR), Pressing()),
        line(a_case(status=Status.CLOSED), Pressing(day=MONDAY)),
    ]
    assert ordered == sorted(ordered)


def test_what_has_ended_is_placed_by_when_it_ended_last() -> None:
    closed = Happened(TEN + HOUR, "close", RANDI, "safe")
    again = (Happened(TEN + 2 * HOUR, "reopen", RANDI), Happened(TEN + 3 * HOUR, "close", RANDI, "safe"))
    once, twice = (line(a_case(closed, *more, status=Status.CLOSED), Pressing()) for more in ((), again))
    assert once < twice
    assert once.since == "2026-11-23T10:00"


def test_everybody_who_was_told_has_the_case_by_its_own_day_and_a_helper_by_theirs() -> None:
    tasked = (given("t1", Work.TALK, TOR, FRIDAY, TEN), given("t2", Work.TEAM, TOR, NEXT_WEEK, TEN))
    case = a_case(*alerted(RANDI, DAG), *tasked, status=Status.INVESTIGATING)
    found = lines(case, Pressing(day=MONDAY))
    assert found == {
        "": Line(Rank.DATED, "2026-11-23"), RANDI: Line(Rank.DATED, "2026-11-23"), DAG: Line(Rank.DATED, "2026-11-23"),
        TOR: Line(Rank.DATED, "2026-11-27"),
    }  # fmt: skip


def test_one_who_was_told_and_has_a_task_has_the_sooner_of_the_two() -> None:
    case = a_case(*alerted(RANDI), given("t1", Work.TALK, RANDI, FRIDAY, TEN), status=Status.INVESTIGATING)
    assert lines(case, Pressing())[RANDI] == Line(Rank.DATED, "2026-11-27")
    assert lines(case, Pressing(owed=True))[RANDI].rank is Rank.OWED


@pytest.mark.parametrize(
    "after",
    [
        Happened(TEN, "finish_task", TOR, "t1"),
        Happened(TEN, "drop_task", RANDI, "t1"),
        Happened(TEN, Event.TASKED, NORA, f"t1 talk {FRIDAY}"),
    ],
)
def test_a_task_that_is_done_taken_back_or_anothers_is_in_nobodys_list_any_more(after: Happened) -> None:
    case = a_case(given("t1", Work.TALK, TOR, FRIDAY, TEN), after, status=Status.INVESTIGATING)
    assert TOR not in lines(case, Pressing())


def test_a_task_in_a_case_that_has_ended_is_in_nobodys_list() -> None:
    case = a_case(given("t1", Work.TALK, TOR, FRIDAY, TEN), status=Status.CLOSED)
    assert TOR not in lines(case, Pressing())


def test_rektors_list_is_the_whole_schools_and_never_reads_what_goes_past_the_leaders() -> None:
    register = a_register()
    assert scopes(RANDI, register) == (Scope(SCHOOL),)
    assert scopes(DAG, register) == (Scope(SCHOOL, DAG),)
    assert scopes(TOR, register) == (Scope(SCHOOL, TOR), Scope(OWNERS, TOR))
    assert scopes(KARI, register) == (Scope(SCHOOL, KARI), Scope(OWNERS, KARI))


@pytest.mark.parametrize("who", [EMIL, GURO, "nobody"])
def test_ruling_7_students_guests_and_strangers_have_no_list(who: str) -> None:
    assert scopes(who, a_register(a_person(GURO, Role.PRINCIPAL, guest=True))) == ()


def test_e59_a_rektor_of_two_schools_has_one_list_of_both() -> None:
    both = a_person(RANDI, Role.PRINCIPAL)
    both = a_person(RANDI, posts=both.posts | a_person(RANDI, Role.PRINCIPAL, school="solvik").posts)
    register = a_register(both, solvik=a_school("solvik"))
    assert scopes(RANDI, register) == (Scope(SCHOOL), Scope("school:solvik"))


def test_a_place_in_a_list_can_be_carried_by_a_button_and_read_back() -> None:
    place = Position(line(a_case(), Pressing(owed=True)), "f" * 32)
    assert position(place.word) == place
    assert len(place.word) <= 64


@pytest.mark.parametrize("word", ["", "|", "9|x|y", "-1|x|y", "1|x", "1|x|", "²|x|y", "x" * 64])
def test_a_place_that_somebody_made_up_is_none_unless_it_could_be_one(word: str) -> None:
    assert position(word) is None


def test_what_is_in_a_list_says_nothing_of_what_was_told() -> None:
    case = a_case(*alerted(RANDI), route=Route.EMPLOYEE, student="Ola Dal 2STA")
    assert "Ola" not in str(lines(case, Pressing(True, date(2026, 12, 1))))
