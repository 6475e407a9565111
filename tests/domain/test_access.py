"""Who acts as rektor, and when (section 2.3)."""

from __future__ import annotations

from datetime import timedelta

from domain.access import acts_as_head, may_act, may_be_told, may_see, parties, shut_out
from domain.case import Event, Happened, Route, Status
from domain.lifecycle import Party
from domain.people import Register, Role
from domain.receivers import may_receive
from tests.builders import (
    DAG,
    FJELLVIK,
    KARI,
    LIV,
    MONDAY,
    NAMES,
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

ABSENT = a_register(a_person(RANDI, away=away(MONDAY, MONDAY)))


def test_rektor_acts_as_rektor_also_when_away() -> None:
    assert acts_as_head(RANDI, FJELLVIK, TEN, a_register())
    assert acts_as_head(RANDI, FJELLVIK, TEN, ABSENT)


def test_the_deputy_acts_as_rektor_only_on_a_day_when_rektor_is_away_or_the_post_vacant() -> None:
    assert not acts_as_head(DAG, FJELLVIK, TEN, a_register())
    assert acts_as_head(DAG, FJELLVIK, TEN, ABSENT)
    assert acts_as_head(DAG, FJELLVIK, TEN, a_register(without=[RANDI]))
    assert not acts_as_head(DAG, FJELLVIK, TEN + timedelta(1), ABSENT)


def test_the_day_is_the_one_in_oslo() -> None:
    assert acts_as_head(DAG, FJELLVIK, at("00:30"), ABSENT)  # 23:30 the day before, in UTC
    assert not acts_as_head(DAG, FJELLVIK, at("23:30", "2026-11-22"), ABSENT)


def test_nobody_else_acts_as_rektor() -> None:
    vacant = a_register(without=[RANDI, DAG])
    assert not any(acts_as_head(who, FJELLVIK, TEN, vacant) for who in (LIV, TOR, KARI, "nobody"))


def test_a_deputy_who_is_away_too_still_acts_when_they_answer() -> None:
    register = a_register(a_person(RANDI, away=away()), a_person(DAG, away=away()))
    assert acts_as_head(DAG, FJELLVIK, TEN, register)


def test_fvl_6_third_paragraph_shuts_out_all_the_leadership_when_rektor_is_disqualified() -> None:
    case = a_case(a_recusal(RANDI, TEN))
    assert shut_out(case, a_register()) == {RANDI, DAG, LIV}


def test_fvl_6_a_disqualified_deputy_who_was_not_acting_takes_nobody_along() -> None:
    assert shut_out(a_case(a_recusal(DAG, TEN)), a_register()) == {DAG}


def test_p12_5_second_paragraph_shuts_out_everybody_on_the_schools_own_list_of_leaders() -> None:
    register = a_register(a_person(TOR, Role.ASSISTANT_PRINCIPAL))
    assert shut_out(a_case(route=Route.LEADER), register) == {RANDI, DAG, LIV, TOR}


def test_the_accused_is_shut_out_also_when_nobody_knows_them() -> None:
    assert shut_out(a_case(accused=frozenset({"nobody"})), a_register()) == {"nobody"}


def test_e15_who_wrote_it_down_is_its_keeper_beside_who_told_and_no_receiver() -> None:
    case = a_case(Happened(TEN, Event.REGISTERED, LIV, "phone"), *alerted(RANDI))
    assert parties(LIV, case, a_register()) == {Party.REPORTER}
    assert parties(TOR, case, a_register()) == {Party.REPORTER, Party.TELLER}
    assert case.keepers == (TOR, LIV)
    assert a_case(Happened(TEN, Event.REGISTERED, LIV, "phone"), reporter="").keepers == (LIV,)


def test_e15_those_who_may_receive_may_write_down() -> None:
    school, register = a_school(), a_register()
    assert {who for who in NAMES if may_receive(who, school, register)} == {RANDI, DAG, UNNI, KARI}
    heads = a_school(receivers=(("principal", "department_head"),))
    assert may_receive(LIV, heads, a_register(school=heads))
    assert not may_receive(RANDI, school, a_register(a_person(RANDI, guest=True)))


def test_e4_the_plans_alternatives_lose_a_case_when_the_accused_becomes_a_leader() -> None:
    """S0-5 names student services, who are no leaders; § 12-5 second paragraph names the owner alone."""
    sentrum = a_school(receivers=(("principal",), ("deputy",), ("student_services",)))
    services = a_person(NORA, Role.STUDENT_SERVICES)
    case = a_case(*alerted(NORA), accused=frozenset({TOR}))
    assert may_see(NORA, case, a_register(services, school=sentrum))
    now = a_register(services, a_person(TOR, Role.DEPARTMENT_HEAD), school=sentrum)
    assert [may_be_told(who, case, now) for who in (NORA, RANDI, DAG, UNNI)] == [False, False, False, True]


def test_8_1_a_case_whose_acknowledgement_has_fallen_may_be_acknowledged_again() -> None:
    case = a_case(*alerted(DAG, KARI), Happened(TEN, "acknowledge", DAG), status=Status.ACKNOWLEDGED)
    assert not may_act(KARI, "acknowledge", case, a_register())
    assert may_act(KARI, "acknowledge", case.after(a_recusal(DAG)), a_register())


def test_a_case_at_a_school_that_is_not_served_is_nobodys() -> None:
    people = a_register().people
    assert not any(may_see(who, a_case(*alerted(*people)), Register({}, people)) for who in people)
