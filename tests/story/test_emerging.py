"""It emerges in the middle of a case that somebody who works at the school is involved (E4)."""

from tests.story.conftest import Begin
from tests.story.house import without_agreement
from tests.story.reading import buttons, inputs, words
from tests.story.theatre import Someone, Theatre

INVOLVED = "Noen som arbeider på skolen, er innblandet"
LEFT = "Denne saken er ikke lenger hos deg."


async def _opened(theatre: Theatre, who: str = "Randi Ås") -> Someone:
    """Tor has told, and somebody has confirmed and reads."""
    reader = theatre.someone(who)
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()
    await reader.presses("Bekreft mottak")
    await reader.opens_case()
    return reader


async def _names_rektor(one: Someone) -> None:
    await one.presses(INVOLVED)
    await one.presses("Neste", {"by_staff": "leader"})
    await one.presses("Skriv ned", {"leader_id": next(_choices(one, "leader_id", "Randi Ås"))})


def _choices(one: Someone, step: str, name: str):  # type: ignore[no-untyped-def]
    return (c["value"] for c in inputs(one.sees)[step]["choices"] if name in c["title"])


async def test_e4_rektor_who_has_opened_the_case_is_found_to_be_involved(theatre: Theatre) -> None:
    dag, unni = theatre.someone("Dag Lund"), theatre.someone("Unni Berg")
    deputy = dag.whole_chat
    randi = await _opened(theatre)
    await _names_rektor(randi)
    assert "Takk. Det er skrevet ned." in randi.reads
    assert "Ola" not in randi.reads
    randi.closes_dialog()
    await theatre.settle()
    (case,) = theatre.case_ids()

    assert all(LEFT in bell for bell in randi.doorbells)
    for verb in ("case.open", "case.declare", "case.acknowledge", "case.hide", "case.recuse", "case.accuse"):
        assert await randi.forges(verb, case=case) == await randi.forges(verb, case="0" * 32)
    assert "Du får denne fordi saken skal en annen vei enn først." in words(unni.last)
    assert "Bekreft mottak" in buttons(unni.last)
    await theatre.wait(days=1)
    assert dag.whole_chat == deputy


async def test_e4_the_owner_reads_who_is_involved_and_the_reporter_sees_that_it_is_with_the_owner(
    theatre: Theatre,
) -> None:
    unni, tor, randi = theatre.someone("Unni Berg"), theatre.someone("Tor Vik"), await _opened(theatre)
    await _names_rektor(randi)
    await theatre.settle()
    assert "Leses av skoleeierens kontaktperson (Unni Berg)" in tor.receipt
    assert "Bekreftet av" not in tor.receipt
    assert "innblandet" not in tor.receipt

    await unni.presses("Bekreft mottak")
    await unni.presses("Åpne")
    assert "Randi Ås" in unni.reads
    await unni.presses("Jeg er habil, åpne saken")
    assert "Sitter alene hver dag." in unni.reads
    assert "Randi Ås skrev ned at noen som arbeider på skolen, er innblandet" in unni.reads
    await theatre.settle()
    assert "Bekreftet av Unni Berg" in tor.receipt


async def test_e4_a_reminder_that_waits_for_rektor_is_never_sent(theatre: Theatre) -> None:
    """Teams did not take it when it was due; what waits is looked at again before it goes."""
    tor, randi, dag = (theatre.someone(n) for n in ("Tor Vik", "Randi Ås", "Dag Lund"))
    await tor.tells()
    await theatre.settle()
    theatre.stage.teams.faults.fail_next(randi.id, 429, 10_000, None)
    await theatre.wait(hours=2, minutes=1)
    assert theatre.stage.rows("SELECT state FROM deliveries WHERE card = 'reminder'") == [("waiting",)]
    await dag.presses("Bekreft mottak")
    await dag.opens_case()
    await _names_rektor(dag)
    dag.closes_dialog()
    theatre.stage.teams.faults._failures.clear()
    await theatre.wait(hours=1)

    assert theatre.stage.rows("SELECT state FROM deliveries WHERE card = 'reminder' AND person = ?", randi.id) == [
        ("dropped",)
    ]
    assert all(LEFT in bell for bell in (*randi.doorbells, *dag.doorbells))
    assert "Påminnelse" not in randi.whole_chat


