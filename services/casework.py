"""What handlers write down while they handle a case: one way for every form, with the gates that stand before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain import adjacent
from domain.access import has_opened_name, has_sight, is_in_charge, open_to, parts, shut_out
from domain.case import Case
from domain.case_views import Duties, Entry, Log, Menu, Parted, TaskPage
from domain.casefile import CaseFile, Gate, unmet
from domain.convening import IN_CALENDARS, still_shown
from domain.deeds import DEEDS
from domain.note import Note
from domain.origin import BY_STAFF
from domain.people import PersonId
from domain.report import Answers, Supplement
from domain.sides import pointless
from domain.tasks import LOGGED, Part
from domain.views import Content, Involved
from services import convening, handling, nudging, owner_notices, planning, tasking, telling
from services.filing import casefile
from services.mailing import with_mail
from services.ports import House, Work


@dataclass(frozen=True, slots=True)
class Begun:
    """What a form needs to know before it is shown, what must be in place first, and why its answers are refused."""

    file: CaseFile
    missing: tuple[Gate, ...]
    wrong: Gate | None = None


def begin(
    work: Work, house: House, case_id: str, who: PersonId, action: str, now: datetime, token: str = ""
) -> Begun | Content | Parted | Involved | None:
    """The habilitet question first, for one who has not answered it since somebody was named (8.1).

    With the `token` of a form that has been sent already, what it has led to (E54).
    """
    known = work.case(case_id)
    if known and _is_written(work, known.id, token, action, who):
        return _as_it_stands(work, house, known, who, now)
    case = handling.admitted(work, house, case_id, who, now, action)
    if not isinstance(case, Case):
        return case
    file = casefile(work, house, case, now)
    if widened := _WIDENED.get(action):
        file = widened(work, house, file, who, now)
    return Begun(file, unmet(DEEDS[action], file))


# What some forms need to know besides the case's own file.
_WIDENED: Mapping[str, Callable[[Work, House, CaseFile, PersonId, datetime], CaseFile]] = {
    "plan": planning.with_beside,
    "call_meeting": convening.with_others,
}


def menu(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Menu | None:
    """Everything `who` may do now, and that makes sense in this case."""
    case = telling.permitted(work, house, case_id, who, "open", now)
    if case is None:
        return None
    report = work.report(case.report)
    origin = report.origin if report else BY_STAFF
    idle = pointless(case, house.register, origin) | (frozenset() if house.calendars else IN_CALENDARS)
    rows = tuple(r for r in open_to(who, case, house.register) if r.action not in idle)
    return Menu(case.id, case.reference, rows, whole=is_in_charge(who, case, house.register))


def duties(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Duties | Involved | None:
    """The duties beside this one: what the case says of them to one who may read what was told, else in general."""
    case = handling.admitted(work, house, case_id, who, now)
    if not isinstance(case, Case):
        return case
    work.audit(telling.reading(case, who, "duties", now))
    added: tuple[Supplement | Note, ...] = (*work.supplements(case.report), *work.notes(case.id))
    near = adjacent.brought_up(case, house.register, work.report(case.report), added)
    seen = near if Part.REPORT in parts(who, case, house.register) else ()
    school = house.register.schools[case.school]
    others = tuple(duty for duty in adjacent.duties(school) if duty not in seen)
    return Duties(case.id, case.reference, seen, others, school.police_contact)


def log(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Log | Involved | None:
    """What has been written down, of what `who` may read: with a task, what it needs and their own words (S1-8)."""
    case = handling.admitted(work, house, case_id, who, now)
    if not isinstance(case, Case):
        return case
    work.audit(telling.reading(case, who, "log", now))
    whole = is_in_charge(who, case, house.register)
    open_ = Part.LOG in parts(who, case, house.register)
    notes = (n for n in work.notes(case.id) if n.action in DEEDS)
    seen = (n for n in notes if whole or n.who == who or (open_ and n.action in LOGGED))
    has_name = has_opened_name(who, case, house.register)
    entries = (_entry(n, case, house, has_name or n.who == who) for n in seen)
    by_day = tuple(sorted(entries, key=lambda entry: (entry.day, entry.at)))
    return Log(case.id, case.reference, by_day, own=not (whole or open_))


def _entry(note: Note, case: Case, house: House, knows: bool) -> Entry:
    """Why a name was opened may say whose it is: read by those who have opened it. That it was, everybody sees."""
    said = still_shown(note, case) if knows or note.action != "open_name" else {}
    return Entry(note.action, house.register.name(note.who), note.written_at, said)


def tasks(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> TaskPage | Involved | None:
    """The tasks in the case: every one for those in charge, their own for others."""
    case = handling.admitted(work, house, case_id, who, now)
    if not isinstance(case, Case):
        return case
    work.audit(telling.reading(case, who, "tasks", now))
    return tasking.page(casefile(work, house, case, now), house.register, who, now)


def record(work: Work, house: House, answers: Answers, note: Note) -> Content | Begun | Parted | Involved | None:
    """Writes it down, with what follows; then the case as it stands. The same form again changes nothing more (E54).

    A gate that is shut keeps it out, and what is missing is answered; so do answers that cannot be.
    """
    who, now = note.who, note.written_at
    begun = begin(work, house, note.case, who, note.action, now, note.token)
    if not isinstance(begun, Begun) or begun.missing:
        return begun
    deed, file = DEEDS[note.action], begun.file
    if wrong := deed.problem(note.answers, file) or convening.problem(work, house, file, note):
        return replace(begun, wrong=wrong)
    if not work.add_note(note):  # the token is another form's: nothing is done that is not written down
        work.audit(telling.refusal(house, who, f"case:{note.action}", note.case, now))
        return None
    word, also = note.token if deed.is_named else deed.word(answers, file), deed.follows(answers, file, note)
    later = telling.act(work, house, file.case, note.action, who, now, note.answers, word, also)
    tasking.hand(work, later, also, who, now)
    work.queue(*with_mail(house, later, owner_notices.deliveries(later, also)))
    convening.arrange(work, house, later, note)
    nudging.after(work, later, note.action, now)
    return _as_it_stands(work, house, work.case(later.id) or later, who, now)


def _is_written(work: Work, case: str, token: str, action: str, who: PersonId) -> bool:
    return bool(token) and any((n.token, n.action, n.who) == (token, action, who) for n in work.notes(case))


def _as_it_stands(
    work: Work, house: House, case: Case, who: PersonId, now: datetime
) -> Content | Parted | Involved | None:  # fmt: skip
    """Whoever has just done the last of what they had in it sees nothing of it any more. The habilitet question comes
    again when somebody has been named since; one who is shut out by that is refused.
    """
    if not has_sight(who, case, house.register) and who not in shut_out(case, house.register):
        return Parted(case.reference)
    if telling.permitted(work, house, case.id, who, "open", now) is None:
        return None
    if not case.has_answered(who):
        return handling.involved(work, house, case.id, who, now)
    return handling.again(work, house, case, who, now)
