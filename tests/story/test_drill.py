"""The drill: everybody who may receive gets a marked card, and whoever started it sees who was reached and how fast."""

from __future__ import annotations

from collections.abc import Sequence

from tests.story.conftest import Begin
from tests.story.house import with_another_school
from tests.story.reading import words
from tests.story.test_five_schools import at_school
from tests.story.theatre import Someone, Theatre, buttons

CARD = "ØVELSE"


async def starts(one: Someone) -> None:
    await one.says("øvelse")
    await one.presses("Start øvelse")


def result(one: Someone) -> str:
    return words(one.card_with("Øvelse: hvem ble nådd").card or {})


def reached(people: Sequence[Someone]) -> list[str]:
    return [p.person.name for p in people if p.cards_with(CARD)]


async def test_a_drill_reaches_rektor_then_the_deputy_then_the_owner_in_turn(theatre: Theatre) -> None:
    receivers = [theatre.someone(name) for name in ("Randi Ås", "Dag Lund", "Unni Berg", "Kari Moe")]
    randi, dag, *_ = receivers
    await randi.says("Øvelse")
    assert "Det går 2 minutter mellom hvert trinn" in randi.reads
    assert "10 minutter etter det siste trinnet" in randi.reads
    await randi.presses("Start øvelse")
    assert "Øvelsen er i gang" in words(randi.sees)
    await theatre.settle()
    assert reached(receivers) == ["Randi Ås"]
    for many in (2, 3, 4):
        await theatre.wait(minutes=2)
        assert reached(receivers) == [p.person.name for p in receivers[:many]]

    told = words(dag.card_with(CARD).card or {})
    assert told.startswith(
        "ØVELSE: bekreft mottak\nDette er en øvelse. Ingen har meldt fra om noe. Trykk Bekreft mottak."
    )
    assert "Startet av Randi Ås, Fjellvik videregående skole" in told
    assert set(buttons(dag.card_with(CARD).card or {})) == {"Bekreft mottak"}
    assert "Nådd: 4 av 4. Bekreftet: 0 av 4." in result(randi)
    await theatre.wait(minutes=10)
    assert "Øvelsen er over." in result(randi)
    assert "Ingen på trinnene bekreftet. En virkelig melding ville ha nådd det siste av dem." in result(randi)
    assert {len(p.cards_with(CARD)) for p in receivers} == {1}


async def test_how_fast_each_confirmed_and_where_a_report_would_have_stopped(theatre: Theatre) -> None:
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await starts(randi)
    await theatre.settle()
    await theatre.wait(minutes=3)
    await dag.presses("Bekreft mottak", on=CARD)
    assert "Takk, bekreftet kl. 10.03." in words(dag.card_with(CARD).card or {})
    assert buttons(dag.card_with(CARD).card or {}) == {}
    await theatre.settle()
    shown = result(randi).split("\n")
    (line,) = (line for line in shown if line.startswith("Dag Lund, rektors stedfortreder: nådd etter "))
    assert ", bekreftet etter 1 min " in line
    (rektor,) = (line for line in shown if line.startswith("Randi Ås, rektor: nådd etter "))
    assert rektor.endswith(", ikke bekreftet")
    assert "Unni Berg, skoleeierens kontaktperson: får kortet kl. 10.04" in shown
    assert shown[shown.index(line) + 1].startswith("En virkelig melding ville stoppet her: noen har bekreftet.")


async def test_it_is_over_as_soon_as_all_have_confirmed(theatre: Theatre) -> None:
    receivers = [theatre.someone(name) for name in ("Randi Ås", "Dag Lund", "Unni Berg", "Kari Moe")]
    await starts(receivers[0])
    for one in receivers:
        await theatre.settle()
        await one.presses("Bekreft mottak", on=CARD)
        await theatre.wait(minutes=2)
    assert "Øvelsen er over. Nådd: 4 av 4. Bekreftet: 4 av 4." in result(receivers[0])
    await receivers[0].presses("Ny øvelse", on="Øvelse: hvem ble nådd")
    assert "Start øvelse" in buttons(receivers[0].sees)


async def test_one_who_has_blocked_the_bot_is_shown_as_not_reached(theatre: Theatre) -> None:
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    theatre.stage.teams.block(dag.person)
    await starts(randi)
    await theatre.settle()
    await theatre.wait(minutes=2)
    await theatre.settle()
    assert "Dag Lund, rektors stedfortreder: ikke nådd" in result(randi)
    assert (await theatre.ready())["outbox"].get("raised", 0) == 0


async def test_nothing_of_it_is_a_case_or_a_report(theatre: Theatre) -> None:
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await starts(randi)
    await theatre.wait_minute_by_minute(3)
    await dag.presses("Bekreft mottak", on=CARD)
    await theatre.wait(days=2)
    assert [theatre.count(t) for t in ("cases", "reports", "happenings", "drafts")] == [0] * 4
    assert (randi.doorbells, dag.doorbells) == ([], [])
    await randi.says("mine meldinger")
    assert "Øvelse" not in words(randi.last)
    assert [(e["chain"], e["actor"], e["action"]) for e in theatre.audit()] == [
        ("school:fjellvik", randi.id, "drill:started"), ("school:fjellvik", dag.id, "drill:acknowledged"),
    ]  # fmt: skip


