"""Telling: a report is saved, its cases made and its receivers alerted in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.access import may_act, may_be_tasked
from domain.agenda import Call
from domain.audit import Entry, chain_of
from domain.better import CHAT
from domain.case import WROTE, Case, Event, Happened, Route, Status
from domain.codes import KeptCode
from domain.delivery import Card, Shown
from domain.evaluation import NO
from domain.lifecycle import Party, may
from domain.origin import BY_STAFF, Behind, Origin
from domain.people import PersonId
from domain.receivers import may_receive
from domain.reference import reference
from domain.report import ByStaff, Channel, Report, Supplement
from domain.routing import is_deliverable, ladder, route_for, seen_away, why_first
from domain.tasks import Work as Task
from domain.tasks import chosen, given
from domain.workdays import add_working_days, oslo_day
from services import telling
from services.authors import as_author
from services.mailing import with_mail
from services.ports import House, Work


@dataclass(frozen=True, slots=True)
class Submission:
    """A report as the form gave it: every answer, and what of them decides its way.

    Written down for another it has `registered_by`, and how and when it came; `reporter` is then whoever told, or "".

    Where `origin` keeps a name from the school, `reporter` is the author's word and `behind` whose it is, if anybody
    knows; `code` is what they come back with. `adult` is whom a student chose to talk with. `is_unsafe`: a student says
    of themself that it is not safe and good.
    """

    token: str
    school: str
    reporter: PersonId
    reporter_name: str
    by_staff: ByStaff
    danger: bool
    students: tuple[str, ...]
    accused: frozenset[PersonId]
    answers: Mapping[str, str]
    topics: frozenset[str] = frozenset()
    registered_by: PersonId = ""
    channel: Channel | None = None
    told_orally_at: datetime | None = None
    origin: Origin = BY_STAFF
    behind: Behind | None = None
    code: KeptCode | None = None
    adult: PersonId = ""
    is_unsafe: bool = False

    @property
    def sender(self) -> PersonId:
        return self.registered_by or self.reporter


@dataclass(frozen=True, slots=True)
class Place:
    """A card in the sender's chat that the receipt takes the place of (the inline surface)."""

    activity: str
    conversation: str


def submit(work: Work, house: House, told: Submission, now: datetime, place: Place | None = None) -> Report:
    """Saves what was told and queues its first alerts and its receipt. The same token again: the same report.

    One case per affected student (U3). Nothing is ever refused here, and nothing is said about whether
    somebody else has told already (E12).
    """
    known = work.report_by_token(told.sender, told.token)
    if known:
        _add_what_differs(work, house, known, told, now)
        work.drop_draft(told.sender, told.token)
        return known
    report = _report(house, told, now)
    work.add_report(report)
    work.drop_draft(told.sender, told.token)
    for student in told.students:
        _begin(work, house, report, told, student, now)
    if told.code:
        work.add_code(report.id, told.code)
    if told.behind:
        work.keep_behind(told.behind)
    if report.has_chat:
        _leave_receipt(work, report, place, now)
    if report.can_be_confirmed:
        work.queue(telling.to_confirm(report, now))
    return report


def _leave_receipt(work: Work, report: Report, place: Place | None, now: datetime) -> None:
    if place:
        work.show(shown_receipt(report.id, report.sender, place, now))
    else:
        work.queue(telling.receipt(report, now))


def register(work: Work, house: House, told: Submission, now: datetime, place: Place | None = None) -> Report | None:
    """As `submit`, of what another has told; None when the sender may not receive at that school (E15).

    Somebody accused is never asked whether it is right, whoever is said to have told it.
    """
    school = house.register.schools.get(told.school)
    if school is None or not may_receive(told.registered_by, school, house.register):
        refuse_registration(work, house, told.registered_by, now, told.school)
        return None
    theirs = told.reporter not in told.accused
    return submit(work, house, told if theirs else replace(told, reporter=""), now, place)


def refuse_registration(work: Work, house: House, who: PersonId, now: datetime, school: str = "") -> None:
    """One who may not receive asked to write down what another told: in the audit, as every refusal."""
    work.audit(telling.refusal(house, who, "case:registered", school, now))


def _add_what_differs(work: Work, house: House, known: Report, told: Submission, now: datetime) -> None:
    """A form sent again after its answer was lost may hold more than the first time: that is kept, too (E54)."""
    more = {step: said for step, said in told.answers.items() if said and said != known.answers.get(step)}
    if more:
        token = work.commitment(more)[:32]
        supplement(work, house, told.sender, Supplement(known.id, token, now, more))


def shown_receipt(report: str, reporter: PersonId, place: Place, now: datetime) -> Shown:
    return Shown(place.activity, place.conversation, Card.RECEIPT, reporter, report, now)


def _report(house: House, told: Submission, now: datetime) -> Report:
    return Report(
        id=house.mint(), school=told.school, reporter=told.reporter, reporter_name=told.reporter_name,
        token=told.token, told_at=now, by_staff=told.by_staff, danger=told.danger, answers=dict(told.answers),
        registered_by=told.registered_by, channel=told.channel, told_orally_at=told.told_orally_at, origin=told.origin,
    )  # fmt: skip


def _begin(work: Work, house: House, report: Report, told: Submission, student: str, now: datetime) -> None:
    bare = _with_adult(house, _case(work, house, report, told, student, now), told, now)
    case = begin(work, house, bare, now)
    work.queue(*telling.alerts(case, Card.TASK, chosen(case), Call.CHOSEN, now))
    chain = chain_of(case.route, case.school)
    bound, teller = work.commitment(told.answers), told.reporter if told.registered_by else ""
    work.audit(Entry(chain, now, told.sender, "report:told", case.id, reason=teller, commitment=bound))
    alerted = case.history[bare.version :]
    work.audit(*telling.entries(case, bare.history[1:], told.sender), *telling.entries(case, alerted))
    if told.registered_by in {h.who for h in alerted if h.what == Event.ALERTED}:
        _take(work, house, case, told.registered_by, now)


