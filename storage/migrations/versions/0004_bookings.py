"""Meetings that are to stand once in a calendar."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    texts = ("case", "school", "organiser", "subject", "starts", "ends", "stage", "wanted_at", "event")
    op.create_table(
        "bookings",
        sa.Column("id", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("attempts", "doubtful")),
        *(sa.Column(name, sa.Text, nullable=True) for name in ("due_at", "lease_until")),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_bookings_case"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bookings_case", "bookings", ["case"])
    waits = sa.text("due_at IS NOT NULL")
    op.create_index("ix_bookings_due_at", "bookings", ["due_at"], sqlite_where=waits, postgresql_where=waits)
    op.create_table(
        "booking_guests",
        sa.Column("n", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("booking", "person", "address", "name", "reply")),
        sa.PrimaryKeyConstraint("booking", "n", name="pk_booking_guests"),
        sa.ForeignKeyConstraint(["booking"], ["bookings.id"], name="fk_booking_guests_booking"),
        sqlite_with_rowid=False,
    )
