"""Silence is impossible: what falls due next, and for whom (rulings 2, 18 and 19)."""

from __future__ import annotations

import operator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from domain.access import acknowledgement
from domain.case import Case, Event, Happened, Reason, Route, Status
from domain.deadlines import Kind, Move, next_move, open_duty, wave
from domain.lifecycle import Duty
from domain.people import Register, Role
from domain.profile import Limits
from domain.workdays import school_hours_between
from tests.builders import (
    DAG,
    EMIL,
    KARI,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_case,
    a_person,
    a_register,
    a_school,
    alerted,
    at,
    away,
)
from tests.domain.clockwork import PULSE, Clockwork

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HOUSE = a_register()


def _due(case: Case, register: Register = HOUSE) -> Move:
    """What comes next, asked a minute after the last thing that happened."""
    move = next_move(case, register, case.history[-1].at + MINUTE)
    assert move is not None
    return move


def _reminded(clock: str) -> Happened:
    return Happened(at(clock), Event.REMINDED)


def _by(who: str, what: str, clock: str, day: str = "2026-11-23") -> Happened:
    return Happened(at(clock, day), what, who)


# The limits


def test_design_1_3_the_reminder_comes_halfway_and_the_next_rung_after_two_school_hours() -> None:
    case = a_case(*alerted(RANDI))
    assert _due(case) == Move(at("11:00"), Kind.REMIND, (RANDI,), Reason.NO_ANSWER)
    assert _due(case.after(_reminded("11:00"))) == Move(at("12:00"), Kind.ESCALATE, (DAG,), Reason.NO_ANSWER)


def test_design_1_3_in_danger_the_limit_is_fifteen_minutes_of_wall_time_day_and_night() -> None:
    night = at("02:00", "2026-11-22")
    case = a_case(*alerted(RANDI, when=night), danger=True, told_at=night)
    assert _due(case).at == night + 7.5 * MINUTE
    assert _due(case.after(Happened(night + 8 * MINUTE, Event.REMINDED))).at == night + 15 * MINUTE


def test_e9_a_report_on_friday_evening_is_counted_from_monday_morning() -> None:
    friday = at("19:30", "2026-11-20")
    assert _due(a_case(*alerted(RANDI, when=friday), told_at=friday)).at == at("09:00", "2026-11-23")


def test_a_profile_may_shorten_both_limits() -> None:
    register = a_register(school=a_school(limits=Limits(HOUR, 4 * MINUTE)))
    assert _due(a_case(*alerted(RANDI)), register).at == at("10:30")
    assert _due(a_case(*alerted(RANDI), danger=True), register).at == at("10:02")


def test_a_process_that_slept_finds_the_same_move_overdue() -> None:
    case = a_case(*alerted(RANDI), _reminded("11:00"))
    assert next_move(case, HOUSE, at("11:01")) == next_move(case, HOUSE, at("15:00", "2026-12-24"))


def test_a_clock_that_slept_over_every_limit_still_gives_the_next_receiver_a_whole_one() -> None:
    """The reminder that nobody made is left out: it would come together with the next receiver's alert."""
    woke = at("09:00", "2026-11-25")
    works = Clockwork(a_case(*alerted(RANDI)), HOUSE, woke).run(at("15:00", "2026-11-25"))
    assert [(move.kind, move.to) for _, move in works.moves[:3]] == [
        (Kind.ESCALATE, (DAG,)), (Kind.REMIND, (DAG,)), (Kind.ESCALATE, (UNNI,)),
    ]  # fmt: skip
    assert works.alerts[0][0] - woke < MINUTE
    assert works.alerts[1][0] - works.alerts[0][0] >= 2 * HOUR


def test_nothing_is_owed_once_somebody_has_acknowledged_and_opened() -> None:
    case = a_case(*alerted(RANDI), _by(RANDI, "acknowledge", "10:05"), _by(RANDI, "open", "10:06"))
    assert next_move(case, HOUSE, at("10:07")) is None
    assert open_duty(case, HOUSE) is None


# Ruling 18: acknowledged but not opened


def test_ruling_18_acknowledged_but_not_opened_has_the_same_limit_again_from_the_acknowledgement() -> None:
    case = a_case(*alerted(RANDI), _by(RANDI, "acknowledge", "11:30"))
    assert _due(case) == Move(at("12:30"), Kind.REMIND, (RANDI,), Reason.NOT_OPENED)
    case = case.after(_reminded("12:30"))
    assert _due(case) == Move(at("13:30"), Kind.ESCALATE, (DAG,), Reason.NOT_OPENED)


def test_ruling_18_who_is_told_because_it_was_not_opened_meets_the_duty_by_opening() -> None:
    case = a_case(
        *alerted(RANDI), _by(RANDI, "acknowledge", "10:05"), *alerted(DAG, when=at("12:05"), reason=Reason.NOT_OPENED)
    )
    assert open_duty(case.after(_by(DAG, "open", "12:10")), HOUSE) is None


