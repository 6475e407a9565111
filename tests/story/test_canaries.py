"""P7: what somebody told, and who they are, stands where the promise says, and nowhere else.

Every way of telling is gone two hundred times in any order, with names and words that stand nowhere else; then
everything that the process leaves is searched for them. Where they may be is read from `domain.privacy`.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, cast

import aiohttp
import pytest

from bot.doctor import reached, unread
from cards.look import Surface
from domain import codes
from domain.people import Person, Post, Role
from domain.privacy import Mode, What, Where
from storage.store import Store
from tests.story.canaries import Canary, Flock, Trace, in_columns, in_files, traces
from tests.story.conftest import Begin
from tests.story.course import MENU, puts_away
from tests.story.house import FJELLVIK, with_people
from tests.story.reading import buttons, inputs
from tests.story.test_asking import NEWS
from tests.story.test_following import FOLLOW
from tests.story.test_open_page import ABOUT_ME, opened, tells
from tests.story.test_open_page_after import CODE, OPEN
from tests.story.test_student import APART, OPENLY, SELF, TALK, WORRIED
from tests.story.theatre import Someone, Theatre
from tests.story.visitor import visitor

NURSE = Person("7d3e1a50-0000-4000-8000-000000000041", "Helga Moen", frozenset({Post(FJELLVIK, Role.SCHOOL_NURSE)}))
RUNS = 200
BETTER = "Si hvordan det er nå"
Unit = Callable[[Any], Any]


class Failing:
    """The record, which at the end of a unit can fail with an error whose text holds everything."""

    def __init__(self, store: Store) -> None:
        self.text, self._store = "", store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def run_into(self, promise: Any, tell: Any, unit: Unit, patience: float = 0) -> None:
        self._store.run_into(promise, tell, self._failing(unit), patience=patience)

    def read_into(self, promise: Any, tell: Any, unit: Unit) -> None:
        self._store.read_into(promise, tell, self._failing(unit))

    def _failing(self, unit: Unit) -> Unit:
        text = self.text

        def fails(work: Any) -> Any:
            raise RuntimeError(text, unit(work), unit.__closure__)

        return fails if text else unit


@dataclass
class Going:
    """One process, and everything let out in it."""

    theatre: Theatre
    flock: Flock
    record: Failing
    seen: list[str] = field(default_factory=list)  # what those who handle cases have been shown
    told: list[Someone] = field(default_factory=list)  # in confidence, and have done nothing since
    given_up: list[Someone] = field(default_factory=list)

    @property
    def random(self) -> Random:
        return self.flock.random

    async def stranger(self, mode: Mode) -> Someone:
        """Somebody new, whose name and id stand nowhere else."""
        person = self.theatre.stage.teams.add_person(self.flock.person(mode), self.flock.name(mode))
        await self.theatre.stage.teams.install(person)
        return Someone(self.theatre.stage, person.id)

    async def student(self, mode: Mode) -> Someone:
        """Who has said that they are a student here, and has the first card before them."""
        one = await self.stranger(mode)
        await one.says("hei")
        await self.belongs(one)
        return one

    async def belongs(self, one: Someone) -> None:
        await one.presses("Videre", {"school": "fjellvik", "role": "student"})

    def remember_token(self, one: Someone) -> None:
        """Of the form: everything secret follows from it."""
        token = buttons(one.sees)["Neste"]["data"]["token"]
        self.flock.secrets |= {token, codes.code(token).secret, codes.code(token).shown}

    def remember_code(self, shown: str) -> str:
        (code,) = re.findall(r"(?:[0-9A-Z]{4}-){5}[0-9A-Z]", shown)
        self.flock.secrets |= {code, code.replace("-", "")}
        return code

    @asynccontextmanager
    async def broken(self, text: str) -> AsyncIterator[None]:
        self.record.text = text
        yield
        self.record.text = ""


@pytest.fixture
def surface() -> Surface:
    """The dialog, which is where content is shown."""
    return Surface.DIALOG


@pytest.fixture
async def going(begin: Begin, caplog: pytest.LogCaptureFixture) -> Going:
    caplog.set_level(logging.DEBUG)
    theatre = await begin(opened(with_people(NURSE)), proxy_hops=1)
    desk = theatre.stage.varsle.desk
    record = Failing(desk.store)
    desk.store = cast("Store", record)
    return Going(theatre, Flock(secrets.randbits(32)), record)


# -- the ways


def drawn(it: Going, mode: Mode, asked: Iterable[str], **but: bool) -> dict[str, str]:
    """The first page of a student's form, with words that stand nowhere else in every line of it."""
    chosen = {"by_staff": it.random.choice(["no", "unknown"]), "danger": it.random.choice(["no", "no", "yes"])}
    lines = {"how_it_is", "what", "talk_about", "student"} & set(asked)
    return {**chosen, **{line: it.flock.words(mode, **but) for line in sorted(lines)}}


