"""Meetings on their way into calendars: each stands there once, or somebody is told that it does not.

Nothing is ever asked for that has not been looked for first: whoever asked before may have died before they could
write what came of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import TypeVar

from bot.adapter import name_failure
from bot.desk import Desk
from bot.graph.port import NoGraph
from domain.booking import Booking, Stage
from domain.calendars import Appointment
from domain.people import PersonId
from services import booking as bookings
from services.addresses import address, place
from services.booked import Came, Failed, Gone, Stands, Taken, TooLate
from services.jobs import (
    Book,
    Cancel,
    Done,
    Doubt,
    FindBooked,
    Invited,
    Job,
    Later,
    Move,
    Outcome,
    ReadMember,
    Refused,
    Why,
)
from storage.failures import StoreUnavailable

AT_ONCE = 4  # as many as Microsoft takes from us for one mailbox
ANSWERS_WITHIN = 40.0  # seconds; what takes longer is in doubt
SHARING = 0.005  # seconds that what we save will wait for a commit to share; a report never waits for it
_PULSE = 1.0
_SELDOM = 3600.0  # without Graph: what was wanted while there was one must not wait in silence
_MARGIN = 2 * ANSWERS_WITHIN  # of the lease, which must be left before anything is changed in a calendar

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass
class Bookings:
    """Wakes on every commit that changed a booking, and every second for what has fallen due."""

    desk: Desk
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: int = AT_ONCE
    answers_within: float = ANSWERS_WITHIN
    ticks: Callable[[], float] = monotonic  # seconds, by which a lease is held: a clock that nobody sets
    _flying: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> None:
        """Until cancelled. A failure is logged and tried again; what was leased comes back by itself."""
        pulse = _SELDOM if isinstance(self.desk.graph, NoGraph) else _PULSE
        while True:
            self.wake.clear()
            try:
                await self._empty()
            except StoreUnavailable as error:
                log.error("bookings wait: %s", error)
            except Exception as error:
                log.error("bookings failed: %s", name_failure(error))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pulse):
                    await self.wake.wait()

    async def rest(self) -> None:
        """Does what is due now and returns when all of it has been settled: for the demo and the tests."""
        await self._empty()
        while self._flying:
            await asyncio.wait(self._flying.values())
            await self._empty()

    async def close(self) -> None:
        """What is being asked is let go of: whoever takes it next looks first."""
        flying = tuple(self._flying.values())
        for task in flying:
            task.cancel()
        await asyncio.gather(*flying, return_exceptions=True)

    async def _empty(self) -> None:
        """Takes until nothing is due, at most `at_once` in the air. Reads first: most looks find nothing."""
        while await self.desk.read(lambda work: work.is_booking_due(self.desk.now())):
            if not await self._take():
                return
            while len(self._flying) >= self.at_once:
                await asyncio.wait(self._flying.values(), return_when=asyncio.FIRST_COMPLETED)

    async def _take(self) -> bool:
        """Whether there may be more. What we have in hand is not begun again, should its lease have run out."""
        now, room = self.desk.now(), self.at_once - len(self._flying)
        held = self.ticks() + bookings.LEASE / timedelta(seconds=1)
        taken, is_more = await self.desk.save(lambda work: bookings.take(work, self.desk.house, now, room), SHARING)
        for one in taken:
            if one.booking.id not in self._flying:
                self._flying[one.booking.id] = task = asyncio.create_task(self._carry_out(one, held))
                task.add_done_callback(lambda _, id_=one.booking.id: self._flying.pop(id_))
        return is_more

    async def _carry_out(self, taken: Taken, held: float) -> None:
        """One that cannot be settled stands in nobody's way: its lease runs out, and it is looked for again."""
        try:
            came = await Asking(self, taken.booking, held).come()
            if came is not None:
                now = self.desk.now()
                await self.desk.save(lambda work: bookings.settle(work, self.desk.house, taken, came, now), SHARING)
        except Exception as error:
            log.error("a meeting is not settled: %s", name_failure(error))

    async def ask(self, job: Job[T]) -> Outcome[T]:
        try:
            async with asyncio.timeout(self.answers_within):
                return await self.desk.graph.ask(job)
        except TimeoutError:
            return Later(Why.AWAY) if isinstance(job, FindBooked | ReadMember) else Doubt(Why.AWAY)


