"""What an administrator grants, a row each: the narrowest that Microsoft documents, and the job that proves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from cards import owner_mail
from domain.calendars import Span
from domain.people import PersonId
from services.jobs import FindBooked, IsInstalled, Job, Mail, ReadAbsence, ReadEducationRole, ReadGroup, ReadMember, Why


class Where(StrEnum):
    """Where it is granted: for the whole tenant, or for chosen mailboxes."""

    ENTRA = "Entra"
    EXCHANGE = "Exchange"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What this installation would ask of Graph: of whom and of what, and what it leaves alone ("" or nobody)."""

    now: datetime
    people: tuple[PersonId, ...] = ()  # who may be told of a case
    leaders: tuple[PersonId, ...] = ()  # who call to meetings
    awaited: tuple[PersonId, ...] = ()  # whose absence counts
    unaddressed: tuple[PersonId, ...] = ()  # at the owner, and only the directory knows where mail reaches them
    groups: tuple[str, ...] = ()
    education: bool = False
    mail_from: str = ""
    app: str = ""

    @property
    def week(self) -> Span:
        return Span(self.now, self.now + timedelta(days=7))


Ask = Callable[[Inquiry], tuple[Job[object], ...]]


@dataclass(frozen=True, slots=True)
class Grant:
    """`proof` are jobs that change nothing for anybody. `mild`: what is worth a look only, where this is refused."""

    name: str
    where: Where
    why: str
    page: str  # Microsoft's page that says it is the least
    proof: Ask
    proves: str
    remedy: str
    mild: frozenset[Why] = field(default_factory=frozenset)


_CONSENT = "in Entra, App registrations, API permissions, Microsoft Graph, Application permissions: add it, and consent"
_ASSIGN = (
    "in Exchange Online PowerShell: New-ManagementRoleAssignment with this role and a scope that holds the mailbox"
)


def _members(asked: Inquiry) -> tuple[Job[object], ...]:
    return tuple(map(ReadMember, asked.people))


def _groups(asked: Inquiry) -> tuple[Job[object], ...]:
    return tuple(map(ReadGroup, asked.groups))


def _education(asked: Inquiry) -> tuple[Job[object], ...]:
    return tuple(map(ReadEducationRole, asked.people[:1])) if asked.education else ()


def _apps(asked: Inquiry) -> tuple[Job[object], ...]:
    return tuple(IsInstalled(who, asked.app) for who in asked.people) if asked.app else ()


def _calendars(asked: Inquiry) -> tuple[Job[object], ...]:
    """A key that nobody has booked with: no calendar has it."""
    return tuple(FindBooked(who, str(uuid4())) for who in asked.leaders)


def _absences(asked: Inquiry) -> tuple[Job[object], ...]:
    return tuple(map(ReadAbsence, asked.awaited))


def _mails(asked: Inquiry) -> tuple[Job[object], ...]:
    """From the mailbox to itself: the only mail that reaches nobody."""
    said = (owner_mail.TRIAL_SUBJECT.nb, owner_mail.TRIAL_BODY.nb)
    return (Mail(asked.mail_from, asked.mail_from, *said),) if asked.mail_from else ()


GRANTS = (
    Grant(
        "User.Read.All", Where.ENTRA,
        "who somebody is: name, address, whether they are a guest or their account is blocked",
        "Get a user", _members, "reads each receiver and each at the owner", _CONSENT,
    ),
    Grant(
        "GroupMember.Read.All", Where.ENTRA,
        "who is in the groups that give posts, groups in groups too",
        "List group transitive members", _groups, "reads each group", _CONSENT,
    ),
    Grant(
        "EduRoster.Read.All", Where.ENTRA,
        "whether somebody is a student or works there, where the tenant has School Data Sync; else leave it out",
        "Get educationUser", _education, "reads one receiver's role", _CONSENT,
    ),
    Grant(
        "TeamsAppInstallation.ReadWriteSelfForUser.All", Where.ENTRA,
        "to install this app, and no other, for receivers who have never opened it",
        "Install app for user", _apps, "looks whether it is there for each receiver", _CONSENT,
    ),
    Grant(
        "Application Calendars.ReadWrite", Where.EXCHANGE,
        "free time, and meetings in the calendar of whoever calls to them",
        "Role Based Access Control for Applications in Exchange Online", _calendars,
        "looks in each leader's calendar for a meeting that is not there", _ASSIGN,
    ),
    Grant(
        "Application MailboxSettings.Read", Where.EXCHANGE,
        "whether a receiver has automatic replies on, so that the next is told too",
        "Role Based Access Control for Applications in Exchange Online", _absences,
        "reads them for each whose absence counts", _ASSIGN, frozenset({Why.NO_MAILBOX}),
    ),
    Grant(
        "Application Mail.Send", Where.EXCHANGE,
        "mail to the owner's contacts, from the service mailbox only",
        "Role Based Access Control for Applications in Exchange Online", _mails,
        "sends the service mailbox a mail of its own", _ASSIGN,
    ),
)  # fmt: skip

ENTRA = frozenset(g.name for g in GRANTS if g.where is Where.ENTRA)
# Consented in Entra they open every mailbox of the tenant: grants add up, and the scope in Exchange means nothing.
TENANT_WIDE = frozenset(g.name.removeprefix("Application ") for g in GRANTS if g.where is Where.EXCHANGE)
