"""The way of one report, as the design tells it."""

from tests.story.theatre import Theatre, buttons, words


async def test_a_concern_reaches_the_rektor_is_acknowledged_opened_and_its_reporter_is_told(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")

    receipt = await tor.tells()
    assert "Meldingen er lagret" in receipt
    assert "Leses av rektor (Randi Ås)" in receipt
    assert "Lagret mandag 23. november 2026 kl. 10.00" in receipt
    await theatre.settle()

    doorbell = words(randi.last)
    assert "Noen har meldt fra" in doorbell
    assert "Ola" not in doorbell
    assert "alene" not in doorbell
    assert list(buttons(randi.last)) == ["Bekreft mottak", "Åpne"]
    assert "Levert til rektor" in words(tor.card_with("Meldingen er lagret").card or {})

    await randi.presses("Bekreft mottak")
    await theatre.settle()
    assert "Du bekreftet mottak" in words(randi.last)
    assert "Bekreftet av Randi Ås" in words(tor.card_with("Meldingen er lagret").card or {})

    await randi.presses("Åpne")
    assert "Ola Dal 2STA" in randi.reads
    assert "Sitter alene" not in randi.reads
    await randi.presses("Jeg er habil, åpne saken")
    assert "Sitter alene hver dag." in randi.reads
