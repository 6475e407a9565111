"""The five schools' own plans, played: who is told, in which order, and whom the plan keeps out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest

from demo.stage import read_county
from domain.people import Absence, Register, Role
from tests.story.conftest import Begin
from tests.story.reading import inputs
from tests.story.test_registering import HEARD, opens
from tests.story.theatre import Someone, Theatre, buttons

SCHOOLS = ("sentrum", "sandvika", "elverum", "hvam", "lillestrom")
STUDENT = "Ola Dal 2 STB"  # whose department head is the second of the two; the teacher's nearest leader the first
COUNTY = read_county()
THIS_WEEK = (Absence(date(2026, 11, 23), date(2026, 11, 27)),)
OWNER = [["area_director"], ["owner_team"], ["owner_contact"]]

# Ruling 18 with the plans' own rules: who is told at once, and who after that when nobody answers.
ORDINARY = {
    "sentrum": ("S0-5", [["principal"], ["deputy"], ["department_head", "department_head", "student_services"]]),
    "sandvika": ("S1-3", [["principal"], ["deputy"]]),
    "elverum": ("S2-3", [["principal"], ["deputy"]]),
    "hvam": ("S3-2", [["principal"], ["deputy"]]),
    "lillestrom": ("S4-1", [["principal", "deputy"]]),
}
PRINCIPAL_AWAY = {
    "sentrum": ("S0-5", [["deputy"], ["department_head", "department_head", "student_services"]]),
    "sandvika": ("S1-3", [["deputy"]]),
    "elverum": ("S2-3", [["deputy"]]),
    "hvam": ("S3-2", [["deputy"]]),
    "lillestrom": ("S4-1", [["deputy"]]),
}
EMPLOYEE = {
    "sentrum": "S0-7",
    "sandvika": "S1-9",
    "elverum": "§ 12-5",
    "hvam": "S3-8",
    "lillestrom": "S4-6",
}
LEADER = {"sentrum": "§ 12-5", "sandvika": "§ 12-5", "elverum": "§ 12-5", "hvam": "S3-8", "lillestrom": "S4-9"}


def at_school(school: str, **absent: tuple[Absence, ...]) -> Register:
    """One of the five with its people; `principal=THIS_WEEK` sends somebody away."""
    people = (p for p in COUNTY.people.values() if any(post.school == school for post in p.posts))
    cast = [
        replace(p, away=next((days for role, days in absent.items() if p.holds(school, Role(role))), ()))
        for p in people
    ]
    return Register({school: COUNTY.schools[school]}, {p.id: p for p in cast})


_RING = {"Bekreft mottak", "Åpne"}


def buttons_of(one: Someone) -> list[str]:
    """Every button in somebody's chat."""
    return [name for message in one.cards for name in buttons(message.card or {})]


@dataclass
class Cast:
    """One school on the stage, its people by role."""

    theatre: Theatre
    school: str
    register: Register
    met: dict[str, Someone] = field(default_factory=dict)

    def one(self, role: str) -> Someone:
        return self.all(role)[0]

    def all(self, role: str) -> list[Someone]:
        people = self.register.holders(self.school, Role(role))
        return [self.met.setdefault(p.id, self.theatre.someone(p.name)) for p in people]

    @property
    def teacher(self) -> Someone:
        return self.one("contact_teacher")

    def told(self) -> list[str]:
        """The roles of everybody in whose chat a case has rung."""
        return sorted(r.value for r in Role for p in self.all(r.value) if _RING & set(buttons_of(p)))

    async def waits_for(self, rungs: Sequence[Sequence[str]]) -> None:
        """These are told, rung by rung, hour by hour over two days, and nobody else."""
        await self.theatre.settle()
        for n, _ in enumerate(rungs):
            if n:
                await self._until_somebody_else_is_told()
            assert self.told() == sorted(role for rung in rungs[: n + 1] for role in rung)

    async def _until_somebody_else_is_told(self) -> None:
        before = self.told()
        for _ in range(24):
            await self.theatre.wait(hours=1)
            if self.told() != before:
                return


