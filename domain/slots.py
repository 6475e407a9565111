"""When several people are free at once: times to choose between for a meeting.

A time lies in the school's hours on a day when people are there, and in each one's own hours where they are known. Each
half of a day gives its best one: on a whole or half hour before a quarter, and over lunch only when there is no other.
The first halves that have any are chosen, those with nothing but lunch last, so that three times are three to choose
between. Only where there are too few halves does one give more, which do not overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from domain.calendars import Hours, Schedule, Span
from domain.workdays import OSLO, Calendar, is_staffed, oslo_day

LUNCH = time(11, 30), time(12)
NOON = time(12)  # where one half of a day ends and the other begins
_QUARTER = timedelta(minutes=15)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Free:
    """`spans`, the earliest first. `unknown`: whose calendars nobody could read; they may be busy at any of them."""

    spans: tuple[Span, ...]
    unknown: tuple[str, ...] = ()


def free(
    schedules: Sequence[Schedule], calendar: Calendar, length: timedelta, earliest: datetime, latest: datetime,
    most: int = 3,
) -> Free:  # fmt: skip
    """At most `most` times of this `length` that begin at `earliest` or later and end at `latest` or before.

    `earliest` is now or later: nothing here knows what has passed. A length of nothing is a `ValueError`.
    """
    if length <= timedelta():
        raise ValueError(f"a meeting takes some time, not {length}")
    unknown = tuple(s.address for s in schedules if not s.is_known)
    known = [s for s in schedules if s.is_known]
    found = [s for s in _in_hours(known, calendar, length, earliest, latest) if not _is_occupied(s, known)]
    return Free(tuple(sorted(_chosen(found, most), key=lambda s: s.starts)), unknown)


def _in_hours(
    known: Sequence[Schedule], calendar: Calendar, length: timedelta, earliest: datetime, latest: datetime
) -> Iterator[Span]:
    """Every span from a quarter to a quarter that keeps the school's hours and everybody's own."""
    hours = [s.hours for s in known if s.hours]
    for day in _days(earliest, latest):
        for span in _quarters(day, calendar, length):
            is_within = earliest <= span.starts and span.ends <= latest
            if is_within and is_staffed(span.starts, calendar) and all(_keeps(span, one) for one in hours):
                yield span


def _days(earliest: datetime, latest: datetime) -> Iterator[date]:
    day = oslo_day(earliest)
    while day <= oslo_day(latest):
        yield day
        day += _DAY


def _quarters(day: date, calendar: Calendar, length: timedelta) -> Iterator[Span]:
    """School hours hold no change of the clock, so that they can be counted through in UTC."""
    start, closes = (_instant(day, at) for at in (calendar.opens, calendar.closes))
    start += (datetime.min.replace(tzinfo=UTC) - start) % _QUARTER
    while start + length <= closes:
        yield Span(start, start + length)
        start += _QUARTER


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, OSLO).astimezone(UTC)


def _keeps(span: Span, hours: Hours) -> bool:
    day = oslo_day(span.starts)
    begins, ends = _instant(day, hours.starts), _instant(day, hours.ends)
    return day.isoweekday() in hours.days and begins <= span.starts and span.ends <= ends


def _is_occupied(span: Span, known: Iterable[Schedule]) -> bool:
    return any(span.overlaps(o.span) for schedule in known for o in schedule.occupied)


def _chosen(found: Sequence[Span], most: int) -> list[Span]:
    """The best time of each half day, then what is left; none overlaps with another."""
    best: dict[tuple[date, bool], Span] = {}
    by_worth = sorted(found, key=lambda span: (_worth(span), span.starts))
    for span in by_worth:
        best.setdefault(_half(span), span)
    chosen: list[Span] = []
    for span in (*sorted(best.values(), key=lambda span: (_is_over_lunch(span), span.starts)), *by_worth):
        if len(chosen) < most and not any(span.overlaps(c) for c in chosen):
            chosen.append(span)
    return chosen


def _half(span: Span) -> tuple[date, bool]:
    local = span.starts.astimezone(OSLO)
    return local.date(), local.time() >= NOON


def _worth(span: Span) -> tuple[bool, bool]:
    """Less is better: clear of lunch, then on a whole or half hour."""
    return _is_over_lunch(span), span.starts.minute % 30 != 0


def _is_over_lunch(span: Span) -> bool:
    day = oslo_day(span.starts)
    return span.overlaps(Span(*(_instant(day, at) for at in LUNCH)))
