"""The written plan, from a measure at once to a sheet of paper: nothing that anybody wrote in it is lost."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.printing import LASTS, NOT_HERE
from cards.clocks import NO_BREAK
from demo.stage import read_register
from domain.people import Register
from domain.profile import CasePlan
from domain.text import Text
from tests.story.conftest import Begin
from tests.story.course import MENU, assesses, finds_out
from tests.story.house import FJELLVIK
from tests.story.reading import buttons, inputs, standing
from tests.story.theatre import Someone, Theatre

ON, SAVE, WRITE, CHANGE = "Lagre og gå videre", "Lagre handlingsplan", "Skriv planen", "Endre handlingsplan"
OPEN_PLAN = "Åpne handlingsplan"
SIV = "7d3e1a50-0000-4000-8000-000000000006"
SEAT = {
    "problem": "Ola sitter alene", "measure": "Fast plass ved siden av en trygg elev", "when": "fra tirsdag",
    "who_text": "kontaktlærer", "evaluate": "2026-12-14",
}  # fmt: skip
BREAK = {
    "problem": "Ola går alene i friminuttene", "measure": "En voksen er ute", "when": "hvert friminutt", "who": SIV,
    "evaluate": "2026-12-07",
}  # fmt: skip


def as_at_lillestrom(**but: Any) -> Register:
    register = read_register()
    plan = CasePlan(Text("handlingsplan", "handlingsplan", "action plan"), within=5, accepted=True)
    school = replace(register.schools[FJELLVIK], plan=plan, sources={"plan.within": "S4-2"})
    return replace(register, schools={FJELLVIK: school}, **but)


@pytest.fixture
async def theatre(begin: Begin) -> Theatre:
    """Fjellvik, with Lillestrøm's rule about the plan."""
    return await begin(as_at_lillestrom())


def reads(one: Someone) -> str:
    return one.reads.replace(NO_BREAK, " ")


async def investigated(theatre: Theatre, told_to_both: bool = False, **answers: str) -> Someone:
    """Tor has told, and rektor investigates; the deputy has the case too when it was told to both."""
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(**answers)
    await theatre.settle()
    if told_to_both:
        await theatre.wait(hours=2, minutes=1)
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await assesses(randi)
    await finds_out(randi)
    return randi


async def chooses(one: Someone, action: str) -> None:
    """Out of everything that can be done, from the case or from the page of the plan."""
    if MENU not in buttons(one.sees):
        await one.presses("Tilbake til saken")
    await one.presses(MENU)
    await one.presses(action)


async def fills(one: Someone, *measures: dict[str, str], view: str = "Ola synes det er bra.", **first: str) -> None:
    """The whole form, once it is open: a page for each measure, and what the student thinks."""
    await one.presses(ON, first)
    for n, measure in enumerate(measures, 1):
        more = {f"m{n}.more": "yes"} if n < len(measures) and f"m{n}.more" in inputs(one.sees) else {}
        await one.presses(ON, {f"m{n}.{field}": said for field, said in measure.items()} | more)
    await one.presses(SAVE, {"plan_view": view})


async def writes(one: Someone, *measures: dict[str, str], **more: str) -> None:
    await chooses(one, WRITE)
    await fills(one, *measures, **more)


async def opens(one: Someone, button: str) -> tuple[int, str, dict[str, str]]:
    """What a browser gets from behind a button that opens one."""
    return await fetched(buttons(one.sees)[button]["url"])


async def fetched(url: str) -> tuple[int, str, dict[str, str]]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text(), dict(answer.headers)


def happened(theatre: Theatre, what: str) -> list[str]:
    return [row[0] for row in theatre.stage.rows("SELECT note FROM happenings WHERE what = ? ORDER BY seq", what)]


# --- Measures at once, and the plan


