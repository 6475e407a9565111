"""Who is who changes while the bot runs: a new rektor, somebody away, a file with a fault in it (E7)."""

from __future__ import annotations

import asyncio
import os
import signal

import aiohttp
import pytest

from bot import doctor
from tests.story.conftest import Begin
from tests.story.reading import words
from tests.story.theatre import Someone, Theatre

RANDI_IS_REKTOR = "name: Randi Ås\n    posts: [{school: fjellvik, role: principal}]"
JON_IS_STAFF = "name: Jon Eik\n    posts: [{school: fjellvik, role: staff}]"
NEW_REKTOR = (
    (RANDI_IS_REKTOR, RANDI_IS_REKTOR.replace("principal", "staff")),
    (JON_IS_STAFF, JON_IS_STAFF.replace("staff", "principal")),
)
NO_LONGER = "Denne saken er ikke lenger hos deg."


@pytest.fixture
async def theatre(begin: Begin) -> Theatre:
    """Fjellvik, whose people stand in a file that can be edited."""
    return await begin(files=True)


async def takes(theatre: Theatre, one: Someone) -> None:
    """Somebody confirms, opens and reads to the end."""
    await one.presses("Bekreft mottak")
    await one.opens_case()
    if one.dialog is None:
        await one.presses("Ferdig lest")
    one.closes_dialog()
    await theatre.settle()


async def gets_a_new_rektor(theatre: Theatre) -> None:
    theatre.stage.edit("people.yaml", *NEW_REKTOR)
    await theatre.stage.reload()
    await theatre.settle()


def actions(theatre: Theatre, *kinds: str) -> list[str]:
    return [f"{e['action']} {e['reason']}".strip() for e in theatre.audit() if e["action"] in kinds]


# A new rektor


async def test_a_new_rektor_takes_over_an_open_case_and_the_old_one_loses_sight_of_it(theatre: Theatre) -> None:
    tor, randi, jon = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Jon Eik")
    await tor.tells()
    await theatre.settle()
    await takes(theatre, randi)
    await gets_a_new_rektor(theatre)

    assert "Du får denne fordi du har tatt over etter den som hadde saken." in words(jon.last)
    assert "Randi Ås bekreftet mottak" in words(jon.last)
    assert all(NO_LONGER in bell for bell in randi.doorbells)
    (case,) = theatre.case_ids()
    for verb in ("case.open", "case.declare", "case.acknowledge", "case.hide"):
        assert "Denne kan ikke åpnes" in await randi.forges(verb, case=case)
    await jon.opens_case()
    assert "Sitter alene hver dag." in jon.reads
    assert "Randi Ås er ikke lenger mottaker" in jon.reads


async def test_both_are_in_the_audit_and_the_receipt_keeps_its_word(theatre: Theatre) -> None:
    tor, randi, jon = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Jon Eik")
    await tor.tells()
    await theatre.settle()
    await takes(theatre, randi)
    await gets_a_new_rektor(theatre)

    assert actions(theatre, "people:post_given", "people:post_taken", "case:left") == [
        f"people:post_taken {randi.id} principal",
        f"people:post_given {jon.id} principal",
        f"case:left {randi.id}",
    ]
    assert f"case:alerted {jon.id} taken_over" in actions(theatre, "case:alerted")
    assert "Bekreftet av Randi Ås" in tor.receipt
    assert "Levert til rektor" in tor.receipt


async def test_a_rektor_who_is_no_longer_in_the_file_at_all_keeps_their_name_in_what_was(theatre: Theatre) -> None:
    tor, randi, jon = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Jon Eik")
    await tor.tells()
    await theatre.settle()
    await takes(theatre, randi)
    gone = (f"  - id: {randi.id}\n    {RANDI_IS_REKTOR}\n", "")
    theatre.stage.edit("people.yaml", gone, NEW_REKTOR[1])
    await theatre.stage.reload()
    await theatre.settle()

    assert "Randi Ås bekreftet mottak" in words(jon.last)
    assert "Bekreftet av Randi Ås" in tor.receipt
    await theatre.stage.stop()
    await theatre.stage.go_on()
    await theatre.settle()
    await jon.presses("Åpne")
    await jon.presses("Jeg er habil, åpne saken")
    assert "bekreftet av Randi Ås" in jon.reads


async def test_a_new_rektor_who_does_not_open_is_reminded_and_the_deputy_is_told(theatre: Theatre) -> None:
    randi, dag, jon = theatre.someone("Randi Ås"), theatre.someone("Dag Lund"), theatre.someone("Jon Eik")
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()
    await takes(theatre, randi)
    await gets_a_new_rektor(theatre)
    await theatre.wait(minutes=61)
    assert len(jon.doorbells) == 2
    await theatre.wait(minutes=60)
    assert len(dag.doorbells) == 1
    await dag.opens_case()
    dag.closes_dialog()
    await theatre.wait(days=2)
    assert len(jon.doorbells) == 2


