"""Who is who, and what only the deployment knows of a school, from the people file.

`people: - {id, name, posts: [{school, role}], away, guest, leader, classes, mail}`;
`schools: {fjellvik: {phone, owner_contact, owner_mail, receives_leader_cases, emergency, helplines, page,
days_off, school_year}}`;
and by which groups of the directory posts are held: `directory: {fjellvik: {principal: [id], education: true}}`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from yaml import Node

from domain.people import Absence, Person, PersonId, Post, Register, Role
from domain.profile import Directory, School
from domain.soundness import lacking
from storage.files import (
    BadFile,
    Faults,
    address,
    bad,
    compose,
    days,
    each,
    fields,
    flag,
    line_of,
    pairs,
    role,
    words,
    wrong,
)
from storage.profiles import each_day, number
from storage.wheel_file import school_year

Localise = Callable[[School], School]


@dataclass(frozen=True)
class Loaded:
    """The register, what is wrong in the file, and why a school cannot be served, by its id.

    The register holds the schools that can be served. Somebody whose entry is broken is not in it, and the
    schools that such an entry names cannot be served: a leader nobody knows would be told of themself.
    """

    register: Register
    faults: tuple[BadFile, ...]
    refused: Mapping[str, str]
    faulty: frozenset[str]  # every word of the entries that are broken, ids among them


def load_register(path: Path, schools: Mapping[str, School]) -> tuple[Register, tuple[BadFile, ...], dict[str, str]]:
    """What `Loaded` holds, for the start."""
    found = load_people(path, schools)
    return found.register, found.faults, dict(found.refused)


def load_people(path: Path, schools: Mapping[str, School]) -> Loaded:
    reading = _read(path, schools)
    here = {id_: reading.localised(school) for id_, school in schools.items()}
    whole = Register(here, reading.people)
    refused = {id_: why for id_ in here if (why := reading.broken.get(id_) or lacking(whole, id_, awaiting=True))}
    served = {id_: school for id_, school in here.items() if id_ not in refused}
    faults = bad(path, Faults(*reading.faults))
    return Loaded(Register(served, reading.people), faults, refused, frozenset(reading.broken))


def _as_it_is(school: School) -> School:
    return school


@dataclass
class _Reading:
    people: dict[PersonId, Person] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)  # what a broken entry says anywhere -> why it is broken
    schools: dict[str, Localise] = field(default_factory=dict)
    directory: dict[str, Localise] = field(default_factory=dict)

    def localised(self, school: School) -> School:
        """With what the deployment says of it."""
        local = self.schools.get(school.id, _as_it_is)(school)
        return self.directory.get(school.id, _as_it_is)(local)

    def add(self, node: Node, known: Collection[str]) -> None:
        try:
            person = _person(node)
            if person.id in self.people:
                raise wrong(node, f"id: {person.id} is there more than once")
        except Faults as found:
            line, reason = found.faults[0]
            self.faults += found.faults
            self.broken |= dict.fromkeys(_scalars(node), f"people file, line {line}: {reason}")
            return
        self.people[person.id] = person
        unknown = sorted({post.school for post in person.posts} - set(known))
        self.faults += [(line_of(node), f"posts: {school} is not a school that can be used") for school in unknown]

    def add_school(self, key: Node, node: Node, known: Collection[str]) -> None:
        self._add(self.schools, "schools", key, known, lambda: _localised(_LOCAL(node)))

    def add_directory(self, key: Node, node: Node, known: Collection[str]) -> None:
        self._add(self.directory, "directory", key, known, lambda: _by_groups(_DIRECTORY(node)))

    def _add(
        self, to: dict[str, Localise], section: str, key: Node, known: Collection[str], read: Callable[[], Localise]
    ) -> None:
        """What is broken about one school stops that school only."""
        try:
            if key.value not in known:
                raise wrong(key, f"{section}: {key.value} is not a school that can be used")
            if key.value in to:
                raise wrong(key, f"{section}: {key.value} is there more than once")
            to[key.value] = read()
        except Faults as found:
            self.faults += found.faults
            self.broken[key.value] = f"people file, line {found.faults[0][0]}: {found.faults[0][1]}"


def _read(path: Path, schools: Collection[str]) -> _Reading:
    reading = _Reading()
    try:
        found = _FILE(compose(path))
    except Faults as error:
        return _Reading({}, list(error.faults), dict.fromkeys(schools, "the people file cannot be read"))
    for node in found["people"]:
        reading.add(node, schools)
    for key, node in found.get("schools", ()):
        reading.add_school(key, node, schools)
    for key, node in found.get("directory", ()):
        reading.add_directory(key, node, schools)
    return reading


def _scalars(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield node.value
        return
    for child in node.value:
        for part in child if isinstance(child, tuple) else (child,):
            yield from _scalars(part)


def _entra_id(node: Node) -> PersonId:
    said = words(node).lower()
    try:
        if str(uuid.UUID(said)) == said:
            return said
    except ValueError:
        pass
    raise wrong(node, "must be an Entra object id, such as 7d3e1a50-0000-4000-8000-000000000001")


def _post(node: Node) -> Post:
    return Post(**fields({"school": words, "role": role})(node))


def _absence(node: Node) -> Absence:
    return Absence(*days(node))


def _person(node: Node) -> Person:
    found = _PERSON(node)
    many = {key: frozenset(found[key]) for key in ("posts", "classes") if key in found}
    return Person(**{**found, **many})


def _localised(found: dict[str, Any]) -> Localise:
    """The school with what the deployment knows of it; the rest is as its own file says."""

    def localise(school: School) -> School:
        owner = {key: found[name] for name, key in _OWNER.items() if name in found}
        own = {key: found[name] for name, key in _OWN.items() if name in found}
        off = {"days_off": each_day(found["days_off"])} if "days_off" in found else {}
        return replace(school, owner=replace(school.owner, **owner), calendar=replace(school.calendar, **off), **own)

    return localise


_OWN = {"phone": "phone", "emergency": "emergency", "school_year": "year", "page": "page", "helplines": "helplines"}
_OWNER = {"owner_contact": "contact", "owner_mail": "mail", "receives_leader_cases": "receives_leader_cases"}

_LOCAL = fields(
    {},
    {
        "phone": words,
        "owner_contact": words,
        "owner_mail": address,
        "receives_leader_cases": flag,
        "emergency": each(number),
        "helplines": each(number),
        "page": flag,
        "days_off": each(days),
        "school_year": school_year,
    },
)


def _by_groups(found: dict[str, Any]) -> Localise:
    groups = [(name.value, group) for name in Role for group in dict.fromkeys(found.get(name, ()))]
    directory = Directory(tuple(groups), found.get("education", False))
    return lambda school: replace(school, directory=directory)


_DIRECTORY = fields({}, {**{name.value: each(_entra_id) for name in Role}, "education": flag})

_PERSON = fields(
    {"id": _entra_id, "name": words, "posts": each(_post)},
    {"guest": flag, "away": each(_absence), "leader": _entra_id, "classes": each(words), "mail": address},
)


def _itself(node: Node) -> Node:
    return node


_FILE = fields({"people": each(_itself)}, {"schools": pairs, "directory": pairs})
