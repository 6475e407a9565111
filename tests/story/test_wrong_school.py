"""A report told at the wrong school: a person sends its case to the right one, on a legal basis they write (E31)."""

from dataclasses import replace

import pytest

from cards.receipt import FOLLOW
from domain.better import can_be_asked
from tests.story.conftest import Begin
from tests.story.course import BACK
from tests.story.house import SOLVIK, STUDENT, with_another_school, with_people
from tests.story.reading import buttons, words
from tests.story.self_told import has_told
from tests.story.tellers import the_case
from tests.story.test_emerging import INVOLVED
from tests.story.theatre import Someone, Theatre

BASIS = "Kanarisamtykke fra foresatte"
WRONG = "Feil skole"


@pytest.fixture
async def county(begin: Begin) -> Theatre:
    return await begin(with_another_school())


async def _opened(theatre: Theatre, **told: str) -> Someone:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(**told)
    tor.closes_dialog()
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    return randi


async def _sends_on(theatre: Theatre, one: Someone) -> None:
    await one.presses(WRONG)
    await one.presses("Send videre", {"to_school": SOLVIK, "legal_basis": BASIS})
    one.closes_dialog()
    await theatre.settle()


async def test_e31_the_right_school_has_the_case_and_its_own_rektor_is_alerted(county: Theatre) -> None:
    randi, berit, odd = await _opened(county), county.someone("Berit Hov"), county.someone("Odd Rud")
    await _sends_on(county, randi)

    assert "Bekreft mottak" in buttons(berit.last)
    await county.wait(hours=2, minutes=1)
    assert "Bekreft mottak" in buttons(odd.last)
    await berit.presses("Bekreft mottak")
    await berit.opens_case()
    assert "Sitter alene hver dag." in berit.reads
    assert BASIS in berit.reads  # whoever has it now sees on what it came
    assert "meldt av Tor Vik" in berit.reads


async def test_e31_its_content_is_gone_for_everybody_at_the_wrong_school(county: Theatre) -> None:
    randi, dag = await _opened(county), county.someone("Dag Lund")
    await _sends_on(county, randi)
    old, new = county.case_ids()

    assert "Saken er sendt videre til Solvik videregående skole." in words(randi.last)
    assert buttons(randi.last) == {}
    for one in (randi, dag):
        for case in (old, new):
            for verb in (
                "case.open",
                "case.declare",
                "case.recuse",
                "case.forward",
                "case.accuse",
                "tell_owner.answer",
            ):
                assert "Denne kan ikke åpnes" in await one.forges(verb, case=case)
    assert "Sitter alene" not in await randi.forges("case.acknowledge", case=old)
    await county.wait(days=3)
    assert BASIS not in randi.whole_chat
    assert all("sendt videre" in bell for bell in randi.doorbells)


async def test_e31_the_reporter_sees_both_references_and_whom_to_call_now(county: Theatre) -> None:
    randi, tor, berit = await _opened(county), county.someone("Tor Vik"), county.someone("Berit Hov")
    await _sends_on(county, randi)
    (old, new) = [row[0] for row in county.stage.rows("SELECT reference FROM cases ORDER BY ordinal")]

    assert f"Sak {old}\nSendt videre til riktig skole" in tor.receipt
    assert f"Sak {new}, Solvik videregående skole\nMottatt\nLevert til rektor" in tor.receipt
    assert "Leses av rektor (Berit Hov)" in tor.receipt
    assert BASIS not in tor.receipt
    await berit.presses("Bekreft mottak")
    await county.settle()
    assert "Bekreftet av Berit Hov" in tor.receipt
    assert "Meldingen er tatt imot og følges opp." in tor.receipt
    await tor.says("mine meldinger")
    assert f"Sak {new}, Solvik videregående skole" in tor.reads


