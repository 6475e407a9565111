"""The few pieces every card is made of.

Two ways to put words on a card, and the difference is safety: `say` takes our own `Text` alone and may use a
TextBlock, where Teams reads Markdown; `quote` takes any string, from a person, a school's file or the directory, and
uses a RichTextBlock, where nothing is read as Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from microsoft_teams.cards import (
    AdaptiveCard,
    CardElement,
    Container,
    ExecuteAction,
    RichTextBlock,
    SubmitAction,
    TextBlock,
    TextRun,
)

from cards.look import Look, Surface
from domain.text import Text

Card = dict[str, Any]
Action = ExecuteAction | SubmitAction


def heading(look: Look, text: Text) -> TextBlock:
    return TextBlock(text=look.w(text), size="Large", weight="Bolder", wrap=True, style="heading")


def title(look: Look, text: Text) -> list[CardElement]:
    """The heading of a page that a dialog's own title bar says already."""
    return [heading(look, text)] if look.surface is Surface.INLINE else []


def say(look: Look, text: Text, *, subtle: bool = False, bold: bool = False, color: Any = None) -> TextBlock:
    """Our own words, without values from anywhere."""
    return TextBlock(
        text=look.w(text), wrap=True, is_subtle=subtle or None, weight="Bolder" if bold else None, color=color
    )


def quote(words: str, *, bold: bool = False, subtle: bool = False, spacing: Any = None) -> RichTextBlock:
    """Any words at all, shown letter by letter."""
    run = TextRun(text=words, weight="Bolder" if bold else None, is_subtle=subtle or None)
    return RichTextBlock(inlines=[run], spacing=spacing)


def labelled(label: str, words: str) -> list[CardElement]:
    """A label over what was written, one block a line, as written."""
    lines = [line for line in words.split("\n") if line.strip()]
    return [quote(label, subtle=True), *(quote(line, spacing="None") for line in lines)]


def box(items: Sequence[CardElement], style: Any = "emphasis") -> Container:
    return Container(items=list(items), style=style)


def opens(look: Look, title: Text, verb: str, *, primary: bool = False, **data: str) -> Action:
    """A button that begins a flow: opens a dialog, or replaces the card."""
    if look.surface is Surface.DIALOG:
        return SubmitAction(
            title=look.w(title), data={"msteams": {"type": "task/fetch"}, "verb": verb, **data}, style=_style(primary)
        )
    return acts(look, title, verb, primary=primary, **data)


def sends(look: Look, title: Text, verb: str, *, primary: bool = True, **data: str) -> Action:
    """A button that sends a form's answers from wherever the form is shown."""
    if look.surface is Surface.DIALOG:
        return SubmitAction(title=look.w(title), data={"verb": verb, **data}, style=_style(primary))
    return acts(look, title, verb, primary=primary, **data)


def acts(look: Look, title: Text, verb: str, *, primary: bool = False, **data: str) -> Action:
    """A button in the chat that does one thing and redraws its card; a plain submit where clients lack that."""
    carried = {"verb": verb, **data}
    return ExecuteAction(
        title=look.w(title), verb=verb, data=carried, style=_style(primary),
        fallback=SubmitAction(title=look.w(title), data=carried),
    )  # fmt: skip


def unmarked(words: str) -> str:
    """A name without the characters that Markdown reads, for the few places a client may read it."""
    return "".join(" " if c in "*_`~[]()<>#|\\" else c for c in words)


def _style(primary: bool) -> Any:
    return "positive" if primary else None


def card(body: Iterable[CardElement], actions: Iterable[Action] = ()) -> Card:
    """The finished card as JSON-ready data, schema 1.5 (the newest that Teams takes from bots)."""
    drawn = AdaptiveCard(version="1.5", body=list(body), actions=list(actions) or None)
    return drawn.model_dump(by_alias=True, exclude_none=True)


ROOM = 24_000  # bytes for what grows; Teams takes 28 KB, and the rest is for buttons


def paged(
    body: Sequence[CardElement], part: int, more: Callable[[str], Action], actions: Sequence[Action] = ()
) -> Card:
    """As much of `body` as one card holds, from its `part`-th piece; `more` makes the button to the next piece."""
    pieces = _pieces(body)
    at = min(max(part, 0), len(pieces) - 1)
    onward = [more(str(at + 1))] if at + 1 < len(pieces) else []
    return card(pieces[at], [*onward, *actions])


def _pieces(body: Sequence[CardElement]) -> list[list[CardElement]]:
    pieces: list[list[CardElement]] = [[]]
    room = ROOM
    for element in body:
        size = len(element.model_dump_json(by_alias=True, exclude_none=True).encode()) + 1
        if size > room and pieces[-1]:
            pieces.append([])
            room = ROOM
        pieces[-1].append(element)
        room -= size
    return pieces


def whole_number(words: str) -> int:
    """Of a part's number in a button's data, which anybody can have written; 0 when it is none."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 4 else 0
