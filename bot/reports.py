"""The reporter's verbs: begin, answer page by page, send, add, and see one's own."""

from __future__ import annotations

from collections.abc import Callable

from bot.ask import Ask, Page
from bot.desk import Desk
from bot.filling import SEEDED, Filling, filling
from bot.student import is_student
from cards import receipt as receipts
from cards import words
from cards.case import told as told_card
from cards.parts import whole_number
from dialogs.changing import FORWARD
from dialogs.open_page import OWN_STEPS
from dialogs.registration import HEARD, heard
from dialogs.report import FIRST, REPORT, SCHOOL, meaning
from dialogs.student import HOW_IT_IS, TALK_ABOUT
from dialogs.student_follow import STUDENT_FOLLOW
from dialogs.supplement import OWNER_TOLD, SUPPLEMENT
from domain import flow
from domain.origin import BY_STAFF, Origin, Teller
from domain.people import PersonId, Post
from domain.report import ByStaff, Draft, Supplement
from domain.views import Own, Receipt
from services import listing, reporting
from services.ports import House, Work
from services.reporting import Place, Submission
from storage.failures import StoreUnavailable

Posts = frozenset[Post]
TOLD_WITH = (REPORT, SUPPLEMENT, OWNER_TOLD, FORWARD, *STUDENT_FOLLOW)
STEPS = (HOW_IT_IS, TALK_ABOUT, *OWN_STEPS, *(step for f in TOLD_WITH for page in f.pages for step in page.steps))


