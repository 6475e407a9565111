"""The open page may be shown inside the demonstration's page, and nowhere else."""

from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.open_page.style import HEADERS
from demo.framing import NOBODY, THIS_MACHINE
from demo.stage import DemoStage
from tests.demo.conftest import Client

FRAMING = {"Content-Security-Policy", "X-Frame-Options"}


async def answered(client: Client, path: str) -> aiohttp.ClientResponse:
    """From the bot's own server, which the page only knows the address of."""
    shown = await (await client.get("/demo/api/state")).json()
    bot = urlsplit(shown["school"]["page"])
    async with aiohttp.ClientSession() as session, session.get(f"{bot.scheme}://{bot.netloc}{path}") as answer:
        return answer


@pytest.mark.parametrize("path", ["/meld/fjellvik", "/meld/fjellvik/kode", "/meld/solvik", "/personvern/fjellvik"])
async def test_the_open_page_is_framed_by_this_machine_alone(client: Client, path: str) -> None:
    headers = (await answered(client, path)).headers
    assert THIS_MACHINE in headers["Content-Security-Policy"]
    assert NOBODY not in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers


async def test_its_other_rules_stand(client: Client) -> None:
    headers = (await answered(client, "/meld/fjellvik")).headers
    assert {name: headers[name] for name in HEADERS if name not in FRAMING} == {
        name: value for name, value in HEADERS.items() if name not in FRAMING
    }
    loosened = headers["Content-Security-Policy"].replace(THIS_MACHINE, NOBODY)
    assert loosened == HEADERS["Content-Security-Policy"]


async def test_a_printed_plan_is_framed_by_nobody_in_the_demonstration_either(client: Client) -> None:
    assert NOBODY in (await answered(client, "/plan/x")).headers["Content-Security-Policy"]


async def test_where_the_demonstrations_page_is_not_meant_nobody_frames_anything(
    client: Client, stage: DemoStage
) -> None:
    stage.is_framed = False
    await stage.reset()
    assert (await answered(client, "/meld/fjellvik")).headers["X-Frame-Options"] == HEADERS["X-Frame-Options"]
