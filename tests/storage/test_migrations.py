"""The tables as the migrations make them, from nothing and with data."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from domain.listing import Rank, Scope
from domain.status import OPEN
from storage import migrate, tables
from storage.failures import NotMigrated, StoreInUse
from storage.keys import Keys
from storage.sqlite import Sqlite
from storage.store import Store
from tests.builders import FJELLVIK, RANDI
from tests.storage.telling import a_house, a_submission, telling
from tests.storage.verifier import faults_in_chains, halves, open_copy, reports_in


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    return ScriptDirectory.from_config(config)


def on_writer(store: Store, look: object) -> object:
    return store.run(lambda work: look(work._connection)).result(10)  # type: ignore[operator]


def test_the_newest_migration_is_the_one_the_program_knows() -> None:
    assert scripts().get_heads() == [migrate.HEAD]


def test_the_migrations_make_the_tables_the_program_uses(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), tables.metadata)

    assert on_writer(store, differences) == []


def test_a_table_in_the_order_of_its_key_is_so_in_the_migration_too(store: Store) -> None:
    """What Alembic does not compare."""

    def without_rowid(connection: Connection) -> set[str]:
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'")
        return set(rows.scalars())

    by_key = {
        name for name, table in tables.metadata.tables.items() if not table.dialect_options["sqlite"]["with_rowid"]
    }
    assert on_writer(store, without_rowid) == by_key


def test_a_new_database_is_at_the_newest_version(store: Store) -> None:
    assert on_writer(store, migrate.is_current) is True


def older(url: str, path: Path, keys: Keys, version: str, *told: str) -> None:
    """A database as the program of that version left it, with these reports."""
    with Store(url, keys) as store:
        for token in told:
            store.run(telling(a_house(), a_submission(token))).result(10)
    newest = path.rename(path.with_name("newest.db"))
    database = Sqlite(url)
    database.execute(f"ATTACH DATABASE '{newest}' AS newest")
    with database.writing():
        migrate.upgrade(database.writer, version)
        database.execute("PRAGMA defer_foreign_keys=1")
        for table in inspect(database.writer).get_table_names():
            names = ", ".join(f'"{c["name"]}"' for c in inspect(database.writer).get_columns(table))
            if table != "alembic_version":
                database.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM newest.{table}")  # noqa: S608
    database.close()


@pytest.mark.parametrize("version", ["0001", "0002", "0003"])
def test_migrating_from_each_earlier_version_keeps_what_was_told(
    url: str, path: Path, keys: Keys, version: str
) -> None:
    earlier = [script.revision for script in scripts().walk_revisions() if script.revision != migrate.HEAD]
    assert version in earlier
    older(url, path, keys, version, "t")
    migrate.migrate(url, keys)
    with open_copy(path) as connection:
        assert len(reports_in(connection)) == 1
        assert faults_in_chains(connection, keys.audit) == []
        assert [*halves(connection)] == []


@pytest.mark.parametrize("version", ["0001", "0002", "0003"])
def test_migrating_makes_the_lists_and_finds_a_students_cases_of_before(
    url: str, path: Path, keys: Keys, version: str
) -> None:
    older(url, path, keys, version, "t", "u")
    migrate.migrate(url, keys)
    with Store(url, keys) as store:
        scope = Scope(f"school:{FJELLVIK}")
        found = store.read(lambda work: work.cases_listed([scope], OPEN, None, 9)).result(10)
        assert [one.position.line.rank for one in found] == [Rank.OWED, Rank.OWED]
        mine = store.read(lambda work: work.cases_listed([Scope(scope.chain, RANDI)], OPEN, None, 9)).result(10)
        assert mine == found
        same = store.read(lambda work: work.cases_of_student(FJELLVIK, "Dal, Ola (1 STB)", False)).result(10)
        assert len(same) == 2


def test_migrating_makes_a_new_database_too(url: str, keys: Keys) -> None:
    migrate.migrate(url, keys)
    with Store(url, keys) as store:
        assert on_writer(store, migrate.is_current) is True


def test_a_database_in_use_is_not_migrated(store: Store, url: str, keys: Keys) -> None:
    with pytest.raises(StoreInUse):
        migrate.migrate(url, keys)


def test_a_database_of_another_version_is_refused_with_what_to_do(url: str, keys: Keys) -> None:
    Store(url, keys).close()
    database = Sqlite(url)
    with database.writing():
        database.writer.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for _ in range(2):
        with pytest.raises(NotMigrated, match=r"version 9999, this program at \d{4}; run: varsle migrate"):
            Store(url, keys)


def test_a_migration_that_fails_leaves_nothing_behind(url: str) -> None:
    database = Sqlite(url)
    with suppress(LookupError), database.writing():
        migrate.upgrade(database.writer)
        raise LookupError
    with database.writing():
        assert migrate.revision(database.writer) is None
        assert database.writer.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    database.close()


def test_an_ordinary_start_loads_neither_alembic_nor_another_databases_dialect(url: str, keys: Keys) -> None:
    Store(url, keys).close()
    said = (
        "import sys; from storage.store import Store; from storage.keys import derive; "
        f"Store({url!r}, derive(b'k' * 32)).close(); "
        "print([m for m in ('alembic', 'sqlalchemy.dialects.postgresql') if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    child = subprocess.run([sys.executable, "-c", said], cwd=root, capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "[]"


def test_every_migration_can_be_written_for_postgresql() -> None:
    """Run there in a later part; here, that nothing in them is SQLite's alone."""
    written = io.StringIO()
    context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written})
    with Operations.context(context):
        for script in reversed([*scripts().walk_revisions()]):
            script.module.upgrade()
    sql = written.getvalue()
    assert sql.count("CREATE TABLE") == len(tables.metadata.tables)
    assert sql.count("CREATE TRIGGER") == 4
    assert "ROWID" not in sql
