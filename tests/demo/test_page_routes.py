"""What the demonstration page is answered, school by school."""

from typing import Any

import pytest

from tests.demo.conftest import Client

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
