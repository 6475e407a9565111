"""The tables. Status words and every other word are text, so that a new one needs no migration.

Columns marked CONTENT hold what people wrote, or names. They are made and read in `storage.mapping` and
nowhere else, so that sealing them is a change in that one file. What belongs to a school and to no case
stands in `storage.school_tables`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import (
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.exc import DontWrapMixin


class NoTimeZone(DontWrapMixin, ValueError):
    """A moment that could be any of twenty-four; an error of ours, shown as such and not as the database's."""


def in_utc(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise NoTimeZone("an instant needs a time zone")
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


def _written(instant: datetime | None) -> str | None:
    return None if instant is None else _written_out(in_utc(instant))


# A unit of work writes its one moment in a dozen places. Only of moments in UTC: in Oslo two are equal each autumn that
# are an hour apart.
@lru_cache(maxsize=256)
def _written_out(instant: datetime) -> str:
    return instant.isoformat(timespec="microseconds")


class Instant(TypeDecorator[datetime]):
    """A moment as `2026-11-23T08:00:00.000000+00:00`: always UTC, always 32 characters.

    Text of one width sorts as time does on SQLite and on PostgreSQL alike, neither database has a chance
    to convert it to a session's own zone, and whoever reads a dump in thirty years can read it. A moment
    without a time zone is a `NoTimeZone`.
    """

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | None]:
        return _written

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def word(
    name: str, *more: ForeignKey, primary_key: bool = False, unique: bool | None = None, index: bool | None = None
) -> Column[str]:
    return Column(name, Text, *more, primary_key=primary_key, unique=unique, index=index, nullable=False)


def number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def moment(name: str) -> Column[datetime]:
    return Column(name, Instant, nullable=False)


def ordinal() -> Column[int]:
    """In which order rows were written; it decides between those of the same moment."""
    return Column("ordinal", Integer, primary_key=True, autoincrement=True)


# Tables without a number of their own are kept in the order of their key (`sqlite_with_rowid=False`): half the
# pages to write.

reports = Table(
    "reports",
    metadata,
    ordinal(),
    word("id", unique=True),
    word("school"),
    word("reporter"),
    word("reporter_name"),  # CONTENT
    word("token"),
    moment("told_at"),
    word("by_staff"),
    number("danger"),
    word("answers"),  # CONTENT
    word("sender"),
    word("channel"),
    Column("told_orally_at", Instant),
    Column("origin", Text),  # none for somebody who works here and told in Teams
    UniqueConstraint("sender", "token"),
)
Index("ix_reports_reporter", reports.c.reporter, sqlite_where=text("channel <> ''"))

supplements = Table(
    "supplements",
    metadata,
    ordinal(),
    word("report", ForeignKey("reports.id")),
    word("token"),
    moment("added_at"),
    word("answers"),  # CONTENT
    word("added_by"),
    UniqueConstraint("report", "token"),
)

# Written by those who handle a case; a report's own words stand in `supplements`.
notes = Table(
    "notes",
    metadata,
    ordinal(),
    word("case", ForeignKey("cases.id")),
    word("token"),
    word("action"),
    word("who"),
    moment("written_at"),
    word("answers"),  # CONTENT
    UniqueConstraint("case", "token"),
)

drafts = Table(
    "drafts",
    metadata,
    word("person"),
    word("token"),
    word("flow"),
    Column("begun_at", Instant, nullable=False, index=True),
    word("answers"),  # CONTENT
    PrimaryKeyConstraint("person", "token"),
    sqlite_with_rowid=False,
)

# `version` counts the history and guards against two processes that change the same case at once.
cases = Table(
    "cases",
    metadata,
    ordinal(),
    word("id", unique=True),
    word("reference", unique=True),
    word("school"),
    word("report", ForeignKey("reports.id"), index=True),
    word("reporter"),
    word("route"),
    number("danger"),
    moment("told_at"),
    word("status"),
    word("student"),  # CONTENT
    word("accused"),
    Column("next_due", Instant),
    number("version"),
    Column("student_key", Text),  # a keyed hash of the student's name, which finds their cases; none without a name
)
# The migrations say the same to PostgreSQL; said here it would load that dialect, a fortieth of each start.
Index("ix_cases_next_due", cases.c.next_due, sqlite_where=text("next_due IS NOT NULL"))
Index("ix_cases_school_status", cases.c.school, cases.c.status)
Index("ix_cases_school_told_at", cases.c.school, cases.c.told_at)
Index("ix_cases_student_key", cases.c.student_key, sqlite_where=text("student_key IS NOT NULL"))

happenings = Table(
    "happenings",
    metadata,
    word("case", ForeignKey("cases.id")),
    number("seq"),
    moment("at"),
    word("what"),
    Column("who", Text),
    word("note"),  # CONTENT
    PrimaryKeyConstraint("case", "seq"),
    sqlite_with_rowid=False,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    word("key", unique=True),
    word("card"),
    word("person"),
    word("school"),
    word("subject"),
    moment("due_at"),
    word("alert"),
    word("shown"),
    number("attempts"),
    number("doubts"),
    word("state"),
    number("priority"),
    Column("lease_until", Instant),
    Column("settled_at", Instant),
    Column("since", Instant),  # when it was first due: `due_at` moves on with each attempt
)
Index(
    "ix_deliveries_priority_due_at",
    deliveries.c.priority,
    deliveries.c.due_at,
    sqlite_where=text("state = 'waiting'"),
)

# An activity's id is unique in its conversation only.
shown = Table(
    "shown",
    metadata,
    word("activity"),
    word("conversation"),
    word("card"),
    word("person"),
    word("subject", index=True),
    moment("shown_at"),
    word("alert"),
    PrimaryKeyConstraint("activity", "conversation"),
    sqlite_with_rowid=False,
)

conversations = Table(
    "conversations",
    metadata,
    word("person", primary_key=True),
    word("conversation"),
    word("service_url"),
    word("locale"),
    Column("seen_at", Instant, nullable=False, index=True),
    number("proven"),
    sqlite_with_rowid=False,
)

declared = Table(
    "declared",
    metadata,
    word("person", primary_key=True),
    word("school"),
    word("role"),
    moment("at"),
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    metadata,
    word("chain"),
    number("seq"),
    moment("at"),
    word("actor"),
    word("action"),
    word("case"),
    word("outcome"),
    word("reason"),
    word("commitment"),
    word("hash"),
    PrimaryKeyConstraint("chain", "seq"),
    sqlite_with_rowid=False,
)

# Who has read a case is looked up for the student it is about; what is written most often stands in no index.
Index("ix_audit_case", audit.c.case, sqlite_where=text("action IN ('case:open', 'case:open_name', 'case:read')"))

audit_heads = Table(
    "audit_heads",
    metadata,
    word("chain", primary_key=True),
    number("seq"),
    word("hash"),
    sqlite_with_rowid=False,
)
