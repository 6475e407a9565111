"""The audit's checkpoints, how far each place outside has them, and since when a delivery has been due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_checkpoints"),
    )
    op.add_column("deliveries", sa.Column("since", sa.Text, nullable=True))
    op.create_table(
        "checkpoint_places",
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_checkpoint_places"),
        sqlite_with_rowid=False,
    )
