"""The life cycle as a table: one row says everything that follows from one action.

From the rows derive the server's check, the buttons, the verbs, who is told, the audit's words, the duties
met and started, and the table in ARCHITECTURE.md. To add an action, add a row.
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.case import Case, Reason, Status
from domain.status import BEGUN, ENDED, IN_HAND, OPEN, WORKED_ON
from domain.text import Text
from domain.transition import Duty, Party, Transition

__all__ = ["ENDED", "IN_HAND", "OPEN", "Duty", "Party", "Transition"]

_UNTAKEN = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED})
_HELD = OPEN | ENDED
_HERE = frozenset(Status) - {Status.FORWARDED}  # what is added to a forwarded report reaches the case it goes on as

_IN_CHARGE = frozenset({Party.RECEIVER})
_HANDLING = _IN_CHARGE | {Party.HANDLER}
_HELPING = _HANDLING | {Party.HELPER}
_REPORTER = frozenset({Party.REPORTER})
_BOTH = frozenset({Party.REPORTER, Party.RECEIVER})

_AT_THE_DOOR = (
    Transition(
        "acknowledge",
        Text("Bekreft mottak", "Stadfest mottak", "Confirm receipt"),
        after=frozenset({Status.RECEIVED}),
        to=Status.ACKNOWLEDGED,
        by=_IN_CHARGE,
        meets=frozenset({Duty.ACKNOWLEDGE}),
        starts=frozenset({Duty.OPEN}),
        refreshes=_BOTH,
    ),
    Transition("open", Text("Åpne", "Opne", "Open"), _HELD, _HELPING, meets=frozenset({Duty.OPEN})),
    Transition("recuse", Text("Jeg er inhabil", "Eg er inhabil", "I am disqualified"), OPEN, _HELPING, refreshes=_BOTH),
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
        after=_HELD,
        by=_IN_CHARGE,
        refreshes=_BOTH,
    ),
    Transition("correct_student", Text("Feil elev", "Feil elev", "Wrong student"), OPEN, _IN_CHARGE, refreshes=_BOTH),
    Transition(
        "join",
        Text(
            "Gjelder det samme som en annen sak", "Gjeld det same som ei anna sak", "Concerns the same as another case"
        ),
        after=IN_HAND,
        by=_IN_CHARGE,
    ),
    Transition(
        "unjoin",
        Text("Gjelder ikke det samme likevel", "Gjeld ikkje det same likevel", "Does not concern the same after all"),
        after=OPEN,
        by=_IN_CHARGE,
    ),
    Transition(
        "forward",
        Text("Feil skole", "Feil skole", "Wrong school"),
        after=_UNTAKEN,
        to=Status.FORWARDED,
        by=_IN_CHARGE,
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
        alerts=_IN_CHARGE,
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
        by=_IN_CHARGE,
    ),
    Transition(
        "weigh",
        Text("Vurder alvorlighet på nytt", "Vurder kor alvorleg det er på nytt", "Assess severity anew"),
        after=WORKED_ON,
        by=_IN_CHARGE,
    ),
    Transition(
        "tell_owner",
        Text("Skoleeieren er varslet", "Skoleeigaren er varsla", "The school owner has been told"),
        after=IN_HAND,
        by=_IN_CHARGE,
    ),
    Transition(
        "ask_owner",
        Text("Be skoleeier om bistand", "Be skoleeigar om hjelp", "Ask the owner for help"),
        after=IN_HAND,
        by=_IN_CHARGE,
    ),
    Transition(
        "state_begins",
        Text("Saken er hos Statsforvalteren", "Saka er hos Statsforvaltaren", "The case is with the County Governor"),
        after=_HELD,
        by=_IN_CHARGE,
    ),
    Transition(
        "state_ends",
        Text(
            "Statsforvalteren er ferdig med saken",
            "Statsforvaltaren er ferdig med saka",
            "The County Governor has finished the case",
        ),
        after=_HELD,
        by=_IN_CHARGE,
    ),
)

# To investigate, and to hear (§ 12-4 second and fourth paragraph, §§ 10-1 and 10-2).
_INVESTIGATION = (
    Transition(
        "investigate",
        Text("Skriv ned en undersøkelse", "Skriv ned ei undersøking", "Record an enquiry"),
        after=IN_HAND,
        by=_HELPING,
    ),
    Transition("hear", Text("Eleven er hørt", "Eleven er høyrd", "The student has been heard"), IN_HAND, _HELPING),
    Transition(
        "best_interest",
        Text("Elevens beste", "Det beste for eleven", "The student's best interests"),
        after=IN_HAND,
        by=_HANDLING,
    ),
    Transition(
        "hear_accused",
        Text("Den ansatte er hørt", "Den tilsette er høyrd", "The employee has been heard"),
        after=IN_HAND,
        by=_IN_CHARGE,
    ),
    Transition("minutes", Text("Skriv referat", "Skriv referat", "Write minutes"), _HELD, _HELPING),
    Transition("jot", Text("Internt notat", "Internt notat", "Internal note"), _HELD, _HANDLING),
)

# Measures and the plan (§ 12-4 third paragraph), and what becomes of them.
_PLAN = (
    Transition(
        "measure", Text("Sett inn tiltak nå", "Set inn tiltak no", "Put a measure in place now"), IN_HAND, _HELPING
    ),
    Transition("plan", Text("Skriv planen", "Skriv planen", "Write the plan"), WORKED_ON, _HELPING),
    Transition(
        "complete_plan",
        Text("Planen er ferdig", "Planen er ferdig", "The plan is complete"),
        after=WORKED_ON,
        to=Status.ACTING,
        by=_HANDLING,
    ),
    Transition(
        "deliver_plan",
        Text("Planen er gjort kjent", "Planen er gjord kjend", "The plan has been communicated"),
        after=frozenset({Status.ACTING, Status.EVALUATING}),
        by=_HANDLING,
    ),
    Transition(
        "evaluate",
        Text("Evaluer tiltakene", "Evaluer tiltaka", "Evaluate the measures"),
        after=frozenset({Status.ACTING, Status.EVALUATING}),
        to=Status.EVALUATING,
        by=_HELPING,
    ),
)

_PARENTS = (
    Transition("age", Text("Elevens alder", "Alderen til eleven", "The student's age"), IN_HAND, _HANDLING),
    Transition(
        "consent",
        Text("Samtykke fra eleven", "Samtykke frå eleven", "The student's consent"),
        after=IN_HAND,
        by=_HANDLING,
    ),
    Transition(
        "parents",
        Text("Foresatte: avgjør eller skriv ned", "Føresette: avgjer eller skriv ned", "Parents: decide or record"),
        after=IN_HAND,
        by=_HANDLING,
    ),
)

_TASKS = (
    Transition("give_task", Text("Gi en oppgave", "Gi ei oppgåve", "Give a task"), IN_HAND, _HANDLING),
    Transition(
        "move_task",
        Text("Gi oppgaven til en annen", "Gi oppgåva til ein annan", "Give the task to somebody else"),
        after=IN_HAND,
        by=_HANDLING,
        refreshes=_IN_CHARGE,
    ),
    Transition(
        "finish_task",
        Text("Oppgaven er gjort", "Oppgåva er gjord", "The task is done"),
        after=IN_HAND,
        by=_HELPING,
        refreshes=_IN_CHARGE,
    ),
    Transition(
        "drop_task",
        Text("Ta bort en oppgave", "Ta bort ei oppgåve", "Remove a task"),
        after=IN_HAND,
        by=_HANDLING,
        refreshes=_IN_CHARGE,
    ),
    Transition(
        "consider_task",
        Text("Vurdert, ikke nødvendig", "Vurdert, ikkje nødvendig", "Considered, not needed"),
        after=IN_HAND,
        by=_HANDLING,
    ),
)

# The endings, each with the archive (8.1). There is no way to an end but a person's.
_ENDINGS = (
    Transition("archive", Text("Arkivert", "Arkivert", "Archived"), _HELD, _HELPING),
    Transition(
        "close",
        Text("Avslutt saken", "Avslutt saka", "Close the case"),
        after=IN_HAND,
        to=Status.CLOSED,
        by=_IN_CHARGE,
        refreshes=_BOTH,
    ),
    Transition(
        "close_without_plan",
        Text("Avslutt uten plan", "Avslutt utan plan", "Close without a plan"),
        after=frozenset({Status.INVESTIGATING}),
        to=Status.CLOSED_WITHOUT_PLAN,
        by=_IN_CHARGE,
        refreshes=_BOTH,
    ),
    Transition(
        "reopen",
        Text("Gjenåpne saken", "Opne saka att", "Reopen the case"),
        after=ENDED,
        to=Status.REOPENED,
        by=_IN_CHARGE,
        refreshes=_BOTH,
    ),
)

LIFECYCLE: tuple[Transition, ...] = (
    *_AT_THE_DOOR, *_FOUND, *_ABOVE_THE_SCHOOL, *_INVESTIGATION, *_PLAN, *_PARENTS, *_TASKS, *_ENDINGS,
    *_BY_THE_REPORTER,
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
