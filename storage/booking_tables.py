"""Meetings that are to stand once in a calendar, and who is invited to them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table, text

from storage.tables import Instant, metadata, moment, number, word

bookings = Table(
    "bookings",
    metadata,
    word("id", primary_key=True),
    word("case", ForeignKey("cases.id"), index=True),
    word("school"),
    word("organiser"),
    word("subject"),  # CONTENT
    moment("starts"),
    moment("ends"),
    word("stage"),
    moment("wanted_at"),
    Column("due_at", Instant),
    word("event"),
    number("attempts"),
    number("doubtful"),
    Column("lease_until", Instant),
    sqlite_with_rowid=False,
)
Index("ix_bookings_due_at", bookings.c.due_at, sqlite_where=text("due_at IS NOT NULL"))

booking_guests = Table(
    "booking_guests",
    metadata,
    word("booking", ForeignKey("bookings.id")),
    number("n"),
    word("person"),
    word("address"),  # CONTENT
    word("name"),  # CONTENT
    word("reply"),
    PrimaryKeyConstraint("booking", "n"),
    sqlite_with_rowid=False,
)
