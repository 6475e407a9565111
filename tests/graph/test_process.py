"""The helper process: it may die, stall or be told wrong things, and nobody who asks is hurt."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any
from uuid import UUID, uuid4

import aiohttp
import pytest
import pytest_asyncio

from bot.graph.process import GraphProcess
from demo.graph_faults import Trouble
from domain.calendars import Appointment
from services.jobs import Book, Done, Doubt, FindBooked, Invited, Later, Mail, ReadAbsence, ReadMember, Why
from tests.graph.tenants import HOUR, KARI, KEY, OLA, SECRET, Served, open_served, until_it_stands

BOOKING = Book(KARI.id, KEY, "Oppfølgingsmøte 2026-K7Q4M", HOUR, (Invited(OLA.address, OLA.name),))
ROOT = Path(__file__).resolve().parents[2]


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def one(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    async with open_served(Path(tmp_path_factory.mktemp("graph")), steady=0.0) as running:
        yield running


@pytest.fixture
def served(one: Served) -> Served:
    """The same helper and its followers for all that do not need their own; a new tenant each time."""
    one.fresh()
    return one


async def _until(holds: Callable[[], Any]) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def _under_way(served: Served, path: str) -> None:
    await _until(lambda: any(s.path.endswith(path) for s in served.routes.seen))


def _kill(served: Served, how: signal.Signals = signal.SIGKILL) -> int:
    pid = served.process.pid
    assert pid
    os.kill(pid, how)
    return pid


async def test_killed_in_the_middle_of_a_booking_it_is_in_doubt_and_looking_finds_what_there_is(
    served: Served,
) -> None:
    served.routes.pause = 0.3
    booking = asyncio.create_task(served.process.ask(BOOKING))
    await _under_way(served, "/events")
    pid = _kill(served)
    assert await booking == Doubt(Why.AWAY)
    found = await served.process.ask(FindBooked(KARI.id, KEY))
    assert served.process.pid != pid
    assert isinstance(found, Done)
    again = await served.process.ask(BOOKING)
    assert isinstance(again, Done)
    assert len(served.routes.world.events) == 1


async def test_killed_again_and_again_no_booking_is_lost_or_doubled(served: Served) -> None:
    served.routes.world.remembers = None
    served.routes.pause = 0.01
    keys = [str(UUID(int=0x5000 + n)) for n in range(40)]

    async def all_of_them() -> list[Appointment | None]:
        return [await until_it_stands(served.process, replace(BOOKING, key=key)) for key in keys]

    work = asyncio.create_task(all_of_them())
    for stop in (8, 16, 24):
        await _until(lambda stop=stop: len(served.routes.world.events) >= stop)
        _kill(served)
    assert all(await work)
    assert sorted(e.key for e in served.routes.world.events) == keys


async def test_a_read_that_was_under_way_is_asked_of_the_next_helper(served: Served) -> None:
    served.routes.pause = 0.3
    reading = asyncio.create_task(served.process.ask(ReadMember(OLA.id)))
    await _under_way(served, OLA.id)
    _kill(served)
    assert await reading == Done(OLA)
    assert len(served.routes.seen) == 2


async def test_a_helper_that_stalls_is_killed_so_that_it_does_nothing_later(tmp_path: Path) -> None:
    async with open_served(tmp_path, deadline=0.3, grace=0.2) as served:
        await _until(lambda: served.process.is_ready)
        pid = _kill(served, signal.SIGSTOP)
        assert await served.process.ask(BOOKING) == Doubt(Why.AWAY)
        await _until(lambda: served.process.pid not in (pid, None))
        assert served.routes.world.events == ()


async def test_a_job_that_takes_too_long_ends_and_the_helper_lives(tmp_path: Path) -> None:
    async with open_served(tmp_path, deadline=0.4) as served:
        served.routes.troubles.plan(Trouble.SILENCE, times=2)
        assert await served.process.ask(ReadMember(OLA.id)) == Later(Why.AWAY)
        pid = served.process.pid
        assert await served.process.ask(BOOKING) == Doubt(Why.AWAY)
        assert await served.process.ask(ReadMember(OLA.id)) == Done(OLA)
        assert served.process.pid == pid


async def test_what_waits_at_a_mailbox_until_its_time_is_out_was_not_done(tmp_path: Path) -> None:
    async with open_served(tmp_path, deadline=0.6) as served:
        await served.process.ask(ReadMember(OLA.id))
        served.routes.pause = 0.4
        keys = [str(uuid4()) for _ in range(12)]
        outcomes = await asyncio.gather(*(served.process.ask(replace(BOOKING, key=k)) for k in keys))
        assert outcomes.count(Later(Why.AWAY)) == 4
        assert len(served.routes.world.events) + outcomes.count(Doubt(Why.AWAY)) == 8


async def test_at_most_four_requests_are_at_one_mailbox_at_once_and_other_mailboxes_do_not_wait(
    served: Served,
) -> None:
    served.routes.pause = 0.05
    jobs = [ReadAbsence(person) for person in (KARI.id, OLA.id) for _ in range(20)]
    outcomes = await asyncio.gather(*map(served.process.ask, jobs))
    assert all(isinstance(o, Done) for o in outcomes)
    assert served.routes.most_at_once[KARI.id] == 4
    assert served.routes.most_at_once[OLA.id] == 4


async def test_more_than_there_is_room_for_is_later_at_once(tmp_path: Path) -> None:
    async with open_served(tmp_path, room=3) as served:
        first = [asyncio.create_task(served.process.ask(ReadMember(OLA.id))) for _ in range(3)]
        await asyncio.sleep(0)
        assert await served.process.ask(ReadMember(OLA.id)) == Later(Why.AWAY)
        assert await asyncio.gather(*first) == [Done(OLA)] * 3


async def test_before_it_starts_everything_is_later(served: Served) -> None:
    assert await GraphProcess(served.config).ask(BOOKING) == Later(Why.AWAY)


async def test_closing_lets_what_is_under_way_come_to_its_end_and_then_everything_is_later(tmp_path: Path) -> None:
    async with open_served(tmp_path) as served:
        served.routes.pause = 0.3
        booking = asyncio.create_task(served.process.ask(BOOKING))
        await _under_way(served, "/events")
        await served.process.close()
        assert isinstance(await booking, Done)
        assert await served.process.ask(BOOKING) == Later(Why.AWAY)
        assert served.process.pid is None


async def test_a_helper_that_cannot_start_leaves_everything_for_later_and_is_tried_again(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = GraphProcess(served.config, environment={"PYTHONHOME": "/finnes/ikke"}, patience=1.5)
    await nowhere.start()
    assert await asyncio.gather(nowhere.ask(BOOKING), nowhere.ask(ReadMember(OLA.id))) == [Later(Why.AWAY)] * 2
    await nowhere.close()
    assert sum("the helper for Graph has ended" in line for line in caplog.messages) >= 2


async def test_trouble_can_be_switched_on_and_off_from_another_process(served: Served) -> None:
    planned = {"trouble": "BUSY", "method": "GET", "times": None, "retry_after": "3"}
    async with aiohttp.ClientSession() as session:
        assert (await session.post(f"{served.origin}/trouble", json=planned)).status == 204
        assert await served.process.ask(ReadMember(OLA.id)) == Later(Why.BUSY, 3.0)
        assert (await session.delete(f"{served.origin}/trouble")).status == 204
    assert await served.process.ask(ReadMember(OLA.id)) == Done(OLA)


@pytest.fixture
def errors(tmp_path: Path) -> Iterator[IO[bytes]]:
    with (tmp_path / "errors").open("w+b") as file:
        yield file


def _shown(pid: int | None) -> bytes:
    """What anybody on the machine may see of a process."""
    return (Path(f"/proc/{pid}") / "cmdline").read_bytes() + (Path(f"/proc/{pid}") / "environ").read_bytes()


def _lives(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


@pytest.fixture
def heeds_interruptions() -> Iterator[None]:
    """Whatever is started from a shell's background ignores SIGINT, and so would the helper."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeds_interruptions")
