from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from cards.look import Surface
from demo.loopback import serve
from domain.people import Register
from tests.story.house import StoryStage, Wire, read_register
from tests.story.theatre import Theatre

MONDAY_AT_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(params=list(Surface), ids=lambda s: s.value)
def surface(request: pytest.FixtureRequest) -> Surface:
    return Surface(request.param)


class Begin(Protocol):
    async def __call__(
        self,
        register: Register | None = None,
        at: datetime = MONDAY_AT_TEN,
        files: bool = False,
        tenant: bool = False,
        **parts: Any,
    ) -> Theatre: ...


@pytest.fixture(scope="session")
def key() -> RSAPrivateKey:
    """One for all stories: making it takes longer than most of them."""
    return generate_private_key(65537, 2048)


@pytest.fixture
async def begin(tmp_path: Path, surface: Surface, key: RSAPrivateKey) -> AsyncIterator[Begin]:
    """A theatre for a story with another house or another time."""
    async with AsyncExitStack() as stack:

        async def raise_curtain(
            register: Register | None = None,
            at: datetime = MONDAY_AT_TEN,
            files: bool = False,
            tenant: bool = False,
            **parts: Any,
        ) -> Theatre:
            """`tenant`: with calendars and a directory, which know everybody of the house."""
            stage = StoryStage(tmp_path / "stage", surface, register or (None if files else read_register()), at, key)
            stage.instead = parts
            (tmp_path / "stage").mkdir()
            if files:
                stage.keep_files()
            if tenant:
                stage.join_tenant()
            wire = Wire(stage)
            app = web.Application(middlewares=[wire.note])
            app.add_routes(stage.teams.routes("/teams"))
            stage.teams.settle(await stack.enter_async_context(serve(app)))
            await stage.start()
            stack.push_async_callback(stage.close)
            return Theatre(stage, surface, wire)

        yield raise_curtain


@pytest.fixture
async def theatre(begin: Begin) -> Theatre:
    """Fjellvik on a Monday at ten, everybody with the app installed."""
    return await begin()
