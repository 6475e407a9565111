"""What the page of a plan shows, on a card and on paper, as data: made by services after the access check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.case_plan import Immediate, Measure, Version
from domain.text import Text


class Part(StrEnum):
    """What can differ between two versions of a measure, or of the plan around them."""

    PROBLEM = "problem"
    MEASURE = "measure"
    WHEN = "when"
    WHO = "who"
    EVALUATE = "evaluate"
    LEVEL = "level"
    GOAL = "goal"
    VIEW = "view"
    PART = "part"


class How(StrEnum):
    """What has become of a measure, or of one part of it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `measure` is what the measure says, "" for the plan around them; `part` and the words before and
    after when it was changed; days as `2026-12-14`, a level by its code.
    """

    how: How
    measure: str = ""
    part: Part | None = None
    before: str = ""
    after: str = ""


def changes(before: Version, after: Version) -> tuple[Change, ...]:
    """What differs from one version to another: in the measures they share, then what came and what is gone."""
    old, new = ({m.id: m for m in version.measures} for version in (before, after))
    return (
        *(c for id_, m in new.items() if id_ in old for c in _in_measure(old[id_], m)),
        *(Change(How.ADDED, _called(m)) for id_, m in new.items() if id_ not in old),
        *(Change(How.REMOVED, _called(m)) for id_, m in old.items() if id_ not in new),
        *_differing(
            "", {Part.VIEW: before.view, Part.PART: before.part}, {Part.VIEW: after.view, Part.PART: after.part}
        ),
    )


def _in_measure(before: Measure, after: Measure) -> Iterator[Change]:
    return _differing(_called(after), _said(before), _said(after))


def _differing(measure: str, before: dict[Part, str], after: dict[Part, str]) -> Iterator[Change]:
    return (Change(How.CHANGED, measure, p, before[p], after[p]) for p in before if before[p] != after[p])


def _called(measure: Measure) -> str:
    return measure.measure or measure.problem


def _said(m: Measure) -> dict[Part, str]:
    return {
        Part.PROBLEM: m.problem, Part.MEASURE: m.measure, Part.WHEN: m.when,
        Part.WHO: ", ".join(name for name in (m.who_name, m.who_text) if name),
        Part.EVALUATE: m.evaluate.isoformat() if m.evaluate else "", Part.LEVEL: m.level or "", Part.GOAL: m.goal,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with who is responsible by name, and whether that is nobody any more (E37)."""

    measure: Measure
    who: str
    unled: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One version to be read: its measures, by whom it was written, and when it was said to be complete."""

    version: Version
    by: str
    rows: tuple[Row, ...]
    complete_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """That the plan was made known: to whom (the form's own words), when, by whom, and what was answered.

    `why` is the reason written where it was not accepted.
    """

    to: tuple[str, ...]
    other: str
    day: date | None
    by: str
    answer: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan of one student, one version open. `beside` are those its writer had not seen, to be read with it.

    `since` is the version before, and `changes` what differs from it.
    """

    case: str
    reference: str
    student: str
    school: str
    label: Text
    sheet: Sheet | None
    beside: tuple[Sheet, ...] = ()
    since: int = 0
    changes: tuple[Change, ...] = ()
    versions: tuple[Sheet, ...] = ()
    immediate: tuple[tuple[Immediate, Row, str], ...] = ()  # what was put in place, as a row, by whose name
    deliveries: tuple[Delivery, ...] = ()
    can_write: bool = False
    can_measure: bool = False
