"""`varsle doctor` on files: what it says to mend, and what it only asks to look at."""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

import demo
from bot.doctor import Finding, files
from bot.settings import Settings
from domain.calendars import Member
from domain.groups import Heard
from domain.workdays import start_of_day
from services import directory
from storage.installation import install
from storage.keys import create_key_file, read_keys
from storage.store import Store

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
        schools_dir=schools, checkpoints=("/mnt/one", "https://two.blob.core.windows.net/checkpoints?sig=x"),
    )  # fmt: skip


PEOPLE = (HERE / "people.yaml").read_text(encoding="utf-8")


def test_the_demonstrations_own_files_are_well(tmp_path: Path) -> None:
    assert [str(f)[:4] for f in examined(tmp_path, PEOPLE)] == ["ok  ", "ok  ", "ok  "]


def test_the_five_schools_are_well(tmp_path: Path) -> None:
    said = examined(tmp_path, (HERE / "county.yaml").read_text(encoding="utf-8"), HERE.parent / "schools")
    assert {str(f)[:4] for f in said} == {"ok  "}
    assert len(said) == 7


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


HEADS = "9b000000-0000-4000-8000-000000000001"
BY_GROUP = f"directory:\n  fjellvik: {{principal: [{HEADS}]}}\n" + PEOPLE.replace("role: principal", "role: staff")
RANDI = "7d3e1a50-0000-4000-8000-000000000002"


def with_record(folder: Path, *nights: Heard) -> list[str]:
    """What is said when the directory has spoken so, night after night."""
    examined(folder, BY_GROUP)
    (folder / "record").mkdir()
    url, key = f"sqlite:///{folder / 'record' / 'varsle.db'}", folder / "key"
    settings = _settings(key, folder / "people.yaml", HERE / "schools").model_copy(update={"database_url": url})
    written = install(HERE / "schools", folder / "people.yaml").register
    with Store(url, read_keys(key)) as store:
        for n, heard in enumerate(nights):
            at_three = start_of_day(MONDAY) + timedelta(days=n - len(nights), hours=3)
            unit = partial(directory.take, written=written, school="fjellvik", groups={HEADS: heard}, now=at_three)
            store.run(unit).result(10)
    return [str(finding) for finding in files(settings, MONDAY)]


def test_a_group_nobody_has_asked_for_and_a_rektor_nobody_knows_are_said(tmp_path: Path) -> None:
    said = with_record(tmp_path)
    assert any(line.startswith("MEND  school fjellvik: nobody is rektor: its groups are to say") for line in said)
    assert f"LOOK  school fjellvik: group {HEADS} has not been asked for; nobody is known from it yet" in said


def test_nothing_is_said_when_the_directory_has_named_a_rektor(tmp_path: Path) -> None:
    said = with_record(tmp_path, Heard((Member(RANDI, "Randi Ås"),)))
    assert {line[:4] for line in said} == {"ok  "}


def test_a_group_that_has_been_emptied_waits_for_a_second_night(tmp_path: Path) -> None:
    said = with_record(tmp_path, Heard((Member(RANDI, "Randi Ås"),)), Heard())
    (line,) = [line for line in said if line.startswith("LOOK")]
    assert line.endswith("nobody loses a post before it says so a second night")


def test_a_group_that_cannot_be_read_is_named_with_why_and_nobody_is(tmp_path: Path) -> None:
    said = with_record(tmp_path, Heard((Member(RANDI, "Randi Ås"),)), Heard(trouble="no_access"))
    assert any("Varsle may not read it; see README on permissions; its people are as on 21.11.2026" in s for s in said)
    assert not [line for line in said if "Randi" in line or RANDI in line]


def test_what_the_directory_says_against_the_file_is_for_a_person_to_look_at(tmp_path: Path) -> None:
    said = with_record(tmp_path, Heard((Member(RANDI, "Randi Ås", is_enabled=False),)))
    assert any("1 people of the file have an account that is disabled; their posts stand" in line for line in said)


def test_without_a_database_the_groups_are_named_all_the_same(tmp_path: Path) -> None:
    assert any(HEADS in str(finding) for finding in examined(tmp_path, BY_GROUP))


def test_a_key_file_others_can_read_is_to_be_mended(tmp_path: Path) -> None:
    key, people = tmp_path / "key", tmp_path / "people.yaml"
    create_key_file(key)
    os.chmod(key, 0o644)
    people.write_text(PEOPLE, encoding="utf-8")
    assert not list(files(_settings(key, people, HERE / "schools"), MONDAY))[-1].well


@pytest.mark.parametrize("places", [(), ("/mnt/one",), ("/mnt/one", "/mnt/one")])
def test_checkpoints_that_nobody_keeps_are_for_a_person_to_look_at(tmp_path: Path, places: tuple[str, ...]) -> None:
    examined(tmp_path, PEOPLE)
    settings = _settings(tmp_path / "key", tmp_path / "people.yaml", HERE / "schools")
    said = [str(f) for f in files(settings.model_copy(update={"checkpoints": places}), MONDAY)]
    assert f"LOOK  VARSLE_CHECKPOINTS names {len(set(places))} places outside; 2 are needed" in said


def test_a_mailbox_without_graph_is_to_be_mended(tmp_path: Path) -> None:
    examined(tmp_path, PEOPLE)
    settings = _settings(tmp_path / "key", tmp_path / "people.yaml", HERE / "schools")
    set_up = settings.model_copy(update={"mail_from": "varsle@fjellvik.example"})
    assert [str(f) for f in files(set_up, MONDAY) if not f.well] == [
        "MEND  VARSLE_MAIL_FROM is set and VARSLE_GRAPH is off: no mail goes to the owner"
    ]
    assert all(f.well for f in files(set_up.model_copy(update={"graph": "on"}), MONDAY))
