"""`make demo`: the bot in a browser, on this machine only. Ctrl-C stops it."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import webbrowser
from pathlib import Path

from aiohttp import web

from cards.look import Surface
from demo.page_routes import page_app
from demo.stage import DemoStage, read_all

PORT = 3978


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo", description="Varsle in a browser, with invented people.")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--surface", choices=[s.value for s in Surface], default=Surface.DIALOG.value)
    parser.add_argument("--folder", type=Path, default=Path("var/demo"), help="emptied at every start")
    parser.add_argument("--no-browser", action="store_true")
    asked = parser.parse_args()
    logging.basicConfig(level="ERROR", format="%(levelname)s %(name)s %(message)s")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(asked.folder, Surface(asked.surface), asked.port, not asked.no_browser))


async def run(folder: Path, surface: Surface, port: int, browser: bool) -> None:
    """Serves the page, the stand-in for Teams and the bot, for all six schools, until cancelled."""
    stage = DemoStage(folder, surface, read_all())
    stage.join_tenant()
    stage.is_framed = True
    app = web.Application()
    app.add_routes(stage.teams.routes("/teams"))
    app.add_subapp("/demo", page_app(stage))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
        stage.teams.settle(origin)
        await stage.start()
        print(f"Varsle demo: {origin}/demo  (Ctrl-C stops it)", flush=True)
        if browser:
            webbrowser.open(f"{origin}/demo")
        await asyncio.Event().wait()
    finally:
        await stage.close()
        await runner.cleanup()


if __name__ == "__main__":
    main()
