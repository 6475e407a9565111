"""Nothing told is lost (P1): killed at any moment, the record holds every report that somebody was told is saved.

This proves that no half of a unit is ever left and that nobody is told too early. It cannot prove that the disk
has what was written: a killed process loses nothing that the kernel has. That is test_power's.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.ports import Work
from storage.keys import Keys, derive
from storage.store import Store
from tests.storage.telling import a_house, a_submission, telling
from tests.storage.verifier import faults_in_chains, halves, open_copy, reports_in

TRIALS = 500
MUTANT_TRIALS = 20
LONGEST = 0.15  # seconds from the first report told to the kill

Trial = Callable[[Path, int, str], list[str]]


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    """Runs one process in a folder, kills it, and returns the ids of the reports it was told are saved."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.killing"],
        cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    ) as template:  # fmt: skip
        assert template.stdin
        assert template.stdout
        yield lambda folder, seed, manner: _kill_one(template, folder, seed, manner)
        template.stdin.close()


def _kill_one(template: subprocess.Popen[str], folder: Path, seed: int, manner: str) -> list[str]:
    assert template.stdin
    assert template.stdout
    template.stdin.write(f"{folder} {seed} {manner}\n")
    pid, told = 0, []
    for line in template.stdout:
        word, _, rest = line.strip().partition(" ")
        if word == "end":
            break
        if word == "pid":
            pid = int(rest)
        else:
            told.append(rest)
        if pid and told:
            _kill(pid, random.Random(seed).uniform(0, LONGEST))
            pid = 0
    return told


def _kill(pid: int, after: float) -> None:
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)


@pytest.fixture
def new_database(tmp_path: Path, keys: Keys) -> Callable[[int], Path]:
    """A folder with an empty database: a copy, since making the tables takes longer than a trial."""
    Store(f"sqlite:///{tmp_path}/varsle.db", keys).close()

    def copy(number: int) -> Path:
        folder = tmp_path / f"trial-{number}"
        folder.mkdir()
        shutil.copy2(tmp_path / "varsle.db", folder)
        return folder

    return copy


def lost(told: list[str], folder: Path) -> set[str]:
    """Those told as saved that are not there after the database has been opened again."""
    with Store(f"sqlite:///{folder}/varsle.db", derive(b"k" * 32)) as store:
        return {id_ for id_ in told if not store.read(lambda work, id_=id_: is_whole(work, id_)).result(10)}


def is_whole(work: Work, report: str) -> bool:
    found = work.report(report)
    return bool(found and work.cases_of(report) and "what" in found.answers)


def faults_in(folder: Path, keys: Keys) -> list[str]:
    with open_copy(folder / "varsle.db") as connection:
        return [*faults_in_chains(connection, keys.audit), *halves(connection)]


@pytest.mark.parametrize("trials", [TRIALS, pytest.param(20 * TRIALS, marks=pytest.mark.slow)])
def test_a_kill_at_any_moment_loses_nothing_and_leaves_nothing_half(
    trial: Trial, new_database: Callable[[int], Path], keys: Keys, trials: int
) -> None:
    told_in_all = 0
    for number in range(trials):
        folder = new_database(number)
        told = trial(folder, number, "honest")
        assert lost(told, folder) == set(), f"trial {number}"
        assert faults_in(folder, keys) == [], f"trial {number}"
        told_in_all += len(told)
        shutil.rmtree(folder)
    assert told_in_all > 10 * trials


def test_telling_before_the_commit_would_be_noticed(trial: Trial, new_database: Callable[[int], Path]) -> None:
    """The test above bites: a store that told too early is caught."""
    folders = [new_database(number) for number in range(MUTANT_TRIALS)]
    assert any(lost(trial(folder, number, "hasty"), folder) for number, folder in enumerate(folders))


def test_after_a_kill_the_work_goes_on(trial: Trial, new_database: Callable[[int], Path], keys: Keys) -> None:
    folder = new_database(0)
    before: set[str] = set()
    for number in range(5):
        told = trial(folder, number, "honest")
        with Store(f"sqlite:///{folder}/varsle.db", keys) as store:
            store.run(telling(a_house(), a_submission(f"between-{number}"))).result(10)
        with open_copy(folder / "varsle.db") as connection:
            there = reports_in(connection)
        assert before | set(told) <= there
        assert faults_in(folder, keys) == []
        before = there
