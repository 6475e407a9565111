"""Age, consent and parents: nobody is told anything by a machine (2.9, E22 to E25; ruling 10).

Under 18 it is a decision that somebody takes, with a reason when it is no. From the day the student is 18 the school
owes confidentiality towards the parents, too (fvl. § 13), and only the student can open for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from domain.casefile import CaseFile, Deed, Gate, never, shut
from domain.flow import day_in
from domain.note import Note
from domain.report import Answers
from domain.status import IN_HAND
from domain.text import Text

OF_AGE = 18
YOUNGEST = 12  # a younger one is no student here, but a year that was mistyped
TOLD, NOT_TOLD = "told", "not_told"
GIVEN, WITHDRAWN = "given", "withdrawn"


class Age(StrEnum):
    """What is known of a student's age on a day."""

    UNDER = "under_18"
    ADULT = "adult"
    UNKNOWN = "unknown"


def age(file: CaseFile, day: date) -> Age:
    """On that day (E22, E23). What is known without a date of birth stands until somebody says otherwise."""
    known = _of_this_student(file, "age")[-1:]
    if not known:
        return Age.UNKNOWN
    of_age = comes_of_age(file)
    if of_age is None:
        return Age(known[0].answers["age_kind"])
    return Age.ADULT if day >= of_age else Age.UNDER


def _of_this_student(file: CaseFile, action: str) -> tuple[Note, ...]:
    """What was known of a student who was the wrong one is nothing that is known of the right one (E32)."""
    return tuple(note for note in file.since("correct_student") if note.action == action)


def comes_of_age(file: CaseFile) -> date | None:
    """The day the student turns 18; None where the date of birth is not known."""
    born = [day_in(note.answers.get("age_birth", "")) for note in _of_this_student(file, "age")][-1:]
    return _years_after(born[0], OF_AGE) if born and born[0] else None


def _years_after(born: date, years: int) -> date:
    """Born on a leap day, they are of age on the day before 1 March: a day early rather than a day late."""
    is_leap = (born.month, born.day) == (2, 29)
    return born.replace(year=born.year + years, day=28 if is_leap else born.day)


def consent(file: CaseFile, day: date) -> Note | None:
    """The student's consent as it stands that day; None when there is none, or it has been withdrawn.

    What was said before they were 18 was not theirs to say alone: they are asked anew (E23).
    """
    said = [note for note in _asked(file) if _asked_on(note) <= day]
    return said[-1] if said and said[-1].answers["consent_kind"] == GIVEN else None


def _asked(file: CaseFile) -> tuple[Note, ...]:
    """Each time the student has answered since they were of age, the newest answer last."""
    of_age = comes_of_age(file) or date.min
    answered = (note for note in _of_this_student(file, "consent") if _asked_on(note) >= of_age)
    return tuple(sorted(answered, key=_asked_on))


def _asked_on(note: Note) -> date:
    return day_in(note.answers["consent_day"]) or date.max


def may_tell(file: CaseFile, day: date) -> bool:
    """Whether the parents may be told anything on that day: asked at each send, never once for all (E22)."""
    known = age(file, day)
    return known is Age.UNDER or (known is Age.ADULT and consent(file, day) is not None)


def parents_open(file: CaseFile, day: date) -> bool:
    """Whether somebody must still decide if the parents are to be told: a task that is never forgotten (ruling 10)."""
    newest = [h.what for h in file.case.this_round if h.what in ("parents", "correct_student")][-1:]
    return age(file, day) is Age.UNDER and newest != ["parents"]


def _were_told(file: CaseFile) -> bool:
    newest = [h.note for h in file.case.all("parents", "correct_student") if h.note != NOT_TOLD][-1:]
    return newest == [TOLD]


def is_kept_from_them(file: CaseFile, day: date) -> bool:
    """Whether it has been decided, of a student under 18, that the parents are not told (E24)."""
    newest = [h.note for h in file.case.all("parents", "correct_student")][-1:]
    return newest == [NOT_TOLD] and age(file, day) is Age.UNDER


def _is_asked_again(file: CaseFile) -> bool:
    """Turned 18 in the middle of a case: what the parents were told before opens for nothing more (E23)."""
    return not (_were_told(file) and age(file, file.today) is Age.ADULT) or bool(_asked(file))


