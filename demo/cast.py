"""Who is shown at a school: side by side its teacher and those whom the teacher's reports can reach, a student, and
the adults whom the student may choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from domain.people import Person, Register, Role
from domain.profile import NEAREST_LEADER, School

People = tuple[Person, ...]


def cast(school: School, register: Register) -> tuple[tuple[Person, Role], ...]:
    """The teacher, rektor, stedfortreder, those whom the school's plan names beside them, and the owner's.

    Each person once, with their foremost role there.
    """
    teacher = register.holders(school.id, Role.CONTACT_TEACHER)[0]
    led = register.holders(school.id, Role.PRINCIPAL) + register.holders(school.id, Role.DEPUTY)
    named = (p for rung in school.receivers for role in rung for p in _WHO[role](school, register, teacher))
    shown = _once((teacher, *led, *named, *_owners(school, register)))
    return tuple((person, foremost(person, school)) for person in shown)


def student(school: School, register: Register) -> Person:
    return register.holders(school.id, Role.STUDENT)[0]


def adults(school: School, register: Register) -> tuple[tuple[Person, Role], ...]:
    """Whom a student may choose to talk with and who is not shown side by side, guests too: in the roles' order."""
    shown = {person.id for person, _ in cast(school, register)}
    here = register.workers(school.id)
    found = _once(p for role in school.adults for p in here if p.holds(school.id, Role(role)))
    return tuple((person, foremost(person, school)) for person in found if person.id not in shown)


def colleague(teacher: Person, register: Register) -> Person:
    """Somebody else who works there, whose message in another chat the teacher reports."""
    (school,) = teacher.schools
    return next(p for p in register.holders(school, Role.SUBJECT_TEACHER, Role.STAFF) if p.id != teacher.id)


def foremost(person: Person, school: School) -> Role:
    return next(role for role in Role if person.holds(school.id, role))


def _owners(school: School, register: Register) -> People:
    """Who is told first at the owner, and those whom the plan says must be told there."""
    first, *others = register.owners(school.id)
    wanted = [Role(role) for role in (*school.owner_notice.to, *school.leader_cases)]
    return (first, *(p for p in others if p.holds(school.id, *wanted)))


def _nearest_leader(school: School, register: Register, teacher: Person) -> People:
    leader = register.person(teacher.leader)
    return (leader,) if leader else ()


def _department_heads(school: School, register: Register, teacher: Person) -> People:
    """The teacher's own; all of them where that is nobody."""
    heads = register.holders(school.id, Role.DEPARTMENT_HEAD)
    return tuple(p for p in heads if p.id == teacher.leader) or heads


def _holders(role: Role) -> Callable[[School, Register, Person], People]:
    return lambda school, register, teacher: register.holders(school.id, role)


_WHO: Mapping[str, Callable[[School, Register, Person], People]] = {
    "principal": _holders(Role.PRINCIPAL),
    "deputy": _holders(Role.DEPUTY),
    "student_services": _holders(Role.STUDENT_SERVICES),
    "department_head": _department_heads,
    NEAREST_LEADER: _nearest_leader,
}


def _once(people: Iterable[Person]) -> People:
    return tuple({p.id: p for p in people}.values())
