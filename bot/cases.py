"""The receiver's verbs: acknowledge, look, answer the habilitet question, open."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeVar

from bot.ask import Ask, Page
from bot.desk import Desk
from bot.reports import STEPS, Posts, not_theirs
from cards import case as cases
from cards import tasks as task_cards
from cards import words
from cards.notice import SOMEBODY_TOLD, notice
from cards.parts import whole_number
from dialogs.asking import asked_of
from domain.case_views import TaskCard
from domain.flow import Step
from domain.people import PersonId
from domain.views import Content, Involved, Notice
from services import handling
from services.ports import House, Work

T = TypeVar("T", covariant=True)


class Unit(Protocol[T]):
    """A service about one case: None when the caller may not."""

    def __call__(self, work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> T | None: ...


async def acknowledge(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """One tap. The second to press sees who was first."""
    return await _doorbell(desk, ask, handling.acknowledge)


async def show(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The doorbell again, as things are now: after reading on the inline surface."""
    return await _doorbell(desk, ask, handling.notice)


async def _doorbell(desk: Desk, ask: Ask, unit: Unit[Notice | TaskCard]) -> Page:
    case, who, now, look = ask.word("case"), ask.speaker.id, desk.now(), desk.look(ask)
    view = await desk.save(lambda work: unit(work, desk.house, case, who, now))
    if isinstance(view, TaskCard):
        return Page(look.w(task_cards.TITLES[view.call]), task_cards.doorbell(look, view))
    return Page(look.w(SOMEBODY_TOLD), notice(look, view)) if view else not_theirs(desk, ask)


async def look(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Who is involved and the habilitet question first; the content for one who has answered it before."""
    return await _look(desk, ask, handling.look)


async def declare(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """ "Jeg er habil": the reading is written, then the content shown."""
    return await _look(desk, ask, handling.open_case)


async def _look(desk: Desk, ask: Ask, unit: Unit[Involved | Content]) -> Page:
    case, who, now = ask.word("case"), ask.speaker.id, desk.now()

    def both(work: Work) -> Involved | Content | None:
        found = unit(work, desk.house, case, who, now)
        if found is not None and ask.place:
            handling.hide_later(work, case, ask.place, who, now)
        return found

    view = await desk.save(both)
    return opened(desk, ask, view) if view else not_theirs(desk, ask)


def opened(desk: Desk, ask: Ask, view: Involved | Content) -> Page:
    """The habilitet question, or the case."""
    drawn = desk.look(ask)
    if isinstance(view, Involved):
        return Page(drawn.w(cases.BEFORE_YOU_OPEN), cases.involved(drawn, view))
    title = drawn.w(words.CASE, reference=view.involved.reference)
    return Page(title, cases.content(drawn, view, _steps(view), whole_number(ask.word("part"))))


def _steps(view: Content) -> tuple[Step, ...]:
    """The questions as they were put to whoever told: a student is not asked in the words of the staff."""
    teller, answers = view.involved.teller, view.told[0].answers if view.told else {}
    theirs = asked_of(teller.origin, answers) if teller else ()
    known = {step.id for step in theirs}
    return (*theirs, *(step for step in STEPS if step.id not in known))


async def recuse(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Out of the case, without its content."""
    case, who, now = ask.word("case"), ask.speaker.id, desk.now()
    done = await desk.save(lambda work: handling.recuse(work, desk.house, case, who, now))
    look = desk.look(ask)
    return Page(look.w(cases.THANKS_DISQUALIFIED), cases.recused(look)) if done else not_theirs(desk, ask)
