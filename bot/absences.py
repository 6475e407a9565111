"""The verbs of being away: a sentence understood, its card, saving it, and coming back."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date

from bot.ask import Ask, Page
from bot.desk import Desk
from bot.reports import Posts
from cards import absence as cards
from cards import question
from cards.parts import CardElement, box, say
from dialogs.absence import ABSENCE, PARTLY, WHOLLY
from domain import flow
from domain.absence import Away, Back, understand
from domain.flow import Fault, Problems
from domain.people import Absence, PersonId
from domain.posts import awaited_at, is_told_in_turn, presence
from domain.text import clean
from domain.views import Presence
from domain.workdays import oslo_day
from services import absences
from storage.failures import StoreUnavailable

DAYS = ABSENCE.pages[0]

log = logging.getLogger(__name__)


def shown(desk: Desk, who: PersonId) -> Presence | None:
    """Who is away now, for one whose own absence matters; None for everybody else."""
    register = desk.house.register
    person = register.person(who)
    here = person and awaited_at(person, register)
    return presence(person, register, oslo_day(desk.now())) if person and here else None


async def said(desk: Desk, ask: Ask, posts: Posts) -> Page | None:
    """The answer to a sentence about being away from one who is waited for; None to any other."""
    meant = understand(ask.text, oslo_day(desk.now())) if shown(desk, ask.speaker.id) else None
    match meant:
        case Back():
            return await back(desk, ask, posts)
        case Away(first, last, understood):
            notes = [] if understood else [box([say(desk.look(ask), cards.NOT_UNDERSTOOD)], "attention")]
            return _form(desk, ask, _answers(first, last), notes=notes)
    return None


def _answers(first: date, last: date | None) -> dict[str, str]:
    return {"first": first.isoformat(), "last": last.isoformat() if last else "", "how": WHOLLY}


def _form(
    desk: Desk, ask: Ask, answers: Mapping[str, str], problems: Problems = question.NO_PROBLEMS,
    notes: list[CardElement] | None = None,
) -> Page:  # fmt: skip
    look = desk.look(ask)
    return Page(look.w(DAYS.title), question.page(look, DAYS, "away.answer", answers, {}, problems, notes or ()))


async def begin(desk: Desk, ask: Ask, posts: Posts) -> Page:
    if not shown(desk, ask.speaker.id):
        return _not_theirs(desk, ask)
    return _form(desk, ask, _answers(oslo_day(desk.now()), None))


async def answer(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Saves the days as they stand in the form; nothing is saved while anything in it is wrong."""
    now, who, answers = desk.now(), ask.speaker.id, flow.given(DAYS, ask.data, clean)
    if wrong := _problems(answers, oslo_day(now)):
        return _form(desk, ask, answers, wrong)
    first = flow.day_in(answers["first"]) or date.min
    absence = Absence(first, flow.day_in(answers["last"]) or date.max, answers["how"] == PARTLY)
    if not await desk.save(lambda work: absences.go(work, desk.house, who, absence, now)):
        return _not_theirs(desk, ask)
    await _known(desk, who)
    look = desk.look(ask)
    return Page(look.w(cards.SAVED), cards.saved(look, absence, is_told_in_turn(desk.house.register.people[who])))


def _problems(answers: Mapping[str, str], today: date) -> Problems:
    wrong = flow.problems(DAYS, answers, {})
    first, last = flow.day_in(answers["first"]), flow.day_in(answers["last"])
    is_early = first and last and last < max(first, today)
    return Problems({"last": Fault.TOO_EARLY}) if is_early and not wrong else wrong


async def back(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Here again, at once."""
    now, who = desk.now(), ask.speaker.id
    if not await desk.save(lambda work: absences.come_back(work, desk.house, who, now)):
        return _not_theirs(desk, ask)
    await _known(desk, who)
    return desk.says(ask, cards.WELCOME_BACK, cards.WELCOME_BACK_BODY)


async def _known(desk: Desk, who: PersonId) -> None:
    """The house knows it and the clock looks. The record has it already: what fails here, the upkeep does."""
    try:
        await desk.renew()
        await desk.save(lambda work: absences.wake(work, desk.house, who, desk.now()))
    except StoreUnavailable as error:
        desk.is_stale = True
        log.error("absence saved, and not yet acted on: %s", error)


def _not_theirs(desk: Desk, ask: Ask) -> Page:
    return desk.says(ask, cards.NOT_FOR_YOU, cards.NOT_FOR_YOU_BODY)
