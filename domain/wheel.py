"""The year wheel (årshjul): what a school's own plan says is done each school year, when, and by whom.

A row's occasions become windows (`domain.occasions`), and a row with a window is a task. Wishes are no rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.occasions import Kind, Occasion, Window, occurrences
from domain.school_year import SchoolYear

# Groups that a row may name beside the roles: those its school counts as leaders, and everybody who works there.
MANAGEMENT, EVERYBODY = "management", "everybody"


class Status(StrEnum):
    """How it stands with one task, read off its marks and the day."""

    LATE = "late"
    DUE = "due"
    COMING = "coming"
    DONE = "done"
    PASSED = "passed"  # its time is over and nobody has marked it; it was only for those who needed it
    CONTINUOUS = "continuous"


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a row with its own time, or its own people. What it leaves out is its row's."""

    name: str
    stated: str = ""
    when: tuple[Occasion, ...] = ()
    by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """From its name, so that a step put in above it changes nothing."""
        letters = "".join(c if c.isalnum() else " " for c in self.name.casefold())
        return "-".join(letters.split())[:24].strip("-")


@dataclass(frozen=True, slots=True)
class Row:
    """One activity of the plan. `by` are roles and the two groups; `with_` whoever else the plan names."""

    id: str
    name: str
    stated: str = ""
    when: tuple[Occasion, ...] = ()
    by: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    about: str = ""
    steps: tuple[Step, ...] = ()
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Wheel:
    """One version of a school's wheel. Wishes are shown to nobody and tracked by nobody."""

    version: str = ""
    rows: tuple[Row, ...] = ()
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A row, or one of its steps, in one window of one school year."""

    row: Row
    step: Step | None
    window: Window

    @property
    def key(self) -> str:
        return f"{self.row.id}/{self.step.key if self.step else ''}/{self.window.key}"

    @property
    def name(self) -> str:
        return f"{self.row.name}: {self.step.name}" if self.step else self.row.name

    @property
    def stated(self) -> str:
        return (self.step.stated if self.step else "") or self.row.stated

    @property
    def by(self) -> tuple[str, ...]:
        return (self.step.by if self.step else ()) or self.row.by


def tasks(wheel: Wheel, year: SchoolYear) -> tuple[Task, ...]:
    """Everything that the wheel asks of one school year, in the order of its rows."""
    return tuple(task for row in wheel.rows for task in _of_row(row, year))


def _of_row(row: Row, year: SchoolYear) -> Iterator[Task]:
    """The row itself, then its steps; a step without a time of its own has its row's.

    Where a step falls in the same window and to one of the same roles, the row only sums up its steps: it would ask
    twice for one thing.
    """
    steps = [Task(row, step, w) for step in row.steps for w in occurrences(step.when or row.when, year)]
    own = (Task(row, None, window) for window in occurrences(row.when, year))
    yield from (task for task in own if not any(_sums_up(task, step) for step in steps))
    yield from steps


def _sums_up(whole: Task, part: Task) -> bool:
    same_people = not set(whole.by).isdisjoint(part.by) or whole.by == part.by
    return whole.window == part.window and same_people


def for_joiners(found: Iterable[Task], who: str) -> tuple[Task, ...]:
    """Those of the tasks that are done for each new person, as what is done for this one: once, and never late."""
    return tuple(
        replace(task, window=replace(task.window, key=f"{Kind.JOINS}:{who}", needs=1))
        for task in found
        if task.window.key == Kind.JOINS
    )


def status(task: Task, is_done: bool, day: date) -> Status:
    """How it stands on `day`."""
    window = task.window
    if window.needs == 0:
        return Status.CONTINUOUS
    if is_done:
        return Status.DONE
    if day <= window.last:
        return Status.COMING if day < window.first else Status.DUE
    return Status.PASSED if task.row.conditional else Status.LATE
