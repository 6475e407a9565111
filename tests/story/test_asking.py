"""Rektor asks whoever told something, and opens a name: what each sees of it, and what nobody does."""

from __future__ import annotations

import pytest

from domain.evaluation import latest_word
from tests.story.conftest import Begin
from tests.story.course import BACK, chooses, puts_away, returns
from tests.story.house import STUDENT, with_people
from tests.story.reading import buttons, foreign
from tests.story.tellers import A_COLLEAGUE, HIMSELF, IN_CONFIDENCE, NAMELESS, STORY, says, tells, the_case
from tests.story.theatre import Someone, Theatre

NEWS = "Det er noe nytt til deg i Varsle"
QUESTION = "Når på dagen er det verst?"
WHY = "Det haster, og jeg må snakke med Emil i dag."
NAME = STUDENT.name


async def opened(theatre: Theatre) -> Someone:
    """Randi has confirmed and opened what was told."""
    randi = theatre.someone("Randi Ås")
    await randi.presses("Bekreft mottak")
    await theatre.settle()
    await randi.opens_case()
    return randi


async def asks(theatre: Theatre, one: Someone, button: str = "Spør eleven", words: str = QUESTION) -> None:
    await one.presses(button)
    await one.presses("Send spørsmålet", {"ask_words": words})
    await theatre.settle()


async def opens_name(theatre: Theatre, one: Someone, why: str = WHY) -> None:
    await chooses(one, "Åpne navnet")
    await one.presses("Åpne navnet", {"name_why": why})
    await theatre.settle()


@pytest.fixture
async def school(begin: Begin) -> Theatre:
    return await begin(with_people(STUDENT))


async def test_e17_rektor_sees_that_the_student_has_told_this_and_asks_them(school: Theatre) -> None:
    await tells(school, HIMSELF)
    randi = await opened(school)
    assert "Eleven selv har sagt fra" in randi.reads
    assert STORY in randi.reads
    assert randi.reads.count(NAME) == 3  # whom it is about, who told, and the line of the history
    await asks(school, randi)
    assert "Spørsmål fra Randi Ås" in randi.reads
    assert QUESTION in randi.reads


async def test_the_student_hears_that_there_is_news_and_nothing_of_what(school: Theatre) -> None:
    await tells(school, HIMSELF)
    emil = school.someone(NAME)
    await asks(school, await opened(school))
    (card,) = emil.cards_with(NEWS)
    assert list(buttons(card.card or {})) == ["Åpne"]
    assert QUESTION not in emil.whole_chat
    assert not [s for s in school.sent_to(emil) if QUESTION in s.body or STORY in s.body]


async def test_a_student_who_did_not_choose_it_hears_nothing_in_the_chat(school: Theatre) -> None:
    await tells(school, HIMSELF, here=False)
    await asks(school, await opened(school))
    assert school.someone(NAME).cards_with(NEWS) == []


async def test_what_the_student_answers_stands_under_the_question_for_those_who_handle_it(school: Theatre) -> None:
    report = await tells(school, HIMSELF)
    randi = await opened(school)
    await asks(school, randi)
    await puts_away(school, randi)
    await says(school, report, "I storefri.")
    assert randi.cards_with("Nye opplysninger")
    await returns(school, randi)
    read = randi.reads
    assert read.index(STORY) < read.index(QUESTION) < read.index("I storefri.")


async def test_the_words_over_the_question_say_who_will_read_it(school: Theatre) -> None:
    await tells(school, HIMSELF)
    randi = await opened(school)
    await randi.presses("Spør eleven")
    assert "Eleven ser det du skriver her, og hvilken stilling du har." in randi.reads


async def test_a_colleague_who_told_is_talked_with_and_not_asked_here(school: Theatre) -> None:
    await school.someone("Tor Vik").tells()
    await school.settle()
    randi = await opened(school)
    await randi.presses("Hva vil du gjøre?")
    assert not {"Spør den som sa fra", "Åpne navnet", "Se etter hvem som sa fra"} & set(buttons(randi.sees))
    (case,) = school.case_ids()
    assert "Snakk med dem" in await randi.forges("case.ask_teller", case=case)
    assert "ikke noe navn å åpne" in await randi.forges("case.open_name", case=case)


