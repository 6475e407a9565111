"""What the demonstration page is answered, school by school."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from demo.stage import DemoStage
from domain.calendars import Span
from services.jobs import Invited
from tests.demo.conftest import Client

TEACHER, PRINCIPAL, STUDENT = (f"7d3e1a50-0000-4000-8000-00000000000{n}" for n in (1, 2, "b"))
LILLESTROM_TEACHER, LILLESTROM_PRINCIPAL = (f"7d3e1a50-0000-4000-8000-00000000500{n}" for n in (6, 1))


async def state(client: Client, **asked: str) -> Any:
    answer = await client.get("/demo/api/state", params=asked)
    assert answer.status == 200
    return await answer.json()


async def test_the_invented_school_is_shown_first_and_the_five_can_be_chosen(client: Client) -> None:
    seen = await state(client)
    assert [school["shortName"] for school in seen["schools"]] == [
        "Fjellvik", "Elverum", "Hvam", "Lillestrøm", "Sandvika", "Sentrum",
    ]  # fmt: skip
    assert seen["school"]["id"] == "fjellvik"
    assert seen["people"][0]["name"] == "Tor Vik"
    assert seen["people"][0]["colleague"]["name"] == "Jon Eik"


@pytest.mark.parametrize("school", ["sentrum", "sandvika", "elverum", "hvam", "lillestrom"])
async def test_a_chosen_school_comes_with_its_people_their_chats_and_how_it_does_it(
    client: Client, school: str
) -> None:
    seen = await state(client, school=school)
    assert seen["school"]["id"] == school
    assert set(seen["chats"]) == {person["id"] for person in seen["people"]}
    assert all(seen["chats"].values()), "everybody has been greeted"
    quoted = [line for line in seen["school"]["lines"] if "rule" in line]
    assert quoted
    assert all(line["source"] for line in quoted)


async def test_the_student_comes_last_and_the_adults_who_may_be_chosen_are_held_at_the_edge(client: Client) -> None:
    seen = await state(client)
    places = {person["role"]: person.get("place", "") for person in seen["people"]}
    assert places == {
        "contact_teacher": "", "principal": "", "deputy": "", "owner_contact": "",
        "counsellor": "aside", "welfare_worker": "aside", "school_nurse": "aside", "student": "phone",
    }  # fmt: skip
    assert seen["people"][-1]["name"] == "Amalie Nordvik"
    assert "Hei!" in str(seen["chats"][STUDENT])


async def test_a_schools_open_page_is_the_bots_own_and_moves_with_it(client: Client) -> None:
    first = (await state(client))["school"]["page"]
    assert (await state(client, school="hvam"))["school"]["page"] == first.replace("fjellvik", "hvam")
    assert first.startswith("http://127.0.0.1:")
    assert first.endswith("/meld/fjellvik")
    assert urlsplit(first).port != client.port
    await client.post("/demo/api/reset", json={})
    assert (await state(client))["school"]["page"].endswith("/meld/fjellvik")


async def test_the_page_may_frame_what_this_machine_serves_and_nothing_else(client: Client) -> None:
    policy = (await client.get("/demo")).headers["Content-Security-Policy"]
    assert "frame-src http://127.0.0.1:*;" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


async def test_one_persons_chat_can_be_asked_for_alone(client: Client) -> None:
    seen = await state(client, school="lillestrom", person=LILLESTROM_PRINCIPAL)
    assert list(seen["chats"]) == [LILLESTROM_PRINCIPAL]
    assert (await state(client, school="sentrum", person=LILLESTROM_PRINCIPAL))["chats"] == {}


async def test_a_school_that_is_not_there_is_404(client: Client) -> None:
    assert (await client.get("/demo/api/state", params={"school": "solvik"})).status == 404


async def test_somebody_at_any_of_the_schools_may_write(client: Client) -> None:
    answer = await client.post("/demo/api/say", json={"person": LILLESTROM_TEACHER, "text": "hei"})
    assert answer.status == 200
    chat = (await state(client, school="lillestrom"))["chats"][LILLESTROM_TEACHER]
    assert "hei" in [message["text"] for message in chat]


async def test_somebody_who_is_not_shown_anywhere_may_not(client: Client) -> None:
    stranger = "7d3e1a50-0000-4000-8000-000000000999"
    assert (await client.post("/demo/api/say", json={"person": stranger, "text": "hei"})).status == 404


async def test_starting_again_keeps_the_schools_and_empties_their_chats(client: Client) -> None:
    before = (await state(client, school="lillestrom"))["chats"][LILLESTROM_TEACHER]
    await client.post("/demo/api/say", json={"person": LILLESTROM_TEACHER, "text": "hei"})
    assert (await client.post("/demo/api/reset", json={})).status == 200
    after = (await state(client, school="lillestrom"))["chats"][LILLESTROM_TEACHER]
    assert len(after) == len(before)


def meeting(stage: DemoStage) -> str:
    """Rektor has called the teacher."""
    assert stage.tenant
    world, starts = stage.tenant.world, datetime.now(UTC) + timedelta(days=2)
    invited = Invited(world.person(TEACHER).member.address)
    return world.book(PRINCIPAL, "1", "Oppfølgingsmøte", Span(starts, starts + timedelta(hours=1)), (invited,)).id


async def test_a_meeting_is_shown_and_whoever_is_invited_may_answer(client: Client, stage: DemoStage) -> None:
    event = meeting(stage)
    body = {"person": TEACHER, "event": event, "reply": "declined"}
    assert (await client.post("/demo/api/reply", json=body)).status == 200
    seen = (await state(client))["calendars"]
    assert seen[TEACHER][0]["reply"] == "declined"
    assert seen[PRINCIPAL][0]["answers"] == [{"name": "Tor Vik", "reply": "declined"}]
    assert set(seen) == {person["id"] for person in (await state(client))["people"]}
    assert list((await state(client, person=TEACHER))["calendars"]) == [TEACHER]


async def test_the_organiser_may_move_and_delete_it(client: Client, stage: DemoStage) -> None:
    body = {"person": PRINCIPAL, "event": meeting(stage)}
    before = (await state(client))["calendars"][PRINCIPAL][0]["starts"]
    assert (await client.post("/demo/api/outlook", json={**body, "deed": "move"})).status == 200
    after = (await state(client))["calendars"][PRINCIPAL][0]["starts"]
    assert datetime.fromisoformat(after) - datetime.fromisoformat(before) == timedelta(hours=1)
    assert (await client.post("/demo/api/outlook", json={**body, "deed": "delete"})).status == 200
    assert (await state(client))["calendars"][PRINCIPAL] == []
    assert (await client.post("/demo/api/outlook", json={**body, "deed": "delete"})).status == 404


@pytest.mark.parametrize(
    ("deed", "body", "status"),
    [
        ("reply", {"person": TEACHER, "reply": "none"}, 400),
        ("reply", {"person": TEACHER}, 400),
        ("reply", {"person": TEACHER, "reply": "accepted", "event": "another"}, 404),
        ("reply", {"person": PRINCIPAL, "reply": "accepted"}, 404),
        ("reply", {"person": LILLESTROM_TEACHER, "reply": "accepted"}, 404),
        ("reply", {"person": "nobody", "reply": "accepted"}, 404),
        ("outlook", {"person": PRINCIPAL, "deed": "burn"}, 400),
        ("outlook", {"person": PRINCIPAL, "deed": "move", "event": 7}, 400),
        ("outlook", {"person": TEACHER, "deed": "move"}, 404),
        ("graph", {"away": "yes"}, 400),
        ("graph", {}, 400),
    ],
)
async def test_what_somebody_may_not_do_to_a_meeting_is_not_done(
    client: Client, stage: DemoStage, deed: str, body: dict[str, Any], status: int
) -> None:
    event = meeting(stage)
    before = await state(client)
    assert (await client.post(f"/demo/api/{deed}", json={"event": event, **body})).status == status
    after = await state(client)
    assert (after["calendars"], after["graph"]) == (before["calendars"], before["graph"])


async def test_nobody_answers_a_meeting_that_was_called_off(client: Client, stage: DemoStage) -> None:
    body = {"person": TEACHER, "event": meeting(stage), "reply": "accepted"}
    assert stage.tenant
    stage.tenant.world.cancel(PRINCIPAL, body["event"])
    assert (await client.post("/demo/api/reply", json=body)).status == 404


async def test_outlook_goes_away_and_comes_back_at_the_latest_when_everything_begins_again(client: Client) -> None:
    for is_away in (True, False, True):
        assert (await client.post("/demo/api/graph", json={"away": is_away})).status == 200
        assert (await state(client))["graph"] == {"away": is_away}
    assert (await client.post("/demo/api/reset", json={})).status == 200
    assert (await state(client))["graph"] == {"away": False}


async def test_a_stage_without_calendars_shows_none_and_takes_nothing_for_them(
    client: Client, stage: DemoStage
) -> None:
    stage.tenant = stage.outlook = None
    seen = await state(client)
    assert (seen["calendars"], seen["graph"]) == ({}, None)
    assert (await client.post("/demo/api/graph", json={"away": True})).status == 404
