"""The audit as it lies in the database, judged by a verifier that shares no code with the program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from domain.audit import Entry, Outcome
from services.ports import Work
from storage.keys import Keys
from storage.store import Store
from tests.builders import EMIL, TEN, TOR
from tests.storage.conftest import Run
from tests.storage.telling import a_house, a_submission, telling
from tests.storage.verifier import faults_in_chains, open_copy


def entry(chain: str = "school:fjellvik", at: datetime = TEN, **but: str) -> Entry:
    return Entry(chain, at, TOR, "report:told", **but)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "at",
    [
        TEN,
        TEN + timedelta(microseconds=1),
        TEN + timedelta(microseconds=100_000),
        datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_an_entry_verifies_whatever_its_moment(run: Run, path: Path, keys: Keys, at: datetime) -> None:
    run(lambda work: work.audit(entry(at=at)))
    with open_copy(path) as connection:
        assert faults_in_chains(connection, keys.audit) == []
        assert datetime.fromisoformat(connection.execute("SELECT at FROM audit").fetchone()[0]) == at.astimezone(UTC)


def test_entries_are_appended_in_the_order_they_were_given(run: Run, path: Path, keys: Keys) -> None:
    run(lambda work: work.audit(entry(case="1"), entry("owner:fjellvik", case="2"), entry(case="3")))
    run(lambda work: (work.audit(entry(case="4")), work.audit(entry(case="5"))))
    with open_copy(path) as connection:
        found = connection.execute("SELECT chain, seq, [case] FROM audit ORDER BY chain, seq").fetchall()
        assert [tuple(row) for row in found] == [
            ("owner:fjellvik", 1, "2"),
            ("school:fjellvik", 1, "1"),
            ("school:fjellvik", 2, "3"),
            ("school:fjellvik", 3, "4"),
            ("school:fjellvik", 4, "5"),
        ]
        assert faults_in_chains(connection, keys.audit) == []


def test_every_word_of_an_entry_is_kept(run: Run, path: Path) -> None:
    said = entry(case="case-1", outcome=Outcome.REFUSED, reason=f"{EMIL} disqualified", commitment="ab" * 32)
    run(lambda work: work.audit(said))
    with open_copy(path) as connection:
        row = connection.execute("SELECT actor, action, [case], outcome, reason, commitment FROM audit").fetchone()
    assert tuple(row) == (TOR, "report:told", "case-1", "refused", f"{EMIL} disqualified", "ab" * 32)


def test_the_chains_head_goes_back_with_a_unit_that_failed(store: Store, path: Path, keys: Keys) -> None:
    def fails_late(work: Work) -> None:
        work.audit(entry())
        work.finish()  # type: ignore[attr-defined]
        raise LookupError

    for unit in (lambda work: work.audit(entry()), fails_late, lambda work: work.audit(entry())):
        store.run(unit).exception(10)
    with open_copy(path) as connection:
        assert faults_in_chains(connection, keys.audit) == []
        assert connection.execute("SELECT seq FROM audit_heads").fetchone()[0] == 2


@pytest.fixture
def tampered(path: Path, url: str, keys: Keys) -> closing[sqlite3.Connection]:
    """Twenty reports' audit, opened by somebody who can do anything to the file."""
    house = a_house()
    with Store(url, keys) as store:
        for n in range(20):
            store.run(telling(house, a_submission(f"t{n}"))).result(10)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    assert faults_in_chains(connection, keys.audit) == []
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return closing(connection)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit SET reason = 'x' WHERE seq = 7",
        "UPDATE audit SET at = replace(at, '2026', '2025') WHERE seq = 7",
        "UPDATE audit SET outcome = 'refused' WHERE seq = 1",
        "UPDATE audit SET actor = actor || action, action = '' WHERE seq = 3",
        "UPDATE audit SET hash = (SELECT hash FROM audit WHERE seq = 2) WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 7",
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        "DELETE FROM audit",
        "UPDATE audit_heads SET seq = seq - 1",
        "INSERT INTO audit SELECT chain, seq + 1, at, actor, action, [case], outcome, reason, commitment, hash "
        "FROM audit ORDER BY seq DESC LIMIT 1",
    ],
)
def test_what_is_changed_behind_our_back_is_noticed(
    tampered: closing[sqlite3.Connection], keys: Keys, attack: str
) -> None:
    with tampered as connection:
        connection.execute(attack)
        assert faults_in_chains(connection, keys.audit)


def test_another_key_verifies_nothing(tampered: closing[sqlite3.Connection], keys: Keys) -> None:
    with tampered as connection:
        assert faults_in_chains(connection, keys.commitment)


@pytest.mark.parametrize("table", ["audit", "happenings"])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET seq = seq + 1", "DELETE FROM {}", "REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_the_database_itself_refuses_to_change_what_only_grows(run: Run, path: Path, table: str, change: str) -> None:
    run(telling(a_house(), a_submission("t")))
    with open_copy(path) as connection:
        before = [tuple(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608

    def meddle(work: Work) -> None:
        work._connection.exec_driver_sql(change.format(table))  # type: ignore[attr-defined]

    with pytest.raises(Exception, match="conflict"):
        run(meddle)
    with open_copy(path) as connection:
        assert [tuple(row) for row in connection.execute(f"SELECT * FROM {table}")] == before  # noqa: S608
    assert before
