"""The bot's own token for the Bot Connector: one, shared, renewed before it runs out.

botbuilder builds a new MSAL application for every turn and fetches the token on the event loop.
"""

import asyncio
import base64
import hashlib
import json
import logging
import ssl
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp
import jwt

RESOURCE = "https://api.botframework.com"
IMDS = "http://169.254.169.254/metadata/identity/oauth2/token"
_ASSERTION_LIFE = 10 * 60
_PAUSE_AFTER_FAILURE = 2.0

log = logging.getLogger(__name__)


class TokenError(Exception):
    """No valid token, and none to be had now. The text is a class name or a status, never a secret."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One HTTP request for a token; `form` None means GET."""

    url: str
    form: Mapping[str, str] | None = None
    query: Mapping[str, str] | None = None
    headers: Mapping[str, str] | None = None


class Source(Protocol):
    """One way of proving who we are. `now` is seconds since 1970."""

    def ask(self, now: float) -> Ask: ...


def entra_url(tenant: str) -> str:
    return f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"


def _client_form(app_id: str) -> dict[str, str]:
    return {
        "grant_type": "client_credentials",
        "client_id": app_id,
        "scope": f"{RESOURCE}/.default",
    }


@dataclass(frozen=True, slots=True)
class Password:
    token_url: str
    app_id: str
    password: str = field(repr=False)

    def ask(self, now: float) -> Ask:
        return Ask(self.token_url, {**_client_form(self.app_id), "client_secret": self.password})


@dataclass(frozen=True, slots=True)
class Certificate:
    """Both in PEM. The assertion lives for ten minutes and names the certificate by its SHA-256."""

    token_url: str
    app_id: str
    private_key: str = field(repr=False)
    certificate: str

    def ask(self, now: float) -> Ask:
        form = _client_form(self.app_id)
        form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        form["client_assertion"] = self._assertion(now)
        return Ask(self.token_url, form)

    def _assertion(self, now: float) -> str:
        begins = int(now)
        claims = {
            "aud": self.token_url,
            "iss": self.app_id,
            "sub": self.app_id,
            "jti": str(uuid.uuid4()),
            "nbf": begins,
            "exp": begins + _ASSERTION_LIFE,
        }
        headers = {"x5t#S256": self._thumbprint()}
        return jwt.encode(claims, self.private_key, algorithm="PS256", headers=headers)

    def _thumbprint(self) -> str:

        der = ssl.PEM_cert_to_DER_cert(self.certificate)
        return base64.urlsafe_b64encode(hashlib.sha256(der).digest()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class ManagedIdentity:
    """User-assigned. App Service gives IDENTITY_ENDPOINT and IDENTITY_HEADER; a virtual machine has IMDS."""

    app_id: str
    endpoint: str | None = None
    header: str | None = field(default=None, repr=False)

    def ask(self, now: float) -> Ask:
        query = {"resource": RESOURCE, "client_id": self.app_id}
        if self.endpoint and self.header:
            query["api-version"] = "2019-08-01"
            return Ask(self.endpoint, query=query, headers={"X-IDENTITY-HEADER": self.header})
        query["api-version"] = "2018-02-01"
        return Ask(self.endpoint or IMDS, query=query, headers={"Metadata": "true"})


@dataclass(frozen=True, slots=True)
class _Token:
    """Seconds since 1970. After `renew_at` a fresh one is fetched beside the sending."""

    text: str = field(repr=False)
    renew_at: float
    ends_at: float


def _read_token(document: Mapping[str, Any], now: float) -> _Token:
    """Entra says `expires_in`, App Service only `expires_on`; managed identities put both in strings."""
    life = float(document["expires_in"]) if "expires_in" in document else float(document["expires_on"]) - now
    text = document["access_token"]
    if not isinstance(text, str) or not text or life <= 0:
        raise ValueError("unusable token")
    return _Token(text, now + life * 0.8, now + life - min(60.0, life * 0.1))


class Credentials:
    def __init__(
        self,
        session: aiohttp.ClientSession,
        source: Source,
        *,
        timeout: float = 5,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._session, self._source, self._clock = session, source, clock
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._token: _Token | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._failed_at = float("-inf")

    async def token(self) -> str:
        """At once while one is valid, also when a newer one is being fetched. Raises TokenError."""
        now = self._clock()
        if self._token is None or now >= self._token.ends_at:
            await self._fetch()
        elif now >= self._token.renew_at:
            self._start_fetching()
        if self._token is None:
            raise TokenError("forgotten")
        return self._token.text

    @property
    def lasts(self) -> float | None:
        """For how many seconds the token at hand is still good; None when there is none."""
        return self._token.ends_at - self._clock() if self._token else None

    def forget(self, token: str) -> None:
        """For a token that the connector would not take; a newer one stays."""
        if self._token and self._token.text == token:
            self._token = None

    async def close(self) -> None:
        if self._fetching:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    async def _fetch(self) -> None:
        task = self._start_fetching()
        if task is None:
            raise TokenError("asked a moment ago")
        await asyncio.shield(task)

    def _start_fetching(self) -> asyncio.Task[None] | None:
        """Single flight, and none for two seconds after a failure."""
        if self._fetching is None and self._clock() - self._failed_at >= _PAUSE_AFTER_FAILURE:
            self._fetching = asyncio.create_task(self._replace())
            self._fetching.add_done_callback(self._finish)
        return self._fetching

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._fetching = None
        error = None if task.cancelled() else task.exception()
        if error:
            self._failed_at = self._clock()
            log.warning("no connector token: %s", error)

    async def _replace(self) -> None:
        try:
            self._token = _read_token(await self._send(self._source.ask(self._clock())), self._clock())
        except (aiohttp.ClientError, TimeoutError, KeyError, TypeError, ValueError) as error:
            raise TokenError(type(error).__name__) from None

    async def _send(self, ask: Ask) -> dict[str, Any]:
        call = self._session.request(
            "GET" if ask.form is None else "POST",
            ask.url,
            data=ask.form,
            params=ask.query,
            headers=ask.headers,
            timeout=self._timeout,
            allow_redirects=False,
        )
        async with call as answer:
            if answer.status != 200:
                raise TokenError(f"status {answer.status}")
            document: dict[str, Any] = json.loads(await answer.read())
            return document
