"""`varsle doctor` on files: what it says to mend, and what it only asks to look at."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

import demo
from bot.doctor import Finding, files
from bot.settings import Settings
from storage.keys import create_key_file

HERE = Path(demo.__file__).parent
MONDAY = date(2026, 11, 23)
NOBODY = UUID(int=1)


def examined(folder: Path, people: str, schools: Path = HERE / "schools") -> list[Finding]:
    key, file = folder / "key", folder / "people.yaml"
    create_key_file(key)
    file.write_text(people, encoding="utf-8")
    return list(files(_settings(key, file, schools), MONDAY))


def _settings(key: Path, people: Path, schools: Path) -> Settings:
    return Settings(
        app_id=NOBODY, app_type="UserAssignedMSI", app_tenant_id=NOBODY, key_file=key, people_file=people,
        schools_dir=schools,
    )  # fmt: skip


PEOPLE = (HERE / "people.yaml").read_text(encoding="utf-8")


def test_the_demonstrations_own_files_are_well(tmp_path: Path) -> None:
    assert [str(f)[:4] for f in examined(tmp_path, PEOPLE)] == ["ok  ", "ok  "]


def test_the_five_schools_are_well(tmp_path: Path) -> None:
    said = examined(tmp_path, (HERE / "county.yaml").read_text(encoding="utf-8"), HERE.parent / "schools")
    assert {str(f)[:4] for f in said} == {"ok  "}
    assert len(said) == 6


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (PEOPLE.replace("role: principal", "role: staff"), "MEND  school fjellvik cannot be served: nobody is"),
        (PEOPLE.replace("role: deputy", "role: staff"), "LOOK  school fjellvik: nobody is stedfortreder"),
        (PEOPLE.replace("owner_contact}", "staff}", 1), "MEND  school fjellvik cannot be served: it needs"),
        (PEOPLE.replace("school: fjellvik", "school: fjelvik", 1), "MEND  people.yaml, line 3: posts: fjelvik is not"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_one_plain_line(tmp_path: Path, wrong: str, said: str) -> None:
    assert any(str(finding).startswith(said) for finding in examined(tmp_path, wrong))


def test_a_limit_looser_than_the_law_is_refused_with_its_line(tmp_path: Path) -> None:
    schools = tmp_path / "schools"
    schools.mkdir()
    whole = (HERE / "schools" / "fjellvik.yaml").read_text(encoding="utf-8")
    (schools / "fjellvik.yaml").write_text(whole + "limits: {acknowledge: 3h}\n", encoding="utf-8")
    (first, *_) = examined(tmp_path, PEOPLE, schools)
    assert "limits.acknowledge: at most 2 hours" in str(first)
    assert not first.well


def test_a_key_file_others_can_read_is_to_be_mended(tmp_path: Path) -> None:
    key, people = tmp_path / "key", tmp_path / "people.yaml"
    create_key_file(key)
    os.chmod(key, 0o644)
    people.write_text(PEOPLE, encoding="utf-8")
    assert not list(files(_settings(key, people, HERE / "schools"), MONDAY))[-1].well