async def comes(it: Going, mode: Mode, way: str = "", **but: bool) -> Someone:
    """A new student, as far as to what stands before it is sent."""
    one, way = await it.student(mode), way or it.random.choice([SELF, WORRIED, TALK])
    await one.presses(way)
    it.remember_token(one)
    await one.presses("Neste", drawn(it, mode, inputs(one.sees), **but))
    return one


async def writes_more(it: Going, one: Someone, mode: Mode) -> None:
    """On the page of what became of it: to the school, and how it is now where that is asked."""
    await one.presses("Skriv til skolen")
    await one.presses("Send", {"said": it.flock.words(mode)})
    if BETTER in buttons(one.sees):
        await one.presses(BETTER)
        said = it.flock.words(mode)
        await one.presses("Send", {"better_face": "2", "better_safe": "no", "better_words": said})


async def by_name(it: Going) -> None:
    one = await comes(it, Mode.NAMED)
    await one.presses("Send", OPENLY)
    assert "Meldingen er lagret" in one.reads
    one.closes_dialog()
    await one.says("Mine meldinger")
    one.open_card = None
    await one.presses(FOLLOW)
    await writes_more(it, one, Mode.NAMED)


async def in_confidence(it: Going) -> None:
    """Told, followed with the code, and, where they chose so, found among their own."""
    one, here = await comes(it, Mode.CONFIDENTIAL), it.random.random() < 0.5
    await one.presses("Send", {**APART, "here": str(here).lower()})
    code = it.remember_code(one.reads)
    await it.theatre.stage.teams.redeliver()
    one.closes_dialog()
    await one.says("hei")
    await one.presses("Jeg har en kode")
    if await gives_code(one, it.random.choice([code, code.lower(), "K7Q4-M2PX-0000-0000-0000-0"])):
        await writes_more(it, one, Mode.CODE)
    one.closes_dialog()
    await one.says("Mine meldinger")
    one.open_card = None
    assert (FOLLOW in buttons(one.last)) is here
    if here:
        await one.presses(FOLLOW)
        await writes_more(it, one, Mode.CONFIDENTIAL)


async def gives_code(one: Someone, code: str) -> bool:
    await one.presses("Vis", {"code": code})
    return "Skriv til skolen" in buttons(one.sees)


async def in_confidence_and_no_more(it: Going) -> None:
    one = await comes(it, Mode.CONFIDENTIAL)
    await one.presses("Send", APART)
    it.remember_code(one.reads)
    it.told.append(one)


async def given_up(it: Going) -> None:
    """Filled in and never sent: what was written is gone after a day."""
    it.given_up.append(await comes(it, Mode.CONFIDENTIAL, saved=False))


async def opened_alone(it: Going) -> None:
    one = await it.student(Mode.CONFIDENTIAL)
    await one.presses(SELF)
    one.closes_dialog()


async def written_in_the_chat(it: Going) -> None:
    """Where Teams has it already. Here it waits under no name."""
    one, said = await it.student(Mode.CONFIDENTIAL), it.flock.words(Mode.CONFIDENTIAL)
    await one.says(said)
    one.open_card = None
    await one.presses(SELF)
    it.remember_token(one)
    await one.presses("Neste", {"by_staff": "no", "danger": "no"})
    await one.presses("Send", APART)
    it.remember_code(one.reads)


async def written_by_a_stranger(it: Going) -> None:
    """The first that somebody writes, before anything is known of them."""
    one = await it.stranger(Mode.CONFIDENTIAL)
    await one.says(it.flock.words(Mode.CONFIDENTIAL, saved=False))
    await it.belongs(one)


async def wished(it: Going) -> None:
    """Only a talk with the school nurse: what was written on the way is not kept."""
    one = await comes(it, Mode.WISH, it.random.choice([SELF, TALK]), saved=False, draft=True)
    await one.presses("Send", {**OPENLY, "adult": NURSE.id})
    while "Send" in buttons(one.sees):
        await one.presses("Send", {"share": "no", "only_wish": "yes"})
    await it.theatre.wait(seconds=1)
    nurse = it.theatre.someone(NURSE.name)
    await nurse.presses("Se hvem")
    assert one.person.name in nurse.reads
    nurse.closes_dialog()


