"""The directory through the helper and Microsoft's own SDK, over HTTP: groups within groups, a guest, and an outage."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from bot.graph.port import Graph
from domain.people import Role
from services.jobs import Job, Outcome
from tests.graph.tenants import open_served
from tests.story.conftest import Begin
from tests.story.reading import words
from tests.story.test_directory import HEADS, JON, RANDI, STAFF, by_groups, is_known, member, next_night

T = TypeVar("T")


class Through:
    """A helper that somebody else has started and ends."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def ask(self, job: Job[T]) -> Outcome[T]:
        return await self._graph.ask(job)


async def test_a_rektor_in_a_group_of_a_group_is_told_and_stays_rektor_while_graph_is_away(
    begin: Begin, tmp_path: Path
) -> None:
    (tmp_path / "graph").mkdir()
    async with open_served(tmp_path / "graph") as served:
        world = served.fresh().world
        world.settle(member(RANDI, "Randi Ås"))
        world.settle(member(JON, "Jon Eik", is_guest=True))
        world.gather(STAFF, RANDI)
        world.gather(HEADS, STAFF, JON)
        theatre = await begin(by_groups(), graph=Through(served.process))
        await theatre.settle()
        tor, randi, jon = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Jon Eik")
        assert is_known(theatre, randi, Role.PRINCIPAL)
        await served.process.close()
        await next_night(theatre)
        chat = jon.whole_chat
        assert "Meldingen er lagret" in await tor.tells()
        await theatre.settle()

        assert "Noen har meldt fra" in words(randi.last)
        assert jon.whole_chat == chat
        assert theatre.stage.rows("SELECT DISTINCT trouble FROM group_states") == [("away",)]
        (address,) = theatre.stage.rows("SELECT address FROM members WHERE person = ?", RANDI)
        assert address == ("randi@fjellvik.example",)
