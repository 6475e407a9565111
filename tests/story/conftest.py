from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from cards.look import Surface
from demo.loopback import serve
from demo.stage import DemoStage
from tests.story.theatre import Theatre

MONDAY_AT_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(params=list(Surface), ids=lambda s: s.value)
def surface(request: pytest.FixtureRequest) -> Surface:
    return request.param


@pytest.fixture
async def theatre(tmp_path: Path, surface: Surface) -> AsyncIterator[Theatre]:
    """Fjellvik on a Monday at ten, everybody with the app installed."""
    stage = DemoStage(tmp_path, surface, begins=MONDAY_AT_TEN)
    app = web.Application()
    app.add_routes(stage.teams.routes("/teams"))
    async with serve(app) as origin:
        stage.teams.settle(origin)
        await stage.start()
        yield Theatre(stage, surface)
        await stage.close()
