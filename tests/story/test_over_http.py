"""The app, absence and meetings by way of the real helper with the real SDK, over HTTP, as at a school."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cards.look import Surface
from demo.graph_faults import Trouble
from domain.calendars import AutomaticReply, Reply, Span
from services.jobs import Install, ReadAbsence, ReadMember, ReadSchedules
from tests.graph import contract
from tests.graph.tenants import Served, open_served
from tests.story.conftest import Begin
from tests.story.convening import ON_WEDNESDAY, OWN, asks, events, reached, times
from tests.story.course import investigating, returns
from tests.story.house import FJELLVIK, with_people
from tests.story.test_tasks import NORA
from tests.story.theatre import Someone, Theatre

WORKDAY = Span(datetime(2026, 11, 23, 6, tzinfo=UTC), datetime(2026, 11, 23, 16, tzinfo=UTC))
AFTERNOON = Span(datetime(2026, 11, 23, 8, tzinfo=UTC), datetime(2026, 11, 23, 16, tzinfo=UTC))


@pytest.fixture
def surface() -> Surface:
    """One is enough: what is drawn has nothing to do with Graph."""
    return Surface.DIALOG


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with open_served(tmp_path) as running:
        yield running


async def begun(begin: Begin, served: Served, *without: str) -> Theatre:
    theatre = await begin(with_people(NORA))
    await theatre.stage.stop()
    for name in without:
        theatre.stage.forget(theatre.someone(name).person)
    theatre.stage.join_tenant(served.routes.world, served.process)
    await theatre.stage.go_on()
    return theatre


async def test_the_app_is_installed_and_the_first_alert_arrives(begin: Begin, served: Served) -> None:
    theatre = await begun(begin, served, "Randi Ås", "Dag Lund", "Unni Berg", "Kari Moe")
    randi, tenant = theatre.someone("Randi Ås"), theatre.stage.tenant
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()

    assert len(randi.doorbells) == 1
    assert tenant
    assert len([job for job in tenant.asked if isinstance(job, Install)]) == 4
    assert set((await theatre.ready())["reach"]["schools"][FJELLVIK].values()) == {"reached"}


@pytest.mark.parametrize(
    ("reply", "out", "told"),
    [
        (AutomaticReply(True, WORKDAY), (), (0, 1)),
        (AutomaticReply(True), (), (1, 1)),
        (AutomaticReply(True), (AFTERNOON,), (0, 1)),
        (AutomaticReply(False), (), (1, 0)),
    ],
    ids=["the whole day", "no dates", "out of office too", "here"],
)
async def test_absence_is_read_and_acted_on(
    begin: Begin, served: Served, reply: AutomaticReply, out: tuple[Span, ...], told: tuple[int, int]
) -> None:
    theatre = await begun(begin, served)
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    world = served.routes.world
    world.change(randi.id, automatic_reply=reply)
    for span in out:
        world.occupy(world.person(randi.id).member.address, span, is_away=True)
    theatre.stage.varsle.mailboxes.ask()
    await theatre.settle()
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()

    assert (len(randi.doorbells), len(dag.doorbells)) == told
    assert theatre.stage.tenant
    assert {type(job) for job in theatre.stage.tenant.asked} >= {ReadAbsence, ReadSchedules, ReadMember}
    assert (await theatre.ready())["absence"]["refused"] == {}


async def test_a_meeting_is_called_answered_moved_and_called_off(begin: Begin, served: Served) -> None:
    theatre = await begun(begin, served)
    world = served.routes.world
    randi = await investigating(theatre)
    world.occupy(reached(theatre), AFTERNOON)
    await asks(randi)
    assert (len(times(randi)), times(randi)[0].startswith("Tirsdag 24.")) == (3, True)
    await randi.presses(times(randi)[0])
    await theatre.settle()
    (event,) = world.events
    assert event.subject.startswith("Oppfølgingsmøte 2026-")
    world.reply(event.id, reached(theatre), Reply.ACCEPTED)
    await theatre.wait(minutes=20)
    await returns(theatre, randi)
    assert "Ja: Nora Eide" in randi.reads

    await randi.presses("Flytt")
    await randi.presses("Finn tid", {"meeting_before": "2026-11-27"})
    await randi.presses("Flytt hit", OWN)
    await theatre.settle()
    assert [span.starts for span, _ in events(theatre)] == [ON_WEDNESDAY]
    await returns(theatre, randi)
    await calls_off(theatre, randi)
    assert events(theatre) == []
    assert [fault for seen in served.routes.seen for fault in contract.faults(seen)] == []
    assert "Ola" not in str([seen.body for seen in served.routes.seen])


async def calls_off(theatre: Theatre, randi: Someone) -> None:
    await randi.presses("Avlys")
    await randi.presses("Avlys møtet", {"meeting_why": "Ola er syk."})
    await theatre.settle()


async def test_while_graph_breaks_its_answers_off_one_meeting_comes_of_it(begin: Begin, served: Served) -> None:
    theatre = await begun(begin, served)
    world, troubles = served.routes.world, served.routes.troubles
    world.remembers = None
    randi = await investigating(theatre)
    await asks(randi)
    troubles.plan(Trouble.RESET_AFTER, "POST", times=2)
    await randi.presses("Kall inn på denne tiden", OWN)
    await theatre.wait(minutes=5)
    assert len(world.events) == 1
    await returns(theatre, randi)
    assert "Har ikke svart: Nora Eide" in randi.reads
