"""A drill on a real record: what is queued, kept and noted, and whom it is refused."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.delivery import Card, Conversation, State
from domain.drill import Drill, DrillCard, DrillResult, Standing
from domain.people import PersonId, Register, Role
from services import delivering, drilling
from services.delivering import Arrived, Doubtful, Landed, NotNow, Outcome, Refused
from services.ports import House
from storage.store import Store
from tests.builders import DAG, FJELLVIK, KARI, LIV, RANDI, TEN, TOR, UNNI, a_person, a_register, a_school
from tests.fresh import open_store

REGISTER = a_register(solvik=a_school("solvik"))
ONE, TWO = timedelta(seconds=1), timedelta(minutes=2)


class Record:
    """One installation's record, with an outbox that is emptied by hand."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def do(self, unit: Callable[..., Any], *more: Any, register: Register = REGISTER) -> Any:
        house = House(register, lambda: secrets.token_hex(16), secrets.choice)
        return self.store.run(lambda work: unit(work, house, *more)).result(10)

    def starts(self, who: PersonId = RANDI, at: datetime = TEN) -> bool | None:
        started: bool | None = self.do(drilling.start, FJELLVIK, who, at)
        return started

    def sends(self, at: datetime, register: Register = REGISTER, **outcomes: Outcome) -> list[tuple[Card, PersonId]]:
        """Empties the outbox once; everything arrives but for those whose outcome is given, by first name."""
        parcels, _ = self.do(delivering.take, at, register=register)
        names = {REGISTER.name(p.delivery.person).split()[0].lower(): p.delivery.person for p in parcels}
        went = {names[name]: outcome for name, outcome in outcomes.items() if name in names}
        landed = [
            Landed(
                p, _arrives(p) if p.delivery.card is not Card.DRILL else went.get(p.delivery.person, _arrives(p)), at
            )
            for p in parcels
        ]
        self.do(delivering.settle, landed, register=register)
        return [(p.delivery.card, p.delivery.person) for p in parcels]

    def drill(self) -> Drill:
        found: Drill = self.store.read(lambda work: work.newest_drill(FJELLVIK)).result(10)
        return found

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        unit: Callable[[Any], Any] = lambda work: work._connection.exec_driver_sql(question).all()  # noqa: E731
        return [tuple(row) for row in self.store.read(unit).result(10)]

    def audit(self) -> list[str]:
        asked = "SELECT chain, actor, action, outcome FROM audit ORDER BY chain, seq"
        return [" ".join(row) for row in self.rows(asked)]


def _arrives(parcel: delivering.Parcel) -> Arrived:
    who = parcel.delivery.person
    activity = parcel.delivery.shown or f"m:{parcel.delivery.id}"
    return Arrived(activity, Conversation(who, f"chat-{who}", "https://smba.example/", "nb-NO", TEN, proven=True))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_store(tmp_path) as store:
        yield Record(store)


def test_each_is_told_at_their_own_moment_and_every_event_redraws_the_result(record: Record) -> None:
    assert record.starts() is True
    assert record.sends(TEN) == [(Card.DRILL, RANDI), (Card.DRILL_RESULT, RANDI)]
    assert record.sends(TEN + ONE) == [(Card.DRILL_RESULT, RANDI)]  # what happened while it was in the air
    assert record.sends(TEN + TWO - ONE) == []
    assert [record.sends(TEN + n * TWO)[0] for n in (1, 2, 3)] == [
        (Card.DRILL, DAG), (Card.DRILL, UNNI), (Card.DRILL, KARI),
    ]  # fmt: skip
    assert [s.delivered_at for s in record.drill().steps] == [TEN + n * TWO for n in range(4)]


def test_the_result_is_drawn_a_last_time_when_it_is_over(record: Record) -> None:
    record.starts()
    for minutes in (0, 0, 2, 2, 4, 4, 6, 6):
        record.sends(TEN + timedelta(minutes=minutes))
    end = record.drill().ends_at
    assert record.sends(end - ONE) == []
    assert record.sends(end) == [(Card.DRILL_RESULT, RANDI)]
    assert record.sends(end + timedelta(days=1)) == []


def test_one_who_cannot_be_reached_is_noted_at_once_and_nothing_is_raised(record: Record) -> None:
    record.starts()
    record.sends(TEN, randi=Refused())
    step = record.drill().step(RANDI)
    assert step
    assert (step.delivered_at, step.missed_at) == (None, TEN)
    assert State.RAISED not in record.store.read(lambda work: work.outbox_state()).result(10)


