"""The few pieces every card is made of.

Two ways to put words on a card, and the difference is safety: `say` takes our own `Text` alone and may use a
TextBlock, where Teams reads Markdown; `quote` takes any string, from a person, a school's file or the directory, and
uses a RichTextBlock, where nothing is read as Markdown.

The pieces are plain data. The tests read every card they see with Microsoft's typed classes, which cost a quarter of
a second to load and a seventh of a report's time to use.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cards.look import Look, Surface
from domain.text import Text

Card = dict[str, Any]
CardElement = dict[str, Any]
Action = dict[str, Any]


def element(type_: str, /, **fields: Any) -> CardElement:
    """One element, without the fields that are None."""
    return {"type": type_, **{name: value for name, value in fields.items() if value is not None}}


def heading(look: Look, text: Text) -> CardElement:
    return element("TextBlock", text=look.w(text), size="Large", weight="Bolder", wrap=True, style="heading")


def title(look: Look, text: Text) -> list[CardElement]:
    """The heading of a page that a dialog's own title bar says already."""
    return [heading(look, text)] if look.surface is Surface.INLINE else []


def say(look: Look, text: Text, *, subtle: bool = False, bold: bool = False, color: str | None = None) -> CardElement:
    """Our own words, without values from anywhere."""
    return element(
        "TextBlock",
        text=look.w(text),
        wrap=True,
        isSubtle=subtle or None,
        weight="Bolder" if bold else None,
        color=color,
    )


def quote(
    words: str, *, bold: bool = False, subtle: bool = False, spacing: str | None = None, color: str | None = None
) -> CardElement:
    """Any words at all, shown letter by letter."""
    run = element("TextRun", text=words, weight="Bolder" if bold else None, isSubtle=subtle or None, color=color)
    return element("RichTextBlock", inlines=[run], spacing=spacing)


def labelled(label: str, words: str) -> list[CardElement]:
    """A label over what was written, one block a line, as written."""
    lines = [line for line in words.split("\n") if line.strip()]
    return [quote(label, subtle=True), *(quote(line, spacing="None") for line in lines)]


def box(items: Sequence[CardElement], style: str = "emphasis") -> CardElement:
    return element("Container", items=list(items), style=style)


def opens(look: Look, title: Text, verb: str, *, primary: bool = False, **data: str) -> Action:
    """A button that begins a flow: opens a dialog, or replaces the card."""
    if look.surface is Surface.DIALOG:
        return _submits(look, title, primary, {"msteams": {"type": "task/fetch"}, "verb": verb, **data})
    return acts(look, title, verb, primary=primary, **data)


def sends(look: Look, title: Text, verb: str, *, primary: bool = True, **data: str) -> Action:
    """A button that sends a form's answers from wherever the form is shown."""
    if look.surface is Surface.DIALOG:
        return _submits(look, title, primary, {"verb": verb, **data})
    return acts(look, title, verb, primary=primary, **data)


def acts(look: Look, title: Text, verb: str, *, primary: bool = False, **data: str) -> Action:
    """A button in the chat that does one thing and redraws its card; a plain submit where clients lack that."""
    carried = {"verb": verb, **data}
    fallback = _submits(look, title, False, carried)
    words = look.w(title)
    return element("Action.Execute", title=words, verb=verb, data=carried, style=_style(primary), fallback=fallback)


def leads(look: Look, title: Text, url: str) -> Action:
    """A button that opens a page in the browser."""
    return element("Action.OpenUrl", title=look.w(title), url=url)


def buttons(actions: Sequence[Action]) -> CardElement:
    """Buttons in the middle of a card, beside each other."""
    return element("ActionSet", actions=list(actions))


def unfolds(look: Look, title: Text, actions: Sequence[Action]) -> list[Action]:
    """A button that shows those that are seldom needed; none when there are none."""
    inner = {"type": "AdaptiveCard", "version": "1.5", "body": [], "actions": list(actions)}
    return [element("Action.ShowCard", title=look.w(title), card=inner)] if actions else []


def _submits(look: Look, title: Text, primary: bool, data: dict[str, Any]) -> Action:
    return element("Action.Submit", title=look.w(title), data=data, style=_style(primary))


def _style(primary: bool) -> str | None:
    return "positive" if primary else None


def capital(words: str) -> str:
    """With a capital first, as a line begins."""
    return words[:1].upper() + words[1:]


def unmarked(words: str) -> str:
    """A name without the characters that Markdown reads, for the few places a client may read it."""
    return "".join(" " if c in "*_`~[]()<>#|\\" else c for c in words)


def card(body: Iterable[CardElement], actions: Iterable[Action] = ()) -> Card:
    """The finished card as JSON-ready data, schema 1.5 (the newest that Teams takes from bots)."""
    return element("AdaptiveCard", version="1.5", body=list(body), actions=list(actions) or None)


ROOM = 24_000  # bytes for what grows; Teams takes 28 KB, and the rest is for buttons


def paged(
    body: Sequence[CardElement], part: int, more: Callable[[str], Action], actions: Sequence[Action] = ()
) -> Card:
    """As much of `body` as one card holds, from its `part`-th piece; `more` makes the button to the next piece.

    It stands where the reading stops: at the bottom there is room for four.
    """
    pieces = _pieces(body)
    at = min(max(part, 0), len(pieces) - 1)
    onward = [buttons([more(str(at + 1))])] if at + 1 < len(pieces) else []
    return card([*pieces[at], *onward], actions)


def _pieces(body: Sequence[CardElement]) -> list[list[CardElement]]:
    pieces: list[list[CardElement]] = [[]]
    room = ROOM
    for piece in body:
        size = len(json.dumps(piece, ensure_ascii=False).encode()) + 1
        if size > room and pieces[-1]:
            pieces.append([])
            room = ROOM
        pieces[-1].append(piece)
        room -= size
    return pieces


def whole_number(words: str) -> int:
    """Of a part's number in a button's data, which anybody can have written; 0 when it is none."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 4 else 0
