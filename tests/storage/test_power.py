"""Nothing told is lost when the power goes (P1): of what was not synced, the disk has anything, or half of it.

A process tells reports while each write, truncation and sync that it asks for is written down in order (`power.c`).
Then the power is cut between any two of them: what was synced stands; of the rest, in half of the trials nothing, in
the others any of it, some of it torn between two sectors. The database is opened again, and must hold every report
that somebody had been told is saved.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from storage.failures import StoreRefused
from storage.keys import Keys
from storage.store import Store
from tests.needed import lacking
from tests.storage.verifier import faults_in_chains, halves, open_copy, reports_in

HERE = Path(__file__).parent
RUNS, CUTS, REPORTS = 5, 100, 120  # processes, cuts of each, reports told in each
SECTOR = 512
_HEAD = struct.Struct("<cIQI")


@dataclass
class Disk:
    """What stands for certain, and what was asked of each file since it was last synced."""

    synced: dict[str, bytearray] = field(default_factory=dict)
    waiting: dict[str, list[tuple[bytes, int, bytes]]] = field(default_factory=dict)

    def take(self, what: bytes, path: str, place: int, data: bytes) -> None:
        if what == b"U":
            self.synced.pop(path, None), self.waiting.pop(path, None)
        elif what == b"S":
            for one in self.waiting.pop(path, []):
                _apply(self.synced.setdefault(path, bytearray()), *one)
            self.synced.setdefault(path, bytearray())
        else:
            self.waiting.setdefault(path, []).append((what, place, data))

    def after_the_cut(self, chance: random.Random) -> dict[str, bytearray]:
        """What somebody finds who opens the files: a file that was never synced may not be there at all."""
        found = {path: bytearray(image) for path, image in self.synced.items()}
        if chance.random() < 0.5:
            return found
        for path, asked in self.waiting.items():
            for one in asked:
                if chance.random() < 0.5:
                    _apply(found.setdefault(path, bytearray()), *_torn(*one, chance))
        return found


def _apply(image: bytearray, what: bytes, place: int, data: bytes) -> None:
    if what == b"T":
        image[place:] = bytes(max(0, place - len(image)))
        return
    image.extend(bytes(max(0, place - len(image))))
    image[place : place + len(data)] = data


def _torn(what: bytes, place: int, data: bytes, chance: random.Random) -> tuple[bytes, int, bytes]:
    """Of what is longer than a sector, sometimes only the sectors to some point."""
    if what == b"W" and len(data) > SECTOR and chance.random() < 0.3:
        return what, place, data[: SECTOR * chance.randrange(len(data) // SECTOR)]
    return what, place, data


def asked(log: Path) -> Iterator[tuple[bytes, str, int, bytes]]:
    raw, place = log.read_bytes(), 0
    while place < len(raw):
        what, length, at, size = _HEAD.unpack_from(raw, place)
        place += _HEAD.size
        path = raw[place : place + length].decode()
        place += length
        yield what, Path(path).name, at, raw[place : place + size]
        place += size


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that writes everything down; without a C compiler this cannot be tested."""
    if shutil.which("cc") is None:
        lacking("a C compiler is not here: apt-get install gcc libc6-dev")
    library = tmp_path_factory.mktemp("shim") / "power.so"
    command = ["cc", "-O1", "-shared", "-fPIC", "-Wall", "-Werror", "-o", str(library), str(HERE / "power.c"), "-ldl"]
    subprocess.run([*command, "-lpthread"], check=True)
    return library


Run = Callable[[int, str], Path]


@pytest.fixture
def run(shim: Path, tmp_path: Path, keys: Keys) -> Run:
    """A process that tells its reports to the end; what it asked of the disk."""

    def told(seed: int, manner: str) -> Path:
        folder, log = tmp_path / f"{manner}-{seed}", tmp_path / f"{manner}-{seed}.log"
        folder.mkdir()
        watched = {"LD_PRELOAD": str(shim), "POWER_FOLDER": str(folder), "POWER_LOG": str(log)}
        command = [sys.executable, "-m", "tests.storage.powering", str(folder), str(seed), str(REPORTS), manner]
        subprocess.run(command, cwd=HERE.parents[1], env={**os.environ, **watched}, check=True)
        return log

    return told


@dataclass(frozen=True)
class Found:
    """One cut: what had been told as saved, what is there, and what is wrong with it."""

    told: set[str]
    there: set[str]
    faults: list[str]

    @property
    def lost(self) -> set[str]:
        return self.told - self.there


def cuts(log: Path, many: int, seed: int, folder: Path, keys: Keys) -> Iterator[Found]:
    """The power goes at `many` moments, chosen at random; the record is opened again after each."""
    chance, disk, told = random.Random(seed), Disk(), set[str]()
    everything = list(asked(log))
    first = next(n for n, (_, path, _, _) in enumerate(everything) if path == "told")
    moments = sorted(chance.choices(range(first, len(everything) + 1), k=many))
    for n, one in enumerate([*everything, (b"", "", 0, b"")]):
        while moments and moments[0] == n:
            moments.pop(0)
            yield _reopened(disk.after_the_cut(chance), set(told), folder / f"cut-{n}-{len(moments)}", keys)
        if one[1] == "told":
            told.update(one[3].decode().split())
        elif one[0] and not one[1].endswith(("-shm", ".lock")):
            disk.take(*one)


def _reopened(files: dict[str, bytearray], told: set[str], folder: Path, keys: Keys) -> Found:
    folder.mkdir()
    for name, image in files.items():
        (folder / name).write_bytes(image)
        (folder / name).chmod(0o600)
    try:
        Store(f"sqlite:///{folder}/varsle.db", keys).close()
        with open_copy(folder / "varsle.db") as connection:
            faults = [*faults_in_chains(connection, keys.audit), *halves(connection)]
            return Found(told, reports_in(connection), faults)
    except StoreRefused as error:
        return Found(told, set(), [str(error)])
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("runs", [RUNS, pytest.param(20 * RUNS, marks=pytest.mark.slow)])
def test_a_power_cut_at_any_moment_loses_nothing_and_leaves_nothing_half(
    run: Run, tmp_path: Path, keys: Keys, runs: int
) -> None:
    told = 0
    for seed in range(runs):
        for n, found in enumerate(cuts(run(seed, "full"), CUTS, seed, tmp_path, keys)):
            assert (found.lost, found.faults) == (set(), []), f"run {seed}, cut {n}"
            told += len(found.told)
    assert told > runs * CUTS * 10


def test_a_record_that_is_synced_less_often_would_be_noticed(run: Run, tmp_path: Path, keys: Keys) -> None:
    """The test above bites: the setting that is commonly advised for WAL loses what was told as saved."""
    lost = [found for found in cuts(run(0, "normal"), 30, 0, tmp_path, keys) if found.lost]
    assert len(lost) > 10