async def on_the_page(it: Going) -> None:
    one = visitor(it.theatre, **{"X-Forwarded-For": it.flock.address(), "User-Agent": "Firefox"})
    await tells(one, ABOUT_ME, what=it.flock.words(Mode.UNNAMED))
    code = it.remember_code(one.code)
    await one.opens(CODE)
    await one.presses(OPEN, code=it.random.choice([code, "K7Q4-M2PX-0000-0000-0000-0"]))
    if "Send" in one.reads:
        await one.presses("Send", form="form", said=it.flock.words(Mode.CODE))


async def on_the_page_by_name(it: Going) -> None:
    one = visitor(it.theatre, **{"X-Forwarded-For": it.flock.address()})
    await tells(one, ABOUT_ME, {"name": it.flock.name(Mode.PAGE_NAMED)}, what=it.flock.words(Mode.PAGE_NAMED))
    it.remember_code(one.code)


async def not_saved_on_the_page(it: Going) -> None:
    """The record cannot be written: everything comes back, and nothing of it stays."""
    page = visitor(it.theatre, **{"X-Forwarded-For": it.flock.address()})
    async with it.theatre.stage.locked():
        await tells(page, ABOUT_ME, what=it.flock.words(Mode.UNNAMED, saved=False))
        assert page.status == 503


async def not_saved_in_teams(it: Going) -> None:
    mode, how = it.random.choice([(Mode.NAMED, OPENLY), (Mode.CONFIDENTIAL, APART)])
    one = await comes(it, mode, saved=False)
    async with it.theatre.stage.locked():
        await one.presses("Send", how)
        assert "Ingenting er lagret" in one.reads


async def crashed(it: Going) -> None:
    """A part of the program fails, and the error's own text holds everything that it was given."""
    mode, how = it.random.choice([(Mode.NAMED, OPENLY), (Mode.CONFIDENTIAL, APART)])
    one = await comes(it, mode, saved=False)
    async with it.broken(f"{it.flock.words(mode, saved=False)} {one.person.name} {one.id} {it.flock.address()}"):
        await one.presses("Send", how)
        assert "Meldingen er lagret" not in one.reads
        await tells(visitor(it.theatre), ABOUT_ME, what=it.flock.words(Mode.UNNAMED, saved=False))


WAYS: tuple[Callable[[Going], Awaitable[None]], ...] = (
    by_name, in_confidence, in_confidence_and_no_more, given_up, opened_alone, written_in_the_chat,
    written_by_a_stranger, wished, on_the_page, on_the_page_by_name, not_saved_on_the_page, not_saved_in_teams, crashed,
)  # fmt: skip


# -- those who handle


async def handle(it: Going) -> None:
    """Rektor takes the newest case, reads it, asks whoever told, and opens a name that is held back."""
    await it.theatre.wait(seconds=1)
    randi = it.theatre.someone("Randi Ås")
    it.seen.append(randi.whole_chat)
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    it.seen.append(randi.reads)
    for button in ("Spør eleven", "Spør den som sa fra"):
        if button in buttons(randi.sees):
            await randi.presses(button)
            await randi.presses("Send spørsmålet", {"ask_words": "Når er det verst?"})
            it.seen.append(randi.reads)
            break
    await randi.presses(MENU)
    if "Åpne navnet" in buttons(randi.sees):
        await randi.presses("Åpne navnet")
        await randi.presses("Åpne navnet", {"name_why": "Det haster."})
    await puts_away(it.theatre, randi)


# -- the search


def kept(bird: Canary, trace: Trace) -> bool:
    return trace.where in bird.columns


def kept_anywhere(bird: Canary, trace: Trace) -> bool:
    """A file may hold for a while what has been deleted from it."""
    return bool(bird.columns) or bird.was_draft


def kept_for_good(bird: Canary, trace: Trace) -> bool:
    return bool(bird.columns)


def nowhere(bird: Canary, trace: Trace) -> bool:
    return False


def with_teams(bird: Canary, trace: Trace) -> bool:
    """What Teams has said of whose chat it is, it gets back as the receiver of the answer. Of words it is told none."""
    return bird.what is What.WHO and Where.TEAMS in bird.places


