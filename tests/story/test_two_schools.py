"""One installation, two schools: nothing crosses (ruling 9), and one who works at both says which it is about."""

import pytest

from tests.story.conftest import Begin
from tests.story.house import with_another_school
from tests.story.reading import inputs
from tests.story.theatre import FIRST_PAGE, Theatre

AT_FJELLVIK = ("Tor Vik", "Randi Ås", "Dag Lund", "Siv Nes", "Jon Eik", "Unni Berg", "Kari Moe")
AT_SOLVIK = ("Berit Hov", "Odd Rud", "Live Myhr", "Eva Lie", "Finn Tveit")


@pytest.fixture
async def county(begin: Begin) -> Theatre:
    return await begin(with_another_school())


async def test_ruling_9_a_report_at_one_school_is_nothing_at_the_other(county: Theatre) -> None:
    before = [county.someone(name).whole_chat for name in AT_SOLVIK]
    await county.someone("Tor Vik").tells()
    await county.wait(days=3)
    assert [county.someone(name).whole_chat for name in AT_SOLVIK] == before

    (case,) = county.case_ids()
    for name in AT_SOLVIK:
        stranger = county.someone(name)
        for verb in ("case.acknowledge", "case.open", "case.declare", "case.hide"):
            assert await stranger.forges(verb, case=case) == await stranger.forges(verb, case="0" * 32)
    refused = [e for e in county.audit() if e["outcome"] == "refused"]
    assert {e["chain"] for e in refused} == {"school:solvik"}


async def test_the_other_school_has_its_own_rektor_and_telephone(county: Theatre) -> None:
    before = [county.someone(name).whole_chat for name in AT_FJELLVIK]
    live = county.someone("Live Myhr")
    receipt = await live.tells()
    await county.wait(days=3)

    assert "Leses av rektor (Berit Hov)" in receipt
    assert [county.someone(name).whole_chat for name in AT_FJELLVIK] == before


async def test_one_who_works_at_both_is_asked_which_school_it_is_about(county: Theatre) -> None:
    pal, berit, randi = county.someone("Pål Vandre"), county.someone("Berit Hov"), county.someone("Randi Ås")
    chat = randi.whole_chat
    await pal.opens_form()
    assert list(inputs(pal.sees)) == ["school"]
    assert {c["title"] for c in inputs(pal.sees)["school"]["choices"]} == {
        "Fjellvik videregående skole",
        "Solvik videregående skole",
    }
    await pal.presses("Neste")
    assert "Dette må fylles ut." in pal.reads
    await pal.presses("Neste", {"school": "solvik"})
    await pal.presses("Send", FIRST_PAGE)
    assert "Leses av rektor (Berit Hov)" in pal.reads
    await county.settle()

    assert len(berit.doorbells) == 1
    assert randi.whole_chat == chat


async def test_one_who_works_at_both_keeps_the_school_through_every_page(county: Theatre) -> None:
    pal = county.someone("Pål Vandre")
    await pal.opens_form()
    await pal.presses("Neste", {"school": "solvik"})
    await pal.presses("Send", {**FIRST_PAGE, "by_staff": "employee"})
    await pal.presses("Send", {"accused_name": "Rektor"})
    offered = [c["title"] for c in inputs(pal.sees)["accused_id"]["choices"]]
    assert offered == ["Berit Hov, rektor", "Odd Rud, rektors stedfortreder", "Nei, en annen"]
    await pal.presses("Send", {"accused_id": county.someone("Berit Hov").id})

    assert "Leses av skoleeierens kontaktperson (Eva Lie)" in pal.reads


async def test_a_worry_written_by_one_who_works_at_both_is_still_in_the_form(county: Theatre) -> None:
    pal = county.someone("Pål Vandre")
    await pal.says("Jeg er redd for Ola, han sitter alene")
    await pal.presses("Meld fra til rektor")
    await pal.presses("Neste", {"school": "solvik"})

    assert inputs(pal.sees)["what"]["value"] == "Jeg er redd for Ola, han sitter alene"


async def test_a_message_pointed_at_by_one_who_works_at_both_is_still_in_the_form(county: Theatre) -> None:
    pal = county.someone("Pål Vandre")
    await pal.reports_message("Ola satt alene igjen", "Jon Eik", "personal")
    await pal.presses("Neste", {"school": "solvik"})

    assert inputs(pal.sees)["what"].get("value") == "Jon Eik: Ola satt alene igjen"


async def test_a_school_that_is_not_mine_cannot_be_forged(county: Theatre) -> None:
    tor, pal = county.someone("Tor Vik"), county.someone("Pål Vandre")
    await tor.forges("report.answer", **FIRST_PAGE, token="e" * 32, page="first", school="solvik")
    shown = await pal.forges("report.answer", **FIRST_PAGE, token="e" * 32, page="first", school="elvheim")

    assert county.stage.rows("SELECT school, reporter FROM reports") == [("fjellvik", tor.id)]
    assert "Hvilken skole gjelder det?" in shown


async def test_p12_5_a_leader_of_the_other_school_who_is_named_here_is_an_employee_and_still_sees_nothing(
    county: Theatre,
) -> None:
    tor, odd = county.someone("Tor Vik"), county.someone("Odd Rud")
    chat = odd.whole_chat
    await tor.tells(by_staff="employee")
    await tor.presses("Send", {"accused_name": "Odd Rud"})
    await county.wait(days=2)

    assert "Leses av rektor (Randi Ås)" in tor.reads
    assert odd.whole_chat == chat


async def test_a_stranger_of_the_county_chooses_between_its_schools(county: Theatre) -> None:
    stranger = await county.stranger()
    await stranger.says("hei")
    await stranger.presses("Videre", {"school": "solvik", "role": "staff"})
    await stranger.presses("Send", FIRST_PAGE)

    assert "Leses av rektor (Berit Hov)" in stranger.reads
