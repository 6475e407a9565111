"""What happens to an alert that Teams does not take: it arrives later, or another gets it; never silence."""

import pytest

from tests.story.reading import words
from tests.story.test_silence import alerts
from tests.story.theatre import Someone, Theatre

SENT = {"student": "Ola Dal 2STA", "what": "Sitter alene hver dag.", "by_staff": "no", "danger": "no"}


async def heal(theatre: Theatre) -> None:
    theatre.stage.teams.faults._failures.clear()


async def test_a_receiver_who_has_blocked_the_app_is_passed_over_at_once(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    theatre.stage.teams.block(randi.person)
    await tor.tells()
    await theatre.settle()

    assert "Du får denne fordi de som skulle hatt den før deg, ikke kunne nås." in words(dag.last)
    assert "Levert til rektors stedfortreder" in tor.receipt
    assert "Levert til rektor kl" not in tor.receipt


async def test_nobody_at_the_school_can_be_reached_and_the_owner_is_told_within_seconds(theatre: Theatre) -> None:
    tor, unni = theatre.someone("Tor Vik"), theatre.someone("Unni Berg")
    for name in ("Randi Ås", "Dag Lund"):
        await theatre.stage.teams.uninstall(theatre.someone(name).person)
    await tor.tells()
    await theatre.settle()
    await theatre.settle()

    assert alerts(unni) == 1
    assert "Levert til skoleeierens kontaktperson" in tor.receipt


async def test_nobody_at_all_can_be_reached_and_it_is_tried_again_until_somebody_can(theatre: Theatre) -> None:
    tor, unni, kari = theatre.someone("Tor Vik"), theatre.someone("Unni Berg"), theatre.someone("Kari Moe")
    receivers = [theatre.someone(n) for n in ("Randi Ås", "Dag Lund", "Unni Berg", "Kari Moe")]
    for one in receivers:
        theatre.stage.teams.block(one.person)
    await tor.tells()
    await theatre.wait(hours=30)
    assert "Ikke levert ennå" in tor.receipt

    for one in receivers:
        theatre.stage.teams.unblock(one.person)
    await theatre.wait(hours=18)
    assert alerts(unni) + alerts(kari) >= 1
    assert "Levert til skoleeierens kontaktperson" in tor.receipt


@pytest.mark.parametrize("status", [503, None, 429], ids=["503", "cut", "429"])
async def test_teams_is_down_for_an_hour_and_rektor_has_the_card_soon_after(
    theatre: Theatre, status: int | None
) -> None:
    """A passing fault reaches everybody alike, so it is no reason to pass anybody over."""
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.opens_form()
    theatre.stage.teams.fail_next(None, status, 100_000)
    await tor.presses("Send", SENT)
    assert "Meldingen er lagret" in tor.reads
    tor.closes_dialog()
    await theatre.wait_minute_by_minute(60)
    assert alerts(randi) == 0
    await heal(theatre)
    await theatre.wait_minute_by_minute(6)

    assert 1 <= alerts(randi) <= 3


async def test_teams_is_down_for_an_hour_and_the_reporter_has_a_receipt_in_the_chat_after(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.opens_form()
    theatre.stage.teams.fail_next(None, 503, 100_000)
    await tor.presses("Send", SENT)
    tor.closes_dialog()
    await theatre.wait_minute_by_minute(60)
    await heal(theatre)
    await theatre.wait(hours=4)

    assert "Levert til" in tor.receipt


async def test_an_answer_that_is_lost_gives_at_most_three_copies_of_the_same_case(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.opens_form()
    await theatre.wait(seconds=1)
    theatre.stage.teams.lose_answers(100_000)
    await tor.presses("Send", SENT)
    await theatre.wait_minute_by_minute(3)
    theatre.stage.teams.lose_answers(0)
    await theatre.settle()

    assert 1 <= alerts(randi) <= 3
    assert len({bell.split("Sak ")[1][:10] for bell in randi.doorbells}) == 1
    assert alerts(dag) <= 3


async def test_one_lost_answer_is_repeated_and_the_next_receiver_is_not_bothered(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.opens_form()
    theatre.stage.teams.fail_next(randi.person, 502)
    await tor.presses("Send", SENT)
    await theatre.wait(seconds=30)
    await theatre.settle()

    assert alerts(randi) == 1
    assert dag.doorbells == []


async def test_retry_after_is_honoured_and_not_forgotten(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.opens_form()
    before = len(theatre.sent_to(randi))
    theatre.stage.teams.fail_next(randi.person, 429, retry_after=300)
    await tor.presses("Send", SENT)
    await theatre.settle()
    assert len(theatre.sent_to(randi)) == before + 1

    await theatre.wait_minute_by_minute(4)
    assert len(theatre.sent_to(randi)) == before + 1
    await theatre.wait_minute_by_minute(2)
    assert alerts(randi) == 1
    assert dag.doorbells == []


async def test_what_waits_to_be_sent_is_not_sent_to_one_who_has_become_inhabil_meanwhile(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.wait(minutes=55)
    theatre.stage.teams.fail_next(randi.person, 429, retry_after=300)
    await theatre.wait(minutes=6)
    await randi.presses("Åpne")
    await randi.presses("Jeg er inhabil")
    await theatre.wait_minute_by_minute(10)

    assert len(randi.doorbells) <= 1
    assert "waiting" not in _ends(randi)
    assert alerts(theatre.someone("Unni Berg")) == 1


async def test_a_chat_that_was_deleted_is_made_anew(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    theatre.stage.forget_chat(randi.person)
    await tor.tells()
    await theatre.settle()

    assert alerts(randi) == 1


async def test_a_reporter_who_cannot_be_reached_keeps_nobody_waiting(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.opens_form()
    theatre.stage.teams.block(tor.person)
    await tor.presses("Send", SENT)
    await theatre.settle()
    assert alerts(randi) == 1

    theatre.stage.teams.unblock(tor.person)
    await tor.says("Mine meldinger")
    assert "Levert til rektor" in words(tor.last)


async def test_a_card_that_can_no_longer_be_redrawn_stops_nothing(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.wait(hours=2, minutes=1)
    chat = theatre.stage.teams.chats.of(randi.person)
    chat.messages.clear()
    await dag.presses("Bekreft mottak")
    await theatre.settle()

    assert "Bekreftet av Dag Lund" in tor.receipt
    assert randi.cards == []


def _ends(one: Someone) -> list[str]:
    return [row[0] for row in one.stage.rows("SELECT state FROM deliveries WHERE person = ?", one.id)]


async def test_every_delivery_ends_sent_dropped_or_raised(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    theatre.stage.teams.block(randi.person)
    await tor.tells()
    await theatre.wait(hours=6)

    assert "waiting" not in _ends(randi)
    assert "raised" in _ends(randi)
    assert set(_ends(theatre.someone("Dag Lund"))) <= {"sent", "dropped"}
