"""The open page in a real browser: for everybody, on a small telephone, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from domain.text import LANGUAGES
from tests.browser.conftest import CHECKOUT
from tests.browser.open_house import open_house
from tests.browser.test_page import shoot
from tests.needed import lacking

AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
SIZES = ("normal", "large")
REFERENCE = re.compile(r"2026-[0-9A-Z]{5}|[0-9A-Z]{4}-\n?|kl. [0-9.]+")  # what differs from one to the next
TOLD = {"what": "De stenger meg ute i hver pause.", "student": "Ola Dal 2STA", "name": "", "reach": ""}
PHONE = {"width": 320, "height": 640}


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    async with open_house(tmp_path) as address:
        yield address


async def fill(page: Page, who: str, by_staff: str, danger: str) -> None:
    """Whatever of this the page asks for."""
    picked = {"who": who, "by_staff": by_staff, "danger": danger}
    for field, said in TOLD.items():
        if await page.locator(f"#{field}").count():
            given = said or ("Tor Vik" if who == "staff" else "")
            await page.fill(f"#{field}", given)
    for name, value in picked.items():
        if await page.locator(f"input[type=radio][name={name}]").count():
            await page.check(f"input[name={name}][value={value}]")


async def walk(page: Page, start: str, who: str, by_staff: str, danger: str = "no") -> AsyncIterator[str]:
    """Every page of one who tells this, with its faults and without; each is yielded while it is shown."""
    await page.goto(start)
    yield "first"
    while await page.locator("button[value=next].main").count():
        await page.click("button[value=next].main")
        if await page.locator(".faults").count():
            yield "faults"
            await fill(page, who, by_staff, danger)
            await page.click("button[value=next].main")
        yield await page.locator("h1").inner_text()
    await page.click("button[value=send]")
    yield "receipt"
    await page.click("#follow button")
    for more in await page.locator("details").all():
        await more.evaluate("e => e.open = true")
    yield "following"
    if await page.locator("#form").count():  # not where nobody has got it: there is nobody to write to
        await page.click("#form button[value=next].main")
        yield "faults of what is added"


async def faulty(page: Page) -> list[str]:
    """What axe finds, all of its rules."""
    await page.evaluate(AXE.read_text())
    found: dict[str, Any] = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {node['html']}" for v in found["violations"] for node in v["nodes"]]


async def too_wide(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


async def too_small(page: Page) -> list[str]:
    """What is touched and is less than 24 px high or wide, links in the middle of words apart (WCAG 2.5.8)."""
    found: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), textarea')]
        .filter(e => e.offsetParent && !e.closest('.faults, .skip') && getComputedStyle(e).display !== 'inline')
        .filter(e => { const box = e.getBoundingClientRect(); return box.height < 24 || box.width < 24 })
        .map(e => e.outerHTML)"""
    )
    return found


WALKS = [("self", "no", "no"), ("worried", "employee", "yes"), ("parent", "leader", "no"), ("staff", "leader", "no")]


LOOKS = (("nb", "normal"), ("nb", "large"), ("nn", "large"), ("en", "normal"))


async def test_axe_finds_nothing_on_any_page_in_each_language_and_size(browser: Browser, tmp_path: Path) -> None:
    assert await _judged(browser, tmp_path, LOOKS) >= 100


@pytest.mark.slow
async def test_axe_finds_nothing_on_any_page_in_every_language_in_both_sizes(browser: Browser, tmp_path: Path) -> None:
    assert await _judged(browser, tmp_path, tuple(product(LANGUAGES, SIZES))) >= 150


async def _judged(browser: Browser, folder: Path, looks: tuple[tuple[str, str], ...]) -> int:
    """How many pages were, each one once: where the owner receives reports about leaders, and where not."""
    if not AXE.is_file():
        lacking("axe-core is not installed: run `make install`")
    page = await browser.new_page(viewport=PHONE, bypass_csp=True)
    seen: set[tuple[str, str]] = set()
    for receives, walks in ((True, WALKS), (False, WALKS[3:])):
        async with open_house(folder, receives) as address:
            for (language, size), walked in product(looks, walks):
                async for name in walk(page, f"{address}?lang={language}&size={size}", *walked):
                    shown = (size, REFERENCE.sub("", await page.locator("main").inner_text()))
                    if shown not in seen:
                        seen.add(shown)
                        await judge(page, language, name)
    await page.close()
    return len(seen)


