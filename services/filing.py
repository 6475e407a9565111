"""A case's file out of the record: the case, its school's rules, and everything written about it."""

from __future__ import annotations

from datetime import datetime

from domain.access import may_be_tasked
from domain.case import Case
from domain.case_plan import responsible
from domain.casefile import CaseFile
from domain.origin import BY_STAFF
from domain.owner import owner_side
from domain.proposals import heard_by
from domain.tasks import ever_chosen
from domain.workdays import oslo_day
from services.ports import House, Work


def casefile(work: Work, house: House, case: Case, now: datetime) -> CaseFile:
    notes, register = work.notes(case.id), house.register
    gone = frozenset(who for who in responsible(notes) if not may_be_tasked(who, case, register))
    report = work.report(case.report)
    heard = heard_by(report, work.supplements(case.report), ever_chosen(case))
    return CaseFile(
        case, register.schools[case.school], notes, oslo_day(now), gone, heard_by=heard,
        owner=owner_side(case, register), origin=report.origin if report else BY_STAFF,
    )  # fmt: skip
