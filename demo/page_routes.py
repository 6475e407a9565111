"""The demonstration page's routes. The browser speaks to a `Stage` only: what happens on it is not decided here."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from demo.page_body import Body
from demo.page_live import Live
from demo.page_stage import Json, Stage

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = Path(__file__).resolve().parent / "page"
RENDERER = CHECKOUT / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.min.js"

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
REPLIES, DEEDS = ("accepted", "tentative", "declined"), ("move", "delete")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "frame-src http://127.0.0.1:*; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def page_app(stage: Stage, renderer: Path = RENDERER) -> web.Application:
    """To be mounted: `app.add_subapp("/demo", page_app(stage))`. Answers loopback only."""
    app = web.Application(middlewares=[at_home_only])
    assets, live = Assets(renderer), Live(stage)
    app.router.add_get("", assets.page)
    app.router.add_get("/assets/{name}", assets.asset)
    app.router.add_get("/api/changes", live.changes)
    app.on_response_prepare.append(harden)
    app.on_shutdown.append(live.hang_up)
    Api(stage).add_to(app.router)
    return app


@web.middleware
async def at_home_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page on another site must reach nothing here, neither by DNS rebinding nor by a form."""
    if not is_loopback(f"//{request.host}"):
        raise web.HTTPMisdirectedRequest(text="Only on this machine.")
    if request.method != "GET" and not is_own_post(request):
        raise web.HTTPForbidden(text="Only from the page itself.")
    return await handler(request)


async def harden(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


def is_loopback(url: str) -> bool:
    try:
        return urlsplit(url).hostname in LOOPBACK
    except ValueError:
        return False


def is_own_post(request: web.Request) -> bool:
    origin = request.headers.get("Origin", f"http://{request.host}")
    return request.content_type == "application/json" and urlsplit(origin).netloc == request.host


class Assets:
    """The page's files, by name from a list made at the start: no path is ever built from a request."""

    def __init__(self, renderer: Path) -> None:
        files = [*PAGE.glob("*.js"), *PAGE.glob("*.css")]
        self._files = {file.name: file for file in files} | {"adaptivecards.min.js": renderer}

    async def page(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html")

    async def asset(self, request: web.Request) -> web.FileResponse:
        file = self._files.get(request.match_info["name"])
        if file is None or not file.is_file():
            raise web.HTTPNotFound(text="Not here. The card renderer is installed by make demo.")
        return web.FileResponse(file)


class Api:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._deeds: dict[str, Callable[[Body], Awaitable[Json | None]]] = {
            "say": self.say,
            "press": self.press,
            "message-action": self.message_action,
            "clock": self.clock,
            "language": self.language,
            "reset": self.reset,
            "reply": self.reply,
            "outlook": self.outlook,
            "graph": self.graph,
        }

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get("/api/state", self.state)
        router.add_post(f"/api/{{deed:{'|'.join(self._deeds)}}}", self.done)

    async def state(self, request: web.Request) -> web.Response:
        """Everything at `?school=`, or at the first one; with `?person=` that person's chat and calendar only."""
        stage, asked, outlook = self._stage, request.query.get("person"), self._stage.outlook
        schools = stage.schools()
        school = chosen(schools, request.query.get("school"))
        people = stage.people(school["id"])
        shown = [person["id"] for person in people if asked in (None, person["id"])]
        return web.json_response(
            {
                "schools": [{"id": one["id"], "shortName": one["shortName"]} for one in schools],
                "school": school,
                "people": people,
                "chats": {person_id: stage.chat(person_id) for person_id in shown},
                "calendars": {person_id: outlook.calendar(person_id) for person_id in shown} if outlook else {},
                "graph": {"away": outlook.is_away} if outlook else None,
                "clock": stage.clock(),
                "surface": stage.surface(),
            }
        )

    async def done(self, request: web.Request) -> web.Response:
        deed = self._deeds[request.match_info["deed"]]
        return web.json_response(await deed(await Body.of(request, self._stage)) or {})

    async def say(self, body: Body) -> None:
        await self._stage.say(body.person(), body.text("text"))

    async def press(self, body: Body) -> Json:
        action, inputs = body.get("action", dict), body.get("inputs", dict)
        in_dialog = body.get("inDialog", bool)
        return await self._stage.press(body.person(), body.activity(), action, inputs, in_dialog)

    async def message_action(self, body: Body) -> Json:
        return await self._stage.message_action(body.person(), body.text("text"))

    async def clock(self, body: Body) -> None:
        await self._stage.move_clock(body.minutes(self._stage.clock()["now"]))

    async def language(self, body: Body) -> None:
        await self._stage.set_language(body.person(), body.locale())

    async def reset(self, _body: Body) -> None:
        await self._stage.reset()

    async def reply(self, body: Body) -> None:
        meeting, reply = body.meeting("reply"), body.one_of("reply", REPLIES)
        body.outlook().reply(body.person(), meeting, reply)

    async def outlook(self, body: Body) -> None:
        """What an organiser does to a meeting in Outlook."""
        outlook, meeting = body.outlook(), body.meeting("isMine")
        {"move": outlook.move, "delete": outlook.delete}[body.one_of("deed", DEEDS)](meeting)

    async def graph(self, body: Body) -> None:
        body.outlook().set_away(body.get("away", bool))


def chosen(schools: list[Json], asked: str | None) -> Json:
    school = next((one for one in schools if asked in (None, one["id"])), None)
    if school is None:
        raise web.HTTPNotFound(text="No school here by that id.")
    return school
