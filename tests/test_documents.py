"""Documents that say what the code says, or fail."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents import ARCHITECTURE, README, TABLES, filled

ROOT = ARCHITECTURE.parent
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "DECISIONS.md", "CHANGELOG.md", "CONTRIBUTING.md")


def test_the_generated_tables_are_what_the_code_says_now() -> None:
    documents = [ARCHITECTURE.read_text(), README.read_text()]
    assert set(re.findall(r"<!-- made: (\w+) -->", "".join(documents))) == set(TABLES)
    assert [filled(document) for document in documents] == documents, "run `make docs`"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_a_document_names_exists(name: str) -> None:
    document = (ROOT / name).read_text()
    named = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|yaml|json|mjs|md))`", document))
    assert {path for path in named if not (ROOT / path).exists()} == set()


def _code(document: Path) -> list[str]:
    """What stands in code: fenced, or between backticks."""
    text = document.read_text()
    return [c for c in re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL) if "apt-get" not in c]


def test_every_command_the_readme_names_is_in_the_makefile() -> None:
    commands = set(re.findall(r"(?:^|[`\n ])make ([a-z]+)", "".join(_code(ROOT / "README.md"))))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert commands <= targets
    assert {"demo", "test", "check", "bench", "manifest"} <= commands


def test_every_setting_is_in_the_readme() -> None:
    from bot.settings import Settings

    readme = (ROOT / "README.md").read_text()
    assert [name for name in Settings.model_fields if f"VARSLE_{name.upper()}" not in readme] == []


def test_the_process_that_answers_teams_never_imports_graph() -> None:
    """msgraph-sdk's first call stalls an event loop for seconds; it belongs in a process of its own."""
    asked = "import sys, bot.commands; print([m for m in sys.modules if m.startswith(('msgraph', 'kiota'))])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_what_is_installed_is_pinned_with_hashes_and_without_addresses(lock: str) -> None:
    text = Path(ROOT / lock).read_text()
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|^--|file://", text, re.MULTILINE)
