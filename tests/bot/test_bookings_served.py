"""The same simulation over real HTTP: the helper process, Microsoft's own SDK, and a tenant that answers badly."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.bot.bookings import HOUR, Chances, County
from tests.fresh import open_store
from tests.graph.tenants import Served, open_served


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with open_served(tmp_path) as running:
        yield running


async def test_a_thousand_meetings_through_the_helper_stand_once_each_or_somebody_is_told(
    store: Store, served: Served
) -> None:
    tenant = served.fresh()
    tenant.world.remembers = None
    passing = Chances(dies=0.02, faults=0.15)
    county = County(store, 7, passing, served=(tenant.graph, tenant.world, served.routes.troubles))
    ids = county.wants(1000)
    await county.lives(ids, HOUR / 2)
    await county.calms(HOUR / 2)
    assert county.faulty(ids) == []
    assert sum(1 for booking, _ in county.kept(ids) if booking.event) > 900
    assert set(county.made().values()) == {1}
