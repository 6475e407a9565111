"""The clocks of a case from the day it was told: rektor sees them, the owner is told, and the reporter sees none."""

from __future__ import annotations

from dataclasses import replace

from cards.clocks import NO_BREAK
from demo.stage import read_register
from domain.people import Register
from domain.profile import CasePlan, OwnerNotice, School
from domain.text import same
from tests.builders import at
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK
from tests.story.reading import buttons, inputs
from tests.story.theatre import Someone, Theatre

PLAN = "Handlingsplan lagt fram og godtatt"
TELL = "Varsle skoleeieren: straks (§ 12-5)"


def at_fjellvik(**but: object) -> Register:
    register = read_register()
    school: School = replace(register.schools[FJELLVIK], **but)  # type: ignore[arg-type]
    return replace(register, schools={FJELLVIK: school})


def as_at_lillestrom() -> Register:
    plan = CasePlan(same("handlingsplan"), within=5, accepted=True)
    return at_fjellvik(plan=plan, sources={"plan.within": "S4-2"})


def as_at_sandvika() -> Register:
    notice = OwnerNotice(("area_director", "owner_team"), unfounded_exception=False)
    return at_fjellvik(owner_notice=notice, sources={"owner_notice.to": "S1-9"})


def reads(one: Someone) -> str:
    return one.reads.replace(NO_BREAK, " ")


async def taken(theatre: Theatre, **answers: str) -> Someone:
    """Tor tells, and rektor acknowledges and opens."""
    tor = theatre.someone("Tor Vik")
    await tor.tells(**answers)
    if answers.get("by_staff") == "employee":
        await tor.presses("Send", {"accused_name": "Vikaren i gym"})
    await theatre.settle()
    randi = theatre.someone("Randi Ås")
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    return randi


async def test_s4_2_12_6_rektor_sees_the_plan_and_the_week_and_what_is_late_first(begin: Begin) -> None:
    theatre = await begin(as_at_lillestrom())
    randi = await taken(theatre)
    assert f"{PLAN}: innen mandag 30. november 2026 (S4-2)" in reads(randi)
    assert "Statsforvalteren tar imot saken fra mandag 30. november 2026 (§ 12-6)" in reads(randi)
    if randi.dialog is None:
        await randi.presses("Ferdig lest")
    randi.closes_dialog()

    await theatre.wait(days=8)
    await randi.presses("Åpne")
    late, week = f"{PLAN}: fristen gikk ut mandag 30. november 2026 (S4-2)", "Uken er ute: fra mandag 30. november 2026"
    assert reads(randi).index("Frister") < reads(randi).index(late) < reads(randi).index(week)
    assert reads(randi).index(week) < reads(randi).index("Sitter alene hver dag.")

    tor = theatre.someone("Tor Vik")
    await tor.says("Mine meldinger")
    assert not [word for word in ("Frister", "Statsforvalteren", PLAN) if word in tor.whole_chat]


async def test_calendar_4_easter_2027_stops_neither(begin: Begin) -> None:
    """Monday 22 March 2027: the school is closed from that day to the Tuesday after Easter."""
    theatre = await begin(as_at_lillestrom(), at("10:00", "2027-03-22"))
    randi = await taken(theatre)
    assert f"{PLAN}: innen torsdag 1. april 2027 (S4-2)" in reads(randi)
    assert "Statsforvalteren tar imot saken fra mandag 29. mars 2027 (§ 12-6)" in reads(randi)


async def test_ruling_3_rektor_writes_how_the_owner_was_told_and_is_no_longer_pressed(theatre: Theatre) -> None:
    randi = await taken(theatre, by_staff="employee")
    assert TELL in reads(randi)
    await randi.presses("Skoleeieren er varslet")
    await randi.presses("Lagre", {"owner_notice_to": "owner"})
    assert "Dette må fylles ut." in randi.reads
    await randi.presses("Lagre", {"owner_notice_how": "Ringte Unni Berg", "owner_notice_when": "i dag kl. 10.15"})

    said = reads(randi)
    assert TELL not in said
    assert "Skoleeieren er varslet, registrert mandag 23. november 2026" in said
    assert "skoleeieren varslet, skrevet av Randi Ås" in said
    assert theatre.count("notes") == 1
    await randi.presses("Det som er skrevet ned")
    assert "Ringte Unni Berg" in reads(randi)
    randi.closes_dialog()
    await theatre.wait(minutes=15)
    assert "Ringte" not in randi.whole_chat

    tor = theatre.someone("Tor Vik")
    await tor.presses("Vis det jeg skrev", on="Lagret mandag")
    assert "Ringte" not in tor.reads


async def test_12_5_a_manifestly_unfounded_suspicion_needs_its_reason(theatre: Theatre) -> None:
    randi = await taken(theatre, by_staff="employee")
    await randi.presses("Skoleeieren er varslet")
    await randi.presses("Lagre", {"owner_notice_to": "unfounded"})
    assert theatre.count("notes") == 0
    await randi.presses("Lagre", {"owner_notice_reason": "Vikaren var ikke på skolen den dagen."})
    assert "Skoleeieren varsles ikke: åpenbart grunnløs, begrunnet mandag" in reads(randi)
    assert "Undersøk saken: snarest" in reads(randi)


async def test_s1_9_sandvika_has_two_to_tell_and_no_exception(begin: Begin) -> None:
    theatre = await begin(as_at_sandvika())
    randi = await taken(theatre, by_staff="employee")
    assert {"Varsle områdedirektøren: straks (S1-9)", "Varsle skolemiljøteamet: straks (S1-9)"} <= set(
        reads(randi).splitlines()
    )
    await randi.presses("Skoleeieren er varslet")
    offered = [choice["value"] for choice in inputs(randi.sees)["owner_notice_to"]["choices"]]
    assert offered == ["area_director", "owner_team"]


async def test_nobody_records_for_a_case_they_do_not_have(theatre: Theatre) -> None:
    await taken(theatre, by_staff="employee")
    (case,) = theatre.case_ids()
    tor = theatre.someone("Tor Vik")
    told = {"owner_notice_to": "owner", "owner_notice_how": "Ringte", "owner_notice_when": "nå"}
    for verb in ("case.tell_owner", "tell_owner.answer"):
        assert "Saken finnes ikke" in await tor.forges(verb, case=case, **told)
    assert theatre.count("notes") == 0


async def test_ruling_2_a_leader_case_is_with_the_owner_already(theatre: Theatre) -> None:
    tor, unni = theatre.someone("Tor Vik"), theatre.someone("Unni Berg")
    await tor.tells(by_staff="unsure_whether_leader")
    await tor.presses("Send til skoleeieren", {"leader_id": "other"})
    await theatre.settle()
    await unni.presses("Bekreft mottak")
    await unni.opens_case()
    assert "Skoleeieren er varslet" not in buttons(unni.sees)
    assert "Statsforvalteren tar imot saken fra mandag 30. november 2026" in reads(unni)
