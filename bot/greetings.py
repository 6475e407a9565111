"""What is said to one who writes, to one we do not know, and where no report is taken."""

from __future__ import annotations

from dataclasses import replace

from bot import absences, drills, overview, student, wheel
from bot.ask import Ask, Page
from bot.desk import Desk
from bot.filling import Filling, filling
from bot.registering import receiving
from bot.reports import Posts, begin, mine
from cards import student as student_cards
from cards import words
from cards.plain import Leading
from cards.plain import hello as hello_card
from cards.words import TELL
from dialogs.belonging import BELONGING
from dialogs.report import REPORT
from domain.overview import owned
from domain.people import Post, Role
from domain.report import Draft
from domain.students import Kind
from domain.text import LANGUAGES, Text

_GREETINGS = "hei hallo heisann hi hello varsle start takk ok ja registrer register"
_BUTTONS = {button.in_(language).lower() for button in (TELL, words.REGISTER) for language in LANGUAGES}
HELLO = {"", "meld fra", "meld frå", *_GREETINGS.split()} | _BUTTONS
HELP = frozenset(("hjelp", "help", "?"))
MINE = {mine.in_(language).lower() for mine in (words.MINE, student_cards.MINE) for language in LANGUAGES}


async def chat(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """A written message: a greeting, a command, or a sentence of worry, which is kept as the form's beginning."""
    said = _said(ask.text)
    if said in HELP:
        return desk.says(ask, words.HELP, student_cards.HELP if student.is_student(posts) else words.HELP_BODY)
    if said in MINE:
        return await mine(desk, ask, posts)
    if said in overview.WORDS:
        return await overview.show(desk, ask, posts)
    if said in overview.WORDS_OF_OWNERS and owned(ask.speaker.id, desk.house.register):
        return await overview.owners(desk, ask, posts)
    if said in wheel.WHEEL:
        return await wheel.show(desk, ask, posts)
    if said in drills.WORDS and (page := await drills.said(desk, ask, posts)) is not None:
        return page
    if (page := await absences.said(desk, ask, posts)) is not None:
        return page
    return await hello(desk, ask, posts, worry=_worry(ask.text))


def _said(text: str) -> str:
    return text.lower().strip(" .!")


def _worry(text: str) -> str:
    """What was written, unless it only greets."""
    return "" if _said(text) in HELLO else text


async def hello(desk: Desk, ask: Ask, posts: Posts, worry: str = "") -> Page:
    """The first card. A worry is kept as a draft for a day: not in the card, where it would stay in the chat."""
    if student.is_student(posts):
        token = await student.keep_from_chat(desk, worry) if worry else ""
        return _students(desk, ask, token)
    token = await _keep(desk, ask, worry) if worry else ""
    look = desk.look(ask)
    leading = Leading(
        cases=await overview.has_cases(desk, ask.speaker.id),
        owner=bool(owned(ask.speaker.id, desk.house.register)),
        wheel=wheel.led(desk, ask),
        receives=bool(receiving(desk, ask.speaker.id)),
        presence=absences.shown(desk, ask.speaker.id),
    )
    greeting = _greeting(leading.receives, is_new=bool(ask.word("new")))
    card = hello_card(look, greeting, desk.only_school(posts), token, leading)
    return Page(look.w(words.HELLO), card)


async def _keep(desk: Desk, ask: Ask, worry: str) -> str:
    """A form's beginning; returns its token."""
    token = desk.house.mint()
    draft = Draft(token, ask.speaker.id, REPORT.name, desk.now(), {"what": worry})
    await desk.save(lambda work: work.keep_draft(draft))
    return token


def _students(desk: Desk, ask: Ask, token: str) -> Page:
    look = desk.look(ask)
    return Page(look.w(words.HELLO), student_cards.hello(look, token))


def _greeting(receives: bool, is_new: bool) -> Text:
    if receives:
        return words.RECEIVER_WELCOME if is_new else words.RECEIVER_HELLO
    return words.HELLO_BODY


async def tell(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The form: a student's own for a student, also on somebody's message and from a card that was meant for others."""
    if student.is_student(posts):
        return await student.begin(desk, replace(ask, data={**ask.data, "kind": Kind.WORRIED}), posts)
    return await begin(desk, ask, posts)


async def belong(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """For one we do not know: which school, and student or working there. Everybody may tell; a worry waits."""
    worry = _worry(ask.text)
    data = {"token": await student.keep_from_chat(desk, worry)} if worry else ask.data
    return _belonging(desk, replace(ask, data=data)).draw(BELONGING.pages[0])


async def belongs(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Keeps what an unknown person says of themself. It lets them tell; it never lets them see or handle."""
    form = _belonging(desk, ask).taking(page := BELONGING.pages[0])
    if wrong := form.problems(page):
        return form.draw(page, wrong)
    school, role = form.answers["school"], Role(form.answers["role"])
    now = desk.now()
    await desk.save(lambda work: work.declare(ask.speaker.id, school, role, now))
    if role is Role.STUDENT:
        return _students(desk, ask, form.token if await student.written_in_chat(desk, form.token) else "")
    worry = await student.written_in_chat(desk, form.token)
    return await begin(desk, replace(ask, text=worry, data={"token": form.token}), frozenset({Post(school, role)}))


def _belonging(desk: Desk, ask: Ask) -> Filling:
    anywhere = frozenset(Post(school, Role.STAFF) for school in desk.house.register.schools)
    return filling(desk, ask, anywhere, BELONGING, {})
