"""The public holidays that every limit is counted with."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from storage.holidays import FIRST, LAST, public_holidays
from tests.documents import ARCHITECTURE


def of(year: int) -> set[date]:
    return {day for day in public_holidays() if day.year == year}


@pytest.mark.parametrize(
    ("skjaertorsdag", "first", "second", "himmelfart", "second_pentecost"),
    [
        (date(2026, 4, 2), date(2026, 4, 5), date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)),
        (date(2027, 3, 25), date(2027, 3, 28), date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17)),
        (date(2028, 4, 13), date(2028, 4, 16), date(2028, 4, 17), date(2028, 5, 25), date(2028, 6, 5)),
        (date(2029, 3, 29), date(2029, 4, 1), date(2029, 4, 2), date(2029, 5, 10), date(2029, 5, 21)),
        (date(2030, 4, 18), date(2030, 4, 21), date(2030, 4, 22), date(2030, 5, 30), date(2030, 6, 10)),
    ],
    ids=["2026", "2027", "2028", "2029", "2030"],
)
def test_the_holidays_of_a_year_are_exactly_those_of_the_table(
    skjaertorsdag: date, first: date, second: date, himmelfart: date, second_pentecost: date
) -> None:
    year = first.year
    assert of(year) == {
        date(year, 1, 1),
        skjaertorsdag,
        skjaertorsdag + timedelta(days=1),
        first,
        second,
        date(year, 5, 1),
        date(year, 5, 17),
        himmelfart,
        second_pentecost - timedelta(days=1),
        second_pentecost,
        date(year, 12, 25),
        date(year, 12, 26),
    }


def test_in_2027_second_pentecost_and_constitution_day_are_one_holiday() -> None:
    assert len(of(2027)) == 11
    assert len(of(2026)) == 12


def test_the_eves_and_ordinary_sundays_are_none_of_them() -> None:
    for day in (date(2026, 12, 24), date(2026, 12, 31), date(2027, 3, 27), date(2027, 5, 15), date(2026, 11, 22)):
        assert day not in public_holidays()


def easter_after_gauss(year: int) -> date:
    """Gauss's rule with both its exceptions, in his own letters: an oracle that shares nothing with the library."""
    k = year // 100
    a, b, c = year % 19, year % 4, year % 7
    m = (15 + k - (13 + 8 * k) // 25 - k // 4) % 30
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + (4 + k - k // 4) % 7) % 7
    if (d, e) == (29, 6) or ((d, e) == (28, 6) and a > 10):
        e = -1
    return date(year, 3, 22) + timedelta(days=d + e)


@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_every_year_of_the_span_has_its_whole_easter(year: int) -> None:
    moved = {easter_after_gauss(year) + timedelta(days) for days in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {date(year, *day) for day in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))}
    assert of(year) == moved | fixed


def test_the_one_file_that_is_loaded_says_what_the_whole_library_says() -> None:
    """In a process of its own: the whole library takes a tenth of a second and is in nobody's way here."""
    asked = (
        "import holidays; from storage.holidays import FIRST, LAST, public_holidays; import sys;"
        "ours = public_holidays(); assert not [m for m in sys.modules if m.startswith('holidays.countries')];"
        "print(ours == set(holidays.country_holidays('NO', years=range(FIRST, LAST + 1))))"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ARCHITECTURE.parent
    )
    assert said.stdout.strip() == "True"
