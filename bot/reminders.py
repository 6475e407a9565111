"""The clock's loop: what has fallen due is done; each hour the year wheel is turned, and old forms are cleared away."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

from bot.adapter import name_failure
from bot.desk import Desk
from domain.case import Case
from domain.deadlines import Kind
from services import reminding, wheel

_PULSE = 1.0
AT_ONCE = 50

log = logging.getLogger(__name__)


@dataclass
class Reminders:
    """Looks once a second. A failure is logged and tried again at the next look; nothing due is forgotten."""

    desk: Desk
    cleared: datetime | None = None
    turned: datetime | None = None

    async def run(self) -> None:
        while True:
            try:
                await self.tick()
            except Exception as error:
                log.error("reminders wait: %s", name_failure(error))
            await asyncio.sleep(_PULSE)

    async def tick(self) -> None:
        """Makes every move that is due now. Reads first: most looks find nothing, and cost no write."""
        await self._clear()
        now = self.desk.now()
        for case in await self.desk.read(lambda work: work.cases_due(now, AT_ONCE)):
            try:
                await self._remind(case, now)
            except Exception as error:  # of one case: the others must not wait for it
                log.error("case %s at %s waits: %s", case.reference, case.school, name_failure(error))
        await self._turn_wheels(now)

    async def _remind(self, case: Case, now: datetime) -> None:
        move = await self.desk.save(lambda work: reminding.remind(work, self.desk.house, case.id, now))
        if move and move.kind is Kind.ALARM:
            log.error("case %s at %s: nobody is left who could be told", case.reference, case.school)

    async def _clear(self) -> None:
        hour = _hour(self.desk.now())
        if hour != self.cleared:
            await self.desk.save(lambda work: reminding.clear_drafts(work, hour))
            self.cleared = hour

    async def _turn_wheels(self, now: datetime) -> None:
        """Cards go out at the first look in a school's hours; most looks find nothing, and cost no write."""
        if _hour(now) == self.turned:
            return
        for school in self.desk.house.register.schools:
            try:
                await self._turn(school, now)
            except Exception as error:  # of one school: the others must not wait for it
                log.error("the year wheel of %s waits: %s", school, name_failure(error))
        self.turned = _hour(now)

    async def _turn(self, school: str, now: datetime) -> None:
        house = self.desk.house
        if await self.desk.read(lambda work: wheel.due_cards(work, house, school, now)):
            await self.desk.save(lambda work: wheel.send_cards(work, house, school, now))


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
