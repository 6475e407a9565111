"""Units of work and their commits: who shares one, who is told when, and what a failure leaves behind."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from domain.audit import Entry
from services.ports import Work
from storage.failures import StoreInUse, StoreUnavailable
from storage.keys import Keys
from storage.store import Store
from tests.builders import TEN, TOR, a_report
from tests.storage.telling import a_delivery, a_house, a_submission, telling
from tests.storage.verifier import faults_in_chains, halves, open_copy, saved

HOUSE = a_house()


def tell(token: str) -> Any:
    return telling(HOUSE, a_submission(token))


@contextmanager
def busy(store: Store) -> Iterator[None]:
    """While inside, the writer is busy: everything that is handed over waits together."""
    leave = threading.Event()
    entered = threading.Event()
    store.run(lambda work: (entered.set(), leave.wait(10)))
    assert entered.wait(10)
    yield
    leave.set()


def test_units_that_wait_together_share_one_commit(url: str, keys: Keys) -> None:
    commits: list[int] = []
    with Store(url, keys, on_commit=lambda: commits.append(1)) as store:
        with busy(store):
            futures = [store.run(tell(f"t{n}")) for n in range(20)]
        assert len({f.result(10).id for f in futures}) == 20
    assert len(commits) == 1


def test_a_commit_is_shared_by_no_more_than_sixty_four(url: str, keys: Keys) -> None:
    commits: list[int] = []
    with Store(url, keys, on_commit=lambda: commits.append(1)) as store:
        with busy(store):
            futures = [store.run(tell(f"t{n}")) for n in range(130)]
        [f.result(10) for f in futures]
    assert len(commits) == 3


def test_a_unit_that_fails_takes_no_other_with_it(store: Store, path: Path, keys: Keys) -> None:
    def fails(work: Work) -> None:
        tell("broken")(work)
        raise LookupError("not this one")

    with busy(store):
        first, broken, last = store.run(tell("a")), store.run(fails), store.run(tell("b"))
    with pytest.raises(LookupError, match="not this one"):
        broken.result(10)
    assert saved(path) == {first.result(10).id, last.result(10).id}
    with open_copy(path) as connection:
        assert faults_in_chains(connection, keys.audit) == []
        assert [*halves(connection)] == []


def test_a_unit_the_database_refuses_takes_no_other_with_it(store: Store, path: Path) -> None:
    def twice(work: Work) -> None:
        work.add_report(a_report(id="x"))
        work.add_report(a_report(id="x"))

    with busy(store):
        first, broken, last = store.run(tell("a")), store.run(twice), store.run(tell("b"))
    with pytest.raises(StoreUnavailable, match="conflict"):
        broken.result(10)
    assert saved(path) == {first.result(10).id, last.result(10).id}


def test_an_audit_entry_that_cannot_be_written_takes_its_unit_with_it(store: Store, path: Path) -> None:
    def unit(work: Work) -> None:
        work.add_report(a_report())
        work.audit(Entry("school:x", TEN, TOR, "report:told", case=None))  # type: ignore[arg-type]

    with pytest.raises(Exception, match=r".+"):
        store.run(unit).result(10)
    assert saved(path) == set()


def test_nobody_is_told_before_it_is_committed(store: Store, path: Path) -> None:
    """Looked at from outside, at the moment of being told."""
    seen: list[bool] = []

    def look(future: Future[Any]) -> None:
        seen.append(future.result().id in saved(path))

    with busy(store):
        futures = [store.run(tell(f"t{n}")) for n in range(5)]
        for future in futures:
            future.add_done_callback(look)
    [f.result(10) for f in futures]
    store.run(lambda work: None).result(10)
    assert seen == [True] * 5


def test_the_same_form_sent_sixteen_times_at_once_is_one_report(store: Store, path: Path) -> None:
    with busy(store):
        futures = [store.run(tell("once")) for _ in range(16)]
    assert {f.result(10).id for f in futures} == saved(path)
    assert len(saved(path)) == 1


def test_a_reader_sees_what_is_committed_and_nothing_else(store: Store) -> None:
    reading = store.run(lambda work: (tell("a")(work), store.read(lambda other: other.reports_of(TOR)).result(10)))
    assert reading.result(10)[1] == ()
    assert len(store.read(lambda work: work.reports_of(TOR)).result(10)) == 1


@pytest.mark.parametrize(
    "unit",
    [
        lambda work: work.add_report(a_report()),
        lambda work: work.queue(a_delivery()),
        lambda work: work.audit(Entry("school:x", TEN, TOR, "report:told")),
    ],
)
def test_a_reader_cannot_write_even_what_is_put_off(store: Store, path: Path, unit: Any) -> None:
    with pytest.raises(StoreUnavailable, match="read-only"):
        store.read(unit).result(10)
    assert saved(path) == set()
    assert store.read(lambda work: work.reports_of(TOR)).result(10) == ()


def test_a_reader_that_fails_is_told_why(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        store.read(lambda work: 1 // 0).result(10)


def test_the_outbox_is_woken_only_by_a_commit_that_queued_something(url: str, keys: Keys) -> None:
    woken = []

    def queue_in_vain(work: Work) -> None:
        work.queue(a_delivery("in vain"))
        raise LookupError

    with Store(url, keys, on_commit=lambda: woken.append(saved(Path(url.removeprefix("sqlite:///"))))) as store:
        store.run(lambda work: work.keep_draft).result(10)
        assert store.run(queue_in_vain).exception(10)
        assert woken == []
        told = store.run(tell("a")).result(10)
    assert woken == [{told.id}]


def test_an_outbox_that_cannot_be_woken_stops_nobody(url: str, keys: Keys, caplog: pytest.LogCaptureFixture) -> None:
    with Store(url, keys, on_commit=lambda: 1 // 0) as store:
        [store.run(tell(token)).result(10) for token in "ab"]
    assert "was to be woken" in caplog.text


async def test_an_event_loop_is_called_once_for_all_that_share_a_commit(store: Store, path: Path) -> None:
    loop = asyncio.get_running_loop()
    calls = []

    def call(tell_all: Any) -> None:
        calls.append(1)
        loop.call_soon_threadsafe(tell_all)

    with busy(store):
        promises = [loop.create_future() for _ in range(9)]
        for n, promise in enumerate(promises):
            store.run_into(promise, call, tell(f"t{n}"))
    reports = await asyncio.gather(*promises)
    assert {r.id for r in reports} == saved(path)
    assert len(calls) == 1


async def test_whoever_stops_waiting_loses_nothing_but_the_answer(store: Store, path: Path) -> None:
    loop = asyncio.get_running_loop()
    gone, here = loop.create_future(), loop.create_future()
    with busy(store):
        store.run_into(gone, loop.call_soon_threadsafe, tell("gone"))
        store.run_into(here, loop.call_soon_threadsafe, tell("here"))
        gone.cancel()
    await here
    assert len(saved(path)) == 2


async def test_an_event_loop_gets_errors_too_whatever_they_are(store: Store) -> None:
    loop = asyncio.get_running_loop()
    promise = loop.create_future()
    store.run_into(promise, loop.call_soon_threadsafe, lambda work: next(iter(())))
    with pytest.raises(RuntimeError, match="StopIteration"):
        await promise


def test_an_event_loop_that_is_closed_stops_nobody(store: Store, path: Path) -> None:
    loop = asyncio.new_event_loop()
    promise = loop.create_future()
    loop.close()
    store.run_into(promise, loop.call_soon_threadsafe, tell("a"))
    store.run(tell("b")).result(10)
    assert len(saved(path)) == 2


def test_what_was_handed_over_before_closing_is_carried_out(url: str, keys: Keys, path: Path) -> None:
    store = Store(url, keys)
    futures = [store.run(tell(f"t{n}")) for n in range(100)]
    store.close()
    assert len({f.result(0).id for f in futures}) == len(saved(path)) == 100


def test_what_is_handed_over_after_closing_is_refused(url: str, keys: Keys) -> None:
    store = Store(url, keys)
    store.close()
    for handed_over in (store.run(tell("late")), store.read(lambda work: work.reports_of(TOR))):
        with pytest.raises(StoreUnavailable, match="closed"):
            handed_over.result(0)


def test_a_second_process_is_told_in_one_line_who_has_the_database(store: Store, url: str, keys: Keys) -> None:
    with pytest.raises(StoreInUse, match=r"^[^\n]+varsle\.db is in use by another varsle \(process \d+\)$"):
        Store(url, keys)
    store.run(tell("a")).result(10)


def test_the_audit_goes_on_where_it_ended_after_a_restart(url: str, keys: Keys, path: Path) -> None:
    for token in "abc":
        with Store(url, keys) as store:
            store.run(tell(token)).result(10)
    with open_copy(path) as connection:
        assert faults_in_chains(connection, keys.audit) == []
        assert connection.execute("SELECT count(*) FROM audit").fetchone()[0] >= 6
