"""`varsle serve | demo | doctor | migrate | wheel | keys | verify`: the command line."""

from __future__ import annotations

import argparse
import asyncio
import base64
import logging
import os
import runpy
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from bot import credentials
from bot.adapter import name_failure
from bot.app import Parts, SystemClock, make_app
from bot.gate import Rules
from bot.graph.config import AUTHORITY, Config
from bot.graph.port import Graph, NoGraph
from bot.graph.process import GraphProcess
from bot.places import place
from bot.settings import BadSettingsError, Settings, read_settings
from domain.text import LANGUAGES
from domain.workdays import oslo_day
from storage.failures import StoreRefused
from storage.installation import Installation, install
from storage.keys import KeyFileRefused, create_key_file, read_keys
from storage.migrate import migrate as bring_up
from storage.store import Store

if TYPE_CHECKING:
    from bot.doctor import Finding

log = logging.getLogger("varsle")


class CannotStartError(Exception):
    """One line that says what is wrong and where."""


def main(argv: list[str] | None = None) -> int:
    """Runs one command; 0 when it did what it says, 2 when a setting or file stood in the way."""
    asked = _parser().parse_args(argv)
    try:
        return COMMANDS[asked.command](asked)
    except (BadSettingsError, CannotStartError, KeyFileRefused, StoreRefused) as error:
        print(f"varsle: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="varsle", description="Meld fra til rektor, in Microsoft Teams.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="answer Teams (settings from the environment, prefix VARSLE_)")
    commands.add_parser("demo", help="the bot in a browser, with invented people, on this machine only")
    doctor = commands.add_parser(
        "doctor", help="check settings, schools, people and the database, and say what is wrong"
    )
    doctor.add_argument("--graph", action="store_true", help="also try every permission in Microsoft Graph")
    commands.add_parser("migrate", help="create the database, or bring it to this version")
    wheel = commands.add_parser("wheel", help="the year wheel of a school as a file")
    export = wheel.add_subparsers(dest="what", required=True).add_parser("export", help="write it as CSV")
    export.add_argument("school", help="the school's id")
    export.add_argument("--year", help="such as 2026/27; this school year when not given")
    export.add_argument("--out", type=Path, help="the file to write; the terminal when not given")
    export.add_argument("--language", choices=LANGUAGES, default="nb")
    keys = commands.add_parser("keys", help="write a new key file, or show the public key of one")
    keys.add_argument("file", type=Path)
    keys.add_argument("--public", action="store_true", help="show the public key with which checkpoints are verified")
    verify = commands.add_parser("verify", help="is the audit as its checkpoints have witnessed it?", add_help=False)
    verify.add_argument("arguments", nargs=argparse.REMAINDER)
    return parser


def serve(_: argparse.Namespace) -> int:
    """Answers Teams until stopped."""
    settings = read_settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("aiohttp.server").addFilter(without_sender)
    installation = read_installation(settings)
    store = open_store(settings)
    try:
        app = make_app(parts(settings, installation, store))
        web.run_app(app, host=settings.host, port=settings.port, access_log=None, print=None)
    finally:
        store.close()
    return 0


def without_sender(record: logging.LogRecord) -> bool:
    """The server's own words of a request that is none would name its sender, and quote what it held."""
    error = record.exc_info[1] if record.exc_info else None
    record.msg, record.args = "request not answered: %s", (name_failure(error) if error else record.levelname,)
    record.exc_info = record.exc_text = None
    return True


def parts(settings: Settings, installation: Installation, store: Store) -> Parts:
    return Parts(
        rules=Rules(str(settings.app_id), frozenset({str(settings.app_tenant_id)}), frozenset(settings.service_hosts)),
        tenant=str(settings.app_tenant_id),
        source=source(settings),
        metadata_url=settings.openid_metadata_url,
        store=store,
        register=installation.register,
        installation=installation,
        clock=SystemClock(),
        surface=settings.surface,
        public_url=settings.public_url.rstrip("/"),
        teams_app=str(settings.teams_app or ""),
        mail_from=settings.mail_from,
        proxy_hops=settings.proxy_hops,
        places=tuple(map(place, settings.checkpoints)),
        graph=graph(settings),
    )


