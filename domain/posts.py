"""Who has held the posts that receive, and since when: what tells a new rektor from one who was there all the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from domain.people import OWNER, Absence, Person, PersonId, Post, Register, Role
from domain.profile import NEAREST_LEADER, School
from domain.views import Presence

ALWAYS = datetime.min.replace(tzinfo=UTC)  # since before anybody wrote it down


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody holds a post that receives, or held it `until` then. The name stays when the person is gone."""

    post: Post
    person: PersonId
    name: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What the register says otherwise than the record did. `first`: the record said nothing of this school."""

    given: tuple[Held, ...] = ()
    taken: tuple[Held, ...] = ()
    first: bool = False

    def __bool__(self) -> bool:
        return bool(self.given or self.taken)


def receiving(school: School) -> frozenset[Role]:
    """The roles whose holders may be told of a case at `school`."""
    planned = {Role(role) for rung in school.receivers for role in rung if role != NEAREST_LEADER}
    return frozenset({Role.PRINCIPAL, Role.DEPUTY, *OWNER} | planned)


def awaited(school: School) -> frozenset[Role]:
    """The roles whose absence matters: those who receive, and every leader, who may be somebody's nearest."""
    return receiving(school) | {Role(role) for role in school.leadership}


def awaited_at(person: Person, register: Register) -> tuple[str, ...]:
    """The served schools where `person` holds such a post; a guest holds none (ruling 7)."""
    posts = () if person.guest else person.posts
    here = {p.school for p in posts if (s := register.schools.get(p.school)) and p.role in awaited(s)}
    return tuple(sorted(here))


def is_told_in_turn(person: Person) -> bool:
    """The owner's people are told whether they are away or not, until somebody answers (ruling 18)."""
    return all(post.role in OWNER for post in person.posts)


def presence(who: Person, register: Register, day: date) -> Presence:
    """Who is away on `day` of those who are awaited where `who` is."""
    schools = (register.schools[id_] for id_ in awaited_at(who, register))
    here = {p.id: p for s in schools for p in register.holders(s.id, *sorted(awaited(s)))}
    away = {id_: absence for id_, p in here.items() if (absence := _covering(p, day))}
    others = ((register.name(id_), absence) for id_, absence in away.items() if id_ != who.id)
    return Presence(away.get(who.id), tuple(sorted(others, key=lambda line: line[0])))


def _covering(person: Person, day: date) -> Absence | None:
    return next((a for a in person.away if a.covers(day)), None)


def compare(known: Iterable[Held], register: Register, school: str, now: datetime) -> Changes:
    """What has changed at `school` since `known`, all that the record says of it, was written."""
    all_known = tuple(known)
    now_held = {(h.person, h.post.role): h for h in all_known if h.until is None}
    roles = sorted(receiving(register.schools[school]))
    there = {(p.id, role): p for role in roles for p in register.holders(school, role)}
    since = now if all_known else ALWAYS
    given = (Held(Post(school, k[1]), k[0], p.name, since) for k, p in there.items() if k not in now_held)
    taken = (replace(h, until=now) for k, h in now_held.items() if k not in there)
    return Changes(tuple(given), tuple(taken), not all_known)


def principals(known: Iterable[Held]) -> Mapping[PersonId, datetime]:
    """Who is rektor, with when the record first knew it."""
    return {h.person: h.since for h in known if h.post.role is Role.PRINCIPAL and h.until is None}


def remembering(register: Register, known: Iterable[Held]) -> Register:
    """The register with those who have left it: what is shown of earlier days needs their names and posts."""
    people = dict(register.people)
    for held in known:
        person = people.get(held.person) or Person(held.person, held.name)
        people[held.person] = replace(person, formerly=person.formerly | ({held.post} - person.posts))
    return replace(register, people=people)
