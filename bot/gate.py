"""What may come in from Teams, judged before any code of ours sees it.

botbuilder 4.17.1 lets foreign tenants, missing service URLs and unknown channels through, and answers
broken bodies with 500. Everything here is pure: no clock, no network, no state.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlsplit

BODY_LIMIT = 256 * 1024
"""Bytes. Card inputs carry `maxLength`, so nobody meets this limit by writing."""

HANDLED = frozenset({"message", "invoke", "conversationUpdate", "installationUpdate"})
IGNORED = frozenset(
    {
        "command",
        "commandResult",
        "contactRelationUpdate",
        "deleteUserData",
        "endOfConversation",
        "event",
        "handoff",
        "messageDelete",
        "messageReaction",
        "messageUpdate",
        "suggestion",
        "trace",
        "typing",
    }
)
"""Types that Teams may send although nothing here answers them: they get 200 and go no further."""

DIALOG_FROM_ANYWHERE = frozenset({"composeExtension/fetchTask", "composeExtension/submitAction"})
"""Invokes that may start in any chat, because their answer is seen only by the person who asked."""

_CONTENT_TYPE = re.compile(r'application/json(?:\s*;\s*charset="?utf-8"?)?\s*', re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:[0-9]{1,5}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_MAX_ID = 1024

STATUS: Mapping[str, int] = MappingProxyType(
    {
        "method": 405,
        "content-type": 415,
        "content-encoding": 415,
        "too-large": 413,
        "slow": 408,
        "unreadable": 400,
        "no-keys": 503,
        "no-token": 401,
        "bad-token": 401,
        "algorithm": 401,
        "unknown-key": 401,
        "not-endorsed": 401,
        "issuer": 401,
        "audience": 401,
        "times": 401,
        "service-url-claim": 401,
        "encoding": 400,
        "json": 400,
        "number": 400,
        "duplicate-key": 400,
        "nesting": 400,
        "not-an-object": 400,
        "type": 400,
        "shape": 400,
        "conversation": 400,
        "invoke": 400,
        "channel": 403,
        "service-url": 403,
        "tenant": 403,
        "person": 403,
    }
)
"""Every word a refusal can carry, with its HTTP status: the closed vocabulary of the log."""


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    reason: str


def refuse(reason: str) -> Refusal:
    return Refusal(STATUS[reason], reason)


@lru_cache(maxsize=64)
def origin(url: str) -> str | None:
    """Scheme, host and port in lower case; None unless the URL is plain http(s) without user-info."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    clean = not (set(url) & set("@\\ \t\r\n#?")) and url.isascii() and url.isprintable()
    if not clean or parts.scheme not in ("https", "http") or not _HOST.fullmatch(parts.hostname or ""):
        return None
    default = port is None or (parts.scheme, port) == ("https", 443)
    return f"{parts.scheme}://{parts.hostname}" + ("" if default else f":{port}")


@dataclass(frozen=True, slots=True)
class Rules:
    """Whom we answer. `service_origins` holds origins such as `https://smba.trafficmanager.net`; plain http
    only as `http://127.0.0.1:port`. Raises ValueError when anything would leave the door open."""

    app_id: str
    tenants: frozenset[str]
    service_origins: frozenset[str]

    def __post_init__(self) -> None:
        if not (self.app_id and self.tenants and self.service_origins):
            raise ValueError("rules need an app id, a tenant and a service origin")
        object.__setattr__(self, "tenants", frozenset(tenant.lower() for tenant in self.tenants))
        for allowed in self.service_origins:
            secure = allowed.startswith("https://") or _LOOPBACK.fullmatch(allowed)
            if not secure or origin(allowed) != allowed:
                raise ValueError(f"not a service origin: {allowed}")

    def allows(self, service_url: str) -> bool:
        return origin(service_url) in self.service_origins


def judge_head(
    method: str, content_type: str | None, content_encoding: str | None, length: int | None
) -> Refusal | None:
    """Everything that can be refused before a byte of the body is read."""
    if method != "POST":
        return refuse("method")
    if not _CONTENT_TYPE.fullmatch(content_type or ""):
        return refuse("content-type")
    if content_encoding not in (None, "", "identity"):
        return refuse("content-encoding")
    return refuse("too-large") if (length or 0) > BODY_LIMIT else None


