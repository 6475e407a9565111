"""What mailboxes say of somebody's absence: a setting and times, no word of what stands in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailboxes",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("person", "read_at", "since")),
        sa.Column("replies", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=True) for name in ("starts", "ends")),
        sa.Column("out", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_mailboxes"),
        sqlite_with_rowid=False,
    )