async def play(begin: Begin, school: str, **absent: tuple[Absence, ...]) -> Cast:
    register = at_school(school, **absent)
    return Cast(await begin(register), school, register)


def with_ids(table: Mapping[str, tuple[str, Sequence[object]]]) -> list[object]:
    return [pytest.param(school, rungs, id=f"{school}-{rule}") for school, (rule, rungs) in table.items()]


@pytest.mark.parametrize(("school", "rungs"), with_ids(ORDINARY))
async def test_an_ordinary_report_nobody_answers_goes_as_the_plan_says_and_then_to_the_owner(
    begin: Begin, school: str, rungs: list[list[str]]
) -> None:
    cast = await play(begin, school)
    await cast.teacher.tells(student=STUDENT)
    await cast.waits_for([*rungs, *OWNER])


@pytest.mark.parametrize(("school", "rungs"), with_ids(PRINCIPAL_AWAY))
async def test_e7_with_rektor_away_the_next_are_told_at_once(begin: Begin, school: str, rungs: list[list[str]]) -> None:
    cast = await play(begin, school, principal=THIS_WEEK)
    await cast.teacher.tells(student=STUDENT)
    await cast.waits_for([*rungs, OWNER[0]])
    equals = school == "lillestrom"  # the deputy is no substitute there
    assert ("den som ellers skulle hatt den, er borte" in cast.one("deputy").doorbells[0]) is not equals


async def test_s0_5_without_rektor_and_deputy_all_three_alternatives_are_told_at_once(begin: Begin) -> None:
    cast = await play(begin, "sentrum", principal=THIS_WEEK, deputy=THIS_WEEK)
    await cast.teacher.tells(student=STUDENT)
    await cast.waits_for([["department_head", "department_head", "student_services"], OWNER[0]])


async def test_s0_5_the_alternatives_are_those_of_this_reporter_and_this_student(begin: Begin) -> None:
    """The nearest leader follows from who tells, the department head from the student (ruling 13)."""
    cast = await play(begin, "sentrum", principal=THIS_WEEK, deputy=THIS_WEEK)
    await cast.teacher.tells(student="Ola Dal 2STA")
    await cast.waits_for([["department_head", "student_services"]])
    assert cast.all("department_head")[1].doorbells == []


@pytest.mark.parametrize("school", [pytest.param(s, id=f"{s}-{rule}") for s, rule in EMPLOYEE.items()])
async def test_an_accused_employee_goes_to_rektor_and_then_to_the_owner_and_nobody_else(
    begin: Begin, school: str
) -> None:
    cast = await play(begin, school)
    accused = cast.one("welfare_worker")
    await cast.teacher.tells(student=STUDENT, by_staff="employee")
    await cast.teacher.presses("Send", {"accused_name": accused.person.name})
    await cast.teacher.presses("Send", {"accused_id": accused.id})
    await cast.waits_for([["principal"], *OWNER])
    assert "Noen har meldt fra" not in accused.whole_chat


@pytest.mark.parametrize("school", [pytest.param(s, id=f"{s}-{rule}") for s, rule in LEADER.items()])
async def test_an_accused_rektor_goes_to_the_owner_and_past_the_school(begin: Begin, school: str) -> None:
    cast = await play(begin, school)
    await cast.teacher.tells(student=STUDENT, by_staff="leader")
    await cast.teacher.presses("Send til skoleeieren", {"leader_id": cast.one("principal").id})
    await cast.waits_for(OWNER)


async def test_s4_9_the_area_director_is_told_first_of_the_owners_people(begin: Begin) -> None:
    """Whatever their order in the people file."""
    register = at_school("lillestrom")
    backwards = Register(register.schools, dict(reversed(register.people.items())))
    cast = Cast(await begin(backwards), "lillestrom", register)
    await cast.teacher.tells(student=STUDENT, by_staff="unsure_whether_leader")
    await cast.teacher.presses("Send til skoleeieren", {"leader_id": "other"})
    await cast.waits_for(OWNER[:1])


