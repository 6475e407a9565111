"""Carrying out units of work: those that wait together share one commit, and each can fail by itself."""

from __future__ import annotations

from storage.failures import FAILURES, StoreUnavailable, plain
from storage.keys import Keys
from storage.known import Known
from storage.line import Job
from storage.sqlite import Sqlite
from storage.work import SqlWork


class Writer:
    """The only one who writes, so it remembers from one unit to the next what is stored."""

    def __init__(self, database: Sqlite, keys: Keys) -> None:
        self._database = database
        self._connection = database.writer
        self._keys = keys
        self._known = Known()
        self._has_queued = False
        self.has_booked = False  # whether what was carried out last has changed a booking

    def carry_out(self, jobs: list[Job]) -> bool:
        """Leaves a result or an error in every job, and raises nothing. True when deliveries were queued.

        Nobody may be told before this returns: until the commit has, nothing is saved.
        """
        self._has_queued = self.has_booked = False
        try:
            with self._database.writing():
                for job in jobs:
                    self._attempt(job)
        except Exception as error:
            self._known.forget()
            _fail(jobs, plain(error))
            self.has_booked = False
            return False
        self._known.keep_small()
        return self._has_queued

    def _attempt(self, job: Job) -> None:
        self._database.execute("SAVEPOINT unit")
        work = SqlWork(self._connection, self._keys, self._known)
        try:
            job.result = job.unit(work)
            work.finish()
        except BaseException as error:
            job.error = _presentable(error)
            self._known.forget()
            # Raises when the database has given up the whole transaction (a full disk): then nobody is saved.
            self._database.execute("ROLLBACK TO SAVEPOINT unit")
        else:
            self._has_queued |= work.has_queued
            self.has_booked |= work.has_booked
        self._database.execute("RELEASE SAVEPOINT unit")


def read(database: Sqlite, keys: Keys, jobs: list[Job]) -> None:
    """Units that only read, each on the record as it was committed when it began."""
    for job in jobs:
        try:
            with database.reading():
                work = SqlWork(database.reader, keys, Known())
                job.result = job.unit(work)
                work.finish()  # fails if the unit has queued or audited anything
        except BaseException as error:
            job.error = _presentable(error)


def _presentable(error: BaseException) -> BaseException:
    """A unit's own error as it is; the database's without its words. A future cannot carry `StopIteration`."""
    if isinstance(error, FAILURES):
        return plain(error)
    return RuntimeError("a unit of work raised StopIteration") if isinstance(error, StopIteration) else error


def _fail(jobs: list[Job], failure: StoreUnavailable) -> None:
    """A lost transaction shows as a missing savepoint; the unit that met the reason knows it."""
    reasons = (job.error for job in jobs if isinstance(job.error, StoreUnavailable))
    known = next(reasons, failure) if failure.reason == "other" else failure
    for job in jobs:
        job.error = StoreUnavailable(known.reason)
