"""What goes between a school and whoever told it: who may ask, who may open a name, and what they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from domain import codes
from domain.access import has_opened_name, may_act, may_open_name, open_to, openers, taken_in_hand
from domain.asking import (
    SHOWN_TO_TELLERS,
    asked,
    checked,
    comes_back,
    is_held_apart,
    is_to_be_checked,
    pointless,
    unchecked,
)
from domain.case import Case, Event, Happened, Route, Status
from domain.casefile import CaseFile
from domain.clocks import Kind, clocks
from domain.deadlines import open_duty
from domain.deeds import DEEDS
from domain.lifecycle import ACTIONS, Duty
from domain.note import Note
from domain.origin import BY_STAFF, Door, Naming, Origin, Teller
from domain.people import PersonId, Role
from domain.status import HELD
from domain.tasks import Work, chosen, ever_chosen, given, held_by
from tests.builders import (
    DAG,
    EMIL,
    FJELLVIK,
    GURO,
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
)

HOUSE = a_register()
IN_CONFIDENCE = Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True)
ON_THE_PAGE = Origin(Teller.STAFF, Door.PAGE, Naming.NAMED)
EVERY_ORIGIN = [
    Origin(teller, door, naming, about)
    for teller, door, naming, about in product(Teller, Door, Naming, (False, True))
]  # fmt: skip
CHOSEN = given("t1", Work.CHOSEN, NORA, MONDAY, TEN)
LATER = TEN + timedelta(hours=1)


def of(*people: PersonId, **but: object) -> Case:
    return a_case(*alerted(*people), Happened(TEN, "acknowledge", people[0]), status=Status.ACKNOWLEDGED, **but)


def who_may(case: Case) -> set[PersonId]:
    return {who for who in NAMES if may_open_name(who, case, HOUSE)}


# Who is shown what


def test_e49_nothing_but_a_question_is_ever_shown_to_whoever_told() -> None:
    """Over every form there is: a new one is shown to nobody who tells, unless it is written here, too."""
    notes = [Note("case-1", f"t-{action}", action, RANDI, TEN, {"words": action}) for action in (*DEEDS, *ACTIONS)]
    assert frozenset({"ask_teller"}) == SHOWN_TO_TELLERS
    assert {note.action for note in asked(notes)} == {"ask_teller"}
    assert DEEDS.keys() >= SHOWN_TO_TELLERS


@pytest.mark.parametrize("origin", EVERY_ORIGIN, ids=str)
def test_each_of_the_three_makes_sense_where_it_was_told_so_and_nowhere_else(origin: Origin) -> None:
    assert ("ask_teller" in pointless(origin)) is (origin == BY_STAFF) is not comes_back(origin)
    assert ("open_name" in pointless(origin)) is (origin.naming is not Naming.CONFIDENTIAL)
    assert is_held_apart(origin) is (origin.naming is Naming.CONFIDENTIAL)
    assert ("confirm_teller" in pointless(origin)) is not is_to_be_checked(origin)
    assert is_to_be_checked(origin) is (origin.door is Door.PAGE and origin.naming is Naming.NAMED)


# Who may open a name


def test_rektor_may_open_a_name_and_the_deputy_who_has_been_told() -> None:
    assert who_may(of(RANDI)) == {RANDI}
    assert who_may(of(RANDI, DAG)) == {RANDI, DAG}


def test_nobody_else_may_whatever_has_been_told_or_handed_to_them() -> None:
    tasks = (given(f"t{n}", work, who, MONDAY, TEN) for n, (work, who) in enumerate(product(Work, (NORA, LIV, TOR))))
    case = of(RANDI, DAG, UNNI, KARI, LIV, NORA, EMIL, GURO).after(*tasks)
    assert who_may(case) == {RANDI, DAG}
    assert {who for who in NAMES if may_act(who, "open_name", case, HOUSE)} == {RANDI, DAG}


def test_p12_5_where_a_leader_is_accused_the_owners_people_who_have_it_may_and_no_leader() -> None:
    assert who_may(of(UNNI, route=Route.LEADER)) == {UNNI}
    assert who_may(of(UNNI, RANDI, DAG, accused=frozenset({DAG}))) == {UNNI}


def test_fvl_6_where_rektor_is_disqualified_the_owners_people_who_have_it_may() -> None:
    assert who_may(of(RANDI, UNNI).after(a_recusal(RANDI))) == {UNNI}


def test_the_accused_and_the_disqualified_may_not() -> None:
    assert who_may(of(RANDI, DAG).after(a_recusal(DAG))) == {RANDI}
    assert who_may(of(RANDI, accused=frozenset({RANDI}))) == set()


@pytest.mark.parametrize("status", sorted(Status))
def test_a_name_is_opened_while_the_school_has_the_case(status: Status) -> None:
    case = a_case(*alerted(RANDI), Happened(TEN, "acknowledge", RANDI), status=status)
    assert may_act(RANDI, "open_name", case, HOUSE) is (status in HELD)


def test_who_has_opened_it_knows_it_until_they_may_no_more_and_nobody_else_does() -> None:
    case = of(RANDI, DAG).after(Happened(LATER, "open_name", RANDI))
    assert has_opened_name(RANDI, case, HOUSE)
    assert not has_opened_name(DAG, case, HOUSE)
    gone = a_register(a_person(RANDI, Role.SUBJECT_TEACHER), a_person(TOR, Role.PRINCIPAL))
    assert not has_opened_name(RANDI, case, gone)
    assert not has_opened_name(TOR, case, gone)


def test_who_could_open_it_is_said_before_anything_is_told() -> None:
    assert openers(FJELLVIK, HOUSE, False, ()) == (RANDI, DAG)
    assert openers(FJELLVIK, HOUSE, False, {DAG}) == (RANDI,)
    assert openers(FJELLVIK, HOUSE, True, {RANDI}) == (UNNI, KARI)
    assert openers(FJELLVIK, a_register(a_person(DAG, guest=True)), False, ()) == (RANDI,)


# Whom a student chose


def test_s0_6_an_adult_whom_a_student_chose_begins_before_anybody_has_taken_it() -> None:
    case = a_case(CHOSEN, *alerted(RANDI))
    assert {row.action for row in open_to(NORA, case, HOUSE)} == {
        "open", "recuse", "investigate", "hear", "ask_teller", "finish_task",
    }  # fmt: skip
    assert {row.action for row in open_to(RANDI, case, HOUSE)} >= {"acknowledge", "open"}
    assert not may_act(RANDI, "hear", case, HOUSE)


def test_an_adult_who_has_talked_has_nothing_left() -> None:
    case = a_case(CHOSEN, Happened(LATER, "finish_task", NORA, "t1"))
    assert open_to(NORA, case, HOUSE) == ()
    assert chosen(case) == ()
    assert ever_chosen(case) == (NORA,)


@pytest.mark.parametrize("status", sorted(Status))
def test_the_task_ends_with_the_case(status: Status) -> None:
    case = a_case(CHOSEN, status=status)
    assert bool(held_by(NORA, case)) is (status in HELD and "closed" not in status)


def test_what_whom_a_student_chose_opens_meets_no_duty_of_those_who_have_the_case() -> None:
    looked = (Happened(LATER, "open", NORA), Happened(LATER, "hear", NORA, "affected heard no"))
    before = a_case(CHOSEN, *alerted(RANDI), *looked)
    assert open_duty(before, HOUSE) is Duty.ACKNOWLEDGE
    assert taken_in_hand(before, HOUSE) is None
    taken = replace(
        before.after(Happened(LATER, "acknowledge", RANDI), Happened(LATER, "open", NORA)), status=Status.ACKNOWLEDGED
    )
    assert open_duty(taken, HOUSE) is Duty.OPEN
    (opening,) = [c for c in clocks(taken, HOUSE, LATER) if c.kind is Kind.OPEN]
    assert opening.met_at is None
    assert taken_in_hand(taken, HOUSE) == LATER


def test_p12_6_the_week_runs_from_the_delivery_to_rektor_whoever_told_and_by_whatever_name() -> None:
    case = a_case(*alerted(RANDI), Happened(LATER, Event.DELIVERED, RANDI), reporter=codes.author("a" * 32))
    (week,) = [c for c in clocks(case, HOUSE, LATER) if c.kind is Kind.STATE_WEEK]
    assert week.starts == LATER


# Whoever gave a name on the open page


def _file(*history: Happened, origin: Origin = ON_THE_PAGE, status: Status = Status.ACKNOWLEDGED) -> CaseFile:
    return CaseFile(a_case(*history, status=status), a_school(), origin=origin)


def test_ruling_11_a_colleague_on_the_open_page_stands_there_until_somebody_has_checked() -> None:
    assert [gate.id for gate in unchecked(_file())] == ["teller_checked"]
    assert unchecked(_file(Happened(LATER, "confirm_teller", RANDI, "yes"))) == ()
    assert unchecked(_file(Happened(LATER, "confirm_teller", RANDI, "no"))) == ()
    assert unchecked(_file(status=Status.CLOSED)) == ()


@pytest.mark.parametrize("origin", [BY_STAFF, IN_CONFIDENCE, Origin(Teller.PARENT, Door.PAGE, Naming.NAMED)])
def test_of_nobody_else_it_is_demanded(origin: Origin) -> None:
    assert unchecked(_file(origin=origin)) == ()


def test_8_1_a_check_by_one_who_is_out_of_the_case_is_none() -> None:
    done = Happened(LATER, "confirm_teller", DAG, "yes")
    assert checked(a_case(done)) == done
    assert checked(a_case(done, a_recusal(DAG))) is None
