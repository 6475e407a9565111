"""The verbs of one whom a student wants to talk with in confidence."""

from __future__ import annotations

from bot.ask import Ask, Page
from bot.desk import Desk
from bot.reports import Posts, not_theirs
from cards import wishes as cards
from domain.wishes import Ring
from services import wishes
from services.reporting import Place


async def show(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Whose wish it is. That she saw it is in the audit before it is shown."""
    who, wish, now, look = ask.speaker.id, ask.word("wish"), desk.now(), desk.look(ask)
    place = Place(ask.place, ask.speaker.conversation) if ask.place else None
    found = await desk.save(lambda work: wishes.show(work, desk.house, wish, who, now, place))
    return Page(look.w(cards.TITLES[Ring.NEW]), cards.shown(look, found)) if found else not_theirs(desk, ask)


async def met(desk: Desk, ask: Ask, posts: Posts) -> Page:
    who, wish, now, look = ask.speaker.id, ask.word("wish"), desk.now(), desk.look(ask)
    view = await desk.save(lambda work: wishes.meet(work, desk.house, wish, who, now))
    return Page(look.w(cards.TITLES[Ring.NEW]), cards.doorbell(look, view)) if view else not_theirs(desk, ask)
