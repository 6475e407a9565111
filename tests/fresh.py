"""New databases for tests that are not about how one is made: it is made once, and copied."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.keys import derive
from storage.store import Store


@cache
def _empty() -> bytes:
    """A database file as the store leaves it, with tables and nothing in them; the migrations take most of the time."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "varsle.db"
        Store(f"sqlite:///{path}", derive(b"k" * 32)).close()
        return path.read_bytes()


def lay_database(path: Path) -> Path:
    """Puts an empty database there, as readable as the store's own: by its owner alone."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(_empty())
    return path


def open_store(folder: Path) -> Store:
    """A new database in the folder, open, with keys for tests."""
    return Store(f"sqlite:///{lay_database(folder / 'varsle.db')}", derive(b"k" * 32))
