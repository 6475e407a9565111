"""Units of work waiting in line for one thread, and how those who asked for them are told."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from threading import Condition, Lock, Thread
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
    """Gives `carry_out` up to `most` jobs at a time on a thread of its own, in the order they came.

    Not a `SimpleQueue`: on Python 3.11 its `get` can wait for ever when hardly any time is left of its timeout.
    """

    def __init__(self, name: str, most: int, carry_out: Callable[[list[Job]], None]) -> None:
        self._waiting: deque[Job] = deque()
        self._most = most
        self._carry_out = carry_out
        self._news = Condition(Lock())
        self._is_closed = False
        self._thread = Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        """After `close` a job is refused: its promise says so."""
        with self._news:
            if not self._is_closed:
                self._waiting.append(job)
                self._news.notify()
                return
        job.error = StoreUnavailable("closed")
        tell_all([job])

    def is_empty(self) -> bool:
        return not self._waiting

    def close(self) -> None:
        """Carries out what is in line, then ends the thread."""
        with self._news:
            self._is_closed = True
            self._news.notify()
        self._thread.join()

    def _serve(self) -> None:
        while jobs := self._next():
            self._carry_out(jobs)

    def _next(self) -> list[Job]:
        """Waits for one, and takes those that wait behind it, or come while all that are taken have patience.

        None when the line is closed and nobody waits any more.
        """
        jobs: list[Job] = []
        with self._news:
            while not (self._waiting or self._is_closed):
                self._news.wait()
            while len(jobs) < self._most:
                if self._waiting:
                    jobs.append(self._waiting.popleft())
                elif self._is_closed or not (patience := _patience(jobs)):
                    break
                else:
                    self._news.wait(patience)
        return jobs


def _patience(jobs: list[Job]) -> float:
    """Seconds until the first of them has waited enough; none are left when it has."""
    return max(min(job.due for job in jobs) - monotonic(), 0)
