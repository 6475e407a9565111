"""Meetings of a case: what a form asks of the calendars, and how they stand on the case for one who reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from domain.booking import OPEN_TO_CHANGE, Booking, Guest, Stage, key_of, meetings, wanted
from domain.calendars import Span
from domain.case import Case
from domain.casefile import CaseFile, Gate
from domain.convening import (
    APART,
    BEFORE,
    GONE,
    KIND,
    LENGTH,
    NO_SUCH,
    ORDINARILY,
    WHICH,
    colleagues,
    length,
    on_the_clock,
    starts,
    students,
    subject,
    written,
)
from domain.flow import Answers
from domain.inquiry import MEETING
from domain.note import ON_DAY, Note
from domain.parents import not_for_parents
from domain.people import PersonId, Register
from domain.workdays import add_working_days, oslo_day
from services import booking
from services.hindrance import No, barred, hindrance
from services.kinship import together
from services.ports import House, Work

_AHEAD = 5  # working days ahead that a time is looked for, unless changed


def with_others(work: Work, house: House, file: CaseFile, who: PersonId, now: datetime) -> CaseFile:
    """With the addresses that may not be written here: of other students of the same event, of those shut out."""
    cases = (c for c in together(work, file.case, of_one_report=True) if c.id != file.case.id)
    others = (c for c in cases if c.student.casefold() != file.case.student.casefold() or not c.student)
    apart = frozenset(one for c in others for note in work.notes(c.id) for one in students(note, c))
    return replace(file, apart=apart, barred=barred(work, house, file.case))


# What a form asks of the calendars.


def problem(work: Work, house: House, file: CaseFile, note: Note) -> Gate | None:
    """What keeps just this out, beside what the answers say by themselves."""
    if note.action not in _ASKS:
        return None
    held = _as_asked(work, house, file.case, note)
    if held is None:
        return NO_SUCH
    no = None if note.action == "cancel_meeting" else hindrance(work, house, held, file.case, note.written_at)
    if no is No.NOT_PARENTS:
        return not_for_parents(file, oslo_day(held.span.starts))
    return _GATES.get(no, NO_SUCH) if no else GONE if _is_past(work, held, note) else None


_GATES = {No.SHUT_OUT: APART}


def _as_asked(work: Work, house: House, case: Case, note: Note) -> Booking | None:
    """The booking as it would be."""
    if note.action == "call_meeting":
        return _booking(house.register, case, note)
    held = _held(work, note, case)
    return replace(held, span=_moved(held, note)) if held and note.action == "move_meeting" else held


def _held(work: Work, note: Note, case: Case) -> Booking | None:
    found = work.booking(note.answers.get(WHICH, ""))
    return found if found and found.case == case.id and found.stage in OPEN_TO_CHANGE else None


def _is_past(work: Work, asked: Booking, note: Note) -> bool:
    """What has begun is neither called, moved nor called off, but for what never came into a calendar; nor is anything
    moved to a time that has been.
    """
    before = work.booking(asked.id)
    has_begun = before is not None and before.stage is not Stage.STUCK and before.span.starts <= note.written_at
    return has_begun or asked.span.starts <= note.written_at


def arrange(work: Work, house: House, case: Case, note: Note) -> None:
    """What the note says is to be done, where it is about a meeting; `problem` has been asked first."""
    if asked := _ASKS.get(note.action):
        asked(work, house, case, note)


def _call(work: Work, house: House, case: Case, note: Note) -> None:
    booking.want(work, house, _booking(house.register, case, note), note.who, note.written_at)


def _move(work: Work, house: House, case: Case, note: Note) -> None:
    if held := _held(work, note, case):
        booking.move(work, house, held.id, _moved(held, note), note.who, note.written_at)


def _moved(held: Booking, note: Note) -> Span:
    at = _start(note.answers)
    return Span(at, at + (held.span.ends - held.span.starts))


def _cancel(work: Work, house: House, case: Case, note: Note) -> None:
    booking.call_off(work, house, note.answers[WHICH], note.who, note.written_at)


_ASKS: Mapping[str, Callable[[Work, House, Case, Note], None]] = {
    "call_meeting": _call,
    "move_meeting": _move,
    "cancel_meeting": _cancel,
}


def _booking(register: Register, case: Case, note: Note) -> Booking:
    at = _start(note.answers)
    people = (Guest(who, place, register.name(who)) for who, place in colleagues(note.answers).items())
    outside = (Guest("", place) for place in written(note.answers))
    span = Span(at, at + length(note.answers))
    return wanted(note.token, case, note.who, subject(case), span, (*people, *outside), note.written_at)


def _start(answers: Answers) -> datetime:
    """A form without a time was refused before it came here."""
    at = starts(answers)
    if at is None:
        raise ValueError("a meeting needs a time")
    return at


# What stands in a form to begin with.


def begun(kind: str, before: str, file: CaseFile, now: datetime) -> Answers:
    ahead = latest(file, now)
    return {KIND: kind, LENGTH: str(ORDINARILY), BEFORE: before if before > oslo_day(now).isoformat() else ahead}


def latest(file: CaseFile, now: datetime) -> str:
    return add_working_days(oslo_day(now), _AHEAD, file.school.calendar).isoformat()


def minuted(meeting: str, file: CaseFile) -> Answers:
    """Of the meeting that was held: its kind, its day and its time."""
    note = called(file).get(meeting)
    found = next((m for m in meetings(file.case) if m.id == meeting), None)
    if note is None or found is None:
        return {}
    day, at = on_the_clock(found.starts)
    return {MEETING: note.answers.get(KIND, ""), ON_DAY: day, "minutes_at": at}


def called(file: CaseFile) -> Mapping[str, Note]:
    return {key_of(note.token): note for note in file.of("call_meeting")}
