"""What stands in the way of this installation doing its work, one finding a line, for the one who runs it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import aiohttp

from bot import mailboxes
from bot.connector import open_session
from bot.credentials import Credentials, Source, TokenError
from bot.installing import words
from bot.keys import Keys
from bot.reaching import Reach
from bot.settings import Settings
from domain import groups
from domain.directory import contradictions
from domain.people import PersonId, Register
from domain.soundness import Flaw, flaws, lacking
from domain.workdays import start_of_day
from services import directory
from services.ports import Work
from storage.failures import StoreRefused
from storage.installation import install
from storage.keys import KeyFileRefused, read_keys
from storage.store import read_aside


@dataclass(frozen=True, slots=True)
class Finding:
    """`well` when nothing in it can make a report fail; then it may still be worth a `look`."""

    well: bool
    words: str
    look: bool = False

    def __str__(self) -> str:
        return f"{'MEND' if not self.well else 'LOOK' if self.look else 'ok  '}  {self.words}"


Json = dict[str, Any]
LOOK_AT_MOST = 30  # seconds
PLACES = 2  # that keep checkpoints, so that the loss of one is no loss
_A_DRILL = "A drill tells: a receiver writes «øvelse» to Varsle"


def files(settings: Settings, today: date) -> Iterator[Finding]:
    """Schools, people and the key file, with what the record knows of the directory; needs no network."""
    found = install(settings.schools_dir, settings.people_file)
    yield from (Finding(False, str(fault)) for fault in found.faults)
    yield from (Finding(False, f"school {school} cannot be served: {why}") for school, why in found.refused.items())
    register, told = _with_directory(settings, found.register, today)
    yield from _served(found.register, register)
    told = (*flaws(register, today), *told)
    yield from (Finding(not f.stops, f"school {f.school}: {f.words}", look=True) for f in told)
    if settings.mail_from and settings.graph == "off":
        yield Finding(False, "VARSLE_MAIL_FROM is set and VARSLE_GRAPH is off: no mail goes to the owner")
    yield from _witnesses(settings)
    try:
        read_keys(settings.key_file)
        yield Finding(True, "key file can be read, by its owner only")
    except KeyFileRefused as error:
        yield Finding(False, str(error))


def _witnesses(settings: Settings) -> Iterator[Finding]:
    """Where checkpoints of the audit go: without a place outside nobody could tell that the audit was changed."""
    places = len(set(settings.checkpoints))
    if places >= PLACES:
        yield Finding(True, f"checkpoints of the audit go to {places} places")
    else:
        yield Finding(True, f"VARSLE_CHECKPOINTS names {places} places outside; {PLACES} are needed", look=True)


def _served(written: Register, register: Register) -> Iterator[Finding]:
    waiting = sorted(written.schools.keys() - register.schools.keys())
    yield from (Finding(True, f"school {school} can be served") for school in register.schools)
    yield from (
        Finding(False, f"school {school} waits for the directory: {lacking(written, school)}") for school in waiting
    )


def _with_directory(settings: Settings, written: Register, today: date) -> tuple[Register, tuple[Flaw, ...]]:
    """The files' register with what the record has of the directory; as it is, where no school asks the directory."""
    if not any(s.directory.groups or s.directory.education for s in written.schools.values()):
        return written, ()

    def unit(work: Work) -> tuple[Register, tuple[Flaw, ...]]:
        register, said = directory.stated(work, written).register, work.said()
        of_groups = groups.flaws(written, register, work.group_states(), start_of_day(today))
        return register, (*of_groups, *contradictions(written, said))

    try:
        return read_aside(settings.database_url, read_keys(settings.key_file), unit)
    except (KeyFileRefused, StoreRefused):
        served = {id_: school for id_, school in written.schools.items() if not lacking(written, id_)}
        return Register(served, written.people), tuple(groups.flaws(written, written, (), start_of_day(today)))


