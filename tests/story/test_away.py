"""Away: what somebody who receives says in the chat, and where their alerts go meanwhile (E7)."""

from __future__ import annotations

from tests.story.reading import buttons, inputs, words
from tests.story.theatre import Theatre


def actions(theatre: Theatre, *kinds: str) -> list[str]:
    return [f"{e['action']} {e['reason']}".strip() for e in theatre.audit() if e["action"] in kinds]


async def test_e7_an_absence_set_in_the_chat_moves_an_unanswered_alert_to_the_deputy_at_once(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.settle()
    await randi.says("jeg er borte i dag")
    assert {k: v.get("value") for k, v in inputs(randi.last).items()} == {
        "first": "2026-11-23", "last": "2026-11-23", "how": "wholly",
    }  # fmt: skip
    assert theatre.count("absences") == 0
    assert dag.doorbells == []

    await randi.presses("Lagre")
    await theatre.settle()
    assert "Fra mandag 23. november 2026 til og med mandag 23. november 2026" in randi.reads
    assert "Du får denne fordi den som ellers skulle hatt den, er borte." in words(dag.last)
    assert actions(theatre, "people:away") == ["people:away 2026-11-23..2026-11-23"]
    assert f"case:alerted {dag.id} absent" in actions(theatre, "case:alerted")
    await theatre.wait(minutes=30)
    await randi.presses("Bekreft mottak", on="Sak 20")
    await theatre.settle()
    assert "Bekreftet av Randi Ås" in tor.receipt


async def test_e7_a_new_report_goes_to_the_deputy_until_rektor_is_back(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await randi.says("Jeg er borte fra 23.11 til 27.11")
    await randi.presses("Lagre")
    assert "Leses av rektors stedfortreder (Dag Lund)" in await tor.tells()
    await theatre.settle()
    assert (len(randi.doorbells), len(dag.doorbells)) == (0, 1)
    await randi.says("hei")
    assert "Du står som borte til og med fredag 27. november 2026. Tilbake?" in words(randi.last)
    await dag.says("hei")
    assert "Randi Ås er borte til og med fredag 27. november 2026." in words(dag.last)

    await randi.says("tilbake")
    assert "Velkommen tilbake" in words(randi.last)
    assert "Leses av rektor (Randi Ås)" in await tor.tells(student="Kari Dal 2STB")
    assert actions(theatre, "people:back") == ["people:back 2026-11-23..2026-11-27"]
    await dag.says("hei")
    assert "Randi Ås" not in words(dag.last)


async def test_e7_partly_there_tells_both(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await randi.says("borte til fredag")
    await randi.presses("Lagre", {"how": "partly"})
    assert "Både du og den som er neste, får nye og ubesvarte meldinger." in randi.reads
    await tor.tells()
    await theatre.settle()

    assert (len(randi.doorbells), len(dag.doorbells)) == (1, 1)


async def test_the_button_in_the_hello_card_and_the_way_back_in_the_receipt(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    await randi.says("hei")
    await randi.presses("Jeg er borte")
    assert "Når er du borte?" in randi.reads
    await randi.presses("Lagre", {"last": "2026-11-20"})
    assert "Den siste dagen kan ikke være før den første" in randi.reads
    await randi.presses("Lagre", {"last": "i morgen"})
    assert "Skriv en dag eller et klokkeslett som finnes." in randi.reads
    await randi.presses("Lagre", {"last": ""})
    assert "til du skriver «tilbake»" in randi.reads
    await randi.presses("Jeg er tilbake")
    assert "Velkommen tilbake" in randi.reads
    assert theatre.stage.rows("SELECT ended_at IS NOT NULL FROM absences") == [(1,)]


async def test_days_that_were_not_understood_are_asked_for(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    await randi.says("jeg er borte en stund")
    assert "Vi forsto ikke hvilke dager du mente." in words(randi.last)
    assert "Lagre" in buttons(randi.last)


async def test_an_absence_outlives_the_process(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await randi.says("jeg er borte i dag")
    await randi.presses("Lagre")
    await theatre.stage.stop()
    await theatre.stage.go_on()

    assert "Leses av rektors stedfortreder (Dag Lund)" in await tor.tells()


async def test_an_owners_contact_is_told_in_turn_all_the_same_and_is_told_so(theatre: Theatre) -> None:
    unni = theatre.someone("Unni Berg")
    await unni.says("jeg er borte i dag")
    await unni.presses("Lagre")
    assert "etter tur, også når noen er borte" in unni.reads
    tor = theatre.someone("Tor Vik")
    await tor.tells(by_staff="leader")
    await tor.presses("Send til skoleeieren", {"leader_id": theatre.someone("Randi Ås").id})
    await theatre.settle()
    assert len(unni.doorbells) == 1


async def test_a_teacher_who_writes_it_is_not_asked_for_days_and_can_save_none(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.says("jeg er borte i dag")
    assert "Lagre" not in buttons(tor.last)
    await tor.says("hei")
    assert "Jeg er borte" not in buttons(tor.last)
    for verb in ("away.begin", "away.answer", "away.back"):
        said = await tor.forges(verb, first="2026-11-23", last="", how="wholly")
        assert "Dette trengs ikke fra deg" in said
    assert theatre.count("absences") == 0
