"""The load: one at a time, some at once, or so many a second whether or not the bot keeps up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from math import inf

from tests.bench.wire import Address, Reply, Wire, wires

Check = Callable[[Reply], None]  # raises when the answer is not the one that was asked for
_OPEN = 128  # connections kept for the open loop


async def one_by_one(address: Address, bodies: Iterable[bytes], check: Check, per_second: float = inf) -> list[float]:
    """Seconds of each, in order, until its whole answer is here; at most `per_second` of them are sent."""
    took = []
    async with wires(address.port, 1) as (wire,):
        began = time.perf_counter()
        for number, body in enumerate(bodies):
            await _until(began + number / per_second)
            took.append(await _timed(wire, address.request(body), check))
    return took


async def _until(moment: float) -> None:
    if (left := moment - time.perf_counter()) > 0:
        await asyncio.sleep(left)


async def _timed(wire: Wire, request: bytes, check: Check) -> float:
    began = time.perf_counter()
    reply = await wire.send(request)
    took = time.perf_counter() - began
    check(reply)
    return took


async def at_once(address: Address, bodies: Iterable[bytes], check: Check, count: int) -> float:
    """`count` connections, each sending its next as soon as it has its answer. The moment of the first request."""
    waiting = iter([address.request(body) for body in bodies])
    async with wires(address.port, count) as opened:
        began = time.perf_counter()
        await asyncio.gather(*(_send_all(wire, waiting, check) for wire in opened))
    return began


async def _send_all(wire: Wire, waiting: Iterator[bytes], check: Check) -> None:
    for request in waiting:
        check(await wire.send(request))


async def at_rate(address: Address, bodies: Iterable[bytes], check: Check, per_second: float) -> None:
    """Open loop: each is sent at its own moment, on whichever connection is free."""
    requests = [address.request(body) for body in bodies]
    async with wires(address.port, min(_OPEN, len(requests))) as opened:
        free: asyncio.Queue[Wire] = asyncio.Queue()
        for wire in opened:
            free.put_nowait(wire)
        began = time.perf_counter()
        async with asyncio.TaskGroup() as sending:
            for number, request in enumerate(requests):
                await _until(began + number / per_second)
                sending.create_task(_send_on(free, request, check))


async def _send_on(free: asyncio.Queue[Wire], request: bytes, check: Check) -> None:
    wire = await free.get()
    check(await wire.send(request))
    free.put_nowait(wire)
