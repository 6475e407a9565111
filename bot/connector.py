"""What goes out to Teams: the Bot Connector's REST interface over one shared session.

Nothing is repeated here, since the connector has no idempotency key: the outbox knows what may be said
twice. The outcome of a send is a value, so that nobody can mistake a failure for a success.
"""

import asyncio
import email.utils
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import aiohttp

from bot.body import write
from bot.credentials import Credentials, TokenError
from bot.gate import Rules

TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=3)
_SHORT_PAUSE = 0.2
_LONGEST_WAIT = 3600.0
_CODE = re.compile(r"[A-Za-z]{1,64}")
_UNTOUCHED = frozenset({401, 412, 429})
"""Answers that promise that nothing was delivered, although another try may do it."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The connector has taken it. Without an `activity_id` it cannot be updated later."""

    activity_id: str | None


@dataclass(frozen=True, slots=True)
class Opened:
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Teams says who is in the conversation: what is sent there arrives."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Final: not delivered, and not worth repeating. `status` None: we refused to send it there.

    `code` is the connector's own word, e.g. MessageWritesBlocked."""

    status: int | None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """Certainly not delivered; may succeed later, not before `after` seconds when that is given."""

    status: int | None
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """May have been delivered although we were told otherwise, or nothing: repeating can show it twice."""

    status: int | None
    after: float | None = None


Outcome = Delivered | Refused | Retry | Unsure
Opening = Opened | Refused | Retry | Unsure
Sounding = Heard | Refused | Retry | Unsure


def open_session() -> aiohttp.ClientSession:
    """The one session of the process: no cookies, no proxies from the environment."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=64, ttl_dns_cache=60),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=TIMEOUT,
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    after: float | None
    body: Mapping[str, Any]

    def word(self, name: str) -> str | None:
        value = self.body.get(name)
        return value if isinstance(value, str) and value else None


class Connector:
    def __init__(
        self,
        session: aiohttp.ClientSession,
        credentials: Credentials,
        rules: Rules,
        timeout: aiohttp.ClientTimeout = TIMEOUT,
    ) -> None:
        self._session, self._credentials, self._rules = session, credentials, rules
        self._timeout = timeout

    async def send_to_conversation(
        self, service_url: str, conversation_id: str, activity: Mapping[str, Any]
    ) -> Outcome:
        return await self._deliver("POST", service_url, _path(conversation_id), activity)

    async def reply_to_activity(
        self, service_url: str, conversation_id: str, activity_id: str, activity: Mapping[str, Any]
    ) -> Outcome:
        return await self._deliver("POST", service_url, _path(conversation_id, activity_id), activity)

    async def update_activity(
        self, service_url: str, conversation_id: str, activity_id: str, activity: Mapping[str, Any]
    ) -> Outcome:
        return await self._deliver("PUT", service_url, _path(conversation_id, activity_id), activity)

    async def delete_activity(self, service_url: str, conversation_id: str, activity_id: str) -> Outcome:
        return await self._deliver("DELETE", service_url, _path(conversation_id, activity_id), None)

    async def create_conversation(self, service_url: str, person_id: str, bot_id: str, tenant_id: str) -> Opening:
        """`person_id` is the Entra id. It goes into `members[0].id`: in `aadObjectId` Teams answers 400."""
        wanted = {
            "isGroup": False,
            "bot": {"id": bot_id},
            "members": [{"id": person_id}],
            "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
        }
        answer = await self._call("POST", service_url, "v3/conversations", wanted)
        if not isinstance(answer, _Answer):
            return answer
        conversation_id = answer.word("id")
        return Opened(conversation_id) if conversation_id else Unsure(answer.status)

    async def sound(self, service_url: str, conversation_id: str) -> Sounding:
        """Asks who is in the conversation: a question that shows nothing to anybody, to see that somebody is there."""
        answer = await self._call(
            "GET", service_url, f"v3/conversations/{quote(conversation_id, safe='')}/members", None
        )
        return Heard() if isinstance(answer, _Answer) else answer

    async def answers(self, service_url: str, conversation_id: str) -> bool:
        """Whether the connector answers at all, be it with a refusal."""
        return isinstance(await self.sound(service_url, conversation_id), Heard | Refused)

    async def _deliver(self, method: str, service_url: str, path: str, activity: Mapping[str, Any] | None) -> Outcome:
        answer = await self._call(method, service_url, path, activity)
        return Delivered(answer.word("id")) if isinstance(answer, _Answer) else answer

    async def _call(
        self, method: str, service_url: str, path: str, body: Mapping[str, Any] | None
    ) -> _Answer | Refused | Retry | Unsure:
        if not self._rules.allows(service_url):
            return Refused(None, "ServiceUrlNotAllowed")
        try:
            token = await self._credentials.token()
        except TokenError:
            return Retry(None)
        answer = await self._try_twice(method, f"{service_url.rstrip('/')}/{path}", token, body)
        if not isinstance(answer, _Answer):
            return answer
        if answer.status == 401:
            self._credentials.forget(token)
        return answer if 200 <= answer.status < 300 else _judge(answer)

    async def _try_twice(
        self, method: str, url: str, token: str, body: Mapping[str, Any] | None
    ) -> _Answer | Retry | Unsure:
        """The second try follows only a connection that never came up: nothing can have been sent."""
        data = None if body is None else write(body)
        for pause in (_SHORT_PAUSE, None):
            try:
                return await self._send(method, url, token, data)
            except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
                if pause is not None:
                    await asyncio.sleep(pause)
            except (aiohttp.ClientError, TimeoutError, OSError):
                return Unsure(None)
        return Retry(None)

    async def _send(self, method: str, url: str, token: str, data: bytes | None) -> _Answer:
        headers = {"Authorization": f"Bearer {token}"}
        if data is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        call = self._session.request(
            method, url, data=data, headers=headers, timeout=self._timeout, allow_redirects=False
        )
        async with call as answer:
            after = read_wait(answer.headers.get("Retry-After"), time.time())
            return _Answer(answer.status, after, _read(await answer.read()))


@lru_cache(maxsize=1024)
def _path(conversation_id: str, activity_id: str | None = None) -> str:
    base = f"v3/conversations/{quote(conversation_id, safe='')}/activities"
    return base if activity_id is None else f"{base}/{quote(activity_id, safe='')}"


def _judge(answer: _Answer) -> Refused | Retry | Unsure:
    if answer.status in _UNTOUCHED:
        return Retry(answer.status, answer.after)
    if answer.status == 408 or answer.status >= 500:
        return Unsure(answer.status, answer.after)
    return Refused(answer.status, _code(answer.body))


def _code(body: Mapping[str, Any]) -> str | None:
    error = body.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else None


def _read(raw: bytes) -> Mapping[str, Any]:
    """What cannot be read counts as an answer without words: the status has said enough."""
    try:
        body = json.loads(raw) if raw else {}
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def read_wait(header: str | None, now: float) -> float | None:
    """Retry-After as seconds or as an HTTP date, an hour at most."""
    if header is None:
        return None
    try:
        wait = float(header) if header.isdigit() else email.utils.parsedate_to_datetime(header).timestamp() - now
    except (ValueError, TypeError):
        return None
    return min(max(wait, 0.0), _LONGEST_WAIT)
