"""What is promised of the file itself: settings that survive a power cut, a full disk, and who may read it."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.people import Role
from domain.report import Draft
from services.ports import Work
from storage.failures import StoreRefused, WeakDurability
from storage.keys import Keys, derive
from storage.sqlite import Sqlite, check_durability
from storage.store import Store
from tests.builders import TEN
from tests.storage.verifier import faults_in_chains, halves, open_copy, reports_in

ROOT = Path(__file__).parents[2]

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,
    "temp_store": 2,
}


@pytest.mark.parametrize(("name", "value"), SETTINGS.items())
def test_the_writer_really_has_the_settings_that_are_promised(store: Store, name: str, value: object) -> None:
    found = store.run(lambda work: work._connection.exec_driver_sql(f"PRAGMA {name}").scalar())
    assert found.result(10) == value


@pytest.mark.parametrize(
    ("name", "weaker"), [("synchronous", "NORMAL"), ("synchronous", "OFF"), ("journal_mode", "MEMORY")]
)
def test_weaker_settings_are_refused(url: str, name: str, weaker: str) -> None:
    database = Sqlite(url)
    database.reader.close()
    database.writer.connection.driver_connection.execute(f"PRAGMA {name}={weaker}")  # type: ignore[union-attr]
    with pytest.raises(WeakDurability, match=name):
        check_durability(database.writer)
    database.close()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite:////tmp/x.db?synchronous=off", "take no options"),
        ("sqlite:////nowhere/at/all/x.db", "does not exist"),
        ("mysql://user:hemmelig@host/db", "not supported"),
        ("postgresql+psycopg://user:hemmelig@host/db", "not supported yet"),
        ("hemmelig", "not a database URL"),
        ("", "not a database URL"),
    ],
)
def test_an_unsuitable_url_is_refused_in_one_line_that_tells_no_password(url: str, why: str, keys: Keys) -> None:
    with pytest.raises(StoreRefused, match=why) as refused:
        Store(url, keys)
    assert "hemmelig" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(path: Path, url: str, keys: Keys) -> None:
    path.write_bytes(b"not a database, but somebody's letter\n" * 200)
    before = path.read_bytes()
    for _ in range(2):  # the second time too: the lock was let go
        with pytest.raises(StoreRefused, match="not a database"):
            Store(url, keys)
    assert path.read_bytes() == before


def test_only_its_owner_may_read_the_database(url: str, keys: Keys, path: Path) -> None:
    before = os.umask(0)
    try:
        with Store(url, keys) as store:
            store.run(declaring(1)).result(10)
            modes = {f.name: stat.S_IMODE(f.stat().st_mode) for f in path.parent.glob("varsle.db*")}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("varsle.db", "varsle.db-wal", "varsle.db-shm", "varsle.db.lock"), 0o600)


def test_closing_leaves_one_file_with_everything_in_it(url: str, keys: Keys, path: Path) -> None:
    """So that a copy taken while the bot is stopped is whole."""
    with Store(url, keys) as store:
        store.run(declaring(1)).result(10)
    assert not path.with_name("varsle.db-wal").exists()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM declared").fetchone() == (1,)


def test_the_wal_is_folded_into_the_database_as_it_goes(store: Store, path: Path) -> None:
    for n in range(450):
        store.run(declaring(n)).result(10)
    assert path.with_name("varsle.db-wal").stat().st_size < 4_000_000


def declaring(n: int) -> Callable[[Work], None]:
    return lambda work: work.declare(f"{n}" * 300, "fjellvik", Role.STAFF, TEN)


FULL_DISK = """
import resource, sys
from storage.failures import StoreUnavailable
from storage.keys import derive
from storage.store import Store
from tests.storage.telling import a_house, a_submission, telling

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

house, saved, refused = a_house(), [], []
with Store(sys.argv[1], derive(b"k" * 32)) as store:
    limit(600_000)
    while len(refused) < 20:
        futures = [store.run(telling(house, a_submission(f"{len(saved)}-{len(refused)}-{n}"))) for n in range(5)]
        for future in futures:
            try:
                saved.append(future.result(10).id)
            except StoreUnavailable as error:
                refused.append(error.reason)
    limit(resource.RLIM_INFINITY)
    saved.append(store.run(telling(house, a_submission("afterwards"))).result(10).id)
print(",".join(sorted(set(refused))))
print("\\n".join(saved))
"""


def test_a_full_disk_refuses_plainly_and_keeps_exactly_what_it_said_it_kept(url: str, path: Path, keys: Keys) -> None:
    """A real failure of the file system, in a process of its own: no file may grow beyond 600 kB."""
    child = subprocess.run(
        [sys.executable, "-c", FULL_DISK, url], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    reasons, *told = child.stdout.split()
    assert set(reasons.split(",")) <= {"full", "disk"}
    assert len(told) > 1
    with open_copy(path) as connection:
        assert reports_in(connection) == set(told)
        assert faults_in_chains(connection, keys.audit) == []
        assert [*halves(connection)] == []


def test_what_has_been_deleted_is_gone_from_every_file_of_a_process_that_runs_on(tmp_path: Path) -> None:
    """A draft that was dropped stands in the WAL until that is written over, which at a quiet school can take days."""
    said = "Kanari i garderoben"
    url = f"sqlite:///{tmp_path / 'varsle.db'}"
    with Store(url, derive(b"k" * 32), emptied_after=0) as store:
        draft = Draft("token", "somebody", "student", TEN, {"what": said})
        store.run(lambda work: [work.keep_draft(replace(draft, token=f"token {n}")) for n in range(40)]).result()
        assert store.run(lambda work: work.draft("somebody", "token 39")).result()
        store.run(lambda work: work.drop_drafts_before(TEN + timedelta(days=1))).result()
        store.run(lambda work: None).result()
        left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert said.encode() not in left
