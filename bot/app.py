"""The one place where real parts are chosen and joined."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from aiohttp import web

from bot import printing, privacy_page
from bot.adapter import Adapter, Authentication
from bot.bookings import Bookings
from bot.checkpoints import Checkpoints
from bot.connector import Connector, open_session
from bot.credentials import Credentials, Source
from bot.desk import Clock, Desk
from bot.directory import Directory
from bot.endpoint import Endpoint
from bot.gate import Rules
from bot.graph.port import Graph, NoGraph
from bot.graph.process import GraphProcess
from bot.health import Alarm, Health
from bot.installing import Installing
from bot.keys import Keys
from bot.mailboxes import Mailboxes
from bot.mailer import Mailer, chat_link
from bot.open_page import routes as open_page
from bot.outbox import Outbox
from bot.places import Place
from bot.reaching import Reaching
from bot.reminders import Reminders
from bot.turn import Turns
from bot.upkeep import Upkeep
from cards import words
from cards.look import Surface
from domain.people import PersonId, Register
from domain.text import language_of
from services.ports import House
from storage.installation import Installation
from storage.store import Store


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class Parts:
    """What differs between production, the demo and the tests."""

    rules: Rules
    tenant: str
    source: Source
    metadata_url: str
    store: Store
    register: Register
    clock: Clock
    surface: Surface
    public_url: str = ""  # where a browser reaches us; "" when it cannot
    installation: Installation | None = None  # the files behind `register`, when they are to be looked at
    graph: Graph = field(default_factory=NoGraph)
    teams_app: str = ""  # the app's id in the tenant's catalogue, when Graph is to install it
    mail_from: str = ""  # the mailbox that writes to the owner; "" when none does
    proxy_hops: int = 0  # our own proxies in front, for whom an open page's sender is known by what they pass on
    places: tuple[Place, ...] = ()  # where checkpoints of the audit are kept


class Background(Protocol):
    async def run(self) -> None:
        """Until cancelled."""
        ...


@dataclass(frozen=True)
class Varsle:
    """The running bot's insides, for the demo and the tests, which move the clock."""

    desk: Desk
    outbox: Outbox
    reminders: Reminders
    upkeep: Upkeep
    directory: Directory
    reaching: Reaching
    mailer: Mailer
    bookings: Bookings
    mailboxes: Mailboxes
    checkpoints: Checkpoints

    @property
    def background(self) -> tuple[Background, ...]:
        """What goes on by itself while the application runs, from its first moment."""
        return (self.outbox, self.reminders, self.upkeep, self.mailer, self.bookings, self.checkpoints)

    @property
    def looking(self) -> tuple[Background, ...]:
        """What asks others how things are: it lets those who wait for the process go first."""
        return (self.directory, self.reaching, self.mailboxes)

    def met(self, who: PersonId) -> None:
        """Somebody has written, or has got the app. Nobody waits for what follows from that."""
        self.directory.met(who)
        self.reaching.met(who)


VARSLE = web.AppKey("varsle", Varsle)


def make_app(parts: Parts) -> web.Application:
    """The aiohttp application with its background work while it runs.

    `/api/messages`, `/livez`, `/readyz`, `/reach`, a plan to print, and what everybody may open: the schools' pages.
    """
    app = web.Application()

    async def lifetime(app: web.Application) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await _start(parts.graph, stack)
            await _join(app, parts, stack)
            yield

    app.cleanup_ctx.append(lifetime)
    routes = _Routes(app)
    app.router.add_route("*", "/api/messages", routes.messages)
    for path, told in (("/livez", routes.alive), ("/readyz", routes.ready), ("/reach", routes.reach)):
        app.router.add_get(path, told)
    app.router.add_get(printing.PATH + "{token}", routes.plan, allow_head=False)
    open_page.add_routes(app, lambda: app[VARSLE].desk, parts.proxy_hops)
    privacy_page.add_routes(app, lambda: app[VARSLE].desk.house.register.schools)
    return app


log = logging.getLogger(__name__)

ENDPOINT = web.AppKey("endpoint", Endpoint)
HEALTH = web.AppKey("health", Health)


class _Routes:
    def __init__(self, app: web.Application) -> None:
        self._app = app

    async def messages(self, request: web.Request) -> web.StreamResponse:
        return await self._app[ENDPOINT].handle(request)

    async def plan(self, request: web.Request) -> web.StreamResponse:
        return await printing.printed(self._app[VARSLE].desk, request.match_info["token"])

    async def alive(self, request: web.Request) -> web.StreamResponse:
        """Says only that the process answers; asks nobody."""
        return web.json_response({"alive": True})

    async def ready(self, request: web.Request) -> web.StreamResponse:
        """Who asks from elsewhere is told only whether we are."""
        report = await self._app[HEALTH].report()
        said = report if is_from_here(request) else {"ready": report["ready"]}
        return web.json_response(said, status=200 if report["ready"] else 503)

    async def reach(self, request: web.Request) -> web.StreamResponse:
        """Who could be reached at the last look; asks for a new one when that is old, and does not wait for it.

        It names people by their ids, and is answered on this machine alone.
        """
        if not is_from_here(request):
            raise web.HTTPNotFound
        self._app[VARSLE].reaching.ask_when_old()
        return web.json_response(self._app[HEALTH].reach())


