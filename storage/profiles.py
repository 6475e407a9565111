"""The schools, one file each: `schools/fjellvik.yaml` is the school `fjellvik`. A broken file harms no other school."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from yaml import Node

from domain.profile import Limits, Number, Owner, School, faults
from domain.workdays import Calendar
from storage.files import (
    BadFile,
    Faults,
    bad,
    clock,
    compose,
    days,
    duration,
    each,
    fields,
    flag,
    line_at,
    role,
    words,
    wrong,
)

_DAY = timedelta(days=1)


def load_schools(folder: Path) -> tuple[dict[str, School], tuple[BadFile, ...]]:
    """Every school that can be used, by id, and everything that is wrong with the others."""
    schools: dict[str, School] = {}
    errors: list[BadFile] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            schools[path.stem] = load_school(path)
        except Faults as found:
            errors.extend(bad(path, found))
    return schools, tuple(errors)


def load_school(path: Path) -> School:
    """One file. `Faults` when it cannot be read, or is looser than the law."""
    if not re.fullmatch(r"[a-z0-9-]+", path.stem):
        raise Faults((1, "the file's name is the school's id: small letters a-z, digits and hyphens"))
    node = compose(path)
    school = _school(path.stem, _FILE(node))
    if found := faults(school):
        raise Faults(*((line_at(node, reason.partition(":")[0]), reason) for reason in found))
    return school


def _school(id_: str, found: dict[str, Any]) -> School:
    optional = {key: found[key] for key in ("emergency", "limits", "leadership") if key in found}
    off = (day for span in found.get("days_off", ()) for day in _each_day(*span))
    calendar = Calendar(**found.get("hours", {}), days_off=frozenset(off))
    return School(id=id_, name=found["name"], phone=found["phone"], owner=found["owner"], calendar=calendar, **optional)


def _each_day(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + n * _DAY for n in range((last - first).days + 1))


def _hours(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = fields({"opens": clock, "closes": clock})(node)
    if found["opens"] >= found["closes"]:
        raise wrong(node, "the school must open before it closes")
    return found


def _owner(node: Node) -> Owner:
    return Owner(**fields({"name": words, "contact": words}, {"receives_leader_cases": flag})(node))


def _limits(node: Node) -> Limits:
    return Limits(**fields({}, {"acknowledge": duration, "in_danger": duration})(node))


def _number(node: Node) -> Number:
    return Number(**fields({"label": words, "number": words})(node))


_FILE = fields(
    {"name": words, "phone": words, "owner": _owner},
    {
        "limits": _limits,
        "hours": _hours,
        "days_off": each(days),
        "leadership": each(role),
        "emergency": each(_number),
    },
)
