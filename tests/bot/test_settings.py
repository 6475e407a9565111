"""What an installation may be told of itself."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import ValidationError

from bot.settings import Settings


def _settings(**but: object) -> Settings:
    said = {
        "app_id": uuid4(), "app_tenant_id": uuid4(), "app_type": "UserAssignedMSI", "key_file": Path("key"),
        "people_file": Path("people.yaml"),
    }  # fmt: skip
    return Settings(**(said | but))  # type: ignore[arg-type]


def test_a_plan_is_printed_over_https_or_not_at_all() -> None:
    assert _settings().public_url == ""
    assert _settings(public_url="https://varsle.example").public_url == "https://varsle.example"
    with pytest.raises(ValidationError, match="PUBLIC_URL"):
        _settings(public_url="http://varsle.example")
