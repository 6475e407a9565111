"""What must be in place before a plan, who has been heard, and since when the investigation is whole."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest

from dialogs.casework import FORMS
from dialogs.inquiry import FORMS as INVESTIGATING
from domain.case import Case, Event, Happened, Route, Status
from domain.case_views import Entry
from domain.casefile import CaseFile, Deed, unmet
from domain.clocks import Kind, clocks
from domain.deeds import DEEDS
from domain.flow import Choice, Flow, Step, problems
from domain.inquiry import (
    INVESTIGATED,
    KNOWN,
    NAME,
    NAMES,
    OTHERS,
    OUTCOME,
    SAFE,
    WHOSE,
    heard,
    investigated_at,
    is_about_employee,
    met,
    others,
    says_unsafe,
    unheard,
)
from domain.note import Note
from domain.profile import CasePlan
from domain.report import Answers
from domain.text import same
from tests.builders import DAG, LIV, MONDAY, RANDI, TEN, TOR, a_case, a_recusal, a_register, a_school, alerted

PLAN = Deed("complete_plan", gates=INVESTIGATED)
ENTRY: tuple[str, Answers] = ("investigate", {"inquiry_found": "Spiser alene."})
OLA: tuple[str, Answers] = ("hear", {WHOSE: "affected", OUTCOME: "heard", SAFE: "no"})
BEST: tuple[str, Answers] = ("best_interest", {"best_text": "Ro.", OTHERS: "no"})
BEST_OF_THREE: tuple[str, Answers] = (
    "best_interest", {"best_text": "Ro.", OTHERS: "yes", NAMES: "Eva Lid 2STA\nPer Ek\n"},
)  # fmt: skip


def other(name: str, said: str = "", known: bool = False, outcome: str = "heard") -> tuple[str, Answers]:
    answers = {WHOSE: "other", OUTCOME: outcome, KNOWN if known else NAME: name}
    return "hear", answers | ({SAFE: said} if said else {})


def done(file: CaseFile, action: str, answers: Answers, who: str = RANDI) -> CaseFile:
    """The file after one form, as `services.casework.record` writes it, a minute after what was last done."""
    at = max(file.case.history[-1].at, TEN) + timedelta(minutes=1)
    word = DEEDS[action].word(answers, file)
    note = Note(file.case.id, f"t{len(file.notes)}", action, who, at, answers)
    return CaseFile(file.case.after(Happened(at, action, who, word)), file.school, (*file.notes, note))


def a_file(*forms: tuple[str, Answers], case: Case | None = None, who: str = RANDI) -> CaseFile:
    file = CaseFile(case or a_case(status=Status.INVESTIGATING), a_school())
    for action, answers in forms:
        file = done(file, action, answers, who)
    return file


def happens(file: CaseFile, what: str, who: str = RANDI, note: str = "") -> CaseFile:
    at = file.case.history[-1].at + timedelta(minutes=1)
    return CaseFile(file.case.after(Happened(at, what, who, note)), file.school, file.notes)


def missing(file: CaseFile) -> list[str]:
    return [gate.id for gate in unmet(PLAN, file)]


# What must be in place before a plan (8.1)


def test_p12_4_p10_1_p10_2_s1_12_nothing_done_is_all_missing_and_each_thing_done_opens_its_own_gate() -> None:
    assert missing(a_file()) == ["investigated", "heard", "best_interest"]
    assert missing(a_file(ENTRY)) == ["heard", "best_interest"]
    assert missing(a_file(OLA)) == ["investigated", "best_interest"]
    assert missing(a_file(BEST)) == ["investigated", "heard"]
    assert missing(a_file(ENTRY, OLA, BEST)) == []


def test_each_gate_bears_the_paragraph_that_demands_it() -> None:
    assert {g.id: g.source for g in INVESTIGATED} == {
        "investigated": "§ 12-4", "heard": "§ 10-2", "others_heard": "§ 10-2", "best_interest": "§ 10-1",
    }  # fmt: skip


@pytest.mark.parametrize("outcome", ["heard", "unknown", "unreached", "declined", "reason"])
def test_p10_2_why_a_student_was_not_heard_is_enough(outcome: str) -> None:
    assert heard(a_file(("hear", {WHOSE: "affected", OUTCOME: outcome})))


def test_p10_2_another_student_is_not_the_one_the_case_is_about() -> None:
    assert not heard(a_file(other("Eva Lid")))


def test_e32_p10_2_to_have_heard_a_wrong_student_is_not_to_have_heard_the_right_one() -> None:
    wrong = a_file(ENTRY, OLA, BEST)
    right = happens(wrong, "correct_student")
    assert missing(wrong) == []
    assert missing(right) == ["heard", "best_interest"]
    assert investigated_at(right.case) is None
    anew = done(done(right, *OLA), *BEST)
    assert missing(anew) == []
    assert investigated_at(anew.case) == anew.case.history[-1].at


def test_u1_each_other_student_directly_affected_is_heard_or_has_a_reason() -> None:
    file = a_file(ENTRY, OLA, BEST_OF_THREE)
    assert others(file) == unheard(file) == ("Eva Lid 2STA", "Per Ek")
    file = done(file, *other("Eva Lid 2STA", known=True))
    assert missing(file) == ["others_heard"]
    assert unheard(file) == ("Per Ek",)
    assert missing(done(file, *other("per  ek", outcome="declined"))) == []


@pytest.mark.parametrize("name", ["Eva Lid", "lid, eva", "Eva Lid 2STA", "Eva Marie Lid, 2sta"])
def test_a_name_may_be_written_in_another_way(name: str) -> None:
    assert unheard(a_file(BEST_OF_THREE, other(name))) == ("Per Ek",)


@pytest.mark.parametrize("name", ["Eva", "Eva Li", "Eva Lid 2STB", "Lid 2STB", "?", "Per E"])
def test_a_name_that_may_be_another_students_opens_nothing(name: str) -> None:
    assert unheard(a_file(BEST_OF_THREE, other(name))) == ("Eva Lid 2STA", "Per Ek")


def test_two_with_the_same_first_name_are_two() -> None:
    best = ("best_interest", {OTHERS: "yes", NAMES: "Eva L\nEva M"})
    assert unheard(a_file(best, other("Eva M"))) == ("Eva L",)


def test_a_name_that_may_be_either_of_two_opens_for_neither() -> None:
    best = ("best_interest", {OTHERS: "yes", NAMES: "Eva Lid 2STA\nEva Lid 1PBA"})
    assert len(unheard(a_file(best, other("Eva Lid")))) == 2
    assert unheard(a_file(best, other("Eva Lid 1PBA"))) == ("Eva Lid 2STA",)


def test_the_newest_assessment_says_who_else_is_affected() -> None:
    assert others(a_file(BEST_OF_THREE, BEST)) == ()
    assert others(a_file(BEST, BEST_OF_THREE)) == ("Eva Lid 2STA", "Per Ek")
    assert others(a_file(("best_interest", {OTHERS: "no", NAMES: "Eva Lid"}))) == ()


def test_names_stand_in_no_word_of_the_history() -> None:
    file = a_file(ENTRY, OLA, BEST_OF_THREE, other("Eva Lid", "unsure"))
    said = [h.note for h in file.case.history if h.what in DEEDS]
    assert said == ["", "affected heard no", "2", "other heard unsure"]


@pytest.mark.parametrize("how", ["recuse", "accused"])
def test_what_somebody_did_who_is_shut_out_since_must_be_done_anew(how: str) -> None:
    """Fvl. § 6: one who is disqualified may not prepare the case either; the accused still less."""
    file = a_file(ENTRY, OLA, BEST, who=LIV)
    out = a_recusal(LIV, TEN + timedelta(hours=1))
    case = file.case.after(out) if how == "recuse" else a_case(*file.case.history[1:], accused=frozenset({LIV}))
    file = CaseFile(case, file.school, file.notes)
    assert missing(file) == ["investigated", "heard", "best_interest"]
    assert investigated_at(case) is None
    assert missing(done(done(done(file, *ENTRY), *OLA), *BEST)) == []


def test_e41_a_case_that_is_opened_again_is_investigated_again_and_keeps_what_was_said() -> None:
    file = happens(happens(a_file(ENTRY, OLA, BEST), "close", note="safe"), "reopen")
    assert missing(file) == ["investigated", "heard", "best_interest"]
    assert investigated_at(file.case) is None
    assert says_unsafe(file)
    assert missing(done(done(done(file, *ENTRY), *OLA), *BEST)) == []


# Whether it is safe


def test_nobody_asked_is_nobody_who_has_said_that_it_is_not_safe() -> None:
    assert not says_unsafe(a_file())
    assert not says_unsafe(a_file(("hear", {WHOSE: "affected", OUTCOME: "declined"})))


@pytest.mark.parametrize(("said", "unsafe"), [("no", True), ("yes", False), ("unsure", False), ("not_asked", False)])
def test_ruling_6_the_students_own_no_counts(said: str, unsafe: bool) -> None:
    assert says_unsafe(a_file(("hear", {WHOSE: "affected", OUTCOME: "heard", SAFE: said}))) is unsafe
    assert says_unsafe(a_file(other("Eva Lid", said))) is unsafe


def test_ruling_6_the_latest_answer_of_each_student_counts() -> None:
    yes = ("hear", {WHOSE: "affected", OUTCOME: "heard", SAFE: "yes"})
    assert not says_unsafe(a_file(OLA, yes))
    assert says_unsafe(a_file(yes, OLA))
    assert says_unsafe(a_file(OLA, ("hear", {WHOSE: "affected", OUTCOME: "heard", SAFE: "not_asked"})))
    assert says_unsafe(a_file(yes, other("Eva Lid 2STA", "no"), other("Per Ek", "yes")))
    assert not says_unsafe(a_file(other("Eva Lid 2STA", "no"), other("Eva Lid", "yes")))


def test_what_the_student_answers_at_the_evaluation_is_an_answer_too() -> None:
    assert not says_unsafe(happens(a_file(OLA), "evaluate", note="yes 2027-01-11"))
    assert says_unsafe(happens(a_file(), "evaluate", note="no 2027-01-11"))


# Since when


def test_the_investigation_is_whole_when_the_last_of_it_is_in_place_in_any_order() -> None:
    for order in permutations((ENTRY, OLA, BEST)):
        file = a_file(*order)
        assert investigated_at(file.case) == file.case.history[-1].at
        assert investigated_at(a_file(*order[:2]).case) is None


def test_the_investigation_stays_whole_whatever_is_added() -> None:
    whole = a_file(ENTRY, OLA, BEST)
    assert investigated_at(done(done(whole, *ENTRY), *OLA).case) == whole.case.history[-1].at


def test_it_is_not_whole_before_the_others_have_been_talked_to() -> None:
    file = a_file(ENTRY, OLA, BEST_OF_THREE, other("Eva Lid"))
    assert investigated_at(file.case) is None
    file = done(file, *other("Per Ek"))
    assert investigated_at(file.case) == file.case.history[-1].at


def test_s3_3_p12_4_the_clock_of_the_investigation_is_met_by_the_first_that_is_written_down() -> None:
    def clock(case: Case) -> object:
        return next(c.met_at for c in clocks(case, a_register(), TEN) if c.kind is Kind.INVESTIGATE)

    assert clock(a_file(OLA, BEST).case) is None
    file = a_file(ENTRY, ENTRY)
    assert clock(file.case) == TEN + timedelta(minutes=1)
    accused = a_case(*file.case.history[1:], accused=frozenset({RANDI}), route=Route.EMPLOYEE)
    assert clock(accused) is None


def test_s1_13_the_clock_of_the_plan_starts_when_the_investigation_is_whole() -> None:
    sandvika = a_school(plan=CasePlan(same("aktivitetsplan"), after_investigation=True))

    def starts(case: Case) -> object:
        return next(c.starts for c in clocks(case, a_register(school=sandvika), TEN) if c.kind is Kind.PLAN)

    assert starts(a_file(ENTRY, OLA).case) is None
    assert starts(a_file(ENTRY, OLA, BEST).case) == TEN + timedelta(minutes=3)


# The accused employee's own track


@pytest.mark.parametrize(
    ("case", "is_so"),
    [
        (a_case(*alerted(RANDI, DAG)), False),
        (a_case(route=Route.EMPLOYEE), True),
        (a_case(route=Route.LEADER), True),
        (a_case(Happened(TEN, Event.ACCUSED, TOR), accused=frozenset({TOR})), True),
    ],
)
def test_s2_6_the_track_is_there_when_somebody_who_works_at_the_school_is_accused(case: Case, is_so: bool) -> None:
    assert is_about_employee(case) is is_so
    assert bool(unmet(DEEDS["hear_accused"], CaseFile(case, a_school()))) is not is_so


# The forms


def _step(action: str, id_: str) -> Step:
    return next(s for s in FORMS[action].steps if s.id == id_)


def _options(action: str, id_: str) -> list[str]:
    asked = _step(action, id_).input
    assert isinstance(asked, Choice)
    return [o.id for o in asked.options]


def test_6_5_every_way_to_investigate_and_every_kind_of_meeting_can_be_chosen() -> None:
    ways = ["talk", "observation", "mapping", "survey", "document", "other"]
    assert _options("investigate", "inquiry_method") == ways
    assert _options("minutes", "minutes_kind") == [
        "student_talk", "parents", "class_teachers", "team", "follow_up", "evaluation", "closing", "other",
    ]  # fmt: skip


def test_s2_1_s2_4_an_enquiry_is_analysed_and_asks_about_special_vulnerability() -> None:
    """S2-1 and S2-4."""
    flow: Flow = INVESTIGATING[0].flow
    page = flow.pages[1]
    assert set(problems(page, {}, {}).steps) == {"inquiry_analysis"}
    assert "særskilt sårbar" in _step("investigate", "inquiry_vulnerable").ask.nb


def test_s1_10_s1_11_who_investigates_is_reminded_of_the_experience_and_to_talk_with_one_at_a_time() -> None:
    intro = INVESTIGATING[0].flow.pages[0].intro
    assert intro
    for words in ("opplever skolemiljøet", "ikke bevis for eller imot", "hver for seg"):
        assert words in intro.nb
    assert "vært med på å lage tiltakene" in _step("hear", "hear_part").ask.nb


def test_the_assessment_goes_on_from_the_last_and_before_that_from_those_who_were_heard() -> None:
    filled = FORMS["best_interest"].filled
    assert filled(a_file()) == {}
    assert filled(a_file(other("Eva Lid"), other("Per Ek"), other("Eva Lid"))) == {
        OTHERS: "yes", NAMES: "Eva Lid\nPer Ek",
    }  # fmt: skip
    assert filled(a_file(BEST_OF_THREE, other("Jo Li")))["best_text"] == "Ro."
    assert met(a_file(other("Eva Lid", known=True))) == ("Eva Lid",)


def test_an_entry_stands_on_the_day_it_tells_of_and_else_on_the_day_it_was_written() -> None:
    assert Entry("minutes", "Randi Ås", TEN, {"on_day": "2026-11-19"}).day == MONDAY - timedelta(days=4)
    assert Entry("jot", "Randi Ås", TEN, {"jot_text": "x"}).day == MONDAY
    assert Entry("jot", "Randi Ås", TEN, {"on_day": "i går"}).day == MONDAY
