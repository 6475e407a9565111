"""What a form for a meeting finds out before it can offer times: where people are reached, and when all are free.

Asked of Graph while somebody waits with the form open, so for a few seconds and no longer. What could not be found out
holds nothing back: a time can always be written, and the invitation goes out when Outlook answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ask import Ask, Page
from bot.desk import Desk
from bot.filling import Filling
from bot.tasks import Source
from cards import meetings as cards
from cards.look import Look
from domain.booking import Booking
from domain.calendars import Span
from domain.casefile import CaseFile
from domain.convening import BEFORE, MEETINGS, PEOPLE, SLOTS, STUDENT, WHICH, colleagues, length
from domain.flow import Answers, Option, addresses, day_in
from domain.people import PersonId
from domain.slots import free
from domain.text import same
from domain.workdays import end_of_day
from services import convening, meetings
from services.addresses import address, place
from services.jobs import Done, Later, ReadMember, ReadSchedules, Refused

PATIENCE = 5.0  # seconds; Teams gives a form about ten
_SOONEST = timedelta(hours=1)  # from now
_LONGEST = timedelta(days=42)  # asked for at once; Graph answers for at most 62 days
# What was found out, kept with the half-written form: it is ours, and no client can write it.
UNREAD, UNREACHED, HOW = f"{SLOTS}.unread", f"{SLOTS}.unreached", f"{SLOTS}.how"


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose time is to be found: people with their addresses ("" when not known), and addresses beside them."""

    people: Mapping[PersonId, str]
    beside: tuple[str, ...]
    length: timedelta


async def look_up(form: Filling, file: CaseFile) -> Answers:
    """Everything the second page offers; within `PATIENCE`, with what was found by then."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await _found(form, file, await _asked(form, file))
    except TimeoutError:
        return {SLOTS: "", HOW: "silent"}


async def _asked(form: Filling, file: CaseFile) -> _Asked:
    if form.flow.name == "call_meeting":
        student = addresses(form.answers.get(STUDENT, ""))
        return _Asked(colleagues(form.answers), student, length(form.answers))
    booking = await form.desk.read(lambda work: work.booking(form.answers.get(WHICH, "")))
    return _of(booking) if booking else _Asked({}, (), length(form.answers))


def _of(booking: Booking) -> _Asked:
    people = {g.person: g.address for g in booking.guests if g.person}
    return _Asked(people, (), booking.span.ends - booking.span.starts)


async def _found(form: Filling, file: CaseFile, asked: _Asked) -> Answers:
    desk, me = form.desk, form.ask.speaker.id
    known = await _known(desk, {**asked.people, me: ""})
    told = dict(_reached(form.answers, known.places))
    lost = {UNREACHED: _names(desk, (who for who in known.nowhere if who in asked.people))}
    of_calendar = tuple(dict.fromkeys(filter(None, (*known.places.values(), *asked.beside))))
    span = _window(form)
    if me not in known.places or span.starts >= span.ends:
        how = "none" if me in known.places else "refused" if known.is_whole else "silent"
        return {**told, **lost, SLOTS: "", HOW: how}
    read = await desk.graph.ask(ReadSchedules(me, of_calendar, span))
    if not isinstance(read, Done):
        return {**told, **lost, SLOTS: "", HOW: "refused" if isinstance(read, Refused) else "silent"}
    times = free(read.value, file.school.calendar, asked.length, span.starts, span.ends)
    by_address = {at: who for who, at in known.places.items()}
    unread = _names(desk, (by_address[at] for at in times.unknown if at in by_address))
    found = ",".join(span.starts.isoformat() for span in times.spans)
    return {**told, **lost, HOW: "" if found else "none", UNREAD: unread, SLOTS: found}


def _reached(answers: Answers, places: Mapping[PersonId, str]) -> Iterator[tuple[str, str]]:
    """Beside each answer in which colleagues were chosen, where they are reached."""
    for step in PEOPLE:
        if chosen := answers.get(step):
            yield f"{step}.at", ",".join(places.get(who, "") for who in chosen.split(","))


@dataclass(frozen=True, slots=True)
class _Known:
    """Where people are reached; who the directory says is reached nowhere; whether Graph answered about everybody."""

    places: Mapping[PersonId, str]
    nowhere: tuple[PersonId, ...]
    is_whole: bool


async def _known(desk: Desk, people: Mapping[PersonId, str]) -> _Known:
    """From what we know already, and of the others from the directory, all at once."""
    register = desk.house.register
    kept = await desk.read(lambda work: {who: at or address(work, register, who) for who, at in people.items()})
    asked = [who for who, at in kept.items() if not at]
    said = [place(it) for it in await asyncio.gather(*(desk.graph.ask(ReadMember(who)) for who in asked))]
    found = {who: it.value for who, it in zip(asked, said, strict=True) if isinstance(it, Done)}
    places = {**kept, **found}
    nowhere = tuple(who for who in found if not places[who])
    is_whole = not any(isinstance(it, Later) for it in said)
    return _Known({who: at.lower() for who, at in places.items() if at}, nowhere, is_whole)


def _names(desk: Desk, people: Iterable[PersonId]) -> str:
    return ", ".join(sorted(filter(None, map(desk.house.register.name, people))))


def _window(form: Filling) -> Span:
    starts = form.desk.now() + _SOONEST
    day = day_in(form.answers.get(BEFORE, ""))
    return Span(starts, min(end_of_day(day), starts + _LONGEST) if day else starts)


LOOKS_UP: Mapping[str, Callable[[Filling, CaseFile], Awaitable[Answers]]] = {
    "call_meeting": look_up,
    "move_meeting": look_up,
}


def not_here(desk: Desk, ask: Ask, case: str) -> Page:
    """To one who has an old card, or another idea of where they are."""
    look = desk.look(ask)
    return Page(look.w(cards.MEETINGS), cards.not_here(look, case))


def said(look: Look, answers: Answers) -> str:
    """What stands over the times: what could not be found out, and what that means."""
    if SLOTS not in answers:
        return ""
    return cards.found_out(look, answers.get(HOW, ""), answers.get(UNREAD, ""), answers.get(UNREACHED, ""))


def _meetings(desk: Desk, ask: Ask, file: CaseFile) -> tuple[Option, ...]:
    """Those ahead that the one who asks may do something to."""
    look = desk.look(ask)
    mine = meetings.theirs(meetings.changeable(file.case, desk.now()), file.case, desk.house.register, ask.speaker.id)
    return tuple(Option(m.id, same(look.moment(m.starts))) for m in mine)


SOURCES: Mapping[str, Source] = {MEETINGS: _meetings}


def beforehand(desk: Desk, ask: Ask, action: str, file: CaseFile) -> Answers:
    """What stands in a form about meetings to begin with."""
    known = _BEFOREHAND.get(action)
    return known(ask.word("meeting"), ask.word("kind"), ask.word("before"), file, desk.now()) if known else {}


def _one(meeting: str, kind: str, before: str, file: CaseFile, now: datetime) -> Answers:
    return {WHICH: meeting, BEFORE: convening.latest(file, now)}


_BEFOREHAND: Mapping[str, Callable[[str, str, str, CaseFile, datetime], Answers]] = {
    "call_meeting": lambda meeting, kind, before, file, now: convening.begun(kind, before, file, now),
    "move_meeting": _one,
    "cancel_meeting": _one,
    "minutes": lambda meeting, kind, before, file, now: convening.minuted(meeting, file),
}
