"""What keeps a meeting from being held: asked when it is called, when it is moved, and at each look until it begins."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from domain.access import shut_out
from domain.booking import Booking, key_of
from domain.case import Case
from domain.convening import calls_parents, is_of_another
from domain.note import Note
from domain.parents import not_for_parents
from domain.status import OPEN
from domain.workdays import oslo_day
from services.addresses import address
from services.filing import casefile
from services.ports import House, Work


class No(StrEnum):
    """Why nothing is asked of a calendar, or why it is called off there."""

    NOT_THEIRS = "not_theirs"  # whoever asks does not see the case; it stands in the audit
    ENDED = "ended"  # the case is not open
    SHUT_OUT = "shut_out"  # somebody in the meeting may not be in it: accused, or disqualified
    PASSED = "passed"  # its time has begun
    OTHER_STUDENT = "other_student"  # it was called before it was found that the case is about somebody else
    NOT_PARENTS = "not_parents"  # the parents are called, and may not be told on that day
    GONE = "gone"  # there is no such meeting, or it has been taken out, or is over


def hindrance(work: Work, house: House, booking: Booking, case: Case, now: datetime) -> No | None:
    """What stands in the way as the case is now; whoever is shut out is known by their addresses, too."""
    if case.status not in OPEN:
        return No.ENDED
    invited = {guest.address.lower() for guest in booking.guests}
    if booking.people & shut_out(case, house.register) or barred(work, house, case) & invited:
        return No.SHUT_OUT
    note = next((n for n in work.notes(case.id) if n.action == "call_meeting" and key_of(n.token) == booking.id), None)
    return _in_the_note(work, house, booking, case, note, now) if note else None


def barred(work: Work, house: House, case: Case) -> frozenset[str]:
    """The addresses, as far as they are known, of those who are shut out of the case."""
    return frozenset(address(work, house.register, who) for who in shut_out(case, house.register)) - {""}


def _in_the_note(work: Work, house: House, booking: Booking, case: Case, note: Note, now: datetime) -> No | None:
    if is_of_another(note, case):
        return No.OTHER_STUDENT
    if not calls_parents(note.answers):
        return None
    file = casefile(work, house, case, now)
    return No.NOT_PARENTS if not_for_parents(file, oslo_day(booking.span.starts)) else None
