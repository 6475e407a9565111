"""The promise as a table: complete, and never more than can be kept."""

from __future__ import annotations

import pytest

from domain.privacy import (
    MODE_WORDS,
    NOWHERE,
    ON_PAGE,
    PLACES,
    WHAT_WORDS,
    WHERE_WORDS,
    Mode,
    What,
    Where,
)

OF_EVERYBODY = set(What) - {What.CODE}


@pytest.mark.parametrize("mode", Mode)
def test_every_way_of_telling_says_everything(mode: Mode) -> None:
    assert set(PLACES[mode]) >= OF_EVERYBODY
    assert (What.CODE in PLACES[mode]) is (mode is Mode.CODE)


def test_every_way_thing_and_place_has_words() -> None:
    assert (set(MODE_WORDS), set(WHAT_WORDS), set(WHERE_WORDS)) == (set(Mode), set(What), set(Where))
    assert {where for rows in PLACES.values() for kept in rows.values() for where in kept.places} == set(Where)


def test_a_name_that_is_held_back_stands_neither_with_what_was_told_nor_in_the_log() -> None:
    told = {Where.REPORT, Where.AUDIT, Where.OUTBOX, Where.DRAFT, Where.CHAT, Where.CODES}
    assert not PLACES[Mode.CONFIDENTIAL][What.WHO].places & told


def test_on_the_open_page_nobody_is_known_who_has_not_said_who_they_are() -> None:
    assert PLACES[Mode.UNNAMED][What.WHO].places == NOWHERE
    for mode in ON_PAGE:
        assert not any(kept.places & {Where.TEAMS, Where.CHAT, Where.REACH} for kept in PLACES[mode].values())


def test_ruling_8_a_wish_for_a_talk_keeps_no_story() -> None:
    assert PLACES[Mode.WISH][What.WORDS].places == NOWHERE


def test_what_somebody_writes_stands_in_no_chat_log_or_outbox() -> None:
    for mode in Mode:
        assert PLACES[mode][What.WORDS].places <= {Where.REPORT, Where.DRAFT}


@pytest.mark.parametrize("mode", [m for m in Mode if m not in (*ON_PAGE, Mode.CODE)])
def test_in_teams_it_is_said_that_others_can_see_that_varsle_was_used(mode: Mode) -> None:
    assert Where.TEAMS in PLACES[mode][What.USE].places
