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


def test_the_owner_is_written_to_from_one_mailbox_or_not_at_all() -> None:
    assert _settings().mail_from == ""
    assert _settings(mail_from="varsle@fjellvik.example").mail_from == "varsle@fjellvik.example"
    for said in ("varsle", "Varsle <varsle@fjellvik.example>", "a@fjellvik.example;b@fjellvik.example"):
        with pytest.raises(ValidationError, match="MAIL_FROM"):
            _settings(mail_from=said)


def test_graph_is_asked_only_where_it_is_switched_on_and_over_https() -> None:
    assert _settings().graph == "off"
    assert _settings(graph="on").graph_base_url == "https://graph.microsoft.com/v1.0"
    with pytest.raises(ValidationError, match="GRAPH_BASE_URL"):
        _settings(graph_base_url="http://graph.example")