# A name that is held apart


async def test_3_7_nobody_sees_the_name_that_is_withheld_and_all_are_told_not_to_seek_it(school: Theatre) -> None:
    await tells(school, IN_CONFIDENCE)
    randi = school.someone("Randi Ås")
    await randi.presses("Bekreft mottak")
    await school.settle()
    await randi.presses("Åpne")
    assert "Eleven som har sagt fra (navnet holdes tilbake)" in randi.reads
    assert "Ikke prøv å finne ut hvem det er, med mindre liv eller helse er i fare." in randi.reads
    await randi.presses("Jeg er habil, åpne saken")
    assert STORY in randi.reads
    assert NAME not in randi.reads
    assert "Ukjent" not in randi.reads
    assert "teller:" not in randi.whole_chat
    assert "meldingen kom" in randi.reads


async def test_one_who_told_in_confidence_hears_that_there_is_news_by_no_name_of_theirs(school: Theatre) -> None:
    await tells(school, IN_CONFIDENCE)
    await asks(school, await opened(school))
    assert len(school.someone(NAME).cards_with(NEWS)) == 1


async def test_one_who_told_in_confidence_and_wants_no_word_gets_none(school: Theatre) -> None:
    await tells(school, IN_CONFIDENCE, here=False)
    await asks(school, await opened(school))
    assert school.someone(NAME).cards_with(NEWS) == []


async def test_rektor_opens_the_name_with_a_reason_and_alone_sees_it(school: Theatre) -> None:
    await tells(school, IN_CONFIDENCE, here=False)
    randi = await opened(school)
    await chooses(randi, "Åpne navnet")
    assert "Den som sa fra, har bedt om at navnet holdes tilbake." in randi.reads
    await randi.presses("Åpne navnet", {"name_why": ""})
    assert NAME not in randi.reads
    await randi.presses("Åpne navnet", {"name_why": WHY})
    assert f"Du har åpnet navnet: {NAME}" in randi.reads
    await puts_away(school, randi)
    await returns(school, randi)
    assert f"Du har åpnet navnet: {NAME}" in randi.reads
    done = [e for e in school.audit() if e["action"] == "case:open_name"]
    assert [(e["actor"], e["outcome"]) for e in done] == [(randi.id, "done")]


async def test_whoever_told_hears_that_their_name_was_opened_though_they_wanted_no_other_word(school: Theatre) -> None:
    await tells(school, IN_CONFIDENCE, here=False)
    randi = await opened(school)
    await opens_name(school, randi)
    assert len(school.someone(NAME).cards_with(NEWS)) == 1
    assert WHY not in school.someone(NAME).whole_chat


async def test_another_leader_of_the_case_does_not_see_the_name_that_rektor_opened_nor_why(school: Theatre) -> None:
    await tells(school, IN_CONFIDENCE)
    await school.wait(hours=4)  # the deputy has been told, too
    randi, dag = await opened(school), school.someone("Dag Lund")
    await opens_name(school, randi)
    await puts_away(school, randi)
    await dag.opens_case()
    assert NAME not in dag.reads
    assert "navnet åpnet av Randi Ås" in dag.reads
    await dag.presses("Det som er skrevet ned")
    assert "Navnet åpnet" in dag.reads
    assert WHY not in dag.reads
    await dag.presses(BACK)
    await opens_name(school, dag, "Jeg overtar i dag.")
    assert f"Du har åpnet navnet: {NAME}" in dag.reads
    await dag.presses("Det som er skrevet ned")
    assert WHY in dag.reads


