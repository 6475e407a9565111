"""What one row of the life cycle is made of: the parties to a case, what is owed on it, and the row itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.case import Status
from domain.text import Text


class Party(StrEnum):
    """What somebody is to one case."""

    REPORTER = "reporter"
    TELLER = "teller"  # whoever told what another wrote down
    RECEIVER = "receiver"
    HANDLER = "handler"  # to whom a receiver has handed the handling; the responsibility stays
    OPENER = "opener"  # who may open a name that is held apart
    HELPER = "helper"  # who has another task in it, and may do what that task needs (`domain.tasks`)


IN_CHARGE = frozenset({Party.RECEIVER})
HANDLING = IN_CHARGE | {Party.HANDLER}
HELPING = HANDLING | {Party.HELPER}


class Duty(StrEnum):
    """What is owed, and keeps escalating until it is met."""

    ACKNOWLEDGE = "acknowledge"
    OPEN = "open"
    TELL_OWNER = "tell_owner"


@dataclass(frozen=True, slots=True)
class Transition:
    """One action: from which statuses, to which (None: it stays), who may, and what follows."""

    action: str
    name: Text
    after: frozenset[Status]
    by: frozenset[Party]
    to: Status | None = None
    meets: frozenset[Duty] = frozenset()
    starts: frozenset[Duty] = frozenset()
    refreshes: frozenset[Party] = frozenset()
    alerts: frozenset[Party] = frozenset()
