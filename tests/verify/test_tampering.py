"""The ten ways in which somebody who may write everything in the database changes what was done (P10)."""

from __future__ import annotations

import base64
import csv
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from domain.audit import Entry
from storage.store import Store
from tests.builders import RANDI, TEN
from tests.verify.record import ATTACKS, CHAINS, KEYS, Attack, Record, Tampering, a_record, disarmed, positions, take

MANY = 25


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return a_record(tmp_path_factory.mktemp("record"))


def test_what_nobody_has_touched_is_as_it_was_witnessed(record: Record) -> None:
    for verdict in (record.judge(), record.judge(with_key=True)):
        assert verdict.faults == []
        assert (verdict.entries, verdict.chains, verdict.checkpoints, verdict.unwitnessed) == (240, 3, 4, 0)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_it_is_seen_wherever_it_is_done_with_the_public_key_alone(
    record: Record, attack: Attack, tmp_path: Path
) -> None:
    chance = random.Random(attack.__name__)
    for n, (chain, seq) in enumerate(positions(record, chance, MANY)):
        tampering = Tampering(record, tmp_path / f"{n}.db")
        attack(tampering, chain, seq)
        tampering.close()
        assert record.judge(tampering.path).faults, (attack.__name__, chain, seq)


def later(record: Record, to: Path) -> Path:
    """Ten entries more that no checkpoint has seen."""
    shutil.copyfile(record.database, to)
    with Store(f"sqlite:///{to}", KEYS) as store:
        more = [Entry(CHAINS[0], TEN + timedelta(hours=2), RANDI, "case:read", "case-1") for _ in range(10)]
        store.run(lambda work: work.audit(*more)).result()
    return to


def test_what_came_after_the_last_checkpoint_is_said_to_be_witnessed_by_none(record: Record, tmp_path: Path) -> None:
    verdict = record.judge(later(record, tmp_path / "later.db"))
    assert (verdict.faults, verdict.unwitnessed) == ([], 10)


def test_after_the_last_checkpoint_the_installations_own_key_sees_a_change(record: Record, tmp_path: Path) -> None:
    database = later(record, tmp_path / "later.db")
    with closing(disarmed(database)) as db:
        db.execute(
            "UPDATE audit SET actor = 'another' WHERE chain = ? AND seq = (SELECT max(seq) FROM audit)", CHAINS[:1]
        )
    assert record.judge(database).faults == []
    assert record.judge(database, with_key=True).faults


def test_a_checkpoint_that_was_made_up_is_not_believed(record: Record, tmp_path: Path) -> None:
    for name, forge in {
        "signature": lambda text: text.replace("signature ", "signature A", 1),
        "tip": lambda text: text.replace("chain school:fjellvik ", "chain school:fjellvik 1", 1),
        "empty": lambda text: "",
        "words": lambda text: "never a checkpoint\n",
    }.items():
        place = tmp_path / name
        shutil.copytree(record.places[0], place)
        last = sorted(place.glob("*.checkpoint"))[-1]
        last.write_text(forge(last.read_text()))
        verdict = Record(record.database, record.yesterday, (place, place)).judge()
        assert last.name in verdict.faults[0]


def test_a_checkpoint_that_is_lacking_at_one_place_is_taken_from_the_other(record: Record, tmp_path: Path) -> None:
    place = tmp_path / "one"
    shutil.copytree(record.places[0], place)
    sorted(place.glob("*.checkpoint"))[1].unlink()
    alone = Record(record.database, record.yesterday, (place, place)).judge()
    both = Record(record.database, record.yesterday, (place, record.places[1])).judge()
    assert alone.faults == ["checkpoint 3 does not follow checkpoint 1"]
    assert both.faults == []


def test_two_places_that_have_been_told_different_things_are_named(record: Record, tmp_path: Path) -> None:
    other = a_record(tmp_path, seed=8)
    verdict = Record(record.database, record.yesterday, (record.places[0], other.places[0])).judge()
    assert "checkpoint 1: two places have different ones" in verdict.faults


def test_a_record_that_goes_on_after_a_restore_contradicts_what_was_witnessed(record: Record, tmp_path: Path) -> None:
    """Yesterday's backup with today's work on it: there may be as many entries as before, but they are others."""
    database, place = tmp_path / "varsle.db", tmp_path / "one"
    shutil.copyfile(record.yesterday, database)
    shutil.copytree(record.places[0], place)
    with Store(f"sqlite:///{database}", KEYS) as store:
        more = [Entry(chain, TEN + timedelta(hours=3), RANDI, "case:read") for chain in CHAINS for _ in range(60)]
        store.run(lambda work: work.audit(*more)).result()
        take(store, TEN + timedelta(hours=3), (tmp_path,))
    verdict = Record(database, record.yesterday, (place, tmp_path)).judge()
    assert any("two places" in fault for fault in verdict.faults)
    assert any("knew other entries" in fault for fault in verdict.faults)


def test_a_dump_is_read_as_the_database_is(record: Record, tmp_path: Path) -> None:
    dump = tmp_path / "audit.csv"
    with closing(sqlite3.connect(record.database)) as db, dump.open("w", newline="") as file:
        found = db.execute("SELECT * FROM audit")
        writer = csv.writer(file)
        writer.writerow(column[0] for column in found.description)
        writer.writerows(found)
    assert record.judge(dump, with_key=True) == record.judge(with_key=True)


def test_the_command_says_what_it_found_and_needs_nothing_of_ours(record: Record, tmp_path: Path) -> None:
    key = tmp_path / "public.txt"
    key.write_text(base64.b64encode(KEYS.public).decode())
    forbidden = "import sys\nsys.modules.update(dict.fromkeys(('domain', 'services', 'storage', 'bot'), None))\n"
    run = f"{forbidden}from verify.__main__ import main\nraise SystemExit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", run, str(record.database), *map(str, record.places), "--public-key", str(key)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "240 entries in 3 chains, 4 checkpoints" in done.stdout
    assert "as it was witnessed" in done.stdout
    tampering = Tampering(record, tmp_path / "changed.db")
    ATTACKS[0](tampering, CHAINS[0], 5)
    tampering.close()
    command[3] = str(tampering.path)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "FAULT" in done.stdout) == (1, True)
