"""Drills and what became of each person in them. They hold no content."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, bindparam, insert, select, update

from domain.drill import Drill, Step
from domain.people import Role
from storage.school_tables import drill_steps, drills
from storage.statements import Prepared, Row

_DRILL = select(drills.c.id, drills.c.school, drills.c.started_by, drills.c.started_at)
_BY_ID = Prepared(_DRILL.where(drills.c.id == bindparam("drill")))
_NEWEST = Prepared(
    _DRILL.where(drills.c.school == bindparam("of"))
    .order_by(drills.c.started_at.desc(), drills.c.id.desc())
    .limit(bindparam("most"))
)
_STEP = ("person", "role", "rung", "due_at", "delivered_at", "missed_at", "acknowledged_at")
_STEPS = Prepared(
    select(*(drill_steps.c[name] for name in _STEP))
    .where(drill_steps.c.drill == bindparam("drill_id"))
    .order_by(drill_steps.c.seq)
)
_ADD = Prepared(insert(drills).inline())
_ADD_STEP = Prepared(insert(drill_steps).inline())
_BECAME = ("delivered_at", "missed_at", "acknowledged_at")
_SAVE = Prepared(
    update(drill_steps)
    .where(drill_steps.c.drill == bindparam("of"), drill_steps.c.person == bindparam("whose"))
    .values({name: bindparam(name) for name in _BECAME})
)


def by_id(connection: Connection, drill: str) -> Drill | None:
    return _drill(connection, _BY_ID.first(connection, {"drill": drill}))


def newest(connection: Connection, school: str) -> Drill | None:
    return _drill(connection, _NEWEST.first(connection, {"of": school, "most": 1}))


def _drill(connection: Connection, row: Row | None) -> Drill | None:
    if row is None:
        return None
    return Drill(*row, steps=tuple(map(_step, _STEPS.rows(connection, {"drill_id": row[0]}))))


def _step(row: Row) -> Step:
    person, role, *rest = row
    return Step(person, Role(role), *rest)


def add(connection: Connection, drill: Drill) -> None:
    """With its steps, of which there is at least one."""
    values = {"id": drill.id, "school": drill.school, "started_by": drill.started_by, "started_at": drill.started_at}
    _ADD.run(connection, values)
    steps = [{"drill": drill.id, "seq": n, **asdict(s), "role": s.role.value} for n, s in enumerate(drill.steps)]
    _ADD_STEP.many(connection, steps)


def save(connection: Connection, drill: str, step: Step) -> None:
    became = {name: getattr(step, name) for name in _BECAME}
    _SAVE.run(connection, {"of": drill, "whose": step.person, **became})
