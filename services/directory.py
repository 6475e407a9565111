"""What the tenant's directory says is taken into the record, and into the register that the house is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.calendars import Member
from domain.directory import EDUCATION, Said, merged
from domain.groups import GONE, LIMITED, NEEDED, GroupState, Heard, judged
from domain.people import OWNER, PersonId, Post, Register
from domain.renewal import changed, joiners, renewed
from domain.soundness import lacking
from services.jobs import Done, Outcome, Refused, Why
from services.ports import Work

Groups = Mapping[str, Heard]


@dataclass(frozen=True)
class Stated:
    """What files and directory say together, before what people have said themselves.

    `refused`: why a school is not served, or goes on as it was before, by its id.
    """

    register: Register
    refused: Mapping[str, str]


def stated(work: Work, written: Register, before: Register | None = None) -> Stated:
    """A school that would be without those it needs goes on as in `before`; one that never was served waits.

    Only where a group may name them: of the others it was seen when the files were read.
    """
    found = merged(written, work.said())
    asking = (id_ for id_, school in found.schools.items() if school.directory.groups)
    refused = {id_: why for id_ in asking if (why := lacking(found, id_))}
    if not refused:
        return Stated(found, refused)
    served = before.schools.keys() if before else frozenset[str]()
    whole = renewed(before, found, refused) if before else found
    here = {id_: school for id_, school in whole.schools.items() if id_ not in refused or id_ in served}
    return Stated(replace(whole, schools=here), refused)


@dataclass(frozen=True)
class Taken:
    """What came of reading one school's groups.

    `changed`: schools that are not as they were. `joined`: who works there now and did not, as far as the groups were
    known before. `news`: states that are otherwise than before, for the log.
    """

    school: str
    changed: frozenset[str] = frozenset()
    joined: frozenset[tuple[str, PersonId]] = frozenset()
    news: tuple[GroupState, ...] = ()


def heard(outcome: Outcome[tuple[Member, ...]]) -> Heard:
    """Only an answer counts as one: whatever else came leaves everything as it is."""
    match outcome:
        case Done(members):
            return Heard(members) if all(m.name for m in members) else Heard(trouble=LIMITED)
        case Refused(Why.NO_SUCH):
            return Heard(trouble=GONE)
        case _:
            return Heard(trouble=outcome.why.value)


def take(work: Work, written: Register, school: str, groups: Groups, now: datetime) -> Taken:
    """The school's people are replaced when all of its groups are sure, and otherwise left as they are."""
    before = {s.group: s for s in work.group_states() if s.school == school}
    states = {g: judged(before.get(g), school, g, said, now) for g, said in groups.items()}
    if not all(state.is_sure(now) for state in states.values()):
        return _left(work, school, before, states)
    old = work.said()
    new = _having(old, school, groups)
    is_first = any(s is None or s.read_at is None for s in (before.get(g) for g in groups))
    found = _weighed(written, school, old, new) if new != old else Taken(school)
    if found is None:
        return _left(work, school, before, _needed(written, school, states))
    if new != old:
        _write(work, written, school, groups, old, new)
    states = {g: state.taken(groups[g], now) for g, state in states.items()}
    work.keep_group_state(*states.values())
    return replace(found, joined=frozenset() if is_first else found.joined, news=_news(before, states))


def _weighed(written: Register, school: str, old: Said, new: Said) -> Taken | None:
    """What is otherwise by it; None when a school could not be served after it."""
    was, is_ = merged(written, old), merged(written, new)
    if _stops(was, is_):
        return None
    return Taken(school, changed(was, is_), frozenset(pair for pair in joiners(was, is_) if pair[0] == school))


def meet(work: Work, written: Register, member: Member, education: str | None = None) -> frozenset[str]:
    """What the directory knows of one person is kept; returns the schools that are not as they were.

    `education` None: nothing is known of it, and what was known stands.
    """
    before = work.member(member.id)
    is_taught = education is not None and education != work.education_of(member.id)
    if before == member and not is_taught:
        return frozenset()
    is_other = replace(before or Member(member.id, member.name), address=member.address) != member
    matters = is_other or (is_taught and _gives_posts(written))
    touched = _touched(work, written, member, education) if matters else frozenset[str]()
    if touched is None:
        return frozenset()
    work.keep_member(member)
    if education is not None:
        work.keep_education(member.id, education)
    return touched


def _gives_posts(written: Register) -> bool:
    """Whether what somebody is in education gives a post: only where one school asks. Where more do, nobody weighs
    everybody's posts anew each time a student writes.
    """
    return sum(school.directory.education for school in written.schools.values()) == 1


def _touched(work: Work, written: Register, member: Member, education: str | None) -> frozenset[str] | None:
    """The schools that this changes; None when one could not be served after it."""
    old = work.said()
    taught = old.education if education is None else {**old.education, member.id: education}
    was, is_ = merged(written, old), merged(written, replace(old.having({}, (member,)), education=taught))
    return None if _stops(was, is_) else changed(was, is_)


def belonging(work: Work, who: PersonId) -> Post | None:
    """Where somebody without a post says that they belong; as what, the directory knows better where it says so."""
    declared = work.declared(who)
    if declared is None:
        return None
    school, role = declared
    return Post(school, EDUCATION.get(work.education_of(who), role))


def _stops(was: Register, is_: Register) -> bool:
    """Whether a school would be without those it needs, and was not."""
    return any(lacking(is_, school) and not lacking(was, school) for school in is_.schools)


def _left(work: Work, school: str, before: Mapping[str, GroupState], states: Mapping[str, GroupState]) -> Taken:
    work.keep_group_state(*states.values())
    return Taken(school, news=_news(before, states))


def _news(before: Mapping[str, GroupState], states: Mapping[str, GroupState]) -> tuple[GroupState, ...]:
    """Of groups with which something is wrong now, or was."""

    def ill(state: GroupState | None) -> tuple[str, bool]:
        return (state.trouble, state.waits) if state else ("", False)

    return tuple(state for group, state in sorted(states.items()) if ill(state) != ill(before.get(group)))


def _needed(written: Register, school: str, states: Mapping[str, GroupState]) -> Mapping[str, GroupState]:
    owners = {group for role, group in written.schools[school].directory.groups if role in OWNER}
    return {g: replace(state, trouble=NEEDED) if g in owners else state for g, state in states.items()}


def _having(old: Said, school: str, groups: Groups) -> Said:
    others = {key: who for key, who in old.groups.items() if key[0] != school}
    here = {(school, g): frozenset(m.id for m in said.holders) for g, said in groups.items()}
    members = (m for said in groups.values() for m in said.members)
    return replace(old, groups=others).having(here, tuple(members))


def _write(work: Work, written: Register, school: str, groups: Groups, old: Said, new: Said) -> None:
    """Who is in no group any more, and in no file, is forgotten: nothing of theirs is needed."""
    work.keep_member(*(m for said in groups.values() for m in said.members))
    work.keep_groups(school, {g: frozenset(m.id for m in said.holders) for g, said in groups.items()})
    was, is_ = old.in_groups, new.in_groups | {m.id for said in groups.values() for m in said.members}
    work.forget_member(*sorted(was - is_ - written.people.keys()))
