"""The measured servers as processes of their own, alone on one core; everybody else stays on the others."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.bench.wire import Address, Reply, Wire, connect

_TICKS = os.sysconf("SC_CLK_TCK")
_PULSE = 0.01  # seconds of processor time that an idle server may use in a tenth of a second
_PATIENCE = 30.0  # seconds for a server to begin, and to end


def cores() -> tuple[frozenset[int], frozenset[int]]:
    """One for the servers and the rest for the load; with one core, or where nothing can be pinned, no difference."""
    if not hasattr(os, "sched_getaffinity"):
        return frozenset(), frozenset()
    first, *rest = sorted(os.sched_getaffinity(0))
    return frozenset({first}), frozenset(rest or {first})


@contextmanager
def on(pinned: frozenset[int]) -> Iterator[None]:
    """What is started inside stays on these cores."""
    if not pinned:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, pinned)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@dataclass(frozen=True)
class Program:
    """A server to start: `python -m module port arguments...` with no environment but its own.

    What it complains of goes to the file `errors`; without one, to the terminal.
    """

    module: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    errors: Path | None = None

    def start(self, port: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", self.module, str(port), *self.arguments]
        environment = {**self.environment, "PATH": os.environ["PATH"]}
        with on(cores()[0]), self.errors.open("ab") if self.errors else nullcontext() as errors:
            return subprocess.Popen(command, env=environment, stderr=errors)


@dataclass(frozen=True)
class Server:
    """A server that has answered. `cold` is the seconds from its process's start to that first answer."""

    pid: int
    address: Address
    cold: float

    def cpu(self) -> float:
        """Seconds of processor time so far, all threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def helpers(self) -> list[Server]:
        """What it has started itself, on its core; nothing of that listens."""
        pids = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [Server(int(pid), self.address, 0.0) for pid in pids]

    async def rest(self) -> None:
        """Returns when what was begun is finished: a tenth of a second without work."""
        before = -1.0
        while (used := self.cpu()) - before > _PULSE:
            before = used
            await asyncio.sleep(0.1)


@asynccontextmanager
async def running(program: Program, token: str, first: bytes) -> AsyncIterator[Server]:
    """Starts the program, sends `first` as soon as it listens, and ends it politely."""
    address = Address(free_port(), token)
    began = time.perf_counter()
    process = program.start(address.port)
    try:
        reply = await asyncio.wait_for(_first_answer(process, address.request(first), address.port), _PATIENCE)
        cold = time.perf_counter() - began
        if reply.status >= 300:
            raise RuntimeError(f"{program.module} answered {reply.status}")
        yield Server(process.pid, address, cold)
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, _PATIENCE)


async def _first_answer(process: subprocess.Popen[bytes], request: bytes, port: int) -> Reply:
    wire = await _reach(process, port)
    try:
        return await wire.send(request)
    finally:
        wire.close()


async def _reach(process: subprocess.Popen[bytes], port: int) -> Wire:
    while process.poll() is None:
        try:
            return await connect(port)
        except OSError:
            await asyncio.sleep(0.002)
    raise RuntimeError(f"the server ended with {process.returncode} before it listened")