def _has_id(party: object) -> bool:
    return isinstance(party, dict) and isinstance(party.get("id"), str) and 0 < len(party["id"]) <= _MAX_ID


def _check_kind(body: dict[str, Any], _rules: Rules) -> str | None:
    kind = body.get("type")
    if not isinstance(kind, str) or kind not in HANDLED | IGNORED:
        return "type"
    return None if body.get("channelId") == "msteams" else "channel"


def _check_service(body: dict[str, Any], rules: Rules) -> str | None:
    url = body.get("serviceUrl")
    return None if isinstance(url, str) and rules.allows(url) else "service-url"


def _check_tenant(body: dict[str, Any], rules: Rules) -> str | None:
    data = body.get("channelData")
    holders = [(body.get(part), "tenantId") for part in ("conversation", "from", "recipient")]
    holders.append((data.get("tenant") if isinstance(data, dict) else None, "id"))
    named = [holder[key] for holder, key in holders if isinstance(holder, dict) and holder.get(key) is not None]
    ours = all(isinstance(tenant, str) and tenant.lower() in rules.tenants for tenant in named)
    return None if named and ours and len({tenant.lower() for tenant in named}) == 1 else "tenant"


_TEXTS = (
    "id",
    "text",
    "textFormat",
    "locale",
    "name",
    "action",
    "replyToId",
    "timestamp",
    "localTimestamp",
    "localTimezone",
)
_LISTS = ("entities", "attachments", "membersAdded", "membersRemoved")
_OBJECTS = ("from", "recipient", "channelData")


def _check_shape(body: dict[str, Any], _rules: Rules) -> str | None:
    texts = all(body.get(key) is None or isinstance(body[key], str) for key in _TEXTS)
    objects = all(body.get(key) is None or isinstance(body[key], dict) for key in _OBJECTS)
    lists = all(
        body.get(key) is None or (isinstance(body[key], list) and all(isinstance(entry, dict) for entry in body[key]))
        for key in _LISTS
    )
    return None if texts and objects and lists else "shape"


def _check_conversation(body: dict[str, Any], _rules: Rules) -> str | None:
    return None if _has_id(body.get("conversation")) else "conversation"


def _check_person(body: dict[str, Any], _rules: Rules) -> str | None:
    """Install events are about somebody, not from somebody: they may lack the Entra id."""
    if body["type"] not in ("message", "invoke"):
        return None
    if not _has_id(body.get("from")):
        return "shape"
    return None if _UUID.fullmatch(str(body["from"].get("aadObjectId"))) else "person"


def _check_invoke(body: dict[str, Any], _rules: Rules) -> str | None:
    if body["type"] != "invoke":
        return None
    return None if body.get("name") and isinstance(body.get("value"), dict) else "invoke"


_CHECKS: tuple[Callable[[dict[str, Any], Rules], str | None], ...] = (
    _check_kind,
    _check_service,
    _check_tenant,
    _check_shape,
    _check_conversation,
    _check_person,
    _check_invoke,
)


def judge(body: dict[str, Any], claimed_service_url: str, rules: Rules) -> Refusal | None:
    """`claimed_service_url` is the verified token's; the body must name the same, letter for letter."""
    for check in _CHECKS:
        reason = check(body, rules)
        if reason:
            return refuse(reason)
    return None if body["serviceUrl"] == claimed_service_url else refuse("service-url-claim")


def ignores(body: Mapping[str, Any]) -> bool:
    return body["type"] in IGNORED


def place(body: Mapping[str, Any]) -> Literal["personal", "elsewhere"]:
    """Who would see an answer: "personal" when only the person does, "elsewhere" in groups and channels.

    A message extension's dialog counts as personal wherever it was opened.
    """
    if body["type"] == "invoke" and body.get("name") in DIALOG_FROM_ANYWHERE:
        return "personal"
    return "personal" if body["conversation"].get("conversationType") == "personal" else "elsewhere"
