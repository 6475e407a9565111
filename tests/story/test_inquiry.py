"""From what was told to what the school knows: students heard one at a time, what is best, the accused's own track."""

from __future__ import annotations

from datetime import date

import pytest

from domain.deeds import DEEDS
from domain.people import PersonId
from domain.tasks import Work, given
from services.ports import Work as Unit
from tests.builders import MONDAY
from tests.story.course import ANALYSIS, MENU, OLA, OLA_SAID, TALK, does, investigating
from tests.story.reading import buttons, inputs, words
from tests.story.test_clocks import reads
from tests.story.theatre import Someone, Theatre

LOG = "Det som er skrevet ned"
EVA = {"on_day": "2026-11-23", "hear_whose": "other", "hear_outcome": "heard"}
EVA_SAID = {"hear_known": "Eva Lid 2STA", "hear_words": "Jeg trodde han ville være i fred.", "hear_safe": "yes"}
BEST = {"best_text": "Ola trenger trygge friminutt nå.", "best_others": "yes", "best_names": "Eva Lid 2STA"}


async def helping(theatre: Theatre, name: str, work: Work = Work.TALK) -> Someone:
    """Somebody has been given a task in the only case there is, and has said that they are habil."""
    one, (case,) = theatre.someone(name), theatre.case_ids()
    await theatre.stage.varsle.desk.save(lambda unit: _give(unit, case, one.id, work, theatre))
    await one.forges("case.declare", case=case)
    return one


def _give(unit: Unit, case_id: str, who: PersonId, work: Work, theatre: Theatre) -> None:
    case = unit.case(case_id)
    assert case
    unit.save_case(case.after(given("task-1", work, who, MONDAY, theatre.stage.varsle.desk.now())), None)


def notes(theatre: Theatre) -> list[tuple[str, str]]:
    """What has been done in the case since it was investigated, with the word that the history keeps of it."""
    asked = "SELECT what, note FROM happenings WHERE what IN ('investigate', 'hear', 'best_interest', 'minutes')"
    return [(what, note) for what, note in theatre.stage.rows(asked)]


async def test_s1_10_s1_11_s1_12_from_what_was_told_to_a_whole_investigation(theatre: Theatre) -> None:
    """S1-10, S1-11, S1-12: the experience and no evidence, one student at a time, and what is best for the student."""
    randi = await investigating(theatre)
    await randi.presses(MENU)
    await randi.presses("Skriv ned en undersøkelse")
    assert "hvordan eleven opplever skolemiljøet" in randi.reads
    assert "samler og veier ikke bevis for eller imot" in randi.reads
    assert "Snakk med elevene hver for seg" in randi.reads
    await randi.presses("Neste", TALK)
    await randi.presses("Lagre", ANALYSIS)
    assert "Undersøkelsen er i gang, første gang skrevet ned mandag 23. november 2026" in reads(randi)

    await randi.presses(MENU)
    await randi.presses("Eleven er hørt")
    assert "Foresatte trenger ikke å samtykke" in randi.reads
    await randi.presses("Neste", OLA)
    assert "hear_name" not in inputs(randi.sees)
    await randi.presses("Lagre", OLA_SAID)
    await does(randi, "Elevens beste", BEST)
    await does(randi, "Eleven er hørt", EVA, EVA_SAID)

    assert notes(theatre) == [
        ("investigate", ""), ("hear", "affected heard no"), ("best_interest", "1"), ("hear", "other heard yes"),
    ]  # fmt: skip
    await randi.presses(LOG)
    log = randi.reads.splitlines()
    for said in ("Ingen sier hei til meg.", "Jeg gruer meg til hvert friminutt.", "Jeg trodde han ville være i fred."):
        assert said in log
    assert log.index("Mandag 23. november 2026") < log.index("Undersøkelse") < log.index("Elevens syn")
    assert "Eva Lid 2STA" in log
    assert "Skrevet av Randi Ås kl. 10.00" in log


