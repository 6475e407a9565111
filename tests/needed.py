"""Parts that may be absent elsewhere: a browser, a compiler, a server."""

from __future__ import annotations

import os

import pytest


def lacking(what: str) -> None:
    """Skips with the way out, but fails where everything must be there (CI is set)."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}, and CI is set: nothing may be skipped here")
    pytest.skip(what)
