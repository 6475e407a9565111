"""What a visitor does on the demo page, in a real browser against the real bot."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

TEACHER, PRINCIPAL, DEPUTY, OWNER = (f"7d3e1a50-0000-4000-8000-00000000000{n}" for n in (1, 2, 3, 4))
STUDENT = "7d3e1a50-0000-4000-8000-00000000000b"
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
    """Of the staff, side by side."""
    return await page.locator(".staff .column:visible h2").all_inner_texts()


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
    await page.get_by_test_id("tab").filter(has_text="Områdedirektør").tap()
    await expect(column(page, SENTRUM[9001])).to_be_visible()
    assert await width_of(page) <= 390
    await page.close()


async def test_a_students_phone_stands_beside_the_staff_and_can_be_put_away(page: Page) -> None:
    await page.set_viewport_size({"width": 1440, "height": 900})
    phone, student = page.get_by_test_id("phone"), column(page, STUDENT)
    await expect(student).to_contain_text("Hei!")
    for one in (TEACHER, PRINCIPAL, DEPUTY):
        box = await column(page, one).bounding_box()
        assert box
        assert box["width"] >= 296
        assert box["x"] + box["width"] <= 1440
    await shoot(page, "student")
    await page.get_by_test_id("phone-fold").click()
    await expect(student).to_be_hidden()
    await expect(column(page, OWNER)).to_be_in_viewport(ratio=1)
    await page.get_by_test_id("phone-fold").click()
    await expect(student).to_be_visible()
    await expect(phone).to_be_in_viewport(ratio=1)


async def a_student_tells(
    page: Page, naming: str, adult: str = "Ingen bestemt", *, wants_to_hear: bool = False
) -> None:
    """In Teams, of themself; the receipt stands in the dialog."""
    await column(page, STUDENT).get_by_role("button", name="Jeg har det ikke bra").click()
    dialog = page.get_by_test_id("dialog")
    await dialog.get_by_label("Hva har skjedd").fill("De ler av meg i garderoben.")
    await dialog.get_by_role("radiogroup", name="Har noen som arbeider").get_by_label("Nei", exact=True).check()
    await dialog.get_by_role("radiogroup", name="fare akkurat nå").get_by_label("Nei", exact=True).check()
    await dialog.get_by_role("button", name="Neste").click()
    await dialog.get_by_label("Er det en voksen").select_option(adult)
    await dialog.get_by_label(naming).check()
    if wants_to_hear:
        await dialog.get_by_label("Si fra her i Teams").check()
    await shoot(page, f"student-before-{naming[:6]}")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_contain_text("Meldingen er lagret")
    await shoot(page, f"student-receipt-{naming[:6]}")


async def test_e17_a_student_tells_with_their_name_and_whom_they_choose_hears_of_it_with_rektor(page: Page) -> None:
    await a_student_tells(page, "Skolen ser navnet ditt.", "Hilde Fossum, rådgiver")
    await page.get_by_test_id("dialog-close").click()
    rektor, counsellor = column(page, PRINCIPAL), page.get_by_test_id("aside-face").filter(has_text="Rådgiver")
    await expect(rektor).to_contain_text("Noen har meldt fra")
    await expect(rektor).not_to_contain_text("Amalie")
    await expect(column(page, STUDENT)).to_contain_text("Levert til rektor")
    await expect(counsellor.locator(".badge")).to_be_visible()
    await counsellor.click()
    await expect(page.locator(".column.asked")).to_contain_text("En elev vil snakke med deg")
    await shoot(page, "student-told")


async def test_a_student_whose_name_is_held_apart_gets_a_code_and_nothing_in_the_chat(page: Page) -> None:
    chat = await column(page, STUDENT).get_by_test_id("log").inner_text()
    await a_student_tells(page, "Bare Randi Ås")
    await expect(page.get_by_test_id("dialog")).to_contain_text("Koden din")
    await page.get_by_test_id("dialog-close").click()
    await expect(column(page, PRINCIPAL)).to_contain_text("Noen har meldt fra")
    assert await column(page, STUDENT).get_by_test_id("log").inner_text() == chat


async def test_rektor_asks_back_and_the_student_answers(page: Page) -> None:
    await a_student_tells(page, "Bare Randi Ås", wants_to_hear=True)
    await page.get_by_test_id("dialog-close").click()
    rektor, student, dialog = column(page, PRINCIPAL), column(page, STUDENT), page.get_by_test_id("dialog")
    await rektor.get_by_role("button", name="Bekreft mottak").click()
    await open_case(page)
    await act(page, "Jeg er habil, åpne saken", "Spør eleven")
    await expect(dialog).not_to_contain_text("Amalie")
    await write(page, "Hva vil du spørre om", "Vil du snakke med meg i morgen?")
    await act(page, "Send spørsmålet")
    await page.get_by_test_id("dialog-close").click()

    await expect(student).to_contain_text("Det er noe nytt til deg i Varsle")
    await expect(student).not_to_contain_text("i morgen")
    await student.get_by_role("button", name="Åpne", exact=True).click()
    await says(page, "Vil du snakke med meg i morgen?")
    await shoot(page, "student-asked")
    await act(page, "Skriv til skolen")
    await dialog.get_by_role("textbox").first.fill("Ja, helst i første time.")
    await dialog.get_by_role("button").last.click()
    await expect(dialog).to_contain_text("Ja, helst i første time.")
    await page.get_by_test_id("dialog-close").click()

    await open_case(page)
    await says(page, "Ja, helst i første time.")
    await shoot(page, "student-answered")


async def test_on_the_phones_open_page_somebody_tells_without_signing_in(page: Page) -> None:
    await page.get_by_test_id("phone-page").click()
    opened = page.frame_locator("[data-testid=open-page]").locator("body")
    await expect(opened).to_contain_text("Fjellvik videregående skole")
    await shoot(page, "open-page")
    await opened.get_by_label("Jeg er elev, og det gjelder meg").check()
    await opened.get_by_role("button", name="Neste").click()
    await opened.get_by_label("Hva har skjedd").fill("De ler av meg i garderoben.")
    for question in ("Har noen som arbeider", "Er noen i fare akkurat nå"):
        await opened.get_by_role("group", name=question).get_by_label("Nei", exact=True).check()
    await opened.get_by_role("button", name="Neste").click()
    await opened.get_by_role("button", name="Neste").click()
    await opened.get_by_role("button", name="Send", exact=True).click()
    await expect(opened).to_contain_text("Koden din")
    await shoot(page, "open-page-code")
    await expect(column(page, PRINCIPAL)).to_contain_text("Noen har meldt fra")
    await expect(column(page, STUDENT)).not_to_contain_text("Levert")


async def test_the_open_page_speaks_three_languages_in_the_phone_and_begins_again_when_asked(page: Page) -> None:
    await page.get_by_test_id("phone-page").click()
    opened = page.frame_locator("[data-testid=open-page]").locator("body")
    for language, said in (("Nynorsk", "Ring først"), ("English", "Call first"), ("Bokmål", "Ring først")):
        link = opened.get_by_role("link", name=language)
        await (link if await link.count() else opened.get_by_role("button", name=language)).click()
        await expect(opened).to_contain_text(said)
        await expect(page.frame_locator("[data-testid=open-page]").locator("html")).to_have_attribute(
            "lang", {"Nynorsk": "nn", "English": "en", "Bokmål": "nb"}[language]
        )
    await opened.get_by_label("Jeg arbeider på skolen").check()
    await opened.get_by_role("button", name="Neste").click()
    await expect(opened.get_by_label("Jeg arbeider på skolen")).to_have_count(0)
    await page.get_by_test_id("open-page-again").click()
    await expect(opened.get_by_label("Jeg arbeider på skolen")).to_be_visible()


async def test_an_adult_whom_a_student_may_choose_gets_a_column_when_somebody_asks(page: Page) -> None:
    assert await columns(page) == ["Kontaktlærer", "Rektor", "Stedfortreder", "Skoleeier"]
    await page.get_by_test_id("aside-face").filter(has_text="Helsesykepleier").click()
    assert await columns(page) == ["Helsesykepleier", "Kontaktlærer", "Rektor", "Stedfortreder", "Skoleeier"]
    await choose(page, "Sandvika")
    await choose(page, "Fjellvik")
    assert (await columns(page))[0] == "Helsesykepleier"
    await page.get_by_test_id("aside-face").filter(has_text="Helsesykepleier").click()
    assert await columns(page) == ["Kontaktlærer", "Rektor", "Stedfortreder", "Skoleeier"]


async def test_what_one_can_try_takes_the_place_of_how_the_school_does_it(page: Page) -> None:
    tries, ways = page.get_by_test_id("tries"), page.get_by_test_id("ways")
    await expect(tries).to_be_hidden()
    await page.get_by_test_id("tries-toggle").click()
    await expect(tries.get_by_role("listitem")).to_have_count(3)
    await expect(ways).to_be_hidden()
    await page.get_by_test_id("ways-toggle").click()
    await expect(tries).to_be_hidden()
    await expect(ways).to_be_visible()


async def width_of(page: Page) -> int:
    width: int = await page.evaluate("document.documentElement.scrollWidth")
    return width


# A case from the teacher's report to its end, and opened again


async def act(page: Page, *names: str) -> None:
    """Presses one button after the other in the dialog."""
    for name in names:
        await page.get_by_test_id("dialog").get_by_role("button", name=name, exact=True).first.click()


async def pick(page: Page, question: str, answer: str) -> None:
    group = page.get_by_test_id("dialog").get_by_role("radiogroup", name=question)
    await group.get_by_label(answer, exact=True).check()


async def write(page: Page, question: str, answer: str) -> None:
    await page.get_by_test_id("dialog").get_by_label(question).first.fill(answer)


async def says(page: Page, *words: str) -> None:
    for said in words:
        await expect(page.get_by_test_id("dialog")).to_contain_text(said)


async def open_case(page: Page) -> None:
    await column(page, PRINCIPAL).get_by_role("button", name="Åpne", exact=True).last.click()


MENU, LOG = "Hva vil du gjøre?", "Det som er skrevet ned"


async def test_8_1_a_visitor_takes_a_case_from_the_report_to_its_end_and_opens_it_again(page: Page) -> None:
    rektor = column(page, PRINCIPAL)
    await tell(page)
    await page.get_by_test_id("dialog-close").click()
    await rektor.get_by_role("button", name="Bekreft mottak").click()
    await open_case(page)
    await act(page, "Jeg er habil, åpne saken")
    await _serious_and_the_owner_confirms(page)
    await _known(page)
    await _planned(page)
    await page.get_by_test_id("dialog-close").click()
    await _overdue(page)
    await _evaluated(page)
    await _closed_when_everything_is_in_place(page)
    await _begins_again(page)


async def _overdue(page: Page) -> None:
    rektor = column(page, PRINCIPAL)
    for _ in range(2):  # at once, and each is a whole week
        await page.get_by_test_id("clock-week").click()
    await expect(page.get_by_test_id("clock-moved")).to_contain_text(re.compile("13 døgn 23 t|14 døgn"), timeout=20_000)
    await expect(rektor).to_contain_text("En frist er ute")
    await shoot(page, "whole-overdue")
    await open_case(page)
    await says(page, "Evaluer tiltakene: fristen gikk ut")


async def _begins_again(page: Page) -> None:
    await page.get_by_test_id("dialog-close").click()
    await expect(column(page, TEACHER)).to_contain_text("Avsluttet")
    await expect(column(page, TEACHER)).not_to_contain_text("Ja, nå er det trygt.")

    await open_case(page)
    await act(page, MENU, "Gjenåpne saken")
    await write(page, "Hvorfor?", "Det har begynt igjen.")
    await act(page, "Gjenåpne")
    await says(page, "Gjenåpnet", "Start undersøkelsen")
    await act(page, LOG)
    await says(page, "Grove trusler.", "Ingen sier hei til meg.", "Ja, nå er det trygt.", "Det har begynt igjen.")
    await shoot(page, "whole-reopened-log")
    await page.set_viewport_size({"width": 390, "height": 844})
    await shoot(page, "whole-log-phone")
    assert await width_of(page) <= 390


async def _serious_and_the_owner_confirms(page: Page) -> None:
    await act(page, "Start undersøkelsen")
    await pick(page, "Er dette et alvorlig tilfelle?", "Ja, skoleeieren varsles")
    await write(page, "Hvorfor?", "Grove trusler.")
    await shoot(page, "whole-assess")
    await act(page, "Start undersøkelsen")
    await pick(page, "Er skoleeieren varslet?", "Varsle her i Teams nå")
    await act(page, "Start undersøkelsen")
    await says(page, "Mangler før «Planen er ferdig»:", "Planen er ikke skrevet")
    await shoot(page, "whole-missing")
    await page.get_by_test_id("dialog-close").click()
    owner = column(page, OWNER)
    await expect(owner).to_contain_text("Varsel fra en skole")
    for secret in ("Ola", "trusler", "alvorlig"):
        await expect(owner).not_to_contain_text(secret)
    await owner.get_by_role("button", name="Bekreft mottak").click()
    await expect(owner).to_contain_text("Du bekreftet mottak")
    await shoot(page, "whole-owner")
    await open_case(page)


async def _known(page: Page) -> None:
    await act(page, MENU)
    await shoot(page, "whole-menu")
    await act(page, "Skriv ned en undersøkelse")
    await write(page, "Hvilken dag?", str(date.today()))
    await page.get_by_test_id("dialog").get_by_label("Hva ble gjort?").select_option(label="Samtale")
    await write(page, "Hvem var med?", "Ola og Tor Vik")
    await write(page, "Hva kom fram?", "Ola spiser alene.")
    await write(page, "Elevens egne ord", "Ingen sier hei til meg.")
    await shoot(page, "whole-enquiry")
    await act(page, "Neste")
    await write(page, "Hva ser ut til å påvirke", "Gruppa er delt.")
    await write(page, "Er eleven særskilt sårbar?", "Ny i klassen.")
    await act(page, "Lagre", MENU, "Eleven er hørt")
    await write(page, "Hvilken dag?", str(date.today()))
    await pick(page, "Hvem gjelder det?", "Eleven saken gjelder")
    await pick(page, "Er eleven hørt?", "Ja")
    await act(page, "Neste")
    await write(page, "Hva sa eleven, med egne ord?", "Jeg gruer meg.")
    await pick(page, "Har eleven det trygt og godt på skolen nå?", "Nei")
    await act(page, "Lagre", MENU, "Elevens beste")
    await write(page, "Hva er best for eleven", "Trygge friminutt.")
    await pick(page, "Er andre elever direkte berørt?", "Nei")
    await act(page, "Lagre")


async def _planned(page: Page) -> None:
    await act(page, MENU, "Skriv planen", "Lagre og gå videre")
    await write(page, "Hvilket problem skal løses?", "Ola sitter alene")
    await write(page, "Hva skal gjøres?", "Fast plass ved siden av en trygg elev")
    await write(page, "Når skal det gjøres?", "fra i morgen")
    await write(page, "Andre som har ansvaret", "kontaktlærer")
    await write(page, "Når skal det evalueres?", str(date.today() + timedelta(days=8)))
    await shoot(page, "whole-measure")
    await act(page, "Lagre og gå videre")
    await write(page, "Hva mener eleven om planen?", "Ola synes det er bra.")
    await act(page, "Lagre skriftlig plan")
    await says(page, "Utkast: ikke ferdig ennå")
    await shoot(page, "whole-plan")
    await act(page, "Tilbake til saken", "Planen er ferdig")
    await pick(page, "Hvilken versjon er ferdig?", "Versjon 1")
    await act(page, "Planen er ferdig")
    await says(page, "Evaluer tiltakene")


async def _evaluated(page: Page) -> None:
    await act(page, "Evaluer tiltakene")
    await pick(page, "Har eleven det trygt og godt nå?", "Ja")
    await write(page, "Hva sier eleven selv?", "Nå er det fint.")
    await act(page, "Videre")
    await pick(page, "Hva skjer med tiltaket nå?", "Avsluttes")
    await write(page, "Hvordan har det virket?", "Han blir med på alt.")
    await shoot(page, "whole-evaluate")
    await act(page, "Lagre evalueringen")


async def _closed_when_everything_is_in_place(page: Page) -> None:
    await says(page, "Mangler før «Avslutt saken»:", "Saken er ikke arkivert")
    await shoot(page, "whole-refused")
    await act(page, MENU, "Elevens alder")
    await pick(page, "Hvis fødselsdatoen ikke er kjent: hvor gammel er eleven?", "18 år eller eldre")
    await act(page, "Lagre", MENU, "Arkivert")
    await write(page, "Saksnummer i arkivet", "26/1234")
    for kept in ("Meldingen", "Planen"):
        await page.get_by_test_id("dialog").get_by_label(kept, exact=True).check()
    await act(page, "Lagre", MENU, "Klar for Statsforvalteren?")
    await shoot(page, "whole-ready")
    await act(page, "Tilbake til saken", "Avslutt saken")
    await pick(page, "Hvorfor avsluttes saken?", "Eleven sier at det er trygt og godt nå")
    await shoot(page, "whole-ending")
    await act(page, "Videre")
    await pick(page, "Hva svarer eleven nå", "Ja")
    await write(page, "Hva sier eleven selv?", "Ja, nå er det trygt.")
    await act(page, "Avslutt saken")
    await says(page, "Avsluttet")
    await shoot(page, "whole-closed")
