"""The owner gets a mail beside the card in Teams: what it says, what it never says, and when it cannot be sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from bot.graph.port import Graph, NoGraph
from cards.clocks import NO_BREAK
from cards.look import Look
from cards.owner_mail import waiting
from demo.graph_port import Fault, SimulatedGraph
from demo.graph_world import World
from domain.calendars import Member
from domain.people import Person, Post, Register, Role
from services.jobs import Job, Mail, Outcome, Why
from tests.graph.tenants import open_served
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, read_register, with_people
from tests.story.reading import words
from tests.story.test_owner import START, WHY, puts_away, taken
from tests.story.theatre import Someone, Theatre

T = TypeVar("T")
MAILBOX = Member("7d3e1a50-0000-4000-8000-00000000feed", "Varsle", "varsle@fjellvik.example")
SECRETS = (
    "Sitter alene", "Ola Dal", "Grove trusler", "Tor Vik", "Randi", "Fjellvik", "rektor", "leder", "leiar", "alvorlig",
    "ansatt", "elev",
)  # fmt: skip
LINK = "https://teams.microsoft.com/l/entity/5eb5a1de-0000-4000-8000-00000000b0b0/conversations?tenantId="
NOT_SENT = "En e-post kom ikke fram"
LOOK = Look()


def a_world(register: Register) -> World:
    """The tenant as the directory has it: everybody has a mailbox, and so has the bot."""
    world = World()
    world.settle(MAILBOX)
    for n, person in enumerate(register.people.values(), 1):
        world.settle(Member(person.id, person.name, f"person.{n}@fjellvik.example"))
    return world


def outside(register: Register | None = None, mail: str = "post@fylket.example") -> Register:
    """The owner has an address outside the tenant."""
    register = register or read_register()
    school = register.schools[FJELLVIK]
    return replace(register, schools={FJELLVIK: replace(school, owner=replace(school.owner, mail=mail))})


class Slow:
    """A Graph that does not answer before it is let go."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.gate, self.held = graph, asyncio.Event(), 0

    async def ask(self, job: Job[T]) -> Outcome[T]:
        self.held += 1
        await self.gate.wait()
        return await self.graph.ask(job)


Raises = Callable[..., Awaitable[tuple[Theatre, SimulatedGraph]]]


@pytest.fixture
def with_mail(begin: Begin) -> Raises:
    async def raise_curtain(register: Register | None = None) -> tuple[Theatre, SimulatedGraph]:
        register = register or read_register()
        graph = SimulatedGraph(a_world(register))
        return await begin(register, graph=graph, mail_from=MAILBOX.address), graph

    return raise_curtain


def address(graph: SimulatedGraph, one: Someone) -> str:
    return graph.world.person(one.id).member.address


def mails_to(graph: SimulatedGraph, one: Someone) -> list[Mail]:
    return [mail for mail in graph.world.mails if mail.to == address(graph, one)]


async def rektor_tells_the_owner(theatre: Theatre) -> Someone:
    randi = await taken(theatre)
    await randi.presses(START)
    await randi.presses(START, WHY)
    await randi.presses(START, {"owner_answer": "here"})
    await puts_away(theatre, randi)
    return randi


