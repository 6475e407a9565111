"""Age, consent and parents: asked on each day, decided by people, told by nobody but them (2.9, E22 to E25)."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.casework import FORMS
from domain.case import Status
from domain.casefile import CaseFile, unmet
from domain.deeds import DEEDS
from domain.flow import Fault, Flow, problems
from domain.parents import Age, age, comes_of_age, consent, may_tell, parents_open, undecided
from domain.report import Answers
from tests.builders import MONDAY
from tests.domain.handled import Wrote, a_file, ids

PARENTS = DEEDS["parents"]
BIRTHDAY = date(2026, 12, 1)


def born(day: str) -> Wrote:
    return Wrote("age", "under_18", {"age_birth": day})


def asked(kind: str, day: str, scope: str = "Mor kan få vite om planen.") -> Wrote:
    return Wrote("consent", kind, {"consent_kind": kind, "consent_day": day, "consent_scope": scope})


UNDER = Wrote("age", "under_18", {"age_kind": "under_18"})
ADULT = Wrote("age", "adult", {"age_kind": "adult"})
TURNS_18 = born("2008-12-01")
TOLD, NOT_TOLD = Wrote("parents", "told"), Wrote("parents", "not_told")


def telling(file: CaseFile, day: str = "2026-11-23", **but: str) -> list[str]:
    """What keeps somebody from recording that the parents were told that day."""
    answers = {"parents_decision": "told", "parents_when": day, **but}
    return ids(*unmet(PARENTS, file)) or ids(PARENTS.problem(answers, file))


def test_e22_the_age_is_that_of_the_day_it_is_asked_for() -> None:
    file = a_file(TURNS_18)
    assert comes_of_age(file) == BIRTHDAY
    assert [age(file, date(2026, 11, 30)), age(file, BIRTHDAY)] == [Age.UNDER, Age.ADULT]


def test_e22_one_born_on_a_leap_day_is_of_age_before_march() -> None:
    file = a_file(born("2008-02-29"))
    assert [age(file, date(2026, 2, day)) for day in (27, 28)] == [Age.UNDER, Age.ADULT]


def test_without_a_date_of_birth_what_was_recorded_stands_and_the_newest_counts() -> None:
    assert age(a_file(), MONDAY) is Age.UNKNOWN
    assert age(a_file(UNDER), MONDAY) is Age.UNDER
    assert age(a_file(UNDER, ADULT), MONDAY) is Age.ADULT
    assert age(a_file(TURNS_18, ADULT), MONDAY) is Age.ADULT


def test_e32_what_was_known_of_the_wrong_student_is_not_known_of_the_right_one() -> None:
    corrected = Wrote("correct_student", "", {"student_right": "Eva Lid"})
    file = a_file(ADULT, asked("given", "2026-11-01"), corrected)
    assert age(file, MONDAY) is Age.UNKNOWN
    assert consent(a_file(ADULT, asked("given", "2026-11-01"), corrected, ADULT), MONDAY) is None
    assert parents_open(a_file(UNDER, NOT_TOLD, corrected, UNDER), MONDAY)


def test_the_history_says_only_whether_they_are_of_age() -> None:
    file = a_file(today=MONDAY)
    assert DEEDS["age"].word({"age_birth": "2008-12-01"}, file) == "under_18"
    assert DEEDS["age"].word({"age_birth": "2008-11-23"}, file) == "adult"
    assert DEEDS["age"].word({"age_kind": "adult"}, file) == "adult"


def test_a_year_that_is_mistyped_is_asked_for_again() -> None:
    assert ids(DEEDS["age"].problem({"age_birth": "2026-01-02"}, a_file())) == ["mistyped"]
    assert DEEDS["age"].problem({"age_birth": "2010-01-02"}, a_file()) is None
    assert problems(FORMS["age"].flow.pages[0], {}, {}).nothing_given


# 18 and over: consent


def test_e22_at_18_the_parents_are_told_only_while_a_consent_stands() -> None:
    assert telling(a_file(ADULT)) == ["no_consent"]
    given, withdrawn = asked("given", "2026-11-20"), asked("withdrawn", "2026-11-22")
    assert telling(a_file(ADULT, given)) == []
    assert telling(a_file(ADULT, given, withdrawn)) == ["no_consent"]
    assert telling(a_file(ADULT, given, withdrawn), "2026-11-21") == []  # it stood on that day
    assert telling(a_file(ADULT, given), "2026-11-19") == ["no_consent"]
    assert telling(a_file(ADULT, given, withdrawn, asked("given", "2026-11-23"))) == []
    assert telling(a_file(ADULT, withdrawn, given)) == ["no_consent"]  # by the day it was said, not written


def test_not_to_tell_needs_no_consent_and_always_a_reason() -> None:
    not_told = {"parents_decision": "not_told"}
    assert PARENTS.problem(not_told, a_file(ADULT)) is None
    page = FORMS["parents"].flow.page("not_told")
    assert page is not None
    assert problems(page, not_told, {}).steps == {"parents_reason": Fault.MISSING}


def test_e23_turning_18_in_the_middle_of_a_case_ends_it_from_that_day() -> None:
    for today, may in ((date(2026, 11, 30), True), (BIRTHDAY, False)):
        assert may_tell(a_file(TURNS_18, TOLD, today=today), today) is may
    after = a_file(TURNS_18, TOLD, today=date(2026, 12, 2))
    assert telling(after, "2026-12-02") == ["no_consent"]
    assert telling(after, "2026-11-30") == []  # what was told before, and is written down now
    assert ids(*undecided(after)) == ["asked_again"]
    assert ids(*undecided(a_file(TURNS_18, TOLD, asked("withdrawn", "2026-12-02"), today=date(2026, 12, 3)))) == []


def test_e23_what_they_said_before_they_were_18_is_asked_again() -> None:
    file = a_file(TURNS_18, asked("given", "2026-11-20"), today=BIRTHDAY)
    assert telling(file, "2026-12-01") == ["no_consent"]
    assert telling(a_file(TURNS_18, asked("given", "2026-12-01"), today=BIRTHDAY), "2026-12-01") == []


def test_consent_is_from_18_and_says_what_it_is_to() -> None:
    assert ids(*unmet(DEEDS["consent"], a_file())) == ["is_adult"]
    assert ids(*unmet(DEEDS["consent"], a_file(UNDER))) == ["is_adult"]
    assert unmet(DEEDS["consent"], a_file(ADULT)) == ()
    (page,) = FORMS["consent"].flow.pages
    given = {"consent_kind": "given", "consent_day": "2026-11-23"}
    assert problems(page, given, {}).steps == {"consent_scope": Fault.MISSING}
    assert not problems(page, {**given, "consent_kind": "withdrawn"}, {})


# Under 18: a decision


def test_ruling_10_s0_17_under_18_it_stays_open_until_somebody_decides() -> None:
    assert parents_open(a_file(UNDER), MONDAY)
    assert ids(*undecided(a_file(UNDER))) == ["parents_decided"]
    for decided in (TOLD, NOT_TOLD):
        assert not parents_open(a_file(UNDER, decided), MONDAY)
        assert undecided(a_file(UNDER, decided)) == ()
    assert parents_open(a_file(UNDER, NOT_TOLD, Wrote("reopen")), MONDAY)  # measures to come, another decision


def test_ruling_10_it_is_no_task_for_one_who_is_18_and_closes_with_the_case() -> None:
    assert not parents_open(a_file(ADULT), MONDAY)
    assert not parents_open(a_file(TURNS_18), BIRTHDAY)
    assert undecided(a_file(UNDER, status=Status.CLOSED)) == ()


def test_an_age_that_nobody_knows_is_said_and_asked_for() -> None:
    assert ids(*undecided(a_file())) == ["age_known"]
    assert telling(a_file()) == ["age_known"]
    assert ids(*undecided(a_file(student=""))) == []  # nobody to ask yet (E21)
    assert telling(a_file(student="")) == ["age_known"]


def test_s1_11_s0_9_under_18_that_the_parents_know_is_recorded_with_whom_how_when_and_by_whom() -> None:
    told = _form(a_file(born("2010-01-01"))).page("told")
    assert told is not None
    answers = {
        "parents_decision": "told", "parents_who": "Mor", "parents_how": "Ringte", "parents_when": "2026-11-23",
        "parents_by": "Kontaktlærer",
    }  # fmt: skip
    assert not problems(told, answers, {})
    for step in ("parents_who", "parents_how", "parents_when", "parents_by"):
        assert problems(told, {**answers, step: ""}, {}).steps == {step: Fault.MISSING}
    assert telling(a_file(born("2010-01-01"))) == []


def test_e22_where_no_date_of_birth_is_known_the_age_is_asked_each_time() -> None:
    told = _form(a_file(UNDER)).page("told")
    assert told is not None
    assert "parents_under" in {step.id for step in told.steps}
    assert telling(a_file(UNDER)) == ["still_under"]
    assert telling(a_file(UNDER), parents_under="no") == ["still_under"]
    assert telling(a_file(UNDER), parents_under="yes") == []


def test_e25_who_is_told_is_written_by_a_person_and_never_chosen_by_us() -> None:
    steps = {step.id: step for step in FORMS["parents"].steps}
    assert not hasattr(steps["parents_who"].input, "options")
    assert "register" in (steps["parents_who"].help or steps["parents_who"].ask).nb


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (a_file(UNDER), None),
        (a_file(ADULT), "Eleven er fylt 18 år og har ikke samtykket. De foresatte får ikke vite noe."),
        (
            a_file(ADULT, asked("given", "2026-11-20")),
            "Eleven er fylt 18 år og har samtykket til dette: Mor kan få vite om planen.",
        ),
    ],
)
def test_the_form_says_first_what_holds_today(file: CaseFile, says: str | None) -> None:
    about = _form(file).pages[0].steps[0].about
    assert (about.nb if about else None) == says


def _form(file: CaseFile) -> Flow:
    form = FORMS["parents"]
    return form.made(form.flow, file)


def test_the_words_in_the_history_are_ours() -> None:
    answers: Answers = {"parents_decision": "told", "consent_kind": "given"}
    assert (PARENTS.word(answers, a_file()), DEEDS["consent"].word(answers, a_file())) == ("told", "given")


def delivering(file: CaseFile, to: str = "student,parents", day: str = "2026-11-23") -> list[str]:
    """What keeps somebody from recording that these got the plan that day."""
    return ids(DEEDS["deliver_plan"].problem({"deliver_to": to, "deliver_day": day}, file))


def test_e22_e23_the_parents_of_an_adult_student_get_the_plan_with_consent_alone() -> None:
    assert delivering(a_file(ADULT)) == ["no_consent"]
    assert delivering(a_file(ADULT), to="student") == []
    assert delivering(a_file(ADULT, asked("given", "2026-11-20"))) == []
    assert delivering(a_file(ADULT, asked("given", "2026-11-20"), asked("withdrawn", "2026-11-22"))) == ["no_consent"]
    assert delivering(a_file(TURNS_18)) == []
    assert delivering(a_file(TURNS_18, today=date(2026, 12, 2)), day="2026-12-01") == ["no_consent"]


def test_e22_an_age_that_is_not_known_is_asked_for_before_the_parents_get_the_plan() -> None:
    assert delivering(a_file()) == ["age_known"]
    assert delivering(a_file(UNDER)) == []


def test_e24_parents_who_are_not_to_be_told_do_not_get_the_plan_before_that_is_decided_anew() -> None:
    assert delivering(a_file(UNDER, Wrote("parents", "not_told"))) == ["decided_not"]
    assert delivering(a_file(UNDER, Wrote("parents", "not_told")), to="student") == []
    assert delivering(a_file(UNDER, Wrote("parents", "not_told"), Wrote("parents", "told"))) == []
    assert delivering(a_file(UNDER, Wrote("parents", "not_told"), Wrote("correct_student"))) == ["age_known"]
