"""A report that was not meant: how a case ends when there turns out to be nobody behind what was told (E20, E53).

What is told without a name is a report like any other, and opens the duty to act like any other. Nobody can be heard
about it, and a "no, it is not safe" written by nobody would keep the case open for ever: so it is asked about where
whoever told it comes back, and a person decides, with a reason. Whoever has said the same by name is never met by this.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.asking import comes_back, has_answered, last_asked
from domain.case import Case, Event
from domain.case_plan import versions
from domain.casefile import CaseFile, Gate, never
from domain.evaluation import NO, heard
from domain.inquiry import was_heard
from domain.origin import Naming
from domain.report import Answers
from domain.text import Text

NOT_MEANT = "not_meant"
HOW, SAID_SO, SILENT = "close_not_meant", "said_so", "silent"  # how it became clear
WAIT = timedelta(weeks=1)  # a question that nobody has had the time to see is none


def can_be_not_meant(file: CaseFile) -> bool:
    """Of a colleague's report that is never asked: it is the duty of each of them to tell (§ 12-4)."""
    return comes_back(file.origin)


def has_measure(file: CaseFile) -> bool:
    return any(file.of("measure")) or any(version.measures for version in versions(file))


def _is_asked(file: CaseFile) -> bool:
    day = last_asked(file.case)
    return has_answered(file.case) or (day is not None and file.today >= day + WAIT)


def _is_their_word(file: CaseFile) -> bool:
    """Whether the school can know it: nobody is known to have told it, or they have come back to it themself."""
    return file.origin.naming is Naming.UNNAMED or has_answered(file.case)


def _has_come(case: Case) -> bool:
    """Whether anything at all has come from them since: then there is somebody, and silence is not what they said."""
    return has_answered(case) or bool(list(_without_first_word(case).all(Event.SAID)))


def _is_nobody_unsafe(file: CaseFile) -> bool:
    """Whether no student has said that it is not safe, but for what somebody without a name said as they told it."""
    case = _without_first_word(file.case) if file.origin.naming is Naming.UNNAMED else file.case
    return all(answer != NO for _, _, answer in heard(case))


def _without_first_word(case: Case) -> Case:
    later = tuple(h for h in case.history if (h.what, h.at) != (Event.SAID, case.told_at))
    return replace(case, history=later)


ASKED = Gate(
    "asked_teller",
    "§ 12-4",
    Text(
        "Den som sa fra, er ikke spurt her i saken, eller det er gått mindre enn en uke uten svar",
        "Den som sa frå, er ikkje spurd her i saka, eller det har gått mindre enn ei veke utan svar",
        "Whoever told has not been asked here in the case, or less than a week has passed without an answer",
    ),
    _is_asked,
)
THEIR_WORD = Gate(
    "their_word",
    "§ 12-4",
    Text(
        "Den som sa fra, har et navn. Da må de selv ha skrevet at det ikke var ment",
        "Den som sa frå, har eit namn. Då må dei sjølv ha skrive at det ikkje var meint",
        "Whoever told has a name. Then they must themself have written that it was not meant",
    ),
    _is_their_word,
)
NOBODY_UNSAFE = Gate(
    "nobody_unsafe",
    "§ 12-4",
    Text(
        "En elev i saken har sagt at det ikke er trygt. Da kan den ikke avsluttes slik",
        "Ein elev i saka har sagt at det ikkje er trygt. Då kan ho ikkje avsluttast slik",
        "A student in the case has said that it is not safe. Then it cannot end this way",
    ),
    _is_nobody_unsafe,
)
NAMED_HEARD = Gate(
    "named_heard",
    "§ 10-2",
    Text(
        "Saken gjelder en elev med navn, som ikke er hørt. Det står heller ikke hvorfor",
        "Saka gjeld ein elev med namn, som ikkje er høyrd. Det står heller ikkje kvifor",
        "The case is about a student by name, who has not been heard. Why is not recorded either",
    ),
    lambda file: not file.case.student or was_heard(file.case),
)
SAY_SO = Gate(
    "say_so",
    "§ 12-4",
    Text(
        "Den som sa fra, har et navn. Da må de selv ha skrevet at det ikke var ment",
        "Den som sa frå, har eit namn. Då må dei sjølv ha skrive at det ikkje var meint",
        "Whoever told has a name. Then they must themself have written that it was not meant",
    ),
    never,
)
ENDING = (ASKED, THEIR_WORD, NOBODY_UNSAFE, NAMED_HEARD)


def not_their_word(answers: Answers, file: CaseFile) -> Gate | None:
    """Of one who is not without a name, silence says nothing; nor is there a word of theirs before they have come."""
    said_so = answers.get(HOW) == SAID_SO and has_answered(file.case)
    is_nobody = answers.get(HOW) == SILENT and file.origin.naming is Naming.UNNAMED and not _has_come(file.case)
    return None if said_so or is_nobody else SAY_SO
