"""Afterwards, the student's side: what became of it, the talk, who has read it, and the plan."""

from __future__ import annotations

import pytest

from cards.look import Surface
from domain.case import Event
from domain.people import Person, Post, Role
from tests.story.conftest import Begin
from tests.story.course import SEAT, assesses, completes, does, finds_out, plans, puts_away
from tests.story.house import FJELLVIK, STUDENT, with_another_school, with_people
from tests.story.self_told import IN_CONFIDENCE, ON_THE_PAGE, STORY, has_told
from tests.story.test_asking import asks, opens_name
from tests.story.test_tasks import NORA
from tests.story.test_wrong_school import _sends_on as sends_on
from tests.story.theatre import Someone, Theatre, buttons

FOLLOW = "Følg det jeg sa fra om"
PRESENTED = {"deliver_to": "student", "deliver_day": "2026-11-23"}
ADA = Person("7d3e1a50-0000-4000-8000-000000000088", "Ada Lie", frozenset({Post(FJELLVIK, Role.STUDENT)}))
ANOTHER = with_people(STUDENT, ADA, NORA)


async def begun(begin: Begin) -> tuple[Theatre, Someone, Someone]:
    theatre = await begin(ANOTHER)
    return theatre, theatre.someone("Emil Strand"), theatre.someone("Randi Ås")


async def opened(theatre: Theatre, randi: Someone) -> None:
    await randi.presses("Bekreft mottak")
    await randi.opens_case()


async def planned(theatre: Theatre, randi: Someone) -> None:
    """As far as a complete plan, which is evaluated on 14 December."""
    await opened(theatre, randi)
    await assesses(randi)
    await finds_out(randi)
    await plans(randi, SEAT)
    await completes(randi, 1)


async def follows(one: Someone) -> str:
    if one.dialog is None and "Ferdig lest" in buttons(one.sees):
        await one.presses("Ferdig lest")
    one.closes_dialog()
    await one.presses(FOLLOW, on="Sak 2026-")
    return one.reads


def audited(theatre: Theatre, *actions: str) -> list[tuple[str, str, str]]:
    found = [e for e in theatre.audit() if e["action"] in actions and e["outcome"] == "done"]
    return [(e["actor"], e["action"], e["reason"]) for e in found]


async def test_a_student_follows_what_they_told_in_status_words_and_sees_who_has_read_it(begin: Begin) -> None:
    theatre, emil, randi = await begun(begin)
    await has_told(theatre, emil)
    before = await follows(emil)
    assert "Mottatt" in before
    assert "Ingen har åpnet det ennå." in before

    await opened(theatre, randi)
    await assesses(randi)
    await puts_away(theatre, randi)
    page = await follows(emil)

    assert "Bekreftet, følges opp" in page
    assert "Undersøkes" not in page
    assert "Rektor, sist mandag 23. november 2026" in page
    assert STORY not in page
    assert (emil.id, "report:read", "follow") in audited(theatre, "report:read")


async def test_the_readers_on_the_page_are_those_of_the_audit_and_no_others(begin: Begin) -> None:
    theatre, emil, randi = await begun(begin)
    nora = theatre.someone(NORA.name)
    await has_told(theatre, emil, adult=nora.id)
    await opened(theatre, randi)
    await theatre.wait(minutes=5)
    nora.closes_dialog()
    await nora.presses("Åpne")
    await nora.presses("Jeg er habil, åpne saken")
    await puts_away(theatre, nora)
    await follows(emil)

    read = {e["actor"] for e in theatre.audit() if e["action"] in ("case:open", "case:read") and e["outcome"] == "done"}
    assert read == {randi.id, nora.id}
    lines = [line for line in emil.reads.splitlines() if ", sist " in line]
    assert [line.split(",")[0] for line in lines] == ["Kontaktlærer", "Rektor"]
    assert "Randi" not in "".join(lines)


async def test_what_a_student_writes_to_the_school_is_in_the_talk_and_everybody_who_has_the_case_is_told(
    begin: Begin,
) -> None:
    theatre, emil, randi = await begun(begin)
    nora = theatre.someone(NORA.name)
    await has_told(theatre, emil, adult=nora.id)
    await opened(theatre, randi)
    await puts_away(theatre, randi)
    await follows(emil)
    await emil.presses("Skriv til skolen")
    await emil.presses("Send", {"said": "Det skjedde igjen i dag."})
    assert "Det skjedde igjen i dag." in emil.reads
    await theatre.settle()

    assert randi.cards_with("Nye opplysninger")
    assert nora.cards_with("Nye opplysninger")
    assert not any("skjedde igjen" in s.body for s in theatre.wire.sent if s.person != emil.id)
    randi.closes_dialog()
    randi.open_card = None
    await randi.presses("Åpne")
    assert "Det skjedde igjen i dag." in randi.reads


