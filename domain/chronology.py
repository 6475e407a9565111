"""A student's cases at one school, year by year: what each came to, and nothing of what was told in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.case import Case, Status


@dataclass(frozen=True, slots=True)
class Chapter:
    """One case. `plans`: how many versions its plan has had. `ending`: the word its closing left, with its moment when
    it has ended. `here`: the one that the reader came from.
    """

    case: str
    reference: str
    told_at: datetime
    status: Status
    plans: int
    ending: str
    ended_at: datetime | None
    here: bool


@dataclass(frozen=True, slots=True)
class Chronology:
    """Oldest first. `named`: whether the case says whose it is, without which nothing can be found."""

    case: str
    reference: str
    chapters: tuple[Chapter, ...]
    named: bool = True


def chapter(case: Case, here: bool) -> Chapter:
    closings = [h for h in case.all("close", "close_without_plan", "reopen")]
    ended = closings[-1] if closings and closings[-1].what != "reopen" else None
    return Chapter(
        case.id, case.reference, case.told_at, case.status, plan_versions(case),
        ended.note if ended else "", ended.at if ended else None, here,
    )  # fmt: skip


def plan_versions(case: Case) -> int:
    """The newest version's number; each time the plan is written it has a new one."""
    return max((int(h.note) for h in case.all("plan") if h.note.isdigit()), default=0)
