"""Which posts people hold and have held, when they have said that they are away, and what their mailboxes say."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select

from domain.mailbox import Reading
from domain.people import Leave, PersonId
from domain.posts import Held
from storage import school_mapping as mapping
from storage.dialects import dialect_of, or_change
from storage.school_tables import absences, mailboxes, posts
from storage.statements import Prepared

_POSTS = Prepared(select(*mapping.HELD).order_by(posts.c.school, posts.c.since, posts.c.person, posts.c.role))
_AT_SCHOOL = Prepared(
    select(*mapping.HELD).where(posts.c.school == bindparam("school")).order_by(posts.c.since, posts.c.person)
)
_READINGS = Prepared(select(*mapping.READING).order_by(mailboxes.c.person))
_DROP_READING = Prepared(delete(mailboxes).where(mailboxes.c.person == bindparam("whose")))
_LEAVES = Prepared(select(*mapping.LEAVE).order_by(absences.c.set_at, absences.c.person))


def held(connection: Connection, school: str) -> tuple[Held, ...]:
    rows = _AT_SCHOOL.rows(connection, {"school": school}) if school else _POSTS.rows(connection, {})
    return tuple(map(mapping.held, rows))


def keep_post(connection: Connection, post: Held) -> None:
    statement = or_change(dialect_of(connection), posts, "school", "person", "role", "since")
    statement.run(connection, mapping.held_values(post))


def leaves(connection: Connection) -> tuple[Leave, ...]:
    return tuple(map(mapping.leave, _LEAVES.rows(connection, {})))


def keep_leave(connection: Connection, leave: Leave) -> None:
    statement = or_change(dialect_of(connection), absences, "person", "set_at", "first", "last", "partly")
    statement.run(connection, mapping.leave_values(leave))


def readings(connection: Connection) -> tuple[Reading, ...]:
    return tuple(map(mapping.reading, _READINGS.rows(connection, {})))


def keep_reading(connection: Connection, reading: Reading) -> None:
    or_change(dialect_of(connection), mailboxes, "person").run(connection, mapping.reading_values(reading))


def drop_reading(connection: Connection, person: PersonId) -> None:
    _DROP_READING.run(connection, {"whose": person})
