"""What goes wrong between us and Graph becomes an outcome: never a hang, never a second meeting, never a lost one."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from demo.graph_faults import Trouble
from services.jobs import (
    Book,
    Cancel,
    Done,
    Doubt,
    FindBooked,
    Install,
    Invited,
    IsInstalled,
    Job,
    Later,
    Mail,
    Move,
    Outcome,
    ReadAbsence,
    ReadEducationRole,
    ReadGroup,
    ReadMember,
    ReadSchedules,
    Refused,
    Why,
)
from tests.graph.contract import faults
from tests.graph.tenants import (
    AFTERNOON,
    APP,
    DAY,
    HOUR,
    KARI,
    KEY,
    NOBODY,
    OLA,
    STAFF,
    Served,
    Tenant,
    open_served,
    until_it_stands,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOOKING = Book(KARI.id, KEY, "Oppfølgingsmøte 2026-K7Q4M", HOUR, (Invited(OLA.address, OLA.name),))
READS: tuple[Job[Any], ...] = (
    ReadSchedules(KARI.id, (OLA.address,), DAY),
    FindBooked(KARI.id, KEY),
    ReadMember(OLA.id),
    ReadGroup(STAFF),
    ReadEducationRole(OLA.id),
    ReadAbsence(OLA.id),
    IsInstalled(OLA.id, APP),
)
WRITES: tuple[Job[Any], ...] = (
    BOOKING,
    Move(KARI.id, "AAMk00000001=", AFTERNOON),
    Cancel(KARI.id, "AAMk00000001="),
    Mail(KARI.address, "eier@fylke.example", "Sak 2026-K7Q4M", "Åpne Teams."),
    Install(OLA.id, APP),
)
SHORT = 1.0


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    async with open_served(Path(tmp_path_factory.mktemp("graph")), timeout=SHORT) as running:
        yield running


@pytest.fixture
def tenant(served: Served) -> Tenant:
    return served.fresh()


def _name(job: Job[Any]) -> str:
    return type(job).__name__


TABLE: tuple[tuple[Trouble, str, Outcome[Any], Outcome[Any]], ...] = (
    (Trouble.BUSY, "", Later(Why.BUSY), Later(Why.BUSY)),
    (Trouble.BUSY, "7", Later(Why.BUSY, 7.0), Later(Why.BUSY, 7.0)),
    (Trouble.BROKEN, "", Later(Why.AWAY), Doubt(Why.AWAY)),
    (Trouble.BAD_GATEWAY, "", Later(Why.AWAY), Doubt(Why.AWAY)),
    (Trouble.UNAVAILABLE, "30", Later(Why.AWAY, 30.0), Doubt(Why.AWAY, 30.0)),
    (Trouble.GATEWAY_TIMEOUT, "", Later(Why.AWAY), Doubt(Why.AWAY)),
    (Trouble.RESET_BEFORE, "", Later(Why.AWAY), Doubt(Why.AWAY)),
    (Trouble.NOT_ALLOWED, "", Refused(Why.NO_ACCESS), Refused(Why.NO_ACCESS)),
    (Trouble.NOT_SIGNED_IN, "", Later(Why.NO_SIGN_IN), Later(Why.NO_SIGN_IN)),
    (Trouble.STRANGE_PAGE, "", Later(Why.AWAY), Doubt(Why.AWAY)),
)


@pytest.mark.parametrize("job", READS + WRITES, ids=_name)
@pytest.mark.parametrize(("trouble", "after", "read", "write"), TABLE, ids=[f"{t.name}{a}" for t, a, *_ in TABLE])
async def test_an_answer_that_is_none_is_an_outcome_and_nothing_was_done(
    tenant: Tenant, job: Job[Any], trouble: Trouble, after: str, read: Outcome[Any], write: Outcome[Any]
) -> None:
    assert tenant.routes
    tenant.routes.troubles.plan(trouble, times=None, retry_after=after)
    assert await tenant.graph.ask(job) == (read if job in READS else write)
    assert len(tenant.routes.seen) == 1
    assert (tenant.world.events, tenant.world.mails) == ((), ())


@pytest.mark.parametrize("job", [READS[1], BOOKING], ids=_name)
async def test_silence_ends_as_an_outcome(tenant: Tenant, job: Job[Any]) -> None:
    assert tenant.routes
    tenant.routes.troubles.plan(Trouble.SILENCE)
    assert await tenant.graph.ask(job) == (Later(Why.AWAY) if job in READS else Doubt(Why.AWAY))


AFTER = (Trouble.RESET_AFTER, Trouble.BROKEN_AFTER, Trouble.NONSENSE_AFTER)


@pytest.mark.parametrize("trouble", AFTER, ids=lambda t: t.name)
async def test_a_booking_whose_answer_was_lost_is_in_doubt_and_then_found(tenant: Tenant, trouble: Trouble) -> None:
    assert tenant.routes
    tenant.routes.troubles.plan(trouble, "POST", "/events")
    assert await tenant.graph.ask(BOOKING) == Doubt(Why.AWAY)
    (event,) = tenant.world.events
    assert await tenant.graph.ask(FindBooked(KARI.id, KEY)) == Done(event.appointment)


@pytest.mark.parametrize("trouble", AFTER[:2], ids=lambda t: t.name)
@pytest.mark.parametrize("path", ["/sendMail", "/installedApps", "/cancel"])
async def test_whatever_else_has_been_done_without_an_answer_is_in_doubt_too(
    tenant: Tenant, trouble: Trouble, path: str
) -> None:
    assert tenant.routes
    job = {"/sendMail": WRITES[3], "/installedApps": WRITES[4]}.get(path)
    if job is None:
        booked = await tenant.graph.ask(BOOKING)
        assert isinstance(booked, Done)
        job = Cancel(KARI.id, booked.value.event)
    tenant.routes.troubles.plan(trouble, "POST", path)
    assert await tenant.graph.ask(job) == Doubt(Why.AWAY)
    assert tenant.world.mails or tenant.world.is_installed(OLA.id, APP) or not tenant.world.calendar(KARI.id)


async def test_a_key_used_before_whose_meeting_cannot_be_looked_up_is_in_doubt(tenant: Tenant) -> None:
    assert tenant.routes
    booked = await tenant.graph.ask(BOOKING)
    assert isinstance(booked, Done)
    tenant.world.drag(booked.value.event, AFTERNOON)
    tenant.routes.troubles.plan(Trouble.UNAVAILABLE, "GET", "/events")
    assert await tenant.graph.ask(BOOKING) == Doubt(Why.AWAY)
    assert len(tenant.world.events) == 1


@pytest.mark.parametrize("trouble", [Trouble.ENDLESS, Trouble.ELSEWHERE], ids=lambda t: t.name)
@pytest.mark.parametrize("job", [ReadGroup(STAFF), IsInstalled(OLA.id, APP), FindBooked(KARI.id, KEY)], ids=_name)
async def test_pages_without_an_end_or_at_another_host_are_given_up(
    tenant: Tenant, trouble: Trouble, job: Job[Any]
) -> None:
    assert tenant.routes
    tenant.routes.troubles.plan(trouble, times=None)
    assert await tenant.graph.ask(job) == Later(Why.AWAY)
    assert len(tenant.routes.seen) == (1 if trouble is Trouble.ELSEWHERE else 201)


async def test_a_page_of_a_proxy_is_not_the_directorys_word_that_there_is_no_such_person(tenant: Tenant) -> None:
    assert tenant.routes
    tenant.routes.troubles.plan(Trouble.STRANGE_PAGE)
    assert await tenant.graph.ask(ReadMember(NOBODY)) == Later(Why.AWAY)
    assert await tenant.graph.ask(ReadMember(NOBODY)) == Done(None)


@pytest.mark.parametrize(
    "job",
    [
        ReadMember("../groups"),
        ReadGroup("x?$filter=1"),
        FindBooked(KARI.id, "a' or 'a' eq 'a"),
        Move(KARI.id, "AAMk/../../x y", AFTERNOON),
        Mail("kari@skole.example/messages", "eier@fylke.example", "Sak", ""),
        Mail(KARI.address, "ikke en adresse", "Sak", ""),
        ReadSchedules(KARI.id, ("ola",), DAY),
        IsInstalled(OLA.id, "' or true or '"),
    ],
    ids=_name,
)
async def test_what_is_no_id_and_no_address_never_gets_into_a_request(tenant: Tenant, job: Job[Any]) -> None:
    assert tenant.routes
    assert await tenant.graph.ask(job) == Refused(Why.NOT_TAKEN)
    assert tenant.routes.seen == []


async def test_an_id_of_graphs_own_with_slashes_and_equal_signs_stays_one_part_of_the_path(tenant: Tenant) -> None:
    assert tenant.routes
    await tenant.graph.ask(Move(KARI.id, "AAMk+a/b==", AFTERNOON))
    assert [faults(seen) for seen in tenant.routes.seen] == [[]]


@pytest.mark.parametrize("remembers", [True, False])
async def test_bookings_under_random_faults_make_one_event_each(tenant: Tenant, remembers: bool) -> None:
    """With Graph's own memory for keys, and without it: then only looking first keeps it at one."""
    assert tenant.routes
    if not remembers:
        tenant.world.remembers = None
    tenant.routes.troubles.at_random(random.Random(12), 0.3)
    keys = [str(UUID(int=0xF0000 + n)) for n in range(500)]
    stand = [await until_it_stands(tenant.graph, Book(KARI.id, k, "Oppfølgingsmøte", HOUR, ())) for k in keys]
    assert all(stand)
    assert sorted(e.key for e in tenant.world.events) == keys
