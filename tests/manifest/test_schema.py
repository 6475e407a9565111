"""Microsoft's own schemas agree with the package, the newest released ones, and nothing is fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from manifest.build import FOLDER
from tests.manifest.conftest import Answer

ROOT = FOLDER.parent
Ask = Callable[[dict[str, bytes]], Answer]


def changed(files: dict[str, bytes], name: str, changes: dict[str, Any]) -> dict[str, bytes]:
    return files | {name: json.dumps(json.loads(files[name]) | changes).encode()}


def test_the_manifest_and_both_language_files_follow_the_schema(ask_schema: Ask, files: dict[str, bytes]):
    answer = ask_schema(files)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("manifest.json", {"name": {"short": "x" * 31}}, "/name/short"),
        ("manifest.json", {"id": "{{APP_ID}}"}, "/id"),
        ("manifest.json", {"surprise": 1}, "surprise"),
        ("nn-no.json", {"name.short": "x" * 31}, "name.short"),
        ("en.json", {"surprise": "x"}, "surprise"),
        ("en.json", {"$schema": "https://example.no/schema.json"}, "$schema must be"),
    ],
)
def test_a_breach_is_told_in_a_line_that_names_the_file(
    ask_schema: Ask, files: dict[str, bytes], name: str, changes: dict[str, Any], expected: str
):
    answer = ask_schema(changed(files, name, changes))
    assert answer.returncode == 1
    assert [line for line in answer.stderr.splitlines() if line.startswith(f"{name}: ") and expected in line]


def test_a_language_file_with_a_missing_word_is_refused(ask_schema: Ask, files: dict[str, bytes]):
    english = json.loads(files["en.json"])
    del english["description.full"]
    answer = ask_schema(files | {"en.json": json.dumps(english).encode()})
    assert answer.returncode == 1
    assert "en.json: " in answer.stderr
    assert "description.full" in answer.stderr


def test_a_schema_that_is_not_here_is_an_error_and_never_fetched(ask_schema: Ask, files: dict[str, bytes]):
    schema = json.loads(files["manifest.json"])["$schema"].replace("v1.30", "v9.99")
    answer = ask_schema(changed(files, "manifest.json", {"$schema": schema, "manifestVersion": "9.99"}))
    assert answer.returncode == 1
    assert "nothing is fetched" in answer.stderr


def test_a_file_that_is_not_json_is_named(ask_schema: Ask, files: dict[str, bytes]):
    answer = ask_schema(files | {"manifest.json": b"{"})
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert answer.stderr.startswith("manifest.json: ")


def test_the_schema_is_the_newest_released_one(ask_schema: Ask, manifest: dict[str, Any]):
    schemas = ROOT / "node_modules/@microsoft/app-manifest/build/json-schemas/teams"
    released = [match for folder in schemas.iterdir() if (match := re.fullmatch(r"v(\d+)\.(\d+)", folder.name))]
    newest = max((int(major), int(minor)) for major, minor in (match.groups() for match in released))
    assert manifest["manifestVersion"] == ".".join(map(str, newest))


def test_the_lock_file_pins_hashes_and_names_no_registry():
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert [name for name, entry in installed.items() if "resolved" in entry] == []
    assert [name for name, entry in installed.items() if "sha512-" not in entry.get("integrity", "")] == []
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    assert {name: installed[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_npm_keeps_the_lock_file_that_way():
    lines = (ROOT / ".npmrc").read_text("utf-8").splitlines()
    assert {"omit-lockfile-registry-resolved=true", "ignore-scripts=true", "audit=false", "fund=false"} <= set(lines)
    assert not [line for line in lines if "registry=" in line or "://" in line]
