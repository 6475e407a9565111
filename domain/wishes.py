"""A student's wish to talk with one who is bound by a confidentiality of her own: no story, and no case (ruling 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from domain.people import PersonId
from domain.workdays import OSLO, Calendar, add_working_days, oslo_day

REMINDERS = 3  # at most, one each working day


class Ring(StrEnum):
    """Which card it is."""

    NEW = "new"
    REMINDER = "reminder"
    ELSEWHERE = "elsewhere"  # to the student: no time has been set, and where else to go


@dataclass(frozen=True, slots=True)
class Wish:
    """`adult` alone learns whose it is. `met_at`: when she has said that they have talked, or that a time is set."""

    id: str
    school: str
    student: PersonId
    student_name: str
    adult: PersonId
    wished_at: datetime
    met_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WishCard:
    """What stands in a chat: that a student wants to talk, and not who. `closed`: it is no longer the reader's."""

    wish: str
    ring: Ring
    phone: str
    met_at: datetime | None = None
    closed: bool = False


def ring_at(wish: Wish, n: int, calendar: Calendar) -> datetime:
    """The same time of day on the `n`-th working day after it, within school hours."""
    wished = wish.wished_at.astimezone(OSLO).time()
    clock = min(max(wished, calendar.opens), calendar.closes)
    day = add_working_days(oslo_day(wish.wished_at), n, calendar)
    return datetime.combine(day, clock, OSLO).astimezone(UTC)
