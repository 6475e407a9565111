"""One process owns a database file: an operating-system lock beside it, gone with the process however it ends.

SQLite before 3.51.3 can damage a WAL database when two connections write or checkpoint at the same instant.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from storage.failures import StoreInUse, StoreRefused


class Lock:
    """Holds `<database>.lock` until `release`. `StoreInUse` names the process that has it."""

    def __init__(self, database: Path) -> None:
        try:
            self._file = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreRefused(f"{database}.lock cannot be opened: {error.strerror}") from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            owner = os.pread(self._file, 20, 0).decode("ascii", "replace").strip()
            os.close(self._file)
            raise StoreInUse(f"{database} is in use by another varsle (process {owner or 'unknown'})") from None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """The file stays: whoever waits for it may have it open already."""
        os.close(self._file)
