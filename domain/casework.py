"""The rows of the life cycle for the work on a case, from the first enquiry to the last task."""

from __future__ import annotations

from domain.case import Status
from domain.status import HELD, IN_HAND, WORKED_ON
from domain.text import Text
from domain.transition import HANDLING, HELPING, IN_CHARGE, Party, Transition

# To investigate, and to hear (§ 12-4 second and fourth paragraph, §§ 10-1 and 10-2).
_INVESTIGATION = (
    Transition(
        "investigate",
        Text("Skriv ned en undersøkelse", "Skriv ned ei undersøking", "Record an enquiry"),
        after=IN_HAND,
        by=HELPING,
    ),
    Transition("hear", Text("Eleven er hørt", "Eleven er høyrd", "The student has been heard"), IN_HAND, HELPING),
    Transition(
        "best_interest",
        Text("Elevens beste", "Det beste for eleven", "The student's best interests"),
        after=IN_HAND,
        by=HANDLING,
    ),
    Transition(
        "hear_accused",
        Text("Den ansatte er hørt", "Den tilsette er høyrd", "The employee has been heard"),
        after=IN_HAND,
        by=IN_CHARGE,
    ),
    Transition("minutes", Text("Skriv referat", "Skriv referat", "Write minutes"), HELD, HELPING),
    Transition("jot", Text("Internt notat", "Internt notat", "Internal note"), HELD, HANDLING),
)

# Measures and the plan (§ 12-4 third paragraph), and what becomes of them.
_PLAN = (
    Transition(
        "measure", Text("Sett inn tiltak nå", "Set inn tiltak no", "Put a measure in place now"), IN_HAND, HELPING
    ),
    Transition("plan", Text("Skriv planen", "Skriv planen", "Write the plan"), WORKED_ON, HELPING),
    Transition(
        "complete_plan",
        Text("Planen er ferdig", "Planen er ferdig", "The plan is complete"),
        after=WORKED_ON,
        to=Status.ACTING,
        by=HANDLING,
    ),
    Transition(
        "deliver_plan",
        Text("Planen er gjort kjent", "Planen er gjord kjend", "The plan has been communicated"),
        after=frozenset({Status.ACTING, Status.EVALUATING}),
        by=HANDLING,
    ),
    Transition(
        "evaluate",
        Text("Evaluer tiltakene", "Evaluer tiltaka", "Evaluate the measures"),
        after=frozenset({Status.ACTING, Status.EVALUATING}),
        to=Status.EVALUATING,
        by=HELPING,
    ),
)

_PARENTS = (
    Transition("age", Text("Elevens alder", "Alderen til eleven", "The student's age"), IN_HAND, HANDLING),
    Transition(
        "consent",
        Text("Samtykke fra eleven", "Samtykke frå eleven", "The student's consent"),
        after=IN_HAND,
        by=HANDLING,
    ),
    Transition(
        "parents",
        Text("Foresatte: avgjør eller skriv ned", "Føresette: avgjer eller skriv ned", "Parents: decide or record"),
        after=IN_HAND,
        by=HANDLING,
    ),
)

_TASKS = (
    Transition("give_task", Text("Gi en oppgave", "Gi ei oppgåve", "Give a task"), IN_HAND, HANDLING),
    Transition(
        "move_task",
        Text("Gi oppgaven til en annen", "Gi oppgåva til ein annan", "Give the task to somebody else"),
        after=IN_HAND,
        by=HANDLING,
        refreshes=IN_CHARGE,
    ),
    Transition(
        "finish_task",
        Text("Oppgaven er gjort", "Oppgåva er gjord", "The task is done"),
        after=IN_HAND,
        by=HELPING,
        refreshes=IN_CHARGE,
    ),
    Transition(
        "drop_task",
        Text("Ta bort en oppgave", "Ta bort ei oppgåve", "Remove a task"),
        after=IN_HAND,
        by=HANDLING,
        refreshes=IN_CHARGE,
    ),
    Transition(
        "consider_task",
        Text("Vurdert, ikke nødvendig", "Vurdert, ikkje nødvendig", "Considered, not needed"),
        after=IN_HAND,
        by=HANDLING,
    ),
)

# Meetings: called, moved and called off in the calendars of those invited.
_MEETINGS = (
    Transition("call_meeting", Text("Kall inn til møte", "Kall inn til møte", "Call a meeting"), IN_HAND, HELPING),
    Transition("move_meeting", Text("Flytt et møte", "Flytt eit møte", "Move a meeting"), IN_HAND, HELPING),
    Transition("cancel_meeting", Text("Avlys et møte", "Avlys eit møte", "Cancel a meeting"), IN_HAND, HELPING),
)

# Whoever told, where they do not work here, or nobody has seen that they do.
_TELLERS = (
    Transition(
        "ask_teller",
        Text("Spør den som sa fra", "Spør den som sa frå", "Ask whoever told"),
        after=IN_HAND,
        by=HELPING,
    ),
    Transition(
        "open_name",
        Text("Åpne navnet", "Opne namnet", "Open the name"),
        after=HELD,
        by=frozenset({Party.OPENER}),
    ),
    Transition(
        "confirm_teller",
        Text("Se etter hvem som sa fra", "Sjå etter kven som sa frå", "Check who told"),
        after=HELD,
        by=IN_CHARGE,
    ),
)

ROWS = (*_INVESTIGATION, *_MEETINGS, *_PLAN, *_PARENTS, *_TASKS, *_TELLERS)
