"""The server side of the local stand-in for Teams: signing keys, tokens, and the Bot Connector's REST API."""

import asyncio
import json
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from demo.teams_chats import Chat, Chats, card_of
from demo.teams_faults import Faults, Part
from demo.teams_signing import ISSUER, Signer

_LARGEST = 100 * 1024
"""Bytes of UTF-16, which is how Teams counts a message."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _ApiError(Exception):
    def __init__(self, status: int, code: str, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.retry_after = status, code, retry_after

    def response(self) -> web.Response:
        headers = {} if self.retry_after is None else {"Retry-After": f"{self.retry_after:g}"}
        error = {"error": {"code": self.code, "message": self.code}}
        return web.json_response(error, status=self.status, headers=headers)


class ConnectorApi:
    """`counts` says how often each part was asked; `token_life` is in seconds."""

    def __init__(self, app_id: str, password: str | None, chats: Chats, faults: Faults, signer: Signer) -> None:
        self.counts: Counter[str] = Counter()
        self.token_life = 3600
        self.prefix = ""
        self.origin = ""
        self._app_id, self.password = app_id, password
        self._chats, self._faults, self._signer = chats, faults, signer
        self._tokens: set[str] = set()

    def routes(self, prefix: str) -> list[web.RouteDef]:
        self.prefix = prefix
        conversations = f"{prefix}/nordic/v3/conversations"
        activity = f"{conversations}/{{chat}}/activities/{{activity}}"
        return [
            web.get(f"{prefix}/openid", self._slowly("openid", self._show_metadata)),
            web.get(f"{prefix}/keys", self._slowly("openid", self._show_keys)),
            web.get(f"{prefix}/token", self._slowly("token", self._give_token)),
            web.post(f"{prefix}/token", self._slowly("token", self._give_token)),
            web.post(conversations, self._guarded(self._open)),
            web.post(f"{conversations}/{{chat}}/activities", self._guarded(self._send)),
            web.get(f"{conversations}/{{chat}}/members", self._guarded(self._show_members)),
            web.post(activity, self._guarded(self._send)),
            web.put(activity, self._guarded(self._update)),
            web.delete(activity, self._guarded(self._delete)),
        ]

    def revoke_tokens(self) -> None:
        self._tokens.clear()

    def _slowly(self, part: Part, handler: Handler) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            self.counts[part] += 1
            await asyncio.sleep(self._faults.pause(part))
            return await handler(request)

        return handle

    def _guarded(self, handler: Handler) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                self._check_token(request)
                response = await handler(request)
            except _ApiError as problem:
                return problem.response()
            lost = self._faults.take_lost_answer()
            return web.Response(status=lost) if lost else response

        return self._slowly("connector", handle)

    async def _show_metadata(self, _request: web.Request) -> web.Response:
        document = {
            "issuer": ISSUER,
            "jwks_uri": f"{self.origin}{self.prefix}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return web.json_response(document)

    async def _show_keys(self, _request: web.Request) -> web.Response:
        return web.json_response(self._signer.jwks())

    async def _give_token(self, request: web.Request) -> web.Response:
        asked = await request.post() if request.method == "POST" else request.query
        right_secret = self.password is None or asked.get("client_secret") == self.password
        if asked.get("client_id") != self._app_id or not right_secret:
            return web.json_response({"error": "invalid_client"}, status=401)
        token = secrets.token_urlsafe(24)
        self._tokens.add(token)
        ends = {"expires_in": self.token_life, "expires_on": str(int(time.time()) + self.token_life)}
        return web.json_response({"token_type": "Bearer", "access_token": token, **ends})

    def _check_token(self, request: web.Request) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or token not in self._tokens:
            raise _ApiError(401, "Unauthorized")
        if request.transport is None or request.transport.is_closing():
            raise _ApiError(400, "ClientGone")

    def _fail_on_demand(self, request: web.Request, person_id: str | None) -> None:
        failure = self._faults.take_failure(person_id)
        if failure and failure.status is None and request.transport:
            request.transport.abort()
        if failure:
            raise _ApiError(failure.status or 400, "OnDemand", failure.retry_after)

    def _check_reachable(self, person_id: str) -> None:
        if person_id in self._faults.blocked:
            raise _ApiError(403, "MessageWritesBlocked")
        if person_id not in self._chats.installed:
            raise _ApiError(403, "BotNotInConversationRoster")

    def _find_chat(self, request: web.Request) -> Chat:
        chat = self._chats.find(request.match_info["chat"])
        self._fail_on_demand(request, chat.person.id if chat and chat.person else None)
        if chat is None:
            raise _ApiError(404, "ConversationNotFound")
        if chat.person:
            self._check_reachable(chat.person.id)
        return chat

    async def _open(self, request: web.Request) -> web.Response:
        members = (await request.json()).get("members") or [{}]
        person_id = members[0].get("id")
        self._fail_on_demand(request, person_id)
        if not person_id:
            raise _ApiError(400, "BadSyntax")
        person = self._chats.people.get(person_id)
        if person is None:
            raise _ApiError(404, "UserNotFound")
        self._check_reachable(person_id)
        return web.json_response({"id": self._chats.of(person).id}, status=201)

    async def _show_members(self, request: web.Request) -> web.Response:
        person = self._find_chat(request).person
        return web.json_response([{"id": person.mri, "aadObjectId": person.id, "name": person.name}] if person else [])

    async def _send(self, request: web.Request) -> web.Response:
        chat = self._find_chat(request)
        message = self._chats.deliver(chat, await _read(request))
        return web.json_response({"id": message.activity_id}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        chat = self._find_chat(request)
        body = await _read(request)
        activity_id = self._find_activity(chat, request)
        self._chats.change(chat, activity_id, body.get("text"), card_of(body))
        return web.json_response({"id": activity_id})

    async def _delete(self, request: web.Request) -> web.Response:
        chat = self._find_chat(request)
        self._chats.delete(chat, self._find_activity(chat, request))
        return web.json_response({})

    def _find_activity(self, chat: Chat, request: web.Request) -> str:
        message = chat.messages.get(request.match_info["activity"])
        if message is None or message.sender != "bot":
            raise _ApiError(404, "ActivityNotFoundInConversation")
        return message.activity_id


async def _read(request: web.Request) -> dict[str, Any]:
    text = await request.text()
    body: dict[str, Any] = json.loads(text)
    # Bytes on the wire cannot be more than six for a UTF-16 unit, so small ones need no second look.
    if len(text) > _LARGEST / 6 and len(json.dumps(body, ensure_ascii=False).encode("utf-16-le")) > _LARGEST:
        raise _ApiError(413, "MessageSizeTooBig")
    return body
