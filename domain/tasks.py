"""Tasks in a case: what somebody has been handed, by when, and what they may see and do because of it.

Who has a task is written in the case's history, so that access follows from it at once; what is to be done stands in
the note of the one who gave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.case import Case, Event, Happened
from domain.once import once
from domain.people import PersonId
from domain.status import IN_HAND, OPEN
from domain.text import Text


class Work(StrEnum):
    """What kind of task it is. The plans' own: S0-8 to S0-21, S1-8, S2-4."""

    HANDLE = "handle"  # the whole case; the responsibility stays with rektor
    CHOSEN = "chosen"  # a student chose them to talk with; nobody is handed it
    TALK = "talk"  # talk with the student and gather information (S0-8)
    INVESTIGATE = "investigate"  # help investigate (S1-8, S2-4)
    MEETING = "meeting"  # call a meeting and hold it (S0-9, S0-10)
    TEAM = "team"  # take it up in the multidisciplinary team (S0-11)
    MAP_CLASS = "map_class"  # consider whether the class is to be mapped (S0-12)
    PLAN = "plan"  # make the plan (S0-15)
    MEASURE = "measure"  # carry out a measure
    CLASS_MEASURES = "class_measures"  # consider measures for the class (S0-19)
    FOLLOW_UP = "follow_up"  # special follow-up of those involved (S0-18)
    EVALUATE = "evaluate"  # evaluate the plan (S0-21)
    JOURNAL = "journal"  # put the documents in the archive as they arise (S0-13, S0-20, S2-7)
    OTHER = "other"


WORK_WORDS: Mapping[Work, Text] = {
    Work.HANDLE: Text("Behandle saken", "Handsame saka", "Handle the case"),
    Work.CHOSEN: Text("Samtalen som eleven ønsker", "Samtalen som eleven ønskjer", "The talk that the student wants"),
    Work.TALK: Text("Snakke med eleven", "Snakke med eleven", "Talk with the student"),
    Work.INVESTIGATE: Text("Bidra i undersøkelsen", "Bidra i undersøkinga", "Help investigate"),
    Work.MEETING: Text("Kalle inn til møte", "Kalle inn til møte", "Call a meeting"),
    Work.TEAM: Text(
        "Ta saken opp i tverrfaglig team", "Ta saka opp i tverrfagleg team", "Bring it to the multidisciplinary team"
    ),
    Work.MAP_CLASS: Text(
        "Vurdere kartlegging av klassen", "Vurdere kartlegging av klassen", "Consider mapping the class"
    ),
    Work.PLAN: Text("Lage planen", "Lage planen", "Make the plan"),
    Work.MEASURE: Text("Gjennomføre et tiltak", "Gjennomføre eit tiltak", "Carry out a measure"),
    Work.CLASS_MEASURES: Text(
        "Vurdere tiltak for klassen", "Vurdere tiltak for klassen", "Consider measures for the class"
    ),
    Work.FOLLOW_UP: Text("Følge opp elevene", "Følgje opp elevane", "Follow up the students"),
    Work.EVALUATE: Text("Evaluere planen", "Evaluere planen", "Evaluate the plan"),
    Work.JOURNAL: Text("Journalføre dokumentene", "Journalføre dokumenta", "File the documents in the archive"),
    Work.OTHER: Text("Noe annet", "Noko anna", "Something else"),
}

RECORDED = frozenset({Work.MAP_CLASS, Work.CLASS_MEASURES})  # done when what was decided is written (S0-12, S0-19)


class Part(StrEnum):
    """A part of what is known of a case."""

    REPORT = "report"  # what was told
    LOG = "log"  # what has been investigated, heard and written down, without internal notes
    PLAN = "plan"


_ANYBODY = frozenset({"open", "recuse", "finish_task"})
LOGGED = frozenset({"investigate", "hear", "minutes", "measure"})  # what `Part.LOG` holds

# What a task lets its holder see; who is involved, what the task's own words say and what they wrote themselves they
# always see. HANDLE sees everything. Who considers the whole class needs nobody's plan.
SEES: Mapping[Work, frozenset[Part]] = {
    Work.HANDLE: frozenset(Part),
    Work.CHOSEN: frozenset({Part.REPORT}),
    Work.TALK: frozenset({Part.REPORT}),
    Work.INVESTIGATE: frozenset({Part.REPORT}),
    Work.MEETING: frozenset({Part.REPORT}),
    Work.TEAM: frozenset({Part.REPORT, Part.LOG, Part.PLAN}),
    Work.MAP_CLASS: frozenset(),
    Work.PLAN: frozenset({Part.REPORT, Part.LOG, Part.PLAN}),
    Work.MEASURE: frozenset({Part.PLAN}),
    Work.CLASS_MEASURES: frozenset(),
    Work.FOLLOW_UP: frozenset({Part.REPORT, Part.PLAN}),
    Work.EVALUATE: frozenset({Part.LOG, Part.PLAN}),
    Work.JOURNAL: frozenset(Part),
    Work.OTHER: frozenset(),
}

