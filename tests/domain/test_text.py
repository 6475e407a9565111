"""What is taken away from the words people send us, and what is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.text import LANGUAGES, Text, clean, language_of, same

ANYTHING = st.text(
    st.one_of(st.characters(), st.sampled_from("a\u0301e\u030a\x00\r\n\t \u200b\u200d\u202e\u2066\ufeff\ud800\x85")),
    max_size=40,
)


@pytest.mark.parametrize(
    "words",
    [
        "Hun sitter alene hver dag.",
        "Blåbær på Ås, år etter år; ÆØÅ æøå é ü ñ «sitat» – tankestrek … § 12-4",
        "Linje én\n\nLinje to\tmed tabulator",
        "Ho gret 😢 og sa ❤️ 👍🏽",
        "👩‍👩‍👧 🏳️‍🌈 👩🏽‍🏫",  # joined by U+200D
        "Sámegiella: Čáhcesuolu, đ ŧ ŋ",
        "سلام، دارند می‌روند",  # Persian writes U+200C within words
        "*stjerne* _strek_ [lenke](https://x) <at>Ola</at> ${navn} {navn}",
    ],
)
def test_ordinary_words_are_left_alone(words: str) -> None:
    assert clean(words) == words


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x1b", "\x7f", "\x9c", "\ud800"])
def test_control_characters_and_lone_surrogates_are_taken_away(hidden: str) -> None:
    assert clean(f"Ola{hidden} Dal") == "Ola Dal"


@pytest.mark.parametrize(
    "hidden",
    [*"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069", *"\u200e\u200f\u061c", *"\u206a\u206b\u206f"],
)
def test_what_turns_the_direction_of_a_name_is_taken_away(hidden: str) -> None:
    assert clean(f"Ola{hidden} Dal") == "Ola Dal"


@pytest.mark.parametrize("hidden", [*"\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9"])
def test_what_nobody_can_see_is_taken_away(hidden: str) -> None:
    assert clean(f"Ola{hidden} Dal") == "Ola Dal"


@pytest.mark.parametrize("line", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_every_kind_of_line_break_becomes_the_same(line: str) -> None:
    assert clean(f"en{line}to") == "en\nto"


def test_letters_with_rings_and_accents_are_one_letter() -> None:
    assert clean("A\u030asmund Rene\u0301") == "Åsmund René"


def test_space_around_is_trimmed_and_blank_is_nothing() -> None:
    assert clean("  \n Ola \t\n") == "Ola"
    assert clean(" \u200b\n\u202e \x00") == ""


def test_it_cuts_only_when_asked() -> None:
    assert clean("æ" * 9000) == "æ" * 9000
    assert clean("æ" * 9000, 100) == "æ" * 100


@given(ANYTHING)
@example("e\x00\u0301")  # the two meet when what stood between them is gone
@example("\u1100\ud800\u1161")
def test_cleaning_twice_is_cleaning_once(words: str) -> None:
    assert clean(clean(words)) == clean(words)


@given(ANYTHING, st.integers(1, 20))
@example("ab c", 3)
def test_cut_words_are_clean_too(words: str, longest: int) -> None:
    cut = clean(words, longest)
    assert len(cut) <= longest
    assert cut == cut.strip()


@given(ANYTHING)
@example("e\x00\u0301")
def test_what_is_left_can_be_saved_and_sent_and_is_in_nfc(words: str) -> None:
    kept = clean(words)
    kept.encode()
    assert unicodedata.is_normalized("NFC", kept)
    assert not {c for c in kept if unicodedata.category(c) == "Cc"} - {"\n", "\t"}


@pytest.mark.parametrize(
    ("locale", "language"),
    [("nn-NO", "nn"), ("nb-NO", "nb"), ("no", "nb"), ("en-US", "en"), ("EN", "en"), ("se-NO", "nb"), ("", "nb")],
)
def test_the_language_follows_the_locale_and_is_bokmaal_when_nothing_else_is_known(locale: str, language: str) -> None:
    assert language_of(locale) == language


def test_no_locale_at_all_is_bokmaal() -> None:
    assert language_of(None) == "nb"


def test_marks_are_filled_and_a_missing_one_is_an_error() -> None:
    text = Text("Sak {reference}", "Sak {reference}", "Case {reference}")
    assert text.fill("en", reference="2026-{x}") == "Case 2026-{x}"
    with pytest.raises(KeyError):
        text.fill("nb")


def test_a_name_with_braces_in_it_is_shown_as_it_is() -> None:
    assert {same("Ola {Dal} ${x} {").fill(language) for language in LANGUAGES} == {"Ola {Dal} ${x} {"}
