"""What belongs to a school and to no case: its year wheel, who holds its posts, who is away, and its drills."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table

from storage.tables import Instant, metadata, moment, number, word

# What is in the year wheel stands in the school's file. A mark keeps what it was called, which a later file may not.
wheel_marks = Table(
    "wheel_marks",
    metadata,
    word("school"),
    word("year"),
    word("task"),
    word("whose"),
    number("n"),
    word("name"),
    word("by"),
    moment("at"),
    PrimaryKeyConstraint("school", "year", "task", "whose", "n"),
    sqlite_with_rowid=False,
)

wheel_cues = Table(
    "wheel_cues",
    metadata,
    word("school"),
    word("year"),
    word("person"),
    word("task"),
    word("since"),
    word("card"),
    PrimaryKeyConstraint("school", "year", "person", "task", "since"),
    sqlite_with_rowid=False,
)

# Who holds a post that receives, and who held it: `until` says so.
posts = Table(
    "posts",
    metadata,
    word("school"),
    word("person"),
    word("role"),
    word("name"),  # CONTENT
    moment("since"),
    Column("until", Instant),
    PrimaryKeyConstraint("school", "person", "role", "since"),
    sqlite_with_rowid=False,
)

# Days as they are written, 2026-12-01; an absence without an end lasts until 9999-12-31, or until it is ended.
absences = Table(
    "absences",
    metadata,
    word("person"),
    word("first"),
    word("last"),
    number("partly"),
    moment("set_at"),
    Column("ended_at", Instant),
    PrimaryKeyConstraint("person", "set_at", "first", "last", "partly"),
    sqlite_with_rowid=False,
)

# What a mailbox said of absence when it was read: `out` holds the times of items, one `starts/ends` a word.
mailboxes = Table(
    "mailboxes",
    metadata,
    word("person", primary_key=True),
    moment("read_at"),
    moment("since"),
    number("replies"),
    Column("starts", Instant),
    Column("ends", Instant),
    word("out"),
    sqlite_with_rowid=False,
)

drills = Table(
    "drills",
    metadata,
    word("id", primary_key=True),
    word("school"),
    word("started_by"),
    moment("started_at"),
    sqlite_with_rowid=False,
)
Index("ix_drills_school_started_at", drills.c.school, drills.c.started_at)

drill_steps = Table(
    "drill_steps",
    metadata,
    word("drill", ForeignKey("drills.id")),
    number("seq"),
    word("person"),
    word("role"),
    number("rung"),
    moment("due_at"),
    Column("delivered_at", Instant),
    Column("missed_at", Instant),
    Column("acknowledged_at", Instant),
    PrimaryKeyConstraint("drill", "seq"),
    sqlite_with_rowid=False,
)

# What the tenant's directory has said of people, whether it gives them a post or not.
members = Table(
    "members",
    metadata,
    word("person", primary_key=True),
    word("name"),  # CONTENT
    word("address"),  # CONTENT; "" when nothing reaches them
    number("guest"),
    number("enabled"),
    sqlite_with_rowid=False,
)

education_roles = Table(
    "education_roles",
    metadata,
    word("person", primary_key=True),
    word("role"),
    sqlite_with_rowid=False,
)

# Who holds a post by a group, as it was last taken for the school. Which post it is, the people file says.
memberships = Table(
    "memberships",
    metadata,
    word("school"),
    word("group_id"),
    word("person"),
    PrimaryKeyConstraint("school", "group_id", "person"),
    sqlite_with_rowid=False,
)

group_states = Table(
    "group_states",
    metadata,
    word("school"),
    word("group_id"),
    moment("tried_at"),
    word("trouble"),
    number("size"),
    Column("read_at", Instant),
    Column("less_since", Instant),
    Column("less_at", Instant),
    PrimaryKeyConstraint("school", "group_id"),
    sqlite_with_rowid=False,
)
