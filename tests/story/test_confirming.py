"""Whoever told in another way is asked in Teams whether what was written down is right, and nobody else is."""

from tests.story.conftest import Begin
from tests.story.house import without_agreement
from tests.story.reading import buttons, words
from tests.story.test_registering import registers
from tests.story.theatre import Theatre


async def test_whoever_told_is_asked_whether_it_is_right_and_the_chat_shows_nothing_of_it(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    before = len(theatre.sent_to(tor))
    await registers(randi, tor.id)
    randi.closes_dialog()
    await theatre.settle()

    (asked,) = [s.activity for s in theatre.sent_to(tor)[before:]]
    assert asked["summary"] == "Stemmer det som er skrevet?"
    assert "Randi Ås har skrevet ned det du fortalte mandag 23. november 2026 kl. 09.40." in words(tor.last)
    assert list(buttons(tor.last)) == ["Se og bekreft", "Rett eller legg til"]
    await tor.presses("Se og bekreft")
    assert "Sitter alene hver dag." in tor.reads
    await tor.presses("Det stemmer")
    assert "Du har bekreftet at det stemmer" in tor.reads
    tor.closes_dialog()
    await theatre.wait(minutes=11)

    assert "Ola Dal" not in tor.whole_chat + randi.whole_chat
    assert "Sitter alene" not in tor.whole_chat + randi.whole_chat
    assert "Se og bekreft" not in buttons(tor.last)
    assert [e["actor"] for e in theatre.audit() if e["action"] == "case:confirm"] == [tor.id]
    await randi.opens_case()
    assert "Den som fortalte det, bekreftet mandag 23. november 2026 kl. 10.00 at det stemmer." in randi.reads
    assert "Tor Vik bekreftet at det stemmer" in randi.reads


async def test_what_is_shown_to_be_confirmed_is_taken_away_again_by_itself(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await registers(randi, tor.id)
    await theatre.settle()
    await tor.presses("Se og bekreft")
    tor.closes_dialog()
    await theatre.wait(minutes=11)

    assert "Sitter alene" not in tor.whole_chat
    assert "Se og bekreft" in buttons(tor.last)


async def test_whoever_told_can_correct_and_the_receiver_sees_who_wrote_what(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await registers(randi, tor.id)
    randi.closes_dialog()
    await theatre.settle()
    await tor.presses("Rett eller legg til")
    await tor.presses("Legg til", {"more": "Det var på tirsdag, ikke mandag."})
    tor.closes_dialog()
    await theatre.settle()

    assert "Nye opplysninger" in words(randi.last)
    await randi.opens_case()
    assert "Lagt til av Tor Vik" in randi.reads
    assert "Det var på tirsdag, ikke mandag." in randi.reads
    assert "Sitter alene hver dag." in randi.reads
    randi.closes_dialog()
    await randi.presses("Vis det jeg skrev", on="Du registrerte det")
    assert "Sitter alene hver dag." in randi.reads
    assert "tirsdag" not in randi.reads  # what another wrote is the case's


async def test_somebody_accused_is_never_asked_whether_it_is_right(theatre: Theatre) -> None:
    randi, jon = theatre.someone("Randi Ås"), theatre.someone("Jon Eik")
    before = jon.whole_chat
    await registers(randi, jon.id, teller_name="Jon Eik", by_staff="employee")
    await randi.presses("Send", {"accused_name": "Jon Eik"})
    await randi.presses("Send", {"accused_id": jon.id})
    await theatre.settle()

    assert jon.whole_chat == before
    (report,) = theatre.report_ids()
    assert (await jon.forges("mine.show", report=report)).startswith("Denne kan ikke åpnes")


async def test_ruling_2_what_cannot_be_delivered_asks_both_until_one_has_told_the_owner(begin: Begin) -> None:
    theatre = await begin(without_agreement())
    randi, tor = theatre.someone("Randi Ås"), theatre.someone("Tor Vik")
    await registers(randi, tor.id, by_staff="leader")
    await randi.presses("Lagre", {"leader_id": "other"})
    assert "Lagret, men ikke levert" in randi.reads
    randi.closes_dialog()
    await theatre.wait(hours=2, minutes=1)
    assert "Har du sagt fra til skoleeieren?" in words(randi.last)
    assert "Har du sagt fra til skoleeieren?" in words(tor.last)
    await randi.presses("Jeg har sagt fra til skoleeieren")
    await randi.presses("Lagre", {"owner_told_how": "Ringte."})
    await theatre.wait(hours=5)

    assert "Jeg har sagt fra til skoleeieren" not in buttons(tor.last)
    assert [e["actor"] for e in theatre.audit() if e["action"] == "case:record_owner_told"] == [randi.id]


async def test_nobody_but_whoever_told_confirms(theatre: Theatre) -> None:
    randi, tor, jon = (theatre.someone(n) for n in ("Randi Ås", "Tor Vik", "Jon Eik"))
    await registers(randi, tor.id)
    await theatre.settle()
    (report,) = theatre.report_ids()
    for one in (randi, jon):
        assert (await one.forges("report.confirm", report=report)).startswith("Denne kan ikke åpnes")
    await tor.forges("report.confirm", report=report)
    await tor.forges("report.confirm", report=report)
    assert len([e for e in theatre.audit() if e["action"] == "case:confirm" and e["outcome"] == "done"]) == 1


async def test_one_does_not_confirm_ones_own_report(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.tells()
    (report,) = theatre.report_ids()
    assert (await tor.forges("report.confirm", report=report)).startswith("Denne kan ikke åpnes")


async def test_both_find_it_among_their_own(theatre: Theatre) -> None:
    randi, tor = theatre.someone("Randi Ås"), theatre.someone("Tor Vik")
    await registers(randi, tor.id)
    randi.closes_dialog()
    await theatre.settle()
    (reference,) = theatre.stage.rows("SELECT reference FROM cases")[0]
    for one in (randi, tor):
        await one.says("Mine meldinger")
        assert reference in words(one.last)