async def test_e14_what_is_added_afterwards_reaches_the_right_school_only(county: Theatre) -> None:
    randi, tor, berit = await _opened(county), county.someone("Tor Vik"), county.someone("Berit Hov")
    await _sends_on(county, randi)
    bells = len(randi.doorbells)
    await tor.presses("Legg til opplysninger", on="Lagret mandag")
    await tor.presses("Legg til", {"more": "Det skjedde igjen."})
    tor.closes_dialog()
    await county.settle()

    assert "Nye opplysninger" in words(berit.last)
    assert len(randi.doorbells) == bells


async def test_ruling_9_nothing_crosses_without_a_basis_and_both_logs_tell_of_it(county: Theatre) -> None:
    randi = await _opened(county)
    await randi.presses(WRONG)
    await randi.presses("Send videre", {"to_school": SOLVIK, "legal_basis": "  "})
    assert "Dette må fylles ut." in randi.reads
    assert county.count("cases") == 1
    await randi.presses("Send videre", {"to_school": SOLVIK, "legal_basis": BASIS})
    old, new = county.case_ids()

    told = {(e["chain"], e["action"], e["case"], e["reason"], e["actor"]) for e in county.audit()}
    assert ("school:fjellvik", "case:forward", old, SOLVIK, randi.id) in told
    assert ("school:fjellvik", "case:continued", old, new, "system") in told
    assert ("school:solvik", "case:came", new, old, randi.id) in told
    assert "Kanari" not in str(county.audit())
    bound = county.stage.rows("SELECT commitment FROM audit WHERE action IN ('case:forward', 'case:came')")
    assert len(set(bound)) == 1
    assert len(bound[0][0]) == 64


async def test_ruling_9_only_its_receiver_sends_it_on_and_never_to_its_own_school_or_nowhere(
    county: Theatre,
) -> None:
    randi, berit, tor = await _opened(county), county.someone("Berit Hov"), county.someone("Tor Vik")
    (case,) = county.case_ids()
    answers = {"page": "forward", "legal_basis": BASIS, "token": "f" * 32}
    for one in (berit, tor):
        asked = await one.forges("forward.answer", case=case, to_school=SOLVIK, **answers)
        assert asked == await one.forges("forward.answer", case="0" * 32, to_school=SOLVIK, **answers)
    for school in ("fjellvik", "elvheim", ""):
        await randi.forges("forward.answer", case=case, to_school=school, **answers)
    assert county.count("cases") == 1


async def test_e10_the_other_student_of_the_report_stays_and_is_not_named_at_the_other_school(county: Theatre) -> None:
    randi, berit = await _opened(county, student="Ola Dal 2STA\nEva Lie 2STA"), county.someone("Berit Hov")
    opened = county.stage.rows(
        'SELECT c.student FROM cases c JOIN happenings h ON h."case" = c.id WHERE h.what = ?', "open"
    )
    sent = opened[0][0]
    stays = ({"Ola Dal 2STA", "Eva Lie 2STA"} - {sent}).pop()
    await _sends_on(county, randi)
    await berit.presses("Bekreft mottak")
    await berit.opens_case()

    assert sent in berit.reads
    assert stays not in berit.reads
    assert "Samme melding gjelder også" not in berit.reads
    assert sum("sendt videre" in bell for bell in randi.doorbells) == 1


async def test_p12_5_a_leader_case_goes_to_the_other_schools_owner_and_to_none_of_its_leaders(county: Theatre) -> None:
    tor, unni, eva, berit = (county.someone(n) for n in ("Tor Vik", "Unni Berg", "Eva Lie", "Berit Hov"))
    chat = berit.whole_chat
    await tor.tells(by_staff="leader")
    await tor.presses("Send til skoleeieren", {"leader_id": "other"})
    tor.closes_dialog()
    await county.settle()
    await unni.presses("Bekreft mottak")
    await unni.opens_case()
    await _sends_on(county, unni)
    await county.wait(hours=3)

    assert "Bekreft mottak" in buttons(eva.last)
    assert berit.whole_chat == chat
    assert {e["chain"] for e in county.audit() if e["action"] in ("case:forward", "case:came")} == {
        "owner:fjellvik", "owner:solvik",
    }  # fmt: skip


