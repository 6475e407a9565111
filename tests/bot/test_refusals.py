"""Every body that must not reach the turn, over HTTP with a good token, and the word it gets."""

import json
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from bot import gate
from tests.bot.conftest import Edge

FOREIGN = "99999999-9999-4999-8999-999999999999"
Body = Callable[[Edge], Any]


def message(**changes: Any) -> Body:
    return lambda edge: edge.message(**changes)


def invoke(**changes: Any) -> Body:
    return lambda edge: edge.invoke(**changes)


def within(part: str, **changes: Any) -> Body:
    """A message in which fields of one part are changed; None takes them out."""

    def build(edge: Edge) -> Any:
        good = edge.message()[part]
        kept = {name: value for name, value in {**good, **changes}.items() if value is not None}
        return {**edge.message(), part: kept}

    return build


def raw(insertion: str) -> Body:
    """A good message with something typed into its JSON."""
    return lambda edge: (json.dumps(edge.message())[:-1] + f", {insertion}}}").encode()


def exactly(content: bytes) -> Body:
    return lambda _edge: content


def of_other_tenant(edge: Edge) -> Any:
    body = edge.message()
    body["conversation"]["tenantId"] = body["channelData"]["tenant"]["id"] = FOREIGN
    return body


def without_tenant(edge: Edge) -> Any:
    body = edge.message(channelData=None)
    del body["conversation"]["tenantId"]
    return body


BODIES: dict[str, tuple[Body, int, str]] = {
    "not json": (exactly(b"hello"), 400, "json"),
    "empty": (exactly(b""), 400, "json"),
    "cut off": (exactly(b'{"type": "message"'), 400, "json"),
    "byte order mark": (exactly(b"\xef\xbb\xbf{}"), 400, "json"),
    "two values": (exactly(b"{} {}"), 400, "json"),
    "list": (exactly(b"[1]"), 400, "not-an-object"),
    "string": (exactly(b'"message"'), 400, "not-an-object"),
    "null": (exactly(b"null"), 400, "not-an-object"),
    "latin-1": (exactly('{"text": "blåbær"}'.encode("latin-1")), 400, "encoding"),
    "utf-16": (exactly('{"type": "message"}'.encode("utf-16")), 400, "encoding"),
    "overlong utf-8": (exactly(b'{"text": "\xc0\xaf"}'), 400, "encoding"),
    "surrogate as utf-8": (exactly(b'{"text": "\xed\xa0\x80"}'), 400, "encoding"),
    "lone surrogate": (raw(r'"x": "\ud800"'), 400, "encoding"),
    "lone surrogate in a key": (raw(r'"\uDFFF": 1'), 400, "encoding"),
    "NaN": (raw('"x": NaN'), 400, "number"),
    "Infinity": (raw('"x": -Infinity'), 400, "number"),
    "a float beyond all floats": (raw('"x": 1e999'), 400, "number"),
    "5,000 digits": (raw('"x": ' + "9" * 5000), 400, "number"),
    "duplicate key": (raw('"type": "invoke"'), 400, "duplicate-key"),
    "duplicate key inside": (raw('"x": {"a": 1, "a": 2}'), 400, "duplicate-key"),
    "100,000 brackets": (exactly(b"[" * 100_000), 400, "nesting"),
    "100 levels": (raw('"x": ' + "[" * 100 + "]" * 100), 400, "nesting"),
    "no type": (message(type=None), 400, "type"),
    "unknown type": (message(type="telepathy"), 400, "type"),
    "type of another kind": (message(type=5), 400, "type"),
    "type that cannot be hashed": (message(type=["message"]), 400, "type"),
    "no channel": (message(channelId=None), 403, "channel"),
    "another channel": (message(channelId="webchat"), 403, "channel"),
    "emulator channel": (message(channelId="emulator"), 403, "channel"),
    "no service url": (message(serviceUrl=None), 403, "service-url"),
    "empty service url": (message(serviceUrl=""), 403, "service-url"),
    "service url of another kind": (message(serviceUrl={"a": 1}), 403, "service-url"),
    "foreign service url": (message(serviceUrl="https://evil.example/"), 403, "service-url"),
    "plain http": (message(serviceUrl="http://smba.trafficmanager.net/no/"), 403, "service-url"),
    "user-info": (message(serviceUrl="https://smba.trafficmanager.net@evil.example/"), 403, "service-url"),
    "other loopback port": (message(serviceUrl="http://127.0.0.1:1/"), 403, "service-url"),
    "broken service url": (message(serviceUrl="https://[::1"), 403, "service-url"),
    "another tenant": (of_other_tenant, 403, "tenant"),
    "another tenant in the conversation": (within("conversation", tenantId=FOREIGN), 403, "tenant"),
    "another tenant in the channel data": (within("channelData", tenant={"id": FOREIGN}), 403, "tenant"),
    "another tenant in the sender": (within("from", tenantId=FOREIGN), 403, "tenant"),
    "tenant of another kind": (within("conversation", tenantId=[FOREIGN]), 403, "tenant"),
    "no tenant": (without_tenant, 403, "tenant"),
    "no sender": (message(from_=None), 400, "shape"),
    "sender of another kind": (message(from_="29:1abc"), 400, "shape"),
    "sender without id": (within("from", id=None), 400, "shape"),
    "anonymous sender": (within("from", aadObjectId=None), 403, "person"),
    "sender's Entra id is no UUID": (within("from", aadObjectId="rektor"), 403, "person"),
    "sender's Entra id of another kind": (within("from", aadObjectId=7), 403, "person"),
    "no conversation": (message(conversation=None), 400, "conversation"),
    "conversation of another kind": (message(conversation=[]), 400, "conversation"),
    "conversation without id": (within("conversation", id=None), 400, "conversation"),
    "endless conversation id": (within("conversation", id="a" * 5000), 400, "conversation"),
    "text of another kind": (message(text={"a": 1}), 400, "shape"),
    "id of another kind": (message(id=1), 400, "shape"),
    "channel data of another kind": (message(channelData="x"), 400, "shape"),
    "entities of another kind": (message(entities={"a": 1}), 400, "shape"),
    "attachments of another kind": (message(attachments=["x"]), 400, "shape"),
    "invoke without a name": (invoke(name=None), 400, "invoke"),
    "invoke name of another kind": (lambda edge: {**edge.invoke(), "name": 3}, 400, "shape"),
    "invoke without a value": (invoke(value=None), 400, "invoke"),
    "invoke value of another kind": (invoke(value="x"), 400, "invoke"),
    "invoke of nobody": (lambda edge: {**within("from", aadObjectId=None)(edge), "type": "invoke"}, 403, "person"),
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_bad_body_never_reaches_the_turn(edge: Edge, name: str) -> None:
    build, status, reason = BODIES[name]
    assert await edge.send(build(edge)) == (status, {"error": reason})
    assert edge.turns == []


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/jsonp", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "x"],
)
async def test_only_json_is_read(edge: Edge, content_type: str) -> None:
    body = json.dumps(edge.message()).encode()
    sent = await edge.send(body, headers={"Content-Type": content_type})
    assert sent == (415, {"error": "content-type"})
    assert edge.turns == []


