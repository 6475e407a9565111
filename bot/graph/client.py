"""msgraph-sdk as the helper process uses it: no retries and no redirects of its own, and one sign-in for everybody."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from azure.core.exceptions import AzureError
from azure.identity.aio import CertificateCredential, ClientSecretCredential, ManagedIdentityCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from kiota_http.middleware import ParametersNameDecodingHandler
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph_core import GraphClientFactory

from bot.graph.config import Config
from bot.graph.outcomes import NoAnswerError, NoSignInError, NotAskableError

AT_ONCE = 4  # Exchange's own limit for one application and one mailbox
AT_ONCE_DIRECTORY = 8
PAGES = 200
_PAUSE = 3.0  # seconds after a sign-in that failed, before the next is tried
_ADDRESS = re.compile(r"[^\s@/?#]{1,64}@[^\s@/?#]{1,255}")
_EVENT = re.compile(r"[A-Za-z0-9_=+/-]{1,512}")


class SignIn:
    """One question to Entra at a time; azure-identity remembers the answer.

    Every failure is a `NoSignInError`, also that of a proof which is none, such as a certificate that cannot be read.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._credential: Any = None
        self._one = asyncio.Lock()
        self._failed_at = float("-inf")

    async def get_token(self, *scopes: str, claims: str | None = None, enable_cae: bool = False, **_: Any) -> Any:
        async with self._one:
            if time.monotonic() - self._failed_at < _PAUSE:
                raise NoSignInError
            try:
                self._credential = self._credential or _credential(self._config)
                return await self._credential.get_token(*scopes, claims=claims, enable_cae=enable_cae)
            except (AzureError, ValueError, OSError):
                self._failed_at = time.monotonic()
                raise NoSignInError from None

    async def close(self) -> None:
        if self._credential:
            await self._credential.close()

    async def __aenter__(self) -> SignIn:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _credential(config: Config) -> Any:
    limits: dict[str, Any] = {"retry_total": 0, "connection_timeout": 10, "read_timeout": config.timeout}
    if config.secret:
        return ClientSecretCredential(config.tenant, config.app_id, config.secret, authority=config.authority, **limits)
    if config.private_key:
        both = f"{config.private_key}\n{config.certificate}".encode()
        return CertificateCredential(
            config.tenant, config.app_id, certificate_data=both, authority=config.authority, **limits
        )
    return ManagedIdentityCredential(client_id=config.app_id)


@asynccontextmanager
async def open_client(config: Config) -> AsyncIterator[GraphServiceClient]:
    """The token goes to Graph's own host and nowhere else."""
    async with SignIn(config) as sign_in, _http(config) as http:
        host = urlsplit(config.base_url).hostname or ""
        provider = AzureIdentityAuthenticationProvider(sign_in, allowed_hosts=[host])  # type: ignore[arg-type]
        adapter = GraphRequestAdapter(provider, http)
        adapter.base_url = config.base_url
        yield GraphServiceClient(request_adapter=adapter)


def _http(config: Config) -> httpx.AsyncClient:
    """HTTP/1.1: a connection that breaks takes one request with it. A kept one is left before Graph leaves it."""
    timeout = httpx.Timeout(config.timeout, connect=10.0, pool=None)
    plain = httpx.AsyncClient(timeout=timeout, limits=httpx.Limits(max_connections=32, keepalive_expiry=10.0))
    return GraphClientFactory.create_with_custom_middleware([ParametersNameDecodingHandler()], client=plain)


class Gates:
    """At most four requests at once to a mailbox, and eight to the directory."""

    def __init__(self) -> None:
        self._mailboxes: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))
        self._directory = asyncio.Semaphore(AT_ONCE_DIRECTORY)

    def of(self, mailbox: str) -> asyncio.Semaphore:
        return self._mailboxes[mailbox.lower()] if mailbox else self._directory


def asking(query: Any = None, headers: Mapping[str, str] | None = None) -> RequestConfiguration[Any]:
    configuration: RequestConfiguration[Any] = RequestConfiguration(query_parameters=query)
    for name, value in (headers or {}).items():
        configuration.headers.add(name, value)
    return configuration


async def everything(builder: Any, configuration: RequestConfiguration[Any]) -> list[Any]:
    """All pages. Raises NoAnswerError when there is no end to them, or they lead away from Graph."""
    found: list[Any] = []
    page = await builder.get(request_configuration=configuration)
    for _ in range(PAGES):
        if page is None:
            raise NoAnswerError
        found.extend(page.value or ())
        if not page.odata_next_link:
            return found
        _stays(page.odata_next_link, builder.request_adapter.base_url)
        page = await builder.with_url(page.odata_next_link).get(request_configuration=configuration)
    raise NoAnswerError


def _stays(link: str, base_url: str) -> None:
    here, there = urlsplit(base_url), urlsplit(link)
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        raise NoAnswerError


def given(answer: Any) -> Any:
    """What Graph must have said. Raises NoAnswerError."""
    if answer is None:
        raise NoAnswerError
    return answer


def uuid(text: str) -> str:
    """Raises NotAskableError for what is not one."""
    try:
        return str(UUID(text))
    except ValueError:
        raise NotAskableError from None


def address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise NotAskableError
    return text


def mailbox(text: str) -> str:
    """A mailbox by its person's id, or by its address."""
    return address(text) if "@" in text else uuid(text)


def event_id(text: str) -> str:
    if not _EVENT.fullmatch(text):
        raise NotAskableError
    return text
