"""Whether this installation can do its work, named for the one who must mend it. Nobody is telephoned to find out."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.checkpoints import Checkpoints
from bot.credentials import Credentials
from bot.desk import Desk
from bot.keys import Keys
from bot.mailboxes import Mailboxes
from bot.reaching import Reaching
from bot.upkeep import Upkeep
from domain.people import PersonId
from domain.receivers import everybody
from storage.failures import StoreUnavailable

OLD = 60.0  # seconds that what is due may wait before it is an alarm
OUTBOX = "what is due has waited for more than a minute: receivers are not being told"
DATABASE = "the database cannot be read"
SIGNING_KEYS = "Microsoft's signing keys are not here: nobody can be let in"
SHORTENED = "the audit has lost entries: run `varsle verify`"
UNWITNESSED = "checkpoints of the audit do not reach every place"
_PULSE = 10.0

log = logging.getLogger(__name__)


@dataclass
class Health:
    desk: Desk
    keys: Keys
    credentials: Credentials
    upkeep: Upkeep
    reaching: Reaching
    mailboxes: Mailboxes
    checkpoints: Checkpoints

    async def report(self) -> dict[str, Any]:
        """`ready`: a report can be taken now, which needs the database and Microsoft's signing keys, and nothing more.

        What must be looked at now stands under `alarms`; then what waits, whom nobody has reached, which files are
        faulty, and which schools lack somebody by files and directory together.

        Ids, counts and lines only; no names, no cases. What others would have to be asked for is as it was last found.
        """
        try:
            return await self._report()
        except StoreUnavailable:
            return {"ready": False, "alarms": [DATABASE]}

    async def _report(self) -> dict[str, Any]:
        unproven = await self.unproven()
        state = await self.desk.read(lambda work: work.outbox_state())
        waits, lasts = await self.outbox_age(), self.credentials.lasts
        found = {
            "ready": self.keys.ready, "alarms": self._alarms(waits), "unproven_receivers": unproven, "outbox": state,
            "outbox_age": waits and round(waits), "token_lasts": None if lasts is None else round(lasts),
        }  # fmt: skip
        stated = self.desk.stated
        lacking = dict(stated.refused) if stated else {}
        asked = {"reach": self.reach(), "absence": self.absence(), "checkpoints": self.witnessed()}
        return {**found, "faults": self.upkeep.faults, "lacking": lacking, **asked}

    async def outbox_age(self) -> float | None:
        """For how many seconds the oldest of what should have gone out has waited; None when nothing waits."""
        now = self.desk.now()
        since = await self.desk.read(lambda work: work.outbox_waits_since(now))
        return (now - since).total_seconds() if since else None

    async def alarms(self) -> list[str]:
        """What somebody must look at now, in one line each."""
        return self._alarms(await self.outbox_age())

    def _alarms(self, waits: float | None) -> list[str]:
        found = (
            ((waits or 0) > OLD, OUTBOX),
            (not self.keys.ready, SIGNING_KEYS),
            (bool(self.checkpoints.shortened), SHORTENED),
            (bool(self.checkpoints.behind), UNWITNESSED),
        )
        return [line for holds, line in found if holds]

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

    def witnessed(self) -> dict[str, Any]:
        """How many places have every checkpoint, which lack some and since when, and which chains have lost entries."""
        behind = {name: _written(since) for name, since in self.checkpoints.behind.items()}
        places = len(self.checkpoints.places)
        return {"places": places, "behind": behind, "shortened": list(self.checkpoints.shortened)}

    def _receivers(self) -> dict[str, list[PersonId]]:
        register = self.desk.house.register
        return {id_: [p.id for p in everybody(school, register)] for id_, school in register.schools.items()}


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


@dataclass
class Alarm:
    """Says each alarm once in the log when it begins, and once when it is over."""

    health: Health
    raised: frozenset[str] = field(default_factory=frozenset)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(_PULSE)
            await self.look()

    async def look(self) -> None:
        try:
            now = frozenset(await self.health.alarms())
        except StoreUnavailable:
            now = frozenset({DATABASE})
        for line in sorted(now - self.raised):
            log.error("alarm: %s", line)
        for line in sorted(self.raised - now):
            log.warning("over: %s", line)
        self.raised = now
