"""Statements of SQLAlchemy Core, compiled once and from then on handed to the driver as text.

SQLAlchemy's way from a statement to the driver costs several times what SQLite needs to carry it out, and a
report takes some thirty statements. The SQL and the types are still the statement's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update

Statement = Select[Any] | Insert | Update | Delete
Values = Mapping[str, Any]
Row = Sequence[Any]
Conversion = tuple[int, Callable[[Any], Any]]  # which place in a row, and what becomes of the value there


class Prepared:
    """A statement that is always given values of the same names. Its rows come as plain sequences.

    A driver that does not take its values by place is reached through SQLAlchemy. What the driver itself
    raises is as it is: `failures.plain` makes it presentable.
    """

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._texts: dict[str, _Text | None] = {}  # by dialect; None where SQLAlchemy does the work

    def run(self, connection: Connection, values: Values) -> int:
        """How many rows it has changed."""
        text = self._text(connection.dialect, values)
        if text is None:
            return connection.execute(self._statement, values).rowcount
        return int(_driver(connection).execute(text.sql, text.line(values)).rowcount)

    def many(self, connection: Connection, lines: Sequence[Values]) -> None:
        """Once for each of `lines`, of which there is at least one."""
        text = self._text(connection.dialect, lines[0])
        if text is None:
            connection.execute(self._statement, lines)
        else:
            _driver(connection).executemany(text.sql, map(text.line, lines))

    def rows(self, connection: Connection, values: Values) -> Sequence[Row]:
        text = self._text(connection.dialect, values)
        if text is None:
            return connection.execute(self._statement, values).all()
        return text.read_back(_driver(connection).execute(text.sql, text.line(values)).fetchall())

    def first(self, connection: Connection, values: Values) -> Row | None:
        return next(iter(self.rows(connection, values)), None)

    def _text(self, dialect: Dialect, values: Values) -> _Text | None:
        if dialect.name not in self._texts:
            self._texts[dialect.name] = _compile(self._statement, dialect, values)
        return self._texts[dialect.name]


@dataclass(frozen=True, slots=True)
class _Text:
    sql: str
    names: Sequence[str]
    fixed: Values  # those that the statement itself gives
    kept: Sequence[Conversion]  # on the way in
    given: Sequence[Conversion]  # on the way out

    def line(self, values: Values) -> Row:
        if self.fixed:
            values = {**self.fixed, **values}
        line = [values[name] for name in self.names]
        for place, convert in self.kept:
            line[place] = convert(line[place])
        return line

    def read_back(self, rows: list[Row]) -> Sequence[Row]:
        return [self._row(row) for row in rows] if self.given else rows

    def _row(self, row: Row) -> Row:
        line = list(row)
        for place, convert in self.given:
            line[place] = convert(line[place])
        return line


def _compile(statement: Statement, dialect: Dialect, values: Values) -> _Text | None:
    compiled = statement.compile(dialect=dialect, column_keys=list(values))
    if (names := compiled.positiontup) is None:
        return None
    fixed = {name: value for name, value in compiled.params.items() if name not in values}
    types = [compiled.binds[name].type.dialect_impl(dialect) for name in names]
    found = [column.type.dialect_impl(dialect) for column in statement.exported_columns]
    kept = [kind.bind_processor(dialect) for kind in types]
    given = [kind.result_processor(dialect, None) for kind in found]
    return _Text(compiled.string, names, fixed, _conversions(kept), _conversions(given))


def _conversions(converts: Sequence[Callable[[Any], Any] | None]) -> tuple[Conversion, ...]:
    return tuple((place, convert) for place, convert in enumerate(converts) if convert)


@lru_cache(maxsize=8)  # it stays the same for as long as the connection is open
def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
