"""Units of work waiting in line for one thread, and how those who asked for them are told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any, Protocol

from storage.failures import StoreUnavailable

log = logging.getLogger("varsle.storage")

Call = Callable[[Callable[[], None]], object]  # how to reach the thread that waits: `loop.call_soon_threadsafe`


class Promise(Protocol):
    """What a future of `concurrent.futures` and one of `asyncio` have in common."""

    def done(self) -> bool: ...
    def set_result(self, result: Any, /) -> None: ...
    def set_exception(self, exception: Any, /) -> None: ...


class Job:
    """A unit, whom to tell, and how it went: `result`, unless there is an `error`.

    `patience`, in seconds: for so long it will wait in line for others to share a commit with.
    """

    __slots__ = ("call", "due", "error", "patience", "promise", "result", "unit")

    def __init__(self, unit: Callable[[Any], Any], promise: Promise, call: Call, patience: float = 0) -> None:
        self.unit = unit
        self.promise = promise
        self.call = call
        self.patience = patience
        self.due = monotonic() + patience
        self.result: Any = None
        self.error: BaseException | None = None

    def tell(self) -> None:
        """Whoever has stopped waiting is told nothing."""
        if self.promise.done():
            return
        if self.error is None:
            self.promise.set_result(self.result)
        else:
            self.promise.set_exception(self.error)


def at_once(tell: Callable[[], None]) -> None:
    tell()


def tell_all(jobs: list[Job]) -> None:
    """One call into each waiting thread, however many wait there: waking an event loop costs a system call."""
    calls: dict[Call, list[Job]] = {}
    for job in jobs:
        calls.setdefault(job.call, []).append(job)
    for call, told in calls.items():
        try:
            call(partial(_tell, told))
        except RuntimeError:  # the event loop is closed
            log.warning("nobody waits any more for %d unit(s) of work", len(told))


def _tell(jobs: list[Job]) -> None:
    """Those without patience first: somebody is waiting."""
    for job in sorted(jobs, key=attrgetter("patience")):
        job.tell()


class Line:
    """Gives `carry_out` up to `most` jobs at a time on a thread of its own, in the order they came."""

    def __init__(self, name: str, most: int, carry_out: Callable[[list[Job]], None]) -> None:
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._most = most
        self._carry_out = carry_out
        self._closing = Lock()
        self._is_closed = False
        self._thread = Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        """After `close` a job is refused: its promise says so."""
        with self._closing:
            if not self._is_closed:
                self._queue.put(job)
                return
        job.error = StoreUnavailable("closed")
        tell_all([job])

    def is_empty(self) -> bool:
        return self._queue.empty()

    def close(self) -> None:
        """Carries out what is in line, then ends the thread."""
        with self._closing:
            if not self._is_closed:
                self._is_closed = True
                self._queue.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while True:
            jobs, is_last = self._next()
            if jobs:
                self._carry_out(jobs)
            if is_last:
                return

    def _next(self) -> tuple[list[Job], bool]:
        """Waits for one, and takes those that wait behind it, or come while all that are taken have patience."""
        jobs: list[Job] = []
        while len(jobs) < self._most:
            try:
                job = self._queue.get(timeout=_patience(jobs)) if jobs else self._queue.get()
            except Empty:
                break
            if job is None:
                return jobs, True
            jobs.append(job)
        return jobs, False


def _patience(jobs: list[Job]) -> float:
    """Seconds until the first of them has waited enough; none are left when it has."""
    return max(min(job.due for job in jobs) - monotonic(), 0)
