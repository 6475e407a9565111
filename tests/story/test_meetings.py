"""From measure to meeting: who is called, when all are free, and what their calendars show."""

from __future__ import annotations

from domain.calendars import Span
from tests.builders import at
from tests.story.conftest import Begin
from tests.story.convening import (
    ALONE,
    CALL,
    KARI,
    MOTHER,
    OLA,
    ON_WEDNESDAY,
    OWN,
    accuses,
    asks,
    at_a_school_with_calendars,
    called,
    events,
    reached,
    times,
)
from tests.story.course import assesses, chooses, does, investigating, puts_away, returns
from tests.story.reading import inputs
from tests.story.test_tasks import NORA, handed
from tests.story.theatre import Someone, Theatre

# --- A time that all have free


async def test_three_free_times_are_offered_and_one_tap_books(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    theatre.tenant.world.occupy(reached(theatre), Span(at("08:00"), at("16:00")))
    await asks(randi)
    assert len(times(randi)) == 3
    assert not any(time.startswith("Mandag 23.") for time in times(randi))  # Nora has something else that day
    await randi.presses(times(randi)[0])
    await theatre.settle()
    (event,) = theatre.tenant.world.events
    assert [i.address for i in event.invited] == [reached(theatre)]
    await returns(theatre, randi)
    assert "Tverrfaglig team" in randi.reads
    assert "Har ikke svart: Nora Eide" in randi.reads


async def test_the_calendar_shows_a_neutral_word_and_the_reference_and_nothing_else(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await called(theatre, randi, meeting_kind="student_talk", meeting_student=OLA)
    (event,) = theatre.tenant.world.events
    (reference,) = theatre.stage.rows("SELECT reference FROM cases")
    assert event.subject == f"Oppfølgingsmøte {reference[0]}"


async def test_a_time_of_ones_own_is_written_and_one_that_has_been_is_refused(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await asks(randi)
    await randi.presses("Kall inn på denne tiden", {"meeting_day": "2026-11-23", "meeting_at": "09:00"})
    assert "Dette tidspunktet er passert." in randi.reads
    await randi.presses("Kall inn på denne tiden")
    assert "Dette tidspunktet er passert." in randi.reads
    await randi.presses("Kall inn på denne tiden", OWN)
    await theatre.settle()
    assert [span.starts for span, _ in events(theatre)] == [ON_WEDNESDAY]


async def test_e54_the_same_tap_twice_is_one_meeting(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await asks(randi)
    dialog, card = randi.dialog, randi.open_card
    await randi.presses(times(randi)[0])
    randi.dialog, randi.open_card = dialog, card
    if dialog:
        await randi.presses(times(randi)[0])
    await theatre.settle()
    assert len(theatre.tenant.world.events) == 1
    assert theatre.count("bookings") == 1


async def test_somebody_whose_calendar_cannot_be_read_is_named_and_invited_all_the_same(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    theatre.tenant.world.change(NORA.id, has_mailbox=False)
    randi = await investigating(theatre)
    await asks(randi)
    assert "Disse kalenderne kunne ikke leses: Nora Eide." in randi.reads
    assert len(times(randi)) == 3
    await randi.presses(times(randi)[0])
    await theatre.settle()
    assert [whom for _, whom in events(theatre)] == [(reached(theatre),)]


# --- Who may be called


async def test_nobody_is_called_to_a_meeting_with_nobody(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await asks(randi, **ALONE)
    assert "Ingen er kalt inn." in randi.reads
    assert "meeting_kind" in inputs(randi.sees)
    assert theatre.count("bookings") == 0


async def test_students_of_one_event_are_never_called_to_one_meeting(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi, (one, other) = await two_students(theatre)
    await opens(theatre, randi, one)
    await asks(randi, **ALONE, meeting_student=f"{OLA}, {KARI}")
    assert "Er det flere elever, kalles de inn hver for seg." in randi.reads
    await randi.presses("Finn tid", {"meeting_student": OLA})
    await randi.presses("Kall inn på denne tiden", OWN)
    await theatre.settle()
    await opens(theatre, randi, other)
    await asks(randi, **ALONE, meeting_student=KARI, meeting_outside=OLA)
    assert "den tilhører en annen elev i samme hendelse" in randi.reads
    assert [whom for _, whom in events(theatre)] == [(OLA,)]


async def two_students(theatre: Theatre) -> tuple[Someone, list[str]]:
    """Told of in one report; the references of their cases."""
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(student="Ola Dal 2STA\nKari Ek 2STA")
    await theatre.settle()
    return randi, [row[0] for row in theatre.stage.rows("SELECT reference FROM cases")]


async def opens(theatre: Theatre, one: Someone, reference: str) -> None:
    await puts_away(theatre, one)
    await one.presses("Bekreft mottak", on=reference)
    await theatre.settle()
    await one.presses("Åpne", on=reference)
    await one.presses("Jeg er habil, åpne saken")
    await assesses(one)


async def test_e22_to_e24_parents_are_not_called_to_a_case_that_they_may_not_know_of(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await does(randi, "Elevens alder", {"age_birth": "2007-01-05"})
    await asks(randi, meeting_parents=MOTHER)
    assert "hadde ikke samtykket. Da får de foresatte ikke vite noe." in randi.reads
    assert theatre.count("bookings") == 0


async def test_parents_are_called_by_an_address_that_somebody_writes(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await does(randi, "Elevens alder", {"age_birth": "2010-01-05"})
    await called(theatre, randi, meeting_kind="parents", meeting_parents=MOTHER.upper())
    assert [whom for _, whom in events(theatre)] == [(reached(theatre), MOTHER)]


async def test_an_address_that_is_none_is_said_at_once(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await asks(randi, meeting_parents="mor på hjemme")
    assert "Skriv en hel e-postadresse" in randi.reads
    assert "meeting_kind" in inputs(randi.sees)


async def test_12_5_whoever_is_accused_is_offered_to_nobody_cannot_be_written_in_and_loses_the_meeting(
    begin: Begin,
) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await called(theatre, randi)
    await returns(theatre, randi)
    await accuses(randi)
    await theatre.wait(minutes=20)
    assert events(theatre) == []

    await puts_away(theatre, randi)
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await chooses(randi, CALL)
    assert "Nora Eide" not in str(inputs(randi.sees))
    await randi.presses("Finn tid", {**ALONE, "meeting_outside": reached(theatre).upper()})
    assert "eller en som er stengt ute fra saken" in randi.reads


# --- With a task


async def test_s0_9_s0_10_whoever_is_to_call_a_meeting_calls_it_and_sees_their_own_alone(begin: Begin) -> None:
    theatre, randi, nora = await handed(begin, tenant=True, task_work="meeting")
    await nora.opens_case()
    await chooses(nora, CALL)
    dag = next(p for p in theatre.tenant.world.people() if p.member.name == "Dag Lund").member
    await nora.presses("Finn tid", {**ALONE, "meeting_who": dag.id})
    await nora.presses(times(nora)[0])
    await theatre.settle()
    assert [whom for _, whom in events(theatre)] == [(dag.address,)]
    await returns(theatre, randi)
    assert "Kalt inn av Nora Eide" in randi.reads
    await called(theatre, randi, meeting_also="", meeting_who=NORA.id)
    await returns(theatre, nora)
    assert "Kalt inn av Nora Eide" in nora.reads
    assert "Kalt inn av Randi Ås" not in nora.reads
