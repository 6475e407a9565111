"""What was said in the corridor, on the telephone, in an SMS or left in the school's box is written down afterwards."""

from dataclasses import replace

import pytest

from demo.stage import read_register
from domain.people import Post, Register, Role
from domain.report import Channel
from tests.builders import MONDAY, away
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, SOLVIK, changed, with_another_school, with_people
from tests.story.reading import buttons, inputs, standing
from tests.story.theatre import FIRST_PAGE, Someone, Theatre

REGISTER = "Registrer noe du har fått høre"
HEARD = {
    **FIRST_PAGE,
    "teller_name": "Tor Vik",
    "teller_unknown": "false",
    "channel": "in_person",
    "told_day": "2026-11-23",
    "told_clock": "09:40",
}
UNKNOWN = {"teller_name": "", "teller_unknown": "true"}
TEACHERS = ("Tor Vik", "Siv Nes", "Jon Eik")


async def opens(one: Someone) -> None:
    one.closes_dialog()
    await one.says("registrer")
    await one.presses(REGISTER)


async def registers(one: Someone, who: str = "", **answers: str) -> str:
    """The whole form, from the word in the chat to what stands there after Send. `who` is chosen when it is asked."""
    await opens(one)
    await one.presses("Send", {**HEARD, **answers})
    if "teller_id" in inputs(one.sees):
        await one.presses("Send", {"teller_id": who or "other"})
    return one.reads


def alerts(theatre: Theatre) -> list[str]:
    """The names of those who have been told, in order."""
    told = theatre.stage.rows("SELECT who FROM happenings WHERE what = 'alerted' ORDER BY at, seq")
    return [theatre.stage.teams.chats.people[who].name for (who,) in told]


def id_of(theatre: Theatre, name: str) -> str:
    return theatre.someone(name).id


def with_box() -> Register:
    register = read_register()
    return replace(register, schools={FJELLVIK: replace(register.schools[FJELLVIK], anonymous_box="ITSL")})


