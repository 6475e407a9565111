"""Microsoft Graph in this process: the simulated tenant behind the port, with faults that can be switched on."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from bot.graph.port import WRITES
from demo.graph_world import NoMailboxError, NoSuchError, World
from domain.calendars import Appointment, Member
from services.jobs import (
    Book,
    Cancel,
    Done,
    Doubt,
    FindBooked,
    Install,
    IsInstalled,
    Job,
    Later,
    Mail,
    Move,
    Outcome,
    ReadAbsence,
    ReadEducationRole,
    ReadGrants,
    ReadGroup,
    ReadMember,
    ReadSchedules,
    Refused,
    Why,
)

T = TypeVar("T")
Kind = type[Job[Any]]


class Fault(StrEnum):
    """What goes wrong. A read has no effect: in doubt about one means later."""

    REFUSE = "refuse"
    LATER = "later"
    DOUBT_BEFORE = "doubt before the effect"
    DOUBT_AFTER = "doubt after the effect"


@dataclass(slots=True)
class Planned:
    """`kind` None: any job. `times` None: until it is taken back."""

    fault: Fault
    kind: Kind | None
    times: int | None
    why: Why
    after: float | None


class Faults:
    """None at first. `plan` for a chosen number of times, `at_random` by a seeded source, `clear` ends both."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []
        self._source: random.Random | None = None
        self._share = 0.0
        self._kinds: tuple[Kind, ...] = ()

    def plan(
        self,
        fault: Fault,
        kind: Kind | None = None,
        times: int | None = 1,
        why: Why = Why.AWAY,
        after: float | None = None,
    ) -> None:
        self._planned.append(Planned(fault, kind, times, why, after))

    def at_random(self, source: random.Random, share: float, *kinds: Kind) -> None:
        """`share` of these kinds of jobs (all, when none is named) go wrong; never refused for good."""
        self._source, self._share, self._kinds = source, share, kinds

    def clear(self) -> None:
        self._planned.clear()
        self._source = None

    def take(self, job: Job[Any]) -> Planned | None:
        """What befalls this job, used up once."""
        for planned in self._planned:
            if planned.kind in (None, type(job)) and planned.times != 0:
                planned.times = planned.times and planned.times - 1
                return planned
        return self._drawn(job)

    def _drawn(self, job: Job[Any]) -> Planned | None:
        if self._source is None or (self._kinds and type(job) not in self._kinds):
            return None
        if self._source.random() >= self._share:
            return None
        fault = self._source.choice((Fault.LATER, Fault.DOUBT_BEFORE, Fault.DOUBT_AFTER))
        return Planned(fault, None, 1, Why.AWAY, None)


class SimulatedGraph:
    """Fulfils `bot.graph.port.Graph` over a `World`. `asked` holds every job, in order."""

    def __init__(self, world: World, faults: Faults | None = None) -> None:
        self.world = world
        self.faults = faults or Faults()
        self.asked: list[Job[Any]] = []

    async def ask(self, job: Job[T]) -> Outcome[T]:
        self.asked.append(job)
        planned = self.faults.take(job)
        return self._fail(planned, job) if planned else self._answer(job)

    def _answer(self, job: Job[T]) -> Outcome[T]:
        try:
            return Done(ANSWERS[type(job)](self.world, job))
        except NoSuchError:
            return Refused(Why.NO_SUCH)
        except NoMailboxError:
            return Refused(Why.NO_MAILBOX)

    def _fail(self, planned: Planned, job: Job[T]) -> Outcome[T]:
        if planned.fault is Fault.REFUSE:
            return Refused(planned.why)
        if planned.fault is Fault.LATER or not isinstance(job, WRITES):
            return Later(planned.why, planned.after)
        if planned.fault is Fault.DOUBT_AFTER:
            self._answer(job)
        return Doubt(planned.why, planned.after)


def _booked(world: World, job: FindBooked) -> Appointment | None:
    """Oldest first: the world numbers events as they are made."""
    first, *doubles = [e for e in world.calendar(job.organiser) if e.key == job.key] or [None]
    return replace(first.appointment, doubles=tuple(e.id for e in doubles if e)) if first else None


def _cancel(world: World, job: Cancel) -> None:
    try:
        world.cancel(job.organiser, job.event)
    except NoSuchError:
        world.calendar(job.organiser)  # one that is gone is cancelled; an organiser who is not there is refused


def _member(world: World, job: ReadMember) -> Member | None:
    try:
        return _seen(world.person(job.person).member)
    except NoSuchError:
        return None


def _seen(member: Member) -> Member:
    """As the way to the real one gives it: addresses in lower case."""
    return replace(member, address=member.address.lower())


def _education_role(world: World, job: ReadEducationRole) -> str:
    try:
        return world.person(job.person).education_role
    except NoSuchError:
        return ""


def _book(world: World, job: Book) -> Appointment:
    return world.book(job.organiser, job.key, job.subject, job.span, job.invited).appointment


ANSWERS: Mapping[Kind, Callable[[World, Any], Any]] = {
    ReadSchedules: lambda world, job: world.schedules(job.mailbox, job.addresses, job.span),
    Book: _book,
    FindBooked: _booked,
    Move: lambda world, job: world.move(job.organiser, job.event, job.span).appointment,
    Cancel: _cancel,
    ReadMember: _member,
    ReadGroup: lambda world, job: tuple(map(_seen, world.members_of(job.group))),
    ReadEducationRole: _education_role,
    ReadAbsence: lambda world, job: world.automatic_reply(job.person),
    Mail: lambda world, job: world.send(job),
    ReadGrants: lambda world, job: tuple(sorted(world.grants)),
    IsInstalled: lambda world, job: world.is_installed(job.person, job.app),
    Install: lambda world, job: world.install(job.person, job.app),
}
