"""What the forms about tasks have to choose from, and what stands in them when they are opened from a task's line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.ask import Ask
from bot.desk import Desk
from domain.access import is_in_charge, may_be_tasked
from domain.casefile import CaseFile
from domain.flow import Answers, Option
from domain.profile import PlannedTask
from domain.proposals import proposed
from domain.tasks import WORK_WORDS, Task, held_by, open_tasks
from domain.text import same
from services import tasking


def _tasks(desk: Desk, ask: Ask, file: CaseFile) -> tuple[Option, ...]:
    """Every open task for those in charge; for others their own, and nobody else's can be named by them."""
    who, case = ask.speaker.id, file.case
    whole = is_in_charge(who, case, desk.house.register)
    return tuple(_option(desk, ask, t, file) for t in (open_tasks(case) if whole else held_by(who, case)))


def _option(desk: Desk, ask: Ask, task: Task, file: CaseFile) -> Option:
    look, register = desk.look(ask), desk.house.register
    name = register.name(task.who) if may_be_tasked(task.who, file.case, register) else ""
    parts = (look.w(WORK_WORDS[task.work]), name, look.date(task.due))
    return Option(task.id, same(", ".join(part for part in parts if part)))


def _proposals(desk: Desk, ask: Ask, file: CaseFile) -> tuple[Option, ...]:
    return _planned(proposed(file))


def _waivable(desk: Desk, ask: Ask, file: CaseFile) -> tuple[Option, ...]:
    return _planned(t for t in proposed(file) if t.can_be_waived)


def _planned(found: Iterable[PlannedTask]) -> tuple[Option, ...]:
    return tuple(Option(t.id, same(f"{t.what}, {t.id}")) for t in found)


Source = Callable[[Desk, Ask, CaseFile], tuple[Option, ...]]
SOURCES: Mapping[str, Source] = {"tasks": _tasks, "proposals": _proposals, "waivable": _waivable}


def beforehand(desk: Desk, ask: Ask, action: str, file: CaseFile) -> Answers:
    """What stands in the form to begin with; nothing in a form that is about no task."""
    if not action.endswith("_task"):
        return {}
    chosen = ask.word("task") or ask.word("proposal")
    return tasking.beforehand(action, chosen, file, desk.house.register, desk.now())
