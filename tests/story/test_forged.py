"""What a client sends that somebody has written themself: nothing in it is believed, only looked up."""

from typing import Any

from tests.story.reading import words
from tests.story.theatre import FIRST_PAGE, Theatre


async def test_an_unknown_verb_is_answered_kindly_and_does_nothing(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    for verb in ("finnes.ikke", "", "case.", "__class__", "report.answer\u0000"):
        assert "Dette kjenner vi ikke igjen" in await tor.forges(verb)
    assert theatre.count("reports") == 0


async def test_a_verb_that_is_no_word_is_unknown(theatre: Theatre) -> None:
    verbs: list[Any] = [None, 7, ["case.open"], {"a": 1}, "x" * 5000]
    for verb in verbs:
        assert "Dette kjenner vi ikke igjen" in await theatre.someone("Tor Vik").forges(verb)


async def test_a_button_of_an_old_card_after_one_is_inhabil_says_that_it_cannot_be_opened(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells()
    await theatre.settle()
    old = randi.cards[-1]
    await randi.presses("Åpne")
    await randi.presses("Jeg er inhabil")
    randi.closes_dialog()
    await theatre.settle()
    answer = await randi.presses_old(old, "Bekreft mottak")

    assert answer.card
    assert "Denne kan ikke åpnes" in words(answer.card)
    assert "case:acknowledge" in {e["action"] for e in theatre.audit() if e["outcome"] == "refused"}


async def test_a_case_that_is_not_mine_and_one_that_does_not_exist_are_the_same(theatre: Theatre) -> None:
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()
    (case,), jon = theatre.case_ids(), theatre.someone("Jon Eik")
    for verb in ("case.acknowledge", "case.open", "case.declare", "case.recuse", "case.hide"):
        before = theatre.audit()
        assert await jon.forges(verb, case=case) == await jon.forges(verb, case="f" * 32)

        real, invented = theatre.audit()[len(before) :]
        assert {**real, "case": ""} == {**invented, "case": ""}
        assert (real["actor"], real["outcome"], real["chain"]) == (jon.id, "refused", "school:fjellvik")
        assert (real["case"], invented["case"]) == (case, "f" * 32)


async def test_a_case_id_that_is_none_is_refused_like_any_other(theatre: Theatre) -> None:
    await theatre.someone("Tor Vik").tells()
    ids: list[Any] = [None, 7, ["a"], "", "x" * 5000, "' OR 1=1 --"]
    for case in ids:
        assert "Denne kan ikke åpnes" in await theatre.someone("Jon Eik").forges("case.open", case=case)


async def test_another_persons_report_and_one_that_does_not_exist_are_the_same(theatre: Theatre) -> None:
    tor, jon = theatre.someone("Tor Vik"), theatre.someone("Jon Eik")
    await tor.tells()
    await theatre.settle()
    (report,) = theatre.report_ids()
    data = {"token": "a" * 32, "page": "more", "more": "Jeg vil se", "owner_told_how": "Ringte"}
    for verb in ("receipt", "mine.show", "supplement.answer", "owner_told.answer"):
        theirs = await jon.forges(verb, **data, report=report)
        assert theirs == await jon.forges(verb, **data, report="f" * 32)
        assert "Denne kan ikke åpnes" in theirs
    assert theatre.count("supplements") == 0


async def test_asking_for_what_another_person_wrote_is_in_the_audit_as_refused(theatre: Theatre) -> None:
    tor, jon = theatre.someone("Tor Vik"), theatre.someone("Jon Eik")
    await tor.tells()
    await theatre.settle()
    (report,) = theatre.report_ids()
    for verb in ("mine.show", "supplement.answer"):
        await jon.forges(verb, token="a" * 32, page="more", more="Jeg vil se", report=report)

    assert [e["actor"] for e in theatre.audit() if e["outcome"] == "refused"] == [jon.id, jon.id]


async def test_a_forged_school_accused_or_page_changes_nothing(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    forged = {**FIRST_PAGE, "token": "b" * 32, "school": "solvik", "page": "first", "owner_receives": "false"}
    shown = await tor.forges(
        "report.answer", **forged, accused_id=randi.id, leader_id=randi.id, ask_which="false", reporter=randi.id
    )
    await theatre.settle()

    assert "Leses av rektor (Randi Ås)" in shown
    assert theatre.stage.rows("SELECT school, reporter FROM reports") == [("fjellvik", tor.id)]
    assert theatre.stage.rows("SELECT route, accused FROM cases")[0][0] == "ordinary"


async def test_a_forged_page_leads_back_to_the_first_question_that_is_open(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    pages: list[Any] = ["which", "leader", "leader_alone", "employee", "school", "nonsense", 7, None]
    for number, page in enumerate(pages):
        token = f"{number:032}"
        shown = await tor.forges("report.answer", token=token, page=page, accused_id=randi.id, leader_id="other")
        assert "Meldingen er lagret" not in shown
    assert theatre.count("reports") == 0


async def test_a_named_leader_cannot_be_kept_out_of_the_question_by_a_client(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.forges("report.answer", **{**FIRST_PAGE, "by_staff": "employee"}, token="d" * 32, page="first")
    shown = await tor.forges(
        "report.answer", token="d" * 32, page="employee", accused_name="Randi Ås", ask_which="false", accused_id="other"
    )

    assert "Mener du en av disse?" in shown
    assert theatre.count("reports") == 0


async def test_somebody_elses_form_is_not_mine(theatre: Theatre) -> None:
    tor, jon = theatre.someone("Tor Vik"), theatre.someone("Jon Eik")
    await tor.says("Jeg er redd for Ola")
    await tor.presses("Meld fra til rektor")
    (token,) = [row[0] for row in theatre.stage.rows("SELECT token FROM drafts")]

    assert "Ola" not in await jon.forges("report.begin", token=token)
    await tor.presses("Send", {**FIRST_PAGE, "what": "Jeg er redd for Ola"})
    assert "Meldingen er lagret" not in await jon.forges("report.begin", token=token)
