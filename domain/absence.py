"""What a sentence such as "jeg er borte fra 1.12 til 5.12" says, on the day it is written. Nothing is guessed silently:
whoever writes it sees what was understood, and can mend it, before anything is saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Away:
    """From `first` to `last`, both included; None: not said. `understood`: every word of the dates was."""

    first: date
    last: date | None
    understood: bool = True


@dataclass(frozen=True, slots=True)
class Back:
    """Here again, from now on."""


# Patterns are compiled when somebody first writes such a sentence, not at the start.
_BACK = r"(?:(?:jeg|eg|i) (?:er|am) |i'm )?(?:tilbake|attende|back)(?: (?:nå|no|now|igjen|again))?"
_SUBJECT = r"(?:jeg er|eg er|jeg blir|eg blir|jeg kommer til å være|eg kjem til å vere|i am|i'm|i will be|i'll be)"
_STATE = r"(?:borte|vekke|fraværende|fråverande|syk|sjuk|ute|bortreist|away|out of office|out|absent|off|sick)"
_AWAY = rf"(?:{_SUBJECT} {_STATE}|(?:borte|away|bortreist))(?P<when>| .*)"
LONGEST = 120  # characters; more is a story, and belongs in a report


def understand(sentence: str, today: date) -> Away | Back | None:
    """None when the sentence is about something else."""
    said = _plain(sentence)
    if re.fullmatch(_BACK, said):
        return Back()
    found = re.fullmatch(_AWAY, said) if len(said) <= LONGEST else None
    if found is None:
        return None
    when = " ".join(re.sub(_FILLERS, " ", found["when"]).split())
    span = _span(when, today) if when else (today, None)
    if span is None or not _is_sensible(span, today):
        return Away(today, None, understood=False)
    return Away(*span)


def _plain(sentence: str) -> str:
    joined = " ".join(sentence.lower().replace("’", "'").replace("–", "-").replace("—", "-").split())
    return joined.strip(" .!")


_FILLERS = r",|\b(?:og med|and including|inklusive|inclusive|hele dagen|heile dagen|all day)\b"


def _is_sensible(span: Span, today: date) -> bool:
    """Not over already, and not the other way round; no longer than two years."""
    first, last = span
    begins = last is None or (first <= last <= first + 731 * _DAY and last >= today)
    return begins and abs(first - today) <= 731 * _DAY


# Two days, one, or a week.


def _span(when: str, today: date) -> Span | None:
    """By the first way of reading it that gives a meaning."""
    read = (reader(found, today) for pattern, reader in _SPANS if (found := re.fullmatch(pattern, when)))
    return next((span for span in read if span), None)


def _between(found: re.Match[str], today: date) -> Span | None:
    """`fra 1.12 til 5.12`, `1.-5. desember`: a first day that lacks its month has the last one's."""
    first = _first_of(found["first"], found["last"], today)
    last = _day(found["last"], first) if first else None
    return (first, last) if first and last else None


def _first_of(said: str, last: str, today: date) -> date | None:
    if re.fullmatch(r"\d{1,2}\.?", said):
        rest = re.sub(r"^\d{1,2}", "", last)
        said = said.rstrip(".") + rest if rest.strip(". ") else said
    return _day(said, today)


def _both(found: re.Match[str], today: date) -> Span | None:
    """`i dag og i morgen`: only days that follow one another are a span."""
    first = _day(found["first"], today)
    last = _day(found["last"], today)
    return (first, last) if first and last and last - first == _DAY else None


def _until(found: re.Match[str], today: date) -> Span | None:
    last = _day(found["last"], today)
    return (today, last) if last else None


def _from(found: re.Match[str], today: date) -> Span | None:
    first = _day(found["first"], today)
    return (first, None) if first else None


def _one(found: re.Match[str], today: date) -> Span | None:
    day = _day(found["first"], today)
    return (day, day) if day else None


def _weeks(found: re.Match[str], today: date) -> Span | None:
    """Whole weeks, Monday to Sunday, of this year or, when that is over, of the next."""
    first, last = int(found["first"]), int(found["last"] or found["first"])
    for year in (today.isocalendar().year, today.isocalendar().year + 1):
        if (ends := _sunday(year, last)) and ends >= today:
            begins = _sunday(year - (first > last), first)
            return (begins - 6 * _DAY, ends) if begins else None
    return None


def _sunday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 7)
    except ValueError:
        return None


def _rest_of_week(found: re.Match[str], today: date) -> Span | None:
    return today, today + (6 - today.weekday()) * _DAY


def _next_week(found: re.Match[str], today: date) -> Span | None:
    monday = today + (7 - today.weekday()) * _DAY
    return monday, monday + 6 * _DAY


