"""Whether two cases may be about the same: a guess from the student and the time, which only a person can confirm."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

NEAR = timedelta(hours=24)
_COMMON = frozenset(
    {"og", "på", "elev", "eleven", "klasse", "klassen", "hele", "heile", "the", "and", "student", "class"}
)


@dataclass(frozen=True, slots=True)
class Trait:
    """What of an open case shows whether it is like another one."""

    case: str
    report: str
    student: str
    told_at: datetime


def are_alike(one: Trait, other: Trait) -> bool:
    """The same student, whenever it was told; or told within a day of each other, with a word of the name or class
    in common. Two students of one report are two (E10)."""
    if one.report == other.report:
        return False
    mine, theirs = student_words(one.student), student_words(other.student)
    near = abs(one.told_at - other.told_at) <= NEAR
    return is_same(mine, theirs) or (near and bool(mine & theirs))


def is_same(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Written alike in any order, or one of them with the class or a middle name besides."""
    shorter, longer = sorted((mine, theirs), key=len)
    return bool(shorter) and (mine == theirs or (len(shorter) > 1 and shorter <= longer))


def student_words(student: str) -> frozenset[str]:
    """The words of a name and a class, however they are written: "2 STB" is 2STB, Aas is Ås."""
    plain = unicodedata.normalize("NFC", student.casefold()).replace("aa", "å")
    together = re.sub(r"\b(\d+)\s+(?=[^\W\d_]+\b)", r"\1", plain)
    return frozenset(word for word in re.findall(r"\w+", together) if len(word) > 1) - _COMMON


def student_key_words(student: str) -> str:
    """The words of a name without the class, in one order however it was written; "" for what names nobody.

    One word alone, and "noen i 1PBA", may be anybody.
    """
    words = sorted(word for word in student_words(student) if not any(letter.isdigit() for letter in word))
    return " ".join(words) if len(words) > 1 else ""
