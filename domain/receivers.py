"""Who a school's plan names as receivers of a case, before anybody is shut out or away."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise

from domain.case import Case, Route
from domain.people import OWNER, Person, PersonId, Register, Role
from domain.profile import NEAREST_LEADER, School

People = tuple[Person, ...]


def way(case: Case, register: Register) -> Route:
    """The way the case goes now: past the school's leaders also when somebody accused has become one since (E4)."""
    leads = any(register.is_leader(who, case.school) for who in case.accused)
    return Route.LEADER if leads else case.route


def named(case: Case, register: Register) -> tuple[People, ...]:
    """The rungs of the case's way, without the owner's (ruling 18).

    Ordinary: as the school's plan says. An employee accused, or a topic the plan sends direct: rektor, and the deputy
    as acting rektor, nobody else. A leader accused: nobody at the school.
    """
    route = way(case, register)
    if route is Route.LEADER:
        return ()
    school = register.schools[case.school]
    rungs = school.receivers if route is Route.ORDINARY else (("principal",), ("deputy",))
    return tuple(_together([_WHO[role](case, register) for role in rung]) for rung in rungs)


def owners(case: Case, register: Register) -> People:
    """The owner's people in the order they are told; in a leader case those first whom the plan names (S4-9)."""
    people = register.owners(case.school)
    first = register.schools[case.school].leader_cases if way(case, register) is Route.LEADER else ()
    return tuple(sorted(people, key=lambda p: not p.holds(case.school, *map(Role, first))))


def everybody(school: School, register: Register) -> People:
    """All who may be told of some case at `school`: those an installation must be able to reach."""
    roles = [Role(role) for rung in school.receivers for role in rung if role != NEAREST_LEADER]
    held = register.holders(school.id, *roles, Role.DEPUTY, *OWNER)
    if not any(NEAREST_LEADER in rung for rung in school.receivers):
        return held
    leaders = {p.leader for p in register.workers(school.id)} - {""}
    return _together([held, tuple(p for p in register.workers(school.id) if p.id in leaders and not p.guest)])


def may_receive(who: PersonId, school: School, register: Register) -> bool:
    """Whether `who` may be told of some case at `school`: those may write down what they are told there (E15)."""
    return any(p.id == who for p in everybody(school, register))


def _nearest_leader(case: Case, register: Register) -> People:
    """It follows from the reporter (ruling 13); a leader who works at another school is none here."""
    reporter = register.person(case.reporter)
    leader = register.person(reporter.leader) if reporter else None
    here = leader is not None and case.school in leader.schools and not leader.guest
    return (leader,) if leader and here else ()


def _department_head(case: Case, register: Register) -> People:
    """It follows from the student (ruling 13): the head whose class stands with the student's name."""
    written = _classes(case.student)
    heads = register.holders(case.school, Role.DEPARTMENT_HEAD)
    return tuple(p for p in heads if written & {_plain(name) for name in p.classes})


def of_student(role: Role, case: Case, register: Register) -> People:
    """Those with this role for the student: whose class stands with the name; all of them when nobody's does."""
    written, people = _classes(case.student), register.holders(case.school, role)
    theirs = tuple(p for p in people if written & {_plain(name) for name in p.classes})
    return theirs or people


def _classes(student: str) -> frozenset[str]:
    """Every word of what was written, and every two that stand together: "2 STB" is 2STB."""
    words = re.findall(r"\w+", student.casefold())
    return frozenset(words) | {a + b for a, b in pairwise(words)}


def _plain(name: str) -> str:
    return "".join(re.findall(r"\w+", name.casefold()))


def _holders(role: Role) -> Callable[[Case, Register], People]:
    return lambda case, register: register.holders(case.school, role)


_WHO: Mapping[str, Callable[[Case, Register], People]] = {
    "principal": _holders(Role.PRINCIPAL),
    "deputy": _holders(Role.DEPUTY),
    "student_services": _holders(Role.STUDENT_SERVICES),
    "department_head": _department_head,
    NEAREST_LEADER: _nearest_leader,
}


def _together(groups: list[People]) -> People:
    """Each person once, in order."""
    return tuple({p.id: p for group in groups for p in group}.values())
