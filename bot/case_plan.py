"""The verbs of the plan beside its forms: its page, which is also what comes after a version has been written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot import casework, printing
from bot.ask import Ask, Page
from bot.cases import opened
from bot.desk import Desk
from bot.reports import Posts, not_theirs
from cards import case_plan as cards
from cards.parts import whole_number
from dialogs.casework import FORMS
from domain.plan_views import PlanPage
from domain.views import Involved
from services import handling, planning
from services.ports import Work


async def page(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The version asked for, or the newest."""
    return await _page(desk, ask, whole_number(ask.word("version")))


async def written(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The version that has just been written: both, when another came meanwhile."""
    return await _page(desk, ask, 0)


async def _page(desk: Desk, ask: Ask, number: int) -> Page:
    case, who, now, look = ask.word("case"), ask.speaker.id, desk.now(), desk.look(ask)

    def unit(work: Work) -> tuple[PlanPage | Involved | None, str]:
        view = planning.plan(work, desk.house, case, who, number, now)
        if view and ask.place:
            handling.hide_later(work, case, ask.place, who, now)
        shown = view.sheet if isinstance(view, PlanPage) else None
        link = printing.link(desk, work, case, who, shown.version.number, look.language) if shown else ""
        return view, link

    view, link = await desk.save(unit)
    if view is None:
        return not_theirs(desk, ask)
    if isinstance(view, Involved):
        return opened(desk, ask, view)
    return Page(look.w(cards.named(view)), cards.page(look, view, link, whole_number(ask.word("part"))))


VERBS: Mapping[str, Callable[[Desk, Ask, Posts], Awaitable[Page]]] = {
    "case.plan_page": page,
    "plan.answer": partial(casework.answer, form=FORMS["plan"], shows=written),
}
