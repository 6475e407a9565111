"""What somebody at the owner can answer to a notice from a school: that it has come. It opens nothing."""

from __future__ import annotations

from bot.ask import Ask, Page
from bot.desk import Desk
from bot.reports import Posts, not_theirs
from cards.owner_notice import FROM_A_SCHOOL, notice
from services import owner_notices


async def acknowledge(desk: Desk, ask: Ask, posts: Posts) -> Page:
    case, about, who, now = ask.word("case"), ask.word("about"), ask.speaker.id, desk.now()
    view = await desk.save(lambda work: owner_notices.acknowledge(work, desk.house, case, about, who, now))
    look = desk.look(ask)
    return Page(look.w(FROM_A_SCHOOL), notice(look, view)) if view else not_theirs(desk, ask)