async def judge(page: Page, language: str, name: str) -> None:
    assert await faulty(page) == [], name
    assert not await too_wide(page), name
    assert await too_small(page) == [], name
    assert await page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("path", ["/kode", "x"])
async def test_axe_finds_nothing_on_the_pages_beside(browser: Browser, address: str, path: str) -> None:
    page = await browser.new_page(viewport=PHONE, bypass_csp=True)
    await page.goto(address + path)
    assert await faulty(page) == []
    if path == "/kode":
        await page.fill("#code", "K7Q4")
        await page.click("main button")
        assert await faulty(page) == []
    assert not await too_wide(page)
    await page.close()


async def test_a_whole_report_by_keyboard_alone_without_javascript(browser: Browser, address: str) -> None:
    """Tab, arrows, space, letters and Enter: nothing else is touched from the first page to the code."""
    context = await browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{address}?lang=nb")
    await presses(page, "#who-0", "Space", "ArrowDown", "ArrowUp", "Enter")
    await tells_by_keyboard(page)
    await presses(page, "#name", "Enter")  # goes on, and does not choose a language
    await comes_to(page, "Før du sender")
    await expect(page.locator("main")).to_contain_text("De stenger meg ute.")
    await presses(page, "button[value=send]", "Enter")
    await comes_to(page, "Meldingen er lagret")
    assert len((await page.locator("#code").inner_text()).replace("-", "").replace("\n", "")) == 21
    await shoot(page, "open-page-receipt")
    await presses(page, "#follow button", "Enter")
    await comes_to(page, "Det du har sagt fra om")
    await presses(page, "#said")
    await page.keyboard.type("I dag også.")
    await presses(page, "#form button[value=next]", "Enter")
    await expect(page.locator(".note.good")).to_contain_text("Takk.")
    await context.close()


async def tells_by_keyboard(page: Page) -> None:
    """What has happened: first without an answer, then with all of them."""
    await comes_to(page, "Hva har skjedd?")
    await presses(page, "button[value=next].main", "Enter")
    await expect(page.locator(".faults")).to_be_focused()  # what is wrong is read out
    await presses(page, ".faults", "Tab", "Enter")
    await page.wait_for_url("**#what")
    await presses(page, "#what")
    await page.keyboard.type("De stenger meg ute.")
    await presses(page, "#by_staff-0", "Space")
    await presses(page, "#danger-0", "Space")
    await presses(page, "button[value=next].main", "Space")
    await comes_to(page, "Vil du si hvem du er?")


async def comes_to(page: Page, title: str) -> None:
    await expect(page.locator("h1")).to_have_text(title)


async def presses(page: Page, what: str, *keys: str) -> None:
    """Goes there Tab by Tab, and presses these."""
    await tab_to(page, what)
    for key in keys:
        await page.keyboard.press(key)


async def focused(page: Page, what: str) -> bool:
    return await page.locator(f"{what}:focus").count() == 1


async def tab_to(page: Page, what: str) -> None:
    """Tab by Tab; each stop can be seen."""
    for _ in range(60):
        if await focused(page, what):
            return
        await page.keyboard.press("Tab")
        stop = page.locator(":focus")
        if await stop.count():
            assert await stop.is_visible()
    pytest.fail(f"{what} is not reached by Tab")


async def test_nothing_is_fetched_run_or_kept_by_the_browser(browser: Browser, address: str) -> None:
    context = await browser.new_context(viewport=PHONE)
    page = await context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url.removeprefix(address)}"))
    page.on("console", lambda message: complaints.append(message.text))
    async for _ in walk(page, address, "self", "no"):
        assert await page.locator("script, img, iframe, link").count() == 0
    assert {one for one in asked if "favicon" not in one} == {"GET ", "POST ", "POST /kode"}
    assert await context.cookies() == []
    assert complaints == []
    await context.close()