async def begin(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """The first page that is not answered, with what a waiting draft or a colleague's message already holds."""
    form = filling(desk, ask, posts, REPORT, {"what": ask.text} if ask.text else {})
    if ask.word("token"):
        kept, sent = await desk.read(lambda work: _earlier(work, form))
        if sent:
            return _receipt_page(desk, ask, sent)
        form = form.having(**kept)
    page = form.next or FIRST
    return await _keep_and_ask(form, page) if ask.text and page is not FIRST else form.draw(page)


async def answer(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """Takes one page. The last one saves the report and shows its receipt; every other keeps a draft."""
    return await take(filling(desk, ask, posts, REPORT, {}))


async def take(form: Filling) -> Page:
    """What was sent for one page of a form that tells something."""
    page = form.flow.page(form.ask.word("page")) or form.main
    form = form.taking(page)
    try:
        return await _take(form, page) if page is form.main else await _go_on(form, page)
    except StoreUnavailable:
        return form.draw(page, note=_not_saved(form))


async def _go_on(form: Filling, page: flow.Page) -> Page:
    """A later page, joined with the earlier ones; of a form sent already, or of one so old that they are gone."""
    kept, sent = await form.desk.read(lambda work: _earlier(work, form))
    if kept or page is SCHOOL:
        return await _take(form.having(**kept).taking(page), page)
    if sent:
        return _receipt_page(form.desk, form.ask, sent)
    first = form.next or form.main
    return form.draw(first, note=form.desk.look(form.ask).w(words.FORM_TOO_OLD))


def _earlier(work: Work, form: Filling) -> tuple[dict[str, str], Receipt | None]:
    """The earlier pages' answers, or the receipt when this very form has been sent (a click too many)."""
    who = form.ask.speaker.id
    sent = work.report_by_token(who, form.token)
    draft = work.draft(who, form.token)
    receipt = listing.receipt(work, form.desk.house, sent.id, who) if sent else None
    return dict(draft.answers) if draft else {}, receipt


async def _take(form: Filling, page: flow.Page) -> Page:
    wrong = form.problems(page)
    if wrong:
        return form.draw(page, wrong)
    if (following := form.next) is not None:
        return await _keep_and_ask(form, following)
    return await _send(form)


async def _keep_and_ask(form: Filling, page: flow.Page) -> Page:
    draft = Draft(form.token, form.ask.speaker.id, form.flow.name, form.desk.now(), form.answers)
    await form.desk.save(lambda work: work.keep_draft(draft))
    return form.draw(page)


async def _send(form: Filling) -> Page:
    desk, ask, now = form.desk, form.ask, form.desk.now()
    told, place = _submission(form), _place(ask)

    service = reporting.register if told.registered_by else reporting.submit

    def unit(work: Work) -> Receipt | None:
        house = desk.house
        report = service(work, house, told, now, place)
        return listing.receipt(work, house, report.id, ask.speaker.id) if report else None

    return _receipt_page(desk, ask, await desk.save(unit))


def _place(ask: Ask) -> Place | None:
    """On the inline surface the form itself becomes the receipt."""
    return Place(ask.place, ask.speaker.conversation) if ask.place else None


def _submission(form: Filling) -> Submission:
    """The whole flow as services take it. The reporter's name is the register's where there is one."""
    answers, who = form.whole, form.ask.speaker
    what, it = meaning(answers), heard(answers) if form.main is HEARD else None
    reporter, name = (it.teller, it.name) if it else (who.id, who.name)
    return Submission(
        token=form.token,
        school=answers["school"],
        reporter=reporter,
        reporter_name=form.desk.house.register.name(reporter) or name,
        by_staff=what.by_staff,
        danger=what.danger,
        students=what.students,
        accused=what.accused,
        topics=what.topics,
        answers={step: said for step, said in answers.items() if step not in SEEDED},
        registered_by=who.id if it else "",
        channel=it.channel if it else None,
        told_orally_at=it.at if it else None,
        origin=Origin(Teller.STUDENT) if is_student(form.posts) else BY_STAFF,
    )


def _not_saved(form: Filling) -> str:
    """Whom to call: the school; about one of its leaders, the owner (§ 12-5 second paragraph)."""
    look, school = form.desk.look(form.ask), form.school
    if school and form.answers.get("by_staff") in (ByStaff.LEADER, ByStaff.UNSURE):
        return look.w(words.NOT_SAVED_OWNER, contact=school.owner.contact)
    return look.w(words.NOT_SAVED_BODY, phone=school.phone if school else "112")


async def begin_supplement(desk: Desk, ask: Ask, posts: Posts) -> Page:
    return filling(desk, ask, posts, SUPPLEMENT, {}).draw(SUPPLEMENT.pages[0])


async def begin_owner_told(desk: Desk, ask: Ask, posts: Posts) -> Page:
    return filling(desk, ask, posts, OWNER_TOLD, {}).draw(OWNER_TOLD.pages[0])


async def supplement(desk: Desk, ask: Ask, posts: Posts) -> Page:
    return await _add(filling(desk, ask, posts, SUPPLEMENT, {}), reporting.supplement)


async def owner_told(desk: Desk, ask: Ask, posts: Posts) -> Page:
    return await _add(filling(desk, ask, posts, OWNER_TOLD, {}), reporting.record_owner_told)


Addition = Callable[[Work, House, PersonId, Supplement], bool]


async def _add(form: Filling, service: Addition) -> Page:
    """Saves an addition; the receipt as it now stands, or the form with everything in it when nothing was saved."""
    page, desk, ask = form.flow.pages[0], form.desk, form.ask
    form = form.taking(page)
    if wrong := form.problems(page):
        return form.draw(page, wrong)
    written = {s.id: said for s in page.steps if (said := form.answers.get(s.id, ""))}
    added = Supplement(ask.word("report"), form.token, desk.now(), written)
    try:
        if not await desk.save(lambda work: service(work, desk.house, ask.speaker.id, added)):
            return not_theirs(desk, ask)
        return await show_receipt(desk, ask, form.posts)
    except StoreUnavailable:
        return form.draw(page, note=_not_saved(form))


async def show_receipt(desk: Desk, ask: Ask, posts: Posts) -> Page:
    who, report = ask.speaker.id, ask.word("report")
    view = await desk.read(lambda work: listing.receipt(work, desk.house, report, who))
    if view is None:
        await desk.save(lambda work: listing.refuse(work, desk.house, report, who, desk.now()))
    return _receipt_page(desk, ask, view)


def _receipt_page(desk: Desk, ask: Ask, view: Receipt | None) -> Page:
    if view is None:
        return not_theirs(desk, ask)
    look = desk.look(ask)
    return Page(look.w(words.TELL), receipts.receipt(look, view))


def not_theirs(desk: Desk, ask: Ask) -> Page:
    """The same words whether it does not exist or is another's."""
    return desk.says(ask, words.NO_SUCH, words.NO_SUCH_BODY)


async def mine(desk: Desk, ask: Ask, posts: Posts) -> Page:
    views = await desk.read(lambda work: listing.mine(work, desk.house, ask.speaker.id))
    look = desk.look(ask)
    return Page(look.w(words.MINE), receipts.mine(look, views, whole_number(ask.word("part"))))


async def show_mine(desk: Desk, ask: Ask, posts: Posts) -> Page:
    """One's own words. Shown in the chat they are taken away again by themselves."""
    who, report, now, place = ask.speaker.id, ask.word("report"), desk.now(), _place(ask)

    def unit(work: Work) -> Own | None:
        found = listing.told(work, desk.house, report, who, now)
        if found is not None and place is not None:
            reporting.hide_own(work, report, who, place, now)
        return found

    told = await desk.save(unit)
    if told is None:
        return not_theirs(desk, ask)
    look = desk.look(ask)
    return Page(look.w(words.MINE), told_card(look, told, STEPS, report, whole_number(ask.word("part"))))
