"""E4: it emerges later that somebody who works at the school is involved, and everything is weighed anew."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from domain.access import acknowledgement, parties
from domain.case import Case, Event, Happened, Reason, Route, Status
from domain.deadlines import Kind, next_move, open_duty
from domain.lifecycle import Duty, Party
from domain.people import Register
from domain.report import ByStaff
from domain.rerouting import accused_since, anew, is_another_way
from domain.routing import narrower
from tests.builders import DAG, KARI, NORA, RANDI, TEN, TOR, UNNI, a_case, a_register, a_school, alerted, at
from tests.domain.clockwork import Clockwork

REGISTER = a_register()
IN_HAND = a_case(
    *alerted(RANDI, DAG), Happened(at("10:05"), "acknowledge", RANDI), Happened(at("10:06"), "open", RANDI),
    status=Status.ACKNOWLEDGED,
)  # fmt: skip


def _found(
    by_staff: ByStaff, *accused: str, case: Case = IN_HAND, who: str = RANDI, register: Register = REGISTER
) -> Case:
    works = Clockwork(case, register, at("11:00"))
    assert works.accuse(who, by_staff, frozenset(accused))
    return works.case


def _receivers(case: Case, register: Register = REGISTER) -> set[str]:
    return {who for who in register.people if Party.RECEIVER in parties(who, case, register)}


def test_e4_rektor_is_found_to_be_involved_and_no_leader_has_it_any_more() -> None:
    case = _found(ByStaff.LEADER, RANDI)
    assert (case.route, case.status, case.accused) == (Route.LEADER, Status.RECEIVED, {RANDI})
    assert _receivers(case) == {UNNI}
    assert [(h.who, h.note) for h in case.on_this_way if h.what == Event.ALERTED] == [(UNNI, Reason.ROUTED)]
    assert case.history[: IN_HAND.version] == IN_HAND.history


def test_e4_what_was_acknowledged_and_opened_before_counts_no_longer() -> None:
    case = _found(ByStaff.LEADER)
    assert acknowledgement(case, REGISTER) is None
    assert open_duty(case, REGISTER) is Duty.ACKNOWLEDGE
    move = next_move(case, REGISTER, at("11:01"))
    assert move
    assert (move.kind, move.to) == (Kind.REMIND, (UNNI,))


def test_e4_a_name_that_is_a_leaders_makes_it_a_leader_case_whatever_was_answered() -> None:
    assert _found(ByStaff.EMPLOYEE, DAG).route is Route.LEADER


def test_ruling_18_an_employee_found_to_be_involved_leaves_it_with_rektor_alone() -> None:
    case = _found(ByStaff.EMPLOYEE, TOR)
    assert case.route is Route.EMPLOYEE
    assert _receivers(case) == {RANDI}
    assert open_duty(case, REGISTER) is Duty.ACKNOWLEDGE


def test_another_employee_in_an_employee_case_changes_nobodys_way_and_no_duty() -> None:
    once = _found(ByStaff.EMPLOYEE, TOR)
    taken = once.after(Happened(at("11:30"), "acknowledge", RANDI), status=Status.ACKNOWLEDGED)
    again = _found(ByStaff.EMPLOYEE, NORA, case=taken)
    assert again.accused == {TOR, NORA}
    assert (again.route, again.status) == (Route.EMPLOYEE, Status.ACKNOWLEDGED)
    assert sum(1 for _ in again.all(Event.ROUTED)) == 1


@pytest.mark.parametrize(("one", "other"), list(product(Route, Route)))
def test_a_way_that_has_been_narrowed_is_never_widened(one: Route, other: Route) -> None:
    assert narrower(one, other) is narrower(other, one)
    assert narrower(one, Route.LEADER) is Route.LEADER
    for by_staff in (ByStaff.EMPLOYEE, ByStaff.LEADER, ByStaff.UNSURE):
        later = accused_since(replace(IN_HAND, route=one), by_staff, frozenset(), REGISTER)
        assert narrower(later.route, one) is later.route


def test_ruling_2_where_the_owner_has_not_agreed_it_does_not_vanish() -> None:
    register = a_register(school=a_school(agreed=False))
    case = _found(ByStaff.LEADER, RANDI, register=register)
    assert case.status is Status.UNDELIVERED
    assert _receivers(case, register) == set()
    assert open_duty(case, register) is Duty.TELL_OWNER
    move = next_move(case, register, at("11:01"))
    assert move
    assert (move.to, move.kind) == ((case.reporter,), Kind.REMIND)
    assert move.at > at("12:00")  # the limit runs from when it was found, not from when it was told


def test_fvl_6_the_question_is_asked_anew_when_somebody_else_is_involved() -> None:
    assert IN_HAND.has_answered(RANDI)
    assert not IN_HAND.has_answered(DAG)
    found = _found(ByStaff.EMPLOYEE, TOR)
    assert not found.has_answered(RANDI)
    assert found.after(Happened(at("11:10"), "open", RANDI)).has_answered(RANDI)


def test_only_a_change_of_those_whom_the_plan_names_is_another_way() -> None:
    school = a_school(receivers=(("department_head", "principal"), ("deputy",)))
    register = a_register(school=school)
    assert not is_another_way(IN_HAND, replace(IN_HAND, accused=frozenset({TOR})), register)
    assert not is_another_way(IN_HAND, replace(IN_HAND, student="Ola Dal 3STB"), register)
    assert is_another_way(IN_HAND, replace(IN_HAND, route=Route.EMPLOYEE), register)


def test_the_owners_contacts_are_all_tried_on_the_new_way() -> None:
    works = Clockwork(IN_HAND, REGISTER, at("11:00"))
    works.accuse(RANDI, ByStaff.UNSURE)
    works.run(at("20:00"))
    assert [to for _, to in works.alerts][:1] == [(KARI,)]
    assert not {who for _, to in works.alerts for who in to} & {RANDI, DAG}


def test_when_nobody_at_all_is_left_it_is_said_and_not_forgotten() -> None:
    register = a_register(without=[UNNI, KARI], school=a_school())
    way = anew(replace(IN_HAND, route=Route.LEADER), register, TEN)
    assert (way.status, way.first) == (Status.UNDELIVERED, ())
