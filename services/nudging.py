"""To whoever told, where they chose it: there is something for you. Never what, and never by another way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.case import Case
from domain.codes import is_author
from domain.delivery import Delivery
from domain.following import Answer
from domain.report import Report
from services import telling
from services.ports import House, Work

# What makes it, and whether it is told also to one who did not choose to be: nobody's name is opened unknown to them.
ANSWERED, NAME_OPENED = "answered", "name_opened"
_ALERTS: Mapping[str, str] = {"ask_teller": ANSWERED, "open_name": NAME_OPENED}


def after(work: Work, case: Case, action: str, now: datetime) -> None:
    """Queues what follows for whoever told from what one who handles the case has just done."""
    report, alert = work.report(case.report), _ALERTS.get(action, "")
    if report and alert and _is_told(work, report, alert):
        work.queue(telling.answer(case, alert, now))


def _is_told(work: Work, report: Report, alert: str) -> bool:
    if not is_author(report.reporter):
        return report.has_chat and report.answers.get("here") != "false"
    known = work.behind(report.reporter)
    return known is not None and (known.here or alert == NAME_OPENED)


def card(work: Work, house: House, delivery: Delivery, now: datetime) -> tuple[Answer, int] | None:
    """None where the report is no longer theirs to follow, or they have no chat here: none is begun for this."""
    report = work.report(delivery.subject)
    is_theirs = report is not None and report.reporter == delivery.person
    is_there = delivery.school in house.register.schools and work.conversation(delivery.person) is not None
    return (Answer(delivery.subject), 0) if is_theirs and is_there else None
