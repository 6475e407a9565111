"""Who is who while the bot runs: the files are looked at again and again, and the record is told what has changed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.adapter import name_failure
from bot.desk import Desk
from domain.people import PersonId
from domain.renewal import changed, joiners
from services import posts, wheel
from storage.installation import Installation, Stamp

PULSE = 3.0  # seconds between looks

log = logging.getLogger(__name__)


@dataclass
class Upkeep:
    """Takes the news of the schools' files and the people file; without an installation there are none to look at.

    A file is read when it has changed and then stood still from one look to the next: half of a file may be a whole
    one with people missing. `ask` reads at once.
    """

    desk: Desk
    installation: Installation | None = None
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    _seen: Stamp | None = None
    _changed: frozenset[str] = frozenset()
    _joined: frozenset[tuple[str, PersonId]] = frozenset()
    _lacking: frozenset[str] = frozenset()
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def faults(self) -> list[str]:
        """Where something is wrong in the files as they were last read: file and line, never what stands there."""
        found = self.installation.faults if self.installation else ()
        return list(dict.fromkeys(fault.place for fault in found))

    def ask(self) -> None:
        self.asked.set()

    def hear(self, changed: Collection[str], joined: Collection[tuple[str, PersonId]] = ()) -> None:
        """These schools are not as they were, and these have begun there: taken in at the next look."""
        self.desk.is_stale = True
        self._changed |= frozenset(changed)
        self._joined |= frozenset(joined)

    async def run(self) -> None:
        """Until cancelled. What fails is logged and tried again at the next look."""
        while True:
            try:
                await self.look(at_once=self.asked.is_set())
            except Exception as error:
                log.error("files and people wait: %s", name_failure(error))
            with contextlib.suppress(TimeoutError):  # not wait_for: on Python 3.11 it can swallow a cancellation
                async with asyncio.timeout(PULSE):
                    await self.asked.wait()

    async def look(self, at_once: bool = False) -> None:
        """Reads what has changed, and takes in what waits to be."""
        async with self._one_at_a_time:
            self.asked.clear()
            if self.installation:
                await self._look_at(self.installation, at_once)
            if self.desk.is_stale:
                await self._take_in()

    async def take_in(self) -> None:
        """What waits to be taken in, without a look at the files: they need their time to stand still."""
        async with self._one_at_a_time:
            if self.desk.is_stale:
                await self._take_in()

    async def _look_at(self, known: Installation, at_once: bool) -> None:
        stamp = await asyncio.to_thread(known.stamp)
        if at_once or (stamp != known.read_as and stamp == self._seen):
            self._use(known, await asyncio.to_thread(known.again))
        self._seen = stamp

    def _use(self, known: Installation, found: Installation) -> None:
        self.installation, self.desk.written = found, found.register
        self.hear(changed(known.register, found.register), joiners(known.register, found.register))
        for place in self.faults:
            log.error("%s: cannot be used, see `varsle doctor`", place)
        for school in sorted(found.refused):
            is_served = school in found.register.schools
            log.error("school %s %s", school, "goes on as it was before" if is_served else "is not served")
        log.info("files read: %d schools, %d people", len(found.register.schools), len(found.register.people))

    def _name_lacking(self) -> None:
        """The schools that lack somebody by files and directory together, once each."""
        stated = self.desk.stated
        refused = stated.refused if stated else {}
        for school in sorted(refused.keys() - self._lacking):
            is_served = school in self.desk.house.register.schools
            log.error("school %s %s: %s", school, "goes on as it was" if is_served else "waits", refused[school])
        self._lacking = frozenset(refused)

    async def _welcome(self, now: datetime) -> None:
        """What the plan has done for each new colleague is put before those who do it (S0-2, S1-1)."""
        for school, who in sorted(self._joined):
            await self.desk.save(partial(wheel.joined, house=self.desk.house, school=school, who=who, now=now))
            self._joined -= {(school, who)}

    async def _take_in(self) -> None:
        """First the house, then the record and the clock: what they do follows from the house."""
        self.desk.is_stale = False
        try:
            await self.desk.renew()
            self._name_lacking()
            concerned, now = self._changed, self.desk.now()
            await self.desk.save(lambda work: posts.reconcile(work, self.desk.house, concerned, now))
            self._changed = frozenset()
            await self._welcome(now)
        except BaseException:
            self.desk.is_stale = True
            raise
