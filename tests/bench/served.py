"""Varsle as `varsle serve` makes it, but with the stand-in for Teams on this machine in Microsoft's place."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aiohttp import web

from bot.app import Parts, make_app
from bot.commands import graph, parts, read_installation
from bot.settings import Settings, read_settings
from storage.installation import Installation
from storage.keys import read_keys
from tests.bench.stamps import StampedStore


def settings_for(origin: str, metadata_url: str, token_url: str) -> Settings:
    """The environment's, checked as always, and only then turned to plain http on loopback."""
    here = {"service_hosts": (origin,), "openid_metadata_url": metadata_url, "token_url": token_url}
    return read_settings().model_copy(update=here)


def open_store(settings: Settings) -> StampedStore:
    database = Path(settings.database_url.removeprefix("sqlite:///"))
    return StampedStore(settings.database_url, read_keys(settings.key_file, database))


def parts_for(settings: Settings, installation: Installation, store: StampedStore, graph_at: Sequence[str]) -> Parts:
    """`graph_at`: where Graph is, when it is on, and who signs in there: azure-identity takes nothing but https."""
    chosen = parts(settings, installation, store)
    if not graph_at:
        return chosen
    base_url, authority = graph_at
    here = {"graph_base_url": base_url, "token_url": authority}
    return replace(chosen, graph=graph(settings.model_copy(update=here)))


def main() -> None:
    """Arguments: port, the stand-in's origin, its metadata and token URLs, where the moments are written, and Graph's
    URL and authority when it is on.
    """
    port, origin, metadata_url, token_url, moments, *graph_at = sys.argv[1:]
    settings = settings_for(origin, metadata_url, token_url)
    installation = read_installation(settings)
    store = open_store(settings)
    try:
        app = make_app(parts_for(settings, installation, store, graph_at))
        web.run_app(app, host=settings.host, port=int(port), access_log=None, print=None)
    finally:
        store.close()
        store.write(Path(moments))
