"""What the tenant's directory has said of people, and the register with it: it adds people and posts to the files'."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from domain.calendars import Member
from domain.people import Person, PersonId, Post, Register, Role
from domain.profile import School
from domain.soundness import Flaw, lacking

# What the tenant says somebody is in education (educationUser.primaryRole), as ours.
EDUCATION: Mapping[str, Role] = {
    "student": Role.STUDENT,
    "teacher": Role.SUBJECT_TEACHER,
    "faculty": Role.STAFF,
}

Groups = Mapping[tuple[str, str], frozenset[PersonId]]  # by school and group: who holds a post by it


@dataclass(frozen=True)
class Said:
    """Everything that has been taken from the directory. What a group means is said by the people file, not here."""

    members: Mapping[PersonId, Member]
    groups: Groups
    education: Mapping[PersonId, str]

    @property
    def in_groups(self) -> frozenset[PersonId]:
        return frozenset[PersonId]().union(*self.groups.values())

    def having(self, groups: Groups, members: Collection[Member]) -> Said:
        """With these groups as they are now, and what is now known of these people."""
        return replace(self, members={**self.members, **{m.id: m for m in members}}, groups={**self.groups, **groups})


def contradictions(written: Register, said: Said) -> Iterator[Flaw]:
    """Where the directory speaks against a post that the file gives: for a person to look at, as numbers."""
    for school in sorted(written.schools):
        holders = [p for p in written.people.values() if any(post.school == school for post in p.posts)]
        known = [(p, m) for p in holders if (m := said.members.get(p.id))]
        if disabled := sum(1 for _, m in known if not m.is_enabled):
            yield Flaw(
                school, f"{disabled} people of the file have an account that is disabled; their posts stand", False
            )
        if guests := sum(1 for p, m in known if m.is_guest and not p.guest):
            yield Flaw(
                school,
                f"{guests} people of the file are guests in the directory; guests handle nothing where others can",
                False,
            )


def merged(written: Register, said: Said) -> Register:
    """The files' people first and in their order, then those whom only the directory knows, by name.

    The file outranks: nobody loses a post that it gives. One whom either calls a guest is one (ruling 7); except
    where that would leave a school without those it needs, which the directory can never do.
    """
    found = _merged(written, said, frozenset())
    stopped = {s for s in written.schools if lacking(found, s) and not lacking(written, s)}
    if not stopped:
        return found
    theirs = (p for p in written.people.values() if any(post.school in stopped for post in p.posts))
    return _merged(written, said, frozenset(p.id for p in theirs))


def _merged(written: Register, said: Said, trusted: Collection[PersonId]) -> Register:
    given = _given(written, said)
    known = {p.id: _with(p, said.members.get(p.id), given.get(p.id, frozenset()), trusted) for p in _people(written)}
    new = [m for id_, m in said.members.items() if id_ in given and id_ not in known]
    ordered = sorted(new, key=lambda m: (m.name, m.id))
    return replace(written, people={**known, **{m.id: _person(m, given[m.id]) for m in ordered}})


def _people(register: Register) -> Collection[Person]:
    return register.people.values()


def _person(member: Member, posts: frozenset[Post]) -> Person:
    return Person(member.id, member.name, posts, guest=member.is_guest)


def _with(person: Person, member: Member | None, given: frozenset[Post], trusted: Collection[PersonId]) -> Person:
    is_guest = member is not None and member.is_guest
    if is_guest and person.id in trusted:
        return person
    return replace(person, posts=person.posts | given, guest=person.guest or is_guest)


def _given(written: Register, said: Said) -> Mapping[PersonId, frozenset[Post]]:
    given: dict[PersonId, set[Post]] = {}
    for who, post in _by_groups(written.schools, said):
        given.setdefault(who, set()).add(post)
    for who, post in _by_education(written.schools, said):
        if who not in given and who not in written.people:
            given[who] = {post}
    return {who: frozenset(posts) for who, posts in given.items()}


def _by_groups(schools: Mapping[str, School], said: Said) -> Iterator[tuple[PersonId, Post]]:
    for id_, school in schools.items():
        for role, group in school.directory.groups:
            for who in said.groups.get((id_, group), ()):
                if who in said.members:
                    yield who, Post(id_, Role(role))


def _by_education(schools: Mapping[str, School], said: Said) -> Iterator[tuple[PersonId, Post]]:
    """The directory says what somebody is, not where: it gives a post only where one school alone asks it."""
    asking = [id_ for id_, school in schools.items() if school.directory.education]
    for who, what in said.education.items() if len(asking) == 1 else ():
        member, role = said.members.get(who), EDUCATION.get(what)
        if member and member.is_enabled and role:
            yield who, Post(asking[0], role)
