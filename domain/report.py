"""What somebody has told: the report itself, and what they add to it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.people import PersonId

Answers = Mapping[str, str]  # step id -> what was answered; a choice of many is comma separated


class ByStaff(StrEnum):
    """ "Har noen som arbeider på skolen gjort dette?" Two doubts are two answers (ruling 1)."""

    NO = "no"
    UNKNOWN = "unknown"
    EMPLOYEE = "employee"
    LEADER = "leader"
    UNSURE = "unsure_whether_leader"


@dataclass(frozen=True, slots=True)
class Report:
    """One person's report. Never changed after it is saved; `Supplement`s are added beside it.

    `token` is the form's own: the same person with the same token is the same report (E54).
    """

    id: str
    school: str
    reporter: PersonId
    reporter_name: str
    token: str
    told_at: datetime
    by_staff: ByStaff
    danger: bool
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Supplement:
    """What the reporter added: appended, never overwriting (E14)."""

    report: str
    token: str
    added_at: datetime
    answers: Answers


@dataclass(frozen=True, slots=True)
class Draft:
    """A form somebody is in the middle of, answers under their step's name. Gone 24 hours after `begun_at`."""

    token: str
    person: PersonId
    flow: str
    begun_at: datetime
    answers: Answers


def students_in(told: str) -> tuple[str, ...]:
    """The students somebody wrote, one per line, in order, each once. Nobody named gives one empty name."""
    names = dict.fromkeys(line.strip(" \t,;") for line in told.splitlines())
    return tuple(n for n in names if n) or ("",)
