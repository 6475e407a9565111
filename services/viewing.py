"""Making what a card shows out of a case and who looks at it. Reads nothing, saves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain import adjacent, asking
from domain.access import (
    acknowledgement,
    has_sight,
    is_in_charge,
    may_be_told,
    open_to,
    parts,
)
from domain.ahead import ahead
from domain.better import last, worse_since
from domain.case import Case, Event, Reason, Route, Status
from domain.case_plan import label
from domain.case_views import ToldBy
from domain.casefile import CaseFile
from domain.clocks import clocks
from domain.codes import is_author
from domain.deadlines import Wave, limit_end, wave
from domain.deeds import DEEDS
from domain.lifecycle import Duty
from domain.note import Note
from domain.origin import BY_STAFF, Origin
from domain.owner import UNFOUNDED
from domain.parents import undecided
from domain.people import PersonId, Register
from domain.report import Report, Supplement, came_by, students_in
from domain.sides import above
from domain.sides import pointless as idle
from domain.status import ENDED
from domain.tasks import Part
from domain.text import Text
from domain.views import Content, Involved, Kindred, Notice, Registered, Taken, Told

ALONE = Kindred()
_NOTICES = (Event.OWNER_SENT, Event.OWNER_REACHED, Event.OWNER_MISSED, Event.OWNER_KNOWS)
_MAILS = (Event.MAILED, Event.UNMAILED)
_BY_NAME = ("accuse", "correct_student", "join", "unjoin", "open_name", "confirm_teller", *_NOTICES)
UNNAMED = "told_unnamed"
_EACH_TIME = ("supplement", *_BY_NAME)
_AT_THE_DOOR = ("acknowledge", "open")
_IN_THE_LOG = DEEDS.keys() - asking.SHOWN_TO_TELLERS  # what is put to whoever told stands beside what they say


def notice(
    case: Case, register: Register, who: PersonId, alert: str = "", reminder: bool = False, news: bool = False
) -> Notice:
    """The doorbell of a case for `who`; one who is no longer a receiver sees that it has left them, and no more."""
    closed = not has_sight(who, case, register)
    running = None if closed else wave(case, register)
    is_asked = alert in (Reason.NOT_OPENED, Reason.TAKEN_OVER)
    unopened = running is not None and running.duty is Duty.OPEN and is_asked
    return Notice(
        case=case.id, reference=case.reference, school=register.schools[case.school].name,
        alert=Reason(alert) if alert else Reason.FIRST, reminder=reminder, news=news, told_at=case.told_at,
        answer_by=_answer_by(case, running, register), taken=None if closed else taken(case, register, who),
        unopened=unopened, closed_to_me=closed, forwarded_to=_forwarded_to(case, register, who),
        actions=() if closed else tuple(r for r in open_to(who, case, register) if r.action in _AT_THE_DOOR),
        ended=None if closed or case.status not in ENDED else case.status,
    )  # fmt: skip


def _forwarded_to(case: Case, register: Register, who: PersonId) -> str:
    """For those who could have had it: the school's name as its file has it, or its id when it is not served."""
    to = [h.note for h in case.all("forward")]
    if case.status is not Status.FORWARDED or not may_be_told(who, case, register):
        return ""
    known = register.schools.get(to[-1])
    return known.name if known else to[-1]


def _answer_by(case: Case, running: Wave | None, register: Register) -> datetime | None:
    if running is None or running.duty is not Duty.ACKNOWLEDGE:
        return None
    return limit_end(running.since, 1, case, register.schools[case.school])


def taken(case: Case, register: Register, who: PersonId = "") -> Taken | None:
    found = acknowledgement(case, register)
    if found is None or found.who is None:
        return None
    return Taken(register.name(found.who), found.at, by_me=found.who == who)


def involved(
    case: Case, register: Register, report: Report | None, notes: Iterable[Note] = (), teller: ToldBy | None = None
) -> Involved:
    names = tuple(register.name(who) for who in sorted(case.accused))
    return Involved(
        case.id,
        case.reference,
        case.student,
        names + _as_written(case, report, notes),
        report.reporter_name if report else "",
        teller,
    )


