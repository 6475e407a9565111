"""The days that stand in a case: who is reminded of them, when, and how seldom (E38)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.agenda import Call, Due, agenda, in_charge, nudges, overdue
from domain.case import Case, Event, Happened, Reason, Route, Status
from domain.clocks import Kind as Measures
from domain.clocks import clocks
from domain.deadlines import Kind, next_move
from domain.people import PersonId, Register, Role
from domain.profile import CasePlan
from domain.status import IN_HAND
from domain.tasks import Work, given
from domain.workdays import oslo_day
from tests.builders import (
    DAG,
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
    a_school,
    alerted,
    at,
    away,
)
from tests.domain.clockwork import Clockwork

REGISTER = a_register()
OPENED = (*alerted(RANDI), Happened(TEN, "acknowledge", RANDI), Happened(TEN, "open", RANDI))
THURSDAY = date(2026, 11, 26)


def with_task(due: date = THURSDAY, *more: Happened, work: Work = Work.TALK, to: PersonId = NORA) -> Case:
    return a_case(*OPENED, given("t1", work, to, due, TEN), *more, status=Status.INVESTIGATING)


def happens(case: Case, until: datetime, register: Register = REGISTER) -> list[tuple[datetime, Call, list[PersonId]]]:
    """What the clock says until then, each thing written once: the time without the second it takes to say it."""
    works = Clockwork(case, register, case.history[-1].at)
    works.run(until + timedelta(minutes=1))
    assert {move.kind for _, move in works.moves} <= {Kind.NUDGE}
    said: dict[tuple[datetime, str], list[PersonId]] = {}
    for h in works.case.all(Event.NUDGED):
        if h not in case.history:
            said.setdefault((h.at.replace(second=0), h.note), []).append(h.who or "")
    return [(when, Call(note.split()[0]), to) for (when, note), to in said.items()]


def test_e38_on_the_morning_to_the_holder_then_also_to_rektor_and_then_to_rektor_once_a_week() -> None:
    assert happens(with_task(), at("23:00", "2026-12-18")) == [
        (at("08:00", "2026-11-26"), Call.DUE, [NORA]),
        (at("08:00", "2026-11-27"), Call.MISSED, [NORA, RANDI]),
        (at("08:00", "2026-12-04"), Call.MISSED, [RANDI]),
        (at("08:00", "2026-12-11"), Call.MISSED, [RANDI]),
        (at("08:00", "2026-12-18"), Call.MISSED, [RANDI]),
    ]


@pytest.mark.parametrize(
    ("due", "morning", "late"),
    [
        (date(2026, 11, 27), "2026-11-27", "2026-11-30"),  # a Friday: missed on the Monday
        (date(2026, 11, 29), "2026-11-27", "2026-11-30"),  # a Sunday is said on the Friday
        (date(2026, 12, 25), "2026-12-24", "2026-12-28"),  # Christmas Day: julaften is an ordinary day
        (date(2027, 3, 25), "2027-03-24", "2027-03-30"),  # Maundy Thursday, and the Tuesday after Easter
    ],
)
def test_calendar_reminders_come_when_the_school_opens_on_working_days(due: date, morning: str, late: str) -> None:
    said = happens(with_task(due), at("09:00", late))
    assert [(when, call) for when, call, _ in said] == [
        (at("08:00", morning), Call.DUE), (at("08:00", late), Call.MISSED),
    ]  # fmt: skip


def serious(*more: Happened, **but: object) -> Case:
    judged = Happened(at("11:20"), "assess", RANDI, "serious")
    return a_case(*OPENED, judged, *more, **{"status": Status.INVESTIGATING, **but})


def test_p12_4_p12_5_ruling_3_rektor_is_reminded_of_the_owner_at_the_next_hour_and_each_working_morning() -> None:
    assert happens(serious(), at("09:00", "2026-11-26")) == [
        (at("12:00"), Call.AT_ONCE, [RANDI]),
        (at("08:00", "2026-11-24"), Call.AT_ONCE, [RANDI]),
        (at("08:00", "2026-11-25"), Call.AT_ONCE, [RANDI]),
        (at("08:00", "2026-11-26"), Call.AT_ONCE, [RANDI]),
    ]
    on_friday = at("15:30", "2026-11-27")
    late = a_case(*OPENED, Happened(on_friday, "assess", RANDI, "serious"), status=Status.INVESTIGATING)
    assert [when for when, *_ in happens(late, at("09:00", "2026-12-01"))] == [
        at("08:00", "2026-11-30"), at("08:00", "2026-12-01"),
    ]  # fmt: skip


@pytest.mark.parametrize("told", ["tell_owner", Event.OWNER_KNOWS])
def test_ruling_3_the_reminders_of_the_owner_end_when_each_recipient_has_been_told(told: str) -> None:
    sent = Happened(at("11:21"), Event.OWNER_SENT, DAG, "owner")
    assert [d.due for d in agenda(serious(sent), REGISTER)] == [Due.OWNER_NOTICE]  # sent is not told
    assert agenda(serious(Happened(at("11:30"), told, DAG, "owner")), REGISTER) == ()


def test_e34_unfounded_ends_the_reminders_only_where_the_act_knows_the_exception() -> None:
    unfounded = Happened(at("11:30"), "tell_owner", RANDI, "unfounded")
    employee = a_case(*OPENED, unfounded, status=Status.INVESTIGATING, route=Route.EMPLOYEE)
    assert agenda(employee, REGISTER) == ()
    assert [d.due for d in agenda(serious(unfounded, route=Route.EMPLOYEE), REGISTER)] == [Due.OWNER_NOTICE]


def test_p12_5_nobody_tells_the_owner_of_what_is_the_owners_or_has_not_been_taken() -> None:
    assert agenda(a_case(*alerted(RANDI), route=Route.EMPLOYEE), REGISTER) == ()
    taken = (*alerted(DAG), Happened(TEN, "acknowledge", DAG), Happened(TEN, "open", DAG))
    assert agenda(a_case(*taken, route=Route.LEADER, status=Status.ACKNOWLEDGED), REGISTER) == ()


def test_p12_5_the_owner_is_for_the_one_in_charge_and_not_for_whom_the_case_is_handed_to() -> None:
    handled = given("t1", Work.HANDLE, NORA, THURSDAY, at("11:30"))
    owner = next(n for n in nudges(serious(handled), REGISTER, at("12:00")) if n.call is Call.AT_ONCE)
    assert owner.to == (RANDI,)


def test_ruling_3_what_is_owed_anew_is_said_anew() -> None:
    again = serious(
        Happened(at("12:00"), Event.NUDGED, RANDI, "at_once owner 0"),
        Happened(at("13:00"), "weigh", RANDI, "not_serious"),
        Happened(at("14:10"), "weigh", RANDI, "serious"),
    )
    (nudge,) = nudges(again, REGISTER, at("14:20"))
    assert (nudge.at, nudge.call) == (at("15:00"), Call.AT_ONCE)


def test_s4_2_a_plan_that_is_told_of_and_not_answered_where_it_must_be_accepted_is_still_reminded_of() -> None:
    school = a_school(plan=CasePlan(within=5, accepted=True))
    told = Happened(at("12:00"), "deliver_plan", RANDI, "told")
    case = a_case(*OPENED, told, status=Status.ACTING)
    assert [d.due for d in agenda(case, a_register(school=school))] == [Due.PLAN]
    assert agenda(case.after(replace(told, note="not_accepted")), a_register(school=school)) == ()


def test_a_school_that_opens_earlier_reminds_earlier() -> None:
    early = a_register(school=a_school(calendar=replace(a_school().calendar, opens=at("07:30").time().replace(hour=7))))
    assert happens(with_task(), at("12:00", "2026-11-26"), early)[0][0] == at("07:30", "2026-11-26")


def test_what_is_given_on_its_day_is_not_reminded_of_the_same_day() -> None:
    assert [(when, call) for when, call, _ in happens(with_task(MONDAY), at("09:00", "2026-11-24"))] == [
        (at("08:00", "2026-11-24"), Call.MISSED)
    ]


def test_a_day_that_lies_behind_when_it_is_given_is_said_on_the_next_morning() -> None:
    said = happens(with_task(MONDAY - timedelta(30)), at("09:00", "2026-11-24"))
    assert said == [(at("08:00", "2026-11-24"), Call.MISSED, [NORA, RANDI])]


def test_a_process_that_slept_leaves_out_what_has_been_overtaken() -> None:
    case, late = with_task(), at("10:00", "2027-01-11")
    (nudge,) = nudges(case, REGISTER, late)
    assert (nudge.call, nudge.at) == (Call.MISSED, at("08:00", "2026-11-27"))
    later = case.after(Happened(late, Event.NUDGED, RANDI, nudge.note))
    move = next_move(later, REGISTER, late)
    assert move
    assert move.at == at("08:00", "2027-01-18")


@pytest.mark.parametrize("how", ["finish_task", "drop_task"])
def test_what_has_ended_reminds_nobody(how: str) -> None:
    case = with_task(THURSDAY, Happened(at("11:00"), how, NORA, "t1"))
    assert agenda(case, REGISTER) == ()
    assert [n.call for n in nudges(case, REGISTER, at("12:00"))] == [Call.QUIET]


EVALUATED = Happened(at("11:30"), "evaluate", RANDI, "yes finished")


@pytest.mark.parametrize(
    ("status", "happened"),
    [
        (Status.ACKNOWLEDGED, ()),
        (Status.INVESTIGATING, (Happened(at("11:00"), "assess", RANDI, "not_serious"),)),
        (Status.EVALUATING, (EVALUATED,)),  # to be ended by a person (E39)
        (Status.REOPENED, (EVALUATED, Happened(at("11:40"), "reopen", RANDI))),
    ],
)
def test_e38_e39_a_case_in_hand_in_which_no_day_stands_is_said_once_a_week_and_never_forgotten(
    status: Status, happened: tuple[Happened, ...]
) -> None:
    case = a_case(*OPENED, *happened, status=status)
    assert agenda(case, REGISTER) == ()
    assert happens(case, at("09:00", "2026-12-14")) == [
        (at("08:00", day), Call.QUIET, [RANDI]) for day in ("2026-11-30", "2026-12-07", "2026-12-14")
    ]


def test_e38_while_whoever_has_it_is_away_the_others_who_have_been_told_are_reminded_too() -> None:
    both = (*alerted(RANDI, DAG), Happened(TEN, "acknowledge", DAG), Happened(TEN, "open", DAG))
    case = a_case(*both, Happened(at("11:00"), "complete_plan", DAG, "1 2026-12-14"), status=Status.ACTING)
    absent = a_person(DAG, Role.DEPUTY, away=away(date(2026, 12, 1), date(2027, 1, 31)))
    assert happens(case, at("09:00", "2026-12-14")) == [(at("08:00", "2026-12-14"), Call.DUE, [DAG])]
    said = happens(case, at("09:00", "2026-12-14"), a_register(absent))
    assert said == [(at("08:00", "2026-12-14"), Call.DUE, [DAG, RANDI])]


@pytest.mark.parametrize("status", [Status.CLOSED, Status.CLOSED_WITHOUT_PLAN, Status.RECEIVED])
def test_what_nobody_has_in_hand_is_not_waiting_for_the_one_in_charge(status: Status) -> None:
    assert nudges(a_case(*OPENED, status=status), REGISTER, at("12:00")) == ()


def test_a_task_in_other_hands_is_said_anew_to_them_only() -> None:
    said = Happened(at("08:00", "2026-11-26"), Event.NUDGED, NORA, "due t1 4")
    case = with_task(THURSDAY, said, given("t1", Work.TALK, TOR, date(2026, 11, 27), at("09:00", "2026-11-26")))
    found = happens(case, at("09:00", "2026-11-30"))
    assert [(call, to) for _, call, to in found] == [(Call.DUE, [TOR]), (Call.MISSED, [TOR, RANDI])]


@pytest.mark.parametrize("status", sorted(set(Status) - IN_HAND))
def test_a_case_that_is_not_in_hand_has_no_days(status: Status) -> None:
    assert agenda(replace(with_task(), status=status), REGISTER) == ()


def test_a_case_whose_acknowledgement_has_fallen_has_no_days_until_it_is_taken_again() -> None:
    assert agenda(with_task(THURSDAY, a_recusal(RANDI)), REGISTER) == ()


def test_a_case_at_a_school_that_is_not_served_has_no_days() -> None:
    assert agenda(with_task(), Register({}, REGISTER.people)) == ()


def test_the_duty_that_is_owed_comes_first_when_it_falls_due_first() -> None:
    case = replace(with_task(), history=with_task().history[:3] + with_task().history[4:])  # nobody has opened it
    move = next_move(case, REGISTER, at("10:30"))
    assert move
    assert move.kind is Kind.REMIND


def test_whoever_is_away_that_day_is_reminded_together_with_the_one_in_charge() -> None:
    register = a_register(a_person(NORA, away=away(THURSDAY)))
    assert happens(with_task(), at("09:00", "2026-11-26"), register)[0][2] == [NORA, RANDI]


@pytest.mark.parametrize(
    ("more", "register"),
    [
        ((), a_register(without=[NORA])),
        ((), a_register(a_person(NORA, Role.STUDENT))),
        ((a_recusal(NORA, at("11:00")),), a_register()),
    ],
    ids=["left", "another post", "inhabil"],
)
def test_e37_a_task_without_an_owner_is_said_to_the_one_in_charge_at_once_and_once(
    more: tuple[Happened, ...], register: Register
) -> None:
    case = with_task(THURSDAY, *more)
    assert happens(case, at("12:00"), register) == [(case.history[-1].at, Call.OWNERLESS, [RANDI])]
    later = happens(case, at("09:00", "2026-11-27"), register)[1:]
    assert [(call, to) for _, call, to in later] == [(Call.DUE, [RANDI]), (Call.MISSED, [RANDI])]


# Who is in charge


def test_the_one_who_acknowledged_is_in_charge() -> None:
    case = a_case(*alerted(RANDI, DAG), Happened(TEN, "acknowledge", DAG), status=Status.ACKNOWLEDGED)
    assert in_charge(case, REGISTER) == (DAG,)


def test_whoever_took_the_case_over_is_in_charge_after_them() -> None:
    case = with_task().after(*alerted(DAG, reason=Reason.TAKEN_OVER))
    assert in_charge(case, REGISTER) == (DAG,)


def test_rektor_is_in_charge_when_whoever_took_it_is_a_receiver_no_more() -> None:
    case = a_case(*alerted(RANDI, DAG), Happened(TEN, "acknowledge", DAG), status=Status.ACKNOWLEDGED)
    assert in_charge(case, a_register(a_person(DAG, Role.STAFF))) == (RANDI,)


def test_in_a_leader_case_nobody_at_the_school_is_ever_reminded() -> None:
    taken = (*alerted(UNNI), Happened(TEN, "acknowledge", UNNI), Happened(TEN, "open", UNNI))
    case = a_case(*taken, given("t1", Work.TALK, NORA, THURSDAY, TEN), route=Route.LEADER, status=Status.INVESTIGATING)
    said = {who for _, _, to in happens(case, at("09:00", "2026-12-20")) for who in to}
    assert said == {NORA, UNNI}


# Evaluation, plan, archive

PLANNED = Happened(TEN, "complete_plan", RANDI, "3 2026-12-14")


def test_e38_the_evaluation_day_is_the_one_in_charges() -> None:
    case = a_case(*OPENED, PLANNED, status=Status.ACTING)
    (found,) = agenda(case, REGISTER)
    assert (found.due, found.day, found.who) == (Due.EVALUATION, date(2026, 12, 14), RANDI)
    assert [(when, call) for when, call, _ in happens(case, at("09:00", "2026-12-15"))] == [
        (at("08:00", "2026-12-14"), Call.DUE), (at("08:00", "2026-12-15"), Call.MISSED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "day"),
    [("no 2027-01-11", date(2027, 1, 11)), ("unsure 2027-01-12", date(2027, 1, 12)), ("yes finished", None)],
)
def test_the_next_evaluation_is_the_one_said_last(word: str, day: date | None) -> None:
    case = a_case(*OPENED, PLANNED, Happened(at("12:00"), "evaluate", RANDI, word), status=Status.EVALUATING)
    assert [d.day for d in agenda(case, REGISTER)] == ([day] if day else [])


def test_a_new_plan_brings_a_new_day() -> None:
    case = a_case(
        *OPENED, PLANNED, Happened(TEN, "evaluate", RANDI, "yes finished"),
        Happened(at("13:00"), "complete_plan", RANDI, "4 2027-02-01"), status=Status.ACTING,
    )  # fmt: skip
    assert [d.day for d in agenda(case, REGISTER)] == [date(2027, 2, 1)]


@pytest.mark.parametrize("word", ["", "3", "3 2026-13-40", "3 later"])
def test_a_word_without_a_day_is_no_day(word: str) -> None:
    case = a_case(*OPENED, Happened(TEN, "complete_plan", RANDI, word), status=Status.ACTING)
    assert agenda(case, REGISTER) == ()


LILLESTROM = a_register(school=a_school(plan=CasePlan(within=5, accepted=True)))


def test_s4_2_the_plans_fifth_working_day_reminds_until_it_has_been_communicated() -> None:
    case = a_case(*OPENED, status=Status.INVESTIGATING)
    (found,) = agenda(case, LILLESTROM)
    assert (found.due, found.day, found.who) == (Due.PLAN, date(2026, 11, 30), RANDI)
    assert agenda(case, REGISTER) == ()
    told = case.after(Happened(at("12:00"), "deliver_plan", RANDI, "not_accepted"))
    assert agenda(told, LILLESTROM) == ()


def test_s0_20_journal_the_archive_is_due_the_working_day_after_something_was_written_and_only_then() -> None:
    archived = Happened(at("11:00"), "archive", LIV)
    minutes = Happened(at("14:00", "2026-12-04"), "minutes", RANDI, "team")  # a Friday
    quiet = with_task(THURSDAY, archived, work=Work.JOURNAL, to=LIV)
    assert agenda(quiet, REGISTER) == ()
    written = quiet.after(minutes)
    assert [(d.day, d.who) for d in agenda(written, REGISTER)] == [(date(2026, 12, 7), LIV)]
    assert happens(written, at("09:00", "2026-12-07")) == [(at("08:00", "2026-12-07"), Call.DUE, [LIV])]
    again = written.after(
        Happened(at("10:00", "2026-12-07"), "archive", LIV), replace(minutes, at=at(day="2026-12-08"))
    )
    assert [d.day for d in agenda(again, REGISTER)] == [date(2026, 12, 9)]


def test_e38_the_overdue_list_holds_what_should_have_been_done() -> None:
    case = with_task(THURSDAY, PLANNED)
    assert overdue(case, REGISTER, THURSDAY) == ()
    assert [d.due for d in overdue(case, REGISTER, date(2026, 11, 27))] == [Due.TASK]
    assert [d.due for d in overdue(case, REGISTER, date(2026, 12, 15))] == [Due.TASK, Due.EVALUATION]


def test_the_soonest_stands_first() -> None:
    case = with_task(THURSDAY, given("t2", Work.PLAN, LIV, date(2026, 11, 25), TEN), PLANNED)
    assert [d.due for d in agenda(case, REGISTER)] == [Due.TASK, Due.TASK, Due.EVALUATION]
    assert [d.who for d in agenda(case, REGISTER)] == [LIV, NORA, RANDI]


def test_whoever_has_the_whole_case_is_reminded_of_its_days_and_the_one_in_charge_of_what_is_missed() -> None:
    left = given("t1", Work.HANDLE, NORA, date(2027, 6, 1), TEN)
    case = a_case(*OPENED, left, PLANNED, status=Status.ACTING)
    assert [(call, to) for _, call, to in happens(case, at("09:00", "2026-12-15"))] == [
        (Call.DUE, [NORA]), (Call.MISSED, [NORA, RANDI]),
    ]  # fmt: skip


def test_each_task_and_the_evaluation_have_a_clock_and_the_late_one_stands_first() -> None:
    found = [c for c in clocks(with_task(THURSDAY, PLANNED), REGISTER, at(day="2026-11-27")) if c.kind in DAYS]
    assert [(c.kind, c.overdue, oslo_day(c.due)) for c in found if c.due] == [
        (Measures.TASK, True, THURSDAY), (Measures.EVALUATION, False, date(2026, 12, 14)),
    ]  # fmt: skip
    assert found[0].about
    assert found[0].about.nb == "Snakke med eleven, Nora Eide"
    assert found[1].about is None


def test_a_task_without_an_owner_has_a_clock_without_a_name() -> None:
    (found,) = (c for c in clocks(with_task(), a_register(without=[NORA]), TEN) if c.kind in DAYS)
    assert found.about
    assert found.about.en == "Talk with the student"


DAYS = (Measures.TASK, Measures.EVALUATION)
