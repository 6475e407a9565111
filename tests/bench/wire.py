"""A lean HTTP client, so that the core it shares with the stand-in for Teams is not what is measured."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_BLANK = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a bot listens, and the token of the one who calls it."""

    port: int
    token: str

    def request(self, body: bytes) -> bytes:
        """The whole of one request, ready for the socket."""
        head = (
            f"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes


class Wire(asyncio.Protocol):
    """One connection, kept open, with one request on it at a time."""

    def __init__(self) -> None:
        self._read = bytearray()
        self._waiting: asyncio.Future[Reply] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        reply = self._whole()
        if reply and self._waiting and not self._waiting.done():
            self._read.clear()
            self._waiting.set_result(reply)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(ConnectionError("the bot hung up"))

    async def send(self, request: bytes) -> Reply:
        """Raises ConnectionError when the bot hangs up instead of answering."""
        assert self._transport
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        if self._transport:
            self._transport.close()

    def _whole(self) -> Reply | None:
        """Both servers say how long each answer is."""
        end = self._read.find(_BLANK)
        if end < 0:
            return None
        found = _LENGTH.search(self._read, 0, end + 2)
        size = int(found[1]) if found else 0
        start = end + len(_BLANK)
        if len(self._read) < start + size:
            return None
        return Reply(int(self._read[9:12]), bytes(self._read[start:]))


async def connect(port: int) -> Wire:
    """Raises OSError while nobody listens there."""
    _, wire = await asyncio.get_running_loop().create_connection(Wire, "127.0.0.1", port)
    return wire


@asynccontextmanager
async def wires(port: int, count: int) -> AsyncIterator[list[Wire]]:
    """`count` open connections."""
    async with AsyncExitStack() as stack:
        opened = []
        for _ in range(count):
            wire = await connect(port)
            stack.callback(wire.close)
            opened.append(wire)
        yield opened
