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
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web

from bot import printing
from bot.adapter import Adapter, Authentication
from bot.connector import Connector, open_session
from bot.credentials import Credentials, Source
from bot.desk import Clock, Desk
from bot.endpoint import Endpoint
from bot.gate import Rules
from bot.health import Health
from bot.keys import Keys
from bot.outbox import Outbox
from bot.reminders import Reminders
from bot.turn import Turns
from bot.upkeep import Upkeep
from cards import words
from cards.look import Surface
from domain.people import Register
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


@dataclass(frozen=True)
class Varsle:
    """The running bot's insides, for the demo and the tests, which move the clock."""

    desk: Desk
    outbox: Outbox
    reminders: Reminders
    upkeep: Upkeep


VARSLE = web.AppKey("varsle", Varsle)


def make_app(parts: Parts) -> web.Application:
    """The aiohttp application with its background work while it runs.

    `/api/messages`, `/livez`, `/readyz`, and a plan to print.
    """
    app = web.Application()

    async def lifetime(app: web.Application) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await _join(app, parts, stack)
            yield

    app.cleanup_ctx.append(lifetime)
    routes = _Routes(app)
    app.router.add_route("*", "/api/messages", routes.messages)
    app.router.add_get("/livez", routes.alive)
    app.router.add_get("/readyz", routes.ready)
    app.router.add_get(printing.PATH + "{token}", routes.plan, allow_head=False)
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
        report = await self._app[HEALTH].report()
        return web.json_response(report, status=200 if report["ready"] else 503)


# Seconds. With the usual 5 ms, the writing thread waits that long for the interpreter each time it comes back from
# the disk while the loop is busy.
SWITCH = 0.001
# The collector looks after so many new objects (usually 700): a report leaves it nothing to find, and is a thousand.
NEW_OBJECTS = 50_000


def _tune() -> None:
    """Of the interpreter, once for the process."""
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(NEW_OBJECTS)


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
    outbox = Outbox(desk, connector, f"28:{parts.rules.app_id}", parts.tenant)
    reminders = Reminders(desk)
    upkeep = Upkeep(desk, parts.installation)
    await desk.renew()
    adapter = Adapter(Authentication(connector, keys, parts.rules), connector, _apologise)
    app[ENDPOINT] = Endpoint(adapter, keys, parts.rules, Turns(desk).take)
    app[VARSLE] = Varsle(desk, outbox, reminders, upkeep)
    app[HEALTH] = health = Health(desk, keys, upkeep)
    for school, people in (await health.unproven()).items():
        log.warning("school %s: no card has ever reached %s", school, ", ".join(people))
    loop = asyncio.get_running_loop()
    parts.store.on_commit = lambda: loop.call_soon_threadsafe(outbox.wake.set)
    outbox.wake.set()
    stack.push_async_callback(outbox.close)
    for work in (outbox.run(), reminders.run(), upkeep.run()):
        stack.push_async_callback(_stop, asyncio.create_task(work))
    if parts.installation:
        stack.callback(_on_hangup(loop, upkeep.ask))


def _desk(parts: Parts) -> Desk:
    house = House(parts.register, mint, secrets.choice)
    return Desk(parts.store, house, parts.clock, parts.surface, parts.public_url)


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
