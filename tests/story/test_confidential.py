"""A student whose name is held apart: the school does not see it, the chat shows nothing, and a code leads back."""

import re

import pytest

from cards.look import Surface
from tests.story.conftest import Begin
from tests.story.reading import buttons, inputs, words
from tests.story.test_student import ABOUT_ME, ADA, APART, OPENLY, SELF, comes, house
from tests.story.theatre import Someone, Theatre

CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}-[0-9A-Z]\b")
HERE = {**APART, "here": "true"}

# Where forms stand in the chat itself, a name is not held apart: see `test_student`.
pytestmark = pytest.mark.parametrize("surface", [Surface.DIALOG], indirect=True, ids=["dialog"])


@pytest.fixture
async def theatre(begin: Begin) -> Theatre:
    return await begin(house())


async def tells(emil: Someone, **how: str) -> str:
    """The code."""
    await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", {**APART, **how})
    (code,) = CODE.findall(emil.reads)
    return str(code)


async def comes_back(one: Someone, code: str) -> str:
    one.closes_dialog()
    await one.says("hei")
    await one.presses("Jeg har en kode")
    await one.presses("Vis", {"code": code})
    return one.reads


async def test_the_receipt_with_its_code_is_shown_once_and_stays_nowhere(theatre: Theatre) -> None:
    emil, randi = theatre.someone("Emil Strand"), theatre.someone("Randi Ås")
    await tells(emil)
    assert "Meldingen er lagret" in emil.reads
    assert "Skriv den ned eller ta et bilde nå." in emil.reads
    emil.closes_dialog()
    await theatre.wait(minutes=11)
    assert not CODE.search(emil.whole_chat)
    assert "Meldingen er lagret" not in emil.whole_chat

    await randi.opens_case()
    assert "De ler av meg i garderoben." in randi.reads
    assert "Emil" not in randi.reads
    assert "Emil" not in randi.whole_chat


async def test_the_chat_is_that_of_one_who_opened_the_form_and_thought_better_of_it(theatre: Theatre) -> None:
    """Where the form is a card in the chat, that card goes back to what it was by itself."""
    emil = theatre.someone("Emil Strand")
    await emil.says("hei")
    first = emil.last
    await emil.presses(SELF)
    await emil.presses("Neste", ABOUT_ME)
    emil.closes_dialog()
    await theatre.wait(minutes=30)
    cancelled = emil.whole_chat
    await theatre.stage.teams.uninstall(emil.person)
    theatre.stage.teams.add_person(emil.id, "Emil Strand")
    await tells(emil)
    emil.closes_dialog()
    await theatre.wait(minutes=30)

    assert emil.whole_chat == cancelled or theatre.surface is Surface.INLINE
    assert all(m.card == first for m in emil.cards)


async def test_no_table_but_one_joins_the_student_to_what_was_told(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    code = await tells(emil)
    await theatre.settle()
    tables = [t for (t,) in theatre.stage.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    with_him = {t for t in tables if emil.id in str(theatre.stage.rows(f"SELECT * FROM {t}"))}  # noqa: S608
    assert with_him - {"deliveries"} <= {"behind", "conversations"}
    assert theatre.surface == "inline" or "deliveries" not in with_him
    everything = "".join(str(theatre.stage.rows(f"SELECT * FROM {t}")) for t in tables)  # noqa: S608
    assert code not in everything
    assert code.replace("-", "") not in everything


async def test_the_code_leads_back_and_a_wrong_one_to_nothing(theatre: Theatre, surface: Surface) -> None:
    emil, tor = theatre.someone("Emil Strand"), theatre.someone("Tor Vik")
    code = await tells(emil)
    reference = emil.reads.split("Sak ")[1][:10]
    await theatre.settle()
    assert reference in await comes_back(emil, code.lower().replace("-", " "))
    assert not CODE.search(emil.reads)
    wrong = code[:-3] + ("0" if code[-3] != "0" else "1") + code[-2:]
    for typed in ("hei", "0" * 21, wrong, code[:-1]):
        assert "Vi finner ikke noe med denne koden." in await comes_back(emil, typed)
        left = typed if surface is Surface.DIALOG else ""  # nearly a code does not stay in the chat
        assert inputs(emil.sees)["code"].get("value", "") == left
    assert "Dette må fylles ut." in await comes_back(emil, "")
    await tor.says("hei")
    assert reference in await tor.forges("student.code.answer", page="code", code=code)


async def test_what_was_told_in_confidence_is_among_ones_own_only_where_that_was_chosen(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await tells(emil)
    emil.closes_dialog()
    await emil.says("Det jeg har sagt fra om")
    assert "Du har ikke meldt fra om noe her." in words(emil.last)
    await tells(emil, here="true")
    emil.closes_dialog()
    await emil.says("Det jeg har sagt fra om")
    assert words(emil.last).count("Sak 2026-") == 1


async def test_the_same_form_again_shows_the_same_code_and_is_one_report(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await comes(emil, SELF, ABOUT_ME)
    form, source, card = emil.sees, emil.dialog, emil.open_card
    await emil.presses("Send", APART)
    first = CODE.findall(emil.reads)
    action, target = buttons(form)["Send"], None if source else card
    for how in (APART, OPENLY):
        filled = {"adult": "none", "here": "false", **how}
        answer = await theatre.stage.teams.press(emil.person, target, action, filled, dialog=source)
        shown = words(answer.dialog.card if answer.dialog else answer.card or {})
        assert CODE.findall(shown) == first
    assert theatre.count("reports") == theatre.count("codes") == theatre.count("behind") == 1


async def test_a_chosen_adult_is_told_and_not_who(theatre: Theatre) -> None:
    emil, ada = theatre.someone("Emil Strand"), theatre.someone("Ada Rønning")
    await tells(emil, adult=ADA.id)
    await theatre.settle()
    await ada.opens_case()
    assert "De ler av meg i garderoben." in ada.reads
    assert "Emil" not in ada.reads + ada.whole_chat
