"""A drill: a marked report that goes the whole way and is no case. Who is told and when, and how it went for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from domain import receivers
from domain.case import Case, Route, Status
from domain.people import PersonId, Register, Role
from domain.profile import School
from domain.routing import Rung, ladder
from domain.workdays import oslo_day

LIMIT = timedelta(minutes=2)  # from one rung to the next, wall time, whether somebody has acknowledged or not
PATIENCE = timedelta(minutes=10)  # from the last rung until it is over
BESIDE = 0  # the rung of those whom a report told today would not reach, and who may receive all the same


@dataclass(frozen=True, slots=True)
class Step:
    """One person is told. `due_at` is when; what became of it is counted from then."""

    person: PersonId
    role: Role
    rung: int
    due_at: datetime
    delivered_at: datetime | None = None
    missed_at: datetime | None = None
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Drill:
    id: str
    school: str
    started_by: PersonId
    started_at: datetime
    steps: tuple[Step, ...]

    @property
    def ends_at(self) -> datetime:
        return max(step.due_at for step in self.steps) + PATIENCE

    def is_over(self, now: datetime) -> bool:
        return now >= self.ends_at or all(step.acknowledged_at for step in self.steps)

    def step(self, who: PersonId) -> Step | None:
        return next((step for step in self.steps if step.person == who), None)

    def after(self, changed: Step) -> Drill:
        return replace(self, steps=tuple(changed if s.person == changed.person else s for s in self.steps))

    def next_moment(self, now: datetime) -> datetime | None:
        """When somebody is told next, or it is over."""
        return min((at for at in (*(s.due_at for s in self.steps), self.ends_at) if at > now), default=None)

    @property
    def version(self) -> int:
        """Grows by one with each thing that happens."""
        return sum(bool(at) for s in self.steps for at in (s.delivered_at, s.missed_at, s.acknowledged_at))

    @property
    def would_stop_at(self) -> int | None:
        """The rung that a report would have been told last: the real limits are longer than any drill."""
        return min((s.rung for s in self.steps if s.acknowledged_at and s.rung != BESIDE), default=None)


def plan(school: School, register: Register, starter: PersonId, now: datetime) -> tuple[Step, ...]:
    """The ladder of an ordinary report that `starter` tells now, then everybody else who may receive here."""
    case = Case("", "", school.id, "", starter, Route.ORDINARY, danger=False, told_at=now, status=Status.RECEIVED)
    told = _once_each(ladder(case, register, oslo_day(now)), ())
    rest = _once_each([tuple(p.id for p in receivers.everybody(school, register))], told)
    numbered = (*enumerate(told, 1), *((BESIDE, people) for people in rest))
    return tuple(
        Step(who, register.people[who].held(school.id) or Role.STAFF, number, now + wave * LIMIT)
        for wave, (number, people) in enumerate(numbered)
        for who in people
    )


def _once_each(rungs: Iterable[Rung], before: Iterable[Rung]) -> tuple[Rung, ...]:
    """Without those an earlier rung has, and without a rung that is left with nobody."""
    met = {who for rung in before for who in rung}
    found: list[Rung] = []
    for rung in rungs:
        found.append(tuple(dict.fromkeys(who for who in rung if who not in met)))
        met |= set(rung)
    return tuple(rung for rung in found if rung)


class Standing(StrEnum):
    """How it stands for one person."""

    WAITS = "waits"
    ON_ITS_WAY = "on_its_way"
    REACHED = "reached"
    MISSED = "missed"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class DrillCard:
    """What the drill shows one whom it tells."""

    drill: str
    school: str
    started_by: str
    started_at: datetime
    acknowledged_at: datetime | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class DrillLine:
    """One person in the result; the spans are from when they were told."""

    name: str
    role: Role
    standing: Standing
    due_at: datetime
    reached: timedelta | None
    confirmed: timedelta | None


@dataclass(frozen=True, slots=True)
class DrillRung:
    number: int
    due_at: datetime
    lines: tuple[DrillLine, ...]


@dataclass(frozen=True, slots=True)
class DrillResult:
    """Who was reached and how fast. `would_stop_at` is the rung that a report would have been told last."""

    school: str
    name: str
    started_by: str
    started_at: datetime
    ends_at: datetime
    is_over: bool
    would_stop_at: int | None
    rungs: tuple[DrillRung, ...]

    def count(self, *standings: Standing) -> int:
        return sum(line.standing in standings for rung in self.rungs for line in rung.lines)


def summary(drill: Drill, register: Register, now: datetime) -> DrillResult:
    """How it stands `now`. The school must be in the register."""
    over = drill.is_over(now)
    rungs = tuple(
        DrillRung(number, due_at, tuple(_line(step, register, now, over) for step in steps))
        for (due_at, number), steps in groupby(drill.steps, key=lambda s: (s.due_at, s.rung))
    )
    return DrillResult(
        drill.school, register.schools[drill.school].name, register.name(drill.started_by), drill.started_at,
        drill.ends_at, over, drill.would_stop_at, rungs,
    )  # fmt: skip


def _line(step: Step, register: Register, now: datetime, over: bool) -> DrillLine:
    reached = step.delivered_at - step.due_at if step.delivered_at else None
    confirmed = step.acknowledged_at - step.due_at if step.acknowledged_at else None
    standing = _standing(step, now, over)
    return DrillLine(register.name(step.person), step.role, standing, step.due_at, reached, confirmed)


def _standing(step: Step, now: datetime, over: bool) -> Standing:
    """Whoever has confirmed was reached, whatever we were told; whoever was not when it is over, was missed."""
    if step.acknowledged_at:
        return Standing.CONFIRMED
    if step.delivered_at:
        return Standing.REACHED
    if step.missed_at or over:
        return Standing.MISSED
    return Standing.WAITS if now < step.due_at else Standing.ON_ITS_WAY
