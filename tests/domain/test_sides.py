"""Beside where a case stands: with the owner, or before Statsforvalteren; its life goes on inside both (8.1, E44)."""

from __future__ import annotations

from datetime import date

import pytest

from domain.access import acknowledgement, is_notified, may_be_tasked, may_see, open_to, parties
from domain.case import Case, Event, Happened, Route, Status
from domain.casefile import CaseFile
from domain.note import Note
from domain.people import PersonId, Role
from domain.sides import Above, Side, above, pointless, side_states
from domain.status import IN_HAND
from domain.tasks import Work, given
from tests.builders import (
    DAG,
    GURO,
    KARI,
    LIV,
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
)

BEGINS, ENDS = Happened(at("12:00"), "state_begins", RANDI), Happened(at("13:00"), "state_ends", RANDI)


def held(by: PersonId, *more: Happened, **but: object) -> Case:
    taken = Happened(at("10:05"), "acknowledge", by)
    return a_case(*alerted(RANDI, by), taken, *more, **{"status": Status.ACKNOWLEDGED, **but})  # type: ignore[arg-type]


def test_a_leader_case_is_with_the_owner_from_the_beginning() -> None:
    assert side_states(a_case(*alerted(UNNI), route=Route.LEADER), a_register()) == (Side.OWNER,)
    leads = a_register(a_person(TOR, Role.DEPARTMENT_HEAD))
    assert side_states(a_case(route=Route.EMPLOYEE, accused=frozenset({TOR})), leads) == (Side.OWNER,)


def test_e45_a_case_that_somebody_at_the_owner_took_is_there_and_one_where_they_only_help_is_not() -> None:
    assert side_states(held(UNNI), a_register()) == (Side.OWNER,)
    helped = held(
        RANDI, Happened(at("11:00"), "ask_owner", RANDI), Happened(at("11:00"), Event.OWNER_SENT, UNNI, "help")
    )
    assert side_states(helped, a_register()) == ()
    taken = acknowledgement(helped, a_register())
    assert taken
    assert taken.who == RANDI


@pytest.mark.parametrize("status", [Status.UNDELIVERED, Status.OWNER_TOLD])
def test_a_report_that_the_owner_does_not_take_here_is_not_with_them(status: Status) -> None:
    assert side_states(a_case(route=Route.LEADER, status=status), a_register()) == ()


def test_e44_a_case_is_before_statsforvalteren_until_somebody_says_that_it_is_not() -> None:
    assert side_states(held(RANDI, BEGINS), a_register()) == (Side.STATE,)
    assert side_states(held(RANDI, BEGINS, ENDS), a_register()) == ()
    assert side_states(held(UNNI, BEGINS, ENDS, BEGINS, route=Route.LEADER), a_register()) == (Side.OWNER, Side.STATE)


@pytest.mark.parametrize("status", sorted(IN_HAND))
def test_e44_the_life_of_a_case_goes_on_before_statsforvalteren(status: Status) -> None:
    """No status has fewer ways on with Statsforvalteren than without."""
    opened = Happened(at("10:06"), "open", RANDI)
    without, there = (held(RANDI, opened, *more, status=status) for more in ((), (BEGINS,)))
    ways = [{row.action for row in open_to(RANDI, case, a_register())} for case in (without, there)]
    assert ways[0] == ways[1]
    assert {"state_begins", "state_ends"} < ways[0]


def test_e44_the_deadline_of_an_order_is_the_one_last_written_since_the_case_came_there() -> None:
    def note(n: int, action: str, day: str = "") -> Note:
        return Note("case-1", f"token-{n}", action, RANDI, at("12:00"), {"state_deadline": day} if day else {})

    def by(case: Case, *notes: Note) -> date | None:
        return above(CaseFile(case, a_school(), notes), a_register()).order_by

    there = held(RANDI, BEGINS)
    assert by(there, note(1, "state_begins")) is None
    ordered = (note(1, "state_begins"), note(2, "state_begins", "2026-12-14"))
    assert by(there, *ordered) == date(2026, 12, 14)
    assert by(there, *ordered, note(3, "state_begins", "2026-12-21")) == date(2026, 12, 21)
    assert by(held(RANDI, BEGINS, ENDS), *ordered, note(3, "state_ends")) is None
    assert by(held(RANDI, BEGINS, ENDS, BEGINS), *ordered, note(3, "state_ends"), note(4, "state_begins")) is None


