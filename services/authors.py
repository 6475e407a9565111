"""Whose a report is, where the report itself does not say: one's own words are found again under whichever name."""

from __future__ import annotations

from domain.codes import is_author
from domain.delivery import Card, Delivery
from domain.people import PersonId
from domain.report import Report
from services.ports import Work


def as_author(work: Work, report: Report | None, who: PersonId) -> PersonId:
    """What this report calls `who`: the word that stands for them where their name is held apart; where there is no
    such report, `who` they are."""
    if report is None or report.reporter == who or not is_author(report.reporter):
        return who
    known = work.behind(report.reporter)
    return report.reporter if known and known.person == who else who


def name_of(work: Work, report: Report) -> str:
    """The teller's name, also where the school does not see it; "" where nobody knows it."""
    known = work.behind(report.reporter) if is_author(report.reporter) else None
    return known.name if known else report.reporter_name


def reports_of(work: Work, who: PersonId) -> tuple[Report, ...]:
    """Everything `who` has told or written down, newest first; what they told in confidence where they chose to see
    it here."""
    apart = (r for one in work.authors_of(who) if one.here for r in work.reports_of(one.author))
    return tuple(sorted((*work.reports_of(who), *apart), key=lambda r: r.told_at, reverse=True))


def is_reachable(work: Work, delivery: Delivery) -> bool:
    """To one whose name is held apart goes nothing but word that there is something for them, and that only where
    somebody stands behind the name: on the open page nobody does."""
    if not is_author(delivery.person):
        return True
    return delivery.card is Card.ANSWER and work.behind(delivery.person) is not None
