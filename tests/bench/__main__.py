"""`python -m tests.bench`: prints the figures. It ends with 0 whatever they are; they are no test."""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import platform
import sqlite3
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

from tests.bench import dead_graph, million
from tests.bench.figures import Pair, report
from tests.bench.installation import Installation
from tests.bench.rounds import QUICK, Amounts, Bench
from tests.bench.servers import cores, on
from tests.bench.stage import stage

_COLD_STARTS = 5
_NAMED = ("botbuilder-integration-aiohttp", "aiohttp", "SQLAlchemy", "pyjwt", "cryptography", "microsoft-teams-cards")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Varsle beside a botbuilder echo.")
    parser.add_argument("--rounds", type=int, default=0, help="echo and Varsle, in turn (9, or 2 when --quick)")
    parser.add_argument("--quick", action="store_true", help="about a minute, and rougher")
    parser.add_argument("--disk", type=Path, default=Path("build"), help="a folder on the disk to measure")
    parser.add_argument("--million", action="store_true", help="instead: a million cases beside a thousand, minutes")
    parser.add_argument("--graph", action="store_true", help="instead: a dead Microsoft Graph beside one that answers")
    asked = parser.parse_args()
    folder = asked.disk / "varsle-bench"
    rounds = asked.rounds or (2 if asked.quick else 9)
    print(_circumstances(folder), flush=True)
    if asked.million:
        print(million.run(folder))
        return
    gc.disable()  # the load shares its process with the stand-in; neither should stop for the other's rubbish
    with on(cores()[1]):
        if asked.graph:
            turns = dead_graph.QUICK_TURNS if asked.quick else dead_graph.TURNS
            print(asyncio.run(dead_graph.run(folder, rounds, turns)))
        else:
            asyncio.run(run(folder, rounds, QUICK if asked.quick else Amounts()))


async def run(folder: Path, rounds: int, amounts: Amounts) -> None:
    began = time.perf_counter()
    async with stage() as here:
        bench = Bench(here, Installation(folder), amounts, await here.outbound_token())
        await bench.cold_echo()  # once each unmeasured, so that all files are in memory
        await bench.cold_ours()
        pairs = [await _round(bench, number) for number in range(1, rounds + 1)]
        colds = [(echo.cold, ours.cold) for echo, ours in pairs]
        while len(colds) < _COLD_STARTS:
            colds.append((await bench.cold_echo(), await bench.cold_ours()))
    print(f"{rounds} rounds, {len(colds)} cold starts, {time.perf_counter() - began:.0f} s\n")
    print(report(pairs, colds))


async def _round(bench: Bench, number: int) -> Pair:
    echo, ours = await bench.measure_echo(), await bench.measure_ours()
    ratio = ours.per_second / echo.per_second
    print(f"round {number}: {echo.per_second:.1f} turns/s, {ours.per_second:.1f} reports/s: {ratio:.2f}", flush=True)
    return echo, ours


def _circumstances(folder: Path) -> str:
    names = ", ".join(f"{name} {version(name)}" for name in _NAMED)
    servers, load = cores()
    where = f"servers on core {min(servers)}, load on {sorted(load)}" if servers else "nothing is pinned here"
    return (
        f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {names}\n"
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {where}; "
        f"write and fsync of 4 KiB: {_fsync_ms(folder):.2f} ms; load before: {os.getloadavg()[0]:.1f}"
    )


def _fsync_ms(folder: Path) -> float:
    """Median of a hundred, on the disk where the database will be."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / "probe"
    with probe.open("wb", buffering=0) as file:
        took = [_write_through(file.fileno()) for _ in range(100)]
    probe.unlink()
    return median(took) * 1000


def _write_through(file: int) -> float:
    began = time.perf_counter()
    os.write(file, bytes(4096))
    os.fsync(file)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