async def test_a_request_without_a_content_type_is_refused(edge: Edge) -> None:
    headers = {"Authorization": f"Bearer {edge.teams.sign()}"}
    skip = ["Content-Type"]
    async with edge.session.post(edge.url, data=b"{}", headers=headers, skip_auto_headers=skip) as response:
        assert (response.status, await response.json()) == (415, {"error": "content-type"})
    assert edge.turns == []


@pytest.mark.parametrize("content_type", ["application/json", "Application/JSON; charset=UTF-8"])
async def test_json_may_name_its_charset(edge: Edge, content_type: str) -> None:
    body = json.dumps(edge.message()).encode()
    assert (await edge.send(body, headers={"Content-Type": content_type}))[0] == 200


async def test_compressed_bodies_are_not_unpacked(edge: Edge) -> None:
    headers = {"Authorization": f"Bearer {edge.teams.sign()}"}
    async with edge.session.post(edge.url, json={}, headers=headers, compress="gzip") as response:
        assert (response.status, await response.json()) == (415, {"error": "content-encoding"})
    assert edge.turns == []


async def test_a_body_of_256_kib_is_read_and_one_byte_more_is_not(edge: Edge) -> None:
    empty = len(json.dumps(edge.message(text="")).encode())
    full = edge.message(text="a" * (gate.BODY_LIMIT - empty))
    assert len(json.dumps(full).encode()) == gate.BODY_LIMIT
    assert (await edge.send(full))[0] == 200
    full["text"] += "a"
    assert await edge.send(full) == (413, {"error": "too-large"})
    assert len(edge.turns) == 1


async def test_a_body_of_unknown_length_is_cut_off_at_the_limit(edge: Edge) -> None:
    async def endless() -> Any:
        for _ in range(64):
            yield b" " * 16_384

    headers = {"Authorization": f"Bearer {edge.teams.sign()}", "Content-Type": "application/json"}
    async with edge.session.post(edge.url, data=endless(), headers=headers) as response:
        assert (response.status, await response.json()) == (413, {"error": "too-large"})
    assert edge.turns == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
async def test_other_methods_are_405(edge: Edge, method: str) -> None:
    async with edge.session.request(method, edge.url) as response:
        assert (response.status, response.headers["Allow"]) == (405, "POST")


async def test_a_websocket_is_not_opened(edge: Edge) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await edge.session.ws_connect(edge.url)
    assert refused.value.status == 405


@pytest.mark.parametrize(
    "text", ["hei", "æøå \u0000 \u202e bakvendt", "👩\u200d🏫", "x" * 60_000], ids=["plain", "odd", "emoji", "long"]
)
async def test_odd_but_legal_text_comes_through_unchanged(edge: Edge, text: str) -> None:
    assert (await edge.send(edge.message(text=text)))[0] == 200
    assert edge.turns[0].activity.text == text


@pytest.mark.parametrize("kind", sorted(gate.IGNORED))
async def test_known_types_that_nothing_answers_are_200_and_go_no_further(edge: Edge, kind: str) -> None:
    assert await edge.send(edge.message(type=kind)) == (200, None)
    assert edge.turns == []


async def test_an_install_event_may_lack_the_entra_id(edge: Edge) -> None:
    body = {**within("from", aadObjectId=None)(edge), "type": "installationUpdate", "action": "add"}
    assert (await edge.send(body))[0] == 200
    assert len(edge.turns) == 1


@pytest.mark.parametrize("where", ["groupChat", "channel"])
async def test_outside_the_personal_chat_a_message_is_let_through_and_marked(edge: Edge, where: Any) -> None:
    result = await edge.teams.say(edge.teacher, "hei", where)
    assert result.status == 200
    assert gate.place(edge.teams.activity(edge.teacher, {"type": "message"}, where)) == "elsewhere"
