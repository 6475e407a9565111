"""Worlds for the oracle: two tenants with people of every kind at the five schools, and a case with any history.

A world is made to land in one cell of ruling 18, and much in it is left to chance all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from domain.access import acts_as_head
from domain.case import HEAD, Case, Event, Happened, Route, Status
from domain.people import OWNER, Absence, Person, PersonId, Post, Register, Role
from domain.status import ENDED, IN_HAND
from domain.tasks import Work, given
from storage.profiles import load_schools
from tests.builders import MONDAY, TEN

SCHOOLS, _ = load_schools(Path(__file__).resolve().parents[2] / "schools")
STUDENTS = ("Ola Dal 2STA", "Eva Lid, 2 stb", "noen i 1PBA", "Ola Dal", "")
_CLASSES = ("2STA", "2STB", "1PBA", "3STA")
_RECEIVING = (Role.DEPARTMENT_HEAD, Role.STUDENT_SERVICES, Role.ASSISTANT_PRINCIPAL, *OWNER)
_DAY = timedelta(1)


@dataclass(frozen=True)
class World:
    """A case in the first tenant, whose people were as in `then` when it happened and are as in `now` on `day`."""

    case: Case
    then: Register
    now: Register
    day: date
    there: Register  # the other tenant's
    asked: tuple[PersonId, ...]  # everybody of this tenant, some of the other, and one of neither


def worlds(cells: Iterable[tuple[str, str, str]], rounds: int, seed: int) -> Iterator[World]:
    """`rounds` worlds for each cell (school, way, whether rektor and the deputy are there); the same every time."""
    dice, cells = Random(seed), tuple(cells)
    for _ in range(rounds):
        for school, way, state in cells:
            yield _world(dice, school, Route(way), state)


def _world(dice: Random, school: str, route: Route, state: str) -> World:
    day = MONDAY + dice.randrange(3) * _DAY
    here, there = _people(dice, "a", school, state, day), _people(dice, "b", school, "PP", day)
    strangers = dice.sample([p.id for p in there], 5)
    _share(dice, here, there)
    now = Register(SCHOOLS, {p.id: p for p in here})
    then = now if dice.random() < 0.5 else Register(SCHOOLS, {p.id: _changed(dice, p, school, here) for p in here})
    asked = (*dict.fromkeys((*now.people, *strangers)), "nobody")
    other = Register(SCHOOLS, {p.id: p for p in there})
    return World(_case(dice, school, route, now, then, asked), then, now, day, other, asked)


def _people(dice: Random, tenant: str, school: str, state: str, day: date) -> list[Person]:
    """Rektor and the deputy as the cell has them, those whom plans name, and others with any posts anywhere."""
    heads = zip((Role.PRINCIPAL, Role.DEPUTY), state, strict=True)
    found = [_person(dice, f"{tenant}/{role}", {Post(school, role)}, _away(how, day)) for role, how in heads]
    found = [p for p, how in zip(found, state, strict=True) if how != "-" or dice.random() < 0.5]
    for n in range(13):
        role = dice.choice(_RECEIVING) if n < 7 else dice.choice(tuple(Role))
        heads = role in (Role.PRINCIPAL, Role.DEPUTY)
        posts = {Post(school if dice.random() < (0.2 if heads else 0.85) else dice.choice(tuple(SCHOOLS)), role)}
        found.append(_person(dice, f"{tenant}/{n}", posts, _away(dice.choice("PPPPP?-"), day)))
    ids = [p.id for p in found]
    dice.shuffle(found)
    return [replace(p, leader=dice.choice(ids)) if dice.random() < 0.6 else p for p in found]


def _person(dice: Random, id_: PersonId, posts: set[Post], away: tuple[Absence, ...]) -> Person:
    more = {Post(dice.choice(tuple(SCHOOLS)), dice.choice(tuple(Role)))} if dice.random() < 0.25 else set()
    classes = frozenset(dice.sample(_CLASSES, dice.randint(0, 3)))
    return Person(id_, "", frozenset(posts | more), dice.random() < 0.06, away, classes=classes)


def _away(how: str, day: date) -> tuple[Absence, ...]:
    """As the cell says on `day`; whatever may be on other days."""
    before = Absence(day - 9 * _DAY, day - 2 * _DAY)
    return {"P": (before,), "?": (before, Absence(day, day, partly=True)), "-": (Absence(day - _DAY, day + _DAY),)}[how]


def _share(dice: Random, here: list[Person], there: list[Person]) -> None:
    """Some are known in both tenants, as another in each: often rektor in one and a guest in the other."""
    for one, other in ((here, there), (there, here)):
        for person in dice.sample(one, 2):
            other.append(replace(dice.choice(other), id=person.id, guest=dice.random() < 0.5))


def _changed(dice: Random, person: Person, school: str, people: list[Person]) -> Person:
    """As somebody was before: most as they are now, others with another post, as a guest, away, or led by another."""
    if dice.random() < 0.75:
        return person
    roles = (Role.PRINCIPAL, Role.DEPUTY, *_RECEIVING)
    return dice.choice((
        replace(person, posts=frozenset()),
        replace(person, posts=frozenset({Post(school, dice.choice(roles))})),
        replace(person, posts=person.posts | {Post(school, dice.choice(roles))}),
        replace(person, guest=not person.guest),
        replace(person, away=() if person.away else (Absence(MONDAY - _DAY, MONDAY + 5 * _DAY),)),
        replace(person, leader=dice.choice(people).id),
    ))  # fmt: skip


def _registered(dice: Random, asked: Sequence[PersonId]) -> tuple[Happened, ...]:
    """Now and then another has written it down (E15)."""
    return (Happened(TEN, Event.REGISTERED, dice.choice(asked), "phone"),) if dice.random() < 0.6 else ()


def _case(dice: Random, school: str, route: Route, now: Register, then: Register, asked: Sequence[PersonId]) -> Case:
    leaders = [p.id for p in now.leadership(school)]
    if route is Route.LEADER and leaders and dice.random() < 0.5:
        route, accused = dice.choice((Route.ORDINARY, Route.EMPLOYEE)), frozenset((dice.choice(leaders),))  # since (E4)
    else:
        accused = _accused(dice, route, asked)
    reporter = dice.choice((*accused, *asked)) if dice.random() < 0.2 else dice.choice(asked)
    case = Case(
        id="case", reference="2026-K7Q4M", school=school, report="report", reporter=reporter, route=route,
        danger=False, told_at=TEN, status=Status.RECEIVED, student=dice.choice(STUDENTS), accused=accused,
        history=(Happened(TEN, Event.TOLD, reporter), *_registered(dice, asked)),
    )  # fmt: skip
    for roles, likely in (((Role.PRINCIPAL, Role.DEPUTY), 0.9), (_RECEIVING, 0.6)):
        told = (p.id for p in now.holders(school, *roles) if dice.random() < likely)
        case = case.after(*(Happened(TEN, Event.ALERTED, who) for who in told))
    for n in range(dice.choice((0, 0, 0, 1, 2, 4, 8))):
        case = case.after(_happened(dice, case, then, asked, n))
    if case.told and dice.random() < 0.5:
        case = _taken_and_handed_on(dice, case, asked)
    return replace(_notified(case, now, asked), status=_status(dice, case))


def _notified(case: Case, register: Register, asked: Sequence[PersonId]) -> Case:
    """Now and then some at the owner, and others who may have been there, have got a notice. The die is its own."""
    dice = Random(f"{case.history}")
    some = [p.id for p in register.owners(case.school)] + dice.sample(asked, 3)
    return case.after(*(Happened(TEN, Event.OWNER_SENT, who, "owner") for who in some if dice.random() < 0.3))


def _taken_and_handed_on(dice: Random, case: Case, among: Sequence[PersonId]) -> Case:
    """Somebody has taken it, and has given some tasks."""
    at = TEN + timedelta(hours=45)
    taken = Happened(at, "acknowledge", dice.choice(sorted(case.told)))
    works = (dice.choice((Work.HANDLE, *Work)) for _ in range(8))
    tasks = (given(f"t{n}", work, dice.choice(among), MONDAY, at) for n, work in enumerate(works, 3))
    return case.after(taken, *tasks)


def _accused(dice: Random, route: Route, asked: Sequence[PersonId]) -> frozenset[PersonId]:
    """Nobody, or one or two of anybody."""
    likely = 0.05 if route in (Route.ORDINARY, Route.DIRECT) else 0.4
    return frozenset(dice.sample(asked, dice.choice((1, 1, 2))) if dice.random() < likely else ())


def _happened(dice: Random, case: Case, then: Register, among: Sequence[PersonId], n: int) -> Happened:
    """One more thing: an alert to anybody, what somebody does who was told, now and then something odd."""
    at = TEN + n * timedelta(hours=5)
    what = dice.choices(
        (Event.ALERTED, Event.DELIVERED, Event.REMINDED, Event.ROUTED, Event.TASKED, "acknowledge", "open", "recuse"),
        (3, 1, 1, 1, 4, 4, 2, 2),
    )[0]  # fmt: skip
    if what == Event.TASKED:
        return _tasked(dice, case, among, at)
    if what in (Event.REMINDED, Event.ROUTED):
        return Happened(at, what, None, case.route if what == Event.ROUTED else "")
    told = tuple(case.told) if what != Event.ALERTED and dice.random() < 0.8 else ()
    who = dice.choice(sorted(told) or among)
    acting = what == "recuse" and acts_as_head(who, case.school, at, then)
    return Happened(at, what, who, HEAD if acting else "")


def _tasked(dice: Random, case: Case, among: Sequence[PersonId], at: datetime) -> Happened:
    """A task of any kind to anybody; now and then one of two goes to another, is done or is taken back."""
    id_, ended = dice.choice(("t1", "t2")), dice.choice(("", "", "", "", "finish_task", "drop_task"))
    if ended:
        return Happened(at, ended, case.reporter, id_)
    return given(id_, dice.choice((Work.HANDLE, *Work)), dice.choice(among), MONDAY, at)


def _status(dice: Random, case: Case) -> Status:
    """As its history has it; now and then as something later may have left it."""
    if case.route is Route.LEADER and dice.random() < 0.6:
        return dice.choice((Status.UNDELIVERED, Status.OWNER_TOLD))
    if dice.random() < 0.25:
        return dice.choice(tuple(Status))
    if case.people("acknowledge") and dice.random() < 0.6:
        return dice.choice(sorted(IN_HAND | ENDED))
    return Status.ACKNOWLEDGED if case.people("acknowledge") else Status.RECEIVED
