"""The verbs of whoever told, afterwards: see what became of it, write to the school, say how it has become."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot import codes
from bot.ask import Ask, Page
from bot.desk import Desk
from bot.filling import Filling, filling
from bot.reports import Posts, not_theirs
from cards import following as cards
from cards.look import Surface
from cards.parts import whole_number
from dialogs.student_follow import BETTER, SAY
from domain.codes import is_author
from domain.flow import Flow
from domain.following import Following
from domain.people import PersonId
from domain.report import Report
from services import following, reporting, starting
from services.authors import as_author
from services.ports import Work
from services.reporting import Place
from storage.failures import StoreUnavailable

Saves = Callable[[Work, Filling, PersonId], bool]


async def follow(desk: Desk, ask: Ask, posts: Posts) -> Page:
    return await page(desk, ask, ask.word("report"), await _author(desk, ask), ask.word("by_code"))


async def _author(desk: Desk, ask: Ask) -> PersonId:
    """Whoever asks; with the code of just this report, its author."""
    code = ask.word("by_code")
    found = await codes.report_of(desk, code) if code else None
    return found.reporter if found and found.id == ask.word("report") else ask.speaker.id


async def page(desk: Desk, ask: Ask, report: str, author: PersonId, code: str = "") -> Page:
    """What has become of the report, to its `author`, by whatever word they were found: `code`, when by that.

    Shown in the chat it is taken away again by itself: at once, and to the card that one begins at, where a name is
    held apart.
    """
    now = desk.now()

    def unit(work: Work) -> tuple[Following | None, PersonId]:
        found, told = following.following(work, desk.house, report, author, now), work.report(report)
        who = as_author(work, told, author)
        if found and ask.place:
            _hide(work, told, who, ask, now)
        return found, who

    view, who = await desk.save(unit)
    if view is None:
        return not_theirs(desk, ask)
    look = desk.look(ask)
    by = {"by_code": code} if code and look.surface is Surface.DIALOG else {}  # a code never stands in a chat
    return Page(look.w(cards.TITLE), cards.page(look, view, who, whole_number(ask.word("part")), **by))


def _hide(work: Work, told: Report | None, who: PersonId, ask: Ask, now: datetime) -> None:
    place = Place(ask.place, ask.speaker.conversation)
    if told and is_author(who):
        starting.go_back(work, told.school, place, ask.speaker.id, now)
    elif told:
        reporting.hide_own(work, told.id, who, place, now)


async def begin_say(desk: Desk, ask: Ask, posts: Posts) -> Page:
    return filling(desk, ask, posts, SAY, {}).draw(SAY.pages[0])


async def begin_better(desk: Desk, ask: Ask, posts: Posts) -> Page:
    return filling(desk, ask, posts, BETTER, {}).draw(BETTER.pages[0])


async def say(desk: Desk, ask: Ask, posts: Posts) -> Page:
    return await _send(desk, ask, posts, SAY, _said)


async def better(desk: Desk, ask: Ask, posts: Posts) -> Page:
    return await _send(desk, ask, posts, BETTER, _answered)


def _said(work: Work, form: Filling, who: PersonId) -> bool:
    ask, desk, words = form.ask, form.desk, form.answers["said"]
    return following.say(work, desk.house, ask.word("report"), who, form.token, words, desk.now())


def _answered(work: Work, form: Filling, who: PersonId) -> bool:
    ask, desk, said = form.ask, form.desk, form.answers
    answered = (said["better_safe"], said["better_face"], said["better_words"])
    return following.better(work, desk.house, ask.word("report"), who, form.token, *answered, desk.now())


async def _send(desk: Desk, ask: Ask, posts: Posts, flow: Flow, saves: Saves) -> Page:
    """The page as it is then; or the form with everything in it when nothing was saved."""
    asked = flow.pages[0]
    form = filling(desk, ask, posts, flow, {}).taking(asked)
    if wrong := form.problems(asked):
        return form.draw(asked, wrong)
    try:
        who = await _author(desk, ask)
        if not await desk.save(lambda work: saves(work, form, who)):
            return not_theirs(desk, ask)
    except StoreUnavailable:
        return form.draw(asked, note=desk.look(ask).w(cards.NOT_SAVED))
    return await follow(desk, ask, posts)


VERBS: Mapping[str, Callable[[Desk, Ask, Posts], Awaitable[Page]]] = {
    "student.follow": follow,
    "student.say.begin": begin_say,
    "student.say.answer": say,
    "student.better.begin": begin_better,
    "student.better.answer": better,
}
