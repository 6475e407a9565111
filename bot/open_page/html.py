"""Markup as values: whatever is not made here is escaped where it meets markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"br", "input", "link", "meta"})


class Html(str):
    """Markup of ours. Every other string is words, and stays words."""

    __slots__ = ()


Inside = str | Iterable["Inside"]  # type: ignore[misc]
NOTHING = Html("")


def joined(*inside: Inside) -> Html:
    """One after the other: markup as it is, words escaped."""
    return Html("".join(map(_safe, inside)))


def tag(name: str, /, *inside: Inside, **attributes: str | bool | None) -> Html:
    """`<name ...>inside</name>`. An attribute that is True stands alone; one that is False or None is left out.

    `class_` and `for_` are `class` and `for`; `aria_label` is `aria-label`.
    """
    head = f"<{name}{''.join(_attribute(key, said) for key, said in attributes.items())}>"
    return Html(head if name in _VOID else f"{head}{joined(*inside)}</{name}>")


def _safe(inside: Inside) -> str:
    if isinstance(inside, str):
        return inside if isinstance(inside, Html) else escape(inside)
    return joined(*inside)


def _attribute(key: str, said: str | bool | None) -> str:
    if said is None or said is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if said is True else f' {name}="{escape(said)}"'


def paragraphs(words: str) -> Html:
    """A paragraph for each line that somebody wrote."""
    return joined(tag("p", line) for line in words.split("\n") if line.strip())
