"""The lists of cases as the record keeps them: in order, a page at a time, each person's own, and made anew alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.case import Case, Event, Happened, Route, Status
from domain.listing import Listed, Position, Pressing, Rank, Scope
from domain.status import ENDED, OPEN
from domain.tasks import Work, given
from storage import lists
from tests.builders import (
    DAG,
    FJELLVIK,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_case,
    a_report,
    alerted,
)  # fmt: skip
from tests.storage.conftest import Run

HOUR = timedelta(hours=1)
RECEIVED = frozenset({Status.RECEIVED})
ALL, OWNERS = Scope(f"school:{FJELLVIK}"), Scope(f"owner:{FJELLVIK}", UNNI)
HIS = Scope(ALL.chain, TOR)
TALK = given("t1", Work.TALK, TOR, MONDAY, TEN)


@pytest.fixture
def add(run: Run) -> Callable[..., Case]:
    """Adds a case of its own, with its report, by its id."""

    def add(id_: str, *history: Happened, due: Any = None, day: date | None = None, **but: Any) -> Case:
        case = a_case(*history, id=id_, reference=id_, report=id_, **but)
        run(
            lambda work: (
                work.add_report(a_report(id=id_, token=id_)),
                work.add_case(case, due, Pressing(due is not None, day)),
            )
        )
        return case

    return add


def change(run: Run, id_: str, *happened: Happened, day: date | None = None, status: Status | None = None) -> None:
    run(lambda work: work.save_case(work.case(id_).after(*happened, status=status), None, Pressing(day=day)))


def page(
    run: Run, *scopes: Scope, of: frozenset[Status] = OPEN, after: Position | None = None, most: int = 9
) -> list[Listed]:
    return list(run(lambda work: work.cases_listed(scopes or (ALL,), of, after, most)))


def ids(found: list[Listed]) -> list[str]:
    return [one.case.id for one in found]


def test_a_list_comes_in_its_order_whatever_order_the_cases_came_in(run: Run, add: Callable[..., Case]) -> None:
    add("old", status=Status.ACKNOWLEDGED)
    add("new", status=Status.ACKNOWLEDGED, told_at=TEN + HOUR)
    add("friday", status=Status.ACTING, day=MONDAY + timedelta(4))
    add("monday", status=Status.ACTING, day=MONDAY)
    add("waits", due=TEN)
    add("danger", due=TEN, danger=True, told_at=TEN + HOUR)
    add("closed", status=Status.CLOSED)
    add("forwarded", status=Status.FORWARDED)
    assert ids(page(run)) == ["danger", "waits", "monday", "friday", "old", "new"]


def test_what_has_ended_comes_newest_first(run: Run, add: Callable[..., Case]) -> None:
    for n in (2, 1, 3):
        add(f"c{n}", Happened(TEN + n * HOUR, "close", RANDI, "safe"), status=Status.CLOSED)
    assert ids(page(run, of=ENDED)) == ["c3", "c2", "c1"]


@pytest.mark.parametrize("of", [OPEN, ENDED])
def test_page_after_page_is_the_whole_list_with_nothing_twice(
    run: Run, add: Callable[..., Case], of: frozenset[Status]
) -> None:
    for n in range(7):
        add(f"c{n}", status=min(of), told_at=TEN + (n // 2) * HOUR)
    whole = page(run, of=of)
    read: list[Listed] = []
    while some := page(run, of=of, after=read[-1].position if read else None, most=2):
        read += some
    assert len(whole) == 7
    assert read == whole


def test_a_list_across_scopes_is_one_list(run: Run, add: Callable[..., Case]) -> None:
    add("b", given("t1", Work.TALK, UNNI, MONDAY + timedelta(1), TEN), status=Status.INVESTIGATING)
    add("a", *alerted(UNNI), route=Route.LEADER, due=TEN)
    add("c", given("t1", Work.TALK, UNNI, MONDAY + timedelta(2), TEN), status=Status.INVESTIGATING, route=Route.LEADER)
    both = (Scope(ALL.chain, UNNI), OWNERS)
    assert ids(page(run, *both)) == ["a", "b", "c"]
    assert ids(page(run, *both, most=2)) == ["a", "b"]


def test_12_5_what_goes_past_the_leaders_is_in_no_list_of_the_schools(run: Run, add: Callable[..., Case]) -> None:
    add("hidden", *alerted(UNNI), route=Route.LEADER, due=TEN)
    add("seen", *alerted(RANDI), due=TEN)
    assert ids(page(run)) == ["seen"]
    assert ids(page(run, OWNERS)) == ["hidden"]


def test_e4_a_case_that_turns_out_to_be_about_a_leader_leaves_the_schools_lists(
    run: Run, add: Callable[..., Case]
) -> None:
    add("c", *alerted(RANDI, DAG), due=TEN)
    run(lambda work: work.save_case(replace(work.case("c").after(), route=Route.LEADER), TEN, Pressing(owed=True)))
    assert page(run, ALL, Scope(ALL.chain, DAG)) == []


def test_everybody_has_the_cases_that_were_handed_to_them(run: Run, add: Callable[..., Case]) -> None:
    add("both", *alerted(RANDI, DAG), due=TEN)
    add("rektors", *alerted(RANDI), due=TEN)
    assert ids(page(run, Scope(ALL.chain, DAG))) == ["both"]
    assert ids(page(run, Scope(ALL.chain, RANDI))) == ["both", "rektors"]
    assert page(run, HIS) == []


def test_a_helpers_case_comes_goes_and_comes_back_with_their_task(run: Run, add: Callable[..., Case]) -> None:
    add("c", *alerted(RANDI), status=Status.INVESTIGATING)
    change(run, "c", TALK)
    assert [one.position.line.since for one in page(run, HIS)] == ["2026-11-23"]
    change(run, "c", Happened(TEN, "finish_task", TOR, "t1"))
    assert page(run, HIS) == []
    change(run, "c", Happened(TEN, Event.TASKED, TOR, f"t2 talk {MONDAY + timedelta(1)}"))
    assert [one.position.line.since for one in page(run, HIS)] == ["2026-11-24"]
    change(run, "c", Happened(TEN, Event.TASKED, NORA, f"t2 talk {MONDAY}"))
    assert (page(run, HIS), ids(page(run, Scope(ALL.chain, NORA)))) == ([], ["c"])


def test_a_list_is_as_it_is_after_what_this_unit_has_saved(run: Run, add: Callable[..., Case]) -> None:
    add("c", *alerted(RANDI), due=TEN)

    def unit(work: Any) -> tuple[Any, Any]:
        work.save_case(work.case("c").after(Happened(TEN, "acknowledge", RANDI), status=Status.ACKNOWLEDGED), None)
        return work.cases_listed([ALL], RECEIVED, None, 9), work.cases_listed([ALL], OPEN, None, 9)

    waiting, every = run(unit)
    assert waiting == ()
    assert every[0].position.line.rank is Rank.OPEN


def test_a_list_reads_nothing_of_what_was_told_or_whose_case_it_is(run: Run, add: Callable[..., Case]) -> None:
    case = add("c", *alerted(RANDI), due=TEN)
    (one,) = page(run)
    assert one.case == replace(case, student="")
    assert run(lambda work: (work.cases_listed([ALL], OPEN, None, 9), work.case("c"))[1]) == case


def plan_of(run: Run, unit: Callable[[Any], object]) -> list[str]:
    """How SQLite finds what the unit's one question asks for."""

    def explained(work: Any) -> list[str]:
        driver, asked = work._connection.connection.driver_connection, list[str]()
        driver.set_trace_callback(asked.append)
        unit(work)
        driver.set_trace_callback(None)
        (question,) = asked
        return [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()]

    return list(run(explained))


