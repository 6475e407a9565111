"""A student's verbs: the three ways in, and the form page by page."""

from __future__ import annotations

from dataclasses import replace

from bot import student_sending
from bot.ask import Ask, Page
from bot.desk import Desk
from bot.filling import Filling, filling
from bot.student_form import draw, informed, keeper
from cards import words
from dialogs.before_sending import BEFORE_SENDING
from dialogs.student import FIRSTS, SCHOOL, STUDENT, TOLD_IN
from domain import codes, flow
from domain.people import Post, Role
from domain.report import Draft
from domain.students import kind_of
from storage.failures import StoreUnavailable

Posts = frozenset[Post]


def is_student(posts: Posts) -> bool:
    """Whether somebody is a student and nothing else: who works at a school, tells as one who does."""
    return {p.role for p in posts} == {Role.STUDENT}


async def keep_from_chat(desk: Desk, written: str) -> str:
    """Keeps what was written in the chat for a day, under no name; returns its token."""
    token = desk.house.mint()
    draft = Draft(codes.kept(token), codes.author(token), STUDENT.name, desk.now(), {"what": written})
    await desk.save(lambda work: work.keep_draft(draft))
    return token


async def written_in_chat(desk: Desk, token: str) -> str:
    """What was written in the chat and waits under this token; "" when nothing does any more."""
    who, kept = codes.author(token), codes.kept(token)
    draft = await desk.read(lambda work: work.draft(who, kept)) if token else None
    return draft.answers.get("what", "") if draft else ""


async def begin(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The first page of what they have come for, with what they wrote in the chat, or point at, standing in it.

    The form's token is new: everything secret follows from it, and the one on the card stays in the chat.
    """
    if not is_student(posts):
        return desk.says(ask, words.UNKNOWN, words.UNKNOWN_BODY)
    kind = kind_of(ask.word("kind"))
    written = ask.text or await written_in_chat(desk, ask.word("token"))
    said = {"kind": kind, **({TOLD_IN[kind].id: written} if written else {})}
    form = filling(desk, replace(ask, data={}), posts, STUDENT, said)
    page = form.next or form.main
    return await _keep_and_ask(form, page) if written and page is SCHOOL else draw(form, page)


async def answer(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Takes one page. The last one sends; every other keeps a draft, under no name."""
    if not is_student(posts):
        return desk.says(ask, words.UNKNOWN, words.UNKNOWN_BODY)
    form = filling(desk, ask, posts, STUDENT, {"kind": kind_of(ask.word("kind"))})
    page = STUDENT.page(ask.word("page")) or form.main
    form = _taking(form, page)
    try:
        before = {} if page in FIRSTS else await _kept(form)
        if not (before or page in (*FIRSTS, SCHOOL)):
            return await student_sending.sent(form) or _too_old(form)
    except StoreUnavailable:
        return draw(form, page, note=student_sending.not_saved(form))
    form = _taking(form.having(**before), page)
    try:
        return await _take(form, page)
    except StoreUnavailable:
        return draw(form, page, note=student_sending.not_saved(form))


def _taking(form: Filling, page: flow.Page) -> Filling:
    """With what was sent for `page`; a kind that is none counts as the one that asks most."""
    form = form.taking(page)
    return informed(form.having(kind=kind_of(form.answers["kind"])))


async def _kept(form: Filling) -> dict[str, str]:
    who, token = keeper(form)
    draft = await form.desk.read(lambda work: work.draft(who, token))
    return dict(draft.answers) if draft else {}


def _too_old(form: Filling) -> Page:
    return draw(form, form.next or form.main, note=form.desk.look(form.ask).w(words.FORM_TOO_OLD))


async def _take(form: Filling, page: flow.Page) -> Page:
    if wrong := form.problems(page):
        return draw(form, page, wrong)
    if (following := form.next) is not None:
        return await _keep_and_ask(form, following)
    if wrong := form.problems(BEFORE_SENDING):  # whom they chose can have been accused on a page they went back to
        return draw(form, BEFORE_SENDING, wrong)
    return await student_sending.send(form)


async def _keep_and_ask(form: Filling, page: flow.Page) -> Page:
    who, token = keeper(form)
    draft = Draft(token, who, STUDENT.name, form.desk.now(), form.answers)
    await form.desk.save(lambda work: work.keep_draft(draft))
    return draw(form, page)
