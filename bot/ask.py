"""What somebody asks of us and what we answer, free of how Teams says it."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser
from typing import Any

from cards.parts import Card
from domain.people import PersonId
from domain.text import clean, language_of

LONGEST_PREFILL = 4000


class Via(StrEnum):
    """How it came, which decides how it is answered."""

    CHAT = "chat"  # a written message: answered with a card
    CARD = "card"  # a button in a card: the card is redrawn
    DIALOG = "dialog"  # a dialog was opened or sent: the dialog goes on
    SUBMIT = "submit"  # a button on a client without redrawing: the card is updated


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, from the verified activity and never from a card."""

    id: PersonId
    name: str
    locale: str
    conversation: str
    service_url: str

    @property
    def language(self):  # type: ignore[no-untyped-def]
        return language_of(self.locale)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked. `data` is what a client sent: nothing in it is believed, only looked up."""

    speaker: Speaker
    via: Via
    verb: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    card: str = ""  # the activity id of the card whose button was pressed

    @property
    def place(self) -> str:
        """The card that the answer takes the place of, when it does."""
        return self.card if self.via in (Via.CARD, Via.SUBMIT) else ""

    def word(self, name: str) -> str:
        """A short value out of `data`; "" when it is missing or not text."""
        value = self.data.get(name)
        return value[:64] if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown in answer. `title` stands over a dialog.

    `failure` is set when nothing could be done: a card then stays as it is, so that it can be pressed again.
    """

    title: str
    card: Card
    failure: str = ""


def speaker(body: Mapping[str, Any]) -> Speaker:
    """Of an activity that has passed the gate."""
    who, place = body["from"], body["conversation"]
    return Speaker(
        id=who["aadObjectId"].lower(),
        name=clean(str(who.get("name") or ""), 100),
        locale=str(body.get("locale") or ""),
        conversation=place["id"],
        service_url=body["serviceUrl"],
    )


def ask(body: Mapping[str, Any]) -> Ask:
    """A message or an invoke as what it asks. What we do not know has the verb ""."""
    who = speaker(body)
    card = str(body.get("replyToId") or "")
    value = body.get("value")
    if body["type"] == "message":
        if isinstance(value, dict):
            return _pressed(who, Via.SUBMIT, value, card)
        return Ask(who, Via.CHAT, "chat", text=clean(_plain(body)))
    return _invoke(body["name"], who, value if isinstance(value, dict) else {}, card)


def _invoke(name: str, who: Speaker, value: Mapping[str, Any], card: str) -> Ask:
    match name:
        case "task/fetch" | "task/submit":
            return _pressed(who, Via.DIALOG, _inner(value, "data"), card)
        case "composeExtension/submitAction":
            return _pressed(who, Via.DIALOG, _inner(value, "data"), "")
        case "composeExtension/fetchTask":
            return Ask(who, Via.DIALOG, "report.begin", text=_quoted(_inner(value, "messagePayload")))
        case "adaptiveCard/action":
            return _pressed(who, Via.CARD, _inner(_inner(value, "action"), "data"), card)
    return Ask(who, Via.DIALOG)


def _pressed(who: Speaker, via: Via, data: Mapping[str, Any], card: str) -> Ask:
    verb = data.get("verb")
    return Ask(who, via, verb if isinstance(verb, str) else "", data, card=card)


def _inner(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _plain(body: Mapping[str, Any]) -> str:
    text = body.get("text")
    return html.unescape(text) if isinstance(text, str) else ""


def _quoted(message: Mapping[str, Any]) -> str:
    """Somebody's message in a chat as prefilled words: who wrote it, and what."""
    content = _inner(message, "body").get("content")
    author = _inner(_inner(message, "from"), "user").get("displayName")
    words = clean(_Words.of(content), LONGEST_PREFILL) if isinstance(content, str) else ""
    name = clean(author, 100) if isinstance(author, str) else ""
    return f"{name}: {words}" if name and words else words


class _Words(HTMLParser):
    """The text of a Teams message, line breaks kept."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    @classmethod
    def of(cls, content: str) -> str:
        reader = cls()
        reader.feed(content)
        reader.close()
        return "".join(reader.parts)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "p", "div", "li") and self.parts:
            self.parts.append("\n")
