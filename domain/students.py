"""What a student comes for, and before they send: who gets it, who sees their name, whom they can talk to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain import access
from domain.case import Case, Route, Status
from domain.people import Person, PersonId, Register, Role
from domain.report import ByStaff
from domain.routing import Rung, is_deliverable, ladder, route_for
from domain.text import Text
from domain.workdays import oslo_day


class Kind(StrEnum):
    """What a student has come for."""

    SELF = "self"
    WORRIED = "worried"
    TALK = "talk"


KINDS: Mapping[Kind, Text] = {
    Kind.SELF: Text("Jeg har det ikke bra", "Eg har det ikkje bra", "I am not doing well"),
    Kind.WORRIED: Text("Jeg er bekymret for noen", "Eg er uroleg for nokon", "I am worried about somebody"),
    Kind.TALK: Text(
        "Jeg vil bare snakke med en voksen", "Eg vil berre snakke med ein vaksen", "I just want to talk to an adult"
    ),
}


def kind_of(word: str) -> Kind:
    """The one that was said; where nothing we know was, the one that asks whom it is about."""
    return Kind(word) if word in set(Kind) else Kind.WORRIED


@dataclass(frozen=True, slots=True)
class Start:
    """The card that a student begins at: the same for everybody."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where a report would go if it were sent now. `first`: those told at once; nobody where the owner does not
    receive here (ruling 2). `past_the_school`: none of its leaders may have it (§ 12-5 second paragraph)."""

    first: Rung
    past_the_school: bool
    delivers: bool


def way(by_staff: ByStaff, accused: frozenset[PersonId], school: str, register: Register, now: datetime) -> Way:
    route = route_for(by_staff, accused, school, register)
    case = Case("", "", school, "", "", route, False, now, Status.RECEIVED, accused=accused)
    rungs = ladder(case, register, oslo_day(now))
    delivers = is_deliverable(route, register.schools[school], rungs)
    return Way(rungs[0] if delivers and rungs else (), route is Route.LEADER, delivers)


def adults(way: Way, accused: frozenset[PersonId], school: str, register: Register) -> tuple[Person, ...]:
    """Those a student may choose, in the order of the school's roles, then by name: nobody accused, no leader where
    a leader is or may be, and a guest only where she keeps what she is told to herself. Where nobody gets it, only such
    a one can be wished for."""
    out = accused.union(p.id for p in register.leadership(school)) if way.past_the_school else accused
    roles = [Role(role) for role in register.schools[school].adults]
    roles = [role for role in roles if way.delivers or role is Role.SCHOOL_NURSE]
    found = (p for role in roles for p in _holding(role, school, register) if p.id not in out)
    return tuple(dict.fromkeys(found))


def _holding(role: Role, school: str, register: Register) -> list[Person]:
    holders = (p for p in register.workers(school) if p.holds(school, role))
    return [p for p in holders if not p.guest or role is Role.SCHOOL_NURSE]


def keeps_to_herself(who: PersonId, school: str, register: Register) -> bool:
    """Whether `who` is bound by a confidentiality of her own towards students (ruling 8)."""
    person = register.person(who)
    return person is not None and person.holds(school, Role.SCHOOL_NURSE)


def openers(way: Way, accused: frozenset[PersonId], school: str, register: Register) -> tuple[Person, ...]:
    """Those who can open a name that is held apart: rektor and the deputy, past the school the owner's people."""
    found = (register.person(who) for who in access.openers(school, register, way.past_the_school, accused))
    return tuple(p for p in found if p)
