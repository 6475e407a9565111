"""What it costs whoever tells that Microsoft Graph is dead: their form, sent beside one that answers and beside others.

The sign-in answers always: what is silent or refuses is Graph itself, so that everything which uses it does ask.
"""

from __future__ import annotations

import asyncio
import os
import random
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from demo.graph_routes import ROOT
from tests.bench.connected import Connected, tenant
from tests.bench.figures import line, p95
from tests.bench.installation import Installation
from tests.bench.load import one_by_one
from tests.bench.rounds import saved
from tests.bench.servers import Program, Server, free_port, running
from tests.bench.stage import Form, Stage, stage

PER_SECOND = 50.0
TURN = 25  # reports to one server before the next has its turn
TURNS, QUICK_TURNS = 50, 10  # of each server: what Graph has failed to do is tried again meanwhile
PAUSE = 0.05  # seconds, in which a server finishes what its turn has left it to do
WARM_UP = 50
AIM = ("<=", 1.2)
Way = Callable[[str], AbstractContextManager[str]]  # from where Graph answers to where it is asked


@contextmanager
def _silent(_: str) -> Iterator[str]:
    """Every connection is accepted, and nobody reads what comes."""
    with socket.create_server(("127.0.0.1", 0), backlog=1000) as silent:
        yield f"http://127.0.0.1:{silent.getsockname()[1]}{ROOT}"


def _refusing(_: str) -> AbstractContextManager[str]:
    return nullcontext(f"http://127.0.0.1:{free_port()}{ROOT}")


ALIVE, SILENT, REFUSED, NONE = "alive", "silent", "refused", "none"
WAYS: Mapping[str, Way | None] = {ALIVE: nullcontext, SILENT: _silent, REFUSED: _refusing, NONE: None}


@dataclass(frozen=True)
class Measured:
    """Milliseconds for `single` and `cpu` (a report, with all else that the server did meanwhile); `helper` is the
    processor time, in seconds, of the process that asks Graph.

    `met` counts the meetings that were seen in a calendar, `tried` those of the others that were asked about; `mailed`
    the mails that have gone.
    """

    single: Sequence[float]
    cpu: float
    helper: float
    met: int
    tried: int
    mailed: int

    @property
    def has_reached(self) -> bool:
        return self.met > 0 and self.mailed > 0

    @property
    def has_only_tried(self) -> bool:
        return self.tried > 0 and not (self.met or self.mailed)


Round = Mapping[str, Measured]


@dataclass
class Served:
    """One of the servers that run beside each other, and what its turns took."""

    name: str
    installation: Installation
    server: Server
    form: Form
    single: list[float] = field(default_factory=list)

    async def rest(self) -> None:
        for begun in (*self.server.helpers(), self.server):
            await begun.rest()

    async def take_turn(self, here: Stage) -> None:
        took = await one_by_one(self.server.address, here.reports(self.form, TURN), saved, PER_SECOND)
        self.single.extend(s * 1000 for s in took)
        await asyncio.sleep(PAUSE)

    def spent(self) -> tuple[float, float]:
        """Seconds of processor time so far: the server's own, and its helper's."""
        return self.server.cpu(), sum(helper.cpu() for helper in self.server.helpers())


@dataclass
class Trial:
    stage: Stage
    installations: Mapping[str, Installation]
    turns: int

    async def measure(self, number: int) -> Round:
        """All of them run all the time; whose turn it is comes by lot, so that all meet the same machine."""
        for installation in self.installations.values():
            installation.renew()
        async with AsyncExitStack() as stack:
            there = [await stack.enter_async_context(self._open(name)) for name in WAYS]
            for served in there:
                await served.rest()
            before = [served.spent() for served in there]
            await self._take_turns(there, random.Random(number))
            after = [served.spent() for served in there]
        return {one.name: _measured(one, *spent) for one, *spent in zip(there, before, after, strict=True)}

    async def _take_turns(self, there: Sequence[Served], lot: random.Random) -> None:
        """Returns when the principals have heard of everything."""
        arrivals = self.stage.watch()
        for _ in range(self.turns):
            for served in lot.sample(there, len(there)):
                await served.take_turn(self.stage)
        await arrivals.await_notices(self.turns * TURN * len(there))

    @asynccontextmanager
    async def _open(self, name: str) -> AsyncIterator[Served]:
        installation = self.installations[name]
        async with AsyncExitStack() as stack:
            graph_at = await stack.enter_async_context(_graph(installation.folder, WAYS[name]))
            program = self._program(installation, graph_at)
            token, hei = self.stage.inbound_token(), self.stage.messages("hei", 1)[0]
            server = await stack.enter_async_context(running(program, token, hei))
            form = await self.stage.settle_in(server.address.port)
            await one_by_one(server.address, self.stage.reports(form, WARM_UP), saved)
            yield Served(name, installation, server, form)

    def _program(self, installation: Installation, graph_at: tuple[str, ...]) -> Program:
        teams, moments = self.stage.teams, str(installation.moments)
        arguments = (teams.origin, teams.metadata_url, teams.token_url, moments, *graph_at)
        return Program("tests.bench.ours", arguments, installation.environment(), installation.folder / "errors")


