"""Nothing that can be sent is answered with 500."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bot.conftest import Edge, open_edge

FIELDS = (
    "type",
    "channelId",
    "serviceUrl",
    "from",
    "conversation",
    "recipient",
    "channelData",
    "text",
    "value",
    "name",
    "id",
    "locale",
    "entities",
    "attachments",
    "membersAdded",
    "timestamp",
    "localTimestamp",
    "action",
    "replyToId",
)

scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20))
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
changes = st.dictionaries(st.sampled_from(FIELDS), values, max_size=3)
answers = {200, 400, 401, 403, 413, 415}


@pytest.fixture(scope="module")
def running(key: RSAPrivateKey) -> Iterator[tuple[asyncio.Runner, Edge]]:
    """One edge for all examples, on its own loop: hypothesis calls plain functions."""
    with asyncio.Runner() as runner:
        entered = open_edge(key)
        edge = runner.run(entered.__aenter__())
        yield runner, edge
        runner.run(entered.__aexit__(None, None, None))


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(change=changes, kind=st.sampled_from(["message", "invoke", "conversationUpdate", "installationUpdate"]))
def test_a_changed_activity_is_never_500(
    running: tuple[asyncio.Runner, Edge], change: dict[str, Any], kind: str
) -> None:
    runner, edge = running
    body = {**edge.invoke(), "type": kind, **change}
    status, answer = runner.run(edge.send(json.dumps(body).encode()))
    assert status in answers
    assert answer != {"error": "unreadable"}, "the gate itself failed"


@settings(deadline=None, max_examples=150)
@given(content=st.one_of(st.binary(max_size=400), values.map(lambda value: json.dumps(value).encode())))
def test_any_bytes_are_never_500(running: tuple[asyncio.Runner, Edge], content: bytes) -> None:
    runner, edge = running
    status, answer = runner.run(edge.send(content))
    assert status in answers
    assert answer != {"error": "unreadable"}, "the gate itself failed"


@settings(deadline=None, max_examples=150)
@given(
    token=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=200)
    | st.lists(st.text(st.sampled_from("eyJ0_-AZ"), max_size=40), min_size=3, max_size=3).map(".".join)
)
def test_any_token_is_401(running: tuple[asyncio.Runner, Edge], token: str) -> None:
    runner, edge = running
    status, answer = runner.run(edge.send(edge.message(), headers={"Authorization": f"Bearer {token}"}))
    assert status == 401
    assert answer["error"] in ("bad-token", "algorithm", "unknown-key", "no-token")
