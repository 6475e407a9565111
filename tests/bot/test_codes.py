"""A code finds what it belongs to, and what belongs to nothing is looked for as hard."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot import codes
from bot.desk import Desk
from cards.look import Surface
from domain.codes import Code, KeptCode, code
from services.ports import House
from tests.builders import TEN, a_register, a_report
from tests.fresh import open_store

TOKEN = "a1" * 16


class Clock:
    def now(self) -> datetime:
        return TEN


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path) as store:
        yield Desk(store, House(a_register(), lambda: secrets.token_hex(16), secrets.choice), Clock(), Surface.DIALOG)


async def keeps(desk: Desk, report: str, kept: KeptCode) -> None:
    await desk.save(lambda work: [work.add_report(a_report(id=report, token=report)), work.add_code(report, kept)])


async def test_a_code_leads_to_its_report_however_it_is_written(desk: Desk) -> None:
    await keeps(desk, "r1", await codes.keep(TOKEN))
    shown = code(TOKEN).shown
    for written in (shown, shown.lower(), shown.replace("-", ""), f" {shown} ", shown.replace("0", "O")):
        found = await codes.report_of(desk, written)
        assert found
        assert found.id == "r1"


async def test_what_cannot_be_a_code_leads_to_nothing(desk: Desk) -> None:
    await keeps(desk, "r1", await codes.keep(TOKEN))
    other = code("b2" * 16)
    forged = Code(code(TOKEN).locator, other.secret)
    for written in ("", "hei", other.shown, forged.shown, code(TOKEN).shown[:-1], "0" * 5000, "\u0000"):
        assert await codes.report_of(desk, written) is None


async def test_two_codes_that_begin_alike_are_told_apart(desk: Desk) -> None:
    mine, other = await codes.keep(TOKEN), await codes.keep("b2" * 16)
    await keeps(desk, "r1", KeptCode(mine.locator, other.secret))
    await keeps(desk, "r2", mine)
    found = await codes.report_of(desk, code(TOKEN).shown)
    assert found
    assert found.id == "r2"


async def test_nobody_learns_by_the_clock_whether_a_code_begins_as_one_that_is_kept(desk: Desk) -> None:
    await keeps(desk, "r1", await codes.keep(TOKEN))
    forged = Code(code(TOKEN).locator, code("b2" * 16).secret).shown
    took: dict[str, list[float]] = {written: [] for written in (forged, code("b2" * 16).shown, "hei")}
    for written in took:
        await codes.report_of(desk, written)
    for _ in range(5):
        for written, times in took.items():
            began = asyncio.get_running_loop().time()
            await codes.report_of(desk, written)
            times.append(asyncio.get_running_loop().time() - began)
    quickest = [min(times) for times in took.values()]
    assert max(quickest) < 3 * min(quickest)
