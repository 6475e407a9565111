"""What the forms about tasks mean: a task begins, goes over to another, ends, or is considered and not needed."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from domain.case import Happened
from domain.casefile import CaseFile, Deed
from domain.note import Note
from domain.report import Answers
from domain.tasks import Work, given, open_tasks


def finishing(task: str) -> str:
    """The token of the button that says a task is done: pressed twice it is one note, as a form's own token is."""
    return sha256(f"finish_task {task}".encode()).hexdigest()[:32]


def _task_id(answers: Answers, file: CaseFile) -> str:
    return answers["task"]


def _considered(answers: Answers, file: CaseFile) -> str:
    return answers["considered"]


def _handed(id_: str, work: Work, answers: Answers, note: Note) -> tuple[Happened, ...]:
    return (given(id_, work, answers["task_to"], date.fromisoformat(answers["task_due"]), note.written_at),)


def _given(answers: Answers, file: CaseFile, note: Note) -> tuple[Happened, ...]:
    return _handed(note.token, Work(answers["task_work"]), answers, note)


def _moved(answers: Answers, file: CaseFile, note: Note) -> tuple[Happened, ...]:
    """Whom a student chose nobody can choose for them: to another it is a talk like any other."""
    works = {task.id: task.work for task in open_tasks(file.case)}
    work = works[answers["task"]]
    return _handed(answers["task"], Work.TALK if work is Work.CHOSEN else work, answers, note)


DEEDS = (
    Deed("give_task", follows=_given, is_named=True),
    Deed("move_task", word=_task_id, follows=_moved),
    Deed("finish_task", word=_task_id),
    Deed("drop_task", word=_task_id),
    Deed("consider_task", word=_considered),
)
