"""What stands in the way of this installation doing its work, one finding a line, for the one who runs it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import aiohttp

from bot.connector import open_session
from bot.credentials import Credentials, Source, TokenError
from bot.keys import Keys
from bot.settings import Settings
from storage.keys import KeyFileRefused, read_keys
from storage.profiles import load_schools
from storage.register import load_register


@dataclass(frozen=True, slots=True)
class Finding:
    well: bool
    words: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.well else 'MEND'}  {self.words}"


def files(settings: Settings) -> Iterator[Finding]:
    """Schools, people and the key file; needs no network and no database."""
    schools, bad_files = load_schools(settings.schools_dir)
    register, bad_people, bad_schools = load_register(settings.people_file, schools)
    yield from (Finding(False, str(fault)) for fault in (*bad_files, *bad_people))
    yield from (Finding(False, f"school {school} is not served: {why}") for school, why in bad_schools.items())
    for school in register.schools.values():
        leaders = "go to the owner" if school.owner.receives_leader_cases else "are kept for their author"
        yield Finding(True, f"school {school.id} is served; reports about its leaders {leaders}")
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
        Finding(False, f"school {school}: no card has ever reached {person}; is the app installed for them?")
        for school, people in state["unproven_receivers"].items()
        for person in people
    ]
    raised = state["outbox"].get("raised", 0)
    return [
        Finding(bool(state["ready"]), f"the bot on {url} " + ("is ready" if state["ready"] else "has no signing keys")),
        Finding(not raised, f"{raised} deliveries could not be made and were passed on to the next receiver"),
        *unproven,
    ]
