"""Which version the tables are, and how they become the newest. Alembic is loaded only when there is work for it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage import lists
from storage.failures import NotMigrated
from storage.keys import Keys
from storage.sqlite import Sqlite

HEAD = "0008"

_SCRIPTS = Path(__file__).with_name("migrations")
_REVISION = text("SELECT version_num FROM alembic_version")


def revision(connection: Connection) -> str | None:
    """The version of the tables; None when there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(_REVISION).scalar()


def is_current(connection: Connection) -> bool:
    return revision(connection) == HEAD


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Brings the tables to that version inside the caller's transaction: all of it happens, or nothing."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def prepare(database: Sqlite) -> None:
    """Gives a new database its tables; an older one is left to `varsle migrate`, after a backup (`NotMigrated`)."""
    with database.writing():
        found = revision(database.writer)
        if found is None:
            upgrade(database.writer)
        elif found != HEAD:
            raise NotMigrated(f"{database.path} is at version {found}, this program at {HEAD}; run: varsle migrate")


def migrate(url: str, keys: Keys) -> None:
    """Brings the database to `HEAD`, and makes its caches anew; a database there already is left alone.

    `StoreInUse` while it is served.
    """
    database = Sqlite(url)
    try:
        with database.writing():
            if not is_current(database.writer):
                upgrade(database.writer)
                lists.rebuild(database.writer, keys.commitment)
    finally:
        database.close()
