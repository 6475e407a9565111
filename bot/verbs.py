"""Card verb to function: everything a person can ask of us. A verb that is not here is answered as unknown."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot import cases, greetings, reports
from bot.adapter import name_failure
from bot.ask import Ask, Page
from bot.desk import Desk
from bot.greetings import plain
from bot.reports import Posts
from cards import words
from domain.text import Text
from storage.failures import StoreUnavailable

Handler = Callable[[Desk, Ask, Posts], Awaitable[Page]]

VERBS: Mapping[str, Handler] = {
    "chat": greetings.chat,
    "hello": greetings.hello,
    "belonging.answer": greetings.belongs,
    "report.begin": reports.begin,
    "report.answer": reports.answer,
    "supplement.begin": reports.begin_supplement,
    "supplement.answer": reports.supplement,
    "owner_told.begin": reports.begin_owner_told,
    "owner_told.answer": reports.owner_told,
    "mine": reports.mine,
    "mine.show": reports.show_mine,
    "receipt": reports.show_receipt,
    "case.acknowledge": cases.acknowledge,
    "case.open": cases.look,
    "case.declare": cases.declare,
    "case.recuse": cases.recuse,
    "case.close": cases.show,
}

# What one may do only when we know which school they belong to: begin to tell.
_NEEDS_A_SCHOOL = frozenset({"chat", "hello", "report.begin", "report.answer"})

log = logging.getLogger(__name__)


async def respond(desk: Desk, ask: Ask) -> Page:
    """The page that answers. Never raises: what fails is said in plain words, with what was and was not saved."""
    try:
        return await _respond(desk, ask)
    except StoreUnavailable as error:
        log.error("not saved: %s", error)
        return _failed(desk, ask, words.TRY_AGAIN_BODY)
    except Exception as error:
        log.error("verb %s failed: %s", ask.verb if ask.verb in VERBS else "?", name_failure(error))
        return _failed(desk, ask, words.UNCERTAIN)


def _failed(desk: Desk, ask: Ask, why: Text) -> Page:
    return replace(plain(desk, ask, words.TRY_AGAIN, why), failure=desk.look(ask).w(why))


async def _respond(desk: Desk, ask: Ask) -> Page:
    handler = VERBS.get(ask.verb)
    if handler is None:
        return plain(desk, ask, words.UNKNOWN, words.UNKNOWN_BODY)
    posts = await desk.belongings(ask.speaker)
    if ask.verb in _NEEDS_A_SCHOOL:
        if not posts:
            return await greetings.belong(desk, ask, posts)
        if desk.school(posts) is None:
            return plain(desk, ask, words.SCHOOL_NOT_READY, words.SCHOOL_NOT_READY_BODY)
    return await handler(desk, ask, posts)