def test_ruling_18_a_look_before_the_acknowledgement_of_another_does_not_meet_the_duty_to_open() -> None:
    """Dag looks and leaves it; Randi acknowledges and never opens. Nobody who has taken it knows what it says."""
    case = a_case(
        *alerted(RANDI), *alerted(DAG, when=at("12:00")), _by(DAG, "open", "12:05"), _by(RANDI, "acknowledge", "12:10")
    )
    assert open_duty(case, HOUSE) is Duty.OPEN


def test_who_opened_first_and_acknowledged_then_has_met_both() -> None:
    case = a_case(*alerted(RANDI), _by(RANDI, "open", "10:05"), _by(RANDI, "acknowledge", "10:06"))
    assert open_duty(case, HOUSE) is None


def test_opening_without_acknowledging_stops_no_clock() -> None:
    case = a_case(*alerted(RANDI), _by(RANDI, "open", "10:05"))
    assert open_duty(case, HOUSE) is Duty.ACKNOWLEDGE
    assert _due(case).at == at("11:00")


def test_neither_duty_is_met_by_the_accused_or_by_a_leader_in_a_leader_case() -> None:
    done = (_by(RANDI, "acknowledge", "10:05"), _by(RANDI, "open", "10:06"))
    for case in (a_case(*done, accused=frozenset({RANDI})), a_case(*done, route=Route.LEADER)):
        assert acknowledgement(case, HOUSE) is None
        assert open_duty(case, HOUSE) is Duty.ACKNOWLEDGE


# Unreached


def test_an_unreached_receiver_is_passed_over_at_once() -> None:
    case = a_case(*alerted(RANDI), _by(RANDI, Event.UNDELIVERED, "10:01"))
    assert _due(case) == Move(at("10:01"), Kind.ESCALATE, (DAG,), Reason.UNREACHED)


def test_one_of_two_unreached_leaves_the_other_their_limit() -> None:
    register = a_register(a_person(NORA, Role.PRINCIPAL))
    case = a_case(*alerted(NORA, RANDI), _by(RANDI, Event.UNDELIVERED, "10:01"))
    assert _due(case, register).kind is Kind.REMIND


def test_one_who_was_unreached_earlier_and_is_told_again_gets_a_limit() -> None:
    case = a_case(*alerted(UNNI), _by(UNNI, Event.UNDELIVERED, "10:01"), *alerted(UNNI, when=at("13:00")))
    assert _due(case).at == at("14:00")


def test_all_unreached_is_tried_again_each_limit_and_never_faster() -> None:
    everybody = frozenset({RANDI, DAG, UNNI, KARI})
    works = Clockwork(a_case(), HOUSE, TEN, unreachable=everybody).run(at("16:00"))
    assert [to for _, to in works.alerts[:4]] == [(RANDI,), (DAG,), (UNNI,), (KARI,)]
    assert works.alerts[3][0] - TEN < MINUTE
    assert works.alerts[4][0] - works.alerts[3][0] >= 2 * HOUR


def test_nobody_at_all_can_be_reached_so_a_person_in_charge_is_told() -> None:
    """Every send ends sent or raised to a person; here nobody else is left to raise it to."""
    everybody = frozenset({RANDI, DAG, UNNI, KARI})
    works = Clockwork(a_case(), HOUSE, TEN, unreachable=everybody).run(at("16:00"))
    assert Kind.ALARM in {move.kind for _, move in works.moves}


def test_a_case_whose_owner_has_nobody_here_and_whose_leaders_are_away_raises_an_alarm_each_limit() -> None:
    register = a_register(a_person(RANDI, away=away()), a_person(DAG, away=away()), without=[UNNI, KARI])
    works = Clockwork(a_case(), register, TEN).run(at("16:00"))
    assert [move.kind for _, move in works.moves] == [Kind.ALARM] * 3
    gaps = [b - a for (a, _), (b, _) in pairwise(works.moves)]
    assert all(2 * HOUR <= gap < 2 * HOUR + MINUTE for gap in gaps)


def test_who_comes_back_after_an_alarm_is_told() -> None:
    register = a_register(a_person(RANDI, away=away(MONDAY, MONDAY)), without=[DAG, UNNI, KARI])
    works = Clockwork(a_case(), register, TEN).run(at("09:00", "2026-11-24"))
    assert works.alerts[0][1] == (RANDI,)


def test_a_rektor_who_goes_away_unanswered_is_followed_by_the_deputy_in_an_employee_case() -> None:
    register = a_register(a_person(RANDI, away=away(MONDAY + timedelta(1), MONDAY + timedelta(9))))
    case = a_case(*alerted(RANDI, when=at("15:00")), route=Route.EMPLOYEE, told_at=at("15:00"))
    assert Clockwork(case, register, at("15:00")).run(at("12:00", "2026-11-24")).alerts[0][1] == (DAG,)


def test_a_rektor_who_comes_back_is_told_before_the_owners_second_turn() -> None:
    register = a_register(a_person(RANDI, away=away(MONDAY, MONDAY)))
    works = Clockwork(a_case(*alerted(DAG)), register, TEN).run(at("15:00", "2026-11-24"))
    assert (RANDI,) in [to for _, to in works.alerts]


