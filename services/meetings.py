"""How the meetings of a case stand for one who reads it: what lies ahead, what waits for somebody, what is lacking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.access import is_in_charge, may_act, open_to, parts
from domain.agenda import Due, agenda
from domain.booking import ALIVE, OPEN_TO_CHANGE, Guest, Meeting, Stage, just_over, meetings
from domain.calendars import Reply
from domain.case import Case, Event
from domain.case_views import MeetingLine
from domain.casefile import CaseFile
from domain.convening import KIND
from domain.meeting import Meeting as Kind
from domain.people import PersonId, Register
from domain.tasks import Part
from domain.views import Content
from services.booked import OUTLOOK
from services.booking import ASKED
from services.convening import called
from services.ports import House, Work

Guests = Mapping[str, Sequence[Guest]]  # by their meeting's id
_RECENT = timedelta(days=7)  # for how long one that was taken out of a calendar stands on the case
_WITH_A_MEETING = ("move_meeting", "cancel_meeting")


def beside(work: Work, house: House, whole: Content, file: CaseFile, who: PersonId, now: datetime) -> Content:
    """The opened case with its meetings, as far as the reader's part in it goes, and the one that is lacking."""
    register, every = house.register, meetings(file.case)
    guests = {b.id: b.guests for b in work.bookings_of(file.case.id)} if every else {}
    seen = theirs(every, file.case, register, who)
    lines = tuple(_lines(seen, guests, file, register, who, now))
    offered = house.calendars and may_act(who, "call_meeting", file.case, register)
    lacking = _unarranged(file, register) if offered and whole.whole else None
    times = (*whole.times, *_times(file.case, guests, register)) if whole.whole else whole.times
    return replace(whole, meetings=lines, evaluate_by=lacking, times=tuple(sorted(times, key=lambda line: line[2])))


def _times(case: Case, guests: Guests, register: Register) -> Iterator[tuple[str, str, datetime]]:
    """What became of the meetings, for the lines of what has happened: what, a name or "", and when."""
    lines = {m.id: _Told() for m in meetings(case)}
    for h in case.all(*_TOLD):
        what, (id_, *words) = Event(h.what), h.note.split()
        if what is Event.MEETING_REPLY:
            guest = guests[id_][int(words[0])]
            if words[1] != Reply.NONE:
                yield f"{what} {words[1]}", guest.name or guest.address, h.at
        elif line := lines[id_].line(what, words):
            yield line, register.name(h.who or ""), h.at


_TOLD = (
    Event.MEETING_WANTED, Event.MEETING_SET, Event.MEETING_REPLY, Event.MEETING_CALLED_OFF, Event.MEETING_OFF,
    Event.MEETING_STUCK,
)  # fmt: skip


@dataclass(slots=True)
class _Told:
    """How far one meeting's story has been told: when it stands, and whether another time was asked for since."""

    stands: str = ""
    is_asked: bool = False

    def line(self, what: Event, words: list[str]) -> str:
        """The line for this, "" where it says nothing new."""
        if what is Event.MEETING_WANTED:
            is_first, self.is_asked = not (self.stands or self.is_asked), True
            return what if is_first else "meeting_again"
        if what is Event.MEETING_CALLED_OFF:
            return "" if words[0] == ASKED else f"{what} {words[0]}"
        if what is not Event.MEETING_SET:
            return f"{what} {words[0]}" if what is Event.MEETING_OFF else what
        before, self.stands = self.stands, words[0]
        is_asked, self.is_asked = self.is_asked, False
        if before == words[0]:
            return ""
        return what if is_asked or not before else "meeting_dragged"


def theirs(found: Iterable[Meeting], case: Case, register: Register, who: PersonId) -> tuple[Meeting, ...]:
    """All for those in charge and those whose task needs what is written down; for others those they called."""
    every = is_in_charge(who, case, register) or Part.LOG in parts(who, case, register)
    return tuple(m for m in found if every or m.called_by == who)


def _lines(
    found: Iterable[Meeting], guests: Guests, file: CaseFile, register: Register, who: PersonId, now: datetime
) -> Iterator[MeetingLine]:
    held = {m.id for m in just_over(file.case, now)}
    kinds = {id_: note.answers.get(KIND, "") for id_, note in called(file).items()}
    may = frozenset(row.action for row in open_to(who, file.case, register))
    for meeting in sorted(found, key=lambda m: m.starts):
        if _is_shown(meeting, meeting.id in held, file.case, now):
            kind, invited = kinds.get(meeting.id) or Kind.OTHER, guests.get(meeting.id, ())
            yield _line(meeting, kind, invited, register, may, meeting.id in held, now)


def _is_shown(meeting: Meeting, is_held: bool, case: Case, now: datetime) -> bool:
    """What lies ahead, what is stuck or unwritten, and for a while what somebody took away in Outlook."""
    if meeting.stage is Stage.OFF:
        last = max(h.at for h in case.all(Event.MEETING_OFF) if h.note.startswith(meeting.id))
        return now - last < _RECENT and (meeting.off_by == OUTLOOK or bool(meeting.why_off))
    return is_held or meeting.ends > now or (meeting.stage is Stage.STUCK and now - meeting.ends < _RECENT)


def _line(
    it: Meeting, kind: str, guests: Sequence[Guest], register: Register, may: frozenset[str], held: bool, now: datetime
) -> MeetingLine:
    """Replies of those alone who have got an invitation. What could not be called off can be tried again."""
    tried = _WITH_A_MEETING[1:] if it.asked is Stage.CALLED_OFF else _WITH_A_MEETING
    acts = tried if _is_changeable(it, now) else ("minutes",) if held else ()
    return MeetingLine(
        it.id, kind, it.starts, it.minutes, it.stage, register.name(it.called_by), it.asked,
        replies=tuple((g.name or g.address, it.reply(n)) for n, g in enumerate(guests) if g.address),
        uninvited=tuple(g.name for g in guests if not g.address),
        wanted=it.wanted, waits=it.waits, stuck=it.stuck, is_unsure=it.is_unsure, why_off=it.why_off,
        is_over=held, actions=tuple(action for action in acts if action in may),
    )  # fmt: skip


def changeable(case: Case, now: datetime) -> tuple[Meeting, ...]:
    """Those that may still be moved or called off, whether or not they have come into a calendar yet."""
    return tuple(m for m in meetings(case) if _is_changeable(m, now))


def _is_changeable(it: Meeting, now: datetime) -> bool:
    return it.stage in OPEN_TO_CHANGE - {Stage.CALLED_OFF} and it.starts > now


def _unarranged(file: CaseFile, register: Register) -> date | None:
    """The day of the next evaluation, while no meeting for it lies ahead."""
    days = [d.day for d in agenda(file.case, register) if d.due is Due.EVALUATION]
    kinds = {id_: note.answers.get(KIND) for id_, note in called(file).items()}
    is_called = any(kinds.get(m.id) == Kind.EVALUATION and m.stage in ALIVE for m in _since_evaluated(file))
    return days[0] if days and not is_called else None


def _since_evaluated(file: CaseFile) -> Iterator[Meeting]:
    """A meeting for the evaluation before is none for the next."""
    last = max((h.at for h in file.case.all("complete_plan", "evaluate")), default=None)
    return (m for m in meetings(file.case) if last is None or m.ends > last)
