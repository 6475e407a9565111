"""Markup as values: words stay words wherever they are put."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.open_page.html import Html, joined, paragraphs, tag
from bot.open_page.style import HEADERS, STYLE

NASTY = st.text(st.sampled_from("<>&\"'=/ abcscript!-\u202e\x00é\n"), max_size=40) | st.text(max_size=40)


class Seen(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@given(NASTY, NASTY)
def test_nothing_that_somebody_writes_becomes_markup(words: str, value: str) -> None:
    seen = Seen(tag("p", words, tag("input", value=value), title=value))
    assert [name for name, _ in seen.tags] == ["p", "input"]
    assert seen.tags[0][1].keys() == {"title"}
    assert seen.tags[0][1]["title"] == seen.tags[1][1]["value"]
    assert seen.words == words


@given(st.lists(NASTY))
def test_what_is_joined_is_escaped_once(words: list[str]) -> None:
    once = joined(*words)
    assert isinstance(once, Html)
    assert joined(once) == once
    assert Seen(once).words == "".join(words)


def test_attributes_stand_alone_or_not_at_all() -> None:
    assert tag("input", checked=True, disabled=False, id=None, aria_label="x", for_="y") == (
        '<input checked aria-label="x" for="y">'
    )
    assert tag("p", (tag("b", n) for n in "ab")) == "<p><b>a</b><b>b</b></p>"


def test_each_line_is_a_paragraph() -> None:
    assert paragraphs("a\n\n <b>") == "<p>a</p><p> &lt;b&gt;</p>"


def test_the_page_may_fetch_and_run_nothing() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert "url(" not in STYLE
    assert "@import" not in STYLE
