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
    DIRECT = "direct"  # a topic that the school's plan sends to rektor alone (S1-5)


class Status(StrEnum):
    """Where a case stands. Text in the database: a new one needs no migration."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    INVESTIGATING = "investigating"
    ACTING = "acting"  # there is a plan, and its measures are carried out
    EVALUATING = "evaluating"
    CLOSED = "closed"
    CLOSED_WITHOUT_PLAN = "closed_without_plan"
    REOPENED = "reopened"
    UNDELIVERED = "undelivered"  # a leader case whose owner has not agreed to receive here (ruling 2)
    OWNER_TOLD = "owner_told"  # ... and its author has recorded how and when the owner was told
    FORWARDED = "forwarded"  # told at the wrong school: it goes on as another case, at the right one


class Event(StrEnum):
    """What can happen to a case, beside the actions people take (`domain.lifecycle`)."""

    TOLD = "told"
    OF_SELF = "of_self"  # whoever told tells of themself; note: whether they can be asked in Teams (`domain.better`)
    SAID = "said"  # who: says how they have it; note: whether it is safe, and a face (`domain.better`)
    REGISTERED = "registered"  # who: wrote down what another told; note: how it had come, a `Channel` (E15)
    ALERTED = "alerted"  # who: the receiver; note: why this one, a `Reason`
    DELIVERED = "delivered"  # who: the receiver whose card has arrived
    UNDELIVERED = "undelivered"  # who: the receiver who could not be reached
    SEEN_AWAY = "seen_away"  # who: somebody whose mailbox had another told; note: the `Sign`
    REMINDED = "reminded"
    ACCUSED = "accused"  # who: somebody of whom it has been recorded since that they are involved
    ROUTED = "routed"  # the case got another way; note: the new `Route`
    CONTINUED = "continued"  # it goes on at another school; note: the id of the case it is there
    CAME = "came"  # it was told at another school; note: the id of the case it was there
    ALARMED = "alarmed"  # nobody left to tell: a person in charge of the installation is told
    LEFT = "left"  # who: somebody who was told and is no receiver any more
    OWNER_SENT = "owner_sent"  # who: one at the owner who gets a neutral card; note: as which recipient, or for help
    OWNER_REACHED = "owner_reached"  # who: in whose chat that card has come; note: as above
    OWNER_MISSED = "owner_missed"  # who: whom it could not reach; note: as above
    OWNER_KNOWS = "owner_knows"  # who: has confirmed it, without sight of the case; note: as above
    MAILED = "mailed"  # who: one at the owner to whom a mail has gone, None outside the tenant; note: as above, or ""
    UNMAILED = "unmailed"  # who: whom no mail could be sent to, or nobody knows whether it came; note: as above
    TASKED = "tasked"  # who: somebody who has been given a task; note: which, as `domain.tasks` writes it
    NUDGED = "nudged"  # who: somebody told of a day in the case; note: which and why, as `domain.agenda` writes it
    # Of meetings; each note begins with the booking's id, and `domain.booking` writes and reads the rest.
    MEETING_WANTED = "meeting_wanted"  # who: asked for it, or for another time; note: start, minutes
    MEETING_SET = "meeting_set"  # it stands in the organiser's calendar; note: start, minutes
    MEETING_REPLY = "meeting_reply"  # note: the guest's number, and a `Reply`
    MEETING_WAITS = "meeting_waits"  # not yet done as asked; note: why, a word of `services.jobs.Why`
    MEETING_CALLED_OFF = "meeting_called_off"  # who: asked that it be; nobody: it follows from the case; note: why
    MEETING_OFF = "meeting_off"  # it stands in no calendar; note: by whom, `outlook` or `us`
    MEETING_STUCK = "meeting_stuck"  # a person must act; note: why, and `unsure` when it may have been done


class Reason(StrEnum):
    """Why somebody is told about a case."""

    FIRST = "first"
    NO_ANSWER = "no_answer"
    NOT_OPENED = "not_opened"
    UNREACHED = "unreached"
    DISQUALIFIED = "disqualified"
    ABSENT = "absent"
    TAKEN_OVER = "taken_over"
    ROUTED = "routed"
    LEFT = "left"
    TASK = "task"  # it is not theirs to take: they have been given a task in it


# What changes who is involved: after it, everybody answers the habilitet question anew.
INVOLVING = ("accuse", "correct_student")

HEAD = "head"  # the note of a recusal by rektor or whoever acted as rektor
WROTE = "wrote"  # the note of what the first receiver did by writing the report down: they know what it says


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
        return frozenset([h.who for h in self.history if h.who and h.what in what])

    def first(self, what: str, who: PersonId | None = None) -> datetime | None:
        """When `what` first happened (to or by `who`), or None."""
        return next((h.at for h in self.all(what) if who in (None, h.who)), None)

    @property
    def keepers(self) -> tuple[PersonId, ...]:
        """Who told, where that is somebody we know, and who wrote it down for them."""
        wrote = (h.who for h in self.all(Event.REGISTERED))
        return tuple(dict.fromkeys(who for who in (self.reporter, *wrote) if who))

    @property
    def told(self) -> frozenset[PersonId]:
        """Everybody who has ever been told to take this case."""
        return self.people(Event.ALERTED)

    @property
    def here_since(self) -> datetime:
        """When this school first had it: it may have been told at another."""
        return self.first(Event.CAME) or self.told_at

    @property
    def on_this_way(self) -> tuple[Happened, ...]:
        """What has happened since the case last got another way: whom the old way named, the new may not (E4)."""
        turned = max((i for i, h in enumerate(self.history) if h.what == Event.ROUTED), default=0)
        return self.history[turned:]

    @property
    def this_round(self) -> tuple[Happened, ...]:
        """What has happened since the case was last reopened, or from the start: what ended it then ends it no more."""
        reopened = max((i for i, h in enumerate(self.history) if h.what == "reopen"), default=0)
        return self.history[reopened:]

    @property
    def joined(self) -> tuple[str, ...]:
        """The cases that a handler has said are about the same, and has not taken back, by their ids."""
        linked: dict[str, bool] = {h.note: h.what == "join" for h in self.all("join", "unjoin")}
        return tuple(other for other, still in linked.items() if still)

    def has_answered(self, who: PersonId) -> bool:
        """Whether `who` has said that they are habil, knowing of everybody who is involved now (fvl. § 6)."""
        changed = max((i for i, h in enumerate(self.history) if h.what in INVOLVING), default=0)
        return any((h.what, h.who) == ("open", who) and h.note != WROTE for h in self.history[changed:])

    @property
    def disqualified(self) -> frozenset[PersonId]:
        """Those who have answered that they are inhabil."""
        return self.people("recuse")

    @property
    def version(self) -> int:
        """Grows by one with each thing that happens."""
        return len(self.history)