@pytest.mark.skipif("complete_plan" not in DEEDS, reason="what is next after the investigation is the plan's part")
async def test_p12_4_what_is_missing_before_the_plan_grows_shorter_with_each_thing_that_is_done(
    theatre: Theatre,
) -> None:
    entry, heard, best, others = (
        "• Ingen undersøkelse er skrevet ned (§ 12-4)",
        "• Eleven er ikke hørt, og det står ikke hvorfor (§ 10-2)",
        "• Elevens beste er ikke vurdert (§ 10-1)",
        "• En annen elev som er direkte berørt, er ikke hørt, og det står ikke hvorfor (§ 10-2)",
    )

    def missing() -> set[str]:
        return {line for line in reads(randi).splitlines() if line in (entry, heard, best, others)}

    randi = await investigating(theatre)
    assert missing() == {entry, heard, best}
    assert "Skriv ned en undersøkelse" in buttons(randi.sees)  # the first of them is what the case page offers
    assert "Planen er ferdig" not in buttons(randi.sees)
    await does(randi, "Skriv ned en undersøkelse", TALK, ANALYSIS)
    assert missing() == {heard, best}
    await does(randi, "Eleven er hørt", OLA, OLA_SAID)
    assert missing() == {best}
    assert "Elevens beste" in buttons(randi.sees)
    await does(randi, "Elevens beste", BEST)
    assert missing() == {others}
    await does(randi, "Eleven er hørt", EVA, EVA_SAID)
    assert missing() == set()


async def test_p10_2_why_a_student_was_not_heard_must_be_written_where_no_answer_of_ours_says_it(
    theatre: Theatre,
) -> None:
    randi = await investigating(theatre)
    await randi.presses(MENU)
    await randi.presses("Eleven er hørt")
    await randi.presses("Neste", {**OLA, "hear_outcome": "reason"})
    await randi.presses("Lagre")
    assert notes(theatre) == []
    await randi.presses("Lagre", {"hear_why_not": "Eleven er innlagt på sykehus."})
    await does(randi, "Eleven er hørt", {**OLA, "hear_outcome": "declined"}, {})
    assert notes(theatre) == [("hear", "affected reason not_asked"), ("hear", "affected declined not_asked")]


async def test_p10_2_another_student_is_written_by_name_and_the_name_stands_in_no_history(theatre: Theatre) -> None:
    randi = await investigating(theatre)
    await randi.presses(MENU)
    await randi.presses("Eleven er hørt")
    await randi.presses("Neste", EVA)
    assert "hear_known" not in inputs(randi.sees)  # nobody has been written down yet
    await randi.presses("Lagre", {"hear_words": "Vet ikke.", "hear_safe": "unsure"})
    assert notes(theatre) == []
    await randi.presses("Lagre", {"hear_name": "Eva Lid 2STA"})
    await randi.presses(MENU)
    await randi.presses("Elevens beste")
    assert inputs(randi.sees)["best_names"]["value"] == "Eva Lid 2STA"
    kept = str(theatre.stage.rows("SELECT * FROM happenings")) + str(theatre.audit())
    assert "Eva" not in kept


async def test_s1_8_who_was_told_helps_investigate_and_sees_the_report_and_their_own_words(theatre: Theatre) -> None:
    randi = await investigating(theatre)
    await does(randi, "Eleven er hørt", OLA, OLA_SAID)
    await does(randi, "Elevens beste", BEST)
    jon = await helping(theatre, "Jon Eik")
    (case,) = theatre.case_ids()
    assert "Sitter alene hver dag." in await jon.forges("case.open", case=case)
    assert "Ingenting er skrevet ned ennå." in await jon.forges("case.log", case=case)

    answered = {"token": "j" * 32, "case": case, "page": "investigate", **TALK}
    await jon.forges("investigate.answer", **answered)
    await jon.forges("investigate.answer", **{**answered, "page": "analysis", **ANALYSIS})
    log = await jon.forges("case.log", case=case)
    assert "Du ser det du selv har skrevet." in log
    assert "Ingen sier hei til meg." in log
    assert "Jeg gruer meg" not in log
    randi.closes_dialog()
    await theatre.settle()
    shown = await randi.forges("case.log", case=case)
    assert "Skrevet av Jon Eik" in shown
    assert "Jeg gruer meg" in shown


async def test_p10_2_a_helper_is_not_shown_which_other_students_are_affected(theatre: Theatre) -> None:
    randi = await investigating(theatre)
    await does(randi, "Elevens beste", BEST)
    jon = await helping(theatre, "Jon Eik")
    (case,) = theatre.case_ids()
    asked = {"token": "j" * 32, "case": case, "page": "hear", **EVA}
    page = await jon.forges("hear.answer", **asked)
    assert "Hva sa eleven, med egne ord?" in page
    assert "Eva" not in page
    for verb in ("case.best_interest", "case.jot", "case.hear_accused"):
        assert "Saken finnes ikke" in await jon.forges(verb, case=case)


