"""What a reporter keeps of their report, made of its cases: three status words, and nothing of how or by whom (E49)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain import adjacent
from domain.access import (
    is_about_a_leader,
    shut_out,
)
from domain.case import Case, Event, Reason, Status
from domain.deadlines import wave
from domain.following import is_tellers
from domain.people import PersonId, Register, Role
from domain.profile import School
from domain.report import Report, Supplement
from domain.routing import ladder
from domain.status import as_told
from domain.views import CaseLine, Receipt
from domain.workdays import next_read, oslo_day
from services.viewing import is_to_confirm, registered, taken

_AT_FIRST = (Reason.FIRST, Reason.ABSENT, Reason.ROUTED)


def receipt(
    report: Report, cases: tuple[Case, ...], added: Iterable[Supplement], register: Register, who: PersonId = ""
) -> Receipt:
    """What `who` keeps, its reporter unless said: status words only, "lagret" and "levert til" told apart (ruling 2).

    One who wrote it down, and may have nothing to do with the case, is not told what becomes of it. Whom to call and
    who reads follows the case to the school it was sent on to (E31).
    """
    who, going = who or report.reporter, tuple(c for c in cases if c.status is not Status.FORWARDED)
    school, mine = register.schools[going[0].school], who == report.reporter
    closed = not mine and any(who in shut_out(c, register) for c in cases)
    return Receipt(
        report=report.id, school=school.name, phone=school.phone, told_at=report.told_at,
        cases=tuple(_bare_line(c) if closed else line(c, report, register) for c in cases),
        readers=() if closed else _readers(going, register),
        read_from=_read_from(report, going, school), danger=report.danger, emergency=school.in_danger,
        owner=school.owner.name, owner_contact=school.owner.contact,
        added=tuple(s.added_at for s in added if s.by == who),
        nobody_reached=any(_is_unreached(c, register) for c in going),
        past_the_school=any(is_about_a_leader(c, register) for c in going),
        can_record_owner=any(c.status is Status.UNDELIVERED for c in going),
        registered=registered(report, cases, register), mine=mine,
        to_confirm=is_to_confirm(report, cases, who), closed_to_me=closed,
        own_duties=adjacent.of_reporter(cases[0], register.person(who)) if mine else (), origin=report.origin,
        follows=is_tellers(report, who),
    )  # fmt: skip


def _is_unreached(case: Case, register: Register) -> bool:
    """Nobody is left who could be told, or none of those told last could be reached."""
    running = wave(case, register)
    return running is not None and running.has(Event.ALARMED)


def _read_from(report: Report, cases: tuple[Case, ...], school: School) -> datetime:
    return report.told_at if report.danger else next_read(report.told_at, school.calendar)


def line(case: Case, report: Report, register: Register) -> CaseLine:
    """One case as whoever told it sees it."""
    reached = {h.who: h.at for h in reversed(case.history) if h.what == Event.DELIVERED and h.who}
    delivered = sorted((at, who) for who, at in reached.items())
    roles = tuple((role_at(who, case, register), at) for at, who in delivered)
    elsewhere = register.schools[case.school].name if case.school != report.school else ""
    return CaseLine(case.id, case.reference, as_told(case.status), roles, taken(case, register), elsewhere)


def _bare_line(case: Case) -> CaseLine:
    """What its own writer did, and nothing of what others do."""
    own = case.status if case.status in (Status.UNDELIVERED, Status.OWNER_TOLD) else Status.RECEIVED
    return CaseLine(case.id, case.reference, own, (), None)


def _readers(cases: tuple[Case, ...], register: Register) -> tuple[tuple[Role, str], ...]:
    """Those told first on the way the case goes now, or who would be: role and name."""
    case = cases[0]
    told = [h for h in case.on_this_way if h.what == Event.ALERTED]
    first = [h.who for h in told if h.at == told[0].at and h.note in _AT_FIRST and h.who]
    people = first or [who for rung in ladder(case, register, oslo_day(case.told_at))[:1] for who in rung]
    return tuple((role_at(who, case, register), register.name(who)) for who in people)


def role_at(who: PersonId, case: Case, register: Register) -> Role:
    """The foremost role they have, or have had, where the case is."""
    person = register.person(who)
    return (person.held(case.school) if person else None) or Role.STAFF
