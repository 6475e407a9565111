"""Taking a case: acknowledge, see who is involved, open, or answer that one is disqualified.

Every function answers None when the caller may not, exactly as when there is no such case, and writes the
refusal into the audit of the caller's school either way.
"""

from __future__ import annotations

from datetime import datetime

from domain.access import parties
from domain.case import Case, Happened
from domain.deadlines import standing
from domain.lifecycle import Party, may
from domain.people import PersonId
from domain.views import Content, Involved, Notice
from services import telling, viewing
from services.ports import House, Work


def notice(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Notice | None:
    """The case as its doorbell shows it, for a stale card that is redrawn."""
    case = _receivable(work, house, case_id, who, "case:acknowledge", now)
    return viewing.notice(case, house.register, who) if case else None


def acknowledge(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Notice | None:
    """One tap, and nothing more is asked (ruling 5). The second to press sees who was first."""
    case = _receivable(work, house, case_id, who, "case:acknowledge", now)
    if case is None:
        return None
    if may(case, "acknowledge", {Party.RECEIVER}):
        case = telling.act(work, house, case, "acknowledge", who, now)
    return viewing.notice(case, house.register, who)


def involved(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Involved | None:
    """Who is involved: all that is shown before the habilitet question (fvl. § 6)."""
    case = _receivable(work, house, case_id, who, "case:involved", now)
    if case is None:
        return None
    work.audit(*telling.entries(case, (Happened(now, "involved", who),), who))
    return viewing.involved(case, house.register, work.report(case.report))


def look(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Involved | Content | None:
    """The habilitet question the first time, the content for one who has answered it before."""
    case = work.case(case_id)
    answered = case is not None and who in case.people("open")
    return (open_case if answered else involved)(work, house, case_id, who, now)


def open_case(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Content | None:
    """The content. The reading is written before anything is shown: both are one transaction (P11)."""
    case = _receivable(work, house, case_id, who, "case:open", now)
    if case is None:
        return None
    case = telling.act(work, house, case, "open", who, now)
    report = work.report(case.report)
    return viewing.content(case, house.register, who, report, work.supplements(case.report), work.cases_of(case.report))


def recuse(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> bool | None:
    """Out of the case without having seen it; the next right receiver is told by the clock, at once (ruling 19)."""
    case = _receivable(work, house, case_id, who, "case:recuse", now)
    if case is None:
        return None
    telling.act(work, house, case, "recuse", who, now)
    return True


def _receivable(work: Work, house: House, case_id: str, who: PersonId, action: str, now: datetime) -> Case | None:
    case = work.case(case_id)
    if case and Party.RECEIVER in parties(who, case, house.register):
        return standing(case, house.register)
    work.audit(telling.refusal(house, who, action, case_id, now))
    return None


def hide_later(work: Work, case_id: str, activity: str, who: PersonId, now: datetime) -> None:
    """The card in whose place names or content are shown becomes the neutral doorbell again by itself."""
    case = work.case(case_id)
    if case is None:
        return
    for shown in work.shown(case_id):
        if (shown.activity, shown.person) == (activity, who):
            telling.hide_later(work, case.school, shown, now)
