"""The people of the local stand-in for Teams, their chats, and what has been said in them."""

import asyncio
import itertools
import time
import uuid
import weakref
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

CARD = "application/vnd.microsoft.card.adaptive"
Kind = Literal["personal", "groupChat", "channel"]


@dataclass(frozen=True, slots=True)
class Person:
    """`id` is the Entra object id, `mri` the name that Teams uses for the person towards this bot."""

    id: str
    name: str
    locale: str
    mri: str


@dataclass(frozen=True, slots=True)
class Message:
    """`version` starts at 1 and grows by one with every change."""

    activity_id: str
    sender: Literal["bot", "person"]
    text: str | None
    card: dict[str, Any] | None
    sent_at: datetime
    updated_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """`person_id` is None in a group chat or a channel. `message` is None for what is beside the chat."""

    person_id: str | None
    kind: Literal["added", "updated", "deleted", "beside"]
    message: Message | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message that the bot got through to a chat; `received_at` is `time.perf_counter()`."""

    person_id: str | None
    activity_id: str
    body: dict[str, Any]
    received_at: float


@dataclass(slots=True)
class Chat:
    id: str
    kind: Kind
    person: Person | None = None
    messages: dict[str, Message] = field(default_factory=dict)


class Changes:
    """What happens from now on, in order. Ends when it is closed; forgotten when nobody holds it."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Change | None] = asyncio.Queue()

    def put(self, change: Change) -> None:
        self._queue.put_nowait(change)

    def close(self) -> None:
        self._queue.put_nowait(None)

    def __aiter__(self) -> AsyncIterator[Change]:
        return self

    async def __anext__(self) -> Change:
        change = await self._queue.get()
        if change is None:
            raise StopAsyncIteration
        return change


class Chats:
    """`clock` gives aware datetimes: the demo can move it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.people: dict[str, Person] = {}
        self.installed: set[str] = set()
        self.deliveries: list[Delivery] = []
        self._clock = clock
        self._by_id: dict[str, Chat] = {}
        self._by_owner: dict[str, Chat] = {}
        self._ids = itertools.count(int(time.time() * 1000))
        self._watchers: weakref.WeakSet[Changes] = weakref.WeakSet()

    def add_person(self, person_id: str, name: str, locale: str) -> Person:
        person = Person(person_id, name, locale, f"29:1{uuid.uuid4().hex}")
        self.people[person_id] = person
        self._add(person_id, Chat(f"a:1{uuid.uuid4().hex}", "personal", person))
        return person

    def of(self, person: Person) -> Chat:
        return self._by_owner[person.id]

    def speak(self, person: Person, locale: str) -> None:
        """The person's Teams is set to another language from now on."""
        self.people[person.id] = replace(person, locale=locale)

    def clear(self) -> None:
        """As if nobody had ever been here; those who watch go on watching."""
        for forgotten in (self.people, self.installed, self.deliveries, self._by_id, self._by_owner):
            forgotten.clear()

    def room(self, kind: Kind) -> Chat:
        """The one group chat, or the one channel, of this little school."""
        if kind not in self._by_owner:
            suffix = "thread.tacv2" if kind == "channel" else "thread.v2"
            self._add(kind, Chat(f"19:{uuid.uuid4().hex}@{suffix}", kind))
        return self._by_owner[kind]

    def find(self, chat_id: str) -> Chat | None:
        return self._by_id.get(chat_id)

    def _add(self, owner: str, chat: Chat) -> None:
        self._by_id[chat.id] = self._by_owner[owner] = chat

    def watch(self) -> Changes:
        changes = Changes()
        self._watchers.add(changes)
        return changes

    def new_id(self) -> str:
        return str(next(self._ids))

    def post(
        self, chat: Chat, sender: Literal["bot", "person"], text: str | None, card: dict[str, Any] | None = None
    ) -> Message:
        now = self._clock()
        message = Message(self.new_id(), sender, text, card, now, now)
        chat.messages[message.activity_id] = message
        return self._tell(chat, "added", message)

    def change(self, chat: Chat, activity_id: str, text: str | None, card: dict[str, Any] | None) -> Message:
        old = chat.messages[activity_id]
        new = replace(old, text=text, card=card, updated_at=self._clock(), version=old.version + 1)
        chat.messages[activity_id] = new
        return self._tell(chat, "updated", new)

    def delete(self, chat: Chat, activity_id: str) -> None:
        self._tell(chat, "deleted", chat.messages.pop(activity_id))

    def deliver(self, chat: Chat, body: dict[str, Any]) -> Message:
        message = self.post(chat, "bot", body.get("text"), card_of(body))
        received_at = time.perf_counter()
        person_id = chat.person.id if chat.person else None
        self.deliveries.append(Delivery(person_id, message.activity_id, body, received_at))
        return message

    def stir(self, person_id: str | None) -> None:
        """Something beside the chat is different: somebody's calendar, or, for None, what everybody sees."""
        self._spread(Change(person_id, "beside", None))

    def _tell(self, chat: Chat, kind: Literal["added", "updated", "deleted"], message: Message) -> Message:
        self._spread(Change(chat.person.id if chat.person else None, kind, message))
        return message

    def _spread(self, change: Change) -> None:
        for watcher in self._watchers:
            watcher.put(change)


def card_of(body: dict[str, Any]) -> dict[str, Any] | None:
    """The first adaptive card of a message."""
    attachments = body.get("attachments") or []
    return next((entry.get("content") for entry in attachments if entry.get("contentType") == CARD), None)
