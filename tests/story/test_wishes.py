"""A student wants to talk with the school nurse: she alone learns whose the wish is, and nothing else is kept."""

from dataclasses import replace

import pytest

from cards.look import Surface
from domain.people import Person, Post, Role
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, without_agreement
from tests.story.reading import buttons, inputs, standing, words
from tests.story.test_student import ABOUT_ME, APART, OPENLY, SELF, comes, house
from tests.story.theatre import Someone, Theatre

NURSE = Person("7d3e1a50-0000-4000-8000-000000000041", "Nina Holt", frozenset({Post(FJELLVIK, Role.SCHOOL_NURSE)}))
CHOSEN = {**OPENLY, "adult": NURSE.id}
DOORBELL = "En elev ønsker en samtale"


@pytest.fixture(params=[True, False], ids=["guest", "employee"])
async def theatre(begin: Begin, request: pytest.FixtureRequest) -> Theatre:
    return await begin(house(replace(NURSE, guest=request.param)))


async def wishes(emil: Someone, **first: str) -> None:
    await comes(emil, SELF, {**ABOUT_ME, **first})
    await emil.presses("Send", CHOSEN)
    await emil.presses("Send", {"share": "no"})


def everything(theatre: Theatre) -> str:
    tables = [t for (t,) in theatre.stage.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return "".join(str(theatre.stage.rows(f"SELECT * FROM {t}")) for t in tables)  # noqa: S608


async def test_ruling_8_before_anything_is_sent_it_is_asked_who_is_to_have_it(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    before = await comes(emil, SELF, ABOUT_ME)
    assert "Helsesykepleieren har taushetsplikt." in before
    await emil.presses("Send", CHOSEN)

    assert "Nina Holt har taushetsplikt." in emil.reads
    assert "Det du har skrevet, blir ikke sendt eller lagret." in emil.reads
    assert "Vil du at rektor også skal få det du har skrevet?" in emil.reads
    assert standing(emil.sees)["share"] == "no"
    assert theatre.count("reports") == theatre.count("wishes") == 0


async def test_ruling_8_a_wish_is_told_to_her_alone_and_nothing_of_what_was_written_is_kept(theatre: Theatre) -> None:
    emil, nina, randi = (theatre.someone(name) for name in ("Emil Strand", "Nina Holt", "Randi Ås"))
    chat = randi.whole_chat
    await wishes(emil)
    assert "Ønsket er sendt" in emil.reads
    assert "Nina Holt får vite at du vil snakke" in emil.reads
    emil.closes_dialog()
    await theatre.wait(minutes=11)

    assert DOORBELL in words(nina.last)
    assert "Emil" not in nina.whole_chat
    assert "Nina" not in emil.whole_chat
    assert randi.whole_chat == chat
    assert theatre.count("reports") == theatre.count("cases") == theatre.count("drafts") == 0
    assert "garderoben" not in everything(theatre)
    assert emil.id not in str([e for e in theatre.audit() if e["action"].startswith("wish")])
    await nina.presses("Se hvem")
    assert "Emil Strand" in nina.reads
    await theatre.wait(minutes=11)
    assert "Emil" not in nina.whole_chat


async def test_a_time_that_is_set_ends_the_reminders(theatre: Theatre) -> None:
    emil, nina = theatre.someone("Emil Strand"), theatre.someone("Nina Holt")
    await wishes(emil)
    emil.closes_dialog()
    await theatre.settle()
    await nina.presses("Se hvem")
    await nina.presses("Vi har avtalt tid")
    assert "Takk." in nina.reads
    nina.closes_dialog()
    chat = emil.whole_chat
    await theatre.wait(days=7)

    assert "Takk." in words(nina.card_with(DOORBELL).card or {})
    assert not [m for m in nina.cards if "Påminnelse" in words(m.card or {})]
    assert theatre.surface == "inline" or emil.whole_chat == chat
    assert [e["action"] for e in theatre.audit() if e["action"].startswith("wish")] == [
        "wish:made", "wish:shown", "wish:met",
    ]  # fmt: skip


async def test_she_is_reminded_three_times_and_then_the_student_is_told_where_else_to_go(theatre: Theatre) -> None:
    emil, nina, randi = (theatre.someone(name) for name in ("Emil Strand", "Nina Holt", "Randi Ås"))
    await wishes(emil)
    emil.closes_dialog()
    chat = randi.whole_chat
    for day in range(1, 4):
        await theatre.wait(days=1)
        assert len(nina.cards_with("Påminnelse: en elev ønsker en samtale")) == day
    assert not emil.cards_with("Fikk du snakket med noen?")
    await theatre.wait(days=1)
    assert len(emil.cards_with("Fikk du snakket med noen?")) == 1
    assert "Nina" not in emil.whole_chat
    assert randi.whole_chat == chat
    await theatre.wait(days=7)

    assert len(nina.cards_with("Påminnelse")) == 3
    assert len(emil.cards_with("Fikk du snakket med noen?")) == 1
    await emil.presses("Velg en voksen")
    assert "talk_about" in inputs(emil.sees)


async def test_one_who_cannot_be_reached_makes_no_student_wait(theatre: Theatre) -> None:
    emil, nina = theatre.someone("Emil Strand"), theatre.someone("Nina Holt")
    await theatre.stage.teams.uninstall(nina.person)
    await wishes(emil)
    emil.closes_dialog()
    await theatre.settle()
    assert len(emil.cards_with("Fikk du snakket med noen?")) == 1
    await theatre.wait(days=7)

    assert len(emil.cards_with("Fikk du snakket med noen?")) == 1


async def test_one_who_has_left_the_post_does_not_learn_whose_it_is(theatre: Theatre) -> None:
    emil, nina = theatre.someone("Emil Strand"), theatre.someone("Nina Holt")
    await wishes(emil)
    await theatre.settle()
    left = replace(house().people[emil.id], id=NURSE.id, name=NURSE.name, posts=frozenset({Post(FJELLVIK, Role.STAFF)}))
    await theatre.stage.go_on_with(house(left))
    nina.closes_dialog()
    await nina.presses("Se hvem")

    assert "Denne kan ikke åpnes" in nina.reads
    assert "Emil" not in nina.reads


async def test_nobody_else_learns_whose_it_is(theatre: Theatre) -> None:
    emil, tor, nina = (theatre.someone(name) for name in ("Emil Strand", "Tor Vik", "Nina Holt"))
    await wishes(emil)
    await theatre.settle()
    await tor.says("hei")
    (wish,) = (id_ for (id_,) in theatre.stage.rows("SELECT id FROM wishes"))
    for verb in ("wish.show", "wish.met"):
        refused = await tor.forges(verb, wish=wish)
        assert "Denne kan ikke åpnes" in refused
        assert refused == await tor.forges(verb, wish="0" * 32)
    assert "Emil" not in nina.whole_chat


async def test_a_student_may_want_rektor_to_have_it_too(theatre: Theatre) -> None:
    emil, nina, randi = (theatre.someone(name) for name in ("Emil Strand", "Nina Holt", "Randi Ås"))
    await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", CHOSEN)
    await emil.presses("Send", {"share": "yes"})
    await theatre.settle()

    assert "Meldingen er lagret" in emil.reads
    assert theatre.count("reports") == 1
    assert "Noen har meldt fra" in words(randi.last)
    is_guest = theatre.stage.varsle.desk.house.register.people[NURSE.id].guest
    assert (DOORBELL if is_guest else "En elev vil snakke med deg") in words(nina.last)
    assert theatre.count("wishes") == int(is_guest)


@pytest.mark.parametrize("surface", [Surface.DIALOG], indirect=True, ids=["dialog"])
async def test_what_was_told_in_confidence_is_not_found_from_the_wish(begin: Begin) -> None:
    theatre = await begin(house(replace(NURSE, guest=True)))
    emil = theatre.someone("Emil Strand")
    await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", {**CHOSEN, **APART})
    assert "også om skolen ikke ser navnet ditt" in emil.reads  # she gets it either way, and they know it beforehand
    await emil.presses("Send", {"share": "yes"})
    await theatre.settle()
    (wish,) = theatre.stage.rows("SELECT id FROM wishes")[0]
    assert theatre.count("reports") == 1
    assert wish not in str(theatre.stage.rows("SELECT * FROM reports"))


async def test_e19_in_danger_a_wish_is_not_enough_and_it_is_said_first(theatre: Theatre) -> None:
    emil, randi = theatre.someone("Emil Strand"), theatre.someone("Randi Ås")
    await wishes(emil, danger="yes")
    assert theatre.count("wishes") == 0
    assert "Et ønske om samtale er ikke nok når noen er i fare" in emil.reads
    assert "112 politi" in emil.reads
    await emil.presses("Send", {"only_wish": "no"})
    await theatre.settle()
    assert "Meldingen er lagret" in emil.reads
    assert "Noen har meldt fra" in words(randi.last)

    await wishes(emil, danger="yes")
    await emil.presses("Send", {"only_wish": "yes"})
    assert "Ønsket er sendt" in emil.reads
    assert theatre.count("reports") == 1


async def test_a_wish_sent_twice_is_one(theatre: Theatre) -> None:
    emil, nina = theatre.someone("Emil Strand"), theatre.someone("Nina Holt")
    await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", CHOSEN)
    form, source, card = emil.sees, emil.dialog, emil.open_card
    await emil.presses("Send", {"share": "no"})
    target = None if source else card
    again = await theatre.stage.teams.press(emil.person, target, buttons(form)["Send"], {"share": "no"}, dialog=source)
    await theatre.settle()

    assert "Ønsket er sendt" in words(again.dialog.card if again.dialog else again.card or {})
    assert theatre.count("wishes") == 1
    assert len(nina.cards_with(DOORBELL)) == 1


async def test_about_a_leader_it_is_asked_whether_the_owner_is_to_have_it(theatre: Theatre) -> None:
    emil, randi, unni = (theatre.someone(name) for name in ("Emil Strand", "Randi Ås", "Unni Berg"))
    chat = randi.whole_chat
    await comes(emil, SELF, {**ABOUT_ME, "by_staff": "leader"})
    await emil.presses("Neste", {"leader_id": "other"})
    await emil.presses("Send", CHOSEN)
    assert "Vil du at skoleeieren også skal få det du har skrevet?" in emil.reads
    await emil.presses("Send", {"share": "yes"})
    await theatre.settle()

    assert randi.whole_chat == chat
    assert "Noen har meldt fra" in words(unni.last)


async def test_a_wish_that_could_not_be_saved_does_not_look_sent(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", CHOSEN)
    async with theatre.stage.locked():
        await emil.presses("Send", {"share": "no"})
        assert "Ingenting er lagret eller sendt." in emil.reads
        assert "Nina Holt har taushetsplikt." in emil.reads
    await emil.presses("Send")
    assert "Ønsket er sendt" in emil.reads


@pytest.mark.parametrize("share", ["yes", "no"])
async def test_whom_a_student_chose_gets_the_wish_also_where_the_owner_does_not_receive(
    begin: Begin, share: str
) -> None:
    theatre = await begin(house(NURSE, register=without_agreement()))
    emil, nina = theatre.someone("Emil Strand"), theatre.someone("Nina Holt")
    await comes(emil, SELF, {**ABOUT_ME, "by_staff": "leader"})
    await emil.presses("Neste", {"leader_id": "other"})
    await emil.presses("Send", CHOSEN)
    assert "Ingen får det ennå" in emil.reads
    assert "skoleeieren skal også få det" not in emil.reads
    await emil.presses("Send", {"share": share})
    emil.closes_dialog()
    await theatre.settle()

    assert DOORBELL in words(nina.last)
    assert theatre.count("reports") == (share == "yes")
    assert theatre.count("wishes") == 1


@pytest.mark.parametrize("surface", [Surface.DIALOG], indirect=True, ids=["dialog"])
async def test_one_who_holds_their_name_apart_is_told_first_that_a_guest_gets_it(begin: Begin) -> None:
    theatre = await begin(house(replace(NURSE, guest=True)))
    emil = theatre.someone("Emil Strand")
    await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", {**APART, "adult": NURSE.id})
    assert "Sier du ja, får Nina Holt likevel bare navnet ditt" in emil.reads
    assert theatre.count("wishes") == 0
