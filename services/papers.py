"""The pages of a case that lay it beside the law, and beside the student's other cases; for those who have it."""

from __future__ import annotations

from datetime import datetime

from domain.access import is_in_charge, may_see, standing
from domain.case import Case, Status
from domain.chronology import Chronology, chapter
from domain.evidence import Papers, Proof
from domain.likeness import student_key_words
from domain.people import PersonId
from domain.readiness import Apart, Readiness, readiness
from domain.views import Involved
from services import handling, telling
from services.filing import casefile
from services.ports import House, Work


def ready(
    work: Work, house: House, case_id: str, who: PersonId, now: datetime
) -> Readiness | Involved | Apart | None:  # fmt: skip
    """Every duty against the evidence in the file, as it is now."""
    case = _charged(work, house, case_id, who, now, "ready")
    if not isinstance(case, Case):
        return case
    written = (s for s in work.supplements(case.report) if s.answers.get("done"))
    done = tuple(Proof("supplement", s.by, s.added_at) for s in written)
    return readiness(Papers(casefile(work, house, case, now), house.register, done))


def chronology(
    work: Work, house: House, case_id: str, who: PersonId, now: datetime
) -> Chronology | Involved | Apart | None:  # fmt: skip
    """The student's cases at this school, of those that `who` may see each; nothing of another school's (ruling 9)."""
    case = _charged(work, house, case_id, who, now, "chronology")
    if not isinstance(case, Case):
        return case
    leads = house.register.is_leader(who, case.school)
    same = work.cases_of_student(case.school, case.student, leader_cases=not leads)
    found = [c for c in same if c.status is not Status.FORWARDED and may_see(who, c, house.register)]
    others = (standing(c, house.register) for c in found if c.id != case.id)
    whole = sorted((case, *others), key=lambda c: (c.told_at, c.id))
    named = bool(student_key_words(case.student))
    return Chronology(case.id, case.reference, tuple(chapter(c, c.id == case.id) for c in whole), named)


def _charged(
    work: Work, house: House, case_id: str, who: PersonId, now: datetime, page: str
) -> Case | Involved | Apart | None:  # fmt: skip
    """The case, for one who has all of it and has said that they are habil; the reading is in the audit."""
    case = handling.admitted(work, house, case_id, who, now)
    if not isinstance(case, Case):
        return case
    if not is_in_charge(who, case, house.register):
        return Apart(case.id)
    work.audit(telling.reading(case, who, page, now))
    return case
