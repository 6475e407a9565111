"""Words for people in the three languages, and what is taken away from the words people send us."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in bokmål, nynorsk and English. `{name}` marks what is filled in later."""

    nb: str
    nn: str
    en: str

    def in_(self, language: Language) -> str:
        """The sentence in `language`, with its marks still in it."""
        return getattr(self, language)  # type: ignore[no-any-return]

    def fill(self, language: Language, **values: object) -> str:
        """The sentence in `language` with every mark filled. A mark without a value is a KeyError."""
        return self.in_(language).format_map(values)


def same(words: str) -> Text:
    """Words that are alike in every language: names, numbers, what a school's own file says. Braces are no marks."""
    plain = words.replace("{", "{{").replace("}", "}}")
    return Text(plain, plain, plain)


def beside(words: str, text: Text) -> Text:
    """`words`, a comma and the text, in each language."""
    plain = same(words).nb
    nb, nn, en = (f"{plain}, {said}" for said in (text.nb, text.nn, text.en))
    return Text(nb, nn, en)


def appended(text: Text, words: str) -> Text:
    """The text, a comma and `words`, in each language; the text alone when there are none."""
    plain = f", {same(words).nb}" if words else ""
    nb, nn, en = (f"{said}{plain}" for said in (text.nb, text.nn, text.en))
    return Text(nb, nn, en)


def filled(text: Text, **values: object) -> Text:
    """The text with its marks filled, a `Text` in each language; what is filled in has no marks of its own."""
    nb, nn, en = (same(text.fill(language, **_said(values, language))).nb for language in LANGUAGES)
    return Text(nb, nn, en)


def _said(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {name: value.fill(language) if isinstance(value, Text) else value for name, value in values.items()}


def language_of(locale: str | None) -> Language:
    """The language for a Teams locale such as `nn-NO`; bokmål when it says nothing we know."""
    head = (locale or "").lower().partition("-")[0]
    return {"nn": "nn", "en": "en"}.get(head, "nb")  # type: ignore[return-value]


# Line and paragraph separators are line breaks to some clients and not to others.
_BREAKS = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
# Controls, lone surrogates and invisible formatting: bidi controls make a name read as another (Unicode TR 36).
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_KEPT = "\n\t\u200c\u200d"  # the joiners hold emoji together, and Persian words apart


def clean(raw: str, longest: int | None = None) -> str:
    r"""What a person wrote, without control, bidi and invisible characters, trimmed, in NFC.

    Line breaks become `\n`; nothing a reader could see is changed. `longest` cuts, in characters:
    only for prefilled words, never for what is sent (too long is answered, not cut).
    """
    lines = _BREAKS.sub("\n", raw)
    seen = lines if lines.replace("\n", "").isprintable() else "".join(c for c in lines if _is_seen(c))
    return unicodedata.normalize("NFC", seen).strip()[:longest].strip()


def _is_seen(letter: str) -> bool:
    return letter.isprintable() or letter in _KEPT or unicodedata.category(letter) not in _UNSEEN