def open_to_the_school(bird: Canary, trace: Trace) -> bool:
    return bird.what is What.WORDS or Where.REPORT in bird.places


def strays(it: Going, said: Iterator[tuple[str, bytes]], allowed: Callable[[Canary, Trace], bool]) -> list[str]:
    pairs = tuple(said)
    found = it.flock.strays((t for where, data in pairs for t in traces(where, data)), allowed)
    return [*found, *(leak for where, data in pairs for leak in it.flock.leaked(where, data))]


def in_chats(it: Going) -> Iterator[tuple[str, bytes]]:
    """What the bot has said to anybody, as it now stands."""
    people = tuple(it.theatre.stage.teams.chats.people.values())
    messages = [(m.text, m.card) for p in people for m in it.theatre.stage.teams.chat(p) if m.sender == "bot"]
    yield "a chat", json.dumps(messages, ensure_ascii=False).encode()


def on_the_wire(it: Going) -> Iterator[tuple[str, bytes]]:
    yield "what was sent to Teams", "\n".join(s.body for s in it.theatre.wire.sent).encode()


async def of_whoever_runs_it(it: Going) -> list[tuple[str, bytes]]:
    """What the process says of itself, here and to a proxy, and what `varsle doctor` and the year wheel's file say."""
    said: list[tuple[str, bytes]] = []
    async with aiohttp.ClientSession() as session:
        for path in ("/livez", "/readyz", "/reach", "/personvern/fjellvik", "/meld/fjellvik", "/nowhere"):
            for headers in ({}, {"X-Forwarded-For": "10.0.0.1"}):
                async with session.get(it.theatre.ready_url.replace("/readyz", path), headers=headers) as answer:
                    said.append((path, await answer.read()))
    state = await it.theatre.ready()
    findings = [*reached(state["reach"], state["unproven_receivers"]), *unread(state["absence"])]
    return [*said, ("varsle doctor", "\n".join(map(str, findings)).encode())]


def assert_chats_tell_nobody_apart(it: Going) -> None:
    """Who has told in confidence has the chat of one who gave it up; but whose name is opened is told so."""
    opened_names = [e for e in it.theatre.audit() if (e["action"], e["outcome"]) == ("case:open_name", "done")]
    told = [one for one in it.told if not one.cards_with(NEWS)]
    assert len(it.told) - len(told) <= len(opened_names)
    assert len({without_tokens(one.whole_chat) for one in (*told, *it.given_up)}) == 1


def without_tokens(chat: str) -> str:
    """A form's token is a new one for everybody."""
    return re.sub(r"[0-9a-f]{32}", "", chat)


def said_aloud(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[tuple[str, bytes]]:
    """The log at its most talkative, as it is written and with everything that its records hold; and stderr."""
    yield "the log", caplog.text.encode()
    yield "the log's records", "\n".join(f"{r.args} {r.exc_text} {r.stack_info}" for r in caplog.records).encode()
    yield "what was printed", "\n".join(capfd.readouterr()).encode()


async def test_p7_who_told_and_what_stand_where_the_promise_says_and_nowhere_else(
    going: Going, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    it, order = going, [WAYS[n % len(WAYS)] for n in range(RUNS)]
    it.random.shuffle(order)
    for n, way in enumerate(order, 1):
        await way(it)
        if n % 10 == 0:
            await handle(it)
    await it.theatre.wait(minutes=11)
    stage = it.theatre.stage

    assert strays(it, in_columns(stage.database), kept) == []
    assert it.flock.lost(t for where, data in in_columns(stage.database) for t in traces(where, data)) == []
    assert it.theatre.count("behind") >= len(it.told) > 0
    assert strays(it, in_files(stage._folder), kept_anywhere) == []
    assert strays(it, in_chats(it), nowhere) == []
    assert strays(it, on_the_wire(it), with_teams) == []
    assert_chats_tell_nobody_apart(it)
    assert strays(it, iter(await of_whoever_runs_it(it)), nowhere) == []
    assert strays(it, iter([("what rektor saw", "\n".join(it.seen).encode())]), open_to_the_school) == []

    stage.sleep(hours=25)
    await stage.clear_drafts()
    await stage.stop()
    for sign, bird in it.flock.birds.items():
        it.flock.birds[sign] = replace(bird, places=bird.places - {Where.DRAFT})
    assert strays(it, in_columns(stage.database), kept) == []
    assert strays(it, in_files(stage._folder), kept_for_good) == []
    assert strays(it, said_aloud(caplog, capfd), nowhere) == []
