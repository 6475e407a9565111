"""Mine saker: rektor with several cases and a clock that moves, the deputy, one with a task, the owner; and those from
whom a case is hidden, who find no trace of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from domain.people import Person, Post, Register, Role
from domain.tasks import Work, given
from services import telling
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, SOLVIK, with_another_school, with_people
from tests.story.reading import buttons, inputs
from tests.story.theatre import Someone, Theatre

LIST, SCHOOLS = "Mine saker", "Skolene"
REFERENCE = re.compile(r"\b20\d\d-[A-Z0-9]{5}\b")
NEEDED = {"serious": "not_serious", "serious_why": "Det er første gang."}


def references(theatre: Theatre) -> list[str]:
    return [row[0] for row in theatre.stage.rows("SELECT reference FROM cases ORDER BY ordinal")]


async def told(theatre: Theatre, *students: str, **answers: str) -> list[str]:
    """Tor tells of each, half an hour apart; the references."""
    tor = theatre.someone("Tor Vik")
    for student in students:
        await tor.tells(student=student, **answers)
        tor.closes_dialog()
        await theatre.wait(minutes=1)
    await theatre.settle()
    return references(theatre)[-len(students) :]


async def looks(one: Someone, words: str = LIST) -> str:
    """Writes to the bot, and reads what comes."""
    one.closes_dialog()
    await one.says(words)
    one.open_card = None
    return one.reads


async def takes(theatre: Theatre, one: Someone, reference: str) -> None:
    """Confirms the case and reads it."""
    one.closes_dialog()
    await one.presses("Bekreft mottak", on=reference)
    await theatre.settle()
    await one.presses("Åpne", on=reference)
    if "Jeg er habil, åpne saken" in buttons(one.sees):
        await one.presses("Jeg er habil, åpne saken")
    one.closes_dialog()
    await theatre.settle()


async def gives(theatre: Theatre, reference: str, work: Work, to: Someone, day: date) -> None:
    """Rektor hands somebody a task."""
    randi, desk = theatre.someone("Randi Ås"), theatre.stage.varsle.desk
    ((id_,),) = theatre.stage.rows("SELECT id FROM cases WHERE reference = ?", reference)

    def unit(unit_of_work: Any) -> None:
        case, now = unit_of_work.case(id_), desk.now()
        task = given("t1", work, to.id, day, now)
        telling.act(unit_of_work, desk.house, case, "give_task", randi.id, now, note="t1", also=(task,))

    await desk.save(unit)
    await theatre.settle()


def listed(one: Someone) -> list[str]:
    """The references on what somebody sees, in order, each once."""
    return list(dict.fromkeys(REFERENCE.findall(one.reads)))


async def test_rektor_sees_every_case_the_untaken_first_and_what_comes_next_in_each(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    first, second, third = await told(theatre, "Ola Dal 2STA", "Eva Lid 2STB", "Per Hol 1STA")
    await takes(theatre, randi, first)
    await takes(theatre, randi, second)
    await gives(theatre, second, Work.TALK, theatre.someone("Jon Eik"), date(2026, 11, 25))

    said = await looks(randi)
    assert listed(randi) == [third, second, first]
    assert said.index("Venter på svar") < said.index(third) < said.index("Bekreft mottak: innen mandag 23. november")
    assert said.index("Denne uken") < said.index(second) < said.index("Oppgave: innen onsdag 25. november 2026")
    assert said.index("Uten frist") < said.index(first) < said.index("Neste steg: Start undersøkelsen")
    assert said.count("Venter på deg") == 2


async def test_when_the_clock_goes_on_what_is_late_says_so(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    first, second = await told(theatre, "Ola Dal 2STA", "Eva Lid 2STB")
    for reference, day in ((first, date(2026, 11, 27)), (second, date(2026, 12, 4))):
        await takes(theatre, randi, reference)
        await gives(theatre, reference, Work.TALK, randi, day)
    assert "Over fristen" not in await looks(randi)
    assert randi.reads.index("Denne uken") < randi.reads.index(first) < randi.reads.index("Senere")

    await theatre.wait(days=8)
    said = await looks(randi)
    assert said.index("Over fristen") < said.index(first)
    assert "Oppgave: fristen gikk ut fredag 27. november 2026" in said
    assert said.index("Denne uken") < said.index(second)


async def test_1_4_the_list_holds_references_and_states_and_nothing_that_was_told(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    await told(theatre, "Ola Dal 2STA", danger="yes")
    said = await looks(randi)
    assert "Noen kan være i fare" in said
    assert not [word for word in ("Ola", "Dal", "2STA", "Sitter alene", "Tor Vik") if word in said]


async def test_from_the_list_it_is_at_most_three_taps_to_any_action(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    (reference,) = await told(theatre, "Ola Dal 2STA")
    await takes(theatre, randi, reference)
    await looks(randi, "hei")
    await randi.presses(LIST)

    before = randi.taps
    await randi.presses(f"Åpne {reference}")
    assert "Sitter alene hver dag." in randi.reads
    await randi.presses("Hva vil du gjøre?")
    await randi.presses("Start undersøkelsen")
    assert "Hvorfor?" in randi.reads
    assert randi.taps - before == 3

    await looks(randi)
    before = randi.taps
    await randi.presses(f"Åpne {reference}")
    await randi.presses("Start undersøkelsen")
    assert randi.taps - before == 2
    await randi.presses("Start undersøkelsen", NEEDED)
    await looks(randi)
    assert f"{reference} · Undersøkes" in randi.reads


async def test_what_is_opened_from_a_list_in_the_chat_does_not_stay_there(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    (reference,) = await told(theatre, "Ola Dal 2STA")
    await takes(theatre, randi, reference)
    await theatre.wait(minutes=15)
    await looks(randi)
    await randi.presses(f"Åpne {reference}")
    assert "Sitter alene hver dag." in randi.reads
    randi.closes_dialog()
    await theatre.wait(minutes=15)
    assert "Sitter alene" not in randi.whole_chat
    assert "Ola Dal" not in randi.whole_chat


async def test_the_list_is_narrowed_to_what_the_reader_chooses(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    taken, untaken = await told(theatre, "Ola Dal 2STA", "Eva Lid 2STB")
    await takes(theatre, randi, taken)
    await looks(randi)
    assert next(c["value"] for c in inputs(randi.sees)["narrowed"]["choices"]) == "open"
    await randi.presses("Vis", {"narrowed": "received"})
    assert listed(randi) == [untaken]
    await randi.presses("Vis", {"narrowed": "begun"})
    assert listed(randi) == [taken]
    await randi.presses("Vis", {"narrowed": "ended"})
    assert listed(randi) == []
    assert "Ingen slike saker." in randi.reads


async def test_a_long_list_is_read_page_by_page(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    every = await told(theatre, *(f"Elev {n} Dal" for n in "abcdefghij"))
    await looks(randi)
    assert listed(randi) == every[:8]
    await randi.presses("Flere saker")
    assert listed(randi) == every[8:]
    assert "Flere saker" not in buttons(randi.sees)


async def test_the_deputy_sees_what_has_come_to_them_and_one_with_no_cases_is_told_so(theatre: Theatre) -> None:
    dag, jon = theatre.someone("Dag Lund"), theatre.someone("Jon Eik")
    (escalated,) = await told(theatre, "Ola Dal 2STA")
    await theatre.wait(hours=2, minutes=1)
    await told(theatre, "Eva Lid 2STB")
    await looks(dag)
    assert listed(dag) == [escalated]
    await looks(jon)
    assert "Du har ingen saker her nå." in jon.reads
    await looks(jon, "hei")
    assert LIST not in buttons(jon.sees)


async def test_one_with_a_task_finds_the_case_by_its_day_and_loses_it_with_the_task(theatre: Theatre) -> None:
    randi, jon = theatre.someone("Randi Ås"), theatre.someone("Jon Eik")
    mine, other = await told(theatre, "Ola Dal 2STA", "Eva Lid 2STB")
    await takes(theatre, randi, mine)
    await takes(theatre, randi, other)
    await gives(theatre, mine, Work.TALK, jon, date(2026, 11, 25))
    await looks(jon, "hei")
    await jon.presses(LIST)
    assert listed(jon) == [mine]
    assert "Oppgave: innen onsdag 25. november 2026" in jon.reads
    assert "Venter på deg" in jon.reads

    await gives(theatre, mine, Work.TALK, theatre.someone("Dag Lund"), date(2026, 11, 25))
    await looks(jon)
    assert listed(jon) == []


async def test_12_5_of_a_leader_case_the_leaders_lists_hold_no_trace_nor_any_count(begin: Begin) -> None:
    theatre = await begin()
    randi, dag, unni = (theatre.someone(n) for n in ("Randi Ås", "Dag Lund", "Unni Berg"))
    (seen,) = await told(theatre, "Eva Lid 2STB")
    before = [await looks(randi), await looks(dag)]
    tor = theatre.someone("Tor Vik")
    await tor.tells(by_staff="unsure_whether_leader")
    await tor.presses("Send til skoleeieren", {"leader_id": "other"})
    await theatre.settle()
    hidden = references(theatre)[-1]

    assert [await looks(randi), await looks(dag)] == before
    assert hidden not in randi.whole_chat + dag.whole_chat
    await looks(unni)
    assert listed(unni) == [hidden]
    chains = {e["chain"] for e in theatre.audit() if e["actor"] == unni.id and e["action"] == "list:read"}
    assert chains == {f"owner:{FJELLVIK}"}
    assert seen not in unni.whole_chat


# The owner


def owned() -> Register:
    """Unni acts for the owner at both schools."""
    register = with_another_school()
    unni = next(p for p in register.people.values() if p.name == "Unni Berg")
    posts = unni.posts | {Post(SOLVIK, Role.OWNER_CONTACT)}
    return with_people(Person(unni.id, unni.name, posts), register=register)


async def test_e56_the_owner_sees_what_waits_there_and_of_the_schools_only_how_much(begin: Begin) -> None:
    theatre = await begin(owned())
    unni, (kept,) = theatre.someone("Unni Berg"), await told(theatre, "Ola Dal 2STA")
    await theatre.wait(minutes=5)
    randi = theatre.someone("Randi Ås")
    await takes(theatre, randi, kept)
    await looks(unni, "hei")
    await unni.presses(SCHOOLS)
    said = unni.reads
    assert "Ingen sak venter på skoleeieren." in said
    assert said.index("Solvik videregående skole") < said.index("Ingen saker i skoleåret 2026/27")
    assert "Færre enn 5 saker i skoleåret 2026/27" in said
    assert kept not in said

    tor = theatre.someone("Tor Vik")
    tor.closes_dialog()
    await tor.tells(by_staff="unsure_whether_leader", student="Eva Lid 2STB")
    await tor.presses("Send til skoleeieren", {"leader_id": "other"})
    await theatre.settle()
    said = await looks(unni, "skolene")
    assert references(theatre)[-1] in said
    assert "Venter på deg" in said
    assert "Færre enn 5 saker" in said


@pytest.mark.parametrize("name", ["Randi Ås", "Jon Eik"])
async def test_the_owners_overview_is_the_owners(theatre: Theatre, name: str) -> None:
    one = theatre.someone(name)
    await looks(one, "hei")
    assert SCHOOLS not in buttons(one.sees)
    assert "Denne oversikten er for skoleeieren." in await one.forges("owner.cases")


# A case beside the law, and beside the student's others


async def test_12_10_rektor_sees_what_could_be_shown_today_and_what_is_missing(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    (reference,) = await told(theatre, "Ola Dal 2STA")
    await takes(theatre, randi, reference)
    await looks(randi)
    await randi.presses(f"Åpne {reference}")
    await randi.presses("Hva vil du gjøre?")
    await randi.presses("Klar for Statsforvalteren?")
    said = randi.reads
    assert "Mangler nå: 8" in said
    assert "Mottak bekreftet: Randi Ås, mandag 23. november 2026" in said
    assert said.index("Undersøke (§ 12-4)") < said.index("Mangler: undersøkelser")
    assert "Mangler: at eleven er hørt, eller hvorfor det ikke gikk" in said

    await randi.presses("Tilbake til saken")
    await randi.presses("Start undersøkelsen")
    await randi.presses("Start undersøkelsen", NEEDED)
    await randi.presses("Hva vil du gjøre?")
    await randi.presses("Klar for Statsforvalteren?")
    assert "Mangler nå: 6" in randi.reads
    assert "Alvorlighet: Randi Ås, mandag 23. november 2026" in randi.reads
    assert {e["reason"] for e in theatre.audit() if e["action"] == "case:read"} >= {"ready"}


async def test_one_with_a_task_is_not_shown_what_is_for_whoever_has_the_case(theatre: Theatre) -> None:
    randi, jon = theatre.someone("Randi Ås"), theatre.someone("Jon Eik")
    (reference,) = await told(theatre, "Ola Dal 2STA")
    await takes(theatre, randi, reference)
    await gives(theatre, reference, Work.TALK, jon, date(2026, 11, 25))
    await looks(jon)
    await jon.presses(f"Åpne {reference}")
    await jon.presses("Jeg er habil, åpne saken")
    assert "Sitter alene hver dag." in jon.reads
    assert "Klar for Statsforvalteren?" not in buttons(jon.sees)
    (case,) = theatre.case_ids()
    for verb in ("case.ready", "student.history"):
        assert "Denne siden er for den som har saken." in await jon.forges(verb, case=case)
        assert "Saken finnes ikke" in await theatre.someone("Siv Nes").forges(verb, case=case)


async def test_rektor_sees_the_students_other_cases_here_oldest_first(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    first, other, second = await told(theatre, "Ola Dal 1STA", "Eva Lid 2STB", "Dal, Ola (2 STA)")
    for reference in (first, other, second):
        await takes(theatre, randi, reference)
    await looks(randi)
    await randi.presses(f"Åpne {second}")
    await randi.presses("Hva vil du gjøre?")
    await randi.presses("Elevens saker her")
    assert listed(randi) == [first, second]
    assert "To elever kan hete det samme" in randi.reads
    assert randi.reads.index(second) < randi.reads.index("Denne saken")
    await randi.presses(f"Åpne {first}")
    assert "Sitter alene hver dag." in randi.reads


@pytest.mark.parametrize(("locale", "words", "says"), [
    ("nn-NO", "sakene mine", "Ventar på svar"), ("en-GB", "my cases", "Waiting for an answer"),
])  # fmt: skip
async def test_the_list_speaks_the_readers_language(theatre: Theatre, locale: str, words: str, says: str) -> None:
    (randi,) = await theatre.installed("Randi Ås", locale=locale)
    await told(theatre, "Ola Dal 2STA")
    assert says in await looks(randi, words)
