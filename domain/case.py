"""A case and everything that has happened to it. What is known about it is read from its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.people import PersonId


class Route(StrEnum):
    """Which way a case goes (§ 12-4, § 12-5 first and second paragraph)."""

    ORDINARY = "ordinary"
    EMPLOYEE = "employee"
    LEADER = "leader"


class Status(StrEnum):
    """Where a case stands. Text in the database: a new one needs no migration."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    UNDELIVERED = "undelivered"  # a leader case whose owner has not agreed to receive here (ruling 2)
    OWNER_TOLD = "owner_told"  # ... and its author has recorded how and when the owner was told


class Event(StrEnum):
    """What can happen to a case, beside the actions people take (`domain.lifecycle`)."""

    TOLD = "told"
    ALERTED = "alerted"  # who: the receiver; note: why this one, a `Reason`
    DELIVERED = "delivered"  # who: the receiver whose card has arrived
    UNDELIVERED = "undelivered"  # who: the receiver who could not be reached
    REMINDED = "reminded"
    ALARMED = "alarmed"  # nobody left to tell: a person in charge of the installation is told


class Reason(StrEnum):
    """Why somebody is told about a case."""

    FIRST = "first"
    NO_ANSWER = "no_answer"
    NOT_OPENED = "not_opened"
    UNREACHED = "unreached"
    DISQUALIFIED = "disqualified"


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened: when (UTC), what (an `Event` or an action's name), to or by whom, and why."""

    at: datetime
    what: str
    who: PersonId | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One student's case. `student` is as written by the reporter and may be empty ("vet ikke hvem")."""

    id: str
    reference: str
    school: str
    report: str
    reporter: PersonId
    route: Route
    danger: bool
    told_at: datetime
    status: Status
    student: str = ""
    accused: frozenset[PersonId] = frozenset()
    history: tuple[Happened, ...] = ()

    def after(self, *happened: Happened, status: Status | None = None) -> Case:
        """The case with more history and, when something changed it, a new status."""
        return replace(self, history=self.history + happened, status=status or self.status)

    def all(self, *what: str) -> Iterator[Happened]:
        return (h for h in self.history if h.what in what)

    def people(self, *what: str) -> frozenset[PersonId]:
        return frozenset(h.who for h in self.all(*what) if h.who)

    def first(self, what: str, who: PersonId | None = None) -> datetime | None:
        """When `what` first happened (to or by `who`), or None."""
        return next((h.at for h in self.all(what) if who in (None, h.who)), None)

    @property
    def told(self) -> frozenset[PersonId]:
        """Everybody who has ever been told to take this case."""
        return self.people(Event.ALERTED)

    @property
    def disqualified(self) -> frozenset[PersonId]:
        """Those who have answered that they are inhabil."""
        return self.people("recuse")

    @property
    def version(self) -> int:
        """Grows by one with each thing that happens."""
        return len(self.history)
