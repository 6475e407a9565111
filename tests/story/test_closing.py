"""From a report to the end of its case, which is the student's own word; and what begins it again (8.1)."""

from __future__ import annotations

from domain.case import Status
from tests.story.course import (
    OLA,
    SEAT,
    assesses,
    chooses,
    completes,
    does,
    evaluates,
    finds_out,
    plans,
    reads,
    returns,
    taken,
)
from tests.story.reading import buttons, inputs
from tests.story.theatre import Someone, Theatre

CLOSE = "Avslutt saken"
SAID = {"evaluate_safe": "no", "evaluate_words": "De ler fortsatt av meg."}
RESULT = {"m1.result": "change", "m1.effect": "Lite", "evaluate_next": "2027-01-11"}


ADULT = {"age_kind": "adult"}


async def planned(randi: Someone, measure: str = "Fadder i friminuttene", version: int = 1) -> None:
    """A plan that is complete, through the forms; the first time with everything that must be known before it."""
    if version == 1:
        await finds_out(randi)
    await plans(randi, {**SEAT, "measure": measure})
    await completes(randi, version)


async def investigated(theatre: Theatre) -> Someone:
    randi = await taken(theatre)
    await assesses(randi)
    return randi


async def archives(one: Someone) -> None:
    await chooses(one, "Arkivert")
    await one.presses("Lagre", {"archive_number": "26/1234", "archive_what": "report,plan"})


def status(theatre: Theatre) -> str:
    return str(theatre.stage.rows("SELECT status FROM cases ORDER BY ordinal")[0][0])


def offered(one: Someone) -> list[str]:
    return [choice["value"] for choice in inputs(one.sees)["close_ending"]["choices"]]


