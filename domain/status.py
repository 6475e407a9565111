"""Where a case can stand: what the statuses have in common, and their words."""

from __future__ import annotations

from domain.case import Status
from domain.text import Text

WORKED_ON = frozenset({Status.INVESTIGATING, Status.ACTING, Status.EVALUATING})
BEGUN = frozenset({Status.ACKNOWLEDGED, Status.REOPENED})  # taken, and to be investigated
IN_HAND = BEGUN | WORKED_ON  # somebody has taken it, and it has not ended
OPEN = IN_HAND | {Status.RECEIVED}  # somebody has it or is to have it
ENDED = frozenset({Status.CLOSED, Status.CLOSED_WITHOUT_PLAN})
HELD = OPEN | ENDED

STATUS_WORDS: dict[Status, Text] = {
    Status.RECEIVED: Text("Mottatt", "Motteken", "Received"),
    Status.ACKNOWLEDGED: Text("Bekreftet, følges opp", "Stadfesta, blir følgd opp", "Confirmed, being followed up"),
    Status.INVESTIGATING: Text("Undersøkes", "Blir undersøkt", "Being investigated"),
    Status.ACTING: Text("Plan og tiltak", "Plan og tiltak", "Plan and measures"),
    Status.EVALUATING: Text("Tiltakene evalueres", "Tiltaka blir evaluerte", "Measures being evaluated"),
    Status.CLOSED: Text("Avsluttet", "Avslutta", "Closed"),
    Status.CLOSED_WITHOUT_PLAN: Text("Avsluttet uten plan", "Avslutta utan plan", "Closed without a plan"),
    Status.REOPENED: Text("Gjenåpnet", "Opna att", "Reopened"),
    Status.UNDELIVERED: Text("Lagret, ikke levert", "Lagra, ikkje levert", "Saved, not delivered"),
    Status.OWNER_TOLD: Text(
        "Skoleeieren er varslet av deg", "Skoleeigaren er varsla av deg", "You have told the school owner"
    ),
    Status.FORWARDED: Text(
        "Sendt videre til riktig skole", "Send vidare til rett skole", "Sent on to the right school"
    ),
}


def as_told(status: Status) -> Status:
    """What the reporter may know of where a case stands: that it is followed up, or has ended, and not how (E49)."""
    if status in IN_HAND:
        return Status.ACKNOWLEDGED
    return Status.CLOSED if status in ENDED else status
