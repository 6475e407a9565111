"""What stands above "Send": numbers where there may be danger, and what may show who somebody is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import caution as cards
from cards.look import Look
from domain.caution import Caution, found
from domain.profile import Number
from domain.text import LANGUAGES, Language
from tests.builders import a_school
from tests.cards.drawing import shown

SCHOOL = replace(a_school(), helplines=(Number("Alarmtelefonen", "116111"), Number("Ungdomskontakten", "62 00 00 77")))
ALL = Caution(True, True, True, True, True)
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@EVERY_LANGUAGE
def test_e19_words_of_danger_bring_every_number_each_on_one_line(language: Language) -> None:
    said = cards.lines(found("jeg vil dø"), SCHOOL, False, language)
    for number in (
        "112",
        "113",
        "116\u00a0117",
        "116\u00a0111",
        "116\u00a0123",
        "99\u00a044\u00a055\u00a066",
        "62\u00a000\u00a000\u00a077",
    ):
        assert len([line for line in said if number in line]) == 1, number
    assert not [line for line in said if line.startswith("Alarmtelefonen:")]


def test_without_words_of_danger_no_number_is_shown() -> None:
    assert cards.lines(found("Jeg sitter alene."), SCHOOL, False, "nb") == ()
    assert cards.notes(Look(), Caution(), SCHOOL) == []


@EVERY_LANGUAGE
def test_who_is_held_apart_is_told_what_may_show_who_they_are(language: Language) -> None:
    said = cards.lines(ALL, SCHOOL, True, language)
    assert set(said) >= {t.in_(language) for t in (cards.OWN_NAME, cards.CLASS_NAME, cards.CONTACT, cards.MAY_REVEAL)}


def test_what_only_you_know_how_you_write_and_when_you_send_is_said_whatever_was_written() -> None:
    assert cards.lines(Caution(), SCHOOL, True, "nb") == (cards.MAY_REVEAL.nb,)


def test_whose_name_the_school_sees_is_warned_of_an_identity_number_alone() -> None:
    bare = replace(ALL, danger_words=False)
    assert cards.lines(bare, SCHOOL, False, "nb") == (cards.ID_NUMBER.nb,)


@EVERY_LANGUAGE
def test_a_card_and_a_page_say_the_same(language: Language) -> None:
    for apart in (True, False):
        drawn = shown({"body": cards.notes(Look(language), ALL, SCHOOL, apart)})
        assert all(line in drawn for line in cards.lines(ALL, SCHOOL, apart, language))


def test_no_line_says_what_anybody_should_think_of_it() -> None:
    said = " ".join(line for li in LANGUAGES for line in cards.lines(ALL, SCHOOL, True, li)).casefold()
    assert not [word for word in ("alvorlig", "alvorleg", "serious", "bekymret", "anonym") if word in said]


def test_a_school_that_is_not_known_yet_has_the_numbers_of_everybody() -> None:
    assert "112" in " ".join(cards.lines(ALL, None, False, "nb"))
