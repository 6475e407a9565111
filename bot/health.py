"""Whether this installation can do its work, named for the one who must mend it. Nobody is telephoned to find out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.desk import Desk
from bot.keys import Keys
from bot.upkeep import Upkeep
from domain.receivers import everybody


@dataclass
class Health:
    desk: Desk
    keys: Keys
    upkeep: Upkeep

    async def report(self) -> dict[str, Any]:
        """`ready`, whether signing keys are at hand, what waits, whom nobody has reached, and which files are faulty.

        Ids, counts and lines only; no names, no cases.
        """
        unproven = await self.unproven()
        state = await self.desk.read(lambda work: work.outbox_state())
        found = {"ready": self.keys.ready, "unproven_receivers": unproven, "outbox": state}
        return {**found, "faults": self.upkeep.faults}

    async def unproven(self) -> dict[str, list[str]]:
        """By school, the receivers without a conversation in which a card has arrived."""
        register = self.desk.house.register
        wanted = {id_: [p.id for p in everybody(school, register)] for id_, school in register.schools.items()}
        proven = await self.desk.read(lambda work: work.proven_people())
        return {school: left for school, ids in wanted.items() if (left := [i for i in ids if i not in proven])}
