"""What a visitor does on the demo page, in a real browser against the real bot."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

TEACHER, PRINCIPAL, DEPUTY, OWNER = (f"7d3e1a50-0000-4000-8000-00000000000{n}" for n in (1, 2, 3, 4))
SHOTS = os.environ.get("VARSLE_SHOTS")


def column(page: Page, person: str) -> Locator:
    return page.locator(f"#column-{person}")


async def shoot(page: Page, name: str) -> None:
    """A picture for people to judge, when VARSLE_SHOTS names a folder."""
    if SHOTS:
        await page.wait_for_timeout(700)
        await page.screenshot(path=str(Path(SHOTS) / f"{name}.png"))


async def tell(page: Page, *, danger: str = "Nei", by: str = "Nei") -> None:
    await column(page, TEACHER).get_by_role("button", name="Meld fra til rektor").first.click()
    dialog = page.get_by_test_id("dialog")
    await dialog.get_by_label("Hvilken elev gjelder det?").fill("Ola Dal 2STA")
    await dialog.get_by_label("Hva har du sett, hørt eller fått vite?").fill("Sitter alene hver dag.")
    await dialog.get_by_role("radiogroup", name="Har noen som arbeider").get_by_label(by, exact=True).check()
    await dialog.get_by_role("radiogroup", name="Er noen i fare").get_by_label(danger, exact=True).check()
    await shoot(page, f"form-{danger}")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_contain_text("Meldingen er lagret")


async def test_the_whole_loop_from_the_teacher_to_the_rektor_and_back(page: Page) -> None:
    await shoot(page, "empty")
    await tell(page)
    await shoot(page, "receipt")
    await page.get_by_test_id("dialog-close").click()
    rektor = column(page, PRINCIPAL)
    await expect(rektor).to_contain_text("Noen har meldt fra")
    await expect(rektor).not_to_contain_text("Ola")
    await expect(column(page, TEACHER)).to_contain_text("Levert til rektor")
    await shoot(page, "delivered")

    await rektor.get_by_role("button", name="Bekreft mottak").click()
    await expect(rektor).to_contain_text("Du bekreftet mottak")
    await expect(column(page, TEACHER)).to_contain_text("Bekreftet av Randi Ås")

    await rektor.get_by_role("button", name="Åpne").click()
    dialog = page.get_by_test_id("dialog")
    await expect(dialog).to_contain_text("Ola Dal 2STA")
    await expect(dialog).not_to_contain_text("Sitter alene")
    await shoot(page, "habilitet")
    await dialog.get_by_role("button", name="Jeg er habil").click()
    await expect(dialog).to_contain_text("Sitter alene hver dag.")
    await shoot(page, "content")


async def test_the_clock_brings_the_reminder_the_deputy_and_the_owner(page: Page) -> None:
    await page.get_by_test_id("clock-morning").click()
    await tell(page, danger="Ja")
    await shoot(page, "receipt-danger")
    await page.get_by_test_id("dialog-close").click()
    await expect(column(page, PRINCIPAL)).to_contain_text("Noen har meldt fra")
    await page.get_by_test_id("clock-15").click()
    await expect(column(page, PRINCIPAL)).to_contain_text("Påminnelse")
    await expect(column(page, DEPUTY)).to_contain_text("ikke har bekreftet")
    await page.get_by_test_id("clock-15").click()
    await expect(column(page, OWNER)).to_contain_text("ikke har bekreftet")
    await shoot(page, "escalated")
    await column(page, DEPUTY).get_by_role("button", name="Bekreft mottak").first.click()
    await expect(column(page, PRINCIPAL)).to_contain_text("Dag Lund bekreftet mottak")
    await expect(column(page, TEACHER)).to_contain_text("Bekreftet av Dag Lund")
    await shoot(page, "taken")


async def test_a_leader_accused_is_seen_by_the_owner_alone(page: Page) -> None:
    await column(page, TEACHER).get_by_role("button", name="Meld fra til rektor").first.click()
    dialog = page.get_by_test_id("dialog")
    await dialog.get_by_label("Jeg vet ikke hvem").check()
    await dialog.get_by_label("Hva har du sett, hørt eller fått vite?").fill("Roper til elevene.")
    await dialog.get_by_label("Ja, en i skolens ledelse").check()
    await dialog.get_by_role("radiogroup", name="Er noen i fare").get_by_label("Nei").check()
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_contain_text("Ingen i skolens ledelse får se den")
    await shoot(page, "leader")
    await dialog.get_by_label("Randi Ås, rektor").check()
    await dialog.get_by_role("button", name="Send til skoleeieren").click()
    await expect(dialog).to_contain_text("Meldingen er lagret")
    await expect(column(page, OWNER)).to_contain_text("Noen har meldt fra")
    for leader in (PRINCIPAL, DEPUTY):
        await expect(column(page, leader)).not_to_contain_text("meldt fra.")
        await expect(column(page, leader)).not_to_contain_text("Sak 2026")


async def test_a_message_in_another_chat_becomes_a_report(page: Page) -> None:
    await page.get_by_test_id("message-menu").click()
    await page.get_by_role("menuitem", name="Meld fra til rektor").click()
    what = page.get_by_test_id("dialog").get_by_label("Hva har du sett, hørt eller fått vite?")
    await expect(what).to_have_value(re.compile("^Jon Eik: Så du at han i VG1 satt helt alene i kantina"))


async def test_start_again_empties_everything(page: Page) -> None:
    await tell(page)
    await page.get_by_test_id("dialog-close").click()
    await expect(column(page, PRINCIPAL)).to_contain_text("Noen har meldt fra")
    await page.get_by_test_id("reset").click()
    await page.get_by_test_id("confirm-yes").click()
    await expect(column(page, PRINCIPAL)).not_to_contain_text("Sak 20")
    await tell(page)


@pytest.mark.parametrize("demo", ["inline"], indirect=True)
async def test_the_same_loop_with_forms_in_the_chat(page: Page) -> None:
    teacher, rektor = column(page, TEACHER), column(page, PRINCIPAL)
    await teacher.get_by_role("button", name="Meld fra til rektor").first.click()
    await teacher.get_by_label("Hvilken elev gjelder det?").fill("Ola Dal 2STA")
    await teacher.get_by_label("Hva har du sett, hørt eller fått vite?").fill("Sitter alene hver dag.")
    await teacher.get_by_role("radiogroup", name="Har noen som arbeider").get_by_label("Nei", exact=True).check()
    await teacher.get_by_role("radiogroup", name="Er noen i fare").get_by_label("Nei", exact=True).check()
    await shoot(page, "inline-form")
    await teacher.get_by_role("button", name="Send").first.click()
    await expect(teacher).to_contain_text("Meldingen er lagret")
    await rektor.get_by_role("button", name="Åpne").click()
    await rektor.get_by_role("button", name="Jeg er habil").click()
    await expect(rektor).to_contain_text("Sitter alene hver dag.")
    await shoot(page, "inline-content")
    await rektor.get_by_role("button", name="Ferdig lest").click()
    await expect(rektor).not_to_contain_text("Sitter alene")


async def test_on_a_phone_the_columns_are_tabs(browser: Browser, demo: str) -> None:
    page = await browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    await page.goto(demo)
    await page.get_by_test_id("composer").first.wait_for()
    await shoot(page, "phone")
    await column(page, TEACHER).get_by_role("button", name="Meld fra til rektor").first.click()
    await expect(page.get_by_test_id("dialog")).to_contain_text("Hvilken elev gjelder det?")
    await shoot(page, "phone-form")
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    await page.close()
