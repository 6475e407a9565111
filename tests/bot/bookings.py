"""Many meetings through the port of Graph while everything goes wrong, and the question whether each stands once.

Two processes share the record. Each may die between any two steps: before and after a job has had its effect, before
and after a commit. Jobs are refused, delayed and in doubt; one may hang until its lease is another's. People answer,
move and cancel, in the chat and in Outlook.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.bookings import Bookings
from bot.desk import Desk
from bot.graph.port import Graph
from cards.look import Surface
from demo.graph_port import Fault, Faults, SimulatedGraph
from demo.graph_world import World
from domain.booking import Booking, Guest, wanted
from domain.calendars import Member, Reply, Span
from domain.case import Case, Happened, Status
from services import booking as services
from services.jobs import Job, Outcome, Why
from services.ports import House, Work
from storage.store import Store
from tests.bot.verdict import faults
from tests.builders import LIV, NORA, RANDI, TEN, a_case, a_register, a_report, alerted

T = TypeVar("T")
ADDRESS = {RANDI: "randi@fjellvik.example", NORA: "nora@fjellvik.example", LIV: "liv@fjellvik.example"}
GUESTS = (Guest(NORA, ADDRESS[NORA], "Nora Eide"), Guest("", "far@hjemme.example", "En far"))
SUBJECT = "Oppfølgingsmøte 2026-K7Q4M"
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


class Dead(Exception):
    """The process has ended just here."""


@dataclass
class Clock:
    moved: timedelta = timedelta()

    def now(self) -> datetime:
        return TEN + self.moved

    def ticks(self) -> float:
        return self.moved.total_seconds()


@dataclass
class Chances:
    """How often, of one, something befalls a step. A share of the jobs is delayed or in doubt by `faults`."""

    dies: float = 0.0
    hangs: float = 0.0
    refused: float = 0.0
    faults: float = 0.0
    people: float = 0.0  # of all meetings, between one turn and the next
    meddling: float = 0.0  # while a meeting's calendar is being asked about it


@dataclass
class Mortal:
    """A way to Graph on which the process may die or hang, before the effect or after it."""

    graph: Graph
    fate: Fate

    async def ask(self, job: Job[T]) -> Outcome[T]:
        key = getattr(job, "key", "")
        await self.fate.befall(key)
        outcome = await self.graph.ask(job)
        await self.fate.befall(key)
        return outcome


@dataclass
class Fate:
    dice: random.Random
    chances: Chances
    clock: Clock
    meddle: Callable[[str], None]
    hanging: list[tuple[datetime, asyncio.Event]] = field(default_factory=list)

    async def befall(self, key: str) -> None:
        if key and self.dice.random() < self.chances.meddling:
            self.meddle(key)
        if self.dice.random() < self.chances.dies:
            raise Dead
        if self.dice.random() < self.chances.hangs:
            until = self.clock.now() + 2 * services.LEASE * self.dice.random() + MINUTE
            self.hanging.append((until, go := asyncio.Event()))
            await go.wait()
        await asyncio.sleep(0)

    def release_all(self) -> None:
        """What still hangs goes on."""
        self.hanging = [(self.clock.now(), go) for _, go in self.hanging]
        self.release()

    def release(self) -> None:
        for until, go in self.hanging:
            if until <= self.clock.now():
                go.set()
        self.hanging = [(until, go) for until, go in self.hanging if not go.is_set()]


@dataclass
class MortalDesk(Desk):
    """May die just before a commit, or just after it."""

    fate: Fate | None = None

    async def save(self, unit: Callable[[Work], T], patience: float = 0) -> T:
        assert self.fate
        if self.fate.dice.random() < self.fate.chances.dies:
            raise Dead
        saved = await super().save(unit, patience)
        if self.fate.dice.random() < self.fate.chances.dies:
            raise Dead
        return saved


def settle(world: World) -> World:
    for who, address in ADDRESS.items():
        world.settle(Member(who, who[-4:], address))
    return world


@dataclass
class County:
    """The record, the tenant and two processes. `remembers`: for how long Graph knows a key again.

    `served` instead: the way to a tenant elsewhere, the tenant, and what makes its requests go wrong.
    """

    store: Store
    seed: int = 1
    chances: Chances = field(default_factory=Chances)
    remembers: timedelta | None = None
    around: Callable[[Graph], Graph] = lambda graph: graph
    clock: Clock = field(default_factory=Clock)
    served: tuple[Graph, World, Any] | None = None

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.world = settle(self.served[1] if self.served else World(self.clock.now, self.remembers))
        self.faults: Any = self.served[2] if self.served else Faults()
        self.fate = Fate(self.dice, self.chances, self.clock, self._somebody_acts)
        self.house = House(a_register(), lambda: f"{self.dice.getrandbits(128):032x}", self.dice.choice)
        self.processes = [self._process() for _ in range(2)]
        self._emptying: dict[int, asyncio.Task[None]] = {}

    def _process(self) -> Bookings:
        inner = self.served[0] if self.served else SimulatedGraph(self.world, self.faults)
        graph = self.around(Mortal(inner, self.fate))
        desk = MortalDesk(self.store, self.house, self.clock, Surface.DIALOG, graph=graph, fate=self.fate)
        return Bookings(desk, at_once=16, ticks=self.clock.ticks)

    def run(self, unit: Callable[[Any], T]) -> T:
        return self.store.run(unit).result(timeout=60)

    def wants(self, n: int) -> list[str]:
        """As many meetings, each in a case of its own."""
        return [id_ for start in range(0, n, 500) for id_ in self._some(range(start, min(n, start + 500)))]

    def _some(self, numbers: Sequence[int]) -> list[str]:
        return self.run(lambda work: [self._want(work, n) for n in numbers])

    def _want(self, work: Any, n: int) -> str:
        now = self.clock.now()
        if work.report(f"r{n}") is None:
            taken = Happened(TEN, "acknowledge", RANDI)
            case = a_case(*alerted(RANDI), taken, id=f"c{n}", reference=f"2026-{n:05d}", report=f"r{n}")
            work.add_report(a_report(id=f"r{n}", token=f"t{n}"))
            work.add_case(replace(case, status=Status.ACKNOWLEDGED), None)
        case = work.case(f"c{n}")
        starts = now + timedelta(minutes=self.dice.randrange(10 * 60, 5 * 24 * 60, 30))
        asked = wanted(f"form-{n}", case, RANDI, SUBJECT, Span(starts, starts + HOUR), GUESTS, now)
        got = services.want(work, self.house, asked, RANDI, now)
        assert isinstance(got, Booking), got
        return got.id

    async def lives(self, ids: Sequence[str], span: timedelta) -> None:
        """Everything happens at once for so long."""
        if self.chances.faults:
            self.faults.at_random(self.dice, self.chances.faults)
        end = self.clock.now() + span
        while self.clock.now() < end:
            await self._turn()
            self._people_act(ids)
            self.clock.moved += timedelta(seconds=self.dice.choice((5, 20, 60, 300)))

    async def calms(self, span: timedelta = HOUR) -> None:
        """Nothing goes wrong any more, and everything has time to be made good."""
        self.faults.clear()
        self.chances = self.fate.chances = Chances()
        self.fate.release_all()
        end = self.clock.now() + span
        while self.clock.now() < end:
            await self._turn()
            self.clock.moved += 5 * MINUTE

    async def comes_to_an_end(self) -> None:
        """The last of the meetings has been held for some days."""
        self.clock.moved += timedelta(days=30)
        for _ in range(3):
            await self._turn()
            self.clock.moved += HOUR

    async def _turn(self) -> None:
        """Each process does what is due, until all that is left of it hangs."""
        self.fate.release()
        if self.dice.random() < self.chances.refused:
            self.faults.plan(Fault.REFUSE, times=1, why=self.dice.choice((Why.NO_ACCESS, Why.NO_MAILBOX)))
        for n, process in enumerate(self.processes):
            if n not in self._emptying or self._emptying[n].done():
                self._emptying[n] = asyncio.create_task(_empties(process))
        idle = 0
        while not self._is_done() and idle < 3:
            await asyncio.sleep(0)
            at_work = self._at_work()
            done = at_work and (await asyncio.wait(at_work, timeout=0.02, return_when=asyncio.FIRST_COMPLETED))[0]
            idle = 0 if done or not (self.fate.hanging and self._only_hangs()) else idle + 1

    def _is_done(self) -> bool:
        return self._only_hangs() and all(task.done() for task in self._emptying.values())

    def _at_work(self) -> list[asyncio.Task[None]]:
        flying = [task for process in self.processes for task in process._flying.values()]
        return [task for task in (*self._emptying.values(), *flying) if not task.done()]

    def _only_hangs(self) -> bool:
        return sum(len(process._flying) for process in self.processes) <= len(self.fate.hanging)

    def _people_act(self, ids: Sequence[str]) -> None:
        for _ in range(round(len(ids) * self.chances.people)):
            self._somebody_acts(self.dice.choice(ids))

    def _somebody_acts(self, id_: str) -> None:
        self.dice.choice((self._answer, self._answer, self._drag, self._delete, self._move, self._call_off))(id_)

    def _standing(self, id_: str) -> list[Any]:
        return [e for e in self.world.calendar(RANDI) if e.key == id_]

    def _answer(self, id_: str) -> None:
        for event in self._standing(id_):
            self.world.reply(event.id, self.dice.choice(GUESTS).address, self.dice.choice(list(Reply)[1:]))

    def _drag(self, id_: str) -> None:
        for event in self._standing(id_):
            later = event.span.starts + self.dice.choice((-1, 1, 2)) * HOUR
            self.world.drag(event.id, Span(later, later + HOUR))

    def _delete(self, id_: str) -> None:
        """All of them: the organiser sees no keys."""
        for event in self._standing(id_):
            self.world.delete(event.id)

    def _move(self, id_: str) -> None:
        starts = self.clock.now() + timedelta(hours=self.dice.randrange(3, 60))
        span = Span(starts, starts + HOUR)
        self.run(lambda work: services.move(work, self.house, id_, span, RANDI, self.clock.now()))

    def _call_off(self, id_: str) -> None:
        self.run(lambda work: services.call_off(work, self.house, id_, RANDI, self.clock.now()))

    def kept(self, ids: Sequence[str]) -> Iterator[tuple[Booking, Case]]:
        for start in range(0, len(ids), 500):
            yield from self.run(lambda work, of=ids[start : start + 500]: _read(work, of))

    def made(self) -> Counter[str]:
        """How many events there have ever been with each key."""
        return Counter(event.key for event in self.world.events)

    def faulty(self, ids: Sequence[str]) -> list[str]:
        """Every meeting that does not stand as the record says, in words."""
        standing: dict[str, list[Any]] = {}
        for event in self.world.calendar(RANDI):
            standing.setdefault(event.key, []).append(event)
        return [
            f"{booking.id} {booking.stage}: {why}"
            for booking, case in self.kept(ids)
            for why in faults(booking, case, standing.get(booking.id, []), self.clock.now())
        ]


def _read(work: Any, ids: Sequence[str]) -> list[tuple[Booking, Case]]:
    found = [work.booking(id_) for id_ in ids]
    return [(booking, work.case(booking.case)) for booking in found]


async def _empties(process: Bookings) -> None:
    """One that dies while it takes is begun again at the next turn."""
    with contextlib.suppress(Dead):
        await process._empty()
