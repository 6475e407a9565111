"""The process must end when it is told to, also when a commit wakes the outbox at that very moment."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.connector import Delivered
from bot.outbox import Outbox
from domain.delivery import Card, Conversation, Delivery
from services.delivering import Parcel
from tests.builders import FJELLVIK, RANDI, TEN


class EmptyDesk:
    """A desk with nothing to deliver."""

    def now(self) -> None:
        return None

    async def save(self, unit: Any, patience: float = 0) -> tuple[()]:
        return ()


@pytest.mark.parametrize("turns", range(6))
async def test_an_outbox_woken_while_it_is_being_stopped_stops(turns: int) -> None:
    outbox = Outbox(EmptyDesk(), None, "28:bot", "tenant")  # type: ignore[arg-type]
    running = asyncio.create_task(outbox.run())
    await asyncio.sleep(0.01)
    outbox.wake.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    running.cancel()
    done, _ = await asyncio.wait({running}, timeout=1.5)
    running.cancel()
    assert done


class SlowFirst:
    """A connector where the first redrawing takes longer than those after it."""

    def __init__(self) -> None:
        self.arrived: list[str] = []

    async def update_activity(self, url: str, chat: str, activity: str, said: Any) -> Delivered:
        number = said["summary"]
        await asyncio.sleep(0.05 if number == "1" else 0)
        self.arrived.append(number)
        return Delivered(activity)


class Redrawing(Outbox):
    """Draws no card: which one it would be is its number."""

    async def _post(self, parcel: Any, place: Any) -> Any:
        return await self.connector.update_activity("", "", parcel.delivery.shown, {"summary": parcel.delivery.key})


def redrawing(number: int) -> Parcel:
    chat = Conversation(RANDI, "a:1", "https://smba.trafficmanager.net/emea/", "nb-NO", TEN, True)
    delivery = Delivery(str(number), Card.RECEIPT, RANDI, FJELLVIK, "report", TEN, shown="m:1")
    return Parcel(delivery, None, 0, chat, chat.service_url)  # type: ignore[arg-type]


async def test_what_was_drawn_first_never_lands_last_on_the_same_card() -> None:
    connector = SlowFirst()
    outbox = Redrawing(EmptyDesk(), connector, "28:bot", "tenant")  # type: ignore[arg-type]
    await asyncio.gather(*(outbox._deliver(redrawing(n)) for n in (1, 2, 3)))
    assert connector.arrived == ["1", "2", "3"]


async def test_what_is_in_the_air_lands_before_the_process_ends() -> None:
    connector = SlowFirst()
    outbox = Redrawing(EmptyDesk(), connector, "28:bot", "tenant")  # type: ignore[arg-type]
    outbox._flying.add(asyncio.create_task(outbox._deliver(redrawing(1))))
    await outbox.close()
    assert connector.arrived == ["1"]
