"""One's own reports, and what is unwell with the installation: lists that need no audit entry."""

from __future__ import annotations

from datetime import datetime

from domain.audit import Entry, chain_of
from domain.people import PersonId
from domain.report import Report, Supplement
from domain.views import Receipt, Told
from services import telling, viewing
from services.ports import House, Work


def mine(work: Work, house: House, who: PersonId) -> tuple[Receipt, ...]:
    """Everything `who` has told at schools that are served, newest first, as receipts; also after the chat is gone."""
    served = (r for r in work.reports_of(who) if r.school in house.register.schools)
    return tuple(_receipt(work, house, r) for r in served)


def receipt(work: Work, house: House, report_id: str, who: PersonId) -> Receipt | None:
    """One's own receipt; None when it is not theirs."""
    report = work.report(report_id)
    theirs = report is not None and report.reporter == who and report.school in house.register.schools
    return _receipt(work, house, report) if report and theirs else None


def _receipt(work: Work, house: House, report: Report) -> Receipt:
    return viewing.receipt(report, work.cases_of(report.id), work.supplements(report.id), house.register)


def told(work: Work, house: House, report_id: str, who: PersonId, now: datetime) -> tuple[Told, ...] | None:
    """What one has told oneself, with what was added. Shown content is audited, one's own too (P11)."""
    report = work.report(report_id)
    if report is None or report.reporter != who:
        work.audit(telling.refusal(house, who, "report:read", report_id, now))
        return None
    cases = work.cases_of(report.id)
    work.audit(*(Entry(chain_of(c.route, c.school), now, who, "report:read", c.id) for c in cases))
    added: tuple[Supplement, ...] = work.supplements(report.id)
    return (Told(report.told_at, report.answers), *(Told(s.added_at, s.answers) for s in added))
