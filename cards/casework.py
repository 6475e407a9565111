"""The pages of a case while it is handled: the next step with what is missing before it, and all that can be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cards import words
from cards.adjacent import DUTIES
from cards.look import Look, Surface
from cards.parts import (
    Action,
    Card,
    CardElement,
    acts,
    box,
    buttons,
    card,
    quote,
    say,
    sends,
    title,
)
from domain.better import FACES, SAFE_WORDS, SAID
from domain.case_views import Ahead, Menu
from domain.casefile import Gate
from domain.clocks import Kind
from domain.deeds import DEEDS
from domain.text import Text, filled
from domain.transition import Transition
from domain.views import Content

NEXT = Text("Neste steg", "Neste steg", "Next step")
MISSING_FIRST = Text("Mangler før «{step}»:", "Manglar før «{step}»:", "Missing before “{step}”:")
MENU = Text("Hva vil du gjøre?", "Kva vil du gjere?", "What do you want to do?")
LOG = Text("Det som er skrevet ned", "Det som er skrive ned", "What has been recorded")
OPEN_PLAN = Text("Åpne {plan}", "Opne {plan}", "Open the {plan}")
TASKS = Text("Oppgaver", "Oppgåver", "Tasks")
READY = Text("Klar for Statsforvalteren?", "Klar for Statsforvaltaren?", "Ready for the County Governor?")
CHRONOLOGY = Text("Elevens saker her", "Sakene til eleven her", "The student's cases here")
READ = Text("Lese", "Lese", "Read")
BACK = Text("Tilbake til saken", "Tilbake til saka", "Back to the case")
UNDECIDED = Text("Dette er ikke avgjort:", "Dette er ikkje avgjort:", "This has not been decided:")
REFUSED = Text(
    "{why} ({source}). Ingenting er lagret. Det du har skrevet, står her fortsatt.",
    "{why} ({source}). Ingenting er lagra. Det du har skrive, står her framleis.",
    "{why} ({source}). Nothing has been saved. What you have written still stands here.",
)
NOT_YET = Text("Ikke ennå", "Ikkje enno", "Not yet")
SOMETHING_IS_MISSING = Text(
    "Dette mangler før du kan gå videre. Ingenting er endret.",
    "Dette manglar før du kan gå vidare. Ingenting er endra.",
    "This is missing before you can go on. Nothing has been changed.",
)

# In which order what can be done is laid out, and under which words.
GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        Text("Undersøke og høre", "Undersøkje og høyre", "Investigate and hear"),
        ("assess", "investigate", "hear", "best_interest", "hear_accused", "jot"),
    ),
    (
        Text("Den som sa fra", "Den som sa frå", "Whoever told"),
        ("ask_teller", "confirm_teller", "open_name"),
    ),
    (
        Text("Møter", "Møte", "Meetings"),
        ("call_meeting", "move_meeting", "cancel_meeting", "minutes"),
    ),
    (
        Text("Plan og tiltak", "Plan og tiltak", "Plan and measures"),
        ("measure", "plan", "complete_plan", "deliver_plan", "evaluate"),
    ),
    (
        Text("Oppgaver", "Oppgåver", "Tasks"),
        ("give_task",),
    ),
    (
        Text("Eleven og de foresatte", "Eleven og dei føresette", "The student and the parents"),
        ("age", "consent", "parents"),
    ),
    (
        Text("Skoleeier og Statsforvalter", "Skoleeigar og Statsforvaltar", "The owner and the County Governor"),
        ("weigh", "tell_owner", "ask_owner", "state_begins", "state_ends"),
    ),
    (
        Text("Arkiv og avslutning", "Arkiv og avslutning", "Archive and closing"),
        ("archive", "close", "close_without_plan", "reopen"),
    ),
)
# What is done to a task stands beside the task itself.
AT_THE_TASK = frozenset({"move_task", "finish_task", "drop_task", "consider_task"})
# Where what is missing is put in place, by the gate.
_TOWARDS: Mapping[str, str] = {
    "investigated": "investigate", "heard": "hear", "others_heard": "hear", "student_heard": "hear",
    "said_safe": "hear", "best_interest": "best_interest", "plan_written": "plan", "plan_whole": "plan",
    "plan_led": "plan", "plan_view": "plan", "plan_one": "plan", "evaluated": "evaluate",
    "closing_minutes": "minutes", "archived": "archive", "all_archived": "archive", "notice_archived": "archive",
    "age_known": "age", "parents_decided": "parents", "asked_again": "consent",
    "teller_checked": "confirm_teller",
}  # fmt: skip
_A_ROW = 2  # buttons beside each other; more break unevenly on a phone


def ahead(look: Look, view: Content) -> list[CardElement]:
    """The next step with what is missing before it, and the way to everything else that can be done and read."""
    return [*_answered(look, view), *_step(look, view), *_undecided(look, view), buttons(_onward(look, view))]


def _answered(look: Look, view: Content) -> list[CardElement]:
    """The student's own answer, before anything that anybody else has to say of it."""
    it = view.own_answer
    if it is None:
        return []
    words_ = look.w(SAID, when=look.moment(it.at), face=look.w(FACES[it.face]), safe=look.w(SAFE_WORDS[it.safe]))
    return [box([quote(words_, bold=True)], "attention" if view.is_worse else "emphasis")]


