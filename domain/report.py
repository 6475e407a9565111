"""What somebody has told: the report itself, and what they add to it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.origin import BY_STAFF, Origin
from domain.people import PersonId
from domain.profile import TOPICS, School
from domain.text import Text, beside

Answers = Mapping[str, str]  # step id -> what was answered; a choice of many is comma separated


class ByStaff(StrEnum):
    """ "Har noen som arbeider på skolen gjort dette?" Two doubts are two answers (ruling 1)."""

    NO = "no"
    UNKNOWN = "unknown"
    EMPLOYEE = "employee"
    LEADER = "leader"
    UNSURE = "unsure_whether_leader"


class Channel(StrEnum):
    """How what somebody told reached the one who wrote it down (E15, S4-1, S2-3)."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    SMS = "sms"
    TEAMS = "teams"
    WRITTEN = "written"
    BOX = "anonymous_box"  # the school's own, where it has one (S1-6)
    OTHER = "other"


CHANNEL_WORDS: Mapping[Channel, Text] = {
    Channel.IN_PERSON: Text("Muntlig, ansikt til ansikt", "Munnleg, andlet til andlet", "In person"),
    Channel.PHONE: Text("Telefon", "Telefon", "By phone"),
    Channel.SMS: Text("SMS", "SMS", "Text message (SMS)"),
    Channel.TEAMS: Text("Melding i Teams", "Melding i Teams", "Message in Teams"),
    Channel.WRITTEN: Text("Brev, lapp eller e-post", "Brev, lapp eller e-post", "Letter, note or e-mail"),
    Channel.BOX: Text("skolens anonyme postkasse", "den anonyme postkassa til skolen", "the school's anonymous box"),
    Channel.OTHER: Text("På en annen måte", "På ein annan måte", "In another way"),
}


def channels(school: School) -> tuple[Channel, ...]:
    """The ways something can have come to somebody at this school."""
    return tuple(c for c in Channel if c is not Channel.BOX or school.anonymous_box)


def came_by(channel: Channel, school: School) -> Text:
    """The channel in words; the anonymous box by the name the school knows it under."""
    words = CHANNEL_WORDS[channel]
    named = channel is Channel.BOX and school.anonymous_box
    return beside(school.anonymous_box, words) if named else words


@dataclass(frozen=True, slots=True)
class Report:
    """One person's report. Never changed after it is saved; `Supplement`s are added beside it.

    `token` is the form's own: the same sender with the same token is the same report (E54).

    Told to somebody who wrote it down afterwards (E15), it has a `channel`, and `told_orally_at` when it was first
    said or written. `reporter` is then whoever told, "" when that is nobody we know, and `reporter_name` their name
    as given, "" when it is unknown.

    Where `origin` keeps the name from the school, `reporter` is a word that stands for them alone
    (`domain.codes.author`) and `reporter_name` is "".
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
    registered_by: PersonId = ""
    channel: Channel | None = None
    told_orally_at: datetime | None = None
    origin: Origin = BY_STAFF

    @property
    def sender(self) -> PersonId:
        """Who sent the form: the reporter, or whoever wrote down what they told."""
        return self.registered_by or self.reporter

    @property
    def keepers(self) -> frozenset[PersonId]:
        """Those who keep a receipt of it and may add to it: who told, and who wrote it down."""
        return frozenset((self.reporter, self.registered_by)) - {""}

    @property
    def has_chat(self) -> bool:
        """Whether its receipt stands in a Teams chat: where the school sees who told, and nowhere else."""
        return self.origin.is_identified and self.origin.is_open

    @property
    def first_told_at(self) -> datetime:
        """When the school first got to know: told orally, that is when the week of § 12-6 begins (ruling 4)."""
        return self.told_orally_at or self.told_at

    @property
    def can_be_confirmed(self) -> bool:
        """Whether somebody we know can say that what another wrote down is what they told (ruling 16)."""
        return bool(self.registered_by and self.reporter)


@dataclass(frozen=True, slots=True)
class Supplement:
    """What one of the report's keepers (`by`) added: appended, never overwriting (E14)."""

    report: str
    token: str
    added_at: datetime
    answers: Answers
    by: PersonId = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form somebody is in the middle of, answers under their step's name. Gone 24 hours after `begun_at`."""

    token: str
    person: PersonId
    flow: str
    begun_at: datetime
    answers: Answers


def topics_in(answers: Answers) -> frozenset[str]:
    """The topics that somebody said a report is about, of those a plan may send direct to rektor."""
    return frozenset(topic for topic in TOPICS if answers.get(topic) == "true")


def students_in(told: str) -> tuple[str, ...]:
    """The students somebody wrote, one per line, in order, each once. Nobody named gives one empty name."""
    names = dict.fromkeys(line.strip(" \t,;") for line in told.splitlines())
    return tuple(n for n in names if n) or ("",)
