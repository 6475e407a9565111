"""A case about a leader lives its whole life at the owner, who may let in a colleague who does not lead (ruling 2)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from domain.access import may_be_tasked
from domain.case import Case, Event, Happened
from domain.casefile import CaseFile
from domain.clocks import Kind
from domain.note import Note
from domain.people import PersonId, Role
from domain.report import Answers, ByStaff
from domain.sides import Side
from domain.tasks import Work as Task
from domain.tasks import given
from domain.views import Content, Involved
from services import casework, handling, listing, reporting, telling
from services.filing import casefile
from services.ports import House
from services.reporting import Submission
from storage.store import Store
from tests.builders import DAG, FJELLVIK, KARI, LIV, MONDAY, NORA, RANDI, TEN, TOR, UNNI, a_person, a_register
from tests.fresh import open_store

T = TypeVar("T")
MINUTE = timedelta(minutes=1)
LEADERS = (RANDI, DAG, LIV)
JUDGED = {"serious": "serious", "serious_why": "Gjentatt over et halvt år."}


class AtOwner:
    """One report about the deputy, told by Tor, and what the owner's people do with it."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, TEN
        self.house = House(a_register(), lambda: secrets.token_hex(16), secrets.choice)
        said = {"school": FJELLVIK, "student": "Ola", "what": "Alene.", "by_staff": ByStaff.LEADER, "danger": "no"}
        told = Submission("t" * 32, FJELLVIK, TOR, "Tor Vik", ByStaff.LEADER, False, ("Ola",), frozenset({DAG}), said)
        self.report = self.run(lambda work: reporting.submit(work, self.house, told, TEN))
        self.id = self.run(lambda work: work.cases_of(self.report.id))[0].id
        self.does(handling.acknowledge, UNNI)
        self.does(handling.open_case, UNNI)

    def run(self, unit: Callable[[Any], T]) -> T:
        return self.store.run(unit).result(10)

    def does(self, unit: Callable[..., T], who: PersonId) -> T:
        self.now += MINUTE
        return self.run(lambda work: unit(work, self.house, self.id, who, self.now))

    @property
    def case(self) -> Case:
        found = self.run(lambda work: work.case(self.id))
        assert found
        return found

    @property
    def file(self) -> CaseFile:
        case = self.case
        return self.run(lambda work: casefile(work, self.house, case, self.now))

    def writes(self, action: str, answers: Answers, who: PersonId = UNNI) -> object:
        self.now += MINUTE
        note = Note(self.id, secrets.token_hex(16), action, who, self.now, answers)
        return self.run(lambda work: casework.record(work, self.house, answers, note))

    def appoints(self, who: PersonId) -> None:
        """Hands the handling to somebody, as the form for tasks writes it down."""
        self.now += MINUTE
        self.adds(given("t1", Task.HANDLE, who, MONDAY + timedelta(7), self.now))

    def adds(self, happened: Happened) -> None:
        def unit(work: Any) -> None:
            telling.save(work, self.house, work.case(self.id).after(happened), self.now)

        self.run(unit)

    def audit(self) -> list[tuple[str, ...]]:
        asked = 'SELECT chain, actor, action, outcome, "case" FROM audit'
        return self.run(lambda work: [tuple(row) for row in work._connection.exec_driver_sql(asked)])


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[AtOwner]:
    with open_store(tmp_path) as store:
        yield AtOwner(store)


def test_ruling_2_the_same_steps_gates_and_clocks_stand_at_the_owner(owner: AtOwner) -> None:
    view = owner.writes("assess", JUDGED)
    assert isinstance(view, Content)
    assert owner.case.status == "investigating"
    assert view.above.sides == (Side.OWNER,)
    assert {clock.kind for clock in view.clocks} >= {Kind.ACKNOWLEDGE, Kind.OPEN, Kind.INVESTIGATE}
    assert not [clock for clock in view.clocks if clock.kind is Kind.OWNER_NOTICE]
    assert {"weigh", "investigate", "hear", "plan", "give_task", "close"} <= {row.action for row in view.actions}


