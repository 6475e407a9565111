"""A new database for each test, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from storage.keys import Keys, derive
from storage.store import Store

Run = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture
def keys() -> Keys:
    return derive(b"k" * 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "varsle.db"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def store(url: str, keys: Keys) -> Iterator[Store]:
    with Store(url, keys, busy_seconds=0.2) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> Run:
    """Carries out one unit of work and waits for it. What it reads is what is stored: nothing is remembered."""

    def forgetful(work: Any, unit: Callable[[Any], Any]) -> Any:
        work._known.forget()
        return unit(work)

    return lambda unit: store.run(partial(forgetful, unit=unit)).result(timeout=10)
