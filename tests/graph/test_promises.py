"""What everybody who fulfils the way to Graph promises: the simulated one, and the helper with the real SDK."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from domain.calendars import Attendee, AutomaticReply, Hours, Occupied, Reply, Schedule, Span
from services.jobs import (
    Book,
    Cancel,
    Done,
    FindBooked,
    Install,
    Invited,
    IsInstalled,
    Mail,
    Move,
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
    GONE,
    GUEST,
    HOUR,
    KARI,
    KEY,
    LEADERS,
    NOBODY,
    NOON,
    OLA,
    STAFF,
    Served,
    Tenant,
    open_served,
    simulated,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOOKING = Book(KARI.id, KEY, "Oppfølgingsmøte 2026-K7Q4M", HOUR, (Invited(OLA.address, OLA.name),))


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    async with open_served(Path(tmp_path_factory.mktemp("graph"))) as running:
        yield running


@pytest.fixture(params=["simulated", "process"])
def tenant(request: pytest.FixtureRequest, served: Served) -> Iterator[Tenant]:
    """Over HTTP, every request is held against Microsoft's contract, and every answer of our stand-in."""
    made = simulated() if request.param == "simulated" else served.fresh()
    yield made
    assert [fault for seen in (made.routes.seen if made.routes else ()) for fault in faults(seen)] == []


async def _booked(tenant: Tenant, booking: Book = BOOKING) -> str:
    outcome = await tenant.graph.ask(booking)
    assert isinstance(outcome, Done)
    return outcome.value.event


async def test_a_booking_stands_in_the_calendar_with_its_subject_and_everybody_invited(tenant: Tenant) -> None:
    outcome = await tenant.graph.ask(BOOKING)
    (event,) = tenant.world.events
    assert isinstance(outcome, Done)
    assert outcome.value == event.appointment
    assert outcome.value.attendees == (Attendee("ola.moe@skole.example"),)
    assert (event.subject, event.span, event.key) == (BOOKING.subject, HOUR, KEY)
    assert [i.address.lower() for i in event.invited] == [OLA.address]


async def test_the_same_key_makes_one_event(tenant: Tenant) -> None:
    assert await _booked(tenant) == await _booked(tenant)
    assert len(tenant.world.events) == 1


async def test_a_key_whose_meeting_has_been_moved_since_still_gives_that_meeting(tenant: Tenant) -> None:
    event = await _booked(tenant)
    tenant.world.drag(event, AFTERNOON)
    assert await _booked(tenant) == event
    assert len(tenant.world.events) == 1


async def test_a_booking_is_found_by_its_key_with_the_answers(tenant: Tenant) -> None:
    event = await _booked(tenant)
    tenant.world.reply(event, OLA.address, Reply.TENTATIVE)
    found = await tenant.graph.ask(FindBooked(KARI.id, KEY))
    assert isinstance(found, Done)
    assert found.value is not None
    assert (found.value.event, found.value.span) == (event, HOUR)
    assert found.value.attendees == (Attendee(OLA.address, Reply.TENTATIVE),)


async def test_a_key_nobody_has_booked_with_is_not_found(tenant: Tenant) -> None:
    await _booked(tenant)
    assert await tenant.graph.ask(FindBooked(KARI.id, str(uuid4()))) == Done(None)


async def test_of_several_with_one_key_the_oldest_is_found_and_the_others_are_its_doubles(tenant: Tenant) -> None:
    tenant.world.remembers = None
    first, second, third = [await _booked(tenant) for _ in range(3)]
    found = await tenant.graph.ask(FindBooked(KARI.id, KEY))
    assert isinstance(found, Done)
    assert found.value is not None
    assert (found.value.event, found.value.doubles) == (first, (second, third))
    tenant.world.delete(first)
    left = await tenant.graph.ask(FindBooked(KARI.id, KEY))
    assert isinstance(left, Done)
    assert left.value is not None
    assert (left.value.event, left.value.doubles) == (second, (third,))