async def test_neither_the_secret_nor_anybodys_address_is_in_the_helpers_arguments_surroundings_or_errors(
    tmp_path: Path, errors: IO[bytes]
) -> None:
    async with open_served(tmp_path, errors=errors) as served:
        served.routes.troubles.plan(Trouble.BROKEN, times=2)
        for job in (BOOKING, Mail(KARI.address, "feil", "Sak", ""), BOOKING, ReadMember(OLA.id)):
            await served.process.ask(job)
        shown = _shown(served.process.pid)
        pid = _kill(served, signal.SIGINT)
        await _until(lambda: not _lives(pid))
    errors.seek(0)
    said = errors.read()
    assert said == b"varsle: the helper for Graph ends: KeyboardInterrupt\n"
    shown += said
    assert [told for told in (SECRET, KARI.address, OLA.address, "Oppfølgingsmøte") if told.encode() in shown] == []
    assert SECRET not in repr(served.config)


PARENT = """
import asyncio, sys
from bot.graph.config import Config
from bot.graph.process import GraphProcess

async def main():
    process = GraphProcess(Config("00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002", "x"))
    await process.start()
    while not process.is_ready:
        await asyncio.sleep(0.05)
    print(process.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_it_ends_when_the_process_that_started_it_is_killed() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert parent.stdout
    helper = int(await parent.stdout.readline())
    assert _lives(helper)
    parent.kill()
    await parent.wait()
    await _until(lambda: not _lives(helper))
