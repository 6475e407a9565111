"""Virkedager, school hours and the week: how every limit is counted, always on the clock in Oslo.

Three questions that must not be mixed up (ARCHITECTURE, Calendar):

* *Does the day count?* A virkedag is Monday to Friday and no public holiday. Saturday is a setting (item 2). Which
  days are public holidays is given with the calendar, as data; nothing here computes Easter.
  School holidays are virkedager too: no duty pauses because nobody is at school (item 4; E8).
* *Do the hours count?* The limit for acknowledging runs in school hours, Monday to Friday outside holidays.
  `saturday_counts` is about whole days and opens no school on a Saturday; `days_off` stop no clock.
* *Is anybody there?* Only here do `days_off` matter: the receipt must not promise a reader in July (E9).

Every instant given must bear a time zone (`ValueError` otherwise); every instant returned is in UTC.
A change between summer and winter time falls on a Sunday, so never within school hours.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial
from itertools import count, islice
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

_DAY = timedelta(days=1)
_NOTHING = timedelta(0)
_FRIDAY, _SATURDAY = 4, 5

FEWEST_HOLIDAYS = 11  # in a year: the twelve are eleven when two coincide, as 17 May and andre pinsedag in 2027


@dataclass(frozen=True, slots=True)
class Calendar:
    """One school's hours, on the clock in Oslo; `opens` belongs to them, `closes` does not.

    `days_off` are the days when nobody is at school, from the county's skolerute (§ 14-1); planning days,
    when staff are there, are not among them. `saturday_counts` makes Saturday a virkedag (ARCHITECTURE, Calendar 2).
    `holidays` are the public ones of every year that is counted in: the named days of helligdagsfredloven § 2 with
    1 and 17 May (LOV-1947-04-26-1). Other Sundays are holy days too, but are left to the weekday. Julaften,
    nyttårsaften, påskeaften and pinseaften are ordinary days (ARCHITECTURE, Calendar 5).
    """

    opens: time = time(8)
    closes: time = time(16)
    days_off: frozenset[date] = frozenset()
    saturday_counts: bool = False
    holidays: frozenset[date] = field(kw_only=True, repr=False)
    years: range = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """A school without hours would never acknowledge anything, and one without holidays would count Easter as
        working days: such a calendar is a `ValueError`.
        """
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("opens and closes are times on the clock in Oslo and bear no time zone")
        if self.opens >= self.closes:
            raise ValueError(f"the school must open before it closes, not {self.opens} to {self.closes}")
        object.__setattr__(self, "years", _years_of(self.holidays))

    def is_holiday(self, day: date) -> bool:
        """A day in a year whose holidays are not known is a `ValueError`, rather than counted wrongly."""
        if day.year not in self.years:
            raise ValueError(
                f"the public holidays of {day.year} are not known, only {self.years[0]} to {self.years[-1]}"
            )
        return day in self.holidays


def _years_of(holidays: frozenset[date]) -> range:
    """The years that a calendar can count in: all of their holidays, and no year left out."""
    found = Counter(day.year for day in holidays)
    years = range(min(found, default=0), max(found, default=-1) + 1)
    lacking = [year for year in years if found[year] < FEWEST_HOLIDAYS]
    if lacking or not years:
        raise ValueError(f"a calendar needs every public holiday of each of its years: {lacking or 'none was given'}")
    return years


# Whole days: the plan within five virkedager, the week before Statsforvalteren.


def oslo_day(instant: datetime) -> date:
    """The day on which something happened: 23:50 and Sunday are that day (ARCHITECTURE, Calendar 6)."""
    return _on_the_clock(instant).date()


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether `day` is a virkedag. School holidays are (ARCHITECTURE, Calendar 2, 4 and 5)."""
    last = _SATURDAY if calendar.saturday_counts else _FRIDAY
    return day.weekday() <= last and not calendar.is_holiday(day)


def add_working_days(day: date, n: int, calendar: Calendar) -> date:
    """The `n`-th virkedag after `day`, which is not counted itself; the limit is the end of that day.

    None of them (`n` = 0) is `day` itself, fewer a `ValueError`. The principle is that of domstolloven
    (ARCHITECTURE, Calendar 3).
    """
    return _later(day, n, lambda candidate: is_working_day(candidate, calendar))


def working_days_before(day: date, n: int, calendar: Calendar) -> date:
    """The `n`-th virkedag before `day`, which is not counted itself."""
    earlier = (day - _DAY * back for back in count(1))
    return next(islice((d for d in earlier if is_working_day(d, calendar)), n - 1, None))


def start_of_day(day: date) -> datetime:
    return _instant(day, time.min)


def end_of_day(day: date) -> datetime:
    """The last instant of `day` in Oslo: what happens at it is in time; shown, it bears that date."""
    return _instant(day + _DAY, time.min) - datetime.resolution


def week_has_passed_on(day: date) -> date:
    """The first day when Statsforvalteren no longer rejects because the week is not over (§ 12-6).

    `day` is that of the earliest delivery to rektor, to whoever acts as rektor or, in leader cases, to the
    owner (ruling 4). It is a week of the almanac: it may end on a holiday, and before five
    virkedager do (section 2.6).
    """
    return day + timedelta(weeks=1)


