"""The simulated tenant over HTTP, in Graph's own JSON as Microsoft documents it, with a token endpoint."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import secrets
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from demo import graph_json
from demo.graph_faults import Planned, Trouble, Troubles
from demo.graph_world import Event, NoMailboxError, NoSuchError, World
from domain.calendars import Member
from services.jobs import Mail

ROOT = "/v1.0"
PAGE = 100
KEY = re.compile(r"ep/id eq 'String \{[0-9a-f-]{36}\} Name \w+' and ep/value eq '([^']+)'")
APP = re.compile(r"teamsApp/id eq '([^']+)'")


@dataclass(slots=True)
class Seen:
    """One request as it came, for whoever holds it against Microsoft's contract. `answer`: status and body, if well."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]
    answer: tuple[int, Any] | None = None


@dataclass
class GraphRoutes:
    """Graph over a `World`. `pause`: seconds every request takes, so that those at once can be counted."""

    world: World
    secret: str
    troubles: Troubles = field(default_factory=Troubles)
    pause: float = 0.0
    page: int = PAGE
    seen: list[Seen] = field(default_factory=list)
    at_once: Counter[str] = field(default_factory=Counter)
    most_at_once: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _tokens: set[str] = field(default_factory=set)

    def routes(self) -> list[web.RouteDef]:
        person = ROOT + "/users/{person}"
        found: list[tuple[str, str, Handler]] = [
            ("GET", person, self._user),
            ("POST", person + "/events", self._book),
            ("GET", person + "/events", self._find),
            ("PATCH", person + "/events/{event}", self._move),
            ("DELETE", person + "/events/{event}", self._delete),
            ("POST", person + "/events/{event}/cancel", self._cancel),
            ("POST", person + "/calendar/getSchedule", self._schedules),
            ("GET", person + "/mailboxSettings", self._settings),
            ("POST", person + "/sendMail", self._mail),
            ("GET", person + "/teamwork/installedApps", self._apps),
            ("POST", person + "/teamwork/installedApps", self._install),
            ("GET", ROOT + "/groups/{group}/transitiveMembers/graph.user", self._group),
            ("GET", ROOT + "/education/users/{person}", self._education),
        ]
        return [web.route(method, path, self._guarded(handler)) for method, path, handler in found]

    def token_routes(self) -> list[web.RouteDef]:
        """Entra's, and the one that a machine with a managed identity has beside it."""
        return [web.post("/{tenant}/oauth2/v2.0/token", self._token), web.get("/identity", self._identity)]

    def control_routes(self) -> list[web.RouteDef]:
        """What goes wrong, switched by whoever is in another process: a `Planned` as JSON, or nothing any more."""
        return [web.post("/trouble", self._plan), web.delete("/trouble", self._clear)]

    async def _plan(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.troubles.plan(Trouble[asked.pop("trouble")], **asked)
        return web.Response(status=204)

    async def _clear(self, _: web.Request) -> web.Response:
        self.troubles.clear()
        return web.Response(status=204)

    # Every request

    def _guarded(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            whose = request.match_info.get("person", "")
            self.at_once[whose] += 1
            self.most_at_once[whose] = max(self.most_at_once[whose], self.at_once[whose])
            try:
                seen = await self._note(request)
                await asyncio.sleep(self.pause)
                return await self._befallen(handler, request, seen)
            finally:
                self.at_once[whose] -= 1

        return answer

    async def _note(self, request: web.Request) -> Seen:
        query = dict(parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True))
        body = await request.json() if request.can_read_body else None
        self.seen.append(seen := Seen(request.method, request.rel_url.raw_path, query, body, dict(request.headers)))
        return seen

    async def _befallen(self, handler: Handler, request: web.Request, seen: Seen) -> web.StreamResponse:
        planned = self.troubles.take(request.method, request.path)
        if planned and planned.trouble not in AFTER:
            return await _trouble(planned, request)
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self._tokens:
            return graph_json.error(401, "InvalidAuthenticationToken")
        response = await self._done(handler, request)
        if response.status < 400:
            seen.answer = response.status, json.loads(response.body) if response.body else None
        return await _trouble(planned, request) if planned else response

    async def _done(self, handler: Handler, request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except NoMailboxError:
            return graph_json.error(404, "MailboxNotEnabledForRESTAPI")
        except NoSuchError:
            return graph_json.error(404, self._missing(request))

    def _missing(self, request: web.Request) -> str:
        known = any(p.member.id == request.match_info.get("person") for p in self.world.people())
        return "ErrorItemNotFound" if known and "event" in request.match_info else "ErrorInvalidUser"

    async def _token(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        planned = self.troubles.take(request.method, request.path)
        if planned and planned.trouble is not Trouble.EXPIRED:
            return await _trouble(planned, request)
        proves = form.get("client_secret") == self.secret or bool(form.get("client_assertion"))
        if planned or not proves:
            said = {"error": "invalid_client", "error_description": "AADSTS7000222: the secret keys are expired."}
            return web.json_response(said, status=401)
        return web.json_response({"token_type": "Bearer", "expires_in": 3599, "access_token": self._minted()})

    async def _identity(self, request: web.Request) -> web.Response:
        if request.headers.get("X-IDENTITY-HEADER") != self.secret:
            return web.json_response({"statusCode": 400, "message": "no"}, status=400)
        until = str(int(time.time()) + 3600)
        said = {"token_type": "Bearer", "expires_on": until, "access_token": self._minted()}
        return web.json_response({**said, "resource": request.query["resource"]})

    def _minted(self) -> str:
        token = _signed_in(self.world.grants)
        self._tokens.add(token)
        return token

    # Calendars

    async def _book(self, request: web.Request) -> web.Response:
        """The same booking again is answered with what stands; the key of another one is refused."""
        organiser, body = request.match_info["person"], await request.json()
        asked = graph_json.booking(organiser, body)
        known = self.world.remembered(self.world.person(organiser).member.id, asked.key)
        if known and not _is_same(known, asked.subject, asked.span):
            return graph_json.error(409, "ErrorDuplicateTransactionId")
        event = self.world.book(organiser, asked.key, asked.subject, asked.span, asked.invited)
        return web.json_response(graph_json.event(event), status=201)

    async def _find(self, request: web.Request) -> web.Response:
        key = KEY.search(request.query.get("$filter", ""))
        if key is None:
            return graph_json.error(400, "ErrorInvalidUrlQueryFilter")
        found = (e for e in self.world.calendar(request.match_info["person"]) if e.key == key[1])
        return self._paged(request, [graph_json.event(e) for e in found])

    async def _move(self, request: web.Request) -> web.Response:
        span = graph_json.span(await request.json())
        moved = self.world.move(request.match_info["person"], request.match_info["event"], span)
        return web.json_response(graph_json.event(moved))

    async def _cancel(self, request: web.Request) -> web.Response:
        organiser, event = request.match_info["person"], request.match_info["event"]
        if not self.world.event(organiser, event).invited:
            return graph_json.error(400, "ErrorInvalidRequest")
        self.world.cancel(organiser, event)
        return web.Response(status=202)

    async def _delete(self, request: web.Request) -> web.Response:
        self.world.cancel(request.match_info["person"], request.match_info["event"])
        return web.Response(status=204)

    async def _schedules(self, request: web.Request) -> web.Response:
        body = graph_json.parameters(await request.json())
        span = graph_json.span({"start": body["startTime"], "end": body["endTime"]})
        if len(body["schedules"]) > 20 or (span.ends - span.starts).days >= 62:
            return graph_json.error(400, "ErrorInvalidParameter")
        found = self.world.schedules(request.match_info["person"], body["schedules"], span)
        return web.json_response({"value": [graph_json.schedule(s) for s in found]})

    async def _settings(self, request: web.Request) -> web.Response:
        said = self.world.automatic_reply(request.match_info["person"])
        return web.json_response({"automaticRepliesSetting": graph_json.automatic_reply(said)})

    # Mail, people and apps

    async def _mail(self, request: web.Request) -> web.Response:
        message = graph_json.parameters(await request.json())["message"]
        for to in message["toRecipients"]:
            whom = to["emailAddress"]["address"]
            self.world.send(Mail(request.match_info["person"], whom, message["subject"], message["body"]["content"]))
        return web.Response(status=202)

    async def _user(self, request: web.Request) -> web.Response:
        try:
            return web.json_response(graph_json.user(self.world.person(request.match_info["person"]).member))
        except NoSuchError:
            return graph_json.error(404, "Request_ResourceNotFound")

    async def _group(self, request: web.Request) -> web.Response:
        if request.headers.get("ConsistencyLevel") != "eventual" or request.query.get("$count") != "true":
            return graph_json.error(400, "Request_UnsupportedQuery")
        try:
            members: tuple[Member, ...] = self.world.members_of(request.match_info["group"])
        except NoSuchError:
            return graph_json.error(404, "Request_ResourceNotFound")
        return self._paged(request, [graph_json.user(m) for m in members])

    async def _education(self, request: web.Request) -> web.Response:
        try:
            found = self.world.person(request.match_info["person"])
        except NoSuchError:
            return graph_json.error(404, "Request_ResourceNotFound")
        return web.json_response({"id": found.member.id, "primaryRole": found.education_role or "none"})

    async def _apps(self, request: web.Request) -> web.Response:
        app = APP.search(request.query.get("$filter", ""))
        there = app is not None and self.world.is_installed(request.match_info["person"], app[1])
        return self._paged(request, [{"id": "aW5zdGFsbGVk", "teamsApp": {"id": app[1]}}] if app and there else [])

    async def _install(self, request: web.Request) -> web.Response:
        person, app = request.match_info["person"], (await request.json())["teamsApp@odata.bind"].rpartition("/")[2]
        if self.world.is_installed(person, app):
            return graph_json.error(409, "Conflict")
        self.world.install(person, app)
        return web.Response(status=201)

    def _paged(self, request: web.Request, values: list[dict[str, Any]]) -> web.Response:
        skip = int(request.query.get("$skiptoken", 0))
        document: dict[str, Any] = {"value": values[skip : skip + self.page]}
        if skip + self.page < len(values):
            document["@odata.nextLink"] = str(request.url.update_query({"$skiptoken": str(skip + self.page)}))
        return web.json_response(document)


Handler = Callable[[web.Request], Awaitable[web.Response]]
AFTER = frozenset({Trouble.RESET_AFTER, Trouble.BROKEN_AFTER, Trouble.NONSENSE_AFTER})
LONG_SILENCE = 3600.0


def _is_same(event: Event, subject: str, span: object) -> bool:
    return (event.subject, event.span) == (subject, span)


def _signed_in(grants: tuple[str, ...]) -> str:
    """As Entra's tokens look: their middle says what was granted. Nobody else can guess the rest."""
    claims = json.dumps({"aud": "https://graph.microsoft.com", "roles": grants}).encode()
    return f"e30.{base64.urlsafe_b64encode(claims).decode().rstrip('=')}.{secrets.token_urlsafe(16)}"


async def _trouble(planned: Planned, request: web.Request) -> web.StreamResponse:
    trouble = planned.trouble
    if trouble in (Trouble.RESET_BEFORE, Trouble.RESET_AFTER):
        if request.transport:
            request.transport.abort()
        return web.Response()
    if trouble is Trouble.SILENCE:
        await asyncio.sleep(LONG_SILENCE)
    if trouble in (Trouble.ENDLESS, Trouble.ELSEWHERE):
        host = "elsewhere.example" if trouble is Trouble.ELSEWHERE else request.url.authority
        return web.json_response({"value": [], "@odata.nextLink": f"http://{host}{request.rel_url}"})
    if trouble is Trouble.NONSENSE_AFTER:
        return web.Response(text="<html>", content_type="text/html")
    if trouble is Trouble.STRANGE_PAGE:
        return web.Response(status=404, text="<html>", content_type="text/html")
    status = 500 if trouble is Trouble.BROKEN_AFTER else int(trouble)
    return graph_json.error(status, WORDS.get(status, "UnknownError"), planned.retry_after)


WORDS = {429: "ApplicationThrottled", 403: "ErrorAccessDenied", 401: "InvalidAuthenticationToken"}
