"""What the schools' own plans have people do in a case: it stands there until it is given to somebody or considered."""

from __future__ import annotations

import json
import re

from tests.story.conftest import Begin
from tests.story.course import assesses
from tests.story.reading import _actions as every_button
from tests.story.reading import standing
from tests.story.test_five_schools import Cast, at_school
from tests.story.test_tasks import DUE, GIVEN, MISSED, STORY, again, bells
from tests.story.theatre import Someone

STUDENT = "Ola Dal 2 STB"


async def begun(begin: Begin, school: str, **told: str) -> tuple[Cast, Someone]:
    """One of the five schools; rektor has taken a case there and begun the investigation."""
    register = at_school(school)
    cast = Cast(await begin(register), school, register)
    await cast.teacher.tells(student=STUDENT, **told)
    cast.teacher.closes_dialog()
    await cast.theatre.settle()
    rektor = cast.one("principal")
    await rektor.presses("Bekreft mottak")
    await rektor.opens_case()
    return cast, rektor


def waivers(one: Someone) -> list[str]:
    """The proposals that are offered to be considered and not needed."""
    actions = json.dumps(one.sees, ensure_ascii=False)
    return sorted(set(re.findall(r'"verb": "case.consider_task", "case": "[^"]+", "proposal": "([^"]+)"', actions)))


AT_SENTRUM = ("S0-8", "S0-9", "S0-10", "S0-11", "S0-12", "S0-13", "S0-15", "S0-16", "S0-18", "S0-19", "S0-20")


async def test_s0_11_sentrums_plan_stands_as_proposals_from_when_the_investigation_begins(begin: Begin) -> None:
    cast, rektor = await begun(begin, "sentrum")
    assert "Skolens plan foreslår" not in rektor.reads
    await assesses(rektor)
    await rektor.presses("Oppgaver")
    assert [rule for rule in AT_SENTRUM if f"({rule})" not in rektor.reads] == []
    assert "(S0-21)" not in rektor.reads  # once there is a plan
    assert not {"S0-11", "S0-20"} & set(waivers(rektor))  # the plan has these in every case
    assert "S0-12" in waivers(rektor)
    heads = {p.person.name for p in cast.all("department_head")}
    suggested = re.findall("Forslag: (.*)", rektor.reads)
    assert heads & set(suggested) == {cast.all("department_head")[1].person.name}  # the head of the student's class


async def test_s0_8_one_tap_on_a_proposal_fills_in_the_form_and_giving_it_takes_it_off_the_list(begin: Begin) -> None:
    cast, rektor = await begun(begin, "sentrum")
    await assesses(rektor)
    case = cast.theatre.case_ids()[0]
    assert "Skolens plan foreslår 11 oppgaver." in rektor.reads
    await rektor.presses("Oppgaver")
    await proposes(rektor, "case.give_task", case, "S0-11")
    stands = standing(rektor.sees)
    head = cast.all("department_head")[1]
    assert (stands["task_work"], stands["task_to"], stands["proposal"]) == ("team", head.id, "S0-11")
    assert stands["task_due"] == "2026-11-30"
    assert stands["task_what"] == "Ta saken opp i tverrfaglig team"
    await rektor.presses("Gi oppgaven", {})
    await cast.theatre.settle()
    assert bells(head, GIVEN) == 1
    await rektor.presses("Oppgaver")
    assert "(S0-11)" not in rektor.reads
    assert "(S0-12)" in rektor.reads
    await rektor.presses("Ta bort")
    await rektor.presses("Ta bort oppgaven", {"task_dropped": "Teamet møtes ikke denne uken."})
    await rektor.presses("Oppgaver")
    assert "(S0-11)" in rektor.reads


async def proposes(one: Someone, verb: str, case: str, rule: str) -> None:
    """Presses one of the two buttons of a proposal; several have the same words."""
    found = [b for b in every_button(one.sees) if b["data"]["verb"] == verb and b["data"].get("proposal") == rule]
    message = None if one.dialog else next(m for m in reversed(one.cards) if m.card == one.sees)
    answer = await one.stage.teams.press(
        one.person, message.activity_id if message else None, found[0], dialog=one.dialog
    )
    one._saw(answer)


