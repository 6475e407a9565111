"""Who a report comes from and by which door, and how much of them the school sees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.people import PersonId


class Teller(StrEnum):
    """What whoever tells is to the school."""

    STAFF = "staff"
    STUDENT = "student"
    PARENT = "parent"


class Door(StrEnum):
    """Where it was told. A Teams chat is signed in: the service always knows who it is at the moment of receipt."""

    TEAMS = "teams"
    PAGE = "page"  # the school's open page, without sign-in


class Naming(StrEnum):
    """How much of the teller the school sees."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"  # the name is held apart: `Behind`
    UNNAMED = "unnamed"  # nobody knows it here; the open page alone


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from. `about_self`: a student tells of themself, "eleven seier sjølv" (§ 12-4, E17)."""

    teller: Teller = Teller.STAFF
    door: Door = Door.TEAMS
    naming: Naming = Naming.NAMED
    about_self: bool = False

    @property
    def by_student(self) -> bool:
        return self.teller is Teller.STUDENT

    @property
    def is_open(self) -> bool:
        """Whether the school sees who has told."""
        return self.naming is Naming.NAMED

    @property
    def is_identified(self) -> bool:
        """Whether somebody signed in stands behind it, or a person whom nobody here has met."""
        return self.door is Door.TEAMS


BY_STAFF = Origin()


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind a report whose author's name is held apart. `author` is what the report calls them.

    `here`: they chose to see it among their own in Teams, and to be told there, without content, when there is news.
    """

    author: PersonId
    person: PersonId
    name: str
    here: bool = False
