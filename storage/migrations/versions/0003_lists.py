"""The lists of cases in their order, and what finds a student's cases. `storage.lists.rebuild` fills them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _listed()
    op.add_column("cases", sa.Column("student_key", sa.Text, nullable=True))
    known = sa.text("student_key IS NOT NULL")
    op.create_index("ix_cases_student_key", "cases", ["student_key"], sqlite_where=known, postgresql_where=known)
    op.create_index("ix_cases_school_status", "cases", ["school", "status"])
    op.create_index("ix_cases_school_told_at", "cases", ["school", "told_at"])


def _listed() -> None:
    op.create_table(
        "listed",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("case", "person", "chain")),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("case", "person", name="pk_listed"),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_listed_case"),
        sqlite_with_rowid=False,
    )
    ordered = ["person", "chain", "rank", "since", "case"]
    op.create_index("ix_listed_person_chain_rank_since_case", "listed", ordered)
