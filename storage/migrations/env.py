"""How Alembic runs here: on the connection, and in the transaction, that `storage.migrate` gives it."""

from __future__ import annotations

from alembic import context

from storage.school_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
