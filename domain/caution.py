"""What somebody may want to see before they send: numbers to call, and what in the text may show who they are.

Nothing is judged, kept or told to anybody, and nothing stops a message from being sent (E17, E19).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from domain import danger_words


@dataclass(frozen=True, slots=True)
class Caution:
    """What was found: words that may be about danger, the writer's own name, a class, what looks like a national
    identity number, and what somebody can be reached by."""

    danger_words: bool = False
    own_name: bool = False
    class_name: bool = False
    id_number: bool = False
    contact: bool = False


def found(text: str, name: str = "") -> Caution:
    """`name` is the writer's own, where they are signed in. More text, on a line of its own, takes no finding away."""
    written = unicodedata.normalize("NFKC", text)
    return Caution(
        danger_words=danger_words.are_in(text),
        own_name=_is_named(text, name),
        class_name=any(re.search(pattern, written) for pattern in _CLASSES),
        id_number=_has_id_number(written),
        contact=any(re.search(pattern, written) for pattern in _CONTACTS),
    )


LEAST = 3  # letters of a name that is looked for: "Bo" and "Li" are parts of too much


def _is_named(text: str, name: str) -> bool:
    parts = [danger_words.plain(part) for part in re.findall(r"[^\W\d_]+", name) if len(part) >= LEAST]
    said = danger_words.plain(text) if parts else ""
    return any(re.search(rf"\b{re.escape(part)}s?\b", said) for part in parts)


# The programmes of upper secondary school, by the letters their classes have.
_PROGRAMMES = "st id md mdd kd kda me mk hs ho ba el ti tp tif na rm fb fd hd dh dt im it sr ss pb tek elek helse bygg"
_CLASSES = (
    rf"(?i)\b(?:vg ?)?[1-3][ -]?(?:{'|'.join(_PROGRAMMES.split())})[a-zæøå]?\d?\b",
    r"(?i)\bvg ?[1-4]",
    r"(?i)\b(?:[1-3]|8|9|10)[a-h]\b",
    r"\b(?:[1-3]|8|9|10) ?[A-ZÆØÅ]{1,5}\d?\b",
    r"(?i)\b(?:[1-3]|8|9|10)\.? ?(?:klasse|trinn)",
)

# Joined, or in any groups: 010203 12345, 01 02 03 123 45.
_ELEVEN = re.compile(r"(?<!\d)(?=(\d(?:[ .\-]?\d){10})(?!\d))")


def _has_id_number(text: str) -> bool:
    numbers = (re.sub(r"\D", "", said) for said in _ELEVEN.findall(text))
    return any(_is_date(int(number[:2]), int(number[2:4])) for number in numbers)


def _is_date(day: int, month: int) -> bool:
    """Also a D-number's day (40 more) and the months of help numbers and invented people (40, 65, 80 more)."""
    return day % 40 in range(1, 32) and day < 72 and any(month - more in range(1, 13) for more in (0, 40, 65, 80))


_CONTACTS = (
    r"\w@[\w-]{1,63}\.\w",
    r"(?<![\w.])@\w{3}",
    r"(?<!\d)(?:(?:\+|00) ?47[ -]?)?[2-9](?: ?\d){7}(?!\d)",
    r"(?:\+|\b00)[1-9](?:[ -]?\d){7}",
    r"(?i)\b(?:snap(?:chat)?|insta(?:gram)?|tiktok|discord|telegram)\b ?[:=] ?\S",
)
