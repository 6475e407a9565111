"""Somebody changes in the middle of a case: what waits for them is dropped, what they were shown closes (T22, E4)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from domain.case import Case, Reason
from domain.deadlines import Kind
from domain.delivery import Conversation, State
from domain.people import Person, PersonId, Register, Role
from domain.report import ByStaff, Supplement
from domain.views import Notice
from services import delivering, handling, reminding, reporting
from services.delivering import Arrived, Landed, Parcel
from services.ports import House, Work
from storage.store import Store
from tests.builders import DAG, MONDAY, NORA, RANDI, TEN, TOR, UNNI, a_person, a_register, a_school, away
from tests.fresh import open_store
from tests.storage.telling import a_submission

T = TypeVar("T")
MINUTE = timedelta(minutes=1)


@dataclass
class Scene:
    """One case over the real record: people who act on it, a register that changes, an outbox that is looked into."""

    store: Store
    register: Register = field(default_factory=a_register)
    now: datetime = TEN
    case: str = ""
    report: str = ""

    @property
    def house(self) -> House:
        return House(self.register, lambda: secrets.token_hex(16), secrets.choice)

    def run(self, unit: Callable[[Work], T]) -> T:
        self.now += MINUTE
        return self.store.run(unit).result()

    def tells(self, **but: Any) -> None:
        told = a_submission("t" * 32, **but)
        self.report = self.run(lambda work: reporting.submit(work, self.house, told, self.now)).id
        (case,) = self.run(lambda work: work.cases_of(self.report))
        self.case = case.id

    def does(self, who: PersonId, service: Callable[[Work, House, str, PersonId, datetime], T]) -> T:
        return self.run(lambda work: service(work, self.house, self.case, who, self.now))

    def adds(self) -> None:
        added = Supplement(self.report, "a" * 32, self.now, {"more": "Det skjedde igjen."})
        assert self.run(lambda work: reporting.supplement(work, self.house, TOR, added))

    def changes(self, *people: Person, **but: Any) -> None:
        """The people file is another from now on."""
        self.register = a_register(*people, **but)

    def sends(self) -> dict[PersonId, Notice]:
        """What receivers get of all that waits: it arrives, and stands in their chats."""
        parcels, _ = self.run(lambda work: delivering.take(work, self.house, self.now))
        for parcel in parcels:
            self._arrives(parcel)
        return {p.delivery.person: p.view for p in parcels if isinstance(p.view, Notice)}

    def _arrives(self, parcel: Parcel) -> None:
        who = parcel.delivery.person
        arrived = Arrived(f"card-{parcel.delivery.id}", Conversation(who, f"chat-{who}", "https://x/", "nb", self.now))
        self.run(lambda work: delivering.settle(work, self.house, [Landed(parcel, arrived, self.now)]))

    def moves(self) -> tuple[Kind, tuple[PersonId, ...], Reason] | None:
        move = self.run(lambda work: reminding.remind(work, self.house, self.case, self.now))
        return (move.kind, move.to, move.reason) if move else None

    @property
    def dropped(self) -> int:
        return self.run(lambda work: work.outbox_state()).get(State.DROPPED, 0)

    @property
    def stands(self) -> Case:
        case = self.run(lambda work: work.case(self.case))
        assert case
        return case


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with open_store(tmp_path) as store:
        yield Scene(store)


LOST = {
    "another post": {"people": (a_person(RANDI, Role.CONTACT_TEACHER),)},
    "another school": {"people": (a_person(RANDI, Role.PRINCIPAL, school="solvik"),), "solvik": a_school("solvik")},
    "a guest": {"people": (a_person(RANDI, guest=True),)},
    "gone": {"people": (), "without": (RANDI,)},
}


def loses(scene: Scene, people: tuple[Person, ...], **but: Any) -> None:
    scene.changes(*people, **but)


@pytest.mark.parametrize("how", LOST)
def test_t22_a_card_that_waits_for_one_who_has_lost_the_post_is_dropped(scene: Scene, how: str) -> None:
    scene.tells()
    loses(scene, **LOST[how])
    assert scene.sends() == {}
    assert scene.dropped == 1


@pytest.mark.parametrize("how", LOST)
def test_t22_a_reminder_that_waits_is_dropped_too(scene: Scene, how: str) -> None:
    scene.tells()
    assert set(scene.sends()) == {RANDI}
    scene.now += timedelta(hours=1)
    assert scene.moves() == (Kind.REMIND, (RANDI,), Reason.NO_ANSWER)
    loses(scene, **LOST[how])
    assert scene.sends() == {}
    assert scene.dropped == 1


@pytest.mark.parametrize("how", LOST)
def test_t22_news_of_a_case_do_not_reach_one_who_has_lost_the_post(scene: Scene, how: str) -> None:
    scene.tells()
    scene.sends()
    scene.adds()
    loses(scene, **LOST[how])
    assert scene.sends() == {}
    assert scene.dropped == 1


@pytest.mark.parametrize("how", LOST)
def test_a_card_that_was_shown_closes_when_it_is_next_redrawn(scene: Scene, how: str) -> None:
    scene.tells()
    (shown,) = scene.sends().values()
    assert [row.action for row in shown.actions] == ["acknowledge", "open"]
    scene.does(RANDI, handling.acknowledge)
    loses(scene, **LOST[how])
    closed = scene.sends()[RANDI]
    assert (closed.closed_to_me, closed.actions, closed.taken, closed.answer_by) == (True, (), None, None)


@pytest.mark.parametrize("how", LOST)
def test_content_that_was_shown_in_a_chat_is_taken_away_from_one_who_has_lost_the_post(scene: Scene, how: str) -> None:
    scene.tells()
    scene.sends()
    assert scene.does(RANDI, handling.open_case)
    (card,) = scene.run(lambda work: work.shown(scene.case))
    scene.run(lambda work: handling.hide_later(work, scene.case, card.activity, RANDI, scene.now))
    loses(scene, **LOST[how])
    scene.now += timedelta(minutes=10)
    assert scene.sends()[RANDI].closed_to_me


@pytest.mark.parametrize("how", LOST)
def test_every_button_is_refused_from_the_moment_the_post_is_lost(scene: Scene, how: str) -> None:
    scene.tells()
    scene.sends()
    assert scene.does(RANDI, handling.look)
    loses(scene, **LOST[how])
    for service in (handling.acknowledge, handling.notice, handling.look, handling.open_case, handling.recuse):
        assert scene.does(RANDI, service) is None
    assert [h.what for h in scene.stands.history] == ["told", "alerted", "delivered"]


def test_whoever_gets_the_post_sees_the_case_from_that_moment(scene: Scene) -> None:
    scene.tells()
    assert scene.does(NORA, handling.look) is None
    scene.changes(a_person(NORA, Role.PRINCIPAL), a_person(RANDI, Role.CONTACT_TEACHER))
    assert scene.does(NORA, handling.look)
    assert scene.does(NORA, handling.acknowledge)


def test_e7_absence_goes_to_the_deputy_who_keeps_the_case_when_rektor_is_back(scene: Scene) -> None:
    scene.tells(by_staff=ByStaff.EMPLOYEE)
    scene.sends()
    scene.changes(a_person(RANDI, away=away(MONDAY)))
    assert scene.moves() == (Kind.ESCALATE, (DAG,), Reason.ABSENT)
    scene.changes()
    assert DAG in scene.sends()
    assert scene.does(DAG, handling.acknowledge)


def test_ruling_19_disqualification_goes_to_the_owner_and_what_waits_for_the_deputy_is_dropped(scene: Scene) -> None:
    scene.changes(a_person(RANDI, away=away(MONDAY, partly=True)))
    scene.tells()
    assert set(scene.stands.told) == {RANDI, DAG}
    assert scene.does(RANDI, handling.recuse)
    assert scene.sends() == {}
    assert scene.dropped == 2
    assert scene.moves() == (Kind.ESCALATE, (UNNI,), Reason.DISQUALIFIED)


def test_ruling_19_when_rektor_is_disqualified_the_deputys_card_closes(scene: Scene) -> None:
    scene.changes(a_person(RANDI, away=away(MONDAY, partly=True)))
    scene.tells()
    assert set(scene.sends()) == {RANDI, DAG}
    assert scene.does(DAG, handling.acknowledge)
    assert scene.does(RANDI, handling.recuse)
    cards = scene.sends()
    assert {who for who, card in cards.items() if card.closed_to_me} == {RANDI, DAG}
    assert scene.does(DAG, handling.open_case) is None


def test_e4_when_the_accused_becomes_a_leader_what_waits_for_rektor_is_dropped(scene: Scene) -> None:
    scene.tells(by_staff=ByStaff.EMPLOYEE, accused=frozenset({NORA}))
    assert scene.stands.told == {RANDI}
    scene.changes(a_person(NORA, Role.DEPARTMENT_HEAD))
    assert scene.sends() == {}
    assert scene.does(RANDI, handling.open_case) is None
    assert scene.moves() == (Kind.ESCALATE, (UNNI,), Reason.LEFT)


def test_e4_when_the_accused_gets_the_post_that_is_told_they_see_nothing(scene: Scene) -> None:
    scene.tells(by_staff=ByStaff.EMPLOYEE, accused=frozenset({NORA}))
    scene.sends()
    scene.does(RANDI, handling.acknowledge)
    scene.changes(a_person(NORA, Role.PRINCIPAL), a_person(RANDI, Role.CONTACT_TEACHER))
    assert all(card.closed_to_me for card in scene.sends().values())
    assert scene.does(NORA, handling.look) is None


def test_e7_while_everybody_who_has_a_case_in_hand_is_away_the_next_is_told_when_something_is_due(scene: Scene) -> None:
    scene.tells()
    scene.does(RANDI, handling.acknowledge)
    scene.does(RANDI, handling.open_case)
    scene.sends()
    scene.now += timedelta(weeks=1)
    scene.moves()
    assert set(scene.sends()) == set()  # she is there: nobody else is told, and her own card is about a day
    scene.changes(a_person(RANDI, away=away()))
    scene.now += timedelta(weeks=1)
    scene.moves()
    assert scene.sends()[DAG].alert is Reason.ABSENT
    assert DAG in scene.stands.told
    scene.now += timedelta(weeks=1)
    scene.moves()
    assert scene.stands.told == {RANDI, DAG}  # the deputy is there
