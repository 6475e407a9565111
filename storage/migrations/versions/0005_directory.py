"""What the tenant's directory has said: people, what they are in education, groups and how they were last read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _table("members", ["person"], *_words("person", "name", "address"), *_numbers("guest", "enabled"))
    _table("education_roles", ["person"], *_words("person", "role"))
    _table("memberships", ["school", "group_id", "person"], *_words("school", "group_id", "person"))
    moments = (sa.Column(name, sa.Text, nullable=True) for name in ("read_at", "less_since", "less_at"))
    heard = (*_words("school", "group_id", "tried_at", "trouble"), *_numbers("size"), *moments)
    _table("group_states", ["school", "group_id"], *heard)


def _table(name: str, key: list[str], *columns: sa.Column[str] | sa.Column[int]) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"), sqlite_with_rowid=False)


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]
