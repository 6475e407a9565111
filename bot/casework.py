"""The pages and forms of one who handles a case: one way for every form in `dialogs.casework`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from bot import meetings
from bot import tasks as task_forms
from bot.ask import Ask, Page
from bot.cases import opened
from bot.choices import PEOPLE, answerable, offered
from bot.desk import Desk
from bot.filling import Filling, filling
from bot.reports import Posts, not_theirs
from cards import adjacent as duty_cards
from cards import casework as cards
from cards import log as logbook
from cards import tasks as task_cards
from cards import words
from cards.parts import Card, whole_number
from dialogs.casework import FORMS
from dialogs.forms import Form
from domain import flow as flows
from domain.case_views import Parted
from domain.casefile import CaseFile
from domain.convening import IN_CALENDARS
from domain.deeds import DEEDS
from domain.flow import Answers
from domain.flow import Page as FormPage
from domain.note import Note
from domain.people import Post, Role
from domain.report import Draft
from domain.text import Text
from domain.views import Content, Involved
from services import casework, handling
from services.casework import Begun
from services.ports import Work
from storage.failures import StoreUnavailable

T = TypeVar("T")
Came = Begun | Content | Parted | Involved | None  # what came of a form that was opened or sent
Shows = Callable[[Desk, Ask, Posts], Awaitable[Page]]
STEPS = {step.id: step for form in FORMS.values() for step in form.steps}


async def menu(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Everything that may be done to the case now."""
    view = await looking(desk, ask, lambda work, case, who, now: casework.menu(work, desk.house, case, who, now))
    look = desk.look(ask)
    return Page(look.w(cards.MENU), cards.menu(look, view)) if view else not_theirs(desk, ask)


