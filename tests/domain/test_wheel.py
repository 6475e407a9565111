"""What a row of the year wheel asks of a school year, and how it stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.occasions import Kind, Occasion
from domain.school_year import SchoolYear
from domain.wheel import Row, Status, Step, Wheel, for_joiners, status, tasks

YEAR = SchoolYear(date(2026, 8, 17), date(2027, 6, 18))
NOVEMBER = Occasion(Kind.MONTH, 11, 11)
FIRST_WEEK, FIRST_LESSON = (Occasion(Kind.START, word=word) for word in ("first_week", "first_lesson"))


def a_row(*when: Occasion, **but: Any) -> Row:
    return Row(**{"id": "F-01", "name": "Elevundersøkelsen", "stated": "November", "when": when, **but})


def keys(*rows: Row) -> list[str]:
    return [task.key for task in tasks(Wheel("2026", rows), YEAR)]


def test_a_task_bears_its_rows_words_and_people() -> None:
    (task,) = tasks(Wheel("2026", (a_row(NOVEMBER, by=("principal",)),)), YEAR)
    assert (task.key, task.name, task.stated, task.by) == (
        "F-01//month:11", "Elevundersøkelsen", "November", ("principal",),
    )  # fmt: skip


def test_rows_come_in_the_plans_order_and_each_in_the_order_of_its_times() -> None:
    assert keys(a_row(NOVEMBER, FIRST_WEEK), a_row(FIRST_WEEK, id="F-00")) == [
        "F-01//start:first_week", "F-01//month:11", "F-00//start:first_week",
    ]  # fmt: skip


def test_wishes_make_no_tasks() -> None:
    assert tasks(Wheel("2026", (), ("Yoga", "Leksehjelp")), YEAR) == ()


# Steps


def test_s4_w01_a_step_has_its_own_time_and_what_it_leaves_out_is_its_rows() -> None:
    row = a_row(
        NOVEMBER, by=("contact_teacher",),
        steps=(Step("Navneskilt", "før elevenes første time", (FIRST_LESSON,)), Step("Skoleregler", by=("principal",))),
    )  # fmt: skip
    own, signs, rules = tasks(Wheel("2026", (row,)), YEAR)
    assert (own.key, own.step) == ("F-01//month:11", None)
    assert (signs.key, signs.stated) == ("F-01/navneskilt/start:first_lesson", "før elevenes første time")
    assert signs.by == ("contact_teacher",)
    assert (rules.key, rules.stated, rules.by) == ("F-01/skoleregler/month:11", "November", ("principal",))
    assert rules.name == "Elevundersøkelsen: Skoleregler"


def test_a_row_without_a_time_of_its_own_is_its_steps() -> None:
    assert keys(a_row(steps=(Step("Navneskilt", when=(FIRST_LESSON,)),))) == ["F-01/navneskilt/start:first_lesson"]


def test_s4_i2_a_row_that_sums_up_a_step_for_the_same_people_asks_once() -> None:
    row = a_row(
        FIRST_WEEK, by=("contact_teacher", "principal"),
        steps=(Step("I kontaktlærerøkt", when=(FIRST_WEEK,), by=("contact_teacher",)),),
    )  # fmt: skip
    assert keys(row) == ["F-01/i-kontaktlærerøkt/start:first_week"]


def test_s1_d03_a_step_for_others_leaves_the_row_as_it_is() -> None:
    row = a_row(FIRST_WEEK, by=("management",), steps=(Step("Hente inn", when=(FIRST_WEEK,), by=("contact_teacher",)),))
    assert keys(row) == ["F-01//start:first_week", "F-01/hente-inn/start:first_week"]


def test_a_steps_key_is_from_its_name_and_short() -> None:
    assert Step("  «After Elvis» / åpent!  ").key == "after-elvis-åpent"
    assert Step("Gjennomføre oppstartsamtaler med elever").key == "gjennomføre-oppstartsamt"
    assert len(Step("æ" * 200).key) == 24


def test_a_step_put_in_above_another_moves_no_key() -> None:
    two = (Step("Klasseregler", when=(FIRST_WEEK,)),)
    assert set(keys(a_row(steps=two))) < set(keys(a_row(steps=(Step("Navneskilt", when=(FIRST_WEEK,)), *two))))


# How it stands


@pytest.mark.parametrize(
    ("day", "is_done", "stands"),
    [
        ("2026-10-31", False, Status.COMING),
        ("2026-10-31", True, Status.DONE),
        ("2026-11-01", False, Status.DUE),
        ("2026-11-30", False, Status.DUE),
        ("2026-12-01", False, Status.LATE),
        ("2027-07-31", False, Status.LATE),
        ("2027-07-31", True, Status.DONE),
    ],
)
def test_what_is_dated_is_coming_due_late_or_done(day: str, is_done: bool, stands: Status) -> None:
    (task,) = tasks(Wheel("2026", (a_row(NOVEMBER),)), YEAR)
    assert status(task, is_done, date.fromisoformat(day)) is stands


def test_s3_w05_what_is_done_only_as_needed_is_never_late() -> None:
    (task,) = tasks(Wheel("2026", (a_row(NOVEMBER, conditional=True),)), YEAR)
    assert status(task, False, date(2026, 11, 15)) is Status.DUE
    assert status(task, False, date(2026, 12, 1)) is Status.PASSED
    assert status(task, True, date(2026, 12, 1)) is Status.DONE


def test_s3_w03_what_is_counted_is_due_all_year_and_late_only_after_it() -> None:
    (task,) = tasks(Wheel("2026", (a_row(Occasion(Kind.TIMES, 7, 8)),)), YEAR)
    assert status(task, False, YEAR.planning - timedelta(1)) is Status.COMING
    assert {status(task, False, day) for day in (YEAR.planning, date(2027, 1, 1), YEAR.last)} == {Status.DUE}
    assert status(task, False, YEAR.last + timedelta(1)) is Status.LATE


@pytest.mark.parametrize("kind", [Kind.ALWAYS, Kind.PLAN, Kind.NEEDED, Kind.UNSTATED, Kind.JOINS])
def test_what_is_never_finished_is_neither_done_nor_late(kind: Kind) -> None:
    (task,) = tasks(Wheel("2026", (a_row(Occasion(kind)),)), YEAR)
    days = (YEAR.before, YEAR.last, YEAR.last + timedelta(30))
    assert {status(task, done, day) for day in days for done in (True, False)} == {Status.CONTINUOUS}


# When a person joins


def test_s1_1_what_is_done_for_each_new_person_is_a_task_for_each() -> None:
    found = tasks(Wheel("2026", (a_row(Occasion(Kind.JOINS), FIRST_WEEK), a_row(NOVEMBER, id="F-02"))), YEAR)
    (task,) = for_joiners(found, "7d3e")
    assert (task.key, task.window.needs) == ("F-01//joins:7d3e", 1)
