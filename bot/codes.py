"""Codes: what the record keeps of one, and what one belongs to. All of it off the event loop: it takes a while."""

from __future__ import annotations

import asyncio
from functools import cache

from bot.desk import Desk
from domain import codes
from domain.codes import KeptCode
from domain.report import Report
from storage.secrets import hashed, matches


async def keep(token: str) -> KeptCode:
    """The code of this form as the record keeps it."""
    code = codes.code(token)
    return KeptCode(code.locator, await asyncio.to_thread(hashed, code.secret))


async def report_of(desk: Desk, written: str) -> Report | None:
    """What this code belongs to. As much work when it belongs to nothing, so that nobody learns that by the clock."""
    code = codes.read(written)
    kept = await desk.read(lambda work: work.codes_at(code.locator)) if code else ()
    secret, found = code.secret if code else "", ""
    for report, hash_ in kept or (("", await asyncio.to_thread(_nothing)),):
        if await asyncio.to_thread(matches, secret, hash_):
            found = report
    return await desk.read(lambda work: work.report(found)) if found else None


@cache
def _nothing() -> str:
    """What no secret makes: none is this long."""
    return hashed("nothing is kept with this code")
