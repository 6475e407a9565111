"""Telling: a report is saved, its cases made and its receivers alerted in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.access import parties
from domain.audit import Entry, chain_of
from domain.case import Case, Event, Happened, Reason, Route, Status
from domain.delivery import Card, Shown
from domain.lifecycle import may
from domain.people import PersonId
from domain.reference import reference
from domain.report import ByStaff, Report, Supplement
from domain.routing import is_deliverable, ladder, route_for
from domain.workdays import oslo_day
from services import telling
from services.ports import House, Work


@dataclass(frozen=True, slots=True)
class Submission:
    """A report as the form gave it: every answer, and what of them decides its way."""

    token: str
    school: str
    reporter: PersonId
    reporter_name: str
    by_staff: ByStaff
    danger: bool
    students: tuple[str, ...]
    accused: frozenset[PersonId]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A card in the reporter's chat that the receipt takes the place of (the inline surface)."""

    activity: str
    conversation: str


def submit(work: Work, house: House, told: Submission, now: datetime, place: Place | None = None) -> Report:
    """Saves what was told and queues its first alerts and its receipt. The same token again: the same report.

    One case per affected student (U3). Nothing is ever refused here, and nothing is said about whether
    somebody else has told already (E12).
    """
    known = work.report_by_token(told.reporter, told.token)
    if known:
        _add_what_differs(work, house, known, told, now)
        work.drop_draft(told.reporter, told.token)
        return known
    report = _report(house, told, now)
    work.add_report(report)
    work.drop_draft(told.reporter, told.token)
    for student in told.students:
        _begin(work, house, report, told, student, now)
    if place:
        work.show(shown_receipt(report.id, told.reporter, place, now))
    else:
        work.queue(telling.receipt(report, now))
    return report


def _add_what_differs(work: Work, house: House, known: Report, told: Submission, now: datetime) -> None:
    """A form sent again after its answer was lost may hold more than the first time: that is kept, too (E54)."""
    more = {step: said for step, said in told.answers.items() if said and said != known.answers.get(step)}
    if more:
        token = work.commitment(more)[:32]
        supplement(work, house, told.reporter, Supplement(known.id, token, now, more))


def shown_receipt(report: str, reporter: PersonId, place: Place, now: datetime) -> Shown:
    return Shown(place.activity, place.conversation, Card.RECEIPT, reporter, report, now)


def _report(house: House, told: Submission, now: datetime) -> Report:
    return Report(
        id=house.mint(), school=told.school, reporter=told.reporter, reporter_name=told.reporter_name,
        token=told.token, told_at=now, by_staff=told.by_staff, danger=told.danger, answers=dict(told.answers),
    )  # fmt: skip


def _begin(work: Work, house: House, report: Report, told: Submission, student: str, now: datetime) -> None:
    bare = _case(work, house, report, told, student, now)
    rungs = ladder(bare, house.register, oslo_day(now))
    if not is_deliverable(bare.route, house.register.schools[bare.school], rungs):
        bare, rungs = bare.after(status=Status.UNDELIVERED), ()
    first = rungs[0] if rungs else ()
    case = bare.after(*telling.alerted(first, Reason.FIRST, now))
    work.add_case(case, telling.due(case, house.register, now))
    work.queue(*telling.alerts(case, Card.NOTICE, first, Reason.FIRST, now))
    chain = chain_of(case.route, case.school)
    bound = work.commitment(told.answers)
    work.audit(Entry(chain, now, told.reporter, "report:told", case.id, commitment=bound))
    work.audit(*telling.entries(case, case.history[1:]))


def _case(work: Work, house: House, report: Report, told: Submission, student: str, now: datetime) -> Case:
    route = route_for(told.by_staff, told.accused, told.school, house.register)
    return Case(
        id=house.mint(), reference=_free_reference(work, house, now), school=told.school, report=report.id,
        reporter=told.reporter, route=route, danger=told.danger, told_at=now, status=Status.RECEIVED,
        student=student, accused=told.accused,
        history=(Happened(now, Event.TOLD, told.reporter, route if route is not Route.ORDINARY else ""),),
    )  # fmt: skip


def _free_reference(work: Work, house: House, now: datetime) -> str:
    while work.is_reference_taken(found := reference(oslo_day(now).year, house.pick)):
        pass
    return found


def hide_own(work: Work, report_id: str, who: PersonId, place: Place, now: datetime) -> None:
    """Where one's own words are shown in the chat, the receipt takes their place by itself."""
    report = work.report(report_id)
    if report and report.reporter == who:
        shown = shown_receipt(report_id, who, place, now)
        work.show(shown)
        telling.hide_later(work, report.school, shown, now)


def supplement(work: Work, house: House, who: PersonId, added: Supplement) -> bool:
    """Appends to one's own report and tells everybody who has been told. False when it is not theirs."""
    report = work.report(added.report)
    if report is None or report.reporter != who:
        work.audit(telling.refusal(house, who, "case:supplement", added.report, added.added_at))
        return False
    if work.add_supplement(added):
        for case in work.cases_of(report.id):
            telling.act(work, house, case, "supplement", who, added.added_at, added.answers)
    return True


def record_owner_told(work: Work, house: House, who: PersonId, added: Supplement) -> bool:
    """The author's own word on how and when the owner was told of a report that could not be delivered (ruling 2)."""
    cases = work.cases_of(added.report)
    mine = [c for c in cases if may(c, "record_owner_told", parties(who, c, house.register))]
    if not mine:
        work.audit(telling.refusal(house, who, "case:record_owner_told", added.report, added.added_at))
        return False
    work.add_supplement(added)
    for case in mine:
        telling.act(work, house, case, "record_owner_told", who, added.added_at, added.answers)
    return True
