"""SQLite, opened so that what is committed stays: one writing connection, one reading, one owner."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from storage.failures import StoreRefused, WeakDurability
from storage.lock import Lock

BUSY_SECONDS = 3.0  # somebody else's reading or copying may hold the file for a moment; Teams waits 15 seconds

WRITING = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: every commit is on the disk before it returns
    "fullfsync": 1,  # ... where the system has a lesser kind too
    "checkpoint_fullfsync": 1,
    "wal_autocheckpoint": 0,  # the writer does it between units, when nobody waits
    "secure_delete": 1,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "temp_store": 2,  # MEMORY: nothing of a unit in a file elsewhere, and a savepoint costs a tenth
    "trusted_schema": 0,
}
READING = {"query_only": 1, "trusted_schema": 0}


class Sqlite:
    """One database file: `writer` and `reader` are for one thread each. `StoreRefused` says why it cannot be."""

    def __init__(self, url: str, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path_of(url)
        try:
            with ExitStack() as opened:
                opened.callback(Lock(self.path).release)
                self.writer = opened.enter_context(connect(self.path, "rwc", WRITING, busy_seconds))
                check_durability(self.writer)
                self.reader = opened.enter_context(connect(self.path, "ro", READING, busy_seconds))
                self._opened = opened.pop_all()
        except (SQLAlchemyError, OSError) as error:
            raise StoreRefused(f"{self.path} cannot be opened: {getattr(error, 'orig', error)}") from None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that has the file from its beginning. Python's driver would take it late, and might fail.

        Begun by a statement and not by an event of SQLAlchemy, which costs a tenth of a unit of work.
        """
        with self.writer.begin():
            self.execute("BEGIN IMMEDIATE")
            yield

    def execute(self, command: str) -> None:
        """A command about the transaction, past SQLAlchemy, which would take ten times as long over it."""
        _raw(self.writer).execute(command)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is read here is from one moment."""
        with self.reader.begin():
            self.reader.exec_driver_sql("BEGIN")
            yield

    def checkpoint(self, mode: str = "PASSIVE") -> None:
        """Moves what is in the WAL into the database file, as far as it can; the rest is as safe where it is."""
        with suppress(sqlite3.Error):
            _raw(self.writer).execute(f"PRAGMA wal_checkpoint({mode})").fetchall()

    def close(self) -> None:
        self.checkpoint("TRUNCATE")
        self._opened.close()


def path_of(url: str) -> Path:
    """The file of an SQLite URL. Options could weaken what is promised, so none are taken."""
    try:
        parsed: URL = make_url(url)
    except ArgumentError:
        raise StoreRefused("DATABASE_URL is not a database URL, such as sqlite:////var/lib/varsle/varsle.db") from None
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise StoreRefused(f"DATABASE_URL: {parsed.drivername} is not supported yet; use sqlite:///path")
    if parsed.query or not parsed.database or parsed.database == ":memory:":
        raise StoreRefused("DATABASE_URL must name a file and take no options: sqlite:///path")
    path = Path(parsed.database).resolve()
    if not path.parent.is_dir():
        raise StoreRefused(f"DATABASE_URL: the folder {path.parent} does not exist")
    return path


@contextmanager
def aside(url: str) -> Iterator[Connection]:
    """For a command beside a running bot: reads what is committed, takes no lock and moves nothing in the file."""
    path = path_of(url)
    try:
        with connect(path, "ro", READING, BUSY_SECONDS) as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreRefused(f"{path} cannot be read: {getattr(error, 'orig', error)}") from None


def connect(path: Path, mode: str, pragmas: Mapping[str, object], busy_seconds: float) -> Connection:
    def open_it() -> sqlite3.Connection:
        uri = f"{path.as_uri()}?mode={mode}"
        raw = sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
        for name, value in pragmas.items():
            raw.execute(f"PRAGMA {name}={value}").fetchall()
        return raw

    if mode == "rwc":
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # the WAL gets the same permissions
    return create_engine("sqlite://", creator=open_it, poolclass=NullPool, hide_parameters=True).connect()


def check_durability(connection: Connection) -> None:
    """`WeakDurability` unless the connection really has what was asked of it: some file systems say no in silence."""
    raw = _raw(connection)
    for name, wanted in WRITING.items():
        found = raw.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise WeakDurability(f"the database does not keep what it saves: {name} is {found}, not {wanted}")


def _raw(connection: Connection) -> sqlite3.Connection:
    return connection.connection.driver_connection  # type: ignore[return-value]
