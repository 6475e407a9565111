"""The Bot Framework's signing keys, always at hand.

botbuilder fetches them with a blocking call and no timeout, and refuses everybody for up to a day after a
key was rotated. Here a request never waits for a server that is away, except the one that brings an
unknown key id, and that one for `timeout` seconds at most.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import aiohttp
import jwt

from bot.gate import origin

MICROSOFT = "https://login.botframework.com/v1/.well-known/openidconfiguration"
_SMALLEST_KEY = 2048
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Key:
    """`endorsements` names the channels that the key may speak for."""

    kid: str
    public: jwt.PyJWK
    endorsements: frozenset[str]


class KeysError(Exception):
    """The metadata or key document is missing, unusable, or points somewhere it must not."""


def read_keys(document: Mapping[str, Any]) -> Mapping[str, Key]:
    """Keys by id; what is not an RSA signing key of 2048 bits or more is left out."""
    entries = document.get("keys")
    found = [_read_key(entry) for entry in entries] if isinstance(entries, list) else []
    return MappingProxyType({key.kid: key for key in found if key})


def _read_key(entry: object) -> Key | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("kid"), str):
        return None
    if entry.get("kty") != "RSA" or entry.get("use", "sig") != "sig":
        return None
    try:
        public = jwt.PyJWK(entry, algorithm="RS256")
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    if "d" in entry or public.key.key_size < _SMALLEST_KEY:
        return None
    return Key(entry["kid"], public, frozenset(map(str, entry.get("endorsements") or ())))


class Keys:
    """Times in seconds. `every` is the pause between refreshes (jittered downwards by up to a fifth);
    `floor` the least time between two fetches that unknown key ids ask for."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        metadata_url: str = MICROSOFT,
        *,
        every: float = 6 * 3600,
        floor: float = 60,
        timeout: float = 5,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._every, self._floor, self._clock = every, floor, clock
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._keys: Mapping[str, Key] = MappingProxyType({})
        self._asked_at = float("-inf")
        self._fetching: asyncio.Task[bool] | None = None
        self._refreshing: asyncio.Task[None] | None = None

    @property
    def ready(self) -> bool:
        return bool(self._keys)

    def find(self, kid: str) -> Key | None:
        return self._keys.get(kid)

    async def start(self) -> None:
        """Returns after the first attempt, whether it succeeded or not; later ones go on beside us."""
        await self._fetch()
        self._refreshing = asyncio.create_task(self._refresh_forever())

    async def close(self) -> None:
        tasks = [task for task in (self._refreshing, self._fetching) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def refetch(self) -> None:
        """For a key id that is not known. Joins a fetch under way; starts one at most every `floor`."""
        if self._fetching is None and self._clock() - self._asked_at < self._floor:
            return
        self._asked_at = self._clock()
        await self._fetch()

    async def _refresh_forever(self) -> None:
        pause = _FIRST_PAUSE
        while True:
            await asyncio.sleep(self._every * random.uniform(0.8, 1) if self.ready else pause)
            while not await self._fetch():
                await asyncio.sleep(pause * random.uniform(0.8, 1))
                pause = min(pause * 2, _LONGEST_PAUSE)
            pause = _FIRST_PAUSE

    async def _fetch(self) -> bool:
        """Single flight: whoever comes second waits for the first one's answer."""
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._replace_keys())
        return await asyncio.shield(self._fetching)

    async def _replace_keys(self) -> bool:
        try:
            self._keys = await self._download()
        except Exception as error:  # whatever a broken server sends, the refresh goes on
            log.warning("signing keys not fetched (%s), keeping %d", type(error).__name__, len(self._keys))
            return False
        finally:
            self._fetching = None
        return True

    async def _download(self) -> Mapping[str, Key]:
        async with asyncio.timeout(self._timeout.total):
            metadata = await self._get(self._metadata_url)
            keys = read_keys(await self._get(self._safe(metadata.get("jwks_uri"))))
        if not keys:
            raise KeysError("no usable key")
        return keys

    async def _get(self, url: str) -> dict[str, Any]:
        async with self._session.get(url, timeout=self._timeout, allow_redirects=False) as answer:
            document = await answer.json(content_type=None) if answer.status == 200 else None
        if not isinstance(document, dict):
            raise KeysError("not a JSON object")
        return document

    def _safe(self, url: object) -> str:
        """https, or the very origin of the metadata when that is a loopback stand-in."""
        home = origin(url) if isinstance(url, str) else None
        if home and (home.startswith("https://") or home == origin(self._metadata_url)):
            return str(url)
        raise KeysError("jwks_uri is not trusted")
