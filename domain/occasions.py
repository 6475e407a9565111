"""When: how a plan says it, and the windows that this opens in a school year.

Four paces tell windows apart:

* *dated*: it is done within the window. Due in it, late after it.
* *counted*: so many times in the year, or once, and nobody has said when. Due all year, late after it.
* *open*: as needed, by the school's own plan of meetings, when somebody joins, or not stated. Never late; that it was
  done can be noted.
* *steady*: all the time, or more often than every third week. Never marked: nobody is to press a button each morning.

Where a row names occasions of several paces only the strictest makes windows: "hver 3.–4. uke, etter plan" is the
weeks, "uke 41–42, etter behov" the week.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.school_year import SchoolYear

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_OFTEN = 3  # weeks: what comes round sooner is steady


class Kind(StrEnum):
    """How the plan says when; the word is the school file's own."""

    MONTH = "month"
    WEEK = "week"
    START = "start"
    SEASON = "season"
    TERM = "term"
    EVERY = "every"
    TIMES = "times"
    YEARLY = "yearly"
    EXTERNAL = "external"
    JOINS = "joins"
    PLAN = "plan"
    NEEDED = "needed"
    UNSTATED = "unstated"
    ALWAYS = "always"


class Pace(StrEnum):
    """How binding a window is, the strictest first."""

    DATED = "dated"
    COUNTED = "counted"
    OPEN = "open"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One of a row's times. `low` and `high` are months, ISO weeks, weeks between, or times; `word` is the rest."""

    kind: Kind
    low: int = 0
    high: int = 0
    word: str = ""

    @property
    def key(self) -> str:
        """Short, and the same every year: it stands in the record, and in a button's data."""
        span = str(self.low or "") if self.high in (0, self.low) else f"{self.low}..{self.high}"
        word = "" if self.kind is Kind.EXTERNAL else self.word
        return ":".join(part for part in (self.kind.value, span, word) if part)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one school year, both ends included. `needs` marks make it done; 0 when it never is."""

    key: str
    first: date
    last: date
    pace: Pace = Pace.DATED
    needs: int = 1

    def told(self, day: date) -> date | None:
        """Since when it has been time for a card about it; None before.

        Once for each window, and a second time eight weeks before the end of the year for what has no date. What is
        done when somebody joins waits for somebody to join.
        """
        again = self.last - 8 * _WEEK
        if self.key == Kind.JOINS:
            return None
        days = (self.first, again) if self.pace is Pace.COUNTED and again > self.first else (self.first,)
        return max((d for d in days if d <= day), default=None)


def occurrences(when: tuple[Occasion, ...], year: SchoolYear) -> tuple[Window, ...]:
    """The windows that these occasions open in `year`, the strictest pace alone; someone joining always counts."""
    found = [window for occasion in when for window in _WINDOWS[occasion.kind](occasion, year)]
    joins = [w for w in found if w.key == Kind.JOINS]
    others = [w for w in found if w.key != Kind.JOINS]
    strictest = next((pace for pace in Pace if any(w.pace is pace for w in others)), None)
    unique = {w.key: w for w in (*(w for w in others if w.pace is strictest), *joins)}
    return tuple(sorted(unique.values(), key=lambda w: (w.pace is not strictest, w.first)))


# From occasion to windows


def _month(occasion: Occasion, year: SchoolYear) -> tuple[Window, ...]:
    return (Window(occasion.key, year.month(occasion.low)[0], year.month(occasion.high)[1]),)


def _week(occasion: Occasion, year: SchoolYear) -> tuple[Window, ...]:
    return (Window(occasion.key, year.week(occasion.low), year.week(occasion.high) + _WEEK - _DAY),)


_STARTS: Mapping[str, Callable[[SchoolYear], tuple[date, date]]] = {
    "before": lambda year: (year.before, year.first - _DAY),
    "planning_days": lambda year: (year.planning, year.first - _DAY),
    "first_lesson": lambda year: (year.planning, year.first),
    "first_day": lambda year: (year.first, year.first),
    "first_week": lambda year: (year.first, year.first + _WEEK - _DAY),
    "first_two_weeks": lambda year: (year.first, year.first + 2 * _WEEK - _DAY),
    "first_weeks": lambda year: (year.first, year.first + 4 * _WEEK - _DAY),
}
STARTS = tuple(_STARTS)


def _start(occasion: Occasion, year: SchoolYear) -> tuple[Window, ...]:
    return (Window(occasion.key, *_STARTS[occasion.word](year)),)


def _halves(year: SchoolYear) -> Mapping[str, tuple[date, date]]:
    return {"autumn": (year.first, year.christmas), "spring": (date(year.first.year + 1, 1, 1), year.last)}


SEASONS = ("autumn", "spring")


def _season(occasion: Occasion, year: SchoolYear) -> tuple[Window, ...]:
    return (Window(occasion.key, *_halves(year)[occasion.word]),)


def _term(occasion: Occasion, year: SchoolYear) -> tuple[Window, ...]:
    """The middle third of each half-year."""
    return tuple(
        Window(f"{occasion.key}:{half}", first + (last - first) / 3, last - (last - first) / 3)
        for half, (first, last) in _halves(year).items()
    )


def _every(occasion: Occasion, year: SchoolYear) -> tuple[Window, ...]:
    """A window for each month, or for each so many weeks (of 3 to 4 the longer); what is more often is steady.

    The last one lasts until the year ends.
    """
    if occasion.word == "month":
        return tuple(Window(f"{occasion.key}:{m}", *year.month(m)) for m in year.months)
    if occasion.high < _OFTEN:
        return _all_year(occasion, year, Pace.STEADY, 0)
    length = occasion.high * _WEEK
    rounds = max((year.last - year.first + _DAY) // length, 1)
    ends = [year.first + n * length - _DAY for n in range(1, rounds)] + [year.last]
    return tuple(Window(f"{occasion.key}:{n + 1}", year.first + n * length, end) for n, end in enumerate(ends))


def _times(occasion: Occasion, year: SchoolYear) -> tuple[Window, ...]:
    """The least that is asked is what is needed; more may be marked."""
    return _all_year(occasion, year, Pace.COUNTED, occasion.low)


def _once(occasion: Occasion, year: SchoolYear) -> tuple[Window, ...]:
    return _all_year(occasion, year, Pace.COUNTED, 1)


def _open(occasion: Occasion, year: SchoolYear) -> tuple[Window, ...]:
    return _all_year(occasion, year, Pace.OPEN, 0)


def _steady(occasion: Occasion, year: SchoolYear) -> tuple[Window, ...]:
    return _all_year(occasion, year, Pace.STEADY, 0)


def _all_year(occasion: Occasion, year: SchoolYear, pace: Pace, needs: int) -> tuple[Window, ...]:
    return (Window(occasion.key, year.planning, year.last, pace, needs),)


_WINDOWS: Mapping[Kind, Callable[[Occasion, SchoolYear], tuple[Window, ...]]] = {
    Kind.MONTH: _month,
    Kind.WEEK: _week,
    Kind.START: _start,
    Kind.SEASON: _season,
    Kind.TERM: _term,
    Kind.EVERY: _every,
    Kind.TIMES: _times,
    Kind.YEARLY: _once,
    Kind.EXTERNAL: _once,
    Kind.JOINS: _open,
    Kind.PLAN: _open,
    Kind.NEEDED: _open,
    Kind.UNSTATED: _open,
    Kind.ALWAYS: _steady,
}