def test_what_would_do_nothing_is_not_offered() -> None:
    of_tellers = {"ask_teller", "open_name", "confirm_teller"}
    assert pointless(held(RANDI), a_register()) - of_tellers == {"state_ends", "hear_accused"}
    assert pointless(held(RANDI, BEGINS), a_register()) - of_tellers == {"hear_accused"}
    leader = held(UNNI, route=Route.LEADER)
    assert pointless(leader, a_register()) - of_tellers == {"tell_owner", "ask_owner", "state_ends"}


def test_an_ordinary_case_has_nothing_above_it() -> None:
    assert above(CaseFile(held(RANDI), a_school()), a_register()) == Above()


# --- A leader case: who may be let in by the owner


@pytest.mark.parametrize("who", [RANDI, DAG, LIV])
def test_p12_5_second_paragraph_no_leader_can_be_given_a_task_in_a_leader_case(who: PersonId) -> None:
    case = held(UNNI, route=Route.LEADER)
    assert not may_be_tasked(who, case, a_register())
    forced = case.after(given("t1", Work.HANDLE, who, MONDAY, TEN))
    assert parties(who, forced, a_register()) == frozenset()
    assert open_to(who, forced, a_register()) == ()


def test_ruling_2_a_colleague_who_does_not_lead_may_handle_it_and_a_guest_or_student_may_not() -> None:
    case, register = held(UNNI, route=Route.LEADER), a_register()
    assert may_be_tasked(NORA, case, register)
    handled = case.after(given("t1", Work.HANDLE, NORA, MONDAY, TEN))
    assert {"open", "investigate", "hear", "best_interest"} <= {row.action for row in open_to(NORA, handled, register)}
    assert not {"weigh", "close", "accuse"} & {row.action for row in open_to(NORA, handled, register)}
    assert not may_be_tasked(GURO, case, register)


def test_p12_5_the_handler_who_becomes_a_leader_is_out_of_it_at_once() -> None:
    handled = held(UNNI, given("t1", Work.HANDLE, NORA, MONDAY, TEN), route=Route.LEADER)
    promoted = a_register(a_person(NORA, Role.DEPARTMENT_HEAD))
    assert open_to(NORA, handled, promoted) == ()


# --- One who has got a notice


def test_a_notice_gives_no_sight_and_nothing_to_do() -> None:
    case = held(RANDI, Happened(at("11:00"), Event.OWNER_SENT, UNNI, "owner"))
    assert is_notified(UNNI, case, a_register())
    assert is_notified(UNNI, case, a_register(), "owner")
    assert not is_notified(UNNI, case, a_register(), "help")
    assert not may_see(UNNI, case, a_register())
    assert open_to(UNNI, case, a_register()) == ()


def test_only_the_one_it_was_sent_to_and_only_while_they_are_at_the_owner() -> None:
    case = held(RANDI, Happened(at("11:00"), Event.OWNER_SENT, UNNI, "owner"))
    assert not [who for who in (KARI, RANDI, TOR, "nobody") if is_notified(who, case, a_register())]
    assert not is_notified(UNNI, case, a_register(a_person(UNNI, Role.STAFF)))
    assert not is_notified(UNNI, case, a_register(a_person(UNNI, guest=True)))
    assert not is_notified(UNNI, case, a_register(without=[UNNI]))
    named = held(RANDI, Happened(at("11:00"), Event.OWNER_SENT, UNNI, "owner"), accused=frozenset({UNNI}))
    assert not is_notified(UNNI, named, a_register())