_FROM = r"(?:fra|frå|f\.?o\.?m\.?|from)"
_TO = r"(?:til|t\.?o\.?m\.?|frem til|fram til|ut|until|till|to|through|-)"
_WEEK = r"(?:uke|uka|veke|veka|week)"
_SPANS: tuple[tuple[str, Callable[[re.Match[str], date], Span | None]], ...] = (
    (rf"(?:i )?{_WEEK} (?P<first>\d{{1,2}})(?: ?(?:-|og|til|and|to) ?(?P<last>\d{{1,2}}))?", _weeks),
    (rf"(?:ut |resten av |(?:the )?rest of )?(?:(?:denne|this|the) )?{_WEEK}n?", _rest_of_week),
    (rf"(?:i )?(?:neste|next) {_WEEK}", _next_week),
    (rf"(?:{_FROM} )?(?P<first>\S.*?) ?(?<![\d]){_TO} (?P<last>\S.*)", _between),
    (rf"(?:{_FROM} )?(?P<first>[\d.]+) ?- ?(?P<last>\S.*)", _between),
    (r"(?P<first>\S.*) (?:og|and) (?P<last>\S.*)", _both),
    (rf"{_TO} (?P<last>.+)", _until),
    (rf"{_FROM} (?P<first>.+)", _from),
    (r"(?P<first>.+)", _one),
)


# One day.


def _day(said: str, near: date) -> date | None:
    """The day that is meant on the day `near`, or soon after it; None when it is none."""
    words = re.sub(r"^(?:den|på|on|the|kommende|førstkommende|komande|this) ", "", said.strip())
    if words in _RELATIVE:
        return near + _RELATIVE[words] * _DAY
    read = (reader(found, near) for pattern, reader in _DAYS if (found := re.fullmatch(pattern, words)))
    return next(read, None)


_RELATIVE: Mapping[str, int] = {
    "i dag": 0, "idag": 0, "today": 0, "nå": 0, "no": 0, "now": 0,
    "i morgen": 1, "imorgen": 1, "i morgon": 1, "imorgon": 1, "tomorrow": 1,
    "overmorgen": 2, "i overmorgen": 2, "overmorgon": 2, "i overmorgon": 2, "day after tomorrow": 2,
}  # fmt: skip

_WEEKDAYS = {
    name: at
    for at, names in enumerate(
        (
            "mandag måndag monday", "tirsdag tysdag tuesday", "onsdag wednesday", "torsdag thursday",
            "fredag friday", "lørdag laurdag saturday", "søndag sundag sunday",
        )
    )
    for name in names.split()
}  # fmt: skip

_MONTHS = {
    name: at
    for at, names in enumerate(
        (
            "januar january jan", "februar february feb", "mars march mar", "april apr", "mai may", "juni june jun",
            "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
            "desember december des dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip


def _on_weekday(found: re.Match[str], near: date) -> date:
    """`fredag` is the first Friday from that day on, `neste fredag` the one in the week after."""
    if found["next"]:
        monday = near + (7 - near.weekday()) * _DAY
        return monday + _WEEKDAYS[found["name"]] * _DAY
    return near + (_WEEKDAYS[found["name"]] - near.weekday()) % 7 * _DAY


def _in_figures(found: re.Match[str], near: date) -> date | None:
    return _dated(int(found["day"]), int(found["month"]), found["year"], near)


def _with_month(found: re.Match[str], near: date) -> date | None:
    return _dated(int(found["day"]), _MONTHS[found["month"]], found["year"], near)


def _iso(found: re.Match[str], near: date) -> date | None:
    return _real(int(found["year"]), int(found["month"]), int(found["day"]))


def _dated(day: int, month: int, year: str | None, near: date) -> date | None:
    """Without a year: the first such day that is at most two months past."""
    if year:
        return _real(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = range(near.year - 1, near.year + 9)  # 29 February is up to eight years away
    found = (_real(y, month, day) for y in years)
    return next((d for d in found if d and d >= near - _LOOK_BACK), None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_LOOK_BACK = 60 * _DAY
_NAMES, _WEEKDAY = "|".join(_MONTHS), "|".join(_WEEKDAYS)
_YEAR = r"(?P<year>\d{4}|\d{2})"
_DATED = rf"(?:(?:{_WEEKDAY}) (?:den )?)?"
_DAYS: tuple[tuple[str, Callable[[re.Match[str], date], date | None]], ...] = (
    (rf"(?P<next>neste |next )?(?P<name>{_WEEKDAY})", _on_weekday),
    (r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", _iso),
    (rf"{_DATED}(?P<day>\d{{1,2}})[./] ?(?P<month>\d{{1,2}})\.?(?:[./-]? ?{_YEAR})?", _in_figures),
    (
        rf"{_DATED}(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?(?: of)? ?(?P<month>{_NAMES})\.?(?: {_YEAR})?",
        _with_month,
    ),
    (rf"{_DATED}(?P<month>{_NAMES}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: {_YEAR})?", _with_month),
)
