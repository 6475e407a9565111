"""One line makes a sensible thing. Every name is invented: Fjellvik videregående skole and those who work there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.access import acts_as_head
from domain.case import HEAD, Case, Event, Happened, Reason, Route, Status
from domain.people import Absence, Person, PersonId, Post, Register, Role
from domain.profile import Directory, Number, Owner, School
from domain.report import ByStaff, Report
from domain.workdays import OSLO, Calendar
from storage.holidays import public_holidays

FJELLVIK = "fjellvik"

RANDI = "00000000-0000-4000-8000-000000000001"  # rektor
DAG = "00000000-0000-4000-8000-000000000002"  # stedfortreder
TOR = "00000000-0000-4000-8000-000000000003"  # lærer
UNNI = "00000000-0000-4000-8000-000000000004"  # owner's contact
KARI = "00000000-0000-4000-8000-000000000005"  # owner's contact
LIV = "00000000-0000-4000-8000-000000000006"  # avdelingsleder
NORA = "00000000-0000-4000-8000-000000000007"  # kontaktlærer
EMIL = "00000000-0000-4000-8000-000000000008"  # elev
GURO = "00000000-0000-4000-8000-000000000009"  # a guest who works there (helsesykepleier)

NAMES: Mapping[PersonId, str] = {
    RANDI: "Randi Ås",
    DAG: "Dag Lund",
    TOR: "Tor Vik",
    UNNI: "Unni Berg",
    KARI: "Kari Moe",
    LIV: "Liv Haug",
    NORA: "Nora Eide",
    EMIL: "Emil Strand",
    GURO: "Guro Nes",
}
_ROLES: Mapping[PersonId, Role] = {
    RANDI: Role.PRINCIPAL,
    DAG: Role.DEPUTY,
    TOR: Role.STAFF,
    UNNI: Role.OWNER_CONTACT,
    KARI: Role.OWNER_CONTACT,
    LIV: Role.DEPARTMENT_HEAD,
    NORA: Role.CONTACT_TEACHER,
    EMIL: Role.STUDENT,
    GURO: Role.STAFF,
}


def at(clock: str = "10:00", day: str = "2026-11-23") -> datetime:
    """That time in Oslo on a day, in UTC; ordinarily a Monday in school hours."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=OSLO).astimezone(UTC)


MONDAY = date(2026, 11, 23)
TEN = at()


def a_calendar(**but: Any) -> Calendar:
    """Ordinary hours and Norway's public holidays; nobody is ever away."""
    return Calendar(**{"holidays": public_holidays(), **but})


def a_school(id_: str = FJELLVIK, *, agreed: bool = True, **but: Any) -> School:
    """Fjellvik, whose owner has agreed to take leader cases unless told otherwise."""
    owner = Owner("Fjellvik fylkeskommune", "områdedirektøren, 99 88 77 66", receives_leader_cases=agreed)
    school = School(
        id=id_, name="Fjellvik videregående skole", owner=owner, phone="99 11 22 33", calendar=a_calendar(),
        emergency=(Number("Skolens vakttelefon", "99 44 55 66"),),
    )  # fmt: skip
    return replace(school, **but)


def with_groups(register: Register, school: str = FJELLVIK, *, education: bool = False, **groups: str) -> Register:
    """`principal="group-1"`: whoever is in that group of the tenant's directory is rektor at the school."""
    directory = Directory(tuple(groups.items()), education)
    found = replace(register.schools[school], directory=directory)
    return replace(register, schools={**register.schools, school: found})


def a_person(id_: PersonId = TOR, *roles: Role, school: str = FJELLVIK, **but: Any) -> Person:
    """Somebody by the id of one of the above (or a new one), in their usual role unless others are given."""
    held = roles or (_ROLES.get(id_, Role.STAFF),)
    person = Person(id_, NAMES.get(id_, f"Person {id_}"), frozenset(Post(school, r) for r in held), guest=id_ == GURO)
    return replace(person, **but)


def away(*days: date, partly: bool = False) -> tuple[Absence, ...]:
    """Absent from the first to the last of these days; a whole year around the usual Monday when none is given."""
    first, last = (min(days), max(days)) if days else (MONDAY - timedelta(180), MONDAY + timedelta(180))
    return (Absence(first, last, partly),)


def a_register(
    *instead: Person, school: School | None = None, without: Iterable[PersonId] = (), **schools: School
) -> Register:
    """Everybody at Fjellvik; `instead` replaces those with the same id or joins them."""
    school = school or a_school()
    people = {id_: a_person(id_) for id_ in NAMES} | {p.id: p for p in instead}
    return Register({school.id: school} | schools, {i: p for i, p in people.items() if i not in set(without)})


def a_recusal(who: PersonId, when: datetime = TEN, register: Register | None = None) -> Happened:
    """Somebody answered that they are inhabil, with what they were just then."""
    head = acts_as_head(who, FJELLVIK, when, register or a_register())
    return Happened(when, "recuse", who, HEAD if head else "")


def alerted(*who: PersonId, when: datetime = TEN, reason: Reason = Reason.FIRST) -> tuple[Happened, ...]:
    return tuple(Happened(when, Event.ALERTED, w, reason) for w in who)


def a_case(*history: Happened, **but: Any) -> Case:
    """An ordinary case told by Tor Vik on a Monday at ten; `history` is what happened after that."""
    case = Case(
        id="case-1", reference="2026-K7Q4M", school=FJELLVIK, report="report-1", reporter=TOR, route=Route.ORDINARY,
        danger=False, told_at=TEN, status=Status.RECEIVED, student="Ola Dal 2STA",
    )  # fmt: skip
    case = replace(case, **but)
    return case.after(Happened(case.told_at, Event.TOLD, case.reporter), *history)


def a_report(**but: Any) -> Report:
    """What Tor Vik told: answers to every step of the first page."""
    answers = {
        "school": FJELLVIK, "student": "Ola Dal 2STA", "student_unknown": "false", "what": "Sitter alene hver dag.",
        "by_staff": "no", "danger": "no",
    }  # fmt: skip
    report = Report(
        id="report-1", school=FJELLVIK, reporter=TOR, reporter_name="Tor Vik", token="token-1", told_at=TEN,
        by_staff=ByStaff.NO, danger=False, answers=answers,
    )  # fmt: skip
    return replace(report, **but)
