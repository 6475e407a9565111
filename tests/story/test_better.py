"""How it has become, in the student's own word: asked before the evaluation, first in it, and never overruled."""

from __future__ import annotations

from domain.case import Status
from tests.story.conftest import Begin
from tests.story.course import assesses as assess
from tests.story.course import chooses, completes, does, evaluates, finds_out, plans, puts_away, reads, returns
from tests.story.reading import buttons, inputs, words
from tests.story.self_told import IN_CONFIDENCE, ON_THE_PAGE, has_told
from tests.story.test_closing import ADULT, CLOSE, archives, offered, status
from tests.story.test_following import ANOTHER, follows
from tests.story.test_plan import SEAT
from tests.story.theatre import Someone, Theatre

FINE = {"better_face": "5", "better_safe": "yes", "better_words": "Nå har jeg noen å sitte med."}
BAD = {"better_face": "1", "better_safe": "no", "better_words": "De har begynt igjen."}
WORSE = "En elev har svart at det ikke er bedre"
FINISHED = {"m1.result": "finished", "m1.effect": "Ikke lenger nødvendig"}
SAYS_YES = {"evaluate_safe": "yes", "evaluate_words": "Bra nå"}


async def with_plan(begin: Begin, origin: object = None) -> tuple[Theatre, Someone, Someone]:
    """Emil has told of himself, and the plan that came of it is evaluated on Monday 14 December."""
    theatre = await begin(ANOTHER)
    emil, randi = theatre.someone("Emil Strand"), theatre.someone("Randi Ås")
    await has_told(theatre, emil, *([origin] if origin else []))  # type: ignore[list-item]
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await assess(randi)
    await finds_out(randi)
    await plans(randi, SEAT)
    await completes(randi, 1)
    await puts_away(theatre, randi)
    return theatre, emil, randi


async def answers(theatre: Theatre, emil: Someone, said: dict[str, str]) -> None:
    page = await follows(emil)
    await emil.presses("Svar" if "Har det blitt bedre?" in page else "Si hvordan det er nå")
    await emil.presses("Send", said)
    await theatre.settle()


def asked(theatre: Theatre) -> list[tuple[str, ...]]:
    return theatre.stage.rows("SELECT person FROM deliveries WHERE card = 'answer' AND alert = 'better'")


async def closed(theatre: Theatre, randi: Someone) -> None:
    """By way of the forms, on a student who says that it is safe."""
    await returns(theatre, randi)
    await evaluates(randi, SAYS_YES, FINISHED)
    await does(randi, "Elevens alder", ADULT)
    await archives(randi)
    await randi.presses(CLOSE)
    await randi.presses("Videre", {"close_ending": "safe"})
    await randi.presses(CLOSE, {"close_safe": "yes", "close_words": "Ja"})
    await puts_away(theatre, randi)


async def test_the_student_is_asked_two_working_days_before_the_evaluation_and_once(begin: Begin) -> None:
    theatre, emil, _ = await with_plan(begin)
    await theatre.wait(days=16, hours=10)  # Wednesday 9 December, in the evening
    assert "Har det blitt bedre?" not in await follows(emil)
    await theatre.wait(hours=10)
    assert asked(theatre) == []
    await theatre.wait(hours=4)
    assert asked(theatre) == [(emil.id,)]
    emil.closes_dialog()
    card = emil.card_with("Det er noe nytt til deg i Varsle").card or {}
    assert words(card).splitlines() == ["Det er noe nytt til deg i Varsle", "Åpne"]
    await emil.presses("Åpne", on="Det er noe nytt til deg")
    assert "Har det blitt bedre?" in emil.reads
    await emil.presses("Svar")
    await emil.presses("Send", FINE)
    assert "Du svarte" in emil.reads
    assert "😀 Mye bedre" in emil.reads
    assert "Har det blitt bedre?" not in emil.reads
    await theatre.wait(days=6)
    assert len(asked(theatre)) == 1


async def test_what_was_told_in_confidence_is_asked_of_its_author_and_on_the_page_of_nobody(begin: Begin) -> None:
    theatre, _, _ = await with_plan(begin, IN_CONFIDENCE)
    await theatre.wait(days=18)
    ((person,),) = asked(theatre)
    assert person.startswith("teller:")


async def test_nobody_is_asked_who_cannot_be_reached(begin: Begin) -> None:
    theatre, _, randi = await with_plan(begin, ON_THE_PAGE)
    await theatre.wait(days=30)
    assert asked(theatre) == []
    assert not randi.cards_with("En elev har ikke svart")


async def test_three_working_days_without_an_answer_and_a_person_is_told_to_ask(begin: Begin) -> None:
    theatre, _, randi = await with_plan(begin)
    await theatre.wait(days=21, hours=20)  # Tuesday 15 December
    assert not randi.cards_with("En elev har ikke svart")
    await theatre.wait(hours=5)
    assert len(randi.cards_with("En elev har ikke svart")) == 1
    assert "Emil" not in words(randi.card_with("En elev har ikke svart").card or {})


