"""The simulated tenant behaves as a tenant does."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from demo.graph_port import Fault, Faults, SimulatedGraph
from demo.graph_world import NoMailboxError, NoSuchError, World
from domain.calendars import Member, Reply, Span
from services.jobs import Book, Done, Doubt, FindBooked, Invited, Later, ReadMember, Refused, Why

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
HOUR = Span(NOON, NOON + timedelta(hours=1))
LATER = Span(NOON + timedelta(hours=3), NOON + timedelta(hours=4))
KARI = Member(str(UUID(int=1)), "Kari Lien", "Kari.Lien@skole.example")
OLA = Member(str(UUID(int=2)), "Ola Moe", "ola.moe@skole.example")
KEY = str(UUID(int=99))


@pytest.fixture
def world() -> World:
    made = World(lambda: NOON)
    made.settle(KARI)
    made.settle(OLA)
    return made


def _booking(key: str = KEY) -> Book:
    return Book(KARI.id, key, "Oppfølgingsmøte", HOUR, (Invited(OLA.address, OLA.name),))


def _occupied(world: World, member: Member) -> list[Span]:
    return [
        o.span
        for o in world.schedule(member.address, Span(NOON - timedelta(days=1), NOON + timedelta(days=1))).occupied
    ]


def _book(world: World, key: str = KEY) -> str:
    job = _booking(key)
    return world.book(job.organiser, job.key, job.subject, job.span, job.invited).id


def test_a_meeting_takes_the_time_of_everybody_in_it_until_they_decline(world: World) -> None:
    event = _book(world)
    assert (_occupied(world, KARI), _occupied(world, OLA)) == ([HOUR], [HOUR])
    world.reply(event, OLA.address.upper(), Reply.DECLINED)
    assert (_occupied(world, KARI), _occupied(world, OLA)) == ([HOUR], [])
    world.cancel(KARI.id, event)
    assert _occupied(world, KARI) == []


def test_moving_it_in_outlook_moves_the_time_and_asks_anew(world: World) -> None:
    event = _book(world)
    world.reply(event, OLA.address, Reply.ACCEPTED)
    world.drag(event, LATER)
    assert _occupied(world, OLA) == [LATER]
    found = world.find(KARI.id, KEY)
    assert found is not None
    assert [a.reply for a in found.appointment.attendees] == [Reply.NONE]


def test_deleting_it_in_outlook_takes_it_out_of_the_calendar(world: World) -> None:
    event = _book(world)
    world.delete(event)
    assert world.find(KARI.id, KEY) is None
    with pytest.raises(NoSuchError):
        world.move(KARI.id, event, LATER)


@pytest.mark.parametrize(("remembers", "made"), [(timedelta(days=1), 1), (None, 2), (timedelta(0), 2)])
def test_the_same_key_makes_one_event_while_it_is_remembered(remembers: timedelta | None, made: int) -> None:
    world = World(lambda: NOON, remembers)
    world.settle(KARI)
    assert len({_book(world), _book(world)}) == made


def test_a_group_holds_the_members_of_its_groups_once_also_when_they_hold_each_other(world: World) -> None:
    world.gather("staff", KARI.id, "leaders")
    world.gather("leaders", KARI.id, OLA.id, "staff")
    assert world.members_of("staff") == (KARI, OLA)


def test_somebody_without_a_licence_has_no_calendar_and_an_unknown_schedule(world: World) -> None:
    world.change(OLA.id, has_mailbox=False)
    assert not world.schedule(OLA.address, HOUR).is_known
    with pytest.raises(NoMailboxError):
        world.calendar(OLA.id)


async def test_a_fault_befalls_as_many_jobs_of_its_kind_as_it_was_planned_for(world: World) -> None:
    graph = SimulatedGraph(world)
    graph.faults.plan(Fault.LATER, Book, times=2, why=Why.BUSY, after=7)
    assert await graph.ask(_booking()) == Later(Why.BUSY, 7)
    assert await graph.ask(ReadMember(OLA.id)) == Done(OLA)
    assert await graph.ask(_booking()) == Later(Why.BUSY, 7)
    assert isinstance(await graph.ask(_booking()), Done)


@pytest.mark.parametrize(("fault", "events"), [(Fault.DOUBT_BEFORE, 0), (Fault.DOUBT_AFTER, 1)])
async def test_doubt_may_hide_an_effect_or_none(world: World, fault: Fault, events: int) -> None:
    graph = SimulatedGraph(world)
    graph.faults.plan(fault)
    assert isinstance(await graph.ask(_booking()), Doubt)
    assert len(world.events) == events


async def test_a_read_is_never_in_doubt(world: World) -> None:
    graph = SimulatedGraph(world)
    graph.faults.plan(Fault.DOUBT_AFTER, times=None)
    assert await graph.ask(FindBooked(KARI.id, KEY)) == Later(Why.AWAY)
    graph.faults.clear()
    graph.faults.plan(Fault.REFUSE, why=Why.NO_ACCESS)
    assert await graph.ask(FindBooked(KARI.id, KEY)) == Refused(Why.NO_ACCESS)


async def test_faults_of_a_seed_come_again(world: World) -> None:
    async def run() -> list[str]:
        graph = SimulatedGraph(world, Faults())
        graph.faults.at_random(random.Random(7), 0.5, Book)
        return [type(await graph.ask(_booking(str(UUID(int=n))))).__name__ for n in range(60)]

    first = await run()
    assert first == await run()
    assert set(first) == {"Done", "Later", "Doubt"}
