"""Ruling 18, written out by hand: who receives, rung by rung."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case import Case, Route
from domain.people import Person, PersonId, Post, Register, Role
from domain.report import ByStaff
from domain.routing import is_deliverable, ladder, route_for
from tests.builders import (
    DAG,
    FJELLVIK,
    KARI,
    LIV,
    MONDAY,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_case,
    a_person,
    a_recusal,
    a_register,
    a_school,
    at,
    away,
)

R, D, K, U = (RANDI,), (DAG,), (KARI,), (UNNI,)  # one rung each

# What is answered, rektor, deputy -> the rungs. Ruling 18, the column "Sandvika, Elverum, Hvam".
RUNGS = {
    ("ordinary", "present", "present"): [R, D, U, K],
    ("ordinary", "present", "away"): [R, U, K],
    ("ordinary", "present", "none"): [R, U, K],
    ("ordinary", "away", "present"): [D, U, K],
    ("ordinary", "away", "away"): [U, K],
    ("ordinary", "away", "none"): [U, K],
    ("ordinary", "none", "present"): [D, U, K],
    ("ordinary", "none", "away"): [U, K],
    ("ordinary", "none", "none"): [U, K],
    ("employee", "present", "present"): [R, U, K],
    ("employee", "present", "away"): [R, U, K],
    ("employee", "present", "none"): [R, U, K],
    ("employee", "away", "present"): [D, U, K],
    ("employee", "away", "away"): [U, K],
    ("employee", "away", "none"): [U, K],
    ("employee", "none", "present"): [D, U, K],
    ("employee", "none", "away"): [U, K],
    ("employee", "none", "none"): [U, K],
    ("leader", "present", "present"): [U, K],
    ("leader", "present", "away"): [U, K],
    ("leader", "present", "none"): [U, K],
    ("leader", "away", "present"): [U, K],
    ("leader", "away", "away"): [U, K],
    ("leader", "away", "none"): [U, K],
    ("leader", "none", "present"): [U, K],
    ("leader", "none", "away"): [U, K],
    ("leader", "none", "none"): [U, K],
}
ANSWERS = {
    "ordinary": (ByStaff.NO, ByStaff.UNKNOWN),
    "employee": (ByStaff.EMPLOYEE,),
    "leader": (ByStaff.LEADER, ByStaff.UNSURE),
}
SITUATIONS = [(answer, *key[1:], rungs) for key, rungs in RUNGS.items() for answer in ANSWERS[key[0]]]


def _house(rektor: str, deputy: str) -> Register:
    stand = {RANDI: rektor, DAG: deputy}
    gone = [a_person(who, away=away()) for who, how in stand.items() if how == "away"]
    return a_register(*gone, without=[who for who, how in stand.items() if how == "none"])


def _told(answer: ByStaff, register: Register, *accused: PersonId, recused: PersonId = "") -> Case:
    named = frozenset(accused)
    history = [a_recusal(recused, at("10:30"), register)] if recused else []
    return a_case(*history, route=route_for(answer, named, FJELLVIK, register), accused=named)


@pytest.mark.parametrize(("answer", "rektor", "deputy", "rungs"), SITUATIONS)
def test_ruling_18_the_table_rung_by_rung(answer: ByStaff, rektor: str, deputy: str, rungs: list[tuple[str]]) -> None:
    register = _house(rektor, deputy)
    assert list(ladder(_told(answer, register), register, MONDAY)) == rungs


@pytest.mark.parametrize(("answer", "rektor", "deputy", "rungs"), SITUATIONS)
def test_ruling_18_the_accused_employee_changes_no_rung_but_their_own(
    answer: ByStaff, rektor: str, deputy: str, rungs: list[tuple[str]]
) -> None:
    register = _house(rektor, deputy)
    assert list(ladder(_told(answer, register, TOR), register, MONDAY)) == rungs
    without_kari = [rung for rung in rungs if rung != K]
    assert list(ladder(_told(answer, register, KARI), register, MONDAY)) == without_kari


@pytest.mark.parametrize("accused", [RANDI, DAG, LIV])
@pytest.mark.parametrize("answer", list(ByStaff))
def test_p12_5_second_paragraph_a_named_leader_goes_to_the_owner_whatever_was_answered_e1_e2(
    accused: PersonId, answer: ByStaff
) -> None:
    register = _house("present", "present")
    case = _told(answer, register, accused)
    assert case.route is Route.LEADER
    assert list(ladder(case, register, MONDAY)) == [U, K]


def test_e5_unsure_whether_a_leader_is_a_leader_case() -> None:
    assert route_for(ByStaff.UNSURE, frozenset(), FJELLVIK, a_register()) is Route.LEADER


def test_ruling_1_no_and_unknown_go_the_ordinary_way() -> None:
    routes = {route_for(answer, frozenset(), FJELLVIK, a_register()) for answer in (ByStaff.NO, ByStaff.UNKNOWN)}
    assert routes == {Route.ORDINARY}


def test_e3_an_employee_accused_is_not_an_ordinary_case() -> None:
    assert route_for(ByStaff.EMPLOYEE, frozenset({TOR}), FJELLVIK, a_register()) is Route.EMPLOYEE


def test_p12_5_a_leader_who_is_a_guest_in_our_tenant_is_a_leader_all_the_same() -> None:
    register = a_register(a_person(LIV, guest=True))
    assert route_for(ByStaff.EMPLOYEE, frozenset({LIV}), FJELLVIK, register) is Route.LEADER


def test_ruling_18_employee_accused_goes_to_rektor_then_owner_never_the_deputy() -> None:
    register = _house("present", "present")
    assert DAG not in {who for rung in ladder(_told(ByStaff.EMPLOYEE, register), register, MONDAY) for who in rung}


def test_ruling_18_a_leader_of_another_school_is_here_an_employee() -> None:
    other = a_person(TOR, Role.PRINCIPAL, school="other")
    register = a_register(other, other=a_school("other"))
    assert route_for(ByStaff.EMPLOYEE, frozenset({TOR}), FJELLVIK, register) is Route.EMPLOYEE


# Disqualified (ruling 19)


@pytest.mark.parametrize("answer", [ByStaff.NO, ByStaff.EMPLOYEE])
def test_ruling_19_rektor_disqualified_goes_to_the_owner_never_the_deputy_e6(answer: ByStaff) -> None:
    register = _house("present", "present")
    assert list(ladder(_told(answer, register, recused=RANDI), register, MONDAY)) == [U, K]


@pytest.mark.parametrize("rektor", ["away", "none"])
@pytest.mark.parametrize("answer", [ByStaff.NO, ByStaff.EMPLOYEE])
def test_ruling_19_acting_rektor_disqualified_goes_to_the_owner(answer: ByStaff, rektor: str) -> None:
    register = _house(rektor, "present")
    assert list(ladder(_told(answer, register, recused=DAG), register, MONDAY)) == [U, K]


def test_ruling_19_a_deputy_who_is_not_acting_leaves_alone_and_rektor_stays() -> None:
    register = _house("present", "present")
    assert list(ladder(_told(ByStaff.NO, register, recused=DAG), register, MONDAY)) == [R, U, K]


def test_ruling_19_an_owners_contact_leaves_alone() -> None:
    register = _house("present", "present")
    assert list(ladder(_told(ByStaff.LEADER, register, recused=KARI), register, MONDAY)) == [U]
    assert list(ladder(_told(ByStaff.NO, register, recused=KARI), register, MONDAY)) == [R, D, U]


def test_ruling_19_whether_somebody_was_acting_is_judged_on_the_day_they_said_so() -> None:
    register = a_register(a_person(RANDI, away=away(MONDAY, MONDAY)))
    case = _told(ByStaff.NO, register, recused=DAG)
    assert list(ladder(case, register, MONDAY + timedelta(3))) == [U, K]


def test_e4_an_accused_employee_who_later_becomes_a_leader_makes_it_the_owners() -> None:
    """Tor is accused, and months later acts as rektor: his deputy is no right receiver."""
    register = a_register(a_person(TOR, Role.PRINCIPAL), without=[RANDI])
    case = a_case(route=Route.EMPLOYEE, accused=frozenset({TOR}))
    assert list(ladder(case, register, MONDAY)) == [U, K]


def test_e7_absence_begins_and_ends_with_the_day() -> None:
    register = a_register(a_person(RANDI, away=away(MONDAY, MONDAY + timedelta(1))))
    days = [ladder(a_case(), register, MONDAY + timedelta(n))[0] for n in (-1, 0, 1, 2)]
    assert days == [R, D, D, R]


def test_e59_who_leads_several_schools_is_rektor_at_each() -> None:
    both = Person(RANDI, "Randi Ås", frozenset({Post(FJELLVIK, Role.PRINCIPAL), Post("other", Role.PRINCIPAL)}))
    register = a_register(both, other=a_school("other"))
    assert ladder(a_case(), register, MONDAY)[0] == ladder(a_case(school="other"), register, MONDAY)[0] == R


def test_ruling_2_a_leader_case_is_delivered_only_where_the_owner_has_agreed() -> None:
    agreed = [
        is_deliverable(route, school, ((UNNI,),)) for route in Route for school in (a_school(), a_school(agreed=False))
    ]
    assert agreed == [True, True, True, True, True, False, True, True]


# The same rule said a second time, over registers nobody thought of.

_IDS = [f"{n:04}" for n in range(7)]
_KINDS = [Role.PRINCIPAL, Role.DEPUTY, Role.DEPARTMENT_HEAD, Role.STAFF, Role.OWNER_CONTACT, Role.STUDENT]

_people = st.builds(
    lambda id_, roles, guest, gone, name: Person(
        id_, name, frozenset(Post(FJELLVIK, r) for r in roles), guest, away() if gone else ()
    ),
    st.sampled_from(_IDS),
    st.sets(st.sampled_from(_KINDS), max_size=2),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["Ås", "Lund", "Vik"]),
)
_some = st.sets(st.sampled_from(_IDS), max_size=2)


def _registered(people: list[Person]) -> Register:
    return Register({FJELLVIK: a_school()}, {p.id: p for p in people})


def _oracle(people: list[Person], route: Route, accused: set[str], recused: set[str]) -> list[tuple[str, ...]]:
    """The rungs, worked out from plain sets, with nothing of ours but the roles' names."""
    able = [p for p in people if not p.guest]
    having = {role: [p for p in able if any(post.role is role for post in p.posts)] for role in _KINDS}
    led = {p.id for role in _KINDS[:3] for p in having[role]}
    head = {p.id for p in people if any(post.role is Role.PRINCIPAL for post in p.posts)}
    if all(p.away for p in having[Role.PRINCIPAL]):
        head |= {p.id for p in people if any(post.role is Role.DEPUTY for post in p.posts)}
    out = accused | recused
    if route is Route.LEADER or recused & head:
        out = out | led
    rektor, deputy = (tuple(p.id for p in having[r] if not p.away and p.id not in out) for r in _KINDS[:2])
    owner = [(p.id,) for p in having[Role.OWNER_CONTACT] if p.id not in out]
    school = [rektor] if route in (Route.EMPLOYEE, Route.DIRECT) and rektor else [rektor, deputy]
    return [rung for rung in [*school, *owner] if rung]


@given(st.lists(_people, max_size=7, unique_by=lambda p: p.id), st.sampled_from(Route), _some, _some)
def test_ruling_18_and_19_agree_with_a_second_reading(
    people: list[Person], route: Route, accused: set[str], recused: set[str]
) -> None:
    register = _registered(people)
    led = {p.id for p in people if p.holds(FJELLVIK, *_KINDS[:3])}
    accused -= led if route is not Route.LEADER else set()  # a named leader is a leader case
    history = [a_recusal(who, TEN, register) for who in sorted(recused)]
    case = a_case(*history, route=route, accused=frozenset(accused))
    assert list(ladder(case, register, MONDAY)) == _oracle(people, route, accused, recused)
