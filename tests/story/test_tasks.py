"""Rektor hands on parts of a case: who is told, what they see, what happens when the day comes, and who has it then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demo.stage import read_register
from domain.people import Absence, Person, Post, Register, Role
from tests.builders import at
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, with_people
from tests.story.reading import buttons, foreign, words
from tests.story.test_clocks import taken
from tests.story.theatre import Someone, Theatre

NORA = Person("7d3e1a50-0000-4000-8000-000000000077", "Nora Eide", frozenset({Post(FJELLVIK, Role.CONTACT_TEACHER)}))
STORY = "Sitter alene hver dag."
WORDS = "Snakk med Ola om hvordan han har det."
THURSDAY = "2026-11-26"
TALK = {"task_work": "talk", "task_to": NORA.id, "task_due": THURSDAY, "task_what": WORDS}
GIVEN, DUE, MISSED = "Du har fått en oppgave", "Påminnelse om en frist", "En frist er ute"
NO_OWNER = "En oppgave er uten eier"


def house(*people: Person) -> Register:
    return with_people(NORA, *people)


async def gives(randi: Someone, **task: str) -> None:
    await randi.presses("Hva vil du gjøre?")
    await randi.presses("Gi en oppgave")
    await randi.presses("Gi oppgaven", {**TALK, **task})


async def handed(
    begin: Begin, register: Register | None = None, tenant: bool = False, **task: str
) -> tuple[Theatre, Someone, Someone]:
    """Tor has told, Randi has opened the case and given Nora a talk with the student, due on Thursday."""
    theatre = await begin(register or house(), tenant=tenant)
    randi = await taken(theatre)
    await gives(randi, **task)
    await theatre.settle()
    return theatre, randi, theatre.someone("Nora Eide")


async def again(one: Someone, on: str | None = None) -> None:
    """Comes back to the case, from wherever they were."""
    if one.dialog is None and "Ferdig lest" in buttons(one.sees):
        await one.presses("Ferdig lest")
    one.closes_dialog()
    one.open_card = None
    await one.stage.pass_time(seconds=1)
    await one.presses("Åpne", on=on)


async def to_tasks(one: Someone) -> None:
    await again(one)
    await one.presses("Oppgaver")


def bells(one: Someone, title: str) -> int:
    return len(one.cards_with(title))


async def test_s0_8_a_talk_is_handed_on_and_its_doorbell_says_nothing_of_the_case(begin: Begin) -> None:
    _, randi, nora = await handed(begin)
    (bell,) = nora.doorbells
    assert GIVEN in bell
    assert "Frist torsdag 26. november 2026" in bell
    assert not [said for said in ("Ola", STORY, WORDS, "snakke", "Tor") if said in nora.whole_chat]
    assert "Snakke med eleven, Nora Eide: innen torsdag 26. november 2026" in randi.reads
    assert bells(randi, GIVEN) == 0


async def test_s1_8_whoever_has_a_task_answers_habilitet_first_and_sees_what_it_needs_and_no_more(
    begin: Begin,
) -> None:
    _, randi, nora = await handed(begin)
    await randi.presses("Hva vil du gjøre?")
    assert "Gi en oppgave" in buttons(randi.sees)
    await nora.presses("Åpne")
    assert STORY not in nora.reads
    assert WORDS not in nora.reads
    await nora.presses("Jeg er habil, åpne saken")
    assert [said for said in (STORY, WORDS, "Snakke med eleven", "Gitt av Randi Ås") if said not in nora.reads] == []
    closed = ("Frister", "Statsforvalteren", "levert til", "Foreslåtte oppgaver", "Feil elev", "Gi til en annen")
    assert [said for said in closed if said in nora.reads] == []
    await nora.presses("Hva vil du gjøre?")
    assert "Gi en oppgave" not in buttons(nora.sees)


async def test_s0_12_who_considers_the_class_does_not_read_what_was_told(begin: Begin) -> None:
    theatre = await begin(house())
    randi, nora = await taken(theatre), theatre.someone("Nora Eide")
    await gives(randi, task_work="map_class")
    await nora.opens_case()
    assert WORDS in nora.reads
    assert STORY not in nora.reads


async def test_one_tap_says_that_it_is_done_and_the_case_is_closed_to_them_from_then_on(begin: Begin) -> None:
    theatre, randi, nora = await handed(begin)
    await nora.opens_case()
    sees = nora.sees
    await nora.presses("Gjort")
    assert "Det er lagret. Du har ingen oppgave i denne saken lenger" in nora.reads
    finished = buttons(sees)["Gjort"]["data"]
    same = await nora.forges("finish_task.answer", **{k: v for k, v in finished.items() if k != "verb"})
    assert "Det er lagret" in same
    assert theatre.stage.rows("SELECT count(*) FROM happenings WHERE what = 'finish_task'") == [(1,)]
    assert [e for e in theatre.audit() if e["outcome"] == "refused"] == []
    await theatre.settle()
    assert "Du har ingen oppgave i denne saken nå." in nora.doorbells[-1]
    assert WORDS not in nora.whole_chat
    assert "kan ikke åpnes" in await nora.forges("case.open", case=theatre.case_ids()[0])

    await to_tasks(randi)
    assert "Avsluttede oppgaver" in randi.reads
    assert "Snakke med eleven. Gjort mandag 23. november 2026" in randi.reads
    assert "Ingen har en oppgave i saken nå." in randi.reads


async def test_s0_12_s0_19_what_was_to_be_considered_is_done_when_it_is_written_what_was_decided(begin: Begin) -> None:
    theatre = await begin(house())
    randi, nora = await taken(theatre), theatre.someone("Nora Eide")
    await gives(randi, task_work="class_measures")
    await nora.opens_case()
    await nora.presses("Gjort")
    await nora.presses("Lagre at den er gjort", {"task_done": ""})
    assert "Dette må fylles ut." in nora.reads
    await nora.presses("Lagre at den er gjort", {"task_done": "Vi endrer gruppene i gym."})
    assert "Det er lagret" in nora.reads
    await again(randi)
    await randi.presses("Det som er skrevet ned")
    assert "Vi endrer gruppene i gym." in randi.reads


async def test_e38_the_day_reminds_the_holder_the_day_after_also_rektor_and_then_rektor_once_a_week(
    begin: Begin,
) -> None:
    theatre, randi, nora = await handed(begin)
    await theatre.wait(days=2, hours=21)  # Thursday at seven
    assert bells(nora, DUE) == 0
    await theatre.wait(hours=2)
    assert (bells(nora, DUE), bells(randi, DUE)) == (1, 0)
    await theatre.wait(days=1)
    assert (bells(nora, MISSED), bells(randi, MISSED)) == (1, 1)
    await theatre.wait(days=6)
    assert (bells(nora, MISSED), bells(randi, MISSED)) == (1, 1)
    await theatre.wait(days=1)
    assert (bells(nora, MISSED), bells(randi, MISSED)) == (1, 2)
    for one in (nora, randi):
        assert not [said for said in ("Ola", WORDS, "Snakke") if said in " ".join(one.doorbells)]
    await to_tasks(randi)
    assert "Snakke med eleven. Fristen var torsdag 26. november 2026" in randi.reads
    told = theatre.someone("Tor Vik").whole_chat
    assert not [said for said in ("oppgave", "frist er ute", "Nora") if said in told]


async def test_a_process_that_slept_over_the_day_says_it_once(begin: Begin) -> None:
    theatre, randi, nora = await handed(begin)
    theatre.stage.sleep(days=30)
    await theatre.settle()
    assert (bells(nora, DUE), bells(nora, MISSED), bells(randi, MISSED)) == (0, 1, 1)
    await theatre.wait(hours=3)
    assert bells(randi, MISSED) == 1


async def test_what_is_done_in_time_reminds_nobody(begin: Begin) -> None:
    theatre, randi, nora = await handed(begin)
    await nora.opens_case()
    await nora.presses("Gjort")
    await theatre.wait(days=14)
    assert [bells(one, title) for one in (nora, randi) for title in (DUE, MISSED)] == [0, 0, 0, 0]


async def test_whoever_is_away_that_day_is_reminded_together_with_rektor(begin: Begin) -> None:
    away = replace(NORA, away=(Absence(at(day=THURSDAY).date(), at(day=THURSDAY).date()),))
    theatre, randi, nora = await handed(begin, house(away))
    await theatre.wait(days=3)
    assert (bells(nora, DUE), bells(randi, DUE)) == (1, 1)


async def test_a_task_goes_over_to_another_with_a_new_day(begin: Begin) -> None:
    theatre, randi, nora = await handed(begin)
    await to_tasks(randi)
    await randi.presses("Gi til en annen")
    siv = theatre.someone("Siv Nes")
    assert "Snakke med eleven, Nora Eide, torsdag 26. november 2026" in randi.reads
    await randi.presses("Gi oppgaven videre", {"task_to": siv.id, "task_due": "2026-12-01"})
    await theatre.settle()
    assert "Du har ingen oppgave i denne saken nå." in nora.doorbells[-1]
    assert "Frist tirsdag 1. desember 2026" in siv.doorbells[-1]
    await siv.opens_case()
    assert WORDS in siv.reads
    assert "kan ikke åpnes" in await nora.forges("case.open", case=theatre.case_ids()[0])
    await theatre.wait(days=8)
    assert (bells(nora, DUE), bells(siv, DUE)) == (0, 1)


async def test_a_task_is_taken_back_with_a_reason(begin: Begin) -> None:
    theatre, randi, nora = await handed(begin)
    await to_tasks(randi)
    await randi.presses("Ta bort")
    await randi.presses("Ta bort oppgaven", {"task_dropped": ""})
    assert "Dette må fylles ut." in randi.reads
    await randi.presses("Ta bort oppgaven", {"task_dropped": "Rektor snakker selv med eleven."})
    await theatre.settle()
    assert "Du har ingen oppgave i denne saken nå." in nora.doorbells[-1]
    await to_tasks(randi)
    assert "Tatt bort mandag 23. november" in randi.reads


async def test_8_1_who_is_inhabil_gives_the_task_back_and_rektor_is_told(begin: Begin) -> None:
    theatre, randi, nora = await handed(begin)
    await nora.presses("Åpne")
    await nora.presses("Jeg er inhabil")
    nora.closes_dialog()
    await theatre.settle()
    assert bells(randi, NO_OWNER) == 1
    assert STORY not in nora.whole_chat
    assert "Du har ingen oppgave i denne saken nå." in nora.doorbells[-1]
    await to_tasks(randi)
    assert "Uten eier: gi den til en annen" in randi.reads
    await randi.presses("Gi til en annen")
    await randi.presses("Gi oppgaven videre", {"task_to": NORA.id, "task_due": THURSDAY})
    assert "Velg ett av svarene." in randi.reads
    await theatre.wait(hours=5)
    assert bells(randi, NO_OWNER) == 1


async def test_e37_when_whoever_has_it_leaves_the_school_rektor_is_told_and_it_is_without_an_owner(
    begin: Begin,
) -> None:
    theatre, randi, nora = await handed(begin)
    await nora.opens_case()
    nora.closes_dialog()
    await theatre.stage.go_on_with(read_register())
    await theatre.settle()
    assert bells(randi, NO_OWNER) == 1
    assert "kan ikke åpnes" in await nora.forges("case.open", case=theatre.case_ids()[0])
    await to_tasks(randi)
    assert "Uten eier: gi den til en annen" in randi.reads


async def test_e43_a_new_contact_teacher_gets_nothing_by_the_post(begin: Begin) -> None:
    """The year changes: another has the class, and whoever had the task still has it until it is given to them."""
    theatre, _, nora = await handed(begin)
    other = replace(NORA, id=NORA.id.replace("77", "78"), name="Ida Bø")
    theatre.stage.teams.add_person(other.id, other.name)
    await theatre.stage.go_on_with(house(replace(NORA, posts=frozenset({Post(FJELLVIK, Role.STAFF)})), other))
    ida = theatre.someone("Ida Bø")
    await theatre.stage.teams.install(ida.person)
    await ida.says("hei")
    assert "kan ikke åpnes" in await ida.forges("case.open", case=theatre.case_ids()[0])
    await nora.opens_case()
    assert WORDS in nora.reads


async def test_whoever_cannot_be_reached_is_said_to_rektor_and_never_in_the_reporters_receipt(begin: Begin) -> None:
    theatre = await begin(house())
    randi, nora = await taken(theatre), theatre.someone("Nora Eide")
    before = theatre.someone("Tor Vik").whole_chat
    await theatre.stage.teams.uninstall(nora.person)
    await gives(randi)
    await theatre.settle()
    assert bells(randi, "En oppgave nådde ikke fram") == 1
    await to_tasks(randi)
    assert "Kunne ikke nås i Teams. Si fra på en annen måte." in randi.reads
    assert theatre.someone("Tor Vik").whole_chat == before
    assert theatre.stage.rows("SELECT count(*) FROM happenings WHERE what = 'undelivered'") == [(0,)]


async def test_nobody_finishes_anothers_task_but_those_in_charge(begin: Begin) -> None:
    theatre, randi, nora = await handed(begin)
    siv = theatre.someone("Siv Nes")
    await again(randi)
    await gives(randi, task_to=siv.id)
    await theatre.settle()
    await siv.opens_case()
    (hers,) = theatre.stage.rows("SELECT note FROM happenings WHERE what = 'tasked' ORDER BY seq LIMIT 1")
    case = theatre.case_ids()[0]
    said = await siv.forges(
        "finish_task.answer", case=case, page="finish_task", task=hers[0].split()[0], token="f" * 32
    )
    assert "Velg ett av svarene." in said
    await nora.opens_case()
    assert WORDS in nora.reads


async def test_the_whole_case_is_left_to_another_and_the_responsibility_is_said_to_stay(begin: Begin) -> None:
    theatre = await begin(house())
    randi, nora = await taken(theatre), theatre.someone("Nora Eide")
    await randi.presses("Hva vil du gjøre?")
    await randi.presses("Gi en oppgave")
    assert "har rektor fortsatt ansvaret" in randi.reads
    await randi.presses("Gi oppgaven", {**TALK, "task_work": "handle"})
    await nora.opens_case()
    assert STORY in nora.reads
    assert "Frister" in nora.reads
    await nora.presses("Hva vil du gjøre?")
    assert "Gi en oppgave" in buttons(nora.sees)


@pytest.mark.parametrize("locale", ["nn-NO", "en-GB"])
async def test_the_doorbell_and_the_page_speak_the_holders_language(begin: Begin, locale: str) -> None:
    theatre = await begin(house())
    (nora,) = await theatre.installed("Nora Eide", locale=locale)
    randi = await taken(theatre)
    await gives(randi)
    await theatre.settle()
    assert foreign(words(nora.last).split("\n"), locale[:2]) == []  # type: ignore[arg-type]
    assert GIVEN not in words(nora.last)
