"""The first alert reaches a receiver who has never written, and of whom the bot knows nothing but an Entra id."""

import sqlite3
from contextlib import closing

from tests.story.reading import words
from tests.story.theatre import Theatre


async def test_a_rektor_who_has_never_opened_the_bot_gets_the_alert_in_a_conversation_made_for_it(
    theatre: Theatre,
) -> None:
    """The app is installed for them, but its event was never seen: a bot set up after the app, or a lost request."""
    randi, tor = theatre.someone("Randi Ås"), theatre.someone("Tor Vik")
    await theatre.stage.stop()
    with closing(sqlite3.connect(theatre.stage.database)) as record, record:
        record.execute("DELETE FROM conversations WHERE person = ?", (randi.id,))
    await theatre.stage.go_on()
    await tor.tells()
    await theatre.settle()

    assert "Noen har meldt fra" in words(randi.last)
    assert "Levert til rektor" in tor.receipt
    assert (randi.id, 1) in theatre.stage.rows("SELECT person, proven FROM conversations")
