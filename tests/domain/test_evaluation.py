"""Whether it has helped: the student's own answer first, then each measure (§ 12-4 third paragraph no. 5)."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.casework import FORMS
from domain.agenda import agenda
from domain.case import Happened, Status
from domain.casefile import CaseFile
from domain.deeds import DEEDS
from domain.evaluation import after_evaluation, is_unreached, latest_word, measures, results
from domain.flow import Fault, Flow, problems
from domain.report import Answers
from tests.builders import MONDAY, RANDI, TEN, a_case, a_register, alerted
from tests.domain.handled import Wrote, a_file, a_plan, evaluated, heard, ids

EVALUATE = DEEDS["evaluate"]
TWO = a_plan("Fadder i friminuttene", "Egen inngang")
LATER = "2027-01-11"
WHOLE = {
    "evaluate_safe": "yes", "evaluate_words": "Det er greit nå.", "evaluate_day": "2026-11-23",
    "m1.result": "finished", "m1.effect": "Godt", "m2.result": "finished", "m2.effect": "Godt",
}  # fmt: skip


def _form(file: CaseFile) -> Flow:
    form = FORMS["evaluate"]
    return form.made(form.flow, file)


def _faults(file: CaseFile, answers: Answers) -> dict[str, Fault]:
    pages = (p for p in _form(file).pages if p.when(answers))
    return {step: fault for page in pages for step, fault in problems(page, answers, {}).steps.items()}


def test_s0_21_the_measures_are_those_of_the_newest_plan() -> None:
    assert measures(a_file()) == ()
    assert measures(a_file(TWO)) == (("m1", "Fadder i friminuttene"), ("m2", "Egen inngang"))
    assert measures(a_file(TWO, a_plan("Ny plass", version=2))) == (("m1", "Ny plass"),)


COMPLETE = Wrote("complete_plan", "1 2026-12-14")
SHORTER = a_plan("Fadder i friminuttene", version=2)


def test_p12_4_a_measure_is_not_left_unevaluated_by_a_newer_version_that_is_not_complete() -> None:
    file = a_file(TWO, COMPLETE, SHORTER)
    assert measures(file) == (("m1", "Fadder i friminuttene"), ("m2", "Egen inngang"))
    assert ids(EVALUATE.problem({**WHOLE, "m2.result": ""}, file)) == ["each_measure"]
    assert results(a_file(TWO, COMPLETE, evaluated("yes", "finished", "finished"), SHORTER)) == {}


def test_p12_4_what_was_answered_of_one_version_is_not_written_of_another() -> None:
    drawn = FORMS["evaluate"].filled(a_file(TWO, COMPLETE))
    later = a_file(TWO, COMPLETE, a_plan("Ny plass", "Fadder", version=2), Wrote("complete_plan", "2 2026-12-14"))
    assert ids(EVALUATE.problem({**WHOLE, **drawn}, later)) == ["other_plan"]
    assert EVALUATE.problem({**WHOLE, **FORMS["evaluate"].filled(later)}, later) is None


@pytest.mark.parametrize("out", [{"accused": frozenset({RANDI})}, {}])
def test_fvl_6_what_one_wrote_who_is_shut_out_since_ends_nothing(out: dict[str, frozenset[str]]) -> None:
    recused = () if out else (Wrote("recuse"),)
    file = a_file(TWO, evaluated("yes", "finished", "finished"), *recused, **out)
    assert results(file) == {}
    assert latest_word(file.case) == ""
    assert not is_unreached(a_file(heard("not_asked", outcome="unreached"), *recused, **out).case)
    assert latest_word(a_file(heard("no"), *recused, **out).case) == "no"


def test_e32_a_wrong_students_yes_is_not_the_right_ones() -> None:
    assert latest_word(a_file(heard("yes"), Wrote("correct_student")).case) == ""


def test_s0_21_the_student_is_asked_first_and_then_of_each_measure_under_its_own_words() -> None:
    student, _, asked = _form(a_file(TWO)).pages
    assert student.steps[0].id == "evaluate_safe"
    assert [s.id for s in asked.steps] == ["m1.result", "m1.effect", "m2.result", "m2.effect", "evaluate_next"]
    assert [s.about.nb for s in asked.steps if s.about] == ["Tiltak 1: Fadder i friminuttene", "Tiltak 2: Egen inngang"]


def test_s4_4_every_measure_gets_a_dated_result_and_a_word_on_its_effect() -> None:
    file = a_file(TWO)
    assert _faults(file, WHOLE) == {}
    for left_out in ("evaluate_words", "evaluate_day", "m1.result", "m1.effect", "m2.result", "m2.effect"):
        assert _faults(file, {**WHOLE, left_out: ""}) == {left_out: Fault.MISSING}
    assert ids(EVALUATE.problem({**WHOLE, "m2.result": ""}, file)) == ["each_measure"]


@pytest.mark.parametrize(
    "but", [{"m2.result": "continue"}, {"m1.result": "change"}, {"evaluate_safe": "no"}, {"evaluate_safe": "unsure"}]
)
def test_s1_14_while_anything_goes_on_there_is_a_day_to_look_again(but: dict[str, str]) -> None:
    """S2-11: also when every measure is finished and the student does not say yes."""
    file = a_file(TWO)
    assert _faults(file, {**WHOLE, **but}) == {"evaluate_next": Fault.MISSING}
    assert ids(EVALUATE.problem({**WHOLE, **but}, file)) == ["next_day"]
    again = {**WHOLE, **but, "evaluate_next": LATER}
    assert EVALUATE.problem(again, file) is None
    assert EVALUATE.word(again, file) == f"{again['evaluate_safe']} {LATER}"


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-23"])
def test_the_next_day_is_ahead(day: str) -> None:
    assert ids(EVALUATE.problem({**WHOLE, "evaluate_next": day}, a_file(TWO))) == ["next_day"]


def test_when_everything_is_finished_and_the_student_says_yes_no_day_is_owed() -> None:
    file = a_file(TWO)
    assert EVALUATE.problem(WHOLE, file) is None
    assert EVALUATE.word(WHOLE, file) == "yes finished"


def test_e40_without_an_answer_the_attempts_and_rektors_decision_are_written() -> None:
    silent = {**WHOLE, "evaluate_safe": "unreached", "evaluate_words": "", "evaluate_next": LATER}
    assert _faults(a_file(TWO), silent) == {"evaluate_attempts": Fault.MISSING, "evaluate_decision": Fault.MISSING}


def test_e40_no_answer_is_no_yes_and_takes_back_no_no() -> None:
    assert latest_word(a_file(evaluated("no"), evaluated("unreached")).case) == "no"
    assert latest_word(a_file(evaluated("unreached")).case) == ""
    assert is_unreached(a_file(evaluated("no"), evaluated("unreached")).case)
    assert not is_unreached(a_file(evaluated("unreached"), heard("yes")).case)
    assert is_unreached(a_file(heard("not_asked", outcome="unreached")).case)


def test_the_latest_word_is_the_student_concerneds_own_whoever_wrote_it_down() -> None:
    assert latest_word(a_file(heard("no"), evaluated("yes")).case) == "yes"
    assert latest_word(a_file(evaluated("yes"), heard("unsure")).case) == "unsure"
    assert latest_word(a_file(evaluated("yes"), heard("no", whose="other")).case) == "yes"
    assert latest_word(a_file(evaluated("no"), heard("not_asked")).case) == "no"
    assert latest_word(a_file().case) == ""


def test_a_result_is_of_the_plan_it_was_found_for() -> None:
    assert results(a_file(TWO)) == {}
    assert results(a_file(TWO, evaluated("yes", "finished", "continue"))) == {"m1": "finished", "m2": "continue"}
    assert results(a_file(TWO, evaluated("yes", "finished", "finished"), a_plan("Ny plass"))) == {}


@pytest.mark.parametrize(
    ("wrote", "step"),
    [
        ((evaluated("yes", "finished", "finished"),), "close"),
        ((evaluated("yes", "finished", "continue", day=LATER),), "evaluate"),
        ((evaluated("unreached", "finished", "continue", day=LATER),), "evaluate"),
        ((evaluated("no", "finished", "finished", day=LATER),), "plan"),
        ((evaluated("unsure", "change", "finished", day=LATER),), "plan"),
        ((evaluated("yes", "finished", "finished"), heard("no")), "plan"),
        ((evaluated("no", "change", "finished", day=LATER), a_plan("Ny plass", version=2)), "complete_plan"),
    ],
)
def test_s1_14_without_a_yes_the_next_step_is_a_new_plan_and_never_the_end(wrote: tuple[Wrote, ...], step: str) -> None:
    assert after_evaluation(a_file(TWO, *wrote)) == step


def test_e38_the_day_that_was_set_stands_in_the_case_until_it_is_evaluated_again_or_ends() -> None:
    taken = (*alerted(RANDI), Happened(TEN, "acknowledge", RANDI))
    evaluation = (
        Happened(TEN, "complete_plan", RANDI, "1 2026-12-14"),
        Happened(TEN, "evaluate", RANDI, f"no {LATER}"),
    )
    case = a_case(*taken, *evaluation, status=Status.EVALUATING)
    assert [(d.day, d.who) for d in agenda(case, a_register())] == [(date(2027, 1, 11), RANDI)]
    ended = case.after(Happened(TEN, "evaluate", RANDI, "yes finished"))
    assert agenda(ended, a_register()) == ()
    reopened = case.after(Happened(TEN, "close", RANDI, "left"), Happened(TEN, "reopen", RANDI), status=Status.REOPENED)
    assert agenda(reopened, a_register()) == ()  # a day that was set before it ended binds nobody after


def test_long_words_of_a_measure_are_shown_in_part() -> None:
    first = _form(a_file(a_plan("x" * 2000))).pages[2].steps[0]
    assert first.about is not None
    assert first.about.nb == "Tiltak 1: " + "x" * 300 + " …"


def test_the_day_of_the_evaluation_stands_there_already() -> None:
    assert FORMS["evaluate"].filled(a_file(TWO, today=MONDAY)) == {
        "evaluate_day": "2026-11-23", "evaluate_version": "1",
    }  # fmt: skip