def is_from_here(request: web.Request) -> bool:
    """From this machine itself, and not passed on by a proxy on it."""
    own = request.transport.get_extra_info("sockname") if request.transport else None
    passed_on = {"Forwarded", "X-Forwarded-For"} & request.headers.keys()
    return bool(own) and own[0] == request.remote and not passed_on


# Seconds. With the usual 5 ms, the writing thread waits that long for the interpreter each time it comes back from
# the disk while the loop is busy.
SWITCH = 0.001
# The collector looks after so many new objects (usually 700): a report leaves it nothing to find, and is a thousand.
NEW_OBJECTS = 50_000


LOOKS_AFTER = 2.0  # seconds from the start


def _tune() -> None:
    """Of the interpreter, once for the process."""
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(NEW_OBJECTS)


async def _start(graph: Graph, stack: AsyncExitStack) -> None:
    """Before everything that asks it, so that it ends after them. Nobody waits until it is ready."""
    if isinstance(graph, GraphProcess):
        await graph.start()
        stack.push_async_callback(graph.close)


async def _join(app: web.Application, parts: Parts, stack: AsyncExitStack) -> None:
    _tune()
    session = await stack.enter_async_context(open_session())
    credentials = Credentials(session, parts.source)
    stack.push_async_callback(credentials.close)
    keys = Keys(session, parts.metadata_url)
    await keys.start()
    stack.push_async_callback(keys.close)
    connector = Connector(session, credentials, parts.rules)
    desk = _desk(parts)
    app[VARSLE] = varsle = _varsle(parts, desk, connector)
    await desk.renew()
    adapter = Adapter(Authentication(connector, keys, parts.rules), connector, _apologise)
    app[ENDPOINT] = Endpoint(adapter, keys, parts.rules, Turns(desk, varsle.met).take)
    app[HEALTH] = health = Health(
        desk, keys, credentials, varsle.upkeep, varsle.reaching, varsle.mailboxes, varsle.checkpoints
    )
    await _name_unproven(health)
    _set_going(varsle, health, parts, stack)


def _set_going(varsle: Varsle, health: Health, parts: Parts, stack: AsyncExitStack) -> None:
    """The background work, woken by the record, and ended with the application."""
    loop = asyncio.get_running_loop()
    parts.store.on_commit = lambda: loop.call_soon_threadsafe(varsle.outbox.wake.set)
    parts.store.on_booked = lambda: loop.call_soon_threadsafe(varsle.bookings.wake.set)
    varsle.outbox.wake.set()
    for closed in (varsle.outbox.close, varsle.bookings.close):
        stack.push_async_callback(closed)
    for work in (*varsle.background, Alarm(health)):
        stack.push_async_callback(_stop, asyncio.create_task(work.run()))
    for work in varsle.looking:
        stack.push_async_callback(_stop, asyncio.create_task(_in_a_moment(work)))
    if parts.installation:
        stack.callback(_on_hangup(loop, varsle.upkeep.ask))


async def _in_a_moment(work: Background) -> None:
    await asyncio.sleep(LOOKS_AFTER)
    await work.run()


async def _name_unproven(health: Health) -> None:
    for school, people in (await health.unproven()).items():
        log.warning("school %s: no card has ever reached %s", school, ", ".join(people))


def _varsle(parts: Parts, desk: Desk, connector: Connector) -> Varsle:
    bot_id = f"28:{parts.rules.app_id}"
    reaching = Reaching(desk, connector, Installing(parts.graph, parts.teams_app), bot_id, parts.tenant)
    upkeep = Upkeep(desk, parts.installation)
    outbox = Outbox(desk, connector, bot_id, parts.tenant)
    mailer = Mailer(desk, parts.mail_from, chat_link(parts.teams_app or parts.rules.app_id, parts.tenant))
    return Varsle(
        desk, outbox, Reminders(desk), upkeep, Directory(desk, upkeep), reaching, mailer, Bookings(desk),
        Mailboxes(desk), Checkpoints(desk, parts.places),
    )  # fmt: skip


def _desk(parts: Parts) -> Desk:
    has_graph = not isinstance(parts.graph, NoGraph)
    if parts.mail_from and not has_graph:
        log.warning("a mailbox is set to write to the owner, and Graph is not: no mail goes")
    house = House(parts.register, mint, secrets.choice, mails=has_graph and bool(parts.mail_from), calendars=has_graph)
    return Desk(parts.store, house, parts.clock, parts.surface, parts.public_url, parts.graph)


def _on_hangup(loop: asyncio.AbstractEventLoop, ask: Callable[[], None]) -> Callable[[], object]:
    """SIGHUP: the files are read at once. What is given back ends that. Where there is no such signal, nothing."""
    try:
        loop.add_signal_handler(signal.SIGHUP, ask)
    except (AttributeError, NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
        return lambda: None
    return lambda: loop.remove_signal_handler(signal.SIGHUP)


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def mint() -> str:
    """Unguessable: 80 bits of chance after the millisecond. What is made together lies together on the disk."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


def _apologise(locale: str | None) -> str:
    return words.TRY_AGAIN_BODY.in_(language_of(locale))
