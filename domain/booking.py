"""A meeting that is to stand exactly once in a calendar: how far it has come, and what the case's history says of it.

The history holds no names and no addresses: a guest is a number, in the order of `Booking.guests`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from domain.calendars import Reply, Span
from domain.case import Case, Event, Happened
from domain.once import once
from domain.people import PersonId


class Stage(StrEnum):
    """How far a booking has come. Text in the database: a new one needs no migration."""

    WANTED = "wanted"
    SET = "set"  # it stands in the organiser's calendar as it should
    MOVED = "moved"  # it is to stand at another time; perhaps it does not stand at all yet
    CALLED_OFF = "called_off"  # it is to be taken out again; perhaps it does not stand at all
    OFF = "off"
    STUCK = "stuck"  # a person must act
    OVER = "over"


PENDING = frozenset({Stage.WANTED, Stage.MOVED, Stage.CALLED_OFF})  # something is to be done in a calendar
STANDING = frozenset({Stage.SET, Stage.MOVED})  # in people's calendars, as far as we know
ALIVE = PENDING | STANDING
OPEN_TO_CHANGE = ALIVE | {Stage.STUCK}  # somebody may give it another time, or call it off
TOO_LATE = "too_late"  # why a booking is stuck whose time came before it was done
UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited. `person` is "" for one whom the register does not know; `address` and `name` are content."""

    person: PersonId
    address: str
    name: str = ""
    reply: Reply = Reply.NONE


@dataclass(frozen=True, slots=True)
class Booking:
    """One meeting. `id` is a UUID, also its key in the calendar; `case` and `school` say whose.

    `wanted_at` is since when something is to be done, `due_at` when it is looked at next, None when never again.
    `event` is what the calendar calls it, "" as long as we do not know. `attempts` counts what has failed since
    `wanted_at`. `doubtful`: it may stand in the calendar, or have been changed there, although nobody said so.
    """

    id: str
    case: str
    school: str
    organiser: PersonId
    subject: str
    span: Span
    guests: tuple[Guest, ...]
    stage: Stage
    wanted_at: datetime
    due_at: datetime | None
    event: str = ""
    attempts: int = 0
    doubtful: bool = False

    @property
    def people(self) -> frozenset[PersonId]:
        """Everybody in it whom the register may know."""
        return frozenset({self.organiser} | {guest.person for guest in self.guests} - {""})

    @property
    def unreached(self) -> tuple[PersonId, ...]:
        """Those invited of whom nobody has found out where they are reached."""
        return tuple(guest.person for guest in self.guests if guest.person and not guest.address)

    def reaching(self, places: Mapping[PersonId, str]) -> Booking:
        """With where they are reached, as far as it was not known."""
        return replace(
            self, guests=tuple(replace(g, address=g.address or places.get(g.person, "")) for g in self.guests)
        )

    def with_replies(self, replies: Mapping[str, Reply]) -> Booking:
        """With what has been answered, by address in lower case; who is not there has answered what they had."""
        guests = (replace(g, reply=replies.get(g.address.lower(), g.reply)) for g in self.guests)
        return replace(self, guests=tuple(guests))


_FORMS = UUID("6f1c1d0e-5f0b-5c63-9d0a-9a4f3c1f7a52")


def key_of(token: str) -> str:
    """The booking's id from the token of the form that asks for it: the same form twice is the same meeting."""
    return str(uuid5(_FORMS, token))


def wanted(
    token: str, case: Case, organiser: PersonId, subject: str, span: Span, guests: Iterable[Guest], now: datetime
) -> Booking:
    """A new one, from the form with this token. Whoever is invited twice is invited once; `subject` is neutral."""
    once: dict[str, Guest] = {}
    for guest in guests:
        once.setdefault(guest.address.lower() or guest.person, guest)
    invited = tuple(once.values())
    return Booking(key_of(token), case.id, case.school, organiser, subject, span, invited, Stage.WANTED, now, now)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A booking as the history tells it: `starts` and `minutes` as it stands, or as it was wanted before it stood.

    `called_by` is who called it, `by` who asked last, and `asked` for what: to be set, moved or called off; `why_off`
    is why it is called off, where nobody asked. `replies` are by the guest's number. `wanted` is another time that it
    is to be moved to. `waits` is why that which was asked is not done yet, `stuck` why it will not be without a person;
    `is_unsure` when it may be done all the same. `off_by` is `outlook` or `us`.
    """

    id: str
    stage: Stage
    starts: datetime
    minutes: int
    called_by: PersonId = ""
    by: PersonId = ""
    asked: Stage = Stage.WANTED
    why_off: str = ""
    replies: tuple[tuple[int, Reply], ...] = ()
    wanted: datetime | None = None
    waits: str = ""
    stuck: str = ""
    is_unsure: bool = False
    off_by: str = ""

    @property
    def ends(self) -> datetime:
        return self.starts + timedelta(minutes=self.minutes)

    def reply(self, guest: int) -> Reply:
        return dict(self.replies).get(guest, Reply.NONE)


@once
def meetings(case: Case) -> tuple[Meeting, ...]:
    """Every meeting of the case, in the order they were first asked for."""
    found: dict[str, Meeting] = {}
    for h in case.history:
        if read := _READ.get(h.what):
            id_, *words = h.note.split()
            if (meeting := read(found.get(id_), id_, h, words)) is not None:
                found[id_] = meeting
    return tuple(found.values())


def upcoming(case: Case, now: datetime) -> tuple[Meeting, ...]:
    """Those that stand in people's calendars and are not over, the soonest first."""
    ahead = (m for m in meetings(case) if m.stage in STANDING and m.ends > now)
    return tuple(sorted(ahead, key=lambda m: (m.starts, m.id)))


