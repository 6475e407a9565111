"""To call a meeting in people's calendars: who may be invited, and what keeps somebody out of it.

What stands in a calendar is read by delegates, on locked phones and in copies of the mailbox: it is a neutral word and
the reference. Students of one event are met one at a time, and never in one meeting (6.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from domain.case import Case, Event
from domain.casefile import CaseFile, Deed, Gate, never
from domain.flow import addresses, moment
from domain.meeting import Meeting
from domain.note import Note
from domain.parents import not_for_parents
from domain.people import Person, PersonId, Role
from domain.report import Answers
from domain.text import Text
from domain.workdays import OSLO, oslo_day

KIND, WHO, STUDENT, PARENTS, OUTSIDE = (
    "meeting_kind", "meeting_who", "meeting_student", "meeting_parents", "meeting_outside",
)  # fmt: skip
ALSO, ALSO_TOO = "meeting_also", "meeting_also_too"
PEOPLE = (WHO, ALSO, ALSO_TOO)  # the questions in which colleagues are chosen
LENGTH, BEFORE, SLOT, DAY, AT = "meeting_length", "meeting_before", "meeting_slot", "meeting_day", "meeting_at"
WHICH, WHY = "meeting_which", "meeting_why"
ON, CLOCK = "meeting_on", "meeting_clock"  # when it is, as it is written down
# What choices stand for: the free times found, the meetings ahead, those who are often called, and everybody else.
SLOTS, MEETINGS, NEAR, FURTHER = "slots", "meetings", "near", "further"
ORDINARILY = 45  # minutes
SUBJECT = "Oppfølgingsmøte"


def subject(case: Case) -> str:
    """What everybody's calendar shows: the same words whatever the meeting is about."""
    return f"{SUBJECT} {case.reference}"


def settled(answers: Answers) -> Answers:
    """What is written down: the day and the time on the clock in Oslo, whichever way it was chosen."""
    asked = {step: said for step, said in answers.items() if step not in (SLOT, DAY, AT, BEFORE)}
    day, at = answers.get(DAY, ""), answers.get(AT, "")
    if chosen := answers.get(SLOT):
        day, at = on_the_clock(datetime.fromisoformat(chosen))
    return {**asked, ON: day, CLOCK: at}


def on_the_clock(at: datetime) -> tuple[str, str]:
    """The day and the time in Oslo, as forms have them."""
    local = at.astimezone(OSLO)
    return local.date().isoformat(), f"{local:%H:%M}"


def starts(answers: Answers) -> datetime | None:
    """When it is to begin (UTC), of what has been settled."""
    return moment(answers.get(ON, ""), answers.get(CLOCK, ""))


def length(answers: Answers) -> timedelta:
    return timedelta(minutes=int(answers.get(LENGTH) or ORDINARILY))


def written(answers: Answers) -> tuple[str, ...]:
    """Every address that somebody wrote: the student's, the parents', and of others outside the school."""
    return tuple(dict.fromkeys(one for step in (STUDENT, PARENTS, OUTSIDE) for one in addresses(answers.get(step, ""))))


def colleagues(answers: Answers) -> Mapping[PersonId, str]:
    """Those chosen, and where meetings reach them: "" where nobody has found that out yet."""
    return {who: at for step in PEOPLE for who, at in _chosen(answers, step)}


def _chosen(answers: Answers, step: str) -> Iterator[tuple[PersonId, str]]:
    people = [who for who in answers.get(step, "").split(",") if who]
    places = answers.get(f"{step}.at", "").split(",")
    yield from zip(people, places if len(places) == len(people) else [""] * len(people), strict=True)


def is_near(who: Person, case: Case, whole: bool) -> bool:
    """Whether they are likely to be called: by what they are at the school or, to one who has the `whole` case, by what
    they have to do with it.
    """
    return who.holds(case.school, *_OFTEN) or (whole and who.id in case.told | case.people(Event.TASKED))


_OFTEN = (
    Role.PRINCIPAL, Role.DEPUTY, Role.ASSISTANT_PRINCIPAL, Role.DEPARTMENT_HEAD, Role.STUDENT_SERVICES, Role.COUNSELLOR,
    Role.WELFARE_WORKER, Role.SCHOOL_NURSE,
)  # fmt: skip