async def test_s4_8_s0_16_a_measure_is_put_in_place_before_anything_is_investigated_and_goes_into_the_plan(
    theatre: Theatre,
) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await chooses(randi, "Sett inn tiltak nå")
    await randi.presses("Lagre", {"measure_measure": "En voksen følger Ola", "measure_when": "i dag"})
    assert "Dette må fylles ut." in randi.reads  # nobody has the responsibility
    at_once = {"measure_who": SIV, "measure_with": "Ola og rådgiver"}
    await randi.presses("Lagre", at_once)
    await randi.presses(OPEN_PLAN)
    assert "Planen er ikke skrevet ennå." in randi.reads
    read = reads(randi).splitlines()
    assert read.index("Satt inn med en gang") < read.index("En voksen følger Ola") < read.index("Siv Nes")
    assert "Ola og rådgiver" in read

    await randi.presses("Tilbake til saken")
    await randi.presses("Start undersøkelsen")
    await randi.presses("Start undersøkelsen", {"serious": "not_serious", "serious_why": "Kan løses på skolen."})
    await chooses(randi, WRITE)
    await randi.presses(ON)
    found = standing(randi.sees)
    assert (found["m1.measure"], found["m1.when"], found["m1.who"]) == ("En voksen følger Ola", "i dag", SIV)


async def test_p12_4_s4_3_e36_a_draft_is_never_held_back_and_a_plan_without_its_five_points_is_never_complete(
    theatre: Theatre,
) -> None:
    randi = await investigated(theatre)
    assert "Planen er ikke skrevet" in randi.reads
    await writes(randi, {"problem": "Ola sitter alene"}, view="")
    assert "Versjon 1, skrevet av Randi Ås" in randi.reads
    assert "Utkast: ikke ferdig ennå" in randi.reads
    assert "Mangler: tiltak, når, ansvarlig, evalueres" in randi.reads
    await chooses(randi, "Planen er ferdig")
    assert "Hvert tiltak må si hvilket problem det skal løse" in randi.reads
    assert "Det står ikke i planen hva eleven mener om den (§ 10-2)" in randi.reads
    assert happened(theatre, "complete_plan") == []

    await writes(randi, SEAT, BREAK)
    assert "Mangler" not in randi.reads
    await chooses(randi, "Planen er ferdig")
    await randi.presses("Planen er ferdig", {"complete_version": "2"})
    assert happened(theatre, "plan") == ["1", "2"]
    assert happened(theatre, "complete_plan") == ["2 2026-12-07"]
    assert theatre.stage.rows("SELECT status FROM cases") == [("acting",)]