@pytest.mark.parametrize("verb", ["case.open_name", "open_name.answer"])
async def test_p5_nobody_but_rektor_and_the_deputy_opens_a_name_by_whatever_they_send(
    school: Theatre, verb: str
) -> None:
    await tells(school, IN_CONFIDENCE)
    await opened(school)
    (case,) = school.case_ids()
    form = {"page": "open_name", "name_why": WHY, "token": "c" * 32}
    for name in ("Tor Vik", "Dag Lund", "Unni Berg", NAME):  # the deputy has not been told
        one = school.someone(name)
        assert NAME not in await one.forges(verb, case=case, **form)
    assert [e for e in school.audit() if e["action"] == "case:open_name" and e["outcome"] == "done"] == []


async def test_a_person_may_put_the_name_on_the_case_when_it_has_been_opened(school: Theatre) -> None:
    await tells(school, IN_CONFIDENCE)
    randi = await opened(school)
    await opens_name(school, randi)
    await randi.presses("Feil elev")
    await randi.presses("Rett", {"student_right": NAME, "correction_reason": "Emil har sagt det selv."})
    await randi.presses("Åpne saken igjen")
    assert f"Eleven det gjelder\n{NAME}" in randi.reads
    (id_,) = school.case_ids()
    assert latest_word(await the_case(school, id_)) == "no"  # it is the same student who has said so


async def test_a_name_written_more_fully_takes_nothing_of_what_the_student_has_said(school: Theatre) -> None:
    await tells(school, HIMSELF)
    randi = await opened(school)
    await randi.presses("Feil elev")
    await randi.presses("Rett", {"student_right": f"{NAME} 2STA", "correction_reason": "Med klasse."})
    (id_,) = school.case_ids()
    assert latest_word(await the_case(school, id_)) == "no"


# Where nobody knows who it is


async def test_3_7_of_one_on_the_open_page_it_is_said_that_nobody_knows_who(school: Theatre) -> None:
    report = await tells(school, NAMELESS)
    randi = await opened(school)
    assert "Eleven som har sagt fra (ingen vet hvem)" in randi.reads
    assert "Sagt fra på den åpne siden" in randi.reads
    await randi.presses("Hva vil du gjøre?")
    assert "Åpne navnet" not in buttons(randi.sees)
    await randi.presses(BACK)
    await asks(school, randi)
    await says(school, report, "Hver dag.")
    assert school.count("deliveries") == len(school.stage.rows("SELECT id FROM deliveries WHERE card <> 'answer'"))


async def test_ruling_11_staff_on_the_open_page_are_to_be_confirmed_as_for_an_oral_report(school: Theatre) -> None:
    answers = {"what": STORY, "who": "staff", "name": "Mona Dahl", "reach": "99 00 11 22"}
    await tells(school, A_COLLEAGUE, reporter_name="Mona Dahl", answers=answers, students=("Ola Dal",))
    randi = await opened(school)
    assert "Ikke bekreftet hvem dette er" in randi.reads
    assert "Kan nås: 99 00 11 22" in randi.reads
    assert "ingen har sett etter om det er dem" in randi.reads
    await randi.presses("Se etter hvem som sa fra")
    await randi.presses("Lagre", {"confirm_is": "yes", "confirm_how": "phone"})
    assert "Ikke bekreftet hvem dette er" not in randi.reads
    assert "ingen har sett etter om det er dem" not in randi.reads
    assert "Randi Ås bekreftet mandag 23. november" in randi.reads.replace("\u00a0", " ")
    assert "Randi Ås så etter hvem som sa fra" in randi.reads


@pytest.mark.parametrize("locale", ["nn-NO", "en-GB"])
async def test_everything_about_whoever_told_is_in_the_readers_language(school: Theatre, locale: str) -> None:
    (randi,) = await school.installed("Randi Ås", locale=locale)
    await tells(school, IN_CONFIDENCE)
    name = {"nn-NO": "Opne", "en-GB": "Open"}[locale]
    await randi.presses(name)
    language = locale[:2]
    assert foreign(randi.reads.splitlines(), language) == []  # type: ignore[arg-type]
    await randi.presses(next(iter(buttons(randi.sees))))
    assert STORY in randi.reads
    assert foreign(randi.reads.splitlines(), language) == []  # type: ignore[arg-type]
