"""The `wheel:` of a school's file: the plan's own year wheel, as rows with their times and roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from yaml import MappingNode, Node

from domain.occasions import SEASONS, STARTS, Kind, Occasion
from domain.people import Role
from domain.school_year import SchoolYear
from domain.wheel import EVERYBODY, MANAGEMENT, Row, Step, Wheel
from storage.files import Faults, Reader, days, each, fields, flag, line_of, scalar, words, wrong

T = TypeVar("T")

_ROLES = (MANAGEMENT, EVERYBODY, *(r.value for r in Role if r not in (Role.STAFF, Role.STUDENT)))
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def wheel(node: Node) -> Wheel:
    """A school's wheel. Each row's id stands once, and so does each step's name in its row."""
    rows = _each_once(_row, lambda row: row.id, "id: {} is there more than once")
    return Wheel(**fields({"version": words, "rows": rows}, {"wishes": each(words)})(node))


def school_year(node: Node) -> SchoolYear:
    """The students' first and last school day: `2026-08-17..2027-06-18`."""
    first, last = days(node)
    if first.month not in (8, 9) or last.month not in (5, 6) or last.year != first.year + 1:
        raise wrong(node, "must be the first and the last school day, August to June: 2026-08-17..2027-06-18")
    return SchoolYear(first, last)


def _row(node: Node) -> Row:
    found = fields(
        {"id": _id, "name": words},
        {
            "stated": words, "when": _when, "by": _by, "with": each(words), "years": each(words), "about": words,
            "steps": _each_once(_step, lambda step: step.key, "name: its beginning, {}, is another step's too"),
            "conditional": flag,
        },
    )(node)  # fmt: skip
    row = Row(**{("with_" if key == "with" else key): value for key, value in found.items()})
    if not row.when and not all(step.when for step in row.steps or (Step(""),)):
        raise wrong(node, "when: is missing, here or in a step; {unstated: true} says that the plan does not say")
    return row


def _step(node: Node) -> Step:
    return Step(**fields({"name": words}, {"stated": words, "when": _when, "by": _by})(node))


def _each_once(reader: Reader[T], key: Callable[[T], str], reason: str) -> Reader[tuple[T, ...]]:
    """A list in which no two have the same key; the later one is at fault."""

    def read(node: Node) -> tuple[T, ...]:
        found = each(reader)(node)
        keys = [key(one) for one in found]
        again = [i for i, k in enumerate(keys) if k in keys[:i]]
        if again:
            raise Faults(*((line_of(node.value[i]), reason.format(keys[i])) for i in again))
        return found

    return read


def _id(node: Node) -> str:
    said = words(node)
    if not re.fullmatch(r"[A-Za-z0-9-]{1,20}", said):
        raise wrong(node, f"{said} is not an id: letters a-z, digits and hyphens, at most 20")
    return said


def _role(node: Node) -> str:
    said = words(node)
    if said not in _ROLES:
        raise wrong(node, f"{said} is not a role; roles are {', '.join(_ROLES)}; whoever else helps stands in `with`")
    return said


_by = each(_role)


# Occasions: each is one key, and what stands after it


def _when(node: Node) -> tuple[Occasion, ...]:
    found = each(_occasion)(node)
    if not found:
        raise wrong(node, "must not be empty; {unstated: true} says that the plan does not say")
    return found


def _occasion(node: Node) -> Occasion:
    if not isinstance(node, MappingNode) or len(node.value) != 1:
        raise wrong(node, f"must be one of {', '.join(Kind)} with what it says, such as {{month: 11}}")
    named, value = node.value[0]
    if named.value not in _OCCASIONS:
        raise wrong(named, f"{named.value}: is not a time; times are {', '.join(Kind)}")
    kind = Kind(named.value)
    try:
        return _OCCASIONS[kind](kind, value)
    except Faults as error:
        raise Faults(*((line, f"{kind}: {reason}") for line, reason in error.faults)) from None


def _span(node: Node, least: int, most: int) -> tuple[int, int]:
    """`11`, `11..12`, and where there is no `most` also `3..`: at least three."""
    said = scalar(node, "a number, or two with .. between", "int", "str")
    found = re.fullmatch(r"(\d{1,2})(?:(\.\.)(\d{1,2})?)?", said)
    numbers = [int(n) for n in (found[1], found[3]) if n] if found else []
    is_open = bool(found and found[2] and not found[3])
    if not numbers or not all(least <= n <= most for n in numbers) or (is_open and most < _ANY):
        raise wrong(node, f"{said} is not a number from {least} to {most}, or two with .. between")
    return numbers[0], numbers[-1]


_ANY = 99


def _months(kind: Kind, node: Node) -> Occasion:
    low, high = _span(node, 1, 12)
    if 7 in (low, high) or (high - 8) % 12 < (low - 8) % 12:
        raise wrong(node, "a school year goes from August (8) to June (6)")
    return Occasion(kind, low, high)


def _weeks(kind: Kind, node: Node) -> Occasion:
    low, high = _span(node, 1, 53)
    if (high - 31) % 53 < (low - 31) % 53:
        raise wrong(node, "a school year goes from week 31 to week 30")
    return Occasion(kind, low, high)


def _times(kind: Kind, node: Node) -> Occasion:
    low, high = _span(node, 1, _ANY)
    if high < low:
        raise wrong(node, f"{high} is fewer than {low}")
    return Occasion(kind, low, high)


def _every(kind: Kind, node: Node) -> Occasion:
    said = words(node)
    weeks = re.fullmatch(r"(\d{1,2})(?:\.\.(\d{1,2}))? weeks", said)
    if weeks and 0 < int(weeks[1]) <= int(weeks[2] or weeks[1]) < 30:
        return Occasion(kind, int(weeks[1]), int(weeks[2] or weeks[1]), "weeks")
    if said not in ("day", "week", "month", *_WEEKDAYS):
        raise wrong(node, f"{said} is not day, week, month, a weekday such as wednesday, or 3..4 weeks")
    return Occasion(kind, word=said)


def _one_of(*known: str) -> Callable[[Kind, Node], Occasion]:
    def read(kind: Kind, node: Node) -> Occasion:
        said = words(node)
        if said not in known:
            raise wrong(node, f"{said} is not one of {', '.join(known)}")
        return Occasion(kind, word=said)

    return read


def _external(kind: Kind, node: Node) -> Occasion:
    return Occasion(kind, word=words(node))


def _true(kind: Kind, node: Node) -> Occasion:
    if not flag(node):
        raise wrong(node, "must be true")
    return Occasion(kind)


_OCCASIONS: Mapping[str, Callable[[Kind, Node], Occasion]] = {
    Kind.MONTH: _months,
    Kind.WEEK: _weeks,
    Kind.START: _one_of(*STARTS),
    Kind.SEASON: _one_of(*SEASONS),
    Kind.TERM: _one_of("middle"),
    Kind.EVERY: _every,
    Kind.TIMES: _times,
    Kind.EXTERNAL: _external,
    **{kind: _true for kind in (Kind.YEARLY, Kind.JOINS, Kind.PLAN, Kind.NEEDED, Kind.UNSTATED, Kind.ALWAYS)},
}