# Ruling 2: the owner has not agreed


def test_ruling_2_its_author_is_asked_again_each_limit_until_they_have_recorded_how_the_owner_was_told() -> None:
    case = a_case(route=Route.LEADER, status=Status.UNDELIVERED)
    works = Clockwork(case, a_register(school=a_school(agreed=False)), TEN).run(at("16:00", "2026-11-24"))
    assert {(move.kind, move.to) for _, move in works.moves} == {(Kind.REMIND, (TOR,))}
    assert all(b - a > HOUR for (a, _), (b, _) in pairwise(works.moves))
    assert works.act(TOR, "record_owner_told")
    assert works.case.status is Status.OWNER_TOLD
    assert next_move(works.case, works.register, works.now) is None


def test_ruling_2_only_its_author_can_record_it_and_only_once() -> None:
    works = Clockwork(a_case(route=Route.LEADER, status=Status.UNDELIVERED), HOUSE, TEN)
    assert not any(works.act(who, "record_owner_told") for who in (RANDI, DAG, UNNI, EMIL))
    assert works.act(TOR, "record_owner_told")
    assert not works.act(TOR, "record_owner_told")


def test_ruling_2_an_undelivered_case_is_told_to_nobody() -> None:
    case = a_case(route=Route.LEADER, status=Status.UNDELIVERED)
    assert wave(case, HOUSE) is not None
    works = Clockwork(case, HOUSE, TEN).run(at("16:00", "2026-12-23"))
    assert works.alerts == []


# Thirty days of silence


def _school_hours(later: datetime, earlier: datetime) -> timedelta:
    return school_hours_between(earlier, later, a_school().calendar)


@pytest.mark.parametrize("danger", [True, False])
@pytest.mark.parametrize("route", list(Route))
def test_ruling_18_thirty_days_without_an_answer_five_in_danger(route: Route, danger: bool) -> None:
    start = at("15:10", "2026-12-18")  # over Christmas: no duty pauses (E8)
    limit, between = (15 * MINUTE, operator.sub) if danger else (2 * HOUR, _school_hours)
    case = a_case(told_at=start, route=route, danger=danger)
    works = Clockwork(case, HOUSE, start).run(start + timedelta(5 if danger else 30))
    first = {Route.ORDINARY: [RANDI, DAG], Route.LEADER: []}.get(route, [RANDI])
    order = [who for _, (who,) in works.alerts]
    assert order[: len(first)] == first
    turns = order[len(first) :]
    assert turns == ([UNNI, KARI] * len(turns))[: len(turns)]  # in turn, again and again
    assert len(turns) > (450 if danger else 60)
    assert [move.kind for _, move in works.moves[1:7]] == [Kind.REMIND, Kind.ESCALATE] * 3
    gaps = [between(b, a) for (a, _), (b, _) in pairwise(works.moves)]
    assert max(gaps) <= limit / 2 + MINUTE  # never silent for longer than to the reminder or the next receiver
    for who in {*order}:
        told = [when for when, (whom,) in works.alerts if whom == who]
        assert all(between(b, a) >= limit for a, b in pairwise(told))


@pytest.mark.parametrize("route", list(Route))
def test_ruling_18_it_ends_when_somebody_acknowledges_and_opens_whenever_that_is(route: Route) -> None:
    for hours in (0, 3, 5, 30, 31, 200):
        works = Clockwork(a_case(route=route), HOUSE, TEN).run(TEN + hours * HOUR + MINUTE)
        who = works.alerts[-1][1][0]
        assert works.act(who, "acknowledge")
        assert next_move(works.case, HOUSE, works.now) is not None
        assert works.act(who, "open")
        coming = next_move(works.case, HOUSE, works.now)  # from now on only what waits for whoever has it
        assert coming is not None
        assert coming.kind is Kind.NUDGE


def test_ruling_18_a_single_owners_contact_is_told_again_and_again() -> None:
    works = Clockwork(a_case(route=Route.LEADER), a_register(without=[KARI]), TEN).run(at("16:00", "2026-11-26"))
    told = [when for when, to in works.alerts if to == (UNNI,)]
    assert len(told) > 6
    assert all(_school_hours(b, a) >= 2 * HOUR for a, b in pairwise(told))


def test_a_receiver_may_always_acknowledge_when_an_acknowledgement_is_owed() -> None:
    """Unni acknowledges a leader case and is then made head of a department: she is out, so Kari must be able to."""
    works = Clockwork(a_case(*alerted(UNNI), route=Route.LEADER), HOUSE, TEN)
    assert works.act(UNNI, "acknowledge")
    works.register = a_register(a_person(UNNI, Role.OWNER_CONTACT, Role.DEPARTMENT_HEAD))
    works.run(at("16:00"))
    assert open_duty(works.case, works.register) is Duty.ACKNOWLEDGE
    assert works.act(KARI, "acknowledge")


def test_the_pulse_of_these_tests_is_shorter_than_any_limit() -> None:
    assert PULSE < MINUTE