_MEETS = frozenset({"minutes", "call_meeting", "move_meeting", "cancel_meeting"})

# What it lets them do, of the actions that are open to helpers.
MAY: Mapping[Work, frozenset[str]] = {
    Work.HANDLE: _ANYBODY,  # and all that is open to the handler
    Work.CHOSEN: _ANYBODY | {"investigate", "hear", "ask_teller"},
    Work.TALK: _ANYBODY | {"investigate", "hear"} | _MEETS,
    Work.INVESTIGATE: _ANYBODY | {"investigate", "minutes"},
    Work.MEETING: _ANYBODY | _MEETS,
    Work.TEAM: _ANYBODY | {"measure"} | _MEETS,
    Work.MAP_CLASS: _ANYBODY | {"investigate"},
    Work.PLAN: _ANYBODY | {"plan", "hear"},
    Work.MEASURE: _ANYBODY,
    Work.CLASS_MEASURES: _ANYBODY | {"measure"},
    Work.FOLLOW_UP: _ANYBODY | LOGGED | _MEETS,
    Work.EVALUATE: _ANYBODY | {"evaluate", "hear"} | _MEETS,
    Work.JOURNAL: _ANYBODY | {"archive"},
    Work.OTHER: _ANYBODY,
}


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its id, what kind, whose, the day it is due, since when they have it, and how it ended if it did.

    `n` is where it stands in the history: the same task given to another, or with another day, stands at another.
    """

    id: str
    work: Work
    who: PersonId
    due: date
    since: datetime
    n: int = 0
    ended_at: datetime | None = None
    is_done: bool = False  # False with `ended_at`: taken back

    @property
    def key(self) -> str:
        """Tells this task in these hands with this day from every other."""
        return f"{self.id} {self.n}"


def given(id_: str, work: Work, who: PersonId, due: date, now: datetime) -> Happened:
    """What stands in the history when somebody gets a task; a task with this id before it goes over to them."""
    return Happened(now, Event.TASKED, who, f"{id_} {work} {due.isoformat()}")


@once
def tasks(case: Case) -> tuple[Task, ...]:
    """Every task that was ever given, as it stands now, in the order they were given."""
    found: dict[str, Task] = {}
    for n, h in enumerate(case.history):
        if h.what == Event.TASKED:
            id_, work, due = h.note.split()
            found[id_] = Task(id_, Work(work), h.who or "", date.fromisoformat(due), h.at, n)
        elif h.what in _ENDING and h.note in found:
            found[h.note] = replace(found[h.note], ended_at=h.at, is_done=h.what == "finish_task")
    return tuple(found.values())


_ENDING = ("finish_task", "drop_task")


def open_tasks(case: Case) -> Iterator[Task]:
    return (task for task in tasks(case) if task.ended_at is None)


def held_by(who: PersonId, case: Case) -> tuple[Task, ...]:
    """The tasks that `who` has now: while the case is in hand, and from the first moment for whom a student chose."""
    return tuple(task for task in open_tasks(case) if task.who == who and is_held(task, case))


def is_held(task: Task, case: Case) -> bool:
    """Whether it lets its holder in as the case stands."""
    return case.status in (OPEN if task.work is Work.CHOSEN else IN_HAND)


def chosen(case: Case) -> tuple[PersonId, ...]:
    """Whom the student chose to talk with, and who has it."""
    return tuple(task.who for task in open_tasks(case) if task.work is Work.CHOSEN)


def ever_chosen(case: Case) -> tuple[PersonId, ...]:
    """Whom the student chose, whatever has become of it: they have been told."""
    return tuple(h.who for h in case.all(Event.TASKED) if h.who and h.note.split()[1] == Work.CHOSEN)


def has_more_than_tasks(who: PersonId | None, case: Case) -> bool:
    """Whether `who` has to do with the case in another way than by a task."""
    return who in case.told or who not in case.people(Event.TASKED)


# What goes into the archive as it arises: the report and what is added to it, plans, minutes, notes, letters (S0-20).
DOCUMENTS = frozenset(
    (
        Event.TOLD, "supplement", "investigate", "hear", "hear_accused", "best_interest", "minutes", "jot", "measure",
        "complete_plan", "deliver_plan", "evaluate", "parents", "tell_owner",
        "ask_teller", "open_name", "confirm_teller",
    )
)  # fmt: skip


def unarchived(case: Case) -> tuple[Happened, ...]:
    """What has been written since somebody last recorded that the documents are in the archive, oldest first."""
    last = max((n for n, h in enumerate(case.history) if h.what == "archive"), default=-1)
    return tuple(h for h in case.history[last + 1 :] if h.what in DOCUMENTS)
