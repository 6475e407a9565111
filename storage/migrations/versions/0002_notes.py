"""What those who handle a case write about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    texts = ("case", "token", "action", "who", "written_at", "answers")
    op.create_table(
        "notes",
        sa.Column("ordinal", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.PrimaryKeyConstraint("ordinal", name="pk_notes"),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_notes_case"),
        sa.UniqueConstraint("case", "token", name="uq_notes_case_token"),
    )
