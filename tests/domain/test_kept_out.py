"""P6: nobody shut out is ever reached, whatever posts they hold; and who is what to one case."""

from __future__ import annotations

import random
from datetime import timedelta

from domain.access import parties, shut_out
from domain.case import Case, Event, Happened, Route
from domain.deadlines import Kind, next_move
from domain.lifecycle import Party
from domain.people import Person, Post, Register, Role
from domain.report import ByStaff
from domain.routing import ladder, route_for
from tests.builders import (
    DAG,
    FJELLVIK,
    GURO,
    KARI,
    MONDAY,
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

_IDS = [f"{n:04}" for n in range(7)]
_KINDS = [Role.PRINCIPAL, Role.DEPUTY, Role.DEPARTMENT_HEAD, Role.STAFF, Role.OWNER_CONTACT, Role.STUDENT]


def _registered(people: list[Person]) -> Register:
    return Register({FJELLVIK: a_school()}, {p.id: p for p in people})


def _any_register(dice: random.Random) -> Register:
    return _registered([
        Person(
            id_,
            dice.choice(["Ås", "Lund", "Vik"]),
            frozenset(Post(FJELLVIK, r) for r in dice.sample(_KINDS, dice.randint(0, 2))),
            dice.random() < 0.15,
            away() if dice.random() < 0.3 else (),
        )
        for id_ in _IDS
    ])  # fmt: skip


def _any_case(dice: random.Random, register: Register) -> Case:
    accused = frozenset(dice.sample(_IDS, dice.choice([0, 0, 1, 2])))
    whats = (Event.ALERTED, Event.ALERTED, Event.UNDELIVERED, Event.REMINDED, "acknowledge", "open", "recuse")
    history = [
        Happened(TEN + timedelta(minutes=20 * n), dice.choice(whats), dice.choice(_IDS))
        for n in range(dice.randint(0, 7))
    ]
    route = route_for(dice.choice(list(ByStaff)), accused, FJELLVIK, register)
    return a_case(*history, route=route, accused=accused, danger=dice.random() < 0.5)


def test_p6_no_accused_disqualified_or_guest_is_ever_a_receiver_and_no_leader_in_a_leader_case() -> None:
    dice = random.Random(12_5)
    seen = {"out": 0, "moves": 0, "receivers": 0}
    for _ in range(400):
        register = _any_register(dice)
        for _ in range(50):
            case = _any_case(dice, register)
            never = case.accused | {h.who for h in case.history if h.what == "recuse"}
            never |= (guests := {p.id for p in register.people.values() if p.guest})
            if case.route is Route.LEADER:
                never |= {p.id for p in register.people.values() if p.holds(FJELLVIK, *_KINDS[:3])}
            reached = {who for rung in ladder(case, register, MONDAY) for who in rung}
            reached |= {who for who in _IDS if Party.RECEIVER in parties(who, case, register)}
            move = next_move(case, register, TEN + timedelta(hours=3))
            told = set(move.to) if move and move.kind is Kind.ESCALATE else set()
            reminded = set(move.to) - guests if move and move.kind is Kind.REMIND else set()
            assert not (reached | told | reminded) & never, (case, register.people)
            seen["out"] += bool(never)
            seen["moves"] += bool(told)
            seen["receivers"] += bool(reached)
    assert min(seen.values()) > 5_000  # the loop has met what it is about


def test_p6_a_reminder_goes_to_nobody_who_is_shut_out() -> None:
    """Two deputies on one rung, one of them disqualified before the reminder."""
    register = a_register(a_person(NORA, Role.DEPUTY), a_person(RANDI, away=away(MONDAY, MONDAY)))
    told = alerted(RANDI, when=at("08:00", "2026-11-20")) + alerted(DAG, NORA)
    back = a_register(a_person(NORA, Role.DEPUTY))
    case = a_case(*told, a_recusal(DAG, at("10:20")))
    assert ladder(a_case(), register, MONDAY)[0] == (DAG, NORA)
    move = next_move(case, back, at("10:30"))
    assert move is not None
    assert move.kind is Kind.REMIND
    assert move.to == (NORA,)


# Access, one at a time


def test_access_fails_closed_for_somebody_unknown() -> None:
    assert parties("nobody", a_case(*alerted("nobody")), a_register()) == frozenset()


def test_ruling_7_a_guest_tells_but_never_handles() -> None:
    register = a_register(a_person(GURO, Role.PRINCIPAL, guest=True))
    assert parties(GURO, a_case(*alerted(GURO), reporter=GURO), register) == {Party.REPORTER}
    assert GURO not in {who for rung in ladder(a_case(), register, MONDAY) for who in rung}


def test_a_reporter_keeps_their_own_report_even_when_accused() -> None:
    assert parties(TOR, a_case(accused=frozenset({TOR})), a_register()) == {Party.REPORTER}


def test_rektor_sees_every_ordinary_case_and_the_deputy_only_those_told_them() -> None:
    register = a_register()
    assert Party.RECEIVER in parties(RANDI, a_case(), register)
    assert parties(DAG, a_case(), register) == frozenset()
    assert Party.RECEIVER in parties(DAG, a_case(*alerted(DAG)), register)


def test_who_was_told_and_has_left_the_post_is_no_longer_a_receiver() -> None:
    register = a_register(a_person(DAG, Role.STAFF))
    assert parties(DAG, a_case(*alerted(DAG)), register) == frozenset()


def test_an_owners_contact_sees_no_case_that_was_not_told_them() -> None:
    assert parties(KARI, a_case(*alerted(RANDI)), a_register()) == frozenset()


def test_ruling_9_rektor_of_another_school_is_nothing_to_this_case() -> None:
    register = a_register(a_person(TOR, Role.PRINCIPAL, school="other"), other=a_school("other"))
    assert parties(TOR, a_case(reporter=NORA), register) == frozenset()


def test_a_leader_who_is_also_the_owners_contact_is_shut_out_of_a_leader_case() -> None:
    register = a_register(a_person(UNNI, Role.DEPARTMENT_HEAD, Role.OWNER_CONTACT))
    case = a_case(*alerted(UNNI), route=Route.LEADER)
    assert UNNI in shut_out(case, register)
    assert list(ladder(case, register, MONDAY)) == [(KARI,)]
