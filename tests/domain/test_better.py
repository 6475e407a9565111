"""How it has become, in the student's own word: what counts as worse, when it is asked, and what follows from it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agenda import Call, Due, agenda
from domain.better import (
    CHAT,
    FACES,
    SAFE_WORDS,
    OwnAnswer,
    answers,
    is_answer,
    is_to_be_reopened,
    is_worse,
    last,
    question,
    worse_since,
)
from domain.case import Case, Event, Happened, Status
from domain.closing import NEVER_UNSAFE, NOT_UNSAFE_SINCE, SAID_SAFE
from domain.evaluation import latest_word
from domain.following import is_about_teller, knows_plan_is_theirs
from domain.origin import Door, Naming, Origin, Teller
from domain.seeking import reminders
from domain.workdays import add_working_days, is_working_day, oslo_day, working_days_before
from tests.builders import (
    EMIL,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    a_calendar,
    a_case,
    a_register,
    a_report,
    a_school,
    alerted,
    at,
)
from tests.domain.handled import a_file

REGISTER, CALENDAR = a_register(), a_calendar()
HOUR = timedelta(hours=1)
TAKEN = (*alerted(RANDI), Happened(TEN, "acknowledge", RANDI), Happened(TEN, "open", RANDI))
PLAN = Happened(TEN, "complete_plan", RANDI, "1 2026-12-14")
SAID = st.tuples(st.sampled_from(sorted(SAFE_WORDS)), st.sampled_from(sorted(FACES)))
NAMED = Origin(Teller.STUDENT, about_self=True)


def said(safe: str, face: int, when: datetime = TEN) -> Happened:
    return Happened(when, Event.SAID, EMIL, f"{safe} {face}")


def of_self(*history: Happened, note: str = CHAT, **but: object) -> Case:
    told = {"reporter": EMIL, "student": "Emil Strand", "status": Status.ACTING, **but}
    return a_case(Happened(TEN, Event.OF_SELF, None, note), *TAKEN, *history, **told)


def calls(case: Case, now: datetime) -> dict[Call, datetime]:
    return {n.call: n.at for n in reminders(case, REGISTER, now)}


@given(st.lists(SAID, max_size=8))
def test_every_answer_is_read_as_it_was_written(given_: list[tuple[str, int]]) -> None:
    case = a_case(*(said(*one) for one in given_))
    assert [(a.safe, a.face) for a in answers(case)] == given_
    assert latest_word(case) == (given_[-1][0] if given_ else "")
    assert last(case) == (OwnAnswer(*given_[-1], TEN) if given_ else None)


@given(st.lists(SAID, max_size=6), SAID)
def test_no_answer_that_is_worse_passes_unseen_and_a_better_one_alarms_nobody(
    before: list[tuple[str, int]], now: tuple[str, int]
) -> None:
    case, (safe, face) = a_case(*(said(*one) for one in before)), now
    worse = is_worse(case, OwnAnswer(safe, face, TEN))
    if face <= 2 or (before and face < before[-1][1]) or (safe == "no" and before and before[-1][0] == "yes"):
        assert worse
    else:
        assert not worse
    assert (worse_since(case.after(said(*now)), "evaluate") is not None) >= worse


@pytest.mark.parametrize("note", ["", "no", "yes", "yes 9", "unreached 3", "yes 3 4", "yes three"])
def test_what_is_no_answer_is_read_as_none(note: str) -> None:
    assert answers(a_case(Happened(TEN, Event.SAID, EMIL, note))) == ()
    assert not is_answer("yes", "")


def test_after_the_end_a_no_is_worse_even_where_nobody_had_said_yes() -> None:
    ended = a_case(Happened(TEN, "close", RANDI, "left"), status=Status.CLOSED)
    assert is_worse(ended, OwnAnswer("no", 4, TEN))
    assert not is_worse(a_case(), OwnAnswer("no", 4, TEN))
    reopened = ended.after(Happened(TEN, "reopen", RANDI))
    assert not is_worse(reopened, OwnAnswer("no", 4, TEN))


def test_a_worse_answer_asks_for_the_case_to_be_looked_at_again_until_somebody_has() -> None:
    ended = of_self(PLAN, said("yes", 5), Happened(TEN, "close", RANDI, "safe"), status=Status.CLOSED)
    assert not is_to_be_reopened(ended)
    worse = ended.after(said("no", 1, TEN + HOUR))
    assert is_to_be_reopened(worse)
    again = worse.after(Happened(TEN + HOUR, "reopen", RANDI), status=Status.REOPENED)
    assert not is_to_be_reopened(again)
    closed_again = again.after(Happened(TEN + HOUR, "close", RANDI, "safe"), status=Status.CLOSED)
    assert not is_to_be_reopened(closed_again)


def test_12_4_the_students_own_answer_opens_and_shuts_the_gates_of_the_end_as_if_somebody_had_written_it() -> None:
    def gates(*history: Happened) -> list[bool]:
        file = a_file()
        case = file.case.after(*history)
        return [g.is_open(type(file)(case, file.school)) for g in (SAID_SAFE, NOT_UNSAFE_SINCE, NEVER_UNSAFE)]

    assert gates() == [True, True, True]
    assert gates(said("no", 3)) == [False, False, False]
    assert gates(said("no", 3), said("yes", 4)) == [True, True, False]
    assert gates(said("unsure", 3)) == [False, False, True]


def evaluations(case: Case) -> list[date]:
    return [d.day for d in agenda(case, REGISTER) if d.due is Due.EVALUATION]


def test_the_evaluation_is_due_the_day_that_a_student_answers_that_it_is_worse() -> None:
    assert evaluations(of_self(PLAN)) == [date(2026, 12, 14)]
    assert evaluations(of_self(PLAN, said("yes", 4))) == [date(2026, 12, 14)]
    worse = of_self(PLAN, said("no", 1, at("10:00", "2026-12-01")))
    assert evaluations(worse) == [date(2026, 12, 1)]
    evaluated = worse.after(Happened(at("12:00", "2026-12-01"), "evaluate", RANDI, "no 2027-01-11"))
    assert evaluations(evaluated) == [date(2027, 1, 11)]


def test_a_worse_answer_makes_no_evaluation_where_no_plan_is() -> None:
    assert evaluations(of_self(said("no", 1))) == []


def test_where_every_measure_was_finished_a_worse_answer_makes_a_day_again() -> None:
    done = of_self(PLAN, Happened(TEN, "evaluate", RANDI, "yes finished"), status=Status.EVALUATING)
    assert evaluations(done) == []
    assert evaluations(done.after(said("no", 2, TEN + HOUR))) == [MONDAY]


# When it is asked


def test_it_is_asked_two_working_days_before_until_it_is_answered_or_evaluated() -> None:
    case, thursday = of_self(PLAN), at("08:00", "2026-12-10")
    assert question(case, CALENDAR, at("23:00", "2026-12-09")) is None
    assert question(case, CALENDAR, thursday) == date(2026, 12, 14)
    assert question(case, CALENDAR, at("12:00", "2026-12-20")) == date(2026, 12, 14)
    assert question(case.after(said("yes", 4, thursday)), CALENDAR, thursday) is None
    early = case.after(said("yes", 4, at("12:00", "2026-12-01")))
    assert question(early, CALENDAR, thursday) == date(2026, 12, 14)
    done = case.after(Happened(thursday, "evaluate", RANDI, "yes finished"), status=Status.EVALUATING)
    assert question(done, CALENDAR, thursday) is None


def test_nobody_is_asked_of_what_another_told_or_of_what_has_ended() -> None:
    thursday = at("08:00", "2026-12-10")
    assert question(a_case(*TAKEN, PLAN, status=Status.ACTING), CALENDAR, thursday) is None
    assert question(of_self(PLAN, status=Status.CLOSED), CALENDAR, thursday) is None
    assert Call.BETTER not in calls(a_case(*TAKEN, PLAN, status=Status.ACTING), thursday)
    assert Call.BETTER not in calls(of_self(PLAN, status=Status.CLOSED), thursday)
    assert Call.BETTER not in calls(of_self(PLAN, note=""), thursday)  # nobody knows where


def test_it_is_said_once_in_the_morning_and_a_person_is_told_three_working_days_later() -> None:
    case, thursday = of_self(PLAN), at("08:00", "2026-12-10")
    assert calls(case, TEN)[Call.BETTER] == thursday
    asked = case.after(Happened(thursday, Event.NUDGED, EMIL, f"{Call.BETTER} evaluation {case.version - 1}"))
    assert Call.BETTER not in calls(asked, thursday)
    assert calls(asked, thursday)[Call.NO_WORD] == at("08:00", "2026-12-15")
    assert Call.NO_WORD not in calls(asked.after(said("unsure", 3, thursday + HOUR)), thursday)
    told = asked.after(Happened(TEN, Event.NUDGED, RANDI, f"{Call.NO_WORD} evaluation {case.version - 1}"))
    assert Call.NO_WORD not in calls(told, thursday)


def test_a_day_that_is_set_late_is_asked_of_at_once() -> None:
    late = at("14:00", "2026-12-11")
    case = of_self(Happened(late, "complete_plan", RANDI, "1 2026-12-14"))
    assert calls(case, late)[Call.BETTER] == late


@given(st.dates(date(2026, 1, 10), date(2030, 12, 1)), st.integers(1, 10))
def test_days_before_are_days_after_the_other_way(day: date, n: int) -> None:
    before = working_days_before(day, n, CALENDAR)
    assert is_working_day(before, CALENDAR)
    assert before < day
    assert add_working_days(before, n, CALENDAR) >= day
    assert add_working_days(before, n - 1, CALENDAR) < day
    assert oslo_day(at(day=before.isoformat())) == before


# Whose it is


CORRECTED = Happened(TEN, "correct_student", RANDI)


@pytest.mark.parametrize(
    ("history", "student", "name", "is_theirs"),
    [
        ((), "Emil Strand", "Emil Strand", True),
        ((), "", "Emil Strand", True),
        ((CORRECTED,), "Emil Strand 2STA", "Emil Strand", True),
        ((CORRECTED,), "Ola Dal 2STA", "Emil Strand", False),
        ((CORRECTED,), "Emil Strand", "", False),
    ],
)
def test_e32_a_case_that_has_got_another_student_is_not_the_tellers_any_more(
    history: tuple[Happened, ...], student: str, name: str, is_theirs: bool
) -> None:
    case = a_case(*history, student=student)
    assert is_about_teller(a_report(origin=NAMED), case, name) is is_theirs
    assert not is_about_teller(a_report(origin=Origin(Teller.STUDENT)), case, name)


def test_a_plan_is_shown_to_a_teller_whose_name_is_held_apart_only_where_the_school_knew_whose_it_was() -> None:
    apart = a_report(origin=Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True))
    nobody = a_report(origin=Origin(Teller.STUDENT, Door.PAGE, Naming.UNNAMED, about_self=True))
    opened = a_case(Happened(TEN, "open_name", RANDI), student="")
    assert not knows_plan_is_theirs(apart, a_case(student=""), "Emil Strand", TEN)
    assert not knows_plan_is_theirs(apart, opened, "Emil Strand", TEN - HOUR)
    assert knows_plan_is_theirs(apart, opened, "Emil Strand", TEN + HOUR)
    assert knows_plan_is_theirs(apart, a_case(CORRECTED, student="Emil Strand"), "Emil Strand", TEN)
    assert not knows_plan_is_theirs(nobody, opened, "", TEN + HOUR)
    assert knows_plan_is_theirs(a_report(origin=NAMED), a_case(student="Emil Strand"), "Emil Strand", TEN)


def test_the_adult_whom_a_student_chose_has_no_part_in_when_it_is_asked() -> None:
    assert calls(of_self(PLAN), TEN).keys() >= {Call.BETTER}
    assert a_school().name
    assert NORA not in {who for n in reminders(of_self(PLAN), REGISTER, TEN) for who in n.to}
