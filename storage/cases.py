"""Cases and their history, which only grows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, FromClause, Select, bindparam, insert, select, update

from domain.case import Case
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
    .values(status=bindparam("to"), next_due=bindparam("due"), version=bindparam("after"))
)


def by_id(connection: Connection, case: str) -> Case | None:
    return next(mapping.cases(_BY_ID.rows(connection, {"id": case})), None)


def of_report(connection: Connection, report: str) -> Iterator[Case]:
    return mapping.cases(_OF_REPORT.rows(connection, {"report": report}))


def due(connection: Connection, now: datetime, most: int) -> Iterator[Case]:
    return mapping.cases(_DUE.rows(connection, {"now": now, "most": most}))


def is_reference_taken(connection: Connection, reference: str) -> bool:
    return _REFERENCE.first(connection, {"reference": reference}) is not None


def add(connection: Connection, case: Case, next_due: datetime | None) -> None:
    _ADD.run(connection, mapping.case_values(case, next_due))
    _add_history(connection, case, 0)


def save(connection: Connection, case: Case, next_due: datetime | None, before: int) -> None:
    """Adds the history after line `before`, which is what the unit read. `Conflict` when there is more by now."""
    if case.version < before:
        raise ValueError("what has happened to a case is never taken back")
    values = {"case_id": case.id, "before": before, "after": case.version, "to": case.status.value, "due": next_due}
    if _SAVE.run(connection, values) != 1:
        raise Conflict
    _add_history(connection, case, before)


def _add_history(connection: Connection, case: Case, beyond: int) -> None:
    if lines := mapping.happening_values(case, beyond):
        _ADD_HISTORY.many(connection, lines)
