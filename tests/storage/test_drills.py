"""Drills: what `services.ports.Work` promises of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.drill import Drill, plan
from tests.builders import DAG, FJELLVIK, RANDI, TEN, a_register
from tests.storage.conftest import Run

HOUSE = a_register()
DRILL = Drill("d1", FJELLVIK, RANDI, TEN, plan(HOUSE.schools[FJELLVIK], HOUSE, RANDI, TEN))


def test_a_drill_is_read_as_it_was_made_its_steps_in_their_order(run: Run) -> None:
    run(lambda work: work.add_drill(DRILL))
    assert run(lambda work: work.drill("d1")) == DRILL
    assert run(lambda work: work.drill("d2")) is None


def test_what_became_of_one_step_is_kept_and_the_others_stand(run: Run) -> None:
    step = DRILL.step(DAG)
    assert step
    became = replace(step, delivered_at=TEN, missed_at=TEN + timedelta(1), acknowledged_at=TEN + timedelta(2))
    other = replace(DRILL, id="d2")
    run(lambda work: [work.add_drill(d) for d in (DRILL, other)])
    run(lambda work: work.save_step("d1", became))
    assert run(lambda work: work.drill("d1")) == DRILL.after(became)
    assert run(lambda work: work.drill("d2")) == other


def test_the_newest_is_of_one_school(run: Run) -> None:
    later = replace(DRILL, id="d0", started_at=TEN + timedelta(hours=1))
    elsewhere = replace(DRILL, id="d9", school="solvik", started_at=TEN + timedelta(hours=2))
    run(lambda work: [work.add_drill(d) for d in (later, DRILL, elsewhere)])
    assert run(lambda work: work.newest_drill(FJELLVIK)) == later
    assert run(lambda work: work.newest_drill("solvik")) == elsewhere
    assert run(lambda work: work.newest_drill("ingen")) is None
