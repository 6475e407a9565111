"""Every word a person reads is there in three languages, fits, and is kind."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from manifest.build import LANGUAGES, untranslated, words

LONGEST = {
    r"name\.short": 30,
    r"name\.full": 100,
    r"description\.short": 80,
    r"description\.full": 4000,
    r"bots.*\.title": 128,
    r"bots.*\.description": 128,  # the schema allows 4000; a menu does not
    r"composeExtensions.*\.title": 32,
    r"composeExtensions.*\.description": 128,
}
UNKIND = re.compile(
    r"\b(offer|mobbere?n?|mobbar\w*|gjerningsperson\w*|varsle-sak|varslingssak|victim|bully|perpetrator)\b",
    re.IGNORECASE,
)
EMERGENCY = ("112", "113", "110")


@pytest.fixture(params=["nb", *LANGUAGES])
def language(request: pytest.FixtureRequest, files: dict[str, bytes], manifest: dict[str, Any]) -> dict[str, str]:
    """The words of each language in turn, by place."""
    if request.param == "nb":
        return words(manifest)
    return {place: text for place, text in json.loads(files[request.param]).items() if place != "$schema"}


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_place_is_untranslated(name: str, files: dict[str, bytes], manifest: dict[str, Any]):
    translation = json.loads(files[name])
    assert untranslated(manifest, translation) == []
    assert len(translation) == 1 + 4 + 2 * 5 + 2


def test_a_missing_and_a_superfluous_translation_are_both_named(manifest: dict[str, Any]):
    translation = dict.fromkeys(words(manifest), "x") | {"staticTabs[0].name": "x"}
    del translation["name.short"]
    assert untranslated(manifest, translation) == ["name.short", "staticTabs[0].name"]


def test_the_manifest_names_the_languages_that_are_packed(files: dict[str, bytes], manifest: dict[str, Any]):
    info = manifest["localizationInfo"]
    assert info["defaultLanguageTag"] == "nb-no"
    named = {entry["languageTag"]: entry["file"] for entry in info["additionalLanguages"]}
    assert named == {"nn-no": "nn-no.json", "en": "en.json"}
    assert set(named.values()) <= set(files)


def test_every_word_fits_where_teams_shows_it(language: dict[str, str]):
    for place, text in language.items():
        (longest,) = [length for pattern, length in LONGEST.items() if re.fullmatch(pattern, place)]
        assert 0 < len(text.strip()) <= longest, place
        assert text == text.strip(), place


def test_no_word_judges_anyone(language: dict[str, str]):
    assert not [text for text in language.values() if UNKIND.search(text)]


def test_the_description_says_whom_to_call_and_that_it_is_not_anonymous(language: dict[str, str]):
    full = language["description.full"]
    assert [number for number in EMERGENCY if number not in full] == []
    assert re.search(r"ikk?j?e anonym|not anonymous", full)


def test_languages_are_not_copies_of_each_other(files: dict[str, bytes], manifest: dict[str, Any]):
    seen = [words(manifest), *(json.loads(files[name]) for name in LANGUAGES)]
    alike = [place for place in seen[0] if len({text[place] for text in seen}) < len(seen)]
    assert alike == [f"bots[0].commandLists[0].commands[{n}].title" for n in (2, 3)]  # "Hjelp" and "Årshjulet"


def test_there_are_few_commands_and_all_can_be_told_apart(language: dict[str, str]):
    titles = [text for place, text in language.items() if re.fullmatch(r"bots.*\.title", place)]
    assert 1 <= len(titles) == len(set(titles)) <= 12


def test_the_menu_of_a_message_and_the_menu_of_the_chat_use_the_same_words(language: dict[str, str]):
    first = language["bots[0].commandLists[0].commands[0].title"]
    assert language["composeExtensions[0].commands[0].title"] == first == language["name.short"]
