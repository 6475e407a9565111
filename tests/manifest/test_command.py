"""The command an administrator runs: what it takes, what it says, what it refuses."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from manifest import build as module
from manifest.settings import SETTINGS, BadInputError, values_from
from tests.manifest.conftest import APP_ID, DOMAIN

GIVEN = {"APP_ID": APP_ID, "DOMAIN": DOMAIN}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command with an environment that holds none of our settings, and gives code, out and err."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = module.main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_it_writes_the_package_and_says_in_one_line_what_to_do_with_it(run: Run, tmp_path: Path):
    out = tmp_path / "new" / "app.zip"
    code, said, complained = run("--app-id", APP_ID, "--domain", DOMAIN, "--out", str(out))
    assert (code, complained, said.count("\n")) == (0, "", 1)
    assert all(word in said for word in (str(out), APP_ID, DOMAIN, "Teams admin center"))
    assert zipfile.is_zipfile(out)


def test_every_setting_can_come_from_the_environment(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VARSLE_APP_ID", APP_ID.upper())
    monkeypatch.setenv("VARSLE_PUBLIC_HOST", DOMAIN)
    monkeypatch.setenv("VARSLE_OWNER_NAME", "Eksempel fylkeskommune")
    monkeypatch.setenv("VARSLE_PRIVACY_URL", "https://fylke.example.no/personvern/meld-fra")
    out = tmp_path / "app.zip"
    assert run("--out", str(out), "--package-version", "2.0.1")[0] == 0
    with zipfile.ZipFile(out) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert (manifest["id"], manifest["version"]) == (APP_ID, "2.0.1")
    assert manifest["developer"]["name"] == "Eksempel fylkeskommune"
    assert manifest["developer"]["privacyUrl"] == "https://fylke.example.no/personvern/meld-fra"


def test_an_option_beats_the_environment():
    values = values_from(GIVEN, {"VARSLE_PUBLIC_HOST": "other.example.no"})
    assert values["DOMAIN"] == DOMAIN


def test_everything_missing_is_named_in_one_line(run: Run):
    code, said, complained = run()
    assert (code, said, complained.count("\n")) == (2, "", 1)
    assert "--app-id (VARSLE_APP_ID) is missing" in complained
    assert "--domain (VARSLE_PUBLIC_HOST) is missing" in complained
    assert "personvern" not in complained


@pytest.mark.parametrize(
    ("mark", "bad"),
    [
        ("APP_ID", "not-a-guid"),
        ("APP_ID", "00000000-0000-0000-0000-000000000000"),
        ("APP_ID", f"{{{APP_ID}}}"),
        ("DOMAIN", f"https://{DOMAIN}"),
        ("DOMAIN", f"{DOMAIN}:8443"),
        ("DOMAIN", f"{DOMAIN}/api/messages"),
        ("DOMAIN", "*.example.no"),
        ("DOMAIN", "localhost"),
        ("DOMAIN", "10.0.0.7"),
        ("DOMAIN", "[::1]"),
        ("DOMAIN", "-a.example.no"),
        ("DOMAIN", f"{'a' * 64}.example.no"),
        ("PRIVACY_URL", "http://example.no/personvern"),
        ("PRIVACY_URL", "https://example.no/person vern"),
        ("PRIVACY_URL", "https://localhost/personvern"),
        ("TERMS_URL", "javascript:alert(1)"),
        ("WEBSITE_URL", "https://"),
        ("WEBSITE_URL", "https://[example.no/"),
        ("WEBSITE_URL", f"https://example.no/{'a' * 2048}"),
        ("OWNER_NAME", "x" * 33),
        ("OWNER_NAME", "Eksempel\nfylkeskommune"),
        ("VERSION", "1.0"),
        ("VERSION", "1.0.0-rc1"),
        ("VERSION", "01.0.0"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(mark: str, bad: str):
    (setting,) = [setting for setting in SETTINGS if setting.mark == mark]
    with pytest.raises(BadInputError) as refused:
        values_from(GIVEN | {mark: bad}, {})
    line = str(refused.value)
    assert line.startswith(setting.name)
    assert "\n" not in line
    assert ";" not in line


def test_a_place_that_cannot_be_written_is_named(run: Run, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    out = tmp_path / "file" / "app.zip"
    code, _, complained = run("--app-id", APP_ID, "--domain", DOMAIN, "--out", str(out))
    assert (code, complained.count("\n")) == (2, 1)
    assert str(out) in complained


def test_without_node_it_still_builds_but_says_that_nobody_checked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "find_node", lambda: None)
    code, said, _ = run("--app-id", APP_ID, "--domain", DOMAIN, "--out", str(tmp_path / "app.zip"))
    assert code == 0
    assert "NOT checked" in said


def test_a_package_that_breaks_the_schema_is_not_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "schema_problems", lambda files: ["manifest.json: /name/short too long"])
    out = tmp_path / "app.zip"
    code, said, complained = run("--app-id", APP_ID, "--domain", DOMAIN, "--out", str(out))
    assert (code, said, complained) == (1, "", "manifest.json: /name/short too long\n")
    assert not out.exists()
