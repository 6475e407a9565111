"""What one reading of a group is worth, when groups are read, and what is said of them to the one who must mend it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.calendars import Member
from domain.groups import GONE, GroupState, Heard, due, flaws, judged, night
from domain.people import Post, Role
from tests.builders import FJELLVIK, LIV, RANDI, TEN, a_person, a_register, a_school, at, with_groups

AT_THREE = at("03:00")
DAY = timedelta(days=1)


def people(many: int, **but: bool) -> tuple[Member, ...]:
    return tuple(Member(f"p{n}", f"Person {n}", **but) for n in range(many))


def state(size: int, read_at: datetime | None = AT_THREE - DAY) -> GroupState:
    return GroupState(FJELLVIK, "g", AT_THREE - DAY, size=size, read_at=read_at)


def hear(before: GroupState | None, heard: Heard, now: datetime = AT_THREE) -> GroupState:
    return judged(before, FJELLVIK, "g", heard, now)


GROUP_GONE, AWAY = Heard(trouble=GONE), Heard(trouble="away")


@pytest.mark.parametrize(("before", "now"), [(3, 2), (9, 6), (9, 9), (9, 30), (1, 1), (0, 0)])
def test_a_group_that_has_lost_at_most_a_third_is_believed_at_once(before: int, now: int) -> None:
    assert hear(state(before), Heard(people(now))).is_sure(AT_THREE)


@pytest.mark.parametrize(("before", "now"), [(3, 1), (9, 5), (2, 1), (1, 0), (9, 0)])
def test_one_that_has_lost_more_is_not(before: int, now: int) -> None:
    assert not hear(state(before), Heard(people(now))).is_sure(AT_THREE)


def test_one_that_is_gone_is_not_believed_at_once_even_if_it_was_never_read() -> None:
    assert not hear(state(2), GROUP_GONE).is_sure(AT_THREE)
    assert not hear(None, GROUP_GONE).is_sure(AT_THREE)


def test_one_that_was_empty_or_gone_already_takes_nothing_from_anybody() -> None:
    assert hear(state(0), GROUP_GONE).is_sure(AT_THREE)
    assert hear(None, Heard()).is_sure(AT_THREE)


def test_a_group_whose_accounts_are_all_disabled_is_an_empty_one() -> None:
    assert not hear(state(4), Heard(people(4, is_enabled=False))).is_sure(AT_THREE)


def test_said_again_the_next_night_it_is_believed() -> None:
    once = hear(state(9), GROUP_GONE)
    assert hear(once, Heard(), AT_THREE + DAY).is_sure(AT_THREE + DAY)


@pytest.mark.parametrize("later", [timedelta(minutes=30), timedelta(hours=12), timedelta(hours=19)])
def test_said_again_the_same_night_or_that_day_it_is_not(later: timedelta) -> None:
    again = hear(hear(state(9), Heard()), Heard(), AT_THREE + later)
    assert not again.is_sure(AT_THREE + later)


def test_a_night_without_an_answer_between_begins_the_count_anew() -> None:
    once = hear(state(9), Heard())
    silent = hear(once, AWAY, AT_THREE + DAY)
    third = hear(silent, Heard(), AT_THREE + 2 * DAY)
    assert not third.is_sure(AT_THREE + 2 * DAY)
    assert hear(third, Heard(), AT_THREE + 3 * DAY).is_sure(AT_THREE + 3 * DAY)


def test_a_group_that_is_itself_again_is_under_no_suspicion() -> None:
    once = hear(state(9), Heard())
    well = hear(once, Heard(people(9)), AT_THREE + DAY)
    assert not well.waits
    assert not hear(well, Heard(), AT_THREE + 2 * DAY).is_sure(AT_THREE + 2 * DAY)


def test_what_was_not_heard_is_never_sure() -> None:
    assert not hear(state(9), AWAY).is_sure(AT_THREE)
    assert not hear(None, AWAY).is_sure(AT_THREE)


def test_summer_time_makes_no_night_longer_than_one() -> None:
    before, after = at("03:00", "2027-03-27"), at("03:00", "2027-03-28")
    once = hear(state(9), Heard(), before)
    assert hear(once, Heard(), after).is_sure(after)


# When


SCHOOLS = with_groups(a_register(), principal="g").schools


@pytest.mark.parametrize(
    ("tried", "now", "is_due"),
    [
        ("03:00", "23:59", False),
        ("02:59", "03:00", True),
        ("14:00", "14:01", False),
    ],
)
def test_a_group_is_read_once_a_night_from_three_o_clock(tried: str, now: str, is_due: bool) -> None:
    known = GroupState(FJELLVIK, "g", at(tried))
    assert bool(due(SCHOOLS, [known], at(now))) is is_due


def test_a_group_never_asked_for_is_asked_for_at_once_and_a_school_that_names_none_never() -> None:
    assert due({**SCHOOLS, "solvik": a_school("solvik")}, [], TEN) == (FJELLVIK,)


@pytest.mark.parametrize(("trouble", "again"), [("away", True), ("busy", True), ("no_access", True), (GONE, False)])
def test_what_could_not_be_read_is_asked_for_again_after_a_while(trouble: str, again: bool) -> None:
    known = GroupState(FJELLVIK, "g", TEN, trouble)
    assert due(SCHOOLS, [known], TEN + timedelta(minutes=29)) == ()
    assert bool(due(SCHOOLS, [known], TEN + timedelta(minutes=30))) is again


def test_a_night_belongs_to_the_day_that_begins_with_it() -> None:
    assert night(at("02:59", "2026-11-24")) == night(at("03:00", "2026-11-23"))


# What is said


def said(*states: GroupState, register: object = None) -> list[str]:
    found = with_groups(register or a_register(), principal="g")  # type: ignore[arg-type]
    return [f.words for f in flaws(found, found, states, AT_THREE)]


def test_nothing_is_said_of_a_group_that_is_well() -> None:
    assert said(state(3)) == []


def test_each_group_with_which_something_is_wrong_is_named_by_its_id() -> None:
    assert said() == ["group g has not been asked for; nobody is known from it yet"]
    assert said(hear(state(9), AWAY)) == [
        "group g: Microsoft Graph could not be reached; its people are as on 22.11.2026"
    ]
    (gone, waits) = said(hear(state(9), GROUP_GONE))
    assert gone == "group g: the directory knows no such group; its people are as on 22.11.2026"
    assert "nobody loses a post before it says so a second night" in waits
    assert "another of the school's groups waits" in said(state(3, AT_THREE - 4 * DAY))[0]


def test_one_who_is_rektor_at_two_schools_is_a_number() -> None:
    both = frozenset({Post(FJELLVIK, Role.PRINCIPAL), Post("solvik", Role.PRINCIPAL)})
    found = a_register(a_person(LIV, posts=both), solvik=a_school("solvik"))
    assert "1 of those who are rektor here are rektor at another school too" in said(state(3), register=found)
    assert not [w for w in said(state(3), register=found) if RANDI in w or LIV in w]
