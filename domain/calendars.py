"""What calendars and the directory say: when people are free, what they answered, who they are, and who is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from domain.people import PersonId


@dataclass(frozen=True, slots=True)
class Span:
    """From `starts` to `ends`, which does not belong to it; both in UTC."""

    starts: datetime
    ends: datetime

    def overlaps(self, other: Span) -> bool:
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class Occupied:
    """A time that somebody cannot use. `is_away`: they have marked it as out of office."""

    span: Span
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody works: the days (1 is Monday, as `isoweekday`) and the times on the clock in Oslo."""

    days: frozenset[int]
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Schedule:
    """One person's calendar as free and occupied time. `is_known` False: nobody could read it; nothing follows."""

    address: str
    occupied: tuple[Occupied, ...] = ()
    hours: Hours | None = None
    is_known: bool = True


class Reply(StrEnum):
    """What somebody has answered to an invitation."""

    NONE = "none"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Attendee:
    """`address` in lower case: Exchange answers with the case that the mailbox has, not the one we sent."""

    address: str
    reply: Reply = Reply.NONE


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting as it stands in its organiser's calendar.

    `doubles`: other events with the same key, newer than this one, which should not be there.
    """

    event: str
    span: Span
    attendees: tuple[Attendee, ...] = ()
    is_cancelled: bool = False
    doubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody as the directory knows them. `address` is where meetings and mail reach them; "" when nowhere."""

    id: PersonId
    name: str
    address: str = ""
    is_guest: bool = False
    is_enabled: bool = True


@dataclass(frozen=True, slots=True)
class AutomaticReply:
    """What somebody's mailbox says by itself: nothing, always, or within `span`."""

    is_on: bool
    span: Span | None = None
