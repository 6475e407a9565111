"""The demonstration page's routes around the real stage, as `make demo` serves them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from cards.look import Surface
from demo.page_routes import page_app
from demo.stage import DemoStage, read_all

Client = TestClient[web.Request, web.Application]


@pytest.fixture
def stage(tmp_path: Path) -> DemoStage:
    stage = DemoStage(tmp_path / "demo", Surface.DIALOG, read_all())
    stage.join_tenant()
    stage.is_framed = True
    return stage


@pytest.fixture
async def client(stage: DemoStage) -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes(stage.teams.routes("/teams"))
    app.add_subapp("/demo", page_app(stage))
    async with TestClient(TestServer(app)) as client:
        stage.teams.settle(str(client.make_url("")).rstrip("/"))
        await stage.start()
        yield client
        await stage.close()
