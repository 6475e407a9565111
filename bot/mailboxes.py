"""Mailboxes are read for absence, by Microsoft Graph: beside the alerts, which never wait for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from bot.adapter import name_failure
from bot.desk import Desk
from domain.calendars import AutomaticReply, Span
from domain.mailbox import Reading
from domain.people import Absence, PersonId
from domain.posts import is_told_in_turn
from domain.receivers import everybody
from domain.workdays import in_school_hours, next_school_hour, oslo_day, start_of_day
from services import mailboxes
from services.addresses import place
from services.jobs import Done, Doubt, Job, Later, Outcome, ReadAbsence, ReadMember, ReadSchedules, Refused, Why

_PULSE = 1.0
OFTEN, SELDOM, SOON = timedelta(minutes=15), timedelta(hours=1), timedelta(minutes=5)

log = logging.getLogger(__name__)
T = TypeVar("T")

AHEAD = timedelta(minutes=10)  # half the limit of a case in danger is sooner than that
AT_MOST = 100  # cases


class Asked(StrEnum):
    REPLY = "automatic_reply"
    ADDRESS = "address"
    CALENDAR = "calendar"


WORDS: Mapping[str, str] = {
    "automatic_reply:no_access": "Varsle may not see whether automatic replies are on: grant the Exchange application "
    "role MailboxSettings.Read for the receivers' mailboxes, or leave it, and say absences in the chat",
    "address:no_access": "Varsle may not see the receivers' addresses, without which no calendar can be asked for: "
    "grant the application permission User.Read.All, or leave it, and say absences in the chat",
    "calendar:no_access": "Varsle may not see who is out of office: grant the Exchange application role Calendars.Read "
    "for the receivers' mailboxes, or leave it, and say absences in the chat",
}


def words(code: str) -> str:
    """What an administrator can do about it; "" where there is nothing to do, as for somebody without a mailbox."""
    return WORDS.get(code, "")


@dataclass
class Mailboxes:
    """Every quarter of an hour while a school is open, every hour else, and before something falls due in a case there:
    in danger that is at once. What is known is judged anew each minute, and nothing waits for any of it.

    `refused` is why somebody's mailbox is not read; `read_at` when somebody's last was, and `failing_since` when
    Graph was first away after that.
    """

    desk: Desk
    refused: dict[tuple[PersonId, Asked], Why] = field(default_factory=dict)
    read_at: datetime | None = None
    failing_since: datetime | None = None
    judged: Mapping[PersonId, Absence] = field(default_factory=dict)
    _due_at: datetime | None = None
    _is_asked: bool = False
    _minute: datetime | None = None
    _asked_about: dict[PersonId, datetime] = field(default_factory=dict)
    _addresses: dict[PersonId, tuple[date, str]] = field(default_factory=dict)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Until cancelled. What fails is logged and tried again."""
        while True:
            try:
                await self.tick()
            except Exception as error:
                log.error("mailboxes wait: %s", name_failure(error))
                self._due_at = self.desk.now() + SOON
            await asyncio.sleep(_PULSE)

    def ask(self) -> None:
        """For a round soon."""
        self._is_asked = True

    async def tick(self) -> None:
        async with self._one_at_a_time:
            now = self.desk.now()
            is_due = self._is_asked or self._due_at is None or now >= self._due_at
            if not is_due and self._minute == (minute := now.replace(second=0, microsecond=0)):
                return
            self._minute = None if is_due else minute
            if is_due:
                self._is_asked = False
                await self._read_all()
            elif people := await self._awaited_soon(now):
                await self._read_some(people)
            await self._judge()

    async def _awaited_soon(self, now: datetime) -> tuple[PersonId, ...]:
        """Those who receive where the clock is about to act, and have not just been asked about."""
        if self.read_at is None:
            return ()
        cases = await self.desk.read(lambda work: work.cases_due(now + AHEAD, AT_MOST))
        people = self._readers({case.school for case in cases})
        return tuple(who for who in people if now - self._asked_about.get(who, self.read_at) >= SOON)

    async def _judge(self) -> None:
        """When it makes a difference, first the house and then the clock, which follows from the house."""
        now, register = self.desk.now(), self.desk.house.register
        found = await self.desk.read(lambda work: mailboxes.judged(work, register, now))
        others = {who for who in found.keys() | self.judged.keys() if found.get(who) != self.judged.get(who)}
        if not others:
            return
        await self.desk.renew()
        await self.desk.save(lambda work: mailboxes.wake(work, self.desk.house, others, now))
        log.info("away by their mailboxes: %d, of whom %d perhaps", len(found), sum(a.partly for a in found.values()))
        self.judged = found

    # A round

    async def _read_all(self) -> None:
        failed = await self._read_some(self._readers())
        self._due_at = self._next(self.desk.now(), is_soon=bool(failed))

    async def _read_some(self, people: tuple[PersonId, ...]) -> list[PersonId]:
        """Returns whom Graph did not answer for: they keep the reading from before, which grows old. After two such in
        a row Graph is away, and nobody else is asked about. Without Graph nothing is kept.
        """
        found: list[Reading] = []
        failed: list[PersonId] = []
        readers, is_away = self._readers(), False
        for before, who in zip(("", *people), people, strict=False):
            reading = await self._read(who)
            if isinstance(reading, Reading):
                found.append(reading)
            if isinstance(reading, Later | Doubt):
                failed.append(who)
            readers = () if reading == Refused(Why.NOT_SET_UP) else readers
            is_away = failed[-2:] == [before, who] or failed == list(people)
            if is_away or not readers:
                break
        await self.desk.save(lambda work: mailboxes.keep(work, found, readers))
        self._note(self.desk.now(), is_away, is_set_up=bool(readers))
        return failed

    def _note(self, now: datetime, is_away: bool, is_set_up: bool) -> None:
        """Graph away is told once, for as long as it lasts."""
        if not is_away:
            self.read_at, self.failing_since = (now if is_set_up else None), None
        elif self.failing_since is None:
            self.failing_since = now
            log.warning("mailboxes could not be read: Microsoft Graph is away; it is tried again by itself")

    def _next(self, now: datetime, is_soon: bool) -> datetime:
        calendars = [school.calendar for school in self.desk.house.register.schools.values()]
        if is_soon or any(in_school_hours(now, calendar) for calendar in calendars):
            return now + (SOON if is_soon else OFTEN)
        return min((now + SELDOM, *(next_school_hour(now, calendar) for calendar in calendars)))

    def _readers(self, schools: Collection[str] | None = None) -> tuple[PersonId, ...]:
        """The receivers, of some schools or of all, but not those who are told in turn whether they are away or not."""
        register = self.desk.house.register
        here = (s for id_, s in register.schools.items() if schools is None or id_ in schools)
        found = (p for school in here for p in everybody(school, register))
        return tuple(dict.fromkeys(p.id for p in found if not is_told_in_turn(p)))

    async def _read(self, who: PersonId) -> Reading | Refused | Later | Doubt:
        """A mailbox of which one half is closed to us is read by the other."""
        now = self._asked_about[who] = self.desk.now()
        reply = await self._ask(who, Asked.REPLY, ReadAbsence(who))
        if isinstance(reply, Later | Doubt):
            return reply
        out = await self._out(who, now)
        if isinstance(out, Later | Doubt) or (isinstance(out, Refused) and isinstance(reply, Refused)):
            return out
        said = reply.value if isinstance(reply, Done) else AutomaticReply(False)
        return Reading(who, now, now, said, out.value if isinstance(out, Done) else ())

    async def _out(self, who: PersonId, now: datetime) -> Outcome[tuple[Span, ...]]:
        """Today's out-of-office items, asked by way of the person's own mailbox."""
        address = await self._address(who, oslo_day(now))
        if not isinstance(address, Done):
            return address
        if not address.value:
            return Refused(Why.NO_MAILBOX)
        day = Span(start_of_day(oslo_day(now)), start_of_day(oslo_day(now) + timedelta(days=1)))
        found = await self._ask(who, Asked.CALENDAR, ReadSchedules(who, (address.value,), day))
        if not isinstance(found, Done):
            return found
        return Done(tuple(o.span for schedule in found.value for o in schedule.occupied if o.is_away))

    async def _address(self, who: PersonId, day: date) -> Outcome[str]:
        """Asked once a day."""
        asked_on, known = self._addresses.get(who, (None, ""))
        if asked_on == day:
            return Done(known)
        found = place(await self._ask(who, Asked.ADDRESS, ReadMember(who)))
        if isinstance(found, Done):
            self._addresses[who] = day, found.value
        return found

    async def _ask(self, who: PersonId, asked: Asked, job: Job[T]) -> Outcome[T]:
        """Each refusal is told once, for as long as it lasts."""
        outcome = await self.desk.graph.ask(job)
        if isinstance(outcome, Done):
            self.refused.pop((who, asked), None)
        if isinstance(outcome, Refused) and outcome.why is not Why.NOT_SET_UP:
            self._tell(who, asked, outcome.why)
        return outcome

    def _tell(self, who: PersonId, asked: Asked, why: Why) -> None:
        is_told = why in (w for (_, a), w in self.refused.items() if a is asked)
        self.refused[who, asked] = why
        if not is_told:
            log.error("absence is not read (%s:%s): %s", asked, why, words(f"{asked}:{why}") or "nothing to do")
