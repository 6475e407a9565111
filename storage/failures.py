"""What can go wrong with the record, in words that hold no SQL, no value and no person."""

from __future__ import annotations

import logging
import sqlite3
from traceback import format_tb

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

FAILURES = (SQLAlchemyError, sqlite3.Error)  # what `plain` is for; statements reach the driver itself

log = logging.getLogger("varsle.storage")

_REASONS = (
    ("SQLITE_FULL", "full"),
    ("SQLITE_BUSY", "locked"),
    ("SQLITE_LOCKED", "locked"),
    ("SQLITE_READONLY", "read-only"),
    ("SQLITE_IOERR", "disk"),
    ("SQLITE_CANTOPEN", "disk"),
    ("SQLITE_CORRUPT", "damaged"),
    ("SQLITE_NOTADB", "damaged"),
    ("SQLITE_CONSTRAINT", "conflict"),
)
_OURS = ("conflict", "other")  # an error of the program, most likely: the lines of code it passed help to find it


class StoreUnavailable(Exception):
    """Nothing of this unit was saved. `reason` is one word; the caller still has what was to be saved.

    The words: full, locked, read-only, disk, damaged, conflict, closed, and other.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the record could not be saved or read: {reason}")
        self.reason = reason


class Conflict(StoreUnavailable):
    """Somebody else has changed the same thing meanwhile: the unit must be run again."""

    def __init__(self) -> None:
        super().__init__("conflict")


class StoreRefused(Exception):
    """The record cannot be opened as it should be; the text is one line for the one who starts the program."""


class StoreInUse(StoreRefused):
    """Another process has this database."""


class WeakDurability(StoreRefused):
    """The database would not keep, through a power cut, what it has said is saved."""


class NotMigrated(StoreRefused):
    """The tables are those of another version of this program."""


def plain(error: Exception) -> StoreUnavailable:
    """The same failure without what SQLAlchemy and the driver tell about it; logged as where it was, not what."""
    code = getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlite_errorname", "")
    reason = next((word for start, word in _REASONS if code.startswith(start)), "other")
    where = "".join(format_tb(error.__traceback__)) if reason in _OURS else ""
    log.error("%s", f"the record: {reason} ({type(error).__name__} {code})\n{where}".rstrip())
    return StoreUnavailable(reason)