def begin(work: Work, house: House, bare: Case, now: datetime) -> Case:
    """Saves a case that nobody has been told of, and alerts its first rung; or keeps it for its author (ruling 2)."""
    rungs = ladder(bare, house.register, oslo_day(now))
    if not is_deliverable(bare.route, house.register.schools[bare.school], rungs):
        bare, rungs = bare.after(status=Status.UNDELIVERED), ()
    first = rungs[0] if rungs else ()
    reason = why_first(first, bare, house.register)
    seen = seen_away(first, bare, house.register, now)
    case = bare.after(*seen, *telling.alerted(first, reason, now))
    work.add_case(case, telling.due(case, house.register, now), telling.pressing(work, house, case))
    work.queue(*with_mail(house, case, telling.alerts(case, Card.NOTICE, first, reason, now)))
    return case


def _take(work: Work, house: House, case: Case, who: PersonId, now: datetime) -> None:
    """The first receiver has it by having written it down; what is owed of them is met."""
    for action in ("acknowledge", "open"):
        case = telling.act(work, house, case, action, who, now, note=WROTE)


def _case(work: Work, house: House, report: Report, told: Submission, student: str, now: datetime) -> Case:
    route = route_for(told.by_staff, told.accused, told.school, house.register, told.topics)
    way = route if route is not Route.ORDINARY else ""
    wrote = Happened(now, Event.REGISTERED, told.registered_by, told.channel or "")
    said = Happened(now, Event.SAID, None, NO)
    return Case(
        id=house.mint(), reference=free_reference(work, house, now), school=told.school, report=report.id,
        reporter=told.reporter, route=route, danger=told.danger, told_at=now, status=Status.RECEIVED,
        student=student, accused=told.accused,
        history=(Happened(now, Event.TOLD, told.reporter or None, way), *((wrote,) if told.registered_by else ()),
            *_of_self(told, now), *((said,) if told.is_unsafe else ())),
    )  # fmt: skip


def _of_self(told: Submission, now: datetime) -> tuple[Happened, ...]:
    """That a student tells of themself, and whether they can be asked in Teams how it has become."""
    if not told.origin.about_self:
        return ()
    in_chat = told.origin.is_identified and told.origin.is_open and told.answers.get("here") != "false"
    apart = told.behind is not None and told.behind.here
    return (Happened(now, Event.OF_SELF, None, CHAT if in_chat or apart else ""),)


def _with_adult(house: House, case: Case, told: Submission, now: datetime) -> Case:
    """The adult whom a student chose has it from the first moment, beside rektor or the owner, who have it anyway.

    Never somebody accused, nor a leader where a leader is: a form can be forged.
    """
    if not told.adult or not may_be_tasked(told.adult, case, house.register):
        return case
    day = add_working_days(oslo_day(now), 1, house.register.schools[case.school].calendar)
    return case.after(given(house.mint(), Task.CHOSEN, told.adult, day, now))


def free_reference(work: Work, house: House, now: datetime) -> str:
    while work.is_reference_taken(found := reference(oslo_day(now).year, house.pick)):
        pass
    return found


def hide_own(work: Work, report_id: str, who: PersonId, place: Place, now: datetime) -> None:
    """Where one's own words are shown in the chat, the receipt takes their place by itself."""
    report = work.report(report_id)
    if report and who in report.keepers:
        shown = shown_receipt(report_id, who, place, now)
        work.show(shown)
        telling.hide_later(work, report.school, shown, now)


def supplement(work: Work, house: House, who: PersonId, added: Supplement) -> bool:
    """Appends to one's own report and tells everybody who has been told. False when it is not theirs."""
    report = work.report(added.report)
    who = as_author(work, report, who)
    if report is None or who not in report.keepers:
        work.audit(telling.refusal(house, who, "case:supplement", added.report, added.added_at))
        return False
    if work.add_supplement(replace(added, by=who)):
        for case in work.cases_of(report.id):
            if may(case, "supplement", {Party.REPORTER}):
                telling.act(work, house, case, "supplement", who, added.added_at, added.answers)
    return True


def confirm(work: Work, house: House, who: PersonId, report_id: str, now: datetime) -> bool:
    """Whoever told says that what another wrote down is right: once, and by nobody else (ruling 16)."""
    theirs = [c for c in work.cases_of(report_id) if may_act(who, "confirm", c, house.register)]
    if not theirs:
        work.audit(telling.refusal(house, who, "case:confirm", report_id, now))
        return False
    for case in theirs:
        if case.first("confirm") is None:
            telling.act(work, house, case, "confirm", who, now)
    return True


def record_owner_told(work: Work, house: House, who: PersonId, added: Supplement) -> bool:
    """The author's own word on how and when the owner was told of a report that could not be delivered (ruling 2)."""
    report, cases = work.report(added.report), work.cases_of(added.report)
    who = as_author(work, report, who)
    if any((s.token, s.by) == (added.token, who) for s in work.supplements(added.report)):
        return True  # the same form again (E54)
    mine = [c for c in cases if may_act(who, "record_owner_told", c, house.register)]
    if not mine:
        work.audit(telling.refusal(house, who, "case:record_owner_told", added.report, added.added_at))
        return False
    work.add_supplement(replace(added, by=who))
    for case in mine:
        telling.act(work, house, case, "record_owner_told", who, added.added_at, added.answers)
    return True
