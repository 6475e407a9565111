"""What the tests of the app package share: one filled package, and the way to ask Microsoft's schemas."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from manifest.build import FOLDER, contents, find_node
from manifest.settings import Values, values_from

APP_ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
DOMAIN = "varsle.example.no"

Answer = subprocess.CompletedProcess[str]


@pytest.fixture
def values() -> Values:
    return values_from({"APP_ID": APP_ID, "DOMAIN": DOMAIN}, {})


@pytest.fixture
def files(values: Values) -> dict[str, bytes]:
    return contents(values)


@pytest.fixture
def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    return json.loads(files["manifest.json"])


@pytest.fixture
def ask_schema(tmp_path: Path) -> Callable[[dict[str, bytes]], Answer]:
    """Writes the files to a folder and runs validate.mjs on it. In CI a missing node_modules is a failure."""
    node = find_node()
    if node is None or not (FOLDER.parent / "node_modules").is_dir():
        reason = "Node or node_modules is missing: run .venv/bin/npm ci in the repository's root"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)

    def ask(files: dict[str, bytes]) -> Answer:
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        command = [node, str(FOLDER / "validate.mjs"), str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    return ask
