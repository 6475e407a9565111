"""What the tenant's directory has said: people, their education, who is in which group, and how groups were read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, bindparam, delete, insert, select

from domain.calendars import Member
from domain.directory import Said
from domain.groups import GroupState
from domain.people import PersonId
from storage import school_mapping as mapping
from storage.dialects import dialect_of, or_change, where_other
from storage.school_tables import education_roles, group_states, members, memberships
from storage.statements import Prepared

_MEMBERS = Prepared(select(*mapping.MEMBER).order_by(members.c.person))
_MEMBER = Prepared(select(*mapping.MEMBER).where(members.c.person == bindparam("who")))
_FORGET = Prepared(delete(members).where(members.c.person == bindparam("who")))
_EDUCATION = Prepared(select(education_roles.c.person, education_roles.c.role))
_EDUCATION_OF = Prepared(select(education_roles.c.role).where(education_roles.c.person == bindparam("who")))
_FORGET_EDUCATION = Prepared(delete(education_roles).where(education_roles.c.person == bindparam("who")))
_IN = Prepared(select(memberships.c.school, memberships.c.group_id, memberships.c.person))
_EMPTY = Prepared(delete(memberships).where(memberships.c.school == bindparam("of")))
_PUT_IN = Prepared(insert(memberships).inline())
_STATES = Prepared(select(*mapping.GROUP_STATE).order_by(group_states.c.school, group_states.c.group_id))


def said(connection: Connection) -> Said:
    found = map(mapping.member, _MEMBERS.rows(connection, {}))
    groups: dict[tuple[str, str], set[PersonId]] = {}
    for school, group, person in _IN.rows(connection, {}):
        groups.setdefault((school, group), set()).add(person)
    education = {person: role for person, role in _EDUCATION.rows(connection, {})}
    return Said({m.id: m for m in found}, {key: frozenset(who) for key, who in groups.items()}, education)


def member(connection: Connection, person: PersonId) -> Member | None:
    row = _MEMBER.first(connection, {"who": person})
    return mapping.member(row) if row else None


def keep(connection: Connection, known: Iterable[Member]) -> None:
    """Who is as they were is not written again: each night most are."""
    lines = [mapping.member_values(one) for one in known]
    if lines:
        where_other(dialect_of(connection), members, "person").many(connection, lines)


def forget(connection: Connection, people: Collection[PersonId]) -> None:
    for statement in (_FORGET, _FORGET_EDUCATION):
        if people:
            statement.many(connection, [{"who": who} for who in people])


def keep_education(connection: Connection, person: PersonId, role: str) -> None:
    if role:
        values = {"person": person, "role": role}
        where_other(dialect_of(connection), education_roles, "person").run(connection, values)
    else:
        _FORGET_EDUCATION.run(connection, {"who": person})


def keep_groups(connection: Connection, school: str, groups: Mapping[str, Collection[PersonId]]) -> None:
    _EMPTY.run(connection, {"of": school})
    lines = [{"school": school, "group_id": group, "person": who} for group, all_ in groups.items() for who in all_]
    if lines:
        _PUT_IN.many(connection, lines)


def states(connection: Connection) -> tuple[GroupState, ...]:
    return tuple(map(mapping.group_state, _STATES.rows(connection, {})))


def keep_states(connection: Connection, kept: Iterable[GroupState]) -> None:
    statement = or_change(dialect_of(connection), group_states, "school", "group_id")
    for state in kept:
        statement.run(connection, mapping.group_state_values(state))


class DirectoryWork:
    """The part of `services.ports.Work` that is about the directory."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def said(self) -> Said:
        return said(self._connection)

    def member(self, person: PersonId) -> Member | None:
        return member(self._connection, person)

    def address_of(self, person: PersonId) -> str:
        found = member(self._connection, person)
        return found.address if found else ""

    def keep_member(self, *members: Member) -> None:
        keep(self._connection, members)

    def forget_member(self, *people: PersonId) -> None:
        forget(self._connection, people)

    def keep_education(self, person: PersonId, role: str) -> None:
        keep_education(self._connection, person, role)

    def education_of(self, person: PersonId) -> str:
        row = _EDUCATION_OF.first(self._connection, {"who": person})
        return row[0] if row else ""

    def keep_groups(self, school: str, groups: Mapping[str, Collection[PersonId]]) -> None:
        keep_groups(self._connection, school, groups)

    def group_states(self) -> tuple[GroupState, ...]:
        return states(self._connection)

    def keep_group_state(self, *states: GroupState) -> None:
        keep_states(self._connection, states)
