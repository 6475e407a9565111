"""The demonstration page's routes. The browser speaks to a `Stage` only: what happens on it is not decided here."""

import math
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from demo.page_live import Live

Json = dict[str, Any]
T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = Path(__file__).resolve().parent / "page"
RENDERER = CHECKOUT / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.min.js"

OSLO = ZoneInfo("Europe/Oslo")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LOCALES = frozenset({"nb", "nn", "en"})
LONGEST_MOVE = 60 * 24 * 400

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class Stage(Protocol):
    """Everybody's chat with the bot, school by school, and the clock they live by.

    `press` and `message_action` answer `{"status", "dialog", "close", "message"}`, where `dialog` is
    `{"title", "height", "width", "card"}` or None: a dialog opens one or replaces the one that is open;
    none closes it. `status` is what the bot's endpoint answered, 400 and above is shown as a failure.
    """

    def schools(self) -> list[Json]:
        """`[{id, name, shortName, owner, lines: [{text, rule, source, later}]}]`, first the one that is shown first.

        `lines` tell how the school does it; `rule` and `source` are left out where that is what is usual in Varsle.
        """

    def people(self, school: str) -> list[Json]:
        """`[{id, name, role, initials, locale, colour?, colleague?}]`, in the order of the columns.

        The teacher comes first, and has a `colleague` (`{name, role, initials}`), whose message may be reported.
        """

    def chat(self, person_id: str) -> list[Json]:
        """`[{id, sender: "bot"|"person", text, card, sentAt, updatedAt, version}]`, oldest first."""

    def surface(self) -> str:
        """`"dialog"` or `"inline"`."""

    def clock(self) -> Json:
        """`{"now": ISO time in Europe/Oslo, "moved": minutes}`."""

    def changes(self) -> AsyncIterator[Json]:
        """`{"person": id}` or `{"all": true}`; every caller gets its own stream, from the first `anext`."""

    async def say(self, person_id: str, text: str) -> None: ...

    async def press(
        self, person_id: str, activity_id: str | None, action: Json, inputs: Json, in_dialog: bool
    ) -> Json: ...

    async def message_action(self, person_id: str, message_text: str) -> Json: ...

    async def move_clock(self, minutes: int) -> None: ...

    async def set_language(self, person_id: str, locale: str) -> None: ...

    async def reset(self) -> None: ...


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
        }

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get("/api/state", self.state)
        router.add_post(f"/api/{{deed:{'|'.join(self._deeds)}}}", self.done)

    async def state(self, request: web.Request) -> web.Response:
        """Everything at `?school=`, or at the first one; with `?person=` that person's chat only."""
        stage, asked = self._stage, request.query.get("person")
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
                "clock": stage.clock(),
                "surface": stage.surface(),
            }
        )

    async def done(self, request: web.Request) -> web.Response:
        deed = self._deeds[request.match_info["deed"]]
        return web.json_response(await deed(await Body.of(request, self._stage)) or {})

    async def say(self, body: "Body") -> None:
        await self._stage.say(body.person(), body.text("text"))

    async def press(self, body: "Body") -> Json:
        action, inputs = body.get("action", dict), body.get("inputs", dict)
        in_dialog = body.get("inDialog", bool)
        return await self._stage.press(body.person(), body.activity(), action, inputs, in_dialog)

    async def message_action(self, body: "Body") -> Json:
        return await self._stage.message_action(body.person(), body.text("text"))

    async def clock(self, body: "Body") -> None:
        await self._stage.move_clock(body.minutes(self._stage.clock()["now"]))

    async def language(self, body: "Body") -> None:
        await self._stage.set_language(body.person(), body.locale())

    async def reset(self, _body: "Body") -> None:
        await self._stage.reset()


def chosen(schools: list[Json], asked: str | None) -> Json:
    school = next((one for one in schools if asked in (None, one["id"])), None)
    if school is None:
        raise web.HTTPNotFound(text="No school here by that id.")
    return school


class Body:
    """A request's JSON, taken apart by questions that answer 400 or 404 when it is not what was promised."""

    def __init__(self, content: Mapping[str, Any], stage: Stage) -> None:
        self._content = content
        self._stage = stage

    @classmethod
    async def of(cls, request: web.Request, stage: Stage) -> "Body":
        try:
            content = await request.json()
        except ValueError:
            content = None
        if not isinstance(content, dict):
            raise web.HTTPBadRequest(text="A JSON object expected.")
        return cls(content, stage)

    def get(self, name: str, kind: type[T]) -> T:
        value = self._content.get(name)
        if type(value) is not kind:
            raise web.HTTPBadRequest(text=f"{name}: {kind.__name__} expected.")
        return value

    def person(self) -> str:
        person_id = self.get("person", str)
        people = (person for school in self._stage.schools() for person in self._stage.people(school["id"]))
        if all(person["id"] != person_id for person in people):
            raise web.HTTPNotFound(text="Nobody here by that id.")
        return person_id

    def text(self, name: str) -> str:
        text = self.get(name, str).strip()
        if not text:
            raise web.HTTPBadRequest(text=f"{name} is empty.")
        return text

    def activity(self) -> str | None:
        return None if self._content.get("activity") is None else self.text("activity")

    def locale(self) -> str:
        locale = self.text("locale")
        if locale not in LOCALES:
            raise web.HTTPBadRequest(text="locale: nb, nn or en expected.")
        return locale

    def minutes(self, now: str) -> int:
        """`{"minutes": n}` or `{"to": "next-morning"}`."""
        if self._content.get("to") == "next-morning":
            return minutes_to_morning(datetime.fromisoformat(now))
        minutes = self.get("minutes", int)
        if not 0 < minutes <= LONGEST_MOVE:
            raise web.HTTPBadRequest(text="minutes: the clock goes forwards, at most 400 days at a time.")
        return minutes


def minutes_to_morning(now: datetime) -> int:
    """To the first 08:00 in Oslo after `now`, in minutes that really pass: also when summer time begins or ends."""
    local = now.astimezone(OSLO)
    morning = local.replace(hour=8, minute=0, second=0, microsecond=0)
    if morning <= local:
        morning += timedelta(days=1)
    return math.ceil((morning.timestamp() - now.timestamp()) / 60)