def _as_written(case: Case, report: Report | None, notes: Iterable[Note]) -> tuple[str, ...]:
    """Those whom no register knows. A name in the report was found there when somebody was accused from the start."""
    told = report.answers.get("accused_name", "") if report else ""
    found = case.accused - case.people(Event.ACCUSED)
    later = (n.answers.get("accused_name", "") for n in notes if n.action == "accuse")
    return tuple(dict.fromkeys(name for name in ("" if found else told, *later) if name))


def content(
    case: Case, register: Register, who: PersonId, report: Report | None,
    added: Iterable[Supplement | Note], siblings: Iterable[Case], now: datetime, kindred: Kindred = ALONE,
    teller: ToldBy | None = None,
) -> Content:  # fmt: skip
    """Everything told in one case. Sibling cases by reference only (E10)."""
    siblings, added = tuple(siblings), tuple(added)
    school = register.schools[case.school]
    useless = _pointless(case, kindred, register, report.origin if report else BY_STAFF)
    first = (told(report, siblings or (case,), register),) if report else ()
    orally = report.told_orally_at if report else None
    near = adjacent.brought_up(case, register, report, added)
    notes = [a for a in added if isinstance(a, Note)]
    added = tuple(a for a in added if not (isinstance(a, Note) and a.action in _IN_THE_LOG))
    return Content(
        involved=involved(case, register, report, notes, teller), school=school.name, status=case.status,
        danger=case.danger,
        told=tuple(_corrected(t, case, siblings, register) for t in (*first, *_added(report, added, register))),
        taken=taken(case, register, who), times=times(case, register, report),
        siblings=tuple(c.reference for c in siblings if c.id != case.id and _is_here(c, case.school)),
        clocks=clocks(case, register, now, orally),
        actions=tuple(row for row in open_to(who, case, register) if row.action not in useless), kindred=kindred,
        direct=case.route is Route.DIRECT, police_contact=school.police_contact,
        duties=near,
    )  # fmt: skip


def narrowed(whole: Content, case: Case, register: Register, who: PersonId, file: CaseFile) -> Content:
    """With the step that is next; of what was told and of the case around it no more than a task needs (S1-8)."""
    if is_in_charge(who, case, register):
        action = {row.action for row in whole.actions}
        return replace(
            whole, whole=True, ahead=ahead(file, action), undecided=(*asking.unchecked(file), *undecided(file)),
            plan=_plan(file),
            above=above(file, register), own_answer=last(case),
            is_worse=worse_since(case, "complete_plan", "evaluate", "reopen") is not None,
        )  # fmt: skip
    seen = parts(who, case, register)
    told, near = (whole.told, whole.duties) if Part.REPORT in seen else ((), ())
    plan = _plan(file) if Part.PLAN in seen else None
    return replace(
        whole, told=told, duties=near, plan=plan, times=(), siblings=(), clocks=(), kindred=ALONE, direct=False
    )


def _plan(file: CaseFile) -> Text | None:
    """What the school calls the plan, where there is anything of one."""
    return label(file.school) if any(file.of("plan", "measure")) else None


def _pointless(case: Case, kindred: Kindred, register: Register, origin: Origin) -> frozenset[str]:
    """What is joined or parted must be there; for the rest, `domain.sides`."""
    pointless = (
        ("join", not any(k.joinable for k in kindred.alike)),
        ("unjoin", not kindred.joined),
        ("forward", len(register.schools) < 2),
    )
    return idle(case, register, origin).union(action for action, is_so in pointless if is_so)


def _corrected(told: Told, case: Case, siblings: Iterable[Case], register: Register) -> Told:
    """Of the students that were written, those whom the report's cases here still are about (E32)."""
    right = {case.student, *(c.student for c in siblings if _is_here(c, case.school))}
    written = students_in(told.answers.get("student", ""))
    if set(written) - {""} <= right:
        return told
    kept = "\n".join(name for name in written if name in right)
    corrections = [h.who for c in (case, *siblings) for h in c.all("correct_student")]
    by = _who(register, corrections[-1]) if corrections else ""
    return replace(told, answers={**told.answers, "student": kept}, corrected_by=by)


