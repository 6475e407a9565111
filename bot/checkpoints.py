"""Takes the audit's checkpoints and brings them to the places outside, again and again until each has them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.adapter import name_failure
from bot.desk import Desk
from bot.places import Place, Refused, fingerprint
from domain.checkpoint import gone_back, read, week_of
from services import checkpointing

_PULSE = 5.0
AT_ONCE = 20

log = logging.getLogger(__name__)


@dataclass
class Checkpoints:
    """`behind` says since when a place lacks something; `shortened` names chains that have lost entries while this
    process watched: no checkpoint can know what came after the last."""

    desk: Desk
    places: tuple[Place, ...] = ()
    behind: dict[str, datetime] = field(default_factory=dict)
    shortened: tuple[str, ...] = ()
    _lengths: Mapping[str, int] = field(default_factory=dict)
    _told: str = ""  # the week

    async def run(self) -> None:
        while True:
            try:
                await self.tick()
            except Exception as error:
                log.error("checkpoints wait: %s", name_failure(error))
            await asyncio.sleep(_PULSE)

    async def tick(self) -> None:
        await self._watch()
        await self.take()
        for place in self.places:
            await self._bring(place)
        await self._tell()

    async def _tell(self) -> None:
        """To every rektor once a week, where checkpoints are kept to compare it with; after a start once more, which
        changes nothing."""
        now = self.desk.now()
        week, _ = week_of(now)
        if self.places and week != self._told:
            await self.desk.save(lambda work: checkpointing.weekly(work, self.desk.house, now))
            self._told = week

    async def take(self) -> None:
        """One more, where it is time; where a chain has grown by more than one look takes in, several."""
        now = self.desk.now()
        while found := await self.desk.read(lambda work: checkpointing.prepared(work, now)):
            text, tips = found
            if (
                await self.desk.save(lambda work, text=text, tips=tips: checkpointing.take(work, text, tips, now))
                is None
            ):
                return

    async def _watch(self) -> None:
        lengths = await self.desk.read(lambda work: work.chain_lengths())
        lost = gone_back(self._lengths, lengths)
        if lost and lost != self.shortened:
            log.error("the audit has lost entries in %s: run `varsle verify`", ", ".join(lost))
        self.shortened = lost or self.shortened
        self._lengths = {chain: max(seq, self._lengths.get(chain, 0)) for chain, seq in lengths.items()}

    async def _bring(self, place: Place) -> None:
        known = fingerprint(place)
        while waiting := await self.desk.read(lambda work: work.checkpoints_after(work.kept_at(known), AT_ONCE)):
            for number, text in waiting:
                try:
                    await place.put(read(text).name, text)
                except Refused as error:
                    self._miss(place, error)
                    return
                await self.desk.save(lambda work, number=number: work.keep_at(known, number))
        self.behind.pop(place.name, None)

    def _miss(self, place: Place, why: Refused) -> None:
        if place.name not in self.behind:
            log.error("checkpoints do not reach %s: %s", place.name, why)
        self.behind.setdefault(place.name, self.desk.now())
