"""The schools, one file each: `schools/fjellvik.yaml` is the school `fjellvik`. A broken file harms no other school.

A file is the school's own plan, rule by rule (`rules`), with what each rule decides here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from yaml import Node

from domain.profile import (
    Archive,
    CasePlan,
    Closing,
    Limits,
    Number,
    Owner,
    OwnerNotice,
    PlannedTask,
    Rule,
    School,
    faults,
)
from domain.tasks import Work
from domain.text import Text
from domain.workdays import Calendar
from storage.files import (
    BadFile,
    Faults,
    bad,
    clock,
    compose,
    count,
    days,
    duration,
    each,
    fields,
    flag,
    line_at,
    line_of,
    one_of,
    role,
    words,
    wrong,
)
from storage.holidays import public_holidays
from storage.wheel_file import school_year, wheel

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
    found = _FILE(node)
    rules: tuple[_Read, ...] = found.pop("rules", ())
    _check_ids(rules, {row.id for row in found["wheel"].rows} if "wheel" in found else set())
    school = _school(path.stem, found, _decided(rules))
    if reasons := faults(school):
        raise Faults(*((_line(node, rules, reason.partition(":")[0]), reason) for reason in reasons))
    return replace(school, rules=tuple(r.rule for r in rules), sources=dict(_sources(rules)))


def _school(id_: str, found: dict[str, Any], decided: dict[str, Any]) -> School:
    off, saturday = each_day(found.pop("days_off", ())), found.pop("saturday_counts", False)
    calendar = Calendar(**found.pop("hours", {}), days_off=off, saturday_counts=saturday, holidays=public_holidays())
    made = {key: _MADE[key](**value) if key in _MADE else value for key, value in decided.items()}
    return School(id=id_, calendar=calendar, year=found.pop("school_year", None), **{**found, **made})


def each_day(spans: Iterable[tuple[date, date]]) -> frozenset[date]:
    return frozenset(first + n * _DAY for first, last in spans for n in range((last - first).days + 1))


class _Read:
    """A rule as read, with what it sets and where that stands."""

    def __init__(self, node: Node, found: dict[str, Any]) -> None:
        self.line = line_of(node)
        self.sets: dict[str, Any] = found.pop("sets", {})
        if "tasks" in self.sets:
            self.sets["tasks"] = tuple(_tasks(found["id"], self.sets["tasks"]))
        self.fields = tuple(_names(self.sets))
        self.rule = Rule(**found, sets=self.fields)


def _tasks(rule: str, found: tuple[dict[str, Any], ...]) -> Iterator[PlannedTask]:
    return (PlannedTask(rule if n == 1 else f"{rule}/{n}", **task) for n, task in enumerate(found, 1))


def _names(sets: dict[str, Any]) -> Iterator[str]:
    """The fields' names; of a field that holds several, one for each: `plan.within`."""
    for key, value in sets.items():
        yield from (f"{key}.{inner}" for inner in value) if isinstance(value, dict) else (key,)


_ADDED = ("tasks",)  # fields that several rules add to


def _sources(rules: tuple[_Read, ...]) -> Iterator[tuple[str, str]]:
    return ((name, read.rule.id) for read in rules for name in read.fields if name not in _ADDED)


def _check_ids(rules: tuple[_Read, ...], rows: Collection[str]) -> None:
    """An id stands once, two rules never decide the same, and what a rule says of the wheel is there."""
    ids = Counter(read.rule.id for read in rules)
    decided = Counter(name for name, _ in _sources(rules))
    found = [(r.line, f"rules: {r.rule.id} is there more than once") for r in rules if ids[r.rule.id] > 1]
    found += [(r.line, f"rules: {n} is set by more than one rule") for r in rules for n in r.fields if decided[n] > 1]
    found += [(r.line, f"rules: the wheel has no row {id_}") for r in rules for id_ in r.rule.wheel if id_ not in rows]
    if found:
        raise Faults(*found)


def _decided(rules: tuple[_Read, ...]) -> dict[str, Any]:
    """Everything the rules set, together; a field that holds several may be set by several rules, a list added to."""
    whole: dict[str, Any] = {}
    for read in rules:
        for key, value in read.sets.items():
            before = whole.get(key, () if key in _ADDED else {})
            whole[key] = {**before, **value} if isinstance(value, dict) else before + value if key in _ADDED else value
    return whole


def _line(node: Node, rules: tuple[_Read, ...], field: str) -> int:
    """Where a field stands: in the rule that sets it, else at its own key."""
    return next(
        (r.line for r in rules if any(n == field or n.startswith(f"{field}.") for n in r.fields)), 0
    ) or line_at(node, field)


def _hours(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = fields({"opens": clock, "closes": clock})(node)
    if found["opens"] >= found["closes"]:
        raise wrong(node, "the school must open before it closes")
    return found


def _owner(node: Node) -> Owner:
    return Owner(**fields({"name": words}, {"contact": words, "receives_leader_cases": flag})(node))


def _limits(node: Node) -> Limits:
    return Limits(**fields({}, {"acknowledge": duration, "in_danger": duration})(node))


def number(node: Node) -> Number:
    return Number(**fields({"label": words, "number": words})(node))


def _text(node: Node) -> Text:
    return Text(**fields({"nb": words, "nn": words, "en": words})(node))


_HOMES = ("sets", "wheel", "always", "person")
_TOGETHER = {"sets", "wheel"}


def _rule(node: Node) -> _Read:
    found = _RULE(node)
    homes = {home for home in _HOMES if home in found}
    if len(homes) != 1 and homes != _TOGETHER:
        raise wrong(node, f"{found['id']}: needs one home: {', '.join(_HOMES)}")
    return _Read(node, found)


_MADE = {"owner_notice": OwnerNotice, "plan": CasePlan, "closing": Closing, "archive": Archive}

_SETS = fields(
    {},
    {
        "receivers": each(each(words)),
        "channels": each(words),
        "direct": each(words),
        "police_contact": words,
        "acute": each(words),
        "incident_report": flag,
        "anonymous_box": words,
        "adults": each(words),
        "ombud": each(words),
        "owner_notice": fields(
            {}, {"to": each(words), "unfounded_exception": flag, "every_case": flag, "serious_by": words}
        ),
        "leader_cases": each(words),
        "tasks": each(fields({"work": one_of(*Work), "what": words}, {"by": each(words), "when": words})),
        "serious": each(words),
        "plan": fields({}, {"label": _text, "within": count, "accepted": flag, "after_investigation": flag}),
        "closing": fields({}, {"minutes": flag}),
        "archive": fields({}, {"system": words, "items": each(words), "serious_notice": flag}),
    },
)

_RULE = fields(
    {"id": words, "source": words},
    {"sets": _SETS, "wheel": each(words), "always": words, "person": words},
)

_FILE = fields(
    {"name": words, "owner": _owner},
    {
        "phone": words,
        "limits": _limits,
        "hours": _hours,
        "saturday_counts": flag,
        "days_off": each(days),
        "leadership": each(role),
        "emergency": each(number),
        "rules": each(_rule),
        "wheel": wheel,
        "school_year": school_year,
    },
)
