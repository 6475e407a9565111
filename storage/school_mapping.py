"""The rows of what belongs to a school and to no case, to domain objects and back."""

from __future__ import annotations

from datetime import date

from domain.people import Absence, Leave, Post, Role
from domain.posts import Held
from domain.wheel_year import Cue, Mark
from storage import school_tables as tables
from storage.mapping import Line, Values, kept, read_back

MARK = tuple(tables.wheel_marks.c[name] for name in ("task", "whose", "n", "name", "by", "at"))


def mark_values(school: str, year: str, mark: Mark) -> Values:
    return {
        "school": school,
        "year": year,
        "task": mark.task,
        "whose": mark.whose,
        "n": mark.n,
        "name": mark.name,
        "by": mark.by,
        "at": mark.at,
    }


def mark(row: Line) -> Mark:
    return Mark(*row)


CUE = tuple(tables.wheel_cues.c[name] for name in ("task", "person", "since", "card"))


def cue_values(school: str, year: str, cue: Cue) -> Values:
    return {
        "school": school,
        "year": year,
        "person": cue.person,
        "task": cue.task,
        "since": cue.since.isoformat(),
        "card": cue.card,
    }


def cue(row: Line) -> Cue:
    task, person, since, card = row
    return Cue(task, person, date.fromisoformat(since), card)


HELD = tuple(tables.posts.c[name] for name in ("school", "role", "person", "name", "since", "until"))


def held_values(held: Held) -> Values:
    return {
        "school": held.post.school,
        "role": held.post.role.value,
        "person": held.person,
        "name": kept(held.name),
        "since": held.since,
        "until": held.until,
    }


def held(row: Line) -> Held:
    school, role, person, name, since, until = row
    return Held(Post(school, Role(role)), person, read_back(name), since, until)


LEAVE = tuple(tables.absences.c[name] for name in ("person", "first", "last", "partly", "set_at", "ended_at"))


def leave_values(leave: Leave) -> Values:
    return {
        "person": leave.person,
        "first": leave.absence.first.isoformat(),
        "last": leave.absence.last.isoformat(),
        "partly": int(leave.absence.partly),
        "set_at": leave.set_at,
        "ended_at": leave.ended_at,
    }


def leave(row: Line) -> Leave:
    person, first, last, partly, set_at, ended_at = row
    absence = Absence(date.fromisoformat(first), date.fromisoformat(last), bool(partly))
    return Leave(person, absence, set_at, ended_at)