def unwritten(case: Case) -> tuple[Meeting, ...]:
    """Those that stand, or stood when they were held, without minutes; the soonest first.

    Minutes are of one meeting: of the last that had begun when they were written, and had none.
    """
    left = sorted((m for m in meetings(case) if m.stage in STANDING), key=lambda m: (m.starts, m.id))
    for written in case.all("minutes"):
        begun = [m for m in left if m.starts <= written.at]
        left = [m for m in left if m not in begun[-1:]]
    return tuple(left)


def just_over(case: Case, now: datetime) -> tuple[Meeting, ...]:
    """Those that have been held as far as we know, and of which nobody has written minutes; oldest first."""
    return tuple(m for m in unwritten(case) if m.ends <= now)


_Read = Callable[[Meeting | None, str, Happened, list[str]], Meeting | None]


def _wanted(known: Meeting | None, id_: str, h: Happened, words: list[str]) -> Meeting:
    starts, minutes = datetime.fromisoformat(words[0]), int(words[1])
    if known is None:
        return Meeting(id_, Stage.WANTED, starts, minutes, h.who or "", h.who or "")
    return _asked(known, Stage.MOVED, h, starts)


def _asked(known: Meeting, stage: Stage, h: Happened, starts: datetime | None = None) -> Meeting:
    by = h.who or known.by
    return replace(known, stage=stage, asked=stage, wanted=starts, by=by, waits="", stuck="", is_unsure=False)


def _set(known: Meeting | None, id_: str, h: Happened, words: list[str]) -> Meeting:
    """What was stuck stays to be seen when the meeting still stands where it stood. Another time is answered anew."""
    meeting = known or Meeting(id_, Stage.SET, h.at, 0)
    starts, minutes = datetime.fromisoformat(words[0]), int(words[1])
    replies = meeting.replies if (starts, minutes) == (meeting.starts, meeting.minutes) else ()
    return replace(
        meeting, stage=Stage.SET, starts=starts, minutes=minutes, replies=replies, wanted=None, waits="", off_by=""
    )


def _reply(known: Meeting | None, id_: str, h: Happened, words: list[str]) -> Meeting | None:
    if known is None:
        return None
    return replace(known, replies=tuple(({**dict(known.replies), int(words[0]): Reply(words[1])}).items()))


def _waits(known: Meeting | None, id_: str, h: Happened, words: list[str]) -> Meeting | None:
    return known and replace(known, waits=words[0])


def _called_off(known: Meeting | None, id_: str, h: Happened, words: list[str]) -> Meeting | None:
    return known and replace(_asked(known, Stage.CALLED_OFF, h), why_off="" if h.who else words[0])


def _off(known: Meeting | None, id_: str, h: Happened, words: list[str]) -> Meeting | None:
    return known and replace(known, stage=Stage.OFF, wanted=None, waits="", off_by=words[0])


def _stuck(known: Meeting | None, id_: str, h: Happened, words: list[str]) -> Meeting | None:
    return known and replace(known, stage=Stage.STUCK, waits="", stuck=words[0], is_unsure=UNSURE in words)


_READ: Mapping[str, _Read] = {
    Event.MEETING_WANTED: _wanted,
    Event.MEETING_SET: _set,
    Event.MEETING_REPLY: _reply,
    Event.MEETING_WAITS: _waits,
    Event.MEETING_CALLED_OFF: _called_off,
    Event.MEETING_OFF: _off,
    Event.MEETING_STUCK: _stuck,
}


def said(booking: Booking, now: datetime, what: Event, *words: str, who: PersonId | None = None) -> Happened:
    """A line of the history about this booking, as `meetings` reads it."""
    return Happened(now, what, who, " ".join((booking.id, *words)))


def when(span: Span) -> tuple[str, str]:
    """The words for a time: its start in UTC, and its length in minutes."""
    start = span.starts.astimezone(UTC).isoformat(timespec="minutes")
    return start, str(round((span.ends - span.starts) / timedelta(minutes=1)))
