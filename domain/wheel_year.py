"""One school's wheel in one school year: who answers for what, what they have marked, and how it stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby

from domain.occasions import Kind, Pace
from domain.people import PersonId, Register, Role
from domain.profile import School
from domain.school_year import SchoolYear, school_year
from domain.wheel import EVERYBODY, MANAGEMENT, Status, Task, for_joiners, status, tasks

# Whose a mark is, beside a person's own: those who share the task, or a leader's word for the whole school.
SHARED, SCHOOL = "", "*"

# Each does it for themself, in their own class or lessons, so one who has done it has not done it for the others.
_EACH = frozenset({Role.CONTACT_TEACHER.value, Role.SUBJECT_TEACHER.value})
_STILL_TOLD = timedelta(weeks=2)  # what fell in a holiday, or in a day when the bot was not running


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody has said that a task is done, for the `n`-th time. `name` is what it was called then."""

    task: str
    whose: str
    n: int
    name: str
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Cue:
    """A task that has been put on somebody's card: once since the day when it was time for it."""

    task: str
    person: PersonId
    since: date
    card: str


@dataclass(frozen=True, slots=True)
class Responsible:
    """`each` must do it for themself; of those `together` any one does it for all of them.

    `informed` is everybody, where it is everybody's: they are told of it, and the leadership says when it is done.
    """

    each: frozenset[PersonId]
    together: frozenset[PersonId]
    informed: frozenset[PersonId] = frozenset()

    @property
    def answering(self) -> frozenset[PersonId]:
        return self.each | self.together

    @property
    def everyone(self) -> frozenset[PersonId]:
        return self.answering | self.informed


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `of`: times, or people when several must each do it. `of` is 0 for what is never finished."""

    done: int
    of: int
    people: bool = False
    finished: bool = False


def leads(register: Register, school: str, who: PersonId) -> bool:
    """Whether `who` is of the school's leadership. No guest is (ruling 7)."""
    return who in _holding({MANAGEMENT}, school, register)


def responsible(by: Iterable[str], school: str, register: Register) -> Responsible:
    """Those who hold a role that the plan names; rektor where it names none, or nobody holds it. Never a guest."""
    named = set(by)
    each = _holding(_EACH & named, school, register)
    together = _holding(named - _EACH - {EVERYBODY}, school, register)
    informed = frozenset(p.id for p in register.workers(school) if not p.guest and EVERYBODY in named)
    if not each and not together:
        together = _holding({MANAGEMENT if informed else Role.PRINCIPAL}, school, register)
    return Responsible(each, together, informed)


def _holding(named: AbstractSet[str], school: str, register: Register) -> frozenset[PersonId]:
    leading = register.schools[school].leadership if MANAGEMENT in named else ()
    roles = sorted({*(named - {MANAGEMENT}), *leading})
    return frozenset(p.id for p in register.holders(school, *map(Role, roles)))


