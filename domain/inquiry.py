"""To investigate, to hear, and to assess what is best for the student (§ 12-4, §§ 10-1 and 10-2; S1-10 to S1-12).

What must be in place before a plan is computed here. It is counted from when the case was last opened, and of what
somebody has done who has since been accused or found disqualified, nothing counts: it must be done anew (fvl. § 6).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from enum import StrEnum

from domain.case import Case, Happened, Route
from domain.casefile import CaseFile, Deed, Gate
from domain.likeness import is_same
from domain.note import Note
from domain.people import PersonId
from domain.report import Answers, students_in
from domain.text import Text


class Method(StrEnum):
    """How something was investigated (6.5)."""

    TALK = "talk"
    OBSERVATION = "observation"
    MAPPING = "mapping"  # of the class too, or that it has been considered (S0-12)
    SURVEY = "survey"  # Elevundersøkelsen
    DOCUMENT = "document"
    OTHER = "other"


class Whose(StrEnum):
    """Who is heard: the student the case is about, or another who is directly affected (§ 10-2)."""

    AFFECTED = "affected"
    OTHER = "other"


class Outcome(StrEnum):
    """Heard, or why not. To be heard is a right and no duty."""

    HEARD = "heard"
    UNKNOWN = "unknown"
    UNREACHED = "unreached"
    DECLINED = "declined"
    REASON = "reason"


class Safe(StrEnum):
    """ "Har du det trygt og godt på skolen nå?", as the student answered."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NOT_ASKED = "not_asked"


class Track(StrEnum):
    """How far the accused employee's own track has come (S2-6)."""

    INFORMED = "informed"
    HEARD = "heard"
    DECLINED = "declined"


# The questions whose answers decide something.
WHOSE, OUTCOME, SAFE, KNOWN, NAME = "hear_whose", "hear_outcome", "hear_safe", "hear_known", "hear_name"
OTHERS, NAMES = "best_others", "best_names"
TRACK, MEETING = "accused_track", "minutes_kind"


_OF_ANOTHER = ("hear", "best_interest")  # what nobody can have done for the right student of a wrong one (E32)


def _begins(action: str) -> tuple[str, ...]:
    """After what this has to be done anew."""
    return ("reopen", "correct_student") if action in _OF_ANOTHER else ("reopen",)


def _this_time(case: Case) -> tuple[Happened, ...]:
    """What has happened since the case was last opened, but for what those did who are shut out of it, and what was
    heard and assessed of another student.
    """
    last = {h.what: n for n, h in enumerate(case.history)}
    since = {action: max((last.get(b, 0) for b in _begins(action)), default=0) for action in ("", *_OF_ANOTHER)}
    counted = (h for n, h in enumerate(case.history) if n >= since.get(h.what, since[""]))
    return tuple(h for h in counted if h.who not in _out(case))


def was_heard(case: Case) -> bool:
    """Whether it stands in the history that the student concerned was heard this time, or why not."""
    return any(h.what == "hear" and h.note.startswith(Whose.AFFECTED) for h in _this_time(case))


def _out(case: Case) -> frozenset[PersonId]:
    return case.accused | case.disqualified


def _written(file: CaseFile, action: str) -> Iterator[Note]:
    """The notes that count, oldest first."""
    case = file.case
    opened = max((h.at for h in case.all(*_begins(action))), default=case.told_at)
    return (n for n in file.of(action) if n.written_at >= opened and n.who not in _out(case))


def has_entry(file: CaseFile) -> bool:
    return any(_written(file, "investigate"))


def heard(file: CaseFile) -> bool:
    """Whether the student the case is about has been heard, or it is written down why not."""
    return any(note.answers.get(WHOSE) == Whose.AFFECTED for note in _written(file, "hear"))


def is_assessed(file: CaseFile) -> bool:
    """Whether what is best for the student has been assessed: without it there is a procedural error (S1-12)."""
    return any(_written(file, "best_interest"))


def others(file: CaseFile) -> tuple[str, ...]:
    """The other students who are directly affected, by name, as they were last written down."""
    newest = next(iter([*_written(file, "best_interest")][::-1]), None)
    return _named(newest.answers) if newest else ()


def _named(answers: Answers) -> tuple[str, ...]:
    written = answers.get(NAMES, "") if answers.get(OTHERS) == "yes" else ""
    return students_in(written) if written else ()


def met(file: CaseFile) -> tuple[str, ...]:
    """The other students who have been heard, or of whom it is written why not, each once and by name."""
    notes = (n for n in _written(file, "hear") if n.answers.get(WHOSE) == Whose.OTHER)
    return tuple(dict.fromkeys(_name(n.answers) for n in notes))


def unheard(file: CaseFile) -> tuple[str, ...]:
    """Those of the others whom nobody has heard, and of whom no reason is given."""
    names = others(file)
    done = {_meant(name, names) for name in met(file)}
    return tuple(name for name in names if name not in done)


