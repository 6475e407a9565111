"""What a visitor does on the demo page, in a real browser against the real bot."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

TEACHER, PRINCIPAL, DEPUTY, OWNER = (f"7d3e1a50-0000-4000-8000-00000000000{n}" for n in (1, 2, 3, 4))
SHOTS = os.environ.get("VARSLE_SHOTS")


# At the other schools: the numbers of their people in demo/county.yaml.
_AT_LILLESTROM = (f"7d3e1a50-0000-4000-8000-00000000500{n}" for n in (6, 1, 2))
LILLESTROM_TEACHER, LILLESTROM_PRINCIPAL, LILLESTROM_DEPUTY = _AT_LILLESTROM
SENTRUM = {n: f"7d3e1a50-0000-4000-8000-00000000{n}" for n in (1001, 1002, 1003, 1005, 1006, 9001)}


def column(page: Page, person: str) -> Locator:
    return page.locator(f"#column-{person}")


async def shoot(page: Page, name: str) -> None:
    """A picture for people to judge, when VARSLE_SHOTS names a folder."""
    if SHOTS:
        await page.wait_for_timeout(700)
        await page.screenshot(path=str(Path(SHOTS) / f"{name}.png"))


async def tell(page: Page, *, teacher: str = TEACHER, danger: str = "Nei", by: str = "Nei") -> None:
    await column(page, teacher).get_by_role("button", name="Meld fra til rektor").first.click()
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
    await expect(dialog).to_contain_text("Statsforvalteren tar imot saken fra")
    await shoot(page, "content")
    await page.set_viewport_size({"width": 390, "height": 844})
    await shoot(page, "content-phone")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_what_is_seldom_done_to_a_case_unfolds_and_e4_rektor_who_is_involved_loses_it(page: Page) -> None:
    await tell(page)
    await page.get_by_test_id("dialog-close").click()
    rektor, dialog = column(page, PRINCIPAL), page.get_by_test_id("dialog")
    await rektor.get_by_role("button", name="Åpne").click()
    await dialog.get_by_role("button", name="Jeg er habil").click()
    involved = dialog.get_by_role("button", name="Noen som arbeider på skolen, er innblandet")
    await expect(involved).to_be_hidden()
    await dialog.get_by_role("button", name="Mer", exact=True).click()
    await shoot(page, "content-more")
    await involved.click()
    await dialog.get_by_label("en i skolens ledelse", exact=True).check()
    await dialog.get_by_role("button", name="Neste").click()
    await dialog.get_by_label(re.compile("Randi Ås")).check()
    await dialog.get_by_role("button", name="Skriv ned").click()
    await expect(dialog).to_contain_text("Takk. Det er skrevet ned.")
    await page.get_by_test_id("dialog-close").click()

    await expect(rektor).to_contain_text("Denne saken er ikke lenger hos deg.")
    await expect(column(page, OWNER)).to_contain_text("saken skal en annen vei enn først")


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


async def choose(page: Page, school: str) -> None:
    await page.get_by_label("Skole", exact=True).select_option(school)
    await expect(page.get_by_test_id("ways-toggle")).to_have_text(f"Slik gjør {school} det")


async def columns(page: Page) -> list[str]:
    return await page.locator(".column h2").all_inner_texts()


async def test_at_sentrum_rektor_alone_is_told_and_those_whom_its_plan_names_come_after(page: Page) -> None:
    await choose(page, "Sentrum")
    named = ["Kontaktlærer", "Rektor", "Stedfortreder", "Avdelingsleder", "Elevtjenesten", "Områdedirektør"]
    assert await columns(page) == named
    await tell(page, teacher=SENTRUM[1006])
    await page.get_by_test_id("dialog-close").click()
    await expect(column(page, SENTRUM[1001])).to_contain_text("Noen har meldt fra")
    await expect(column(page, SENTRUM[1006])).to_contain_text("Levert til rektor")
    for later in (1002, 1003, 1005, 9001):
        await expect(column(page, SENTRUM[later])).not_to_contain_text("Sak 20")
    await shoot(page, "sentrum")

    for _ in range(7):  # past any weekend, and Easter
        await page.get_by_test_id("clock-morning").click()
    for then in (1002, 1003, 1005):
        await expect(column(page, SENTRUM[then])).to_contain_text("Sak 20")
    await shoot(page, "sentrum-escalated")


async def test_at_lillestrom_rektor_and_the_deputy_are_told_at_once(page: Page) -> None:
    await choose(page, "Lillestrøm")
    assert await columns(page) == ["Kontaktlærer", "Rektor", "Stedfortreder", "Områdedirektør"]
    await tell(page, teacher=LILLESTROM_TEACHER)
    await page.get_by_test_id("dialog-close").click()
    for receiver in (LILLESTROM_PRINCIPAL, LILLESTROM_DEPUTY):
        await expect(column(page, receiver)).to_contain_text("Noen har meldt fra")
    for delivered in ("Levert til rektor kl.", "Levert til rektors stedfortreder kl."):
        await expect(column(page, LILLESTROM_TEACHER)).to_contain_text(delivered)
    await shoot(page, "lillestrom")


async def test_another_school_is_another_page_and_nothing_is_lost_meanwhile(page: Page) -> None:
    await tell(page)
    await page.get_by_test_id("dialog-close").click()
    await expect(column(page, PRINCIPAL)).to_contain_text("Noen har meldt fra")
    await choose(page, "Lillestrøm")
    await expect(column(page, PRINCIPAL)).to_have_count(0)
    await expect(column(page, LILLESTROM_PRINCIPAL)).not_to_contain_text("Sak 20")
    await page.get_by_test_id("clock-morning").click()

    await choose(page, "Fjellvik")
    await expect(column(page, TEACHER)).to_contain_text("Levert til rektor")
    await expect(column(page, PRINCIPAL)).to_contain_text("Sak 20")
    await choose(page, "Sandvika")
    await page.reload()
    await expect(page.get_by_test_id("ways-toggle")).to_have_text("Slik gjør Sandvika det")


async def test_each_thing_a_school_does_its_own_way_unfolds_into_its_plans_own_words(page: Page) -> None:
    await choose(page, "Sandvika")
    way = page.get_by_test_id("way-S1-5")
    await expect(way).to_contain_text("radikalisering går rett til rektor")
    quote = way.locator("blockquote")
    await expect(quote).to_be_hidden()
    await way.locator("summary").press("Enter")
    await expect(quote).to_contain_text("Den som mistenker radikalisering, melder direkte til rektor.")
    await shoot(page, "sandvika-quote")
    await page.get_by_test_id("ways-toggle").click()
    await expect(way).to_be_hidden()


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
    assert await width_of(page) <= 390
    await page.close()


async def test_on_a_phone_the_school_is_switched_and_the_same_role_stays_in_sight(browser: Browser, demo: str) -> None:
    page = await browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    await page.goto(demo)
    await page.get_by_test_id("tab").filter(has_text="Stedfortreder").tap()
    await choose(page, "Sentrum")
    await expect(column(page, SENTRUM[1002])).to_be_visible()
    await expect(column(page, SENTRUM[1006])).to_be_hidden()
    await expect(page.get_by_test_id("ways")).to_be_hidden()
    await page.get_by_test_id("ways-toggle").tap()
    await expect(page.get_by_test_id("way-S0-5")).to_be_visible()
    await shoot(page, "phone-sentrum")
    await page.get_by_test_id("tab").last.tap()
    await expect(column(page, SENTRUM[9001])).to_be_visible()
    assert await width_of(page) <= 390
    await page.close()


async def width_of(page: Page) -> int:
    width: int = await page.evaluate("document.documentElement.scrollWidth")
    return width
