"""What people see in their calendars beside the chat, and what they do there without a word to the bot."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from demo.graph_tenant import TenantGraph
from demo.graph_world import Event
from demo.stage import DemoStage
from domain.calendars import Member, Reply, Span
from services.jobs import Done, FindBooked, Invited, Later, Why
from tests.demo.conftest import Client

TEACHER, PRINCIPAL, DEPUTY = (f"7d3e1a50-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
MOTHER = "mor@hjemme.example"
SUBJECT = "Oppfølgingsmøte 2026-K7Q4M"
TOMORROW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
SPAN = Span(TOMORROW, TOMORROW + timedelta(minutes=45))


def tenant(stage: DemoStage) -> TenantGraph:
    assert stage.tenant
    return stage.tenant


def member(stage: DemoStage, person: str) -> Member:
    return tenant(stage).world.person(person).member


def book(stage: DemoStage, span: Span = SPAN, key: str = "1") -> Event:
    """Rektor calls the teacher and a mother."""
    teacher = member(stage, TEACHER)
    return tenant(stage).world.book(
        PRINCIPAL, key, SUBJECT, span, (Invited(teacher.address, teacher.name), Invited(MOTHER))
    )


def calendar(stage: DemoStage, person: str) -> list[dict[str, Any]]:
    assert stage.outlook
    return stage.outlook.calendar(person)


def test_a_meeting_stands_with_its_organiser_and_those_invited_and_with_nobody_else(stage: DemoStage) -> None:
    book(stage)
    (mine,), (theirs,) = calendar(stage, PRINCIPAL), calendar(stage, TEACHER)
    assert mine["subject"] == theirs["subject"] == SUBJECT
    assert (mine["starts"], mine["ends"]) == ("2031-03-04T10:00:00+01:00", "2031-03-04T10:45:00+01:00")
    assert mine["organiser"] == theirs["organiser"] == "Randi Ås"
    assert (mine["isMine"], mine["reply"]) == (True, None)
    assert (theirs["isMine"], theirs["reply"]) == (False, "none")
    assert calendar(stage, DEPUTY) == []


def test_the_answers_show_people_by_name_and_guests_by_address(stage: DemoStage) -> None:
    event = book(stage)
    assert stage.outlook
    stage.outlook.reply(TEACHER, event.id, "tentative")
    tenant(stage).world.reply(event.id, MOTHER, Reply.ACCEPTED)
    (seen,) = calendar(stage, PRINCIPAL)
    assert seen["answers"] == [{"name": "Tor Vik", "reply": "tentative"}, {"name": MOTHER, "reply": "accepted"}]
    assert calendar(stage, TEACHER)[0]["reply"] == "tentative"


def test_the_next_meeting_comes_first_and_one_that_is_over_is_gone(stage: DemoStage) -> None:
    past = datetime.now(UTC) - timedelta(hours=2)
    book(stage, Span(past, past + timedelta(hours=1)), "over")
    later, sooner = book(stage, key="later"), book(stage, Span(TOMORROW - timedelta(days=9), TOMORROW), "sooner")
    assert [meeting["id"] for meeting in calendar(stage, TEACHER)] == [sooner.id, later.id]


def test_dragged_an_hour_everybody_is_asked_anew(stage: DemoStage) -> None:
    event = book(stage)
    assert stage.outlook
    stage.outlook.reply(TEACHER, event.id, "accepted")
    stage.outlook.move(event.id)
    (seen,) = calendar(stage, TEACHER)
    assert (seen["starts"][11:16], seen["ends"][11:16], seen["reply"]) == ("11:00", "11:45", "none")


def test_deleted_in_outlook_it_is_gone_there_and_called_off_with_the_others(stage: DemoStage) -> None:
    event = book(stage)
    assert stage.outlook
    stage.outlook.delete(event.id)
    assert calendar(stage, PRINCIPAL) == []
    assert calendar(stage, TEACHER)[0]["isCalledOff"]


async def test_called_off_is_shown_to_everybody_for_a_day(client: Client, stage: DemoStage) -> None:
    event = book(stage)
    tenant(stage).world.cancel(PRINCIPAL, event.id)
    await stage.pass_time(hours=23)
    for person in (PRINCIPAL, TEACHER):
        assert calendar(stage, person)[0]["isCalledOff"]
    await stage.pass_time(hours=1)
    for person in (PRINCIPAL, TEACHER):
        assert calendar(stage, person) == []


async def test_the_page_hears_whose_calendar_has_changed(stage: DemoStage) -> None:
    heard = aiter(stage.changes())
    first = asyncio.ensure_future(anext(heard))
    await asyncio.sleep(0)
    event = book(stage)
    assert {(await first)["person"], (await anext(heard))["person"]} == {TEACHER, PRINCIPAL}
    tenant(stage).world.reply(event.id, MOTHER, Reply.DECLINED)
    assert {(await anext(heard))["person"] for _ in range(2)} == {TEACHER, PRINCIPAL}


@pytest.mark.parametrize("is_away", [True, False])
async def test_while_outlook_is_away_the_bot_gets_no_answer_and_people_keep_their_calendars(
    stage: DemoStage, is_away: bool
) -> None:
    event, graph = book(stage), tenant(stage)
    graph.is_open.set()
    assert stage.outlook
    stage.outlook.set_away(True)
    stage.outlook.set_away(is_away)
    outcomes = [await graph.ask(FindBooked(PRINCIPAL, event.key)) for _ in range(3)]
    assert all(outcome == Later(Why.AWAY) if is_away else isinstance(outcome, Done) for outcome in outcomes)
    stage.outlook.reply(TEACHER, event.id, "accepted")
    assert calendar(stage, TEACHER)[0]["reply"] == "accepted"


async def test_starting_again_empties_the_calendars_and_outlook_answers(client: Client, stage: DemoStage) -> None:
    book(stage)
    assert stage.outlook
    stage.outlook.set_away(True)
    await stage.reset()
    assert calendar(stage, PRINCIPAL) == []
    assert not stage.outlook.is_away
    assert await tenant(stage).ask(FindBooked(PRINCIPAL, "1")) == Done(None)
