"""One's own reports, and what is unwell with the installation: lists that need no audit entry, and words, which do."""

from __future__ import annotations

from datetime import datetime

from domain.audit import Entry, chain_of
from domain.people import PersonId
from domain.report import Report
from domain.views import Own, Receipt, Told
from services import receipts, telling, viewing
from services.authors import as_author, reports_of
from services.ports import House, Work


def mine(work: Work, house: House, who: PersonId) -> tuple[Receipt, ...]:
    """Everything `who` has told or written down at schools that are served, newest first, as receipts; also after the
    chat is gone."""
    return tuple(found for r in reports_of(work, who) if (found := _receipt(work, house, r, who)))


def receipt(work: Work, house: House, report_id: str, who: PersonId) -> Receipt | None:
    """One's own receipt; None when it is not theirs."""
    report = work.report(report_id)
    return _receipt(work, house, report, who) if report else None


def refuse(work: Work, house: House, report_id: str, who: PersonId, now: datetime) -> None:
    """Somebody asked for a report that is not theirs, or is none: written down either way. One's own has no other name
    there than its own word for its author."""
    report = work.report(report_id)
    who = as_author(work, report, who)
    work.audit(telling.refusal(house, who, "report:read", report_id, now))


def _receipt(work: Work, house: House, report: Report, who: PersonId) -> Receipt | None:
    cases, who = work.cases_of(report.id), as_author(work, report, who)
    if who not in report.keepers or not viewing.is_served(cases, house.register):
        return None
    return receipts.receipt(report, cases, work.supplements(report.id), house.register, who)


def told(work: Work, house: House, report_id: str, who: PersonId, now: datetime) -> Own | None:
    """What one has told oneself, or written down, with what one has added. Shown content is audited, one's own too
    (P11)."""
    report = work.report(report_id)
    who = as_author(work, report, who)
    if report is None or who not in report.keepers or report.school not in house.register.schools:
        refuse(work, house, report_id, who, now)
        return None
    cases = work.cases_of(report.id)
    work.audit(*(Entry(chain_of(c.route, c.school), now, who, "report:read", c.id) for c in cases))
    mine = (s for s in work.supplements(report.id) if s.by == who)
    parts = (viewing.told(report, cases, house.register), *(Told(s.added_at, s.answers) for s in mine))
    return Own(parts, viewing.is_to_confirm(report, cases, who))
