"""One meeting on its way into a calendar, step by step, by one process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.graph.port import Graph, NoGraph
from demo.graph_port import Fault
from domain.calendars import Span
from domain.case import Status
from services import booking as services
from services.jobs import Book, Cancel, FindBooked, Job, Outcome, Why
from storage.store import Store
from tests.bot.bookings import HOUR, Chances, County
from tests.builders import RANDI
from tests.fresh import open_store

T = TypeVar("T")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it does not come")


def one(county: County) -> str:
    (id_,) = county.wants(1)
    return id_


def jobs(county: County) -> list[str]:
    """What Graph has been asked, by the one process that these tests let work."""
    graph: Any = county.processes[0].desk.graph
    return [type(job).__name__ for job in graph.graph.asked]


async def works(county: County, after: timedelta = timedelta()) -> None:
    county.clock.moved += after
    await county.processes[0].rest()


def said(county: County, id_: str) -> list[str]:
    ((_, case),) = county.kept([id_])
    return [" ".join((h.what.removeprefix("meeting_"), *h.note.split()[1:])) for h in case.history if id_ in h.note]


async def test_it_is_looked_for_before_it_is_booked_also_the_first_time(store: Store) -> None:
    county = County(store)
    one(county)
    await works(county)
    assert jobs(county) == ["FindBooked", "Book"]


async def test_in_doubt_nothing_is_asked_for_half_a_minute_and_then_it_is_looked_for(store: Store) -> None:
    county = County(store)
    id_ = one(county)
    county.faults.plan(Fault.DOUBT_AFTER, Book)
    await works(county)
    await works(county, timedelta(seconds=29))
    assert jobs(county) == ["FindBooked", "Book"]
    await works(county, timedelta(seconds=2))
    assert jobs(county) == ["FindBooked", "Book", "FindBooked"]
    assert said(county, id_)[-1].startswith("set")


async def test_an_hour_is_waited_when_graph_says_so(store: Store) -> None:
    county = County(store)
    one(county)
    county.faults.plan(Fault.LATER, FindBooked, why=Why.BUSY, after=3600.0)
    await works(county)
    await works(county, HOUR - timedelta(seconds=5))
    assert jobs(county) == ["FindBooked"]
    await works(county, timedelta(seconds=6))
    assert jobs(county) == ["FindBooked", "FindBooked", "Book"]


async def test_refused_because_it_is_there_it_is_found(store: Store) -> None:
    county = County(store)
    id_ = one(county)
    county.faults.plan(Fault.REFUSE, Book, why=Why.NOT_TAKEN)
    ((booking, _),) = county.kept([id_])

    class There:
        """It comes into the calendar between the look and the booking."""

        def __init__(self, graph: Graph) -> None:
            self.graph = graph

        async def ask(self, job: Job[T]) -> Outcome[T]:
            outcome = await self.graph.ask(job)
            if isinstance(job, Book):
                county.world.book(job.organiser, job.key, job.subject, job.span, job.invited)
            return outcome

    county.processes[0].desk.graph = There(county.processes[0].desk.graph)
    await works(county)
    assert said(county, id_)[-1].startswith("set")
    assert county.made() == {booking.id: 1}


async def test_a_double_is_taken_out_by_whoever_looks_next(store: Store) -> None:
    county = County(store)
    id_ = one(county)
    await works(county)
    (event,) = county.world.events
    county.world.book(event.organiser, id_, event.subject, event.span, event.invited)
    await works(county, timedelta(minutes=15))
    assert [e.id for e in county.world.calendar(RANDI)] == [event.id]
    assert [line.split()[0] for line in said(county, id_)] == ["wanted", "set"]  # nothing new to be told of


async def test_a_double_that_cannot_be_taken_out_is_told_of(store: Store) -> None:
    county = County(store)
    id_ = one(county)
    await works(county)
    (event,) = county.world.events
    county.world.book(event.organiser, id_, event.subject, event.span, event.invited)
    county.faults.plan(Fault.REFUSE, Cancel, why=Why.NO_ACCESS)
    await works(county, timedelta(minutes=15))
    assert said(county, id_)[-1] == "waits no_access"


async def test_called_off_it_leaves_everybodys_calendar(store: Store) -> None:
    county = County(store)
    id_ = one(county)
    await works(county)
    county.run(lambda work: services.call_off(work, county.house, id_, RANDI, county.clock.now()))
    await works(county)
    assert county.world.calendar(RANDI) == ()
    assert said(county, id_)[-1] == "off us"


async def test_moved_here_after_it_was_taken_out_in_outlook_it_is_not_made_anew(store: Store) -> None:
    """Somebody wanted it gone: whoever moved it is told."""
    county = County(store)
    id_ = one(county)
    await works(county)
    county.world.delete(county.world.events[0].id)
    later = county.clock.now() + 48 * HOUR
    span = Span(later, later + HOUR)
    county.run(lambda work: services.move(work, county.house, id_, span, RANDI, county.clock.now()))
    await works(county)
    assert said(county, id_)[-1] == "off outlook"
    assert county.made() == {id_: 1}


async def test_moved_before_it_was_booked_it_is_booked_at_the_new_time(store: Store) -> None:
    county = County(store)
    id_ = one(county)
    later = county.clock.now() + 48 * HOUR
    span = Span(later, later + HOUR)
    county.run(lambda work: services.move(work, county.house, id_, span, RANDI, county.clock.now()))
    await works(county)
    assert [event.span for event in county.world.events] == [span]


async def test_a_case_that_ends_takes_its_meeting_out_of_the_calendar(store: Store) -> None:
    county = County(store)
    id_ = one(county)
    await works(county)
    county.run(lambda work: work.save_case(work.case("c0").after(status=Status.CLOSED), None))
    await works(county, timedelta(minutes=15))
    assert county.world.calendar(RANDI) == ()
    assert said(county, id_)[-2:] == ["called_off ended", "off us"]


async def test_nothing_is_changed_in_a_calendar_with_too_little_left_of_the_lease(store: Store) -> None:
    """Another may take it up before we are done; whoever comes next looks first."""
    county = County(store)
    id_ = one(county)

    class Slow:
        def __init__(self, graph: Graph) -> None:
            self.graph = graph

        async def ask(self, job: Job[T]) -> Outcome[T]:
            county.clock.moved += timedelta(minutes=2) if len(jobs_asked) == 0 else timedelta()
            jobs_asked.append(job)
            return await self.graph.ask(job)

    jobs_asked: list[object] = []
    county.processes[0].desk.graph = Slow(county.processes[0].desk.graph)
    await works(county)
    assert [type(job) for job in jobs_asked] == [FindBooked]
    await works(county, timedelta(minutes=2))
    assert [type(job) for job in jobs_asked] == [FindBooked, FindBooked, Book]
    assert said(county, id_)[-1].startswith("set")


class Silent:
    """A way to Graph that never answers."""

    async def ask(self, job: Job[T]) -> Outcome[T]:
        await asyncio.Event().wait()
        raise AssertionError


async def test_one_that_never_answers_holds_up_nobody(store: Store) -> None:
    county = County(store, around=lambda _: Silent())
    ids = county.wants(40)
    county.processes[0].answers_within = 0.01
    await works(county)
    assert {booking.attempts for booking, _ in county.kept(ids)} == {1}


async def test_without_graph_what_was_wanted_while_there_was_one_is_told_of(store: Store) -> None:
    county = County(store, around=lambda _: NoGraph())
    id_ = one(county)
    loop = asyncio.create_task(county.processes[0].run())
    await until(lambda: said(county, id_)[-1] == "stuck not_set_up")
    loop.cancel()


async def test_a_meeting_is_on_its_way_as_soon_as_it_is_saved(store: Store) -> None:
    county = County(store)
    process = county.processes[0]
    loop = asyncio.get_running_loop()
    store.on_booked = lambda: loop.call_soon_threadsafe(process.wake.set)
    running = asyncio.create_task(process.run())
    await asyncio.sleep(0.05)  # it has looked, found nothing, and sleeps for a second
    begun = loop.time()
    one(county)
    await until(lambda: bool(county.world.events))
    assert loop.time() - begun < 0.5
    running.cancel()
    await process.close()


async def test_what_is_in_the_air_when_a_process_ends_is_made_good_by_the_next(store: Store) -> None:
    county = County(store, chances=Chances(hangs=1.0))
    ids = county.wants(10)
    begun = asyncio.create_task(county.processes[0].rest())
    await until(lambda: len(county.fate.hanging) == 10)
    await county.processes[0].close()
    await begun
    await county.calms()
    assert county.faulty(ids) == []
    assert set(county.made().values()) == {1}
