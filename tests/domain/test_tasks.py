"""Tasks: who has which, what they see because of it, and what the school's plan wants in a case (0.4 no. 15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.access import has_sight, may_act, open_to, parties, parts
from domain.case import Case, Event, Happened, Status
from domain.casefile import CaseFile
from domain.deeds import DEEDS
from domain.lifecycle import ACTIONS, Party
from domain.note import Note
from domain.people import PersonId, Register, Role
from domain.profile import PlannedTask, School
from domain.proposals import heard_by, proposed, suggested
from domain.report import Supplement
from domain.status import ENDED, IN_HAND
from domain.tasks import LOGGED, MAY, SEES, WORK_WORDS, Part, Task, Work, given, open_tasks, tasks, unarchived
from tests.builders import (
    DAG,
    EMIL,
    GURO,
    LIV,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_case,
    a_person,
    a_recusal,
    a_register,
    a_report,
    a_school,
    alerted,
    at,
)  # fmt: skip

DUE = MONDAY + timedelta(days=3)
TAKEN = (*alerted(RANDI), Happened(TEN, "acknowledge", RANDI))


def handed(*more: Happened, work: Work = Work.TALK, to: PersonId = NORA, **but: object) -> Case:
    case = a_case(*TAKEN, Happened(TEN, "give_task", RANDI, "t1"), given("t1", work, to, DUE, TEN), *more)
    return replace(case, **{"status": Status.INVESTIGATING, **but})  # type: ignore[arg-type]


def only(case: Case) -> Task:
    (task,) = tasks(case)
    return task


def test_a_task_is_read_from_the_history() -> None:
    task = only(handed())
    assert (task.id, task.work, task.who, task.due, task.since) == ("t1", Work.TALK, NORA, DUE, TEN)
    assert task.ended_at is None


def test_a_task_given_to_another_is_the_same_task_in_other_hands() -> None:
    case = handed(given("t1", Work.TALK, TOR, DUE + timedelta(1), at("12:00")))
    task = only(case)
    assert (task.who, task.due, task.since) == (TOR, DUE + timedelta(1), at("12:00"))
    assert task.key != only(handed()).key


@pytest.mark.parametrize(("how", "is_done"), [("finish_task", True), ("drop_task", False)])
def test_a_task_ends_done_or_taken_back(how: str, is_done: bool) -> None:
    case = handed(Happened(at("14:00"), how, NORA, "t1"))
    assert (only(case).ended_at, only(case).is_done) == (at("14:00"), is_done)
    assert list(open_tasks(case)) == []


def test_the_end_of_a_task_that_nobody_has_is_nothing() -> None:
    assert only(handed(Happened(TEN, "finish_task", NORA, "another"))).ended_at is None


@pytest.mark.parametrize("status", sorted(Status))
def test_p5_s1_8_a_task_lets_in_while_the_case_is_in_hand_and_not_before_or_after(status: Status) -> None:
    case = handed(status=status)
    assert has_sight(NORA, case, a_register()) is (status in IN_HAND)
    assert (Party.HELPER in parties(NORA, case, a_register())) is (status in IN_HAND)
    assert may_act(NORA, "open", case, a_register()) is (status in IN_HAND)
    if status in ENDED:
        assert parts(NORA, case, a_register()) == frozenset()


@pytest.mark.parametrize("how", ["finish_task", "drop_task"])
def test_p5_a_task_that_has_ended_lets_nobody_in(how: str) -> None:
    case = handed(Happened(at("14:00"), how, NORA, "t1"))
    assert not has_sight(NORA, case, a_register())
    assert parts(NORA, case, a_register()) == frozenset()


CHANGED: dict[str, Register] = {
    "left the school": a_register(without=[NORA]),
    "works elsewhere": a_register(a_person(NORA, Role.STAFF, school="solvik"), solvik=a_school("solvik")),
    "is a guest now": a_register(a_person(NORA, guest=True)),
    "is a student": a_register(a_person(NORA, Role.STUDENT)),
}


@pytest.mark.parametrize("how", CHANGED)
def test_e37_e43_a_task_holds_nothing_for_one_who_is_not_at_the_school_any_more(how: str) -> None:
    assert has_sight(NORA, handed(), a_register())
    assert not has_sight(NORA, handed(), CHANGED[how])
    assert open_to(NORA, handed(), CHANGED[how]) == ()


def test_e43_another_post_at_the_school_takes_nothing_away_and_the_same_post_gives_nothing() -> None:
    year_after = a_register(a_person(NORA, Role.SUBJECT_TEACHER), a_person(TOR, Role.CONTACT_TEACHER))
    assert has_sight(NORA, handed(reporter=EMIL), year_after)
    assert not has_sight(TOR, handed(reporter=EMIL), year_after)


@pytest.mark.parametrize("what", ["accused", "disqualified"])
def test_e3_8_1_whoever_is_accused_or_inhabil_loses_the_task(what: str) -> None:
    case = handed(accused=frozenset({NORA})) if what == "accused" else handed(a_recusal(NORA))
    assert not has_sight(NORA, case, a_register())


def test_ruling_7_a_guest_has_no_task() -> None:
    assert not has_sight(GURO, handed(to=GURO), a_register())


@pytest.mark.parametrize("work", list(Work))
def test_every_kind_says_what_it_lets_see_and_do_and_has_its_words(work: Work) -> None:
    assert work in SEES
    assert work in WORK_WORDS
    assert {"open", "recuse", "finish_task"} <= MAY[work] <= set(ACTIONS)
    assert all(Party.HELPER in ACTIONS[action].by for action in MAY[work])


def test_need_to_know_who_considers_the_class_or_does_something_else_reads_nothing_of_the_case() -> None:
    """S0-12, S0-19: what they need stands in the task's own words."""
    assert [SEES[work] for work in (Work.MAP_CLASS, Work.CLASS_MEASURES, Work.OTHER)] == [frozenset()] * 3