def _onward(look: Look, view: Content) -> list[Action]:
    """Few, so that the story stays in sight; what is read more seldom is on the menu."""
    case = view.involved.case
    plan = [filled(OPEN_PLAN, plan=view.plan)] if view.plan else []
    named = ((MENU, "menu"), (LOG, "log"), (TASKS, "tasks"), *((words_, "plan_page") for words_ in plan))
    return [sends(look, words_, f"case.{page}", primary=False, case=case) for words_, page in named]


def _step(look: Look, view: Content) -> list[CardElement]:
    """One button for what comes now: the step itself, or what is missing first."""
    if view.ahead is None:
        return []
    row, missing = view.ahead.row, view.ahead.missing
    first = _first(view, missing)
    drawn = [_does(look, view, first, primary=True)] if first else []
    if not (first and _is_shut(row, missing)):
        drawn.append(_does(look, view, row, primary=not first))
    return [box([say(look, NEXT, bold=True), *_missing(look, view.ahead), buttons(drawn)])]


def _is_shut(row: Transition, missing: Iterable[Gate]) -> bool:
    """Its form would not open; what is only missing on the ordinary way is no bar to it."""
    deed = DEEDS.get(row.action)
    return deed is not None and bool({gate.id for gate in deed.gates} & {gate.id for gate in missing})


def _first(view: Content, gates: Iterable[Gate]) -> Transition | None:
    """What the reader can do about the first of these that anything can be done about."""
    can = {row.action: row for row in view.actions}
    found = (can.get(_TOWARDS.get(gate.id, "")) for gate in gates)
    return next((row for row in found if row), None)


def _does(look: Look, view: Content, row: Transition, primary: bool) -> Action:
    return sends(look, row.name, f"case.{row.action}", primary=primary, case=view.involved.case)


def _undecided(look: Look, view: Content) -> list[CardElement]:
    """What waits for a person's decision beside the next step; said once, where that names it already."""
    said = {gate.id for gate in view.ahead.missing} if view.ahead else set()
    waiting = [gate for gate in view.undecided if gate.id not in said]
    first = _first(view, waiting)
    decide = [buttons([_does(look, view, first, primary=False)])] if first else []
    return [box([say(look, UNDECIDED, bold=True), *_gates(look, waiting), *decide])] if waiting else []


def owner_at_once(look: Look, view: Content) -> list[CardElement]:
    """Under the deadlines while the owner has not been told: that is not to be looked for on a menu (§ 12-9)."""
    waits = any(clock.kind is Kind.OWNER_NOTICE and clock.met_at is None for clock in view.clocks)
    tell = [_does(look, view, row, primary=False) for row in view.actions if row.action == "tell_owner"]
    return [buttons(tell)] if waits and tell else []


def _missing(look: Look, step: Ahead) -> list[CardElement]:
    if not step.missing:
        return []
    return [quote(look.w(MISSING_FIRST, step=look.w(step.row.name)), subtle=True), *_gates(look, step.missing)]


def _gates(look: Look, gates: Iterable[Gate]) -> list[CardElement]:
    return [quote(f"• {look.w(gate.missing)} ({gate.source})", spacing="None") for gate in gates]


def missing(look: Look, case: str, gates: Iterable[Gate]) -> Card:
    """The answer to one who wants to go on before everything is in place."""
    onward = sends(look, MENU, "case.menu", primary=False, case=case)
    body = [*title(look, NOT_YET), say(look, SOMETHING_IS_MISSING), *_gates(look, gates)]
    return card(body, [back(look, case), onward])


def refused(look: Look, wrong: Gate) -> str:
    """What stands over a form whose answers cannot be."""
    return look.w(REFUSED, why=look.w(wrong.missing), source=wrong.source)


def menu(look: Look, view: Menu) -> Card:
    """Everything that can be done now, group by group, one tap each; then what there is to read."""
    by_action = {row.action: row for row in view.rows}
    body: list[CardElement] = [quote(look.w(words.CASE, reference=view.reference), bold=True)]
    for heading, actions in GROUPS:
        drawn = [
            sends(look, row.name, f"case.{row.action}", primary=False, case=view.case)
            for action in actions
            if (row := by_action.get(action))
        ]
        body += [say(look, heading, bold=True), *in_rows(drawn)] if drawn else []
    body += [say(look, READ, bold=True), *in_rows(_pages(look, view))]
    return card([*title(look, MENU), *body], [back(look, view.case)])


def _pages(look: Look, view: Menu) -> list[Action]:
    """What lays the case beside the law, and beside the student's others, is for one who has it."""
    whole = ((READY, "case.ready"), (CHRONOLOGY, "student.history")) if view.whole else ()
    return [sends(look, name, verb, primary=False, case=view.case) for name, verb in (*whole, (DUTIES, "case.duties"))]


def in_rows(drawn: Sequence[Action]) -> list[CardElement]:
    """Buttons two by two, each whole on a phone."""
    return [buttons(drawn[i : i + _A_ROW]) for i in range(0, len(drawn), _A_ROW)]


def back(look: Look, case: str) -> Action:
    return sends(look, BACK, "case.open", primary=False, case=case)


def hidden(look: Look, case: str) -> list[Action]:
    """In the chat, a button that takes the content away again; a dialog is just closed."""
    return [acts(look, words.DONE_READING, "case.hide", case=case)] if look.surface is Surface.INLINE else []
