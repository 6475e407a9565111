"""Who told, for one who looks at a case: as they gave it, or held apart until somebody opens it."""

from __future__ import annotations

from domain.access import has_opened_name
from domain.asking import checked, is_held_apart
from domain.case import Case
from domain.case_views import IdentityCheck, ToldBy
from domain.origin import BY_STAFF
from domain.people import PersonId, Register
from domain.report import Report
from services.ports import House, Work


def told_by(work: Work, house: House, case: Case, report: Report | None, who: PersonId) -> ToldBy | None:
    """None where it was told by one who works here, whose name stands in the report."""
    if report is None or report.origin == BY_STAFF:
        return None
    opened = _opened(work, house, case, report, who)
    reach = report.answers.get("reach", "")
    check = _check(case, house.register)
    return ToldBy(report.origin, opened or report.reporter_name, bool(opened), reach, check)


def _opened(work: Work, house: House, case: Case, report: Report, who: PersonId) -> str:
    """The name that is held apart, for one who has opened it themself; for everybody else it is not even read."""
    if not is_held_apart(report.origin) or not has_opened_name(who, case, house.register):
        return ""
    known = work.behind(report.reporter)
    return known.name if known else ""


def _check(case: Case, register: Register) -> IdentityCheck | None:
    found = checked(case)
    return IdentityCheck(register.name(found.who or ""), found.at, found.note == "yes") if found else None
