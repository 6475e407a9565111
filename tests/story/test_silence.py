"""Silence is impossible: whatever nobody answers goes on, to the next one and the next, until somebody does."""

from datetime import UTC, date, datetime

import pytest

from domain.people import Absence
from tests.story.conftest import Begin
from tests.story.house import changed, with_people
from tests.story.reading import buttons, words
from tests.story.theatre import Someone, Theatre

ALL_YEAR = (Absence(date(2026, 1, 1), date(2027, 12, 31)),)


def alerts(one: Someone) -> int:
    """How many cards of a case are in the chat, reminders left out."""
    return sum("Påminnelse" not in bell for bell in one.doorbells)


async def test_a_reminder_at_half_the_limit_and_the_next_receiver_at_the_limit(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.wait(minutes=58)
    assert len(randi.doorbells) == 1
    await theatre.wait(minutes=3)
    assert "Påminnelse: noen har meldt fra" in words(randi.last)
    assert len(randi.doorbells) == 2

    await theatre.wait(minutes=57)
    assert dag.doorbells == []
    await theatre.wait(minutes=3)
    assert "Du får denne fordi de som fikk den før deg, ikke har bekreftet." in words(dag.last)
    assert "Levert til rektors stedfortreder kl. 12.00" in tor.receipt


async def test_a_reminder_does_not_speak_of_somebody_before_the_first(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.wait(minutes=61)

    assert "Påminnelse" in words(randi.last)
    assert "de som fikk den før deg" not in words(randi.last)


async def test_ruling_18_nobody_answers_and_the_owners_contacts_are_told_in_turn_again_and_again(
    theatre: Theatre,
) -> None:
    tor, unni, kari = theatre.someone("Tor Vik"), theatre.someone("Unni Berg"), theatre.someone("Kari Moe")
    await tor.tells()
    await theatre.wait(days=1)
    assert (alerts(theatre.someone("Randi Ås")), alerts(theatre.someone("Dag Lund"))) == (1, 1)
    told = [(alerts(unni), alerts(kari))]
    for _ in range(3):
        await theatre.wait(days=1)
        told.append((alerts(unni), alerts(kari)))

    # every two school hours another one: on each day twice each
    assert told == [(2, 1), (4, 3), (6, 5), (8, 7)]
    assert (alerts(theatre.someone("Randi Ås")), alerts(theatre.someone("Dag Lund"))) == (1, 1)
    await kari.presses("Bekreft mottak")
    await kari.opens_case()
    kari.closes_dialog()
    before = len(unni.cards)
    await theatre.wait(days=3)
    assert len(unni.cards) == before


async def test_confirmed_but_unopened_is_reminded_of_and_goes_on(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.settle()
    await theatre.wait(minutes=30)
    await randi.presses("Bekreft mottak")
    await theatre.wait(minutes=61)
    assert len(randi.doorbells) == 2
    assert dag.doorbells == []

    await theatre.wait(minutes=60)
    assert "aken er bekreftet, men ikke åpnet." in words(dag.last)
    assert "Åpne" in buttons(dag.last)
    await dag.opens_case()
    assert "Sitter alene hver dag." in dag.reads


async def test_a_case_that_was_confirmed_and_opened_rings_no_more(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    randi.closes_dialog()
    await theatre.wait(minutes=15)
    others = [theatre.someone(n).whole_chat for n in ("Dag Lund", "Unni Berg", "Kari Moe", "Siv Nes", "Jon Eik")]
    await theatre.wait(days=5)

    assert len(randi.doorbells) == 1
    assert [
        theatre.someone(n).whole_chat for n in ("Dag Lund", "Unni Berg", "Kari Moe", "Siv Nes", "Jon Eik")
    ] == others


async def test_opened_but_not_confirmed_is_not_an_answer(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.settle()
    await randi.opens_case()
    randi.closes_dialog()
    await theatre.wait(hours=2, minutes=1)

    assert alerts(dag) == 1


async def test_e8_rektor_and_deputy_both_away_in_july_the_owner_is_told_at_once_and_the_receipt_says_so(
    begin: Begin,
) -> None:
    register = changed("Randi Ås", away=ALL_YEAR)
    dag = next(p for p in register.people.values() if p.name == "Dag Lund")
    register = with_people(type(dag)(dag.id, dag.name, dag.posts, away=ALL_YEAR), register=register)
    theatre = await begin(register, datetime(2027, 7, 5, 8, 0, tzinfo=UTC))
    tor = theatre.someone("Tor Vik")
    receipt = await tor.tells()
    await theatre.settle()

    assert "Leses av skoleeierens kontaktperson (Unni Berg)" in receipt
    assert "ring skolen på 62 00 00 00" in receipt
    assert alerts(theatre.someone("Unni Berg")) == 1
    assert theatre.someone("Randi Ås").doorbells == []
    assert theatre.someone("Dag Lund").doorbells == []


@pytest.mark.parametrize(
    ("told_at", "saved", "read"),
    [
        (datetime(2026, 11, 23, 21, 30, tzinfo=UTC), "mandag 23. november 2026 kl. 22.30", "tirsdag 24. november 2026"),
        (datetime(2026, 11, 27, 15, 30, tzinfo=UTC), "fredag 27. november 2026 kl. 16.30", "mandag 30. november 2026"),
        (datetime(2027, 3, 22, 9, 0, tzinfo=UTC), "mandag 22. mars 2027 kl. 10.00", "onsdag 31. mars 2027"),
        (datetime(2027, 7, 5, 8, 0, tzinfo=UTC), "mandag 5. juli 2027 kl. 10.00", "tirsdag 17. august 2027"),
    ],
    ids=["night", "weekend", "easter", "july"],
)
async def test_e9_at_night_and_in_holidays_a_report_is_taken_at_once_and_its_receipt_says_when_it_is_read(
    begin: Begin, told_at: datetime, saved: str, read: str
) -> None:
    theatre = await begin(at=told_at)
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    receipt = await tor.tells()
    await theatre.settle()

    assert f"Lagret {saved}" in receipt
    assert f"Ingen er på skolen nå. Meldingen blir vanligvis lest {read} kl. 08.00." in receipt
    assert "ring skolen på 62 00 00 00" in receipt
    assert alerts(randi) == 1
    assert "Levert til rektor" in words(tor.card_with("Lagret").card or {})


async def test_e9_a_night_report_is_escalated_in_school_hours(begin: Begin) -> None:
    theatre = await begin(at=datetime(2026, 11, 23, 21, 30, tzinfo=UTC))
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.wait(hours=10)
    assert len(randi.doorbells) == 1
    await theatre.wait(minutes=32)
    assert len(randi.doorbells) == 2
    await theatre.wait(minutes=57)
    assert dag.doorbells == []
    await theatre.wait(minutes=3)
    assert alerts(dag) == 1


async def test_e8_the_duty_does_not_pause_in_july(begin: Begin) -> None:
    theatre = await begin(at=datetime(2027, 7, 5, 8, 0, tzinfo=UTC))
    await theatre.someone("Tor Vik").tells()
    await theatre.wait(hours=2, minutes=2)

    assert alerts(theatre.someone("Dag Lund")) == 1


async def test_danger_does_not_wait_for_the_morning(begin: Begin) -> None:
    theatre = await begin(at=datetime(2026, 11, 28, 1, 0, tzinfo=UTC))
    await theatre.someone("Tor Vik").tells(danger="yes")
    await theatre.settle()
    for name, minutes in (("Randi Ås", 0), ("Dag Lund", 16), ("Unni Berg", 15), ("Kari Moe", 15)):
        await theatre.wait(minutes=minutes)
        assert alerts(theatre.someone(name)) == 1, name
    await theatre.wait(minutes=15)
    assert alerts(theatre.someone("Unni Berg")) == 2


async def test_e54_the_process_ends_in_the_middle_and_goes_on_exactly_where_it_was(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.wait(minutes=61)
    assert len(randi.doorbells) == 2
    await theatre.stage.stop()
    theatre.stage.sleep(minutes=30)
    await theatre.stage.go_on()
    await theatre.settle()
    assert len(randi.doorbells) == 2
    assert dag.doorbells == []

    await theatre.wait(minutes=30)
    assert alerts(dag) == 1
    assert "Levert til rektors stedfortreder" in tor.receipt
    await dag.presses("Bekreft mottak")
    assert "Du bekreftet mottak" in words(dag.last)


async def test_what_fell_due_while_the_process_was_down_is_done_when_it_is_up(theatre: Theatre) -> None:
    tor, dag = theatre.someone("Tor Vik"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.settle()
    await theatre.stage.stop()
    theatre.stage.sleep(hours=5)
    await theatre.stage.go_on()
    await theatre.settle()

    assert alerts(dag) == 1
    assert theatre.someone("Unni Berg").doorbells == []


async def test_a_report_saved_just_before_the_process_ended_is_delivered_after(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    theatre.stage.teams.fail_next(randi.person, 429, 99)
    await tor.tells()
    await theatre.stage.stop()
    theatre.stage.teams.faults._failures.clear()
    await theatre.stage.go_on()
    await theatre.wait(minutes=2)
    await theatre.settle()

    assert alerts(randi) == 1
    assert "Levert til rektor" in tor.receipt
