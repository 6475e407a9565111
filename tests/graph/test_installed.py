"""`varsle serve` with Graph switched on, as it is installed: a process that answers, and a helper beside it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import IO

import aiohttp
import pytest

from storage.keys import create_key_file
from tests.graph.tenants import APP_ID, SECRET, TENANT

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = "https://127.0.0.1:9"


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _settings(folder: Path, port: int) -> dict[str, str]:
    create_key_file(folder / "key")
    said = {
        "APP_ID": APP_ID, "APP_TYPE": "SingleTenant", "APP_TENANT_ID": TENANT, "APP_PASSWORD": "noe hemmelig",
        "KEY_FILE": str(folder / "key"), "DATABASE_URL": f"sqlite:///{folder}/db/varsle.db",
        "SCHOOLS_DIR": str(ROOT / "demo" / "schools"), "PEOPLE_FILE": str(ROOT / "demo" / "people.yaml"),
        "OPENID_METADATA_URL": f"{NOWHERE}/keys", "TOKEN_URL": f"{NOWHERE}/token",
        "GRAPH": "on", "GRAPH_BASE_URL": f"{NOWHERE}/v1.0", "PORT": str(port),
    }  # fmt: skip
    return {f"VARSLE_{name}": value for name, value in said.items()}


def _children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _shown(pid: int) -> bytes:
    """What anybody on the machine may see of a process."""
    return Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()


def _ended(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return not status.exists() or "State:\tZ" in status.read_text()


@pytest.fixture
def imports(tmp_path: Path) -> Iterator[IO[bytes]]:
    with (tmp_path / "imports").open("w+b") as file:
        yield file


@pytest.fixture
async def running(tmp_path: Path, imports: IO[bytes]) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The interpreter writes each of its imports; what it starts does not."""
    port = _free_port()
    settings = {**os.environ, **_settings(tmp_path, port)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-X", "importtime", "-m", "bot", "serve", cwd=ROOT, env=settings, stderr=imports
    )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _answers(url: str) -> None:
    async with asyncio.timeout(30), aiohttp.ClientSession() as session:
        while True:
            try:
                assert (await session.get(f"{url}/livez")).status == 200
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)
            else:
                return


async def test_the_served_process_never_imports_the_sdk_and_takes_its_helper_with_it_when_it_ends(
    running: tuple[asyncio.subprocess.Process, str], imports: IO[bytes]
) -> None:
    process, url = running
    await _answers(url)
    (helper,) = _children(process.pid)
    assert b"bot.graph" in _shown(helper)
    assert b"noe hemmelig" not in _shown(helper)
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(20):
        assert await process.wait() == 0
    assert _ended(helper)
    imports.seek(0)
    said = imports.read()
    assert b"bot.graph.process" in said
    assert [name for name in (b"msgraph", b"kiota", b"azure.identity", b"httpx") if name in said] == []


SERVER = """
import asyncio, sys
import bot.commands, bot.app, bot.doctor
from pathlib import Path
from bot.graph.config import Config
from bot.graph.process import GraphProcess
from services.jobs import ReadMember

async def main():
    nowhere = "https://127.0.0.1:9"
    process = GraphProcess(Config("00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002", "x",
                                  base_url=nowhere + "/v1.0", authority=nowhere))
    await process.start()
    print(await process.ask(ReadMember("00000000-0000-0000-0000-000000000003")))
    print("VARSLE_" in Path(f"/proc/{process.pid}/environ").read_text())
    await process.close()
    print([m for m in ("msgraph", "kiota_http", "kiota_abstractions", "azure.identity", "httpx") if m in sys.modules])

asyncio.run(main())
"""


def test_the_process_that_answers_teams_asks_graph_without_importing_its_sdk_or_handing_on_its_settings() -> None:
    around = {**os.environ, "VARSLE_APP_PASSWORD": SECRET}
    said = subprocess.run(
        [sys.executable, "-c", SERVER], capture_output=True, text=True, check=True, cwd=ROOT, env=around
    )
    outcome, has_settings, imported = said.stdout.splitlines()
    assert "NO_SIGN_IN" in outcome
    assert (has_settings, imported) == ("False", "[]")
