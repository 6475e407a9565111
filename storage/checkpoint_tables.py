"""The audit's checkpoints, and how far each place outside has them."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table

from storage.tables import metadata, moment, number, word

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    moment("at"),
    word("text"),
)

checkpoint_places = Table(
    "checkpoint_places",
    metadata,
    word("place", primary_key=True),
    number("number"),
    sqlite_with_rowid=False,
)
