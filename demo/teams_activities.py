"""The activities that the local stand-in sends: the fields, ids and shapes of the real ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from demo.teams_chats import CARD, Chat, Person

OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot as its tenant's people meet it."""

    app_id: str
    tenant_id: str
    name: str
    service_url: str

    @property
    def account(self) -> dict[str, str]:
        return {"id": f"28:{self.app_id}", "name": self.name}


@dataclass(frozen=True, slots=True)
class Dialog:
    """An open modal. `submit` is the invoke that its buttons send, from the chat it was opened in."""

    card: dict[str, Any]
    title: str
    height: int | str | None
    width: int | str | None
    submit: str
    source: "Source"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a dialog was opened: the chat, and the card or the message in it."""

    chat: Chat
    activity_id: str | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot's endpoint said. `card` replaced one in the chat; `notice` is a line shown for a moment."""

    status: int
    body: Any
    dialog: Dialog | None = None
    card: dict[str, Any] | None = None
    notice: str | None = None


def frame(bot: Bot, person: Person, chat: Chat, activity_id: str, now: datetime) -> dict[str, Any]:
    """Everything that all activities have in common."""
    return {
        "id": activity_id,
        "timestamp": now.astimezone(ZoneInfo("UTC")).isoformat(timespec="milliseconds"),
        "localTimestamp": now.astimezone(OSLO).isoformat(timespec="milliseconds"),
        "localTimezone": "Europe/Oslo",
        "channelId": "msteams",
        "serviceUrl": bot.service_url,
        "from": {"id": person.mri, "name": person.name, "aadObjectId": person.id},
        "conversation": _conversation(bot, chat),
        "recipient": bot.account,
        "entities": [_client(person)],
        "channelData": {"tenant": {"id": bot.tenant_id}},
        "locale": person.locale,
    }


def _conversation(bot: Bot, chat: Chat) -> dict[str, Any]:
    group = {} if chat.kind == "personal" else {"isGroup": True}
    return {"conversationType": chat.kind, "tenantId": bot.tenant_id, "id": chat.id, **group}


def _client(person: Person) -> dict[str, str]:
    return {
        "locale": person.locale,
        "country": "NO",
        "platform": "Web",
        "timezone": "Europe/Oslo",
        "type": "clientInfo",
    }


def message(text: str, bot: Bot, chat: Chat) -> dict[str, Any]:
    """In a group the bot hears only what mentions it."""
    said = {"type": "message", "textFormat": "plain", "attachments": []}
    if chat.kind == "personal":
        return {**said, "text": text}
    mention = f"<at>{bot.name}</at>"
    entity = {"type": "mention", "mentioned": bot.account, "text": mention}
    return {**said, "text": f"{mention} {text}", "entities": [entity]}


def installation(action: str) -> dict[str, Any]:
    return {"type": "installationUpdate", "action": action}


def welcome(bot: Bot, person: Person) -> dict[str, Any]:
    members = [{"id": bot.account["id"]}, {"id": person.mri, "aadObjectId": person.id}]
    return {"type": "conversationUpdate", "membersAdded": members}


def invoke(name: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "invoke", "name": name, "value": dict(value)}


def message_payload(given: Mapping[str, Any], person: Person, activity_id: str, now: datetime) -> dict[str, Any]:
    """The message somebody points at; `given` may be a whole payload or just {"text": ...}."""
    payload = {
        "id": activity_id,
        "messageType": "message",
        "createdDateTime": now.isoformat(timespec="milliseconds"),
        "from": {"user": {"id": person.id, "displayName": person.name, "userIdentityType": "aadUser"}},
        "body": {"contentType": "text", "content": given.get("text", "")},
        "attachments": [],
    }
    return {**payload, **{key: value for key, value in given.items() if key != "text"}}


def read_answer(status: int, body: Any) -> Answer:
    """Everything but the dialog."""
    if not isinstance(body, dict):
        return Answer(status, body)
    task = body.get("task")
    if isinstance(task, dict) and task.get("type") == "message":
        return Answer(status, body, notice=task.get("value"))
    if body.get("type") == CARD:
        return Answer(status, body, card=body.get("value"))
    shown = body.get("value") if body.get("type") == "application/vnd.microsoft.activity.message" else None
    return Answer(status, body, notice=shown)


def read_dialog(body: Any, submit: str, source: Source) -> Dialog | None:
    """Raises ValueError for a dialog that Teams would not show."""
    task = body.get("task") if isinstance(body, dict) else None
    if not isinstance(task, dict) or task.get("type") != "continue":
        return None
    value = task["value"]
    card = value.get("card") or {}
    if card.get("contentType") != CARD or not isinstance(card.get("content"), dict):
        raise ValueError("a dialog's card must be an attachment with contentType and content")
    return Dialog(card["content"], value.get("title", ""), value.get("height"), value.get("width"), submit, source)
