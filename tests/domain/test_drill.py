"""Who a drill tells and when, and what it says of how it went."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from demo.stage import read_county
from domain.audit import ACTIONS
from domain.drill import BESIDE, LIMIT, PATIENCE, Drill, Standing, Step, plan, summary
from domain.people import PersonId, Register, Role
from domain.receivers import everybody
from tests.builders import DAG, FJELLVIK, KARI, MONDAY, RANDI, TEN, UNNI, a_person, a_register, a_school, away

HOUSE = a_register()
COUNTY = read_county()


def planned(register: Register = HOUSE, starter: PersonId = RANDI) -> tuple[Step, ...]:
    return plan(register.schools[FJELLVIK], register, starter, TEN)


def rungs(steps: tuple[Step, ...]) -> list[tuple[int, timedelta, list[PersonId]]]:
    waves = dict.fromkeys((s.rung, s.due_at) for s in steps)
    return [(rung, at - TEN, [s.person for s in steps if s.due_at == at]) for rung, at in waves]


def a_drill(**became: dict[str, datetime]) -> Drill:
    """At Fjellvik; `became` says what happened to whom, by their first name."""
    ids = {"randi": RANDI, "dag": DAG, "unni": UNNI, "kari": KARI}
    drill = Drill("drill-1", FJELLVIK, RANDI, TEN, planned())
    for name, times in became.items():
        drill = drill.after(replace(next(s for s in drill.steps if s.person == ids[name]), **times))
    return drill


def later(**time: float) -> datetime:
    return TEN + timedelta(**time)


def stands(drill: Drill, now: datetime) -> list[str]:
    return [line.standing for rung in summary(drill, HOUSE, now).rungs for line in rung.lines]


def test_each_rung_of_an_ordinary_report_is_told_in_turn_two_minutes_apart() -> None:
    assert rungs(planned()) == [
        (1, 0 * LIMIT, [RANDI]),
        (2, LIMIT, [DAG]),
        (3, 2 * LIMIT, [UNNI]),
        (4, 3 * LIMIT, [KARI]),
    ]
    assert [s.role for s in planned()] == [Role.PRINCIPAL, Role.DEPUTY, Role.OWNER_CONTACT, Role.OWNER_CONTACT]
    assert timedelta(minutes=2) == LIMIT


def test_who_is_away_is_told_last_beside_the_ladder() -> None:
    register = a_register(a_person(RANDI, away=away(MONDAY)))
    assert rungs(planned(register)) == [
        (1, 0 * LIMIT, [DAG]), (2, LIMIT, [UNNI]), (3, 2 * LIMIT, [KARI]), (BESIDE, 3 * LIMIT, [RANDI]),
    ]  # fmt: skip


def test_one_on_two_rungs_is_told_once() -> None:
    school = a_school(receivers=(("principal",), ("deputy", "principal"), ("principal",)))
    steps = planned(a_register(school=school))
    assert [(s.rung, s.person) for s in steps] == [(1, RANDI), (2, DAG), (3, UNNI), (4, KARI)]
    assert [s.due_at for s in steps] == [TEN + n * LIMIT for n in range(4)]


@pytest.mark.parametrize("school", sorted(COUNTY.schools))
def test_nobody_who_may_receive_is_left_out_at_any_of_the_five(school: str) -> None:
    here = COUNTY.schools[school]
    (rektor, *_) = COUNTY.holders(school, Role.PRINCIPAL)
    steps = plan(here, COUNTY, rektor.id, TEN)
    people = [s.person for s in steps]
    assert set(people) >= {p.id for p in everybody(here, COUNTY)}
    assert len(people) == len(set(people))


def test_s0_5_sentrums_alternatives_are_reached() -> None:
    (rektor, *_) = COUNTY.holders("sentrum", Role.PRINCIPAL)
    steps = plan(COUNTY.schools["sentrum"], COUNTY, rektor.id, TEN)
    heads = COUNTY.holders("sentrum", Role.DEPARTMENT_HEAD, Role.STUDENT_SERVICES)
    assert {p.id for p in heads} <= {s.person for s in steps}


def test_how_it_stands_for_each() -> None:
    drill = a_drill(
        randi={"delivered_at": later(seconds=1), "acknowledged_at": later(seconds=9)},
        dag={"delivered_at": later(minutes=2, seconds=3)},
        unni={"missed_at": later(minutes=4)},
    )
    assert stands(drill, later(minutes=5)) == ["confirmed", "reached", "missed", "waits"]
    assert stands(drill, later(minutes=6)) == ["confirmed", "reached", "missed", "on_its_way"]
    assert stands(drill, drill.ends_at) == ["confirmed", "reached", "missed", "missed"]


def test_durations_are_counted_from_each_ones_own_moment() -> None:
    drill = a_drill(dag={"delivered_at": later(minutes=2, seconds=3), "acknowledged_at": later(minutes=3)})
    line = summary(drill, HOUSE, later(minutes=3)).rungs[1].lines[0]
    assert (line.reached, line.confirmed) == (timedelta(seconds=3), timedelta(minutes=1))
    assert (line.name, line.role) == ("Dag Lund", Role.DEPUTY)


def test_whoever_has_confirmed_was_reached_whatever_we_were_told() -> None:
    drill = a_drill(randi={"missed_at": later(seconds=1), "acknowledged_at": later(seconds=9)})
    assert stands(drill, TEN)[0] == Standing.CONFIRMED


def test_it_is_over_ten_minutes_after_the_last_rung_or_when_all_have_confirmed() -> None:
    drill = a_drill()
    assert drill.ends_at == TEN + 3 * LIMIT + PATIENCE == later(minutes=16)
    assert [drill.is_over(at) for at in (later(minutes=15, seconds=59), later(minutes=16))] == [False, True]
    everyone = a_drill(**{name: {"acknowledged_at": TEN} for name in ("randi", "dag", "unni", "kari")})
    assert everyone.is_over(TEN)
    assert not a_drill(randi={"acknowledged_at": TEN}).is_over(TEN)


def test_the_first_rung_that_has_confirmed_is_where_a_report_would_have_stopped() -> None:
    confirmed = {"acknowledged_at": later(minutes=9)}
    assert a_drill().would_stop_at is None
    assert a_drill(kari=confirmed, dag=confirmed).would_stop_at == 2
    aside = a_register(a_person(RANDI, away=away(MONDAY)))
    drill = Drill("d", FJELLVIK, DAG, TEN, planned(aside))
    assert drill.after(replace(drill.steps[-1], **confirmed)).would_stop_at is None


def test_its_next_moments_are_each_rungs_and_its_end() -> None:
    drill = a_drill()
    assert drill.next_moment(TEN) == later(minutes=2)
    assert drill.next_moment(later(minutes=6)) == drill.ends_at
    assert drill.next_moment(drill.ends_at) is None


def test_its_words_in_the_audit_are_of_the_closed_vocabulary() -> None:
    assert {"drill:started", "drill:acknowledged"} <= ACTIONS
