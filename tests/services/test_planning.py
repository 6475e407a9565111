"""Who reads a plan, what of another's may be taken over into it, and that a version is written beside another."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from domain.case import Case, Happened, Route, Status
from domain.case_plan import shared
from domain.note import Note
from domain.people import PersonId
from domain.plan_views import PlanPage
from domain.tasks import Work as Task
from domain.tasks import given
from domain.views import Content, Involved
from services import casework, handling, planning
from services.casework import Begun
from services.ports import House
from storage.store import Store
from tests.builders import LIV, MONDAY, NORA, RANDI, TEN, TOR, a_case, a_register, a_report, alerted
from tests.domain.test_case_plan import BREAK, SEAT, in_form
from tests.fresh import open_store

T = TypeVar("T")
LATER = TEN + timedelta(hours=1)
TAKEN = (*alerted(RANDI), Happened(TEN, "acknowledge", RANDI), Happened(TEN, "open", RANDI))


def opened(who: PersonId, id_: str, work: Task) -> tuple[Happened, ...]:
    """Somebody has this task, and has said that they are habil."""
    return given(id_, work, who, MONDAY, TEN), Happened(TEN, "open", who)


class Office:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.house = House(a_register(), lambda: secrets.token_hex(16), secrets.choice)

    def run(self, unit: Callable[[Any], T]) -> T:
        return self.store.run(unit).result(10)

    def has(self, *happened: Happened, **but: Any) -> str:
        """A case that rektor investigates, of the one report there is."""
        case = a_case(*TAKEN, *happened, **{"status": Status.INVESTIGATING, **but})

        def unit(work: Any) -> None:
            if work.report(case.report) is None:
                work.add_report(a_report(id=case.report, token=case.report))
            work.add_case(replace(case, reference=f"2026-{case.id}"), None)

        self.run(unit)
        return case.id

    def writes(self, case: str, who: PersonId, *measures: Any, token: str = "", **more: str) -> Any:
        answers = in_form(*measures, **{"plan_view": "Bra.", **more})
        note = Note(case, token or secrets.token_hex(16), "plan", who, LATER, answers)
        return self.run(lambda work: casework.record(work, self.house, answers, note))

    def reads(self, case: str, who: PersonId, number: int = 0) -> PlanPage | Involved | None:
        return self.run(lambda work: planning.plan(work, self.house, case, who, number, LATER))

    def begins(self, case: str, who: PersonId = RANDI) -> Begun:
        found = self.run(lambda work: casework.begin(work, self.house, case, who, "plan", LATER))
        assert isinstance(found, Begun)
        return found

    def case(self, case: str) -> Case:
        found = self.run(lambda work: work.case(case))
        assert isinstance(found, Case)
        return found

    def content(self, case: str, who: PersonId) -> Content:
        found = self.run(lambda work: handling.look(work, self.house, case, who, LATER))
        assert isinstance(found, Content)
        return found

    def audited(self) -> list[tuple[str, ...]]:
        def unit(work: Any) -> list[tuple[str, ...]]:
            asked = 'SELECT actor, action, "case", outcome, reason FROM audit ORDER BY seq'
            return [tuple(row) for row in work._connection.exec_driver_sql(asked)]

        return self.run(unit)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_store(tmp_path) as store:
        yield Office(store)


def test_s1_8_only_a_task_that_needs_the_plan_shows_it(office: Office) -> None:
    tasked = (*opened(TOR, "t1", Task.TALK), *opened(NORA, "t2", Task.PLAN), *opened(LIV, "t3", Task.MEASURE))
    case = office.has(*tasked)
    office.writes(case, RANDI, SEAT)
    maker, doer = office.reads(case, NORA), office.reads(case, LIV)
    assert isinstance(maker, PlanPage)
    assert isinstance(doer, PlanPage)
    assert (maker.can_write, doer.can_write) == (True, False)
    assert office.reads(case, TOR) is None
    assert office.audited()[-1][:4] == (TOR, "case:open", case, "refused")
    assert [bool(office.content(case, who).plan) for who in (RANDI, NORA, LIV, TOR)] == [True, True, True, False]


def test_p11_reading_a_plan_is_written_down_and_the_habilitet_question_comes_first(office: Office) -> None:
    case = office.has(given("t1", Task.PLAN, NORA, MONDAY, TEN))
    office.writes(case, RANDI, SEAT)
    assert isinstance(office.reads(case, NORA), Involved)
    office.reads(case, RANDI)
    assert office.audited()[-1] == (RANDI, "case:read", case, "done", "plan")


def test_two_who_began_from_the_same_version_both_have_theirs(office: Office) -> None:
    case = office.has(*opened(NORA, "t1", Task.PLAN))
    office.writes(case, RANDI, SEAT)
    office.writes(case, RANDI, SEAT, BREAK, based="1")
    office.writes(case, NORA, BREAK, based="1")
    view = office.reads(case, NORA)
    assert isinstance(view, PlanPage)
    assert view.sheet
    assert [row.measure.measure for row in view.sheet.rows] == ["En voksen ute"]
    assert [row.measure.measure for sheet in view.beside for row in sheet.rows] == ["Fast plass", "En voksen ute"]
    assert [h.note for h in office.case(case).all("plan")] == ["1", "2", "3"]


def test_e54_a_form_sent_again_is_no_new_version(office: Office) -> None:
    case = office.has()
    for _ in range(2):
        office.writes(case, RANDI, SEAT, token="t" * 32)
    assert [h.note for h in office.case(case).all("plan")] == ["1"]


def test_an_earlier_version_is_read_as_it_was_and_one_that_is_not_there_is_the_newest(office: Office) -> None:
    case = office.has()
    office.writes(case, RANDI, SEAT)
    office.writes(case, RANDI, BREAK, based="1")
    for asked, shown in ((1, 1), (2, 2), (0, 2), (9, 2)):
        view = office.reads(case, RANDI, asked)
        assert isinstance(view, PlanPage)
        assert view.sheet
        assert view.sheet.version.number == shown


def test_e10_what_may_be_taken_over_is_of_a_case_that_the_same_person_may_read_and_the_reading_is_written_down(
    office: Office,
) -> None:
    other = office.has(id="case-2", student="Eva Lid 2STB")
    office.writes(other, RANDI, SEAT)
    case = office.has(*opened(NORA, "t1", Task.PLAN))
    assert [m.measure for m in shared(office.begins(case).file).values()] == ["Fast plass"]
    assert (RANDI, "case:read", other, "done", "plan") in office.audited()
    assert not shared(office.begins(case, NORA).file)


@pytest.mark.parametrize(
    "but",
    [
        {"route": Route.LEADER},
        {"school": "solvik"},
        {"report": "report-2"},
        {"accused": frozenset({RANDI}), "route": Route.EMPLOYEE},
    ],
    ids=str,
)
def test_e10_nothing_is_taken_over_from_a_case_of_another_way_school_or_report(
    office: Office, but: dict[str, Any]
) -> None:
    other = office.has(id="case-2", student="Eva Lid 2STB", **but)
    note = Note(other, "t" * 32, "plan", RANDI, TEN, in_form(SEAT))
    office.run(lambda work: work.add_note(note))
    case = office.has()
    assert not office.begins(case).file.beside


def test_e10_nothing_is_taken_over_from_a_case_in_which_one_has_not_said_that_one_is_habil(office: Office) -> None:
    other = office.has(id="case-2", student="Eva Lid 2STB")
    office.writes(other, RANDI, SEAT)
    again = Happened(LATER, "correct_student", RANDI)
    office.run(lambda work: work.save_case(work.case(other).after(again), None))
    assert not office.begins(office.has()).file.beside
