"""What stands on one line of somebody's list: what comes next, by when, whose it is, and under which heading."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.agenda import agenda
from domain.case import Case, Event, Happened, Route, Status
from domain.chronology import chapter
from domain.likeness import student_key_words
from domain.listing import Line, Listed, Position, Rank
from domain.origin import BY_STAFF, Door, Naming, Origin, Teller
from domain.overview import FEW, Band, Item, item, owned, pressing, suppressed, year_began
from domain.people import PersonId, Register, Role
from domain.profile import CasePlan
from domain.tasks import Work, given
from tests.builders import (
    DAG,
    FJELLVIK,
    GURO,
    KARI,
    MONDAY,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_case,
    a_person,
    a_register,
    a_school,
    alerted,
    at,
)  # fmt: skip

TUESDAY, FRIDAY, SUNDAY, NEXT_MONDAY = (MONDAY + timedelta(n) for n in (1, 4, 6, 7))
TAKEN = (*alerted(RANDI), Happened(TEN, "acknowledge", RANDI), Happened(TEN, "open", RANDI))


def drawn(
    case: Case,
    who: PersonId = RANDI,
    now: datetime = TEN,
    register: Register | None = None,
    told: datetime | None = None,
) -> Item:
    listed = Listed(case, Position(Line(Rank.OPEN, ""), case.id), told)
    return item(listed, who, register or a_register(), now)


def test_e17_a_case_that_its_student_told_says_so_and_no_other_does() -> None:
    himself = Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True)
    for origin, is_marked in ((BY_STAFF, False), (himself, True), (replace(himself, about_self=False), False)):
        listed = Listed(a_case(*TAKEN), Position(Line(Rank.OPEN, ""), "case-1"), None, origin)
        assert item(listed, RANDI, a_register(), TEN).by_self is is_marked


def in_hand(*history: Happened, status: Status = Status.INVESTIGATING) -> Case:
    return a_case(*TAKEN, *history, status=status)


def test_what_nobody_has_taken_waits_for_each_who_may_take_it_until_the_limit() -> None:
    case = a_case(*alerted(RANDI))
    found = drawn(case)
    assert (found.band, found.next and (found.next.what, found.next.by)) == (Band.WAITING, ("acknowledge", at("12:00")))
    assert found.next
    assert found.next.mine
    assert not found.next.late
    later = drawn(case, now=at("12:01")).next
    assert later
    assert later.late


def test_what_is_taken_and_not_opened_waits_for_the_one_who_took_it() -> None:
    case = a_case(*alerted(RANDI, DAG), Happened(TEN, "acknowledge", DAG), status=Status.ACKNOWLEDGED)
    assert [(who, (found := drawn(case, who).next) and (found.what, found.mine)) for who in (RANDI, DAG)] == [
        (RANDI, ("open", False)), (DAG, ("open", True)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "band"),
    [
        (MONDAY - timedelta(1), Band.LATE), (MONDAY, Band.WEEK), (SUNDAY, Band.WEEK), (NEXT_MONDAY, Band.LATER),
    ],
)  # fmt: skip
def test_a_case_stands_under_the_heading_of_its_first_day(day: object, band: Band) -> None:
    task = Happened(TEN, Event.TASKED, TOR, f"t1 talk {day}")
    found = drawn(in_hand(task))
    assert (found.band, found.next and found.next.day, found.next and found.next.what) == (band, day, "task")


def test_it_waits_for_the_one_whose_the_next_thing_is() -> None:
    case = in_hand(given("t1", Work.TALK, TOR, FRIDAY, TEN), given("t2", Work.TALK, RANDI, NEXT_MONDAY, TEN))
    assert [(found := drawn(case, who).next) and found.mine for who in (RANDI, TOR)] == [False, True]
    done = case.after(Happened(TEN, "finish_task", TOR, "t1"))
    assert (found := drawn(done).next)
    assert (found.day, found.mine) == (NEXT_MONDAY, True)


def test_one_with_a_task_sees_their_own_day_and_no_other() -> None:
    """The evaluation, and another's sooner task, are of those who have the case."""
    sooner = given("t1", Work.TALK, DAG, MONDAY, TEN)
    case = in_hand(
        Happened(TEN, "complete_plan", RANDI, "1 2026-11-24"), sooner, given("t2", Work.PLAN, TOR, FRIDAY, TEN)
    )
    found = drawn(case, TOR).next
    assert found
    assert (found.what, found.day, found.mine) == ("task", FRIDAY, True)