async def test_one_that_was_deleted_in_outlook_is_not_found_any_more(tenant: Tenant) -> None:
    tenant.world.delete(await _booked(tenant))
    assert await tenant.graph.ask(FindBooked(KARI.id, KEY)) == Done(None)


@pytest.mark.parametrize("days", [0, 130, 160, 250])
async def test_a_meeting_is_moved_to_the_very_moment_in_summer_and_in_winter(tenant: Tenant, days: int) -> None:
    event = await _booked(tenant)
    to = Span(HOUR.starts + timedelta(days=days), HOUR.ends + timedelta(days=days))
    moved = await tenant.graph.ask(Move(KARI.id, event, to))
    assert isinstance(moved, Done)
    assert moved.value.span == to
    assert tenant.world.event(KARI.id, event).span == to


async def test_what_is_cancelled_is_gone_and_may_be_cancelled_again(tenant: Tenant) -> None:
    event = await _booked(tenant)
    assert await tenant.graph.ask(Cancel(KARI.id, event)) == Done(None)
    assert tenant.world.calendar(KARI.id) == ()
    assert await tenant.graph.ask(Cancel(KARI.id, event)) == Done(None)


async def test_a_meeting_with_nobody_else_in_it_can_be_cancelled(tenant: Tenant) -> None:
    event = await _booked(tenant, replace(BOOKING, invited=()))
    assert await tenant.graph.ask(Cancel(KARI.id, event)) == Done(None)
    assert tenant.world.calendar(KARI.id) == ()


async def test_one_that_is_gone_cannot_be_moved(tenant: Tenant) -> None:
    event = await _booked(tenant)
    tenant.world.delete(event)
    assert await tenant.graph.ask(Move(KARI.id, event, AFTERNOON)) == Refused(Why.NO_SUCH)


@pytest.mark.parametrize("job", [BOOKING, FindBooked(KARI.id, KEY), Cancel(KARI.id, "AAMk1="), ReadAbsence(KARI.id)])
async def test_somebody_without_a_licence_has_no_mailbox(tenant: Tenant, job: Book) -> None:
    tenant.world.change(KARI.id, has_mailbox=False)
    assert await tenant.graph.ask(job) == Refused(Why.NO_MAILBOX)
    assert tenant.world.events == ()


@pytest.mark.parametrize("job", [BOOKING, FindBooked(KARI.id, KEY), Cancel(KARI.id, "AAMk1="), ReadAbsence(KARI.id)])
async def test_somebody_who_has_left_the_tenant_has_none_either(tenant: Tenant, job: Book) -> None:
    tenant.world.leave(KARI.id)
    assert await tenant.graph.ask(job) == Refused(Why.NO_SUCH)


async def test_schedules_come_in_the_order_asked_with_meetings_absences_and_hours(tenant: Tenant) -> None:
    await _booked(tenant)
    tenant.world.occupy(KARI.address, AFTERNOON, is_away=True)
    asked = (OLA.address, GUEST.address, KARI.address)
    read = await tenant.graph.ask(ReadSchedules(KARI.id, asked, DAY))
    hours = Hours(frozenset({1, 2, 3, 4, 5}), time(8), time(16))
    assert read == Done(
        (
            Schedule(OLA.address, (Occupied(HOUR),), hours),
            Schedule(GUEST.address, is_known=False),
            Schedule(KARI.address, (Occupied(HOUR), Occupied(AFTERNOON, is_away=True)), hours),
        )
    )


async def test_hours_on_another_clock_are_no_hours(tenant: Tenant) -> None:
    tenant.world.change(OLA.id, hours=None)
    read = await tenant.graph.ask(ReadSchedules(KARI.id, (OLA.address,), DAY))
    assert read == Done((Schedule(OLA.address),))


