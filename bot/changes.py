"""The forms of one who handles a case and finds that something about it is otherwise."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.ask import Ask, Page
from bot.desk import Desk
from bot.filling import Filling, filling
from bot.reports import Posts, not_theirs
from cards import changed as cards
from cards import kindred, words
from dialogs import changing as dialogs
from domain.flow import Answers, Flow, Option
from domain.flow import Page as FormPage
from domain.note import Note
from domain.people import Post, Role
from domain.report import Draft
from domain.text import same
from domain.views import Changed, Kin
from services import changing, forwarding, handling, joining
from services.changing import Accusation, Changing
from services.ports import House, Work
from storage.failures import StoreUnavailable

Unit = Callable[[Work, House, Answers, Note], Changed | None]


@dataclass(frozen=True, slots=True)
class Change:
    """A form about one case, and what is done with its answers."""

    flow: Flow
    unit: Unit

    @property
    def first(self) -> FormPage:
        return self.flow.pages[0]


async def begin(desk: Desk, ask: Ask, posts: Posts, change: Change) -> Page:
    """The first page. Where the form takes a card's place in the chat, the doorbell comes back by itself."""
    found = await _look(desk, ask, change, hide=True)
    return _form(desk, ask, change, found).draw(change.first) if found else not_theirs(desk, ask)


async def answer(desk: Desk, ask: Ask, posts: Posts, change: Change) -> Page:
    """Takes one page: the next one, or what the last one leads to."""
    if (found := await _look(desk, ask, change)) is None:
        return not_theirs(desk, ask)
    form, page = _form(desk, ask, change, found), change.flow.page(ask.word("page")) or change.first
    draft = await desk.read(lambda work: work.draft(ask.speaker.id, form.token))
    if page is not change.first and draft is None:
        return form.draw(change.first, note=desk.look(ask).w(words.FORM_TOO_OLD))
    form = form.having(**(draft.answers if draft else {})).taking(page)
    if wrong := form.problems(page):
        return form.draw(page, wrong)
    try:
        return await _take(form, change)
    except StoreUnavailable:
        return form.draw(page, note=desk.look(ask).w(words.TRY_AGAIN_BODY))


async def _look(desk: Desk, ask: Ask, change: Change, hide: bool = False) -> Changing | None:
    case, who, now = ask.word("case"), ask.speaker.id, desk.now()

    def unit(work: Work) -> Changing | None:
        found = changing.begin(work, desk.house, case, who, change.flow.name, now)
        if found and hide and ask.place:
            handling.hide_later(work, case, ask.place, who, now)
        return found

    return await desk.save(unit)


def _form(desk: Desk, ask: Ask, change: Change, found: Changing) -> Filling:
    """The school is the case's, whatever a client says."""
    here = frozenset({Post(found.school, Role.STAFF)})
    schools = (s for s in desk.house.register.schools.values() if s.id != found.school)
    more = {
        "other_schools": tuple(Option(s.id, same(s.name)) for s in schools),
        "join": _kin(k for k in found.kindred.alike if k.joinable),
        "unjoin": _kin(found.kindred.joined),
    }
    return replace(filling(desk, ask, here, change.flow, {"school": found.school}), more=more)


def _kin(kin: Iterable[Kin]) -> tuple[Option, ...]:
    return tuple(Option(k.case, kindred.kin_words(k)) for k in kin)


async def _take(form: Filling, change: Change) -> Page:
    desk, ask, now = form.desk, form.ask, form.desk.now()
    if (following := form.next) is not None:
        draft = Draft(form.token, ask.speaker.id, form.flow.name, now, form.answers)
        await desk.save(lambda work: work.keep_draft(draft))
        return form.draw(following)

    def unit(work: Work) -> Changed | None:
        work.drop_draft(ask.speaker.id, form.token)
        note = Note(ask.word("case"), form.token, change.flow.name, ask.speaker.id, now, {})
        return change.unit(work, desk.house, form.whole, note)

    done = await desk.save(unit)
    look = desk.look(ask)
    return Page(look.w(cards.CHANGED), cards.changed(look, done)) if done else not_theirs(desk, ask)


def _accuse(work: Work, house: House, answers: Answers, note: Note) -> Changed | None:
    found = Accusation(*dialogs.accusation(answers))
    return changing.accuse(work, house, found, replace(note, answers=dialogs.in_words(answers)))


def _correct_student(work: Work, house: House, answers: Answers, note: Note) -> Changed | None:
    written = {step: answers[step] for step in ("student_right", "correction_reason")}
    return changing.correct_student(work, house, answers["student_right"], replace(note, answers=written))


def _forward(work: Work, house: House, answers: Answers, note: Note) -> Changed | None:
    written = {step: answers[step] for step in ("to_school", "legal_basis")}
    return forwarding.forward(work, house, answers["to_school"], replace(note, answers=written))


def _join(work: Work, house: House, answers: Answers, note: Note) -> Changed | None:
    return joining.join(work, house, note.case, note.who, answers["join"], note.written_at)


def _unjoin(work: Work, house: House, answers: Answers, note: Note) -> Changed | None:
    return joining.unjoin(work, house, note.case, note.who, answers["unjoin"], note.written_at)


CHANGES = (
    Change(dialogs.ACCUSE, _accuse),
    Change(dialogs.CORRECT_STUDENT, _correct_student),
    Change(dialogs.FORWARD, _forward),
    Change(dialogs.JOIN, _join),
    Change(dialogs.UNJOIN, _unjoin),
)

VERBS: Mapping[str, Callable[[Desk, Ask, Posts], Awaitable[Page]]] = {
    verb: partial(handler, change=change)
    for change in CHANGES
    for verb, handler in ((f"case.{change.flow.name}", begin), (f"{change.flow.name}.answer", answer))
}  # fmt: skip
