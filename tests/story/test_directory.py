"""Who is who by the groups of the tenant's directory: first contact, an outage, guests, leaders, a group emptied."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TypeVar

import aiohttp
import pytest

from bot import doctor
from demo.graph_port import Fault, SimulatedGraph
from demo.graph_world import World
from domain.calendars import Member
from domain.people import Post, Register, Role
from services.jobs import Job, Outcome, ReadGroup, ReadMember, Why
from tests.builders import with_groups
from tests.story.conftest import Begin
from tests.story.house import changed, read_register
from tests.story.reading import inputs, words
from tests.story.theatre import FIRST_PAGE, Someone, Theatre

HEADS, STAFF = "9b000000-0000-4000-8000-000000000001", "9b000000-0000-4000-8000-000000000002"
RANDI, JON = "7d3e1a50-0000-4000-8000-000000000002", "7d3e1a50-0000-4000-8000-000000000007"
NO_LONGER = "Denne saken er ikke lenger hos deg."
T = TypeVar("T")


def member(id_: str, name: str, **but: bool) -> Member:
    return Member(id_, name, f"{name.split()[0].lower()}@fjellvik.example", **but)


@pytest.fixture
def world() -> World:
    """A tenant in which Randi is rektor and everybody else is as the people file says."""
    world = World()
    for person in read_register().people.values():
        world.settle(member(person.id, person.name))
    world.gather(HEADS, RANDI)
    world.gather(STAFF, *(person.id for person in read_register().people.values() if person.schools))
    return world


@pytest.fixture
def graph(world: World) -> SimulatedGraph:
    return SimulatedGraph(world)


def by_groups() -> Register:
    """Fjellvik, whose rektor stands in no file: Randi Ås is rektor because she is in a group."""
    return with_groups(changed("Randi Ås", posts=frozenset()), principal=HEADS, staff=STAFF)


@pytest.fixture
async def theatre(begin: Begin, graph: SimulatedGraph) -> Theatre:
    found = await begin(by_groups(), graph=graph)
    await found.settle()
    return found


async def next_night(theatre: Theatre) -> None:
    """To a little after three o'clock in the morning."""
    now = theatre.stage.varsle.desk.now()
    await theatre.wait(hours=(26 - now.hour) % 24 or 24, minutes=10)
    await theatre.settle()


async def takes(theatre: Theatre, one: Someone) -> None:
    await one.presses("Bekreft mottak")
    await one.opens_case()
    if one.dialog is None:
        await one.presses("Ferdig lest")
    one.closes_dialog()
    await theatre.settle()


def is_known(theatre: Theatre, one: Someone, role: Role) -> bool:
    person = theatre.stage.varsle.desk.house.register.person(one.id)
    return person is not None and Post("fjellvik", role) in person.posts


# Who comes


