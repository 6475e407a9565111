"""What stands in the way of this installation doing its work, one finding a line, for the one who runs it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import aiohttp

from bot.connector import open_session
from bot.credentials import Credentials, Source, TokenError
from bot.keys import Keys
from bot.settings import Settings
from domain.soundness import flaws
from storage.installation import install
from storage.keys import KeyFileRefused, read_keys


@dataclass(frozen=True, slots=True)
class Finding:
    """`well` when nothing in it can make a report fail; then it may still be worth a `look`."""

    well: bool
    words: str
    look: bool = False

    def __str__(self) -> str:
        return f"{'MEND' if not self.well else 'LOOK' if self.look else 'ok  '}  {self.words}"


_A_DRILL = "A drill tells: a receiver writes «øvelse» to Varsle"


def files(settings: Settings, today: date) -> Iterator[Finding]:
    """Schools, people and the key file; needs no network and no database."""
    found = install(settings.schools_dir, settings.people_file)
    yield from (Finding(False, str(fault)) for fault in found.faults)
    yield from (Finding(False, f"school {school} cannot be served: {why}") for school, why in found.refused.items())
    yield from (Finding(True, f"school {school} can be served") for school in found.register.schools)
    yield from (Finding(not f.stops, f"school {f.school}: {f.words}", look=True) for f in flaws(found.register, today))
    try:
        read_keys(settings.key_file)
        yield Finding(True, "key file can be read, by its owner only")
    except KeyFileRefused as error:
        yield Finding(False, str(error))


async def examine(settings: Settings, source: Source) -> list[Finding]:
    """What only the network can tell: the connector's token, the signing keys, and a running bot's own word."""
    async with open_session() as session:
        return [
            await _token(session, source),
            await _signing_keys(session, settings.openid_metadata_url),
            *await _running(session, f"http://{settings.host}:{settings.port}/readyz"),
        ]


async def _token(session: aiohttp.ClientSession, source: Source) -> Finding:
    credentials = Credentials(session, source)
    try:
        await credentials.token()
        return Finding(True, "Entra gives a token for the Bot Connector")
    except TokenError as error:
        return Finding(False, f"Entra gives no token for the Bot Connector ({error}): check app id, tenant and secret")
    finally:
        await credentials.close()


async def _signing_keys(session: aiohttp.ClientSession, url: str) -> Finding:
    keys = Keys(session, url)
    await keys.start()
    await keys.close()
    return Finding(keys.ready, "Microsoft's signing keys " + ("were fetched" if keys.ready else "could not be fetched"))


async def _running(session: aiohttp.ClientSession, url: str) -> list[Finding]:
    try:
        async with session.get(url) as answer:
            state = json.loads(await answer.read())
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return [Finding(False, f"no bot answers on {url}: start it with `varsle serve`")]
    unproven = [
        Finding(False, f"school {school}: no card has ever reached {person}; is the app installed for them? {_A_DRILL}")
        for school, people in state["unproven_receivers"].items()
        for person in people
    ]
    raised = state["outbox"].get("raised", 0)
    return [
        Finding(bool(state["ready"]), f"the bot on {url} " + ("is ready" if state["ready"] else "has no signing keys")),
        Finding(not raised, f"{raised} deliveries could not be made and were passed on to the next receiver"),
        *(Finding(False, f"the running bot could not use {place}: news there waits") for place in state["faults"]),
        *unproven,
    ]