async def test_a_new_version_begins_with_what_stood_and_says_what_differs(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await writes(randi, SEAT, BREAK)
    await randi.presses(CHANGE)
    await randi.presses(ON)
    assert "m1.more" not in inputs(randi.sees)  # another stands there already
    await randi.presses(ON, {"m1.when": "fra onsdag"})
    await randi.presses(ON, {"m2.drop": "true", "m2.more": "yes"})
    await randi.presses(ON, {"m3.measure": "Lekegruppe", "m3.who_text": "miljøarbeider", "m3.more": "no"})
    await randi.presses(SAVE)

    assert "Endret fra versjon 1" in randi.reads
    assert "I tiltaket «Fast plass ved siden av en trygg elev»: Når: fra «fra tirsdag» til «fra onsdag»" in randi.reads
    assert "Nytt tiltak: Lekegruppe" in randi.reads
    assert "Ikke med lenger: En voksen er ute" in randi.reads
    await randi.presses("Versjon 1")
    assert "fra tirsdag" in randi.reads.splitlines()
    assert "En voksen er ute" in randi.reads.splitlines()


async def test_s0_14_a_short_plan_asks_less_and_is_written_all_the_same(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await chooses(randi, WRITE)
    await randi.presses(ON, {"plan_short": "true"})
    assert not {"m1.level", "m1.goal"} & set(inputs(randi.sees))
    await randi.presses(ON, {f"m1.{field}": said for field, said in SEAT.items()})
    assert set(inputs(randi.sees)) == {"plan_view"}
    await randi.presses(SAVE, {"plan_view": "Greit."})
    assert "Kort plan. Utkast: ikke ferdig ennå" in randi.reads


async def test_s3_4_s1_11_s1_13_how_the_student_took_part_stands_in_the_plan(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await chooses(randi, WRITE)
    await randi.presses(ON)
    await randi.presses(ON, {f"m1.{field}": said for field, said in SEAT.items()} | {"m1.level": "klasse"})
    await randi.presses(SAVE, {"plan_view": "Ola vil sitte foran.", "plan_part": "Ola valgte plassen selv."})
    assert {"Ola vil sitte foran.", "Ola valgte plassen selv.", "Klassen"} <= set(randi.reads.splitlines())


# --- Two who write at the same time


async def test_two_who_write_at_the_same_time_lose_nothing_and_the_second_sees_both(theatre: Theatre) -> None:
    randi, dag = await investigated(theatre, told_to_both=True), theatre.someone("Dag Lund")
    randi.closes_dialog()
    await theatre.wait(minutes=15)  # nobody's card shows the case any more
    for one in (randi, dag):
        await one.presses("Åpne")
        if "Jeg er habil, åpne saken" in buttons(one.sees):
            await one.presses("Jeg er habil, åpne saken")
        await chooses(one, WRITE)
    await fills(randi, SEAT)
    await fills(dag, BREAK, view="Ola vil ha en voksen ute.")

    assert "To har skrevet samtidig: versjon 2 bygger på ingen tidligere versjon, og versjon 1 kom imens." in dag.reads
    both = {SEAT["measure"], BREAK["measure"], "Ola synes det er bra.", "Ola vil ha en voksen ute."}
    assert both <= set(dag.reads.splitlines())
    assert {"Versjon 1", "Versjon 2"} <= set(buttons(dag.sees))
    await chooses(dag, "Planen er ferdig")
    assert "To har skrevet på planen samtidig" in dag.reads

    await dag.presses("Tilbake til saken")
    await writes(dag, BREAK, SEAT)
    assert "To har skrevet samtidig" not in dag.reads
    await chooses(dag, "Planen er ferdig")
    await dag.presses("Planen er ferdig", {"complete_version": "3"})
    assert happened(theatre, "complete_plan") == ["3 2026-12-07"]
    assert happened(theatre, "plan") == ["1", "2", "3"]


async def test_a_version_that_came_while_one_says_that_the_plan_is_complete_has_to_be_looked_at(
    theatre: Theatre,
) -> None:
    randi, dag = await investigated(theatre, told_to_both=True), theatre.someone("Dag Lund")
    await writes(randi, SEAT)
    await chooses(randi, "Planen er ferdig")
    await dag.presses("Åpne", on="Sak 2026")
    await dag.presses("Jeg er habil, åpne saken")
    await writes(dag, SEAT, BREAK)
    await randi.presses("Planen er ferdig", {"complete_version": "1"})
    assert "Velg ett av svarene." in randi.reads
    assert happened(theatre, "complete_plan") == []


async def test_e54_the_same_form_sent_twice_is_one_version(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await chooses(randi, WRITE)
    await randi.presses(ON)
    await randi.presses(ON, {f"m1.{field}": said for field, said in SEAT.items()})
    dialog, card = randi.dialog, randi.open_card
    await randi.presses(SAVE, {"plan_view": "Greit."})
    if dialog is not None:
        randi.dialog, randi.open_card = dialog, card
        await randi.presses(SAVE, {"plan_view": "Greit."})
    assert happened(theatre, "plan") == ["1"]
    assert theatre.count("drafts") == 0


async def test_e37_whoever_is_responsible_and_has_left_must_be_replaced_before_the_plan_is_complete(
    theatre: Theatre,
) -> None:
    randi = await investigated(theatre)
    await writes(randi, BREAK)
    register = as_at_lillestrom()
    people = {id_: p for id_, p in register.people.items() if id_ != SIV}
    await theatre.stage.go_on_with(replace(register, people=people))
    randi.closes_dialog()
    await theatre.wait(minutes=15)
    await randi.presses("Åpne")
    assert "Et tiltak har en ansvarlig som ikke kan ha det lenger" in randi.reads
    await randi.presses(OPEN_PLAN)
    assert "Siv Nes" in randi.reads.splitlines()  # who it was is still read
    assert "Den ansvarlige kan ikke ha det lenger" in randi.reads
    await randi.presses(CHANGE)
    await randi.presses(ON)
    assert standing(randi.sees)["m1.who"] == ""
    await randi.presses(ON, {"m1.who_text": "miljøarbeider"})
    await randi.presses(SAVE)
    assert "Den ansvarlige kan ikke ha det lenger" not in randi.reads


async def test_e10_a_measure_is_taken_over_from_a_case_of_the_same_report_and_never_the_other_students_name(
    theatre: Theatre,
) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(student="Ola Dal 2STA\nEva Lid 2STB")
    tor.closes_dialog()
    await theatre.settle()
    references = [row[0] for row in theatre.stage.rows("SELECT reference FROM cases ORDER BY ordinal")]
    for reference in references:
        randi.closes_dialog()
        await randi.presses("Bekreft mottak", on=reference)
        await theatre.settle()
        await randi.presses("Åpne", on=reference)
        await randi.presses("Jeg er habil, åpne saken")
        await randi.presses("Start undersøkelsen")
        await randi.presses("Start undersøkelsen", {"serious": "not_serious", "serious_why": "Kan løses på skolen."})
        if reference == references[0]:
            await writes(randi, {**SEAT, "measure": "Olas plass flyttes"}, {**BREAK, "problem": "Utrygge friminutt"})
    await chooses(randi, WRITE)
    offered = inputs(randi.sees)["plan_copy"]["choices"]
    assert [choice["title"] for choice in offered] == ["En voksen er ute"]
    await randi.presses(ON, {"plan_copy": offered[0]["value"]})
    assert standing(randi.sees)["m1.problem"] == "Utrygge friminutt"
    await randi.presses(ON)
    await randi.presses(SAVE, {"plan_view": "Greit."})
    assert "En voksen er ute" in randi.reads.splitlines()
    assert not [word for word in ("Ola", "Dal") if word in randi.reads]


# --- Made known, and accepted


async def complete(theatre: Theatre) -> Someone:
    randi = await investigated(theatre)
    await writes(randi, SEAT)
    await chooses(randi, "Planen er ferdig")
    await randi.presses("Planen er ferdig", {"complete_version": "1"})
    return randi


async def test_s4_2_the_plan_is_made_known_and_accepted_and_its_time_limit_is_met(theatre: Theatre) -> None:
    randi = await complete(theatre)
    assert "Handlingsplan lagt fram og godtatt: innen mandag 30. november 2026 (S4-2)" in reads(randi)
    await chooses(randi, "Elevens alder")
    await randi.presses("Lagre", {"age_birth": "2010-01-05"})
    await chooses(randi, "Planen er gjort kjent")
    to = {"deliver_to": "student,parents", "deliver_day": "2026-11-23", "deliver_accepted": "accepted"}
    await randi.presses("Lagre", to)
    assert "Handlingsplan lagt fram og godtatt, registrert mandag 23. november 2026 (S4-2)" in reads(randi)
    assert happened(theatre, "deliver_plan") == ["accepted"]
    await randi.presses(OPEN_PLAN)
    assert "For eleven, de foresatte mandag 23. november 2026, av Randi Ås" in randi.reads
    assert "Godtatt." in randi.reads


async def test_e58_five_virkedager_without_acceptance_break_the_schools_own_rule_and_the_measures_go_on(
    theatre: Theatre,
) -> None:
    randi = await complete(theatre)
    randi.closes_dialog()
    await theatre.wait(days=8)
    await randi.presses("Åpne")
    assert "Handlingsplan lagt fram og godtatt: fristen gikk ut mandag 30. november 2026 (S4-2)" in reads(randi)
    assert "Det er skolens egen frist som er brutt. Tiltakene gjelder uansett." in reads(randi)
    await chooses(randi, "Planen er gjort kjent")
    no = {"deliver_to": "student", "deliver_day": "2026-12-01", "deliver_accepted": "not_accepted"}
    await randi.presses("Lagre", no)
    assert "Dette må fylles ut." in randi.reads
    await randi.presses("Lagre", {"deliver_why": "Ola vil vente til over jul."})
    late = (
        "Handlingsplan ikke godtatt, begrunnet tirsdag 1. desember 2026, etter fristen mandag 30. november 2026 (S4-2)"
    )
    assert late in reads(randi)
    assert theatre.stage.rows("SELECT status FROM cases") == [("acting",)]


async def test_only_a_school_whose_plan_demands_it_asks_for_acceptance(begin: Begin) -> None:
    theatre = await begin()
    randi = await investigated(theatre)
    await chooses(randi, WRITE)
    await randi.presses(ON)
    await randi.presses(ON, {f"m1.{field}": said for field, said in SEAT.items()})
    await randi.presses("Lagre skriftlig plan", {"plan_view": "Greit."})
    await chooses(randi, "Planen er ferdig")
    await randi.presses("Planen er ferdig", {"complete_version": "1"})
    await chooses(randi, "Planen er gjort kjent")
    assert "deliver_accepted" not in inputs(randi.sees)
    await randi.presses("Lagre", {"deliver_to": "student", "deliver_day": "2026-11-23"})
    assert happened(theatre, "deliver_plan") == ["told"]


# --- On paper


async def test_the_plan_is_printed_with_nothing_that_a_browser_could_run_keep_or_send(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await writes(randi, {**SEAT, "measure": "<script>alert(1)</script> & «plass»"})
    status, page, headers = await opens(randi, "Skriv ut")
    assert status == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; «plass»" in page
    assert not [word for word in ("<script", "src=", "href=", "http://", "https://", "url(") if word in page]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    for shown in ("Fjellvik videregående skole", "Sak 2026-", "Ola Dal 2STA", "mandag 14. desember 2026", "Versjon 1"):
        assert shown in page
    assert "Ola" not in page.partition("<title>")[2].partition("</title>")[0]
    read = [e["reason"] for e in theatre.audit() if e["action"] == "case:read" and e["actor"] == randi.id]
    assert read[-1] == "plan_print"


async def test_a_link_to_print_lasts_five_minutes_and_is_for_one_person_and_one_version(theatre: Theatre) -> None:
    randi, dag = await investigated(theatre), theatre.someone("Dag Lund")
    await writes(randi, SEAT)
    url = buttons(randi.sees)["Skriv ut"]["url"]
    start, _, token = url.rpartition("/")
    letters, _, seal = token.partition(".")
    refusal = await fetched(f"{start}/x")
    assert refusal[0] == 404
    assert NOT_HERE.nb in refusal[1]
    assert "Ola" not in refusal[1]
    assert refusal[2]["Cache-Control"] == "no-store"
    forged = _saying(letters, randi.id, dag.id), _saying(letters, " 1 nb ", " 2 nb "), letters
    for other in forged:
        wrong = seal if other != letters else seal[::-1]
        assert (await fetched(f"{start}/{other}.{wrong}"))[:2] == refusal[:2]
    assert (await fetched(url))[0] == 200
    theatre.stage.sleep(seconds=LASTS.total_seconds())
    assert (await fetched(url))[:2] == refusal[:2]


def _saying(letters: str, old: str, new: str) -> str:
    said = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4)).decode()
    assert old in said
    return base64.urlsafe_b64encode(said.replace(old, new).encode()).decode().rstrip("=")


async def test_who_may_no_longer_see_the_case_cannot_print_it_with_a_link_from_before(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await writes(randi, SEAT)
    url = buttons(randi.sees)["Skriv ut"]["url"]
    await randi.presses("Tilbake til saken")
    await randi.presses("Jeg er inhabil")
    status, page, _ = await fetched(url)
    assert (status, "Ola" in page) == (404, False)


async def test_one_who_has_no_part_in_the_plan_never_sees_its_page(theatre: Theatre) -> None:
    randi, tor = await investigated(theatre), theatre.someone("Tor Vik")
    await writes(randi, SEAT)
    (case,) = theatre.case_ids()
    assert "Saken finnes ikke" in await tor.forges("case.plan_page", case=case, version="1")
    assert "Saken finnes ikke" in await tor.forges("plan.answer", case=case, page="plan_student", token="f" * 32)
    assert happened(theatre, "plan") == ["1"]
    assert SEAT["measure"] not in tor.whole_chat
