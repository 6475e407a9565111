"""The page to print: only for whom a link of ours was made, while it lasts, and every word on it is only a word."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.printing import HEADERS, LASTS, STYLE, Ticket, link, paper, ticket
from cards.look import Look
from domain.text import LANGUAGES
from tests.builders import RANDI, TEN
from tests.cards.drawing import a_plan_page, a_sheet, a_version, two_at_once

NOW = int(TEN.timestamp())


class Sealing:
    """A unit of work as far as a link needs one, with the seal that the record makes."""

    def __init__(self, key: bytes = b"k" * 32) -> None:
        self._key = key

    def seal(self, words: str) -> str:
        return hmac.new(self._key, words.encode(), hashlib.sha256).hexdigest()


class Desk:
    public_url = "https://varsle.example"

    def now(self):  # type: ignore[no-untyped-def]
        return TEN


def _token(key: bytes = b"k" * 32) -> str:
    return link(Desk(), Sealing(key), "case-1", RANDI, 3, "nn").rpartition("/")[2]  # type: ignore[arg-type]


def _opened(token: str, now: int = NOW) -> Ticket | None:
    return ticket(Sealing(), token, now)  # type: ignore[arg-type]


def test_a_link_says_for_whom_what_and_until_when() -> None:
    assert _opened(_token()) == Ticket("case-1", RANDI, 3, "nn", NOW + 300)


def test_a_link_lasts_five_minutes() -> None:
    assert timedelta(minutes=5) == LASTS
    assert _opened(_token(), NOW + 299)
    assert _opened(_token(), NOW + 300) is None


def test_a_link_sealed_with_another_key_is_none() -> None:
    assert _opened(_token(b"x" * 32)) is None


@given(st.text(max_size=60) | st.from_regex(r"[A-Za-z0-9_-]{0,80}\.[0-9a-f]{0,64}", fullmatch=True))
def test_whatever_else_is_asked_for_is_no_link_and_no_error(token: str) -> None:
    assert _opened(token) is None


@given(st.integers(0, 400), st.characters(codec="ascii"))
def test_a_link_with_one_letter_changed_is_none(at: int, letter: str) -> None:
    token = _token()
    at %= len(token)
    changed = token[:at] + letter + token[at + 1 :]
    assert _opened(changed) is None or changed == token


def test_where_no_browser_can_reach_us_there_is_no_link() -> None:
    desk = Desk()
    desk.public_url = ""
    assert link(desk, Sealing(), "case-1", RANDI, 1, "nb") == ""  # type: ignore[arg-type]


# --- What stands on it


class Reader(HTMLParser):
    """Every element with its attributes, and every word, as a browser has them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


CANARY = "<script>x</script><img src=x onerror=x>\"'&amp;</title></style>--> Kanari"
TAGS = {
    "html", "head", "meta", "title", "style", "body", "p", "header", "span", "h1", "h2", "dl", "dt", "dd", "table",
    "thead", "tr", "th", "tbody", "td", "ul", "li", "footer", "div",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", [a_plan_page(CANARY), two_at_once(CANARY)], ids=["newest", "two at once"])
def test_what_somebody_wrote_is_only_words(language: str, view) -> None:  # type: ignore[no-untyped-def]
    read = Reader(paper(Look(language), view, CANARY))  # type: ignore[arg-type]
    assert {tag for tag, _ in read.tags} <= TAGS
    assert {name for _, attributes in read.tags for name in attributes} <= {
        "data-label", "lang", "charset", "name", "content", "class", "scope", "colspan",
    }  # fmt: skip
    assert "".join(read.words).count("Kanari") >= 8


def test_nothing_outside_the_page_is_asked_for_and_only_our_own_style_is_let_in() -> None:
    page = paper(Look(), a_plan_page("Ola"), "")
    assert not re.search(r"https?:|//|url\(|@import|src=|href=|style=|<script", page)
    (policy,) = re.findall(r"'sha256-([^']+)'", HEADERS["Content-Security-Policy"])
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style == STYLE
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() == policy
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_the_name_that_a_saved_page_gets_holds_no_persons() -> None:
    page = paper(Look(), a_plan_page("Ola Dal"), "")
    assert "<title>Aktivitetsplan 2026-K7Q4M</title>" in page


def test_p12_4_each_measure_stands_with_its_five_points_in_the_order_of_the_act() -> None:
    whole = a_plan_page("x")
    sheet = a_sheet(a_version("y", measures=(whole.versions[0].rows[0].measure,)), "Nora Eide", complete=True)
    page = paper(Look(), replace(whole, sheet=sheet), "")
    heads = re.findall(r'<th class="(\w+)"', page)
    assert heads == ["n", "problem", "measure", "when", "who", "evaluate"]
    cells = re.findall(r'<td data-label="[^"]+"><p>(.*?)</p></td>', page)
    assert cells == ["x", "x", "x", "Nora Eide", "mandag 23. november 2026"]
    assert "Utkast" not in page


def test_a_draft_says_so_and_every_version_up_to_it_stands_in_the_footer() -> None:
    page = paper(Look("nn"), a_plan_page("Ola"), "Skrive ut no")
    footer = page.partition("<footer>")[2]
    assert '<html lang="nn">' in page
    assert "Utkast: ikkje ferdig enno" in page
    assert footer.index("Versjon 2, skriven av") < footer.index("Versjon 1, skriven av") < footer.index("Skrive ut no")
