"""Where the app is: installed by somebody, in a team, in a group chat. Reports are taken in private only."""

from typing import Any

import aiohttp
import pytest

from demo import teams_activities as activities
from tests.story.reading import buttons, words
from tests.story.theatre import Someone, Theatre

ROOMS: list[Any] = ["channel", "groupChat"]


async def test_one_who_installs_the_app_is_welcomed_once(theatre: Theatre) -> None:
    stranger = await theatre.stranger()
    (welcome,) = theatre.someone("Tor Vik").cards
    assert "Her sier du fra til rektor" in words(welcome.card or {})
    assert "112 politi · 113 ambulanse · 110 brann" in words(welcome.card or {})
    assert list(buttons(welcome.card or {})) == ["Meld fra til rektor", "Mine meldinger"]
    assert len(stranger.cards) == 1


async def test_a_receiver_is_welcomed_as_one_who_receives(theatre: Theatre) -> None:
    (welcome,) = theatre.someone("Randi Ås").cards

    assert words(welcome.card or {}) != words(theatre.someone("Tor Vik").cards[0].card or {})


@pytest.mark.parametrize("room", ROOMS)
async def test_e47_a_report_written_in_a_room_is_not_taken_and_it_is_said_why(theatre: Theatre, room: Any) -> None:
    tor = theatre.someone("Tor Vik")
    await theatre.stage.teams.say(tor.person, "Jeg er redd for Ola", room)
    await theatre.settle()

    answer = theatre.stage.teams.room(room)[-1]
    assert "tas bare imot i privat chat" in words(answer.card or {})
    assert "Ola" not in str(answer.card)
    assert buttons(answer.card or {}) == {}
    assert theatre.count("drafts") == theatre.count("reports") == 0
    assert len(tor.cards) == 1


@pytest.mark.parametrize("room", ROOMS)
async def test_e47_added_to_a_room_it_explains_itself_once(theatre: Theatre, room: Any) -> None:
    teams, tor = theatre.stage.teams, theatre.someone("Tor Vik")
    added = {"type": "conversationUpdate", "membersAdded": [{"id": f"28:{teams.connector._app_id}"}]}
    await teams.post(teams.activity(tor.person, activities.installation("add"), room))
    await teams.post(teams.activity(tor.person, added, room))

    (said,) = teams.room(room)
    assert "Ikke her" in words(said.card or {})


async def test_e47_somebody_else_joining_a_room_is_no_matter_of_ours(theatre: Theatre) -> None:
    teams, tor = theatre.stage.teams, theatre.someone("Tor Vik")
    joined = {"type": "conversationUpdate", "membersAdded": [{"id": "29:somebody"}]}
    await teams.post(teams.activity(tor.person, joined, "channel"))

    assert teams.room("channel") == ()


@pytest.mark.parametrize("name", ["task/fetch", "task/submit", "adaptiveCard/action"])
async def test_e47_a_button_pressed_in_a_room_does_nothing(theatre: Theatre, name: str) -> None:
    teams, tor, randi = theatre.stage.teams, theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    (case,) = theatre.case_ids()
    data = {"verb": "case.open", "case": case}
    value = {"data": data, "action": {"type": "Action.Execute", "data": data}}
    before = theatre.audit()
    answer = await teams.post(teams.activity(randi.person, activities.invoke(name, value), "channel"))

    assert "Ikke her" in str(answer.body)
    assert "Ola" not in str(answer.body)
    assert theatre.audit() == before


async def test_writing_in_a_room_does_not_move_where_one_is_alerted(theatre: Theatre) -> None:
    randi: Someone = theatre.someone("Randi Ås")
    await theatre.stage.teams.say(randi.person, "hei", "channel")
    said = theatre.stage.teams.room("channel")
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()

    assert theatre.stage.teams.room("channel") == said
    assert len(randi.doorbells) == 1


async def test_one_who_has_removed_the_app_is_not_written_to_until_it_is_back(theatre: Theatre) -> None:
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await theatre.stage.teams.uninstall(randi.person)
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()
    assert randi.doorbells == []
    assert len(dag.doorbells) == 1

    await theatre.stage.teams.install(randi.person)
    await theatre.someone("Jon Eik").tells()
    await theatre.settle()
    assert len(randi.doorbells) == 1


async def test_from_another_machine_the_state_of_the_process_names_nobody(theatre: Theatre) -> None:
    async with aiohttp.ClientSession(headers={"X-Forwarded-For": "192.0.2.7"}) as session:
        ready, reach = theatre.ready_url, theatre.ready_url.replace("/readyz", "/reach")
        async with session.get(ready) as answer:
            assert await answer.json() == {"ready": True}
        async with session.get(reach) as answer:
            assert answer.status == 404
    assert "unproven_receivers" in await theatre.get("/readyz")
