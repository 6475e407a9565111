"""Tasks in a case: who is told of theirs, what they are shown, and what happens when they cannot be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from domain.access import has_sight, has_task, is_in_charge, may_be_tasked, may_see, open_to
from domain.agenda import Call, Due, agenda, in_charge
from domain.case import Case, Event, Happened
from domain.case_views import Proposal, TaskCard, TaskLine, TaskPage
from domain.casefile import CaseFile
from domain.delegation import finishing
from domain.delivery import Card, Delivery
from domain.following import is_about_teller
from domain.note import Note
from domain.people import PersonId, Register
from domain.profile import PlannedTask
from domain.proposals import proposed, suggested
from domain.report import Answers
from domain.seeking import reminders
from domain.tasks import RECORDED, Task, Work, held_by, open_tasks, tasks, unarchived
from domain.views import Content
from domain.workdays import add_working_days, oslo_day
from services import telling
from services.authors import name_of
from services.ports import House
from services.ports import Work as Unit

_WITH_A_TASK = ("finish_task", "move_task", "drop_task")
_DAYS: Mapping[Work, int] = {Work.TALK: 1, Work.INVESTIGATE: 2}  # working days until a task is due, unless changed
_ORDINARILY = 5


def hand(work: Unit, case: Case, handed: Iterable[Happened], giver: PersonId, now: datetime) -> None:
    """The doorbell to everybody who has just been given a task by another."""
    people = [h.who for h in handed if h.what == Event.TASKED and h.who and h.who != giver]
    work.queue(*_cards(case, Call.GIVEN, people, now))


def nudge(work: Unit, house: House, case: Case, now: datetime) -> None:
    """Everything in the case that it is time to remind of: each written once, and one card to each person."""
    due = tuple(n for n in reminders(case, house.register, now) if n.at <= now)
    happened = tuple(Happened(now, Event.NUDGED, who or None, n.note) for n in due for who in n.to or ("",))
    later = case.after(*happened)
    telling.save(work, house, later, now)
    calls = {who: n.call for n in due for who in n.to}
    for who, call in calls.items():
        work.queue(*(_question(work, later, now) if call is Call.BETTER else _cards(later, call, (who,), now)))
    work.audit(*telling.entries(later, happened))


def _question(work: Unit, case: Case, now: datetime) -> tuple[Delivery, ...]:
    """To the student: there is something for them, and nothing of what. Not once another has been put in the case."""
    report = work.report(case.report)
    if report is None or not is_about_teller(report, case, name_of(work, report)):
        return ()
    return (telling.answer(case, Call.BETTER, now),)


def _cards(case: Case, call: Call, people: Iterable[PersonId], now: datetime) -> tuple[Delivery, ...]:
    return telling.alerts(case, Card.TASK, people, call, now)


def card(work: Unit, house: House, delivery: Delivery, now: datetime) -> tuple[TaskCard, int] | None:
    """The doorbell as things are when it is sent; None when it is news no longer. One already shown is redrawn."""
    case = work.case(delivery.subject)
    if case is None or case.school not in house.register.schools:
        return None
    view = doorbell(case, house.register, delivery.person, Call(delivery.alert))
    return (view, case.version) if delivery.shown or not view.closed else None


def doorbell(case: Case, register: Register, who: PersonId, call: Call) -> TaskCard:
    """What stands on it: the next day that is theirs, of the one in charge the next there is."""
    if not has_sight(who, case, register):
        return TaskCard(case.id, case.reference, call, None, closed=True)
    mine = call in (Call.GIVEN, Call.CHOSEN) or not may_see(who, case, register)
    days = [d.day for d in agenda(case, register) if d.who == who or not mine]
    given = [task.due for task in held_by(who, case)] if mine else []
    return TaskCard(case.id, case.reference, call, min([*days, *given], default=None))


def note(work: Unit, house: House, delivery: Delivery, what: Event, now: datetime) -> None:
    """Whoever got a task cannot be told of it: the one in charge is (the reporter's receipt knows of neither)."""
    case = work.case(delivery.subject) if what is Event.UNDELIVERED else None
    if case is None or not has_task(delivery.person, case, house.register):
        return
    happened = Happened(now, Event.NUDGED, delivery.person, Call.UNREACHED)
    later = case.after(happened)
    telling.save(work, house, later, now)
    others = [who for who in in_charge(later, house.register) if who != delivery.person]
    work.queue(*_cards(later, Call.UNREACHED, others, now))
    work.audit(*telling.entries(later, (happened,)))


def page(file: CaseFile, register: Register, who: PersonId, now: datetime) -> TaskPage:
    """All tasks for those in charge, their own for others."""
    case = file.case
    lines = _lines(file, register, who, now, tasks(case) if is_in_charge(who, case, register) else _ever_of(who, case))
    going = sorted((line for line in lines if line.ended_at is None), key=lambda line: line.due)
    ended = tuple(line for line in lines[::-1] if line.ended_at)
    give = _may_give(file, register, who)
    return TaskPage(case.id, case.reference, tuple(going), ended, proposals(file, register, who), give)


def _ever_of(who: PersonId, case: Case) -> tuple[Task, ...]:
    return tuple(task for task in tasks(case) if task.who == who)


def beside(whole: Content, file: CaseFile, register: Register, who: PersonId, now: datetime) -> Content:
    """The opened case with the reader's own tasks, and for those in charge with what the school's plan has."""
    mine = _lines(file, register, who, now, held_by(who, file.case))
    return replace(whole, mine=mine, proposals=proposals(file, register, who))


def proposals(file: CaseFile, register: Register, who: PersonId) -> tuple[Proposal, ...]:
    if not _may_give(file, register, who):
        return ()
    return tuple(_proposal(t, register.name(suggested(t, file, register))) for t in proposed(file))


def _may_give(file: CaseFile, register: Register, who: PersonId) -> bool:
    return any(row.action == "give_task" for row in open_to(who, file.case, register))


def _proposal(planned: PlannedTask, name: str) -> Proposal:
    return Proposal(planned.id, Work(planned.work), planned.what, name, planned.can_be_waived)


def _lines(
    file: CaseFile, register: Register, who: PersonId, now: datetime, of: Iterable[Task]
) -> tuple[TaskLine, ...]:
    may = {row.action for row in open_to(who, file.case, register)}
    actions = tuple(action for action in _WITH_A_TASK if action in may)
    days = {d.key.rpartition(" ")[0] if d.work is Work.JOURNAL else d.key: d.day for d in agenda(file.case, register)}
    return tuple(_line(task, file, register, actions, days.get(task.key), oslo_day(now)) for task in of)


def _line(
    task: Task, file: CaseFile, register: Register, may: tuple[str, ...], day: date | None, today: date
) -> TaskLine:
    """`day` is when it is due now, None when nothing of it is."""
    is_open, given = task.ended_at is None, _note_of(task, file)
    has_it = not is_open or may_be_tasked(task.who, file.case, register)
    return TaskLine(
        task.id, task.work, register.name(task.who) if has_it else "", words_of(task, file),
        register.name(given.who) if given else "", day or task.due,
        is_overdue=day is not None and day < today, is_unreached=is_open and _is_unreached(task, file.case),
        ended_at=task.ended_at, is_done=task.is_done,
        to_archive=tuple((h.what, h.at) for h in unarchived(file.case)) if _is_journal(task) else (),
        actions=may if is_open else (), token="" if task.work in RECORDED else finishing(task.id),
    )  # fmt: skip


def _is_journal(task: Task) -> bool:
    return task.work is Work.JOURNAL and task.ended_at is None


def _is_unreached(task: Task, case: Case) -> bool:
    """They could not be reached since they got it, and have not opened the case either."""
    later = [h for h in case.history[task.n :] if h.who == task.who]
    return any(h.note == Call.UNREACHED for h in later) and not any(h.what == "open" for h in later)


def _notes_of(task: Task, file: CaseFile) -> Iterator[Note]:
    return (n for n in file.of("give_task", "move_task") if task.id in (n.token, n.answers.get("task")))


def _note_of(task: Task, file: CaseFile) -> Note | None:
    """Where it was given to whoever has it."""
    return next(reversed(list(_notes_of(task, file))), None)


def words_of(task: Task, file: CaseFile) -> str:
    """What is to be done, in the words of the one who gave it last or, when they wrote none, of whoever did before."""
    said = [what for note in _notes_of(task, file) if (what := note.answers.get("task_what"))]
    return said[-1] if said else ""


def beforehand(action: str, chosen: str, file: CaseFile, register: Register, now: datetime) -> Answers:
    """What stands in a form about tasks when it is opened: of the task or the proposal whose button was pressed."""
    if action == "give_task":
        return _from_plan(chosen, file, register, now)
    if action == "consider_task":
        return {"considered": chosen}
    task = next((t for t in open_tasks(file.case) if t.id == chosen), None)
    if action != "move_task":
        return {"task": chosen}
    later = task is not None and task.due > oslo_day(now)
    due = task.due if task and later else _due(task.work if task else None, file, register, now)
    return {"task": chosen, "task_due": due.isoformat()}


def _from_plan(chosen: str, file: CaseFile, register: Register, now: datetime) -> Answers:
    planned = next((t for t in proposed(file) if t.id == chosen), None)
    if planned is None:
        return {"task_due": _due(None, file, register, now).isoformat()}
    kind = Work(planned.work)
    return {
        "proposal": chosen, "task_work": kind, "task_to": suggested(planned, file, register),
        "task_due": _due(kind, file, register, now).isoformat(), "task_what": planned.what,
    }  # fmt: skip


def _due(kind: Work | None, file: CaseFile, register: Register, now: datetime) -> date:
    """A day to begin with, which whoever gives the task may change; of an evaluation the one in the plan."""
    evaluation = [d.day for d in agenda(file.case, register) if d.due is Due.EVALUATION]
    if kind is Work.EVALUATE and evaluation:
        return evaluation[0]
    days = _DAYS.get(kind, _ORDINARILY) if kind else _ORDINARILY
    return add_working_days(oslo_day(now), days, file.school.calendar)
