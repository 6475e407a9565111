"""Deliveries that land together are settled together, and none stands in another's way."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.connector import Delivered
from bot.desk import Desk
from bot.outbox import Outbox
from cards.look import Surface
from domain.delivery import Conversation, State
from domain.report import ByStaff
from services import delivering, reporting
from services.delivering import Arrived, Landed
from services.ports import House
from services.reporting import Submission
from storage.store import Store
from tests.builders import FJELLVIK, RANDI, TEN, TOR, a_register
from tests.fresh import open_store

HOUSE = House(a_register(), lambda: secrets.token_hex(16), secrets.choice)
SAID = {"school": FJELLVIK, "student": "Ola\nPer", "what": "Alene.", "by_staff": "no", "danger": "no"}
TOLD = Submission("t" * 32, FJELLVIK, TOR, "Tor Vik", ByStaff.NO, False, ("Ola", "Per"), frozenset(), SAID)
CHAT = Conversation(RANDI, "a:1", "https://smba.trafficmanager.net/emea/", "nb-NO", TEN, True)


class Standing:
    def now(self) -> datetime:
        return TEN


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        opened.run(lambda work: work.keep_conversation(CHAT)).result()
        opened.run(lambda work: reporting.submit(work, HOUSE, TOLD, TEN)).result()
        yield opened


@pytest.fixture
def outbox(store: Store) -> Outbox:
    """Never sends: the deliveries have been made."""
    connector: Any = None
    return Outbox(Desk(store, HOUSE, Standing(), Surface.DIALOG), connector, "28:bot", "tenant")


def landed(store: Store) -> list[Landed]:
    """The alerts of both cases; the receipt is not due yet."""
    parcels, _ = store.run(lambda work: delivering.take(work, HOUSE, TEN)).result()
    return [Landed(parcel, Arrived(f"m:{n}", CHAT), TEN) for n, parcel in enumerate(parcels)]


def states(store: Store) -> dict[State, int]:
    return dict(store.read(lambda work: work.outbox_state()).result())


async def test_what_lands_together_is_settled_together(store: Store, outbox: Outbox) -> None:
    await outbox._settle(landed(store))
    assert states(store) == {State.SENT: 2, State.WAITING: 1}


async def test_one_that_cannot_be_settled_stands_in_nobodys_way(store: Store, outbox: Outbox) -> None:
    first, second = landed(store)
    broken: Any = Arrived("m:9", None)  # type: ignore[arg-type]
    await outbox._settle([replace(first, outcome=broken), second])
    assert states(store) == {State.SENT: 1, State.WAITING: 2}


class OneIsSlow:
    """A connector by which the first card arrives when all are in the air, and the others when somebody lets them."""

    def __init__(self) -> None:
        self.sent = 0
        self.arrived = asyncio.Event()
        self.go = asyncio.Event()

    async def send_to_conversation(self, *_: object) -> Delivered:
        self.sent += 1
        me = self.sent
        await (asyncio.sleep(0) if me == 1 else self.go.wait())
        self.arrived.set()
        return Delivered(f"m:{me}")


async def test_what_lands_after_others_have_been_settled_is_settled_too(store: Store) -> None:
    connector: Any = OneIsSlow()
    outbox = Outbox(Desk(store, HOUSE, Standing(), Surface.DIALOG), connector, "28:bot", "tenant")
    resting = asyncio.create_task(outbox.rest())
    await connector.arrived.wait()
    await outbox.desk.save(lambda work: None)  # behind the settling of the first
    connector.go.set()
    await resting
    assert states(store) == {State.SENT: 2, State.WAITING: 1}
