"""The verbs of the drill: what it is, starting it, confirming in it, and how it went."""

from __future__ import annotations

from collections.abc import Iterable

from bot.ask import Ask, Page
from bot.desk import Desk
from bot.registering import receiving
from bot.reports import Posts
from cards import drill as cards
from domain.drill import DrillResult
from services import drilling

WORDS = frozenset(("øvelse", "øving", "drill"))


async def said(desk: Desk, ask: Ask, posts: Posts) -> Page | None:
    """The answer to the word from one who may receive; to anybody else it is a word like any other."""
    return await begin(desk, ask, posts) if receiving(desk, ask.speaker.id) else None


async def begin(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """What a drill is, with a button for each school; or the one that is going on."""
    here, look = sorted(receiving(desk, ask.speaker.id)), desk.look(ask)
    if not here:
        return _not_theirs(desk, ask)
    before = {view.school: view for view in await _newest(desk, ask, here)}
    if running := [view for view in before.values() if not view.is_over]:
        return _result(desk, ask, running[0])
    schools = [(id_, desk.house.register.schools[id_].name, id_ in before) for id_ in here]
    return Page(look.w(cards.DRILL), cards.begin(look, schools))


async def start(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Starts it, unless one is going on: then that one is shown."""
    school, who, now = ask.word("school"), ask.speaker.id, desk.now()
    started = await desk.save(lambda work: drilling.start(work, desk.house, school, who, now))
    if started:
        return desk.says(ask, cards.STARTED, cards.STARTED_BODY)
    return await show(desk, ask, posts)


async def show(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The newest one at the school, as it stands."""
    found = await _newest(desk, ask, [ask.word("school")])
    return _result(desk, ask, found[0]) if found else _not_theirs(desk, ask)


async def acknowledge(desk: Desk, ask: Ask, posts: Posts) -> Page:
    drill, who, now, look = ask.word("drill"), ask.speaker.id, desk.now(), desk.look(ask)
    view = await desk.save(lambda work: drilling.acknowledge(work, desk.house, drill, who, now))
    return Page(look.w(cards.TITLE), cards.notice(look, view)) if view else _not_theirs(desk, ask)


async def _newest(desk: Desk, ask: Ask, schools: Iterable[str]) -> tuple[DrillResult, ...]:
    who, now = ask.speaker.id, desk.now()
    return await desk.read(lambda work: drilling.newest(work, desk.house, schools, who, now))


def _result(desk: Desk, ask: Ask, view: DrillResult) -> Page:
    look = desk.look(ask)
    return Page(look.w(cards.RESULT), cards.result(look, view))


def _not_theirs(desk: Desk, ask: Ask) -> Page:
    return desk.says(ask, cards.DRILL, cards.NOT_FOR_YOU_BODY)
