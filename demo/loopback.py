"""Serving an aiohttp application on this machine only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ssl import SSLContext

from aiohttp import web


@asynccontextmanager
async def serve(app: web.Application, port: int = 0, tls: SSLContext | None = None) -> AsyncIterator[str]:
    """Yields the origin, such as http://127.0.0.1:4000 (https with `tls`); port 0 takes a free one."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port, ssl_context=tls).start()
        yield f"{'https' if tls else 'http'}://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