def calls_parents(answers: Answers) -> bool:
    return bool(answers.get(PARENTS)) or answers.get(KIND) == Meeting.PARENTS


def is_of_another(note: Note, case: Case) -> bool:
    """Whether a student or parents were called for a student who has since been found to be the wrong one (E32)."""
    corrected = max((h.at for h in case.all("correct_student")), default=None)
    is_older = corrected is not None and note.written_at < corrected
    return is_older and any(note.answers.get(step) for step in (STUDENT, PARENTS))


def still_shown(note: Note, case: Case) -> Answers:
    """What is read of a note that called a meeting: nothing by which a wrong student is known."""
    hidden = (STUDENT, PARENTS) if note.action == "call_meeting" and is_of_another(note, case) else ()
    return {step: said for step, said in note.answers.items() if step not in hidden}


def students(note: Note, case: Case) -> tuple[str, ...]:
    """The address of the student who is called in this note, while the case is about them."""
    called = note.action == "call_meeting" and not is_of_another(note, case)
    return addresses(note.answers.get(STUDENT, "")) if called else ()


NOBODY = Gate(
    "nobody_invited",
    "§ 12-4",
    Text(
        "Ingen er kalt inn. Velg minst én kollega, eller skriv en e-postadresse",
        "Ingen er kalla inn. Vel minst éin kollega, eller skriv ei e-postadresse",
        "Nobody is invited. Choose at least one colleague, or write an e-mail address",
    ),
    never,
)
APART = Gate(
    "kept_apart",
    "§ 12-4",
    Text(
        "En av adressene kan ikke være med i dette møtet: den tilhører en annen elev i samme hendelse, eller en som er "
        "stengt ute fra saken. Elevene møtes hver for seg",
        "Ei av adressene kan ikkje vere med i dette møtet: ho høyrer til ein annan elev i same hending, eller ein som "
        "er stengd ute frå saka. Elevane møtest kvar for seg",
        "One of the addresses cannot be in this meeting: it belongs to another student of the same event, or to "
        "somebody who is shut out of the case. Students are met one at a time",
    ),
    never,
)
GONE = Gate(
    "no_time",
    "§ 12-4",
    Text(
        "Tidspunktet er passert. Velg et som kommer",
        "Tidspunktet er passert. Vel eit som kjem",
        "That time has passed. Choose one that is to come",
    ),
    never,
)


NO_SUCH = Gate(
    "no_such_meeting",
    "§ 12-4",
    Text(
        "Møtet er alt avlyst, eller har vært. Se på saken hva som står der nå",
        "Møtet er alt avlyst, eller har vore. Sjå på saka kva som står der no",
        "The meeting has been cancelled already, or has been. Look at the case for what stands there now",
    ),
    never,
)


def _problem(answers: Answers, file: CaseFile) -> Gate | None:
    """Whether the parents may be called is a question of the day of the meeting."""
    at = starts(answers)
    return _passed(answers, file) or _not_together(answers, file, oslo_day(at) if at else file.today)


def _early(answers: Answers, file: CaseFile) -> Gate | None:
    """What no time can mend: said where it can be mended."""
    return _not_together(answers, file, file.today)


def _not_together(answers: Answers, file: CaseFile, day: date) -> Gate | None:
    invited = frozenset(written(answers))
    if not invited and not colleagues(answers):
        return NOBODY
    if invited & (file.barred | file.apart):
        return APART
    return not_for_parents(file, day) if calls_parents(answers) else None


def _passed(answers: Answers, file: CaseFile) -> Gate | None:
    at = starts(answers)
    return GONE if at is None or oslo_day(at) < file.today else None


def _which(answers: Answers, file: CaseFile) -> str:
    return answers[WHICH]


DEEDS = (
    Deed("call_meeting", problem=_problem, is_named=True, early=_early),
    Deed("move_meeting", word=_which, problem=_passed),
    Deed("cancel_meeting", word=_which),
)
IN_CALENDARS = frozenset(deed.action for deed in DEEDS)
