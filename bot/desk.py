"""What every verb has at hand: the record, the house, the clock, and how cards are drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from bot.ask import Ask, Page, Speaker, Via
from bot.graph.port import Graph, NoGraph
from cards.look import Look, Surface
from cards.plain import message
from domain.people import Post, Register
from domain.profile import School
from domain.text import Text
from services import directory, mailboxes, posts
from services.directory import Stated
from services.ports import House, Work
from storage.store import Store

T = TypeVar("T")


class Clock(Protocol):
    def now(self) -> datetime:
        """The instant, in UTC."""
        ...


@dataclass
class Desk:
    store: Store
    house: House
    clock: Clock
    surface: Surface
    public_url: str = ""  # where a browser reaches us, without the last slash; "" when it cannot
    graph: Graph = field(default_factory=NoGraph)
    written: Register = field(init=False)  # as the files say it; the house knows more
    stated: Stated | None = None  # with what the directory has said; None before it was first read
    is_stale: bool = True  # the house or the clock has not yet taken in something that the record or the files say

    def __post_init__(self) -> None:
        self.written = self.house.register

    async def renew(self) -> None:
        """The house from now on: what files and directory say, with what the record knows and who seems to be away now.

        A unit keeps the house it began with.
        """
        written, now, before = self.written, self.now(), self.stated.register if self.stated else None

        def unit(work: Work) -> tuple[Stated, Register]:
            stated = directory.stated(work, written, before)
            return stated, mailboxes.known(work, posts.known(work, stated.register), now)

        self.stated, register = await self.read(unit)
        self.house = replace(self.house, register=register)

    async def save(self, unit: Callable[[Work], T], patience: float = 0) -> T:
        """One transaction; returns after it is durable. Raises StoreUnavailable when nothing was saved.

        Nobody waits for what has `patience` (seconds): it may share the commit of what somebody does wait for.
        """
        return await _told(partial(self.store.run_into, patience=patience), unit)

    async def read(self, unit: Callable[[Any], T]) -> T:
        """Sees what was committed when it began; writes nothing."""
        return await _told(self.store.read_into, unit)

    def now(self) -> datetime:
        return self.clock.now()

    def look(self, ask: Ask) -> Look:
        """A dialog goes on as a dialog, whichever surface is set: buttons of the other kind do not work in it."""
        return Look(ask.speaker.language, Surface.DIALOG if ask.via is Via.DIALOG else self.surface)

    def says(self, ask: Ask, title: Text, body: Text) -> Page:
        """A page with a sentence of our own under its title."""
        look = self.look(ask)
        return Page(look.w(title), message(look, title, body))

    def known_posts(self, who: Speaker) -> frozenset[Post]:
        """The posts the register gives; nobody gets one by saying so."""
        person = self.house.register.person(who.id)
        return person.posts if person else frozenset()

    async def belongings(self, who: Speaker) -> frozenset[Post]:
        """Where somebody belongs for the purpose of telling: the register's word, else their own."""
        known = self.known_posts(who)
        if known:
            return known
        said = await self.read(lambda work: directory.belonging(work, who.id))
        return frozenset({said}) if said else frozenset()

    def school(self, held: frozenset[Post]) -> School | None:
        """The first of their schools that is served."""
        served = (self.house.register.schools.get(p.school) for p in sorted(held, key=lambda p: p.school))
        return next((s for s in served if s), None)

    def only_school(self, held: frozenset[Post]) -> School | None:
        """Theirs, when they have one: nobody is shown one school's emergency number for another."""
        return self.school(held) if len({p.school for p in held}) == 1 else None


async def _told(hand_over: Callable[..., None], unit: Callable[[Any], T]) -> T:
    loop = asyncio.get_running_loop()
    promise: asyncio.Future[T] = loop.create_future()
    hand_over(promise, loop.call_soon_threadsafe, unit)
    return await promise
