"""Coming back with a code to what one told with one's name held apart."""

from __future__ import annotations

from bot import codes, following
from bot.ask import Ask, Page
from bot.desk import Desk
from bot.filling import Filling, filling
from bot.reports import Posts
from cards import codes as cards
from dialogs.codes import CODE

_PAGE = CODE.pages[0]


async def begin(desk: Desk, ask: Ask, posts: Posts) -> Page:
    return _form(desk, ask, posts).draw(_PAGE)


async def answer(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """What the code belongs to. One that belongs to nothing, and one that cannot be a code, are answered alike."""
    form = _form(desk, ask, posts).taking(_PAGE)
    again = form.having(code="") if ask.place else form  # nearly a code would stay in the chat, too
    if wrong := form.problems(_PAGE):
        return again.draw(_PAGE, wrong)
    report = await codes.report_of(desk, form.answers["code"])
    if report is None:
        return again.draw(_PAGE, note=desk.look(ask).w(cards.NOT_FOUND))
    return await following.page(desk, ask, report.id, report.reporter, form.answers["code"])


def _form(desk: Desk, ask: Ask, posts: Posts) -> Filling:
    return filling(desk, ask, posts, CODE, {})
