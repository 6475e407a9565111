"""A local stand-in for Teams: people who write and press buttons, and the connector that the bot answers to.

It speaks to the bot's real endpoint over real HTTP with real signed tokens, so that the demo page and the
tests run the same code as Teams does. It knows nothing of Varsle; see `Teams` for how it is set up.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from demo import teams_activities as activities
from demo.teams_activities import Answer, Bot, Dialog, Source
from demo.teams_chats import Changes, Chat, Chats, Delivery, Kind, Message, Person
from demo.teams_connector import ConnectorApi
from demo.teams_faults import Faults, Part
from demo.teams_signing import Signer

_PATIENCE = aiohttp.ClientTimeout(total=15)
"""Seconds that Teams waits for an answer before it gives up."""


def _now() -> datetime:
    return datetime.now(UTC)


class Teams:
    """Set up in four steps: put `routes(prefix)` into an aiohttp application, serve that, `settle` on the
    origin it is served from, and `connect` to the address of the bot. `close` when done.

    `clock` (aware datetimes) stamps what is said and may be moved; `token_clock` (seconds since 1970) must
    agree with the one that the bot checks tokens by."""

    def __init__(
        self,
        app_id: str,
        tenant_id: str,
        *,
        password: str | None = None,
        bot_name: str = "Varsle",
        key: RSAPrivateKey | None = None,
        clock: Callable[[], datetime] = _now,
        token_clock: Callable[[], float] = time.time,
    ) -> None:
        self.signer = Signer(app_id, key, token_clock)
        self.faults = Faults()
        self.chats = Chats(clock)
        self.connector = ConnectorApi(app_id, password, self.chats, self.faults, self.signer)
        self._bot = Bot(app_id, tenant_id, bot_name, "")
        self._bot_url = ""
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._last: dict[str, Any] | None = None

    # -- setting up

    def routes(self, prefix: str = "") -> list[web.RouteDef]:
        return self.connector.routes(prefix)

    def settle(self, origin: str) -> None:
        """`origin` such as http://127.0.0.1:4000, where the routes are served. The addresses below need it."""
        self.connector.origin = origin
        self._bot = replace(self._bot, service_url=self.service_url)

    async def connect(self, bot_url: str) -> None:
        self._bot_url = bot_url
        self._session = aiohttp.ClientSession(timeout=_PATIENCE)

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    @property
    def origin(self) -> str:
        return self.connector.origin

    @property
    def service_url(self) -> str:
        return f"{self._base}/nordic/"

    @property
    def metadata_url(self) -> str:
        return f"{self._base}/openid"

    @property
    def token_url(self) -> str:
        return f"{self._base}/token"

    @property
    def _base(self) -> str:
        return f"{self.connector.origin}{self.connector.prefix}"

    # -- people and what they do

    def add_person(self, person_id: str, name: str, locale: str = "nb-NO") -> Person:
        return self.chats.add_person(person_id, name, locale)

    async def install(self, person: Person) -> Answer:
        """Returns the answer to the later of the two events that Teams sends."""
        self.chats.installed.add(person.id)
        await self._act(person, activities.installation("add"))
        return await self._act(person, activities.welcome(self._bot, person))

    async def uninstall(self, person: Person) -> Answer:
        self.chats.installed.discard(person.id)
        return await self._act(person, activities.installation("remove"))

    async def say(self, person: Person, text: str, where: Kind = "personal") -> Answer:
        """Writing to the bot installs it, as it does in Teams."""
        chat = self._chat(person, where)
        if where == "personal" and person.id not in self.chats.installed:
            await self.install(person)
        said = self.chats.post(chat, "person", text)
        return await self._act(person, activities.message(text, self._bot, chat), chat, said.activity_id)

    async def press(
        self,
        person: Person,
        activity_id: str | None,
        action: Mapping[str, Any],
        inputs: Mapping[str, Any] | None = None,
        *,
        dialog: Dialog | None = None,
        trigger: str = "manual",
    ) -> Answer:
        """What a client does with a button: of a card in the chat (`activity_id`), or of the open `dialog`."""
        data = {**(action.get("data") or {}), **(inputs or {})}
        if dialog is not None:
            return await self._submit_dialog(person, dialog, action, data)
        if activity_id not in self.chats.of(person).messages:
            raise ValueError("no such card in this chat")
        if action["type"] == "Action.Execute":
            return await self._execute(person, activity_id, action, data, trigger)
        return await self._submit(person, activity_id, data)

    async def message_action(
        self, person: Person, command_id: str, message: Mapping[str, Any], where: Kind = "channel"
    ) -> Answer:
        """Opens the dialog of a message extension for a message; {"text": ...} is enough of a message."""
        payload = activities.message_payload(message, person, self.chats.new_id(), self._clock())
        origin = {"commandId": command_id, "commandContext": "message", "messagePayload": payload}
        source = Source(self._chat(person, where), None, origin)
        return await self._invoke(person, "composeExtension/fetchTask", source, {}, "composeExtension/submitAction")

    async def redeliver(self) -> Answer:
        """The last activity once more, word for word: Teams does that when an answer was late."""
        if self._last is None:
            raise ValueError("nothing was sent yet")
        return await self.post(self._last)

    # -- what is to be seen

    def chat(self, person: Person) -> tuple[Message, ...]:
        return tuple(self.chats.of(person).messages.values())

    def room(self, kind: Kind) -> tuple[Message, ...]:
        return tuple(self.chats.room(kind).messages.values())

    def changes(self) -> Changes:
        """From this call on, also before the first iteration."""
        return self.chats.watch()

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        return tuple(self.chats.deliveries)

    # -- what goes wrong

    def fail_next(
        self,
        person: Person | None,
        status: int | None,
        times: int = 1,
        retry_after: float | None = None,
    ) -> None:
        """For everybody when `person` is None; `status` None cuts the connection."""
        self.faults.fail_next(person.id if person else None, status, times, retry_after)

    def block(self, person: Person) -> None:
        self.faults.blocked.add(person.id)

    def unblock(self, person: Person) -> None:
        self.faults.blocked.discard(person.id)

    def silent(self, seconds: float, part: Part = "connector") -> None:
        """Every call to that part waits so long before it is looked at; 0 ends it."""
        self.faults.silence(part, seconds)

    def lose_answers(self, times: int = 1) -> None:
        """Delivers, and says 502 all the same."""
        self.faults.answers_to_lose = times

    def rotate_key(self) -> None:
        self.signer.rotate()

    def sign(
        self,
        claims: Mapping[str, Any] | None = None,
        *,
        key: Any = None,
        algorithm: str = "RS256",
        headers: Mapping[str, Any] | None = None,
    ) -> str:
        """A token for the bot, good unless changed; None takes a claim or header out."""
        return self.signer.sign(self.service_url, claims, key=key, algorithm=algorithm, headers=headers)

    # -- on the wire

    def activity(self, person: Person, parts: Mapping[str, Any], where: Kind = "personal") -> dict[str, Any]:
        """A whole activity around `parts`, for those who want to send it themselves."""
        return self._wrap(person, parts, self._chat(person, where), None)

    async def post(self, activity: Mapping[str, Any]) -> Answer:
        if self._session is None:
            raise ValueError("settle() and connect() first")
        self._last = dict(activity)
        headers = {"Authorization": f"Bearer {self.signer.usual(self.service_url)}"}
        async with self._session.post(self._bot_url, json=activity, headers=headers) as response:
            is_json = response.content_type == "application/json"
            return Answer(response.status, await response.json() if is_json else None)

    def _chat(self, person: Person, where: Kind) -> Chat:
        return self.chats.of(person) if where == "personal" else self.chats.room(where)

    def _wrap(self, person: Person, parts: Mapping[str, Any], chat: Chat, activity_id: str | None) -> dict[str, Any]:
        number = activity_id or self.chats.new_id()
        return {**activities.frame(self._bot, person, chat, number, self._clock()), **parts}

    async def _act(
        self,
        person: Person,
        parts: Mapping[str, Any],
        chat: Chat | None = None,
        activity_id: str | None = None,
    ) -> Answer:
        return await self.post(self._wrap(person, parts, chat or self.chats.of(person), activity_id))

    async def _invoke(self, person: Person, name: str, source: Source, value: Mapping[str, Any], submit: str) -> Answer:
        """`submit` is the invoke that a dialog in the answer will send."""
        whole = {**value, "context": {"theme": "default"}, **source.origin}
        parts = activities.invoke(name, whole)
        if source.activity_id:
            parts["replyToId"] = source.activity_id
        reply = await self._act(person, parts, source.chat)
        answer = activities.read_answer(reply.status, reply.body)
        return replace(answer, dialog=activities.read_dialog(reply.body, submit, source))

    async def _submit_dialog(
        self, person: Person, dialog: Dialog, action: Mapping[str, Any], data: Mapping[str, Any]
    ) -> Answer:
        if action["type"] != "Action.Submit":
            raise ValueError("dialogs only know Action.Submit")
        return await self._invoke(person, dialog.submit, dialog.source, {"data": dict(data)}, dialog.submit)

    async def _submit(self, person: Person, activity_id: str, data: dict[str, Any]) -> Answer:
        special = data.get("msteams") or {}
        if special.get("type") == "task/fetch":
            source = Source(self.chats.of(person), activity_id)
            return await self._invoke(person, "task/fetch", source, {"data": data}, "task/submit")
        if special.get("type") == "imBack":
            return await self.say(person, special["value"])
        value = {key: entry for key, entry in data.items() if key != "msteams"}
        return await self._act(person, {"type": "message", "value": value, "replyToId": activity_id})

    async def _execute(
        self,
        person: Person,
        activity_id: str,
        action: Mapping[str, Any],
        data: Mapping[str, Any],
        trigger: str,
    ) -> Answer:
        pressed = {"type": "Action.Execute", "verb": action.get("verb"), "data": dict(data)}
        parts = activities.invoke("adaptiveCard/action", {"action": pressed, "trigger": trigger})
        reply = await self._act(person, {**parts, "replyToId": activity_id})
        answer = activities.read_answer(reply.status, reply.body)
        if answer.card is not None:
            chat = self.chats.of(person)
            self.chats.change(chat, activity_id, chat.messages[activity_id].text, answer.card)
        return answer