def test_what_may_have_arrived_is_tried_again_and_then_noted_as_missed(record: Record) -> None:
    record.starts()
    for seconds in (0, 1, 3):
        record.sends(TEN + timedelta(seconds=seconds), randi=Doubtful())
    step = record.drill().step(RANDI)
    assert step
    assert step.missed_at == TEN + timedelta(seconds=3)


def test_what_could_not_be_sent_before_the_end_is_not_sent_after_it(record: Record) -> None:
    record.starts()
    record.sends(TEN, randi=NotNow())
    end = record.drill().ends_at
    sent = record.sends(end)
    assert {card for card, _ in sent} == {Card.DRILL_RESULT}
    assert [bool(s.missed_at) for s in record.drill().steps] == [True] * 4


def test_who_may_receive_no_longer_is_not_told(record: Record) -> None:
    record.starts()
    demoted = a_register(a_person(DAG, Role.STAFF))
    assert (Card.DRILL, DAG) not in record.sends(TEN + TWO, register=demoted)
    step = record.drill().step(DAG)
    assert step
    assert step.missed_at == TEN + TWO


def test_one_drill_at_a_time_at_each_school(record: Record) -> None:
    assert (record.starts(), record.starts(DAG, TEN + TWO)) == (True, False)
    assert record.rows("SELECT count(*) FROM drills") == [(1,)]
    assert record.do(drilling.start, "solvik", RANDI, TEN) is None  # she receives nothing there
    assert record.starts(DAG, record.drill().ends_at) is True


@pytest.mark.parametrize(("who", "school"), [(TOR, FJELLVIK), (LIV, FJELLVIK), (RANDI, "solvik"), (RANDI, "nowhere")])
def test_it_is_started_by_nobody_else_and_the_attempt_is_in_the_audit(
    record: Record, who: PersonId, school: str
) -> None:
    assert record.do(drilling.start, school, who, TEN) is None
    assert record.do(drilling.newest, [school], who, TEN) == ()
    assert record.audit() == [f"school:fjellvik {who} drill:started refused"]
    assert record.rows("SELECT count(*) FROM drills") == record.rows("SELECT count(*) FROM deliveries") == [(0,)]


def test_a_confirmation_counts_once_and_only_while_it_goes_on(record: Record) -> None:
    record.starts()
    drill = record.drill()
    first: DrillCard = record.do(drilling.acknowledge, drill.id, RANDI, TEN + ONE)
    again: DrillCard = record.do(drilling.acknowledge, drill.id, RANDI, TEN + TWO)
    assert first.acknowledged_at == again.acknowledged_at == TEN + ONE
    late: DrillCard = record.do(drilling.acknowledge, drill.id, DAG, drill.ends_at)
    assert (late.acknowledged_at, late.is_over) == (None, True)
    assert record.audit() == [
        f"school:fjellvik {RANDI} drill:started done", f"school:fjellvik {RANDI} drill:acknowledged done",
    ]  # fmt: skip


def test_nobody_confirms_what_they_have_not_been_told(record: Record) -> None:
    record.starts()
    drill = record.drill().id
    for who, asked in ((TOR, drill), (DAG, drill), (RANDI, "d" * 32)):
        assert record.do(drilling.acknowledge, asked, who, TEN + ONE) is None
    assert [line.split()[-1] for line in record.audit()[1:]] == ["refused"] * 3
    assert record.drill().version == 0


def test_the_result_tells_how_fast_and_is_shown_to_all_who_receive(record: Record) -> None:
    record.starts()
    record.sends(TEN + ONE)
    record.do(drilling.acknowledge, record.drill().id, RANDI, TEN + TWO)
    (view,) = record.do(drilling.newest, [FJELLVIK, "solvik"], KARI, TEN + TWO)
    assert isinstance(view, DrillResult)
    line = view.rungs[0].lines[0]
    assert (line.name, line.standing, line.reached, line.confirmed) == ("Randi Ås", Standing.CONFIRMED, ONE, TWO)
    assert (view.would_stop_at, view.is_over) == (1, False)


def test_it_leaves_no_case_no_report_and_no_history(record: Record) -> None:
    record.starts()
    record.sends(TEN)
    record.do(drilling.acknowledge, record.drill().id, RANDI, TEN)
    for table in ("cases", "reports", "happenings", "drafts", "notes"):
        assert record.rows(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608
