"""The tasks that a school's plan has in its cases, until each has been given to somebody or considered (S0-8...)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from domain import receivers
from domain.access import may_be_tasked
from domain.casefile import CaseFile
from domain.people import PersonId, Register, Role
from domain.profile import AFTER_PLAN, HEARER, STUDENT_TOLD, PlannedTask
from domain.report import Report, Supplement
from domain.status import IN_HAND
from domain.tasks import tasks

TOLD_BY_STUDENT = frozenset({"student", "other_student"})  # of "how do you know?"


def heard_by(
    report: Report | None, supplements: Iterable[Supplement], chosen: Iterable[PersonId] = ()
) -> tuple[PersonId, ...]:
    """Those who have said that a student told them what they passed on (S1-8), and whom a student chose to tell it."""
    first = [(report.answers, report.sender)] if report else []
    added = [(s.answers, s.by or (report.sender if report else "")) for s in supplements]
    told = (by for answers, by in (*first, *added) if TOLD_BY_STUDENT & set(answers.get("known_by", "").split(",")))
    return tuple(dict.fromkeys(who for who in (*chosen, *told) if who))


def proposed(file: CaseFile) -> tuple[PlannedTask, ...]:
    """What the plan has in such a case and nobody has given or considered, since it was last assessed."""
    since = _since(file)
    if file.case.status not in IN_HAND or not any(h.what == "assess" for h in file.case.history[since:]):
        return ()
    settled = set(_settled(file, since))
    return tuple(t for t in file.school.tasks if t.id not in settled and _WHEN.get(t.when, _now)(file))


def _since(file: CaseFile) -> int:
    """Where the history of this time begins: a case that has been opened again is considered anew (E41)."""
    return max((n for n, h in enumerate(file.case.history) if h.what == "reopen"), default=0)


def _settled(file: CaseFile, since: int) -> Iterator[str]:
    yield from (h.note for h in file.case.history[since:] if h.what == "consider_task")
    given = {note.token: note.answers.get("proposal", "") for note in file.of("give_task")}
    yield from (given.get(t.id, "") for t in tasks(file.case) if t.n >= since and (t.ended_at is None or t.is_done))


def _now(file: CaseFile) -> bool:
    return True


def _has_plan(file: CaseFile) -> bool:
    return file.case.first("complete_plan") is not None


def _student_told(file: CaseFile) -> bool:
    return bool(file.heard_by)


_WHEN: Mapping[str, Callable[[CaseFile], bool]] = {AFTER_PLAN: _has_plan, STUDENT_TOLD: _student_told}


def suggested(planned: PlannedTask, file: CaseFile, register: Register) -> PersonId:
    """Whom to give it to: the first role of which one person alone can be meant in this case, else ""."""
    for role in planned.by:
        people = [who for who in _holders(role, file, register) if may_be_tasked(who, file.case, register)]
        if len(people) == 1:
            return people[0]
    return ""


def _holders(role: str, file: CaseFile, register: Register) -> tuple[PersonId, ...]:
    if role == HEARER:
        return file.heard_by
    return tuple(p.id for p in receivers.of_student(Role(role), file.case, register))
