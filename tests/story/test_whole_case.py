"""One case from a teacher's words to its end and its new beginning, through every form and with the clock that moves.

Each step asserts what the one who has the case reads then: what comes next, and what is missing before it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.people import Person, Post, Register, Role
from domain.profile import Archive, Closing
from tests.story.conftest import Begin
from tests.story.course import (
    ALONE,
    ANALYSIS,
    OLA,
    OLA_SAID,
    TALK,
    ahead,
    chooses,
    completes,
    does,
    evaluates,
    plans,
    puts_away,
    reads,
    returns,
)
from tests.story.house import FJELLVIK, with_people
from tests.story.reading import buttons, words
from tests.story.theatre import Someone, Theatre

NORA = Person("7d3e1a50-0000-4000-8000-000000000077", "Nora Eide", frozenset({Post(FJELLVIK, Role.CONTACT_TEACHER)}))
STORY, ASKED = "Sitter alene hver dag.", "Snakk med Ola om friminuttene."
SECRETS = ("Ola", "Sitter alene", "Grove trusler", "Jeg gruer meg", "voksen", "alvorlig")
SEAT = {
    "problem": "Ola sitter alene", "measure": "Fast plass ved siden av en trygg elev", "when": "fra tirsdag",
    "who": NORA.id, "evaluate": "2026-12-14",
}  # fmt: skip
SMALLER = {"measure": "Egen gruppe i to fag", "evaluate": "2027-01-18"}
EVALUATE, COMPLETE, WRITE, CLOSE = "Evaluer tiltakene", "Planen er ferdig", "Skriv planen", "Avslutt saken"
NO_PLAN = "Planen er ikke skrevet (§ 12-4)"
ARCHIVE = (
    "Saken er ikke arkivert. Skriv ned saksnummeret i arkivet (arkivlova § 5)",
    "Planen til skolen vil ha mer av saken i arkivet. Skriv ned det som er arkivert (S0-20)",
    "Saken er alvorlig, og det skriftlige varselet til skoleeieren er ikke arkivert (S2-7)",
)
MINUTES = "Referatet fra avslutningsmøtet mangler (S2-5)"
AGE = "Elevens alder er ikke skrevet ned. Spør, og skriv ned om eleven er fylt 18 år (§ 10-8)"
PARENTS = "Eleven er under 18 år, og ingen har avgjort om de foresatte skal få vite om saken (§ 10-8)"
MORE = "Vis mer"

# What people wrote, as the log has it from the first day to the last.
WRITTEN = (
    "Grove trusler over flere uker.", "En voksen følger Ola", OLA_SAID["hear_words"], TALK["inquiry_found"],
    ALONE["best_text"], SEAT["measure"], "De ler fortsatt av meg.", SMALLER["measure"], "Nå er det fint.",
    "Vi så på tiltakene.", "26/1234", "Ja, nå er det trygt.", "Det har begynt igjen.",
)  # fmt: skip
DONE = [
    "Tor told", "Randi acknowledge", "Randi assess", "Unni owner_knows", "Randi measure", "Randi give_task",
    "Nora hear", "Nora finish_task", "Randi investigate", "Randi best_interest", "Randi plan", "Randi plan",
    "Randi complete_plan", "Randi deliver_plan", "Randi evaluate", "Randi plan", "Randi complete_plan",
    "Randi deliver_plan", "Randi evaluate", "Dag minutes", "Randi age", "Randi parents", "Randi archive",
    "Randi archive", "Randi close", "Tor supplement", "Randi reopen",
]  # fmt: skip


def house() -> Register:
    """Fjellvik, whose plan wants the minutes of a closing meeting, and in the archive what arises and the notice."""
    register = with_people(NORA)
    archive = Archive("Elements", ("report", "plan", "minutes"), serious_notice=True)
    named = {"closing.minutes": "S2-5", "archive.items": "S0-20", "archive.serious_notice": "S2-7"}
    school = replace(register.schools[FJELLVIK], closing=Closing(minutes=True), archive=archive, sources=named)
    return replace(register, schools={FJELLVIK: school})


@pytest.fixture
async def theatre(begin: Begin) -> Theatre:
    return await begin(house())


def reference(theatre: Theatre) -> str:
    return str(theatre.stage.rows("SELECT reference FROM cases")[0][0])


def status(theatre: Theatre) -> str:
    return str(theatre.stage.rows("SELECT status FROM cases")[0][0])


async def test_8_1_one_case_from_what_a_teacher_saw_to_its_end_and_a_new_beginning(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    await _told_and_taken(theatre, randi)
    await _serious_and_the_owner_is_told(theatre, randi)
    await _a_measure_at_once_and_a_colleague_who_talks_with_the_student(theatre, randi)
    await _investigated(randi)
    await _a_plan_that_is_complete_only_when_it_is(theatre, randi)
    await _the_day_passes_and_the_student_says_no(theatre, randi)
    await _another_plan_and_the_student_says_yes(theatre, randi)
    await _closed_when_everything_is_in_place(theatre, randi)
    await _what_is_added_rings_and_the_case_begins_again(theatre, randi)
    _everything_is_in_the_audit(theatre)


def _tor_reads_only(theatre: Theatre, state: str) -> None:
    """E49: who told it sees how far it has come, in our words, and nothing of what is done."""
    receipt = theatre.someone("Tor Vik").receipt
    assert state in receipt
    assert not [said for said in (*SECRETS, "plan", "evaluer", "Nora", "Unni") if said in receipt]


async def _told_and_taken(theatre: Theatre, randi: Someone) -> None:
    tor, dag = theatre.someone("Tor Vik"), theatre.someone("Dag Lund")
    await tor.tells(student="Ola Dal 2STA", what=STORY)
    tor.closes_dialog()
    await theatre.wait(hours=2, minutes=1)  # nobody answers, and the deputy is told
    assert "ikke har bekreftet" in words(dag.last)
    _tor_reads_only(theatre, "Levert til rektors stedfortreder")

    await randi.presses("Bekreft mottak")
    await theatre.settle()
    assert "Randi Ås bekreftet mottak" in words(dag.last)
    _tor_reads_only(theatre, "Bekreftet, følges opp")
    await randi.presses("Åpne")
    assert STORY not in randi.reads
    await randi.presses("Jeg er habil, åpne saken")
    assert STORY in randi.reads
    assert ahead(randi) == ["Start undersøkelsen"]


async def _serious_and_the_owner_is_told(theatre: Theatre, randi: Someone) -> None:
    await randi.presses("Start undersøkelsen")
    why = {"criteria": "threats", "serious": "serious"}
    await randi.presses("Start undersøkelsen", why)
    assert "Dette må fylles ut." in randi.reads
    await randi.presses("Start undersøkelsen", {**why, "serious_why": "Grove trusler over flere uker."})
    await randi.presses("Start undersøkelsen", {"owner_answer": "here"})
    assert status(theatre) == "investigating"
    assert ahead(randi)[-1] == "Skriv ned en undersøkelse"  # the first of what is missing before the plan
    await puts_away(theatre, randi)

    unni, (case,) = theatre.someone("Unni Berg"), theatre.case_ids()
    await unni.presses("Bekreft mottak", on="sier fra til skoleeieren om en sak")
    await theatre.settle()
    assert not [said for said in (*SECRETS, "Tor Vik") if said in unni.whole_chat]
    nothing = await unni.forges("case.open", case="0" * 32)
    assert {await unni.forges(verb, case=case) for verb in ("case.open", "case.log", "case.plan_page")} == {nothing}
    unni.closes_dialog()
    await returns(theatre, randi)
    assert "Unni Berg bekreftet varselet" in reads(randi)


async def _a_measure_at_once_and_a_colleague_who_talks_with_the_student(theatre: Theatre, randi: Someone) -> None:
    at_once = {"measure_measure": "En voksen følger Ola", "measure_when": "i dag", "measure_who_text": "rektor"}
    await does(randi, "Sett inn tiltak nå", at_once)
    await chooses(randi, "Gi en oppgave")
    task = {"task_work": "talk", "task_to": NORA.id, "task_due": "2026-11-26", "task_what": ASKED}
    await randi.presses("Gi oppgaven", task)
    assert "Snakke med eleven, Nora Eide: innen torsdag 26. november 2026" in reads(randi)
    await puts_away(theatre, randi)

    nora, (case,) = theatre.someone("Nora Eide"), theatre.case_ids()
    await _nora_sees_what_the_talk_needs(nora)
    await does(nora, "Eleven er hørt", OLA, OLA_SAID)
    await nora.presses("Det som er skrevet ned")
    assert OLA_SAID["hear_words"] in nora.reads
    assert "Grove trusler" not in nora.reads
    await nora.presses("Tilbake til saken")
    await nora.presses("Gjort")
    assert "Du har ingen oppgave i denne saken lenger" in nora.reads
    await puts_away(theatre, nora)
    assert "kan ikke åpnes" in await nora.forges("case.open", case=case)
    await returns(theatre, randi)


async def _nora_sees_what_the_talk_needs(nora: Someone) -> None:
    assert "Frist torsdag 26. november 2026" in reads(nora)
    assert not [said for said in (*SECRETS, ASKED, "Tor Vik") if said in nora.whole_chat]
    await nora.presses("Åpne")
    assert STORY not in nora.reads
    await nora.presses("Jeg er habil, åpne saken")
    assert [said for said in (STORY, ASKED) if said not in nora.reads] == []
    closed = ("Frister", "Statsforvalteren", "Grove trusler", "Foreslåtte oppgaver", "Skoleeieren")
    assert [said for said in closed if said in nora.reads] == []


async def _investigated(randi: Someone) -> None:
    """What is missing before the plan grows shorter; the student has been heard already."""
    entry, best = "Ingen undersøkelse er skrevet ned (§ 12-4)", "Elevens beste er ikke vurdert (§ 10-1)"
    assert ahead(randi) == [entry, best, NO_PLAN, "Skriv ned en undersøkelse"]
    await does(randi, "Skriv ned en undersøkelse", TALK, ANALYSIS)
    assert ahead(randi) == [best, NO_PLAN, "Elevens beste"]
    await does(randi, "Elevens beste", ALONE)
    assert ahead(randi) == [NO_PLAN, WRITE]


async def _a_plan_that_is_complete_only_when_it_is(theatre: Theatre, randi: Someone) -> None:
    await plans(randi, {"problem": "Ola sitter alene", "measure": ""}, view="")
    assert "Utkast: ikke ferdig ennå" in randi.reads
    assert "Mangler: tiltak, evalueres" in randi.reads
    await chooses(randi, COMPLETE)
    assert "Hvert tiltak må si hvilket problem det skal løse" in randi.reads
    assert "Det står ikke i planen hva eleven mener om den (§ 10-2)" in randi.reads
    assert status(theatre) == "investigating"

    await plans(randi, SEAT)
    await completes(randi, 2)
    assert status(theatre) == "acting"
    assert ahead(randi) == [EVALUATE]
    assert "Evaluer tiltakene: innen mandag 14. desember 2026" in reads(randi)
    await made_known(randi, "2026-11-23")


async def made_known(randi: Someone, day: str) -> None:
    await does(randi, "Planen er gjort kjent", {"deliver_to": "student", "deliver_day": day})
    await randi.presses("Åpne skriftlig plan")
    assert "Gjort kjent" in randi.reads.splitlines()


async def _the_day_passes_and_the_student_says_no(theatre: Theatre, randi: Someone) -> None:
    await puts_away(theatre, randi)
    await theatre.wait(days=20, hours=21)  # Monday 14 December, nine in the morning
    assert (len(randi.cards_with("Påminnelse om en frist")), len(randi.cards_with("En frist er ute"))) == (1, 0)
    await theatre.wait(days=1)
    assert len(randi.cards_with("En frist er ute")) == 1
    await randi.says("mine saker")
    assert "Evaluering: fristen gikk ut mandag 14. desember 2026" in reads(randi)
    assert randi.reads.index("Over fristen") < randi.reads.index("Venter på deg")
    await randi.presses(f"Åpne {reference(theatre)}")
    assert "Evaluer tiltakene: fristen gikk ut mandag 14. desember 2026" in reads(randi)

    no = {"evaluate_safe": "no", "evaluate_words": "De ler fortsatt av meg."}
    await evaluates(randi, no, {"m1.result": "change", "m1.effect": "Lite", "evaluate_next": "2027-01-11"})
    assert status(theatre) == "evaluating"
    assert ahead(randi) == [WRITE]  # and not an end
    _tor_reads_only(theatre, "Bekreftet, følges opp")


async def _another_plan_and_the_student_says_yes(theatre: Theatre, randi: Someone) -> None:
    await plans(randi, SMALLER)
    assert "Endret fra versjon 2" in randi.reads
    assert "Gjort kjent" not in randi.reads  # that was the version before
    await completes(randi, 3)
    await chooses(randi, "Klar for Statsforvalteren?")
    assert "Mangler: at planen er gjort kjent for eleven" in randi.reads
    await made_known(randi, "2026-12-15")
    await puts_away(theatre, randi)

    await theatre.wait(days=34)  # Monday 18 January
    await returns(theatre, randi)
    yes = {"evaluate_safe": "yes", "evaluate_words": "Nå er det fint."}
    await evaluates(randi, yes, {"m1.result": "finished", "m1.effect": "Han blir med på alt."})
    assert ahead(randi) == [*ARCHIVE, MINUTES, AGE, "Arkivert"]
    await chooses(randi, CLOSE)
    assert "Dette mangler før du kan gå videre. Ingenting er endret." in randi.reads
    assert status(theatre) == "evaluating"
    await puts_away(theatre, randi)


async def _closed_when_everything_is_in_place(theatre: Theatre, randi: Someone) -> None:
    await _the_deputy_writes_the_minutes(theatre)
    await returns(theatre, randi)
    await does(randi, "Elevens alder", {"age_birth": "2010-01-05"})
    assert ahead(randi) == [*ARCHIVE, PARENTS, "Arkivert"]
    await chooses(randi, "Foresatte: avgjør eller skriv ned")
    await randi.presses("Videre", {"parents_decision": "told"})
    told = {"parents_who": "Mor", "parents_how": "Ringte", "parents_by": "Randi Ås", "parents_when": "2027-01-18"}
    await randi.presses("Lagre", told)
    await does(randi, "Arkivert", {"archive_number": "26/1234", "archive_what": "report,plan"})
    assert ahead(randi) == [*ARCHIVE[1:], "Arkivert"]
    await does(randi, "Arkivert", {"archive_number": "26/1234", "archive_what": "minutes,owner_notice"})
    assert ahead(randi) == [CLOSE]
    await _is_ready_for_statsforvalteren(randi)

    await randi.presses(CLOSE)
    await randi.presses("Videre", {"close_ending": "safe"})
    await randi.presses(CLOSE, {"close_safe": "yes", "close_words": "Ja, nå er det trygt."})
    assert status(theatre) == "closed"
    await puts_away(theatre, randi)
    _tor_reads_only(theatre, "Avsluttet")
    assert "følges opp" not in theatre.someone("Tor Vik").receipt


async def _the_deputy_writes_the_minutes(theatre: Theatre) -> None:
    """Who has been told may read the whole of it, after the habilitet question."""
    dag = theatre.someone("Dag Lund")
    await dag.presses("Åpne")
    assert STORY not in dag.reads
    await dag.presses("Jeg er habil, åpne saken")
    assert STORY in dag.reads
    met = {"minutes_kind": "closing", "on_day": "2027-01-18", "minutes_came": "Ola, Dag Lund"}
    await does(dag, "Skriv referat", met, {"minutes_what": "Vi så på tiltakene."})
    assert ahead(dag) == [*ARCHIVE, AGE, "Arkivert"]
    await puts_away(theatre, dag)


async def _is_ready_for_statsforvalteren(randi: Someone) -> None:
    await chooses(randi, "Klar for Statsforvalteren?")
    assert "Alt som skal være skrevet ned nå, er skrevet ned." in randi.reads
    assert "Varsel bekreftet: Unni Berg, mandag 23. november 2026" in reads(randi)
    assert "Elevens syn: Nora Eide, mandag 23. november 2026" in reads(randi)
    assert "Referat: Dag Lund, mandag 18. januar 2027" in reads(randi)
    assert "Mangler" not in randi.reads
    await randi.presses("Tilbake til saken")


async def _what_is_added_rings_and_the_case_begins_again(theatre: Theatre, randi: Someone) -> None:
    tor, before = theatre.someone("Tor Vik"), reference(theatre)
    await tor.presses("Legg til opplysninger", on="Lagret mandag")
    await tor.presses("Legg til", {"more": "Han sitter alene igjen."})
    tor.closes_dialog()
    await theatre.settle()
    assert words(randi.last).splitlines()[:3] == ["Nye opplysninger", f"Sak {before}", "Avsluttet"]

    await randi.presses("Åpne")
    assert "Han sitter alene igjen." in randi.reads
    await chooses(randi, "Gjenåpne saken")
    await randi.presses("Gjenåpne", {"reopen_why": "Det har begynt igjen."})
    assert (status(theatre), reference(theatre)) == ("reopened", before)
    assert ahead(randi) == ["Start undersøkelsen"]
    await randi.presses("Åpne skriftlig plan")
    assert {"Versjon 1", "Versjon 2", "Versjon 3"} <= set(buttons(randi.sees))
    await randi.presses("Tilbake til saken")
    await randi.presses("Det som er skrevet ned")
    said = await whole(randi)
    found = [said.find(text) for text in WRITTEN]
    assert found == sorted(found)
    assert found[0] >= 0
    await puts_away(theatre, randi)
    _tor_reads_only(theatre, "Bekreftet, følges opp")


async def whole(one: Someone) -> str:
    """Every page of what they have open."""
    read = [reads(one)]
    while MORE in buttons(one.sees):
        await one.presses(MORE)
        read.append(reads(one))
    return "\n".join(read)


def _everything_is_in_the_audit(theatre: Theatre) -> None:
    """Who did what, in the order it was done; that which the machine does and readings left out."""
    names = {p.id: p.name.split()[0] for p in theatre.stage.varsle.desk.house.register.people.values()}
    quiet = ("case:read", "case:open", "case:involved", "list:read")
    did = [e for e in theatre.audit() if e["actor"] in names and e["action"] not in quiet]
    assert [f"{names[e['actor']]} {e['action'].partition(':')[2]}" for e in did if e["outcome"] == "done"] == DONE
    assert [e["actor"] for e in theatre.audit() if e["action"] == "case:read"].count(NORA.id) == 2
    refused = {(names[e["actor"]], e["action"]) for e in theatre.audit() if e["outcome"] == "refused"}
    assert refused == {("Unni", "case:involved"), ("Unni", "case:open"), ("Nora", "case:open")}
