"""The tables of those who tell without the school seeing who they are, and of wishes for a talk.

In no other table does an Entra id stand beside what was told in confidence: `behind` alone joins the two.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, PrimaryKeyConstraint, Table

from storage.tables import Instant, metadata, moment, number, word

behind = Table(
    "behind",
    metadata,
    word("author", primary_key=True),
    word("person", index=True),
    word("name"),  # CONTENT
    number("here"),
    sqlite_with_rowid=False,
)

# A locator may stand for two reports: their secrets tell them apart.
codes = Table(
    "codes",
    metadata,
    word("locator"),
    word("report", ForeignKey("reports.id")),
    word("secret"),
    PrimaryKeyConstraint("locator", "report"),
    sqlite_with_rowid=False,
)

# A student asks one adult, who is bound by a confidentiality of her own, for a talk: no story, no case (ruling 8).
wishes = Table(
    "wishes",
    metadata,
    word("id", primary_key=True),
    word("school"),
    word("student"),
    word("student_name"),  # CONTENT
    word("adult"),
    moment("wished_at"),
    Column("met_at", Instant),
    sqlite_with_rowid=False,
)
