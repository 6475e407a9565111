"""The edge as the application composes it, against the local stand-in for Teams, over loopback HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from botbuilder.core import TurnContext
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bot.adapter import Adapter, Authentication
from bot.connector import Connector, open_session
from bot.credentials import Credentials, Password
from bot.endpoint import Endpoint
from bot.gate import Rules
from bot.keys import Keys
from demo.loopback import serve
from demo.teams import Teams
from demo.teams_chats import Person
from demo.teams_signing import new_key

APP = "11111111-1111-4111-8111-111111111111"
TENANT = "22222222-2222-4222-8222-222222222222"
TEACHER = "33333333-3333-4333-8333-333333333333"
PASSWORD = "a word for the tests"
SORRY = "Noe gikk galt."


@dataclass
class Edge:
    """One running bot with its Teams. `turn` may be replaced; `turns` counts how often it was called."""

    teams: Teams
    teacher: Person
    url: str
    keys: Keys
    rules: Rules
    credentials: Credentials
    connector: Connector
    session: aiohttp.ClientSession
    turn: Callable[[TurnContext], Awaitable[None]] | None = None
    turns: list[TurnContext] = field(default_factory=list)

    async def run(self, context: TurnContext) -> None:
        self.turns.append(context)
        if self.turn:
            await self.turn(context)

    async def send(
        self,
        body: Any,
        *,
        token: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, Any]:
        """Status and JSON (or None) of one request, with a good token unless another one is given."""
        known = {"Authorization": f"Bearer {token or self.teams.sign()}", **(headers or {})}
        data = {"data": body} if isinstance(body, bytes) else {"json": body}
        if isinstance(body, bytes):
            known.setdefault("Content-Type", "application/json")
        wanted = {name: value for name, value in known.items() if value}
        async with self.session.post(self.url, headers=wanted, **data) as response:
            is_json = response.content_type == "application/json"
            return response.status, await response.json() if is_json else None

    def message(self, **changes: Any) -> dict[str, Any]:
        """A good message; a change to None takes the field out."""
        return _changed(self.teams.activity(self.teacher, {"type": "message", "text": "hei"}), changes)

    def invoke(self, name: str = "task/fetch", **changes: Any) -> dict[str, Any]:
        parts = {"type": "invoke", "name": name, "value": {"data": {}}}
        return _changed(self.teams.activity(self.teacher, parts), changes)


def _changed(body: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    renamed = {name.rstrip("_"): value for name, value in changes.items()}
    return {name: value for name, value in {**body, **renamed}.items() if value is not None}


@asynccontextmanager
async def open_edge(key: RSAPrivateKey, *, floor: float = 60) -> AsyncIterator[Edge]:
    async with AsyncExitStack() as stack:
        teams = Teams(APP, TENANT, password=PASSWORD, key=key)
        pages = web.Application()
        pages.add_routes(teams.routes("/teams"))
        origin = await stack.enter_async_context(serve(pages))
        teams.settle(origin)
        session = await stack.enter_async_context(open_session())
        rules = Rules(APP, frozenset({TENANT}), frozenset({origin}))
        keys = Keys(session, teams.metadata_url, floor=floor, timeout=1)
        credentials = Credentials(session, Password(teams.token_url, APP, PASSWORD))
        connector = Connector(session, credentials, rules)
        teacher = teams.add_person(TEACHER, "En lærer")
        edge = Edge(teams, teacher, "", keys, rules, credentials, connector, session)
        adapter = Adapter(Authentication(connector, keys, rules), connector, lambda _locale: SORRY)
        app = web.Application()
        app.router.add_route("*", "/api/messages", Endpoint(adapter, keys, rules, edge.run).handle)
        edge.url = await stack.enter_async_context(serve(app)) + "/api/messages"
        await teams.connect(edge.url)
        stack.push_async_callback(teams.close)
        await keys.start()
        stack.push_async_callback(keys.close)
        stack.push_async_callback(credentials.close)
        yield edge


@pytest.fixture(scope="session")
def key() -> RSAPrivateKey:
    return new_key()


@pytest.fixture
async def edge(key: RSAPrivateKey) -> AsyncIterator[Edge]:
    async with open_edge(key) as running:
        yield running
