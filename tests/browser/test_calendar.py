"""The calendars beside the chats, in a real browser: what the bot books, and what people do in Outlook themselves."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.async_api import Locator, Page, expect

from tests.browser.test_page import (
    DEPUTY,
    MENU,
    OWNER,
    PRINCIPAL,
    TEACHER,
    act,
    column,
    open_case,
    pick,
    says,
    shoot,
    tell,
    width_of,
    write,
)  # fmt: skip

PPT = "ppt@fylket.example"
CALLED = (TEACHER, PRINCIPAL, DEPUTY)
UNTIL = timedelta(days=28)  # past any holiday


def calendar(page: Page, person: str) -> Locator:
    return column(page, person).get_by_test_id("calendar")


async def investigate(page: Page) -> None:
    """A case that rektor has in hand, open in the dialog."""
    await tell(page)
    await page.get_by_test_id("dialog-close").click()
    await column(page, PRINCIPAL).get_by_role("button", name="Bekreft mottak").click()
    await open_case(page)
    await act(page, "Jeg er habil, åpne saken", "Start undersøkelsen")
    await pick(page, "Er dette et alvorlig tilfelle?", "Nei")
    await write(page, "Hvorfor?", "Ingen tegn til vold.")
    await act(page, "Start undersøkelsen")


async def call(page: Page) -> None:
    """Rektor calls the deputy, the teacher and somebody outside, up to where the time is chosen."""
    await act(page, MENU, "Kall inn til møte")
    dialog = page.get_by_test_id("dialog")
    await dialog.get_by_label("Hva slags møte").select_option(label="Tverrfaglig team")
    await dialog.get_by_label("Dag Lund").check()
    await dialog.get_by_label("En til", exact=True).select_option(label="Tor Vik, kontaktlærer")
    await write(page, "Andre utenfor skolen", PPT)
    await write(page, "Senest", str(date.today() + UNTIL))
    await act(page, "Finn tid")


async def call_at_the_first_free_time(page: Page) -> None:
    await investigate(page)
    await call(page)
    await page.get_by_test_id("dialog").get_by_role("button", name=re.compile(r" kl\. ")).first.click()
    await says(page, "Tverrfaglig team", "Kalt inn av Randi Ås")
    await page.get_by_test_id("dialog-close").click()


async def hour(meeting: Locator) -> int:
    found = re.search(r"kl\. (\d\d):", await meeting.inner_text())
    assert found
    return int(found[1])


async def test_one_tap_books_and_what_each_answers_comes_back_to_the_case(page: Page) -> None:
    for person in CALLED:
        await expect(calendar(page, person)).to_be_hidden()
    await call_at_the_first_free_time(page)
    for person in CALLED:
        await expect(calendar(page, person).get_by_test_id("calendar-count")).to_have_text("1 møte")
        meeting = calendar(page, person).get_by_test_id("meeting")
        await expect(meeting).to_contain_text(re.compile(r"^Oppfølgingsmøte \d{4}-\w{5}"))
        for word in ("Privat", "Kalt inn av Randi Ås", f"Ikke svart: Dag Lund, Tor Vik, {PPT}"):
            await expect(meeting).to_contain_text(word)
        await expect(meeting).not_to_contain_text("Ola")
    await expect(calendar(page, OWNER)).to_be_hidden()

    yes = calendar(page, TEACHER).get_by_role("button", name="Ja", exact=True)
    await yes.focus()
    await yes.press("Enter")
    await expect(yes).to_have_attribute("aria-pressed", "true")
    await expect(yes).to_be_focused()
    await expect(calendar(page, PRINCIPAL)).to_contain_text("Ja: Tor Vik")
    await shoot(page, "calendar-answered")
    await page.get_by_test_id("clock-15").click()
    await expect(page.get_by_test_id("clock-moved")).to_contain_text("fram")
    await open_case(page)
    await says(page, "Ja: Tor Vik", f"Har ikke svart: Dag Lund, {PPT}")


async def test_what_the_organiser_does_in_outlook_everybody_and_the_case_learn(page: Page) -> None:
    await call_at_the_first_free_time(page)
    mine, theirs = (calendar(page, person).get_by_test_id("meeting") for person in (PRINCIPAL, TEACHER))
    await theirs.get_by_role("button", name="Nei").click()
    await expect(mine).to_contain_text("Nei: Tor Vik")
    before = await hour(mine)
    await mine.get_by_role("button", name="Flytt en time").click()
    await expect(mine).not_to_contain_text("Nei: Tor Vik")
    assert await hour(theirs) == before + 1
    await expect(theirs.get_by_role("button", name="Nei")).to_have_attribute("aria-pressed", "false")

    await mine.get_by_role("button", name="Slett").click()
    await expect(calendar(page, PRINCIPAL)).to_be_hidden()
    await expect(calendar(page, TEACHER).get_by_test_id("calendar-count")).to_have_text("1 avlyst")
    await expect(theirs).to_be_hidden()
    await calendar(page, TEACHER).locator("summary").press("Enter")
    await expect(theirs).to_contain_text("Avlyst")
    await expect(theirs.get_by_role("button")).to_have_count(0)
    await shoot(page, "calendar-called-off")
    await page.get_by_test_id("clock-15").click()
    await expect(page.get_by_test_id("clock-moved")).to_contain_text("fram")
    await open_case(page)
    await says(page, "Møtet er tatt bort i Outlook.")


async def test_while_outlook_is_away_nothing_is_held_up_and_the_meeting_comes_afterwards(page: Page) -> None:
    away, there = page.get_by_test_id("outlook-away"), page.get_by_test_id("outlook-there")
    await expect(there).to_have_attribute("aria-pressed", "true")
    await away.click()
    await expect(away).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_test_id("outlook-note")).to_contain_text("Meldinger og saker går som før.")
    await investigate(page)
    await expect(column(page, TEACHER)).to_contain_text("Bekreftet av Randi Ås")
    await call(page)
    await says(page, "Outlook svarer ikke nå")
    await write(page, "Eller en annen dag", str(date.today() + timedelta(days=3)))
    await write(page, "Klokkeslett", "13:00")
    await act(page, "Kall inn på denne tiden")
    await says(page, "Innkallingen er på vei.")
    await shoot(page, "calendar-away")
    await page.get_by_test_id("dialog-close").click()
    for person in CALLED:
        await expect(calendar(page, person)).to_be_hidden()

    await there.click()
    await expect(page.get_by_test_id("outlook-note")).to_be_empty()
    await page.get_by_test_id("clock-15").click()
    for person in CALLED:
        await expect(calendar(page, person).get_by_test_id("meeting")).to_contain_text("kl. 13:00–13:45")


async def test_on_a_phone_the_calendar_unfolds_and_outlook_is_sent_away_from_the_menu(page: Page) -> None:
    await call_at_the_first_free_time(page)
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.reload()
    meeting = calendar(page, TEACHER).get_by_test_id("meeting")
    await expect(calendar(page, TEACHER)).to_be_visible()
    await expect(meeting).to_be_hidden()
    await calendar(page, TEACHER).locator("summary").click()
    await expect(meeting).to_be_visible()
    await shoot(page, "calendar-phone")
    assert await width_of(page) <= 390
    await page.get_by_test_id("clock-menu").click()
    await page.get_by_role("menuitem", name="Outlook er borte").click()
    await expect(page.get_by_test_id("outlook-note")).to_contain_text("Varsle får ikke svar fra Outlook nå.")
    assert await width_of(page) <= 390
    await page.get_by_test_id("clock-menu").click()
    await page.get_by_role("menuitem", name="Outlook svarer igjen").click()
    await expect(page.get_by_test_id("outlook-note")).to_be_empty()


async def test_a_new_start_empties_the_calendars_and_outlook_answers(page: Page) -> None:
    await call_at_the_first_free_time(page)
    await page.get_by_test_id("outlook-away").click()
    await page.get_by_test_id("reset").click()
    await page.get_by_test_id("confirm-yes").click()
    await expect(page.get_by_test_id("outlook-there")).to_have_attribute("aria-pressed", "true")
    for person in CALLED:
        await expect(calendar(page, person)).to_be_hidden()


async def test_the_clock_the_switch_and_the_buttons_never_lie_over_each_other(page: Page) -> None:
    await page.get_by_test_id("clock-week").click()
    await expect(page.get_by_test_id("clock-moved")).to_contain_text(re.compile("døgn .* t .* min"), timeout=20_000)
    moved, outlook = page.get_by_test_id("clock-moved"), page.get_by_test_id("outlook")
    buttons = page.locator(".clock-buttons:visible, .clock-narrow:visible")
    for width in (1600, 1521, 1520, 1341, 1340, 1241, 1240, 901):
        await page.set_viewport_size({"width": width, "height": 900})
        parts = [await part.bounding_box() for part in (moved, outlook, buttons)]
        edges = [edge for box in parts if box for edge in (box["x"], box["x"] + box["width"])]
        assert len(edges) == 6
        assert edges == sorted(edges), width
        assert edges[-1] < width
