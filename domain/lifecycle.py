"""The life cycle as a table: one row says everything that follows from one action.

From the rows derive the server's check, the buttons, the verbs, who is told, the audit's words, the duties
met and started, and the table in ARCHITECTURE.md. To add an action, add a row.
"""

from __future__ import annotations

from collections.abc import Iterable

from domain import casework
from domain.case import Case, Reason, Status
from domain.status import BEGUN, ENDED, HELD, IN_HAND, OPEN, WORKED_ON
from domain.text import Text
from domain.transition import HELPING, IN_CHARGE, Duty, Party, Transition

__all__ = ["ENDED", "IN_HAND", "OPEN", "Duty", "Party", "Transition"]

_UNTAKEN = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED})
_HERE = frozenset(Status) - {Status.FORWARDED}  # what is added to a forwarded report reaches the case it goes on as

_REPORTER = frozenset({Party.REPORTER})
_BOTH = _REPORTER | IN_CHARGE

_AT_THE_DOOR = (
    Transition(
        "acknowledge",
        Text("Bekreft mottak", "Stadfest mottak", "Confirm receipt"),
        after=frozenset({Status.RECEIVED}),
        to=Status.ACKNOWLEDGED,
        by=IN_CHARGE,
        meets=frozenset({Duty.ACKNOWLEDGE}),
        starts=frozenset({Duty.OPEN}),
        refreshes=_BOTH,
    ),
    Transition("open", Text("Åpne", "Opne", "Open"), HELD, HELPING, meets=frozenset({Duty.OPEN})),
    Transition("recuse", Text("Jeg er inhabil", "Eg er inhabil", "I am disqualified"), OPEN, HELPING, refreshes=_BOTH),
)

# What can be found to be otherwise in the middle of a case.
_FOUND = (
    # Its way is found anew: a new way starts again as received, or as undelivered (`domain.rerouting`).
    Transition(
        "accuse",
        Text(
            "Noen som arbeider på skolen, er innblandet",
            "Nokon som arbeider på skolen, er innblanda",
            "Somebody who works at the school is involved",
        ),
        after=HELD,
        by=IN_CHARGE,
        refreshes=_BOTH,
    ),
    Transition("correct_student", Text("Feil elev", "Feil elev", "Wrong student"), OPEN, IN_CHARGE, refreshes=_BOTH),
    Transition(
        "join",
        Text(
            "Gjelder det samme som en annen sak", "Gjeld det same som ei anna sak", "Concerns the same as another case"
        ),
        after=IN_HAND,
        by=IN_CHARGE,
    ),
    Transition(
        "unjoin",
        Text("Gjelder ikke det samme likevel", "Gjeld ikkje det same likevel", "Does not concern the same after all"),
        after=OPEN,
        by=IN_CHARGE,
    ),
    Transition(
        "forward",
        Text("Feil skole", "Feil skole", "Wrong school"),
        after=_UNTAKEN,
        to=Status.FORWARDED,
        by=IN_CHARGE,
        meets=frozenset({Duty.ACKNOWLEDGE, Duty.OPEN}),
        refreshes=_BOTH,
    ),
)

_BY_THE_REPORTER = (
    Transition(
        "supplement",
        Text("Legg til opplysninger", "Legg til opplysningar", "Add information"),
        after=_HERE,
        by=_REPORTER,
        refreshes=_REPORTER,
        alerts=IN_CHARGE,
    ),
    Transition(
        "confirm",
        Text("Det stemmer", "Det stemmer", "That is right"),
        after=_HERE,
        by=frozenset({Party.TELLER}),
        refreshes=_REPORTER,
    ),
    Transition(
        "record_owner_told",
        Text("Jeg har sagt fra til skoleeieren", "Eg har sagt frå til skoleeigaren", "I have told the school owner"),
        after=frozenset({Status.UNDELIVERED}),
        to=Status.OWNER_TOLD,
        by=_REPORTER,
        meets=frozenset({Duty.TELL_OWNER}),
        refreshes=_REPORTER,
    ),
)

