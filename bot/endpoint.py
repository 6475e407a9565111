"""POST /api/messages: every request is refused with a word, ignored, or given to the turn.

The answer to a turn is always 200. A 500 would make Teams deliver the same activity again.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot import body as bodies
from bot import gate
from bot.adapter import Adapter, Turn, name_failure
from bot.gate import Refusal, Rules, refuse
from bot.keys import Keys
from bot.tokens import Claims, bearer, verify

_READ_TIMEOUT = 10.0
_JSON = {"Content-Type": "application/json; charset=utf-8"}

log = logging.getLogger(__name__)


class Endpoint:
    """`handle` is an aiohttp handler for all methods; `clock` gives seconds since 1970."""

    def __init__(
        self,
        adapter: Adapter,
        keys: Keys,
        rules: Rules,
        turn: Turn,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._adapter, self._keys, self._rules, self._turn = adapter, keys, rules, turn
        self._clock = clock

    async def handle(self, request: web.Request) -> web.Response:
        try:
            admitted = await self._admit(request)
        except Exception as error:  # a fault of ours in front of the turn must not become a 500
            log.error("request not judged: %s", name_failure(error))
            admitted = refuse("unreadable")
        if isinstance(admitted, Refusal):
            return _refuse(admitted)
        claims, body = admitted
        if gate.ignores(body):
            return web.Response()
        return await self._run(claims, body)

    async def _admit(self, request: web.Request) -> tuple[Claims, dict[str, Any]] | Refusal:
        head = request.headers
        refusal = gate.judge_head(
            request.method, head.get("Content-Type"), head.get("Content-Encoding"), request.content_length
        )
        if refusal:
            return refusal
        raw = await _read(request)
        if isinstance(raw, Refusal):
            return raw
        claims = await self._verify(bearer(head.get("Authorization")))
        if isinstance(claims, Refusal):
            return claims
        body = bodies.parse(raw)
        if isinstance(body, Refusal):
            return body
        return gate.judge(body, claims.service_url, self._rules) or (claims, body)

    async def _verify(self, token: str | None) -> Claims | Refusal:
        """An unknown key is looked up once, so that nobody is refused because Microsoft rotated its keys."""
        if token is None:
            return refuse("no-token")
        claims = verify(token, self._keys, self._rules, self._clock())
        if isinstance(claims, Refusal) and claims.reason in ("unknown-key", "no-keys"):
            await self._keys.refetch()
            claims = verify(token, self._keys, self._rules, self._clock())
        return claims

    async def _run(self, claims: Claims, body: dict[str, Any]) -> web.Response:
        try:
            answer = await self._adapter.process(claims, body, self._turn)
            raw = None if answer is None else bodies.write(answer)
        except Exception as error:
            log.error("turn not finished: %s", name_failure(error))
            raw = b"{}" if body["type"] == "invoke" else None
        return web.Response() if raw is None else _as_json(raw)


async def _read(request: web.Request) -> bytes | Refusal:
    """Stops at the first chunk beyond the limit, whatever length was declared."""
    if request.content.is_eof():  # all of it came with the head, as nearly always
        whole = request.content.read_nowait()
        return whole if len(whole) <= gate.BODY_LIMIT else refuse("too-large")
    raw = bytearray()
    try:
        async with asyncio.timeout(_READ_TIMEOUT):
            async for chunk in request.content.iter_any():
                raw += chunk
                if len(raw) > gate.BODY_LIMIT:
                    return refuse("too-large")
    except TimeoutError:
        return refuse("slow")
    return bytes(raw)


def _as_json(raw: bytes, status: int = 200) -> web.Response:
    return web.Response(body=raw, status=status, headers=_JSON)


def _refuse(refusal: Refusal) -> web.Response:
    log.warning("refused: %d %s", refusal.status, refusal.reason)
    response = _as_json(bodies.write({"error": refusal.reason}), refusal.status)
    if refusal.status == 405:
        response.headers["Allow"] = "POST"
    return response
