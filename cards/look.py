"""For whom a card is drawn: language and surface; and how instants are said in each language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.text import Language, Text
from domain.workdays import OSLO


class Surface(StrEnum):
    """Where a flow is shown: a dialog over Teams, or a card in the chat that is replaced."""

    DIALOG = "dialog"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Look:
    language: Language = "nb"
    surface: Surface = Surface.DIALOG

    def w(self, text: Text, **values: object) -> str:
        """The words, marks filled."""
        return text.fill(self.language, **values)

    def moment(self, at: datetime) -> str:
        """Weekday, date and time to the minute, Oslo: `lørdag 21. november 2026 kl. 10.14`."""
        return f"{self.day(at)}{_AT[self.language]}{self.clock(at)}"

    def exact(self, at: datetime) -> str:
        """As `moment`, to the second: what a receipt says."""
        return f"{self.moment(at)}{_CLOCK[self.language]}{at.astimezone(OSLO).second:02}"

    def near(self, at: datetime, other: datetime) -> str:
        """`kl. 10.14` on the same day as `other`, the whole moment otherwise."""
        same_day = at.astimezone(OSLO).date() == other.astimezone(OSLO).date()
        return f"{_AT[self.language].strip()} {self.clock(at)}" if same_day else self.moment(at)

    def date(self, day: date) -> str:
        """`lørdag 21. november 2026`."""
        weekday, month = _DAYS[self.language][day.weekday()], _MONTHS[self.language][day.month - 1]
        dot = "" if self.language == "en" else "."
        return f"{weekday} {day.day}{dot} {month} {day.year}"

    def clock(self, at: datetime) -> str:
        there = at.astimezone(OSLO)
        return f"{there.hour:02}{_CLOCK[self.language]}{there.minute:02}"

    def day(self, at: datetime) -> str:
        return self.date(at.astimezone(OSLO).date())

    def span(self, first: date, last: date) -> str:
        """`5.–18. oktober`, `28. september–11. november`, or the one day: days of a year that is said elsewhere."""
        if first == last:
            return self._date(first)
        begins = self._number(first) if (first.year, first.month) == (last.year, last.month) else self._date(first)
        return f"{begins}–{self._date(last)}"

    def month(self, number: int) -> str:
        return _MONTHS[self.language][number - 1]

    def _date(self, day: date) -> str:
        return f"{self._number(day)} {self.month(day.month)}"

    def _number(self, day: date) -> str:
        return f"{day.day}" if self.language == "en" else f"{day.day}."


_AT = {"nb": " kl. ", "nn": " kl. ", "en": " at "}
_CLOCK = {"nb": ".", "nn": ".", "en": ":"}
_DAYS = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS_NO = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip
_MONTHS = {
    "nb": _MONTHS_NO,
    "nn": _MONTHS_NO,
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
}  # fmt: skip