async def test_a_rektor_by_a_group_gets_confirms_and_opens_a_report(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    assert "Meldingen er lagret" in await tor.tells()
    await theatre.settle()
    await takes(theatre, randi)
    assert "Bekreftet av Randi Ås" in tor.receipt


async def test_one_who_has_come_into_a_group_is_known_after_the_next_night_without_having_written(
    theatre: Theatre, world: World
) -> None:
    hanne = await theatre.stranger("Hanne Ly")
    await theatre.settle()
    world.settle(member(hanne.id, "Hanne Ly"))
    world.gather(STAFF, *(m.id for m in world.members_of(STAFF)), hanne.id)
    await next_night(theatre)
    assert is_known(theatre, hanne, Role.STAFF)
    await hanne.says("hei")
    assert "school" not in inputs(hanne.last)


async def test_on_first_contact_the_answer_comes_at_once_and_the_next_time_they_are_known(
    theatre: Theatre, world: World
) -> None:
    await theatre.wait(hours=2)
    person = theatre.stage.teams.add_person("9c000000-0000-4000-8000-0000000000aa", "Hanne Ly")
    hanne = Someone(theatre.stage, person.id)
    world.settle(member(hanne.id, "Hanne Ly"))
    world.gather(STAFF, *(m.id for m in world.members_of(STAFF)), hanne.id)
    await hanne.says("hei")
    assert list(inputs(hanne.last)) == ["school", "role"]
    await theatre.settle()
    await hanne.says("hei")
    assert "school" not in inputs(hanne.last)
    assert theatre.stage.rows("SELECT address FROM members WHERE person = ?", hanne.id) == [("hanne@fjellvik.example",)]


async def test_a_student_by_the_tenants_word_is_met_as_one_though_they_say_they_work_here(
    begin: Begin, graph: SimulatedGraph, world: World
) -> None:
    theatre = await begin(with_groups(read_register(), education=True), graph=graph)
    stranger = await theatre.stranger("Emil Strand")
    world.settle(member(stranger.id, "Emil Strand"), education_role="student")
    await theatre.wait(days=1, minutes=1)
    await stranger.says("hei")
    await theatre.settle()
    await stranger.says("hei")
    assert "Alarmtelefonen 116 111" in words(stranger.last)


async def test_ruling_7_a_guest_in_rektors_group_tells_and_never_handles(theatre: Theatre, world: World) -> None:
    gaute, tor = await theatre.stranger("Gaute Fure"), theatre.someone("Tor Vik")
    world.settle(member(gaute.id, "Gaute Fure", is_guest=True))
    world.gather(HEADS, RANDI, gaute.id)
    await next_night(theatre)
    assert is_known(theatre, gaute, Role.PRINCIPAL)
    chat = gaute.whole_chat
    await tor.tells()
    await theatre.wait(days=2)
    (case,) = theatre.case_ids()
    assert gaute.whole_chat == chat
    for verb in ("case.open", "case.acknowledge", "case.declare"):
        assert "Denne kan ikke åpnes" in await gaute.forges(verb, case=case)
    assert "Meldingen er lagret" in await gaute.tells()


async def test_e2_a_leader_by_a_group_alone_is_a_leader_when_named(theatre: Theatre, world: World) -> None:
    tor, dag = theatre.someone("Tor Vik"), theatre.someone("Dag Lund")
    chat = dag.whole_chat
    await tor.tells(by_staff="employee")
    await tor.presses("Send", {"accused_name": "Randi"})
    await tor.presses("Send", {"accused_id": RANDI})
    await theatre.settle()
    assert "skoleeierens kontaktperson" in tor.reads
    assert dag.whole_chat == chat


# Who goes


async def test_a_new_rektor_by_the_group_takes_over_an_open_case_and_the_old_one_loses_sight_of_it(
    theatre: Theatre, world: World
) -> None:
    tor, randi, jon = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Jon Eik")
    await tor.tells()
    await theatre.settle()
    await takes(theatre, randi)
    world.gather(HEADS, JON)
    await next_night(theatre)

    assert "Du får denne fordi du har tatt over etter den som hadde saken." in words(jon.last)
    assert all(NO_LONGER in bell for bell in randi.doorbells)
    (case,) = theatre.case_ids()
    assert "Denne kan ikke åpnes" in await randi.forges("case.open", case=case)
    audit = [(e["action"], e["reason"]) for e in theatre.audit() if e["action"].startswith("people:post")]
    assert ("people:post_taken", f"{RANDI} principal") in audit
    assert ("people:post_given", f"{JON} principal") in audit


async def test_a_group_that_is_emptied_takes_nothing_the_first_night_and_its_posts_the_second(
    theatre: Theatre, world: World
) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.settle()
    await takes(theatre, randi)
    world.gather(HEADS)
    await next_night(theatre)
    assert is_known(theatre, randi, Role.PRINCIPAL)
    assert not any(NO_LONGER in bell for bell in randi.doorbells)
    await next_night(theatre)
    assert not is_known(theatre, randi, Role.PRINCIPAL)
    assert all(NO_LONGER in bell for bell in randi.doorbells)
    assert "du har tatt over" in words(dag.last)


# Outages


@pytest.mark.parametrize("why", [Why.AWAY, Why.NO_SIGN_IN, Why.BUSY])
async def test_an_outage_neither_delays_a_report_nor_gives_or_removes_access(
    theatre: Theatre, graph: SimulatedGraph, why: Why
) -> None:
    tor, randi, stranger = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), await theatre.stranger()
    graph.faults.plan(Fault.LATER, times=None, why=why)
    await theatre.wait(days=3)
    before = theatre.stage.varsle.desk.house.register
    assert "Meldingen er lagret" in await tor.tells()
    await stranger.says("hei")
    await stranger.presses("Videre", {"school": "fjellvik", "role": "staff"})
    await stranger.presses("Send", FIRST_PAGE)
    assert "Meldingen er lagret" in stranger.reads
    await theatre.settle()
    assert len(randi.cards_with("Noen har meldt fra")) == 2
    assert theatre.stage.varsle.desk.house.register == before


