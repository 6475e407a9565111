"""The life cycle's table, and walks of random legal steps over it."""

from __future__ import annotations

import random
import re
from datetime import timedelta

import pytest

from domain.access import acknowledgement
from domain.audit import ACTIONS as AUDITED
from domain.case import Event, Happened, Route, Status
from domain.deadlines import Kind, next_move, open_duty
from domain.lifecycle import ACTIONS, LIFECYCLE, Duty, Party, allowed, may
from domain.report import ByStaff
from domain.routing import is_deliverable, ladder, route_for
from domain.status import ENDED, IN_HAND, STATUS_WORDS
from tests.builders import (
    DAG,
    EMIL,
    FJELLVIK,
    KARI,
    LIV,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_case,
    a_recusal,
    a_register,
    a_school,
    alerted,
)
from tests.domain.clockwork import Clockwork

PEOPLE = (RANDI, DAG, KARI, UNNI, TOR, NORA, LIV, EMIL)
STAYS = {(status, status) for status in Status}
MOVES = {(status, row.to or status) for row in LIFECYCLE for status in row.after} | STAYS
# Ruling 19 and 8.1: when what was taken falls, the case waits for the next right receiver again.
FALLS = {(status, Status.RECEIVED) for status in IN_HAND}
FOUND = (ByStaff.EMPLOYEE, ByStaff.LEADER, ByStaff.UNSURE)


def test_each_action_stands_once_in_the_table() -> None:
    assert len(ACTIONS) == len(LIFECYCLE)


def test_every_status_has_words_for_its_reporter() -> None:
    assert set(STATUS_WORDS) == set(Status)


def test_every_action_and_event_is_an_audit_word() -> None:
    assert {f"case:{row.action}" for row in LIFECYCLE} | {f"case:{e}" for e in Event} <= AUDITED


def test_every_duty_is_met_by_some_action() -> None:
    assert {duty for row in LIFECYCLE for duty in row.meets} == set(Duty)


def test_a_duty_that_an_action_starts_can_be_met_where_the_action_leads() -> None:
    for row in LIFECYCLE:
        for duty in row.starts:
            assert any(row.to in other.after and duty in other.meets for other in LIFECYCLE)


def test_every_status_can_be_left_or_is_an_end() -> None:
    for status in Status:
        ahead, found = {status}, set()
        while ahead:
            found |= ahead
            ahead = {to for start, to in MOVES if start in ahead} - found
        assert found & {Status.CLOSED, Status.OWNER_TOLD, Status.FORWARDED}


def test_p12_4_no_action_deletes_or_refuses_and_what_has_ended_can_be_opened_again() -> None:
    assert not {action for action in ACTIONS if re.search("delete|remove|refuse|reject|withdraw", action)}
    for row in LIFECYCLE:
        if row.to in ENDED:
            assert row.by == {Party.RECEIVER}
            assert may(a_case(status=row.to), "reopen", {Party.RECEIVER})


def test_e39_only_a_person_ends_a_case() -> None:
    ends = {row.action for row in LIFECYCLE if row.to in ENDED}
    assert ends == {"close", "close_without_plan"}
    assert not ends & {event.value for event in Event}  # nothing that happens by itself is an ending


def test_e13_a_reporter_may_always_add_and_never_take_back() -> None:
    for status in set(Status) - {Status.FORWARDED}:  # what is added then reaches the case it goes on as
        actions = [row.action for row in allowed(a_case(status=status), {Party.REPORTER})]
        assert "supplement" in actions
        assert set(actions) <= {"supplement", "confirm", "record_owner_told"}


def test_ruling_5_acknowledging_is_there_from_the_first_moment_and_asked_once() -> None:
    buttons = [row.action for row in allowed(a_case(), {Party.RECEIVER})]
    assert buttons[:2] == ["acknowledge", "open"]
    assert not may(a_case(status=Status.ACKNOWLEDGED), "acknowledge", {Party.RECEIVER})


def test_nobody_to_the_case_may_nothing() -> None:
    assert all(allowed(a_case(status=status), ()) == () for status in Status)


def test_a_receiver_may_nothing_with_a_case_that_was_not_delivered() -> None:
    for status in (Status.UNDELIVERED, Status.OWNER_TOLD, Status.FORWARDED):
        assert allowed(a_case(status=status), {Party.RECEIVER}) == ()


