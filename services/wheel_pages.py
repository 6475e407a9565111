"""What the year wheel's cards and pages show: made for one reader, from the marks as they are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from domain.occasions import Kind, Pace
from domain.people import PersonId, Post
from domain.school_year import SchoolYear
from domain.views import Taken, WheelCard, WheelLine, WheelPage
from domain.wheel import Status, Task
from domain.wheel_year import SCHOOL, SHARED, Mark, WheelYear, leads, wheel_year
from services.ports import House, Work
from services.wheel import JOINED, opened

ALL_YEAR = "year"  # the page of what has no date


def card(
    work: Work, house: House, school: str, name: str, who: PersonId, now: datetime, fresh: bool = False
) -> WheelCard | None:
    """One of a person's cards as things are now. None when nothing on it is theirs, or, for a `fresh` one, left to do.

    What they have marked stays on a card that is redrawn, so that it can be taken back.
    """
    wheel = opened(work, house, school, now)
    cues = work.wheel_cues(school, wheel.year.label, who)
    mine = {c.task for c in cues if c.card == name}
    tasks = [t for key in sorted(mine) if (t := wheel.task(key)) and who in wheel.people(t).everyone]
    shown = [t for t in tasks if not fresh or wheel.is_told_of(t, who)]
    if not shown:
        return None
    before = (wheel.task(c.task) for c in cues if c.task not in mine)
    waiting = {t.key for t in before if t and t.window.pace is Pace.DATED and wheel.is_open_for(t, who)}
    new = house.register.name(name.removeprefix(JOINED)) if name.startswith(JOINED) else ""
    lines = tuple(_line(wheel, task, who, whole=False) for task in sorted(shown, key=_by_time))
    return WheelCard(school, wheel.school.name, name, new, lines, len(waiting))


def _by_time(task: Task) -> tuple[object, ...]:
    return list(Pace).index(task.window.pace), task.window.last, task.key


def page(
    work: Work, house: House, who: PersonId, school: str, name: str, now: datetime, turn_to: Iterable[str] = ()
) -> WheelPage | None:
    """A page of the wheel for `who`: the leadership sees everybody's, others what they answer for or are told of.

    None for guests, and for those who have nothing in it. `turn_to` are the schools that the reader may turn to.
    """
    if school not in house.register.schools:
        return None
    wheel = opened(work, house, school, now)
    whole = leads(house.register, school, who)
    tasks = [t for t in wheel.tasks if whole or who in wheel.people(t).everyone]
    if not tasks:
        return None
    months = wheel.year.months
    known = name if name == ALL_YEAR or name in map(str, months) else ""
    return WheelPage(
        school=school, name=wheel.school.name, year=wheel.year.label, version=wheel.school.wheel.version, page=known,
        whole=whole, counts=Counter(wheel.status(t) for t in tasks),
        lines=tuple(_line(wheel, t, who, whole) for t in sorted(_on(wheel, tasks, known, whole), key=_by_time)),
        months=months, month=wheel.day.month if wheel.day.month in months else months[-1],
        others=tuple((other, house.register.schools[other].name) for other in turn_to if other != school),
    )  # fmt: skip


def _on(wheel: WheelYear, tasks: Iterable[Task], name: str, whole: bool) -> Iterable[Task]:
    """The tasks of one page. The first has what wants attention; for one who sees only their own, all of it."""
    if name == ALL_YEAR:
        return (t for t in tasks if t.window.pace is not Pace.DATED)
    if name:
        first, last = wheel.year.month(int(name))
        return (t for t in tasks if t.window.pace is Pace.DATED and t.window.first <= last and first <= t.window.last)
    return (t for t in tasks if not whole or _wants_attention(wheel, t))


def _wants_attention(wheel: WheelYear, task: Task) -> bool:
    status = wheel.status(task)
    return status is Status.LATE or (status is Status.DUE and task.window.pace is Pace.DATED)


def everything(work: Work, house: House, school: str, year: SchoolYear, day: date) -> tuple[WheelLine, ...]:
    """A whole school year as it stands on `day`, every task in the plan's order, for one who runs the bot."""
    wheel = wheel_year(house.register, school, day, work.wheel_marks(school, year.label), year)
    return tuple(_line(wheel, task, "", whole=True) for task in wheel.tasks)


def no_longer_there(work: Work, house: House, school: str, year: SchoolYear) -> tuple[Mark, ...]:
    """What was marked that year and stands in the school's file no more."""
    wheel = wheel_year(house.register, school, year.last, work.wheel_marks(school, year.label), year)
    there = {task.key for task in wheel.tasks}
    return tuple(m for key, marks in wheel.marks.items() if _in_the_plan(key) not in there for m in marks)


def _in_the_plan(key: str) -> str:
    """A task's key without whom it was done for, who may have left again."""
    head, _, when = key.rpartition("/")
    return f"{head}/{Kind.JOINS}" if when.startswith(f"{Kind.JOINS}:") else key


def schools_with_a_wheel(house: House, who: PersonId, posts: Iterable[Post]) -> tuple[str, ...]:
    """Where `who` may have something in a wheel: their served schools that have one, those they lead first."""
    schools = house.register.schools
    found = {p.school for p in posts if p.school in schools and schools[p.school].wheel.rows}
    return tuple(sorted(found, key=lambda school: (not leads(house.register, school, who), school)))


def _line(wheel: WheelYear, task: Task, who: PersonId, whole: bool) -> WheelLine:
    marks, progress = wheel.marks_of(task), wheel.progress(task)
    last = marks[-1] if marks else None
    row = task.row
    return WheelLine(
        task=task.key, name=task.name, stated=task.stated, about=row.about, by=task.by, with_=row.with_,
        years=row.years, window=task.window, status=wheel.status(task), progress=progress,
        last=Taken(wheel.register.name(last.by), last.at, last.by == who) if last else None,
        n=_next(wheel, task, who, whole), undo=_undo(marks, who, whole),
    )  # fmt: skip


def _next(wheel: WheelYear, task: Task, who: PersonId, whole: bool) -> int:
    may = wheel.may_mark_for_all(task) if whole else wheel.may_mark(task, who)
    whose = SCHOOL if whole else who if who in wheel.people(task).each else SHARED
    return max((m.n for m in wheel.marks_of(task) if m.whose == whose), default=0) + 1 if may else 0


def _undo(marks: tuple[Mark, ...], who: PersonId, whole: bool) -> tuple[str, int] | None:
    theirs = [m for m in marks if whole or m.by == who]
    return (theirs[-1].whose, theirs[-1].n) if theirs else None
