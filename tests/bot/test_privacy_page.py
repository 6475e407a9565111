"""The privacy page: for everybody, in three languages, without script, and only words on it."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import privacy_page
from bot.privacy_page import SECTIONS, add_routes, page
from domain.privacy import MODE_WORDS, ON_PAGE, PLACES, Mode
from domain.profile import Owner
from domain.text import LANGUAGES, Language
from tests.builders import a_school

SCHOOL = a_school()
OPEN = replace(SCHOOL, page=True)
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


class Read(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def said(self) -> str:
        return "".join(self.words)


@EVERY_LANGUAGE
def test_everything_in_the_table_is_said(language: Language) -> None:
    said = Read(page(OPEN, language)).said
    for mode in Mode:
        assert MODE_WORDS[mode].in_(language) in said
        assert all(kept.says.in_(language) in said for kept in PLACES[mode].values())
    assert all(heading.in_(language) in said for heading, _ in SECTIONS)
    assert "{" not in said.replace(privacy_page.STYLE, "")


def test_a_school_without_an_open_page_is_not_told_of_one() -> None:
    said = Read(page(SCHOOL, "nb")).said
    assert not [mode for mode in ON_PAGE if MODE_WORDS[mode].nb in said]
    assert "/meld/" not in page(SCHOOL, "nb")
    assert f'href="/meld/{OPEN.id}?lang=nn"' in page(OPEN, "nn")


@EVERY_LANGUAGE
def test_the_page_is_in_order_without_script_and_says_its_language(language: Language) -> None:
    tags = Read(page(OPEN, language)).tags
    names = [tag for tag, _ in tags]
    assert ("html", {"lang": language, "class": ""}) in tags
    assert names.count("h1") == names.count("main") == 1
    assert not {"script", "form", "img", "iframe", "link"} & set(names)
    assert not [a for _, attrs in tags for a in attrs if a.startswith("on")]


def test_whoever_reads_the_open_page_in_large_letters_goes_on_in_large_letters() -> None:
    tags = Read(page(OPEN, "nn", large=True)).tags
    links = [attrs["href"] or "" for tag, attrs in tags if tag == "a"]
    assert ("html", {"lang": "nn", "class": "large"}) in tags
    assert len(links) == 3
    assert all(link.endswith("&size=large") for link in links)


def test_what_a_schools_file_says_is_only_words() -> None:
    marked = replace(OPEN, name="<b>x</b>", owner=Owner("<script>y</script>", '"><img>'))
    names = {tag for tag, _ in Read(page(marked, "nb")).tags}
    assert not {"b", "script", "img"} & names


@pytest.fixture
async def client():  # type: ignore[no-untyped-def]
    app = web.Application()
    add_routes(app, lambda: {OPEN.id: OPEN})
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("?lang=nn", "en", "nn"),
        ("", "en-GB,en;q=0.9,nb;q=0.8", "en"),
        ("", "nn-NO,nb;q=0.8", "nn"),
        ("", "de,no;q=0.7,en;q=0.3", "nb"),
        ("", "de,fr", "nb"),
        ("?lang=xx", "", "nb"),
        ("?lang=<script>", ",;,;;=" * 500, "nb"),
    ],
)
async def test_the_language_is_the_one_asked_for_else_the_browsers(
    client: TestClient, asked: str, accepted: str, language: str
) -> None:
    found = await client.get(f"/personvern/{OPEN.id}{asked}", headers={"Accept-Language": accepted})
    assert found.status == 200
    assert f'<html lang="{language}" ' in await found.text()


async def test_a_page_of_no_school_says_so_in_every_language(client: TestClient) -> None:
    for asked in ("nowhere", "%00", "%3Cscript%3E"):
        found = await client.get(f"/personvern/{asked}")
        said = Read(await found.text()).said
        assert found.status == 404
        assert all(privacy_page.NO_SCHOOL.in_(language) in said for language in LANGUAGES)


async def test_the_page_lets_nothing_in_and_leaves_nothing_behind(client: TestClient) -> None:
    found = await client.get(f"/personvern/{OPEN.id}")
    assert "Set-Cookie" not in found.headers
    assert "default-src 'none'" in found.headers["Content-Security-Policy"]
    assert found.headers["Referrer-Policy"] == "no-referrer"


def test_it_says_of_everybody_on_the_way_that_they_can_see_it_and_promises_no_more_than_is_known() -> None:
    said = Read(privacy_page.page(OPEN, "nb")).said
    assert "Rektor eller stedfortrederen" in said
    assert "til slutt skoleeieren" in said
    assert "aldri" not in said.partition("Hvem som kan se det")[2].partition("Hver gang")[0]
