"""`varsle wheel export`: the year wheel as a file, also while the bot is running."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.commands import main
from bot.wheel_export import COLUMNS, pasted, table
from cards.look import Look
from cards.wheel import exported
from demo.stage import APP_ID, TENANT, read_county, read_register
from domain.school_year import school_year
from domain.text import LANGUAGES
from domain.wheel_year import SCHOOL, Mark
from services import wheel_pages
from services.ports import House
from storage.keys import create_key_file, read_keys
from storage.store import Store
from tests.fresh import lay_database, open_store

DEMO = Path(__file__).parents[2] / "demo"
RANDI = "7d3e1a50-0000-4000-8000-000000000002"
AUTUMN = datetime(2026, 8, 12, 8, tzinfo=UTC)
DONE = Mark("F-01//start:planning_days", SCHOOL, 1, "Handlingsplanen gjennomgås", RANDI, AUTUMN)


@dataclass(frozen=True, slots=True)
class Said:
    """What the command left behind: its exit code, and what it wrote."""

    code: int
    out: str
    error: str


@dataclass
class Running:
    """An open database with its settings in the environment, as beside a running bot."""

    store: Store
    database: Path
    capsys: pytest.CaptureFixture[str]

    def export(self, *asked: str) -> Said:
        code = main(["wheel", "export", *asked])
        return Said(code, *self.capsys.readouterr())

    def lines(self, *asked: str) -> list[dict[str, str]]:
        said = self.export(*asked)
        assert (said.code, said.error) == (0, "")
        return list(csv.DictReader(io.StringIO(said.out), delimiter=";"))


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Running]:
    database = tmp_path / "record" / "varsle.db"
    database.parent.mkdir()
    create_key_file(tmp_path / "key")
    settings = {
        "APP_ID": APP_ID, "APP_TYPE": "SingleTenant", "APP_TENANT_ID": TENANT, "APP_PASSWORD": "x",
        "KEY_FILE": tmp_path / "key", "PEOPLE_FILE": DEMO / "people.yaml", "SCHOOLS_DIR": DEMO / "schools",
        "DATABASE_URL": f"sqlite:///{database}",
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(f"VARSLE_{name}", str(value))
    with Store(f"sqlite:///{lay_database(database)}", read_keys(tmp_path / "key", database)) as store:
        yield Running(store, database, capsys)


def marked(running: Running, *marks: Mark) -> None:
    running.store.run(lambda work: [work.mark_wheel("fjellvik", "2026/27", m) for m in marks]).result(10)


def test_a_whole_school_year_is_written_also_while_the_bot_is_running(running: Running) -> None:
    marked(running, DONE)
    lines = running.lines("fjellvik", "--year", "2026/27")
    wheel = read_register().schools["fjellvik"].wheel
    assert {line["Nummer"] for line in lines} == {row.id for row in wheel.rows}
    first = lines[0]
    assert (first["Aktivitet"], first["Fra"], first["Til"]) == (
        "Handlingsplanen gjennomgås med alle ansatte", "2026-08-10", "2026-08-16",
    )  # fmt: skip
    assert (first["Ansvarlig"], first["Status"], first["Gjort"], first["Av"]) == ("rektor", "Gjort", "1", "1")
    assert (first["Sist merket av"], first["Sist merket"]) == ("Randi Ås", "2026-08-12 10:00")
    assert not [line for line in lines if "Yoga" in str(line)]


def test_what_was_done_is_there_when_the_plan_no_longer_has_it(running: Running) -> None:
    marked(running, replace(DONE, task="F-99//month:11", name="Lysfest"))
    last = running.lines("fjellvik", "--year", "2026/27")[-1]
    assert (last["Aktivitet"], last["Status"], last["Sist merket av"]) == (
        "Lysfest", "Står ikke i planen lenger", "Randi Ås",
    )  # fmt: skip
    assert (
        len(running.lines("fjellvik", "--year", "2025/26")) == len(running.lines("fjellvik", "--year", "2026/27")) - 1
    )


def test_no_cell_begins_a_formula(running: Running) -> None:
    marked(running, replace(DONE, task="F-99//month:11", name="=HYPERLINK(1)"))
    assert running.lines("fjellvik", "--year", "2026/27")[-1]["Aktivitet"] == "'=HYPERLINK(1)"


def test_a_file_is_one_that_a_spreadsheet_reads(running: Running, tmp_path: Path) -> None:
    file = tmp_path / "årshjul.csv"
    said = running.export("fjellvik", "--out", str(file), "--language", "nn")
    assert (said.code, said.out) == (0, "")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfSkole\xc3\xa5r;Nummer;Aktivitet;")
    assert b"\r\n" in file.read_bytes()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("sandvik",), "varsle: sandvik is not a school that is served; they are fjellvik\n"),
        (("fjellvik", "--year", "2026"), "varsle: 2026 is not a school year, such as 2026/27\n"),
        (("fjellvik", "--out", "/nowhere/wheel.csv"), "varsle: /nowhere/wheel.csv: No such file or directory\n"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(running: Running, asked: tuple[str, ...], why: str) -> None:
    said = running.export(*asked)
    assert (said.code, said.out, said.error) == (2, "", why)


def test_a_database_that_is_not_there_is_not_made(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARSLE_DATABASE_URL", f"sqlite:///{running.database.with_name('other.db')}")
    said = running.export("fjellvik")
    assert said.code == 2
    assert "other.db cannot be read" in said.error
    assert not running.database.with_name("other.db").exists()


def test_the_columns_are_told_apart_in_every_language() -> None:
    for language in LANGUAGES:
        assert len({column.in_(language) for column in COLUMNS}) == len(COLUMNS)


def test_reading_beside_the_bot_writes_nothing(running: Running) -> None:
    marked(running, DONE)
    before = running.database.read_bytes()
    running.lines("fjellvik")
    assert running.database.read_bytes() == before


def test_the_wheel_of_each_of_the_five_schools_can_be_copied_from_cards(tmp_path: Path) -> None:
    register, look, day = read_county(), Look("nn"), date(2026, 11, 23)
    house = House(register, lambda: "", lambda letters: letters[0])
    with open_store(tmp_path) as store:
        for school in register.schools.values():
            year, id_ = school_year(day, school.year), school.id
            lines = store.read(partial(wheel_pages.everything, house=house, school=id_, year=year, day=day)).result()
            parts = pasted(table(look, year, lines, (), register))
            cards = [exported(look, id_, parts, n) for n in range(len(parts))]
            assert max(len(json.dumps(card).encode()) for card in cards) <= 28 * 1024
            rows = "".join(parts).splitlines()
            assert {row.count("\t") for row in rows} == {len(COLUMNS) - 1}
            assert len(rows) == len(lines) + 1
