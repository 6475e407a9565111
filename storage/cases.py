"""Cases and their history, which only grows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, FromClause, Select, bindparam, func, insert, literal_column, or_, select, update

from domain.case import Case, Route, Status
from domain.lifecycle import OPEN
from domain.likeness import Trait
from storage import mapping
from storage.failures import Conflict
from storage.statements import Prepared
from storage.tables import cases, happenings


def _with_history(of: FromClause) -> Select[Any]:
    """A case's columns, once for every line of its history: one question instead of two."""
    columns = [of.c[name] for name in mapping.CASE] + [happenings.c[name] for name in mapping.HAPPENED]
    return select(*columns).outerjoin_from(of, happenings, happenings.c.case == of.c.id)


_BY_ID = Prepared(_with_history(cases).where(cases.c.id == bindparam("id")).order_by(happenings.c.seq))
_OF_REPORT = Prepared(
    _with_history(cases).where(cases.c.report == bindparam("report")).order_by(cases.c.ordinal, happenings.c.seq)
)
_soonest = (
    select(cases)
    .where(cases.c.next_due <= bindparam("now"))
    .order_by(cases.c.next_due)
    .limit(bindparam("most"))
    .subquery("due")
)
_DUE = Prepared(_with_history(_soonest).order_by(_soonest.c.next_due, _soonest.c.ordinal, happenings.c.seq))
_REFERENCE = Prepared(select(cases.c.id).where(cases.c.reference == bindparam("reference")))
_ADD = Prepared(insert(cases).inline())
_ADD_HISTORY = Prepared(insert(happenings).inline())
_SAVE = Prepared(
    update(cases)
    .where(cases.c.id == bindparam("case_id"), cases.c.version == bindparam("before"))
    .values(
        status=bindparam("to"),
        next_due=bindparam("due"),
        version=bindparam("after"),
        route=bindparam("way"),
        accused=bindparam("now_accused"),
        student=bindparam("now_student"),
    )
)
_HELD = (
    cases.c.school == bindparam("at_school"),
    cases.c.status.in_([literal_column(f"'{status.value}'") for status in sorted(OPEN)]),
)
_CORRECT = Prepared(update(cases).where(cases.c.id == bindparam("case_id")).values(student_key=bindparam("key")))
_OF_STUDENT = Prepared(
    _with_history(cases)
    .where(cases.c.student_key == bindparam("key"), or_(cases.c.route != Route.LEADER.value, bindparam("leaders") == 1))
    .order_by(cases.c.told_at, cases.c.ordinal, happenings.c.seq)
)
_TOLD_SINCE = Prepared(
    select(func.count())
    .select_from(cases)
    .where(
        cases.c.school == bindparam("at_school"),
        cases.c.told_at >= bindparam("since"),
        cases.c.route != Route.LEADER.value,
        cases.c.status != Status.FORWARDED.value,
    )
)
_TRAITS = Prepared(select(*(cases.c[name] for name in mapping.TRAIT)).where(*_HELD).order_by(cases.c.ordinal))
_LATER = cases.c.next_due > bindparam("now")
_DUE_NOW = update(cases).values(next_due=bindparam("now"))
_WAKE = Prepared(_DUE_NOW.where(*_HELD, or_(cases.c.next_due.is_(None), _LATER)))
_WAKE_OWED = Prepared(_DUE_NOW.where(*_HELD, _LATER))


def by_id(connection: Connection, case: str) -> Case | None:
    return next(mapping.cases(_BY_ID.rows(connection, {"id": case})), None)


def of_report(connection: Connection, report: str) -> Iterator[Case]:
    return mapping.cases(_OF_REPORT.rows(connection, {"report": report}))


def due(connection: Connection, now: datetime, most: int) -> Iterator[Case]:
    return mapping.cases(_DUE.rows(connection, {"now": now, "most": most}))


def traits(connection: Connection, school: str) -> tuple[Trait, ...]:
    return tuple(map(mapping.trait, _TRAITS.rows(connection, {"at_school": school})))


def wake(connection: Connection, school: str, now: datetime, owed_only: bool) -> None:
    (_WAKE_OWED if owed_only else _WAKE).run(connection, {"at_school": school, "now": now})


def of_student(connection: Connection, key: str, leader_cases: bool) -> Iterator[Case]:
    return mapping.cases(_OF_STUDENT.rows(connection, {"key": key, "leaders": int(leader_cases)}))


def told_since(connection: Connection, school: str, since: datetime) -> int:
    found = _TOLD_SINCE.first(connection, {"at_school": school, "since": since})
    return int(found[0]) if found else 0


def is_reference_taken(connection: Connection, reference: str) -> bool:
    return _REFERENCE.first(connection, {"reference": reference}) is not None


def add(connection: Connection, case: Case, next_due: datetime | None, student_key: str | None) -> None:
    _ADD.run(connection, {**mapping.case_values(case, next_due), "student_key": student_key})
    _add_history(connection, case, 0)


def save(connection: Connection, case: Case, next_due: datetime | None, before: int) -> None:
    """Adds the history after line `before`, which is what the unit read. `Conflict` when there is more by now."""
    if case.version < before:
        raise ValueError("what has happened to a case is never taken back")
    kept = mapping.case_values(case, next_due)
    values = {
        "case_id": case.id, "before": before, "after": case.version, "to": kept["status"], "due": next_due,
        "way": kept["route"], "now_accused": kept["accused"], "now_student": kept["student"],
    }  # fmt: skip
    if _SAVE.run(connection, values) != 1:
        raise Conflict
    _add_history(connection, case, before)


def correct(connection: Connection, case: str, student_key: str | None) -> None:
    """The student is another: the key is what it is found by."""
    _CORRECT.run(connection, {"case_id": case, "key": student_key})


def _add_history(connection: Connection, case: Case, beyond: int) -> None:
    if lines := mapping.happening_values(case, beyond):
        _ADD_HISTORY.many(connection, lines)