async def test_s1_5_radicalisation_goes_straight_to_rektor_at_sandvika(begin: Begin) -> None:
    cast = await play(begin, "sandvika")
    await cast.teacher.tells(student=STUDENT, radicalisation="true")
    await cast.waits_for([["principal"], *OWNER])
    rektor = cast.one("principal")
    await rektor.opens_case()
    assert "meldt rett til rektor, slik skolens plan sier" in rektor.reads
    assert "radikaliseringskontakten i politiet" in rektor.reads


async def test_s1_5_with_rektor_away_the_deputy_acts_as_rektor(begin: Begin) -> None:
    cast = await play(begin, "sandvika", principal=THIS_WEEK)
    await cast.teacher.tells(student=STUDENT, radicalisation="true")
    await cast.waits_for([["deputy"], OWNER[0]])


@pytest.mark.parametrize("school", ["sentrum", "elverum", "hvam", "lillestrom"])
async def test_ruling_12_only_sandvika_asks_about_radicalisation(begin: Begin, school: str) -> None:
    """At Hvam it is told like any other concern (S3-6)."""
    cast = await play(begin, school)
    await cast.teacher.opens_form()
    assert "radikalisering" not in cast.teacher.reads
    await cast.teacher.presses("Send", {"student": STUDENT, "what": "Uro.", "by_staff": "no", "danger": "no",
                                        "radicalisation": "true"})  # fmt: skip
    await cast.waits_for(ORDINARY[school][1])


async def test_s1_4_in_danger_the_plans_call_list_stands_in_its_order_and_the_incident_report_is_remembered(
    begin: Begin,
) -> None:
    cast = await play(begin, "sandvika")
    said = await cast.teacher.tells(student=STUDENT, danger="yes")
    named = ["Rektor/ledelsen", "Kollega som er i nærheten", "Miljøarbeider", "Resepsjon – tilkaller beredskapsteam"]
    places = [said.index(who) for who in named]
    assert places == sorted(places)
    assert "Registrer avviksmelding når faren er over." in said


async def test_s1_7_a_parents_word_is_told_by_the_one_they_told(begin: Begin) -> None:
    cast = await play(begin, "sandvika")
    await cast.one("counsellor").tells(student=STUDENT, what="Moren ringte: han gruer seg til hver dag.")
    await cast.theatre.settle()
    assert cast.told() == ["principal"]


# Monday before Easter 2027: five virkedager end on Thursday 1 April, the week already on the Monday, a holiday.
EASTER = datetime(2027, 3, 22, 9, 0, tzinfo=UTC)
WEEK = "Statsforvalteren tar imot saken fra mandag 29. mars"
OVER_EASTER = {
    "sentrum": ("S0-7", ["Varsle skoleeieren: straks (S0-7)"]),
    "sandvika": ("S1-13", ["Aktivitetsplan: straks etter undersøkelsen"]),
    "elverum": ("S2-10", []),
    "hvam": ("S3-8", []),
    "lillestrom": ("S4-2", ["Handlingsplan lagt fram og godtatt: innen torsdag 1. april 2027 (S4-2)"]),
}


@pytest.mark.parametrize(("school", "says"), with_ids(OVER_EASTER))
async def test_the_clocks_over_easter_2027(begin: Begin, school: str, says: list[str]) -> None:
    register = at_school(school)
    cast = Cast(await begin(register, EASTER), school, register)
    await cast.teacher.tells(student=STUDENT)
    await cast.theatre.settle()
    rektor = cast.one("principal")
    await rektor.presses("Bekreft mottak")
    await rektor.opens_case()
    assert WEEK in rektor.reads
    assert [said for said in says if said not in rektor.reads] == []


