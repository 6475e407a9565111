"""The page of one student's plan, on a card or on paper, and what may be taken over from the plan beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from domain.access import may_act, parts, standing
from domain.audit import chain_of
from domain.case import Case
from domain.case_plan import (
    Immediate,
    Measure,
    Version,
    completed,
    immediate,
    is_unled,
    label,
    shared,
    versions,
)
from domain.casefile import CaseFile
from domain.flow import day_in
from domain.note import Note
from domain.people import PersonId
from domain.plan_views import Delivery, PlanPage, Row, Sheet, changes
from domain.tasks import Part
from domain.views import Involved
from services import handling, telling
from services.filing import casefile
from services.kinship import together
from services.ports import House, Work


def plan(
    work: Work, house: House, case_id: str, who: PersonId, number: int, now: datetime, page: str = "plan"
) -> PlanPage | Involved | None:
    """The version asked for, or the newest; the habilitet question first, and only for one whose part it is (S1-8).

    The reading is written before anything is shown (P11); `page` says where it was read.
    """
    case = handling.admitted(work, house, case_id, who, now)
    if not isinstance(case, Case):
        return case
    if Part.PLAN not in parts(who, case, house.register):
        work.audit(telling.refusal(house, who, "case:open", case_id, now))
        return None
    work.audit(telling.reading(case, who, page, now))
    return _page(casefile(work, house, case, now), house, who, number)


def _page(file: CaseFile, house: House, who: PersonId, number: int) -> PlanPage:
    case, there = file.case, versions(file)
    sheets = tuple(_sheet(v, file, house) for v in there)
    shown = sheets[(number if 0 < number <= len(sheets) else len(sheets)) - 1] if sheets else None
    page = PlanPage(
        case.id, case.reference, case.student, file.school.name, label(file.school), shown,
        versions=sheets, immediate=tuple(_immediate(i, file, house) for i in immediate(file)),
        deliveries=tuple(_delivery(note, house) for note in _made_known(file, shown)),
        can_write=may_act(who, "plan", case, house.register),
        can_measure=may_act(who, "measure", case, house.register),
    )  # fmt: skip
    return _compared(page, shown.version) if shown and shown.version.number > 1 else page


def own_copy(file: CaseFile, house: House) -> PlanPage | None:
    """The student's copy: the version that applied when the student last got it, and nothing around it.

    None before a version that was said to be complete has been made known to the student.
    """
    told = [n for n in file.of("deliver_plan") if "student" in n.answers.get("deliver_to", "").split(",")]
    number = _applied(file, told[-1].written_at) if told else 0
    if not number:
        return None
    case, sheet = file.case, _sheet(versions(file)[number - 1], file, house)
    rows = tuple(replace(row, unled=False) for row in sheet.rows)
    copy = replace(sheet, rows=rows)
    return PlanPage(case.id, case.reference, case.student, file.school.name, label(file.school), copy)


def _applied(file: CaseFile, at: datetime) -> int:
    """The version that applied then, 0 before any did."""
    return max((n for n, since in completed(file).items() if since <= at), default=0)


def _made_known(file: CaseFile, shown: Sheet | None) -> Iterator[Note]:
    """What was told of this version: of the one that applied when it was told."""
    for note in file.of("deliver_plan"):
        if shown and shown.version.number == _applied(file, note.written_at):
            yield note


def _compared(page: PlanPage, version: Version) -> PlanPage:
    """With those that the version's writer had not seen, and what differs from the version before it."""
    beside = tuple(page.versions[n - 1] for n in version.beside)
    before = page.versions[version.number - 2].version
    return replace(page, beside=beside, since=before.number, changes=changes(before, version))


def _sheet(version: Version, file: CaseFile, house: House) -> Sheet:
    rows = tuple(_row(m, file, house) for m in version.measures)
    return Sheet(version, house.register.name(version.by), rows, completed(file).get(version.number))


def _row(measure: Measure, file: CaseFile, house: House) -> Row:
    names = (measure.who_name or house.register.name(measure.who), measure.who_text)
    return Row(measure, ", ".join(name for name in names if name), is_unled(measure, file))


def _immediate(it: Immediate, file: CaseFile, house: House) -> tuple[Immediate, Row, str]:
    return it, _row(it.measure, file, house), house.register.name(it.by)


def _delivery(note: Note, house: House) -> Delivery:
    said, day = note.answers, day_in(note.answers.get("deliver_day", ""))
    by = said.get("deliver_who.name") or house.register.name(note.who)
    return Delivery(
        tuple(said.get("deliver_to", "").split(",")), said.get("deliver_other", ""), day,
        by, said.get("deliver_accepted", ""), said.get("deliver_why", ""), note.written_at,
    )  # fmt: skip


def with_beside(work: Work, house: House, file: CaseFile, who: PersonId, now: datetime) -> CaseFile:
    """With the cases whose plan's measures may be shared (E10): of the same report or joined, at the same school and in
    the same chain, whose plan `who` may read and has said that they are habil in. What is offered has been read.
    """
    found = tuple(_beside(work, house, file.case, who, now))
    offering = {other.case.id for other in found if shared(replace(file, beside=(other,)))}
    work.audit(*(telling.reading(o.case, who, "plan", now) for o in found if o.case.id in offering))
    return replace(file, beside=tuple(o for o in found if o.case.id in offering))


def _beside(work: Work, house: House, case: Case, who: PersonId, now: datetime) -> Iterator[CaseFile]:
    chain = chain_of(case.route, case.school)
    for other in together(work, case, of_one_report=True):
        stands = standing(other, house.register)
        alike = other.id != case.id and other.school == case.school and chain_of(other.route, other.school) == chain
        if alike and Part.PLAN in parts(who, stands, house.register) and other.has_answered(who):
            yield casefile(work, house, stands, now)
