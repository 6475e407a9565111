"""Taking a case: acknowledge, see who is involved, open, or answer that one is disqualified.

Every function answers None when the caller may not, exactly as when there is no such case, and writes the
refusal into the audit of the caller's school either way.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.access import acts_as_head, may_act, may_see
from domain.agenda import Call
from domain.case import HEAD, Case, Happened
from domain.case_views import TaskCard
from domain.delivery import Card, Shown
from domain.note import Note
from domain.people import PersonId
from domain.report import Supplement
from domain.tasks import chosen
from domain.views import Content, Involved, Notice
from services import meetings, names, tasking, telling, viewing
from services.filing import casefile
from services.kinship import kindred
from services.ports import House, Work


def notice(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Notice | TaskCard | None:
    """The case as its doorbell shows it, for a stale card that is redrawn; of one who has a task, the task's."""
    case = telling.permitted(work, house, case_id, who, "involved", now)
    if case is None:
        return None
    if not may_see(who, case, house.register):
        call = Call.CHOSEN if who in chosen(case) else Call.GIVEN
        return tasking.doorbell(case, house.register, who, call)
    return viewing.notice(case, house.register, who)


def acknowledge(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Notice | None:
    """One tap, and nothing more is asked (ruling 5). The second to press sees who was first."""
    case = telling.permitted(work, house, case_id, who, "acknowledge", now)
    if case is None:
        return None
    if may_act(who, "acknowledge", case, house.register):
        case = telling.act(work, house, case, "acknowledge", who, now)
    return viewing.notice(case, house.register, who)


def involved(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Involved | None:
    """Who is involved: all that is shown before the habilitet question (fvl. § 6)."""
    case = telling.permitted(work, house, case_id, who, "involved", now)
    if case is None:
        return None
    work.audit(*telling.entries(case, (Happened(now, "involved", who),), who))
    report = work.report(case.report)
    teller = names.told_by(work, house, case, report, who)
    return viewing.involved(case, house.register, report, work.notes(case.id), teller)


def admitted(
    work: Work, house: House, case_id: str, who: PersonId, now: datetime, action: str = "open"
) -> Case | Involved | None:
    """The case as it stands, for one who may do this to it and has answered the habilitet question since somebody was
    named (8.1); else the question, or None where it is not theirs, which is in the audit.
    """
    case = telling.permitted(work, house, case_id, who, action, now)
    if case is None or case.has_answered(who):
        return case
    return involved(work, house, case_id, who, now)


def look(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Involved | Content | None:
    """The habilitet question the first time, the content for one who has answered it before.

    To have written down what is in it is no answer.
    """
    case = work.case(case_id)
    answered = case is not None and case.has_answered(who)
    return (open_case if answered else involved)(work, house, case_id, who, now)


def open_case(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Content | None:
    """The content. The reading is written before anything is shown: both are one transaction (P11)."""
    case = telling.permitted(work, house, case_id, who, "open", now)
    if case is None:
        return None
    return content(work, house, telling.act(work, house, case, "open", who, now), who, now)


def again(work: Work, house: House, case: Case, who: PersonId, now: datetime) -> Content:
    """The content for one who has it open and has just done something to it."""
    work.audit(telling.reading(case, who, "case", now))
    return content(work, house, case, who, now)


def content(work: Work, house: House, case: Case, who: PersonId, now: datetime) -> Content:
    """What `who` may read of the case; whether they may, and that they do, is settled before."""
    report, siblings = work.report(case.report), work.cases_of(case.report)
    file = casefile(work, house, case, now)
    added: tuple[Supplement | Note, ...] = (*work.supplements(case.report), *file.notes)
    kin = kindred(work, house, case, who)
    teller = names.told_by(work, house, case, report, who)
    whole = viewing.content(case, house.register, who, report, added, siblings, now, kin, teller)
    seen = viewing.narrowed(whole, case, house.register, who, file)
    with_tasks = tasking.beside(seen, file, house.register, who, now)
    return meetings.beside(work, house, with_tasks, file, who, now)


def recuse(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> bool | None:
    """Out of the case without having seen it; the next right receiver is told by the clock, at once (ruling 19)."""
    case = telling.permitted(work, house, case_id, who, "recuse", now)
    if case is None:
        return None
    note = HEAD if acts_as_head(who, case.school, now, house.register) else ""
    telling.act(work, house, case, "recuse", who, now, note=note)
    return True


def hide_later(work: Work, case_id: str, activity: str, who: PersonId, now: datetime) -> None:
    """The card in whose place names or content are shown becomes the neutral doorbell again by itself.

    Also one that was another card before: the list it was opened from.
    """
    case = work.case(case_id)
    if case is None:
        return
    mine = [shown for shown in work.shown(case_id) if (shown.activity, shown.person) == (activity, who)]
    for shown in mine or _doorbell_at(work, case_id, activity, who, now):
        telling.hide_later(work, case.school, shown, now)


def _doorbell_at(work: Work, case_id: str, activity: str, who: PersonId, now: datetime) -> Iterator[Shown]:
    """From now on that card is the doorbell of this case."""
    if chat := work.conversation(who):
        shown = Shown(activity, chat.conversation, Card.NOTICE, who, case_id, now)
        work.show(shown)
        yield shown
