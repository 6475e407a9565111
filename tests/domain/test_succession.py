"""New receivers: a new rektor takes over every open case and must open it, and those who left have no part in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.access import parties
from domain.case import HEAD, Case, Event, Happened, Reason, Route, Status
from domain.deadlines import Kind, acknowledgement, next_move, open_duty, wave
from domain.lifecycle import Duty, Party
from domain.people import PersonId, Post, Register, Role
from domain.posts import ALWAYS, Held, compare, principals, remembering
from domain.succession import leaving, taking_over
from tests.builders import (
    DAG,
    FJELLVIK,
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

HOUSE = a_register()
NEW_REKTOR = a_register(a_person(NORA, Role.PRINCIPAL), a_person(RANDI, Role.STAFF))
ELEVEN = at("11:00")
SINCE = {NORA: ELEVEN}
MINUTE = timedelta(minutes=1)


def by(who: PersonId, what: str, clock: str) -> Happened:
    return Happened(at(clock), what, who)


DONE = (*alerted(RANDI), by(RANDI, "acknowledge", "10:05"), by(RANDI, "open", "10:06"))


def handed_over(case: Case, register: Register = NEW_REKTOR, since: Mapping[PersonId, datetime] = SINCE) -> Case:
    """What the clock writes at eleven."""
    gone = leaving(case, register)
    heirs = taking_over(case, register, since, gone, MONDAY)
    left = (Happened(ELEVEN, Event.LEFT, who) for who in gone)
    return case.after(*left, *alerted(*heirs, when=ELEVEN, reason=Reason.TAKEN_OVER))


def news(case: Case, register: Register = NEW_REKTOR, since: Mapping[PersonId, datetime] = SINCE) -> list[str]:
    after = handed_over(case, register, since).history[case.version :]
    return [f"{h.what} {h.who}" for h in after]


TAKES_OVER, LEAVES = f"alerted {NORA}", f"left {RANDI}"


@pytest.mark.parametrize("case", [a_case(*alerted(RANDI)), a_case(*DONE, status=Status.ACKNOWLEDGED)])
def test_a_new_rektor_takes_over_every_open_case_and_the_old_one_leaves_it(case: Case) -> None:
    assert news(case) == [LEAVES, TAKES_OVER]
    assert Party.RECEIVER in parties(NORA, handed_over(case), NEW_REKTOR)
    assert Party.RECEIVER not in parties(RANDI, handed_over(case), NEW_REKTOR)


def test_it_happens_once() -> None:
    assert news(handed_over(a_case(*DONE, status=Status.ACKNOWLEDGED))) == []


def test_a_rektor_who_was_there_all_the_time_takes_over_nothing_though_never_told() -> None:
    """Away when it was told, for instance."""
    case = a_case(*alerted(DAG))
    assert news(case, HOUSE, {RANDI: ALWAYS}) == []
    assert news(case, HOUSE, {RANDI: TEN - MINUTE}) == []


def test_a_case_told_after_the_change_is_told_to_the_new_one_and_not_taken_over() -> None:
    assert news(a_case(*alerted(NORA, when=at("12:00")), told_at=at("12:00"))) == []


def test_the_deputy_who_becomes_rektor_takes_over_too() -> None:
    register = a_register(a_person(DAG, Role.PRINCIPAL), without=[RANDI])
    assert news(a_case(*DONE, *alerted(DAG)), register, {DAG: ELEVEN}) == [LEAVES, f"alerted {DAG}"]


def test_a_rektor_who_comes_back_to_the_post_takes_over_again() -> None:
    back, since = a_register(a_person(NORA, Role.STAFF)), {RANDI: at("12:00")}
    assert news(handed_over(a_case(*alerted(RANDI))), back, since) == [f"left {NORA}", f"alerted {RANDI}"]


def test_one_who_took_it_left_and_came_back_has_it_again() -> None:
    back, since = a_register(a_person(NORA, Role.STAFF)), {RANDI: at("12:00")}
    case = handed_over(a_case(*DONE, status=Status.ACKNOWLEDGED))
    assert news(case, back, since) == [f"left {NORA}", f"alerted {RANDI}"]
    again = handed_over(case, back, since)
    assert open_duty(again, back) is Duty.OPEN
    assert open_duty(again.after(by(RANDI, "open", "12:10")), back) is None


def test_nobody_takes_over_what_they_have_taken_already() -> None:
    case = a_case(*alerted(RANDI), *alerted(NORA), by(NORA, "acknowledge", "10:05"), status=Status.ACKNOWLEDGED)
    assert news(case) == [LEAVES]


def test_p12_5_a_new_rektor_gets_no_leader_case_and_none_they_are_accused_in_or_inhabil_for() -> None:
    for case in (
        a_case(*alerted(UNNI), route=Route.LEADER),
        a_case(*alerted(RANDI), route=Route.EMPLOYEE, accused=frozenset({NORA})),
        a_case(*alerted(RANDI), Happened(TEN, "recuse", NORA)),
    ):
        assert TAKES_OVER not in news(case)


def test_who_is_accused_or_inhabil_has_not_left() -> None:
    case = a_case(*alerted(RANDI), Happened(TEN, "recuse", RANDI, HEAD))
    assert LEAVES not in news(case)
    assert LEAVES not in news(a_case(*alerted(RANDI), accused=frozenset({RANDI})))


def test_a_case_that_was_not_delivered_is_left_alone() -> None:
    case = a_case(route=Route.LEADER, status=Status.UNDELIVERED)
    assert news(case, a_register(school=a_school(agreed=False))) == []


# Silence is impossible: the new one must open


def test_what_was_confirmed_and_opened_must_be_opened_by_the_new_rektor() -> None:
    case = handed_over(a_case(*DONE, status=Status.ACKNOWLEDGED))
    assert open_duty(case, NEW_REKTOR) is Duty.OPEN
    running = wave(case, NEW_REKTOR)
    assert running is not None
    assert (running.people, running.since) == ((NORA,), ELEVEN)
    assert open_duty(case.after(by(NORA, "open", "11:10")), NEW_REKTOR) is None


def test_the_old_rektors_acknowledgement_stands() -> None:
    case = handed_over(a_case(*DONE, status=Status.ACKNOWLEDGED))
    taken = acknowledgement(case, NEW_REKTOR)
    assert taken is not None
    assert taken.who == RANDI


def test_a_new_rektor_who_does_not_open_is_reminded_and_then_it_goes_on() -> None:
    case = handed_over(a_case(*DONE, status=Status.ACKNOWLEDGED))
    reminder = next_move(case, NEW_REKTOR, ELEVEN)
    assert reminder is not None
    assert (reminder.at, reminder.kind, reminder.to) == (at("12:00"), Kind.REMIND, (NORA,))
    assert reminder.reason is Reason.TAKEN_OVER
    late = case.after(Happened(at("12:00"), Event.REMINDED, None, Reason.TAKEN_OVER))
    onward = next_move(late, NEW_REKTOR, at("12:01"))
    assert onward is not None
    assert (onward.at, onward.to, onward.reason) == (at("13:00"), (DAG,), Reason.NOT_OPENED)
    assert open_duty(late.after(*alerted(DAG, when=at("13:00")), by(DAG, "open", "13:01")), NEW_REKTOR) is None


def test_the_deputys_second_look_does_not_do_for_the_new_rektor() -> None:
    case = handed_over(a_case(*alerted(RANDI, DAG), *DONE[1:], by(DAG, "open", "10:30"), status=Status.ACKNOWLEDGED))
    assert open_duty(case.after(by(DAG, "open", "11:05")), NEW_REKTOR) is Duty.OPEN


def test_what_nobody_had_confirmed_must_be_confirmed_and_anybody_who_is_told_may() -> None:
    case = handed_over(a_case(*alerted(RANDI), *alerted(DAG)))
    assert open_duty(case, NEW_REKTOR) is Duty.ACKNOWLEDGE
    taken = case.after(by(DAG, "acknowledge", "11:05"), status=Status.ACKNOWLEDGED)
    assert open_duty(taken, NEW_REKTOR) is Duty.OPEN
    assert open_duty(taken.after(by(DAG, "open", "11:06")), NEW_REKTOR) is None


def test_ruling_19_a_new_rektor_who_is_inhabil_sends_it_to_the_owner() -> None:
    case = handed_over(a_case(*DONE, status=Status.ACKNOWLEDGED)).after(Happened(at("11:05"), "recuse", NORA, HEAD))
    move = next_move(case, NEW_REKTOR, at("11:05"))
    assert move is not None
    assert (move.at, move.to, move.reason) == (at("11:05"), (UNNI,), Reason.DISQUALIFIED)


def test_e7_a_new_rektor_who_is_away_is_followed_at_once() -> None:
    register = a_register(a_person(NORA, Role.PRINCIPAL, away=away(MONDAY)), a_person(RANDI, Role.STAFF))
    move = next_move(handed_over(a_case(*DONE, status=Status.ACKNOWLEDGED)), register, ELEVEN)
    assert move is not None
    assert (move.at, move.to, move.reason) == (ELEVEN, (DAG,), Reason.ABSENT)


# Others who leave


def test_a_deputy_who_leaves_unanswered_is_followed_at_once_by_the_next() -> None:
    register = a_register(a_person(NORA, Role.DEPUTY), without=[DAG])
    case = handed_over(a_case(*alerted(RANDI), *alerted(DAG, when=at("10:30"))), register, {RANDI: ALWAYS})
    move = next_move(case, register, ELEVEN)
    assert move is not None
    assert (move.at, move.to, move.reason) == (ELEVEN, (NORA,), Reason.LEFT)


def test_when_the_one_who_took_it_leaves_rektor_has_it_and_must_open_it() -> None:
    register = a_register(without=[DAG])
    taken = (*alerted(DAG), by(DAG, "acknowledge", "10:05"), by(DAG, "open", "10:06"))
    case = a_case(*taken, status=Status.ACKNOWLEDGED)
    assert news(case, register, {RANDI: ALWAYS}) == [f"left {DAG}", f"alerted {RANDI}"]
    assert open_duty(handed_over(case, register, {RANDI: ALWAYS}), register) is Duty.OPEN


def test_in_a_leader_case_the_next_of_the_owners_contacts_takes_over_and_no_new_rektor() -> None:
    register = a_register(a_person(NORA, Role.PRINCIPAL), without=[RANDI, UNNI])
    case = a_case(*alerted(UNNI), by(UNNI, "acknowledge", "10:05"), route=Route.LEADER, status=Status.ACKNOWLEDGED)
    assert news(case, register) == [f"left {UNNI}", f"alerted {KARI}"]


def test_one_who_leaves_without_having_taken_it_leaves_it_with_those_who_have() -> None:
    case = a_case(*alerted(RANDI, DAG), *DONE[1:], status=Status.ACKNOWLEDGED)
    assert news(case, a_register(without=[DAG]), {RANDI: ALWAYS}) == [f"left {DAG}"]


# What the record knows of posts


def held(who: PersonId, role: Role, since: datetime = ALWAYS, until: datetime | None = None) -> Held:
    return Held(Post(FJELLVIK, role), who, f"Name {who[-1]}", since, until)


def test_what_is_met_for_the_first_time_was_always_so() -> None:
    changes = compare((), HOUSE, FJELLVIK, ELEVEN)
    assert changes.first
    assert {h.since for h in changes.given} == {ALWAYS}
    assert {(h.person, h.post.role) for h in changes.given} == {
        (RANDI, Role.PRINCIPAL), (DAG, Role.DEPUTY), (UNNI, Role.OWNER_CONTACT), (KARI, Role.OWNER_CONTACT),
    }  # fmt: skip


def test_a_post_given_and_a_post_taken_are_news_from_now_on() -> None:
    known = compare((), HOUSE, FJELLVIK, TEN).given
    assert not compare(known, HOUSE, FJELLVIK, ELEVEN)
    changes = compare(known, NEW_REKTOR, FJELLVIK, ELEVEN)
    assert [(h.person, h.post.role, h.since) for h in changes.given] == [(NORA, Role.PRINCIPAL, ELEVEN)]
    assert [(h.person, h.post.role, h.until) for h in changes.taken] == [(RANDI, Role.PRINCIPAL, ELEVEN)]
    assert principals((*known, *changes.given)) == {RANDI: ALWAYS, NORA: ELEVEN}


def test_roles_that_the_plan_makes_receivers_count_and_others_do_not() -> None:
    school = a_school(receivers=(("principal",), ("deputy",), ("student_services",)))
    register = a_register(a_person(TOR, Role.STUDENT_SERVICES), school=school)
    assert TOR in {h.person for h in compare((), register, FJELLVIK, TEN).given}
    assert NORA not in {h.person for h in compare((), register, FJELLVIK, TEN).given}


def test_a_guest_holds_no_post_that_receives() -> None:
    known = compare((), HOUSE, FJELLVIK, TEN).given
    register = a_register(replace(a_person(RANDI), guest=True))
    assert [h.person for h in compare(known, register, FJELLVIK, ELEVEN).taken] == [RANDI]


def test_those_who_have_left_keep_their_names_and_what_they_were() -> None:
    gone = held("gone", Role.PRINCIPAL, until=ELEVEN)
    register = remembering(a_register(a_person(RANDI, Role.STAFF)), [gone, held(RANDI, Role.PRINCIPAL, until=ELEVEN)])
    assert register.name("gone") == gone.name
    assert register.people["gone"].held(FJELLVIK) is Role.PRINCIPAL
    assert register.people[RANDI].held(FJELLVIK) is Role.PRINCIPAL
    assert not register.people["gone"].posts
    assert "gone" not in {p.id for p in register.workers(FJELLVIK)}
    assert Party.RECEIVER not in parties(RANDI, a_case(*alerted(RANDI)), register)
