"""The open page shown inside the demonstration's page. In earnest nobody may frame it: so it leaves the bot."""

from aiohttp import web

from bot import privacy_page
from bot.open_page.visit import PATH as OPEN_PAGE

NOBODY = "frame-ancestors 'none'"
FRAMED = (OPEN_PAGE, privacy_page.PATH)  # with what it leads to
THIS_MACHINE = "frame-ancestors http://127.0.0.1:* http://localhost:*"


def let_frame(app: web.Application) -> None:
    """The open page may be framed by a page of this machine; the rest of its rules stand."""

    async def loosen(request: web.Request, response: web.StreamResponse) -> None:
        if request.path.startswith(FRAMED):
            policy = response.headers.get("Content-Security-Policy", "")
            response.headers["Content-Security-Policy"] = policy.replace(NOBODY, THIS_MACHINE)
            response.headers.popall("X-Frame-Options", None)

    app.on_response_prepare.append(loosen)
