"""What becomes of a meeting: answered, moved, called off, held; and what takes it out of the calendar."""

from __future__ import annotations

from domain.calendars import Reply, Span
from tests.builders import at
from tests.story.conftest import Begin
from tests.story.convening import (
    ALONE,
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
from tests.story.course import chooses, does, investigating, puts_away, returns
from tests.story.house import with_people
from tests.story.reading import buttons, inputs
from tests.story.test_plan import SEAT, as_at_lillestrom, investigated, writes
from tests.story.test_tasks import NORA
from tests.story.theatre import Someone, Theatre

# --- What becomes of it


async def test_what_people_answer_in_outlook_comes_back_to_the_case(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await called(theatre, randi)
    (event,) = theatre.tenant.world.events
    theatre.tenant.world.reply(event.id, reached(theatre), Reply.ACCEPTED)
    await theatre.wait(minutes=20)
    await returns(theatre, randi)
    assert "Ja: Nora Eide" in randi.reads
    assert "Nora Eide kommer" in randi.reads


async def test_a_meeting_is_moved_and_everybodys_calendar_with_it(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await called(theatre, randi)
    await returns(theatre, randi)
    await randi.presses("Flytt")
    await randi.presses("Finn tid", {"meeting_before": "2026-11-27"})
    assert times(randi)
    await randi.presses("Flytt hit", OWN)
    await theatre.settle()
    assert [span.starts for span, _ in events(theatre)] == [ON_WEDNESDAY]
    await returns(theatre, randi)
    assert "Onsdag 25. november 2026 kl. 13.00" in randi.reads
    assert "Randi Ås flyttet møtet" in randi.reads


async def test_a_meeting_is_called_off_with_a_reason_that_stays_in_the_case(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await called(theatre, randi)
    await returns(theatre, randi)
    await randi.presses("Avlys")
    await randi.presses("Avlys møtet", {"meeting_why": "Ola er syk."})
    await theatre.settle()
    assert events(theatre) == []
    assert "Ola" not in str(theatre.tenant.asked)
    await returns(theatre, randi)
    assert "møtet er avlyst" in randi.reads
    assert "Flytt" not in buttons(randi.sees)
    await randi.presses("Det som er skrevet ned")
    assert "Ola er syk." in randi.reads


async def test_what_is_moved_or_taken_away_in_outlook_is_seen_on_the_case(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await called(theatre, randi)
    (event,) = theatre.tenant.world.events
    theatre.tenant.world.drag(event.id, Span(ON_WEDNESDAY, at("13:45", "2026-11-25")))
    await theatre.wait(minutes=20)
    await returns(theatre, randi)
    assert "Onsdag 25. november 2026 kl. 13.00" in randi.reads
    assert "møtet ble flyttet i Outlook" in randi.reads
    theatre.tenant.world.delete(event.id)
    await theatre.wait(minutes=20)
    await returns(theatre, randi)
    assert "Møtet er tatt bort i Outlook." in randi.reads


async def test_minutes_are_asked_for_when_it_has_been_and_once_written_no_more(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await asks(randi)
    await randi.presses("Kall inn på denne tiden", OWN)
    await theatre.wait(days=2, hours=4)
    assert len(randi.cards_with("Skriv referat fra møtet")) == 1
    await returns(theatre, randi)
    assert "Møtet har vært. Skriv referat" in randi.reads
    await randi.presses("Skriv referat")
    found = {name: e.get("value") for name, e in inputs(randi.sees).items()}
    assert (found["minutes_kind"], found["on_day"], found["minutes_at"]) == ("team", "2026-11-25", "13:00")
    await randi.presses("Neste", {"minutes_came": "Nora og Randi"})
    await randi.presses("Lagre", {"minutes_what": "Vi ble enige om friminuttene."})
    assert "Møtet har vært." not in randi.reads
    await theatre.wait(days=8)
    assert len(randi.cards_with("Skriv referat fra møtet")) == 1


async def test_the_evaluation_in_a_plan_offers_its_meeting_by_itself(begin: Begin) -> None:
    theatre = await begin(with_people(NORA, register=as_at_lillestrom()), tenant=True)
    randi = await investigated(theatre)
    await writes(randi, SEAT)
    await chooses(randi, "Planen er ferdig")
    await randi.presses("Planen er ferdig")
    assert "Planen skal evalueres" in randi.reads
    await randi.presses("Kall inn til evaluering")
    found = {name: e.get("value") for name, e in inputs(randi.sees).items()}
    assert found["meeting_kind"] == "evaluation"
    assert found["meeting_before"] == SEAT["evaluate"]
    await randi.presses("Finn tid", {"meeting_also": NORA.id})
    await randi.presses(times(randi)[0])
    assert "Kall inn til evaluering" not in buttons(randi.sees)


# --- When it may not be held any more


async def test_an_address_of_somebody_who_is_accused_later_takes_the_meeting_with_it(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await called(theatre, randi, **{**ALONE, "meeting_outside": reached(theatre)})
    await returns(theatre, randi)
    await accuses(randi)
    await theatre.wait(minutes=20)
    assert events(theatre) == []


async def test_fvl_6_when_a_guest_is_inhabil_the_meeting_is_called_off_and_whoever_called_it_is_told(
    begin: Begin,
) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    dag = next(p for p in theatre.tenant.world.people() if p.member.name == "Dag Lund").member
    await gives_dag_a_task(theatre, randi, dag.id)
    await returns(theatre, randi)
    await called(theatre, randi, **{**ALONE, "meeting_who": dag.id})
    before = len(randi.cards)
    deputy = theatre.someone("Dag Lund")
    await deputy.presses("Åpne")
    await deputy.presses("Jeg er inhabil")
    await theatre.wait(minutes=20)
    assert events(theatre) == []
    assert len(randi.cards) > before
    await returns(theatre, randi)
    assert "Avlyst: en som var kalt inn, er stengt ute fra saken." in randi.reads


async def gives_dag_a_task(theatre: Theatre, randi: Someone, dag: str) -> None:
    await chooses(randi, "Gi en oppgave")
    await randi.presses("Gi oppgaven", {"task_work": "talk", "task_to": dag, "task_due": "2026-11-26"})
    await theatre.settle()


async def test_e32_when_it_was_the_wrong_student_the_meeting_is_called_off_and_their_address_is_shown_no_more(
    begin: Begin,
) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await called(theatre, randi, meeting_student=OLA)
    await returns(theatre, randi)
    await randi.presses("Feil elev")
    await randi.presses("Rett", {"student_right": "Kari Ek 2STA", "correction_reason": "En annen i klassen."})
    await theatre.wait(minutes=20)
    assert events(theatre) == []
    await puts_away(theatre, randi)
    await randi.presses("Åpne")
    await randi.presses("Jeg er habil, åpne saken")
    assert "Avlyst: feil elev var skrevet i saken." in randi.reads
    assert OLA not in randi.reads
    await randi.presses("Det som er skrevet ned")
    assert "Innkalling til møte" in randi.reads
    assert OLA not in randi.reads


async def test_e23_a_meeting_with_the_parents_is_not_moved_to_a_day_when_they_may_not_be_told(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await does(randi, "Elevens alder", {"age_birth": "2008-11-26"})
    await called(theatre, randi, meeting_parents=MOTHER)
    await returns(theatre, randi)
    await randi.presses("Flytt")
    await randi.presses("Finn tid", {"meeting_before": "2026-11-30"})
    await randi.presses("Flytt hit", {"meeting_day": "2026-11-27", "meeting_at": "10:00"})
    assert "hadde ikke samtykket. Da får de foresatte ikke vite noe." in randi.reads
    assert len(events(theatre)) == 1


async def test_e24_parents_who_are_not_to_be_told_after_all_are_called_off(begin: Begin) -> None:
    theatre = await at_a_school_with_calendars(begin)
    randi = await investigating(theatre)
    await does(randi, "Elevens alder", {"age_birth": "2010-01-05"})
    await called(theatre, randi, meeting_parents=MOTHER)
    await returns(theatre, randi)
    await chooses(randi, "Foresatte: avgjør eller skriv ned")
    await randi.presses("Videre", {"parents_decision": "not_told"})
    await randi.presses("Lagre", {"parents_reason": "Eleven er redd for hva som skjer hjemme."})
    await theatre.wait(minutes=20)
    assert events(theatre) == []
    await returns(theatre, randi)
    assert "Avlyst: de foresatte skal ikke få vite om saken nå." in randi.reads
