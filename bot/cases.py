"""The receiver's verbs: acknowledge, look, answer the habilitet question, open, tell the owner."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeVar

from bot.ask import Ask, Page
from bot.desk import Desk
from bot.filling import form_token
from bot.reports import STEPS, Posts, not_theirs
from cards import case as cases
from cards import question, words
from cards.notice import SOMEBODY_TOLD, notice
from cards.parts import box, say, whole_number
from dialogs import owner_notice
from domain import flow
from domain.note import Note
from domain.people import PersonId
from domain.text import Text, clean
from domain.views import Content, Involved, Notice, OwnerForm
from services import handling
from services.ports import House, Work
from storage.failures import StoreUnavailable

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


async def _doorbell(desk: Desk, ask: Ask, unit: Unit[Notice]) -> Page:
    case, who, now, look = ask.word("case"), ask.speaker.id, desk.now(), desk.look(ask)
    view = await desk.save(lambda work: unit(work, desk.house, case, who, now))
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
    drawn = desk.look(ask)
    if view is None:
        return not_theirs(desk, ask)
    if isinstance(view, Involved):
        return Page(drawn.w(cases.BEFORE_YOU_OPEN), cases.involved(drawn, view))
    title = drawn.w(words.CASE, reference=view.involved.reference)
    return Page(title, cases.content(drawn, view, STEPS, whole_number(ask.word("part"))))


async def begin_tell_owner(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The form as this case's school has it."""
    form = await _owner_form(desk, ask)
    return _draw(desk, ask, form, {}, form_token(desk, ask)) if form else not_theirs(desk, ask)


async def tell_owner(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Records how the owner was told; then the case as it stands, or the form again with everything in it."""
    form, token = await _owner_form(desk, ask), form_token(desk, ask)
    if form is None:
        return not_theirs(desk, ask)
    page = owner_notice.form(form.recipients, form.unfounded)
    answers = flow.given(page, ask.data, clean)
    if wrong := flow.problems(page, answers, {}):
        return _draw(desk, ask, form, answers, token, wrong)
    note = Note(form.case, token, "tell_owner", ask.speaker.id, desk.now(), {s: a for s, a in answers.items() if a})
    try:
        return await _look(desk, ask, lambda w, h, *_: handling.tell_owner(w, h, answers[owner_notice.TO], note))
    except StoreUnavailable:
        return _draw(desk, ask, form, answers, token, note=words.TRY_AGAIN_BODY)


async def _owner_form(desk: Desk, ask: Ask) -> OwnerForm | None:
    case, who, now = ask.word("case"), ask.speaker.id, desk.now()
    return await desk.save(lambda work: handling.owner_form(work, desk.house, case, who, now))


def _draw(
    desk: Desk, ask: Ask, form: OwnerForm, answers: flow.Answers, token: str,
    wrong: flow.Problems = question.NO_PROBLEMS, note: Text | None = None,
) -> Page:  # fmt: skip
    look, page = desk.look(ask), owner_notice.form(form.recipients, form.unfounded)
    notes = [box([say(look, note)], "attention")] if note else []
    card = question.page(look, page, "tell_owner.answer", answers, {}, wrong, notes, token=token, case=form.case)
    return Page(look.w(page.title), card)


async def recuse(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Out of the case, without its content."""
    case, who, now = ask.word("case"), ask.speaker.id, desk.now()
    done = await desk.save(lambda work: handling.recuse(work, desk.house, case, who, now))
    look = desk.look(ask)
    return Page(look.w(cases.THANKS_DISQUALIFIED), cases.recused(look)) if done else not_theirs(desk, ask)
