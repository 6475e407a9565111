"""The stand-in for Teams on this process's core, with everybody in it, and the activities they will send."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import aiohttp
from aiohttp import web

from demo import teams_activities as activities
from demo.loopback import serve
from demo.teams import Teams
from demo.teams_chats import Delivery, Person
from tests.bench.installation import APP_ID, PASSWORD, PRINCIPAL, ROLES, TEACHERS, TENANT

REFERENCE = re.compile(r"\b20\d\d-[A-Z0-9]{5}\b")
_PATIENCE = 60.0  # seconds until what was sent must have arrived
_ANSWERS = {
    "student": "Ola Dal 2STA",
    "student_unknown": "false",
    "what": "Sitter alene hver dag, og går omveier for å slippe gangen ved kantina. "
    "To i klassen sier at noen har laget en gruppe der bilder av eleven blir delt. Det har vart i tre uker.",
    "by_staff": "no",
    "danger": "no",
}


@dataclass(frozen=True)
class Stage:
    teams: Teams
    people: dict[str, Person]

    @property
    def teachers(self) -> list[Person]:
        return [self.people[id_] for id_ in TEACHERS]

    async def outbound_token(self) -> str:
        """A token that the connector takes, for the one who gets it in advance."""
        asked = {"client_id": APP_ID, "client_secret": PASSWORD}
        async with aiohttp.ClientSession() as session, session.post(self.teams.token_url, data=asked) as answer:
            token: str = (await answer.json())["access_token"]
            return token

    def inbound_token(self) -> str:
        """The one that Teams shows the bot."""
        return self.teams.signer.usual(self.teams.service_url)

    def messages(self, text: str, count: int) -> list[bytes]:
        """Written by one teacher after the other."""
        parts = {"type": "message", "text": text, "textFormat": "plain", "attachments": []}
        return [_bytes(self.teams.activity(who, parts)) for who in islice(cycle(self.teachers), count)]

    def reports(self, form: Form, count: int) -> list[bytes]:
        """The same words from one teacher after the other, each with a form token of its own."""
        return [_bytes(self._report(form, who)) for who in islice(cycle(self.teachers), count)]

    def _report(self, form: Form, who: Person) -> dict[str, Any]:
        data = {**form.data, **_ANSWERS, "token": uuid.uuid4().hex}
        return self.teams.activity(who, activities.invoke(form.submit, {"data": data, "context": {"theme": "default"}}))

    async def settle_in(self, port: int) -> Form:
        """Everybody installs the app, and one of the teachers opens the form."""
        await self.teams.connect(f"http://127.0.0.1:{port}/api/messages")
        try:
            for person in self.people.values():
                await self.teams.install(person)
            return await self._open_form(self.teachers[0])
        finally:
            await self.teams.close()

    async def _open_form(self, teacher: Person) -> Form:
        await self.teams.say(teacher, "hei")
        card = self.teams.chat(teacher)[-1]
        opens = next(a for a in _actions(card.card) if (a.get("data") or {}).get("verb") == "report.begin")
        dialog = (await self.teams.press(teacher, card.activity_id, opens)).dialog
        if dialog is None:
            raise RuntimeError("the form was not opened")
        return Form(dialog.submit, next(_actions(dialog.card))["data"])

    def watch(self) -> Arrivals:
        return Arrivals(self.teams.chats.deliveries)


@dataclass(frozen=True)
class Form:
    """The first page as the bot drew it: the invoke that sends it, and what its button carries."""

    submit: str
    data: dict[str, Any]


class Arrivals:
    """What the bot gets through to anybody from now on: the principal's cards apart from everything else."""

    def __init__(self, deliveries: list[Delivery]) -> None:
        deliveries.clear()
        self._coming = deliveries
        self._principal: list[Delivery] = []
        self._others: list[Delivery] = []

    async def await_notices(self, count: int) -> float:
        """The moment at which the principal's last of `count` cards was received; TimeoutError after a minute."""
        await self._await(self._principal, count)
        return self._principal[-1].received_at

    async def await_others(self, count: int) -> float:
        """The same for what everybody else gets."""
        await self._await(self._others, count)
        return self._others[-1].received_at

    def notices(self) -> dict[str, float]:
        """When the principal's card about each case was received, by reference."""
        found = ((REFERENCE.search(json.dumps(d.body)), d.received_at) for d in self._principal)
        return {reference[0]: at for reference, at in found if reference}

    async def _await(self, kept: list[Delivery], count: int) -> None:
        async with asyncio.timeout(_PATIENCE):
            while len(kept) < count:
                await asyncio.sleep(0.01)
                self._sort()

    def _sort(self) -> None:
        for delivery in self._coming:
            (self._principal if delivery.person_id == PRINCIPAL else self._others).append(delivery)
        self._coming.clear()


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    teams = Teams(APP_ID, TENANT, password=PASSWORD)
    people = {id_: teams.add_person(id_, f"Person {id_[-3:]}") for id_ in ROLES}
    teams.chats.installed.update(people)
    app = web.Application()
    app.add_routes(teams.routes())
    async with serve(app) as origin:
        teams.settle(origin)
        yield Stage(teams, people)


def _bytes(activity: dict[str, Any]) -> bytes:
    return json.dumps(activity).encode()


def _actions(part: Any) -> Iterator[dict[str, Any]]:
    """Every button of a card, wherever it stands."""
    if isinstance(part, list):
        for entry in part:
            yield from _actions(entry)
    elif isinstance(part, dict):
        if str(part.get("type", "")).startswith("Action."):
            yield part
        for entry in part.values():
            yield from _actions(entry)
