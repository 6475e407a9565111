"""Whoever runs Varsle is told when receivers are not being told."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.health import DATABASE, OUTBOX, Alarm
from storage.failures import StoreUnavailable
from tests.story.test_outages import SENT, heal
from tests.story.theatre import Theatre


async def test_an_outbox_that_is_older_than_a_minute_is_an_alarm_until_it_is_empty(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.opens_form()
    theatre.stage.teams.fail_next(None, 503, 100_000)
    await tor.presses("Send", SENT)
    await theatre.wait(seconds=40)
    assert (await theatre.ready())["alarms"] == []
    await theatre.wait_minute_by_minute(2)
    found = await theatre.ready()
    assert (found["ready"], found["alarms"]) == (True, [OUTBOX])
    assert found["outbox_age"] > 60
    await heal(theatre)
    await theatre.wait_minute_by_minute(6)
    found = await theatre.ready()
    assert (found["alarms"], found["outbox_age"]) == ([], None)
    assert 0 < found["token_lasts"] <= 24 * 3600


class Shaky:
    """Health as it would find things, one answer after the other."""

    def __init__(self, *found: list[str] | None) -> None:
        self._found = list(found)

    async def alarms(self) -> list[str]:
        now = self._found.pop(0)
        if now is None:
            raise StoreUnavailable("disk")
        return now


async def test_an_alarm_is_said_once_when_it_begins_and_once_when_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    health: Any = Shaky([], [OUTBOX], [OUTBOX], None, [], [])
    alarm = Alarm(health)
    with caplog.at_level(logging.WARNING, "bot.health"):
        for _ in range(6):
            await alarm.look()
    assert [(r.levelname, r.getMessage()) for r in caplog.records] == [
        ("ERROR", f"alarm: {OUTBOX}"),
        ("ERROR", f"alarm: {DATABASE}"),
        ("WARNING", f"over: {OUTBOX}"),
        ("WARNING", f"over: {DATABASE}"),
    ]
