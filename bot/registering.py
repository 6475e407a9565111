"""Writing down what another has told, and being asked whether what another wrote down is right."""

from __future__ import annotations

from bot.ask import Ask, Page
from bot.desk import Desk
from bot.filling import Filling, filling
from bot.reports import Posts, not_theirs, show_receipt, take
from dialogs.registration import HEARD, REGISTRATION
from domain.people import PersonId
from domain.receivers import may_receive
from domain.workdays import OSLO
from services import reporting


async def begin(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The form, with this moment standing in it. For those who may receive; nobody else learns that it exists."""
    form = await _form(desk, ask, posts)
    return form.draw(form.next or HEARD) if form else not_theirs(desk, ask)


async def answer(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Takes one page; the last one saves the report, which goes the way of any other."""
    form = await _form(desk, ask, posts)
    return await take(form) if form else not_theirs(desk, ask)


def receiving(desk: Desk, who: PersonId) -> frozenset[str]:
    """The schools where they may be told of some case."""
    register = desk.house.register
    return frozenset(s.id for s in register.schools.values() if may_receive(who, s, register))


async def _form(desk: Desk, ask: Ask, posts: Posts) -> Filling | None:
    """For their posts at those schools; when there are none, that they asked is in the audit."""
    here, now = receiving(desk, ask.speaker.id), desk.now()
    theirs = frozenset(p for p in posts if p.school in here)
    if theirs:
        there = now.astimezone(OSLO)
        return filling(
            desk, ask, theirs, REGISTRATION, {"told_day": f"{there:%Y-%m-%d}", "told_clock": f"{there:%H:%M}"}
        )
    await desk.save(lambda work: reporting.refuse_registration(work, desk.house, ask.speaker.id, now))
    return None


async def confirm(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """ "Det stemmer": the receipt, as it now stands."""
    who, report, now = ask.speaker.id, ask.word("report"), desk.now()
    done = await desk.save(lambda work: reporting.confirm(work, desk.house, who, report, now))
    return await show_receipt(desk, ask, posts) if done else not_theirs(desk, ask)
