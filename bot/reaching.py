"""Whether an alert can reach each receiver: seen by a question to Teams that shows nothing to anybody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from bot.adapter import name_failure
from bot.connector import Connector, Heard, Opened, Opening, Refused, Sounding
from bot.desk import Desk
from bot.installing import Installing
from domain.delivery import Conversation
from domain.people import PersonId, Register
from domain.receivers import everybody
from domain.workdays import OSLO, oslo_day
from services import reaching

_PULSE = 1.0
EARLY = time(6)  # on the clock in Oslo: before anybody is at school, and when a greeting wakes nobody up
OLD = timedelta(minutes=10)  # whoever asks for a look gets a new one when the last is older
PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60))  # while something may soon be otherwise
AT_ONCE = 4
BLOCKED = "MessageWritesBlocked"

log = logging.getLogger(__name__)


class Reach(StrEnum):
    REACHED = "reached"
    NEVER_INSTALLED = "never_installed"
    SILENT = "does_not_answer"


@dataclass
class Reaching:
    """Looks at the start, each morning, when somebody gets a post that receives, and when asked.

    Keeps what it found, so that whoever wants to know calls nobody.
    """

    desk: Desk
    connector: Connector
    installing: Installing
    bot_id: str
    tenant: str
    found: Mapping[PersonId, Reach] = field(default_factory=dict)
    looked_at: datetime | None = None
    _due_at: datetime | None = None
    _tries: int = 0
    _is_asked: bool = False
    _looked_through: Register | None = None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Until cancelled. What fails is logged and tried again."""
        while True:
            try:
                await self.tick()
            except Exception as error:
                log.error("the look at who can be reached waits: %s", name_failure(error))
                self._put_off()
            await asyncio.sleep(_PULSE)

    def ask(self) -> None:
        """For a new look, soon."""
        self._is_asked = True

    def ask_when_old(self) -> None:
        """So that nobody can make us ask Teams more often than that by asking us."""
        if self.looked_at is None or self.desk.now() - self.looked_at >= OLD:
            self.ask()

    def met(self, who: PersonId) -> None:
        """Teams says that somebody has the app: news where they could not be reached."""
        if self.found.get(who, Reach.REACHED) is not Reach.REACHED:
            self.ask()

    @property
    def is_looking(self) -> bool:
        return self._is_asked or self._one_at_a_time.locked()

    async def tick(self) -> None:
        if self._is_asked or self._due_at is None or self.desk.now() >= self._due_at or self._has_newcomers():
            await self.look()

    def _has_newcomers(self) -> bool:
        """Whether somebody receives whom no look has been at; a house that has been looked through is not again."""
        register = self.desk.house.register
        if register is self._looked_through:
            return False
        self._looked_through = register
        return any(who not in self.found for who in self._receivers())

    async def look(self) -> None:
        """First the app where it lacks, then the question. What could not reach somebody who answers now goes out."""
        async with self._one_at_a_time:
            self._is_asked = False
            people = self._receivers()
            is_settled = await self.installing.see_to(people)
            found = dict(zip(people, await self._sound_all(people), strict=True))
            _tell(self.found, found)
            before, self.found, self.looked_at = self.found, found, self.desk.now()
            for who in (w for w, reach in found.items() if reach is Reach.REACHED and before.get(w) is not reach):
                await self._catch_up(who)
            if is_settled and not any(map(self._may_soon_answer, people)):
                self._tries, self._due_at = 0, _next_morning(self.looked_at)
            else:
                self._put_off()

    def _put_off(self) -> None:
        self._due_at = self.desk.now() + PAUSES[min(self._tries, len(PAUSES) - 1)]
        self._tries += 1

    def _may_soon_answer(self, who: PersonId) -> bool:
        """Teams is away, or has not yet taken in that the app is there."""
        reach = self.found[who]
        is_coming = bool(self.installing.app) and who not in self.installing.hindrances
        return reach is Reach.SILENT or (reach is Reach.NEVER_INSTALLED and is_coming)

    def _receivers(self) -> tuple[PersonId, ...]:
        register = self.desk.house.register
        found = (p.id for school in register.schools.values() for p in everybody(school, register))
        return tuple(dict.fromkeys(found))

    async def _catch_up(self, who: PersonId) -> None:
        house, now = self.desk.house, self.desk.now()
        if await self.desk.read(lambda work: reaching.missed(work, house, who)):
            await self.desk.save(lambda work: reaching.catch_up(work, house, who, now))

    async def _sound_all(self, people: Iterable[PersonId]) -> list[Reach]:
        """A few at once: a silent Teams must not make a county's look last for an hour."""
        room = asyncio.Semaphore(AT_ONCE)

        async def sound(who: PersonId) -> Reach:
            async with room:
                return await self._sound(who)

        return await asyncio.gather(*map(sound, people))

    async def _sound(self, who: PersonId) -> Reach:
        """In the conversation we know; when it is gone, or never was, in one made for it. Making one shows nothing."""
        place = await self.desk.read(lambda work: work.conversation(who))
        if place:
            heard = await self.connector.sound(place.service_url, place.conversation)
            if not (isinstance(heard, Refused) and heard.status == 404):
                return _reach(heard)
        url = place.service_url if place else await self.desk.read(lambda work: work.newest_service_url())
        return await self._sound_anew(who, url, place) if url else Reach.NEVER_INSTALLED

    async def _sound_anew(self, who: PersonId, url: str, gone: Conversation | None) -> Reach:
        opened = await self.connector.create_conversation(url, who, self.bot_id, self.tenant)
        if not isinstance(opened, Opened):
            return _reach(opened)
        heard = await self.connector.sound(url, opened.conversation_id)
        if isinstance(heard, Heard):
            now = self.desk.now()
            place = gone or Conversation(who, "", url, "", now)
            met = replace(place, conversation=opened.conversation_id, seen_at=now, proven=False)
            await self.desk.save(lambda work: work.keep_conversation(met))
        return _reach(heard)


def _reach(heard: Sounding | Opening) -> Reach:
    """A block is a person's own doing, and nobody can install it away."""
    if isinstance(heard, Heard | Opened):
        return Reach.REACHED
    is_lacking = isinstance(heard, Refused) and heard.status in (403, 404) and heard.code != BLOCKED
    return Reach.NEVER_INSTALLED if is_lacking else Reach.SILENT


def _tell(before: Mapping[PersonId, Reach], found: Mapping[PersonId, Reach]) -> None:
    """What has become otherwise since the last look; at the first, only who cannot be reached."""
    for reach in Reach:
        people = [who for who, now in found.items() if now is reach and before.get(who, Reach.REACHED) is not reach]
        if people:
            level = logging.INFO if reach is Reach.REACHED else logging.WARNING
            log.log(level, "receivers now %s: %s", reach, ", ".join(people))


def _next_morning(now: datetime) -> datetime:
    today = datetime.combine(oslo_day(now), EARLY, OSLO)
    return (today if today > now else today + timedelta(days=1)).astimezone(UTC)
