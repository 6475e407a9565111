"""A student tells it to rektor and to one adult of their own choice: both have it, at the same time (S0-6, S1-8)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.people import Person, Post, Role
from domain.profile import HEARER, STUDENT_TOLD, PlannedTask
from domain.report import ByStaff
from tests.story.conftest import Begin
from tests.story.course import assesses, puts_away, returns
from tests.story.house import FJELLVIK, STUDENT, with_people
from tests.story.reading import buttons, foreign
from tests.story.tellers import HIMSELF, IN_CONFIDENCE, STORY, says, tells
from tests.story.theatre import Someone, Theatre

NORA = Person("7d3e1a50-0000-4000-8000-000000000077", "Nora Eide", frozenset({Post(FJELLVIK, Role.CONTACT_TEACHER)}))
CHOSEN, QUESTION = "En elev vil snakke med deg", "Når passer det?"
SAFE = {"on_day": "2026-11-23", "hear_whose": "affected", "hear_outcome": "heard"}
SAID = {"hear_words": "Helst ingen friminutt alene.", "hear_safe": "no", "hear_part": "Vil være med i planen."}


@pytest.fixture
async def school(begin: Begin) -> Theatre:
    return await begin(with_people(STUDENT, NORA))


async def _opened(theatre: Theatre) -> Someone:
    nora = theatre.someone("Nora Eide")
    await nora.opens_case()
    return nora


async def test_s0_6_rektor_and_the_adult_both_get_it_and_neither_card_tells_anything(school: Theatre) -> None:
    await tells(school, HIMSELF, adult=NORA.id)
    nora, randi = school.someone("Nora Eide"), school.someone("Randi Ås")
    (bell,) = nora.doorbells
    assert CHOSEN in bell
    assert "Frist tirsdag 24. november 2026" in bell
    assert "Noen har meldt fra" in randi.doorbells[0]
    assert not [said for said in (STUDENT.name, STORY) if said in nora.whole_chat]


async def test_the_adult_reads_what_was_told_before_rektor_has_confirmed_and_meets_no_duty_of_rektors(
    school: Theatre,
) -> None:
    await tells(school, HIMSELF, adult=NORA.id)
    nora = await _opened(school)
    assert STORY in nora.reads
    assert "Eleven selv har sagt fra" in nora.reads
    assert "Samtalen som eleven ønsker" in nora.reads
    assert {"Spør eleven", "Skriv ned samtalen", "Gjort"} <= set(buttons(nora.sees))
    assert "Bekreft mottak" not in buttons(nora.sees)
    await school.wait(hours=2, minutes=1)
    assert school.someone("Dag Lund").doorbells  # nobody had confirmed


async def test_the_adult_asks_the_student_answers_and_the_adult_hears_of_it(school: Theatre) -> None:
    report = await tells(school, HIMSELF, adult=NORA.id)
    nora = await _opened(school)
    await nora.presses("Spør eleven")
    await nora.presses("Send spørsmålet", {"ask_words": QUESTION})
    await puts_away(school, nora)
    await says(school, report, "Etter siste time.")
    assert nora.cards_with("Nye opplysninger")
    await returns(school, nora)
    assert nora.reads.index(QUESTION) < nora.reads.index("Etter siste time.")


async def test_the_adult_writes_down_the_talk_and_it_counts_as_the_student_heard(school: Theatre) -> None:
    await tells(school, HIMSELF, adult=NORA.id)
    nora = await _opened(school)
    await nora.presses("Skriv ned samtalen")
    await nora.presses("Neste", SAFE)
    await nora.presses("Lagre", SAID)
    await nora.presses("Gjort")
    assert "ikke lenger åpen for deg" in nora.reads
    randi = school.someone("Randi Ås")
    nora.closes_dialog()
    await school.settle()
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await assesses(randi)
    assert "Eleven er ikke hørt" not in randi.reads
    await randi.presses("Det som er skrevet ned")
    assert "Helst ingen friminutt alene." in randi.reads


async def test_in_confidence_the_adult_is_not_told_whose_words_they_are_either(school: Theatre) -> None:
    await tells(school, IN_CONFIDENCE, adult=NORA.id)
    nora = await _opened(school)
    assert STORY in nora.reads
    assert STUDENT.name not in nora.reads
    await nora.presses("Hva vil du gjøre?")
    assert "Åpne navnet" not in buttons(nora.sees)
    assert "Spør den som sa fra" in buttons(nora.sees)


async def test_e3_an_adult_who_turns_out_to_be_involved_is_shut_out_and_rektor_hears_that_nobody_has_it(
    school: Theatre,
) -> None:
    await tells(school, HIMSELF, adult=NORA.id)
    nora, randi = await _opened(school), school.someone("Randi Ås")
    await puts_away(school, nora)
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await randi.presses("Noen som arbeider på skolen, er innblandet")
    await randi.presses("Neste", {"by_staff": "employee", "accuse_reason": "Eleven sa det i går."})
    await randi.presses("Skriv ned", {"accused_name": "Nora"})
    await randi.presses("Skriv ned", {"accused_id": NORA.id})
    randi.closes_dialog()
    await school.settle()
    assert "Du har ingen oppgave i denne saken nå." in nora.doorbells[-1]
    (case,) = school.case_ids()
    assert STORY not in await nora.forges("case.open", case=case)
    await randi.presses("Bekreft mottak")
    await school.wait(minutes=1)
    assert randi.cards_with("En oppgave er uten eier")


async def test_p12_5_an_adult_who_is_the_one_it_is_about_gets_nothing(school: Theatre) -> None:
    await tells(school, HIMSELF, adult=NORA.id, by_staff=ByStaff.EMPLOYEE, accused=frozenset({NORA.id}))
    assert school.someone("Nora Eide").doorbells == []


async def test_a_day_that_passes_is_told_the_adult_and_whoever_is_in_charge(school: Theatre) -> None:
    await tells(school, HIMSELF, adult=NORA.id)
    nora, randi = school.someone("Nora Eide"), school.someone("Randi Ås")
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await puts_away(school, randi)
    await school.wait(days=1)
    assert nora.cards_with("Påminnelse om en frist")
    await school.wait(days=1)
    assert nora.cards_with("En frist er ute")
    assert randi.cards_with("En frist er ute")


async def test_given_on_by_rektor_it_is_a_talk_like_any_other(school: Theatre) -> None:
    await tells(school, HIMSELF, adult=NORA.id)
    randi = school.someone("Randi Ås")
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await randi.presses("Oppgaver")
    assert "Samtalen som eleven ønsker" in randi.reads
    await randi.presses("Gi til en annen")
    await randi.presses("Gi oppgaven videre", {"task_to": school.someone("Tor Vik").id})
    await randi.presses("Oppgaver")
    assert "Snakke med eleven. Frist" in randi.reads


async def test_the_case_stands_in_the_adults_list_from_the_first_moment(school: Theatre) -> None:
    await tells(school, HIMSELF, adult=NORA.id)
    nora = school.someone("Nora Eide")
    await nora.says("mine saker")
    assert "Oppgave: innen tirsdag 24. november 2026" in nora.reads.replace("\u00a0", " ")
    assert "Mottatt" in nora.reads


async def test_s1_8_whom_the_student_chose_is_the_one_the_plan_wants_help_from(begin: Begin) -> None:
    register = with_people(STUDENT, NORA)
    helps = PlannedTask("S1-8", "investigate", "Bidra i å undersøke nærmere", (HEARER,), STUDENT_TOLD)
    planned = replace(register.schools[FJELLVIK], tasks=(helps,))
    school = await begin(replace(register, schools={FJELLVIK: planned}))
    await tells(school, HIMSELF, adult=NORA.id)
    randi = school.someone("Randi Ås")
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await assesses(randi)
    await randi.presses("Oppgaver")
    assert "Bidra i å undersøke nærmere (S1-8)" in randi.reads
    assert "Forslag: Nora Eide" in randi.reads


async def test_e17_the_list_says_that_the_student_has_told_it_and_no_name(school: Theatre) -> None:
    await tells(school, IN_CONFIDENCE)
    randi = school.someone("Randi Ås")
    await randi.says("mine saker")
    assert "Eleven selv har sagt fra" in randi.reads
    assert STUDENT.name not in randi.reads


@pytest.mark.parametrize("locale", ["nn-NO", "en-GB"])
async def test_the_adults_page_is_in_their_language(school: Theatre, locale: str) -> None:
    (nora,) = await school.installed("Nora Eide", locale=locale)
    await tells(school, HIMSELF, adult=NORA.id)
    await nora.presses({"nn-NO": "Opne", "en-GB": "Open"}[locale])
    await nora.presses(next(iter(buttons(nora.sees))))
    assert STORY in nora.reads
    assert foreign(nora.reads.splitlines(), locale[:2]) == []  # type: ignore[arg-type]
