"""Telling: the next page, everything once more before it is sent, and what is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot import codes as kept_codes
from bot.desk import Desk
from bot.open_page import before, form, receipt, tickets, words
from bot.open_page.filling import BEFORE, Filling, filling
from bot.open_page.html import NOTHING, Html, joined, tag
from bot.open_page.tickets import Ticket
from bot.open_page.visit import Frame, Visit, document
from dialogs.open_page import OPEN_PAGE, SELF, WHO, origin, students, told
from domain import codes
from domain.codes import KeptCode
from domain.flow import Page, Problems, asked
from domain.report import Report, topics_in
from domain.text import Text
from domain.views import Receipt
from services import listing, reporting
from services.ports import Work
from services.reporting import Submission
from storage.failures import StoreUnavailable

FINE = Problems()


@dataclass(frozen=True, slots=True)
class Answer:
    page: Html
    status: int = 200


def begin(visit: Visit) -> Answer:
    """The first page, which any link leads to: nothing has been written yet."""
    look = visit.look
    drawn = _drawn(Filling(visit, {}), WHO, FINE)
    return Answer(document(visit, Frame(look.w(WHO.title), visit.home), drawn))


async def answer(desk: Desk, visit: Visit) -> Answer:
    """Takes what was sent, and does what was pressed; a choice of language or letters changes nothing else."""
    it = await _sealed(desk, filling(visit))
    page = OPEN_PAGE.page(visit.said("page"))
    match visit.said("go").split(":"):
        case ["next"] if page:
            return _next(it, page)
        case ["send"]:
            return await _send(desk, it)
        case ["back"]:
            return _asking(it, it.before(page))
        case ["edit", name]:
            return _asking(it, OPEN_PAGE.page(name) or WHO)
    return _asking(it, page or WHO) if visit.said("page") != BEFORE else _before(it)


def crowded(visit: Visit) -> Answer:
    """Everything as it was, and that one must wait."""
    it, page = filling(visit), OPEN_PAGE.page(visit.said("page"))
    said = form.note("bad", visit.look.w(words.CROWDED))
    return replace(_asking(it, page, note=said) if page else _before(it, said), status=503)


def uncertain(visit: Visit) -> Answer:
    """Something of ours failed: sent again it is the same report."""
    return replace(_before(filling(visit), form.note("bad", visit.look.w(words.UNCERTAIN))), status=503)


async def _sealed(desk: Desk, it: Filling) -> Filling:
    """With a token of ours: its own where it has one, else a new one. While the record cannot be read, without."""
    school, now = it.visit.school.id, desk.now()

    def unit(work: Work) -> Ticket:
        return tickets.read(work, school, it.carried) or tickets.issue(work, school, now)

    try:
        return replace(it, carried=(await desk.read(unit)).sealed)
    except StoreUnavailable:
        return it


def _next(it: Filling, page: Page) -> Answer:
    if wrong := it.problems(page):
        return _asking(it, page, wrong)
    following = it.next
    return _asking(it, following) if following else _before(it)


def _asking(it: Filling, page: Page, wrong: Problems = FINE, note: Html = NOTHING) -> Answer:
    visit = it.visit
    frame = Frame(visit.look.w(page.title), visit.home, it.danger, wrong=bool(wrong), form=True)
    return Answer(document(visit, frame, note, _drawn(it, page, wrong)))


def _drawn(it: Filling, page: Page, wrong: Problems) -> Html:
    """One page's questions; what the others have been answered goes with it unseen."""
    visit, look = it.visit, it.visit.look
    here = {step.id for step in asked(page, it.whole)}
    carried = {step: said for step, said in it.answers.items() if step not in here}
    back = form.press(look.w(words.GO_BACK), "back", "other") if page is not WHO else NOTHING
    return joined(
        form.faults(look, page, it.whole, wrong) if wrong else NOTHING,
        tag("h1", look.w(page.title)),
        tag("p", look.w(page.intro)) if page.intro else NOTHING,
        form.form(
            visit, visit.home, form.questions(look, page, it.whole, wrong),
            tag("div", form.press(look.w(page.send), "next", "main"), back, class_="buttons"),
            **{**carried, "page": page.id, "token": it.carried},
        ),
    )  # fmt: skip


