"""Meetings while Outlook is away, or will not."""

from __future__ import annotations

import pytest

from demo.graph_port import Fault
from domain.calendars import Span
from services.jobs import Book, Cancel, FindBooked, Move, ReadMember, ReadSchedules, Why
from tests.builders import at
from tests.story.conftest import Begin
from tests.story.convening import (
    CALL,
    ON_WEDNESDAY,
    OWN,
    asks,
    at_a_school_with_calendars,
    called,
    events,
    reached,
    times,
)
from tests.story.course import MENU, chooses, investigating, returns
from tests.story.house import with_people
from tests.story.reading import buttons, inputs
from tests.story.test_plan import SEAT, as_at_lillestrom, investigated, writes
from tests.story.test_tasks import NORA

# --- Outlook is away, or will not


async def test_while_outlook_is_away_a_time_is_written_and_the_case_says_what_waits(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    theatre.tenant.faults.plan(Fault.LATER, None, None)
    await asks(randi)
    assert "Outlook svarer ikke nå" in randi.reads
    await randi.presses("Kall inn på denne tiden", OWN)
    await theatre.wait(minutes=10)
    await returns(theatre, randi)
    assert "Innkallingen er på vei." in randi.reads
    assert "Outlook svarer ikke. Varsle prøver igjen av seg selv." in randi.reads
    theatre.tenant.faults.clear()
    await theatre.wait(minutes=10)
    assert events(theatre) == [(Span(ON_WEDNESDAY, at("13:45", "2026-11-25")), (reached(theatre),))]


@pytest.mark.parametrize("kind", [ReadMember, ReadSchedules])
async def test_what_cannot_be_found_out_holds_nothing_back(begin: Begin, kind: type) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    theatre.tenant.faults.plan(Fault.REFUSE, kind, None, Why.NO_ACCESS)
    await asks(randi)
    await randi.presses("Kall inn på denne tiden", OWN)
    theatre.tenant.faults.clear()
    await theatre.settle()
    assert len(events(theatre)) == 1


async def test_what_outlook_refuses_stands_on_the_case_with_what_can_be_done(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    theatre.tenant.faults.plan(Fault.REFUSE, Book, None, Why.NO_ACCESS)
    await called(theatre, randi)
    await returns(theatre, randi)
    assert "Ikke gjort." in randi.reads
    assert "Varsle har ikke tilgang til denne kalenderen. Si fra til IKT" in randi.reads
    assert events(theatre) == []


async def test_what_cannot_be_called_off_says_that_it_may_still_stand_and_can_be_tried_again(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await called(theatre, randi)
    await returns(theatre, randi)
    theatre.tenant.faults.plan(Fault.REFUSE, Cancel, None, Why.NO_ACCESS)
    await randi.presses("Avlys")
    await randi.presses("Avlys møtet", {"meeting_why": "Ola er syk."})
    await theatre.settle()
    await returns(theatre, randi)
    assert "Møtet ble ikke tatt bort, og kan fortsatt stå i kalenderen" in randi.reads
    assert "kall inn" not in randi.reads.lower().split("møtet ble ikke tatt bort")[1].split("\n")[0]
    theatre.tenant.faults.clear()
    await randi.presses("Avlys")
    await randi.presses("Avlys møtet", {"meeting_why": "Ola er syk."})
    await theatre.settle()
    assert events(theatre) == []


async def test_what_cannot_be_moved_stands_where_it_stood_and_the_times_tell_no_more_than_that(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await called(theatre, randi)
    ((span, _),) = events(theatre)
    await returns(theatre, randi)
    theatre.tenant.faults.plan(Fault.REFUSE, Move, None, Why.NO_ACCESS)
    await randi.presses("Flytt")
    await randi.presses("Finn tid", {"meeting_before": "2026-11-27"})
    await randi.presses("Flytt hit", OWN)
    await theatre.settle()
    await returns(theatre, randi)
    assert "Møtet ble ikke flyttet, og står der det sto." in randi.reads
    assert randi.reads.count("innkallingen er sendt") == 1
    assert "flyttet i Outlook" not in randi.reads.replace("flytt det i Outlook", "")
    assert [at_ for at_, _ in events(theatre)] == [span]


async def test_a_look_that_failed_is_no_move_in_outlook(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await asks(randi)
    await randi.presses("Kall inn på denne tiden", OWN)
    await theatre.settle()
    theatre.tenant.faults.plan(Fault.REFUSE, FindBooked, None, Why.NO_ACCESS)
    await theatre.wait(hours=1)
    await returns(theatre, randi)
    assert "Varsle får ikke lest kalenderen nå." in randi.reads
    theatre.tenant.faults.clear()
    await theatre.wait(hours=1)
    await returns(theatre, randi)
    assert "Varsle får ikke lest kalenderen nå." not in randi.reads
    assert "møtet ble flyttet i Outlook" not in randi.reads


async def test_whoever_is_reached_nowhere_is_named_as_not_invited(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    theatre.tenant.faults.plan(Fault.LATER, None, None)
    await theatre.stage.varsle.desk.save(lambda work: work.forget_member(NORA.id))
    await asks(randi, meeting_outside="ppt@fylket.example")
    await randi.presses("Kall inn på denne tiden", OWN)
    theatre.tenant.faults.clear()
    theatre.tenant.faults.plan(Fault.REFUSE, ReadMember, None, Why.NO_ACCESS)
    await theatre.wait(minutes=20)
    await returns(theatre, randi)
    assert "Har ikke fått innkalling, for Varsle fant ingen adresse: Nora Eide." in randi.reads
    assert "Har ikke svart: ppt@fylket.example" in randi.reads


async def test_an_overdue_evaluation_is_called_for_a_day_that_comes(begin: Begin) -> None:
    theatre = await begin(with_people(NORA, register=as_at_lillestrom()), tenant=True)
    randi = await investigated(theatre)
    await writes(randi, SEAT)
    await chooses(randi, "Planen er ferdig")
    await randi.presses("Planen er ferdig")
    await theatre.wait(days=22)
    await returns(theatre, randi)
    await randi.presses("Kall inn til evaluering")
    assert inputs(randi.sees)["meeting_before"]["value"] > "2026-12-15" > SEAT["evaluate"]
    await randi.presses("Finn tid", {"meeting_also": NORA.id})
    assert times(randi)


async def test_without_graph_nothing_is_offered_and_a_made_up_request_is_told_so(begin: Begin) -> None:
    theatre = await begin(with_people(NORA))
    randi = await investigating(theatre)
    await randi.presses(MENU)
    assert CALL not in buttons(randi.sees)
    assert "Skriv referat" in buttons(randi.sees)
    said = await randi.forges("case.call_meeting", case=theatre.case_ids()[0])
    assert "Outlook er ikke koblet til Varsle her." in said