def _is_here(case: Case, school: str) -> bool:
    return case.school == school and case.status is not Status.FORWARDED


def told(report: Report, cases: Iterable[Case], register: Register) -> Told:
    """The report itself, as it was told or written down."""
    return Told(report.told_at, report.answers, registered=registered(report, cases, register))


def registered(report: Report, cases: Iterable[Case], register: Register) -> Registered | None:
    """How it came to the one who wrote it down; None when its reporter told it here."""
    if not (report.registered_by and report.channel and report.told_orally_at):
        return None
    return Registered(
        reporter=report.reporter_name, told_at=report.told_orally_at,
        how=came_by(report.channel, register.schools[report.school]), by=register.name(report.registered_by),
        at=report.told_at, confirmed_at=_confirmed_at(cases), can_be=report.can_be_confirmed,
    )  # fmt: skip


def _confirmed_at(cases: Iterable[Case]) -> datetime | None:
    return next((at for c in cases if (at := c.first("confirm"))), None)


def is_to_confirm(report: Report, cases: Iterable[Case], who: PersonId) -> bool:
    """Whether `who` told what another wrote down, and has not said that it is right."""
    return report.can_be_confirmed and who == report.reporter and _confirmed_at(cases) is None


def _added(report: Report | None, added: Iterable[Supplement | Note], register: Register) -> tuple[Told, ...]:
    """What was added to the report and what those who handle the case wrote, in the order it came."""
    two = report is not None and bool(report.registered_by)  # who can have added something
    dated = (
        _noted(a, register) if isinstance(a, Note)
        else Told(a.added_at, a.answers, register.name(a.by) if two else "")
        for a in added
    )  # fmt: skip
    return tuple(sorted(dated, key=lambda told: told.at))


def _noted(note: Note, register: Register) -> Told:
    is_question = note.action in asking.SHOWN_TO_TELLERS
    return Told(note.written_at, note.answers, register.name(note.who) if is_question else "", is_question=is_question)


def times(case: Case, register: Register, report: Report | None = None) -> tuple[tuple[str, str, datetime], ...]:
    """The times kept for each report (ruling 16), in order: what, whom it concerns, when it first happened."""
    orally = report.told_orally_at if report else None
    shown = ("registered" if orally else Event.TOLD, *_TIMES)
    first: dict[tuple[str, PersonId | None], datetime] = {}
    for h in case.history:
        if h.what in shown:
            first.setdefault((h.what, h.who), h.at)
    added = [(h.what, _who(register, h.who if h.what in _BY_NAME else None), h.at) for h in case.all(*_EACH_TIME)]
    owner = [
        (UNFOUNDED if h.note == UNFOUNDED else h.what, _who(register, h.who), h.at)
        for h in case.all("tell_owner")
        if h.note  # else a card was sent, which has lines of its own
    ]
    mails = [(h.what if h.who else f"{h.what}_outside", _who(register, h.who), h.at) for h in case.all(*_MAILS)]
    before = [("told_orally", report.reporter_name, orally)] if report and orally else []
    signs = [(h.note, _who(register, h.who), h.at) for h in case.all(Event.SEEN_AWAY)]
    once = [(UNNAMED if is_author(who or "") else what, _who(register, who), at) for (what, who), at in first.items()]
    return tuple(sorted((*before, *once, *added, *owner, *mails, *signs), key=lambda line: line[2]))


_TIMES = (Event.DELIVERED, Event.UNDELIVERED, Event.LEFT, "acknowledge", "open", "recuse", "confirm")


def _who(register: Register, who: PersonId | None) -> str:
    return register.name(who) if who else ""


def is_served(cases: Iterable[Case], register: Register) -> bool:
    """Whether every school that one report's cases are at can be spoken of just now."""
    return all(c.school in register.schools for c in cases)
