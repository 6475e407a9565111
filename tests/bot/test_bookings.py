"""Each meeting stands in the calendar exactly once, or the case says that it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.graph.port import Graph
from services.jobs import Book, Done, FindBooked, Job, Outcome
from storage.store import Store
from tests.bot.bookings import HOUR, Chances, County
from tests.fresh import open_store

T = TypeVar("T")
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


async def lived(county: County, many: int, span: timedelta = HOUR) -> list[str]:
    """That many meetings, after so long a time in which anything can happen, and some in which all is made good."""
    ids = county.wants(many)
    await county.lives(ids, span)
    await county.calms()
    return ids


def everything() -> Chances:
    return Chances(dies=0.03, hangs=0.01, refused=0.05, faults=0.25, people=0.002, meddling=0.02)


@pytest.mark.parametrize("remembers", [None, DAY], ids=["Graph knows no key again", "Graph knows a key for a day"])
@pytest.mark.parametrize("seed", range(2))
async def test_whatever_goes_wrong_each_meeting_stands_once_or_somebody_is_told(
    store: Store, seed: int, remembers: timedelta | None
) -> None:
    county = County(store, seed, everything(), remembers)
    ids = await lived(county, 500)
    assert county.faulty(ids) == []
    stood = sum(1 for booking, _ in county.kept(ids) if booking.event)
    assert stood > 400  # it was not by standing nowhere that none stood twice
    await county.comes_to_an_end()
    assert county.faulty(ids) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200))
async def test_a_hundred_thousand_meetings(store: Store, seed: int) -> None:
    county = County(store, 1000 + seed, everything(), None if seed % 2 else DAY)
    assert county.faulty(await lived(county, 500)) == []


async def test_while_nothing_hangs_beyond_its_lease_no_meeting_is_ever_made_twice(store: Store) -> None:
    county = County(store, 5, Chances(dies=0.05, faults=0.3))
    ids = await lived(county, 500)
    assert county.faulty(ids) == []
    assert set(county.made().values()) == {1}


class Blind:
    """A way to Graph that does not look: until a booking has been confirmed to us, there is none."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.confirmed: set[str] = set()

    async def ask(self, job: Job[T]) -> Outcome[T]:
        if isinstance(job, FindBooked) and job.key not in self.confirmed:
            return Done(None)  # type: ignore[arg-type]
        outcome = await self.graph.ask(job)
        if isinstance(job, Book) and isinstance(outcome, Done):
            self.confirmed.add(job.key)
        return outcome


async def test_the_simulation_finds_the_doubles_of_one_who_does_not_look_before_booking(store: Store) -> None:
    county = County(store, 5, Chances(dies=0.05, faults=0.3), around=Blind)
    await lived(county, 500)
    assert max(county.made().values()) > 1


async def test_the_simulation_finds_a_meeting_that_nobody_was_told_is_gone(store: Store) -> None:
    county = County(store, 5)
    ids = await lived(county, 20, HOUR)
    county.world.delete(county.world.events[0].id)
    assert [fault.split(": ")[1] for fault in county.faulty(ids)] == ["stands nowhere, and nobody is told"]
