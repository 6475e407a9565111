"""What a student has told is saved: as a report under their name or with the name held apart, or as a wish alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import codes
from bot.ask import Page
from bot.filling import Filling
from bot.student_form import keeper, name_of
from cards import codes as code_cards
from cards import receipt as receipts
from cards import student
from cards import wishes as wish_cards
from dialogs.student import Meaning, meaning, told_in
from domain import codes as secrets
from domain.case import Status
from domain.origin import Behind
from domain.report import ByStaff, Report
from domain.views import Receipt
from domain.wishes import Wish
from services import listing, reporting, starting, wishes
from services.ports import Work
from services.reporting import Place, Submission


async def send(form: Filling) -> Page:
    """One transaction; the answer is drawn after it is durable. The same form again meets the same answer."""
    told = meaning(form.whole, name_of(form))
    if told.is_wish:
        return await _send_wish(form, told)
    submission = await _submission(form, told)
    return _answer(form, await form.desk.save(_saving(form, told, submission)))


def _saving(form: Filling, told: Meaning, submission: Submission) -> Callable[[Work], Receipt | None]:
    desk, now, place = form.desk, form.desk.now(), _place(form)
    school = submission.school

    def unit(work: Work) -> Receipt | None:
        house = desk.house
        report = reporting.submit(work, house, _as_before(work, form, submission), now, place)
        work.drop_draft(*keeper(form))
        if told.adult and (_is_guest(form, told) or _reaches_nobody(work, report)):
            wishes.add(work, house, _wish(form, told))
        if place and not report.has_chat:
            starting.go_back(work, school, place, form.ask.speaker.id, now)
        return listing.receipt(work, house, report.id, report.reporter)

    return unit


def _as_before(work: Work, form: Filling, submission: Submission) -> Submission:
    """The form sent again with another answer to who sees the name: it is the report that it was."""
    known = _report(work, form)
    return replace(submission, reporter=known.reporter, origin=known.origin) if known else submission


def _report(work: Work, form: Filling) -> Report | None:
    author, token = keeper(form)
    return work.report_by_token(author, token) or work.report_by_token(form.ask.speaker.id, token)


async def _submission(form: Filling, told: Meaning) -> Submission:
    author, token = keeper(form)
    who, name = form.ask.speaker.id, name_of(form)
    open_ = told.origin.is_open
    return Submission(
        token=token, school=form.whole["school"], reporter=who if open_ else author,
        reporter_name=name if open_ else "", by_staff=told.by_staff, danger=told.danger, students=told.students,
        accused=told.accused, answers=told_in(form.answers), origin=told.origin,
        behind=None if open_ else Behind(author, who, name, told.here),
        code=None if open_ else await codes.keep(form.token), adult=told.adult, is_unsafe=told.is_unsafe,
    )  # fmt: skip


def _reaches_nobody(work: Work, report: Report) -> bool:
    """Then nobody can have a task in it either: whom a student has chosen gets to know at least that they want to
    talk."""
    return all(case.status is Status.UNDELIVERED for case in work.cases_of(report.id))


def _is_guest(form: Filling, told: Meaning) -> bool:
    """A guest never handles, but can be wished for."""
    person = form.desk.house.register.person(told.adult)
    return person is not None and person.guest


async def _send_wish(form: Filling, told: Meaning) -> Page:
    desk, now, place, wish = form.desk, form.desk.now(), _place(form), _wish(form, told)

    def unit(work: Work) -> None:
        wishes.add(work, desk.house, wish)
        work.drop_draft(*keeper(form))
        if place:
            starting.go_back(work, wish.school, place, wish.student, now)

    await desk.save(unit)
    return _wished(form, wish)


def _wish(form: Filling, told: Meaning) -> Wish:
    """Its id follows from the form, too, and leads to nothing else that does."""
    id_ = secrets.kept(f"wish {form.token}")
    who, school = form.ask.speaker.id, form.whole["school"]
    return Wish(id_, school, who, name_of(form), told.adult, form.desk.now())


def _wished(form: Filling, wish: Wish) -> Page:
    look = form.desk.look(form.ask)
    return Page(look.w(student.TELL), wish_cards.sent(look, form.desk.house.register.name(wish.adult)))


async def sent(form: Filling) -> Page | None:
    """What was answered when this very form was sent: a click too many meets it again. None when it never was."""
    house, id_ = form.desk.house, secrets.kept(f"wish {form.token}")

    def unit(work: Work) -> Receipt | Wish | None:
        report = _report(work, form)
        return listing.receipt(work, house, report.id, report.reporter) if report else work.wish(id_)

    found = await form.desk.read(unit)
    if isinstance(found, Wish):
        return _wished(form, found) if found.student == form.ask.speaker.id else None
    return _answer(form, found) if found else None


def _answer(form: Filling, view: Receipt | None) -> Page:
    """With the name held apart the code is shown, here and nowhere else: it follows from the form alone."""
    look = form.desk.look(form.ask)
    if view is None:
        return form.desk.says(form.ask, student.TELL, receipts.NOT_YOURS_TO_FOLLOW)
    if view.origin.is_open:
        return Page(look.w(student.TELL), receipts.receipt(look, view))
    return Page(look.w(student.TELL), code_cards.saved(look, view, secrets.code(form.token).shown))


def _place(form: Filling) -> Place | None:
    return Place(form.ask.place, form.ask.speaker.conversation) if form.ask.place else None


def not_saved(form: Filling) -> str:
    """Whom to call: the school; about one of its leaders, the owner (§ 12-5 second paragraph)."""
    look, school = form.desk.look(form.ask), form.school
    if school and form.answers.get("by_staff") in (ByStaff.LEADER, ByStaff.UNSURE):
        return look.w(student.NOT_SAVED_OWNER, contact=school.owner.contact)
    return look.w(student.NOT_SAVED, phone=school.phone if school else "112")