# Severity and the owner (§ 12-4 second paragraph, § 12-5), and Statsforvalteren (§ 12-6).
_ABOVE_THE_SCHOOL = (
    Transition(
        "assess",
        Text("Start undersøkelsen", "Start undersøkinga", "Start the investigation"),
        after=BEGUN,
        to=Status.INVESTIGATING,
        by=IN_CHARGE,
    ),
    Transition(
        "weigh",
        Text("Vurder alvorlighet på nytt", "Vurder kor alvorleg det er på nytt", "Assess severity anew"),
        after=WORKED_ON,
        by=IN_CHARGE,
    ),
    Transition(
        "tell_owner",
        Text("Skoleeieren er varslet", "Skoleeigaren er varsla", "The school owner has been told"),
        after=IN_HAND,
        by=IN_CHARGE,
    ),
    Transition(
        "ask_owner",
        Text("Be skoleeier om bistand", "Be skoleeigar om hjelp", "Ask the owner for help"),
        after=IN_HAND,
        by=IN_CHARGE,
    ),
    Transition(
        "state_begins",
        Text("Saken er hos Statsforvalteren", "Saka er hos Statsforvaltaren", "The case is with the County Governor"),
        after=HELD,
        by=IN_CHARGE,
    ),
    Transition(
        "state_ends",
        Text(
            "Statsforvalteren er ferdig med saken",
            "Statsforvaltaren er ferdig med saka",
            "The County Governor has finished the case",
        ),
        after=HELD,
        by=IN_CHARGE,
    ),
)

# The endings, each with the archive (8.1). There is no way to an end but a person's.
_ENDINGS = (
    Transition("archive", Text("Arkivert", "Arkivert", "Archived"), HELD, HELPING),
    Transition(
        "close",
        Text("Avslutt saken", "Avslutt saka", "Close the case"),
        after=IN_HAND,
        to=Status.CLOSED,
        by=IN_CHARGE,
        refreshes=_BOTH,
    ),
    Transition(
        "close_without_plan",
        Text("Avslutt uten plan", "Avslutt utan plan", "Close without a plan"),
        after=frozenset({Status.INVESTIGATING}),
        to=Status.CLOSED_WITHOUT_PLAN,
        by=IN_CHARGE,
        refreshes=_BOTH,
    ),
    Transition(
        "reopen",
        Text("Gjenåpne saken", "Opne saka att", "Reopen the case"),
        after=ENDED,
        to=Status.REOPENED,
        by=IN_CHARGE,
        refreshes=_BOTH,
    ),
)

LIFECYCLE: tuple[Transition, ...] = (
    *_AT_THE_DOOR, *_FOUND, *_ABOVE_THE_SCHOOL, *casework.ROWS, *_ENDINGS, *_BY_THE_REPORTER,
)  # fmt: skip

# What is owed from the first moment of a case, by the way it went.
BEGINS: dict[Status, frozenset[Duty]] = {
    **dict.fromkeys(OPEN, frozenset({Duty.ACKNOWLEDGE})),
    **dict.fromkeys(ENDED | {Status.FORWARDED}, frozenset()),
    Status.UNDELIVERED: frozenset({Duty.TELL_OWNER}),
    Status.OWNER_TOLD: frozenset({Duty.TELL_OWNER}),
}

# What is owed by one who is told for this reason: whoever takes over a case must know it, whoever has read it before.
TOLD_STARTS: dict[str, frozenset[Duty]] = {Reason.TAKEN_OVER: frozenset({Duty.OPEN})}

ACTIONS = {row.action: row for row in LIFECYCLE}


def allowed(case: Case, parties: Iterable[Party]) -> tuple[Transition, ...]:
    """What these parties may do to this case as it stands: the buttons, and the server's check."""
    held = frozenset(parties)
    return tuple(row for row in LIFECYCLE if row.by & held and case.status in row.after)


def may(case: Case, action: str, parties: Iterable[Party]) -> bool:
    return any(row.action == action for row in allowed(case, parties))
