"""`varsle doctor --graph`: each permission tried by a question that harms nobody, and what is missing said plainly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import tell
from bot.doctor import Finding
from bot.graph.findings import WORDS, examine, inquiry, try_all
from bot.graph.grants import ENTRA, GRANTS, TENANT_WIDE, Inquiry, Where
from bot.graph.port import WRITES, Graph, NoGraph
from bot.graph.token_roles import roles_in
from demo.graph_port import Fault, SimulatedGraph
from demo.graph_world import World
from domain.calendars import Member
from domain.people import Register
from services.jobs import (
    Done,
    FindBooked,
    Job,
    Later,
    Mail,
    ReadAbsence,
    ReadGrants,
    ReadMember,
    Why,
)
from tests.builders import DAG, KARI, NAMES, RANDI, TEN, UNNI, a_person, a_register
from tests.graph.tenants import open_served

MAILBOX = Member("00000000-0000-4000-8000-0000000000f0", "Varsle", "varsle@fjellvik.example")
APP, STAFF = "00000000-0000-4000-8000-0000000000c1", "00000000-0000-4000-8000-0000000000b1"
PEOPLE = (RANDI, DAG, UNNI, KARI)


def a_world() -> World:
    world = World(lambda: TEN)
    world.settle(MAILBOX)
    for n, who in enumerate(PEOPLE):
        world.settle(Member(who, NAMES[who], f"person.{n}@fjellvik.example"), apps=frozenset({APP}))
    world.gather(STAFF, *PEOPLE)
    world.grants = tuple(sorted(ENTRA))
    return world


def all_of(register: Register | None = None) -> Inquiry:
    asked = inquiry(register or a_register(), MAILBOX.address, APP, TEN)
    return replace(asked, groups=(STAFF,), education=True)


async def says(graph: Graph, asked: Inquiry | None = None) -> list[Finding]:
    return await examine(graph, asked or all_of())


def starting(found: list[Finding], mark: str) -> list[str]:
    return [str(f)[6:] for f in found if str(f).startswith(mark)]


async def test_where_everything_is_granted_every_row_is_well_and_nothing_is_left_behind() -> None:
    graph = SimulatedGraph(a_world())
    found = await says(graph)
    assert starting(found, "MEND") + starting(found, "LOOK") == []
    assert [g.name for g in GRANTS if not any(f.words.startswith(f"{g.name}: ") for f in found)] == []
    assert graph.world.events == ()
    assert {m.to for m in graph.world.mails} == {MAILBOX.address}


async def test_it_asks_about_everybody_who_may_be_told_and_the_leaders_calendars() -> None:
    graph = SimulatedGraph(a_world())
    await says(graph)
    assert {j.person for j in graph.asked if isinstance(j, ReadMember)} == set(PEOPLE)
    assert {j.organiser for j in graph.asked if isinstance(j, FindBooked)} == {RANDI, DAG}


@pytest.mark.parametrize("grant", GRANTS, ids=lambda g: g.name)
async def test_a_permission_that_is_missing_is_named_once_with_what_it_is_for_and_what_to_do(grant: object) -> None:
    (row,) = (g for g in GRANTS if g is grant)
    graph = SimulatedGraph(a_world())
    kinds = {type(job) for job in row.proof(all_of())}
    assert len(kinds) == 1
    graph.faults.plan(Fault.REFUSE, kinds.pop(), times=None, why=Why.NO_ACCESS)
    missing = starting(await says(graph), "MEND")
    assert missing == [f"{row.name} is not granted, for {row.why}: {row.remedy}"]


async def test_a_scope_that_lacks_one_mailbox_names_whose() -> None:
    graph = SimulatedGraph(a_world())
    graph.faults.plan(Fault.REFUSE, FindBooked, times=1, why=Why.NO_ACCESS)
    (said,) = starting(await says(graph), "MEND")
    assert said.startswith(f"Application Calendars.ReadWrite: is not granted, for {RANDI}: in Exchange Online")


async def test_a_leader_without_a_mailbox_cannot_meet_but_can_say_themself_that_they_are_away() -> None:
    world = a_world()
    world.change(DAG, has_mailbox=False)
    found = await says(SimulatedGraph(world))
    assert starting(found, "MEND") == [
        f"Application Calendars.ReadWrite: there is no mailbox in Exchange Online, for {DAG}"
    ]
    assert f"Application MailboxSettings.Read: there is no mailbox in Exchange Online, for {DAG}" in starting(
        found, "LOOK"
    )


@pytest.mark.parametrize("name", sorted(TENANT_WIDE))
async def test_what_is_consented_for_every_mailbox_is_warned_of(name: str) -> None:
    world = a_world()
    world.grants = (*world.grants, name)
    (said,) = starting(await says(SimulatedGraph(world)), "LOOK")
    assert said.startswith(f"{name} is consented in Entra for every mailbox of the tenant")
    assert said.endswith("take the consent away")


async def test_what_nothing_uses_is_to_be_taken_away_and_a_wider_one_in_its_place_is_seen() -> None:
    world = a_world()
    world.grants = tuple({*ENTRA, "Directory.Read.All"} - {"User.Read.All"})
    found = starting(await says(SimulatedGraph(world)), "LOOK")
    assert found[0] == "Directory.Read.All is granted, and nothing here uses it: take it away"
    assert found[1] == "User.Read.All: it reads, by a grant that is not this one; see README"


async def test_somebody_who_is_gone_blocked_or_without_an_address_is_named() -> None:
    world = a_world()
    world.leave(DAG)
    world.settle(Member(RANDI, "Randi", "randi@fjellvik.example", is_enabled=False))
    world.settle(Member(KARI, "Kari", ""))
    found = starting(await says(SimulatedGraph(world)), "MEND")
    assert f"{DAG} is in the people file and not in the directory" in found
    assert f"{RANDI} may be told of a case, and their account is blocked" in found
    assert f"{KARI} is at the owner, and no mail can reach them: give them `mail:` in the people file" in found


async def test_an_address_in_the_people_file_is_enough() -> None:
    world = a_world()
    world.settle(Member(KARI, "Kari", ""))
    register = a_register(a_person(KARI, mail="kari@fylket.example"))
    assert starting(await says(SimulatedGraph(world), all_of(register)), "MEND") == []


async def test_what_is_not_used_here_need_not_be_granted_and_is_not_tried() -> None:
    graph = SimulatedGraph(a_world())
    found = await says(graph, Inquiry(TEN))
    assert len([f for f in found if f.words.endswith("not used here, and need not be granted")]) == len(GRANTS)
    assert [type(j) for j in graph.asked] == [ReadGrants]


async def test_an_app_that_is_not_there_is_a_look() -> None:
    world = a_world()
    world.change(UNNI, apps=frozenset())
    said = starting(await says(SimulatedGraph(world)), "LOOK")
    assert said == [f"TeamsAppInstallation.ReadWriteSelfForUser.All: the app is not installed for {UNNI}"]


async def test_an_expired_secret_is_said_once_and_nothing_else_is_asked() -> None:
    graph = SimulatedGraph(a_world())
    graph.faults.plan(Fault.LATER, times=None, why=Why.NO_SIGN_IN)
    assert [str(f) for f in await says(graph)] == [f"MEND  {WORDS[Why.NO_SIGN_IN]}"]
    assert len(graph.asked) == 1


async def test_without_graph_only_what_needs_it_is_a_fault() -> None:
    (mail,) = await says(NoGraph(), all_of())
    (plain,) = await says(NoGraph(), Inquiry(TEN))
    assert str(mail) == "MEND  VARSLE_MAIL_FROM is set and VARSLE_GRAPH is off: no mail goes to the owner"
    assert (plain.well, plain.look) == (True, True)


async def test_a_trial_mail_that_may_have_gone_is_a_look() -> None:
    graph = SimulatedGraph(a_world())
    graph.faults.plan(Fault.DOUBT_AFTER, Mail)
    found = await says(graph)
    assert starting(found, "MEND") == []
    assert any("may have gone, or not" in said for said in starting(found, "LOOK"))


async def test_a_busy_graph_is_not_called_a_missing_permission() -> None:
    graph = SimulatedGraph(a_world())
    graph.faults.plan(Fault.LATER, ReadAbsence, times=None, why=Why.BUSY)
    assert all(WORDS[Why.BUSY] in said for said in starting(await says(graph), "MEND"))


# --- What it rests on


def test_every_way_to_fail_has_plain_words() -> None:
    assert set(WORDS) == set(Why)


def test_no_proof_changes_anything_but_the_service_mailboxs_own_mail() -> None:
    tried = [job for grant in GRANTS for job in grant.proof(all_of())]
    assert [job for job in tried if isinstance(job, WRITES)] == list(GRANTS[-1].proof(all_of()))
    (mail,) = GRANTS[-1].proof(all_of())
    assert isinstance(mail, Mail)
    assert mail.sender == mail.to == MAILBOX.address


def test_every_job_is_proven_by_a_row_or_goes_with_one() -> None:
    proven = {type(job).__name__ for grant in GRANTS for job in grant.proof(all_of())}
    beside = {"ReadSchedules", "Book", "Move", "Cancel", "Install", "ReadGrants"}  # of a row's calendar, app, or none
    assert {kind.__name__ for kind in Job.__subclasses__()} == proven | beside


def test_mailboxes_are_never_consented_in_entra() -> None:
    assert not ENTRA & TENANT_WIDE
    assert {g.name for g in GRANTS if "Mail" in g.name or "Calendars" in g.name} == {
        g.name for g in GRANTS if g.where is Where.EXCHANGE
    }


async def test_the_real_helper_reads_the_grants_from_the_token_it_signs_in_with(tmp_path: Path) -> None:
    async with open_served(tmp_path) as served:
        served.routes.world.grants = ("User.Read.All", "Mail.Send")
        assert await served.process.ask(ReadGrants()) == Done(("Mail.Send", "User.Read.All"))
        assert served.routes.seen == []  # Graph itself is asked nothing


async def test_the_real_helper_with_an_expired_secret_says_so(tmp_path: Path) -> None:
    async with open_served(tmp_path, secret="expired") as served:
        assert await served.process.ask(ReadGrants()) == Later(Why.NO_SIGN_IN)


async def test_the_doctor_goes_all_the_way_through_the_real_sdk(tmp_path: Path) -> None:
    async with open_served(tmp_path) as served:
        served.routes.world = a_world()
        found = await says(served.process)
        assert starting(found, "MEND") == []
        served.routes.world.leave(DAG)
        assert starting(await says(served.process), "MEND")


async def test_the_doctor_brings_its_own_helper_and_ends_it(tmp_path: Path) -> None:
    async with open_served(tmp_path) as served:
        await served.process.close()
        served.routes.world = a_world()
        found = await try_all(served.process, all_of())
        assert starting(found, "MEND") == []
        assert served.process.pid is None


async def test_whether_others_calendars_can_be_read_by_way_of_a_leaders_is_told() -> None:
    world = a_world()
    world.change(KARI, has_mailbox=False)
    found = await says(SimulatedGraph(world))
    assert "free time: 3 of 4 calendars can be read by way of a leader's" in starting(found, "LOOK")


def test_it_ends_with_status_1_only_when_something_must_be_mended(capsys: pytest.CaptureFixture[str]) -> None:
    well, look, mend = Finding(True, "a"), Finding(True, "b", look=True), Finding(False, "c")
    assert (tell([well, look]), tell([well, mend])) == (0, 1)
    assert capsys.readouterr().out == "ok    a\nLOOK  b\nok    a\nMEND  c\n"


@pytest.mark.parametrize("token", ["", "opaque", "a.b.c", "e30.W10.x", "e30.!!!.x"])
def test_a_token_of_another_form_is_no_claim(token: str) -> None:
    assert roles_in(token) is None
