"""The life cycle as a table: one row says everything that follows from one action.

From the rows derive the server's check, the buttons, the verbs, who is told, the audit's words, the duties
met and started, and the table in ARCHITECTURE.md. To add an action, add a row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.case import Case, Reason, Status
from domain.text import Text


class Party(StrEnum):
    """What somebody is to one case."""

    REPORTER = "reporter"
    TELLER = "teller"  # whoever told what another wrote down
    RECEIVER = "receiver"


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
    to: Status | None
    by: Party
    meets: frozenset[Duty] = frozenset()
    starts: frozenset[Duty] = frozenset()
    refreshes: frozenset[Party] = frozenset()
    alerts: frozenset[Party] = frozenset()


_OPEN = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED})
_HERE = frozenset(Status) - {Status.FORWARDED}  # what is added to a forwarded report reaches the case it goes on as
OPEN = _OPEN  # somebody has it or is to have it
_BOTH = frozenset({Party.REPORTER, Party.RECEIVER})

LIFECYCLE: tuple[Transition, ...] = (
    Transition(
        "acknowledge",
        Text("Bekreft mottak", "Stadfest mottak", "Confirm receipt"),
        after=frozenset({Status.RECEIVED}),
        to=Status.ACKNOWLEDGED,
        by=Party.RECEIVER,
        meets=frozenset({Duty.ACKNOWLEDGE}),
        starts=frozenset({Duty.OPEN}),
        refreshes=_BOTH,
    ),
    Transition(
        "open",
        Text("Åpne", "Opne", "Open"),
        after=_OPEN,
        to=None,
        by=Party.RECEIVER,
        meets=frozenset({Duty.OPEN}),
    ),
    Transition(
        "recuse",
        Text("Jeg er inhabil", "Eg er inhabil", "I am disqualified"),
        after=_OPEN,
        to=None,
        by=Party.RECEIVER,
        refreshes=_BOTH,
    ),
    # Its way is found anew: a new way starts again as received, or as undelivered (`domain.rerouting`).
    Transition(
        "accuse",
        Text(
            "Noen som arbeider på skolen, er innblandet",
            "Nokon som arbeider på skolen, er innblanda",
            "Somebody who works at the school is involved",
        ),
        after=_OPEN,
        to=None,
        by=Party.RECEIVER,
        refreshes=_BOTH,
    ),
    Transition(
        "tell_owner",
        Text("Skoleeieren er varslet", "Skoleeigaren er varsla", "The school owner has been told"),
        after=frozenset({Status.ACKNOWLEDGED}),
        to=None,
        by=Party.RECEIVER,
    ),
    Transition(
        "correct_student",
        Text("Feil elev", "Feil elev", "Wrong student"),
        after=_OPEN,
        to=None,
        by=Party.RECEIVER,
        refreshes=_BOTH,
    ),
    Transition(
        "join",
        Text(
            "Gjelder det samme som en annen sak", "Gjeld det same som ei anna sak", "Concerns the same as another case"
        ),
        after=frozenset({Status.ACKNOWLEDGED}),
        to=None,
        by=Party.RECEIVER,
    ),
    Transition(
        "unjoin",
        Text("Gjelder ikke det samme likevel", "Gjeld ikkje det same likevel", "Does not concern the same after all"),
        after=_OPEN,
        to=None,
        by=Party.RECEIVER,
    ),
    Transition(
        "forward",
        Text("Feil skole", "Feil skole", "Wrong school"),
        after=_OPEN,
        to=Status.FORWARDED,
        by=Party.RECEIVER,
        meets=frozenset({Duty.ACKNOWLEDGE, Duty.OPEN}),
        refreshes=_BOTH,
    ),
    Transition(
        "supplement",
        Text("Legg til opplysninger", "Legg til opplysningar", "Add information"),
        after=_HERE,
        to=None,
        by=Party.REPORTER,
        refreshes=frozenset({Party.REPORTER}),
        alerts=frozenset({Party.RECEIVER}),
    ),
    Transition(
        "confirm",
        Text("Det stemmer", "Det stemmer", "That is right"),
        after=_HERE,
        to=None,
        by=Party.TELLER,
        refreshes=frozenset({Party.REPORTER}),
    ),
    Transition(
        "record_owner_told",
        Text(
            "Jeg har sagt fra til skoleeieren",
            "Eg har sagt frå til skoleeigaren",
            "I have told the school owner",
        ),
        after=frozenset({Status.UNDELIVERED}),
        to=Status.OWNER_TOLD,
        by=Party.REPORTER,
        meets=frozenset({Duty.TELL_OWNER}),
        refreshes=frozenset({Party.REPORTER}),
    ),
)

# What is owed from the first moment of a case, by the way it went.
BEGINS: dict[Status, frozenset[Duty]] = {
    Status.RECEIVED: frozenset({Duty.ACKNOWLEDGE}),
    Status.ACKNOWLEDGED: frozenset({Duty.ACKNOWLEDGE}),
    Status.UNDELIVERED: frozenset({Duty.TELL_OWNER}),
    Status.OWNER_TOLD: frozenset({Duty.TELL_OWNER}),
    Status.FORWARDED: frozenset(),
}

# What is owed by one who is told for this reason: whoever takes over a case must know it, whoever has read it before.
TOLD_STARTS: dict[str, frozenset[Duty]] = {Reason.TAKEN_OVER: frozenset({Duty.OPEN})}

ACTIONS = {row.action: row for row in LIFECYCLE}

STATUS_WORDS: dict[Status, Text] = {
    Status.RECEIVED: Text("Mottatt", "Motteken", "Received"),
    Status.ACKNOWLEDGED: Text("Bekreftet, følges opp", "Stadfesta, blir følgd opp", "Confirmed, being followed up"),
    Status.UNDELIVERED: Text("Lagret, ikke levert", "Lagra, ikkje levert", "Saved, not delivered"),
    Status.OWNER_TOLD: Text(
        "Skoleeieren er varslet av deg", "Skoleeigaren er varsla av deg", "You have told the school owner"
    ),
    Status.FORWARDED: Text(
        "Sendt videre til riktig skole", "Send vidare til rett skole", "Sent on to the right school"
    ),
}


def allowed(case: Case, parties: Iterable[Party]) -> tuple[Transition, ...]:
    """What these parties may do to this case as it stands: the buttons, and the server's check."""
    held = frozenset(parties)
    return tuple(row for row in LIFECYCLE if row.by in held and case.status in row.after)


def may(case: Case, action: str, parties: Iterable[Party]) -> bool:
    return any(row.action == action for row in allowed(case, parties))