@pytest.mark.parametrize("of", [OPEN, RECEIVED, ENDED])
@pytest.mark.parametrize("scope", [ALL, HIS])
def test_a_page_is_a_range_of_one_index_and_nothing_is_sorted_to_find_it(
    run: Run, scope: Scope, of: frozenset[Status]
) -> None:
    steps = plan_of(run, lambda work: work.cases_listed([scope], of, None, 9))
    first = next(step for step in steps if step.startswith(("SEARCH", "SCAN")))
    index = "ix_listed_person_chain_rank_since_case"
    assert (
        first
        == f"SEARCH listed USING COVERING INDEX {index} (person=? AND chain=? AND (rank,since,case)>(?,?,?))".replace(
            ">", "<" if of == ENDED else ">"
        )
    )
    assert [step for step in steps if step.startswith("SCAN")] in ([], ["SCAN some"], ["SCAN anon_1"])


def test_what_a_school_has_open_is_found_without_looking_at_what_has_ended(run: Run) -> None:
    assert plan_of(run, lambda work: work.traits(FJELLVIK))[0] == (
        "SEARCH cases USING INDEX ix_cases_school_status (school=? AND status=?)"
    )
    assert "ix_cases_school_status" in plan_of(run, lambda work: work.wake_cases(FJELLVIK, TEN))[0]


# A student's cases


