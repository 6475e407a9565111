"""The tables. Status words and every other word are text, so that a new one needs no migration.

Columns marked CONTENT hold what people wrote, or names. They are made and read in `storage.mapping` and
nowhere else, so that sealing them is a change in that one file.
"""

from __future__ import annotations

from datetime import UTC, datetime

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


class Instant(TypeDecorator[datetime]):
    """A moment as `2026-11-23T08:00:00.000000+00:00`: always UTC, always 32 characters.

    Text of one width sorts as time does on SQLite and on PostgreSQL alike, neither database has a chance
    to convert it to a session's own zone, and whoever reads a dump in thirty years can read it. A moment
    without a time zone is a `NoTimeZone`.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else in_utc(value).isoformat(timespec="microseconds")

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


def _text(
    name: str, *more: ForeignKey, primary_key: bool = False, unique: bool | None = None, index: bool | None = None
) -> Column[str]:
    return Column(name, Text, *more, primary_key=primary_key, unique=unique, index=index, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _at(name: str) -> Column[datetime]:
    return Column(name, Instant, nullable=False)


def _ordinal() -> Column[int]:
    """In which order rows were written; it decides between those of the same moment."""
    return Column("ordinal", Integer, primary_key=True, autoincrement=True)


# Tables without a number of their own are kept in the order of their key (`sqlite_with_rowid=False`): half the
# pages to write.

reports = Table(
    "reports",
    metadata,
    _ordinal(),
    _text("id", unique=True),
    _text("school"),
    _text("reporter"),
    _text("reporter_name"),  # CONTENT
    _text("token"),
    _at("told_at"),
    _text("by_staff"),
    _number("danger"),
    _text("answers"),  # CONTENT
    UniqueConstraint("reporter", "token"),
)

supplements = Table(
    "supplements",
    metadata,
    _ordinal(),
    _text("report", ForeignKey("reports.id")),
    _text("token"),
    _at("added_at"),
    _text("answers"),  # CONTENT
    UniqueConstraint("report", "token"),
)

drafts = Table(
    "drafts",
    metadata,
    _text("person"),
    _text("token"),
    _text("flow"),
    Column("begun_at", Instant, nullable=False, index=True),
    _text("answers"),  # CONTENT
    PrimaryKeyConstraint("person", "token"),
    sqlite_with_rowid=False,
)

# `version` counts the history and guards against two processes that change the same case at once.
cases = Table(
    "cases",
    metadata,
    _ordinal(),
    _text("id", unique=True),
    _text("reference", unique=True),
    _text("school"),
    _text("report", ForeignKey("reports.id"), index=True),
    _text("reporter"),
    _text("route"),
    _number("danger"),
    _at("told_at"),
    _text("status"),
    _text("student"),  # CONTENT
    _text("accused"),
    Column("next_due", Instant),
    _number("version"),
)
_OWED = text("next_due IS NOT NULL")
Index("ix_cases_next_due", cases.c.next_due, sqlite_where=_OWED, postgresql_where=_OWED)

happenings = Table(
    "happenings",
    metadata,
    _text("case", ForeignKey("cases.id")),
    _number("seq"),
    _at("at"),
    _text("what"),
    Column("who", Text),
    _text("note"),  # CONTENT
    PrimaryKeyConstraint("case", "seq"),
    sqlite_with_rowid=False,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("key", unique=True),
    _text("card"),
    _text("person"),
    _text("school"),
    _text("subject"),
    _at("due_at"),
    _text("alert"),
    _text("shown"),
    _number("attempts"),
    _number("doubts"),
    _text("state"),
    _number("priority"),
    Column("lease_until", Instant),
    Column("settled_at", Instant),
)
_WAITING = text("state = 'waiting'")
Index(
    "ix_deliveries_priority_due_at",
    deliveries.c.priority,
    deliveries.c.due_at,
    sqlite_where=_WAITING,
    postgresql_where=_WAITING,
)

# An activity's id is unique in its conversation only.
shown = Table(
    "shown",
    metadata,
    _text("activity"),
    _text("conversation"),
    _text("card"),
    _text("person"),
    _text("subject", index=True),
    _at("shown_at"),
    _text("alert"),
    PrimaryKeyConstraint("activity", "conversation"),
    sqlite_with_rowid=False,
)

conversations = Table(
    "conversations",
    metadata,
    _text("person", primary_key=True),
    _text("conversation"),
    _text("service_url"),
    _text("locale"),
    Column("seen_at", Instant, nullable=False, index=True),
    _number("proven"),
    sqlite_with_rowid=False,
)

declared = Table(
    "declared",
    metadata,
    _text("person", primary_key=True),
    _text("school"),
    _text("role"),
    _at("at"),
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    metadata,
    _text("chain"),
    _number("seq"),
    _at("at"),
    _text("actor"),
    _text("action"),
    _text("case"),
    _text("outcome"),
    _text("reason"),
    _text("commitment"),
    _text("hash"),
    PrimaryKeyConstraint("chain", "seq"),
    sqlite_with_rowid=False,
)

audit_heads = Table(
    "audit_heads",
    metadata,
    _text("chain", primary_key=True),
    _number("seq"),
    _text("hash"),
    sqlite_with_rowid=False,
)
