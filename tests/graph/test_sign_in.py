"""How the helper proves who it is, against a token endpoint over TLS and the one beside a managed identity."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from demo.graph_faults import Trouble
from services.jobs import Book, Done, Invited, Later, ReadMember, Why
from tests.graph.tenants import HOUR, KARI, KEY, OLA, SECRET, Served, another, app_certificate, open_served

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOOKING = Book(KARI.id, KEY, "Oppfølgingsmøte 2026-K7Q4M", HOUR, (Invited(OLA.address, OLA.name),))


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    async with open_served(Path(tmp_path_factory.mktemp("graph"))) as running:
        yield running


async def test_an_expired_secret_is_said_for_reads_and_writes_and_nothing_is_asked_of_graph(tmp_path: Path) -> None:
    async with open_served(tmp_path, secret="en gammel") as served:
        assert await served.process.ask(BOOKING) == Later(Why.NO_SIGN_IN)
        assert await served.process.ask(ReadMember(OLA.id)) == Later(Why.NO_SIGN_IN)
        assert served.routes.seen == []


async def test_a_sign_in_that_works_again_is_found_out(tmp_path: Path) -> None:
    async with open_served(tmp_path) as served:
        served.routes.troubles.plan(Trouble.UNAVAILABLE, path="/token")
        assert await served.process.ask(ReadMember(OLA.id)) == Later(Why.NO_SIGN_IN)
        async with asyncio.timeout(30):
            while await served.process.ask(ReadMember(OLA.id)) != Done(OLA):  # noqa: ASYNC110
                await asyncio.sleep(0.2)


async def test_a_certificate_signs_in_as_well_as_a_secret(served: Served) -> None:
    private_key, public = app_certificate()
    config = replace(served.config, secret="", private_key=private_key, certificate=public)
    async with another(served, config) as certified:
        assert await certified.ask(ReadMember(OLA.id)) == Done(OLA)


async def test_a_managed_identity_signs_in_by_the_endpoint_of_its_machine(served: Served) -> None:
    beside = {"IDENTITY_ENDPOINT": f"{served.origin}/identity", "IDENTITY_HEADER": SECRET}
    async with another(served, replace(served.config, secret=""), **beside) as managed:
        assert await managed.ask(ReadMember(OLA.id)) == Done(OLA)


async def test_without_any_proof_there_is_no_sign_in(served: Served) -> None:
    beside = {"IDENTITY_ENDPOINT": f"{served.origin}/identity", "IDENTITY_HEADER": "en annen"}
    async with another(served, replace(served.config, secret=""), **beside) as managed:
        assert await managed.ask(ReadMember(OLA.id)) == Later(Why.NO_SIGN_IN)


async def test_a_proof_that_cannot_be_read_is_no_sign_in_and_the_helper_lives(served: Served) -> None:
    for wrong in ({"private_key": "rot", "certificate": "rot", "secret": ""}, {"tenant": "ikke en leier!"}):
        async with another(served, replace(served.config, **wrong)) as mistaken:
            assert await mistaken.ask(BOOKING) == Later(Why.NO_SIGN_IN)
            pid = mistaken.pid
            assert await mistaken.ask(ReadMember(OLA.id)) == Later(Why.NO_SIGN_IN)
            assert mistaken.pid == pid