async def test_s2_6_the_accused_employee_has_a_track_of_their_own_that_only_those_in_charge_see(
    theatre: Theatre,
) -> None:
    randi = await investigating(theatre, by_staff="employee")
    await randi.presses(MENU)
    await randi.presses("Den ansatte er hørt")
    assert "Varsle viser aldri saken for den ansatte" in randi.reads
    await randi.presses("Neste", {"accused_track": "informed", "on_day": "2026-11-23"})
    told = {"accused_by": "Randi Ås", "accused_about": "At en elev ikke har det trygt i gymtimene."}
    await randi.presses("Lagre", told)
    await does(
        randi,
        "Den ansatte er hørt",
        {"accused_track": "heard", "on_day": "2026-11-23"},
        {"accused_present": "Tillitsvalgt", "accused_words": "Jeg mente det som en spøk."},
    )
    await randi.presses(LOG)
    assert "Et eget spor: bare for dem som har ansvaret for saken." in randi.reads
    assert "Jeg mente det som en spøk." in randi.reads
    words_ = "SELECT note FROM happenings WHERE what = 'hear_accused'"
    assert theatre.stage.rows(words_) == [("informed",), ("heard",)]

    siv = await helping(theatre, "Siv Nes", Work.TEAM)
    (case,) = theatre.case_ids()
    log = await siv.forges("case.log", case=case)
    assert "Det som er skrevet ned" in log
    assert "spøk" not in log


async def test_s2_6_where_nobody_who_works_at_the_school_is_involved_there_is_no_such_track(theatre: Theatre) -> None:
    randi = await investigating(theatre)
    await randi.presses(MENU)
    assert "Den ansatte er hørt" not in buttons(randi.sees)
    (case,) = theatre.case_ids()
    missing = "noen som arbeider på skolen, er innblandet (§ 12-5)"
    assert missing in await randi.forges("case.hear_accused", case=case)
    asked = {"token": "a" * 32, "case": case, "accused_track": "declined", "on_day": "2026-11-23"}
    await randi.forges("hear_accused.answer", **asked, page="hear_accused")
    last = await randi.forges("hear_accused.answer", **asked, page="accused_declined", accused_offered="Brev.")
    assert missing in last
    assert theatre.stage.rows("SELECT note FROM happenings WHERE what = 'hear_accused'") == []


async def test_6_5_minutes_follow_one_template_and_an_internal_note_is_marked_as_such(theatre: Theatre) -> None:
    randi = await investigating(theatre)
    await randi.presses(MENU)
    await randi.presses("Skriv referat")
    assert "kan ha med seg en fullmektig (forvaltningsloven § 12)" in randi.reads
    head = {
        "minutes_kind": "student_talk", "on_day": "2026-11-20", "minutes_place": "Rådgivers kontor",
        "minutes_came": "Ola, mor, Randi Ås",
    }  # fmt: skip
    await randi.presses("Neste", head)
    said = {
        "minutes_what": "Vi snakket om friminuttene.",
        "minutes_decided": "Fast voksen.",
        "minutes_next": "2026-12-01",
    }
    await randi.presses("Lagre", said)
    await does(randi, "Internt notat", {"jot_text": "Husk å ringe rådgiver."})
    assert notes(theatre) == [("minutes", "student_talk")]

    await randi.presses(LOG)
    log = randi.reads.splitlines()
    assert log.index("Fredag 20. november 2026") < log.index("Referat") < log.index("Mandag 23. november 2026")
    assert "Skrevet av Randi Ås mandag 23. november 2026 kl. 10.00" in log
    assert "tirsdag 1. desember 2026" in log
    assert "Elevsamtale" in log
    marked = log.index("Internt: ikke for eleven og de foresatte, og ikke for dem som bare har en oppgave.")
    assert log.index("Internt notat") < marked < log.index("Husk å ringe rådgiver.")


async def test_what_has_not_happened_yet_cannot_be_written_down_as_done(theatre: Theatre) -> None:
    randi = await investigating(theatre)
    await randi.presses(MENU)
    await randi.presses("Skriv ned en undersøkelse")
    await randi.presses("Neste", {**TALK, "on_day": str(date(2026, 11, 24))})
    assert "inquiry_method" in inputs(randi.sees)
    assert "Ingen sier hei til meg." in words(randi.sees)  # nothing of it is lost
    assert notes(theatre) == []