def test_a_students_cases_are_found_however_the_name_is_written_oldest_first(
    run: Run, add: Callable[..., Case]
) -> None:
    add("second", student="Dal, Ola (3 STA)", told_at=TEN + HOUR, status=Status.CLOSED)
    add("first", student="OLA DAL 2STA", status=Status.CLOSED)
    add("other", student="Ola Dahl 2STA")
    add("nobody", student="")
    found = run(lambda work: work.cases_of_student(FJELLVIK, "Ola Dal 1STA", False))
    assert [case.id for case in found] == ["first", "second"]
    assert run(lambda work: work.cases_of_student(FJELLVIK, "", False)) == ()


def test_ruling_9_the_same_name_at_another_school_is_not_found_nor_can_be_compared(
    run: Run, add: Callable[..., Case]
) -> None:
    add("here")
    add("there", school="solvik")
    assert [case.id for case in run(lambda work: work.cases_of_student(FJELLVIK, "Ola Dal", False))] == ["here"]
    keys = run(lambda work: work._connection.exec_driver_sql("SELECT student_key FROM cases").scalars().all())
    assert len(set(keys)) == 2
    assert not [key for key in keys if "ola" in key.lower()]


def test_12_5_a_students_leader_case_is_not_even_fetched_for_one_of_the_leaders(
    run: Run, add: Callable[..., Case]
) -> None:
    add("hidden", route=Route.LEADER)
    add("seen")
    asked = [run(lambda work, all_=all_: work.cases_of_student(FJELLVIK, "Ola Dal", all_)) for all_ in (False, True)]
    assert [[case.id for case in found] for found in asked] == [["seen"], ["hidden", "seen"]]


def test_e32_a_case_with_the_right_student_is_found_by_the_right_name_alone(run: Run, add: Callable[..., Case]) -> None:
    add("c")
    run(lambda work: work.save_case(replace(work.case("c").after(), student="Eva Lid 2STB"), None))
    found = [run(lambda work, n=n: work.cases_of_student(FJELLVIK, n, False)) for n in ("Ola Dal", "Eva Lid")]
    assert [len(cases) for cases in found] == [0, 1]
    run(lambda work: work.save_case(replace(work.case("c").after(), student=""), None))
    assert run(lambda work: work.cases_of_student(FJELLVIK, "Eva Lid", False)) == ()


def test_what_a_school_has_been_told_is_counted_without_leader_cases_and_what_was_sent_on(
    run: Run, add: Callable[..., Case]
) -> None:
    add("before", told_at=TEN - HOUR)
    add("at")
    add("closed", status=Status.CLOSED)
    add("leader", route=Route.LEADER)
    add("sent-on", status=Status.FORWARDED)
    add("elsewhere", school="solvik")
    assert run(lambda work: work.cases_told_since(FJELLVIK, TEN)) == 2


# Rebuildable


def lines(run: Run) -> set[tuple[Any, ...]]:
    return set(run(lambda work: work._connection.exec_driver_sql("SELECT * FROM listed").all()))


def test_the_lists_made_anew_from_the_cases_are_those_that_were_kept(run: Run, add: Callable[..., Case]) -> None:
    add("waits", *alerted(RANDI, DAG), due=TEN)
    add("danger", *alerted(RANDI), due=TEN, danger=True)
    add("worked-on", *alerted(RANDI), TALK, status=Status.INVESTIGATING)
    add("closed", *alerted(RANDI), Happened(TEN, "close", RANDI, "safe"), status=Status.CLOSED)
    add("leader", *alerted(UNNI), route=Route.LEADER, due=TEN)
    add("unknown", due=TEN, student="")
    asked = "SELECT id, student_key FROM cases ORDER BY id"
    kept, keys = lines(run), run(lambda work: work._connection.exec_driver_sql(asked).all())

    def anew(work: Any) -> None:
        work._connection.exec_driver_sql("UPDATE listed SET rank = 3, since = '', chain = 'x'")
        work._connection.exec_driver_sql("UPDATE cases SET student_key = 'x'")
        lists.rebuild(work._connection, work._keys.commitment)

    run(anew)
    assert lines(run) == kept
    assert run(lambda work: work._connection.exec_driver_sql(asked).all()) == keys


def test_after_that_the_clock_looks_at_every_open_case_for_the_days_that_stand_in_it(
    run: Run, add: Callable[..., Case]
) -> None:
    for id_, status in (("open", Status.ACTING), ("closed", Status.CLOSED), ("sent-on", Status.FORWARDED)):
        add(id_, status=status)
    run(lambda work: lists.rebuild(work._connection, work._keys.commitment))
    assert [case.id for case in run(lambda work: work.cases_due(TEN, 9))] == ["open"]
