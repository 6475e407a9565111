"""Who is who, from the people file: `people: - {id, name, posts: [{school, role}], away: [...], guest}`."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yaml import Node

from domain.people import Person, PersonId, Post, Register, Role
from domain.profile import School
from storage.files import BadFile, Faults, bad, compose, days, each, fields, flag, line_of, role, words, wrong

OWNER_CONTACTS = 2  # so that silence of one is not silence


def load_register(path: Path, schools: Mapping[str, School]) -> tuple[Register, tuple[BadFile, ...], dict[str, str]]:
    """The register, what is wrong in the file, and why a school cannot be served, by its id.

    The register holds the schools that can be served. Somebody whose entry is broken is not in it, and the
    schools that such an entry names cannot be served: a leader nobody knows would be told of themself.
    """
    reading = _read(path, schools)
    whole = Register(schools, reading.people)
    refused = {id_: why for id_ in schools if (why := reading.broken.get(id_) or _lacking(whole, id_))}
    served = {id_: school for id_, school in schools.items() if id_ not in refused}
    return Register(served, reading.people), bad(path, Faults(*reading.faults)), refused


def _lacking(register: Register, school: str) -> str:
    """Who must be there before anybody can tell, in words; empty when they are. A guest counts for nobody."""
    if not register.holders(school, Role.PRINCIPAL):
        return "nobody is its principal"
    owners = len(register.holders(school, Role.OWNER_CONTACT))
    return "" if owners >= OWNER_CONTACTS else f"it needs at least {OWNER_CONTACTS} owner contacts and has {owners}"


@dataclass
class _Reading:
    people: dict[PersonId, Person] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)  # what a broken entry says anywhere -> why it is broken

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


def _read(path: Path, schools: Collection[str]) -> _Reading:
    reading = _Reading()
    try:
        entries = _FILE(compose(path))["people"]
    except Faults as found:
        return _Reading({}, list(found.faults), dict.fromkeys(schools, "the people file cannot be read"))
    for node in entries:
        reading.add(node, schools)
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


def _person(node: Node) -> Person:
    found = fields({"id": _entra_id, "name": words, "posts": each(_post)}, {"guest": flag, "away": each(days)})(node)
    return Person(**{**found, "posts": frozenset(found["posts"])})


def _itself(node: Node) -> Node:
    return node


_FILE = fields({"people": each(_itself)})
