"""The demonstration: the real bot, a stand-in for Teams around it, four people, and a clock that can be moved."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bot.app import VARSLE, Parts, Varsle, make_app
from bot.credentials import Password
from bot.gate import Rules
from cards.look import Surface
from demo.loopback import serve
from demo.teams import Teams
from demo.teams_activities import Answer, Dialog
from demo.teams_chats import Message
from domain.people import Register
from domain.workdays import OSLO
from services.telling import due
from storage.keys import create_key_file, read_keys
from storage.profiles import load_schools
from storage.register import load_register
from storage.store import Store

Json = dict[str, Any]

HERE = Path(__file__).resolve().parent
APP_ID = "5eb5a1de-0000-4000-8000-00000000b0b0"
TENANT = "5eb5a1de-0000-4000-8000-00000000a0a0"

SHOWN = (
    ("7d3e1a50-0000-4000-8000-000000000001", "Lærer"),
    ("7d3e1a50-0000-4000-8000-000000000002", "Rektor"),
    ("7d3e1a50-0000-4000-8000-000000000003", "Stedfortreder"),
    ("7d3e1a50-0000-4000-8000-000000000004", "Skoleeier"),
)
COLLEAGUE = {"user": {"id": "7d3e1a50-0000-4000-8000-000000000007", "displayName": "Jon Eik"}}


class MovableClock:
    """The real time, or another beginning, moved forwards by what the visitor has pressed."""

    def __init__(self, begins: datetime | None = None) -> None:
        self._begun = begins - datetime.now(UTC) if begins else timedelta()
        self.moved = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._begun + self.moved

    def move_to(self, instant: datetime) -> None:
        """Forwards only."""
        self.moved += max(instant - self.now(), timedelta())


def read_register() -> Register:
    """The invented school and people; a fault in them is an error of ours."""
    schools, bad_files = load_schools(HERE / "schools")
    register, bad_people, bad_schools = load_register(HERE / "people.yaml", schools)
    if bad_files or bad_people or bad_schools:
        raise ValueError(f"demo files: {bad_files} {bad_people} {bad_schools}")
    return register


class DemoStage:
    """What the page plays on. `folder` holds the database and is emptied by `reset`."""

    def __init__(
        self,
        folder: Path,
        surface: Surface,
        register: Register | None = None,
        begins: datetime | None = None,
        key: RSAPrivateKey | None = None,
    ) -> None:
        self._folder, self._surface = folder, surface
        self._register = register or read_register()
        self._clock = MovableClock(begins)
        self._dialogs: dict[str, Dialog] = {}
        self._bot = AsyncExitStack()
        self._running: Varsle
        self.teams = Teams(APP_ID, TENANT, password="demo", key=key, clock=self._clock.now)  # noqa: S106 - nobody's

    async def start(self) -> None:
        """Everybody installs the app, as the county would have done for them. The routes must be served already."""
        self._running = await self._start_bot()
        for person in self._register.people.values():
            self.teams.add_person(person.id, person.name)
        for person in tuple(self.teams.chats.people.values()):
            await self.teams.install(person)

    async def _start_bot(self) -> Varsle:
        app = make_app(self._parts(self._open_store()))
        origin = await self._bot.enter_async_context(serve(app))
        await self.teams.connect(f"{origin}/api/messages")
        self._bot.push_async_callback(self.teams.close)
        return app[VARSLE]

    def _open_store(self) -> Store:
        shutil.rmtree(self._folder, ignore_errors=True)
        (self._folder / "record").mkdir(parents=True)
        create_key_file(self._folder / "key")
        database = self._folder / "record" / "varsle.db"
        store = Store(f"sqlite:///{database}", read_keys(self._folder / "key", database))
        self._bot.callback(store.close)
        return store

    def _parts(self, store: Store) -> Parts:
        return Parts(
            rules=Rules(APP_ID, frozenset({TENANT}), frozenset({self.teams.origin})),
            tenant=TENANT,
            source=Password(self.teams.token_url, APP_ID, "demo"),
            metadata_url=self.teams.metadata_url,
            store=store,
            register=self._register,
            clock=self._clock,
            surface=self._surface,
        )

    async def close(self) -> None:
        await self._bot.aclose()

    # -- what the page asks (demo.page_routes.Stage)

    def people(self) -> list[Json]:
        return [self._person(id_, role) for id_, role in SHOWN]

    def _person(self, id_: str, role: str) -> Json:
        person = self.teams.chats.people[id_]
        initials = "".join(part[0] for part in person.name.split())
        return {"id": id_, "name": person.name, "role": role, "initials": initials, "locale": person.locale[:2]}

    def chat(self, person_id: str) -> list[Json]:
        return [_message(m) for m in self.teams.chat(self.teams.chats.people[person_id])]

    def surface(self) -> str:
        return self._surface.value

    def clock(self) -> Json:
        moved = int(self._clock.moved.total_seconds() // 60)
        return {"now": self._clock.now().astimezone(OSLO).isoformat(), "moved": moved}

    async def changes(self) -> AsyncIterator[Json]:
        async for change in self.teams.changes():
            yield {"person": change.person_id} if change.person_id else {"all": True}

    async def say(self, person_id: str, text: str) -> None:
        await self.teams.say(self.teams.chats.people[person_id], text)

    async def press(self, person_id: str, activity_id: str | None, action: Json, inputs: Json, in_dialog: bool) -> Json:
        person = self.teams.chats.people[person_id]
        dialog = self._dialogs.get(person_id) if in_dialog else None
        answer = await self.teams.press(person, activity_id, action, inputs, dialog=dialog)
        return self._answer(person_id, answer)

    async def message_action(self, person_id: str, message_text: str) -> Json:
        person = self.teams.chats.people[person_id]
        message = {"text": message_text, "from": COLLEAGUE}
        return self._answer(person_id, await self.teams.message_action(person, "tell_about_message", message))

    def _answer(self, person_id: str, answer: Answer) -> Json:
        if answer.dialog is None:
            self._dialogs.pop(person_id, None)
            return {"status": answer.status, "dialog": None, "close": True, "message": answer.notice}
        self._dialogs[person_id] = shown = answer.dialog
        dialog = {"title": shown.title, "height": shown.height, "width": shown.width, "card": shown.card}
        return {"status": answer.status, "dialog": dialog, "close": False, "message": None}

    async def move_clock(self, minutes: int) -> None:
        await self.pass_time(minutes=minutes)

    async def pass_time(self, **time: float) -> None:
        """Forwards by `timedelta(**time)`, stopping wherever something falls due, so that it happens in its order."""
        await self._settle()
        end = self._clock.now() + timedelta(**time)
        while (due := await self._next_due(end)) is not None:
            self._clock.move_to(due)
            await self._settle()
        self._clock.move_to(end)
        await self._settle()

    async def _next_due(self, end: datetime) -> datetime | None:
        desk = self._running.desk
        cases = await desk.read(lambda work: work.cases_due(end, 1))
        return due(cases[0], desk.house.register, self._clock.now()) if cases else None

    async def _settle(self) -> None:
        """What is due now is done, and what it sends has arrived."""
        await self._running.reminders.tick()
        await self._running.outbox.rest()

    async def set_language(self, person_id: str, locale: str) -> None:
        """The person's Teams is set to another language and opened again."""
        person = self.teams.chats.people[person_id]
        self.teams.chats.speak(person, f"{locale}-NO" if locale != "en" else "en-GB")
        await self.teams.install(self.teams.chats.people[person_id])

    async def reset(self) -> None:
        """Everything as at the start: a new database, empty chats, the real time."""
        await self._bot.aclose()
        self._bot = AsyncExitStack()
        self._dialogs.clear()
        self._clock.moved = timedelta()
        self.teams.chats.clear()
        await self.start()


def _message(message: Message) -> Json:
    return {
        "id": message.activity_id,
        "sender": message.sender,
        "text": message.text,
        "card": message.card,
        "sentAt": message.sent_at.astimezone(OSLO).isoformat(),
        "updatedAt": message.updated_at.astimezone(OSLO).isoformat(),
        "version": message.version,
    }
