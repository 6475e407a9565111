"""Where a report comes from, who is behind one told in confidence, codes to come back with, and wishes for a talk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_READ = sa.text("action IN ('case:open', 'case:open_name', 'case:read')")


def upgrade() -> None:
    op.add_column("reports", sa.Column("origin", sa.Text, nullable=True))
    op.create_index("ix_audit_case", "audit", ["case"], sqlite_where=_READ, postgresql_where=_READ)
    op.create_table(
        "behind",
        *_words("author", "person", "name"),
        sa.Column("here", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("author", name="pk_behind"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_behind_person", "behind", ["person"])
    op.create_table(
        "codes",
        *_words("locator", "report", "secret"),
        sa.PrimaryKeyConstraint("locator", "report", name="pk_codes"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_codes_report"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wishes",
        *_words("id", "school", "student", "student_name", "adult", "wished_at"),
        sa.Column("met_at", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_wishes"),
        sqlite_with_rowid=False,
    )


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]