async def test_more_people_and_more_days_than_graph_takes_at_once_are_read_in_parts(tenant: Tenant) -> None:
    far = Span(NOON + timedelta(days=150), NOON + timedelta(days=150, hours=1))
    across = Span(NOON + timedelta(days=61) - timedelta(hours=12), NOON + timedelta(days=61))
    for n in range(45):
        tenant.world.settle(replace(OLA, id=str(uuid4()), address=f"nr{n}@skole.example"))
        tenant.world.occupy(f"nr{n}@skole.example", across)
        tenant.world.occupy(f"nr{n}@skole.example", far)
    asked = tuple(f"nr{n}@skole.example" for n in range(45))
    whole = Span(DAY.starts, DAY.starts + timedelta(days=200))
    read = await tenant.graph.ask(ReadSchedules(KARI.id, asked, whole))
    assert isinstance(read, Done)
    assert [s.address for s in read.value] == list(asked)
    assert {s.occupied for s in read.value} == {(Occupied(across), Occupied(far))}


async def test_a_member_is_known_with_where_they_are_reached(tenant: Tenant) -> None:
    assert await tenant.graph.ask(ReadMember(KARI.id)) == Done(replace(KARI, address=KARI.address.lower()))
    assert await tenant.graph.ask(ReadMember(GUEST.id)) == Done(GUEST)
    assert await tenant.graph.ask(ReadMember(GONE.id)) == Done(GONE)
    assert await tenant.graph.ask(ReadMember(NOBODY)) == Done(None)


async def test_a_group_is_everybody_in_it_and_in_its_groups(tenant: Tenant) -> None:
    kari = replace(KARI, address=KARI.address.lower())
    assert await tenant.graph.ask(ReadGroup(STAFF)) == Done((OLA, GUEST, kari, GONE))
    assert await tenant.graph.ask(ReadGroup(LEADERS)) == Done((kari,))
    assert await tenant.graph.ask(ReadGroup(NOBODY)) == Refused(Why.NO_SUCH)


async def test_a_large_group_comes_whole(tenant: Tenant) -> None:
    ids = [str(uuid4()) for _ in range(730)]
    for id_ in ids:
        tenant.world.settle(replace(OLA, id=id_))
    tenant.world.gather(STAFF, *ids)
    read = await tenant.graph.ask(ReadGroup(STAFF))
    assert isinstance(read, Done)
    assert [m.id for m in read.value] == ids


async def test_a_role_at_school_is_said_or_nothing(tenant: Tenant) -> None:
    assert await tenant.graph.ask(ReadEducationRole(KARI.id)) == Done("teacher")
    assert await tenant.graph.ask(ReadEducationRole(OLA.id)) == Done("")
    assert await tenant.graph.ask(ReadEducationRole(NOBODY)) == Done("")


@pytest.mark.parametrize("reply", [AutomaticReply(False), AutomaticReply(True), AutomaticReply(True, AFTERNOON)])
async def test_automatic_replies_are_off_on_or_for_a_time(tenant: Tenant, reply: AutomaticReply) -> None:
    tenant.world.change(OLA.id, automatic_reply=reply)
    assert await tenant.graph.ask(ReadAbsence(OLA.id)) == Done(reply)


@pytest.mark.parametrize("sender", [KARI.address, KARI.id])
async def test_a_mail_goes_from_its_mailbox_with_its_words(tenant: Tenant, sender: str) -> None:
    mail = Mail(sender, "eier@fylke.example", "Sak 2026-K7Q4M", "Åpne Teams.\nHilsen Varsle")
    assert await tenant.graph.ask(mail) == Done(None)
    assert tenant.world.mails == (mail,)


async def test_an_app_is_installed_once_and_asking_again_is_well(tenant: Tenant) -> None:
    assert await tenant.graph.ask(IsInstalled(OLA.id, APP)) == Done(False)
    assert await tenant.graph.ask(Install(OLA.id, APP)) == Done(None)
    assert await tenant.graph.ask(Install(OLA.id, APP)) == Done(None)
    assert await tenant.graph.ask(IsInstalled(OLA.id, APP)) == Done(True)
    assert await tenant.graph.ask(IsInstalled(KARI.id, APP)) == Done(False)