async def test_e4_what_has_emerged_goes_with_it_to_the_right_school(county: Theatre) -> None:
    randi, berit = await _opened(county), county.someone("Berit Hov")
    await randi.presses(INVOLVED)
    await randi.presses("Neste", {"by_staff": "employee"})
    await randi.presses("Skriv ned", {"accused_name": "Kanaridotter i kantina"})
    await randi.presses("Åpne saken igjen")
    await randi.presses("Jeg er habil, åpne saken")
    await _sends_on(county, randi)
    await berit.presses("Åpne")

    assert "Kanaridotter i kantina" in berit.reads
    assert county.stage.rows("SELECT school, route FROM cases ORDER BY ordinal") == [
        ("fjellvik", "employee"), ("solvik", "employee"),
    ]  # fmt: skip


async def test_ruling_2_where_the_other_owner_has_not_agreed_its_author_and_the_sender_are_told_whom_to_call(
    begin: Begin,
) -> None:
    register = with_another_school()
    solvik = register.schools[SOLVIK]
    owner = replace(solvik.owner, receives_leader_cases=False, contact="områdedirektøren, 62 00 22 22")
    county = await begin(replace(register, schools={**register.schools, SOLVIK: replace(solvik, owner=owner)}))
    tor, unni = county.someone("Tor Vik"), county.someone("Unni Berg")
    await tor.tells(by_staff="unsure_whether_leader")
    await tor.presses("Send til skoleeieren", {"leader_id": "other"})
    tor.closes_dialog()
    await county.settle()
    await unni.presses("Bekreft mottak")
    await unni.opens_case()
    await unni.presses(WRONG)
    await unni.presses("Send videre", {"to_school": SOLVIK, "legal_basis": BASIS})
    assert "62 00 22 22" in unni.reads
    await county.settle()

    asked = words(tor.card_with("Har du sagt fra til skoleeieren?").card or {})
    assert "62 00 22 22" in asked


async def test_the_button_is_not_there_where_there_is_only_one_school(theatre: Theatre) -> None:
    randi = await _opened(theatre)
    assert WRONG not in buttons(randi.sees)
    assert "Feil elev" in buttons(randi.sees)


async def test_a_school_that_is_not_served_just_now_hides_the_receipt_until_it_is(county: Theatre) -> None:
    """As with a report at such a school: nothing is lost, and nobody is told what cannot be known now."""
    randi, tor = await _opened(county), county.someone("Tor Vik")
    await _sends_on(county, randi)
    house = county.stage.varsle.desk.house
    both = house.register
    only = replace(both, schools={"fjellvik": both.schools["fjellvik"]})
    county.stage.varsle.desk.house = replace(house, register=only)
    await tor.says("mine meldinger")
    assert "Sak 20" not in tor.reads
    county.stage.varsle.desk.house = house
    await tor.says("mine meldinger")
    assert "Solvik videregående skole" in tor.reads


async def test_e31_a_student_who_told_of_themself_follows_it_there_and_sees_who_read_it_at_the_wrong_school(
    begin: Begin,
) -> None:
    theatre = await begin(with_people(STUDENT, register=with_another_school()))
    emil, randi = theatre.someone("Emil Strand"), theatre.someone("Randi Ås")
    await has_told(theatre, emil)
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await randi.presses("Spør eleven")
    await randi.presses("Send spørsmålet", {"ask_words": "Når er det verst?"})
    await randi.presses(BACK) if WRONG not in buttons(randi.sees) else None
    await _sends_on(theatre, randi)

    emil.closes_dialog()
    await emil.presses(FOLLOW.nb, on="Sak 2026-")
    page = emil.reads
    assert "Solvik videregående skole" in page
    assert "Rektor, sist" in page
    assert "Når er det verst?" in page
    later = await the_case(theatre, theatre.case_ids()[-1])
    assert can_be_asked(later) == emil.id