async def tells_of_a_leader(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.tells(by_staff="leader")
    await tor.presses("Send til skoleeieren", {"leader_id": theatre.someone("Randi Ås").id})
    await theatre.settle()


def school_name(register: Register) -> str:
    return register.schools[FJELLVIK].name


def reads(one: Someone) -> str:
    return one.reads.replace(NO_BREAK, " ")


def reference(theatre: Theatre) -> str:
    return str(theatre.stage.rows("SELECT reference FROM cases")[0][0])


# --- What it says


async def test_the_owner_gets_the_card_and_a_neutral_mail_with_the_way_into_teams(with_mail: Raises) -> None:
    theatre, graph = await with_mail()
    randi = await rektor_tells_the_owner(theatre)
    for name in ("Unni Berg", "Kari Moe"):
        one = theatre.someone(name)
        assert one.cards_with("sier fra til skoleeieren om en sak")
        (mail,) = mails_to(graph, one)
        assert mail.sender == MAILBOX.address
        assert mail.subject == f"Varsle: sak {reference(theatre)} venter på deg"
        assert LINK in mail.body
        assert not [word for word in SECRETS if word.lower() in f"{mail.subject} {mail.body}".lower()]
    await randi.presses("Åpne")
    assert "e-post til Unni Berg hos skoleeieren er sendt" in reads(randi)
    assert "straks; varsel sendt her i Teams" in reads(randi)  # it tells nobody: the clock runs on
    assert {e["action"] for e in theatre.audit()} >= {"case:mailed"}


async def test_the_mail_comes_in_the_receivers_own_language(with_mail: Raises) -> None:
    theatre, graph = await with_mail()
    kari, unni = (await theatre.installed("Kari Moe", locale="nn-NO"))[0], theatre.someone("Unni Berg")
    await theatre.installed("Unni Berg", locale="en-GB")
    await rektor_tells_the_owner(theatre)
    assert "ventar på deg" in mails_to(graph, kari)[0].subject
    assert "is waiting for you" in mails_to(graph, unni)[0].subject


async def test_p12_5_a_case_about_a_leader_looks_like_any_other_and_goes_to_the_owner_only(with_mail: Raises) -> None:
    theatre, graph = await with_mail(outside())
    await tells_of_a_leader(theatre)
    unni = theatre.someone("Unni Berg")
    (mail,) = graph.world.mails
    assert (mail.to, mail.subject) == (address(graph, unni), f"Varsle: sak {reference(theatre)} venter på deg")
    _, said_of_any = waiting(LOOK, reference(theatre), theatre.stage.varsle.mailer.link)
    assert mail.body == said_of_any


async def test_the_owner_outside_is_asked_to_ring_and_gets_no_reference_and_no_link(with_mail: Raises) -> None:
    theatre, graph = await with_mail(outside())
    await rektor_tells_the_owner(theatre)
    (mail,) = [m for m in graph.world.mails if m.to == "post@fylket.example"]
    school = read_register().schools[FJELLVIK]
    assert mail.subject == f"Varsle: ring {school.name}"
    assert school.phone in mail.body
    said = f"{mail.subject} {mail.body}"
    assert not [word for word in (reference(theatre), "2026", "https", "sak", "elev", "Ola", "Tor") if word in said]


async def test_an_address_in_the_people_file_outranks_the_directorys(with_mail: Raises) -> None:
    register = read_register()
    unni = next(p for p in register.people.values() if p.name == "Unni Berg")
    theatre, graph = await with_mail(with_people(replace(unni, mail="unni@fylket.example"), register=register))
    await tells_of_a_leader(theatre)
    assert [m.to for m in graph.world.mails] == ["unni@fylket.example"]


async def test_the_whole_way_by_the_helper_process_and_microsofts_own_sdk(begin: Begin, tmp_path: Path) -> None:
    register = outside()
    (tmp_path / "tls").mkdir()
    async with open_served(tmp_path / "tls") as served:
        await served.process.close()  # the application starts it
        served.routes.world = world = a_world(register)
        theatre = await begin(register, graph=served.process, mail_from=MAILBOX.address)
        await rektor_tells_the_owner(theatre)
        sent = {mail.to: mail.subject for mail in world.mails}
        told = f"Varsle: sak {reference(theatre)} venter på deg"
        at_owner = [world.person(theatre.someone(name).id).member.address for name in ("Unni Berg", "Kari Moe")]
        assert sent == {**dict.fromkeys(at_owner, told), "post@fylket.example": f"Varsle: ring {school_name(register)}"}
        await theatre.stage.stop()
        assert served.process.pid is None


# --- Who does not


async def test_nothing_is_mailed_without_graph_and_the_start_says_so(
    begin: Begin, caplog: pytest.LogCaptureFixture
) -> None:
    theatre = await begin(outside(), graph=NoGraph(), mail_from=MAILBOX.address)
    assert "Graph is not: no mail goes" in caplog.text
    await rektor_tells_the_owner(theatre)
    assert theatre.stage.rows("SELECT id FROM deliveries WHERE card = 'mail'") == []
    assert theatre.someone("Unni Berg").cards_with("sier fra til skoleeieren om en sak")


async def test_nothing_is_mailed_where_no_mailbox_is_set(begin: Begin) -> None:
    graph = SimulatedGraph(a_world(read_register()))
    theatre = await begin(outside(), graph=graph)
    await rektor_tells_the_owner(theatre)
    assert not [job for job in graph.asked if isinstance(job, Mail)]
    assert graph.world.mails == ()


async def test_one_at_the_owner_who_is_accused_gets_neither_card_nor_mail(with_mail: Raises) -> None:
    register = read_register()
    both = Person(
        "7d3e1a50-0000-4000-8000-000000000031", "Gard Holm",
        frozenset({Post(FJELLVIK, Role.STAFF), Post(FJELLVIK, Role.OWNER_CONTACT)}),
    )  # fmt: skip
    theatre, graph = await with_mail(with_people(both, register=register))
    tor = theatre.someone("Tor Vik")
    await tor.tells(by_staff="employee")
    await tor.presses("Send", {"accused_name": "Gard Holm"})
    await tor.presses("Send", {"accused_id": both.id})
    await theatre.wait(days=2)
    assert mails_to(graph, theatre.someone("Unni Berg"))
    assert mails_to(graph, theatre.someone("Gard Holm")) == []


# --- When it cannot be sent


async def test_a_mail_that_is_refused_becomes_a_card_to_rektor_with_whom_to_ring(with_mail: Raises) -> None:
    theatre, graph = await with_mail()
    graph.faults.plan(Fault.REFUSE, Mail, times=1, why=Why.NO_ACCESS)
    randi = await rektor_tells_the_owner(theatre)
    await theatre.settle()
    card = words(randi.card_with(NOT_SENT).card or {})
    owner = read_register().schools[FJELLVIK].owner
    assert "hos skoleeieren om denne saken ble ikke sendt" in card
    assert f"Ring {owner.name} og si at en sak venter: {owner.contact}." in card
    assert "alt i saken er lagret" in card
    assert not [word for word in ("Sitter alene", "Ola Dal", "Grove trusler") if word in card]
    for name in ("Unni Berg", "Kari Moe"):  # the card in Teams has come all the same
        assert theatre.someone(name).cards_with("sier fra til skoleeieren om en sak")
    await randi.presses("Åpne", on=NOT_SENT)
    assert "kom ikke fram, eller det er uvisst" in reads(randi)


async def test_an_outage_of_graph_delays_the_mail_and_not_the_card(with_mail: Raises) -> None:
    theatre, graph = await with_mail()
    graph.faults.plan(Fault.LATER, times=None)
    await tells_of_a_leader(theatre)
    unni = theatre.someone("Unni Berg")
    assert unni.cards_with("Noen har meldt fra")
    assert graph.world.mails == ()
    graph.faults.clear()
    await theatre.wait_minute_by_minute(2)
    assert len(mails_to(graph, unni)) == 1


async def test_an_outage_that_lasts_an_hour_is_told_to_a_person(with_mail: Raises) -> None:
    theatre, graph = await with_mail()
    graph.faults.plan(Fault.LATER, Mail, times=None)
    randi = await rektor_tells_the_owner(theatre)
    assert not randi.cards_with(NOT_SENT)
    await theatre.wait_minute_by_minute(62)
    assert len(randi.cards_with(NOT_SENT)) == 2  # one for each at the owner


async def test_doubt_sends_it_at_most_three_times_with_the_same_reference(with_mail: Raises) -> None:
    theatre, graph = await with_mail()
    graph.faults.plan(Fault.DOUBT_AFTER, Mail, times=None)
    await tells_of_a_leader(theatre)
    await theatre.wait_minute_by_minute(5)
    unni = theatre.someone("Unni Berg")
    assert [m.subject for m in mails_to(graph, unni)] == [f"Varsle: sak {reference(theatre)} venter på deg"] * 3
    assert unni.cards_with(NOT_SENT)  # nobody else has it yet


async def test_a_graph_that_does_not_answer_holds_no_card_and_no_report_back(begin: Begin) -> None:
    slow = Slow(SimulatedGraph(a_world(read_register())))
    theatre = await begin(graph=slow, mail_from=MAILBOX.address)
    tor, unni = theatre.someone("Tor Vik"), theatre.someone("Unni Berg")
    await tor.tells(by_staff="leader")
    await tor.presses("Send til skoleeieren", {"leader_id": theatre.someone("Randi Ås").id})
    for _ in range(200):
        if slow.held and unni.cards_with("Noen har meldt fra"):
            break
        await asyncio.sleep(0.05)
    assert unni.cards_with("Noen har meldt fra")
    assert slow.held
    assert "Lagret" in await tor.tells()  # and another report is taken meanwhile
    slow.gate.set()
    await theatre.settle()


async def test_a_case_that_is_answered_while_graph_is_away_is_not_mailed_afterwards(with_mail: Raises) -> None:
    theatre, graph = await with_mail()
    graph.faults.plan(Fault.LATER, Mail, times=None)
    await tells_of_a_leader(theatre)
    unni = theatre.someone("Unni Berg")
    await unni.presses("Bekreft mottak")
    await unni.opens_case()
    graph.faults.clear()
    await theatre.wait_minute_by_minute(3)
    assert graph.world.mails == ()
    assert theatre.stage.rows("SELECT state FROM deliveries WHERE card = 'mail'") == [("dropped",)]


async def test_what_waited_when_the_process_ended_is_sent_by_the_next(with_mail: Raises) -> None:
    theatre, graph = await with_mail()
    graph.faults.plan(Fault.LATER, Mail, times=1)
    await tells_of_a_leader(theatre)
    await theatre.stage.stop()
    await theatre.stage.go_on()
    await theatre.wait_minute_by_minute(1)
    assert len(graph.world.mails) == 1
