"""What opening a case and reading a list cost with a million cases in the record, by what they cost with a thousand."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from statistics import median

from domain.listing import OPEN_CASES
from services import handling, overview
from services.ports import House, Work
from storage.known import Known
from storage.sqlite import Sqlite
from storage.work import SqlWork
from tests.bench.county import KEYS, OPEN_AT_EACH, SCHOOLS, house, make, open_cases, rektor
from tests.bench.figures import line, p95
from tests.builders import TEN

FEW, MANY = 1_000, 1_000_000
TURNS = 600
AIM = ("<=", 1.25)
Unit = Callable[[Work], object]


class Record:
    """One record and what its units took, in milliseconds; nothing is remembered from one unit to the next."""

    def __init__(self, path: Path, here: House) -> None:
        self._database, self._house = Sqlite(f"sqlite:///{path}"), here
        self._cases, self._schools = cycle(open_cases(path)), cycle(SCHOOLS)
        self.opening: list[float] = []
        self.listing: list[float] = []

    def opens(self) -> None:
        """Rektor opens a case: the access, the reading in the audit, everything told, its clocks, cases like it."""
        case, school = next(self._cases)
        found: list[object] = []
        unit = lambda work: found.append(handling.open_case(work, self._house, case, rektor(school), TEN))  # noqa: E731
        self.opening.append(self._took(unit))
        assert found[0]

    def lists(self) -> None:
        """Rektor reads the first page of their list."""
        who = rektor(next(self._schools))
        found: list[overview.Overview] = []
        unit = lambda work: found.append(overview.cases(work, self._house, who, OPEN_CASES, "", TEN))  # noqa: E731
        self.listing.append(self._took(unit))
        assert len(found[0].items) == overview.PAGE
        assert found[0].after

    def _took(self, unit: Unit) -> float:
        """The unit with everything it writes, up to the commit: the sync of a disk would hide the rest."""
        with self._database.writing():
            work = SqlWork(self._database.writer, KEYS, Known())
            began = time.perf_counter()
            unit(work)
            work.finish()
            return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        self._database.close()


def run(folder: Path, few: int = FEW, many: int = MANY, turns: int = TURNS) -> str:
    """The figures; `folder` is emptied before and after."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    here, began = house(), time.perf_counter()
    for name, cases in (("few", few), ("many", many)):
        make(folder / f"{name}.db", cases)
    made = time.perf_counter() - began
    size = (folder / "many.db").stat().st_size / 1e9
    small, large = (Record(folder / f"{name}.db", here) for name in ("few", "many"))
    try:
        _take_turns(small, large, turns)
    finally:
        for record in (small, large):
            record.close()
        shutil.rmtree(folder)
    about = (
        f"{few:,} and {many:,} cases at {len(SCHOOLS)} schools, {OPEN_AT_EACH} open at each; {size:.1f} GB, "
        f"made in {made:.0f} s; {turns} turns each\n"
    )
    return about + "\n".join(_figures(small, large))


def _take_turns(small: Record, large: Record, turns: int) -> None:
    gc.disable()
    for turn in range(turns + 20):
        if turn == 20:  # the first are unmeasured: statements are compiled, files come into memory
            for record in (small, large):
                record.opening.clear()
                record.listing.clear()
        for record in (small, large) if turn % 2 else (large, small):
            record.opens()
            record.lists()


def _figures(small: Record, large: Record) -> list[str]:
    return [
        *_figure("open_case_at_million_ratio", small.opening, large.opening),
        *_figure("overview_at_million_ratio", small.listing, large.listing),
    ]


def _figure(name: str, few: Sequence[float], many: Sequence[float]) -> list[str]:
    parts = ((f"{name} p50", median), (f"{name} p95", p95))
    ratios = [line(f"{words:<32}", [of(many) / of(few)], AIM) for words, of in parts]
    told = ", ".join(f"{words} {median(took):.2f} / {p95(took):.2f}" for words, took in (("few", few), ("many", many)))
    return [*ratios, f"  ms, p50 / p95: {told}"]