def test_where_no_day_stands_the_next_step_is_that_of_the_one_who_took_it() -> None:
    found = drawn(in_hand(status=Status.ACKNOWLEDGED))
    assert (found.band, found.next and (found.next.what, found.next.mine)) == (Band.UNDATED, ("assess", True))
    other = drawn(in_hand(status=Status.ACKNOWLEDGED), DAG).next
    assert other is None or not other.mine


def test_a_case_that_has_ended_has_nothing_next() -> None:
    found = drawn(a_case(*TAKEN, Happened(TEN, "close", RANDI, "safe"), status=Status.CLOSED))
    assert (found.band, found.next) == (Band.ENDED, None)


def test_s4_2_the_day_of_the_schools_own_plan_stands_among_the_days_and_is_late_when_it_has_passed() -> None:
    register = a_register(school=a_school(plan=CasePlan(within=5)))
    case = in_hand()
    assert pressing(case, register).day == NEXT_MONDAY
    assert pressing(case, register, TEN - timedelta(3)).day == FRIDAY  # told in person on the Friday before
    assert drawn(case, register=register, now=at("10:00", "2026-12-01")).band is Band.LATE
    assert pressing(case, a_register()).day is None


def test_the_days_of_a_case_come_soonest_first_and_only_while_somebody_works_on_it() -> None:
    history = (Happened(TEN, "complete_plan", RANDI, "1 2026-11-27"), given("t1", Work.TALK, TOR, TUESDAY, TEN))
    assert [d.day for d in agenda(in_hand(*history, status=Status.ACTING), a_register())] == [TUESDAY, FRIDAY]
    assert agenda(in_hand(*history, status=Status.CLOSED), a_register()) == ()


# The owner's schools


@pytest.mark.parametrize(("many", "shown"), [(0, 0), (1, None), (FEW - 1, None), (FEW, FEW), (40, 40)])
def test_e56_a_number_so_small_that_it_points_somebody_out_is_not_shown(many: int, shown: int | None) -> None:
    assert suppressed(many) == shown


def test_the_owners_schools_are_those_somebody_acts_for_there_and_a_guest_for_none() -> None:
    register = a_register(a_person(KARI, Role.AREA_DIRECTOR), a_person(GURO, Role.OWNER_TEAM, guest=True))
    assert [owned(who, register) for who in (UNNI, KARI, RANDI, GURO, "nobody")] == [
        (FJELLVIK,), (FJELLVIK,), (), (), (),
    ]  # fmt: skip


def test_a_school_year_is_counted_from_the_first_of_august() -> None:
    assert year_began(FJELLVIK, a_register(), MONDAY) == ("2026/27", at("00:00", "2026-08-01"))


# A student's years


@pytest.mark.parametrize("student", ["Ola Dal 2STA", "ola dal", "Dal, Ola (3 STB)", "OLA  DAL, vg1", "Ola Dal 2 sta"])
def test_a_students_name_is_the_same_however_it_is_written_and_whatever_class_they_go_in(student: str) -> None:
    assert student_key_words(student) == "dal ola"


@pytest.mark.parametrize("student", ["", "Ola", "noen i 1PBA", "2STA", "en elev", "123"])
def test_what_may_be_anybody_has_no_key(student: str) -> None:
    assert student_key_words(student) == ""


def test_what_a_case_came_to_is_its_last_ending_and_how_often_its_plan_was_written() -> None:
    written = [Happened(TEN, "plan", RANDI, word) for word in ("1", "2")]
    closed = Happened(TEN, "close", RANDI, "left")
    ended = chapter(a_case(*written, closed, status=Status.CLOSED), here=False)
    assert (ended.plans, ended.ending, ended.ended_at) == (2, "left", TEN)
    again = chapter(a_case(closed, Happened(TEN, "reopen", RANDI), status=Status.REOPENED, route=Route.DIRECT), True)
    assert (again.plans, again.ending, again.ended_at) == (0, "", None)
