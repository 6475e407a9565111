"""The app where it is needed: put there by Graph before anybody tells, so that the first alert reaches rektor."""

from __future__ import annotations

import logging
from datetime import timedelta

import aiohttp
import pytest

from bot import doctor
from bot.doctor import reached
from demo.graph_port import Fault
from domain.people import Person, Post, Role
from services.jobs import Install, IsInstalled, Why
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, with_people
from tests.story.reading import words
from tests.story.theatre import Theatre

RECEIVERS = ("Randi Ås", "Dag Lund", "Unni Berg", "Kari Moe")


async def begun(begin: Begin, without: tuple[str, ...] = RECEIVERS) -> Theatre:
    """A tenant where these people have never had the app, and a bot that may install it from its next start on."""
    theatre = await begin()
    stage = theatre.stage
    await stage.stop()
    for name in without:
        stage.forget(theatre.someone(name).person)
    stage.join_tenant()
    return theatre


async def reach(theatre: Theatre) -> dict[str, str]:
    found: dict[str, str] = (await theatre.ready())["reach"]["schools"][FJELLVIK]
    return found


async def said_by_doctor(theatre: Theatre) -> list[str]:
    state = await theatre.ready()
    return [str(finding) for finding in reached(state["reach"], state["unproven_receivers"])]


async def test_without_graph_an_alert_to_one_without_the_app_goes_past_them_and_doctor_says_why(begin: Begin) -> None:
    theatre = await begin()
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await theatre.stage.teams.uninstall(randi.person)
    theatre.stage.varsle.reaching.ask()
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()

    assert (len(randi.doorbells), len(dag.doorbells)) == (0, 1)
    assert (await reach(theatre))[randi.id] == "never_installed"
    assert (await reach(theatre))[dag.id] == "reached"
    (line,) = [line for line in await said_by_doctor(theatre) if randi.id in line]
    assert line.startswith(f"MEND  school fjellvik: the app is not installed for {randi.id}; give it to them")


async def test_the_first_alert_reaches_a_rektor_who_has_never_opened_the_bot(begin: Begin) -> None:
    theatre = await begun(begin)
    await theatre.stage.go_on()
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()

    assert "Noen har meldt fra" in words(randi.last)
    assert dag.doorbells == []
    assert set((await reach(theatre)).values()) == {"reached"}
    assert [line[:4] for line in await said_by_doctor(theatre)] == ["ok  "]


async def test_whoever_gets_the_app_is_greeted_once_and_not_alarmed(begin: Begin) -> None:
    theatre = await begun(begin)
    await theatre.stage.go_on()
    randi = theatre.someone("Randi Ås")
    (greeting,) = [words(m.card or {}) for m in randi.cards]
    assert "du trenger ikke gjøre noe nå" in greeting
    assert "Her får du beskjed når noen melder fra" in greeting

    await theatre.stage.teams.redeliver()
    upgrade = theatre.stage.teams.activity(randi.person, {"type": "installationUpdate", "action": "add-upgrade"})
    again = theatre.stage.teams.activity(randi.person, {"type": "installationUpdate", "action": "add"})
    for event in (upgrade, again):
        await theatre.stage.teams.post(event)
    assert len(randi.cards) == 1


async def test_one_who_has_removed_the_chat_is_reached_in_a_new_conversation_that_is_kept(begin: Begin) -> None:
    theatre = await begin()
    randi = theatre.someone("Randi Ås")
    theatre.stage.forget_chat(randi.person)
    await theatre.stage.varsle.reaching.look()

    chat = theatre.stage.teams.chats.of(randi.person).id
    assert (await reach(theatre))[randi.id] == "reached"
    assert (chat,) in theatre.stage.rows("SELECT conversation FROM conversations WHERE person = ?", randi.id)
    assert randi.cards == []


async def test_one_whom_teams_does_not_know_is_as_one_without_the_app(begin: Begin) -> None:
    gone = Person("7d3e1a50-0000-4000-8000-000000000071", "Gro Borte", frozenset({Post(FJELLVIK, Role.DEPUTY)}))
    theatre = await begin()
    await theatre.stage.go_on_with(with_people(gone))

    assert (await reach(theatre))[gone.id] == "never_installed"


async def test_the_round_trip_shows_nothing_to_anybody(begin: Begin) -> None:
    theatre = await begin()
    before = [theatre.someone(name).whole_chat for name in RECEIVERS]
    asked = theatre.stage.teams.connector.counts["connector"]
    await theatre.stage.varsle.reaching.look()

    assert theatre.stage.teams.connector.counts["connector"] == asked + len(RECEIVERS)
    assert [theatre.someone(name).whole_chat for name in RECEIVERS] == before
    await theatre.ready()
    assert theatre.stage.teams.connector.counts["connector"] == asked + len(RECEIVERS)


async def test_one_who_becomes_a_receiver_gets_the_app_and_the_case_they_take_over(begin: Begin) -> None:
    """The alert may be quicker than the app: then it is sent again when they can be reached."""
    theatre = await begin(files=True)
    stage, tor = theatre.stage, theatre.someone("Tor Vik")
    await tor.tells()
    await theatre.settle()
    await stage.stop()
    stage.join_tenant()
    await stage.go_on()
    siv = theatre.someone("Siv Nes")
    stage.forget(siv.person)
    stage.edit("people.yaml", ("role: principal", "role: staff"), ("role: department_head", "role: principal"))
    await stage.reload()
    await theatre.settle()

    assert len(siv.doorbells) == 1
    assert (await reach(theatre))[siv.id] == "reached"


