"""What has been done in the year wheel, and what has been put on somebody's card."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, select

from domain.people import PersonId
from domain.wheel_year import Cue, Mark
from storage import school_mapping as mapping
from storage.dialects import dialect_of, unless_there
from storage.school_tables import wheel_cues, wheel_marks
from storage.statements import Prepared

_ONE = ("school", "year", "task", "whose", "n")
_MARKS = Prepared(
    select(*mapping.MARK)
    .where(wheel_marks.c.school == bindparam("school"), wheel_marks.c.year == bindparam("year"))
    .order_by(wheel_marks.c.at, wheel_marks.c.task, wheel_marks.c.whose, wheel_marks.c.n)
)
_UNMARK = Prepared(delete(wheel_marks).where(*(wheel_marks.c[name] == bindparam(f"its_{name}") for name in _ONE)))
_CUES = select(*mapping.CUE).where(
    wheel_cues.c.school == bindparam("school"), wheel_cues.c.year == bindparam("year")
)  # fmt: skip
_EVERYBODYS = Prepared(_CUES)
_ONES = Prepared(_CUES.where(wheel_cues.c.person == bindparam("person")))


def marks(connection: Connection, school: str, year: str) -> tuple[Mark, ...]:
    """Oldest first."""
    return tuple(map(mapping.mark, _MARKS.rows(connection, {"school": school, "year": year})))


def mark(connection: Connection, school: str, year: str, made: Mark) -> bool:
    statement = unless_there(dialect_of(connection), wheel_marks, *_ONE)
    return statement.run(connection, mapping.mark_values(school, year, made)) == 1


def unmark(connection: Connection, school: str, year: str, taken_back: Mark) -> bool:
    values = mapping.mark_values(school, year, taken_back)
    return _UNMARK.run(connection, {f"its_{name}": values[name] for name in _ONE}) == 1


def cues(connection: Connection, school: str, year: str, person: PersonId = "") -> tuple[Cue, ...]:
    values = {"school": school, "year": year}
    found = _ONES.rows(connection, {**values, "person": person}) if person else _EVERYBODYS.rows(connection, values)
    return tuple(map(mapping.cue, found))


def add_cues(connection: Connection, school: str, year: str, given: Sequence[Cue]) -> None:
    if given:
        statement = unless_there(dialect_of(connection), wheel_cues, "school", "year", "person", "task", "since")
        statement.many(connection, [mapping.cue_values(school, year, cue) for cue in given])
