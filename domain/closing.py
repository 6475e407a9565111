"""How a case ends, and how it begins again (8.1). Only a person ends one, and each ending has what it needs (E39)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.archiving import IN_THE_ARCHIVE
from domain.case import Status
from domain.casefile import CaseFile, Deed, Gate, never, shut
from domain.evaluation import (
    CHANGE,
    FINISHED,
    NO,
    YES,
    heard,
    is_unreached,
    latest_word,
    measures,
    results,
)
from domain.inquiry import was_heard
from domain.not_meant import ENDING, NOT_MEANT, can_be_not_meant, has_measure, not_their_word
from domain.owner import must_tell_owner
from domain.parents import AGE_KNOWN, PARENTS_DECIDED
from domain.plan_deeds import limit_met
from domain.report import Answers
from domain.severity import serious_since
from domain.text import Text

SAFE, LEFT, ERROR, UNREACHABLE = "safe", "left", "error", "unreachable"


def going_on(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """The measures that the evaluation lets go on: at the end of the case each needs a reason to do so without it."""
    found = results(file)
    return tuple((id_, words) for id_, words in measures(file) if found.get(id_) != FINISHED)


def _is_evaluated(file: CaseFile) -> bool:
    found = results(file)
    return bool(found) and all(found.values()) and CHANGE not in found.values()


def owes_owner(file: CaseFile) -> bool:
    """Whether somebody at the owner is still to be told: nobody is reminded of it once the case has ended."""
    owed = must_tell_owner(file.case, file.school) and file.owner.untold
    return bool(owed) and not (file.owner.excepted and serious_since(file.case) is None)


EVALUATED = Gate(
    "evaluated",
    "§ 12-4",
    Text(
        "Tiltakene i den nyeste planen er ikke evaluert, eller ett av dem skal endres",
        "Tiltaka i den nyaste planen er ikkje evaluerte, eller eitt av dei skal endrast",
        "The measures of the newest plan have not been evaluated, or one of them is to be changed",
    ),
    lambda file: file.case.status is Status.EVALUATING and _is_evaluated(file),
)
SAID_SAFE = Gate(
    "said_safe",
    "§ 12-4",
    Text(
        "Det siste eleven har sagt, er ikke at det er trygt og godt. Spør på nytt, og skriv ned svaret",
        "Det siste eleven har sagt, er ikkje at det er trygt og godt. Spør på nytt, og skriv ned svaret",
        "The last the student said is not that it is safe and good. Ask again, and record the answer",
    ),
    lambda file: latest_word(file.case) in (YES, ""),
)
NOT_UNSAFE_SINCE = Gate(
    "not_unsafe_since",
    "§ 12-4",
    Text(
        "Eleven har sagt at det ikke er trygt, og ingen plan er laget siden. Da er det ikke nok at eleven ikke svarer",
        "Eleven har sagt at det ikkje er trygt, og ingen plan er laga sidan. Då er det ikkje nok at ho ikkje svarar",
        "The student has said that it is not safe, and no plan has been made since. Then it is not enough that the "
        "student does not answer",
    ),
    lambda file: latest_word(file.case, "complete_plan", "correct_student") in (YES, ""),
)
CLOSING_MINUTES = Gate(
    "closing_minutes",
    "closing.minutes",
    Text(
        "Referatet fra avslutningsmøtet mangler",
        "Referatet frå avslutningsmøtet manglar",
        "The minutes of the closing meeting are missing",
    ),
    lambda file: not file.school.closing.minutes or file.has("minutes", "closing"),
)
SOUGHT = Gate(
    "sought",
    "§ 10-2",
    Text(
        "Det er ikke skrevet ned at dere sist har prøvd å få tak i eleven uten å få svar",
        "Det er ikkje skrive ned at de sist har prøvd å få tak i eleven utan å få svar",
        "It is not recorded that the last attempt to reach the student got no answer",
    ),
    lambda file: is_unreached(file.case),
)
NO_MEASURE = Gate(
    "no_measure",
    "§ 12-4",
    Text(
        "Det er satt inn tiltak i saken. Da evalueres de før den kan avsluttes",
        "Det er sett inn tiltak i saka. Då blir dei evaluerte før ho kan avsluttast",
        "Measures are in place in the case. They are evaluated before it can end",
    ),
    lambda file: not has_measure(file),
)
NEVER_UNSAFE = Gate(
    "never_unsafe",
    "§ 12-4",
    Text(
        "En elev i saken har sagt at det ikke er trygt. Da har skolen plikt til å sette inn tiltak",
        "Ein elev i saka har sagt at det ikkje er trygt. Då har skolen plikt til å setje inn tiltak",
        "A student in the case has said that it is not safe. Then the school must put measures in place",
    ),
    lambda file: all(answer != NO for _, _, answer in heard(file.case)),
)
PLAN_ACCEPTED = Gate(
    "plan_accepted",
    "plan.accepted",
    Text(
        "Det er ikke skrevet ned at planen er godtatt, eller hvorfor ikke",
        "Det er ikkje skrive ned at planen er godteken, eller kvifor ikkje",
        "It is not recorded that the plan has been accepted, or why not",
    ),
    lambda file: not file.school.plan.accepted or limit_met(file.case, must_be_accepted=True) is not None,
)
OWNER_TOLD = Gate(
    "owner_told",
    "§§ 12-4, 12-5",
    Text(
        "Skoleeieren skal varsles, og det er ikke skrevet ned at det er gjort",
        "Skoleeigaren skal varslast, og det er ikkje skrive ned at det er gjort",
        "The owner is to be told, and it is not recorded that this has been done",
    ),
    lambda file: not owes_owner(file),
)
STUDENT_HEARD = Gate(
    "student_heard",
    "§ 10-2",
    Text(
        "Eleven er ikke hørt, og det er ikke skrevet ned hvorfor",
        "Eleven er ikkje høyrd, og det er ikkje skrive ned kvifor",
        "The student has not been heard, and why is not recorded",
    ),
    lambda file: was_heard(file.case),
)
FOLLOWED_ELSEWHERE = Gate(
    "followed_elsewhere",
    "§ 12-4",
    Text(
        "Det er satt inn tiltak, eller en elev har sagt at det ikke er trygt. Da må saken først bli koblet til den "
        "saken den følges i («Gjelder det samme som en annen sak»)",
        "Det er sett inn tiltak, eller ein elev har sagt at det ikkje er trygt. Då må saka først bli kopla til den "
        "saka ho blir følgd i («Gjeld det same som ei anna sak»)",
        "Measures are in place, or a student has said that it is not safe. Then the case must first be joined with "
        "the one it is followed in (“Concerns the same as another case”)",
    ),
    lambda file: bool(file.case.joined) or (NO_MEASURE.is_open(file) and NEVER_UNSAFE.is_open(file)),
)


# What each ending needs beside the archive.
ENDINGS: Mapping[str, tuple[Gate, ...]] = {
    SAFE: (EVALUATED, SAID_SAFE, PLAN_ACCEPTED, CLOSING_MINUTES, AGE_KNOWN, PARENTS_DECIDED),
    LEFT: (),
    ERROR: (FOLLOWED_ELSEWHERE,),
    UNREACHABLE: (SOUGHT, NOT_UNSAFE_SINCE, PARENTS_DECIDED),
    NOT_MEANT: (NO_MEASURE, *ENDING),
}


def endings(file: CaseFile) -> Mapping[str, tuple[Gate, ...]]:
    """Those that there can be in this case, open or not."""
    return {e: gates for e, gates in ENDINGS.items() if e != NOT_MEANT or can_be_not_meant(file)}


NO_SUCH_ENDING = Gate(
    "no_such_ending",
    "§ 12-4",
    Text("Velg en av avslutningene", "Vel ei av avslutningane", "Choose one of the endings"),
    never,
)
SAYS_SO = Gate(
    "says_so",
    "§ 12-4",
    Text(
        "Eleven sier ikke at det er trygt og godt nå, og saken holdes åpen. Skriv ned det eleven sier, under "
        "«Evaluer tiltakene» eller «Eleven er hørt»",
        "Eleven seier ikkje at det er trygt og godt no, og saka blir halden open. Skriv ned det eleven seier, under "
        "«Evaluer tiltaka» eller «Eleven er høyrd»",
        "The student does not say that it is safe and good now, and the case stays open. Record what the student "
        "says under “Evaluate the measures” or “The student has been heard”",
    ),
    never,
)
REASON_OUTSIDE = Gate(
    "reason_outside",
    "§ 12-4",
    Text(
        "Skriv hvorfor hvert tiltak som ikke er avsluttet, kan gå videre utenfor saken",
        "Skriv kvifor kvart tiltak som ikkje er avslutta, kan gå vidare utanfor saka",
        "Write why each measure that is not finished can go on outside the case",
    ),
    never,
)


def _problem(answers: Answers, file: CaseFile) -> Gate | None:
    """The gates of the ending that was chosen, whatever a client offered to choose from."""
    ending = answers.get("close_ending", "")
    if ending not in endings(file):
        return NO_SUCH_ENDING
    if missing := shut(ENDINGS[ending], file):
        return missing[0]
    say = _OF_ENDING.get(ending)
    return say(answers, file) if say else None


def _not_said(answers: Answers, file: CaseFile) -> Gate | None:
    if answers.get("close_safe") != YES:
        return SAYS_SO
    return None if all(answers.get(f"{id_}.outside") for id_, _ in going_on(file)) else REASON_OUTSIDE


_OF_ENDING: Mapping[str, Callable[[Answers, CaseFile], Gate | None]] = {SAFE: _not_said, NOT_MEANT: not_their_word}

DEEDS = (
    Deed("archive"),
    Deed(
        "close",
        gates=(OWNER_TOLD, *IN_THE_ARCHIVE),
        word=lambda answers, file: answers["close_ending"],
        problem=_problem,
        wants=ENDINGS[SAFE],
    ),
    Deed(
        "close_without_plan",
        gates=(NO_MEASURE, NEVER_UNSAFE, STUDENT_HEARD, AGE_KNOWN, PARENTS_DECIDED, OWNER_TOLD, *IN_THE_ARCHIVE),
    ),
    Deed("reopen"),
)
