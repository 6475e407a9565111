"""Staff tell: every way in leads to the same form, and what was told is kept and can be seen again."""

import pytest

from tests.story.reading import buttons, inputs, standing, words
from tests.story.theatre import FIRST_PAGE, Theatre

NUMBERS = "112 politi · 113 ambulanse · 110 brann"
WORRY = "Jeg er redd for Ola, han sitter alene hver dag"


async def test_a_greeting_is_answered_with_the_way_to_the_form(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    for said in ("hei", "Hei!", "varsle", "VARSLE", "meld fra", "Meld fra til rektor", "start", ""):
        before = len(tor.cards)
        await tor.says(said)
        assert len(tor.cards) == before + 1, said
        assert list(buttons(tor.last)) == ["Meld fra til rektor", "Mine meldinger"]
        assert NUMBERS in words(tor.last)
    await tor.presses("Meld fra til rektor")
    assert list(inputs(tor.sees)) == ["student", "student_unknown", "what", "by_staff", "danger"]
    assert not any(v for v in standing(tor.sees).values() if v != "false")


async def test_a_sentence_of_worry_stands_in_the_form_and_not_on_the_card_in_the_chat(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.says(WORRY)

    assert "Det du skrev, står klart i skjemaet. Meldingen er ikke sendt ennå." in words(tor.last)
    assert "Ola" not in str(tor.last)
    assert not any("Ola" in s.body for s in theatre.wire.sent)
    await tor.presses("Meld fra til rektor")
    assert standing(tor.sees)["what"] == WORRY
    await tor.presses("Send", {"student": "Ola Dal 2STA", "by_staff": "no", "danger": "no"})
    assert "Meldingen er lagret" in tor.reads


async def test_a_sentence_of_worry_is_not_a_report_until_it_is_sent(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    chat = randi.whole_chat
    await tor.says(WORRY)
    await theatre.wait(hours=1)

    assert theatre.count("reports") == 0
    assert randi.whole_chat == chat


async def test_a_form_that_was_never_sent_is_forgotten_after_a_day(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.says(WORRY)
    await theatre.wait(hours=23)
    assert theatre.count("drafts") == 1
    await theatre.wait(hours=3)
    await theatre.stage.clear_drafts()

    assert theatre.count("drafts") == 0


async def test_one_page_and_six_taps_from_opening_the_form_to_the_receipt(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.says("hei")
    await tor.presses("Meld fra til rektor")
    await tor.presses("Send", FIRST_PAGE)

    assert "Meldingen er lagret" in tor.reads
    assert tor.taps <= 6


async def test_commands_are_answered_in_the_chat(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.says("Hjelp")
    assert "Varsle er ikke en nødtelefon" in words(tor.last)
    await tor.says("Mine meldinger")
    assert "Du har ikke meldt fra om noe her." in words(tor.last)
    assert theatre.count("drafts") == 0


async def test_e17_e21_an_unknown_student_can_be_told_about(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    receipt = await tor.tells(student="", student_unknown="true")
    assert "Meldingen er lagret" in receipt
    await theatre.settle()

    await randi.opens_case()
    assert "Ikke kjent" in randi.reads
    assert "Sitter alene hver dag." in randi.reads


async def test_e10_three_students_are_three_cases_of_one_report(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(student="Ola Dal 2STA\nPer Li 2STA\n\nOla Dal 2STA\nNora Vang 1STB")
    await theatre.settle()

    assert theatre.count("reports") == 1
    assert theatre.count("cases") == 3
    assert len(randi.doorbells) == 3
    assert tor.receipt.count("Levert til rektor") == 3
    await randi.opens_case()
    assert "Nora Vang 1STB" in randi.reads
    assert "Same melding" not in randi.reads
    told = next(line for line in randi.reads.splitlines() if line.startswith("Samme melding gjelder også"))
    assert told.count("2026-") == 2


@pytest.mark.parametrize("where", ["channel", "groupChat", "personal"])
async def test_a_colleagues_message_can_be_told_about_where_it_was_written(theatre: Theatre, where: str) -> None:
    tor = theatre.someone("Tor Vik")
    rooms = {kind: theatre.stage.teams.room(kind) for kind in ("channel", "groupChat")}
    await tor.reports_message(
        "<p>Ola satt alene igjen.</p><p>Tredje dag &amp; ingen <b>så</b> det</p>", "Jon Eik", where
    )

    assert standing(tor.sees)["what"] == "Jon Eik: Ola satt alene igjen.\nTredje dag & ingen så det"
    await tor.presses("Send", {"student": "Ola Dal 2STA", "by_staff": "no", "danger": "no"})
    assert "Meldingen er lagret" in tor.reads
    await theatre.settle()

    assert "Levert til rektor" in tor.receipt
    assert {kind: theatre.stage.teams.room(kind) for kind in ("channel", "groupChat")} == rooms


async def test_danger_the_form_and_the_receipt_begin_with_whom_to_call_e19(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.opens_form()
    form = words(tor.sees).splitlines()
    assert form.index("Er noen i fare nå? Ring først.") < form.index("Hvilken elev gjelder det?")
    assert "Skolens beredskapstelefon: 62\u00a000\u00a000\u00a010" in form

    await tor.presses("Send", {**FIRST_PAGE, "danger": "yes"})
    receipt = words(tor.sees).splitlines()
    assert receipt[:3] == [
        "Er noen i fare nå? Ring først.",
        NUMBERS,
        "Skolens beredskapstelefon: 62\u00a000\u00a000\u00a010",
    ]
    assert "Meldingen er lagret" in receipt
    assert any("alene: ring." in line for line in receipt)
    assert theatre.count("reports") == 1


async def test_danger_rektor_has_fifteen_minutes(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells(danger="yes")
    await theatre.settle()
    assert "Bekreft innen mandag 23. november 2026 kl. 10.15." in words(randi.last)

    await theatre.wait_minute_by_minute(8)
    assert "Påminnelse: noen har meldt fra" in words(randi.last)
    assert dag.doorbells == []
    await theatre.wait_minute_by_minute(8)
    assert "Du får denne fordi de som fikk den før deg, ikke har bekreftet." in words(dag.last)


async def test_e14_what_is_added_stands_beside_what_was_told(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    tor.closes_dialog()
    await theatre.settle()
    await tor.presses("Legg til opplysninger", on="Lagret mandag")
    await tor.presses(
        "Legg til", {"more": "Nå også i kantina.", "where_when": "Kantina, fredag", "known_by": "saw,student"}
    )
    assert "Du la til opplysninger" in tor.reads
    await theatre.settle()

    assert "Du la til opplysninger kl. 10.00" in tor.receipt
    assert "Nye opplysninger" in words(randi.last)
    assert "kantina" not in randi.whole_chat.casefold()
    await randi.opens_case()
    shown = randi.reads
    assert shown.index("Sitter alene hver dag.") < shown.index("Nå også i kantina.")
    assert "Jeg så eller hørte det selv, Eleven fortalte det" in shown
    assert theatre.count("supplements") == 1


async def test_e14_an_addition_sent_twice_is_added_once(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    tor.closes_dialog()
    await theatre.settle()
    await tor.presses("Legg til opplysninger", on="Lagret mandag")
    await tor.presses("Legg til", {"more": "Nå også i kantina."})
    await theatre.stage.teams.redeliver()
    await theatre.settle()

    assert theatre.count("supplements") == 1
    assert len([bell for bell in randi.doorbells if "Nye opplysninger" in bell]) == 1


async def test_an_empty_addition_is_asked_for_again(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.tells()
    tor.closes_dialog()
    await theatre.settle()
    await tor.presses("Legg til opplysninger", on="Lagret mandag")
    await tor.presses("Legg til")

    assert "Du har ikke skrevet noe ennå." in tor.reads
    assert theatre.count("supplements") == 0


async def test_everybody_who_was_told_is_told_of_an_addition(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    tor.closes_dialog()
    await theatre.wait(hours=2, minutes=15)
    assert dag.doorbells
    await tor.presses("Legg til opplysninger", on="Lagret mandag")
    await tor.presses("Legg til", {"more": "Nå også i kantina."})
    await theatre.settle()

    assert "Nye opplysninger" in words(randi.last)
    assert "Nye opplysninger" in words(dag.last)
    assert "Nye opplysninger" not in theatre.someone("Unni Berg").whole_chat


async def test_my_reports_are_listed_with_their_state_also_in_a_new_chat(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    tor.closes_dialog()
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await tor.tells(student="Per Li 1STB")
    tor.closes_dialog()
    await theatre.settle()
    await theatre.stage.teams.uninstall(tor.person)
    theatre.stage.teams.add_person(tor.id, "Tor Vik")
    assert tor.chat == ()
    await tor.says("Mine meldinger")

    listed = words(tor.last)
    assert listed.index("Mottatt") < listed.index("Bekreftet, følges opp")
    assert listed.count("Levert til rektor") == 2
    assert "Per Li" not in listed
    assert listed.count("Vis det jeg skrev") == 2


async def test_e49_what_i_wrote_is_shown_to_me_and_every_showing_is_in_the_audit(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.tells()
    tor.closes_dialog()
    await theatre.settle()
    await tor.presses("Vis det jeg skrev", on="Lagret mandag")

    assert "Sitter alene hver dag." in tor.reads
    assert [e["actor"] for e in theatre.audit() if e["action"] == "report:read"] == [tor.id]


async def test_what_i_wrote_does_not_stay_in_the_chat(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.tells()
    tor.closes_dialog()
    await theatre.settle()
    await tor.presses("Vis det jeg skrev", on="Lagret mandag")
    tor.closes_dialog()
    await theatre.wait(minutes=15)

    assert "Sitter alene" not in tor.whole_chat
    assert "Levert til rektor" in tor.receipt


async def test_e12_a_second_employee_is_never_told_that_somebody_has_reported_already(theatre: Theatre) -> None:
    tor, dag = theatre.someone("Tor Vik"), theatre.someone("Dag Lund")
    first = await tor.tells()
    await theatre.settle()
    second = await dag.tells()

    assert theatre.count("reports") == 2
    assert theatre.count("cases") == 2
    assert [line.partition(" 2")[0] for line in first.splitlines()] == [
        line.partition(" 2")[0] for line in second.splitlines()
    ]
