"""The demo page in a real browser. Chromium must be there: `apt-get install chromium`."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.needed import lacking

CHECKOUT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture
async def demo(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """`python -m demo` as a visitor starts it; yields the page's address."""
    surface = getattr(request, "param", "dialog")
    command = (sys.executable, "-m", "demo", "--no-browser", "--port", "0", "--surface", surface)
    process = await asyncio.create_subprocess_exec(
        *command, "--folder", str(tmp_path / "demo"), cwd=CHECKOUT, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
        yield next(word for word in line.split() if word.startswith("http"))
    finally:
        process.terminate()
        await process.wait()
        process._transport.close()  # type: ignore[attr-defined]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if not (CHECKOUT / "node_modules" / "adaptivecards").is_dir():
        lacking("the card renderer is not installed: run `make install`")
    if CHROMIUM is None:
        lacking("Chromium is not installed: run `apt-get install chromium`")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser, demo: str) -> AsyncIterator[Page]:
    """The demo page on a desk; whatever the browser complains of fails the test."""
    page = await browser.new_page(viewport={"width": 1600, "height": 1000})
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    await page.goto(demo)
    await page.get_by_test_id("composer").first.wait_for()
    yield page
    await page.close()
    assert complaints == []