async def test_a_change_while_the_process_was_down_is_found_at_the_start(theatre: Theatre) -> None:
    randi, jon = theatre.someone("Randi Ås"), theatre.someone("Jon Eik")
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()
    await takes(theatre, randi)
    await theatre.stage.stop()
    theatre.stage.edit("people.yaml", *NEW_REKTOR)
    await theatre.stage.go_on()
    await theatre.settle()

    assert "du har tatt over" in words(jon.last)
    assert all(NO_LONGER in bell for bell in randi.doorbells)


async def test_ruling_2_a_new_rektor_takes_over_no_leader_case(theatre: Theatre) -> None:
    tor, jon = theatre.someone("Tor Vik"), theatre.someone("Jon Eik")
    await tor.tells(by_staff="leader")
    await tor.presses("Send til skoleeieren", {"leader_id": theatre.someone("Randi Ås").id})
    await theatre.settle()
    chat = jon.whole_chat
    await gets_a_new_rektor(theatre)
    await theatre.wait(days=1)

    assert jon.whole_chat == chat


# A file that changes, and one with a fault


async def test_a_file_is_read_when_it_has_stood_still_from_one_look_to_the_next(theatre: Theatre) -> None:
    tor, look = theatre.someone("Tor Vik"), theatre.stage.varsle.upkeep.look
    await look()
    theatre.stage.edit("schools/fjellvik.yaml", ("phone: 62 00 00 00", "phone: 62 00 11 11"))
    await look()
    theatre.stage.edit("schools/fjellvik.yaml", ("phone: 62 00 11 11", "phone: 62 00 22 222"))
    await look()
    assert theatre.stage.varsle.desk.house.register.schools["fjellvik"].phone == "62 00 00 00"
    await look()
    assert theatre.stage.varsle.desk.house.register.schools["fjellvik"].phone == "62 00 22 222"
    assert "Meldingen er lagret" in await tor.tells()


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("people.yaml", (RANDI_IS_REKTOR, RANDI_IS_REKTOR.replace("principal", "boss"))),
        ("people.yaml", ("people:", "people: [")),
        ("schools/fjellvik.yaml", ("name:", "nam:")),
    ],
    ids=["entry", "people", "school"],
)
async def test_a_broken_file_names_itself_and_the_last_valid_one_goes_on(
    theatre: Theatre, caplog: pytest.LogCaptureFixture, file: str, fault: tuple[str, str]
) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    theatre.stage.edit(file, fault)
    await theatre.stage.reload()
    await tor.tells()
    await theatre.settle()

    assert len(randi.doorbells) == 1
    (line,) = [r.getMessage() for r in caplog.records if "cannot be used" in r.getMessage()]
    assert line.startswith(f"{file.split('/')[-1]}, line ")
    assert not [r for r in caplog.records if "Randi" in r.getMessage()]
    assert theatre.stage.varsle.upkeep.faults == [line.split(":")[0]]
    theatre.stage.edit(file, fault[::-1])
    await theatre.stage.reload()
    assert theatre.stage.varsle.upkeep.faults == []


async def test_readyz_says_which_line_cannot_be_used(theatre: Theatre) -> None:
    assert (await theatre.ready())["faults"] == []
    theatre.stage.edit("people.yaml", ("role: deputy", "role: Kari Moe"))
    await theatre.stage.reload()
    assert (await theatre.ready())["faults"] == ["people.yaml, line 11"]
    async with aiohttp.ClientSession() as session:
        findings = await doctor._running(session, theatre.ready_url.removesuffix("/readyz"))
    assert "MEND  the running bot could not use people.yaml, line 11: news there waits" in map(str, findings)


async def test_a_hangup_reads_the_files_at_once(theatre: Theatre) -> None:
    assert signal.getsignal(signal.SIGHUP) is not signal.SIG_DFL
    theatre.stage.edit("schools/fjellvik.yaml", ("phone: 62 00 00 00", "phone: 62 00 11 11"))
    os.kill(os.getpid(), signal.SIGHUP)
    async with asyncio.timeout(10):
        while theatre.stage.varsle.desk.house.register.schools["fjellvik"].phone != "62 00 11 11":  # noqa: ASYNC110
            await asyncio.sleep(0.01)


NEW_COLLEAGUE = """people:
  - id: 7d3e1a50-0000-4000-8000-000000000041
    name: Hanne Ly
    posts: [{school: fjellvik, role: subject_teacher}]"""


async def test_s1_1_somebody_new_in_the_people_file_is_put_before_those_who_brief_new_colleagues(
    theatre: Theatre,
) -> None:
    randi = theatre.someone("Randi Ås")
    theatre.stage.edit("people.yaml", ("people:", NEW_COLLEAGUE))
    for _ in range(2):  # read again, nobody is new any more
        await theatre.stage.reload()
        await theatre.settle()
    (card,) = randi.cards_with("Hanne Ly har begynt på skolen.")
    assert "Handlingsplanen gjennomgås med alle ansatte" in words(card.card or {})