async def test_the_students_own_answer_stands_first_in_the_case_and_over_the_evaluations_first_question(
    begin: Begin,
) -> None:
    theatre, emil, randi = await with_plan(begin)
    await answers(theatre, emil, FINE)
    await returns(theatre, randi)
    assert "Eleven har selv svart mandag 23. november 2026" in reads(randi)
    assert "Nå har jeg noen å sitte med." in reads(randi)
    await chooses(randi, "Evaluer tiltakene")
    assert "Eleven har selv svart 23.11.2026: 😀 Mye bedre. Trygt og godt på skolen: ja." in randi.reads


async def test_a_worse_answer_is_with_those_in_charge_at_once_and_the_evaluation_is_due_the_same_day(
    begin: Begin,
) -> None:
    theatre, emil, randi = await with_plan(begin)
    await answers(theatre, emil, BAD)
    (card,) = randi.cards_with(WORSE)
    assert "Emil" not in words(card.card or {})
    assert "begynt igjen" not in words(card.card or {})
    await randi.presses("Åpne", on=WORSE)
    assert "Eleven har selv svart" in reads(randi)
    assert "De har begynt igjen." in reads(randi)
    assert "Evaluer tiltakene: innen mandag 23. november 2026" in reads(randi)


async def test_s2_11_a_case_does_not_end_against_the_students_own_word_and_ends_on_it(begin: Begin) -> None:
    theatre, emil, randi = await with_plan(begin)
    await returns(theatre, randi)
    await evaluates(randi, SAYS_YES, FINISHED)
    await does(randi, "Elevens alder", ADULT)
    await archives(randi)
    await puts_away(theatre, randi)
    await answers(theatre, emil, BAD)
    await returns(theatre, randi)
    await chooses(randi, CLOSE)
    assert "safe" not in offered(randi)
    await puts_away(theatre, randi)
    await answers(theatre, emil, FINE)
    await returns(theatre, randi)
    await chooses(randi, CLOSE)
    assert "safe" in offered(randi)
    await randi.presses("Videre", {"close_ending": "safe"})
    assert "Eleven har selv svart 23.11.2026: 😀 Mye bedre" in randi.reads
    await randi.presses(CLOSE, {"close_safe": "yes", "close_words": "Ja"})
    assert status(theatre) == Status.CLOSED


async def test_a_worse_answer_after_the_case_has_ended_reopens_nothing_by_itself_and_makes_somebody_look(
    begin: Begin,
) -> None:
    theatre, emil, randi = await with_plan(begin)
    await closed(theatre, randi)
    assert status(theatre) == Status.CLOSED
    await theatre.wait(days=5)
    await answers(theatre, emil, BAD)
    assert "Saken er avsluttet" in emil.reads
    assert status(theatre) == Status.CLOSED
    assert len(randi.cards_with(WORSE)) == 1
    randi.open_card = None
    await randi.presses("Åpne", on=WORSE)
    step = reads(randi).split("Neste steg")[1].splitlines()[1]
    assert step == "Gjenåpne saken"
    await randi.presses("Gjenåpne saken")
    await randi.presses("Gjenåpne", {"reopen_why": "Eleven sier at det har begynt igjen."})
    assert status(theatre) == Status.REOPENED


async def test_e54_the_same_answer_sent_twice_is_one(begin: Begin) -> None:
    theatre, emil, _ = await with_plan(begin)
    (report,) = theatre.report_ids()
    for _ in range(2):
        await emil.forges("student.better.answer", report=report, page="better", token="c" * 32, **BAD)
    await theatre.settle()
    assert theatre.count("supplements") == 1
    assert [e["action"] for e in theatre.audit()].count("case:said") == 2  # the first was when it was told


async def test_what_cannot_be_an_answer_is_none(begin: Begin) -> None:
    theatre, emil, _ = await with_plan(begin)
    (report,) = theatre.report_ids()
    for forged in ({"better_face": "9"}, {"better_safe": "unreached"}, {"better_face": ""}):
        page = await emil.forges("student.better.answer", report=report, page="better", **{**BAD, **forged})
        assert "Slik har jeg det nå" in page
    assert theatre.count("supplements") == 0


async def test_the_question_is_a_face_and_a_word_and_never_a_face_alone(begin: Begin) -> None:
    _, emil, _ = await with_plan(begin)
    await follows(emil)
    await emil.presses("Si hvordan det er nå")
    faces = [choice["title"] for choice in inputs(emil.sees)["better_face"]["choices"]]
    assert faces == ["😢 Mye verre", "😟 Litt verre", "😐 Som før", "😊 Litt bedre", "😀 Mye bedre"]
    assert "Send" in buttons(emil.sees)
