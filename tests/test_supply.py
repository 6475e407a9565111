"""What is allowed to be in Varsle, and that nothing unlooked-at is called looked at."""

from __future__ import annotations

import json

import pytest

from tests.supply import Verdict, is_allowed, licences, locked, vulnerabilities

CLEAN = {"name": "aiohttp", "version": "3.14.5", "vulns": []}
SKIPPED = {"name": "alembic", "skip_reason": "Dependency not found on PyPI and could not be audited"}
KNOWN = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"]}]}


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True), ("MIT License", True), ("Apache-2.0 OR GPL-3.0", True), ("Apache-2.0 AND MIT", True),
        ("Apache Software License; BSD License", True), ("MIT; GPL-3.0", False), ("MIT AND GPL-3.0", False),
        ("GPL-3.0-or-later", False), ("AGPL-3.0", False), ("UNKNOWN", False), ("", False), ("Proprietary", False),
        ("Copyright 2023 Somebody\n\nPermission is hereby granted, free of charge, to any person", True),
    ],
)  # fmt: skip
def test_a_licence_is_allowed_when_every_part_that_binds_is(licence: str, allowed: bool) -> None:
    assert is_allowed(licence) is allowed


def test_a_package_without_a_known_licence_fails_by_name() -> None:
    found = [{"Name": "PyYAML", "License": "MIT License"}, {"Name": "closed_source", "License": "UNKNOWN"}]
    assert licences(found, ["pyyaml"]) == (Verdict.PASSED, [])
    assert licences(found, ["closed-source", "gone"]) == (
        Verdict.FAILED, ["closed-source: UNKNOWN", "gone: not installed"],
    )  # fmt: skip


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", '{"dependencies": []}', "could not resolve host"])
def test_where_no_source_answers_it_was_not_run(answer: str) -> None:
    assert vulnerabilities(answer)[0] is Verdict.NOT_RUN


def test_where_every_package_was_skipped_it_was_not_run_whatever_the_tool_says() -> None:
    assert vulnerabilities(json.dumps({"dependencies": [SKIPPED, SKIPPED]}))[0] is Verdict.NOT_RUN


def test_what_is_known_fails_by_name_and_so_does_what_alone_was_not_looked_at() -> None:
    assert vulnerabilities(json.dumps({"dependencies": [CLEAN]})) == (Verdict.PASSED, [])
    assert vulnerabilities(json.dumps({"dependencies": [CLEAN, KNOWN, SKIPPED]})) == (
        Verdict.FAILED, ["jinja2 2.0: PYSEC-2019-217", "alembic: not looked at"],
    )  # fmt: skip


def test_every_locked_package_is_found_in_the_lock() -> None:
    lock = "# made by pip-compile\naiohttp==3.14.5 \\\n    --hash=sha256:aa\n    # via x\nuvicorn[standard]==1.0 \\\n"
    assert locked(lock) == ["aiohttp", "uvicorn"]
