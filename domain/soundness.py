"""What is missing or contradictory in schools and people, in plain words for the one who must mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain import receivers
from domain.case import Case, Route, Status
from domain.people import OWNER, ROLE_WORDS, Person, Register, Role
from domain.profile import NEAREST_LEADER, School, missing
from domain.workdays import start_of_day

LOOK_AHEAD = timedelta(days=14)
OWNER_CONTACTS = 2  # so that silence of one is not silence


@dataclass(frozen=True, slots=True)
class Flaw:
    """`stops`: a report could fail to reach the right person; otherwise it is worth a look."""

    school: str
    words: str
    stops: bool


Check = Callable[[School, Register, date], Iterator[tuple[bool, str]]]


def flaws(register: Register, today: date) -> tuple[Flaw, ...]:
    """Of the schools that are served; what keeps a school from being served is told when it is read."""
    return tuple(
        Flaw(school.id, words, stops)
        for school in register.schools.values()
        for check in CHECKS
        for stops, words in check(school, register, today)
    )


def lacking(register: Register, school: str, awaiting: bool = False) -> str:
    """What must be there before anybody can tell, in words; empty when it is. A guest counts for nobody.

    Whoever is to be rektor by a group of the directory may come later: until then the owner's people are told.
    `awaiting`: so may the owner's.
    """
    found = register.schools[school]
    if why := missing(found):
        return why
    if not register.holders(school, Role.PRINCIPAL) and not found.directory.names(Role.PRINCIPAL):
        return "nobody is its principal"
    owners = len(register.owners(school))
    is_enough = owners >= OWNER_CONTACTS or (awaiting and found.directory.names(*OWNER))
    return "" if is_enough else f"it needs at least {OWNER_CONTACTS} owner contacts and has {owners}"


def _a_rektor(school: School, register: Register, _: date) -> Iterator[tuple[bool, str]]:
    if not register.holders(school.id, Role.PRINCIPAL):
        yield True, "nobody is rektor: its groups are to say who is, and the directory has named nobody"


def _one_rektor(school: School, register: Register, _: date) -> Iterator[tuple[bool, str]]:
    heads = register.holders(school.id, Role.PRINCIPAL)
    if len(heads) > 1:
        yield False, f"{len(heads)} people are rektor; each of them gets every report, and either may answer"


def _a_deputy(school: School, register: Register, _: date) -> Iterator[tuple[bool, str]]:
    heads, deputies = register.holders(school.id, Role.PRINCIPAL), register.holders(school.id, Role.DEPUTY)
    if not deputies:
        yield False, "nobody is stedfortreder; when rektor is away, reports go past the post"
    if deputies and all(p in heads for p in deputies):
        yield True, "stedfortreder is the same person as rektor; nobody has the case when rektor is away"


def _owners_outside(school: School, register: Register, _: date) -> Iterator[tuple[bool, str]]:
    """Who leads the school is shut out of a report about its leaders, and then cannot be the owner's contact in it."""
    inside = [p for p in register.owners(school.id) if register.is_leader(p.id, school.id)]
    if inside:
        yield True, f"{len(inside)} of the owner's contacts also lead the school; reports about leaders pass them by"


def _roles_of_the_plan(school: School, register: Register, _: date) -> Iterator[tuple[bool, str]]:
    wanted = {role for rung in school.receivers for role in rung} - {"principal", "deputy", NEAREST_LEADER}
    for role in sorted({*wanted, *school.leader_cases, *school.owner_notice.to}):
        if not register.holders(school.id, Role(role)):
            yield False, f"the plan names {ROLE_WORDS[Role(role)].nb}, and nobody has that post"


def _alternatives(school: School, register: Register, _: date) -> Iterator[tuple[bool, str]]:
    named = {role for rung in school.receivers for role in rung}
    if NEAREST_LEADER in named and not any(p.leader for p in register.workers(school.id)):
        yield False, "the plan names nærmeste leder, and nobody's `leader` is given"
    heads = register.holders(school.id, Role.DEPARTMENT_HEAD)
    if Role.DEPARTMENT_HEAD in named and heads and not any(p.classes for p in heads):
        yield False, "the plan names the student's avdelingsleder, and no avdelingsleder has `classes`"


def _leaders_known(school: School, register: Register, _: date) -> Iterator[tuple[bool, str]]:
    unknown = sum(1 for p in register.workers(school.id) if p.leader and register.person(p.leader) is None)
    if unknown:
        yield False, f"{unknown} people have a `leader` who is not in the file"


def _guests(school: School, register: Register, _: date) -> Iterator[tuple[bool, str]]:
    receiving = (Role.PRINCIPAL, Role.DEPUTY, *OWNER)
    guests = [p for p in register.people.values() if p.guest and p.holds(school.id, *receiving)]
    if guests:
        yield False, f"{len(guests)} guests have a post that receives reports; guests never do"


def _adults(school: School, register: Register, _: date) -> Iterator[tuple[bool, str]]:
    """What a student tells reaches rektor or the owner all the same; there is only nobody else to choose."""
    roles = [Role(role) for role in school.adults]
    if not any(p.holds(school.id, *roles) for p in register.workers(school.id)):
        yield False, "nobody has a post that a student may choose to talk with"


def _somebody_there(school: School, register: Register, today: date) -> Iterator[tuple[bool, str]]:
    """The school's own receivers all away: lawful, and the owner is told at once; worth knowing beforehand (E8)."""
    days = (today + timedelta(days=n) for n in range(LOOK_AHEAD.days))
    if gone := [day for day in days if not _present(school, register, day)]:
        yield False, f"everybody who receives there is away on {gone[0]:%d.%m.%Y}; the owner is told at once then"


def _agreement(school: School, register: Register, _: date) -> Iterator[tuple[bool, str]]:
    """Ruling 2: such a report waits for its author to tell the owner."""
    if not school.owner.receives_leader_cases:
        yield False, "the owner has not agreed to take reports about leaders here; such a report is kept for its author"


def _present(school: School, register: Register, day: date) -> tuple[Person, ...]:
    case = Case("", "", school.id, "", "", Route.ORDINARY, False, start_of_day(day), Status.RECEIVED)
    return tuple(p for rung in receivers.named(case, register) for p in rung if not p.is_away(day))


CHECKS: tuple[Check, ...] = (
    _a_rektor, _one_rektor, _a_deputy, _owners_outside, _roles_of_the_plan, _alternatives, _leaders_known, _guests,
    _adults, _somebody_there, _agreement,
)  # fmt: skip
