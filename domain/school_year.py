"""The school year: August to June, so that week 41 and week 4 are of one year and lie in that order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_AUGUST = 8
_FIRST_WEEK_OF_AUTUMN = 31  # an ISO week from this on is before the new year; a lower one after it
_PLANNING, _BEFORE = timedelta(weeks=1), timedelta(weeks=2)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """From the students' first school day to their last, both included."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """`2026/27`."""
        return f"{self.first.year}/{(self.first.year + 1) % 100:02}"

    @property
    def planning(self) -> date:
        """When those who work there are back: the week before the students."""
        return self.first - _PLANNING

    @property
    def before(self) -> date:
        """The earliest that anything of this year is asked of anybody: two weeks before the students come."""
        return self.first - _BEFORE

    @property
    def christmas(self) -> date:
        """The last day of the autumn half-year: lille julaften."""
        return date(self.first.year, 12, 23)

    @property
    def months(self) -> tuple[int, ...]:
        """In their order; the last is that of the last school day."""
        return (*range(_AUGUST, 13), *range(1, self.last.month + 1))

    def month(self, number: int) -> tuple[date, date]:
        """The first and the last day of a month of this year, never outside it."""
        first = date(self._year_of(number >= _AUGUST), number, 1)
        last = (first + timedelta(days=31)).replace(day=1) - _DAY
        return max(first, self.before), min(last, self.last) if number < _AUGUST else last

    def week(self, number: int) -> date:
        """The Monday of an ISO week of this year. The 53rd of a year that has 52 is the 52nd."""
        year = self._year_of(number >= _FIRST_WEEK_OF_AUTUMN)
        return date.fromisocalendar(year, min(number, date(year, 12, 28).isocalendar().week), 1)

    def _year_of(self, is_before_christmas: bool) -> int:
        return self.first.year + (not is_before_christmas)

    def holds(self, day: date) -> bool:
        """Whether `day` is of this year, its holidays included: 1 August to 31 July."""
        return date(self.first.year, _AUGUST, 1) <= day < date(self.first.year + 1, _AUGUST, 1)


def beginning(year: int) -> SchoolYear:
    """The year that begins in August of `year` where nobody has said when: Monday of week 34 to Friday of week 25."""
    return SchoolYear(date.fromisocalendar(year, 34, 1), date.fromisocalendar(year + 1, 25, 5))


def school_year(day: date, given: SchoolYear | None = None) -> SchoolYear:
    """The school year of `day`: the one the deployment has given when it is that one, or the ordinary."""
    if given and given.holds(day):
        return given
    return beginning(day.year if day.month >= _AUGUST else day.year - 1)


def labelled(label: str, given: SchoolYear | None = None) -> SchoolYear | None:
    """The year of a label such as `2026/27`; None when it is none."""
    begins = label.partition("/")[0]
    if not re.fullmatch(r"[12][0-9]{3}", begins):
        return None
    year = given if given and given.label == label else beginning(int(begins))
    return year if year.label == label else None