async def test_no_such_user_during_an_outage_changes_nothing(
    theatre: Theatre, graph: SimulatedGraph, world: World
) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    graph.faults.plan(Fault.REFUSE, ReadGroup, times=None, why=Why.NO_ACCESS)
    world.leave(RANDI)  # the directory answers that it knows nobody with her id
    await theatre.wait(days=2)
    await randi.says("hei")
    await theatre.settle()
    assert ReadMember(RANDI) in graph.asked
    await tor.tells()
    await theatre.settle()
    assert "Noen har meldt fra" in words(randi.last)


async def test_a_start_while_graph_is_away_serves_the_school_by_what_was_last_known(
    theatre: Theatre, graph: SimulatedGraph
) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    graph.faults.plan(Fault.LATER, times=None)
    await theatre.stage.stop()
    await theatre.stage.go_on()
    await tor.tells()
    await theatre.settle()
    assert "Noen har meldt fra" in words(randi.last)


async def test_a_first_start_while_graph_is_away_takes_reports_and_tells_the_deputy(
    begin: Begin, graph: SimulatedGraph
) -> None:
    graph.faults.plan(Fault.LATER, times=None)
    theatre = await begin(by_groups(), graph=graph)
    tor, dag, randi = theatre.someone("Tor Vik"), theatre.someone("Dag Lund"), theatre.someone("Randi Ås")
    assert "Meldingen er lagret" in await tor.tells()
    await theatre.settle()
    assert "Noen har meldt fra" in words(dag.last)
    graph.faults.clear()
    await theatre.wait(hours=1)
    await theatre.settle()
    assert "Noen har meldt fra" in "".join(randi.doorbells)


class Silent:
    """A Graph that never answers."""

    async def ask(self, job: Job[T]) -> Outcome[T]:
        await asyncio.Event().wait()
        raise AssertionError


async def test_nobody_waits_for_a_directory_that_never_answers(begin: Begin) -> None:
    theatre = await begin(with_groups(read_register(), staff=STAFF), graph=Silent())
    stranger, tor = theatre.someone("Siv Nes"), theatre.someone("Tor Vik")
    async with asyncio.timeout(10):
        await stranger.says("hei")
        assert "Meldingen er lagret" in await tor.tells()


async def test_without_graph_nothing_is_asked_and_nothing_is_missing(begin: Begin) -> None:
    theatre = await begin(with_groups(read_register(), staff=STAFF))
    assert "Meldingen er lagret" in await theatre.someone("Tor Vik").tells()
    await theatre.wait(days=2)
    assert theatre.count("group_states") == 0
    assert theatre.count("members") == 0


# What is said of it