async def test_the_school_asks_and_the_student_answers_and_both_see_who_said_what(begin: Begin) -> None:
    theatre, emil, randi = await begun(begin)
    await has_told(theatre, emil)
    await opened(theatre, randi)
    await asks(theatre, randi, words="Når på dagen er det verst?")
    await puts_away(theatre, randi)
    emil.closes_dialog()
    await emil.presses("Åpne", on="Det er noe nytt til deg")
    assert "Rektor, mandag 23. november 2026" in emil.reads
    assert "Når på dagen er det verst?" in emil.reads
    await emil.presses("Skriv til skolen")
    await emil.presses("Send", {"said": "I lunsjen."})
    talk = emil.reads.split("Samtalen")[1]
    assert talk.index("Når på dagen er det verst?") < talk.index("Du, mandag") < talk.index("I lunsjen.")


async def test_that_a_name_has_been_opened_stands_among_the_readers_as_in_the_audit(begin: Begin) -> None:
    theatre, emil, randi = await begun(begin)
    told = await has_told(theatre, emil, IN_CONFIDENCE)
    await opened(theatre, randi)
    await opens_name(theatre, randi, "Vi må snakke med eleven i dag.")
    await emil.says("hei")
    page = await emil.forges("student.follow", report=told.report)
    assert "Rektor har åpnet navnet ditt, mandag 23. november 2026" in page
    assert "snakke med eleven i dag" not in page
    assert [actor for actor, *_ in audited(theatre, "case:open_name")] == [randi.id]


async def test_an_empty_message_comes_back_and_nothing_is_saved(begin: Begin) -> None:
    theatre, emil, _ = await begun(begin)
    await has_told(theatre, emil)
    await follows(emil)
    await emil.presses("Skriv til skolen")
    await emil.presses("Send", {"said": "   "})
    assert "Dette må fylles ut." in emil.reads
    assert theatre.count("supplements") == 0


async def test_when_it_cannot_be_saved_the_words_come_back_with_whom_to_call(begin: Begin) -> None:
    theatre, emil, _ = await begun(begin)
    await has_told(theatre, emil)
    await follows(emil)
    await emil.presses("Skriv til skolen")
    async with theatre.stage.locked():
        await emil.presses("Send", {"said": "Det skjedde igjen."})
    assert "Ingenting er lagret eller sendt" in emil.reads
    assert "116 111" in emil.reads
    assert "Det skjedde igjen." in emil.reads
    await emil.presses("Send")
    assert theatre.count("supplements") == 1


@pytest.mark.parametrize("verb", ["student.follow", "student.say.answer", "student.better.answer"])
async def test_another_gets_the_same_answer_as_of_a_report_that_does_not_exist(begin: Begin, verb: str) -> None:
    theatre, emil, randi = await begun(begin)
    told = await has_told(theatre, emil)
    filled = {"said": "Hei", "better_face": "5", "better_safe": "yes", "better_words": ""}
    for other in (randi, theatre.someone("Tor Vik"), theatre.someone("Ada Lie")):
        await other.says("hei")
        theirs = await other.forges(verb, report=told.report, **filled)
        nobodys = await other.forges(verb, report="0" * 32, **filled)
        assert theirs == nobodys
        assert "Denne kan ikke åpnes" in theirs
        refused = [e for e in theatre.audit() if e["actor"] == other.id and e["outcome"] == "refused"]
        assert len({e["action"] for e in refused}) == 1
        assert [e["case"] for e in refused] == [told.report, "0" * 32]
    assert theatre.count("supplements") == 0