async def test_s2_11_the_case_is_open_until_the_student_says_that_it_is_safe(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await planned(randi)
    await _says_no_and_it_stays_open(theatre, randi)
    await theatre.wait(minutes=15)  # a form that was left open in the chat is put away
    await returns(theatre, randi)
    await planned(randi, "Egen inngang", 2)
    assert status(theatre) == Status.ACTING
    randi.closes_dialog()
    await theatre.wait(days=21)
    await _says_yes_and_it_ends(theatre, randi)
    await theatre.settle()
    await _who_told_is_told_no_more_than_that(theatre)
    await _it_begins_again_with_everything_in_it(theatre, randi)


async def _says_no_and_it_stays_open(theatre: Theatre, randi: Someone) -> None:
    await evaluates(randi, SAID, RESULT)
    assert status(theatre) == Status.EVALUATING
    await archives(randi)
    await chooses(randi, CLOSE)
    assert offered(randi) == ["left"]
    assert "Det siste eleven har sagt, er ikke at det er trygt og godt" in reads(randi)
    (case,) = theatre.case_ids()
    forged = {"close_ending": "safe", "close_safe": "yes", "close_words": "Bra"}
    for page in ("ending", "safe"):
        await randi.forges("close.answer", case=case, page=page, token="f" * 32, **forged)
    assert status(theatre) == Status.EVALUATING


async def _says_yes_and_it_ends(theatre: Theatre, randi: Someone) -> None:
    """It is asked once more where the case ends: a "vet ikke" there is no yes."""
    await randi.presses("Åpne")
    assert "Evaluer tiltakene" in buttons(randi.sees)  # the next step
    done = {"m1.result": "finished", "m1.effect": "Hun går inn sammen med de andre."}
    await evaluates(randi, {"evaluate_safe": "yes", "evaluate_words": "Nå er det fint."}, done)
    await does(randi, "Elevens alder", ADULT)
    await archives(randi)
    await randi.presses(CLOSE)
    assert offered(randi) == ["safe", "left"]
    await randi.presses("Videre", {"close_ending": "safe"})
    await randi.presses(CLOSE, {"close_safe": "unsure", "close_words": "Jeg vet ikke helt."})
    assert "Eleven sier ikke at det er trygt og godt nå, og saken holdes åpen" in randi.reads
    assert "Ingenting er lagret. Det du har skrevet, står her fortsatt." in randi.reads
    assert inputs(randi.sees)["close_words"]["value"] == "Jeg vet ikke helt."
    assert status(theatre) == Status.EVALUATING
    await randi.presses(CLOSE, {"close_safe": "yes", "close_words": "Ja, nå er det trygt."})
    assert status(theatre) == Status.CLOSED
    assert "Avsluttet" in randi.reads


async def _who_told_is_told_no_more_than_that(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    assert "Avsluttet" in tor.receipt
    assert "trygt" not in tor.receipt


async def _it_begins_again_with_everything_in_it(theatre: Theatre, randi: Someone) -> None:
    randi.closes_dialog()
    assert "Avsluttet" in randi.doorbells[0]
    await randi.presses("Åpne")
    await chooses(randi, "Gjenåpne saken")
    await randi.presses("Gjenåpne", {"reopen_why": "Det har begynt igjen."})
    assert status(theatre) == Status.REOPENED
    assert "Start undersøkelsen" in buttons(randi.sees)
    await randi.presses("Det som er skrevet ned")
    said = randi.reads
    assert said.index("De ler fortsatt av meg.") < said.index("Ja, nå er det trygt.") < said.index("Det har begynt")
    await theatre.settle()
    assert "Bekreftet, følges opp" in theatre.someone("Tor Vik").receipt


async def test_e40_an_evaluation_without_an_answer_keeps_the_attempts_and_a_new_day(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await planned(randi)
    silent = {"evaluate_attempts": "Ringte tre ganger.", "evaluate_decision": "Prøver igjen over jul."}
    await evaluates(randi, {"evaluate_safe": "unreached"}, silent, RESULT)
    assert theatre.stage.rows("SELECT note FROM happenings WHERE what = 'evaluate'") == [("unreached 2027-01-11",)]
    await archives(randi)
    await chooses(randi, CLOSE)
    assert offered(randi) == ["left", "unreachable"]
    await randi.presses("Videre", {"close_ending": "unreachable"})
    await randi.presses(CLOSE, {"close_environment": ""})
    assert "Dette må fylles ut." in randi.reads
    await randi.presses(CLOSE, {"close_environment": "Klassen er delt, og læreren ser henne hver dag."})
    assert status(theatre) == Status.CLOSED
    assert theatre.stage.rows("SELECT note FROM happenings WHERE what = 'close'") == [("unreachable",)]


async def test_e33_no_reason_to_act_is_written_down_and_deletes_nothing(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await chooses(randi, "Avslutt uten plan")
    assert "Eleven er ikke hørt, og det er ikke skrevet ned hvorfor (§ 10-2)" in reads(randi)
    await does(randi, "Eleven er hørt", OLA, {"hear_words": "Det går fint.", "hear_safe": "yes"})
    await does(randi, "Elevens alder", ADULT)
    await archives(randi)
    await chooses(randi, "Avslutt uten plan")
    await randi.presses("Avslutt uten plan", {"close_why": "Det gjaldt en annen dag."})
    assert status(theatre) == Status.CLOSED_WITHOUT_PLAN
    await theatre.settle()
    tor = theatre.someone("Tor Vik")
    assert "Avsluttet" in tor.receipt
    assert "uten plan" not in tor.receipt
    assert theatre.count("reports") == 1


async def test_e39_nothing_ends_a_case_but_a_person(theatre: Theatre) -> None:
    await planned(await investigated(theatre))
    await theatre.wait(days=400)
    assert status(theatre) == Status.ACTING


async def test_ruling_10_the_parents_are_a_decision_that_stands_on_the_case_until_it_is_taken(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    assert "Elevens alder er ikke skrevet ned" in reads(randi)
    await chooses(randi, "Foresatte: avgjør eller skriv ned")
    assert "Elevens alder er ikke skrevet ned" in reads(randi)  # asked for first
    await chooses(randi, "Elevens alder")
    await randi.presses("Lagre", {"age_birth": "2010-01-05"})
    open_ = "Eleven er under 18 år, og ingen har avgjort om de foresatte skal få vite om saken (§ 10-8)"
    assert open_ in reads(randi)
    await chooses(randi, "Foresatte: avgjør eller skriv ned")
    await randi.presses("Videre", {"parents_decision": "not_told"})
    await randi.presses("Lagre", {"parents_reason": "Eleven er redd for hva som skjer hjemme."})
    assert "Dette er ikke avgjort" not in reads(randi)
    assert "redd" not in str(theatre.stage.rows("SELECT * FROM happenings"))
    assert "2010-01-05" not in str(theatre.stage.rows("SELECT * FROM happenings"))


async def test_e23_from_their_birthday_on_the_student_decides(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await chooses(randi, "Elevens alder")
    await randi.presses("Lagre", {"age_birth": "2008-12-01"})
    await _told(randi, "2026-11-23")
    assert "Dette er ikke avgjort" not in reads(randi)
    randi.closes_dialog()

    await theatre.wait(days=9)
    await randi.presses("Åpne")
    assert "De foresatte får ikke vite mer før eleven er spurt og har samtykket (fvl. § 13)" in reads(randi)
    await _told(randi, "2026-12-02")
    assert "hadde ikke samtykket. Da får de foresatte ikke vite noe." in reads(randi)
    assert _times_told(theatre) == 1

    randi.closes_dialog()
    await theatre.wait(minutes=15)
    await randi.presses("Åpne")
    await chooses(randi, "Samtykke fra eleven")
    await randi.presses("Lagre", {"consent_kind": "given", "consent_scope": "Mor kan få vite om planen."})
    await chooses(randi, "Foresatte: avgjør eller skriv ned")
    assert "har samtykket til dette: Mor kan få vite om planen." in reads(randi)
    await randi.presses("Videre", {"parents_decision": "told"})
    await randi.presses("Lagre", {**TOLD, "parents_when": "2026-12-02"})
    assert _times_told(theatre) == 2


TOLD = {"parents_who": "Mor", "parents_how": "Ringte", "parents_by": "Randi"}


async def _told(randi: Someone, day: str) -> None:
    await chooses(randi, "Foresatte: avgjør eller skriv ned")
    await randi.presses("Videre", {"parents_decision": "told"})
    await randi.presses("Lagre", {**TOLD, "parents_when": day})


def _times_told(theatre: Theatre) -> int:
    return int(theatre.stage.rows("SELECT count(*) FROM happenings WHERE what = 'parents'")[0][0])


async def test_e41_a_new_report_on_the_same_student_shows_the_case_that_has_ended(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await archives(randi)
    await chooses(randi, CLOSE)
    await randi.presses("Videre", {"close_ending": "left"})
    await randi.presses(CLOSE, {"close_reason": "Eleven har byttet skole."})
    randi.closes_dialog()
    ((first,),) = theatre.stage.rows("SELECT reference FROM cases")

    await theatre.wait(days=60)
    jon = theatre.someone("Jon Eik")
    await jon.tells(student="Ola Dal, 2STA", what="Er tilbake, og sitter alene.")
    await theatre.settle()
    second = theatre.stage.rows("SELECT reference FROM cases ORDER BY ordinal")[1][0]
    await randi.presses("Bekreft mottak", on=second)
    await theatre.stage.pass_time()
    await randi.presses("Åpne", on=second)
    await randi.presses("Jeg er habil, åpne saken")
    assert f"Samme elev hadde en sak som er avsluttet: {first}" in reads(randi)
    assert "Sitter alene hver dag." not in randi.reads  # what it tells is read in it
    assert first not in jon.whole_chat

    await randi.presses("Gjelder det samme som en annen sak")
    (other,) = [c["value"] for c in inputs(randi.sees)["join"]["choices"] if first in c["title"]]
    await randi.presses("Skriv ned", {"join": other})
    await randi.presses("Åpne saken igjen")
    assert f"Gjelder det samme som {first} (meldt først)" in randi.reads
    assert theatre.stage.rows("SELECT status FROM cases ORDER BY ordinal") == [("closed",), ("acknowledged",)]


async def test_e41_one_who_never_had_the_case_that_ended_is_not_told_of_it(theatre: Theatre) -> None:
    randi = await investigated(theatre)
    await archives(randi)
    await chooses(randi, CLOSE)
    await randi.presses("Videre", {"close_ending": "error"})
    await randi.presses(CLOSE, {"close_reason": "Skrevet på feil elev."})
    randi.closes_dialog()
    ((first,),) = theatre.stage.rows("SELECT reference FROM cases")

    await theatre.someone("Jon Eik").tells()
    await theatre.wait(hours=2, minutes=1)  # nobody answers, and the deputy is told
    dag = theatre.someone("Dag Lund")
    await dag.presses("Bekreft mottak")
    await dag.opens_case()
    assert "Sitter alene hver dag." in dag.reads
    assert first not in dag.reads
    assert "avsluttet" not in dag.reads
