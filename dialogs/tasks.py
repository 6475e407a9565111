"""To give somebody a task, to give it to another, to say that it is done, or that what the plan has is not needed.

Choices of people, tasks and proposals have a source: who and what there is just now, in the words of the reader.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from dialogs.forms import Form
from domain.casefile import CaseFile
from domain.flow import Choice, Day, Flow, Long, Option, Page, Step, always, answered
from domain.proposals import proposed
from domain.tasks import RECORDED, WORK_WORDS, Work, open_tasks
from domain.text import Text

WHICH = Text("Hvilken oppgave?", "Kva oppgåve?", "Which task?")
_TASK = Step("task", WHICH, Choice(source="tasks", compact=True), required=always)
_TO = Step(
    "task_to",
    Text("Hvem får oppgaven?", "Kven får oppgåva?", "Who gets the task?"),
    Choice(source="colleagues", compact=True),
    required=always,
    help=Text(
        "Den du velger, får et kort uten innhold, svarer først på om de er inhabile, og ser bare det oppgaven trenger.",
        "Den du vel, får eit kort utan innhald, svarer først på om dei er inhabile, og ser berre det oppgåva treng.",
        "Whoever you choose gets a card without content, first answers whether they are disqualified, and sees only "
        "what the task needs.",
    ),
)
_DUE = Step("task_due", Text("Frist", "Frist", "Due day"), Day(ahead=True), required=always)
_PROPOSAL = Step(
    "proposal",
    Text(
        "Er det en av oppgavene i skolens plan?", "Er det ei av oppgåvene i planen til skolen?",
        "Is it one of the tasks in the school's plan?",
    ),
    Choice(source="proposals", compact=True),
)  # fmt: skip
_WORK = Step(
    "task_work",
    Text("Hva slags oppgave?", "Kva slags oppgåve?", "What kind of task?"),
    Choice(tuple(Option(work, words) for work, words in WORK_WORDS.items() if work is not Work.CHOSEN), compact=True),
    required=always,
    help=Text(
        "Oppgaven avgjør hva den som får den, ser og kan gjøre. Overlater du hele saken til en annen («Behandle "
        "saken»), har rektor fortsatt ansvaret.",
        "Oppgåva avgjer kva den som får henne, ser og kan gjere. Overlèt du heile saka til ein annan («Handsame "
        "saka»), har rektor framleis ansvaret.",
        "The task decides what whoever gets it sees and can do. If you leave the whole case to somebody else (“Handle "
        "the case”), the principal is still responsible.",
    ),
)
_WHAT = Step(
    "task_what",
    Text("Hva skal gjøres?", "Kva skal gjerast?", "What is to be done?"),
    Long(2000),
    required=answered("task_work", Work.OTHER, Work.MEASURE),
    help=Text(
        "Den som får oppgaven, leser dette.", "Den som får oppgåva, les dette.", "Whoever gets the task reads this."
    ),
)
_DONE = Step(
    "task_done",
    Text("Hva ble gjort, eller bestemt?", "Kva vart gjort, eller bestemt?", "What was done, or decided?"),
    Long(2000),
)
_CONSIDERED = Step(
    "considered",
    Text("Hva er vurdert?", "Kva er vurdert?", "What has been considered?"),
    Choice(source="waivable", compact=True),
    required=always,
)
_WHY_NOT = Step(
    "task_not_needed",
    Text("Hvorfor er det ikke nødvendig?", "Kvifor er det ikkje nødvendig?", "Why is it not needed?"),
    Long(2000),
    required=always,
)
_WHY_DROPPED = Step(
    "task_dropped",
    Text("Hvorfor blir oppgaven tatt bort?", "Kvifor blir oppgåva teken bort?", "Why is the task removed?"),
    Long(2000),
    required=always,
)


def _with_proposals(flow: Flow, file: CaseFile) -> Flow:
    """Asked where the school's plan has something that is not settled."""
    return flow if proposed(file) else _without(flow, {_PROPOSAL.id})


def _with_record(flow: Flow, file: CaseFile) -> Flow:
    """What was to be considered is done when it is written what was decided (S0-12, S0-19)."""
    recorded = [task.id for task in open_tasks(file.case) if task.work in RECORDED]
    (page,) = flow.pages
    steps = tuple(replace(s, required=answered("task", *recorded)) if s is _DONE else s for s in page.steps)
    return Flow(flow.name, (replace(page, steps=steps),))


def _without(flow: Flow, steps: Container[str]) -> Flow:
    pages = tuple(replace(p, steps=tuple(s for s in p.steps if s.id not in steps)) for p in flow.pages)
    return Flow(flow.name, pages)


def _flow(name: str, title: Text, send: Text, *steps: Step) -> Flow:
    return Flow(name, (Page(name, title, steps, send=send),))


FORMS = (
    Form(
        _flow(
            "give_task",
            Text("Gi en oppgave", "Gi ei oppgåve", "Give a task"),
            Text("Gi oppgaven", "Gi oppgåva", "Give the task"),
            _PROPOSAL, _WORK, _TO, _DUE, _WHAT,
        ),
        made=_with_proposals,
    ),
    Form(
        _flow(
            "move_task",
            Text("Gi oppgaven til en annen", "Gi oppgåva til ein annan", "Give the task to somebody else"),
            Text("Gi oppgaven videre", "Gi oppgåva vidare", "Hand the task over"),
            _TASK, _TO, _DUE, _WHAT,
        )
    ),
    Form(
        _flow(
            "finish_task",
            Text("Oppgaven er gjort", "Oppgåva er gjord", "The task is done"),
            Text("Lagre at den er gjort", "Lagre at ho er gjord", "Save that it is done"),
            _TASK, _DONE,
        ),
        made=_with_record,
    ),
    Form(
        _flow(
            "drop_task",
            Text("Ta bort en oppgave", "Ta bort ei oppgåve", "Remove a task"),
            Text("Ta bort oppgaven", "Ta bort oppgåva", "Remove the task"),
            _TASK, _WHY_DROPPED,
        )
    ),
    Form(
        _flow(
            "consider_task",
            Text("Vurdert, ikke nødvendig", "Vurdert, ikkje nødvendig", "Considered, not needed"),
            Text("Skriv ned vurderingen", "Skriv ned vurderinga", "Record the assessment"),
            _CONSIDERED, _WHY_NOT,
        )
    ),
)  # fmt: skip
