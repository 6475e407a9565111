"""How instants are said, on the clock in Oslo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cards.look import Look
from domain.text import Language

NOON = datetime(2026, 11, 21, 9, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("nb", "lørdag 21. november 2026 kl. 10.14"),
        ("nn", "laurdag 21. november 2026 kl. 10.14"),
        ("en", "Saturday 21 November 2026 at 10:14"),
    ],
)
def test_a_moment_is_said_in_full(language: Language, moment: str) -> None:
    assert Look(language).moment(NOON) == moment


@pytest.mark.parametrize(("language", "end"), [("nb", "10.14.05"), ("nn", "10.14.05"), ("en", "10:14:05")])
def test_a_receipt_tells_the_second(language: Language, end: str) -> None:
    assert Look(language).exact(NOON).endswith(end)


def test_e57_summer_and_winter_time_are_told_apart() -> None:
    look = Look("nb")
    assert [look.clock(datetime(2026, m, 1, 8, 0, tzinfo=UTC)) for m in (1, 7)] == ["09.00", "10.00"]
    assert look.day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "fredag 1. januar 2027"


def test_the_same_day_in_oslo_is_said_by_the_clock_alone() -> None:
    look = Look("nb")
    assert look.near(NOON + timedelta(hours=1), NOON) == "kl. 11.14"
    assert look.near(NOON + timedelta(hours=14), NOON) == "søndag 22. november 2026 kl. 00.14"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_day_and_month_has_a_name(language: Language) -> None:
    days = {Look(language).day(NOON + timedelta(days=n)).split()[0] for n in range(7)}
    months = {Look(language).day(datetime(2026, m, 5, 12, tzinfo=UTC)).split()[2] for m in range(1, 13)}
    assert (len(days), len(months)) == (7, 12)