async def test_e15_rektor_writes_down_what_a_teacher_told_and_has_received_it_thereby(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    said = await registers(randi, tor.id)
    assert "Meldingen er lagret" in said
    assert "Du registrerte det noen fortalte mandag 23. november 2026 kl. 09.40." in said
    assert "Bekreftet av Randi Ås" in said
    await theatre.wait(hours=5)

    assert len([bell for bell in randi.doorbells if "Du bekreftet mottak" in bell]) == 1
    assert alerts(theatre) == ["Randi Ås"]
    assert not [e for e in theatre.audit() if e["action"] in ("case:reminded", "case:alarmed")]


async def test_ruling_16_the_opened_case_says_who_told_when_how_and_who_wrote_it_down(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await registers(randi, tor.id, channel="phone")
    randi.closes_dialog()
    await theatre.settle()
    await randi.presses("Åpne", on="Du bekreftet mottak")
    assert "Er du i slekt med noen av disse" in randi.reads  # to have written it down is no answer (fvl. § 6)
    await randi.presses("Jeg er habil, åpne saken")

    for line in (
        "Sitter alene hver dag.",
        "Sagt eller skrevet mandag 23. november 2026 kl. 09.40",
        "Slik kom det: Telefon",
        "Den som fortalte det, har ikke svart på om det stemmer.",
        "kl. 09.40: fortalt av Tor Vik",
        "kl. 10.00: registrert av Randi Ås",
        "kl. 10.00: bekreftet av Randi Ås",
    ):
        assert line in randi.reads, line
    assert "Registrert av Randi Ås mandag 23. november 2026 kl. 10.00.0" in randi.reads
    assert "meldt av" not in randi.reads
    told, registered, confirmed = (
        randi.reads.index(f"{what} av") for what in ("fortalt", ": registrert", ": bekreftet")
    )
    assert told < registered < confirmed


async def test_s1_6_a_message_from_the_schools_anonymous_box_has_an_unknown_reporter(begin: Begin) -> None:
    theatre = await begin(with_box())
    randi = theatre.someone("Randi Ås")
    await opens(randi)
    offered = {c["value"]: c["title"] for c in inputs(randi.sees)["channel"]["choices"]}
    assert offered["anonymous_box"] == "ITSL, skolens anonyme postkasse"
    await randi.presses("Send", {**HEARD, **UNKNOWN, "channel": "anonymous_box"})
    randi.closes_dialog()
    await theatre.settle()
    await randi.presses("Åpne", on="Du bekreftet mottak")

    assert "Meldt av\nUkjent" in randi.reads
    await randi.presses("Jeg er habil, åpne saken")
    assert "Slik kom det: ITSL, skolens anonyme postkasse" in randi.reads
    assert "fortalt av ukjent" in randi.reads
    assert "ikke svart" not in randi.reads  # nobody can be asked
    assert theatre.stage.rows("SELECT reporter, reporter_name FROM reports") == [("", "")]


async def test_s1_6_a_school_without_a_box_is_not_asked_about_one(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    await opens(randi)
    offered = [c["value"] for c in inputs(randi.sees)["channel"]["choices"]]
    assert offered == [c for c in Channel if c is not Channel.BOX]
    await randi.presses("Send", {**HEARD, "channel": "anonymous_box"})
    assert "Velg ett av svarene." in randi.reads
    assert theatre.count("reports") == 0


async def test_e29_somebody_without_teams_is_written_down_by_name(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    await registers(randi, teller_name="Bjørg Renhold")
    randi.closes_dialog()
    await theatre.settle()
    await randi.presses("Åpne", on="Du bekreftet mottak")

    assert "Meldt av\nBjørg Renhold" in randi.reads
    assert "confirm" not in {row[0] for row in theatre.stage.rows("SELECT card FROM deliveries")}
    assert theatre.stage.rows("SELECT reporter, reporter_name FROM reports") == [("", "Bjørg Renhold")]


@pytest.mark.parametrize("name", TEACHERS)
async def test_one_who_does_not_receive_may_not_write_down_and_is_told_as_of_any_case(
    theatre: Theatre, name: str
) -> None:
    one = theatre.someone(name)
    await one.says("registrer")
    assert REGISTER not in buttons(one.last)
    for verb in ("registration.begin", "registration.answer"):
        said = await one.forges(verb, page="heard", school=FJELLVIK, token="t" * 32, **HEARD)
        assert said.startswith("Denne kan ikke åpnes")
    assert theatre.count("reports") == 0
    refused = [e for e in theatre.audit() if e["outcome"] == "refused"]
    assert {(e["actor"], e["action"]) for e in refused} == {(one.id, "case:registered")}


@pytest.mark.parametrize("name", ["Randi Ås", "Dag Lund", "Unni Berg", "Kari Moe"])
async def test_e15_every_receiver_finds_the_way_in(theatre: Theatre, name: str) -> None:
    one = theatre.someone(name)
    assert "Meldingen er lagret" in await registers(one, id_of(theatre, "Tor Vik"))


async def test_a_stranger_is_asked_nothing_and_may_not(theatre: Theatre) -> None:
    gran = await theatre.stranger()
    assert (await gran.forges("registration.begin")).startswith("Denne kan ikke åpnes")


async def test_what_the_deputy_writes_down_goes_to_rektor_as_any_report(theatre: Theatre) -> None:
    dag, randi = theatre.someone("Dag Lund"), theatre.someone("Randi Ås")
    await registers(dag, id_of(theatre, "Tor Vik"))
    dag.closes_dialog()
    await theatre.settle()

    assert alerts(theatre) == ["Randi Ås"]
    assert "Bekreft innen" in randi.doorbells[-1]
    (case,) = theatre.case_ids()
    assert (await dag.forges("case.open", case=case)).startswith("Denne kan ikke åpnes")


async def test_the_deputy_who_acts_as_rektor_has_received_what_they_write_down(begin: Begin) -> None:
    theatre = await begin(changed("Randi Ås", away=away(MONDAY, MONDAY)))
    dag = theatre.someone("Dag Lund")
    assert "Bekreftet av Dag Lund" in await registers(dag, id_of(theatre, "Tor Vik"))


async def test_p12_5_what_rektor_writes_down_about_a_leader_goes_to_the_owner_alone(theatre: Theatre) -> None:
    randi, dag, unni = (theatre.someone(n) for n in ("Randi Ås", "Dag Lund", "Unni Berg"))
    await registers(randi, id_of(theatre, "Tor Vik"), by_staff="leader")
    await randi.presses("Send til skoleeieren", {"leader_id": dag.id})
    assert "Denne meldingen kan du ikke følge videre her." in randi.reads
    randi.closes_dialog()
    await theatre.settle()
    assert alerts(theatre) == ["Unni Berg"]
    await unni.presses("Bekreft mottak")
    await theatre.settle()

    assert "Unni" not in randi.whole_chat
    assert "Bekreftet av" not in randi.whole_chat + dag.whole_chat
    (case,) = theatre.case_ids()
    for verb in ("case.open", "case.declare", "case.acknowledge"):
        assert (await randi.forges(verb, case=case)).startswith("Denne kan ikke åpnes")
    await randi.presses("Vis det jeg skrev", on="Du registrerte det")
    assert "Sitter alene hver dag." in randi.reads
    assert {e["chain"] for e in theatre.audit() if e["case"] == case and e["outcome"] == "done"} == {"owner:fjellvik"}


async def test_p12_5_rektor_who_writes_down_what_was_said_about_rektor_is_asked_if_it_is_them(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    await registers(randi, id_of(theatre, "Tor Vik"), by_staff="employee")
    await randi.presses("Send", {"accused_name": "Randi"})
    assert "Mener du en av disse?" in randi.reads
    await randi.presses("Send", {"accused_id": randi.id})
    await theatre.settle()

    assert alerts(theatre) == ["Unni Berg"]


async def test_the_form_opens_with_this_moment_and_refuses_the_future(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    await opens(randi)
    before = standing(randi.sees)
    assert (before["told_day"], before["told_clock"]) == ("2026-11-23", "10:00")
    for day, clock in (("2026-11-23", "10:01"), ("2026-11-24", "08:00"), ("2026-11-31", "08:00"), ("i går", "kl. 8")):
        await randi.presses("Send", {**HEARD, "told_day": day, "told_clock": clock})
        assert "Dette har ikke vært ennå." in randi.reads or "som finnes." in randi.reads
        assert standing(randi.sees)["what"] == "Sitter alene hver dag."
    assert theatre.count("reports") == 0


async def test_one_writes_down_only_where_one_receives(begin: Begin) -> None:
    register = with_another_school()
    dag = next(p for p in register.people.values() if p.name == "Dag Lund")
    both = replace(dag, posts=dag.posts | {Post(SOLVIK, Role.STAFF)})
    theatre = await begin(with_people(both, register=register))
    one = theatre.someone("Dag Lund")
    await opens(one)
    assert "school" not in inputs(one.sees)  # there is but one school to choose
    await one.forges("registration.answer", page="heard", school=SOLVIK, token="t" * 32, **{**HEARD, **UNKNOWN})
    assert theatre.stage.rows("SELECT DISTINCT school FROM reports") == [(FJELLVIK,)]


async def test_a_name_that_is_nobody_elses_here_is_not_asked_about(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    assert "Meldingen er lagret" in await registers(randi, teller_name="Randi Ås")
    assert theatre.stage.rows("SELECT reporter FROM reports") == [("",)]


async def test_nn_and_en_speak_their_own_language_all_the_way(begin: Begin) -> None:
    theatre = await begin()
    for locale, button, asked in (
        ("nn-NO", "Registrer noko du har fått høyre", "Kven fortalde det?"),
        ("en-GB", "Record something you have been told", "Who told you?"),
    ):
        (randi,) = await theatre.installed("Randi Ås", locale=locale)
        randi.closes_dialog()
        await randi.presses(button)
        assert asked in randi.reads


async def test_e54_the_same_form_twice_is_one_report_whoever_told(theatre: Theatre) -> None:
    randi, tor = theatre.someone("Randi Ås"), theatre.someone("Tor Vik")
    for _ in range(2):
        await randi.forges("registration.answer", page="heard", school=FJELLVIK, token="t" * 32, **{**HEARD, **UNKNOWN})
    assert theatre.count("reports") == 1
    said = await tor.forges("report.answer", page="first", school=FJELLVIK, token="t" * 32, **FIRST_PAGE)
    assert "Meldingen er lagret" in said
    assert theatre.count("reports") == 2  # a token is one sender's own
