"""Rektor at a school with calendars: how meetings are called in the stories."""

from __future__ import annotations

from domain.calendars import Span
from tests.builders import at
from tests.story.conftest import Begin
from tests.story.course import chooses
from tests.story.house import with_people
from tests.story.reading import buttons
from tests.story.test_tasks import NORA
from tests.story.theatre import Someone, Theatre

OLA, KARI, MOTHER = "ola.dal@elev.example", "kari.ek@elev.example", "mor@hjemme.example"
CALL = "Kall inn til møte"
WHOM = {
    "meeting_kind": "team", "meeting_also": NORA.id, "meeting_length": "45", "meeting_before": "2026-11-27",
}  # fmt: skip
ALONE = {**WHOM, "meeting_also": ""}
OWN = {"meeting_day": "2026-11-25", "meeting_at": "13:00"}
ON_WEDNESDAY = at("13:00", "2026-11-25")


async def at_a_school_with_calendars(begin: Begin) -> Theatre:
    return await begin(with_people(NORA), tenant=True)


async def asks(one: Someone, **whom: str) -> None:
    await chooses(one, CALL)
    await one.presses("Finn tid", {**WHOM, **whom})


async def called(theatre: Theatre, one: Someone, **whom: str) -> None:
    """At the first free time, and it has come into the calendars."""
    await asks(one, **whom)
    await one.presses(times(one)[0])
    await theatre.settle()


def times(one: Someone) -> list[str]:
    return [button for button in buttons(one.sees) if " kl. " in button]


def events(theatre: Theatre) -> list[tuple[Span, tuple[str, ...]]]:
    """What stands in calendars: when, and whom it is sent to."""
    standing = (e for e in theatre.tenant.world.events if e.stands)
    return [(e.span, tuple(i.address for i in e.invited)) for e in standing]


def reached(theatre: Theatre, who: str = NORA.id) -> str:
    return theatre.tenant.world.person(who).member.address


async def accuses(randi: Someone) -> None:
    await randi.presses("Noen som arbeider på skolen, er innblandet")
    await randi.presses("Neste", {"by_staff": "employee"})
    await randi.presses("Skriv ned", {"accused_name": "Nora Eide"})
    await randi.presses("Skriv ned", {"accused_id": NORA.id})
