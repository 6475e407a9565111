"""The bot's own token: fetched once, renewed early, and proved in each of the three ways."""

import asyncio
import base64
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.credentials import IMDS, Certificate, Credentials, ManagedIdentity, Password, TokenError, entra_url
from tests.bot.conftest import APP, PASSWORD, Edge


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def credentials(edge: Edge, clock: Clock, password: str = PASSWORD) -> Credentials:
    return Credentials(edge.session, Password(edge.teams.token_url, APP, password), timeout=1, clock=clock)


def asked(edge: Edge) -> int:
    return edge.teams.connector.counts["token"]


async def test_a_hundred_askers_cause_one_request(edge: Edge) -> None:
    provider = credentials(edge, Clock())
    tokens = await asyncio.gather(*(provider.token() for _ in range(100)))
    assert len(set(tokens)) == 1
    assert asked(edge) == 1


async def test_a_token_is_renewed_beside_the_sending(edge: Edge) -> None:
    clock = Clock()
    provider = credentials(edge, clock)
    first = await provider.token()
    clock.now += 3600 * 0.85
    edge.teams.silent(0.1, "token")
    assert [await provider.token() for _ in range(50)] == [first] * 50
    await asyncio.sleep(0.3)
    assert await provider.token() != first
    assert asked(edge) == 2


async def test_a_token_that_has_run_out_is_not_used(edge: Edge) -> None:
    clock = Clock()
    provider = credentials(edge, clock)
    first = await provider.token()
    clock.now += 3600
    assert await provider.token() != first


async def test_while_the_token_server_is_away_the_old_token_is_used(edge: Edge) -> None:
    clock = Clock()
    provider = credentials(edge, clock)
    first = await provider.token()
    clock.now += 3600 * 0.85
    edge.teams.silent(30, "token")
    assert await provider.token() == first
    await provider.close()


async def test_a_forgotten_token_is_replaced_but_a_newer_one_is_kept(edge: Edge) -> None:
    provider = credentials(edge, Clock())
    first = await provider.token()
    provider.forget(first)
    second = await provider.token()
    provider.forget(first)
    assert await provider.token() == second != first


async def test_a_wrong_password_is_an_error_without_the_password(edge: Edge, caplog: Any) -> None:
    clock = Clock()
    provider = credentials(edge, clock, "wrong word")
    with pytest.raises(TokenError, match="status 401") as failure:
        await provider.token()
    assert "wrong word" not in caplog.text + str(failure.value) + repr(Password("u", "a", "wrong word"))


async def test_after_a_failure_the_token_server_is_left_in_peace_for_two_seconds(edge: Edge) -> None:
    clock = Clock()
    provider = credentials(edge, clock, "wrong word")
    for _ in range(5):
        with pytest.raises(TokenError):
            await provider.token()
    assert asked(edge) == 1
    clock.now += 2
    with pytest.raises(TokenError):
        await provider.token()
    assert asked(edge) == 2


async def test_a_silent_token_server_is_given_up_on(edge: Edge) -> None:
    edge.teams.silent(30, "token")
    with pytest.raises(TokenError):
        await credentials(edge, Clock()).token()


async def test_a_managed_identity_asks_without_a_secret(edge: Edge) -> None:
    source = ManagedIdentity(APP, edge.teams.token_url, "header")
    edge.teams.connector.password = None
    assert await Credentials(edge.session, source).token()


def test_a_managed_identity_knows_app_service_and_virtual_machines() -> None:
    there = ManagedIdentity(APP, "http://localhost:42/token", "secret").ask(0)
    assert (there.form, there.headers) == (None, {"X-IDENTITY-HEADER": "secret"})
    assert there.query
    assert there.query["api-version"] == "2019-08-01"
    here = ManagedIdentity(APP).ask(0)
    assert (here.url, here.headers) == (IMDS, {"Metadata": "true"})


def certificate_for(key: RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "varsle")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(begins).not_valid_after(begins + timedelta(days=9))
    return builder.sign(key, hashes.SHA256())


def test_a_certificate_signs_an_assertion_that_names_it(key: RSAPrivateKey) -> None:
    certificate = certificate_for(key)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    source = Certificate(entra_url("t"), APP, pem, certificate.public_bytes(Encoding.PEM).decode())
    form = source.ask(1_800_000_000).form
    assert form
    assertion = form["client_assertion"]
    options: Any = {"verify_exp": False, "verify_nbf": False}
    values = jwt.decode(assertion, key.public_key(), ["PS256"], options, audience=entra_url("t"), issuer=APP)
    assert values["exp"] - values["nbf"] == 600
    digest = hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest()
    expected = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert jwt.get_unverified_header(assertion)["x5t#S256"] == expected
    assert pem not in repr(source)


async def test_the_session_is_not_closed_by_the_provider(edge: Edge) -> None:
    provider = credentials(edge, Clock())
    await provider.token()
    await provider.close()
    assert isinstance(edge.session, aiohttp.ClientSession)
    assert not edge.session.closed
