"""The lists of cases, kept in order: a cache of `domain.listing`, which can be made anew from the cases."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint, Table

from storage.tables import metadata, number, word

# `person` is "" in the list of a whole chain. What is in it follows from a case's history, so nothing here is content.
listed = Table(
    "listed",
    metadata,
    word("case", ForeignKey("cases.id")),
    word("person"),
    word("chain"),
    number("rank"),
    word("since"),
    PrimaryKeyConstraint("case", "person"),
    sqlite_with_rowid=False,
)
Index(
    "ix_listed_person_chain_rank_since_case",
    listed.c.person, listed.c.chain, listed.c.rank, listed.c.since, listed.c.case,
)  # fmt: skip
