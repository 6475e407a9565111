"""How serious it is, what the owner is told of it, a case that is the owner's own, and Statsforvalteren."""

from __future__ import annotations

from dataclasses import replace

from cards.clocks import NO_BREAK
from demo.stage import read_register
from domain.people import Post, Register, Role
from domain.profile import OwnerNotice, School
from tests.documents import plans
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, with_people
from tests.story.reading import buttons, inputs, words
from tests.story.theatre import Someone, Theatre

WHY_NOT = {"serious": "not_serious", "serious_why": "En enkelt krangel, løst samme dag."}
WHY = {"criteria": "threats,several", "serious": "serious", "serious_why": "Grove trusler over flere uker."}
SECRETS = ("Sitter alene", "Ola Dal", "Grove trusler", "Tor Vik", "Vikaren")
START = "Start undersøkelsen"
LEADERS = ("Randi Ås", "Dag Lund", "Siv Nes")


def reads(one: Someone) -> str:
    return one.reads.replace(NO_BREAK, " ")


def school_with(**but: object) -> Register:
    register = read_register()
    school: School = replace(register.schools[FJELLVIK], **but)  # type: ignore[arg-type]
    return replace(register, schools={FJELLVIK: school})


async def taken(theatre: Theatre, **answers: str) -> Someone:
    """Tor tells, and rektor acknowledges and opens."""
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(**answers)
    if answers.get("by_staff") == "employee":
        await tor.presses("Send", {"accused_name": "Vikaren i gym"})
    tor.closes_dialog()
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    return randi


async def puts_away(theatre: Theatre, one: Someone) -> None:
    """Has read, and nothing of it stays in the chat."""
    if one.dialog is None and "Ferdig lest" in buttons(one.sees):
        await one.presses("Ferdig lest")
    one.closes_dialog()
    await theatre.settle()


async def reads_again(theatre: Theatre, one: Someone) -> str:
    await puts_away(theatre, one)
    await one.presses("Åpne")
    return reads(one)


# --- How serious it is


async def test_8_1_rektor_judges_how_serious_it_is_and_answers_on_the_owner_before_the_investigation_begins(
    theatre: Theatre,
) -> None:
    randi = await taken(theatre)
    assert "Neste steg" in reads(randi)
    await randi.presses(START)
    assert "Hva taler for at det er alvorlig?" in reads(randi)
    await randi.presses(START, {"criteria": "threats", "serious": "serious"})
    assert "Dette må fylles ut." in randi.reads  # yes needs a reason, too
    await randi.presses(START, WHY)
    assert "Er skoleeieren varslet?" in reads(randi)
    await randi.presses(START, {"owner_answer": "here"})

    assert "varsel sendt her i Teams mandag 23. november 2026" in reads(randi)
    assert "Andre plikter" in reads(randi)
    assert "straffeloven § 196" in reads(randi)
    assert "Undersøkes" not in theatre.someone("Tor Vik").receipt  # E49


async def test_p12_4_the_owner_gets_a_card_without_content_and_the_clock_stops_when_they_confirm(
    theatre: Theatre,
) -> None:
    randi, unni, kari = await taken(theatre), theatre.someone("Unni Berg"), theatre.someone("Kari Moe")
    await randi.presses(START)
    await randi.presses(START, WHY)
    await randi.presses(START, {"owner_answer": "here"})
    await puts_away(theatre, randi)
    for one in (unni, kari):
        bell = one.card_with("sier fra til skoleeieren om en sak")
        assert list(buttons(bell.card or {})) == ["Bekreft mottak"]
        assert not [word for word in (*SECRETS, "alvorlig", "Randi") if word in one.whole_chat]

    await unni.presses("Bekreft mottak")
    await theatre.settle()
    assert "Du bekreftet mottak" in words(unni.card_with("Varsel fra en skole").card or {})
    assert "Unni Berg bekreftet mottak" in words(kari.card_with("Varsel fra en skole").card or {})
    said = await reads_again(theatre, randi)
    assert "Skoleeieren er varslet, registrert mandag 23. november 2026" in said
    assert "Unni Berg bekreftet varselet" in said

    (case,) = theatre.case_ids()
    refused = {await unni.forges(verb, case=case) for verb in ("case.open", "case.menu", "case.log", "case.duties")}
    assert refused == {await unni.forges("case.open", case="0" * 32)}  # to confirm is no sight


async def test_e35_s2_8_it_is_judged_in_the_plans_words_and_otherwise_later_with_both_kept(begin: Begin) -> None:
    theatre = await begin(school_with(serious=plans()["elverum"].serious, sources={"serious": "S2-8"}))
    randi = await taken(theatre)
    await randi.presses(START)
    offered = [choice["title"] for choice in inputs(randi.sees)["own_examples"]["choices"]]
    assert offered[2] == "grove trusler på sosiale medier"
    await randi.presses(START, {**WHY, "own_examples": "1,3"})
    await randi.presses(START, {"owner_answer": "later"})
    assert "Varsle skoleeieren: straks (S2-8)" in reads(randi)

    await randi.presses("Hva vil du gjøre?")
    await randi.presses("Vurder alvorlighet på nytt")
    await randi.presses("Lagre", WHY_NOT)
    assert "Varsle skoleeieren" not in reads(randi)
    await randi.presses("Det som er skrevet ned")
    assert "grove trusler på sosiale medier" in reads(randi)
    assert reads(randi).index("Grove trusler over flere uker.") < reads(randi).index("En enkelt krangel")


