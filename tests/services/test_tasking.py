"""Tasks over the real record: when the clock wakes, who gets a card, and what never touches the reporter's receipt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from domain.agenda import Call
from domain.case import Event, Happened, Status
from domain.case_views import Parted, TaskCard
from domain.casefile import CaseFile
from domain.deadlines import Kind, next_move
from domain.delivery import Conversation, State
from domain.note import Note
from domain.people import PersonId
from domain.profile import PlannedTask
from domain.tasks import Work as Kinds
from domain.tasks import given
from domain.views import Content, Involved
from services import casework, delivering, handling, tasking
from services.casework import Begun
from services.delivering import Arrived, Landed, Parcel, Refused
from tests.builders import (
    DAG,
    LIV,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    TOR,
    a_case,
    a_person,
    a_register,
    a_school,
    alerted,
    at,
    away,
)
from tests.fresh import open_store
from tests.services.test_mid_case import Scene

TALK = {"task_work": "talk", "task_to": NORA, "task_due": "2026-11-26", "task_what": "Snakk med Ola."}


class Office(Scene):
    """A case that rektor has taken and read, with its outbox open."""

    def begins(self) -> None:
        self.tells()
        self.delivers()
        self.does(RANDI, handling.acknowledge)
        self.does(RANDI, handling.open_case)
        self.delivers()

    def writes(self, action: str, who: PersonId = RANDI, token: str = "", **answers: str) -> object:
        """One form sent; its token is its own when none is said."""
        self.now += timedelta(minutes=1)
        note = Note(self.case, token or f"{action}{self.now:%d%H%M}", action, who, self.now, answers)
        return self.run(lambda work: casework.record(work, self.house, answers, note))

    def gives(self, **but: str) -> str:
        assert isinstance(self.writes("give_task", token="a" * 32, **{**TALK, **but}), Content)
        return "a" * 32

    def delivers(self, unreachable: frozenset[PersonId] = frozenset()) -> dict[PersonId, TaskCard]:
        """Everything that waits arrives, but for those who cannot be reached; the task cards among it."""
        found: dict[PersonId, TaskCard] = {}
        while parcels := self.run(lambda work: delivering.take(work, self.house, self.now))[0]:
            for parcel in parcels:
                self._lands(parcel, unreachable)
                if isinstance(parcel.view, TaskCard):
                    found[parcel.delivery.person] = parcel.view
        return found

    def _lands(self, parcel: Parcel, unreachable: frozenset[PersonId]) -> None:
        who = parcel.delivery.person
        there = Conversation(who, f"chat-{who}", "https://x/", "nb", self.now, proven=True)
        outcome = Refused() if who in unreachable else Arrived(f"card-{parcel.delivery.id}", there)
        self.run(lambda work: delivering.settle(work, self.house, [Landed(parcel, outcome, self.now)]))

    @property
    def wakes(self) -> datetime | None:
        """When the record says that the clock looks at the case."""
        asked = "SELECT next_due FROM cases"
        ((due,),) = self.store.read(lambda work: work._connection.exec_driver_sql(asked).all()).result()
        return datetime.fromisoformat(due) if due else None

    def wakes_as_the_history_says(self) -> bool:
        move = next_move(self.stands, self.register, self.now)
        return self.wakes == (move.at if move else None)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_store(tmp_path) as store:
        office = Office(store)
        office.begins()
        yield office


def test_the_record_wakes_the_case_when_the_history_says_so_after_each_thing_that_happens(office: Office) -> None:
    assert office.wakes == at("08:00", "2026-11-30")  # a week later, when nothing happens
    task = office.gives()
    assert office.wakes == at("08:00", "2026-11-26")
    assert office.wakes_as_the_history_says()
    office.delivers()
    assert office.wakes_as_the_history_says()
    office.writes("move_task", task=task, task_to=LIV, task_due="2026-11-30")
    assert office.wakes == at("08:00", "2026-11-30")
    assert office.wakes_as_the_history_says()
    office.now = at("08:00", "2026-11-30")
    assert office.moves() is not None
    assert office.wakes == at("08:00", "2026-12-01")
    assert office.wakes_as_the_history_says()
    office.writes("finish_task", task=task)
    assert office.wakes == at("08:00", "2026-12-07")
    assert office.wakes_as_the_history_says()


def test_a_recusal_wakes_the_case_at_once(office: Office) -> None:
    office.gives()
    office.delivers()
    office.does(NORA, handling.recuse)
    woken = office.wakes
    assert woken is not None
    assert woken <= office.now
    assert office.wakes_as_the_history_says()
    assert office.moves() == (Kind.NUDGE, (RANDI,), "task")
    assert office.delivers()[RANDI].call is Call.OWNERLESS
    assert office.moves() is None


def test_the_doorbell_reaches_the_holder_and_stands_nowhere_in_the_case(office: Office) -> None:
    before = list(office.stands.all(Event.DELIVERED, Event.UNDELIVERED))
    office.gives()
    cards = office.delivers()
    assert cards == {NORA: TaskCard(office.case, office.stands.reference, Call.GIVEN, at(day="2026-11-26").date())}
    assert list(office.stands.all(Event.DELIVERED, Event.UNDELIVERED)) == before


def test_whoever_takes_a_task_themselves_gets_no_doorbell(office: Office) -> None:
    office.gives(task_to=RANDI)
    assert office.delivers() == {}


def test_the_same_form_again_gives_no_second_task_and_no_second_card(office: Office) -> None:
    office.gives()
    version = office.stands.version
    office.gives()
    assert office.stands.version == version
    assert list(office.delivers()) == [NORA]


def test_e37_a_card_that_waits_for_one_who_has_left_is_dropped(office: Office) -> None:
    office.gives()
    office.changes(without=[NORA])
    assert office.delivers() == {}
    assert office.dropped == 1


def test_undelivered_is_said_to_the_one_in_charge_and_stands_in_no_receipt(office: Office) -> None:
    office.gives()
    told = office.delivers(frozenset({NORA}))
    assert told[RANDI].call is Call.UNREACHED
    assert list(office.stands.all(Event.UNDELIVERED)) == []
    raised = office.run(lambda work: work.outbox_state()).get(State.RAISED, 0)
    assert raised == 1
    assert office.wakes_as_the_history_says()


def test_when_the_one_in_charge_cannot_be_reached_either_it_does_not_go_round_in_circles(office: Office) -> None:
    office.gives()
    told = office.delivers(frozenset({NORA, RANDI}))
    assert [told[who].call for who in (NORA, RANDI)] == [Call.GIVEN, Call.UNREACHED]
    assert sum(1 for _ in office.stands.all(Event.NUDGED)) == 1


def test_two_things_due_the_same_morning_are_one_card(office: Office) -> None:
    office.gives()
    office.writes("give_task", **{**TALK, "task_work": "meeting"})
    office.delivers()
    office.now = at("08:00", "2026-11-26")
    office.moves()
    said = [h.note.split()[0] for h in office.stands.all(Event.NUDGED)]
    assert said == [Call.DUE, Call.DUE]
    assert list(office.delivers()) == [NORA]
    assert office.moves() is None


def test_a_card_that_is_shown_is_redrawn_when_the_task_has_ended(office: Office) -> None:
    task = office.gives()
    office.delivers()
    office.writes("drop_task", task=task, task_dropped="Ikke nødvendig.")
    assert office.delivers()[NORA].closed


def test_whoever_has_done_the_last_of_theirs_is_thanked_also_the_second_time(office: Office) -> None:
    task = office.gives()
    office.does(NORA, handling.open_case)
    for _ in range(2):
        assert office.writes("finish_task", NORA, "b" * 32, task=task) == Parted(office.stands.reference)
    assert sum(1 for _ in office.stands.all("finish_task")) == 1


def test_habilitet_is_asked_before_anything_of_a_task_is_shown(office: Office) -> None:
    office.gives()
    assert isinstance(office.does(NORA, casework.tasks), Involved)
    begun = office.run(lambda w: casework.begin(w, office.house, office.case, NORA, "finish_task", office.now))
    assert isinstance(begun, Involved)
    office.does(NORA, handling.open_case)
    begun = office.run(lambda w: casework.begin(w, office.house, office.case, NORA, "finish_task", office.now))
    assert isinstance(begun, Begun)


def test_a_page_of_tasks_is_ones_own_for_a_helper_and_all_for_those_in_charge(office: Office) -> None:
    office.gives()
    office.writes("give_task", **{**TALK, "task_to": LIV})
    for who in (NORA, LIV):
        office.does(who, handling.open_case)
    seen = {who: office.does(who, casework.tasks) for who in (NORA, LIV, RANDI)}
    assert [[line.who for line in page.open] for page in seen.values()] == [  # type: ignore[union-attr]
        ["Nora Eide"], ["Liv Haug"], ["Nora Eide", "Liv Haug"],
    ]  # fmt: skip
    assert office.does(TOR, casework.tasks) is None


def test_what_the_deputy_does_not_have_they_are_not_reminded_of(office: Office) -> None:
    """Rektor acknowledged; the deputy was never told of the case."""
    office.changes(a_person(RANDI, away=away(at(day="2026-11-26").date())))
    office.gives()
    office.delivers()
    office.now = at("08:00", "2026-11-27")
    office.moves()
    assert set(office.delivers()) == {NORA, RANDI}
    assert DAG not in office.stands.people(Event.NUDGED)


def test_what_is_said_about_tasks_in_the_audit_and_the_history_is_ours_and_nothing_that_was_written(
    office: Office,
) -> None:
    task = office.gives()
    office.writes("drop_task", task=task, task_dropped="Ola vil ikke.")
    notes = " ".join(h.note for h in office.stands.history)
    assert "Ola" not in notes
    asked = "SELECT reason FROM audit"
    reasons = office.store.read(lambda work: work._connection.exec_driver_sql(asked).all()).result()
    assert not [reason for (reason,) in reasons if "Ola" in reason]


def _beforehand(action: str, chosen: str = "", *more: Happened) -> dict[str, str]:
    team = PlannedTask("S0-11", "team", "Ta saken opp i tverrfaglig team", ("department_head",), "every_case")
    evaluate = PlannedTask("S0-21", "evaluate", "Evaluere planen", (), "after_plan")
    school = a_school(tasks=(team, evaluate))
    taken = (*alerted(RANDI), Happened(TEN, "acknowledge", RANDI), Happened(TEN, "assess", RANDI, "not_serious"))
    case = a_case(*taken, *more, status=Status.INVESTIGATING)
    return dict(tasking.beforehand(action, chosen, CaseFile(case, school), a_register(school=school), TEN))


def test_s0_11_a_proposal_fills_in_the_form_with_its_kind_words_holder_and_a_day() -> None:
    assert _beforehand("give_task", "S0-11") == {
        "proposal": "S0-11", "task_work": "team", "task_to": LIV, "task_due": "2026-11-30",
        "task_what": "Ta saken opp i tverrfaglig team",
    }  # fmt: skip


def test_a_task_of_ones_own_choice_has_a_day_to_begin_with_and_nothing_else() -> None:
    assert _beforehand("give_task") == {"task_due": "2026-11-30"}
    assert _beforehand("give_task", "S9-99") == {"task_due": "2026-11-30"}


def test_s0_21_the_evaluation_is_due_on_the_plans_own_day() -> None:
    planned = Happened(TEN, "complete_plan", RANDI, "1 2026-12-14")
    assert _beforehand("give_task", "S0-21", planned)["task_due"] == "2026-12-14"


def test_a_task_that_goes_over_keeps_its_day_unless_that_lies_behind() -> None:
    ahead, behind = (given("t1", Kinds.TALK, NORA, day, TEN) for day in (date(2027, 1, 8), MONDAY))
    assert _beforehand("move_task", "t1", ahead) == {"task": "t1", "task_due": "2027-01-08"}
    assert _beforehand("move_task", "t1", behind) == {"task": "t1", "task_due": "2026-11-24"}
    assert _beforehand("finish_task", "t1", ahead) == _beforehand("drop_task", "t1", ahead) == {"task": "t1"}
    assert _beforehand("consider_task", "S0-12") == {"considered": "S0-12"}
