"""The store: takes whole units of work from any thread and carries them out on the one that writes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from time import monotonic
from types import TracebackType
from typing import TypeVar

from storage import migrate, writer
from storage.failures import NotMigrated
from storage.keys import Keys
from storage.known import Known
from storage.line import Call, Job, Line, Promise, at_once, log, tell_all
from storage.sqlite import BUSY_SECONDS, Sqlite, aside, path_of
from storage.work import SqlWork
from storage.writer import Writer

T = TypeVar("T")
Unit = Callable[[SqlWork], T]

MOST_IN_ONE_COMMIT = 64
COMMITS_TO_A_CHECKPOINT = 100  # when nobody waits for the writer; ten times as many when somebody always does
EMPTIED_AFTER = 3600.0  # seconds that what has been deleted can still stand in the WAL


class Store:
    """The record of one installation, open. `StoreRefused` says in one line why it cannot be opened.

    A unit is called once, on another thread, and must not keep its `SqlWork`. What it returns is given out only
    when its transaction has been committed; what it raises is given out too, and then nothing of it was saved.
    `StoreUnavailable`: the database could not save it. `on_commit` is called, on the writing thread, after
    each commit that queued deliveries, and `on_booked` likewise after each that changed a booking.
    """

    def __init__(
        self, url: str, keys: Keys, on_commit: Callable[[], object] = lambda: None, *,
        busy_seconds: float = BUSY_SECONDS, commits_to_a_checkpoint: int = COMMITS_TO_A_CHECKPOINT,
        emptied_after: float = EMPTIED_AFTER,
    ) -> None:  # fmt: skip
        self._database = _opened(url, busy_seconds)
        self._keys = keys
        self.on_commit = on_commit
        self.on_booked: Callable[[], object] = lambda: None
        self._writer = Writer(self._database, keys)
        self._commits, self._checkpoint_after = 0, commits_to_a_checkpoint
        self._emptied_at, self._emptied_after = monotonic(), emptied_after
        self._writing = Line("varsle-writer", MOST_IN_ONE_COMMIT, self._write)
        self._reading = Line("varsle-reader", 1, self._read)

    def run(self, unit: Unit[T]) -> Future[T]:
        """Carries out a unit that may write. What has been handed over can no longer be cancelled."""
        return _future(partial(self.run_into, unit=unit))

    def read(self, unit: Unit[T]) -> Future[T]:
        """Carries out a unit that only reads, beside the writer; it sees what was committed when it began."""
        return _future(partial(self.read_into, unit=unit))

    def run_into(self, promise: Promise, call: Call, unit: Unit[T], patience: float = 0) -> None:
        """As `run`, for a future of an event loop: `call` (its `call_soon_threadsafe`) is used once a commit.

        For `patience` seconds it may wait for others to share its commit: a sync to disk costs more than a unit.
        """
        self._writing.put(Job(unit, promise, call, patience))

    def read_into(self, promise: Promise, call: Call, unit: Unit[T]) -> None:
        """As `read`, for a future of an event loop."""
        self._reading.put(Job(unit, promise, call))

    def close(self) -> None:
        """Carries out what was handed over before, and lets go of the database."""
        self._reading.close()
        self._writing.close()
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _write(self, jobs: list[Job]) -> None:
        has_queued = self._writer.carry_out(jobs)
        tell_all(jobs)
        if has_queued:
            _wake(self.on_commit)
        if self._writer.has_booked:
            _wake(self.on_booked)
        self._checkpoint_if_due()

    def _read(self, jobs: list[Job]) -> None:
        writer.read(self._database, self._keys, jobs)
        tell_all(jobs)

    def _checkpoint_if_due(self) -> None:
        self._commits += 1
        is_quiet = self._writing.is_empty()
        if is_quiet and monotonic() - self._emptied_at >= self._emptied_after:
            self._emptied_at = monotonic()
            self._checkpoint("TRUNCATE")
        elif self._commits >= self._checkpoint_after * (1 if is_quiet else 10):
            self._checkpoint("PASSIVE")

    def _checkpoint(self, mode: str) -> None:
        self._database.checkpoint(mode)
        self._commits = 0


def _wake(waiting: Callable[[], object]) -> None:
    try:
        waiting()
    except Exception:
        log.exception("what was to be woken after a commit was not")


def read_aside(url: str, keys: Keys, unit: Unit[T]) -> T:
    """What a command reads, also beside the process that serves; `StoreRefused` when there is nothing to read."""
    with aside(url) as connection:
        if not migrate.is_current(connection):
            raise NotMigrated(f"{path_of(url)} is not at this program's version; run: varsle migrate")
        return unit(SqlWork(connection, keys, Known()))


def _opened(url: str, busy_seconds: float) -> Sqlite:
    database = Sqlite(url, busy_seconds)
    try:
        migrate.prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def _future(hand_over: Callable[[Promise, Call], None]) -> Future[T]:
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()
    hand_over(future, at_once)
    return future
