"""A case in which things have been written while it was handled: what stands in its history and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from domain.case import Happened, Status
from domain.casefile import CaseFile, Gate
from domain.note import Note
from domain.profile import School
from tests.builders import MONDAY, RANDI, TEN, a_case, a_school

STEP = timedelta(minutes=1)


@dataclass(frozen=True)
class Wrote:
    """One form that was sent: its action, the word it left in the history, and what stood in it."""

    action: str
    word: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


def a_file(
    *wrote: Wrote, status: Status = Status.EVALUATING, today: date = MONDAY, school: School | None = None, **but: Any
) -> CaseFile:
    """The case after these forms, one a minute."""
    times = [TEN + n * STEP for n in range(1, len(wrote) + 1)]
    history = (Happened(at, w.action, RANDI, w.word) for at, w in zip(times, wrote, strict=True))
    notes = (Note("case-1", f"token-{n}", w.action, RANDI, times[n], w.answers) for n, w in enumerate(wrote))
    return CaseFile(a_case(*history, status=status, **but), school or a_school(), tuple(notes), today)


def a_plan(*measures: str, version: int = 1) -> Wrote:
    return Wrote("plan", str(version), {f"m{n}.measure": words for n, words in enumerate(measures, 1)})


def evaluated(safe: str, *results: str, day: str = "") -> Wrote:
    """The measures in their order, each with its result."""
    found = {f"m{n}.result": result for n, result in enumerate(results, 1)}
    return Wrote("evaluate", f"{safe} {day or 'finished'}", {"evaluate_safe": safe, "evaluate_next": day, **found})


def heard(safe: str, whose: str = "affected", outcome: str = "heard") -> Wrote:
    return Wrote("hear", f"{whose} {outcome} {safe}")


def ids(*gates: Gate | None) -> list[str]:
    return [gate.id for gate in gates if gate]