async def test_a_colleague_who_has_told_has_a_receipt_and_no_more(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.tells()
    await theatre.settle()
    assert FOLLOW not in buttons(tor.card_with("Lagret mandag").card or {})
    (report,) = theatre.report_ids()
    assert "Denne kan ikke åpnes" in await tor.forges("student.follow", report=report)


async def test_what_was_told_in_confidence_is_followed_by_its_author_and_read_under_its_own_word(
    begin: Begin, surface: Surface
) -> None:
    theatre, emil, randi = await begun(begin)
    told = await has_told(theatre, emil, IN_CONFIDENCE)
    await opened(theatre, randi)
    await emil.says("hei")
    seen = await emil.forges("student.follow", report=told.report)

    assert "Rektor, sist mandag" in seen
    assert (told.author, "report:read", "follow") in audited(theatre, "report:read")
    assert emil.id not in {e["actor"] for e in theatre.audit()}
    assert not theatre.stage.rows("SELECT 1 FROM shown WHERE subject = ?", told.report)


async def test_nothing_of_what_was_told_stays_in_the_chat(begin: Begin, surface: Surface) -> None:
    theatre, emil, randi = await begun(begin)
    await has_told(theatre, emil)
    await opened(theatre, randi)
    await follows(emil)
    await emil.presses("Skriv til skolen")
    await emil.presses("Send", {"said": "Det skjedde igjen."})
    if surface is Surface.DIALOG:
        assert "skjedde igjen" not in emil.whole_chat
        return
    assert "skjedde igjen" in emil.whole_chat
    await theatre.wait(minutes=11)
    assert "skjedde igjen" not in emil.whole_chat
    assert FOLLOW in buttons(emil.card_with("Meldingen er lagret").card or {})


async def test_the_plan_is_shown_once_it_is_complete_and_has_been_made_known_to_the_student(begin: Begin) -> None:
    theatre, emil, randi = await begun(begin)
    await has_told(theatre, emil)
    await planned(theatre, randi)
    await puts_away(theatre, randi)
    assert SEAT["measure"] not in await follows(emil)

    randi.open_card = None
    await randi.presses("Åpne")
    await does(randi, "Planen er gjort kjent", PRESENTED)
    await plans(randi, {"measure": "Et utkast som ingen har sagt er ferdig"})
    page = await follows(emil)

    assert SEAT["measure"] in page
    assert "utkast som ingen" not in page
    assert (emil.id, "report:read", "plan") in audited(theatre, "report:read")


async def test_e32_the_plan_of_another_student_is_never_shown_to_whoever_told(begin: Begin) -> None:
    theatre, emil, randi = await begun(begin)
    told = await has_told(theatre, emil, IN_CONFIDENCE)
    await planned(theatre, randi)
    await does(randi, "Planen er gjort kjent", PRESENTED)
    await emil.says("hei")
    assert SEAT["measure"] not in await emil.forges("student.follow", report=told.report)


async def test_what_was_told_on_the_page_is_nobodys_in_teams(begin: Begin) -> None:
    theatre, emil, _ = await begun(begin)
    told = await has_told(theatre, emil, ON_THE_PAGE)
    await emil.says("hei")
    assert "Denne kan ikke åpnes" in await emil.forges("student.follow", report=told.report)


async def test_with_the_code_one_follows_and_writes_and_the_code_stands_nowhere_in_the_chat(
    begin: Begin, surface: Surface
) -> None:
    theatre, emil, randi = await begun(begin)
    told = await has_told(theatre, emil, ON_THE_PAGE)
    await opened(theatre, randi)
    await emil.says("hei")
    await emil.presses("Jeg har en kode")
    await emil.presses("Vis", {"code": told.code.lower()})
    assert "Rektor, sist mandag" in emil.reads
    if surface is Surface.DIALOG:
        await emil.presses("Skriv til skolen")
        await emil.presses("Send", {"said": "Det skjedde igjen."})
        assert "Det skjedde igjen." in emil.reads
        assert theatre.count("supplements") == 1
        assert "Rektor, sist mandag" in emil.reads
    emil.closes_dialog()
    await theatre.wait(minutes=11)
    assert told.code not in emil.whole_chat.upper()
    assert "Rektor, sist" not in emil.whole_chat
    assert emil.id not in {e["actor"] for e in theatre.audit()}


async def test_a_code_opens_its_own_report_and_no_other(begin: Begin) -> None:
    theatre, emil, _ = await begun(begin)
    theirs = await has_told(theatre, emil, ON_THE_PAGE, token="a" * 32)
    others = await has_told(theatre, emil, ON_THE_PAGE, token="b" * 32)
    await emil.says("hei")
    for verb in ("student.follow", "student.say.answer"):
        said = await emil.forges(verb, report=others.report, by_code=theirs.code, said="Hei")
        assert "Denne kan ikke åpnes" in said
    assert theatre.count("supplements") == 0


async def test_e31_what_was_sent_on_to_another_school_is_followed_there_and_whoever_read_it_first_still_stands(
    begin: Begin,
) -> None:
    theatre = await begin(with_people(STUDENT, register=with_another_school()))
    emil, randi = theatre.someone("Emil Strand"), theatre.someone("Randi Ås")
    told = await has_told(theatre, emil)
    await opened(theatre, randi)
    await sends_on(theatre, randi)
    page = await follows(emil)
    assert "Solvik videregående skole" in page
    assert "Rektor, sist mandag" in page
    later = await theatre.stage.read(lambda work: work.cases_of(told.report)[-1])
    assert [h.what for h in later.history][1:3] == [Event.OF_SELF, Event.SAID]


async def test_the_rights_say_from_which_day_statsforvalteren_can_be_asked_and_in_which_words_the_ombud_is_known(
    begin: Begin,
) -> None:
    theatre, emil, _ = await begun(begin)
    await has_told(theatre, emil)
    page = await follows(emil)
    assert "kan du be Statsforvalteren se på saken fra mandag 30. november 2026" in page
    assert "mobbeombudet, elev- og lærlingombudet" in page
    assert "116 111" in page