async def test_e34_what_is_serious_has_no_exception_and_what_is_not_starts_with_a_reason_alone(
    theatre: Theatre,
) -> None:
    randi = await taken(theatre, by_staff="employee")
    await randi.presses(START)
    await randi.presses(START, WHY)
    offered = [choice["value"] for choice in inputs(randi.sees)["owner_answer"]["choices"]]
    assert offered == ["told", "here", "later"]
    await randi.presses(START, {"owner_answer": "unfounded", "owner_notice_reason": "Oppdiktet"})
    assert theatre.count("notes") == 0
    await randi.presses(START, {"owner_answer": "told", "owner_notice_how": "Ringte", "owner_notice_when": "kl. 10"})
    assert theatre.count("notes") == 1
    assert "Skoleeieren er varslet, registrert" in reads(randi)
    assert "Undersøk saken: snarest" in reads(randi)


async def test_ruling_3_a_notice_that_reaches_nobody_is_raised_to_rektor_in_plain_words(theatre: Theatre) -> None:
    randi = await taken(theatre)
    for name in ("Unni Berg", "Kari Moe"):
        theatre.stage.teams.block(theatre.someone(name).person)
    await randi.presses(START)
    await randi.presses(START, WHY)
    await randi.presses(START, {"owner_answer": "here"})
    await puts_away(theatre, randi)

    raised = words(randi.card_with("Et varsel kom ikke fram").card or {})
    assert "nådde ingen. Åpne saken og si fra på en annen måte." in raised
    assert not [word for word in SECRETS if word in raised]
    await randi.presses("Åpne", on="Et varsel kom ikke fram")
    assert "Et varsel til skoleeieren her i Teams nådde ingen." in reads(randi)
    assert "varselet nådde ikke Unni Berg" in reads(randi)
    await randi.presses("Skoleeieren er varslet")
    told = {"owner_notice_to": "owner", "owner_notice_how": "Ringte", "owner_notice_when": "nå"}
    await randi.presses("Lagre", told)
    assert "nådde ingen" not in reads(randi)


# --- Help, and Statsforvalteren


async def test_s2_9_e45_the_owner_helps_and_the_case_stays_the_schools(theatre: Theatre) -> None:
    randi, unni = await taken(theatre), theatre.someone("Unni Berg")
    await randi.presses("Hva vil du gjøre?")
    await randi.presses("Be skoleeier om bistand")
    assert "Skolen eier saken." in reads(randi)
    await randi.presses("Be om hjelp", {"help_wanted": "Saken står fast etter tre møter."})
    assert "Overført skoleeier" not in reads(randi)
    assert START in buttons(randi.sees)
    await puts_away(theatre, randi)

    bell = words(unni.card_with("ber skoleeieren om hjelp i en sak").card or {})
    assert "står fast" not in unni.whole_chat
    assert "Sak 2026-" in bell
    await unni.presses("Bekreft mottak", on="ber skoleeieren om hjelp")
    await theatre.settle()
    assert "Unni Berg bekreftet varselet" in await reads_again(theatre, randi)


async def test_e44_a_case_before_statsforvalteren_says_so_first_and_goes_on(theatre: Theatre) -> None:
    randi = await taken(theatre)
    await randi.presses("Hva vil du gjøre?")
    assert "Statsforvalteren er ferdig med saken" not in buttons(randi.sees)
    await randi.presses("Saken er hos Statsforvalteren")
    asked = {"state_since": "2026-11-23", "state_asks": "Redegjørelse og alle dokumenter."}
    await randi.presses("Lagre", {**asked, "state_deadline": "2026-12-07"})
    said = reads(randi)
    assert said.index("Hos Statsforvalteren") < said.index("Neste steg")
    assert "Frist i pålegget: mandag 7. desember 2026" in said

    await randi.presses(START)
    await randi.presses(START, WHY_NOT)
    assert theatre.stage.rows("SELECT status FROM cases") == [("investigating",)]
    assert "Hos Statsforvalteren" in reads(randi)
    await randi.presses("Hva vil du gjøre?")
    await randi.presses("Statsforvalteren er ferdig med saken")
    await randi.presses("Lagre", {"state_decided": "Skolen har oppfylt plikten."})
    assert "Hos Statsforvalteren" not in reads(randi)
    assert "Redegjørelse" not in theatre.someone("Tor Vik").whole_chat


# --- A case about a leader


async def with_the_owner(theatre: Theatre) -> Someone:
    """Tor tells of a leader; somebody at the owner acknowledges and opens."""
    tor, unni = theatre.someone("Tor Vik"), theatre.someone("Unni Berg")
    await tor.tells(by_staff="leader")
    await tor.presses("Send til skoleeieren", {"leader_id": "other"})
    tor.closes_dialog()
    await theatre.settle()
    await unni.presses("Bekreft mottak")
    await unni.opens_case()
    return unni


