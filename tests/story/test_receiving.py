"""A receiver is told that something is there, takes it with one tap, and reads only after the habilitet question."""

import logging

import pytest

from tests.story.reading import buttons, words
from tests.story.theatre import Theatre

CANARIES = ("Kanarifugl", "kanarigul", "Kanaridotter", "kanaritillegg")
TOLD = {"student": "Kanarifugl Dal 2STA", "what": "Ble kalt kanarigul i garderoben."}


async def test_e46_nothing_of_what_was_told_is_in_any_chat_notification_or_log(
    theatre: Theatre, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(**TOLD, by_staff="employee")
    await tor.presses("Send", {"accused_name": "Kanaridotter"})
    tor.closes_dialog()
    await theatre.settle()
    await tor.presses("Legg til opplysninger", on="Lagret mandag")
    await tor.presses("Legg til", {"more": "Et kanaritillegg.", "category": "bullying"})
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    randi.closes_dialog()
    await theatre.wait(hours=3)

    said = [s.body for s in theatre.wire.sent]
    chats = [theatre.someone(p.name).whole_chat for p in theatre.stage.teams.chats.people.values()]
    for words_of in ("\n".join(said), "\n".join(chats), caplog.text):
        assert not [c for c in (*CANARIES, "obbing") if c.casefold() in words_of.casefold()]
    assert any("Sak 2026-" in s for s in said)


async def test_e46_a_notification_says_only_that_somebody_has_told(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    before = len(theatre.sent_to(randi))
    await tor.tells(**TOLD)
    await theatre.settle()

    (bell,) = [s.activity for s in theatre.sent_to(randi)[before:]]
    assert set(bell) == {"type", "summary", "attachments"}
    assert bell["summary"] == "Noen har meldt fra"
    assert "Tor" not in str(bell)
    assert words(bell["attachments"][0]["content"]).splitlines()[0] == "Noen har meldt fra"
    assert list(buttons(bell["attachments"][0]["content"])) == ["Bekreft mottak", "Åpne"]


async def test_ruling_5_acknowledging_is_one_tap_and_asks_nothing(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.presses("Bekreft mottak")

    assert randi.taps == 1
    assert "Du bekreftet mottak" in words(randi.last)
    assert list(buttons(randi.last)) == ["Åpne"]
    assert randi.dialog is None


async def test_the_second_to_press_sees_who_was_first(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.wait(hours=2, minutes=1)
    old = dag.cards[-1]
    await randi.presses("Bekreft mottak")
    answer = await dag.presses_old(old, "Bekreft mottak")

    assert answer.card
    assert "Randi Ås bekreftet mottak" in words(answer.card)
    assert "Bekreft mottak" not in buttons(answer.card)
    assert [e["actor"] for e in theatre.audit() if e["action"] == "case:acknowledge"] == [randi.id]


async def test_acknowledging_redraws_every_receivers_card_and_the_receipt(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.wait(hours=2, minutes=1)
    assert len(randi.doorbells) == 2  # the alert and its reminder
    await dag.presses("Bekreft mottak")
    await theatre.settle()

    assert all("Dag Lund bekreftet mottak" in bell for bell in randi.doorbells)
    assert not any("Bekreft mottak" in buttons(m.card or {}) for m in (*randi.cards, *dag.cards))
    assert "Bekreftet av Dag Lund" in tor.receipt
    assert "Bekreftet, følges opp" in tor.receipt
    assert tor.receipt.count("Sak 2026-") == 1


async def test_opening_asks_first_whether_one_is_habil_fvl_6(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.presses("Åpne")

    shown = randi.reads
    assert "Ola Dal 2STA" in shown
    assert "Tor Vik" in shown
    assert "Er du i slekt med noen av disse" in shown
    assert "Sitter alene" not in str(randi.answers[-1].body)
    assert list(buttons(randi.sees)) == ["Jeg er habil, åpne saken", "Jeg er inhabil"]


async def test_one_who_has_answered_that_they_are_habil_is_not_asked_again(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.opens_case()
    randi.closes_dialog()
    await theatre.wait(minutes=15)
    await randi.presses("Åpne")

    assert "Sitter alene hver dag." in randi.reads


async def test_p11_the_reading_is_in_the_audit_when_the_content_is_shown(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.presses("Åpne")
    done = [(e["actor"], e["action"]) for e in theatre.audit()]
    assert (randi.id, "case:involved") in done
    assert (randi.id, "case:open") not in done

    await randi.presses("Jeg er habil, åpne saken")
    assert "Sitter alene hver dag." in randi.reads
    assert [e["case"] for e in theatre.audit() if e["action"] == "case:open"] == theatre.case_ids()


async def test_p11_what_cannot_be_written_in_the_audit_is_not_shown(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.presses("Åpne")
    async with theatre.stage.locked():
        answer = await randi.presses("Jeg er habil, åpne saken")

    assert "Sitter alene" not in str(answer.body)
    assert "Ingenting er lagret eller endret." in str(answer.body)


async def test_what_was_read_in_the_chat_is_taken_away_again(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.opens_case()
    randi.closes_dialog()
    await theatre.wait(minutes=11)

    assert "Sitter alene" not in randi.whole_chat
    assert "Ola" not in randi.whole_chat
    assert "Noen har meldt fra" in words(randi.last)


async def test_who_is_involved_does_not_stay_in_the_chat_when_the_question_is_left_unanswered(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.presses("Åpne")
    randi.closes_dialog()
    await theatre.wait(minutes=11)

    assert "Ola" not in randi.whole_chat


async def test_what_was_read_on_a_client_without_redrawing_is_taken_away_too(theatre: Theatre) -> None:
    """An old client sends the fallback of every button: a plain submit."""
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.presses_fallback("Åpne")
    await randi.presses_fallback("Jeg er habil, åpne saken")
    assert "Sitter alene hver dag." in randi.reads
    randi.closes_dialog()
    await theatre.wait(minutes=11)

    assert "Sitter alene" not in randi.whole_chat


async def test_done_reading_makes_the_card_a_doorbell_again(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.opens_case()
    if "Ferdig lest" in buttons(randi.sees):
        await randi.presses("Ferdig lest")
    randi.closes_dialog()

    assert "Sitter alene" not in randi.whole_chat


async def test_a_receiver_who_has_told_from_a_channel_is_still_alerted_in_their_own_chat(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await randi.reports_message("Ola satt alene igjen", "Jon Eik", "channel")
    randi.closes_dialog()
    await tor.tells()
    await theatre.settle()

    assert theatre.stage.teams.room("channel") == ()
    assert "Noen har meldt fra" in words(randi.last)


async def test_rektor_may_tell_too_and_gets_both_the_receipt_and_the_case(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    await randi.tells()
    await theatre.settle()

    assert "Levert til rektor" in randi.receipt
    await randi.presses("Bekreft mottak", on="Noen har meldt fra")
    assert "Du bekreftet mottak" in words(randi.card_with("Noen har meldt fra").card or {})
