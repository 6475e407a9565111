"""What is asked of Microsoft Graph, and what may come of it. Whoever answers knows Graph; nobody who asks does.

No job bears content of a case: the subject of a meeting is neutral, and a mail holds a reference and a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from domain.calendars import Appointment, AutomaticReply, Member, Schedule, Span
from domain.people import PersonId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Something asked, whose answer is a `T`."""


@dataclass(frozen=True, slots=True)
class ReadSchedules(Job[tuple[Schedule, ...]]):
    """Free and occupied time of `addresses` within `span`, one each and in their order, asked by way of `mailbox`."""

    mailbox: PersonId
    addresses: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Invited:
    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Book(Job[Appointment]):
    """A meeting in the organiser's calendar, with invitations. The same `key` never makes two within Graph's window;
    after a `Doubt`, `FindBooked` comes first.

    `key` is a UUID: Graph takes it as `transactionId`, and it stands on the event as an extended property.
    """

    organiser: PersonId
    key: str
    subject: str
    span: Span
    invited: tuple[Invited, ...]


@dataclass(frozen=True, slots=True)
class FindBooked(Job[Appointment | None]):
    """The meeting with this `key`, with everybody's answers; None when the calendar has none.

    Of several the oldest (by when it was made, then by its id), always the same; the others are its `doubles`.
    """

    organiser: PersonId
    key: str


@dataclass(frozen=True, slots=True)
class Move(Job[Appointment]):
    organiser: PersonId
    event: str
    span: Span


@dataclass(frozen=True, slots=True)
class Cancel(Job[None]):
    """Takes it out of everybody's calendar. One that is gone already is `Done`, too."""

    organiser: PersonId
    event: str


@dataclass(frozen=True, slots=True)
class ReadMember(Job[Member | None]):
    """None: the directory was asked, and knows nobody with this id."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class ReadGroup(Job[tuple[Member, ...]]):
    """Everybody in the group, members of groups in it too. `Refused(NO_SUCH)` when there is no such group."""

    group: str


@dataclass(frozen=True, slots=True)
class ReadEducationRole(Job[str]):
    """`student`, `teacher`, `faculty`, or "" where the tenant says nothing (educationUser.primaryRole)."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class ReadAbsence(Job[AutomaticReply]):
    person: PersonId


@dataclass(frozen=True, slots=True)
class Mail(Job[None]):
    """A mail of plain text from the mailbox of `sender`, not kept among what it has sent.

    Graph has no key for mail: after a `Doubt` it may have gone.
    """

    sender: str
    to: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class IsInstalled(Job[bool]):
    """Whether the Teams app with this id in the catalogue is there for the person."""

    person: PersonId
    app: str


@dataclass(frozen=True, slots=True)
class Install(Job[None]):
    """`Done` also where it was installed already."""

    person: PersonId
    app: str


@dataclass(frozen=True, slots=True)
class ReadGrants(Job[tuple[str, ...]]):
    """What the tenant's administrator has consented to for this application, as the names of Graph's application roles.

    Signs in and asks Graph nothing. `Refused(NOT_TAKEN)` where the sign-in worked and does not show them.
    """


class Why(StrEnum):
    """Why something was not done."""

    NOT_SET_UP = "not_set_up"  # this installation has no Graph
    NO_ACCESS = "no_access"  # the tenant has not granted what it takes (403)
    NO_SUCH = "no_such"  # what was asked for is not there (404)
    NO_MAILBOX = "no_mailbox"  # a person without a licence, or with a mailbox elsewhere
    NOT_TAKEN = "not_taken"  # Graph would not have it as it was asked (400, 409, 413 ...)
    NO_SIGN_IN = "no_sign_in"  # Entra gives no token: the secret has expired, or the network is away
    BUSY = "busy"  # 429
    AWAY = "away"  # 5xx, no connection, or the helper process is not there


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class Refused:
    """Final: not done, and not worth repeating as it is. A person may have to act."""

    why: Why


@dataclass(frozen=True, slots=True)
class Later:
    """Certainly not done; may succeed later, not before `after` seconds when that is given."""

    why: Why
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """May have been done although nobody said so: look before it is asked again."""

    why: Why
    after: float | None = None


Outcome = Done[T] | Refused | Later | Doubt
