"""Who is inhabil is out of the case without having seen it, and the next right one has it (ruling 19)."""

from datetime import date

from domain.people import Absence
from tests.story.conftest import Begin
from tests.story.house import changed
from tests.story.reading import buttons, words
from tests.story.theatre import Theatre


async def test_ruling_19_rektor_inhabil_the_owner_gets_it_and_the_deputy_nothing_e6(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    unni, chat = theatre.someone("Unni Berg"), dag.whole_chat
    await tor.tells()
    await theatre.settle()
    await randi.presses("Åpne")
    await randi.presses("Jeg er inhabil")
    assert "En annen får saken nå." in randi.reads
    randi.closes_dialog()
    await theatre.settle()

    assert "Du får denne fordi den som hadde den før deg, er inhabil." in words(unni.last)
    await theatre.wait(days=2)
    assert dag.whole_chat == chat
    await unni.opens_case()
    assert "Sitter alene hver dag." in unni.reads


async def test_ruling_19_one_who_is_inhabil_never_sees_the_content(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await randi.presses("Åpne")
    await randi.presses("Jeg er inhabil")
    randi.closes_dialog()
    await theatre.settle()
    (case,) = theatre.case_ids()

    assert all("Denne saken er ikke lenger hos deg." in bell for bell in randi.doorbells)
    for verb in ("case.open", "case.declare", "case.acknowledge", "case.hide", "case.recuse"):
        assert "Denne kan ikke åpnes" in await randi.forges(verb, case=case)
    seen = str([a.body for a in randi.answers]) + randi.whole_chat
    assert "Sitter alene" not in seen
    await theatre.wait(days=2)
    assert "Påminnelse" not in randi.whole_chat


async def test_ruling_19_when_rektor_who_had_confirmed_is_inhabil_the_limit_runs_again_for_the_owner(
    theatre: Theatre,
) -> None:
    tor, randi, unni = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Unni Berg")
    await tor.tells()
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await randi.presses("Åpne")
    await randi.presses("Jeg er inhabil")
    await theatre.settle()

    assert "Bekreft mottak" in buttons(unni.last)
    assert "Mottatt" in tor.receipt
    assert "Bekreftet av Randi" not in tor.receipt
    await unni.presses("Bekreft mottak")
    await theatre.settle()
    assert "Bekreftet av Unni Berg" in tor.receipt


async def test_ruling_19_a_deputy_who_is_inhabil_gives_the_case_back_to_rektor(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.wait(hours=2, minutes=1)
    bells, owners = len(randi.doorbells), theatre.someone("Unni Berg").whole_chat
    await dag.presses("Åpne")
    await dag.presses("Jeg er inhabil")
    dag.closes_dialog()
    await theatre.settle()

    assert len(randi.doorbells) == bells + 1
    assert "Du får denne fordi den som hadde den før deg, er inhabil." in words(randi.last)
    assert theatre.someone("Unni Berg").whole_chat == owners
    assert "Denne saken er ikke lenger hos deg." in words(dag.last)


async def test_e7_rektor_away_the_deputy_is_told_and_rektor_sees_it_when_back(begin: Begin) -> None:
    register = changed("Randi Ås", away=(Absence(date(2026, 11, 23), date(2026, 11, 23)),))
    theatre = await begin(register)
    tor, dag, chat = theatre.someone("Tor Vik"), theatre.someone("Dag Lund"), theatre.someone("Randi Ås").whole_chat
    await tor.tells()
    await theatre.settle()

    assert "Leses av rektors stedfortreder (Dag Lund)" in tor.receipt
    assert "Noen har meldt fra" in words(dag.last)
    assert theatre.someone("Randi Ås").whole_chat == chat


async def test_ruling_19_an_acting_rektor_who_is_inhabil_sends_it_to_the_owner(begin: Begin) -> None:
    theatre = await begin(changed("Randi Ås", away=(Absence(date(2026, 11, 23), date(2026, 11, 27)),)))
    tor, dag, unni = theatre.someone("Tor Vik"), theatre.someone("Dag Lund"), theatre.someone("Unni Berg")
    chat = theatre.someone("Randi Ås").whole_chat
    await tor.tells()
    await theatre.settle()
    await dag.presses("Åpne")
    await dag.presses("Jeg er inhabil")
    await theatre.settle()

    assert "er inhabil." in words(unni.last)
    assert theatre.someone("Randi Ås").whole_chat == chat
