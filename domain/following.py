"""What whoever told sees of what became of it: status words, the talk with the school, and who has read it.

Nothing of others, and nothing that was written for those who handle the case (E49).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.better import OwnAnswer
from domain.case import Case, Status
from domain.origin import BY_STAFF, Origin, Teller
from domain.people import PersonId, Role
from domain.plan_views import PlanPage
from domain.profile import Number
from domain.report import Report, Supplement
from domain.views import CaseLine

# What a teller has added that is their own words, and not one of our choices.
OWN_WORDS = ("said", "better_words", "what", "where_when", "done", "informed", "wish", "oral", "more")


@dataclass(frozen=True, slots=True)
class Answer:
    """That there is something for whoever told: nothing of what, nor of which case."""

    report: str


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the talk: `by` is the role of whoever asks at the school, None for the teller's own words."""

    at: datetime
    by: Role | None
    words: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has read the case, by role alone: the last time, and whether it was the name that was opened."""

    role: Role
    at: datetime
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """ "Har det blitt bedre?" is asked: in which case, and for which day."""

    case: str
    day: date


@dataclass(frozen=True, slots=True)
class Rights:
    """Whom a student or a parent can turn to: `week_ends` is the first day on which Statsforvalteren can be asked
    (§ 12-6), None where nobody has yet been told; `ombud` in the school's own words."""

    school: str
    phone: str
    owner: str
    owner_contact: str
    past_the_school: bool
    week_ends: date | None
    ombud: tuple[str, ...]
    helplines: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Following:
    """`talk` is oldest first; `readers` newest first; `has_ended` when nothing of it is in hand any more.

    `can_answer`: they tell of themself and may say how it has become at any time; `answer` is what they last said.
    """

    report: str
    origin: Origin
    told_at: datetime
    danger: bool
    cases: tuple[CaseLine, ...]
    talk: tuple[Message, ...]
    question: Question | None
    plan: PlanPage | None
    readers: tuple[Reader, ...]
    rights: Rights
    has_ended: bool
    can_answer: bool = False
    answer: OwnAnswer | None = None

    @property
    def reaches_nobody(self) -> bool:
        """Kept for whoever told it alone (ruling 2): neither does what they add to it reach anybody."""
        return all(line.status in (Status.UNDELIVERED, Status.OWNER_TOLD) for line in self.cases)


def is_tellers(report: Report, who: PersonId) -> bool:
    """Whether `who` may follow it: it is theirs, and came from another than those who work here have told as staff.

    Whoever wrote it down for another keeps a receipt and no more; so does a colleague (E49).
    """
    return who == report.reporter and report.origin != BY_STAFF


def sees_readers(report: Report) -> bool:
    """Students and parents do: it is their own story. Those who work here have told of another's."""
    return report.origin.teller is not Teller.STAFF


def has_rights(origin: Origin) -> bool:
    """Whether it is their own matter, which they can bring before Statsforvalteren: a student's of themself or a
    parent's (§ 12-6)."""
    return origin.about_self or origin.teller is Teller.PARENT


def own_words(added: Supplement) -> str:
    """What of an addition is shown in the talk: in the teller's own words, a line each."""
    return "\n".join(said for step in OWN_WORDS if (said := added.answers.get(step)))


def is_about_teller(report: Report, case: Case, name: str) -> bool:
    """Whether the case still is about the one who told it of themself: nobody has put another student in it (E32).

    `name` is theirs, "" where nobody knows it.
    """
    if not report.origin.about_self:
        return False
    return case.first("correct_student") is None or is_named(case, name)


def is_named(case: Case, name: str) -> bool:
    """Whether the student on the case has this name, with or without a class."""
    words = _words(name)
    return bool(words) and words <= _words(case.student)


def knows_plan_is_theirs(report: Report, case: Case, name: str, plan_at: datetime) -> bool:
    """Whether the school knew whose plan it wrote, and whoever told is signed in: a guess at an untold name must show
    nobody another's plan, and on the open page anybody can write any name."""
    if not report.origin.is_identified or not is_about_teller(report, case, name):
        return False
    opened = case.first("open_name")
    return report.origin.is_open or is_named(case, name) or (opened is not None and opened <= plan_at)


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(c if c.isalnum() else " " for c in name.casefold()).split())
