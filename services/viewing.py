"""Making what a card shows out of a case and who looks at it. Reads nothing, saves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.access import is_about_a_leader, parties
from domain.case import Case, Event, Reason, Status
from domain.deadlines import Wave, acknowledgement, limit_end, wave
from domain.lifecycle import Duty, Party, allowed
from domain.people import PersonId, Register, Role
from domain.profile import School
from domain.report import Report, Supplement
from domain.routing import ladder
from domain.views import CaseLine, Content, Involved, Notice, Receipt, Taken, Told
from domain.workdays import next_read, oslo_day

_RECEIVING = (Role.PRINCIPAL, Role.DEPUTY, Role.OWNER_CONTACT)


def notice(
    case: Case, register: Register, who: PersonId, alert: str = "", reminder: bool = False, news: bool = False
) -> Notice:
    """The doorbell of a case for `who`; one who is no longer a receiver sees that it has left them, and no more."""
    closed = Party.RECEIVER not in parties(who, case, register)
    running = None if closed else wave(case, register)
    unopened = running is not None and running.duty is Duty.OPEN and alert == Reason.NOT_OPENED
    return Notice(
        case=case.id, reference=case.reference, school=register.schools[case.school].name,
        alert=Reason(alert) if alert else Reason.FIRST, reminder=reminder, news=news, told_at=case.told_at,
        answer_by=_answer_by(case, running, register), taken=None if closed else taken(case, register, who),
        unopened=unopened, closed_to_me=closed,
        actions=() if closed else tuple(r for r in allowed(case, {Party.RECEIVER}) if r.action != "recuse"),
    )  # fmt: skip


def _answer_by(case: Case, running: Wave | None, register: Register) -> datetime | None:
    if running is None or running.duty is not Duty.ACKNOWLEDGE:
        return None
    return limit_end(running.since, 1, case, register.schools[case.school])


def taken(case: Case, register: Register, who: PersonId = "") -> Taken | None:
    found = acknowledgement(case, register)
    if found is None or found.who is None:
        return None
    return Taken(register.name(found.who), found.at, by_me=found.who == who)


def involved(case: Case, register: Register, report: Report | None) -> Involved:
    names = tuple(register.name(who) for who in sorted(case.accused))
    written = report.answers.get("accused_name", "") if report else ""
    return Involved(
        case.id, case.reference, case.student, names or ((written,) if written else ()),
        report.reporter_name if report else "",
    )  # fmt: skip


def content(
    case: Case, register: Register, who: PersonId, report: Report | None,
    supplements: Iterable[Supplement], siblings: Iterable[Case],
) -> Content:  # fmt: skip
    """Everything told in one case. Sibling cases by reference only (E10)."""
    told = (Told(report.told_at, report.answers),) if report else ()
    return Content(
        involved=involved(case, register, report), school=register.schools[case.school].name, status=case.status,
        danger=case.danger, told=told + tuple(Told(s.added_at, s.answers) for s in supplements),
        taken=taken(case, register, who), times=times(case, register),
        siblings=tuple(c.reference for c in siblings if c.id != case.id),
        actions=allowed(case, {Party.RECEIVER}),
    )  # fmt: skip


def times(case: Case, register: Register) -> tuple[tuple[str, str, datetime], ...]:
    """The times kept for each report (ruling 16), in order: what, whom it concerns, when it first happened."""
    shown = (Event.TOLD, Event.DELIVERED, Event.UNDELIVERED, "acknowledge", "open", "recuse")
    first = {(h.what, h.who): h.at for h in reversed(case.history) if h.what in shown}
    added = [("supplement", "", h.at) for h in case.all("supplement")]
    once = [(what, _who(register, who), at) for (what, who), at in first.items()]
    return tuple(sorted((*once, *added), key=lambda line: line[2]))


def _who(register: Register, who: PersonId | None) -> str:
    return register.name(who) if who else ""


def receipt(report: Report, cases: tuple[Case, ...], added: Iterable[Supplement], register: Register) -> Receipt:
    """What the reporter keeps: status words only, "lagret" and "levert til" told apart (ruling 2)."""
    school = register.schools[report.school]
    return Receipt(
        report=report.id, school=school.name, phone=school.phone, told_at=report.told_at,
        cases=tuple(_line(c, register) for c in cases), readers=_readers(cases, register),
        read_from=_read_from(report, cases, school), danger=report.danger, emergency=school.emergency,
        owner=school.owner.name, owner_contact=school.owner.contact, added=tuple(s.added_at for s in added),
        nobody_reached=any(_is_unreached(c, register) for c in cases),
        past_the_school=any(is_about_a_leader(c, register) for c in cases),
        can_record_owner=any(c.status is Status.UNDELIVERED for c in cases),
    )  # fmt: skip


def _is_unreached(case: Case, register: Register) -> bool:
    """Nobody is left who could be told, or none of those told last could be reached."""
    running = wave(case, register)
    return running is not None and running.has(Event.ALARMED)


def _read_from(report: Report, cases: tuple[Case, ...], school: School) -> datetime:
    return report.told_at if report.danger else next_read(report.told_at, school.calendar)


def _line(case: Case, register: Register) -> CaseLine:
    reached = {h.who: h.at for h in reversed(case.history) if h.what == Event.DELIVERED and h.who}
    delivered = sorted((at, who) for who, at in reached.items())
    roles = tuple((_role(who, case, register), at) for at, who in delivered)
    return CaseLine(case.id, case.reference, case.status, roles, taken(case, register))


def _readers(cases: tuple[Case, ...], register: Register) -> tuple[tuple[Role, str], ...]:
    """Those told first, or who would be: role and name."""
    case = cases[0]
    first = [h.who for h in case.all(Event.ALERTED) if h.note == Reason.FIRST and h.who]
    people = first or [who for rung in ladder(case, register, oslo_day(case.told_at))[:1] for who in rung]
    return tuple((_role(who, case, register), register.name(who)) for who in people)


def _role(who: PersonId, case: Case, register: Register) -> Role:
    person = register.person(who)
    return next((r for r in _RECEIVING if person and person.holds(case.school, r)), Role.STAFF)