def _name(answers: Answers) -> str:
    """Whom a note about another student is about: chosen among those who are known, or written."""
    return answers.get(KNOWN) or answers.get(NAME, "")


def _meant(name: str, among: Collection[str]) -> str:
    """The only one of these that may be meant; "" when there is none, or more than one."""
    may_be = [other for other in among if other == name] or [o for o in among if is_same(_words(o), _words(name))]
    return may_be[0] if len(may_be) == 1 else ""


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold()))


def says_unsafe(file: CaseFile) -> bool:
    """Whether any student concerned, the last time they answered, has said that it is not safe and good.

    What was said before the case was opened again stands until the same student is asked anew.
    """
    latest: dict[str, str] = {}
    for name, said in _said(file):
        latest[_meant(name, latest) or name] = said
    return Safe.NO in latest.values()


def _said(file: CaseFile) -> Iterator[tuple[str, str]]:
    """Each answer of each student, oldest first; the student the case is about is ""."""
    words = [(h.what, h.note.split()) for h in file.case.all("hear", "evaluate")]
    own = (w[0] if what == "evaluate" else w[2] for what, w in words if what == "evaluate" or w[0] == Whose.AFFECTED)
    notes = (n.answers for n in file.of("hear") if n.answers.get(WHOSE) == Whose.OTHER)
    both = (*(("", said) for said in own), *((_name(a), a.get(SAFE, Safe.NOT_ASKED)) for a in notes))
    return ((name, said) for name, said in both if said != Safe.NOT_ASKED)


INVESTIGATED: tuple[Gate, ...] = (
    Gate(
        "investigated",
        "§ 12-4",
        Text("Ingen undersøkelse er skrevet ned", "Inga undersøking er skriven ned", "No enquiry is on record"),
        has_entry,
    ),
    Gate(
        "heard",
        "§ 10-2",
        Text(
            "Eleven er ikke hørt, og det står ikke hvorfor",
            "Eleven er ikkje høyrd, og det står ikkje kvifor",
            "The student has not been heard, and why is not recorded",
        ),
        heard,
    ),
    Gate(
        "others_heard",
        "§ 10-2",
        Text(
            "En annen elev som er direkte berørt, er ikke hørt, og det står ikke hvorfor",
            "Ein annan elev som er direkte råka, er ikkje høyrd, og det står ikkje kvifor",
            "Another student directly affected has not been heard, and why is not recorded",
        ),
        lambda file: not unheard(file),
    ),
    Gate(
        "best_interest",
        "§ 10-1",
        Text(
            "Elevens beste er ikke vurdert",
            "Det beste for eleven er ikkje vurdert",
            "The student's best interests have not been assessed",
        ),
        is_assessed,
    ),
)


def first_entry_at(case: Case) -> datetime | None:
    """When the investigation began: the first that was written down of it."""
    return next((h.at for h in _this_time(case) if h.what == "investigate"), None)


def investigated_at(case: Case) -> datetime | None:
    """When an enquiry, the student's hearing, the assessment and as many talks with others as it asks for were first
    in place. From the history alone, where nobody is named: two talks with one student count as two here.
    """
    done: set[str] = set()
    asked = talks = 0
    for h in _this_time(case):
        if h.what in ("investigate", "best_interest"):
            done.add(h.what)
            asked = int(h.note or 0) if h.what == "best_interest" else asked
        elif h.what == "hear":
            done.add(h.note.split()[0])
            talks += h.note.startswith(Whose.OTHER)
        if done >= _WHOLE and talks >= asked:
            return h.at
    return None


_WHOLE = frozenset({"investigate", "best_interest", Whose.AFFECTED.value})


def is_about_employee(case: Case) -> bool:
    """Whether somebody who works at the school is accused, a leader too (§ 12-5)."""
    return case.route in (Route.EMPLOYEE, Route.LEADER) or bool(case.accused)


_ACCUSED = Gate(
    "accused",
    "§ 12-5",
    Text(
        "Det er ikke skrevet ned at noen som arbeider på skolen, er innblandet",
        "Det er ikkje skrive ned at nokon som arbeider på skolen, er innblanda",
        "It is not recorded that somebody who works at the school is involved",
    ),
    lambda file: is_about_employee(file.case),
)


def _hearing(answers: Answers, file: CaseFile) -> str:
    return f"{answers[WHOSE]} {answers[OUTCOME]} {answers.get(SAFE) or Safe.NOT_ASKED}"


def _how_many(answers: Answers, file: CaseFile) -> str:
    return str(len(_named(answers)))


DEEDS = (
    Deed("investigate"),
    Deed("hear", word=_hearing),
    Deed("best_interest", word=_how_many),
    Deed("hear_accused", gates=(_ACCUSED,), word=lambda answers, file: answers[TRACK]),
    Deed("minutes", word=lambda answers, file: answers[MEETING]),
    Deed("jot"),
)