async def test_s0_12_s0_19_considered_and_not_needed_is_written_with_a_reason(begin: Begin) -> None:
    cast, rektor = await begun(begin, "sentrum")
    await assesses(rektor)
    case = cast.theatre.case_ids()[0]
    await rektor.presses("Oppgaver")
    await proposes(rektor, "case.consider_task", case, "S0-19")
    assert standing(rektor.sees)["considered"] == "S0-19"
    await rektor.presses("Skriv ned vurderingen", {})
    assert "Dette må fylles ut." in rektor.reads
    await rektor.presses("Skriv ned vurderingen", {"task_not_needed": "Gjelder to elever i ulike klasser."})
    await rektor.presses("Oppgaver")
    assert "(S0-19)" not in rektor.reads
    assert "(S0-12)" in rektor.reads
    assert cast.theatre.stage.rows("SELECT note FROM happenings WHERE what = 'consider_task'") == [("S0-19",)]
    refused = await rektor.forges(
        "consider_task.answer",
        case=case,
        page="consider_task",
        considered="S0-11",
        task_not_needed="Nei",
        token="f" * 32,
    )
    assert "Velg ett av svarene." in refused


async def test_s0_13_s0_20_the_documents_wait_for_the_archive_and_the_next_morning_says_so(begin: Begin) -> None:
    cast, rektor = await begun(begin, "sentrum")
    await assesses(rektor)
    case, head = cast.theatre.case_ids()[0], cast.all("department_head")[1]
    await rektor.presses("Oppgaver")
    await proposes(rektor, "case.give_task", case, "S0-20")
    await rektor.presses("Gi oppgaven", {"task_due": "2026-11-24"})
    await cast.theatre.settle()
    await head.opens_case()
    assert "Ikke journalført ennå:" in head.reads
    assert "Skrevet mandag 23. november 2026 kl. 10.00: Meldingen" in head.reads
    head.closes_dialog()
    await cast.theatre.wait(days=1)
    assert bells(head, DUE) == 1


async def test_s1_8_whoever_a_student_told_is_suggested_to_help_investigate(begin: Begin) -> None:
    cast, rektor = await begun(begin, "sandvika")
    await assesses(rektor)
    await rektor.presses("Oppgaver")
    assert "(S1-8)" not in rektor.reads
    await cast.teacher.presses("Legg til opplysninger", on="Lagret mandag")
    await cast.teacher.presses("Legg til", {"known_by": "student"})
    cast.teacher.closes_dialog()
    await again(rektor, on="Du bekreftet mottak")
    await rektor.presses("Oppgaver")
    assert "Bidra i å undersøke nærmere (S1-8)" in rektor.reads
    assert f"Forslag: {cast.teacher.person.name}" in rektor.reads
    await proposes(rektor, "case.give_task", cast.theatre.case_ids()[0], "S1-8")
    await rektor.presses("Gi oppgaven", {})
    await cast.theatre.settle()
    await cast.teacher.presses("Åpne", on=GIVEN)
    await cast.teacher.presses("Jeg er habil, åpne saken")
    assert STORY in cast.teacher.reads
    assert "Frister" not in cast.teacher.reads


async def test_s2_4_at_elverum_the_department_head_is_suggested_to_investigate(begin: Begin) -> None:
    cast, rektor = await begun(begin, "elverum")
    await assesses(rektor)
    assert "Skolens plan foreslår én oppgave." in rektor.reads
    await rektor.presses("Oppgaver")
    assert "Undersøke den meldte saken (S2-4)" in rektor.reads
    assert f"Forslag: {cast.all('department_head')[1].person.name}" in rektor.reads


async def test_the_other_schools_plans_name_no_tasks(begin: Begin) -> None:
    _, rektor = await begun(begin, "hvam")
    await assesses(rektor)
    assert "Skolens plan foreslår" not in rektor.reads
    await rektor.presses("Oppgaver")
    assert "Foreslåtte oppgaver" not in rektor.reads


async def test_s4_2_the_day_of_lillestrøms_plan_reminds_rektor(begin: Begin) -> None:
    cast, rektor = await begun(begin, "lillestrom")
    await cast.theatre.wait(days=7)
    assert bells(rektor, DUE) == 1
    await cast.theatre.wait(days=1)
    assert bells(rektor, MISSED) == 1