async def examine(settings: Settings, source: Source) -> list[Finding]:
    """What only the network can tell: the connector's token, the signing keys, and a running bot's own word."""
    async with open_session() as session:
        return [
            await _token(session, source),
            await _signing_keys(session, settings.openid_metadata_url),
            *await _running(session, f"http://{settings.host}:{settings.port}"),
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


async def _running(session: aiohttp.ClientSession, origin: str) -> list[Finding]:
    """The running bot's own word, when it has looked anew at who can be reached."""
    url = f"{origin}/readyz"
    try:
        await _look(session, f"{origin}/reach")
        state = await _get(session, url)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return [Finding(False, f"no bot answers on {url}: start it with `varsle serve`")]
    raised = state["outbox"].get("raised", 0)
    return [
        Finding(bool(state["ready"]), f"the bot on {url} " + ("is ready" if state["ready"] else "has no signing keys")),
        Finding(not raised, f"{raised} deliveries could not be made and were passed on to the next receiver"),
        *(Finding(False, f"school {s}, by files and directory: {why}") for s, why in state.get("lacking", {}).items()),
        *(Finding(False, f"the running bot could not use {place}: news there waits") for place in state["faults"]),
        *reached(state["reach"], state["unproven_receivers"]),
        *unread(state["absence"]),
    ]


async def _look(session: aiohttp.ClientSession, url: str) -> None:
    """Asks for a look, which shows nothing to anybody, and waits until it is over."""
    for _ in range(LOOK_AT_MOST):
        if not (await _get(session, url))["is_looking"]:
            return
        await asyncio.sleep(1)


async def _get(session: aiohttp.ClientSession, url: str) -> Json:
    async with session.get(url) as answer:
        found: Json = json.loads(await answer.read())
        return found


def reached(reach: Json, unproven: Json) -> Iterator[Finding]:
    """A line for each receiver who cannot be reached, and one for each school where all can."""
    hindrances = reach["hindrances"]
    if reach["is_looking"]:
        yield Finding(True, "the running bot has not yet looked at everybody: ask again in a minute", look=True)
    for school, words_of in reach["schools"].items():
        lacking = {who: word for who, word in words_of.items() if word != Reach.REACHED}
        yield from (_lacking(school, who, word, hindrances.get(who)) for who, word in lacking.items())
        if words_of and not lacking:
            unseen = len(set(unproven.get(school, ())))
            yield Finding(True, f"school {school}: all {len(words_of)} receivers can be reached" + _still(unseen))
    for school, people in unproven.items():
        unknown = [who for who in people if who not in reach["schools"].get(school, {})]
        yield from (Finding(False, f"school {school}: no card has ever reached {who}. {_A_DRILL}") for who in unknown)
    yield from _with_app(reach)


def unread(absence: Json) -> Iterator[Finding]:
    """Nothing fails by it: an absence that nobody reads is one that is said in the chat, or met by a reminder."""
    if since := absence["failing_since"]:
        yield Finding(
            True, f"mailboxes cannot be read since {since}: Microsoft Graph is away or gives no token", look=True
        )
    for code, people in sorted(absence["refused"].items()):
        if said := mailboxes.words(code):
            yield Finding(True, f"{said} (this concerns {people})", look=True)


def _lacking(school: str, who: PersonId, word: str, hindrance: str | None) -> Finding:
    why = f"; {words(hindrance)}" if hindrance else _UNASKED.get(word, "")
    return Finding(False, f"school {school}: {_LACKING[word]} {who}{why}")


def _still(unseen: int) -> str:
    return f"; {unseen} of them have never had a card. {_A_DRILL}" if unseen else ""


def _with_app(reach: Json) -> Iterator[Finding]:
    """What stands in the way of installing for those who can be reached all the same: it will matter to the next."""
    found = {who: word for people in reach["schools"].values() for who, word in people.items()}
    others = {code for who, code in reach["hindrances"].items() if found.get(who) == Reach.REACHED}
    yield from (
        Finding(True, f"the app is not installed by Varsle: {words(code)}", look=True) for code in sorted(others)
    )


_LACKING = {
    Reach.NEVER_INSTALLED: "the app is not installed for",
    Reach.SILENT: "Teams does not answer for",
}
_UNASKED = {
    Reach.NEVER_INSTALLED: "; give it to them in the Teams admin center, or let Varsle do it (VARSLE_TEAMS_APP)",
    Reach.SILENT: "; they may have blocked the app, or Teams is away",
}
