"""What belongs to a school and to no case: its year wheel and its drills."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.drill import Drill, Step
from domain.people import PersonId
from domain.wheel_year import Cue, Mark
from storage import drills, wheels


class SchoolWork:
    """The part of `services.ports.Work` that is about the wheel and the drills."""

    _connection: Connection

    def wheel_marks(self, school: str, year: str) -> tuple[Mark, ...]:
        return wheels.marks(self._connection, school, year)

    def mark_wheel(self, school: str, year: str, mark: Mark) -> bool:
        return wheels.mark(self._connection, school, year, mark)

    def unmark_wheel(self, school: str, year: str, mark: Mark) -> bool:
        return wheels.unmark(self._connection, school, year, mark)

    def wheel_cues(self, school: str, year: str, person: PersonId = "") -> tuple[Cue, ...]:
        return wheels.cues(self._connection, school, year, person)

    def add_wheel_cues(self, school: str, year: str, *cues: Cue) -> None:
        wheels.add_cues(self._connection, school, year, cues)

    def drill(self, drill: str) -> Drill | None:
        return drills.by_id(self._connection, drill)

    def newest_drill(self, school: str) -> Drill | None:
        return drills.newest(self._connection, school)

    def add_drill(self, drill: Drill) -> None:
        drills.add(self._connection, drill)

    def save_step(self, drill: str, step: Step) -> None:
        drills.save(self._connection, drill, step)
