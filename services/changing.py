"""What a handler finds out in the middle of a case: who is involved, and whose it is. Who may have it follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.access import may_see
from domain.case import Case, Event, Happened, Reason, Status
from domain.delivery import Card
from domain.following import is_named
from domain.lifecycle import Party, may
from domain.note import Note
from domain.people import PersonId
from domain.report import ByStaff
from domain.rerouting import accused_since, anew, is_another_way
from domain.views import Changed, Kindred
from services import telling
from services.kinship import kindred, together
from services.mailing import with_mail
from services.ports import House, Work


@dataclass(frozen=True, slots=True)
class Accusation:
    """Who works at the school and is involved: known people, or only what they are."""

    by_staff: ByStaff
    accused: frozenset[PersonId]


def accuse(work: Work, house: House, found: Accusation, note: Note) -> Changed | None:
    """It emerges later that somebody who works at the school is involved (E4).

    All cases of the same report at the school follow, and those that are joined with them, or the same words would stay
    with those who may no longer read them. The same form again changes nothing more (E54).
    """
    case = telling.permitted(work, house, note.case, note.who, "accuse", note.written_at)
    if case is None:
        return None
    for one in _of_the_same_event(work, case):
        _accuse(work, house, one, found, replace(note, case=one.id))
    return changed(work, house, note.case, note.who, "accuse")


def _of_the_same_event(work: Work, case: Case) -> tuple[Case, ...]:
    others = (c for c in together(work, case, of_one_report=True) if c.id != case.id and c.school == case.school)
    return (case, *(c for c in others if may(c, "accuse", {Party.RECEIVER})))


def _accuse(work: Work, house: House, case: Case, found: Accusation, note: Note) -> None:
    later = accused_since(case, found.by_staff, found.accused, house.register)
    since = tuple(Happened(note.written_at, Event.ACCUSED, p) for p in sorted(found.accused - case.accused))
    if work.add_note(note):
        change(work, house, case, later, note, since)


def correct_student(work: Work, house: House, student: str, note: Note) -> Changed | None:
    """The case is another student's; the name that was wrong is shown to nobody who handles it (E32)."""
    case = telling.permitted(work, house, note.case, note.who, "correct_student", note.written_at)
    if case is None:
        return None
    wrong = replace(note, answers={**note.answers, "student_before": case.student})
    if student != case.student and work.add_note(wrong):
        change(work, house, case, replace(case, student=student), wrong, _said(case, student, note.written_at))
    return changed(work, house, note.case, note.who, "correct_student")


def _said(case: Case, student: str, now: datetime) -> tuple[Happened, ...]:
    """Of a student who has told it without their name, what they said is said by whoever now gets a name; and of one
    whose name is only written more fully, by the same student."""
    is_another = case.student and not is_named(replace(case, student=student), case.student)
    return () if is_another else tuple(replace(h, at=now) for h in list(case.all(Event.SAID))[-1:])


def change(work: Work, house: House, before: Case, after: Case, note: Note, also: tuple[Happened, ...] = ()) -> Case:
    """One action that changes what its case is; when the way is another by that, the case starts anew on it."""
    done, now = (note.action, note.who, note.written_at, note.answers), note.written_at
    if not is_another_way(before, after, house.register):
        return telling.act(work, house, after, *done, also=also)
    way = anew(after.after(*also), house.register, now)
    later = telling.act(work, house, after, *done, also=also + way.happened, status=way.status)
    work.queue(*with_mail(house, later, telling.alerts(later, Card.NOTICE, way.first, Reason.ROUTED, now)))
    if later.status is Status.UNDELIVERED:
        work.queue(*telling.to_keepers(later, Card.TELL_OWNER, now))
    return later


def changed(work: Work, house: House, case_id: str, who: PersonId, action: str) -> Changed | None:
    """What the one who changed a case is told last: nothing of it, and whom to call when it could not be delivered."""
    case = work.case(case_id)
    if case is None:
        return None
    owner = house.register.schools[case.school].owner
    still = case.id if may_see(who, case, house.register) else ""
    return Changed(action, still, case.reference, case.status is Status.UNDELIVERED, owner.name, owner.contact)


@dataclass(frozen=True, slots=True)
class Changing:
    """What a form about a case needs to know: where the case is, and which others it may be about the same as."""

    school: str
    kindred: Kindred


def begin(work: Work, house: House, case_id: str, who: PersonId, action: str, now: datetime) -> Changing | None:
    """Before a form is shown, and each time a page of it comes back."""
    case = telling.permitted(work, house, case_id, who, action, now)
    return Changing(case.school, kindred(work, house, case, who)) if case else None
