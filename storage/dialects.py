"""The one place where SQLite and PostgreSQL are told apart: an insert that meets a row which is there already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Table, or_

from storage.statements import Prepared

Change = Callable[[Any, Table], Mapping[str, Any]]


@cache
def unless_there(dialect: str, table: Table, *key: str) -> Prepared:
    """An insert that leaves a row with the same `key` as it is."""
    return Prepared(_insert(dialect, table).inline().on_conflict_do_nothing(index_elements=key))


@cache
def or_change(dialect: str, table: Table, *key: str, change: Change | None = None) -> Prepared:
    """An insert that changes the row with the same `key`: as `change(proposed, table)` says, or every column."""
    insert = _insert(dialect, table).inline()
    every = {c.name: insert.excluded[c.name] for c in table.c if c.name not in key}
    changed = change(insert.excluded, table) if change else every
    return Prepared(insert.on_conflict_do_update(index_elements=key, set_=changed))


@cache
def where_other(dialect: str, table: Table, *key: str) -> Prepared:
    """As `or_change`, and a row that is as it should be is not written again. No column of it may be NULL."""
    insert = _insert(dialect, table).inline()
    every = {c.name: insert.excluded[c.name] for c in table.c if c.name not in key}
    differs = or_(*(table.c[name] != value for name, value in every.items()))
    return Prepared(insert.on_conflict_do_update(index_elements=key, set_=every, where=differs))


def _insert(dialect: str, table: Table) -> Any:
    """Only the dialect that is used is loaded."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


def dialect_of(connection: Connection) -> str:
    return connection.dialect.name
