"""Reports, what was added to them, and the forms that are still being filled in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, text

from domain.people import PersonId
from domain.report import Draft, Report, Supplement
from storage import mapping
from storage.dialects import dialect_of, or_change, unless_there
from storage.statements import Prepared
from storage.tables import drafts, reports, supplements

_REPORT = select(*mapping.REPORT)
_BY_ID = Prepared(_REPORT.where(reports.c.id == bindparam("id")))
_BY_TOKEN = Prepared(_REPORT.where(reports.c.sender == bindparam("sender"), reports.c.token == bindparam("token")))
_THEIRS = or_(
    reports.c.sender == bindparam("person"),
    and_(reports.c.reporter == bindparam("person"), text("channel <> ''")),  # as the index says it
)
_BY_KEEPER = Prepared(_REPORT.where(_THEIRS).order_by(reports.c.told_at.desc(), reports.c.ordinal.desc()))
_ADD = Prepared(insert(reports).inline())
_SUPPLEMENTS = Prepared(
    select(*mapping.SUPPLEMENT)
    .where(supplements.c.report == bindparam("report"))
    .order_by(supplements.c.added_at, supplements.c.ordinal)
)
_MY_DRAFT = (drafts.c.person == bindparam("person"), drafts.c.token == bindparam("token"))
_DRAFT = Prepared(select(*mapping.DRAFT).where(*_MY_DRAFT))
_DROP = Prepared(delete(drafts).where(*_MY_DRAFT))
_DROP_BEFORE = Prepared(delete(drafts).where(drafts.c.begun_at < bindparam("begun")))


def by_id(connection: Connection, report: str) -> Report | None:
    row = _BY_ID.first(connection, {"id": report})
    return mapping.report(row) if row else None


def by_token(connection: Connection, person: PersonId, token: str) -> Report | None:
    row = _BY_TOKEN.first(connection, {"sender": person, "token": token})
    return mapping.report(row) if row else None


def by_keeper(connection: Connection, person: PersonId) -> tuple[Report, ...]:
    return tuple(map(mapping.report, _BY_KEEPER.rows(connection, {"person": person})))


def add(connection: Connection, report: Report) -> None:
    _ADD.run(connection, mapping.report_values(report))


def added_to(connection: Connection, report: str) -> tuple[Supplement, ...]:
    return tuple(map(mapping.supplement, _SUPPLEMENTS.rows(connection, {"report": report})))


def supplement(connection: Connection, added: Supplement) -> bool:
    statement = unless_there(dialect_of(connection), supplements, "report", "token")
    return statement.run(connection, mapping.supplement_values(added)) == 1


def draft(connection: Connection, person: PersonId, token: str) -> Draft | None:
    row = _DRAFT.first(connection, {"person": person, "token": token})
    return mapping.draft(row) if row else None


def keep_draft(connection: Connection, kept: Draft) -> None:
    statement = or_change(dialect_of(connection), drafts, "person", "token")
    statement.run(connection, mapping.draft_values(kept))


def drop_draft(connection: Connection, person: PersonId, token: str) -> None:
    _DROP.run(connection, {"person": person, "token": token})


def drop_drafts_before(connection: Connection, begun: datetime) -> None:
    _DROP_BEFORE.run(connection, {"begun": begun})
