"""The verbs of the lists: one's own cases, the owner's schools, a case beside the law, a student's years."""

from __future__ import annotations

from bot.ask import Ask, Page
from bot.cases import opened
from bot.casework import looking
from bot.desk import Desk
from bot.registering import receiving
from bot.reports import Posts, not_theirs
from cards import overview as cards
from cards import readiness as papers_cards
from cards.casework import CHRONOLOGY, READY
from cards.parts import whole_number
from domain.chronology import Chronology
from domain.overview import owned
from domain.people import PersonId
from domain.readiness import Apart, Readiness
from domain.text import LANGUAGES, Text
from domain.views import Involved
from services import overview, papers

WORDS = frozenset(("saker", "mine saker", "sakene mine", "cases", "my cases"))
WORDS_OF_OWNERS = frozenset(cards.SCHOOLS.in_(language).lower() for language in LANGUAGES)

NOT_FOR_YOU_BODY = Text(
    "Denne siden er for den som har saken. Du har en oppgave i den.",
    "Denne sida er for den som har saka. Du har ei oppgåve i ho.",
    "This page is for whoever has the case. You have a task in it.",
)
NOT_AN_OWNER_BODY = Text(
    "Denne oversikten er for skoleeieren.",
    "Dette oversynet er for skoleeigaren.",
    "This overview is for the school owner.",
)


async def show(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """A page of one's own cases. What it is narrowed to is the reader's choice, or the page before's."""
    who, now, after = ask.speaker.id, desk.now(), ask.word("after")
    narrowed = ask.word("of" if after else "narrowed")
    view = await desk.save(lambda work: overview.cases(work, desk.house, who, narrowed, after, now))
    look = desk.look(ask)
    return Page(look.w(cards.CASES), cards.cases(look, view, bool(owned(who, desk.house.register))))


async def owners(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """For those who act for a school's owner."""
    who, now = ask.speaker.id, desk.now()
    view = await desk.save(lambda work: overview.of_owner(work, desk.house, who, now))
    if view is None:
        return desk.says(ask, cards.SCHOOLS, NOT_AN_OWNER_BODY)
    look = desk.look(ask)
    return Page(look.w(cards.SCHOOLS), cards.owners(look, view, whole_number(ask.word("part"))))


async def has_cases(desk: Desk, who: PersonId) -> bool:
    """Whether the first card leads to a list: for those who receive always, for another when something is in it."""
    if receiving(desk, who):
        return True
    person = desk.house.register.person(who)
    if person is None or not person.schools:
        return False
    return await desk.read(lambda work: overview.has_cases(work, desk.house, who))


async def ready(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The case beside the law."""
    view = await looking(desk, ask, lambda work, case, who, now: papers.ready(work, desk.house, case, who, now))
    return _page(desk, ask, READY, view)


async def chronology(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The student's cases at this school."""
    view = await looking(desk, ask, lambda work, case, who, now: papers.chronology(work, desk.house, case, who, now))
    return _page(desk, ask, CHRONOLOGY, view)


def _page(desk: Desk, ask: Ask, name: Text, view: Readiness | Chronology | Involved | Apart | None) -> Page:
    look, part = desk.look(ask), whole_number(ask.word("part"))
    if isinstance(view, Readiness):
        return Page(look.w(name), papers_cards.readiness(look, view, part))
    if isinstance(view, Chronology):
        return Page(look.w(name), papers_cards.chronology(look, view, part))
    if isinstance(view, Involved):
        return opened(desk, ask, view)
    return desk.says(ask, name, NOT_FOR_YOU_BODY) if view else not_theirs(desk, ask)