def _begun(dice: random.Random) -> Clockwork:
    answer = dice.choice(["no", "employee", "leader"])
    register = a_register(school=a_school(agreed=dice.random() < 0.7))
    accused = frozenset(dice.sample([TOR, DAG, LIV], dice.choice([0, 1]))) if answer != "no" else frozenset()
    route = route_for(answer, accused, FJELLVIK, register)  # type: ignore[arg-type]
    here = is_deliverable(route, register.schools[FJELLVIK], ((UNNI,),))
    case = a_case(route=route, accused=accused, status=Status.RECEIVED if here else Status.UNDELIVERED)
    first = ladder(case, register, MONDAY)[:1] if here else ()
    return Clockwork(case.after(*alerted(*(who for rung in first for who in rung))), register, TEN)


@pytest.mark.parametrize("seed", range(150))
def test_a_walk_of_random_steps_changes_status_only_by_the_table_and_never_rewrites_history(seed: int) -> None:
    dice = random.Random(seed)
    works = _begun(dice)
    for _ in range(25):
        before = works.case
        if dice.random() < 0.4:
            works.run(works.now + timedelta(minutes=dice.choice([1, 70, 300])), most=200)
        elif dice.random() < 0.1:
            works.accuse(dice.choice(PEOPLE), dice.choice(FOUND), frozenset(dice.sample([TOR, DAG, LIV], 1)))
        else:
            works.act(dice.choice(PEOPLE), dice.choice(list(ACTIONS)))
        after = works.case
        assert after.history[: before.version] == before.history
        assert after.version == len(after.history)
        moved = (before.status, after.status)
        rerouted = any(h.what == Event.ROUTED for h in after.history[before.version :])
        falls = moved in FALLS and after.history[-1].what in ("recuse", "accuse")
        assert moved in MOVES or falls or (rerouted and after.status in (Status.RECEIVED, Status.UNDELIVERED))
        assert after.told >= before.told
        _nobody_is_forgotten(works)


def _nobody_is_forgotten(works: Clockwork) -> None:
    """While something is owed a move is coming; nothing is owed only at an end."""
    case, register = works.case, works.register
    duty, move = open_duty(case, register), next_move(case, register, works.now)
    assert (duty is None) == (move is None)
    if duty is None and case.status not in (Status.OWNER_TOLD, Status.FORWARDED):
        assert acknowledgement(case, register) is not None
        assert case.status in IN_HAND | ENDED
    if duty is Duty.ACKNOWLEDGE and move and move.kind is Kind.ESCALATE:
        assert case.status is Status.RECEIVED


@pytest.mark.parametrize("seed", range(60))
def test_every_walk_reaches_an_end_when_whoever_is_told_does_their_part(seed: int) -> None:
    dice = random.Random(1000 + seed)
    works = _begun(dice)
    for _ in range(30):
        works.act(dice.choice(PEOPLE), dice.choice(["acknowledge", "supplement", "open"]))
        works.run(works.now + timedelta(hours=7))
    for _ in range(8):
        move = next_move(works.case, works.register, works.now)
        if move is None or move.kind is Kind.NUDGE:
            break
        for who in move.to:
            works.act(who, "record_owner_told")
            works.act(who, "acknowledge")
            works.act(who, "open")
        works.run(works.now + timedelta(hours=7))
    move = next_move(works.case, works.register, works.now)
    assert move is None or move.kind is Kind.NUDGE  # a day in the case, for whoever has it


# The case reads itself from its history


def test_what_a_case_knows_is_what_its_history_says() -> None:
    case = a_case(*alerted(RANDI, DAG), a_recusal(DAG, TEN + timedelta(1)))
    assert (case.told, case.disqualified, case.version) == ({RANDI, DAG}, {DAG}, 4)
    assert case.first("recuse") == case.first("recuse", DAG) == TEN + timedelta(1)
    assert case.first("recuse", RANDI) is None
    assert case.first(Event.ALERTED, DAG) == TEN


def test_more_history_changes_nothing_else() -> None:
    case = a_case(route=Route.EMPLOYEE)
    later = case.after(Happened(TEN, Event.REMINDED), status=Status.ACKNOWLEDGED)
    assert (case.version, case.status) == (1, Status.RECEIVED)
    assert (later.version, later.status, later.route) == (2, Status.ACKNOWLEDGED, Route.EMPLOYEE)
