"""Whether this installation can do its work, named for the one who must mend it. Nobody is telephoned to find out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.desk import Desk
from bot.keys import Keys
from bot.mailboxes import Mailboxes
from bot.reaching import Reaching
from bot.upkeep import Upkeep
from domain.people import PersonId
from domain.receivers import everybody


@dataclass
class Health:
    desk: Desk
    keys: Keys
    upkeep: Upkeep
    reaching: Reaching
    mailboxes: Mailboxes

    async def report(self) -> dict[str, Any]:
        """`ready`, whether signing keys are at hand, what waits, whom nobody has reached, which files are faulty, and
        which schools lack somebody by files and directory together.

        Ids, counts and lines only; no names, no cases. What others would have to be asked for is as it was last found.
        """
        unproven = await self.unproven()
        state = await self.desk.read(lambda work: work.outbox_state())
        found = {"ready": self.keys.ready, "unproven_receivers": unproven, "outbox": state}
        stated = self.desk.stated
        lacking = dict(stated.refused) if stated else {}
        asked = {"reach": self.reach(), "absence": self.absence()}
        return {**found, "faults": self.upkeep.faults, "lacking": lacking, **asked}

    async def unproven(self) -> dict[str, list[str]]:
        """By school, the receivers without a conversation in which a card has arrived."""
        proven = await self.desk.read(lambda work: work.proven_people())
        wanted = self._receivers().items()
        return {school: left for school, ids in wanted if (left := [i for i in ids if i not in proven])}

    def reach(self) -> dict[str, Any]:
        """What the last look found: by school each receiver's word, and what keeps the app from whom."""
        found, hindrances = self.reaching.found, self.reaching.installing.hindrances
        looked_at = self.reaching.looked_at
        schools = {s: {w: found[w].value for w in ids if w in found} for s, ids in self._receivers().items()}
        return {
            "looked_at": _written(looked_at),
            "is_looking": self.reaching.is_looking,
            "schools": schools,
            "hindrances": {who: hindrance.code for who, hindrance in hindrances.items()},
        }

    def absence(self) -> dict[str, Any]:
        """When mailboxes were last read, since when they cannot be, and how many are not, by what stands in the way."""
        refused = Counter(f"{asked}:{why}" for (_, asked), why in self.mailboxes.refused.items())
        read_at, failing_since = self.mailboxes.read_at, self.mailboxes.failing_since
        return {"read_at": _written(read_at), "failing_since": _written(failing_since), "refused": dict(refused)}

    def _receivers(self) -> dict[str, list[PersonId]]:
        register = self.desk.house.register
        return {id_: [p.id for p in everybody(school, register)] for id_, school in register.schools.items()}


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
