"""Whether this installation can do its work, named for the one who must mend it. Nobody is telephoned to find out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.desk import Desk
from bot.keys import Keys
from domain.people import Role

RECEIVING = (Role.PRINCIPAL, Role.DEPUTY, Role.OWNER_CONTACT)


@dataclass
class Health:
    desk: Desk
    keys: Keys

    async def report(self) -> dict[str, Any]:
        """`ready`, whether signing keys are at hand, what waits, and the receivers nobody has reached yet.

        Ids and counts only; no names, no cases.
        """
        unproven = await self.unproven()
        state = await self.desk.read(lambda work: work.outbox_state())
        return {"ready": self.keys.ready, "unproven_receivers": unproven, "outbox": state}

    async def unproven(self) -> dict[str, list[str]]:
        """By school, the receivers without a conversation in which a card has arrived."""
        register = self.desk.house.register
        wanted = {school: [p.id for p in register.holders(school, *RECEIVING)] for school in register.schools}
        proven = await self.desk.read(lambda work: work.proven_people())
        return {school: left for school, ids in wanted.items() if (left := [i for i in ids if i not in proven])}
