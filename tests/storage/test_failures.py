"""When the database says no: nothing is saved, nothing is told of what was to be, and later all is well again."""

from __future__ import annotations

import sqlite3
import traceback
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage import writer
from storage.failures import StoreUnavailable
from storage.keys import Keys
from storage.line import Job, at_once
from storage.sqlite import Sqlite
from storage.store import Store
from tests.builders import RANDI, a_case, a_report
from tests.storage.conftest import Run
from tests.storage.telling import a_house, a_submission, telling
from tests.storage.verifier import faults_in_chains, halves, open_copy, reports_in, saved

HOUSE = a_house()
CANARY = "Kanarifugl Gul"


def tell(token: str) -> Any:
    return telling(HOUSE, a_submission(token))


def test_another_who_holds_the_file_means_nothing_is_saved_and_later_it_is(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for future in [store.run(tell(token)) for token in "ab"]:
            with pytest.raises(StoreUnavailable, match="locked"):
                future.result(10)
        other.execute("ROLLBACK")
    assert saved(path) == set()
    assert {store.run(tell("a")).result(10).id} == saved(path)


def pragma(database: Sqlite, words: str) -> Any:
    return database.writer.connection.driver_connection.execute(f"PRAGMA {words}").fetchone()[0]  # type: ignore[union-attr]


def carry_out(at_work: writer.Writer, *units: Any) -> list[Job]:
    jobs = [Job(unit, Future(), at_once) for unit in units]
    at_work.carry_out(jobs)
    return jobs


def test_a_full_database_saves_nothing_of_the_whole_commit_and_later_everything(
    url: str, keys: Keys, path: Path
) -> None:
    Store(url, keys).close()
    database = Sqlite(url)
    at_work = writer.Writer(database, keys)
    [first] = carry_out(at_work, tell("first"))
    pragma(database, f"max_page_count={pragma(database, 'page_count')}")
    jobs = carry_out(at_work, *(tell(f"t{n}") for n in range(30)))
    full = [job for job in jobs if job.error]
    assert full
    assert all(isinstance(job.error, StoreUnavailable) and job.error.reason == "full" for job in full)
    assert saved(path) == {job.result.id for job in [first, *jobs] if not job.error}
    pragma(database, "max_page_count=1000000")
    assert not any(job.error for job in carry_out(at_work, *(tell(f"t{n}") for n in range(30))))
    database.close()
    with open_copy(path) as connection:
        assert len(reports_in(connection)) == 31
        assert faults_in_chains(connection, keys.audit) == []
        assert [*halves(connection)] == []


def test_a_transaction_the_database_gave_up_fails_every_unit_in_it(url: str, keys: Keys, path: Path) -> None:
    """As a full disk may: the first unit was well, and yet nothing of it is saved."""
    Store(url, keys).close()
    database = Sqlite(url)
    at_work = writer.Writer(database, keys)

    def give_up(work: Any) -> None:
        database.writer.exec_driver_sql("ROLLBACK")
        raise StoreUnavailable("full")

    jobs = carry_out(at_work, tell("a"), give_up, tell("b"))
    assert [getattr(job.error, "reason", None) for job in jobs] == ["full"] * 3
    assert saved(path) == set()
    assert not carry_out(at_work, tell("a"))[0].error
    database.close()


def told_of(error: BaseException | None) -> str:
    """Everything that a log could write of an error, and of those behind it."""
    said = ""
    while error:
        said += f"{error!r} {vars(error)} " + "".join(traceback.format_exception(error))
        error = error.__cause__ or error.__context__
    return said


def test_no_error_tells_what_was_to_be_saved(store: Store, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    report = a_report(id=CANARY, reporter_name=CANARY, answers={"what": CANARY}, token=CANARY)
    case = a_case(report=CANARY, id=CANARY, student=CANARY)
    caplog.set_level("DEBUG")
    failures = [
        store.run(lambda work: (work.add_report(report), work.add_report(report))),
        store.run(lambda work: work.add_case(case, None)),
        store.run(lambda work: work.add_report(a_report(reporter_name=object()))),
        store.read(lambda work: work.add_report(report)),
    ]
    errors = [failure.exception(10) for failure in failures]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        errors.append(store.run(lambda work: work.add_report(report)).exception(10))
    assert all(errors)
    said = caplog.text + "".join(told_of(error) for error in errors)
    assert CANARY not in said
    assert "INSERT" not in said
    assert RANDI not in said


def test_the_audit_goes_on_where_it_ended_after_a_failed_commit(store: Store, path: Path, keys: Keys, run: Run) -> None:
    run(tell("a"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.run(tell("b")).exception(10)
    run(tell("b"))
    with open_copy(path) as connection:
        assert faults_in_chains(connection, keys.audit) == []
