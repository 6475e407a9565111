"""The demonstration: the real bot, a stand-in for Teams around it, its people, and a clock that can be moved."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bot.app import VARSLE, Parts, Varsle, make_app
from bot.credentials import Password
from bot.gate import Rules
from bot.graph.port import Graph
from bot.open_page.visit import PATH as OPEN_PAGE
from cards.look import Surface
from demo.calendars import Outlook
from demo.cast import adults, cast, colleague, foremost, student
from demo.framing import let_frame
from demo.graph_tenant import SERVICE_MAILBOX, TenantGraph, inhabit
from demo.graph_world import World
from demo.loopback import serve
from demo.shown import face, message, school_shown
from demo.teams import Teams
from demo.teams_activities import Answer, Dialog
from domain.people import Person, Register, Role
from domain.profile import School
from domain.workdays import OSLO, Calendar, end_of_day, is_staffed, next_read, oslo_day
from services.telling import due
from storage.keys import create_key_file, read_keys
from storage.profiles import load_schools
from storage.register import load_register
from storage.store import Store

Json = dict[str, Any]

HERE = Path(__file__).resolve().parent
APP_ID = "5eb5a1de-0000-4000-8000-00000000b0b0"
TENANT = "5eb5a1de-0000-4000-8000-00000000a0a0"
APP_IN_CATALOGUE = "5eb5a1de-0000-4000-8000-00000000c0c0"


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


def read_register(schools_dir: Path = HERE / "schools", people_file: Path = HERE / "people.yaml") -> Register:
    """The invented school and people; a fault in them is an error of ours."""
    schools, bad_files = load_schools(schools_dir)
    register, bad_people, bad_schools = load_register(people_file, schools)
    if bad_files or bad_people or bad_schools:
        raise ValueError(f"demo files: {bad_files} {bad_people} {bad_schools}")
    return register


def read_county() -> Register:
    """The five schools that ship, with invented people."""
    return read_register(HERE.parent / "schools", HERE / "county.yaml")


def read_all() -> Register:
    """The invented school, then the five, in one installation, as a county runs it."""
    first, county = read_register(), read_county()
    return Register({**first.schools, **county.schools}, {**first.people, **county.people})


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
        self._moving = asyncio.Lock()  # one move of the clock after the other
        self._running: Varsle
        self.is_framed = False  # whether the page may show the open page inside itself, from the next start on
        self.tenant: TenantGraph | None = None
        self.outlook: Outlook | None = None
        self.teams = Teams(APP_ID, TENANT, password="demo", key=key, clock=self._clock.now)  # noqa: S106 - nobody's

    def join_tenant(self, world: World | None = None, way: Graph | None = None) -> None:
        """From the next start on there is a Graph, which knows everybody of the house."""
        self.tenant = TenantGraph(inhabit(world or World(self._clock.now), self._register), self.teams, way)
        self.outlook = Outlook(self.tenant, self._clock.now, self.teams.chats.stir)

    async def start(self) -> None:
        """Everybody installs the app, as the county would have done for them. The routes must be served already."""
        self._running = await self._start_bot()
        for person in self._register.people.values():
            self.teams.add_person(person.id, person.name)
        for person in tuple(self.teams.chats.people.values()):
            await self.teams.install(person)
        await self._running.reaching.tick()

    async def _start_bot(self) -> Varsle:
        app = make_app(self._parts(self._open_store()))
        if self.is_framed:
            let_frame(app)
        origin = await self._bot.enter_async_context(serve(app))
        await self.teams.connect(f"{origin}/api/messages")
        self._bot.push_async_callback(self.teams.close)
        app[VARSLE].desk.public_url = origin
        if self.tenant:
            self.tenant.is_open.set()
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
        parts = Parts(
            rules=Rules(APP_ID, frozenset({TENANT}), frozenset({self.teams.origin})),
            tenant=TENANT,
            source=Password(self.teams.token_url, APP_ID, "demo"),
            metadata_url=self.teams.metadata_url,
            store=store,
            register=self._register,
            clock=self._clock,
            surface=self._surface,
        )
        if self.tenant is None:
            return parts
        return replace(parts, graph=self.tenant, teams_app=APP_IN_CATALOGUE, mail_from=SERVICE_MAILBOX.address)

    async def close(self) -> None:
        await self._bot.aclose()

    # -- what the page asks (demo.page_stage.Stage)

    def schools(self) -> list[Json]:
        return [school_shown(school, self._page(school)) for school in self._register.schools.values()]

    def _page(self, school: School) -> str | None:
        return f"{self._running.desk.public_url}{OPEN_PAGE}{school.id}" if school.page else None

    def people(self, school: str) -> list[Json]:
        here, register = self._register.schools[school], self._register
        found, others = cast(here, register), adults(here, register)
        people = [self._shown(person, role) for person, role in found]
        people[0]["colleague"] = self._colleague(found[0][0])
        aside = [self._shown(person, role, place="aside") for person, role in others]
        return [*people, *aside, self._shown(student(here, register), Role.STUDENT, place="phone")]

    def _shown(self, person: Person, role: Role, **more: str) -> Json:
        return {**face(person, role), "locale": self._locale(person), **more}

    def _locale(self, person: Person) -> str:
        return self.teams.chats.people[person.id].locale[:2]

    def _colleague(self, teacher: Person) -> Json:
        other = colleague(teacher, self._register)
        (school,) = teacher.schools
        return face(other, foremost(other, self._register.schools[school]))

    def chat(self, person_id: str) -> list[Json]:
        return [message(m) for m in self.teams.chat(self.teams.chats.people[person_id])]

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
        sender = colleague(self._register.people[person_id], self._register)
        message = {"text": message_text, "from": {"user": {"id": sender.id, "displayName": sender.name}}}
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
        async with self._moving:
            await self._settle()
            end = self._clock.now() + timedelta(**time)
            while (due := await self._next_due(end)) is not None:
                self._clock.move_to(due)
                await self._settle()
            self._clock.move_to(end)
            await self._settle()

    async def _next_due(self, end: datetime) -> datetime | None:
        desk = self._running.desk
        now, register = self._clock.now(), desk.house.register
        cases = await desk.read(lambda work: work.cases_due(end, 1))
        case = due(cases[0], register, now) if cases else None
        drills = await desk.read(lambda work: [d for s in register.schools if (d := work.newest_drill(s))])
        steps = [drill.next_moment(now) for drill in drills]
        mornings = [_next_morning(now, s.calendar) for s in register.schools.values() if s.wheel.rows]
        return min((at for at in (case, *steps, *mornings) if at and at <= end), default=None)

    async def _settle(self) -> None:
        """What is due now is done, and what it sends has arrived."""
        await self._running.upkeep.look()
        await self._running.reaching.tick()
        await self._running.mailboxes.tick()
        await self._running.reminders.tick()
        await self._running.bookings.rest()
        await self._running.outbox.rest()
        await self._running.mailer.rest()
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
        if self.tenant:
            self.join_tenant()
        await self.start()


def _next_morning(now: datetime, calendar: Calendar) -> datetime:
    """When the school next opens, after `now`: then the year wheel's cards go out."""
    return next_read(end_of_day(oslo_day(now)) if is_staffed(now, calendar) else now, calendar)
