"""Reports, what was added to them, and the forms that are still being filled in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from domain.people import PersonId
from domain.report import Draft, Report, Supplement
from storage import mapping
from storage.dialects import dialect_of, or_change, unless_there
from storage.tables import drafts, reports, supplements

_REPORT = select(*mapping.REPORT)
_BY_ID = _REPORT.where(reports.c.id == bindparam("id"))
_BY_TOKEN = _REPORT.where(reports.c.reporter == bindparam("reporter"), reports.c.token == bindparam("token"))
_BY_REPORTER = _REPORT.where(reports.c.reporter == bindparam("reporter")).order_by(
    reports.c.told_at.desc(), reports.c.ordinal.desc()
)
_ADD = insert(reports).inline()
_SUPPLEMENTS = (
    select(*mapping.SUPPLEMENT)
    .where(supplements.c.report == bindparam("report"))
    .order_by(supplements.c.added_at, supplements.c.ordinal)
)
_MY_DRAFT = (drafts.c.person == bindparam("person"), drafts.c.token == bindparam("token"))
_DRAFT = select(*mapping.DRAFT).where(*_MY_DRAFT)
_DROP = delete(drafts).where(*_MY_DRAFT)
_DROP_BEFORE = delete(drafts).where(drafts.c.begun_at < bindparam("begun"))


def by_id(connection: Connection, report: str) -> Report | None:
    row = connection.execute(_BY_ID, {"id": report}).first()
    return mapping.report(row) if row else None


def by_token(connection: Connection, person: PersonId, token: str) -> Report | None:
    row = connection.execute(_BY_TOKEN, {"reporter": person, "token": token}).first()
    return mapping.report(row) if row else None


def by_reporter(connection: Connection, person: PersonId) -> tuple[Report, ...]:
    return tuple(map(mapping.report, connection.execute(_BY_REPORTER, {"reporter": person})))


def add(connection: Connection, report: Report) -> None:
    connection.execute(_ADD, mapping.report_values(report))


def added_to(connection: Connection, report: str) -> tuple[Supplement, ...]:
    return tuple(map(mapping.supplement, connection.execute(_SUPPLEMENTS, {"report": report})))


def supplement(connection: Connection, added: Supplement) -> bool:
    statement = unless_there(dialect_of(connection), supplements, "report", "token")
    return connection.execute(statement, mapping.supplement_values(added)).rowcount == 1


def draft(connection: Connection, person: PersonId, token: str) -> Draft | None:
    row = connection.execute(_DRAFT, {"person": person, "token": token}).first()
    return mapping.draft(row) if row else None


def keep_draft(connection: Connection, kept: Draft) -> None:
    statement = or_change(dialect_of(connection), drafts, "person", "token")
    connection.execute(statement, mapping.draft_values(kept))


def drop_draft(connection: Connection, person: PersonId, token: str) -> None:
    connection.execute(_DROP, {"person": person, "token": token})


def drop_drafts_before(connection: Connection, begun: datetime) -> None:
    connection.execute(_DROP_BEFORE, {"begun": begun})