async def test_ruling_2_p12_5_the_owner_runs_a_leader_case_with_the_same_gates_and_clocks(theatre: Theatre) -> None:
    unni = await with_the_owner(theatre)
    said = reads(unni)
    assert "Overført skoleeier" in said
    assert "med de samme pliktene og fristene overfor eleven" in said
    assert "Undersøk saken: snarest" in said
    assert "Statsforvalteren tar imot saken fra mandag 30. november 2026" in said
    await unni.presses(START)
    await unni.presses(START, {"serious": "serious"})
    assert "Dette må fylles ut." in unni.reads
    await unni.presses(START, WHY)  # and nobody is to be told: it is with the owner
    assert theatre.stage.rows("SELECT status FROM cases") == [("investigating",)]
    await unni.presses("Hva vil du gjøre?")
    offered = set(buttons(unni.sees))
    assert {"Vurder alvorlighet på nytt", "Saken er hos Statsforvalteren", "Andre plikter"} <= offered
    assert not {"Skoleeieren er varslet", "Be skoleeier om bistand"} & offered


async def test_p12_5_second_paragraph_no_leader_of_the_school_knows_that_there_is_a_case(theatre: Theatre) -> None:
    await taken(theatre, student="Mia Lie 1STA", what="Noe annet.")  # so that the leaders have something
    await puts_away(theatre, theatre.someone("Randi Ås"))
    await theatre.wait(minutes=15)
    before = {name: theatre.someone(name).whole_chat for name in LEADERS}
    unni = await with_the_owner(theatre)
    await unni.presses(START)
    await unni.presses(START, WHY)
    await puts_away(theatre, unni)
    await theatre.wait(days=3)

    case = theatre.case_ids()[-1]
    for name in LEADERS:
        leader = theatre.someone(name)
        assert leader.whole_chat == before[name]
        for verb in ("case.open", "case.menu", "case.log", "case.duties", "case.assess", "owner_notice.acknowledge"):
            assert await leader.forges(verb, case=case) == await leader.forges(verb, case="0" * 32)
    done = [e for e in theatre.audit() if e["case"] == case and e["outcome"] == "done"]
    assert {e["chain"] for e in done} == {"owner:fjellvik"}
    assert "case:assess" in {e["action"] for e in done}


# --- The duties beside this one


async def test_2_10_the_other_duties_are_help_that_nothing_here_ticks_off(begin: Begin) -> None:
    nurse = with_people(
        replace(
            next(p for p in read_register().people.values() if p.name == "Tor Vik"),
            posts=frozenset({Post(FJELLVIK, Role.SCHOOL_NURSE)}),
        )
    )
    theatre = await begin(nurse)
    tor, randi = theatre.someone("Tor Vik"), await taken(theatre, danger="yes")
    assert "Husk også: melde til barnevernet (§ 24-3)" in tor.receipt.replace(NO_BREAK, " ")
    assert "Det er ikke oppfylt ved at du har meldt fra her." in tor.receipt
    said = reads(randi)
    assert "Melde til barnevernet (§ 24-3)" in said
    assert "Helsesykepleierens egen taushetsplikt" in said
    assert "Fysiske inngrep" not in said

    await randi.presses("Hva vil du gjøre?")
    await randi.presses("Andre plikter")
    assert "Fysiske inngrep (§ 13-5)" in reads(randi)
    assert "ingen av dem er oppfylt ved at det er meldt her" in reads(randi)
    assert not inputs(randi.sees)
    assert list(buttons(randi.sees)) == ["Tilbake til saken"]
    await randi.presses("Tilbake til saken")
    assert "Sitter alene hver dag." in reads(randi)


async def test_s1_9_sandvikas_two_get_a_card_each_and_each_stops_their_own_clock(begin: Begin) -> None:
    register = school_with(
        owner_notice=OwnerNotice(("area_director", "owner_team"), unfounded_exception=False),
        sources={"owner_notice.to": "S1-9"},
    )
    posts = {"Unni Berg": Role.AREA_DIRECTOR, "Kari Moe": Role.OWNER_TEAM}
    people = [p for p in register.people.values() if p.name in posts]
    moved = [replace(p, posts=frozenset({Post(FJELLVIK, posts[p.name])})) for p in people]
    theatre = await begin(with_people(*moved, register=register))
    randi, kari = await taken(theatre, by_staff="employee"), theatre.someone("Kari Moe")
    await randi.presses(START)
    await randi.presses(START, WHY_NOT)
    assert [c["value"] for c in inputs(randi.sees)["owner_answer"]["choices"]] == ["told", "here", "later"]
    await randi.presses(START, {"owner_answer": "here"})
    await puts_away(theatre, randi)
    await kari.presses("Bekreft mottak", on="Varsel fra en skole")
    await theatre.settle()
    said = await reads_again(theatre, randi)
    assert "Skolemiljøteamet er varslet, registrert" in said
    assert "Varsle områdedirektøren: straks; varsel sendt her i Teams" in said
