"""A school as its file describes it, and the check that it is never looser than the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta

from domain.school_year import SchoolYear
from domain.text import LANGUAGES, Text
from domain.wheel import Wheel
from domain.workdays import Calendar

LONGEST_ACKNOWLEDGE = timedelta(hours=2)  # counted in school hours: the default, which a profile may shorten
LONGEST_IN_DANGER = timedelta(minutes=15)  # wall time, day and night

# The roles that can be leadership. The owner's contacts and students never can.
LEADING = frozenset({"principal", "deputy", "assistant_principal", "department_head", "student_services"})
LEADERSHIP = ("principal", "deputy", "assistant_principal", "department_head")

# Who a plan may name as receivers of an ordinary report, beside the owner. `nearest_leader` is the reporter's.
NEAREST_LEADER = "nearest_leader"
RECEIVING = frozenset({"principal", "deputy", "department_head", "student_services", NEAREST_LEADER})
RECEIVERS = (("principal",), ("deputy",))

RADICALISATION = "radicalisation"
TOPICS = frozenset({RADICALISATION})  # what a plan may send direct to rektor
CHANNELS = frozenset({"in_person", "teams", "sms", "phone", "oral", "written"})
ARCHIVABLE = ("report", "plan", "minutes", "notes", "correspondence")
SERIOUS_BY = frozenset({"email"})
OWNER_ROLES = frozenset({"area_director", "owner_team", "owner_contact"})
HEARER = "hearer"  # in `PlannedTask.by`: whoever a student told
TASKED = frozenset(
    (
        "principal", "deputy", "assistant_principal", "department_head", "student_services", "contact_teacher",
        "subject_teacher", "year_lead", "counsellor", "welfare_worker", "school_nurse", "office", "health_and_safety",
        HEARER,
    )
)  # fmt: skip
AT_START, EVERY_CASE, CONSIDER, AFTER_PLAN, STUDENT_TOLD = (
    "at_start", "every_case", "consider", "after_plan", "student_told",
)  # fmt: skip
OCCASIONS = (AT_START, EVERY_CASE, CONSIDER, AFTER_PLAN, STUDENT_TOLD)  # when the plan wants a task to be given
# Whom a student may choose to talk with, where the plan names nobody; and whom it may name.
ADULTS = ("contact_teacher", "counsellor", "student_services", "welfare_worker", "school_nurse")
CHOOSABLE = frozenset((*ADULTS, "subject_teacher", "year_lead", "department_head", "principal", "deputy", "librarian"))
OMBUD = ("mobbeombudet", "elev- og lærlingombudet")  # the county's, in the words most plans use


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a receiver has before the next one is told (school hours), and in danger (wall time)."""

    acknowledge: timedelta = LONGEST_ACKNOWLEDGE
    in_danger: timedelta = LONGEST_IN_DANGER


@dataclass(frozen=True, slots=True)
class Owner:
    """The school's owner: the county. `contact` is what the card prints when a person must call or write.

    `receives_leader_cases` is the owner's recorded agreement to take § 12-5 second paragraph reports here. `mail` is an
    address outside the tenant, whose readers are asked to ring the school and told no more.
    """

    name: str
    contact: str = ""
    receives_leader_cases: bool = False
    mail: str = ""


@dataclass(frozen=True, slots=True)
class OwnerNotice:
    """What rektor owes the owner, straks: § 12-5 when somebody who works at the school is accused, § 12-4 when it is
    serious (ruling 3).

    `to` are the owner's roles that must each be told; `unfounded_exception` is the Act's "openbert grunnlaus", which
    a plan may give up; `every_case`: the plan tells the owner of every chapter-12 case; `serious_by`: the way the plan
    names for telling of a serious one.
    """

    to: tuple[str, ...] = ()
    unfounded_exception: bool = True
    every_case: bool = False
    serious_by: str = ""


@dataclass(frozen=True, slots=True)
class CasePlan:
    """What the school's own plan says of a student's plan: its name there, and when it is due.

    `within` virkedager from the report it is to be communicated and, with `accepted`, accepted.
    """

    label: Text | None = None
    within: int | None = None
    accepted: bool = False
    after_investigation: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """What the school's own plan wants before a case ends: `minutes` of a closing meeting."""

    minutes: bool = False