async def test_e4_nothing_of_it_is_in_the_schools_own_chain_and_what_was_there_is_kept(theatre: Theatre) -> None:
    randi = await _opened(theatre)
    before = [e for e in theatre.audit() if e["chain"] == "school:fjellvik"]
    await _names_rektor(randi)
    await theatre.settle()

    after = theatre.audit()
    assert [e for e in after if e["chain"] == "school:fjellvik" and e["action"] != "case:delivered"][: len(before)] == [
        e for e in before if e["action"] != "case:delivered"
    ]
    found = [(e["chain"], e["action"], e["actor"]) for e in after if e["action"] in ("case:accuse", "case:accused")]
    assert found == [
        ("owner:fjellvik", "case:accuse", randi.id),
        ("owner:fjellvik", "case:accused", "system"),
    ]


async def test_ruling_18_an_employee_found_to_be_involved_by_name_leaves_it_with_rektor(theatre: Theatre) -> None:
    randi, jon = await _opened(theatre), theatre.someone("Jon Eik")
    chat = jon.whole_chat
    await randi.presses(INVOLVED)
    await randi.presses("Neste", {"by_staff": "employee"})
    await randi.presses("Skriv ned", {"accused_name": "Jon"})
    assert "Mener du en av disse?" in randi.reads
    await randi.presses("Skriv ned", {"accused_id": next(_choices(randi, "accused_id", "Jon Eik"))})
    randi.closes_dialog()
    await theatre.settle()

    assert "Bekreft mottak" in buttons(randi.last)
    await randi.presses("Åpne")
    assert "Jon Eik" in randi.reads
    assert "Er du i slekt med noen av disse" in randi.reads  # asked anew: somebody else is involved
    assert jon.whole_chat == chat
    assert theatre.count("drafts") == 0


async def test_a_name_nobody_knows_is_kept_as_written_and_stands_nowhere_in_the_audit(theatre: Theatre) -> None:
    randi = await _opened(theatre)
    await randi.presses(INVOLVED)
    await randi.presses("Neste", {"by_staff": "employee"})
    await randi.presses("Skriv ned", {"accused_name": "Kanaridotter i kantina"})
    randi.closes_dialog()
    await theatre.settle()
    await randi.presses("Åpne")

    assert "Kanaridotter i kantina" in randi.reads
    assert "Kanari" not in str(theatre.audit())


async def test_e10_one_report_is_one_event_so_all_its_cases_follow(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(student="Ola Dal 2STA\nEva Lie 2STB")
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await _names_rektor(randi)
    await theatre.settle()

    assert theatre.stage.rows("SELECT DISTINCT route, status FROM cases") == [("leader", "received")]
    assert all(LEFT in bell for bell in randi.doorbells)


async def test_ruling_2_where_the_owner_has_not_agreed_it_is_kept_and_both_are_told_whom_to_call(begin: Begin) -> None:
    theatre = await begin(without_agreement())
    tor, randi = theatre.someone("Tor Vik"), await _opened(theatre)
    await randi.presses(INVOLVED)
    await randi.presses("Neste", {"by_staff": "unsure_whether_leader"})
    assert "Skoleeieren tar ikke imot slikt her." in randi.reads
    await randi.presses("Skriv ned", {"leader_id": "other"})
    contact = theatre.stage.varsle.desk.house.register.schools["fjellvik"].owner.contact
    assert contact in randi.reads
    randi.closes_dialog()
    await theatre.settle()

    assert all(LEFT in bell for bell in randi.doorbells)
    asked = words(tor.card_with("Har du sagt fra til skoleeieren?").card or {})
    assert contact in asked
    assert "Lagret, men ikke levert" in words(tor.cards_with("Lagret mandag")[0].card or {})


async def test_the_form_says_what_is_missing_and_a_forged_page_cannot_skip_who(theatre: Theatre) -> None:
    randi = await _opened(theatre)
    await randi.presses(INVOLVED)
    await randi.presses("Neste")
    assert "Dette må fylles ut." in randi.reads
    (case,) = theatre.case_ids()
    shown = await randi.forges("accuse.answer", case=case, page="leader", leader_id="other", token="f" * 32)
    assert "Ingenting er sendt." in shown
    assert theatre.stage.rows("SELECT route FROM cases") == [("ordinary",)]


async def test_only_a_receiver_of_the_case_may_record_it(theatre: Theatre) -> None:
    tor, dag, unni = (theatre.someone(n) for n in ("Tor Vik", "Dag Lund", "Unni Berg"))
    await tor.tells()
    await theatre.settle()
    (case,) = theatre.case_ids()
    for one in (tor, dag, unni):
        for verb in ("case.accuse", "accuse.answer"):
            assert await one.forges(verb, case=case) == await one.forges(verb, case="0" * 32)
    refused = [e["action"] for e in theatre.audit() if e["outcome"] == "refused"]
    assert set(refused) == {"case:accuse"}
