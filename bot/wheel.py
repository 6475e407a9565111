"""The verbs of the year wheel: see it, turn its pages, mark what is done, take a mark back."""

from __future__ import annotations

from bot import wheel_export
from bot.ask import Ask, Page
from bot.desk import Desk
from bot.reports import Posts
from cards import wheel as wheels
from cards import words
from cards.parts import whole_number
from domain.school_year import school_year
from domain.views import WheelCard, WheelPage
from domain.wheel_year import leads
from domain.workdays import oslo_day
from services import wheel, wheel_pages
from services.ports import Work

WHEEL = {"årshjul", "årshjulet", "year wheel", "the year wheel"}
_CARD = "card"


async def show(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The first page, of the school that was asked for or the first that has something for the one who asks."""
    return await _page(desk, ask, posts)


async def turn(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Another page, or more of this one."""
    return await _page(desk, ask, posts)


async def card(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """More of a quiet card."""
    return await _again(desk, ask, posts)


async def export(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The whole year as a table to copy into a spreadsheet, for one who leads the school."""
    register, school, look = desk.house.register, ask.word("school"), desk.look(ask)
    if school not in register.schools or not leads(register, school, ask.speaker.id):
        return _not_yours(desk, ask)
    today = oslo_day(desk.now())
    year = school_year(today, register.schools[school].year)

    def unit(work: Work) -> list[list[str]]:
        lines = wheel_pages.everything(work, desk.house, school, year, today)
        left = wheel_pages.no_longer_there(work, desk.house, school, year)
        return wheel_export.table(look, year, lines, left, register)

    parts = wheel_export.pasted(await desk.read(unit))
    return Page(look.w(words.WHEEL), wheels.exported(look, school, parts, whole_number(ask.word("part"))))


async def done(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Marks, and shows the same place as it is then."""
    who, school, task, now = ask.speaker.id, ask.word("school"), _task(ask), desk.now()
    n, whole = whole_number(ask.word("n")), bool(ask.word("whole"))
    its = await desk.save(lambda work: wheel.mark(work, desk.house, who, school, task, now, n, whole))
    return await _again(desk, ask, posts) if its else _not_yours(desk, ask)


async def undo(desk: Desk, ask: Ask, posts: Posts) -> Page:
    who, school, task, now = ask.speaker.id, ask.word("school"), _task(ask), desk.now()
    whose, n = ask.word("whose"), whole_number(ask.word("n"))
    its = await desk.save(lambda work: wheel.unmark(work, desk.house, who, school, task, now, whose, n))
    return await _again(desk, ask, posts) if its else _not_yours(desk, ask)


def _task(ask: Ask) -> str:
    return "/".join(ask.word(part) for part in ("row", "step", "when"))


async def _again(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The card in the chat, or the page, whose button was pressed."""
    if ask.word("page") != _CARD:
        return await _page(desk, ask, posts)
    who, school, name, now = ask.speaker.id, ask.word("school"), ask.word("card"), desk.now()

    def unit(work: Work) -> WheelCard | None:
        served = school in desk.house.register.schools
        return wheel_pages.card(work, desk.house, school, name, who, now) if served else None

    view, look = await desk.read(unit), desk.look(ask)
    if view is None:
        return _not_yours(desk, ask)
    return Page(look.w(words.WHEEL), wheels.card(look, view, whole_number(ask.word("part"))))


def _not_yours(desk: Desk, ask: Ask) -> Page:
    """The same words whether there is no such thing or it is another's."""
    return desk.says(ask, words.WHEEL, wheels.NOT_YOURS_BODY)


async def _page(desk: Desk, ask: Ask, posts: Posts) -> Page:
    who, name, now, look = ask.speaker.id, ask.word("page"), desk.now(), desk.look(ask)
    mine = wheel_pages.schools_with_a_wheel(desk.house, who, desk.known_posts(ask.speaker))
    school = ask.word("school") if ask.word("school") in mine else next(iter(mine), "")
    view: WheelPage | None = await desk.read(lambda w: wheel_pages.page(w, desk.house, who, school, name, now, mine))
    if view is None:
        return desk.says(ask, words.WHEEL, wheels.NO_WHEEL_BODY)
    return Page(look.w(words.WHEEL), wheels.page(look, view, whole_number(ask.word("part"))))


def led(desk: Desk, ask: Ask) -> str:
    """The school whose wheel the one who asks leads, for the first card's button; "" when there is none."""
    who, register = ask.speaker.id, desk.house.register
    mine = wheel_pages.schools_with_a_wheel(desk.house, who, desk.known_posts(ask.speaker))
    return next((school for school in mine if leads(register, school, who)), "")