def graph(settings: Settings) -> Graph:
    """As the same application, and with the same proof, as the bot itself; a managed identity has none of its own."""
    if settings.graph == "off":
        return NoGraph()
    return GraphProcess(
        Config(
            str(settings.app_tenant_id),
            str(settings.app_id),
            secret=settings.app_password.get_secret_value() if settings.app_password else "",
            private_key=_text(settings.app_private_key_file),
            certificate=_text(settings.app_certificate_file),
            base_url=settings.graph_base_url.rstrip("/"),
            authority=_origin(settings.token_url) if settings.token_url else AUTHORITY,
        )
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def source(settings: Settings) -> credentials.Source:
    """How this installation proves to the connector who it is."""
    app_id = str(settings.app_id)
    url = settings.token_url or credentials.entra_url(str(settings.app_tenant_id))
    if settings.app_type == "UserAssignedMSI":
        here = os.environ.get("IDENTITY_ENDPOINT"), os.environ.get("IDENTITY_HEADER")
        return credentials.ManagedIdentity(app_id, *here)
    if settings.app_password:
        return credentials.Password(url, app_id, settings.app_password.get_secret_value())
    return credentials.Certificate(
        url, app_id, _text(settings.app_private_key_file), _text(settings.app_certificate_file)
    )


def _text(path: Path | None) -> str:
    try:
        return path.read_text() if path else ""
    except OSError as error:
        raise CannotStartError(f"{path}: {error.strerror}") from None


def read_installation(settings: Settings) -> Installation:
    """Schools and people. A school with a fault is named and not served; with none left nothing starts."""
    found = install(settings.schools_dir, settings.people_file)
    for fault in found.faults:
        log.error("%s, line %d: cannot be used, see `varsle doctor`", fault.file, fault.line)
    for school in found.refused:
        log.error("school %s is not served, see `varsle doctor`", school)
    if not found.register.schools:
        said = (*map(str, found.faults), *(f"{s}: {why}" for s, why in found.refused.items()))
        raise CannotStartError("no school can be served: " + ("; ".join(said) or f"{settings.schools_dir} is empty"))
    return found


def open_store(settings: Settings) -> Store:
    return Store(settings.database_url, read_keys(settings.key_file, _database(settings)))


def _database(settings: Settings) -> Path:
    """Where the database file is or will be; its folder is made."""
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def migrate(_: argparse.Namespace) -> int:
    settings = read_settings()
    bring_up(settings.database_url, read_keys(settings.key_file, _database(settings)))
    print("varsle: the database is at this version")
    return 0


def doctor(asked: argparse.Namespace) -> int:
    """Says what is well and what is not, a line each; 1 when something must be mended."""
    from bot.doctor import examine, files  # only here is it needed

    settings, now = read_settings(), SystemClock().now()
    logging.basicConfig(level="CRITICAL")
    found = [*files(settings, oslo_day(now)), *asyncio.run(examine(settings, source(settings)))]
    return tell(found + (_permissions(settings, now) if asked.graph else []))


def _permissions(settings: Settings, now: datetime) -> list[Finding]:
    from bot.graph.findings import inquiry, try_all

    register = install(settings.schools_dir, settings.people_file).register
    would_ask = inquiry(register, settings.mail_from, str(settings.teams_app or ""), now)
    return asyncio.run(try_all(graph(settings), would_ask))


def tell(findings: Iterable[Finding]) -> int:
    """A line each; 1 when one of them must be mended."""
    found = tuple(findings)
    for finding in found:
        print(finding)
    return 0 if all(f.well for f in found) else 1


def demo(_: argparse.Namespace) -> int:
    runpy.run_module("demo", run_name="__main__")
    return 0


def keys(asked: argparse.Namespace) -> int:
    if asked.public:
        print(base64.b64encode(read_keys(asked.file).public).decode())
        return 0
    try:
        create_key_file(asked.file)
    except OSError as error:
        raise CannotStartError(f"{asked.file}: {error.strerror}") from None
    print(f"varsle: wrote {asked.file}; keep a copy apart from the database: without it nothing can be read")
    return 0


def wheel(asked: argparse.Namespace) -> int:
    """Writes a school's year wheel as a file, also while the bot is running."""
    from bot import wheel_export  # only here is it needed

    settings = read_settings()
    logging.basicConfig(level="CRITICAL")
    try:
        written = wheel_export.written(
            settings, read_installation(settings).register, asked.school, asked.year, asked.language
        )
    except wheel_export.NoSuchError as error:
        raise CannotStartError(str(error)) from None
    if asked.out is None:
        print(written, end="")
        return 0
    try:
        asked.out.write_text(written, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise CannotStartError(f"{asked.out}: {error.strerror}") from None
    return 0


def verify(asked: argparse.Namespace) -> int:
    """The second opinion, which knows nothing of this program."""
    sys.argv[1:] = asked.arguments
    runpy.run_module("verify", run_name="__main__")
    return 0


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "serve": serve, "demo": demo, "doctor": doctor, "migrate": migrate, "wheel": wheel, "keys": keys, "verify": verify,
}  # fmt: skip