AGE_KNOWN = Gate(
    "age_known",
    "§ 10-8",
    Text(
        "Elevens alder er ikke skrevet ned. Spør, og skriv ned om eleven er fylt 18 år",
        "Alderen til eleven er ikkje skriven ned. Spør, og skriv ned om eleven er fylt 18 år",
        "The student's age is not recorded. Ask, and record whether the student is 18",
    ),
    lambda file: not file.case.student or age(file, file.today) is not Age.UNKNOWN,
)
PARENTS_DECIDED = Gate(
    "parents_decided",
    "§ 10-8",
    Text(
        "Eleven er under 18 år, og ingen har avgjort om de foresatte skal få vite om saken",
        "Eleven er under 18 år, og ingen har avgjort om dei føresette skal få vite om saka",
        "The student is under 18, and nobody has decided whether the parents are to be told",
    ),
    lambda file: not parents_open(file, file.today),
)
ASKED_AGAIN = Gate(
    "asked_again",
    "fvl. § 13",
    Text(
        "Eleven er fylt 18 år. De foresatte får ikke vite mer før eleven er spurt og har samtykket",
        "Eleven er fylt 18 år. Dei føresette får ikkje vite meir før eleven er spurd og har samtykt",
        "The student is 18 now. The parents are told no more before the student has been asked and has consented",
    ),
    _is_asked_again,
)
IS_ADULT = Gate(
    "is_adult",
    "fvl. § 13",
    Text(
        "Samtykke gjelder fra eleven er fylt 18 år. Skriv først ned alderen; før 18 år avgjør skolen",
        "Samtykke gjeld frå eleven er fylt 18 år. Skriv først ned alderen; før 18 år avgjer skolen",
        "Consent is from the age of 18. Record the age first; before 18 the school decides",
    ),
    lambda file: age(file, file.today) is Age.ADULT,
)
AGE_FIRST = replace(AGE_KNOWN, is_open=lambda file: age(file, file.today) is not Age.UNKNOWN)
UNDECIDED = (AGE_KNOWN, PARENTS_DECIDED, ASKED_AGAIN)


def undecided(file: CaseFile) -> tuple[Gate, ...]:
    """What stands on the case until a person has decided it."""
    return shut(UNDECIDED, file) if file.case.status in IN_HAND else ()


MISTYPED = Gate(
    "mistyped",
    "fvl. § 13",
    Text(
        "Se på fødselsdatoen en gang til: så ung er ingen elev her",
        "Sjå på fødselsdatoen ein gong til: så ung er ingen elev her",
        "Look at the date of birth once more: no student here is that young",
    ),
    never,
)
NO_CONSENT = Gate(
    "no_consent",
    "fvl. § 13",
    Text(
        "Eleven var fylt 18 år den dagen, og hadde ikke samtykket. Da får de foresatte ikke vite noe. Spør eleven, og "
        "skriv ned samtykket først",
        "Eleven var fylt 18 år den dagen, og hadde ikkje samtykt. Då får dei føresette ikkje vite noko. Spør eleven, "
        "og skriv ned samtykket først",
        "The student was 18 on that day, and had not consented. Then the parents are told nothing. Ask the student, "
        "and record the consent first",
    ),
    never,
)
DECIDED_NOT = Gate(
    "decided_not",
    "§ 10-1",
    Text(
        "Det er avgjort at de foresatte ikke får vite om saken. Avgjør på nytt først, hvis det skal være annerledes",
        "Det er avgjort at dei føresette ikkje får vite om saka. Avgjer det på nytt først, om det skal vere annleis",
        "It has been decided that the parents are not told of the case. Decide anew first, if that is to be otherwise",
    ),
    never,
)
STILL_UNDER = Gate(
    "still_under",
    "fvl. § 13",
    Text(
        "Fødselsdatoen er ikke kjent. Spør om eleven var under 18 år den dagen, og svar på det her",
        "Fødselsdatoen er ikkje kjend. Spør om eleven var under 18 år den dagen, og svar på det her",
        "The date of birth is not known. Ask whether the student was under 18 on that day, and answer it here",
    ),
    never,
)


def _kind(answers: Answers, file: CaseFile) -> str:
    """Their age today, from the date of birth where it is given; the date itself is never a word in the history."""
    born = day_in(answers.get("age_birth", ""))
    if born is None:
        return answers["age_kind"]
    return Age.ADULT if file.today >= _years_after(born, OF_AGE) else Age.UNDER


def _unlikely(answers: Answers, file: CaseFile) -> Gate | None:
    born = day_in(answers.get("age_birth", ""))
    return MISTYPED if born and file.today < _years_after(born, YOUNGEST) else None


def _may_not(answers: Answers, file: CaseFile) -> Gate | None:
    """Whether they may be told is a question of the day they were."""
    if answers.get("parents_decision") != TOLD:
        return None
    if not may_tell(file, day_in(answers.get("parents_when", "")) or file.today):
        return NO_CONSENT
    is_sure = comes_of_age(file) or age(file, file.today) is Age.ADULT or answers.get("parents_under") == "yes"
    return None if is_sure else STILL_UNDER


def _chosen(step: str) -> Callable[[Answers, CaseFile], str]:
    return lambda answers, file: answers[step]


def not_for_parents(file: CaseFile, day: date) -> Gate | None:
    """What keeps a plan, or an invitation, from the parents on that day; None when nothing does.

    Of one who is 18 they get it with the student's consent alone (E22, E23); of a younger one not while it is decided
    that they are not told (E24).
    """
    if is_kept_from_them(file, day):
        return DECIDED_NOT
    if may_tell(file, day):
        return None
    return NO_CONSENT if age(file, day) is Age.ADULT else AGE_FIRST


DEEDS = (
    Deed("age", word=_kind, problem=_unlikely),
    Deed("consent", gates=(IS_ADULT,), word=_chosen("consent_kind")),
    Deed("parents", gates=(AGE_FIRST,), word=_chosen("parents_decision"), problem=_may_not),
)
