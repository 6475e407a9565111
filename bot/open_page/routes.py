"""The school's open page, `/meld/<school>`: nobody is asked who they are, nothing is kept of where they come from."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from aiohttp import web

from bot.adapter import name_failure
from bot.desk import Desk
from bot.open_page import following, telling, words
from bot.open_page.lanes import Crowded, Lanes, sender
from bot.open_page.style import HEADERS
from bot.open_page.telling import Answer
from bot.open_page.visit import PATH, Visit, refused
from cards.look import Look
from domain.text import LANGUAGES, Language

AT_FIRST = 64 * 1024  # bytes read of a request that waits for its turn
LONGEST = 2 * 1024 * 1024  # more than anybody writes; a form far too long comes back with everything in it
MOST_FIELDS = 60
SECONDS = 20  # for a body to come in whole

log = logging.getLogger(__name__)

Does = Callable[[Visit], Awaitable[Answer]]


class TooLong(Exception):
    """More than any form of ours holds."""


def add_routes(app: web.Application, desk: Callable[[], Desk], proxy_hops: int = 0) -> None:
    """`desk` is asked for at each request; `proxy_hops` proxies of ours stand in front."""
    page = _OpenPage(desk, proxy_hops)
    app.router.add_get(PATH + "{school}", page.begin)
    app.router.add_post(PATH + "{school}", page.tell)
    app.router.add_get(PATH + "{school}/kode", page.ask_code)
    app.router.add_post(PATH + "{school}/kode", page.follow)
    app.router.add_get(PATH + "{school}/", page.begin)
    app.router.add_route("*", PATH.rstrip("/") + "{rest:(/.*)?}", page.nowhere)


@dataclass
class _OpenPage:
    desk: Callable[[], Desk]
    hops: int
    lanes: Lanes = field(default_factory=Lanes)
    long_ones: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    async def begin(self, request: web.Request) -> web.Response:
        return await self._shown(request, _at_once(telling.begin))

    async def ask_code(self, request: web.Request) -> web.Response:
        return await self._shown(request, _at_once(following.ask))

    async def nowhere(self, request: web.Request) -> web.Response:
        return _not_here()

    async def tell(self, request: web.Request) -> web.Response:
        async def do(visit: Visit) -> Answer:
            return await telling.answer(self.desk(), visit)

        return await self._sent(request, do, telling.crowded, telling.uncertain)

    async def follow(self, request: web.Request) -> web.Response:
        async def do(visit: Visit) -> Answer:
            return await following.answer(self.desk(), visit)

        return await self._sent(request, do, following.crowded, following.uncertain)

    async def _shown(self, request: web.Request, do: Does) -> web.Response:
        visit = self._visit(request, {name: request.query.get(name, "") for name in ("lang", "size")})
        return await _answered(visit, do, _nothing) if visit else _not_here()

    async def _sent(
        self, request: web.Request, do: Does, crowded: Callable[[Visit], Answer], uncertain: Callable[[Visit], Answer]
    ) -> web.Response:
        """What makes work waits its turn among its sender's own. Whatever fails here, what was written comes back."""
        async with AsyncExitStack() as held:
            try:
                visit = self._visit(request, await self._fields(request, held))
            except (TooLong, TimeoutError, ValueError):
                return _response(Answer(refused(words.MUCH_TOO_LONG, words.MUCH_TOO_LONG_BODY), 413))
            except Exception as error:  # no body, or the line broke: the server's own log would name the sender
                log.info("open page not read: %s", name_failure(error))
                return _response(replace(_went_wrong(), status=400))
            if visit is None:
                return _not_here()
            try:
                async with self.lanes.turn(self._sender(request)):
                    return await _answered(visit, do, uncertain)
            except Crowded:
                return await _answered(visit, _at_once(crowded), uncertain)

    def _visit(self, request: web.Request, fields: dict[str, str]) -> Visit | None:
        """None where there is no such page: of an unknown school, and of one that has not opened it, alike."""
        register = self.desk().house.register
        school = register.schools.get(request.match_info["school"].lower())
        if school is None or not school.page:
            return None
        look = Look(_language(fields.get("lang", ""), request.headers.get("Accept-Language", "")))
        return Visit(register, school, look, fields.get("size") == "large", fields)

    def _sender(self, request: web.Request) -> str:
        return sender(request.remote or "", ",".join(request.headers.getall("X-Forwarded-For", ())), self.hops)

    async def _fields(self, request: web.Request, held: AsyncExitStack) -> dict[str, str]:
        """The form's fields, the last of each name. There are two long ones at a time, read on and waiting their turn,
        so that they fill nothing. One sent from another's page loses its token: whoever made that page would know it,
        and with it the code.
        """
        if "Content-Encoding" in request.headers:  # no browser packs a form
            raise TooLong
        async with asyncio.timeout(SECONDS):
            raw, whole = await _read(request, bytearray(), AT_FIRST)
            if not whole:
                await held.enter_async_context(self.long_ones)
                raw, whole = await _read(request, raw, LONGEST)
        if not whole:
            raise TooLong
        said = dict(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
        is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
        return said if is_ours else said | {"token": ""}


async def _read(request: web.Request, raw: bytearray, most: int) -> tuple[bytearray, bool]:
    """More of the body, and whether that was all of it."""
    while len(raw) <= most and (chunk := await request.content.read(most + 1 - len(raw))):
        raw += chunk
    return raw, len(raw) <= most


async def _answered(visit: Visit, do: Does, uncertain: Callable[[Visit], Answer]) -> web.Response:
    """No failure leaves here: the text of one may hold what somebody wrote, and the server's log of one an address."""
    for attempt in (do, _at_once(uncertain)):
        try:
            return _response(await attempt(visit))
        except Exception as error:
            failed = _failed(error)
    return failed


def _failed(error: Exception) -> web.Response:
    log.error("open page not answered: %s", name_failure(error))
    return _response(_went_wrong())


def _nothing(_: Visit) -> Answer:
    return _went_wrong()


def _went_wrong() -> Answer:
    return Answer(refused(words.WENT_WRONG, words.WENT_WRONG_BODY), 503)


def _at_once(draw: Callable[[Visit], Answer]) -> Does:
    async def do(visit: Visit) -> Answer:
        return draw(visit)

    return do


def _not_here() -> web.Response:
    return _response(Answer(refused(words.NO_PAGE, words.NO_PAGE_BODY), 404))


def _response(answer: Answer) -> web.Response:
    again = {"Retry-After": "10"} if answer.status == 503 else {}
    return web.Response(
        text=str(answer.page), status=answer.status, content_type="text/html", charset="utf-8", headers=HEADERS | again
    )


def _language(chosen: str, accepted: str) -> Language:
    """The one chosen, else the first of ours that the browser prefers, else bokmål."""
    if found := next((one for one in LANGUAGES if one == chosen), None):
        return found
    wanted = sorted(map(_preference, accepted.split(",")[:20]), key=lambda one: -one[1])
    return next((_SPOKEN[tag] for tag, weight in wanted if tag in _SPOKEN and weight > 0), "nb")


_SPOKEN: dict[str, Language] = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en"}


def _preference(part: str) -> tuple[str, float]:
    tag, _, weight = part.strip().lower().partition(";q=")
    try:
        return tag.partition("-")[0], float(weight or 1)
    except ValueError:
        return tag, 0.0
