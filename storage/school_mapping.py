"""The rows of what belongs to a school and to no case, to domain objects and back."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.calendars import AutomaticReply, Member, Span
from domain.groups import GroupState
from domain.mailbox import Reading
from domain.people import Absence, Leave, Post, Role
from domain.posts import Held
from domain.wheel_year import Cue, Mark
from storage import school_tables as tables
from storage.mapping import Line, Values, kept, read_back

MARK = tuple(tables.wheel_marks.c[name] for name in ("task", "whose", "n", "name", "by", "at"))


def mark_values(school: str, year: str, mark: Mark) -> Values:
    return {
        "school": school,
        "year": year,
        "task": mark.task,
        "whose": mark.whose,
        "n": mark.n,
        "name": mark.name,
        "by": mark.by,
        "at": mark.at,
    }


def mark(row: Line) -> Mark:
    return Mark(*row)


CUE = tuple(tables.wheel_cues.c[name] for name in ("task", "person", "since", "card"))


def cue_values(school: str, year: str, cue: Cue) -> Values:
    return {
        "school": school,
        "year": year,
        "person": cue.person,
        "task": cue.task,
        "since": cue.since.isoformat(),
        "card": cue.card,
    }


def cue(row: Line) -> Cue:
    task, person, since, card = row
    return Cue(task, person, date.fromisoformat(since), card)


HELD = tuple(tables.posts.c[name] for name in ("school", "role", "person", "name", "since", "until"))


def held_values(held: Held) -> Values:
    return {
        "school": held.post.school,
        "role": held.post.role.value,
        "person": held.person,
        "name": kept(held.name),
        "since": held.since,
        "until": held.until,
    }


def held(row: Line) -> Held:
    school, role, person, name, since, until = row
    return Held(Post(school, Role(role)), person, read_back(name), since, until)


LEAVE = tuple(tables.absences.c[name] for name in ("person", "first", "last", "partly", "set_at", "ended_at"))


def leave_values(leave: Leave) -> Values:
    return {
        "person": leave.person,
        "first": leave.absence.first.isoformat(),
        "last": leave.absence.last.isoformat(),
        "partly": int(leave.absence.partly),
        "set_at": leave.set_at,
        "ended_at": leave.ended_at,
    }


def leave(row: Line) -> Leave:
    person, first, last, partly, set_at, ended_at = row
    absence = Absence(date.fromisoformat(first), date.fromisoformat(last), bool(partly))
    return Leave(person, absence, set_at, ended_at)


MEMBER = tuple(tables.members.c[name] for name in ("person", "name", "address", "guest", "enabled"))


def member_values(member: Member) -> Values:
    return {
        "person": member.id,
        "name": kept(member.name),
        "address": kept(member.address),
        "guest": int(member.is_guest),
        "enabled": int(member.is_enabled),
    }


def member(row: Line) -> Member:
    person, name, address, guest, enabled = row
    return Member(person, read_back(name), read_back(address), bool(guest), bool(enabled))


GROUP_STATE = tuple(
    tables.group_states.c[name]
    for name in ("school", "group_id", "tried_at", "trouble", "size", "read_at", "less_since", "less_at")
)


def group_state_values(state: GroupState) -> Values:
    return {
        "school": state.school,
        "group_id": state.group,
        "tried_at": state.tried_at,
        "trouble": state.trouble,
        "size": state.size,
        "read_at": state.read_at,
        "less_since": state.less_since,
        "less_at": state.less_at,
    }


def group_state(row: Line) -> GroupState:
    return GroupState(*row)


READING = tuple(tables.mailboxes.c[name] for name in ("person", "read_at", "since", "replies", "starts", "ends", "out"))


def reading_values(reading: Reading) -> Values:
    span = reading.reply.span
    return {
        "person": reading.person,
        "read_at": reading.read_at,
        "since": reading.since,
        "replies": int(reading.reply.is_on),
        "starts": span.starts if span else None,
        "ends": span.ends if span else None,
        "out": " ".join(f"{_written(s.starts)}/{_written(s.ends)}" for s in reading.out),
    }


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def reading(row: Line) -> Reading:
    person, read_at, since, replies, starts, ends, out = row
    span = Span(starts, ends) if starts and ends else None
    return Reading(person, read_at, since, AutomaticReply(bool(replies), span), tuple(map(_span, out.split())))


def _span(word: str) -> Span:
    starts, _, ends = word.partition("/")
    return Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends))