def test_p12_5_nobody_is_told_of_a_serious_leader_case_because_it_is_the_owners_already(owner: AtOwner) -> None:
    assert owner.file.owner.untold == ()
    owner.writes("assess", {**JUDGED, "owner_answer": "here"})
    assert not [*owner.case.all("tell_owner", Event.OWNER_SENT)]


def test_ruling_2_the_owner_appoints_a_handler_outside_the_leadership_who_works_in_it(owner: AtOwner) -> None:
    owner.writes("assess", JUDGED)
    owner.appoints(NORA)
    assert isinstance(owner.does(handling.look, NORA), Involved)  # whether she is habil, before anything else
    view = owner.does(handling.open_case, NORA)
    assert view
    assert view.told[0].answers["what"] == "Alene."
    assert {"investigate", "hear", "best_interest"} <= {row.action for row in view.actions}
    assert owner.writes("weigh", JUDGED, NORA) is None  # how serious it is stays with the owner
    assert owner.does(handling.open_case, UNNI)  # who does not lose it


@pytest.mark.parametrize("who", LEADERS)
def test_p12_5_a_leader_is_shut_out_whatever_somebody_hands_them(owner: AtOwner, who: PersonId) -> None:
    owner.writes("assess", JUDGED)
    assert not may_be_tasked(who, owner.case, owner.house.register)
    owner.appoints(who)
    for unit in (handling.look, handling.open_case, handling.involved, casework.menu, casework.log, casework.duties):
        assert owner.does(unit, who) is None
    assert owner.writes("weigh", JUDGED, who) is None


@pytest.mark.parametrize("who", LEADERS)
def test_p12_5_a_refusal_tells_a_leader_nothing_of_whether_there_is_a_case(owner: AtOwner, who: PersonId) -> None:
    before = len(owner.audit())
    real, owner.id = owner.id, "0" * 32
    answers = [owner.does(unit, who) for unit in (handling.look, casework.menu, casework.duties)]
    owner.id = real
    assert [owner.does(unit, who) for unit in (handling.look, casework.menu, casework.duties)] == answers
    refusals = owner.audit()[before:]
    assert {(chain, outcome) for chain, _, _, outcome, _ in refusals} == {("school:fjellvik", "refused")}
    first, second = refusals[:3], refusals[3:]
    assert [entry[:4] for entry in first] == [entry[:4] for entry in second]


def test_p12_5_nothing_that_is_done_at_the_owner_stands_in_the_schools_own_chain(owner: AtOwner) -> None:
    owner.writes("assess", JUDGED)
    owner.writes("state_begins", {"state_since": "2026-11-23", "state_asks": "Redegjørelse"})
    owner.appoints(NORA)
    owner.does(handling.open_case, NORA)
    assert {chain for chain, _, _, _, case in owner.audit() if case == owner.id} == {"owner:fjellvik"}


def test_p12_5_the_leaders_own_lists_hold_nothing_of_it(owner: AtOwner) -> None:
    owner.writes("assess", JUDGED)
    for who in LEADERS:
        assert owner.run(lambda work, who=who: listing.mine(work, owner.house, who)) == ()  # type: ignore[misc]


def test_e4_a_handler_who_is_promoted_is_out_of_it_and_the_owner_goes_on(owner: AtOwner) -> None:
    owner.writes("assess", JUDGED)
    owner.appoints(NORA)
    owner.does(handling.open_case, NORA)
    promoted = a_register(a_person(NORA, Role.DEPARTMENT_HEAD))
    owner.house = House(promoted, owner.house.mint, owner.house.pick)
    assert owner.does(handling.open_case, NORA) is None
    assert owner.does(handling.open_case, UNNI)


def test_another_at_the_owner_who_was_told_may_go_on_with_it(owner: AtOwner) -> None:
    """The owner's contacts are told in turn; whoever has been told of it sees it."""
    owner.writes("assess", JUDGED)
    assert owner.does(handling.open_case, KARI) is None
    owner.adds(Happened(owner.now, Event.ALERTED, KARI, "no_answer"))
    assert owner.does(handling.open_case, KARI)
