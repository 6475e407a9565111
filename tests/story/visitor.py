"""Somebody on a school's open page with a browser that knows no JavaScript and keeps no cookies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urlencode

import aiohttp

from bot.open_page.style import HEADERS
from tests.story.theatre import Theatre

TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
VOID = {"meta", "input", "link", "br"}


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # (its words, name, value)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)  # name -> label -> value


class Paper(HTMLParser):
    """What a page says and which forms it has, as a browser makes it out. Markup that is not closed is an error."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self.said: list[str] = []
        self.tags: list[str] = []
        self.seen: set[str] = set()
        self.links: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self._form: Form | None = None
        self._radio: tuple[str, str] | None = None
        self.feed(page)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.seen |= {tag, *found}
        self.tags.append(tag)
        if tag == "form":
            self._form = self.forms.setdefault(found.get("id", f"form-{len(self.forms)}"), Form(""))
            self._form.action = found["action"]
        if tag == "input":
            self._input(found)
        if tag not in VOID:
            self._open.append((tag, found, []))

    def _input(self, found: dict[str, str]) -> None:
        assert self._form is not None
        name, kind = found["name"], found["type"]
        if kind == "radio":
            self._radio = (name, found["value"])
        if kind in ("text", "hidden") or "checked" in found:
            self._form.fields[name] = found["value"]

    def handle_endtag(self, tag: str) -> None:
        opened, found, inside = self._open.pop()
        assert opened == tag, (opened, tag)
        text = "".join(inside).strip()
        if tag == "form":
            self._form = None
        if tag == "button":
            form = self._form if self._form is not None else self.forms.setdefault(found["form"], Form(""))
            form.buttons.append((text, found.get("name", ""), found.get("value", "")))
        if tag == "textarea" and self._form is not None:
            self._form.fields[found["name"]] = "".join(inside).removeprefix("\n")
        if tag == "label" and self._radio and self._form is not None:
            self._form.choices.setdefault(self._radio[0], {})[text] = self._radio[1]
            self._radio = None
        if tag == "a":
            self.links[text] = found["href"]

    def handle_data(self, data: str) -> None:
        for _, _, inside in self._open:
            inside.append(data)
        if data.strip() and self._open[-1][0] not in ("style", "textarea", "title"):
            self.said.append(data.strip())


@dataclass
class Visitor:
    """`at` is the server's origin. `headers` go with each request, as a proxy's would."""

    at: str
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    page: str = ""

    async def opens(self, path: str) -> str:
        return await self._asks("GET", path)

    async def presses(self, button: str, form: str = "", **written: str) -> str:
        """Fills in fields by their names (a choice by its words too) and presses the button with these words."""
        paper = Paper(self.page)
        found = paper.forms[form] if form else next(f for f in paper.forms.values() if _has(f, button))
        _, name, value = next(b for b in found.buttons if b[0].startswith(button) and b[1:] != ("", "hidden"))
        filled = {**found.fields, **{n: found.choices.get(n, {}).get(v, v) for n, v in written.items()}}
        return await self._asks("POST", found.action, {**filled, **({name: value} if name else {})})

    async def sends(self, path: str, data: Mapping[str, str]) -> str:
        """Whatever somebody has written themself."""
        return await self._asks("POST", path, data)

    async def _asks(self, method: str, path: str, data: Mapping[str, str] | None = None) -> str:
        body = BytesIO(urlencode(data).encode()) if data is not None else None
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), headers=self.headers) as session,
            session.request(method, self.at + path, data=body, headers=TYPE if body else {}) as answer,
        ):
            self.status, self.page = answer.status, await answer.text()
            assert "Set-Cookie" not in answer.headers
            assert all(answer.headers[name] == value for name, value in HEADERS.items())
        return self.reads

    @property
    def paper(self) -> Paper:
        return Paper(self.page)

    @property
    def reads(self) -> str:
        return "\n".join(self.paper.said)

    @property
    def fields(self) -> dict[str, str]:
        """What stands in the page's main form."""
        return self.paper.forms["form"].fields

    @property
    def code(self) -> str:
        found = re.search(r'id="code">(.*?)</p>', self.page)
        assert found
        return re.sub(r"<[^>]+>", "", found[1])

    @property
    def reference(self) -> str:
        found = re.search(r"\d{4}-[0-9A-Z]{5}", self.reads)
        assert found
        return found[0]


def _has(form: Form, button: str) -> bool:
    return any(said.startswith(button) for said, _, _ in form.buttons)


def visitor(theatre: Theatre, **headers: str) -> Visitor:
    return Visitor(theatre.ready_url.removesuffix("/readyz"), headers)
