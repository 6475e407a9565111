"""Whose turn it is to make us work: every sender has a lane, and the lanes take turns. A flood waits for itself."""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import re
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

AT_ONCE = 4  # in all; each may hold Argon2id's memory
MOST_WAITING = 200  # in one lane: each is an open connection, and others need some too
_DAY = 24 * 60 * 60
_PORTED = re.compile(r"\[([^\]]+)\](?::\d+)?|([\d.]+):\d+")

Lane = bytes


class Crowded(Exception):
    """This sender has so much waiting already that more of it would only wait in vain."""


class Lanes:
    """Lanes are known by a keyed hash of an address, in memory alone; the key is thrown away each day.

    `clock` gives seconds that only go forwards.
    """

    def __init__(self, at_once: int = AT_ONCE, clock: Callable[[], float] = time.monotonic) -> None:
        self._free, self._clock = at_once, clock
        self._busy: set[Lane] = set()
        self._waiting: OrderedDict[Lane, deque[asyncio.Future[None]]] = OrderedDict()  # whose turn is next stands first
        self._key, self._key_ends = b"", 0.0

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[None]:
        """Waits until it is this sender's turn: one thing at a time for each. Raises Crowded."""
        lane = self._lane(address)
        await self._wait(lane)
        try:
            yield
        finally:
            self._leave(lane)

    def _lane(self, address: str) -> Lane:
        if self._clock() >= self._key_ends:
            self._key, self._key_ends = secrets.token_bytes(32), self._clock() + _DAY
        return hashlib.blake2b(network(address).encode(), key=self._key, digest_size=16).digest()

    async def _wait(self, lane: Lane) -> None:
        line = self._waiting.setdefault(lane, deque())
        if len(line) >= MOST_WAITING:
            raise Crowded
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.append(mine)
        self._admit()
        try:
            await mine
        except asyncio.CancelledError:
            self._give_up(lane, mine)
            raise

    def _give_up(self, lane: Lane, mine: asyncio.Future[None]) -> None:
        """Whoever waited has gone: at the moment of their turn, or before."""
        if not mine.cancelled():
            self._leave(lane)
        elif mine in self._waiting.get(lane, ()):
            self._waiting[lane].remove(mine)
            self._drop_if_empty(lane)

    def _leave(self, lane: Lane) -> None:
        self._busy.discard(lane)
        self._free += 1
        self._admit()

    def _admit(self) -> None:
        """The first of each lane in turn, while anybody may work; who has had a turn goes to the back."""
        while self._free and (lane := next((one for one in self._waiting if one not in self._busy), None)):
            first = self._waiting[lane].popleft()
            self._waiting.move_to_end(lane)
            self._drop_if_empty(lane)
            if not first.cancelled():
                self._busy.add(lane)
                self._free -= 1
                first.set_result(None)

    def _drop_if_empty(self, lane: Lane) -> None:
        if not self._waiting[lane]:
            del self._waiting[lane]


def network(address: str) -> str:
    """The address, also where a proxy has written its port beside it; of one of IPv6 the half that a sender cannot
    choose at will."""
    ported = _PORTED.fullmatch(address.strip())
    bare = (ported[1] or ported[2]) if ported else address.strip()
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return ""
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped) if mapped else str(ipaddress.ip_network((found, 64), strict=False))


def sender(remote: str, forwarded: str, hops: int) -> str:
    """Who sends: `remote` itself, or behind `hops` proxies what the outermost of ours has seen (X-Forwarded-For).

    What stands further to the left anybody may have written.
    """
    seen = [part.strip() for part in forwarded.split(",") if part.strip()]
    return seen[-hops] if 0 < hops <= len(seen) else remote