def test_need_to_know_who_talks_or_investigates_reads_the_report_and_not_what_others_have_written() -> None:
    """S0-8, S1-8, S2-4."""
    assert {SEES[work] for work in (Work.TALK, Work.INVESTIGATE, Work.MEETING)} == {frozenset({Part.REPORT})}


def test_internal_notes_and_the_best_interest_are_in_no_log_of_a_helper() -> None:
    assert not LOGGED & {"jot", "best_interest", "hear_accused", "give_task"}


def test_the_handler_of_the_whole_case_may_what_handlers_may_and_never_what_is_rektors_alone() -> None:
    case, register = handed(work=Work.HANDLE), a_register()
    assert may_act(NORA, "give_task", case, register)
    assert may_act(RANDI, "close", replace(case, status=Status.INVESTIGATING), register)
    assert [a for a in ("assess", "close", "tell_owner", "accuse", "weigh") if may_act(NORA, a, case, register)] == []


# What the forms mean


def _note(action: str, token: str = "n" * 32, **answers: str) -> Note:
    return Note("case-1", token, action, RANDI, TEN, answers)


def test_give_task_is_known_by_its_forms_token_from_then_on() -> None:
    note = _note("give_task", task_work="plan", task_to=LIV, task_due="2026-11-27")
    deed = DEEDS["give_task"]
    assert deed.is_named
    (happened,) = deed.follows(note.answers, CaseFile(handed(), a_school()), note)
    assert happened == given(note.token, Work.PLAN, LIV, date(2026, 11, 27), TEN)


def test_e37_move_task_keeps_the_kind_and_changes_the_hands() -> None:
    note, file = _note("move_task", task="t1", task_to=LIV, task_due="2026-12-01"), CaseFile(handed(), a_school())
    assert DEEDS["move_task"].word(note.answers, file) == "t1"
    (happened,) = DEEDS["move_task"].follows(note.answers, file, note)
    assert happened == given("t1", Work.TALK, LIV, date(2026, 12, 1), TEN)


@pytest.mark.parametrize("action", ["finish_task", "drop_task"])
def test_the_word_in_the_history_is_the_tasks_id_and_nothing_that_was_written(action: str) -> None:
    note = _note(action, task="t1", task_done="Alt er bra", task_dropped="Alt er bra")
    assert DEEDS[action].word(note.answers, CaseFile(handed(), a_school())) == "t1"


# The archive


def test_s0_13_s0_20_each_document_waits_until_the_archive_is_recorded_and_the_next_waits_anew() -> None:
    case = handed()
    assert [h.what for h in unarchived(case)] == [Event.TOLD]
    case = case.after(Happened(TEN, "minutes", RANDI, "team"), Happened(TEN, "archive", LIV))
    assert unarchived(case) == ()
    case = case.after(Happened(TEN, "open", RANDI), Happened(TEN, "complete_plan", RANDI, "1 2026-12-14"))
    assert [h.what for h in unarchived(case)] == ["complete_plan"]


# What the plan wants


def planned(*found: PlannedTask, **but: object) -> School:
    return a_school(tasks=found, **but)


TEAM = PlannedTask("S0-11", "team", "Ta saken opp i tverrfaglig team", ("department_head",), "every_case")
MAP = PlannedTask("S0-12", "map_class", "Vurdere kartlegging", ("contact_teacher", "department_head"), "consider")
EVALUATE = PlannedTask("S0-21", "evaluate", "Evaluere planen", ("department_head",), "after_plan")
HEARD = PlannedTask("S1-8", "investigate", "Bidra i å undersøke", ("hearer",), "student_told")
WHOLE = planned(TEAM, MAP, EVALUATE, HEARD)
ASSESSED = Happened(TEN, "assess", RANDI, "not_serious")


