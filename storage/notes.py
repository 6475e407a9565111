"""What those who handle a case have written about it, which only grows."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from domain.note import Note
from storage import mapping
from storage.dialects import dialect_of, unless_there
from storage.statements import Prepared
from storage.tables import notes

_OF_CASE = Prepared(
    select(*mapping.NOTE).where(notes.c.case == bindparam("case")).order_by(notes.c.written_at, notes.c.ordinal)
)


def of_case(connection: Connection, case: str) -> tuple[Note, ...]:
    return tuple(map(mapping.note, _OF_CASE.rows(connection, {"case": case})))


def add(connection: Connection, note: Note) -> bool:
    statement = unless_there(dialect_of(connection), notes, "case", "token")
    return statement.run(connection, mapping.note_values(note)) == 1
