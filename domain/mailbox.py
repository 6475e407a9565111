"""What a mailbox says of somebody's absence, and what may follow from it: never that an alert waits.

A person who says that they are away knows it; a mailbox is a sign. The rules, in the order they are asked:

1. A reading counts for as long as it is fresh. After `UNSURE_AFTER` it makes nobody certainly away any more, after
   `FORGOTTEN_AFTER` it says nothing at all: an outage must not keep somebody away.
2. What the person has said in the chat since the mailbox last changed outranks it: "tilbake", or other days.
3. An automatic reply that is on now, alone, is a sign and no more: many forget to turn it off, or read mail all the
   same. So is an out-of-office item that is on now. Both the person and the next one are told then.
4. Certain is only an automatic reply set for a time that has the whole school day in it, or one that is on while
   out-of-office items hold all that is left of the school day. Then the next one is told at once.
5. Even then a mailbox never takes the last of rektor and the deputy off the way of a case (`domain.routing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.calendars import AutomaticReply, Span
from domain.people import Absence, Leave, Person, PersonId, Register, Sign
from domain.posts import awaited_at
from domain.workdays import OSLO, Calendar, oslo_day

UNSURE_AFTER = timedelta(hours=2)
FORGOTTEN_AFTER = timedelta(days=1)
LONGEST = 90  # days ahead that a certain absence is shown to last; it is judged anew each day
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one mailbox said at `read_at`, and since when it has said so. `out`: when it has out-of-office items."""

    person: PersonId
    read_at: datetime
    since: datetime
    reply: AutomaticReply
    out: tuple[Span, ...] = ()

    def says_more_than(self, other: Reading) -> bool:
        """Whether it is a change: another setting, or an item that was not there. Items that are over just go."""
        return self.reply != other.reply or bool(set(self.out) - set(other.out))


def succeeding(before: Reading | None, now: Reading) -> Reading:
    """The new reading, with the time since when the mailbox has said this."""
    if before is None or now.says_more_than(before):
        return now
    return replace(now, since=before.since)


def judge(reading: Reading, now: datetime, calendar: Calendar) -> Absence | None:
    """What follows from one reading at `now`, for today: see rules 1, 3 and 4 above."""
    day, age = oslo_day(now), now - reading.read_at
    replies, is_out = _is_on(reading.reply, now), any(_holds(s, now) for s in reading.out)
    if age >= FORGOTTEN_AFTER or not (replies or is_out):
        return None
    sign = Sign.AUTOMATIC_REPLY if replies else Sign.OUT_OF_OFFICE
    if not replies or age >= UNSURE_AFTER:
        return Absence(day, day, partly=True, sign=sign)
    last = _last_whole_day(reading.reply.span, day, calendar)
    is_certain = last is not None or _is_out_for_the_day(reading.out, now, calendar)
    return Absence(day, last or day, partly=not is_certain, sign=sign)


def judged(
    register: Register, readings: Iterable[Reading], said: Iterable[Leave], now: datetime
) -> Mapping[PersonId, Absence]:
    """Everybody whose mailbox counts against them at `now`: those who are waited for, and have not said otherwise."""
    words = tuple(said)
    found = ((r.person, _of_person(r, register, words, now)) for r in readings)
    return {who: absence for who, absence in found if absence}


def with_mailboxes(register: Register, found: Mapping[PersonId, Absence]) -> Register:
    """The register in which those people are away as their mailboxes say, beside what is known already."""
    there = {who: p for who in found if (p := register.person(who))}
    away = {who: replace(p, away=(*p.away, found[who])) for who, p in there.items()}
    return replace(register, people={**register.people, **away}) if away else register


def _of_person(reading: Reading, register: Register, said: tuple[Leave, ...], now: datetime) -> Absence | None:
    person = register.person(reading.person)
    if person is None or _is_outranked(reading, said, oslo_day(now)):
        return None
    return _judged_at(person, reading, register, now)


def _judged_at(person: Person, reading: Reading, register: Register, now: datetime) -> Absence | None:
    """By the hours of each school that waits for them; where these differ, by what is less certain."""
    calendars = (register.schools[id_].calendar for id_ in awaited_at(person, register))
    found = [judge(reading, now, calendar) for calendar in calendars]
    return max(filter(None, found), key=lambda a: a.partly, default=None)


def _is_outranked(reading: Reading, said: Iterable[Leave], day: date) -> bool:
    """Rule 2. A word that was ended on one of its own days is "tilbake"."""
    theirs = [leave for leave in said if leave.person == reading.person]
    came_back = (w.ended_at for w in theirs if w.ended_at and w.absence.covers(oslo_day(w.ended_at)))
    went = (w.set_at for w in theirs if w.ended_at is None and w.absence.covers(day))
    return any(at >= reading.since for at in (*came_back, *went))


def _is_on(reply: AutomaticReply, now: datetime) -> bool:
    return reply.is_on and (reply.span is None or _holds(reply.span, now))


def _holds(span: Span, moment: datetime) -> bool:
    return span.starts <= moment < span.ends


def _school_day(day: date, calendar: Calendar) -> Span:
    """From opening to closing, also on a day when the school does not open."""
    opens, closes = (datetime.combine(day, at, OSLO) for at in (calendar.opens, calendar.closes))
    return Span(opens, closes)


def _last_whole_day(span: Span | None, day: date, calendar: Calendar) -> date | None:
    """The last of the days from `day` on that lie in `span` with all of their school day; None when `day` does not."""
    last = None
    for n in range(LONGEST):
        school_day = _school_day(day + n * _DAY, calendar)
        if span is None or school_day.starts < span.starts or span.ends < school_day.ends:
            break
        last = day + n * _DAY
    return last


def _is_out_for_the_day(out: Iterable[Span], now: datetime, calendar: Calendar) -> bool:
    """Whether the items hold all that is left of today's school day, without a gap; False when nothing is left."""
    today = _school_day(oslo_day(now), calendar)
    at = max(now, today.starts)
    if at >= today.ends:
        return False
    for span in sorted(out, key=lambda s: s.starts):
        if span.starts <= at:
            at = max(at, span.ends)
    return at >= today.ends