@dataclass(frozen=True, slots=True)
class Archive:
    """The school's archive by its name, and what its plan wants in there: `items`, each as it arises.

    `serious_notice`: in a serious case the written notice to the owner, too.
    """

    system: str = ""
    items: tuple[str, ...] = ()
    serious_notice: bool = False


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task that the school's plan has in its cases: what kind (`domain.tasks.Work`), for whom, what in its own words.

    `by` are roles, the first of whom somebody can be found is suggested. `when` is one of `OCCASIONS`: what the plan
    wants in every case can be given and not waived. `id` is the rule's, with a number when it has several.
    """

    id: str
    work: str
    what: str
    by: tuple[str, ...] = ()
    when: str = AT_START

    @property
    def can_be_waived(self) -> bool:
        return self.when != EVERY_CASE


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number shown in danger: what it is for and the number as dialled."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Emergency:
    """What is shown when somebody is in danger: numbers, whom the plan says to call in its order, and whether it asks
    for an incident report (avviksmelding) afterwards (S1-4).
    """

    numbers: tuple[Number, ...] = ()
    calls: tuple[str, ...] = ()
    incident_report: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the school's own plan: `source` in its own words, and its home here, which is one or more of:

    the profile fields it `sets`; rows of the wheel; `always`, what every school gets; `person`, why a machine should
    not do it.
    """

    id: str
    source: str
    sets: tuple[str, ...] = ()
    wheel: tuple[str, ...] = ()
    always: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the tenant's directory says who is who at a school: (role, group), the group by its Entra object id.

    `education`: whether it is asked what somebody is (educationUser.primaryRole).
    """

    groups: tuple[tuple[str, str], ...] = ()
    education: bool = False

    def names(self, *roles: str) -> bool:
        return any(role in roles for role, _ in self.groups)


@dataclass(frozen=True)
class School:
    """One school's rules and words; never a person.

    `receivers` are the rungs of an ordinary report, after which the owner's contacts follow; `direct` the topics that
    go to rektor alone; `leader_cases` the owner's roles told first when a leader is accused; `serious` what the plan
    gives as examples of a serious case, in its words; `acute` whom the plan says to call, in its order. `adults` are
    the roles whose holders a student may choose to talk with, `ombud` whom a student can turn to outside the school,
    `helplines` their numbers; `page`: there is an open page for those who tell without signing in. `sources`
    names, for a field such as "plan.within", the rule that sets it.
    """

    id: str
    name: str
    owner: Owner
    calendar: Calendar
    phone: str = ""
    emergency: tuple[Number, ...] = ()
    limits: Limits = field(default_factory=Limits)
    leadership: tuple[str, ...] = LEADERSHIP
    receivers: tuple[tuple[str, ...], ...] = RECEIVERS
    direct: tuple[str, ...] = ()
    police_contact: str = ""
    channels: tuple[str, ...] = ()
    acute: tuple[str, ...] = ()
    incident_report: bool = False
    anonymous_box: str = ""
    adults: tuple[str, ...] = ADULTS
    ombud: tuple[str, ...] = OMBUD
    page: bool = False  # as the deployment gives it
    helplines: tuple[Number, ...] = ()  # as the deployment gives it
    owner_notice: OwnerNotice = OwnerNotice()
    leader_cases: tuple[str, ...] = ()
    serious: tuple[str, ...] = ()
    plan: CasePlan = CasePlan()
    closing: Closing = Closing()
    archive: Archive = Archive()
    tasks: tuple[PlannedTask, ...] = ()
    rules: tuple[Rule, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    wheel: Wheel = field(default_factory=Wheel)
    year: SchoolYear | None = None  # as the deployment gives it; `school_year` has a default
    directory: Directory = Directory()  # as the deployment gives it

    @property
    def in_danger(self) -> Emergency:
        return Emergency(self.emergency, self.acute, self.incident_report)


def faults(school: School) -> tuple[str, ...]:
    """Why this profile may not be used, in plain words; empty when it may."""
    rungs = {role for rung in school.receivers for role in rung}
    found = (
        (
            not timedelta(0) < school.limits.acknowledge <= LONGEST_ACKNOWLEDGE,
            "limits.acknowledge: at most 2 hours (a profile may shorten a limit, never lengthen it)",
        ),
        (
            not timedelta(0) < school.limits.in_danger <= LONGEST_IN_DANGER,
            "limits.in_danger: at most 15 minutes",
        ),
        (
            school.calendar.opens > time(8) or school.calendar.closes < time(16),
            "hours: 08:00 to 16:00 at least; shorter hours would lengthen every limit",
        ),
        (
            not {"principal", "deputy"} <= set(school.leadership),
            "leadership: rektor and stedfortreder always belong to the school's leadership",
        ),
        (not set(school.leadership) <= LEADING, f"leadership: may hold {', '.join(sorted(LEADING))}"),
        (
            not (school.receivers and "principal" in school.receivers[0]),
            "receivers: rektor must be among the first who are told (§ 12-4)",
        ),
        (not rungs <= RECEIVING, f"receivers: may hold {', '.join(sorted(RECEIVING))}"),
        (not all(school.receivers), "receivers: a rung with nobody on it"),
        (not set(school.direct) <= TOPICS, f"direct: may hold {', '.join(sorted(TOPICS))}"),
        (not set(school.adults) <= CHOOSABLE, f"adults: may hold {', '.join(sorted(CHOOSABLE))}"),
        (not set(school.channels) <= CHANNELS, f"channels: may hold {', '.join(sorted(CHANNELS))}"),
        (not set(school.leader_cases) <= OWNER_ROLES, f"leader_cases: may hold {', '.join(sorted(OWNER_ROLES))}"),
        (not set(school.owner_notice.to) <= OWNER_ROLES, f"owner_notice.to: may hold {', '.join(sorted(OWNER_ROLES))}"),
        (not set(school.archive.items) <= set(ARCHIVABLE), f"archive.items: may hold {', '.join(ARCHIVABLE)}"),
        (
            not {school.owner_notice.serious_by} - {""} <= SERIOUS_BY,
            f"owner_notice.serious_by: may be {', '.join(sorted(SERIOUS_BY))}",
        ),
        (school.plan.within is not None and school.plan.within < 1, "plan.within: at least 1 virkedag"),
        (not _is_plain(school.plan.label), "plan.label: letters, spaces and hyphens only; it stands on buttons"),
        (
            not all(set(task.by) <= TASKED for task in school.tasks),
            f"tasks: `by` may hold {', '.join(sorted(TASKED))}",
        ),
        (not all(t.when in OCCASIONS for t in school.tasks), f"tasks: `when` is one of {', '.join(OCCASIONS)}"),
    )
    return tuple(why for wrong, why in found if wrong)


def _is_plain(label: Text | None) -> bool:
    """Whether a client can read it as nothing but words."""
    said = (label.in_(language) for language in LANGUAGES) if label else ()
    return all(words.replace(" ", "").replace("-", "").isalpha() for words in said)


def missing(school: School) -> str:
    """What the deployment must still say of this school before it can be served; empty when nothing."""
    if not school.phone:
        return "phone: must be given; it is what the bot prints when it cannot save a report"
    return "" if school.owner.contact else "owner_contact: must be given (§ 12-5 second paragraph)"