async def test_a_teacher_may_not_start_see_or_confirm_one(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.says("øvelse")
    assert "Start øvelse" not in buttons(tor.last)
    for verb in ("drill.begin", "drill.start", "drill.show"):
        assert "Øvelser er for dem som kan få meldinger ved skolen." in await tor.forges(verb, school="fjellvik")
    assert theatre.count("drills") == 0
    await starts(randi)
    ((drill,),) = theatre.stage.rows("SELECT id FROM drills")
    assert await tor.forges("drill.acknowledge", drill=drill) == await tor.forges("drill.acknowledge", drill="0" * 32)
    assert await tor.forges("drill.acknowledge") == await tor.forges("drill.show", school="fjellvik")
    assert {e["actor"] for e in theatre.audit() if e["outcome"] == "refused"} == {tor.id}


async def test_a_second_start_and_the_word_show_the_one_that_goes_on(theatre: Theatre) -> None:
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await dag.says("øvelse")
    await starts(randi)
    await dag.presses("Start øvelse")
    assert "Startet av Randi Ås" in words(dag.sees)
    assert theatre.count("drills") == 1
    await dag.says("øving")
    assert "Øvelse: hvem ble nådd" in words(dag.last)
    await theatre.wait_minute_by_minute(17)
    await dag.presses("Oppdater")
    assert "Øvelsen er over." in words(dag.sees)
    await dag.says("drill")
    await dag.presses("Vis den siste øvelsen")
    assert "Nådd: 4 av 4." in words(dag.sees)


async def test_a_late_press_is_thanked_for_nothing_and_counts_for_nothing(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    await starts(randi)
    await theatre.wait_minute_by_minute(20)
    await randi.presses("Bekreft mottak", on=CARD)
    assert "Dette var en øvelse, og den er over." in words(randi.card_with(CARD).card or {})
    await theatre.settle()
    assert "Bekreftet: 0 av 4." in result(randi)


async def test_the_telephones_locked_screen_says_that_it_is_a_drill(theatre: Theatre) -> None:
    randi = theatre.someone("Randi Ås")
    (dag,) = await theatre.installed("Dag Lund", locale="nn-NO")
    (unni,) = await theatre.installed("Unni Berg", locale="en-GB")
    await starts(randi)
    await theatre.wait(minutes=2)
    await theatre.wait(minutes=2)
    summaries = [theatre.sent_to(one)[-1].activity["summary"] for one in (dag, unni)]
    assert summaries == ["ØVELSE (øving): stadfest mottak", "ØVELSE (drill): confirm receipt"]
    assert "Dette er ei øving." in words(dag.card_with(CARD).card or {})


async def test_a_drill_outlives_the_process(theatre: Theatre) -> None:
    randi, dag = theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await starts(randi)
    await theatre.settle()
    await theatre.stage.stop()
    theatre.stage.sleep(minutes=3)
    await theatre.stage.go_on()
    await theatre.settle()
    assert reached([dag]) == ["Dag Lund"]
    assert "Dag Lund, rektors stedfortreder: nådd etter 1 min " in result(randi)


async def test_nothing_of_it_crosses_to_another_school(begin: Begin) -> None:
    theatre = await begin(with_another_school())
    berit, randi = theatre.someone("Berit Hov"), theatre.someone("Randi Ås")
    await starts(randi)
    await theatre.wait_minute_by_minute(8)
    assert reached([theatre.someone(n) for n in ("Berit Hov", "Odd Rud", "Eva Lie", "Finn Tveit")]) == []
    assert "Øvelser er for dem" in await berit.forges("drill.show", school="fjellvik")
    await berit.says("øvelse")
    assert "Solvik videregående skole" in words(berit.last)
    assert "Fjellvik" not in words(berit.last)


async def test_s0_5_sentrums_alternatives_are_reached_too(begin: Begin) -> None:
    register = at_school("sentrum")
    theatre = await begin(register)
    roles = ("principal", "deputy", "department_head", "student_services", "area_director", "owner_team")
    expected = {p.name for p in register.people.values() if any(q.role.value in roles for q in p.posts)}
    rektor = next(p for p in register.people.values() if any(q.role.value == "principal" for q in p.posts))
    await starts(theatre.someone(rektor.name))
    await theatre.wait_minute_by_minute(16)
    people = [theatre.someone(p.name) for p in register.people.values()]
    assert expected <= set(reached(people))
    teachers = {p.name for p in register.people.values() if {q.role.value for q in p.posts} == {"contact_teacher"}}
    assert teachers
    assert not teachers & set(reached(people))