@dataclass
class Asking:
    """One booking's turn at its calendar. `held`: until when, by the loop's ticks, nobody else takes it."""

    loop: Bookings
    booking: Booking
    held: float

    async def come(self) -> Came | None:
        """What came of it; None when too little is left of the lease to change anything."""
        found = await self.loop.ask(FindBooked(self.booking.organiser, self.booking.id))
        if not isinstance(found, Done):
            return Failed(found)
        seen = found.value if found.value and not found.value.is_cancelled else None
        for double in seen.doubles if seen else ():
            if (came := await self._cancel(double, seen)) != Gone():
                return came
        return await _STEPS[self.booking.stage](self, seen)

    async def _wanted(self, seen: Appointment | None) -> Came | None:
        if seen:
            return Stands(seen)
        if self._has_begun:
            return TooLate()
        return await self._book()

    async def _set(self, seen: Appointment | None) -> Came | None:
        return Stands(seen) if seen else Gone()

    async def _moved(self, seen: Appointment | None) -> Came | None:
        """What stood, and stands no more, somebody has taken out; what never stood is booked at its new time."""
        if seen is None:
            return Gone() if self.booking.event else await self._wanted(None)
        if seen.span == self.booking.span:
            return Stands(seen)
        if self._has_begun:
            return TooLate(seen)
        return await self._move(seen)

    async def _called_off(self, seen: Appointment | None) -> Came | None:
        return await self._cancel(seen.event, seen) if seen else Gone()

    async def _book(self) -> Came | None:
        """Refused, it is looked for once more: perhaps it was refused because it is there."""
        found = await self._places()
        if not isinstance(found, dict):
            return Failed(found)
        if not self._has_time:
            return None
        b = self.booking.reaching(found)
        invited = tuple(Invited(g.address, g.name) for g in b.guests if g.address)
        booked = await self.loop.ask(Book(b.organiser, b.id, b.subject, b.span, invited))
        if isinstance(booked, Done):
            return Stands(booked.value)
        if isinstance(booked, Refused):
            found = await self.loop.ask(FindBooked(b.organiser, b.id))
            if isinstance(found, Done) and found.value:
                return Stands(found.value)
        return Failed(booked, looked=True)

    async def _places(self) -> dict[PersonId, str] | Later | Doubt:
        """Where those are reached of whom nobody could find it out when the meeting was called; kept with it. Who is
        reached nowhere, or may not be asked about, is left out, and the case says so.
        """
        house, unknown = self.loop.desk.house, self.booking.unreached
        if not unknown:
            return {}
        places = await self.loop.desk.read(lambda work: {p: address(work, house.register, p) for p in unknown})
        for who in (p for p in unknown if not places[p]):
            found = place(await self.loop.ask(ReadMember(who)))
            if isinstance(found, Later | Doubt):
                return found
            places[who] = found.value.lower() if isinstance(found, Done) else ""
        await self.loop.desk.save(lambda work: bookings.reach(work, self.booking.id, places))
        return places

    async def _move(self, seen: Appointment) -> Came | None:
        if not self._has_time:
            return None
        moved = await self.loop.ask(Move(self.booking.organiser, seen.event, self.booking.span))
        return Stands(moved.value) if isinstance(moved, Done) else Failed(moved, True, seen)

    async def _cancel(self, event: str, seen: Appointment | None) -> Came | None:
        if not self._has_time:
            return None
        gone = await self.loop.ask(Cancel(self.booking.organiser, event))
        return Gone() if isinstance(gone, Done) else Failed(gone, True, seen)

    @property
    def _has_begun(self) -> bool:
        return self.booking.span.starts <= self.loop.desk.now()

    @property
    def _has_time(self) -> bool:
        return self.loop.ticks() + _MARGIN < self.held


_STEPS: Mapping[Stage, Callable[[Asking, Appointment | None], Awaitable[Came | None]]] = {
    Stage.WANTED: Asking._wanted,
    Stage.SET: Asking._set,
    Stage.MOVED: Asking._moved,
    Stage.CALLED_OFF: Asking._called_off,
    Stage.OFF: Asking._called_off,
}
