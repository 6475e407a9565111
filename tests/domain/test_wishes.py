"""When somebody is rung about a wish for a talk: the same time of day, in school hours, on the working days after."""

from __future__ import annotations

import pytest

from domain.wishes import Wish, ring_at
from tests.builders import FJELLVIK, a_calendar, at


@pytest.mark.parametrize(
    ("wished", "n", "rung"),
    [
        (at("10:00"), 1, at("10:00", "2026-11-24")),
        (at("10:00"), 4, at("10:00", "2026-11-27")),
        (at("23:50"), 1, at("16:00", "2026-11-24")),
        (at("05:00"), 1, at("08:00", "2026-11-24")),
        (at("10:00", "2026-11-27"), 1, at("10:00", "2026-11-30")),  # a Friday
        (at("10:00", "2026-11-28"), 1, at("10:00", "2026-11-30")),  # a Saturday
        (at("10:00", "2026-10-23"), 1, at("10:00", "2026-10-26")),  # the clocks go back between
    ],
)
def test_a_wish_is_rung_about_on_working_days(wished: object, n: int, rung: object) -> None:
    wish = Wish("w", FJELLVIK, "s", "", "a", wished)  # type: ignore[arg-type]
    assert ring_at(wish, n, a_calendar()) == rung