def _before(it: Filling, note: Html = NOTHING) -> Answer:
    visit, look = it.visit, it.visit.look
    title = look.w(words.BEFORE_SAVING if it.reaches_nobody else words.BEFORE)
    frame = Frame(title, visit.home, it.danger, form=True)
    press = form.press(look.w(words.SAVE if it.reaches_nobody else words.SEND), "send", "main")
    buttons = tag("div", press, form.press(look.w(words.GO_BACK), "back", "other"), class_="buttons")
    inside = (before.review(it), before.receivers(it), before.seen(it), buttons)
    whole = form.form(visit, visit.home, *inside, **{**it.answers, "page": BEFORE, "token": it.carried})
    return Answer(document(visit, frame, note, tag("h1", title), before.numbers(it), whole))


async def _send(desk: Desk, it: Filling) -> Answer:
    """Saves it, whatever page it was sent from; the same form again gives the same receipt and the same code."""
    if faulty := it.faulty:
        return _asking(it, *faulty)
    if following := it.next:
        return _asking(it, following)
    now = desk.now()
    try:
        ticket = await desk.read(lambda work: tickets.read(work, it.visit.school.id, it.visit.said("token")))
        sent = await _sent(desk, ticket) if ticket else None
        if sent and _is_another(sent, it):
            return await _anew(desk, it, words.ANOTHER)
        if ticket is None or (ticket.is_old(now) and not sent):
            return await _anew(desk, it, words.TOO_OLD)
        code = await kept_codes.keep(ticket.token)
        view = await desk.save(lambda work: _saved(work, desk, it, ticket, code, now))
    except StoreUnavailable:
        return replace(_before(it, form.note("bad", _not_saved(it))), status=503)
    return Answer(receipt.page(it, view, codes.code(ticket.token).shown))


def _saved(work: Work, desk: Desk, it: Filling, ticket: Ticket, code: KeptCode, now: datetime) -> Receipt:
    house = desk.house
    report = reporting.submit(work, house, _submission(it, ticket, code), now)
    view = listing.receipt(work, house, report.id, report.reporter)
    if view is None:  # its school is not served any more: nobody would get it
        raise StoreUnavailable("closed")
    return view


async def _sent(desk: Desk, ticket: Ticket) -> Report | None:
    """What this very form was saved as, if it was."""
    who, token = codes.author(ticket.token), codes.kept(ticket.token)
    return await desk.read(lambda work: work.report_by_token(who, token))


def _is_another(sent: Report, it: Filling) -> bool:
    """Whether the form was gone back to and now goes another way, or is told otherwise: added to what was sent, it
    would reach those whom the page has just said that it does not reach."""
    return (sent.by_staff, sent.danger, sent.origin) != (it.by_staff, it.danger, origin(it.answers))


async def _anew(desk: Desk, it: Filling, why: Text) -> Answer:
    """Everything that stood in a form that cannot be sent any more, in a new one."""
    fresh = await _sealed(desk, replace(it, carried=""))
    return _before(fresh, form.note("bad", it.visit.look.w(why)))


def _submission(it: Filling, ticket: Ticket, code: KeptCode) -> Submission:
    answers = it.whole
    said = told(answers)
    return Submission(
        token=codes.kept(ticket.token), school=it.visit.school.id, reporter=codes.author(ticket.token),
        reporter_name=said.get("name", ""), by_staff=it.by_staff, danger=it.danger, students=students(answers),
        accused=frozenset(), answers=said, topics=topics_in(said), origin=origin(answers), code=code,
        is_unsafe=answers["who"] == SELF,
    )  # fmt: skip


def _not_saved(it: Filling) -> str:
    """Whom to ring: the school; about one of its leaders, the owner."""
    look, school = it.visit.look, it.visit.school
    if it.past_the_school:
        return look.w(words.NOT_SAVED_OWNER, contact=school.owner.contact)
    return look.w(words.NOT_SAVED, phone=school.phone)
