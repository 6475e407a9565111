"""A stand-in for a container of immutable blobs: what is put once stands, and nobody writes over it."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Container:
    """`signature` is what an address must carry; `answers` are statuses given before anything is looked at."""

    signature: str = "demo"
    blobs: dict[str, bytes] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)
    may_read: bool = True

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_put("/checkpoints/{name}", self._put)
        app.router.add_get("/checkpoints/{name}", self._get)
        return app

    def _refused(self, request: web.Request) -> web.Response | None:
        if self.answers:
            return web.Response(status=self.answers.pop(0))
        return None if request.query.get("sig") == self.signature else web.Response(status=403)

    async def _put(self, request: web.Request) -> web.Response:
        """Put Blob: 201, or 409 where one is there (`If-None-Match: *`), or 400 without a kind of blob."""
        if refused := self._refused(request):
            return refused
        if request.headers.get("x-ms-blob-type") != "BlockBlob" or request.headers.get("If-None-Match") != "*":
            return web.Response(status=400)
        name = request.match_info["name"]
        if name in self.blobs:
            return web.Response(status=409)
        self.blobs[name] = await request.read()
        return web.Response(status=201)

    async def _get(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        found = self.blobs.get(request.match_info["name"]) if self.may_read else None
        return web.Response(status=403) if found is None else web.Response(body=found)
