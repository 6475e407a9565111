"""A crisis morning in a county: forty schools, five hundred reports from one address, two hundred receivers, and a
connector that turns away a third of everything and forgets what it has done."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import replace
from statistics import quantiles

import pytest

from cards.look import Surface
from demo.teams_faults import Weather
from domain.people import Person, PersonId, Post, Register, Role
from domain.profile import School
from tests.builders import a_calendar, a_school
from tests.story.conftest import Begin
from tests.story.reading import words
from tests.story.theatre import FIRST_PAGE, Someone, Theatre

SCHOOLS, RECEIVERS, REPORTS, AT_ONCE = 40, 5, 500, 16  # receivers at each school
TOLD_AT_ONCE = (("principal", "deputy", "student_services"),)  # by this county's plan; three of the last at each school
_POSTS = (Role.PRINCIPAL, Role.DEPUTY, *(Role.STUDENT_SERVICES,) * 3, Role.CONTACT_TEACHER)


def _id(n: int) -> PersonId:
    return f"7c000000-0000-4000-8000-{n:012}"


def _school(n: int) -> School:
    school = a_school(f"skole-{n:02}", receivers=TOLD_AT_ONCE, calendar=a_calendar())
    return replace(school, name=f"Skole {n} videregående skole")


def a_county() -> Register:
    schools = {school.id: school for school in map(_school, range(SCHOOLS))}
    people = {}
    for n, school in enumerate(schools):
        for i, role in enumerate(_POSTS):
            who = _id(100 * n + i)
            people[who] = Person(who, f"{role.value}-{i} {school}", frozenset({Post(school, role)}))
    for n in (1, 2):
        who = _id(99_000 + n)
        people[who] = Person(who, f"Eier {n}", frozenset(Post(school, Role.OWNER_CONTACT) for school in schools))
    return Register(schools, people)


async def tells(theatre: Theatre, teacher: Someone, n: int) -> float:
    """One report, and how many seconds its teacher waited for the receipt."""
    await teacher.opens_form()
    begun = time.perf_counter()
    await teacher.presses("Send", {**FIRST_PAGE, "student": f"Elev {n}"})
    waited = time.perf_counter() - begun
    assert "Meldingen er lagret" in teacher.reads, n
    return waited


async def the_morning(theatre: Theatre) -> list[float]:
    """Everybody tells, sixteen at once; each teacher one report after the other, as a person does."""
    room, teachers = asyncio.Semaphore(AT_ONCE), [f"contact_teacher-5 skole-{n:02}" for n in range(SCHOOLS)]

    async def at(name: str, numbers: range) -> list[float]:
        found = []
        for n in numbers:
            async with room:
                found.append(await tells(theatre, theatre.someone(name), n))
        return found

    waited = await asyncio.gather(*(at(name, range(n, REPORTS, SCHOOLS)) for n, name in enumerate(teachers)))
    return [one for many in waited for one in many]


@pytest.fixture
def surface() -> Surface:
    """One is enough: what is told and delivered is the same."""
    return Surface.DIALOG


async def test_nothing_is_refused_nothing_is_lost_and_every_receiver_is_told_or_somebody_is(begin: Begin) -> None:
    theatre = await begin(a_county())
    theatre.stage.teams.faults.weather = Weather(0.30, 0.05, chance=random.Random(13))
    waited = await the_morning(theatre)
    print(f"\n{len(waited)} reports, p95 {quantiles(waited, n=20)[-1] * 1000:.0f} ms until the receipt")
    assert (theatre.count("reports"), theatre.count("cases")) == (REPORTS, REPORTS)
    await theatre.wait_minute_by_minute(12)

    asked = "SELECT subject, person, state FROM deliveries WHERE card = 'notice' AND shown = ''"
    found = theatre.stage.rows(asked)
    assert len(found) == RECEIVERS * REPORTS
    assert {state for *_, state in found} <= {"sent", "raised"}
    missed = theatre.stage.rows("SELECT \"case\", who FROM happenings WHERE what = 'undelivered'")
    assert {(case, who) for case, who, state in found if state == "raised"} <= set(missed)
    for who, many in Counter(who for _, who, state in found if state == "sent").items():
        chat = theatre.stage.teams.chat(theatre.stage.teams.chats.people[who])
        assert sum("Noen har meldt fra" in words(m.card or {}) for m in chat) >= many
