"""When nothing can be saved, nobody is told that it was: the form comes back, with whom to telephone."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from tests.story.reading import standing, words
from tests.story.theatre import FIRST_PAGE, Theatre

LONG = {**FIRST_PAGE, "what": "Sitter alene hver dag. " * 200}
Fault = Callable[[], AbstractAsyncContextManager[None]]


@pytest.fixture(params=["locked", "full"])
def fault(theatre: Theatre, request: pytest.FixtureRequest) -> Fault:
    found: Fault = getattr(theatre.stage, request.param)
    return found


async def test_the_form_comes_back_with_what_was_written_and_the_next_try_succeeds(
    theatre: Theatre, fault: Fault
) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.opens_form()
    async with fault():
        await tor.presses("Send", LONG)
        shown = tor.reads
        assert "Ingenting er lagret eller sendt." in shown
        assert "ring skolen på 62 00 00 00" in shown
        assert "Meldingen er lagret" not in shown
        assert standing(tor.sees) == {**LONG, "what": LONG["what"].strip()}
        assert theatre.count("reports") == theatre.count("cases") == 0
    await theatre.settle()
    assert randi.doorbells == []

    await tor.presses("Send")
    await theatre.settle()
    assert "Meldingen er lagret" in tor.reads
    assert theatre.count("reports") == 1
    assert len(randi.doorbells) == 1


async def test_a_later_page_comes_back_too_and_the_earlier_ones_are_still_there(theatre: Theatre, fault: Fault) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(by_staff="employee", what=LONG["what"])
    async with fault():
        await tor.presses("Send", {"accused_name": "Ukjent mann"})
        assert "Ingenting er lagret eller sendt." in tor.reads
        assert standing(tor.sees) == {"accused_name": "Ukjent mann"}
    await tor.presses("Send")
    assert "Meldingen er lagret" in tor.reads
    await theatre.settle()
    await randi.opens_case()

    assert LONG["what"].strip() in randi.reads


async def test_an_addition_comes_back_as_well(theatre: Theatre, fault: Fault) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.tells()
    tor.closes_dialog()
    await theatre.settle()
    await tor.presses("Legg til opplysninger", on="Lagret mandag")
    async with fault():
        await tor.presses("Legg til", {"more": LONG["what"]})
        assert "Ingenting er lagret eller sendt." in tor.reads
        assert standing(tor.sees)["more"] == LONG["what"].strip()
    await tor.presses("Legg til")

    assert "Du la til opplysninger" in tor.reads
    assert theatre.count("supplements") == 1


async def test_acknowledging_that_could_not_be_saved_does_not_look_saved(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    async with theatre.stage.locked():
        await randi.presses("Bekreft mottak")
        assert "Du bekreftet" not in randi.whole_chat
    await theatre.wait(hours=2, minutes=1)

    assert "Bekreftet av" not in tor.receipt
    assert len(theatre.someone("Dag Lund").doorbells) == 1


async def test_a_card_whose_button_failed_can_be_pressed_again(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    async with theatre.stage.locked():
        await randi.presses("Bekreft mottak")
    await randi.presses("Bekreft mottak")

    assert "Du bekreftet mottak" in words(randi.last)


async def test_a_worry_that_could_not_be_kept_is_answered_with_whom_to_call(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    async with theatre.stage.locked():
        await tor.says("Jeg er redd for Ola, han sitter alene")

    assert "Ingenting er lagret eller endret." in words(tor.last)
    assert "ring 112" in words(tor.last)


async def test_a_form_that_was_open_when_the_process_was_started_again_comes_back_too(
    theatre: Theatre, fault: Fault
) -> None:
    """Where its writer is must be learnt anew then, and that cannot be saved either."""
    tor = theatre.someone("Tor Vik")
    await tor.opens_form()
    await theatre.stage.stop()
    await theatre.stage.go_on()
    theatre.stage.teams.chats.speak(tor.person, "nb-SE")
    async with fault():
        await tor.presses("Send", LONG)
        assert "Ingenting er lagret eller sendt." in tor.reads
        assert standing(tor.sees)["what"] == LONG["what"].strip()
    await tor.presses("Send")

    assert "Meldingen er lagret" in tor.reads


async def test_a_form_more_than_a_day_old_says_that_its_first_page_is_gone(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.tells(by_staff="employee")
    await theatre.wait(hours=26)
    await tor.presses("Send", {"accused_name": "Jon Eik"})

    assert "mer enn et døgn gammelt" in tor.reads
    assert "Hvilken elev gjelder det?" in tor.reads
    assert theatre.count("reports") == 0
    await tor.presses("Send", FIRST_PAGE)
    assert "Meldingen er lagret" in tor.reads