def assessed(*more: Happened, notes: tuple[Note, ...] = (), heard: tuple[PersonId, ...] = ()) -> CaseFile:
    case = a_case(*TAKEN, ASSESSED, *more, status=Status.INVESTIGATING)
    return CaseFile(case, WHOLE, notes, heard_by=heard)


def ids(file: CaseFile) -> list[str]:
    return [t.id for t in proposed(file)]


def test_s0_11_s0_12_the_plans_tasks_are_there_from_when_the_investigation_begins() -> None:
    assert ids(CaseFile(a_case(*TAKEN, status=Status.ACKNOWLEDGED), WHOLE)) == []
    assert ids(assessed()) == ["S0-11", "S0-12"]


def test_s0_21_the_evaluation_is_there_once_there_is_a_plan() -> None:
    assert ids(assessed(Happened(TEN, "complete_plan", RANDI, "1 2026-12-14"))) == ["S0-11", "S0-12", "S0-21"]


def test_s1_8_the_one_who_was_told_is_there_when_a_student_told_it() -> None:
    assert ids(assessed(heard=(TOR,))) == ["S0-11", "S0-12", "S1-8"]
    assert suggested(HEARD, assessed(heard=(TOR,)), a_register()) == TOR
    assert suggested(HEARD, assessed(heard=(GURO,)), a_register()) == ""  # she may tell, and never handles (ruling 7)


def test_s1_8_who_says_that_a_student_told_them_is_the_one_who_was_told() -> None:
    added = Supplement("report-1", "s1", TEN, {"known_by": "saw,student"}, by=LIV)
    assert heard_by(a_report(), [added]) == (LIV,)
    assert heard_by(a_report(), [replace(added, by="", answers={"known_by": "other_student"})]) == (TOR,)
    assert heard_by(a_report(), [replace(added, answers={"known_by": "parent,colleague"})]) == ()
    assert heard_by(None, []) == ()
    assert heard_by(a_report(), [added], [NORA, LIV]) == (NORA, LIV)  # a student chose Nora, and told Liv


def test_s0_8_a_proposal_that_is_given_is_gone_and_comes_back_when_the_task_is_taken_back() -> None:
    note = _note("give_task", "t9", proposal="S0-11")
    gave = (Happened(TEN, "give_task", RANDI, "t9"), given("t9", Work.TEAM, LIV, DUE, TEN))
    assert ids(assessed(*gave, notes=(note,))) == ["S0-12"]
    assert ids(assessed(*gave, Happened(TEN, "finish_task", LIV, "t9"), notes=(note,))) == ["S0-12"]
    assert ids(assessed(*gave, Happened(TEN, "drop_task", RANDI, "t9"), notes=(note,))) == ["S0-11", "S0-12"]


def test_s0_12_s0_19_what_has_been_considered_is_gone() -> None:
    assert ids(assessed(Happened(TEN, "consider_task", RANDI, "S0-12"))) == ["S0-11"]


def test_s0_11_what_is_done_in_every_case_cannot_be_waived() -> None:
    assert [t.can_be_waived for t in (TEAM, MAP, EVALUATE, HEARD)] == [False, True, True, True]


def test_e41_a_case_that_is_opened_again_is_considered_anew() -> None:
    again = (Happened(TEN, "consider_task", RANDI, "S0-12"), Happened(TEN, "reopen", RANDI))
    assert ids(assessed(*again)) == []
    assert ids(assessed(*again, ASSESSED)) == ["S0-11", "S0-12"]


@pytest.mark.parametrize("status", sorted(set(Status) - IN_HAND))
def test_a_case_that_is_not_in_hand_has_no_proposals(status: Status) -> None:
    file = assessed()
    assert ids(replace(file, case=replace(file.case, status=status))) == []


HEADS = a_register(
    a_person(LIV, classes=frozenset({"2STB"})), a_person(DAG, Role.DEPARTMENT_HEAD, classes=frozenset({"2STA"})),
    a_person(UNNI, Role.CONTACT_TEACHER),
)  # fmt: skip


def test_s0_11_the_department_head_of_the_students_class_is_suggested() -> None:
    assert suggested(TEAM, assessed(), HEADS) == DAG


def test_where_several_may_be_meant_the_next_role_is_looked_at_and_nobody_is_guessed() -> None:
    assert suggested(MAP, assessed(), HEADS) == DAG  # of two contact teachers neither has a class
    two = a_register(a_person(LIV, classes=frozenset({"2STA"})), a_person(DAG, Role.DEPARTMENT_HEAD, classes={"2STA"}))
    assert suggested(TEAM, assessed(), two) == ""
    assert suggested(TEAM, assessed(), a_register()) == LIV  # the only one there is
    assert suggested(TEAM, assessed(a_recusal(LIV)), a_register()) == ""
