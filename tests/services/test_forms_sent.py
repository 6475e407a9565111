"""What a sent form's token opens: no page before the habilitet question, and no deed that is not written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.note import Note
from domain.report import ByStaff
from domain.views import Content, Involved
from services import casework, changing, handling
from services.changing import Accusation
from storage.keys import derive
from storage.store import Store
from tests.builders import NORA, RANDI
from tests.services.test_tasking import Office

WROTE = "w" * 32


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Store(f"sqlite:///{tmp_path}/varsle.db", derive(b"k" * 32)) as store:
        office = Office(store)
        office.begins()
        yield office


def test_fvl_6_an_old_form_shows_nothing_before_the_habilitet_question_is_answered_anew(office: Office) -> None:
    assert isinstance(office.writes("jot", token=WROTE, jot_text="Ringte hjem."), Content)
    found = Accusation(ByStaff.EMPLOYEE, frozenset({NORA}))
    note = Note(office.case, "n" * 32, "accuse", RANDI, office.now, {"by_staff": "employee"})
    office.run(lambda work: changing.accuse(work, office.house, found, note))

    def begins_again(work):  # type: ignore[no-untyped-def]
        return casework.begin(work, office.house, office.case, RANDI, "jot", office.now, WROTE)

    assert not office.stands.has_answered(RANDI)
    assert not isinstance(office.run(begins_again), Content)
    assert not isinstance(office.writes("jot", token=WROTE, jot_text="Ringte hjem."), Content)


def test_e54_a_token_of_another_form_does_nothing_that_is_not_written_down(office: Office) -> None:
    office.writes("jot", token=WROTE, jot_text="Ringte hjem.")
    before = office.stands
    assert office.writes("tell_owner", token=WROTE, owner_notice_to="owner", owner_notice_how="Ringte") is None
    assert office.stands == before
    assert [n.action for n in office.run(lambda work: work.notes(office.case))] == ["jot"]


def test_e32_an_old_form_asks_who_is_habil_when_the_student_is_another(office: Office) -> None:
    office.writes("jot", token=WROTE, jot_text="Ringte hjem.")
    note = Note(office.case, "n" * 32, "correct_student", RANDI, office.now, {"student": "Eva Lid 2STB"})
    office.run(lambda work: changing.correct_student(work, office.house, "Eva Lid 2STB", note))
    assert isinstance(office.writes("jot", token=WROTE, jot_text="Ringte hjem."), Involved)


def test_p12_5_who_is_accused_in_mid_course_is_refused_with_the_form_they_had_sent_too(office: Office) -> None:
    office.gives(task_work="handle")
    office.delivers()
    for step in (handling.look, handling.open_case):
        office.does(NORA, step)
    assert isinstance(office.writes("jot", NORA, token=WROTE, jot_text="Ringte hjem."), Content)
    found = Accusation(ByStaff.EMPLOYEE, frozenset({NORA}))
    note = Note(office.case, "n" * 32, "accuse", RANDI, office.now, {"by_staff": "employee"})
    office.run(lambda work: changing.accuse(work, office.house, found, note))
    assert office.writes("jot", NORA, token=WROTE, jot_text="Ringte hjem.") is None
    for page in (casework.menu, casework.log, casework.tasks, casework.duties, handling.look, handling.notice):
        assert office.does(NORA, page) is None
    cards = office.delivers()
    assert cards[NORA].closed
