"""The demonstration page's line open to the browser: who has something new."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any, Protocol

from aiohttp import web

Json = dict[str, Any]

HEARTBEAT = 15.0


class Changing(Protocol):
    def changes(self) -> AsyncIterator[Json]:
        """`{"person": id}` or `{"all": true}`; every caller gets its own stream, from the first `anext`."""


class Live:
    """Server-sent events: who has something new. The page then asks for it."""

    def __init__(self, stage: Changing) -> None:
        self._stage = stage
        self._listening: set[asyncio.Task[None]] = set()

    async def changes(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        task = asyncio.create_task(self._tell(response))
        self._listening.add(task)
        try:
            await asyncio.wait([task])
        finally:
            task.cancel()
            self._listening.discard(task)
        return response

    async def hang_up(self, _app: web.Application) -> None:
        """A page left open must not keep the demonstration from stopping."""
        for task in self._listening:
            task.cancel()

    async def _tell(self, response: web.StreamResponse) -> None:
        """Listens before it greets, so that nothing falls between the greeting and the first change."""
        stream = aiter(self._stage.changes())
        upcoming = asyncio.ensure_future(anext(stream))
        try:
            await asyncio.sleep(0)
            await response.write(b"retry: 1000\n" + event({"all": True}))
            while True:
                ready, _ = await asyncio.wait([upcoming], timeout=HEARTBEAT)
                await response.write(event(upcoming.result()) if ready else b": still here\n\n")
                if ready:
                    upcoming = asyncio.ensure_future(anext(stream))
        except (ConnectionError, StopAsyncIteration):
            return
        finally:
            upcoming.cancel()
            with contextlib.suppress(asyncio.CancelledError, StopAsyncIteration):
                await upcoming


def event(change: Json) -> bytes:
    return f"data: {json.dumps(change)}\n\n".encode()
