"""Where people can be reached, and what those who are in no register have said of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, case, or_, select

from domain.delivery import Conversation
from domain.people import PersonId, Role
from storage import mapping
from storage.dialects import dialect_of, or_change
from storage.statements import Prepared
from storage.tables import conversations, declared

_BY_PERSON = Prepared(select(*mapping.CONVERSATION).where(conversations.c.person == bindparam("person")))
_NEWEST = Prepared(select(conversations.c.service_url).order_by(conversations.c.seen_at.desc()).limit(1))
_PROVEN = Prepared(select(conversations.c.person).where(conversations.c.proven == 1))
_DECLARED = Prepared(select(declared.c.school, declared.c.role).where(declared.c.person == bindparam("person")))


def _newer(proposed: Any, table: Table) -> Mapping[str, Any]:
    """The newest seen stands; a conversation once proven stays proven for as long as it is the same one."""
    newer = proposed.seen_at >= table.c.seen_at
    replaced = {
        name: case((newer, proposed[name]), else_=table.c[name])
        for name in ("conversation", "service_url", "locale", "seen_at")
    }
    same = proposed.conversation == table.c.conversation
    either = case((or_(proposed.proven == 1, table.c.proven == 1), 1), else_=0)
    proven = case((same, either), (newer, proposed.proven), else_=table.c.proven)
    return {**replaced, "proven": proven}


def conversation(connection: Connection, person: PersonId) -> Conversation | None:
    row = _BY_PERSON.first(connection, {"person": person})
    return mapping.conversation(row) if row else None


def keep(connection: Connection, seen: Conversation) -> None:
    statement = or_change(dialect_of(connection), conversations, "person", change=_newer)
    statement.run(connection, mapping.conversation_values(seen))


def newest_service_url(connection: Connection) -> str | None:
    row = _NEWEST.first(connection, {})
    return row[0] if row else None


def proven(connection: Connection) -> frozenset[PersonId]:
    return frozenset(row[0] for row in _PROVEN.rows(connection, {}))


def declaration(connection: Connection, person: PersonId) -> tuple[str, Role] | None:
    row = _DECLARED.first(connection, {"person": person})
    return (row[0], Role(row[1])) if row else None


def declare(connection: Connection, person: PersonId, school: str, role: Role, at: datetime) -> None:
    statement = or_change(dialect_of(connection), declared, "person")
    statement.run(connection, {"person": person, "school": school, "role": role.value, "at": at})
