"""The rules themselves, without a network."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import body as bodies
from bot import gate
from bot.gate import Refusal, Rules

ORIGIN = "https://smba.trafficmanager.net"
RULES = Rules("app", frozenset({"Tenant"}), frozenset({ORIGIN, "http://127.0.0.1:4000"}))


@pytest.mark.parametrize(
    "url",
    [
        ORIGIN,
        f"{ORIGIN}/no/",
        f"{ORIGIN}:443/no/",
        "HTTPS://SMBA.trafficmanager.net/no/",
        "http://127.0.0.1:4000/teams/",
    ],
)
def test_allowed_service_urls(url: str) -> None:
    assert RULES.allows(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "//smba.trafficmanager.net/",
        "http://smba.trafficmanager.net/",
        f"{ORIGIN}:444/",
        f"{ORIGIN}.evil.example/",
        f"{ORIGIN}./",
        "https://evil.example/smba.trafficmanager.net",
        "https://smba.trafficmanager.net:pass@evil.example/",
        "https://evil.example#@smba.trafficmanager.net/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://smba.traffic\nmanager.net/",
        "https://smba.trafficmanager.net/\t",
        "https://smba.trafficmanager.net/?a=b",
        "https://smba。trafficmanager.net/",
        "https://smba.trafficmanager.net:99999/",
        "http://127.0.0.1/",
        "http://127.0.0.1:4001/",
        "http://localhost:4000/",
        "http://2130706433:4000/",
        "ftp://smba.trafficmanager.net/",
        "javascript:alert(1)",
    ],
)
def test_refused_service_urls(url: str) -> None:
    assert not RULES.allows(url)


@given(st.text())
def test_no_text_breaks_the_reading_of_a_url(url: str) -> None:
    assert gate.origin(url) is None or gate.origin(url).startswith("http")


@pytest.mark.parametrize(
    "bad",
    [
        "http://smba.trafficmanager.net",
        "http://localhost:4000",
        "http://127.0.0.1",
        "https://smba.trafficmanager.net/",
        "https://SMBA.trafficmanager.net",
        "https://user@smba.trafficmanager.net",
        "https://*.botframework.com",
        "smba.trafficmanager.net",
    ],
)
def test_rules_that_would_leave_the_door_open_cannot_be_made(bad: str) -> None:
    with pytest.raises(ValueError, match="service origin"):
        Rules("app", frozenset({"tenant"}), frozenset({bad}))


@pytest.mark.parametrize(
    "parts", [("", {"t"}, {ORIGIN}), ("app", set(), {ORIGIN}), ("app", {"t"}, set())], ids=["app", "tenant", "origin"]
)
def test_rules_need_all_their_parts(parts: Any) -> None:
    app, tenants, origins = parts
    with pytest.raises(ValueError, match="rules need"):
        Rules(app, frozenset(tenants), frozenset(origins))


def test_tenants_are_compared_without_regard_to_case() -> None:
    body = {"conversation": {"tenantId": "TENANT"}, "channelData": {"tenant": {"id": "tenant"}}}
    whole = {**body, "type": "typing", "channelId": "msteams", "serviceUrl": ORIGIN}
    whole["conversation"]["id"] = "a:1"
    assert gate.judge(whole, ORIGIN, RULES) is None


def test_two_of_our_tenants_in_one_body_are_refused() -> None:
    rules = Rules("app", frozenset({"one", "two"}), frozenset({ORIGIN}))
    conversation = {"id": "a:1", "tenantId": "one"}
    body = {"type": "typing", "channelId": "msteams", "serviceUrl": ORIGIN, "conversation": conversation}
    assert gate.judge(body, ORIGIN, rules) is None
    assert gate.judge({**body, "channelData": {"tenant": {"id": "two"}}}, ORIGIN, rules) == gate.refuse("tenant")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"type": "message", "conversation": {"conversationType": "personal"}}, "personal"),
        ({"type": "message", "conversation": {"conversationType": "channel"}}, "elsewhere"),
        ({"type": "message", "conversation": {}}, "elsewhere"),
        ({"type": "invoke", "name": "task/fetch", "conversation": {"conversationType": "groupChat"}}, "elsewhere"),
        ({"type": "invoke", "name": "composeExtension/fetchTask", "conversation": {}}, "personal"),
        ({"type": "message", "name": "composeExtension/fetchTask", "conversation": {}}, "elsewhere"),
    ],
)
def test_where_an_answer_would_be_seen(body: dict[str, Any], expected: str) -> None:
    assert gate.place(body) == expected


def test_nesting_is_counted_in_levels_not_in_brackets() -> None:
    wide = b'{"x": [' + b"[]," * 500 + b"[]]}"
    assert isinstance(bodies.parse(wide), dict)
    deepest = bodies.MAX_DEPTH - 1
    assert isinstance(bodies.parse(b'{"x": ' + b"[" * deepest + b"]" * deepest + b"}"), dict)
    assert bodies.parse(b'{"x": ' + b"[" * (deepest + 1) + b"]" * (deepest + 1) + b"}") == gate.refuse("nesting")


@given(st.binary())
def test_no_bytes_break_the_parser(content: bytes) -> None:
    assert isinstance(bodies.parse(content), dict | Refusal)
