"""What is in the package: every file, every mark filled, personal scope, the same bytes each time."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from typing import Any

import pytest

from manifest.build import FOLDER, contents, fill, package
from manifest.icons import TEAL
from manifest.settings import BadInputError, Values
from tests.manifest.conftest import APP_ID, DOMAIN


def test_the_zip_holds_five_files_and_nothing_else(files: dict[str, bytes]):
    with zipfile.ZipFile(io.BytesIO(package(files))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "color.png", "outline.png", "nn-no.json", "en.json"]
        assert archive.read("color.png") == (FOLDER / "color.png").read_bytes()


def test_the_same_settings_give_the_same_bytes(values: Values):
    first, second = package(contents(values)), package(contents(values))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}


def test_no_mark_is_left_in_any_file(files: dict[str, bytes]):
    texts = [content.decode() for name, content in files.items() if name.endswith(".json")]
    assert len(texts) == 3
    assert not [text for text in texts if "{{" in text or "}}" in text]


def test_the_settings_reach_their_places(manifest: dict[str, Any]):
    assert manifest["id"] == APP_ID
    assert manifest["bots"][0]["botId"] == APP_ID
    assert manifest["composeExtensions"][0]["botId"] == APP_ID
    assert manifest["validDomains"] == [DOMAIN]
    assert manifest["developer"]["privacyUrl"] == f"https://{DOMAIN}/personvern"


def test_the_package_has_the_projects_version(manifest: dict[str, Any]):
    root = FOLDER.parent
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert manifest["version"] == project
    assert json.loads((root / "package.json").read_text("utf-8"))["version"] == project


def test_a_mark_that_no_setting_fills_is_named():
    with pytest.raises(BadInputError, match="UNKNOWN"):
        fill({"developer": {"name": "{{UNKNOWN}}"}}, {"KNOWN": "x"})


def test_filling_leaves_the_template_and_what_is_not_text_alone():
    template = {"a": ["{{X}}-{{X}}", 1, True, None], "b": {"c": "plain"}}
    assert fill(template, {"X": "y"}) == {"a": ["y-y", 1, True, None], "b": {"c": "plain"}}
    assert template["a"] == ["{{X}}-{{X}}", 1, True, None]


def test_a_value_is_never_read_as_a_mark():
    assert fill({"a": "{{X}}"}, {"X": "{{Y}}"}) == {"a": "{{Y}}"}


def test_the_bot_lives_in_the_personal_chat_only(manifest: dict[str, Any]):
    (bot,) = manifest["bots"]
    assert bot["scopes"] == ["personal"]
    assert [commands["scopes"] for commands in bot["commandLists"]] == [["personal"]]
    assert manifest["defaultInstallScope"] == "personal"
    assert not {"configurableTabs", "staticTabs", "meetingExtensionDefinition"} & set(manifest)


def test_the_bot_takes_no_files_and_no_calls(manifest: dict[str, Any]):
    (bot,) = manifest["bots"]
    assert not [ability for ability in bot if ability.startswith("supports") and bot[ability]]


def test_the_app_asks_for_no_permission(manifest: dict[str, Any]):
    assert not {"permissions", "devicePermissions", "authorization"} & set(manifest)


def test_the_package_names_its_identity_so_that_graph_lets_it_install_itself_and_no_other_app(manifest: dict[str, Any]):
    """TeamsAppInstallation.ReadWriteSelfForUser.All counts only for the app whose package names the caller's id."""
    assert manifest["webApplicationInfo"] == {"id": APP_ID, "resource": f"https://{DOMAIN}"}


def test_an_administrator_decides_before_anyone_gets_the_app(manifest: dict[str, Any]):
    assert manifest["defaultBlockUntilAdminAction"] is True


def test_a_message_can_be_told_about_from_its_own_menu(manifest: dict[str, Any]):
    (extension,) = manifest["composeExtensions"]
    (command,) = extension["commands"]
    assert command["id"] == "tell_about_message"
    assert (command["type"], command["context"], command["fetchTask"]) == ("action", ["message"], True)


def test_the_colour_of_the_app_is_the_ground_of_its_picture(manifest: dict[str, Any]):
    assert manifest["accentColor"] == TEAL