# School hours: the limit for acknowledging.


def in_school_hours(instant: datetime, calendar: Calendar) -> bool:
    """Whether the limit for acknowledging runs; school holidays do not stop it."""
    local = _on_the_clock(instant)
    return _has_hours(local.date(), calendar) and calendar.opens <= local.time() < calendar.closes


def next_school_hour(instant: datetime, calendar: Calendar) -> datetime:
    """When the limit for acknowledging begins to run: at once in school hours, else at the next opening."""
    if in_school_hours(instant, calendar):
        return instant.astimezone(UTC)
    return _next_opening(instant, calendar, partial(_has_hours, calendar=calendar))


@lru_cache(maxsize=256)  # the same limit is asked for by the clock, the card and the receipt
def add_school_hours(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """The instant when `amount` of school hours has gone since `start`.

    Outside hours it counts from the next opening. An amount that fills the day ends when the school closes,
    not when it next opens; no amount at all leaves a closing where it is, less is a `ValueError`.
    """
    if amount < _NOTHING:
        raise ValueError(f"a limit cannot be shorter than nothing: {amount}")
    day, already = _where_counting_starts(start, calendar)
    days, rest = divmod(already + amount, _length(calendar))
    if days and not rest:
        days, rest = days - 1, _length(calendar)
    closing_or_before = datetime.combine(date.min, calendar.opens) + rest
    return _instant(_later(day, days, partial(_has_hours, calendar=calendar)), closing_or_before.time())


def school_hours_between(a: datetime, b: datetime, calendar: Calendar) -> timedelta:
    """The school hours from `a` to `b`, less than nothing when `b` is the earlier: what is left, or overdue.

    What `add_school_hours` added, this finds again.
    """
    if b < a:
        return -school_hours_between(b, a, calendar)
    days = (oslo_day(b) - oslo_day(a)).days
    whole = sum(_has_hours(day, calendar) for day in islice(_days_from(oslo_day(a)), days))
    return whole * _length(calendar) + _gone_today(b, calendar) - _gone_today(a, calendar)


# Who is there: the words of the receipt.


def is_staffed(instant: datetime, calendar: Calendar) -> bool:
    """Whether somebody is ordinarily at school: in its hours, and on none of its `days_off`."""
    return in_school_hours(instant, calendar) and oslo_day(instant) not in calendar.days_off


@lru_cache(maxsize=256)
def next_read(instant: datetime, calendar: Calendar) -> datetime:
    """When a report made at `instant` will ordinarily be read: now, or when somebody is next at school (E9).

    For the receipt only. The limits run regardless of `days_off`, so in a school holiday the next receivers
    and the owner are told before this (E8).
    """
    if is_staffed(instant, calendar):
        return instant.astimezone(UTC)
    return _next_opening(instant, calendar, lambda day: _has_hours(day, calendar) and day not in calendar.days_off)


def _has_hours(day: date, calendar: Calendar) -> bool:
    return day.weekday() <= _FRIDAY and not calendar.is_holiday(day)


def _length(calendar: Calendar) -> timedelta:
    return _since(calendar.opens, calendar.closes)


def _since(opens: time, now: time) -> timedelta:
    return datetime.combine(date.min, now) - datetime.combine(date.min, opens)


def _gone_today(instant: datetime, calendar: Calendar) -> timedelta:
    """How much of its day's school hours has gone, from nothing to all of them."""
    local = _on_the_clock(instant)
    if not _has_hours(local.date(), calendar):
        return _NOTHING
    return min(max(_since(calendar.opens, local.time()), _NOTHING), _length(calendar))


def _where_counting_starts(instant: datetime, calendar: Calendar) -> tuple[date, timedelta]:
    """A day with hours, and how much of them has gone; a closing itself still belongs to its day."""
    local = _on_the_clock(instant)
    if _has_hours(local.date(), calendar) and local.time() <= calendar.closes:
        return local.date(), _gone_today(instant, calendar)
    return _later(local.date(), 1, partial(_has_hours, calendar=calendar)), _NOTHING


def _next_opening(instant: datetime, calendar: Calendar, opens_on: Callable[[date], bool]) -> datetime:
    local = _on_the_clock(instant)
    first = local.date() if local.time() < calendar.opens else local.date() + _DAY
    return _instant(next(filter(opens_on, _days_from(first))), calendar.opens)


def _later(day: date, n: int, counts: Callable[[date], bool]) -> date:
    """The `n`-th day after `day` among those that count; `day` itself for none."""
    if n < 0:
        raise ValueError(f"days are counted forwards, not {n}")
    return next(islice(filter(counts, _days_from(day + _DAY)), n - 1, None)) if n else day


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += _DAY


def _on_the_clock(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError(f"an instant needs a time zone: {instant.isoformat()}")
    return instant.astimezone(OSLO)


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, OSLO).astimezone(UTC)
