"""Graph by way of a helper process: msgraph-sdk never stalls, swells or brings down the process that answers Teams."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from bot.graph.codec import decoded, encoded
from bot.graph.config import Config
from bot.graph.port import LINE, WRITES
from services.jobs import Doubt, Job, Later, Outcome, Why

T = TypeVar("T")

HOME = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "bot.graph")
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a helper that has ended is started again
STEADY = 60.0  # a helper that lived so long has nothing to do with the one before it
STARTS_WITHIN = 60.0  # seconds until a helper must be ready
GRACE = 5.0  # seconds after its deadline in which the helper may still say so
LONG = 64 * 1024  # bytes: a longer answer is read beside the event loop

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Asked:
    """`again`: it has been asked of a helper before that one ended."""

    number: int
    job: Job[Any]
    answer: asyncio.Future[Outcome[Any]]
    is_write: bool
    is_sent: bool = False
    again: bool = False
    timer: asyncio.TimerHandle | None = field(default=None, repr=False)


class GraphProcess:
    """Fulfils `Graph`. Seconds: `deadline` for a job under way, with `grace` to say so; `patience` for one that waits.

    A write whose helper ended, or did not answer in time, is in `Doubt`, and nobody will do it later: a helper that
    does not answer is killed. A read is asked once more.
    """

    def __init__(
        self,
        config: Config,
        *,
        deadline: float = 60.0,
        patience: float = 20.0,
        grace: float = GRACE,
        steady: float = STEADY,
        room: int = 1000,
        environment: Mapping[str, str] | None = None,
        errors: int | None = None,
    ) -> None:
        self._config, self._room, self._steady = config, room, steady
        self._deadline, self._patience, self._grace = deadline, patience, grace
        self._environment = {**_without_ours(os.environ), **(environment or {})}
        self._errors = errors
        self._asked: dict[int, _Asked] = {}
        self._numbers = count(1)
        self._keeping: asyncio.Task[None] | None = None
        self._helper: asyncio.subprocess.Process | None = None
        self.is_ready = False  # the helper takes jobs

    @property
    def pid(self) -> int | None:
        """The helper's, while there is one."""
        return self._helper.pid if self._helper else None

    async def start(self) -> None:
        """Returns at once; jobs wait for the helper."""
        self._keeping = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """Ends the helper. What is under way may come to its end first; what then is not answered is in doubt."""
        if self._keeping is None:
            return
        keeping, self._keeping = self._keeping, None
        under_way = [a.answer for a in self._asked.values() if a.is_sent]
        if under_way:
            await asyncio.wait(under_way, timeout=self._grace)
        keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeping
        for asked in tuple(self._asked.values()):
            self._finish(asked, _missed(asked))

    async def ask(self, job: Job[T]) -> Outcome[T]:
        if self._keeping is None or len(self._asked) >= self._room:
            return Later(Why.AWAY)
        loop = asyncio.get_running_loop()
        asked = _Asked(next(self._numbers), job, loop.create_future(), isinstance(job, WRITES))
        self._asked[asked.number] = asked
        self._wait(asked)
        if self.is_ready:
            self._send(asked)
        try:
            return await asked.answer
        finally:
            self._forget(asked)

    # One job

    def _wait(self, asked: _Asked) -> None:
        asked.is_sent = False
        self._time(asked, self._patience)

    def _send(self, asked: _Asked) -> None:
        asked.is_sent = True
        self._time(asked, self._deadline + self._grace)
        self._write({"id": asked.number, "job": encoded(asked.job), "within": self._deadline})

    def _time(self, asked: _Asked, seconds: float) -> None:
        if asked.timer:
            asked.timer.cancel()
        asked.timer = asyncio.get_running_loop().call_later(seconds, self._miss, asked)

    def _miss(self, asked: _Asked) -> None:
        """A helper that does not answer must not do it later, when somebody has looked and asked again."""
        if asked.is_sent and self._helper:
            log.warning("the helper for Graph does not answer")
            self._kill()
        self._finish(asked, _missed(asked))

    def _finish(self, asked: _Asked, outcome: Outcome[Any]) -> None:
        self._forget(asked)
        if not asked.answer.done():
            asked.answer.set_result(outcome)

    def _forget(self, asked: _Asked) -> None:
        self._asked.pop(asked.number, None)
        if asked.timer:
            asked.timer.cancel()

    # The helper

    async def _keep(self) -> None:
        """One helper after the other; a pause between, longer each time, until one has lived for a while."""
        loop, pause = asyncio.get_running_loop(), FIRST_PAUSE
        while True:
            began = loop.time()
            try:
                code: object = await self._live()
            except (OSError, KeyError, TypeError, ValueError) as error:
                code = type(error).__name__
            self._sort_out()
            pause = FIRST_PAUSE if loop.time() - began > self._steady else pause
            log.warning("the helper for Graph has ended (%s), the next one starts in %g seconds", code, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _live(self) -> int | None:
        """From the start of one helper to its end. A group of its own: Ctrl-C is for us, and it ends with our pipe."""
        self._helper = await asyncio.create_subprocess_exec(
            *COMMAND,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._errors,
            env=self._environment,
            cwd=HOME,
            start_new_session=True,
            limit=LINE,
        )
        late = asyncio.get_running_loop().call_later(STARTS_WITHIN, self._give_up)
        try:
            self._write(encoded(self._config))
            await self._listen(self._helper.stdout)
        finally:
            late.cancel()
            self.is_ready = False
            code = await self._bury()
        return code

    def _give_up(self) -> None:
        """A helper that never became ready hangs, and would keep everything waiting for good."""
        if not self.is_ready:
            log.warning("the helper for Graph did not get ready")
            self._kill()

    async def _listen(self, helper: asyncio.StreamReader | None) -> None:
        while helper and (line := await helper.readline()):
            said = await asyncio.to_thread(json.loads, line) if len(line) > LONG else json.loads(line)
            if "ready" in said:
                self.is_ready = True
                for asked in self._waiting():
                    self._send(asked)
            elif asked := self._asked.get(said["id"]):
                self._finish(asked, decoded(said["outcome"]))

    async def _bury(self) -> int | None:
        """It is killed, whatever it was doing: an answer could not be heard any more."""
        self._kill()
        helper, self._helper = self._helper, None
        return await helper.wait() if helper else None

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self._helper and self._helper.returncode is None:
                self._helper.kill()

    def _write(self, document: Any) -> None:
        """Never waits: `room` bounds what can be on the way."""
        if self._helper and self._helper.stdin:
            self._helper.stdin.write(json.dumps(document).encode() + b"\n")

    def _waiting(self) -> tuple[_Asked, ...]:
        return tuple(a for a in self._asked.values() if not a.is_sent)

    def _sort_out(self) -> None:
        """After a helper's end: what it had is in doubt, a read is asked of the next one."""
        for asked in tuple(self._asked.values()):
            if not asked.is_sent:
                continue
            if asked.is_write or asked.again:
                self._finish(asked, _missed(asked))
            else:
                asked.again = True
                self._wait(asked)


def _missed(asked: _Asked) -> Outcome[Any]:
    return Doubt(Why.AWAY) if asked.is_write and asked.is_sent else Later(Why.AWAY)


def _without_ours(environment: Mapping[str, str]) -> dict[str, str]:
    """Our own settings hold secrets; the helper gets what it needs by its pipe."""
    return {name: value for name, value in environment.items() if not name.startswith("VARSLE_")}
