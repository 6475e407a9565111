"""Every token that must not reach the turn, over HTTP, and the word it gets."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from demo.teams_signing import new_key
from tests.bot.conftest import APP, Edge

FOREIGN = "99999999-9999-4999-8999-999999999999"
MICROSOFT_TENANTS = (
    "d6d49420-f39b-4df7-a1dc-d59a935871db",
    "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
    "72f988bf-86f1-41af-91ab-2d7cd011db47",
)


def segment(value: Mapping[str, Any] | bytes) -> str:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def claims(edge: Edge) -> dict[str, Any]:
    _, payload, _ = edge.teams.sign().split(".")
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def unsigned(edge: Edge) -> str:
    return f"{segment({'alg': 'none', 'kid': edge.teams.signer.kid})}.{segment(claims(edge))}."


def confused(edge: Edge) -> str:
    """HS256 with the public key as its secret."""
    public = edge.teams.signer.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = f"{segment({'alg': 'HS256', 'kid': edge.teams.signer.kid})}.{segment(claims(edge))}"
    return f"{signed}.{segment(hmac.digest(public, signed.encode(), hashlib.sha256))}"


def tampered(edge: Edge) -> str:
    header, _, signature = edge.teams.sign().split(".")
    return f"{header}.{segment({**claims(edge), 'aud': APP, 'exp': 4_000_000_000})}.{signature}"


def emulator(tenant: str, **changes: Any) -> Callable[[Edge], str]:
    issuers = {"iss": f"https://sts.windows.net/{tenant}/", "appid": APP, "azp": APP, "tid": tenant}
    return lambda edge: edge.teams.sign({**issuers, **changes})


def signed(**changes: Any) -> Callable[[Edge], str]:
    """Times are counted from when it is signed, not from when the tests were collected."""
    return lambda edge: edge.teams.sign({name: v() if callable(v) else v for name, v in changes.items()})


def ahead(seconds: float) -> Callable[[], float]:
    return lambda: int(time.time()) + seconds


TOKENS: dict[str, tuple[Callable[[Edge], str], str]] = {
    "garbage": (lambda _edge: "garbage", "bad-token"),
    "three dots of garbage": (lambda _edge: "a.b.c", "bad-token"),
    "not ascii": (lambda _edge: "æøå.æ.ø", "bad-token"),
    "nested header": (lambda _edge: f"{segment(b'[' * 3000)}.e30.x", "bad-token"),
    "another key": (lambda edge: edge.teams.sign(key=new_key()), "bad-token"),
    "tampered": (tampered, "bad-token"),
    "alg none": (unsigned, "algorithm"),
    "HS256 with the public key": (confused, "algorithm"),
    "RS512": (lambda edge: edge.teams.sign(algorithm="RS512"), "algorithm"),
    "unknown key id": (lambda edge: edge.teams.sign(headers={"kid": "nobody"}), "unknown-key"),
    "no key id": (lambda edge: edge.teams.sign(headers={"kid": None}), "unknown-key"),
    "no issuer": (signed(iss=None), "issuer"),
    "foreign issuer": (signed(iss="https://evil.example"), "issuer"),
    "issuer with a slash": (signed(iss="https://api.botframework.com/"), "issuer"),
    "our own tenant as issuer": (signed(iss=f"https://sts.windows.net/{FOREIGN}/"), "issuer"),
    **{f"emulator path, {tenant[:4]}": (emulator(tenant), "issuer") for tenant in MICROSOFT_TENANTS},
    **{
        f"emulator path v2, {tenant[:4]}": (
            emulator(tenant, iss=f"https://login.microsoftonline.com/{tenant}/v2.0", ver="2.0"),
            "issuer",
        )
        for tenant in MICROSOFT_TENANTS
    },
    "no audience": (signed(aud=None), "audience"),
    "another bot's audience": (signed(aud=FOREIGN), "audience"),
    "a list of audiences": (signed(aud=[APP, FOREIGN]), "audience"),
    "no exp": (signed(exp=None), "times"),
    "exp in the year 2100": (signed(exp=4_102_444_800), "times"),
    "exp 27 hours ahead": (signed(exp=ahead(27 * 3600)), "times"),
    "expired six minutes ago": (signed(exp=ahead(-360)), "times"),
    "exp as a string": (signed(exp="soon"), "times"),
    "exp is true": (signed(exp=True), "times"),
    "exp is not a number": (signed(exp=float("nan")), "times"),
    "nbf in six minutes": (signed(nbf=ahead(360)), "times"),
    "iat in six minutes": (signed(iat=ahead(360)), "times"),
    "no service url": (signed(serviceurl=None), "service-url-claim"),
    "another service url": (signed(serviceurl="https://smba.trafficmanager.net/no/"), "service-url-claim"),
}


@pytest.mark.parametrize("name", TOKENS)
async def test_a_bad_token_never_reaches_the_turn(edge: Edge, name: str) -> None:
    build, reason = TOKENS[name]
    assert await edge.send(edge.message(), token=build(edge)) == (401, {"error": reason})
    assert edge.turns == []


@pytest.mark.parametrize("header", ["", "Basic abc", "Bearer", "Bearer "])
async def test_a_request_without_a_bearer_token_is_refused(edge: Edge, header: str) -> None:
    assert await edge.send(edge.message(), headers={"Authorization": header}) == (401, {"error": "no-token"})
    assert edge.turns == []


async def test_a_key_that_is_not_endorsed_for_teams_is_refused(edge: Edge) -> None:
    edge.teams.signer.endorsements = ["webchat"]
    edge.teams.rotate_key()
    assert await edge.send(edge.message()) == (401, {"error": "not-endorsed"})
    assert edge.turns == []


async def test_inside_the_leeway_of_five_minutes_a_token_is_good(edge: Edge) -> None:
    token = edge.teams.sign({"exp": ahead(-240)(), "nbf": ahead(240)(), "iat": ahead(240)()})
    assert (await edge.send(edge.message(), token=token))[0] == 200


async def test_the_log_names_the_reason_and_nothing_that_was_sent(edge: Edge, caplog: Any) -> None:
    token = edge.teams.sign({"aud": "hemmelig"})
    await edge.send(edge.message(text="hemmelig"), token=token)
    assert "401 audience" in caplog.text
    assert "hemmelig" not in caplog.text
    assert token not in caplog.text
