"""Everybody is spoken to in the language their Teams is set to, also when the bot speaks first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from domain.text import Language, Text
from tests.story.conftest import Begin
from tests.story.house import without_agreement
from tests.story.reading import foreign, words
from tests.story.theatre import FIRST_PAGE, Someone, Theatre

NAMES = ("Tor Vik", "Randi Ås", "Dag Lund", "Unni Berg", "Kari Moe", "Jon Eik")
LOCALES: Mapping[str, Language] = {"nn-NO": "nn", "en-GB": "en", "de-DE": "nb"}

TELL = Text("Meld fra til rektor", "Meld frå til rektor", "Tell the principal")
CONFIRM = Text("Bekreft mottak", "Stadfest mottak", "Confirm receipt")
OPEN = Text("Åpne", "Opne", "Open")
IMPARTIAL = Text("Jeg er habil, åpne saken", "Eg er habil, opne saka", "I am not disqualified, open")
ADD = Text("Legg til opplysninger", "Legg til opplysningar", "Add information")
MORE = Text("Legg til", "Legg til", "Add")
MINE = Text("Mine meldinger", "Mine meldingar", "My reports")
SHOW = Text("Vis det jeg skrev", "Vis det eg skreiv", "Show what I wrote")
SAVED = Text("Meldingen er lagret", "Meldinga er lagra", "Your report is saved")
SEND = Text("Send", "Send", "Send")
SAVE = Text("Lagre", "Lagre", "Save")
TOLD_OWNER = Text(
    "Jeg har sagt fra til skoleeieren", "Eg har sagt frå til skoleeigaren", "I have told the school owner"
)


@dataclass
class Speaking:
    """Everybody's Teams set to one language; keeps every line they are shown, in dialogs, answers and chats."""

    theatre: Theatre
    language: Language
    lines: set[str] = field(default_factory=set)

    async def begin(self, locale: str) -> None:
        for name in NAMES:
            self.theatre.stage.teams.chats.of(self.theatre.someone(name).person).messages.clear()
            await self.theatre.installed(name, locale=locale)
        self.theatre.wire.sent.clear()

    async def presses(
        self, one: Someone, button: Text, inputs: Mapping[str, str] | None = None, on: Text | None = None
    ) -> None:
        if on:
            one.closes_dialog()
        await one.presses(button.in_(self.language), inputs, on=on.in_(self.language) if on else None)
        self.hears(one)

    def hears(self, one: Someone) -> None:
        self.lines.update(one.reads.splitlines())
        for message in one.cards:
            self.lines.update(words(message.card or {}).splitlines())

    def foreign(self) -> list[str]:
        for name in NAMES:
            self.hears(self.theatre.someone(name))
        summaries = {str(s.activity.get("summary")) for s in self.theatre.wire.sent}
        return foreign(self.lines | summaries - {"None"}, self.language)


async def speaking(theatre: Theatre, locale: str) -> Speaking:
    everybody = Speaking(theatre, LOCALES[locale])
    await everybody.begin(locale)
    return everybody


@pytest.mark.parametrize("locale", list(LOCALES))
async def test_e48_a_whole_case_is_told_in_ones_own_language(theatre: Theatre, locale: str) -> None:
    all_, (tor, randi, dag) = await speaking(theatre, locale), (theatre.someone(n) for n in NAMES[:3])
    await tor.says("hei")
    await all_.presses(tor, TELL)
    await all_.presses(tor, SEND, {**FIRST_PAGE, "what": ""})
    await all_.presses(tor, SEND, {**FIRST_PAGE, "danger": "yes"})
    await theatre.wait(minutes=16)
    await all_.presses(dag, CONFIRM)
    await theatre.settle()
    await all_.presses(randi, OPEN)
    await all_.presses(randi, IMPARTIAL)
    await all_.presses(tor, ADD, on=SAVED)
    await all_.presses(tor, MORE, {"more": "Ofte"})
    await all_.presses(tor, SHOW, on=SAVED)
    tor.closes_dialog()
    await tor.says(MINE.in_(all_.language))
    await tor.says("?")
    await theatre.wait(hours=3)

    assert all_.foreign() == []
    assert SAVED.in_(all_.language) in all_.lines
    assert len(all_.lines) > 60


@pytest.mark.parametrize("locale", ["nn-NO", "en-GB"])
async def test_a_case_nobody_answers_is_told_of_in_ones_own_language(theatre: Theatre, locale: str) -> None:
    all_, tor = await speaking(theatre, locale), theatre.someone("Tor Vik")
    await tor.says("hei")
    await all_.presses(tor, TELL)
    await all_.presses(tor, SEND, FIRST_PAGE)
    await theatre.wait(hours=9)

    assert all_.foreign() == []
    assert len(theatre.someone("Unni Berg").cards) > 1


@pytest.mark.parametrize("locale", ["nn-NO", "en-GB"])
async def test_ruling_2_what_is_not_delivered_is_asked_about_in_ones_own_language(begin: Begin, locale: str) -> None:
    theatre = await begin(without_agreement())
    all_, tor = await speaking(theatre, locale), theatre.someone("Tor Vik")
    await tor.says("hei")
    await all_.presses(tor, TELL)
    await all_.presses(tor, SEND, {**FIRST_PAGE, "by_staff": "leader"})
    await all_.presses(tor, SAVE, {"leader_id": "other"})
    tor.closes_dialog()
    await theatre.wait(hours=3)
    await all_.presses(tor, TOLD_OWNER)
    await all_.presses(tor, SAVE, {"owner_told_how": "Ringte"})

    assert all_.foreign() == []


async def test_one_whose_teams_changes_language_is_spoken_to_in_the_new_one(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    theatre.stage.teams.chats.speak(randi.person, "en-GB")
    await randi.says("hello")
    await tor.tells()
    await theatre.settle()

    assert "Somebody has reported" in words(randi.last)
    assert "Meldingen er lagret" in tor.reads


async def test_a_room_is_explained_to_in_the_language_of_the_one_who_wrote(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    theatre.stage.teams.chats.speak(randi.person, "nn-NO")
    await theatre.stage.teams.say(randi.person, "hei", "channel")

    assert "Ikkje her" in str(theatre.stage.teams.room("channel")[-1].card)
