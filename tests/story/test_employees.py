"""Has somebody who works at the school done this? Who is named never sees it; a leader makes it the owner's."""

import pytest

from domain.people import Post, Role
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, changed, read_register, without_agreement
from tests.story.reading import buttons, inputs
from tests.story.test_silence import alerts
from tests.story.theatre import Someone, Theatre

SCHOOL = ("Randi Ås", "Dag Lund", "Siv Nes", "Jon Eik")


def chats(theatre: Theatre, *names: str) -> list[str]:
    return [theatre.someone(name).whole_chat for name in names or SCHOOL]


def choices(one: Someone, question: str) -> list[str]:
    return [c["title"] for c in inputs(one.sees)[question]["choices"]]


async def test_ruling_1_the_five_answers_stand_on_the_first_page(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.opens_form()

    assert choices(tor, "by_staff") == [
        "Nei",
        "Vet ikke",
        "Ja, en som arbeider på skolen",
        "Ja, en i skolens ledelse",
        "Ja, men jeg vet ikke om personen er i ledelsen",
    ]


async def test_ruling_1_no_and_do_not_know_go_to_rektor_without_more_questions(theatre: Theatre) -> None:
    for number, answer in enumerate(("no", "unknown"), 1):
        receipt = await theatre.someone("Tor Vik").tells(by_staff=answer)
        await theatre.settle()
        assert "Leses av rektor (Randi Ås)" in receipt
        assert alerts(theatre.someone("Randi Ås")) == number


async def names(one: Someone, written: str, meant: Someone) -> None:
    """Tells that somebody who works here did it, and says yes when asked whether it is this one."""
    await one.tells(by_staff="employee")
    await one.presses("Send", {"accused_name": written})
    assert "Mener du en av disse?" in one.reads, written
    assert meant.person.name in [c.partition(",")[0] for c in choices(one, "accused_id")]
    await one.presses("Send", {"accused_id": meant.id})


async def test_e3_a_named_employee_is_recognised_and_never_sees_anything(theatre: Theatre) -> None:
    tor, randi, jon = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Jon Eik")
    before = jon.whole_chat
    for written in ("Jon Eik", "jon", "Jon (vaktmester)", "EIK", "Jons"):
        await names(tor, written, jon)
        assert "Leses av rektor (Randi Ås)" in tor.reads
    tor.closes_dialog()
    await theatre.settle()
    await randi.opens_case()
    assert "Den ansatte det gjelder\nJon Eik" in randi.reads
    await theatre.wait(days=3)

    assert jon.whole_chat == before
    for verb in ("case.acknowledge", "case.open", "case.declare", "case.hide"):
        assert len({await jon.forges(verb, case=case) for case in (*theatre.case_ids(), "0" * 32)}) == 1


async def test_ruling_18_an_employee_case_never_goes_to_the_deputy(theatre: Theatre) -> None:
    tor, dag, unni = theatre.someone("Tor Vik"), theatre.someone("Dag Lund"), theatre.someone("Unni Berg")
    before = dag.whole_chat
    await tor.tells(by_staff="employee")
    assert "Hvem gjelder det?" in tor.reads
    await tor.presses("Send", {"accused_name": ""})
    assert "Leses av rektor (Randi Ås)" in tor.reads
    await theatre.wait(hours=2, minutes=1)

    assert alerts(unni) == 1
    await theatre.wait(days=2)
    assert dag.whole_chat == before


async def test_a_name_nobody_here_has_is_asked_about_no_further(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(by_staff="employee")
    await tor.presses("Send", {"accused_name": "Ukjent mann i gymsalen"})
    assert "Meldingen er lagret" in tor.reads
    await theatre.settle()
    await randi.opens_case()

    assert "Den ansatte det gjelder\nUkjent mann i gymsalen" in randi.reads


LEADERS_AS_WRITTEN = (
    ("Randi Ås", "Randi Ås"),
    ("randi", "Randi Ås"),
    ("rektor", "Randi Ås"),
    ("Rektoren", "Randi Ås"),
    ("rektors stedfortreder", "Dag Lund"),
    ("stedfortrederen", "Dag Lund"),
    ("Dag", "Dag Lund"),
    ("avdelingslederen vår", "Siv Nes"),
    ("avdelingsleiar Siv", "Siv Nes"),
)


async def test_e2_a_leader_written_under_somebody_who_works_here_is_asked_about_and_goes_to_the_owner(
    theatre: Theatre,
) -> None:
    tor, unni = theatre.someone("Tor Vik"), theatre.someone("Unni Berg")
    before = chats(theatre)
    for number, (written, leader) in enumerate(LEADERS_AS_WRITTEN, 1):
        await names(tor, written, theatre.someone(leader))
        await theatre.settle()
        assert alerts(unni) == number
    await theatre.wait(days=2)

    assert chats(theatre) == before


async def test_somebody_else_than_those_who_resemble_stays_an_employee_case(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(by_staff="employee")
    await tor.presses("Send", {"accused_name": "Randi i kantina"})
    await tor.presses("Send", {"accused_id": "other"})
    assert "Leses av rektor (Randi Ås)" in tor.reads
    await theatre.settle()
    await randi.presses("Åpne")

    assert "Den ansatte det gjelder\nRandi i kantina" in randi.reads


@pytest.mark.parametrize("answer", ["leader", "unsure_whether_leader"])
async def test_e1_e5_a_leader_case_goes_to_the_owner_and_no_leader_ever_knows(theatre: Theatre, answer: str) -> None:
    tor, unni = theatre.someone("Tor Vik"), theatre.someone("Unni Berg")
    before = chats(theatre)
    await tor.tells(by_staff=answer)
    assert "Ingen i skolens ledelse får se den." in tor.reads
    leaders = {"Randi Ås, rektor", "Dag Lund, rektors stedfortreder", "Siv Nes, avdelingsleder"}
    assert set(choices(tor, "leader_id")) == {*leaders, "En annen, eller jeg vil ikke si hvem"}
    await tor.presses("Send til skoleeieren", {"leader_id": "other"})
    assert "Leses av skoleeierens kontaktperson (Unni Berg)" in tor.reads
    await theatre.wait(days=3)

    assert alerts(unni) >= 1
    assert alerts(theatre.someone("Kari Moe")) >= 1
    assert chats(theatre) == before
    await unni.opens_case()
    assert "Sitter alene hver dag." in unni.reads


async def test_e1_rektor_accused_by_name_is_answered_as_if_there_were_no_case(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells(by_staff="leader")
    await tor.presses("Send til skoleeieren", {"leader_id": randi.id})
    await theatre.settle()
    (case,) = theatre.case_ids()

    for leader in (randi, dag):
        for verb in ("case.acknowledge", "case.open", "case.declare", "case.recuse", "case.hide"):
            assert await leader.forges(verb, case=case) == await leader.forges(verb, case="0" * 32)
    refused = [e for e in theatre.audit() if e["outcome"] == "refused"]
    assert {e["chain"] for e in refused} == {"school:fjellvik"}
    assert len(refused) == 20
    done = [e for e in theatre.audit() if e["outcome"] == "done"]
    assert {e["chain"] for e in done} == {"owner:fjellvik"}


async def test_a_leader_may_tell_about_another_leader_and_keeps_only_the_receipt(theatre: Theatre) -> None:
    siv, randi = theatre.someone("Siv Nes"), theatre.someone("Randi Ås")
    await siv.tells(by_staff="leader")
    await siv.presses("Send til skoleeieren", {"leader_id": randi.id})
    siv.closes_dialog()
    await theatre.settle()

    assert "Levert til skoleeierens kontaktperson" in siv.receipt
    (case,) = theatre.case_ids()
    assert "Denne kan ikke åpnes" in await siv.forges("case.open", case=case)


async def test_ruling_2_without_the_owners_agreement_it_is_kept_for_its_author_alone(begin: Begin) -> None:
    theatre = await begin(without_agreement())
    tor, names = theatre.someone("Tor Vik"), (*SCHOOL, "Unni Berg", "Kari Moe")
    before = chats(theatre, *names)
    await tor.tells(by_staff="leader")
    assert "Skoleeieren tar ikke imot meldinger her" in tor.reads
    await tor.presses("Lagre", {"leader_id": "other"})

    receipt = tor.reads
    assert "Lagret, men ikke levert" in receipt
    assert "Plikten til å si fra er ikke oppfylt med dette." in receipt
    assert "Skoleeieren: Fjellvik fylkeskommune. områdedirektørens vakttelefon, 62 00 00 99" in receipt
    assert "Leses av" not in receipt
    await theatre.wait(days=2)
    assert chats(theatre, *names) == before


async def test_ruling_2_it_is_asked_for_again_until_the_author_records_how_and_when_the_owner_was_told(
    begin: Begin,
) -> None:
    theatre = await begin(without_agreement())
    tor = theatre.someone("Tor Vik")
    await tor.tells(by_staff="leader")
    await tor.presses("Lagre", {"leader_id": "other"})
    tor.closes_dialog()
    await theatre.settle()
    assert not tor.cards_with("Har du sagt fra til skoleeieren?")
    await theatre.wait(hours=2, minutes=1)
    assert len(tor.cards_with("Har du sagt fra til skoleeieren?")) == 1
    await theatre.wait(hours=2)
    assert len(tor.cards_with("Har du sagt fra til skoleeieren?")) == 2

    await tor.presses("Jeg har sagt fra til skoleeieren", on="Har du sagt fra til skoleeieren?")
    await tor.presses("Lagre")
    assert "Dette må fylles ut." in tor.reads
    await tor.presses("Lagre", {"owner_told_how": "Ringte områdedirektøren kl. 14.10"})
    assert "Skoleeieren er varslet av deg" in tor.reads
    tor.closes_dialog()
    await theatre.settle()
    assert not tor.cards_with("Har du sagt fra til skoleeieren?")
    assert not any("Jeg har sagt fra til skoleeieren" in buttons(m.card or {}) for m in tor.cards)
    count = len(tor.cards)
    await theatre.wait(days=5)
    assert len(tor.cards) == count
    assert [e["actor"] for e in theatre.audit() if e["action"] == "case:record_owner_told"] == [tor.id]


async def test_e54_the_word_that_the_owner_was_told_may_be_sent_twice(begin: Begin) -> None:
    theatre = await begin(without_agreement())
    tor = theatre.someone("Tor Vik")
    await tor.tells(by_staff="leader")
    await tor.presses("Lagre", {"leader_id": "other"})
    await tor.presses("Jeg har sagt fra til skoleeieren")
    form = tor.dialog
    for _ in range(2 if form else 1):  # in the chat the form is gone with the first press
        tor.dialog = form
        await tor.presses("Lagre", {"owner_told_how": "Ringte områdedirektøren kl. 14.10"})
        assert "Skoleeieren er varslet av deg" in tor.reads
    assert len([e for e in theatre.audit() if e["action"] == "case:record_owner_told"]) == 1


async def test_ruling_2_the_owners_contacts_cannot_open_what_was_not_delivered(begin: Begin) -> None:
    theatre = await begin(without_agreement())
    tor = theatre.someone("Tor Vik")
    await tor.tells(by_staff="leader")
    await tor.presses("Lagre", {"leader_id": "other"})
    (case,) = theatre.case_ids()

    for name in ("Unni Berg", "Kari Moe", "Randi Ås"):
        assert "Denne kan ikke åpnes" in await theatre.someone(name).forges("case.open", case=case)


async def test_p12_5_the_accused_deputy_is_left_out_when_rektor_does_not_answer(theatre: Theatre) -> None:
    """Named as a leader it is the owner's, so neither rektor nor the deputy stands on its ladder."""
    tor, dag = theatre.someone("Tor Vik"), theatre.someone("Dag Lund")
    before = chats(theatre)
    await tor.tells(by_staff="employee")
    await tor.presses("Send", {"accused_name": "Dag Lund"})
    await tor.presses("Send", {"accused_id": dag.id})
    await theatre.wait(days=1)

    assert chats(theatre) == before


async def test_the_accused_may_add_nothing_and_see_no_receipt_of_the_report_about_them(theatre: Theatre) -> None:
    tor, jon = theatre.someone("Tor Vik"), theatre.someone("Jon Eik")
    await tor.tells(by_staff="employee")
    await tor.presses("Send", {"accused_name": "Jon Eik"})
    await tor.presses("Send", {"accused_id": jon.id})
    await theatre.settle()
    (report,) = theatre.report_ids()

    assert "Denne kan ikke åpnes" in await jon.forges("receipt", report=report)
    assert "Denne kan ikke åpnes" in await jon.forges("mine.show", report=report)
    assert "Denne kan ikke åpnes" in await jon.forges(
        "supplement.answer", report=report, token="a" * 32, page="more", more="x"
    )
    assert theatre.count("supplements") == 0


async def test_p6_the_owners_contact_who_is_accused_is_left_out_of_every_rung(begin: Begin) -> None:
    """Unni is the owner's contact and teaches at the school as well."""
    unni = next(p for p in read_register().people.values() if p.name == "Unni Berg")
    theatre = await begin(changed("Unni Berg", posts=unni.posts | {Post(FJELLVIK, Role.STAFF)}))
    tor, kari, accused = theatre.someone("Tor Vik"), theatre.someone("Kari Moe"), theatre.someone("Unni Berg")
    before = accused.whole_chat
    await names(tor, "Unni Berg", accused)
    await theatre.wait(days=3)
    (case,) = theatre.case_ids()

    assert alerts(kari) >= 3
    assert accused.whole_chat == before
    assert "Denne kan ikke åpnes" in await accused.forges("case.open", case=case)