async def test_what_could_not_reach_somebody_goes_out_when_they_answer(begin: Begin) -> None:
    theatre = await begin()
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await theatre.stage.teams.uninstall(randi.person)
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()
    assert (len(randi.doorbells), len(dag.doorbells)) == (0, 1)

    theatre.stage.varsle.reaching.ask()
    await theatre.settle()
    await theatre.stage.teams.install(randi.person)
    await theatre.settle()
    assert len(randi.doorbells) == 1
    await randi.presses("Bekreft mottak", on="Sak 20")
    await theatre.settle()
    theatre.stage.varsle.reaching.ask()
    await theatre.settle()
    assert len(randi.doorbells) == 1


async def test_what_somebody_has_answered_meanwhile_rings_for_nobody_later(begin: Begin) -> None:
    theatre = await begin()
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await theatre.stage.teams.uninstall(randi.person)
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()
    await dag.presses("Bekreft mottak", on="Sak 20")
    await dag.opens_case()
    theatre.stage.varsle.reaching.ask()
    await theatre.settle()
    await theatre.stage.teams.install(randi.person)
    await theatre.settle()

    assert randi.doorbells == []


async def test_one_who_has_blocked_the_app_does_not_answer(begin: Begin) -> None:
    theatre = await begin()
    randi = theatre.someone("Randi Ås")
    theatre.stage.teams.block(randi.person)
    theatre.stage.varsle.reaching.ask()
    await theatre.settle()

    assert (await reach(theatre))[randi.id] == "does_not_answer"
    assert any("Teams does not answer for" in line for line in await said_by_doctor(theatre))
    theatre.stage.teams.unblock(randi.person)
    await theatre.wait(minutes=2)
    assert (await reach(theatre))[randi.id] == "reached"


@pytest.mark.parametrize(
    ("job", "why", "said"),
    [
        (IsInstalled, Why.NO_ACCESS, "grant the application permission TeamsAppInstallation.ReadWriteSelfForUser.All"),
        (Install, Why.NO_SUCH, "the catalogue has no app with the id in VARSLE_TEAMS_APP"),
        (Install, Why.NO_ACCESS, "Teams does not let this person have the app"),
    ],
    ids=["no grant", "not in the catalogue", "not assigned"],
)
async def test_a_refusal_is_told_once_and_in_words_that_help(
    begin: Begin, caplog: pytest.LogCaptureFixture, job: type, why: Why, said: str
) -> None:
    theatre = await begun(begin)
    theatre.stage.tenant.faults.plan(Fault.REFUSE, job, None, why)
    with caplog.at_level(logging.WARNING, "bot"):
        await theatre.stage.go_on()
        await theatre.wait(hours=3)
    randi = theatre.someone("Randi Ås")
    told = [r.getMessage() for r in caplog.records if "app not installed" in r.getMessage()]
    assert len([line for line in told if randi.id in line]) == 1
    assert said in told[0]
    assert "Randi" not in " ".join(r.getMessage() for r in caplog.records)
    assert any(said in line for line in await said_by_doctor(theatre) if randi.id in line)

    theatre.stage.tenant.faults.clear()
    await theatre.wait(days=1)
    assert (await reach(theatre))[randi.id] == "reached"


@pytest.mark.parametrize("fault", [Fault.LATER, Fault.DOUBT_BEFORE, Fault.DOUBT_AFTER])
async def test_graph_is_away_for_an_hour_and_the_app_is_there_soon_after(begin: Begin, fault: Fault) -> None:
    theatre = await begun(begin)
    theatre.stage.tenant.faults.plan(fault, Install, None)
    await theatre.stage.go_on()
    await theatre.someone("Tor Vik").tells()
    await theatre.wait(hours=1)
    theatre.stage.tenant.faults.clear()
    await theatre.wait(hours=1, minutes=1)

    assert (await reach(theatre))[theatre.someone("Randi Ås").id] == "reached"


async def test_when_graph_is_away_not_everybody_is_asked_about(begin: Begin) -> None:
    theatre = await begun(begin)
    theatre.stage.tenant.faults.plan(Fault.LATER, None, None)
    await theatre.stage.go_on()

    assert len([job for job in theatre.stage.tenant.asked if isinstance(job, IsInstalled)]) <= 4


async def test_somebody_in_the_file_whom_the_tenant_does_not_know_keeps_the_app_from_nobody(begin: Begin) -> None:
    gone = Person("7d3e1a50-0000-4000-8000-000000000071", "Gro Borte", frozenset({Post(FJELLVIK, Role.DEPUTY)}))
    theatre = await begun(begin)
    theatre.stage.use(with_people(gone))
    await theatre.stage.go_on()

    found = await reach(theatre)
    assert found.pop(gone.id) == "never_installed"
    assert set(found.values()) == {"reached"}
    assert any("the tenant knows nobody with this id" in line for line in await said_by_doctor(theatre))


async def test_doctor_asks_the_running_bot_for_a_look_and_waits_for_what_it_finds(begin: Begin) -> None:
    theatre = await begin()
    randi = theatre.someone("Randi Ås")
    await theatre.stage.teams.uninstall(randi.person)
    theatre.stage.sleep(minutes=11)
    async with aiohttp.ClientSession() as session:
        findings = await doctor._running(session, theatre.ready_url.removesuffix("/readyz"))
    assert any(f"the app is not installed for {randi.id}" in str(finding) for finding in findings)


async def test_doctor_gets_a_new_look_and_nobody_gets_one_more_often_than_every_ten_minutes(begin: Begin) -> None:
    theatre = await begin()
    reaching = theatre.stage.varsle.reaching
    first = reaching.looked_at
    assert not (await theatre.get("/reach"))["is_looking"]
    theatre.stage.sleep(minutes=11)
    assert (await theatre.get("/reach"))["is_looking"]
    await reaching.tick()
    assert first
    assert reaching.looked_at
    assert reaching.looked_at - first >= timedelta(minutes=11)
