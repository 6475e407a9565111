"""When each report's commit returned, noted inside the running bot without a change to it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from domain.views import Receipt
from storage.line import Call, Promise
from storage.store import Store, Unit

T = TypeVar("T")


class StampedStore(Store):
    """The store as it is. Of every unit that gave a receipt it keeps the moment (`time.perf_counter`, which all
    processes share on Linux) at which the writing thread came back from its commit, under the cases' references."""

    def __init__(self, *args: Any) -> None:
        self.moments: dict[str, float] = {}
        self._stamps: dict[Call, _Stamp] = {}
        super().__init__(*args)

    def run_into(self, promise: Promise, call: Call, unit: Unit[T], patience: float = 0) -> None:
        stamp = self._stamps.setdefault(call, _Stamp(call))
        super().run_into(_Noted(promise, partial(self._note, stamp)), stamp, unit, patience)

    def _note(self, stamp: _Stamp, result: Any) -> None:
        if isinstance(result, Receipt):
            self.moments.update((line.reference, stamp.moment) for line in result.cases)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(self.moments))


class _Stamp:
    """Stands for one way of telling who waits. It is called first of all after a commit, on the writing thread."""

    def __init__(self, call: Call) -> None:
        self.moment = 0.0
        self._call = call

    def __call__(self, tell: Callable[[], None]) -> None:
        self._call(partial(self._tell, time.perf_counter(), tell))

    def _tell(self, moment: float, tell: Callable[[], None]) -> None:
        self.moment = moment
        tell()


class _Noted:
    """A promise whose result is seen on its way."""

    __slots__ = ("_note", "_promise")

    def __init__(self, promise: Promise, note: Callable[[Any], None]) -> None:
        self._promise, self._note = promise, note

    def done(self) -> bool:
        return self._promise.done()

    def set_result(self, result: Any, /) -> None:
        self._note(result)
        self._promise.set_result(result)

    def set_exception(self, exception: Any, /) -> None:
        self._promise.set_exception(exception)
