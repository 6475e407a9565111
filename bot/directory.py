"""Who is who, asked of the tenant's directory: each night, and when somebody writes whom nobody has asked about."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from bot.adapter import name_failure
from bot.desk import Desk
from bot.upkeep import Upkeep
from domain.calendars import Member
from domain.groups import Heard, due, night
from domain.people import PersonId, Register
from services import directory
from services.directory import Taken
from services.jobs import Done, Doubt, Job, Later, Outcome, ReadEducationRole, ReadGroup, ReadMember, Refused, Why

PULSE = 5.0  # seconds between looks
ANEW = timedelta(days=1)  # until the same person is asked about again
RETRY = timedelta(minutes=5)
AT_ONCE = 20
AT_MOST = timedelta(minutes=15)  # between two readings because somebody without a post has written
WAITING = 1000  # people who may wait to be asked about; who comes after them waits until they write again

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass
class Directory:
    """Nobody waits for it: what it has not heard changes nothing, and is asked for again.

    Without Graph, or where no school names a group, it does nothing.
    """

    desk: Desk
    upkeep: Upkeep
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    _waiting: dict[PersonId, datetime] = field(default_factory=dict)  # and since when
    _asked: dict[PersonId, datetime] = field(default_factory=dict)
    _is_wanted: bool = False  # somebody has written who may have got a post today
    _read_at: datetime | None = None
    _introduced: date | None = None  # the night when those in the files were last gone through
    _paused_until: datetime | None = None
    _is_off: bool = False
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    def met(self, who: PersonId) -> None:
        """Somebody has written; what the directory knows of them is asked for in a moment."""
        now = self.desk.now()
        asked = self._asked.get(who)
        if self._is_off or len(self._waiting) >= WAITING or (asked and now - asked < ANEW):
            return
        self._waiting.setdefault(who, now)
        self.woken.set()

    async def run(self) -> None:
        """Until cancelled. What fails is logged and tried again at the next look."""
        while not self._is_off:
            self.woken.clear()
            try:
                await self.look()
            except Exception as error:
                log.error("the directory waits: %s", name_failure(error))
            with contextlib.suppress(TimeoutError):  # not wait_for: on Python 3.11 it can swallow a cancellation
                async with asyncio.timeout(PULSE):
                    await self.woken.wait()

    async def look(self) -> None:
        """Asks for everything that it is time to ask for."""
        async with self._one_at_a_time:
            if not self._is_off:
                await self._read_groups()
                await self._introduce()
                await self._meet()

    async def _ask(self, job: Job[T]) -> Outcome[T]:
        outcome = await self.desk.graph.ask(job)
        if isinstance(outcome, Refused) and outcome.why is Why.NOT_SET_UP:
            self._is_off = True
            self._waiting.clear()
        return outcome

    # -- groups

    async def _read_groups(self) -> None:
        """School by school, each group once whichever schools name it. When Graph does not answer, the rest wait."""
        written, now = self.desk.written, self.desk.now()
        wanted = await self._due(written, now)
        if not wanted:
            return
        was_wanted, self._is_wanted, self._read_at = self._is_wanted, False, now
        heard: dict[str, Heard] = {}
        for school in wanted:
            is_answered = await self._hear([group for _, group in written.schools[school].directory.groups], heard)
            if self._is_off:
                return
            groups = {group: heard[group] for _, group in written.schools[school].directory.groups}
            unit = partial(directory.take, written=written, school=school, groups=groups, now=now)
            self._tell(await self.desk.save(unit))
            if not is_answered:
                self._is_wanted = was_wanted
                break
        await self.upkeep.take_in()

    async def _hear(self, groups: list[str], heard: dict[str, Heard]) -> bool:
        """Adds what is said of these groups; False when Graph did not answer: so it is said of the rest, unasked."""
        for group in groups:
            if group in heard:
                continue
            outcome = await self._ask(ReadGroup(group))
            heard[group] = directory.heard(outcome)
            if isinstance(outcome, Later | Doubt):
                heard.update({left: heard[group] for left in groups if left not in heard})
                return False
        return True

    async def _due(self, written: Register, now: datetime) -> tuple[str, ...]:
        naming = tuple(sorted(id_ for id_, school in written.schools.items() if school.directory.groups))
        if not naming:
            return ()
        if self._is_wanted and (self._read_at is None or now - self._read_at >= AT_MOST):
            return naming
        return due(written.schools, await self.desk.read(lambda work: work.group_states()), now)

    def _tell(self, taken: Taken) -> None:
        for state in taken.news:
            said = state.trouble or ("less than before" if state.waits else "well")
            log.warning("school %s: group %s is now: %s", taken.school, state.group, said)
        if taken.changed:
            log.info("who is who has changed by the groups of school %s", taken.school)
            self.upkeep.hear(taken.changed, taken.joined)

    # -- one person

    async def _introduce(self) -> None:
        """Once a night those in the files whom no group tells of; after a start, those of whom nothing is known.

        Meetings and mail need their addresses.
        """
        now = self.desk.now()
        if self._introduced == night(now):
            return
        said = await self.desk.read(lambda work: work.said())
        known = said.in_groups if self._introduced else said.members
        self._introduced = night(now)
        self._asked = {person: at for person, at in self._asked.items() if now - at < ANEW}
        for who in [p.id for p in self.desk.written.people.values() if p.posts and p.id not in known]:
            self._waiting.setdefault(who, now)

    async def _meet(self) -> None:
        """Some of those who wait; when the directory does not answer, all of them wait a while."""
        now = self.desk.now()
        if self._paused_until and now < self._paused_until:
            return
        for who in list(self._waiting)[:AT_ONCE]:
            outcome = await self._ask(ReadMember(who))
            if isinstance(outcome, Later | Doubt):
                self._paused_until = now + max(RETRY, timedelta(seconds=outcome.after or 0))
                return
            if isinstance(outcome, Done) and outcome.value and outcome.value.name:
                await self._keep(outcome.value)
            self._waiting.pop(who, None)
            self._asked[who] = now

    async def _keep(self, member: Member) -> None:
        education = await self._education(member.id)
        written = self.desk.written
        changed = await self.desk.save(partial(directory.meet, written=written, member=member, education=education))
        if changed:
            self.upkeep.hear(changed)
        known = self.desk.house.register.person(member.id)
        self._is_wanted |= member.is_enabled and not changed and not (known and known.posts)

    async def _education(self, who: PersonId) -> str | None:
        """None: not asked, or not answered."""
        if not any(school.directory.education for school in self.desk.written.schools.values()):
            return None
        outcome = await self._ask(ReadEducationRole(who))
        return outcome.value if isinstance(outcome, Done) else None
