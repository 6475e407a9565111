"""One sender floods the open page: their own requests wait, and nobody else's do."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import aiohttp
import pytest

from bot.open_page import tickets
from cards.look import Surface
from domain import codes
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK
from tests.story.test_open_page import HOME, TOLD, opened, tells
from tests.story.theatre import Theatre
from tests.story.visitor import Visitor, visitor

A_SECOND = 100
FLOODER, ANOTHER = "198.51.100.1", "198.51.100.2"


@pytest.fixture
def surface() -> Surface:
    return Surface.DIALOG


@dataclass
class Flood:
    """A hundred requests each second, every one of which makes work: a new report, or a code that must be tried."""

    theatre: Theatre
    answered: Counter[int] = field(default_factory=Counter)
    slowest: float = 0
    sending: set[asyncio.Task[None]] = field(default_factory=set)

    async def pour(self) -> None:
        headers, began = {"X-Forwarded-For": f"6.6.6.6, {FLOODER}"}, time.monotonic()
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), headers=headers) as session:
            try:
                for n in count():
                    self.sending.add(task := asyncio.create_task(self._send(session, n)))
                    task.add_done_callback(self.sending.discard)
                    await asyncio.sleep(max(0, began + n / A_SECOND - time.monotonic()))
            finally:
                await asyncio.gather(*self.sending)

    async def _send(self, session: aiohttp.ClientSession, n: int) -> None:
        path, data = await self._report() if n % 2 else (f"{HOME}/kode", {"code": codes.code(str(n)).shown})
        began = time.monotonic()
        async with session.post(self.theatre.ready_url.removesuffix("/readyz") + path, data=data) as answer:
            self.answered[answer.status] += 1
            await answer.read()
        self.slowest = max(self.slowest, time.monotonic() - began)

    async def _report(self) -> tuple[str, dict[str, str]]:
        now = self.theatre.stage._clock.now()
        ticket = await self.theatre.stage.read(lambda work: tickets.issue(work, FJELLVIK, now))
        said = {**TOLD, "by_staff": "no", "who": "self", "name": "", "token": ticket.sealed, "go": "send"}
        return HOME, said


@asynccontextmanager
async def flooded(theatre: Theatre) -> AsyncIterator[Flood]:
    flood = Flood(theatre)
    pouring = asyncio.create_task(flood.pour())
    await asyncio.sleep(1)
    yield flood
    pouring.cancel()
    await asyncio.wait([pouring])


async def _during(theatre: Theatre, seconds: float) -> list[float]:
    """The time each request of another sender takes, who tells again and again meanwhile."""
    ends, times = time.monotonic() + seconds, list[float]()
    while time.monotonic() < ends:
        one = Timed(visitor(theatre).at, {"X-Forwarded-For": ANOTHER}, times=times)
        assert "Meldingen er lagret" in await tells(one)
        await asyncio.sleep(0.2)
    return times


class Timed(Visitor):
    def __init__(self, at: str, headers: dict[str, str], times: list[float]) -> None:
        super().__init__(at, headers)
        self.times = times

    async def _asks(self, *asked, **more) -> str:  # type: ignore[no-untyped-def]
        began = time.monotonic()
        try:
            return await super()._asks(*asked, **more)
        finally:
            self.times.append(time.monotonic() - began)


async def _test(begin: Begin, seconds: float) -> None:
    theatre = await begin(opened(), proxy_hops=1)
    async with flooded(theatre) as flood:
        times = await _during(theatre, seconds)
    print(
        f"\n{sum(flood.answered.values())} requests of one sender: {dict(flood.answered)}, the slowest in "
        f"{flood.slowest:.1f} s; {len(times)} of another, all answered, the slowest in {max(times):.2f} s, half "
        f"of them within {sorted(times)[len(times) // 2]:.2f} s"
    )
    assert flood.answered.keys() <= {200, 503}
    assert max(times) < flood.slowest


async def test_a_flood_slows_its_own_sender_only(begin: Begin) -> None:
    await _test(begin, 9)


@pytest.mark.slow
async def test_a_flood_of_a_whole_minute_slows_its_own_sender_only(begin: Begin) -> None:
    await _test(begin, 60)