async def test_the_log_names_groups_and_nobody(
    theatre: Theatre, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.disband(HEADS)
    await next_night(theatre)
    lines = [r.getMessage() for r in caplog.records if r.name == "bot.directory"]
    assert f"school fjellvik: group {HEADS} is now: gone" in lines
    assert not [line for line in lines if RANDI in line or "Randi" in line or "@" in line]


# While it runs


async def test_a_group_that_the_people_file_names_from_now_on_is_read_at_once(
    begin: Begin, graph: SimulatedGraph, world: World
) -> None:
    theatre = await begin(files=True, graph=graph)
    stranger, randi = await theatre.stranger("Hanne Ly"), theatre.someone("Randi Ås")
    world.settle(member(stranger.id, "Hanne Ly"))
    world.gather(STAFF, stranger.id)
    theatre.stage.edit("people.yaml", ("people:", f"directory:\n  fjellvik: {{staff: [{STAFF}]}}\npeople:"))
    await theatre.stage.reload()
    await theatre.settle()
    assert is_known(theatre, stranger, Role.STAFF)
    assert randi.cards_with("har begynt på skolen") == []  # she was there all the time; only we did not know


async def test_s1_1_somebody_new_in_a_group_that_was_known_is_put_before_those_who_brief_new_colleagues(
    begin: Begin, graph: SimulatedGraph, world: World
) -> None:
    theatre = await begin(files=True, graph=graph)
    theatre.stage.edit("people.yaml", ("people:", f"directory:\n  fjellvik: {{staff: [{STAFF}]}}\npeople:"))
    await theatre.stage.reload()
    await theatre.settle()
    hanne = member("9d000000-0000-4000-8000-000000000001", "Hanne Ly")
    world.settle(hanne)
    world.gather(STAFF, *(m.id for m in world.members_of(STAFF)), hanne.id)
    await next_night(theatre)
    await theatre.wait(hours=7)
    assert len(theatre.someone("Randi Ås").cards_with("Hanne Ly har begynt på skolen.")) == 1


async def test_a_school_whose_owners_stand_in_a_group_alone_is_served_once_they_are_known(
    begin: Begin, graph: SimulatedGraph, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    owners = [p for p in read_register().people.values() if p.name in ("Unni Berg", "Kari Moe")]
    register = read_register()
    for person in owners:
        register = replace(register, people={**register.people, person.id: replace(person, posts=frozenset())})
    graph.faults.plan(Fault.LATER, times=None)
    theatre = await begin(with_groups(register, owner_contact=HEADS), graph=graph)
    tor = theatre.someone("Tor Vik")
    await theatre.settle()
    await tor.says("hei")
    assert "Varsle er ikke klar for skolen din" in words(tor.last)
    assert "it needs at least 2 owner contacts and has 0" in (await theatre.ready())["lacking"]["fjellvik"]
    async with aiohttp.ClientSession() as session:
        findings = await doctor._running(session, theatre.ready_url.removesuffix("/readyz"))
    assert any(str(f).startswith("MEND  school fjellvik, by files and directory: it needs") for f in findings)
    assert [r for r in caplog.records if r.getMessage().startswith("school fjellvik waits: it needs at least")]

    world.gather(HEADS, *(person.id for person in owners))
    graph.faults.clear()
    await theatre.wait(hours=1)
    await theatre.settle()
    assert "Meldingen er lagret" in await tor.tells()
    assert (await theatre.ready())["lacking"] == {}


# How often it is asked


def asked_about(graph: SimulatedGraph, one: Someone) -> int:
    return graph.asked.count(ReadMember(one.id))


async def test_somebody_who_writes_all_day_is_asked_about_once(theatre: Theatre, graph: SimulatedGraph) -> None:
    siv = theatre.someone("Siv Nes")
    await theatre.wait(days=1, hours=1)  # past the night, in which those are asked about whom no group tells of
    before = asked_about(graph, siv)
    for _ in range(3):
        await siv.says("hei")
        await theatre.settle()
    assert asked_about(graph, siv) == before + 1
    await theatre.wait(days=1)
    await siv.says("hei")
    await theatre.settle()
    assert asked_about(graph, siv) == before + 2


async def test_a_directory_that_wants_to_be_left_alone_for_a_while_is(theatre: Theatre, graph: SimulatedGraph) -> None:
    stranger = await theatre.stranger()
    await theatre.settle()
    await theatre.wait(days=1, hours=1)
    graph.faults.plan(Fault.LATER, ReadMember, times=None, why=Why.BUSY, after=900)
    await stranger.says("hei")
    await theatre.settle()
    once = asked_about(graph, stranger)
    await theatre.wait(minutes=14)
    assert asked_about(graph, stranger) == once
    await theatre.wait(minutes=2)
    assert asked_about(graph, stranger) == once + 1


async def test_strangers_whom_the_tenant_does_not_know_cost_no_reading_of_groups_and_a_night_costs_one(
    theatre: Theatre, graph: SimulatedGraph
) -> None:
    await theatre.wait(hours=2)
    before = graph.asked.count(ReadGroup(HEADS))
    for _ in range(3):
        await theatre.stranger()
    await theatre.settle()
    assert graph.asked.count(ReadGroup(HEADS)) == before  # nobody in the tenant is called that
    await next_night(theatre)
    await theatre.wait(hours=5)
    assert graph.asked.count(ReadGroup(HEADS)) == before + 1


async def test_while_graph_is_away_one_group_of_each_school_is_tried_and_not_all(
    theatre: Theatre, graph: SimulatedGraph
) -> None:
    graph.faults.plan(Fault.LATER, times=None)
    before = [graph.asked.count(ReadGroup(group)) for group in (HEADS, STAFF)]
    await next_night(theatre)
    after = [graph.asked.count(ReadGroup(group)) for group in (HEADS, STAFF)]
    assert after[0] > before[0]
    assert after[1] == before[1]
    assert theatre.stage.rows("SELECT trouble FROM group_states") == [("away",), ("away",)]
