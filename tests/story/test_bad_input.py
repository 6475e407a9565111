"""What people and their clients send that nobody expected: it harms nothing, and nothing written is lost."""

import asyncio
import json
from typing import Any

import pytest

from tests.story.conftest import Begin
from tests.story.house import changed
from tests.story.reading import inputs, nodes, runs, standing, without_runs, words
from tests.story.theatre import FIRST_PAGE, Someone, Theatre

HOSTILE = [
    "**fet** _kursiv_ ~~strøk~~",
    "[klikk](https://ond.example)",
    "![bilde](https://ond.example/x.png)",
    "<at>Randi Ås</at>",
    "${name} {{DATE(2026-11-23T08:00:00Z,SHORT)}} {name}",
    '"}], "type": "Action.Submit',
    "<script>alert(1)</script> &lt;b&gt;",
    "# Overskrift",
    "'; DROP TABLE reports; --",
]
WRITTEN = " · ".join(HOSTILE)


async def test_what_must_be_answered_is_asked_for_and_the_rest_still_stands(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.opens_form()
    for missing in ("student", "what", "by_staff", "danger"):
        await tor.presses("Send", {**FIRST_PAGE, missing: ""})
        assert "Dette må fylles ut." in tor.reads, missing
        assert standing(tor.sees) == {**FIRST_PAGE, missing: ""}
    assert theatre.count("reports") == 0
    await tor.presses("Send", FIRST_PAGE)
    assert "Meldingen er lagret" in tor.reads


async def test_blanks_are_no_answer(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.opens_form()
    for blank in (" ", "\n\t ", "\u200b\u200f", "\u0000"):
        await tor.presses("Send", {**FIRST_PAGE, "what": blank})
        assert "Dette må fylles ut." in tor.reads
    assert theatre.count("reports") == 0


async def test_a_text_that_is_too_long_comes_back_whole(theatre: Theatre) -> None:
    tor, long = theatre.someone("Tor Vik"), "ø" * 5001
    await tor.opens_form()
    await tor.presses("Send", {**FIRST_PAGE, "what": long})

    assert "Dette er for langt." in tor.reads
    assert standing(tor.sees)["what"] == long
    assert theatre.count("reports") == 0
    await tor.presses("Send", {"what": long[:-1]})
    assert "Meldingen er lagret" in tor.reads


async def test_a_worry_longer_than_the_form_takes_is_not_cut(theatre: Theatre) -> None:
    tor, long = theatre.someone("Tor Vik"), "bekymret " * 700
    await tor.says(long)
    await tor.presses("Meld fra til rektor")

    assert standing(tor.sees)["what"] == long.strip()
    await tor.presses("Send", {**FIRST_PAGE, "what": long})
    assert "Dette er for langt." in tor.reads
    assert standing(tor.sees)["what"] == long.strip()


async def test_an_answer_that_was_not_offered_is_not_taken(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    await tor.opens_form()
    for answer in ("kanskje", "no,leader", "NO", "owner"):
        await tor.presses("Send", {**FIRST_PAGE, "by_staff": answer})
        assert "Velg ett av svarene." in tor.reads
    assert theatre.count("reports") == 0


async def test_answers_that_are_no_text_are_no_answers(theatre: Theatre) -> None:
    tor = theatre.someone("Tor Vik")
    forged = {**FIRST_PAGE, "what": {"text": "x"}, "student": ["Ola"], "token": "a" * 32, "page": "first"}

    assert "Dette må fylles ut." in await tor.forges("report.answer", **forged)
    assert theatre.count("reports") == 0


async def test_what_is_written_is_shown_letter_by_letter_and_nowhere_else(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(student=WRITTEN, what=WRITTEN, by_staff="employee")
    await tor.presses("Send", {"accused_name": WRITTEN[:200]})
    if "accused_id" in inputs(tor.sees):  # "Ås" is in it
        await tor.presses("Send", {"accused_id": "other"})
    tor.closes_dialog()
    await theatre.settle()
    await tor.presses("Legg til opplysninger", on="Lagret mandag")
    fields = {"where_when": WRITTEN, "done": WRITTEN, "informed": WRITTEN, "wish": WRITTEN, "oral": WRITTEN}
    await tor.presses("Legg til", {**fields, "more": WRITTEN})
    tor.closes_dialog()
    await theatre.settle()
    await randi.opens_case()

    assert runs(randi.sees).count(WRITTEN) == 9  # the student twice, what was seen, and six that were added
    assert_only_in_runs(randi.sees)
    randi.closes_dialog()
    await tor.presses("Vis det jeg skrev", on="Lagret mandag")
    assert runs(tor.sees).count(WRITTEN) == 8
    assert_only_in_runs(tor.sees)


def assert_only_in_runs(card: dict[str, Any]) -> None:
    rest = json.dumps(without_runs(card), ensure_ascii=False)
    assert not [h for h in HOSTILE if json.dumps(h, ensure_ascii=False)[1:-1] in rest]
    assert not list(nodes(card, "FactSet"))


async def test_control_and_bidi_characters_are_taken_out_and_nothing_else(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(what="A\u0000l\u202el\u2066e \u200bser\u0007 det 😀 æøå é", student="Ola\u202e Dal\u0000")
    await theatre.settle()
    await randi.opens_case()

    assert "Alle ser det 😀 æøå é" in runs(randi.sees)
    assert "Ola Dal" in runs(randi.sees)


@pytest.mark.parametrize("name", ["**Randi** [Ås](https://ond.example)", "<at>alle</at> ${x}"])
async def test_a_name_from_the_directory_is_shown_letter_by_letter_too(begin: Begin, name: str) -> None:
    theatre = await begin(changed("Randi Ås", name=name))
    tor, randi = theatre.someone("Tor Vik"), theatre.someone(name)
    await tor.tells()
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await theatre.settle()

    assert f"Bekreftet av {name} kl. 10.00" in runs(tor.card_with("Bekreftet av").card or {})
    for one in (tor, randi):
        assert name not in json.dumps([without_runs(m.card) for m in one.cards], ensure_ascii=False)
    await tor.tells(by_staff="leader")
    titles = [c["title"] for c in inputs(tor.sees)["leader_id"]["choices"]]
    assert not any(set(title) & set("*[]()<>") for title in titles)


async def pressed_again(one: Someone, times: int) -> list[str]:
    """The same Send, at once, from the form that is open."""
    form, source, message = one.sees, one.dialog, one.open_card
    action = next(a for a in form["actions"] if a["title"] == "Send")
    press = one.stage.teams.press
    filled = {**standing(form), **FIRST_PAGE}
    target = None if source else message
    answers = await asyncio.gather(*(press(one.person, target, action, filled, dialog=source) for _ in range(times)))
    return [words(a.dialog.card if a.dialog else a.card or {}) for a in answers]


async def test_e54_the_same_form_sent_twenty_times_at_once_is_one_report_and_one_receipt(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.opens_form()
    shown = await pressed_again(tor, 20)
    tor.closes_dialog()
    await theatre.settle()

    assert theatre.count("reports") == theatre.count("cases") == 1
    assert len({s.split("Sak ")[1][:10] for s in shown}) == 1
    assert len(randi.doorbells) == 1
    assert len(tor.cards_with("Meldingen er lagret")) == 1


async def test_e54_a_redelivered_send_and_a_later_click_meet_the_same_receipt(theatre: Theatre) -> None:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.opens_form()
    form, dialog = tor.sees, tor.dialog
    await tor.presses("Send", FIRST_PAGE)
    first = tor.reads
    await theatre.stage.teams.redeliver()
    await theatre.wait(minutes=30)
    action = next(a for a in form["actions"] if a["title"] == "Send")
    target = None if dialog else tor.open_card
    again = await theatre.stage.teams.press(tor.person, target, action, FIRST_PAGE, dialog=dialog)
    await theatre.settle()

    shown = words(again.dialog.card if again.dialog else again.card or {})
    assert shown.split("Sak ")[1][:10] == first.split("Sak ")[1][:10]
    assert theatre.count("reports") == 1
    assert len(randi.doorbells) == 1


async def test_e54_what_was_added_to_a_form_whose_answer_was_lost_is_not_lost(theatre: Theatre) -> None:
    """The receipt never came, the form is still open, its writer adds a line and sends it again."""
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.opens_form()
    form, dialog = tor.sees, tor.dialog
    await tor.presses("Send", FIRST_PAGE)
    action = next(a for a in form["actions"] if a["title"] == "Send")
    more = {**FIRST_PAGE, "what": "Sitter alene hver dag. I dag gråt han."}
    target = None if dialog else tor.open_card
    await theatre.stage.teams.press(tor.person, target, action, more, dialog=dialog)
    await theatre.settle()

    await randi.opens_case()
    assert "I dag gråt han." in randi.reads
