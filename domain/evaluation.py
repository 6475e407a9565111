"""Whether the measures have helped: the student's own answer first, then each measure (§ 12-4 third paragraph no. 5).

The duty lasts until the student has it safe and good (S2-11): nothing here ends anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from domain.case import Case, Event
from domain.case_plan import MOST, in_force
from domain.casefile import CaseFile, Deed, Gate, never
from domain.flow import day_in
from domain.report import Answers
from domain.text import Text

YES, NO, UNSURE, UNREACHED = "yes", "no", "unsure", "unreached"
CONTINUE, CHANGE, FINISHED = "continue", "change", "finished"
AFFECTED = "affected"  # the student concerned; another student is "other"
_ANSWERS = (YES, NO, UNSURE)  # the student's own; not to be reached is no answer


def measures(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """The measures of the plan that applies: the name that what is answered of each is kept under (`m1`), the words."""
    plan = in_force(file)
    return tuple((f"m{n}", m.measure) for n, m in enumerate(plan.measures, 1)) if plan else ()


def results(file: CaseFile) -> Mapping[str, str]:
    """What the newest evaluation found for each measure; nothing where a plan has been written since, or where whoever
    evaluated has been accused or found disqualified: it is done anew (fvl. § 6).
    """
    newest = file.newest("plan", "complete_plan", "evaluate")
    out = file.case.accused | file.case.disqualified
    if newest is None or newest.action != "evaluate" or newest.who in out:
        return {}
    return {id_: newest.answers.get(f"{id_}.result", "") for id_, _ in measures(file)}


def latest_word(case: Case, *since: str) -> str:
    """What the student concerned last said on whether it is safe: yes, no or unsure; "" when nothing.

    Of this student alone, or since the last of `since`.
    """
    asked = heard(case, *(since or ("correct_student",)))
    said = [answer for whose, _, answer in asked if whose == AFFECTED and answer in _ANSWERS]
    return said[-1] if said else ""


def is_unreached(case: Case) -> bool:
    """Whether the last time anybody sought the word of the student concerned, they were not to be had (E40)."""
    outcomes = [outcome for whose, outcome, _ in heard(case, "reopen", "correct_student") if whose == AFFECTED]
    return outcomes[-1:] == [UNREACHED]


def heard(case: Case, *since: str) -> Iterator[tuple[str, str, str]]:
    """Each time a student was asked, oldest first: whose answer, how it went, and whether it is safe. What was said
    before the last of `since` is left out, and with it what one who is shut out wrote, but for a no.
    """
    out = case.accused | case.disqualified if since else frozenset[str]()
    begins = max((n for n, h in enumerate(case.history) if h.what in since), default=0)
    for happened in (h for h in case.history[begins:] if h.what in ("hear", "evaluate", Event.SAID)):
        said = happened.note.split()
        if happened.who in out and NO not in said:
            continue
        if happened.what == "hear" and len(said) == 3:
            yield said[0], said[1], said[2]
        elif happened.what == Event.SAID:
            yield AFFECTED, "heard", said[0]
        elif happened.what == "evaluate" and said:
            yield AFFECTED, said[0] if said[0] == UNREACHED else "heard", said[0]


def planned(case: Case) -> tuple[int, date, datetime] | None:
    """The day on which the newest complete plan, or the newest evaluation since, says that it is time: where that
    stands in the history, the day, and when it was said.
    """
    start = case.version - len(case.this_round)
    said = [(n, h) for n, h in enumerate(case.this_round, start) if h.what in ("complete_plan", "evaluate")]
    n, last = said[-1] if said else (0, None)
    day = day_in(last.note.rpartition(" ")[2]) if last else None
    return (n, day, last.at) if last and day else None


def goes_on(answers: Answers) -> bool:
    """Whether there must be a day to look at it again: a measure is not finished, or the student does not say yes."""
    found = {answers.get(f"m{n}.result", "") for n in range(1, MOST + 1)}
    return bool(found & {CONTINUE, CHANGE}) or answers.get("evaluate_safe") != YES


def after_evaluation(file: CaseFile) -> str:
    """The step that a case waits for once it has been evaluated. Without a yes, that is new measures, never an end."""
    ended = [h.note.split() for h in file.case.all("evaluate")][-1:]
    if not ended or ended[0][0] == UNREACHED:
        return "evaluate"
    if latest_word(file.case) != YES:
        return "complete_plan" if not results(file) else "plan"
    return "close" if ended[0][-1] == FINISHED else "evaluate"


def _word(answers: Answers, file: CaseFile) -> str:
    day = day_in(answers.get("evaluate_next", ""))
    return f"{answers['evaluate_safe']} {day.isoformat() if day else FINISHED}"


EACH_MEASURE = Gate(
    "each_measure",
    "§ 12-4",
    Text(
        "Hvert tiltak i planen må ha et svar",
        "Kvart tiltak i planen må ha eit svar",
        "Every measure of the plan must have an answer",
    ),
    never,
)
NEXT_DAY = Gate(
    "next_day",
    "§ 12-4",
    Text(
        "Så lenge et tiltak går videre, eller eleven ikke sier at det er trygt, må dere sette en dag fram i tid for "
        "neste evaluering",
        "Så lenge eit tiltak går vidare, eller eleven ikkje seier at det er trygt, må de setje ein dag fram i tid for "
        "neste evaluering",
        "While a measure goes on, or the student does not say that it is safe, set a day ahead for the next evaluation",
    ),
    never,
)


OTHER_PLAN = Gate(
    "other_plan",
    "§ 12-4",
    Text(
        "En annen versjon av planen gjelder nå. Åpne «Evaluer tiltakene» på nytt: tiltakene er ikke de samme",
        "Ein annan versjon av planen gjeld no. Opne «Evaluer tiltaka» på nytt: tiltaka er ikkje dei same",
        "Another version of the plan applies now. Open “Evaluate the measures” anew: the measures are not the same",
    ),
    never,
)
VERSION = "evaluate_version"  # the version whose measures the form was drawn with


def applies(file: CaseFile) -> str:
    """The number of the plan that applies; "" where there is none."""
    plan = in_force(file)
    return str(plan.number) if plan else ""


def _problem(answers: Answers, file: CaseFile) -> Gate | None:
    if answers.get(VERSION, applies(file)) != applies(file):
        return OTHER_PLAN
    if not all(answers.get(f"{id_}.result") for id_, _ in measures(file)):
        return EACH_MEASURE
    day = day_in(answers.get("evaluate_next", ""))
    is_ahead = day > file.today if day else not goes_on(answers)
    return None if is_ahead else NEXT_DAY


DEEDS = (Deed("evaluate", word=_word, problem=_problem),)
