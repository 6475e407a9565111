"""What a card shows, as data: made by services after the access check, drawn by cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.case import Reason, Status
from domain.lifecycle import Transition
from domain.people import Role
from domain.profile import Number


@dataclass(frozen=True, slots=True)
class Taken:
    """Who has acknowledged, and when."""

    name: str
    at: datetime
    by_me: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A case as its doorbell shows it: reference and state, nothing of what was told."""

    case: str
    reference: str
    school: str
    alert: Reason
    reminder: bool
    news: bool
    told_at: datetime
    answer_by: datetime | None
    taken: Taken | None
    unopened: bool
    closed_to_me: bool
    actions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class Involved:
    """Who is involved: all that is shown before the habilitet question is answered."""

    case: str
    reference: str
    student: str
    accused: tuple[str, ...]
    reporter: str


@dataclass(frozen=True, slots=True)
class Told:
    """The content of a report with what was added: (when, answers), the report itself first."""

    at: datetime
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Content:
    """A case opened: everything its handler needs to begin."""

    involved: Involved
    school: str
    status: Status
    danger: bool
    told: tuple[Told, ...]
    taken: Taken | None
    times: tuple[tuple[str, str, datetime], ...]  # (what happened, the name it concerns or "", when)
    siblings: tuple[str, ...]
    actions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of a report as its reporter sees it: status words only (E49)."""

    case: str
    reference: str
    status: Status
    delivered: tuple[tuple[Role, datetime], ...]
    taken: Taken | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter keeps. `readers` are those told first; `read_from` is when they ordinarily read."""

    report: str
    school: str
    phone: str
    told_at: datetime
    cases: tuple[CaseLine, ...]
    readers: tuple[tuple[Role, str], ...]
    read_from: datetime
    danger: bool
    emergency: tuple[Number, ...]
    owner: str
    owner_contact: str
    added: tuple[datetime, ...]
    nobody_reached: bool
    past_the_school: bool
    can_record_owner: bool
