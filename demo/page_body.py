"""What a request to the demonstration page says, taken apart."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from aiohttp import web

from demo.page_stage import Outlook, Stage

T = TypeVar("T")

OSLO = ZoneInfo("Europe/Oslo")
LOCALES = ("nb", "nn", "en")
LONGEST_MOVE = 60 * 24 * 400


class Body:
    """A request's JSON, taken apart by questions that answer 400 or 404 when it is not what was promised."""

    def __init__(self, content: Mapping[str, Any], stage: Stage) -> None:
        self._content = content
        self._stage = stage

    @classmethod
    async def of(cls, request: web.Request, stage: Stage) -> Body:
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
        return self.one_of("locale", LOCALES)

    def one_of(self, name: str, choices: Collection[str]) -> str:
        value = self.text(name)
        if value not in choices:
            raise web.HTTPBadRequest(text=f"{name}: one of {', '.join(choices)} expected.")
        return value

    def outlook(self) -> Outlook:
        if self._stage.outlook is None:
            raise web.HTTPNotFound(text="No calendars here.")
        return self._stage.outlook

    def meeting(self, part: str) -> str:
        """The id of one that stands in the person's calendar, where they have a `part`: `reply` or `isMine`."""
        event, calendar = self.text("event"), self.outlook().calendar(self.person())
        if all(one["id"] != event or one["isCalledOff"] or not one[part] for one in calendar):
            raise web.HTTPNotFound(text="No such meeting for this person.")
        return event

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
