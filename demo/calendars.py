"""Each person's calendar beside the chat, and what they do there themselves without a word to the bot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from demo.graph_port import Fault
from demo.graph_tenant import TenantGraph
from demo.graph_world import Event, NoSuchError
from domain.calendars import Member, Reply, Span
from domain.people import PersonId
from domain.workdays import OSLO

Json = dict[str, Any]

LATER = timedelta(hours=1)
REMEMBERED = timedelta(days=1)  # a meeting that was called off stays in sight so long


class Outlook:
    """`tell` hears whose calendar is another than before; None when it concerns everybody."""

    def __init__(
        self, tenant: TenantGraph, now: Callable[[], datetime], tell: Callable[[PersonId | None], None]
    ) -> None:
        self._tenant, self._world = tenant, tenant.world
        self._now, self._tell = now, tell
        self._world.on_change = self._changed
        self.is_away = False

    def calendar(self, person_id: PersonId) -> list[Json]:
        """The meetings that are not over, the next one first."""
        me, now = self._world.person(person_id).member, self._now()
        shown = [event for event in self._world.events if _concerns(event, me) and _is_in_sight(event, me, now)]
        return [self._meeting(event, me) for event in sorted(shown, key=lambda event: event.span.starts)]

    def reply(self, person_id: PersonId, event: str, reply: str) -> None:
        self._world.reply(event, self._world.person(person_id).member.address, Reply(reply))

    def move(self, event: str) -> None:
        """An hour later, as the organiser drags it."""
        span = self._event(event).span
        self._world.drag(event, Span(span.starts + LATER, span.ends + LATER))

    def delete(self, event: str) -> None:
        self._world.delete(event)

    def set_away(self, is_away: bool) -> None:
        """While it is away nothing that is asked of Graph gets an answer; the people's own calendars go on."""
        self.is_away = is_away
        self._tenant.faults.clear()
        if is_away:
            self._tenant.faults.plan(Fault.LATER, times=None)
        self._tell(None)

    def _event(self, event: str) -> Event:
        return next(one for one in self._world.events if one.id == event)

    def _changed(self, event: Event) -> None:
        for person in self._world.people():
            if _concerns(event, person.member):
                self._tell(person.member.id)

    def _meeting(self, event: Event, me: Member) -> Json:
        return {
            "id": event.id,
            "subject": event.subject,
            "starts": event.span.starts.astimezone(OSLO).isoformat(),
            "ends": event.span.ends.astimezone(OSLO).isoformat(),
            "organiser": self._world.person(event.organiser).member.name,
            "isMine": event.organiser == me.id,
            "isCalledOff": not event.stands,
            "reply": event.replies.get(me.address.lower()),
            "answers": [{"name": self._name(at), "reply": reply} for at, reply in event.replies.items()],
        }

    def _name(self, address: str) -> str:
        """Guests from outside are known by their address only."""
        try:
            return self._world.person(address).member.name
        except NoSuchError:
            return address


def _concerns(event: Event, member: Member) -> bool:
    return event.organiser == member.id or member.address.lower() in event.replies


def _is_in_sight(event: Event, me: Member, now: datetime) -> bool:
    """Whoever deletes a meeting sees no more of it; the others see for a day that it was called off."""
    if event.span.ends <= now or (event.is_deleted and event.organiser == me.id):
        return False
    return event.gone is None or now < event.gone + REMEMBERED
