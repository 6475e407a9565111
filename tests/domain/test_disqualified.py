"""Somebody answers that they are inhabil: where the case goes then (ruling 19; section 8.1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import HEAD, Case, Event, Happened, Reason, Route
from domain.deadlines import Kind, Move, next_move, open_duty
from domain.lifecycle import Duty
from domain.people import Register
from tests.builders import (
    DAG,
    KARI,
    RANDI,
    UNNI,
    a_case,
    a_register,
    alerted,
    at,
)
from tests.domain.clockwork import Clockwork

MINUTE = timedelta(minutes=1)
HOUSE = a_register()


def _due(case: Case, register: Register = HOUSE) -> Move:
    """What comes next, asked a minute after the last thing that happened."""
    move = next_move(case, register, case.history[-1].at + MINUTE)
    assert move is not None
    return move


def _by(who: str, what: str, clock: str, day: str = "2026-11-23") -> Happened:
    return Happened(at(clock, day), what, who, HEAD if (what, who) == ("recuse", RANDI) else "")


@pytest.mark.parametrize("route", [Route.ORDINARY, Route.EMPLOYEE])
def test_ruling_19_a_disqualified_rektor_is_followed_by_the_owner_at_once(route: Route) -> None:
    case = a_case(*alerted(RANDI), _by(RANDI, "recuse", "10:20"), route=route)
    assert _due(case) == Move(at("10:20"), Kind.ESCALATE, (UNNI,), Reason.DISQUALIFIED)


def test_ruling_19_anybody_else_disqualified_sends_it_back_to_rektor() -> None:
    case = a_case(*alerted(RANDI), *alerted(DAG, when=at("12:00")), _by(DAG, "recuse", "12:10"))
    assert _due(case) == Move(at("12:10"), Kind.ESCALATE, (RANDI,), Reason.DISQUALIFIED)


def test_ruling_19_it_goes_back_once_and_then_onwards() -> None:
    case = a_case(
        *alerted(RANDI), *alerted(DAG, when=at("12:00")), _by(DAG, "recuse", "12:10"),
        *alerted(RANDI, when=at("12:10"), reason=Reason.DISQUALIFIED), _by(RANDI, Event.UNDELIVERED, "12:11"),
    )  # fmt: skip
    assert _due(case).to == (UNNI,)


def test_ruling_19_goes_back_once_also_when_everything_happens_within_one_tick_of_the_clock() -> None:
    """A clock may stand still (the demo's does): order is what the history says, not the time."""
    case = a_case(
        *alerted(RANDI), _by(RANDI, "recuse", "10:00"), *alerted(UNNI, reason=Reason.DISQUALIFIED),
        _by(UNNI, Event.UNDELIVERED, "10:00"),
    )  # fmt: skip
    assert _due(case).to == (KARI,)


def test_ruling_19_a_leader_case_whose_contact_is_disqualified_goes_to_the_next_at_once() -> None:
    case = a_case(*alerted(UNNI), _by(UNNI, "recuse", "10:20"), route=Route.LEADER)
    assert _due(case) == Move(at("10:20"), Kind.ESCALATE, (KARI,), Reason.DISQUALIFIED)


def test_ruling_19_with_nobody_left_a_person_in_charge_is_told_at_once() -> None:
    case = a_case(*alerted(UNNI), _by(UNNI, "recuse", "10:20"), route=Route.LEADER)
    assert _due(case, a_register(without=[KARI])) == Move(at("10:20"), Kind.ALARM, (), Reason.DISQUALIFIED)


def test_ruling_19_with_nobody_left_the_alarm_comes_once_each_limit() -> None:
    case = a_case(*alerted(UNNI), _by(UNNI, "recuse", "10:20"), route=Route.LEADER)
    works = Clockwork(case, a_register(without=[KARI]), at("10:20")).run(at("16:00"), most=50)
    assert [move.kind for _, move in works.moves] == [Kind.ALARM] * 3


def test_8_1_an_acknowledgement_by_someone_disqualified_later_starts_it_again() -> None:
    case = a_case(*alerted(RANDI), _by(RANDI, "acknowledge", "10:05"), _by(RANDI, "open", "10:06"))
    later = case.after(_by(RANDI, "recuse", "10:10", "2026-11-30"))
    assert open_duty(later, HOUSE) is Duty.ACKNOWLEDGE
    assert _due(later) == Move(at("10:10", "2026-11-30"), Kind.ESCALATE, (UNNI,), Reason.DISQUALIFIED)
    assert "acknowledge" in [h.what for h in later.history]


def test_8_1_it_starts_again_also_when_somebody_else_was_told_last() -> None:
    """Randi is silent, Dag is told, then Unni; Dag acknowledges, and a week later finds that he is disqualified."""
    case = a_case(
        *alerted(RANDI), *alerted(DAG, when=at("12:00")), *alerted(UNNI, when=at("14:00")),
        _by(DAG, "acknowledge", "14:10"), _by(DAG, "open", "14:11"), _by(DAG, "recuse", "10:00", "2026-11-30"),
    )  # fmt: skip
    assert _due(case) == Move(at("10:00", "2026-11-30"), Kind.ESCALATE, (RANDI,), Reason.DISQUALIFIED)


def test_8_1_it_starts_again_also_when_another_was_told_after_the_acknowledgement_and_read_it() -> None:
    """Dag acknowledges and does not open; Unni is told, reads, and sees that Dag has it; a week later he is out."""
    case = a_case(
        *alerted(RANDI), *alerted(DAG, when=at("12:00")), _by(DAG, "acknowledge", "12:05"),
        *alerted(UNNI, when=at("14:05"), reason=Reason.NOT_OPENED), _by(UNNI, "open", "14:10"),
        _by(DAG, "recuse", "10:00", "2026-11-30"),
    )  # fmt: skip
    assert _due(case) == Move(at("10:00", "2026-11-30"), Kind.ESCALATE, (RANDI,), Reason.DISQUALIFIED)


def test_8_1_the_acknowledgement_of_another_stands_when_one_is_disqualified() -> None:
    case = a_case(
        *alerted(RANDI),
        *alerted(DAG, when=at("12:00")),
        _by(RANDI, "acknowledge", "12:05"),
        _by(DAG, "recuse", "12:06"),
    )
    assert _due(case).to == (RANDI,)


def test_what_the_deputy_has_taken_falls_when_rektor_is_disqualified() -> None:
    case = a_case(
        *alerted(RANDI), *alerted(DAG, when=at("12:00")), _by(DAG, "acknowledge", "12:05"), _by(DAG, "open", "12:06"),
        _by(RANDI, "recuse", "12:30"),
    )  # fmt: skip
    assert _due(case) == Move(at("12:30"), Kind.ESCALATE, (UNNI,), Reason.DISQUALIFIED)