@dataclass(frozen=True)
class WheelYear:
    """What the marks of a school year say, on `day`."""

    register: Register
    school: School
    year: SchoolYear
    day: date
    marks: Mapping[str, tuple[Mark, ...]]
    _people: dict[tuple[str, ...], Responsible] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tasks(self.school.wheel, self.year)

    @cached_property
    def _by_key(self) -> Mapping[str, Task]:
        return {task.key: task for task in self.tasks}

    def task(self, key: str) -> Task | None:
        """The task with this key, also one that is done for a new person; None when there is none such."""
        head, _, when = key.rpartition("/")
        kind, _, who = when.partition(":")
        if kind != Kind.JOINS or not who:
            return self._by_key.get(key)
        works_here = any(p.id == who for p in self.register.workers(self.school.id))
        base = self._by_key.get(f"{head}/{kind}") if works_here else None
        return for_joiners((base,), who)[0] if base else None

    def people(self, task: Task) -> Responsible:
        known = self._people.get(task.by)
        if known is None:
            known = self._people[task.by] = responsible(task.by, self.school.id, self.register)
        return known

    def marks_of(self, task: Task) -> tuple[Mark, ...]:
        """Oldest first. Of what is done for each new person, those of everybody."""
        if task.window.key != Kind.JOINS:
            return self.marks.get(task.key, ())
        found = (m for key, marks in self.marks.items() if key.startswith(f"{task.key}:") for m in marks)
        return tuple(sorted(found, key=lambda m: m.at))

    def part(self, task: Task, who: PersonId) -> int:
        """How many times `who` has done it, or it has been done for them."""
        people, marks = self.people(task), self.marks_of(task)
        if who in people.each:
            return sum(m.whose in (who, SCHOOL) for m in marks)
        return _shared(marks, people)

    def progress(self, task: Task) -> Progress:
        people, marks, needs = self.people(task), self.marks_of(task), task.window.needs
        parts = [sum(m.whose in (p, SCHOOL) for m in marks) for p in people.each]
        parts += [_shared(marks, people)] if people.together else []
        if not needs:
            return Progress(len(marks), 0)
        complete = sum(part >= needs for part in parts)
        finished = bool(parts) and complete == len(parts)
        if len(parts) == 1:
            return Progress(parts[0], needs, finished=finished)
        return Progress(complete, len(parts), people=True, finished=finished)

    def status(self, task: Task) -> Status:
        return status(task, self.progress(task).finished, self.day)

    def is_told_of(self, task: Task, who: PersonId) -> bool:
        """Whether a card may bring it to `who`: they answer for it, and have it left to do or do it all the time."""
        needs = task.window.needs
        return who in self.people(task).everyone and (not needs or self.part(task, who) < needs)

    def is_open_for(self, task: Task, who: PersonId) -> bool:
        """Whether it is theirs, its time has come, and they have not marked it."""
        begun = self.status(task) in (Status.DUE, Status.LATE)
        return begun and who in self.people(task).answering and self.part(task, who) < task.window.needs

    def may_mark(self, task: Task, who: PersonId) -> bool:
        """Whether a mark from `who` would say something: they answer for it, and have not done all of it."""
        has_more = not task.window.needs or self.part(task, who) < task.window.needs
        return _is_markable(task) and who in self.people(task).answering and has_more

    def may_mark_for_all(self, task: Task) -> bool:
        """Whether a leader's word for the whole school would say something."""
        return _is_markable(task) and not self.progress(task).finished

    def cues(self, told: frozenset[tuple[str, PersonId, date]], card: str) -> tuple[Cue, ...]:
        """What it is time to put on a card, for each who has it to do and has not been told.

        What has no end in sight is told once, at the start of the year or when somebody comes to answer for it.
        """
        found = []
        for task in self.tasks:
            since = task.window.told(self.day)
            if since is None or self.day > task.window.last + _STILL_TOLD:
                continue
            if self.status(task) not in (Status.DONE, Status.PASSED):
                waiting = (p for p in sorted(self.people(task).everyone) if (task.key, p, since) not in told)
                found += [Cue(task.key, p, since, card) for p in waiting if self.is_told_of(task, p)]
        return tuple(found)


def _is_markable(task: Task) -> bool:
    """Not what goes on all the time, and what is done for each new person only for one of them."""
    return task.window.pace is not Pace.STEADY and task.window.key != Kind.JOINS


def _shared(marks: Iterable[Mark], people: Responsible) -> int:
    return sum(m.whose in (SHARED, SCHOOL) or m.by in people.together for m in marks)


def wheel_year(
    register: Register, school: str, day: date, marks: Iterable[Mark], year: SchoolYear | None = None
) -> WheelYear:
    """The given school year, or that of `day`. A school that is not served is a KeyError."""
    found = register.schools[school]
    by_task = sorted(marks, key=lambda m: (m.task, m.at, m.n))
    grouped = {task: tuple(some) for task, some in groupby(by_task, key=lambda m: m.task)}
    return WheelYear(register, found, year or school_year(day, found.year), day, grouped)
