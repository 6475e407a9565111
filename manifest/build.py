"""Builds the Teams app package: `python -m manifest.build --app-id <guid> --domain <host>`.

Every option can also come from the environment (`VARSLE_APP_ID`, `VARSLE_PUBLIC_HOST` and so on, see
`--help`). Exit codes: 0 written, 1 the package breaks Microsoft's schema, 2 something given was wrong.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from manifest.settings import SETTINGS, BadInputError, Values, values_from

Json = dict[str, Any]

FOLDER = Path(__file__).parent
MANIFEST = "manifest.json"
LANGUAGES = ("nn-no.json", "en.json")
PICTURES = ("color.png", "outline.png")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can hold
READABLE = 0o644 << 16
CHECK_SECONDS = 60

_MARK = re.compile(r"\{\{(\w*)\}\}")


def fill(template: Json, values: Mapping[str, str]) -> Json:
    """The template with every `{{MARK}}` replaced. A mark without a value is a BadInputError."""
    return {key: _filled(part, values) for key, part in template.items()}


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return fill(part, values)
    if isinstance(part, list):
        return [_filled(item, values) for item in part]
    return _MARK.sub(lambda mark: _value(mark[1], values), part) if isinstance(part, str) else part


def _value(mark: str, values: Mapping[str, str]) -> str:
    if mark not in values:
        raise BadInputError(f"{MANIFEST} has the mark {{{{{mark}}}}}, which no setting fills")
    return values[mark]


def words(manifest: Json) -> dict[str, str]:
    """Every word a person reads, under the name a language file gives it (`bots[0]...title`)."""
    return {place: text for place, text in _texts(manifest, "") if _for_people(place)}


def _texts(part: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield place, part
    elif isinstance(part, dict):
        for key, inner in part.items():
            yield from _texts(inner, f"{place}.{key}".lstrip("."))
    elif isinstance(part, list):
        for number, inner in enumerate(part):
            yield from _texts(inner, f"{place}[{number}]")


def _for_people(place: str) -> bool:
    return place.startswith(("name.", "description.")) or place.endswith((".title", ".description"))


def untranslated(manifest: Json, language: Json) -> list[str]:
    """The places where the language file and the manifest do not match, sorted; none when it is complete."""
    return sorted(set(words(manifest)) ^ (set(language) - {"$schema"}))


def contents(values: Mapping[str, str], folder: Path = FOLDER) -> dict[str, bytes]:
    """Every file of the package by name, filled in. Raises BadInputError when a translation is missing."""
    manifest = fill(_read(folder / MANIFEST), values)
    files = {MANIFEST: _bytes(manifest)}
    files |= {name: (folder / name).read_bytes() for name in PICTURES}
    for name in LANGUAGES:
        language = _read(folder / name)
        if places := untranslated(manifest, language):
            raise BadInputError(f"{name} and {MANIFEST} do not match at {', '.join(places)}")
        files[name] = _bytes(language)
    return files


def _read(path: Path) -> Json:
    found: Json = json.loads(path.read_text("utf-8"))
    return found


def _bytes(content: Json) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def package(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip. The same files give the same bytes on every machine: fixed times, not compressed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system, entry.external_attr = 3, READABLE
            archive.writestr(entry, content)
    return kept.getvalue()


def find_node() -> str | None:
    """Node, if this machine has it: the one beside this Python first."""
    beside = Path(sys.executable).parent
    return shutil.which("node", path=str(beside)) or shutil.which("node")


def schema_problems(files: Mapping[str, bytes]) -> list[str] | None:
    """What Microsoft's schemas say is wrong; None when Node or node_modules is not here to ask."""
    node = find_node()
    if node is None or not (FOLDER.parent / "node_modules").is_dir():
        return None
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        asked = [node, str(FOLDER / "validate.mjs"), folder]
        answer = subprocess.run(asked, capture_output=True, text=True, timeout=CHECK_SECONDS, check=False)  # noqa: S603
    return answer.stderr.splitlines() if answer.returncode else []


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m manifest.build", description="Builds the Teams app package.")
    for setting in SETTINGS:
        parser.add_argument(f"--{setting.option}", dest=setting.mark, help=f"{setting.help}; or {setting.variable}")
    parser.add_argument("--out", type=Path, default=Path("build/varsle-teams.zip"), help="the zip to write")
    return parser.parse_args(arguments)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise BadInputError(f"--out {path} cannot be written: {error.strerror}") from error


def _said(out: Path, values: Values, checked: bool) -> str:
    schema = "follows Microsoft's schema" if checked else "schema NOT checked: run npm ci and build again"
    return (
        f"Wrote {out} (version {values['VERSION']}, app {values['APP_ID']}, host {values['DOMAIN']}, "
        f"privacy page {values['PRIVACY_URL']}; {schema}). "
        "Upload it in the Teams admin center: Teams apps, Manage apps, Upload new app."
    )


def build(arguments: Sequence[str] | None, environment: Mapping[str, str]) -> int:
    """Builds, checks and writes the package, and says so in one line. Answers the exit code."""
    options = _options(arguments)
    values = values_from(vars(options), environment)
    files = contents(values)
    problems = schema_problems(files)
    for line in problems or []:
        print(line, file=sys.stderr)
    if problems:
        return 1
    _write(options.out, package(files))
    print(_said(options.out, values, problems is not None))
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: bad input is one line and exit code 2."""
    try:
        return build(arguments, os.environ)
    except BadInputError as error:
        print(f"manifest.build: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