@pytest.mark.parametrize(
    ("school", "owed"),
    [
        pytest.param(
            "sandvika", ["Varsle områdedirektøren: straks (S1-9)", "Varsle skolemiljøteamet: straks (S1-9)"], id="S1-9"
        ),
        pytest.param("lillestrom", ["Varsle skoleeieren: straks (S4-7)"], id="S4-7"),
        pytest.param("hvam", ["Varsle skoleeieren: straks (§\u00a012-5)"], id="S3-8"),
    ],
)
async def test_when_an_employee_is_accused_rektor_is_told_whom_at_the_owner_to_tell(
    begin: Begin, school: str, owed: list[str]
) -> None:
    cast = await play(begin, school)
    await cast.teacher.tells(student=STUDENT, by_staff="employee")
    await cast.teacher.presses("Send", {"accused_name": ""})
    await cast.theatre.settle()
    rektor = cast.one("principal")
    await rektor.presses("Bekreft mottak")
    await rektor.opens_case()
    assert [said for said in owed if said not in rektor.reads] == []
    await rektor.presses("Skoleeieren er varslet")
    assert ("åpenbart grunnløs" in rektor.reads) is (school not in ("sandvika", "sentrum"))


# Whom a student may choose: as the plan says, or else whoever has a post for it. A guest may be chosen too.
CHOSEN = {
    "sentrum": ("S0-6", ["contact_teacher", "counsellor", "welfare_worker", "principal"]),
    "sandvika": ("S1-6", ["contact_teacher", "counsellor", "student_services", "welfare_worker", "school_nurse"]),
}


@pytest.mark.parametrize(("school", "roles"), with_ids(CHOSEN))
async def test_a_student_chooses_among_those_the_plan_names_and_rektor_has_it_too(
    begin: Begin, school: str, roles: list[str]
) -> None:
    cast = await play(begin, school)
    student, counsellor, rektor = cast.one("student"), cast.one("counsellor"), cast.one("principal")
    await student.says("hei")
    await student.presses("Jeg har det ikke bra")
    await student.presses("Neste", {"how_it_is": "De ler av meg.", "by_staff": "no", "danger": "no"})
    offered = {choice["value"] for choice in inputs(student.sees)["adult"]["choices"]}
    assert offered == {"none", *(p.id for p in cast.register.workers(school) if p.holds(school, *map(Role, roles)))}
    await student.presses("Send", {"adult": counsellor.id, "naming": "named"})
    student.closes_dialog()
    await cast.theatre.settle()
    assert "En elev vil snakke med deg" in counsellor.whole_chat
    assert "Noen har meldt fra" in rektor.whole_chat


# How rektor was told outside Teams, as the plan names it, and what stands in the opened case of it.
ORALLY = {
    "sentrum": ("S0-5", "in_person", "Muntlig, ansikt til ansikt"),
    "sandvika": ("S1-6", "anonymous_box", "itslearning"),
    "elverum": ("S2-3", "in_person", "Muntlig, ansikt til ansikt"),
    "hvam": ("S3-2", "phone", "Telefon"),
    "lillestrom": ("S4-1", "sms", "SMS"),
}


@pytest.mark.parametrize(
    ("school", "channel", "how"), [pytest.param(s, c, how, id=f"{s}-{rule}") for s, (rule, c, how) in ORALLY.items()]
)
async def test_e15_what_was_told_by_mouth_is_registered_afterwards_and_the_week_counts_from_then(
    begin: Begin, school: str, channel: str, how: str
) -> None:
    cast = await play(begin, school)
    rektor, unknown = cast.one("principal"), channel == "anonymous_box"
    await opens(rektor)
    name = "" if unknown else cast.teacher.person.name
    told = {"teller_name": name, "teller_unknown": str(unknown).lower(), "channel": channel, "student": STUDENT}
    await rektor.presses("Send", {**HEARD, **told, "told_day": "2026-11-20", "told_clock": "14:10"})
    if not unknown:
        await rektor.presses("Send", {"teller_id": cast.teacher.id})
    rektor.closes_dialog()
    await cast.theatre.settle()
    await rektor.presses("Åpne", on="Du bekreftet mottak")
    await rektor.presses("Jeg er habil, åpne saken")
    assert how in rektor.reads
    assert "Sagt eller skrevet fredag 20. november 2026 kl. 14.10" in rektor.reads
    assert "Statsforvalteren tar imot saken fra fredag 27. november" in rektor.reads
    asked = cast.teacher.cards_with("har skrevet ned det du fortalte")
    assert len(asked) == (0 if unknown else 1)
