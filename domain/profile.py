"""A school as its file describes it, and the check that it is never looser than the law."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta

from domain.workdays import Calendar

LONGEST_ACKNOWLEDGE = timedelta(hours=2)  # counted in school hours: the default, which a profile may shorten
LONGEST_IN_DANGER = timedelta(minutes=15)  # wall time, day and night

# The roles that can be leadership. The owner's contacts and students never can.
LEADING = frozenset({"principal", "deputy", "assistant_principal", "department_head", "student_services"})
LEADERSHIP = ("principal", "deputy", "assistant_principal", "department_head")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a receiver has before the next one is told (school hours), and in danger (wall time)."""

    acknowledge: timedelta = LONGEST_ACKNOWLEDGE
    in_danger: timedelta = LONGEST_IN_DANGER


@dataclass(frozen=True, slots=True)
class Owner:
    """The school's owner: the county. `contact` is what the card prints when a person must call or write.

    `receives_leader_cases` is the owner's recorded agreement to take § 12-5 second paragraph reports here.
    """

    name: str
    contact: str
    receives_leader_cases: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number shown in danger: what it is for and the number as dialled."""

    label: str
    number: str


@dataclass(frozen=True)
class School:
    """One school's rules and words; never a person."""

    id: str
    name: str
    owner: Owner
    phone: str
    emergency: tuple[Number, ...] = ()
    limits: Limits = field(default_factory=Limits)
    calendar: Calendar = field(default_factory=Calendar)
    leadership: tuple[str, ...] = LEADERSHIP


def faults(school: School) -> tuple[str, ...]:
    """Why this profile may not be used, in plain words; empty when it may."""
    found = (
        (not school.phone, "phone: must be given; it is what the bot prints when it cannot save a report"),
        (not school.owner.contact, "owner.contact: must be given (§ 12-5 second paragraph)"),
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
    )
    return tuple(why for wrong, why in found if wrong)
