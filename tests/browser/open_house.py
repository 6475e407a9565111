"""The house with its open page, served for a browser: the real application and the stand-in for Teams around it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from cards.look import Surface
from demo.loopback import serve
from demo.stage import DemoStage, read_register

MONDAY_AT_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@asynccontextmanager
async def open_house(folder: Path, owner_receives: bool = True) -> AsyncIterator[str]:
    """Yields the address of Fjellvik's open page."""
    register = read_register()
    school = register.schools["fjellvik"]
    owner = replace(school.owner, receives_leader_cases=owner_receives)
    schools = {school.id: replace(school, page=True, owner=owner)}
    stage = DemoStage(folder / "stage", Surface.DIALOG, replace(register, schools=schools), MONDAY_AT_TEN)
    async with AsyncExitStack() as stack:
        app = web.Application()
        app.add_routes(stage.teams.routes("/teams"))
        stage.teams.settle(await stack.enter_async_context(serve(app)))
        await stage.start()
        stack.push_async_callback(stage.close)
        yield f"{stage._running.desk.public_url}/meld/fjellvik"
