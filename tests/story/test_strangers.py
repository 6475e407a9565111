"""Those who are not employees on the list: a stranger of the tenant, a guest, a student. All may tell; none handles."""

from tests.story.conftest import Begin
from tests.story.house import GUEST, GUEST_LEADER, STUDENT, with_people
from tests.story.reading import inputs, words
from tests.story.theatre import FIRST_PAGE, Someone, Theatre


async def belongs(one: Someone, role: str = "staff") -> None:
    await one.presses("Videre", {"school": "fjellvik", "role": role})


async def test_a_stranger_is_asked_where_they_belong_and_can_then_tell(theatre: Theatre) -> None:
    stranger, randi = await theatre.stranger(), theatre.someone("Randi Ås")
    await stranger.says("hei")
    assert list(inputs(stranger.last)) == ["school", "role"]
    assert [c["title"] for c in inputs(stranger.last)["school"]["choices"]] == ["Fjellvik videregående skole"]
    await belongs(stranger)
    await stranger.presses("Send", FIRST_PAGE)
    assert "Meldingen er lagret" in stranger.reads
    stranger.closes_dialog()
    await theatre.settle()
    assert "Levert til rektor" in stranger.receipt

    await randi.opens_case()
    assert "Meldt av\nUkjent Gran" in randi.reads
    await stranger.says("hei")
    assert "school" not in inputs(stranger.last)


async def test_a_strangers_sentence_of_worry_waits_until_they_have_said_where_they_belong(theatre: Theatre) -> None:
    stranger = await theatre.stranger()
    await stranger.says("Jeg er redd for Ola, han sitter alene")
    await belongs(stranger)

    assert inputs(stranger.sees)["what"].get("value") == "Jeg er redd for Ola, han sitter alene"


async def test_a_colleagues_message_a_stranger_points_at_waits_too(theatre: Theatre) -> None:
    stranger = await theatre.stranger()
    await stranger.reports_message("Ola satt alene igjen", "Jon Eik", "personal")
    await belongs(stranger)

    assert inputs(stranger.sees)["what"].get("value") == "Jon Eik: Ola satt alene igjen"


async def test_a_stranger_must_answer_both(theatre: Theatre) -> None:
    stranger = await theatre.stranger()
    await stranger.says("hei")
    await stranger.presses("Videre", {"school": "fjellvik", "role": ""})
    assert "Dette må fylles ut." in stranger.reads
    await stranger.presses("Videre", {"school": "solvik", "role": "principal"})

    assert stranger.reads.count("Velg ett av svarene.") == 2
    assert theatre.count("declared") == 0


async def test_a_stranger_never_sees_or_handles_whatever_they_say_of_themselves(theatre: Theatre) -> None:
    stranger, tor = await theatre.stranger(), theatre.someone("Tor Vik")
    await tor.tells()
    await theatre.settle()
    (case,), (report,) = theatre.case_ids(), theatre.report_ids()
    await stranger.forges("belonging.answer", school="fjellvik", role="principal", page="belonging")
    await stranger.forges("belonging.answer", school="fjellvik", role="staff", page="belonging")
    chat = stranger.whole_chat

    for verb in ("case.acknowledge", "case.open", "case.declare", "case.recuse", "case.hide"):
        assert await stranger.forges(verb, case=case) == await stranger.forges(verb, case="0" * 32)
    assert "Denne kan ikke åpnes" in await stranger.forges("mine.show", report=report)
    await theatre.wait(days=2)
    assert stranger.whole_chat == chat
    assert theatre.stage.rows("SELECT role FROM declared") == [("staff",)]
    assert len([e for e in theatre.audit() if e["actor"] == stranger.id and e["outcome"] == "refused"]) >= 10


async def test_a_stranger_who_says_they_are_a_student_is_met_as_one(theatre: Theatre) -> None:
    stranger = await theatre.stranger()
    await stranger.says("hei")
    await belongs(stranger, "student")
    assert "Alarmtelefonen 116 111" in stranger.reads
    await stranger.says("hei")

    assert "Alarmtelefonen 116 111" in words(stranger.last)


async def test_what_a_stranger_wrote_waits_until_they_have_said_that_they_are_a_student(theatre: Theatre) -> None:
    stranger = await theatre.stranger()
    await stranger.says("De ler av meg")
    assert stranger.id not in str(theatre.stage.rows("SELECT * FROM drafts"))
    await belongs(stranger, "student")
    assert "står i Teams-chatten" in stranger.reads
    await stranger.presses("Jeg har det ikke bra")

    assert inputs(stranger.sees)["how_it_is"].get("value") == "De ler av meg"


async def test_ruling_7_a_guest_who_works_here_tells_and_never_handles(begin: Begin) -> None:
    theatre = await begin(with_people(GUEST, GUEST_LEADER))
    guro, gaute = theatre.someone("Guro Sund"), theatre.someone("Gaute Fure")
    chat = gaute.whole_chat
    assert "Meldingen er lagret" in await guro.tells()
    await theatre.settle()
    (case,) = theatre.case_ids()

    for guest in (guro, gaute):
        assert "Denne kan ikke åpnes" in await guest.forges("case.open", case=case)
    await theatre.wait(days=2)
    assert gaute.whole_chat == chat
    assert "Levert til rektor" in guro.receipt


async def test_e2_a_guest_who_leads_the_school_is_a_leader_when_named(begin: Begin) -> None:
    theatre = await begin(with_people(GUEST_LEADER))
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    chat = randi.whole_chat
    await tor.tells(by_staff="employee")
    await tor.presses("Send", {"accused_name": "Gaute Fure"})
    await tor.presses("Send", {"accused_id": GUEST_LEADER.id})
    await theatre.settle()

    assert "skoleeierens kontaktperson" in tor.reads
    assert randi.whole_chat == chat


async def test_a_student_sees_nothing_of_a_case_that_is_their_own(begin: Begin) -> None:
    theatre = await begin(with_people(STUDENT))
    emil = theatre.someone("Emil Strand")
    await emil.says("hei")
    await emil.presses("Jeg har det ikke bra")
    await emil.presses("Neste", {"how_it_is": "De ler av meg.", "by_staff": "no", "danger": "no"})
    await emil.presses("Send", {"naming": "named"})
    await theatre.settle()
    (case,) = theatre.case_ids()
    assert "Denne kan ikke åpnes" in await emil.forges("case.open", case=case)
