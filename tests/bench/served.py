"""Varsle as `varsle serve` makes it, but with the stand-in for Teams on this machine in Microsoft's place."""

from __future__ import annotations

import sys
from pathlib import Path

from aiohttp import web

from bot.app import make_app
from bot.commands import parts, read_installation
from bot.settings import Settings, read_settings
from storage.keys import read_keys
from tests.bench.stamps import StampedStore


def settings_for(origin: str, metadata_url: str, token_url: str) -> Settings:
    """The environment's, checked as always, and only then turned to plain http on loopback."""
    here = {"service_hosts": (origin,), "openid_metadata_url": metadata_url, "token_url": token_url}
    return read_settings().model_copy(update=here)


def open_store(settings: Settings) -> StampedStore:
    database = Path(settings.database_url.removeprefix("sqlite:///"))
    return StampedStore(settings.database_url, read_keys(settings.key_file, database))


def main() -> None:
    """Arguments: port, the stand-in's origin, its metadata and token URLs, and where the moments are written."""
    port, origin, metadata_url, token_url, moments = sys.argv[1:]
    settings = settings_for(origin, metadata_url, token_url)
    installation = read_installation(settings)
    store = open_store(settings)
    try:
        app = make_app(parts(settings, installation, store))
        web.run_app(app, host=settings.host, port=int(port), access_log=None, print=None)
    finally:
        store.close()
        store.write(Path(moments))
