"""The theatre's machinery: the demonstration's stage, which can be stopped and started again, and what went over
the wire; and the houses that stories are played in."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web

from bot.app import Parts, Varsle
from demo.stage import HERE, DemoStage
from demo.stage import read_register as read_demo
from demo.teams_chats import Person as TeamsPerson
from domain.people import Person, PersonId, Post, Register, Role
from domain.wheel import Row, Wheel
from storage.installation import install
from storage.keys import create_key_file, read_keys
from storage.store import Store
from tests.fresh import lay_database

T = TypeVar("T")
Json = dict[str, Any]
BUSY = 0.05  # seconds that a locked database is waited for; a story has no three seconds to spare


@dataclass(frozen=True, slots=True)
class Sent:
    """One request of the bot to the connector. `person` is whose chat it was for, "" when none."""

    method: str
    person: PersonId
    body: str

    @property
    def activity(self) -> Json:
        found: Json = json.loads(self.body or "{}")
        return found


@dataclass
class Wire:
    """Everything the bot has sent to Teams, before Teams answered, in order. A question (GET) shows nothing."""

    stage: DemoStage
    sent: list[Sent] = field(default_factory=list)

    @web.middleware
    async def note(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if "/v3/conversations" in request.path and request.method != "GET":
            chat = self.stage.teams.chats.find(request.match_info.get("chat", ""))
            person = chat.person.id if chat and chat.person else ""
            self.sent.append(Sent(request.method, person, await request.text()))
        return await handler(request)


class StoryStage(DemoStage):
    """The demonstration's stage, on which the process can end and begin again with the record it had."""

    _goes_on = False
    instead: Mapping[str, Any] | None = None  # parts that this story composes otherwise: `Parts` by name

    def keep_files(self) -> None:
        """The schools and people of this stage stand in files of its own, which can be edited."""
        shutil.copytree(HERE / "schools", self._files / "schools")
        shutil.copy(HERE / "people.yaml", self._files)
        self._register = install(self._files / "schools", self._files / "people.yaml").register

    @property
    def _files(self) -> Path:
        return self._folder.with_name(f"{self._folder.name}-files")

    def _parts(self, store: Store) -> Parts:
        kept = install(self._files / "schools", self._files / "people.yaml") if self._files.exists() else None
        parts = super()._parts(store)
        parts = replace(parts, **(self.instead or {}))
        return replace(parts, register=kept.register, installation=kept) if kept else parts

    def edit(self, file: str, *changes: tuple[str, str]) -> None:
        """Somebody changes words in a file that is in use."""
        text = (self._files / file).read_text()
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        (self._files / file).write_text(text)

    async def reload(self) -> None:
        """SIGHUP, as the process gets it."""
        await self.varsle.upkeep.look(at_once=True)

    def forget(self, person: TeamsPerson) -> None:
        """They have never had the app, and the bot has never seen them."""
        self.teams.chats.installed.discard(person.id)
        self.teams.chats.of(person).messages.clear()
        with closing(sqlite3.connect(self.database)) as record, record:
            record.execute("DELETE FROM conversations WHERE person = ?", (person.id,))

    def use(self, register: Register) -> None:
        """What the next start reads."""
        self._register = register

    @property
    def varsle(self) -> Varsle:
        return self._running

    @property
    def database(self) -> Path:
        return self._folder / "record" / "varsle.db"

    def _open_store(self) -> Store:
        if not self._goes_on:
            self.database.parent.mkdir()
            lay_database(self.database)
            create_key_file(self._folder / "key")
        keys = read_keys(self._folder / "key", self.database)
        store = Store(f"sqlite:///{self.database}", keys, busy_seconds=BUSY)
        self._bot.callback(store.close)
        return store

    async def stop(self) -> None:
        """The process ends."""
        if self.tenant:
            self.tenant.is_open.clear()
        await self._bot.aclose()
        self._bot, self._goes_on = AsyncExitStack(), True

    async def go_on(self) -> None:
        """It is started again."""
        self._running = await self._start_bot()
        await self._running.reaching.tick()

    async def go_on_with(self, register: Register) -> None:
        """The people file is another, and the process is started again with it."""
        await self.stop()
        self._register = register
        await self.go_on()

    async def pass_time(self, **time: float) -> None:
        """What is in the air lands first: a jump of the clock would end its lease and send it twice."""
        await self._settle()
        await super().pass_time(**time)

    def forget_chat(self, person: TeamsPerson) -> None:
        """The person has removed the chat, and with it the conversation that the bot knows."""
        old = self.teams.chats.of(person)
        self.teams.add_person(person.id, person.name, person.locale)
        old.id = f"{old.id}-gone"
        self.teams.chats._by_id.pop(old.id.removesuffix("-gone"))

    async def _settle(self) -> None:
        """The directory first: what it says is what the rest follows from."""
        await self.varsle.directory.look()
        await super()._settle()

    async def clear_drafts(self) -> None:
        """What the bot does by itself every hour."""
        await self.varsle.reminders._clear()

    def sleep(self, **time: float) -> None:
        """The clock goes on, and nobody looks at it."""
        self._clock.moved += timedelta(**time)

    async def read(self, unit: Callable[[Any], T]) -> T:
        return await self.varsle.desk.read(unit)

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What stands in the database, read by somebody else than us."""
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as reader:
            return reader.execute(question, values).fetchall()

    @asynccontextmanager
    async def locked(self) -> AsyncIterator[None]:
        """Another program holds the database, as a copying tool may."""
        with closing(sqlite3.connect(self.database, isolation_level=None, timeout=5)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    @asynccontextmanager
    async def full(self) -> AsyncIterator[None]:
        """No more pages can be had, as on a full disk."""
        await self._most_pages(1)
        yield
        await self._most_pages(1_000_000)

    async def _most_pages(self, many: int) -> None:
        def unit(work: Any) -> None:
            work._connection.exec_driver_sql(f"PRAGMA max_page_count={many}")

        await self.varsle.desk.save(unit)


FJELLVIK, SOLVIK = "fjellvik", "solvik"

# Invented people beside the demonstration's.
STUDENT = Person("7d3e1a50-0000-4000-8000-000000000011", "Emil Strand", frozenset({Post(FJELLVIK, Role.STUDENT)}))
GUEST = Person("7d3e1a50-0000-4000-8000-000000000012", "Guro Sund", frozenset({Post(FJELLVIK, Role.STAFF)}), guest=True)
GUEST_LEADER = Person(
    "7d3e1a50-0000-4000-8000-000000000013", "Gaute Fure", frozenset({Post(FJELLVIK, Role.PRINCIPAL)}), guest=True
)
AT_SOLVIK = (
    Person("7d3e1a50-0000-4000-8000-000000000021", "Berit Hov", frozenset({Post(SOLVIK, Role.PRINCIPAL)})),
    Person("7d3e1a50-0000-4000-8000-000000000022", "Odd Rud", frozenset({Post(SOLVIK, Role.DEPUTY)})),
    Person("7d3e1a50-0000-4000-8000-000000000023", "Live Myhr", frozenset({Post(SOLVIK, Role.STAFF)})),
    Person("7d3e1a50-0000-4000-8000-000000000024", "Eva Lie", frozenset({Post(SOLVIK, Role.OWNER_CONTACT)})),
    Person("7d3e1a50-0000-4000-8000-000000000025", "Finn Tveit", frozenset({Post(SOLVIK, Role.OWNER_CONTACT)})),
    Person(
        "7d3e1a50-0000-4000-8000-000000000026",
        "Pål Vandre",
        frozenset({Post(FJELLVIK, Role.STAFF), Post(SOLVIK, Role.STAFF)}),
    ),
)


BROUGHT = (Role.COUNSELLOR, Role.WELFARE_WORKER, Role.SCHOOL_NURSE, Role.STUDENT)  # by the stories that need them


def read_register() -> Register:
    """The demonstration's school and people, without those whom stories bring themselves, and without an open page.

    Its year wheel stands still, so that only what a story tells happens.
    """
    register = read_demo()
    people = {id_: p for id_, p in register.people.items() if not p.holds(FJELLVIK, *BROUGHT)}
    still = {id_: replace(s, wheel=Wheel(), page=False, helplines=()) for id_, s in register.schools.items()}
    return replace(register, schools=still, people=people)


def with_wheel(*rows: Row, wishes: tuple[str, ...] = (), register: Register | None = None) -> Register:
    """The house with these rows in its year wheel; the school year is the demonstration's, from 17 August."""
    register = register or read_register()
    school = replace(register.schools[FJELLVIK], wheel=Wheel("2026", rows, wishes))
    return replace(register, schools={**register.schools, FJELLVIK: school})


def with_people(*more: Person, register: Register | None = None) -> Register:
    """The demonstration's register with these in it, or in the place of those with the same id."""
    register = register or read_register()
    return replace(register, people={**register.people, **{p.id: p for p in more}})


def changed(name: str, /, **but: Any) -> Register:
    """The register where this person is otherwise: away, at another post, with another name."""
    register = read_register()
    return with_people(replace(next(p for p in register.people.values() if p.name == name), **but), register=register)


def with_another_school() -> Register:
    """Fjellvik and Solvik in one installation; Pål works at both."""
    register = with_people(*AT_SOLVIK)
    solvik = replace(register.schools[FJELLVIK], id=SOLVIK, name="Solvik videregående skole", phone="62 00 11 11")
    return replace(register, schools={**register.schools, SOLVIK: solvik})


def without_agreement() -> Register:
    """The owner has not agreed to take reports about leaders here (ruling 2)."""
    register = read_register()
    school = register.schools[FJELLVIK]
    refusing = replace(school, owner=replace(school.owner, receives_leader_cases=False))
    return replace(register, schools={FJELLVIK: refusing})
