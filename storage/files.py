"""Reading what people write in YAML files: every value typed by us, every fault named with its line.

A reader takes a node and returns a value, or raises `Faults` with everything that is wrong in it. Readers of
mappings and lists are made of readers of what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast

import yaml
from yaml import MappingNode, MarkedYAMLError, Node, ScalarNode, SequenceNode, YAMLError

from domain.addresses import is_address
from domain.people import Role

T = TypeVar("T")
Reader = Callable[[Node], T]

LONGEST = timedelta(days=800)  # no holiday and no absence is longer; a slip of the finger in a year is


@dataclass(frozen=True, slots=True)
class BadFile:
    """What is wrong in a file, and on which line (from 1)."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"

    @property
    def place(self) -> str:
        """For the log: the reason may quote what stands there, and that may be somebody's name."""
        return f"{self.file}, line {self.line}"


class Faults(Exception):
    """(line, reason) for each thing that is wrong."""

    def __init__(self, *faults: tuple[int, str]) -> None:
        super().__init__(*faults)
        self.faults = faults


def wrong(node: Node, reason: str) -> Faults:
    return Faults((line_of(node), reason))


def line_of(node: Node) -> int:
    return int(node.start_mark.line) + 1


def bad(path: Path, faults: Faults) -> tuple[BadFile, ...]:
    return tuple(BadFile(path.name, line, reason) for line, reason in sorted(faults.faults))


class _Yaml12(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The fast reader of YAML 1.1, with the scalars of 1.2: `no` and `on` are words, and a day is a day."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), _first)


def compose(path: Path) -> Node:
    """The file's YAML 1.2 as nodes: nothing is constructed, so nothing in it can do anything."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Yaml12)
    except OSError as error:
        raise Faults((1, f"cannot be read: {error.strerror}")) from None
    except UnicodeDecodeError:
        raise Faults((1, "is not UTF-8 text")) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Faults((mark.line + 1 if mark else 1, f"is not YAML: {error.problem or error.context}")) from None
    except YAMLError:
        raise Faults((1, "is not YAML")) from None
    if node is None:
        raise Faults((1, "is empty"))
    return cast(Node, node)


def scalar(node: Node, what: str, *kinds: str) -> str:
    """The words of a scalar of one of these `kinds` (the last part of a YAML tag)."""
    if not isinstance(node, ScalarNode) or str(node.tag).rpartition(":")[2] not in kinds:
        raise wrong(node, f"must be {what}")
    return str(node.value)


def words(node: Node) -> str:
    said = scalar(node, "text; put quotes around it", "str").strip()
    if not said:
        raise wrong(node, "must not be empty")
    return said


def address(node: Node) -> str:
    said = words(node)
    if not is_address(said):
        raise wrong(node, "must be one mail address, such as post@fjellvik.example")
    return said


def role(node: Node) -> Role:
    said = words(node)
    if said not in set(Role):
        raise wrong(node, f"{said} is not a role; roles are {', '.join(Role)}")
    return Role(said)


def one_of(*allowed: str) -> Reader[str]:
    """A reader of one of these words."""

    def read(node: Node) -> str:
        said = words(node)
        if said not in allowed:
            raise wrong(node, f"{said} is not one of {', '.join(allowed)}")
        return said

    return read


def count(node: Node) -> int:
    return int(scalar(node, "a whole number", "int"), 0)


def flag(node: Node) -> bool:
    return scalar(node, "true or false", "bool").lower() == "true"


def clock(node: Node) -> time:
    said = scalar(node, 'a time of day, such as "08:00"', "str")
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", said):
        raise wrong(node, 'must be a time of day, such as "08:00"')
    return time.fromisoformat(said)


def duration(node: Node) -> timedelta:
    """`2h`, `15min` or `1h 30min`."""
    said = scalar(node, "a duration, such as 2h or 15min", "str")
    found = re.fullmatch(r"(?=\d)(?:(\d{1,4})h)? ?(?:(\d{1,4})min)?", said)
    if not found:
        raise wrong(node, "must be a duration, such as 2h or 15min")
    return timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0))


def days(node: Node) -> tuple[date, date]:
    """The first and the last of `2026-12-21..2027-01-03`, or of a single day."""
    said = scalar(node, "a day or two with .. between: 2026-12-21..2027-01-03", "str")
    first, _, last = said.partition("..")
    try:
        begins, ends = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        raise wrong(node, f"{said} is not a day, or two with .. between: 2026-12-21..2027-01-03") from None
    if not begins <= ends <= begins + LONGEST:
        raise wrong(node, f"{said} ends before it begins, or lasts more than two years")
    return begins, ends


def each(reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """A list of what `reader` reads."""

    def read(node: Node) -> tuple[T, ...]:
        if not isinstance(node, SequenceNode):
            raise wrong(node, "must be a list")
        return tuple(gathered(reader, node.value))

    return read


def gathered(reader: Reader[T], nodes: list[Node]) -> list[T]:
    """Reads every node before it tells of the faults in any."""
    found, faults = sifted(reader, nodes)
    if faults:
        raise Faults(*faults)
    return found


def sifted(reader: Reader[T], nodes: list[Node]) -> tuple[list[T], list[tuple[int, str]]]:
    """What could be read, and what is wrong in the rest."""
    found: list[T] = []
    faults: list[tuple[int, str]] = []
    for node in nodes:
        try:
            found.append(reader(node))
        except Faults as error:
            faults.extend(error.faults)
    return found, faults


def fields(needed: Mapping[str, Reader[Any]], optional: Mapping[str, Reader[Any]] | None = None) -> Reader[Any]:
    """A mapping with these keys and no others, as a dict; an optional key that is not there is not in it."""
    readers = {**needed, **(optional or {})}

    def read(node: Node) -> dict[str, Any]:
        pairs = list(_pairs(node))
        present = [key for key, _ in pairs]
        missing = [wrong(node, f"{key}: is missing") for key in needed if key not in present]
        found, faults = sifted(lambda pair: _field(pair, readers, present), pairs)  # type: ignore[arg-type]
        faults += [fault for error in missing for fault in error.faults]
        if faults:
            raise Faults(*faults)
        return dict(found)

    return read


def _field(pair: tuple[str, tuple[Node, Node]], readers: Mapping[str, Reader[Any]], present: list[str]) -> Any:
    key, (named, value) = pair
    if key not in readers:
        raise wrong(named, f"{key}: is not a known key; known are {', '.join(readers)}")
    if present.count(key) > 1:
        raise wrong(named, f"{key}: is there more than once")
    try:
        return key, readers[key](value)
    except Faults as error:
        raise Faults(*((line, f"{key}: {reason}") for line, reason in error.faults)) from None


def _pairs(node: Node) -> Iterator[tuple[str, tuple[Node, Node]]]:
    if not isinstance(node, MappingNode):
        raise wrong(node, "must be keys with values")
    return ((str(key.value), (key, value)) for key, value in node.value)


def pairs(node: Node) -> tuple[tuple[Node, Node], ...]:
    """A mapping's keys and values as nodes, unread."""
    return tuple(pair for _, pair in _pairs(node))


def line_at(node: Node, path: str) -> int:
    """The line of a key such as `owner.contact`, or of the nearest one above it that is there."""
    line = line_of(node)
    for name in path.split("."):
        found = dict(_pairs(node)).get(name) if isinstance(node, MappingNode) else None
        if found is None:
            break
        line, node = line_of(found[0]), found[1]
    return line