async def log(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """What has been written down."""
    look, part = desk.look(ask), whole_number(ask.word("part"))
    view = await looking(desk, ask, lambda work, case, who, now: casework.log(work, desk.house, case, who, now))
    return leafed(desk, ask, view, cards.LOG, lambda found: logbook.log(look, found, STEPS, part))


async def tasks(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The tasks in the case."""
    look, part = desk.look(ask), whole_number(ask.word("part"))
    view = await looking(desk, ask, lambda work, case, who, now: casework.tasks(work, desk.house, case, who, now))
    return leafed(desk, ask, view, cards.TASKS, lambda found: task_cards.page(look, found, part))


async def duties(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The duties beside this one."""
    look = desk.look(ask)
    view = await looking(desk, ask, lambda work, case, who, now: casework.duties(work, desk.house, case, who, now))
    return leafed(desk, ask, view, duty_cards.DUTIES, lambda found: duty_cards.page(look, found))


def leafed(desk: Desk, ask: Ask, view: T | Involved | None, title: Text, drawn: Callable[[T], Card]) -> Page:
    """A page of an opened case; the habilitet question first, or that it is not theirs."""
    if view is None:
        return not_theirs(desk, ask)
    return opened(desk, ask, view) if isinstance(view, Involved) else Page(desk.look(ask).w(title), drawn(view))


async def begin(desk: Desk, ask: Ask, posts: Posts, form: Form) -> Page:
    """The first page, or what must be in place before it."""
    found = await _begin(desk, ask, form)
    if not isinstance(found, Begun) or found.missing:
        return _instead(desk, ask, found)
    if form.action in IN_CALENDARS and not desk.house.calendars:
        return meetings.not_here(desk, ask, found.file.case.id)
    filled = _filling(desk, ask, form, found.file)
    known = {**form.filled(found.file), **_beforehand(desk, ask, form.action, found.file)}
    filled = filled.having(**{**known, **filled.answers})
    return filled.draw(filled.flow.pages[0])


async def answer(desk: Desk, ask: Ask, posts: Posts, form: Form, shows: Shows | None = None) -> Page:
    """Takes one page: the next one, or the case with what the last one has led to, or what `shows` makes of that."""
    found = await _begin(desk, ask, form)
    if not isinstance(found, Begun):
        return _instead(desk, ask, found)
    filled = _filling(desk, ask, form, found.file)
    first = filled.flow.pages[0]
    page = filled.flow.page(ask.word("page")) or first
    draft = await desk.read(lambda work: work.draft(ask.speaker.id, filled.token))
    kept = draft.answers if draft and draft.flow == _draft_of(form, found.file) else None
    filled = filled.having(**(kept or {}))
    if page is not first and (kept is None or not page.when(filled.answers)):
        return filled.draw(first, note=desk.look(ask).w(words.FORM_TOO_OLD))
    filled = filled.taking(page)
    if wrong := filled.problems(page):
        return filled.draw(page, wrong, note=_found_out(filled))
    try:
        taken = await _take(filled, page, found.file, form)
        return await shows(desk, ask, posts) if shows and isinstance(taken, Content) else _after(desk, ask, taken)
    except StoreUnavailable:
        return filled.draw(page, note=desk.look(ask).w(words.TRY_AGAIN_BODY))


def _draft_of(form: Form, file: CaseFile) -> str:
    """What is half written belongs to one form about one case, whatever token a client sends with it."""
    return f"{form.action} {file.case.id}"


async def _begin(desk: Desk, ask: Ask, form: Form) -> Came:
    token = ask.word("token")
    return await looking(
        desk, ask, lambda work, case, who, now: casework.begin(work, desk.house, case, who, form.action, now, token)
    )


async def looking(desk: Desk, ask: Ask, unit: Callable[..., T]) -> T:
    """One look at the case. Where the page takes a card's place in the chat, the doorbell comes back by itself."""
    case, who, now = ask.word("case"), ask.speaker.id, desk.now()

    def both(work: Work) -> T:
        found = unit(work, case, who, now)
        if found and ask.place:
            handling.hide_later(work, case, ask.place, who, now)
        return found

    return await desk.save(both)


def _instead(desk: Desk, ask: Ask, found: Came) -> Page:
    """The page of one who cannot have the form: not theirs, or something comes first."""
    if found is None:
        return not_theirs(desk, ask)
    if isinstance(found, Begun):
        look = desk.look(ask)
        return Page(look.w(cards.NOT_YET), cards.missing(look, found.file.case.id, found.missing))
    if isinstance(found, Parted):
        look = desk.look(ask)
        return Page(look.w(task_cards.THANKS), task_cards.parted(look, found))
    return opened(desk, ask, found)


def _filling(desk: Desk, ask: Ask, form: Form, file: CaseFile) -> Filling:
    """The school is the case's, whatever a client says."""
    school = file.case.school
    here, supplied = frozenset({Post(school, Role.STAFF)}), {**offered(desk, ask, file), **form.options(file)}
    flow = answerable(form.made(form.flow, file), supplied)
    return replace(filling(desk, ask, here, flow, {"school": school}), more=supplied)


def _after(desk: Desk, ask: Ask, taken: Page | Came) -> Page:
    return taken if isinstance(taken, Page) else _instead(desk, ask, taken)


async def _take(form: Filling, page: FormPage, file: CaseFile, of: Form) -> Page | Came:
    """The next page, or what came of it when the last was sent."""
    desk, ask, now = form.desk, form.ask, form.desk.now()
    following, wrong = _open_page(form)
    if following is not None:
        if early := DEEDS[of.action].early(form.answers, file):
            return form.draw(page, note=cards.refused(desk.look(ask), early))
        looks_up = meetings.LOOKS_UP.get(of.action)
        form = form.having(**(await looks_up(form, file))) if looks_up else form
        draft = Draft(form.token, ask.speaker.id, _draft_of(of, file), now, form.answers)
        await desk.save(lambda work: work.keep_draft(draft))
        return form.having(**{**of.later(file, form.answers), **form.answers}).draw(following, wrong, _found_out(form))
    answers = of.kept(_answered(form), file)

    def unit(work: Work) -> Came:
        note = Note(file.case.id, form.token, form.flow.name, ask.speaker.id, now, answers)
        found = casework.record(work, desk.house, answers, note)
        if not isinstance(found, Begun):
            work.drop_draft(ask.speaker.id, form.token)
        return found

    found = await desk.save(unit)
    if isinstance(found, Begun) and found.wrong:
        return form.draw(page, note=cards.refused(desk.look(ask), found.wrong))
    return found


def _found_out(form: Filling) -> str:
    return meetings.said(form.desk.look(form.ask), form.answers)


def _beforehand(desk: Desk, ask: Ask, action: str, file: CaseFile) -> Answers:
    areas = (task_forms.beforehand, meetings.beforehand)
    return {step: said for area in areas for step, said in area(desk, ask, action, file).items()}


def _open_page(form: Filling) -> tuple[FormPage | None, flows.Problems]:
    """The next page; or an earlier one with what is wrong, when what was right when it was sent is so no longer."""
    if form.next is not None:
        return form.next, flows.Problems()
    stale = ((p, wrong) for p in form.flow.pages if p.when(form.answers) and (wrong := form.problems(p)))
    return next(stale, (None, flows.Problems()))


def _answered(form: Filling) -> Answers:
    """What was answered to the questions that applied, and nothing else a client may have sent.

    Colleagues keep the names they had then, as `<step>.name`: what was written is read when they have left, too. So
    does where they are reached, as `<step>.at`, which we have found out ourselves.
    """
    pages: tuple[FormPage, ...] = form.flow.pages
    asked = {step.id: step for page in pages if page.when(form.answers) for step in flows.asked(page, form.answers)}
    given = {id_: said for id_ in asked if (said := form.answers.get(id_, ""))}
    chosen = [id_ for id_ in given if getattr(asked[id_].input, "source", "") in PEOPLE]
    name = form.desk.house.register.name
    names = {f"{id_}.name": ", ".join(map(name, given[id_].split(","))) for id_ in chosen}
    return given | names | {at: form.answers[at] for id_ in chosen if (at := f"{id_}.at") in form.answers}


VERBS: Mapping[str, Callable[[Desk, Ask, Posts], Awaitable[Page]]] = {
    verb: partial(handler, form=form)
    for form in FORMS.values()
    for verb, handler in ((f"case.{form.action}", begin), (f"{form.action}.answer", answer))
}  # fmt: skip
