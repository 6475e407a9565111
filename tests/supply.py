"""What Varsle is made of: a list of it (SBOM), its licences, and whether anything in it is known to be vulnerable.

`make supply`. Strict: a licence nobody has allowed, or a package that alone is unknown to the source of advisories,
fails. Where no source answers at all, the line says NOT RUN: that is no pass, and whoever releases runs it where one
does.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
TOOLS, LOCK, SBOM = HERE / ".venv-supply" / "bin", HERE / "requirements.txt", HERE / "build" / "sbom.json"

# By SPDX; what a package calls its licence, before there was such a list, is put right below.
ALLOWED = frozenset(
    ("MIT", "MIT-0", "MIT-CMU", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PSF-2.0", "MPL-2.0", "ISC", "0BSD")
)  # fmt: skip
_CALLED = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


_MIT_WORDS = "Permission is hereby granted, free of charge"


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "FAILED"
    NOT_RUN = "NOT RUN"


def is_allowed(licence: str) -> bool:
    """Of `A OR B` one of them is enough; of `A AND B`, and of what a package lists with semicolons, all are needed."""
    said = _CALLED.get(licence.strip(), licence.strip())
    if " OR " in said:
        return any(is_allowed(one) for one in said.split(" OR "))
    parts = [part for piece in said.split(";") for part in piece.split(" AND ")]
    if len(parts) > 1:
        return all(is_allowed(part) for part in parts)
    return said in ALLOWED or _MIT_WORDS in said


def licences(found: Iterable[Mapping[str, str]], locked: Iterable[str]) -> tuple[Verdict, list[str]]:
    """Of what is in the lock: the packages whose licence nobody has allowed, or of which none is known."""
    known = {_plain(one["Name"]): one["License"] for one in found}
    said = {name: known.get(_plain(name), "not installed") for name in locked}
    wrong = [f"{name}: {licence}" for name, licence in said.items() if not is_allowed(licence)]
    return (Verdict.FAILED if wrong else Verdict.PASSED), wrong


def vulnerabilities(answer: str) -> tuple[Verdict, list[str]]:
    """Of pip-audit's answer. A package that was skipped has not been looked at, whatever the tool calls the whole."""
    try:
        found: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Verdict.NOT_RUN, ["no source of advisories answered"]
    wrong = [f"{one['name']} {one['version']}: {v['id']}" for one in found for v in one.get("vulns", ())]
    skipped = [one["name"] for one in found if "skip_reason" in one]
    if not found or len(skipped) == len(found):
        return Verdict.NOT_RUN, ["no source of advisories answered"]
    wrong += [f"{name}: not looked at" for name in skipped]
    return (Verdict.FAILED if wrong else Verdict.PASSED), wrong


def locked(lock: str) -> list[str]:
    """The names in a lock file."""
    return [
        line.partition("==")[0].partition("[")[0] for line in lock.splitlines() if "==" in line and line[0].isalnum()
    ]


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _run(tool: str, *arguments: str) -> str:
    done = subprocess.run([TOOLS / tool, *arguments], cwd=HERE, capture_output=True, text=True, check=False)
    return done.stdout


def main() -> int:
    SBOM.parent.mkdir(exist_ok=True)
    _run("cyclonedx-py", "requirements", str(LOCK), "--of", "JSON", "-o", str(SBOM))
    parts = len(json.loads(SBOM.read_text())["components"])
    names = locked(LOCK.read_text())
    installed = json.loads(_run("pip-licenses", "--python", sys.executable, "--format", "json", "--with-system"))
    found = {
        "bill of materials": (
            Verdict.PASSED if parts == len(names) else Verdict.FAILED,
            [f"{parts} parts, {SBOM.name}"],
        ),
        "licences": licences(installed, names),
        "vulnerabilities": vulnerabilities(_run("pip-audit", "-r", str(LOCK), "--disable-pip", "-f", "json")),
    }
    for what, (verdict, lines) in found.items():
        print(f"{what}: {verdict}", *lines, sep="\n  ")
    return 1 if any(verdict is Verdict.FAILED for verdict, _ in found.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
