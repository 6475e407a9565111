"""The first tables, and what keeps the audit and the history from being rewritten by mistake."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Against accidents, not against whoever owns the database: that is what the keyed chain is for.
ONLY_GROWING = ("audit", "happenings")


def upgrade() -> None:
    _told()
    _cases()
    _outbox()
    _people()
    _wheel()
    _posts()
    _drills()
    _audit()
    {"sqlite": _guard_sqlite, "postgresql": _guard_postgresql}[op.get_context().dialect.name]()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=True)


def _texts(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(_text(name) for name in names)


def _told() -> None:
    op.create_table(
        "reports",
        _number("ordinal"),
        *_texts("id", "school", "reporter", "reporter_name", "token", "told_at", "by_staff"),
        _number("danger"),
        *_texts("answers", "sender", "channel"),
        _maybe("told_orally_at"),
        sa.PrimaryKeyConstraint("ordinal", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
        sa.UniqueConstraint("sender", "token", name="uq_reports_sender_token"),
    )
    where = sa.text("channel <> ''")
    op.create_index("ix_reports_reporter", "reports", ["reporter"], sqlite_where=where, postgresql_where=where)
    op.create_table(
        "supplements",
        _number("ordinal"),
        *_texts("report", "token", "added_at", "answers", "added_by"),
        sa.PrimaryKeyConstraint("ordinal", name="pk_supplements"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_supplements_report"),
        sa.UniqueConstraint("report", "token", name="uq_supplements_report_token"),
    )
    op.create_table(
        "drafts",
        *_texts("person", "token", "flow", "begun_at", "answers"),
        sa.PrimaryKeyConstraint("person", "token", name="pk_drafts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_drafts_begun_at", "drafts", ["begun_at"])


def _cases() -> None:
    op.create_table(
        "cases",
        _number("ordinal"),
        *_texts("id", "reference", "school", "report", "reporter", "route"),
        _number("danger"),
        *_texts("told_at", "status", "student", "accused"),
        _maybe("next_due"),
        _number("version"),
        sa.PrimaryKeyConstraint("ordinal", name="pk_cases"),
        sa.UniqueConstraint("id", name="uq_cases_id"),
        sa.UniqueConstraint("reference", name="uq_cases_reference"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_cases_report"),
    )
    op.create_index("ix_cases_report", "cases", ["report"])
    owed = sa.text("next_due IS NOT NULL")
    op.create_index("ix_cases_next_due", "cases", ["next_due"], sqlite_where=owed, postgresql_where=owed)
    op.create_table(
        "happenings",
        _text("case"),
        _number("seq"),
        *_texts("at", "what"),
        _maybe("who"),
        _text("note"),
        sa.PrimaryKeyConstraint("case", "seq", name="pk_happenings"),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_happenings_case"),
        sqlite_with_rowid=False,
    )


def _outbox() -> None:
    op.create_table(
        "deliveries",
        _number("id"),
        *_texts("key", "card", "person", "school", "subject", "due_at", "alert", "shown"),
        _number("attempts"),
        _number("doubts"),
        _text("state"),
        _number("priority"),
        _maybe("lease_until"),
        _maybe("settled_at"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("key", name="uq_deliveries_key"),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "ix_deliveries_priority_due_at",
        "deliveries",
        ["priority", "due_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_table(
        "shown",
        *_texts("activity", "conversation", "card", "person", "subject", "shown_at", "alert"),
        sa.PrimaryKeyConstraint("activity", "conversation", name="pk_shown"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_shown_subject", "shown", ["subject"])


def _people() -> None:
    op.create_table(
        "conversations",
        *_texts("person", "conversation", "service_url", "locale", "seen_at"),
        _number("proven"),
        sa.PrimaryKeyConstraint("person", name="pk_conversations"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_conversations_seen_at", "conversations", ["seen_at"])
    op.create_table(
        "declared",
        *_texts("person", "school", "role", "at"),
        sa.PrimaryKeyConstraint("person", name="pk_declared"),
        sqlite_with_rowid=False,
    )


def _wheel() -> None:
    op.create_table(
        "wheel_marks",
        *_texts("school", "year", "task", "whose"),
        _number("n"),
        *_texts("name", "by", "at"),
        sa.PrimaryKeyConstraint("school", "year", "task", "whose", "n", name="pk_wheel_marks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wheel_cues",
        *_texts("school", "year", "person", "task", "since", "card"),
        sa.PrimaryKeyConstraint("school", "year", "person", "task", "since", name="pk_wheel_cues"),
        sqlite_with_rowid=False,
    )


def _posts() -> None:
    op.create_table(
        "posts",
        *_texts("school", "person", "role", "name", "since"),
        _maybe("until"),
        sa.PrimaryKeyConstraint("school", "person", "role", "since", name="pk_posts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "absences",
        *_texts("person", "first", "last"),
        _number("partly"),
        _text("set_at"),
        _maybe("ended_at"),
        sa.PrimaryKeyConstraint("person", "set_at", "first", "last", "partly", name="pk_absences"),
        sqlite_with_rowid=False,
    )


def _drills() -> None:
    op.create_table(
        "drills",
        *_texts("id", "school", "started_by", "started_at"),
        sa.PrimaryKeyConstraint("id", name="pk_drills"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_drills_school_started_at", "drills", ["school", "started_at"])
    op.create_table(
        "drill_steps",
        _text("drill"),
        _number("seq"),
        *_texts("person", "role"),
        _number("rung"),
        _text("due_at"),
        *(_maybe(name) for name in ("delivered_at", "missed_at", "acknowledged_at")),
        sa.PrimaryKeyConstraint("drill", "seq", name="pk_drill_steps"),
        sa.ForeignKeyConstraint(["drill"], ["drills.id"], name="fk_drill_steps_drill"),
        sqlite_with_rowid=False,
    )


def _audit() -> None:
    op.create_table(
        "audit",
        _text("chain"),
        _number("seq"),
        *_texts("at", "actor", "action", "case", "outcome", "reason", "commitment", "hash"),
        sa.PrimaryKeyConstraint("chain", "seq", name="pk_audit"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_heads",
        _text("chain"),
        _number("seq"),
        _text("hash"),
        sa.PrimaryKeyConstraint("chain", name="pk_audit_heads"),
        sqlite_with_rowid=False,
    )


def _guard_sqlite() -> None:
    """An `INSERT OR REPLACE` meets the second trigger only with `recursive_triggers` on, as our connections have it."""
    for table in ONLY_GROWING:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' only grows'; END $$"
    )
    for table in ONLY_GROWING:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION only_grows()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
        )
