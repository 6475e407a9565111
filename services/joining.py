"""A handler's word that two cases are about the same, and the taking back of it. Reports are never merged (E11)."""

from __future__ import annotations

from datetime import datetime

from domain.access import standing
from domain.case import Case
from domain.people import PersonId
from domain.views import Changed
from services import telling
from services.changing import changed
from services.kinship import kindred
from services.ports import House, Work


def join(work: Work, house: House, case_id: str, who: PersonId, other_id: str, now: datetime) -> Changed | None:
    """The handler's word that two cases are about the same. Both keep their report, history, duties and receivers."""
    case = telling.permitted(work, house, case_id, who, "join", now)
    if case is None:
        return None
    if other_id in {k.case for k in kindred(work, house, case, who).alike if k.joinable}:
        _on_both(work, house, case, other_id, "join", who, now)
    return changed(work, house, case_id, who, "join")


def unjoin(work: Work, house: House, case_id: str, who: PersonId, other_id: str, now: datetime) -> Changed | None:
    """Takes it back; the history keeps both (E42)."""
    case = telling.permitted(work, house, case_id, who, "unjoin", now)
    if case is None:
        return None
    if other_id in case.joined and other_id in {k.case for k in kindred(work, house, case, who).joined}:
        _on_both(work, house, case, other_id, "unjoin", who, now)
    return changed(work, house, case_id, who, "unjoin")


def _on_both(work: Work, house: House, case: Case, other_id: str, action: str, who: PersonId, now: datetime) -> None:
    other = work.case(other_id)
    if other:
        telling.act(work, house, case, action, who, now, note=other.id)
        telling.act(work, house, standing(other, house.register), action, who, now, note=case.id)
