"""A simulated Graph joined with the stand-in for Teams: what is installed by the one is there in the other."""

from __future__ import annotations

import asyncio
import re
from typing import Any, TypeVar

from bot.graph.port import Graph
from demo.graph_port import SimulatedGraph
from demo.graph_world import World
from demo.teams import Teams
from domain.calendars import Member
from domain.people import Person, PersonId, Register
from services.jobs import Done, Install, IsInstalled, Job, Outcome

T = TypeVar("T")


SERVICE_MAILBOX = Member("7d3e1a50-0000-4000-8000-0000000000f0", "Varsle", "varsle@fylket.example")


def inhabit(world: World, register: Register) -> World:
    """Everybody of the register with a mailbox, and the one that the bot writes from."""
    for person in register.people.values():
        world.settle(Member(person.id, person.name, address(person), is_guest=person.guest))
    world.settle(SERVICE_MAILBOX)
    return world


def address(person: Person) -> str:
    """`randi.lie@fjellvik.example`: as counties make them."""
    where = min((post.school for post in person.posts), default="fylket")
    plain = person.name.lower().translate(_PLAIN)
    return f"{'.'.join(re.findall('[a-z]+', plain))}@{where}.example"


_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e"})


class TenantGraph:
    """Teams tells the bot of an app that is new to somebody, as it does whoever installs it.

    `way` is how the world is asked: in process unless another one is given. Nobody is answered before the bot can be
    reached (`is_open`): Teams would send its events again, the stand-in does not. `asked` holds every job, in order.
    """

    def __init__(self, world: World, teams: Teams, way: Graph | None = None) -> None:
        self.world = world
        self.simulated = SimulatedGraph(world)
        self.faults = self.simulated.faults
        self.asked: list[Job[Any]] = []
        self.is_open = asyncio.Event()
        self._way, self._teams = way or self.simulated, teams

    async def ask(self, job: Job[T]) -> Outcome[T]:
        await self.is_open.wait()
        self.asked.append(job)
        if isinstance(job, IsInstalled | Install):
            self._see(job.person, job.app)
        outcome = await self._way.ask(job)
        if isinstance(job, Install) and isinstance(outcome, Done):
            await self._put(job.person)
        return outcome

    def _see(self, who: PersonId, app: str) -> None:
        """What people have done in Teams themselves."""
        known = {p.member.id: p.apps for p in self.world.people()}
        if who in known:
            here = who in self._teams.chats.installed
            self.world.change(who, apps=known[who] | {app} if here else known[who] - {app})

    async def _put(self, who: PersonId) -> None:
        person = self._teams.chats.people.get(who)
        if person and who not in self._teams.chats.installed:
            await self._teams.install(person)
