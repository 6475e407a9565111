"""The year wheel as a file that a spreadsheet opens: one line a task, and how far it has come."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bot.settings import Settings
from cards.look import Look
from cards.wheel import GROUPS, STATUS
from domain.directory import merged
from domain.occasions import Pace
from domain.people import ROLE_WORDS, Register, Role
from domain.school_year import SchoolYear, labelled, school_year
from domain.text import Language, Text
from domain.views import WheelLine
from domain.wheel_year import Mark
from domain.workdays import OSLO, oslo_day
from services import wheel_pages
from services.ports import House, Work
from storage.keys import read_keys
from storage.store import read_aside

COLUMNS = (
    Text("Skoleår", "Skoleår", "School year"),
    Text("Nummer", "Nummer", "Id"),
    Text("Aktivitet", "Aktivitet", "Activity"),
    Text("Når, med planens ord", "Når, med orda i planen", "When, in the plan's words"),
    Text("Fra", "Frå", "From"),
    Text("Til", "Til", "To"),
    Text("Ansvarlig", "Ansvarleg", "Responsible"),
    Text("Sammen med", "Saman med", "Together with"),
    Text("Trinn", "Trinn", "Years"),
    Text("Status", "Status", "Standing"),
    Text("Gjort", "Gjort", "Done"),
    Text("Av", "Av", "Of"),
    Text("Sist merket av", "Sist merkt av", "Last marked by"),
    Text("Sist merket", "Sist merkt", "Last marked"),
)
LONGEST_PART = 16_000  # bytes; a card holds 28 KB, and JSON doubles some of them
NO_LONGER_THERE = Text("Står ikke i planen lenger", "Står ikkje i planen lenger", "No longer in the plan")


class NoSuchError(Exception):
    """One line that says which school or year there is not."""


def written(settings: Settings, register: Register, school: str, year: str | None, language: Language) -> str:
    """The whole file. Reads beside a running bot; raises NoSuchError."""
    if school not in register.schools:
        raise NoSuchError(f"{school} is not a school that is served; they are {', '.join(register.schools)}")
    today, given = oslo_day(datetime.now(UTC)), register.schools[school].year
    asked = labelled(year, given) if year else school_year(today, given)
    if asked is None:
        raise NoSuchError(f"{year} is not a school year, such as 2026/27")

    def unit(work: Work) -> list[list[str]]:
        found = merged(register, work.said())
        house = House(found, lambda: secrets.token_hex(16), secrets.choice)
        lines = wheel_pages.everything(work, house, school, asked, today)
        return table(Look(language), asked, lines, wheel_pages.no_longer_there(work, house, school, asked), found)

    return _text(read_aside(settings.database_url, read_keys(settings.key_file), unit))


def table(
    look: Look, year: SchoolYear, lines: Iterable[WheelLine], left: tuple[Mark, ...], register: Register
) -> list[list[str]]:
    """The columns' names, then a row for each task, and for what has been done and is in the plan no more."""
    rows = [[look.w(column) for column in COLUMNS], *(_line(look, year, line) for line in lines)]
    return [*rows, *_left(look, year, left, register)]


def pasted(rows: Iterable[list[str]]) -> list[str]:
    """The same with tabs, as a spreadsheet takes it when it is pasted; in parts that each fit on a card."""
    parts, size = [""], 0
    for row in rows:
        line = "\t".join(" ".join(_harmless(cell).split()) for cell in row) + "\n"
        size += len(line.encode())
        if size > LONGEST_PART:
            parts, size = [*parts, ""], len(line.encode())
        parts[-1] += line
    return parts


def _line(look: Look, year: SchoolYear, line: WheelLine) -> list[str]:
    window, progress = line.window, line.progress
    dated = window.pace is Pace.DATED
    return [
        year.label, line.task.partition("/")[0], line.name, line.stated,
        window.first.isoformat() if dated else "", window.last.isoformat() if dated else "",
        ", ".join(_role(look, by) for by in line.by), ", ".join(line.with_), ", ".join(line.years),
        look.w(STATUS[line.status]), str(progress.done), str(progress.of or ""),
        line.last.name if line.last else "", _moment(line.last.at) if line.last else "",
    ]  # fmt: skip


def _role(look: Look, by: str) -> str:
    return look.w(GROUPS[by] if by in GROUPS else ROLE_WORDS[Role(by)])


def _left(look: Look, year: SchoolYear, marks: tuple[Mark, ...], register: Register) -> Iterator[list[str]]:
    """What was done is kept, also when a later file has left its row out."""
    for mark in marks:
        by = (register.name(mark.by), _moment(mark.at))
        yield [year.label, mark.task.partition("/")[0], mark.name, *[""] * 6, look.w(NO_LONGER_THERE), "1", "", *by]


def _moment(at: datetime) -> str:
    return at.astimezone(OSLO).isoformat(" ", "minutes")[:16]


def _text(rows: list[list[str]]) -> str:
    """Semicolons, as Norwegian spreadsheets want; no cell begins a formula."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
