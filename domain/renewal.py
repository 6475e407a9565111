"""A register read anew while the old one is in use: news is taken, and nobody is lost to a fault in a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from domain.people import Person, PersonId, Post, Register


def renewed(old: Register, new: Register, refused: Iterable[str]) -> Register:
    """`new`; but each school of `old` that is `refused` now goes on with its file and all its people as in `old`.

    All of them, since a fault can hide whom it is about: a leader left out would be told of themself (§ 12-5 second
    paragraph). Somebody who belongs to such a school alone is as they were; one who belongs to others too has the new
    name, absence and so on, and the old posts there.
    """
    kept = frozenset(refused) & old.schools.keys()
    schools = {**new.schools, **{id_: old.schools[id_] for id_ in kept}}
    ids = dict.fromkeys((*new.people, *old.people))
    people = (_person(old.people.get(id_), new.people.get(id_), kept) for id_ in ids)
    return Register(schools, {p.id: p for p in people if p})


def disturbed(old: Register, new: Register, faulty: Collection[PersonId], known: Collection[str]) -> frozenset[str]:
    """The schools where a fault may be why somebody is missing, though it does not name them.

    All schools of those whose entries are `faulty`; and those where somebody has lost a post while getting one at a
    school nobody knows: "fjelvik" may well be Fjellvik.
    """
    ill = (post.school for id_ in faulty for post in _posts(old.people.get(id_)))
    both = ((_posts(old.people.get(p.id)), p.posts) for p in new.people.values())
    lost = (p.school for was, is_ in both if any(p.school not in known for p in is_ - was) for p in was - is_)
    return frozenset((*ill, *lost))


def changed(old: Register, new: Register) -> frozenset[str]:
    """The schools of `new` that are not as they were: their rules, or anybody there."""
    rules = {id_ for id_, school in new.schools.items() if old.schools.get(id_) != school}
    ids = old.people.keys() | new.people.keys()
    pairs = ((old.people.get(id_), new.people.get(id_)) for id_ in ids)
    theirs = {post.school for was, is_ in pairs if was != is_ for post in _posts(was) | _posts(is_)}
    return frozenset(rules | theirs) & new.schools.keys()


def joiners(old: Register, new: Register) -> frozenset[tuple[str, PersonId]]:
    """Who works at a school now and did not before: (school, person). Nobody has joined a school that is new itself."""
    before = {(school, p.id) for school in old.schools for p in old.workers(school)}
    now = {(school, p.id) for school in new.schools if school in old.schools for p in new.workers(school)}
    return frozenset(now - before)


def _person(old: Person | None, new: Person | None, kept: frozenset[str]) -> Person | None:
    before, after = _posts(old), _posts(new)
    posts = frozenset({p for p in before if p.school in kept} | {p for p in after if p.school not in kept})
    is_elsewhere = any(p.school not in kept for p in after)
    said = new if is_elsewhere or not before else old
    has_none_by_choice = new is not None and not after
    return replace(said, posts=posts) if said and (posts or has_none_by_choice) else None


def _posts(person: Person | None) -> frozenset[Post]:
    return person.posts if person else frozenset()
