"""Taking a case: acknowledge, see who is involved, open, or answer that one is disqualified.

Every function answers None when the caller may not, exactly as when there is no such case, and writes the
refusal into the audit of the caller's school either way.
"""

from __future__ import annotations

from datetime import datetime

from domain.access import acts_as_head, may_act
from domain.case import HEAD, Happened
from domain.note import Note
from domain.owner import may_be_unfounded, recipients
from domain.people import PersonId
from domain.report import Supplement
from domain.views import Content, Involved, Notice, OwnerForm
from services import telling, viewing
from services.kinship import kindred
from services.ports import House, Work


def notice(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> Notice | None:
    """The case as its doorbell shows it, for a stale card that is redrawn."""
    case = telling.permitted(work, house, case_id, who, "acknowledge", now)
    return viewing.notice(case, house.register, who) if case else None


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
    return viewing.involved(case, house.register, work.report(case.report), work.notes(case.id))


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
    case = telling.act(work, house, case, "open", who, now)
    report, siblings = work.report(case.report), work.cases_of(case.report)
    added: tuple[Supplement | Note, ...] = (*work.supplements(case.report), *work.notes(case.id))
    kin = kindred(work, house, case, who)
    return viewing.content(case, house.register, who, report, added, siblings, now, kin)


def owner_form(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> OwnerForm | None:
    """Whom the owner's side of this case is, and whether the suspicion may be found manifestly unfounded."""
    case = telling.permitted(work, house, case_id, who, "tell_owner", now)
    if case is None:
        return None
    school = house.register.schools[case.school]
    return OwnerForm(case.id, recipients(school), may_be_unfounded(case, school))


def tell_owner(work: Work, house: House, told: str, note: Note) -> Content | None:
    """Records that `told` at the owner has been told, or why nobody is; then the case as it stands (ruling 3).

    None also when `told` is nobody this school tells, or an exception it does not have.
    """
    form = owner_form(work, house, note.case, note.who, note.written_at)
    case = work.case(note.case)
    if form is None or case is None or told not in form.choices:
        return None
    if work.add_note(note):
        telling.act(work, house, case, note.action, note.who, note.written_at, note.answers, told)
    return open_case(work, house, note.case, note.who, note.written_at)


def recuse(work: Work, house: House, case_id: str, who: PersonId, now: datetime) -> bool | None:
    """Out of the case without having seen it; the next right receiver is told by the clock, at once (ruling 19)."""
    case = telling.permitted(work, house, case_id, who, "recuse", now)
    if case is None:
        return None
    note = HEAD if acts_as_head(who, case.school, now, house.register) else ""
    telling.act(work, house, case, "recuse", who, now, note=note)
    return True


def hide_later(work: Work, case_id: str, activity: str, who: PersonId, now: datetime) -> None:
    """The card in whose place names or content are shown becomes the neutral doorbell again by itself."""
    case = work.case(case_id)
    if case is None:
        return
    for shown in work.shown(case_id):
        if (shown.activity, shown.person) == (activity, who):
            telling.hide_later(work, case.school, shown, now)
