"""Signing keys that change, and a metadata server that is away, silent, or not to be trusted."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from jwt.algorithms import RSAAlgorithm

from bot.connector import open_session
from bot.gate import Rules, refuse
from bot.keys import Keys, read_keys
from bot.tokens import verify
from demo.loopback import serve
from tests.bot.conftest import Edge, open_edge

RULES = Rules("app", frozenset({"tenant"}), frozenset({"https://smba.trafficmanager.net"}))


async def test_a_rotated_key_costs_no_message(edge: Edge) -> None:
    assert (await edge.send(edge.message()))[0] == 200
    edge.teams.rotate_key()
    assert (await edge.send(edge.message()))[0] == 200
    assert len(edge.turns) == 2


async def test_a_key_that_is_no_longer_published_is_no_longer_good(edge: Edge) -> None:
    old = edge.teams.sign()
    edge.teams.rotate_key()
    await edge.send(edge.message())
    assert await edge.send(edge.message(), token=old) == (401, {"error": "unknown-key"})


async def test_unknown_keys_cannot_make_us_hammer_the_metadata_server(edge: Edge) -> None:
    before = edge.teams.connector.counts["openid"]
    token = edge.teams.sign(headers={"kid": "nobody"})
    results = await asyncio.gather(*(edge.send(edge.message(), token=token) for _ in range(40)))
    assert {status for status, _ in results} == {401}
    assert edge.teams.connector.counts["openid"] - before == 2  # metadata and keys, once


async def test_after_the_floor_an_unknown_key_is_looked_up_again(key: RSAPrivateKey) -> None:
    async with open_edge(key, floor=0) as edge:
        for _ in range(2):
            edge.teams.rotate_key()
            assert (await edge.send(edge.message()))[0] == 200


async def test_a_silent_metadata_server_does_not_stall_the_others(edge: Edge) -> None:
    good, unknown = edge.teams.sign(), edge.teams.sign(headers={"kid": "nobody"})
    edge.teams.silent(30, "openid")
    waiting = asyncio.create_task(edge.send(edge.message(), token=unknown))
    await asyncio.sleep(0.05)
    begun = time.perf_counter()
    for _ in range(20):
        assert (await edge.send(edge.message(), token=good))[0] == 200
    assert time.perf_counter() - begun < 0.5
    assert (await waiting)[0] == 401
    assert (await edge.send(edge.message(), token=good))[0] == 200
    edge.teams.silent(0, "openid")


async def test_the_old_keys_stay_while_the_server_is_away(edge: Edge) -> None:
    good = edge.teams.sign()
    edge.teams.connector.origin = "http://127.0.0.1:9"
    await edge.keys.refetch()
    assert (await edge.send(edge.message(), token=good))[0] == 200


async def test_without_any_key_the_answer_is_come_back_later(edge: Edge) -> None:
    edge.teams.silent(30, "openid")
    keys = Keys(edge.session, edge.teams.metadata_url, timeout=0.05)
    await keys.start()
    assert not keys.ready
    edge.teams.silent(0, "openid")
    await keys.refetch()
    assert keys.ready
    await keys.close()


def test_a_token_before_the_first_keys_is_503_not_401() -> None:
    """Teams gives up after a 401; after a 503 it may come back."""
    assert verify("a.b.c", Keys(None), RULES, 0) == refuse("no-keys")  # type: ignore[arg-type]


async def test_the_keys_are_refreshed_beside_the_requests(edge: Edge) -> None:
    keys = Keys(edge.session, edge.teams.metadata_url, every=0.02)
    await keys.start()
    edge.teams.rotate_key()
    await asyncio.sleep(0.2)
    assert keys.find(edge.teams.signer.kid)
    await keys.close()


def metadata_at(jwks_uri: Any) -> Callable[[web.Request], Any]:
    async def show(_request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": jwks_uri})

    return show


@pytest.mark.parametrize(
    "jwks_uri",
    ["http://evil.example/keys", "http://127.0.0.1:9/keys", "file:///etc/passwd", "", None, 5, ["https://a"]],
)
async def test_keys_are_not_fetched_from_just_anywhere(jwks_uri: Any, caplog: Any) -> None:
    app = web.Application()
    app.router.add_get("/openid", metadata_at(jwks_uri))
    async with serve(app) as origin, open_session() as session:
        keys = Keys(session, f"{origin}/openid")
        await keys.start()
        await keys.close()
    assert not keys.ready
    assert "KeysError" in caplog.text


@pytest.mark.parametrize(
    "content", ["", "null", "[]", "{}", '{"keys": 3}', '{"keys": [null, {"kid": 1}]}', "[" * 99_999]
)
async def test_a_broken_key_document_changes_nothing(content: str) -> None:
    async def show(request: web.Request) -> web.Response:
        if request.path == "/keys":
            return web.Response(text=content, content_type="application/json")
        return web.json_response({"jwks_uri": f"http://{request.host}/keys"})

    app = web.Application()
    app.add_routes([web.get("/openid", show), web.get("/keys", show)])
    async with serve(app) as origin, open_session() as session:
        keys = Keys(session, f"{origin}/openid")
        await keys.start()
        await keys.close()
    assert not keys.ready


def entry(key: RSAPrivateKey, **changes: Any) -> dict[str, Any]:
    return {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": "k", **changes}


def test_only_public_rsa_signing_keys_of_2048_bits_are_kept(key: RSAPrivateKey) -> None:
    assert list(read_keys({"keys": [entry(key, endorsements=["msteams"])]})) == ["k"]
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505
    secret = {**RSAAlgorithm.to_jwk(key, as_dict=True), "kid": "k"}
    bad = [entry(small), secret, entry(key, use="enc"), entry(key, kty="oct"), entry(key, n="!"), entry(key, kid=None)]
    assert [read_keys({"keys": [one]}) for one in bad] == [{}] * len(bad)


def test_a_key_without_endorsements_speaks_for_no_channel(key: RSAPrivateKey) -> None:
    assert read_keys({"keys": [entry(key)]})["k"].endorsements == frozenset()
