"""The code somebody comes back with: read from any handwriting, a slip is seen, and nothing kept tells it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import codes
from domain.codes import ALPHABET, SYMBOLS

TOKENS = st.text(min_size=1, max_size=80)


@given(TOKENS)
def test_a_code_is_read_as_it_was_shown(token: str) -> None:
    code = codes.code(token)
    assert codes.read(code.shown) == code
    assert codes.read(code.shown.lower().replace("-", " ")) == code


@given(TOKENS)
def test_what_looks_alike_is_read_as_what_was_meant(token: str) -> None:
    code = codes.code(token)
    assert codes.read(code.shown.replace("0", "O").replace("1", "l")) == code


@given(TOKENS, st.integers(0, SYMBOLS), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_seen(token: str, place: int, other: str) -> None:
    whole = codes.code(token).shown.replace("-", "")
    slipped = whole[:place] + other + whole[place + 1 :]
    assert codes.read(slipped) is None or slipped == whole


@given(TOKENS, st.integers(0, SYMBOLS - 1), st.integers(1, SYMBOLS))
def test_two_that_changed_places_are_seen(token: str, place: int, further: int) -> None:
    whole = list(codes.code(token).shown.replace("-", ""))
    other = min(place + further, SYMBOLS)
    swapped = whole.copy()
    swapped[place], swapped[other] = whole[other], whole[place]
    assert codes.read("".join(swapped)) is None or swapped == whole


@pytest.mark.parametrize("written", ["", "K7Q4", "K7Q4-" * 6, "æøå" * 7, "0" * 10_000, "\x00" * 21, "２" * 21])
def test_what_can_be_no_code_is_none(written: str) -> None:
    assert codes.read(written) is None


def test_a_code_has_a_hundred_bits_of_which_seventy_are_secret() -> None:
    code = codes.code("form")
    assert len(ALPHABET) == 32
    assert 5 * len(code.locator + code.secret) == 100
    assert 5 * len(code.secret) == 70


def test_author_code_and_what_is_kept_of_a_form_have_nothing_in_common() -> None:
    made = {codes.author("form").removeprefix(codes.AUTHOR), codes.kept("form"), codes.code("form").secret.lower()}
    assert len(made) == 3
    assert "form" not in made
    assert codes.is_author(codes.author("form"))


@given(TOKENS, TOKENS)
def test_two_forms_have_two_authors_two_codes_and_one_form_one(one: str, other: str) -> None:
    for made_of in (codes.author, codes.code, codes.kept):
        assert (made_of(one) == made_of(other)) == (one == other)
