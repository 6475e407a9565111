"""Who acts as rektor, and when (section 2.3)."""

from __future__ import annotations

from datetime import timedelta

from domain.access import acts_as_head, shut_out
from domain.case import Happened, Route
from domain.people import Role
from tests.builders import DAG, FJELLVIK, KARI, LIV, MONDAY, RANDI, TEN, TOR, a_case, a_person, a_register, at, away

ABSENT = a_register(a_person(RANDI, away=((MONDAY, MONDAY),)))


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
    case = a_case(Happened(TEN, "recuse", RANDI))
    assert shut_out(case, a_register()) == {RANDI, DAG, LIV}


def test_fvl_6_a_disqualified_deputy_who_was_not_acting_takes_nobody_along() -> None:
    assert shut_out(a_case(Happened(TEN, "recuse", DAG)), a_register()) == {DAG}


def test_p12_5_second_paragraph_shuts_out_everybody_on_the_schools_own_list_of_leaders() -> None:
    register = a_register(a_person(TOR, Role.ASSISTANT_PRINCIPAL))
    assert shut_out(a_case(route=Route.LEADER), register) == {RANDI, DAG, LIV, TOR}


def test_the_accused_is_shut_out_also_when_nobody_knows_them() -> None:
    assert shut_out(a_case(accused=frozenset({"nobody"})), a_register()) == {"nobody"}