@asynccontextmanager
async def _graph(folder: Path, way: Way | None) -> AsyncIterator[tuple[str, ...]]:
    """Where Graph is asked and who signs in there; nowhere without a way."""
    if way is None:
        yield ()
        return
    async with tenant(folder) as (base_url, authority):
        with way(base_url) as asked_at:
            yield asked_at, authority


def _measured(served: Served, before: tuple[float, float], after: tuple[float, float]) -> Measured:
    """Of one whose server has ended. Raises RuntimeError when its Graph was not as it should have been."""
    cpu, helper = (then - earlier for earlier, then in zip(before, after, strict=True))
    came = _came_of_it(served.installation.database)
    found = Measured(served.single, cpu / len(served.single) * 1000, helper, *came)
    if served.name != NONE and not (found.has_reached if served.name == ALIVE else found.has_only_tried):
        raise RuntimeError(f"Graph was {served.name}, and {found.met=}, {found.tried=}, {found.mailed=}")
    return found


def _came_of_it(path: Path) -> tuple[int, int, int]:
    with closing(sqlite3.connect(path)) as record:
        (met,) = record.execute("SELECT count(*) FROM bookings WHERE event <> ''").fetchone()
        of_others = "SELECT count(*) FROM bookings WHERE event = '' AND (attempts > 0 OR lease_until IS NOT NULL)"
        (tried,) = record.execute(of_others).fetchone()
        (mailed,) = record.execute("SELECT count(*) FROM deliveries WHERE card = 'mail' AND state = 'sent'").fetchone()
        return met, tried, mailed


async def run(folder: Path, rounds: int, turns: int) -> str:
    began, found = time.perf_counter(), list[Round]()
    installations = {name: (Connected if way else Installation)(folder / name) for name, way in WAYS.items()}
    async with stage() as here:
        trial = Trial(here, installations, turns)
        for number in range(rounds):
            found.append(await trial.measure(number))
            said = ", ".join(f"{name} {p95(measured.single):.2f}" for name, measured in found[-1].items())
            print(f"round {number + 1}: p95 ms: {said}; load {os.getloadavg()[0]:.1f}", flush=True)
    return f"{rounds} rounds, {time.perf_counter() - began:.0f} s\n\n{report(found)}"


def report(rounds: Sequence[Round]) -> str:
    """The figures, then each way by itself."""
    aimed = [_ratio(f"graph_dead_ratio, {name}", rounds, name, ALIVE, AIM) for name in (SILENT, REFUSED)]
    beside = [_ratio(f"{name} / {NONE}", rounds, name, NONE) for name in (ALIVE, SILENT, REFUSED)]
    each = [row for name in WAYS for row in _absolute(name, [found[name] for found in rounds])]
    return "\n".join([f"{'':<28} {'median':>9}  {'aim':<18} each round", *aimed, *beside, "", *each])


def _ratio(title: str, rounds: Sequence[Round], over: str, under: str, aim: tuple[str, float] | None = None) -> str:
    return line(title, [p95(found[over].single) / p95(found[under].single) for found in rounds], aim)


def _absolute(name: str, found: Sequence[Measured]) -> list[str]:
    return [
        line(f"{name}: p50 ms", [median(m.single) for m in found]),
        line(f"{name}: p95 ms", [p95(m.single) for m in found]),
        line(f"{name}: max ms", [max(m.single) for m in found], digits=0),
        line(f"{name}: CPU ms/report", [m.cpu for m in found]),
        line(f"{name}: helper CPU s", [m.helper for m in found]),
        line(f"{name}: meetings met", [m.met for m in found], digits=0),
        line(f"{name}: meetings tried", [m.tried for m in found], digits=0),
        line(f"{name}: mails sent", [m.mailed for m in found], digits=0),
    ]
