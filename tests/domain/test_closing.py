"""How a case ends (8.1): only by a person, each way with what it needs; and how it begins again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.casework import FORMS
from domain.ahead import ahead
from domain.case import Route, Status
from domain.casefile import CaseFile, awaited, unmet
from domain.closing import going_on
from domain.deeds import DEEDS
from domain.flow import Choice, Fault, problems
from domain.lifecycle import ACTIONS
from domain.owner import OwnerSide
from domain.profile import Archive, Closing
from domain.report import Answers
from domain.status import ENDED, as_told
from tests.builders import a_school
from tests.documents import plans
from tests.domain.handled import Wrote, a_file, a_plan, evaluated, heard, ids

CLOSE, WITHOUT = DEEDS["close"], DEEDS["close_without_plan"]
ONE = a_plan("Fadder i friminuttene")
ADULT = Wrote("age", "adult", {"age_kind": "adult"})
DONE = (ADULT, ONE, evaluated("yes", "finished"))
YES = {"close_ending": "safe", "close_safe": "yes", "close_words": "Nå er det fint."}


def archived(*what: str) -> Wrote:
    return Wrote("archive", "", {"archive_number": "26/1234", "archive_what": ",".join(what or ("report", "plan"))})


def why_not(answers: Answers, file: CaseFile) -> list[str]:
    """What keeps it from ending, in the order it is told: the gates, then what is wrong with the answers."""
    return ids(*unmet(CLOSE, file)) or ids(CLOSE.problem(answers, file))


def offered(file: CaseFile) -> list[str]:
    form = FORMS["close"]
    (ending,) = form.made(form.flow, file).pages[0].steps
    assert isinstance(ending.input, Choice)
    return [option.id for option in ending.input.options]


# Safe: the student's own statement now, every measure evaluated, the archive


def test_s2_11_a_case_ends_when_the_student_says_that_it_is_safe_and_every_measure_is_evaluated() -> None:
    file = a_file(*DONE, archived())
    assert why_not(YES, file) == []
    assert CLOSE.word(YES, file) == "safe"


@pytest.mark.parametrize("said", ["no", "unsure", ""])
def test_ruling_6_another_answer_than_yes_keeps_the_case_open(said: str) -> None:
    assert why_not({**YES, "close_safe": said}, a_file(*DONE, archived())) == ["says_so"]


@pytest.mark.parametrize("said", ["no", "unsure"])
def test_ruling_6_what_the_student_said_last_must_not_say_otherwise(said: str) -> None:
    file = a_file(*DONE, heard(said), archived())
    assert why_not(YES, file) == ["said_safe"]
    assert "safe" not in offered(file)


def test_s2_11_a_no_at_the_evaluation_is_answered_by_a_later_yes_only() -> None:
    no = (ADULT, ONE, evaluated("no", "finished", day="2027-01-11"))
    unreached = evaluated("unreached", "finished", day="2027-01-11")
    assert why_not(YES, a_file(*no, archived())) == ["said_safe"]
    assert why_not(YES, a_file(*no, unreached, archived())) == ["said_safe"]
    assert why_not(YES, a_file(*no, evaluated("yes", "finished"), archived())) == []


def test_the_students_own_words_are_written_before_it_ends() -> None:
    form = FORMS["close"]
    safe = form.made(form.flow, a_file(*DONE, archived())).pages[1]
    assert problems(safe, {**YES, "close_words": ""}, {}).steps == {"close_words": Fault.MISSING}


@pytest.mark.parametrize("result", ["change", ""])
def test_a_measure_that_is_to_be_changed_or_has_no_result_keeps_it_open(result: str) -> None:
    assert why_not(YES, a_file(ONE, evaluated("yes", result), archived())) == ["evaluated"]


def test_a_new_plan_is_evaluated_anew() -> None:
    assert why_not(YES, a_file(*DONE, a_plan("Ny plass", version=2), archived())) == ["evaluated"]
    assert why_not(YES, a_file(*DONE, archived(), status=Status.ACTING)) == ["evaluated"]


def test_a_measure_goes_on_outside_the_case_only_with_a_reason() -> None:
    file = a_file(ADULT, a_plan("Fadder", "Egen inngang"), evaluated("yes", "finished", "continue"), archived())
    assert going_on(file) == (("m2", "Egen inngang"),)
    assert why_not(YES, file) == ["reason_outside"]
    assert why_not({**YES, "m1.outside": "Feil tiltak"}, file) == ["reason_outside"]
    assert why_not({**YES, "m2.outside": "Kontaktlærer har det."}, file) == []


def test_ruling_10_under_18_the_question_of_the_parents_is_decided_before_the_end() -> None:
    young = Wrote("age", "under_18", {"age_kind": "under_18"})
    assert why_not(YES, a_file(*DONE, archived(), young)) == ["parents_decided"]
    assert why_not(YES, a_file(*DONE, young, Wrote("parents", "not_told"), archived())) == []


# The school's own plan


def test_s2_5_elverum_has_the_minutes_of_the_closing_meeting_first() -> None:
    elverum = replace(plans()["elverum"], archive=Archive())
    file = a_file(*DONE, archived(), school=elverum)
    assert why_not(YES, file) == ["closing_minutes"]
    (gate,) = [g for g in awaited(CLOSE, file) if g.id == "closing_minutes"]
    assert gate.source == "S2-5"
    assert why_not(YES, a_file(*DONE, Wrote("minutes", "evaluation"), archived(), school=elverum)) != []
    assert why_not(YES, a_file(*DONE, Wrote("minutes", "closing"), archived(), school=elverum)) == []


def test_s2_5_the_other_four_plans_ask_for_no_such_meeting() -> None:
    assert {id_ for id_, school in plans().items() if school.closing.minutes} == {"elverum"}


def test_s0_13_every_ending_has_the_archives_number_first() -> None:
    for file in (a_file(*DONE), a_file(), a_file(*DONE, school=plans()["hvam"])):
        assert "archived" in ids(*unmet(CLOSE, file))
        assert "archived" in ids(*unmet(WITHOUT, file))
    number = FORMS["archive"].flow.pages[0].steps[0]
    assert problems(FORMS["archive"].flow.pages[0], {"archive_what": "report"}, {}).steps == {number.id: Fault.MISSING}


def test_s0_20_sentrum_wants_the_report_the_plan_the_minutes_and_the_notes_of_what_there_is() -> None:
    sentrum = plans()["sentrum"]
    some = a_file(*DONE, Wrote("minutes", "team"), archived("report", "plan", "notes"), school=sentrum)
    (gate,) = unmet(CLOSE, some)
    assert (gate.id, gate.source) == ("all_archived", "S0-20")
    later = a_file(
        *DONE, Wrote("minutes", "team"), archived("report", "plan", "notes"), archived("minutes"), school=sentrum
    )
    assert unmet(CLOSE, later) == ()
    assert unmet(CLOSE, a_file(*DONE, archived("report", "plan", "notes"), school=sentrum)) == ()


def test_s2_7_elverum_archives_the_written_notice_of_a_serious_case() -> None:
    elverum = replace(plans()["elverum"], closing=Closing())
    serious, not_serious = Wrote("assess", "serious"), Wrote("weigh", "not_serious")
    (gate,) = unmet(CLOSE, a_file(serious, *DONE, archived(), school=elverum))
    assert (gate.id, gate.source) == ("notice_archived", "S2-7")
    assert unmet(CLOSE, a_file(serious, *DONE, archived("report", "owner_notice"), school=elverum)) == ()
    assert unmet(CLOSE, a_file(serious, not_serious, *DONE, archived(), school=elverum)) == ()


def test_s0_13_s2_7_the_form_names_the_archive_where_the_plan_does() -> None:
    form = FORMS["archive"]
    named = {
        id_: form.made(form.flow, a_file(school=school)).pages[0].steps[0].about for id_, school in plans().items()
    }
    assert {id_ for id_, about in named.items() if about and "Elements" in about.nb} == {"sentrum", "elverum"}
    assert not any(named[id_] for id_ in ("sandvika", "hvam", "lillestrom"))


# The other endings


@pytest.mark.parametrize("ending", ["left", "error"])
def test_a_student_who_has_left_and_a_case_opened_in_error_need_a_reason_and_the_archive(ending: str) -> None:
    for status in (Status.ACKNOWLEDGED, Status.INVESTIGATING, Status.ACTING, Status.EVALUATING, Status.REOPENED):
        assert why_not({"close_ending": ending}, a_file(status=status)) == ["archived"]
        assert why_not({"close_ending": ending}, a_file(archived(), status=status)) == []
    reason = FORMS["close"].flow.page("reason")
    assert reason is not None
    assert reason.when({"close_ending": ending})
    assert problems(reason, {"close_ending": ending}, {}).steps == {"close_reason": Fault.MISSING}


def test_e40_a_student_who_cannot_be_reached_is_sought_first_and_rektor_says_why_it_is_safe() -> None:
    gone = {"close_ending": "unreachable"}
    assert why_not(gone, a_file(*DONE, archived())) == ["sought"]
    assert why_not(gone, a_file(ONE, evaluated("unreached", "finished", day="2027-01-11"), archived())) == []
    assert why_not(gone, a_file(evaluated("unreached"), heard("no"), archived())) == ["sought"]  # they did answer
    page = FORMS["close"].flow.page("environment")
    assert page is not None
    assert problems(page, gone, {}).steps == {"close_environment": Fault.MISSING}


def test_the_form_shows_the_endings_that_are_open_and_says_of_the_others_what_is_missing() -> None:
    assert offered(a_file(*DONE, archived())) == ["safe", "left"]
    assert offered(a_file(archived(), status=Status.INVESTIGATING)) == ["left", "error"]
    form = FORMS["close"]
    (ending,) = form.made(form.flow, a_file(evaluated("unreached"), heard("no"), archived())).pages[0].steps
    assert ending.about is not None
    said = ending.about.nb.split("\n")
    assert said[0] == "Kan ikke velges ennå:"
    assert (
        "• Det siste eleven har sagt, er ikke at det er trygt og godt. Spør på nytt, og skriv ned svaret (§ 12-4)"
        in said
    )
    assert "Eleven svarer ikke, og rektor finner at det er trygt" in said


@pytest.mark.parametrize("forged", ["safe", "unreachable", "", "deleted"])
def test_an_ending_that_is_not_open_is_refused_whatever_a_client_sends(forged: str) -> None:
    file = a_file(archived(), heard("no"))
    assert CLOSE.problem({**YES, "close_ending": forged}, file) is not None


# Without a plan


def test_e33_no_reason_to_act_is_an_ending_with_a_reason_and_the_student_heard_and_no_deletion() -> None:
    assert unmet(WITHOUT, a_file(ADULT, heard("yes"), archived())) == ()
    assert ids(*unmet(WITHOUT, a_file())) == ["student_heard", "age_known", "archived"]
    (page,) = FORMS["close_without_plan"].flow.pages
    assert problems(page, {}, {}).steps == {"close_why": Fault.MISSING}


@pytest.mark.parametrize("outcome", ["unknown", "unreached", "declined", "reason"])
def test_e33_why_the_student_was_not_heard_is_enough_when_it_is_written(outcome: str) -> None:
    assert unmet(WITHOUT, a_file(ADULT, heard("not_asked", outcome=outcome), archived())) == ()
    assert ids(*unmet(WITHOUT, a_file(ADULT, heard("yes", whose="other"), archived()))) == ["student_heard"]


@pytest.mark.parametrize("first", [ONE, Wrote("measure")])
def test_ruling_6_once_a_measure_exists_there_is_no_ending_without_a_plan(first: Wrote) -> None:
    emptied = a_plan()  # a newer version with nothing in it unmakes no measure
    assert ids(*unmet(WITHOUT, a_file(ADULT, first, emptied, heard("yes"), archived()))) == ["no_measure"]


@pytest.mark.parametrize("no", [heard("no"), heard("no", whose="other"), evaluated("no")])
def test_ruling_6_once_a_student_has_said_no_there_is_none_either_whatever_is_said_later(no: Wrote) -> None:
    assert ids(*unmet(WITHOUT, a_file(ADULT, no, heard("yes"), archived()))) == ["never_unsafe"]


# What must not open an ending


@pytest.mark.parametrize("bad", [(ONE,), (Wrote("measure"),), (heard("no"),), (heard("no", whose="other"),)])
def test_ruling_6_opened_in_error_is_no_way_round_a_no_or_a_measure(bad: tuple[Wrote, ...]) -> None:
    error = {"close_ending": "error"}
    assert why_not(error, a_file(*bad, archived())) == ["followed_elsewhere"]
    assert "error" not in offered(a_file(*bad, archived()))
    joined = a_file(*bad, Wrote("join", "case-2"), archived())
    assert why_not(error, joined) == []
    assert why_not(error, a_file(*bad, Wrote("join", "case-2"), Wrote("unjoin", "case-2"), archived())) != []


@pytest.mark.parametrize("said", ["no", "unsure"])
def test_ruling_6_not_to_be_reached_is_no_way_round_what_the_student_last_said(said: str) -> None:
    gone = {"close_ending": "unreachable"}
    file = a_file(heard(said), heard("not_asked", outcome="unreached"), archived())
    assert why_not(gone, file) == ["not_unsafe_since"]


def test_ruling_10_a_student_under_18_who_is_not_reached_has_parents_to_decide_about() -> None:
    young = Wrote("age", "under_18", {"age_kind": "under_18"})
    file = a_file(young, heard("not_asked", outcome="unreached"), archived())
    assert why_not({"close_ending": "unreachable"}, file) == ["parents_decided"]


def test_e40_one_who_once_said_that_it_was_not_safe_and_cannot_be_reached_after_a_plan_holds_nothing_open() -> None:
    before = (ADULT, heard("no"), a_plan("Fadder"), Wrote("complete_plan", "1 2026-12-14"))
    silent = heard("not_asked", outcome="unreached")
    gone = {"close_ending": "unreachable"}
    assert why_not(gone, a_file(*before, silent, archived())) == []
    assert why_not(gone, a_file(*before, evaluated("no", "change"), silent, archived())) == ["not_unsafe_since"]


def test_ruling_10_an_age_that_nobody_has_asked_for_does_not_do_for_18_years() -> None:
    assert why_not(YES, a_file(*DONE[1:], archived())) == ["age_known"]
    assert ids(*unmet(WITHOUT, a_file(heard("yes"), archived()))) == ["age_known"]
    assert why_not(YES, a_file(*DONE[1:], archived(), student="")) == []  # nobody knows whose age


def test_e41_attempts_before_it_was_opened_again_are_no_attempts_now() -> None:
    file = a_file(heard("not_asked", outcome="unreached"), Wrote("close"), Wrote("reopen"), archived())
    assert why_not({"close_ending": "unreachable"}, file) == ["sought"]


def test_e41_the_student_is_heard_anew_before_a_reopened_case_ends_without_a_plan() -> None:
    file = a_file(ADULT, heard("yes"), Wrote("close_without_plan"), Wrote("reopen"), archived())
    assert ids(*unmet(WITHOUT, file)) == ["student_heard"]


def test_e32_what_a_wrong_student_said_is_no_word_of_the_right_one() -> None:
    file = a_file(heard("yes"), Wrote("correct_student"), ADULT, archived())
    assert ids(*unmet(WITHOUT, file)) == ["student_heard"]
    sought = a_file(heard("not_asked", outcome="unreached"), Wrote("correct_student"), archived())
    assert why_not({"close_ending": "unreachable"}, sought) == ["sought"]


@pytest.mark.parametrize("later", [Wrote("minutes", "team"), heard("yes"), Wrote("supplement")])
def test_s0_20_what_is_written_after_the_archive_is_archived_too_before_it_ends(later: Wrote) -> None:
    assert why_not(YES, a_file(*DONE, archived(), later)) == ["archived_since"]
    assert ids(*unmet(WITHOUT, a_file(ADULT, heard("yes"), archived(), later))) == ["archived_since"]
    assert why_not(YES, a_file(*DONE, archived(), later, archived())) == []


def test_p12_5_ruling_3_no_case_ends_while_the_owner_is_still_to_be_told() -> None:
    serious = (*DONE, Wrote("assess", "serious"), archived())
    untold = replace(a_file(*serious), owner=OwnerSide(untold=("owner",)))
    for deed in (CLOSE, WITHOUT):
        assert "owner_told" in ids(*unmet(deed, untold))
        assert "owner_told" not in ids(*unmet(deed, a_file(*serious)))
    assert "owner_told" in ids(*unmet(CLOSE, replace(untold, owner=OwnerSide(untold=("owner",), excepted=True))))
    employee = a_file(*DONE, archived(), route=Route.EMPLOYEE)
    assert ids(*unmet(CLOSE, replace(employee, owner=OwnerSide(untold=("owner",))))) == ["owner_told"]
    assert unmet(CLOSE, replace(employee, owner=OwnerSide(untold=("owner",), excepted=True))) == ()


def test_s4_2_lillestrom_ends_nothing_before_the_plan_is_accepted_or_a_reason_is_given() -> None:
    school = replace(plans()["lillestrom"], archive=Archive())
    complete = Wrote("complete_plan", "1 2026-12-14")
    before, after = (ADULT, ONE, complete), (evaluated("yes", "finished"), archived())
    assert why_not(YES, a_file(*before, *after, school=school)) == ["plan_accepted"]
    assert why_not(YES, a_file(*before, Wrote("deliver_plan", "told"), *after, school=school)) == ["plan_accepted"]
    (gate,) = [g for g in awaited(CLOSE, a_file(*before, *after, school=school)) if g.id == "plan_accepted"]
    assert gate.source == "S4-2"
    for answer in ("accepted", "not_accepted"):
        assert why_not(YES, a_file(*before, Wrote("deliver_plan", answer), *after, school=school)) == []


# Again


def test_e41_a_reopened_case_keeps_what_stands_in_it_and_needs_everything_anew_before_it_ends() -> None:
    file = a_file(*DONE, archived(), Wrote("close", "safe"), Wrote("reopen"), status=Status.REOPENED)
    assert ids(*unmet(CLOSE, file)) == ["archived"]
    assert [note.action for note in file.notes] == ["age", "plan", "evaluate", "archive", "close", "reopen"]
    step = ahead(file, {"assess"})
    assert step is not None
    assert step.row is ACTIONS["assess"]
    again = a_file(*DONE, archived(), Wrote("close"), Wrote("reopen"), archived(), status=Status.REOPENED)
    assert why_not(YES, again) == ["evaluated"]


def test_e41_minutes_of_the_first_closing_meeting_are_no_minutes_of_the_second() -> None:
    school = a_school(closing=Closing(minutes=True))
    file = a_file(Wrote("minutes", "closing"), Wrote("reopen"), *DONE, archived(), school=school)
    assert why_not(YES, file) == ["closing_minutes"]


def test_the_next_step_names_everything_that_is_missing_before_the_ordinary_end() -> None:
    young = Wrote("age", "under_18", {"age_kind": "under_18"})
    file = a_file(*DONE, young, school=a_school(closing=Closing(minutes=True)))
    step = ahead(file, {"close"})
    assert step is not None
    assert ids(*step.missing) == ["archived", "closing_minutes", "parents_decided"]


def test_e49_who_told_is_told_that_it_has_ended_and_not_how() -> None:
    assert {as_told(status) for status in ENDED} == {Status.CLOSED}
