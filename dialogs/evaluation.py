"""Whether it has helped: the student's own answer first, then every measure of the plan, one by one (E40)."""

from __future__ import annotations

from dataclasses import replace

from dialogs.forms import Form
from domain.better import last
from domain.case_plan import MOST
from domain.casefile import CaseFile
from domain.evaluation import (
    CHANGE,
    CONTINUE,
    FINISHED,
    NO,
    UNREACHED,
    UNSURE,
    VERSION,
    YES,
    applies,
    goes_on,
    measures,
)
from domain.flow import Answers, Carried, Choice, Day, Flow, Long, Option, Page, Step, always, answered, unless
from domain.text import Text, filled, same

SHOWN = 300  # characters
OWN_ANSWER = (
    Option(YES, Text("Ja", "Ja", "Yes")),
    Option(NO, Text("Nei", "Nei", "No")),
    Option(UNSURE, Text("Vet ikke", "Veit ikkje", "Does not know")),
)
OWN_WORDS = Text("Hva sier eleven selv?", "Kva seier eleven sjølv?", "What does the student say?")
IN_OWN_WORDS = Text(
    "Skriv det med elevens egne ord.", "Skriv det med elevens eigne ord.", "In the student's own words."
)
MEASURE = (
    Text("Tiltak 1", "Tiltak 1", "Measure 1"),
    Text("Tiltak 2", "Tiltak 2", "Measure 2"),
    Text("Tiltak 3", "Tiltak 3", "Measure 3"),
    Text("Tiltak 4", "Tiltak 4", "Measure 4"),
    Text("Tiltak 5", "Tiltak 5", "Measure 5"),
    Text("Tiltak 6", "Tiltak 6", "Measure 6"),
    Text("Tiltak 7", "Tiltak 7", "Measure 7"),
    Text("Tiltak 8", "Tiltak 8", "Measure 8"),
)
_RESULTS = Choice((
    Option(CONTINUE, Text("Fortsetter", "Held fram", "Goes on")),
    Option(CHANGE, Text("Endres", "Blir endra", "Is changed")),
    Option(FINISHED, Text("Avsluttes", "Blir avslutta", "Is finished")),
))  # fmt: skip
NUMBERED = Text("Tiltak {number}: {words}", "Tiltak {number}: {words}", "Measure {number}: {words}")
_WHAT_NOW = Text("Hva skjer med tiltaket nå?", "Kva skjer med tiltaket no?", "What happens to the measure now?")
_EFFECT = Text("Hvordan har det virket?", "Korleis har det verka?", "What effect has it had?")

_SAFE = Step(
    "evaluate_safe",
    Text("Har eleven det trygt og godt nå?", "Har eleven det trygt og godt no?", "Is the student safe now?"),
    Choice((*OWN_ANSWER, Option(UNREACHED, Text("Fikk ikke svar", "Fekk ikkje svar", "Got no answer")))),
    required=always,
)
_STUDENT = Page(
    "student",
    Text("Elevens eget svar", "Elevens eige svar", "The student's own answer"),
    (
        _SAFE,
        Step("evaluate_words", OWN_WORDS, Long(2000), required=unless("evaluate_safe", UNREACHED), help=IN_OWN_WORDS),
        Step(
            "evaluate_day",
            Text("Når er tiltakene evaluert?", "Når er tiltaka evaluerte?", "When were the measures evaluated?"),
            Day(),
            required=always,
        ),
        Step(VERSION, Text("Versjon av planen", "Versjon av planen", "Version of the plan"), Carried()),
    ),
    send=Text("Videre", "Vidare", "Next"),
)
_NO_ANSWER = Page(
    "no_answer",
    Text("Uten svar fra eleven", "Utan svar frå eleven", "Without the student's answer"),
    (
        Step(
            "evaluate_attempts",
            Text(
                "Hvordan og når har dere prøvd å få svar?",
                "Korleis og når har de prøvd å få svar?",
                "How and when have you tried to get an answer?",
            ),
            Long(2000),
            required=always,
        ),
        Step(
            "evaluate_decision",
            Text(
                "Hva har rektor bestemt, og hvorfor?",
                "Kva har rektor bestemt, og kvifor?",
                "What has the principal decided, and why?",
            ),
            Long(2000),
            required=always,
        ),
    ),
    send=Text("Videre", "Vidare", "Next"),
    when=answered("evaluate_safe", UNREACHED),
    intro=Text(
        "At eleven ikke svarer, er ikke det samme som at det er trygt. Saken er fortsatt åpen.",
        "At eleven ikkje svarar, er ikkje det same som at det er trygt. Saka er framleis open.",
        "No answer does not mean that it is safe. The case stays open.",
    ),
)
_NEXT = Step(
    "evaluate_next",
    Text("Neste evaluering", "Neste evaluering", "Next evaluation"),
    Day(ahead=True),
    required=goes_on,
    help=Text(
        "Må fylles ut når et tiltak fortsetter eller endres, eller eleven ikke svarer ja.",
        "Må fyllast ut når eit tiltak held fram eller blir endra, eller eleven ikkje svarar ja.",
        "Required when a measure goes on or is changed, or the student does not answer yes.",
    ),
)


def called(n: int, words: str) -> Text:
    """Which measure a question is about, over it: its number and its own words; the whole of them is in the plan."""
    short = words if len(words) <= SHOWN else f"{words[:SHOWN]} …"
    return filled(NUMBERED, number=n, words=same(short)) if words else MEASURE[n - 1]


def _steps(n: int, words: str = "") -> tuple[Step, ...]:
    return (
        Step(f"m{n}.result", _WHAT_NOW, _RESULTS, required=always, about=called(n, words)),
        Step(f"m{n}.effect", _EFFECT, Long(500), required=always),
    )


_MEASURES = Page(
    "measures",
    Text("Tiltakene", "Tiltaka", "The measures"),
    (*(step for n in range(1, MOST + 1) for step in _steps(n)), _NEXT),
    send=Text("Lagre evalueringen", "Lagre evalueringa", "Save the evaluation"),
)


def _made(flow: Flow, file: CaseFile) -> Flow:
    """With what the student has answered in person, and the measures of the newest plan, each under its own words."""
    said = last(file.case)
    asked = replace(_SAFE, about=said.as_said if said else None)
    student = replace(_STUDENT, steps=(asked, *_STUDENT.steps[1:]))
    mine = [step for id_, words in measures(file) for step in _steps(int(id_[1:]), words)]
    return replace(flow, pages=(student, _NO_ANSWER, replace(_MEASURES, steps=(*mine, _NEXT))))


def _filled(file: CaseFile) -> Answers:
    return {"evaluate_day": file.today.isoformat(), VERSION: applies(file)}


FORMS = (Form(Flow("evaluate", (_STUDENT, _NO_ANSWER, _MEASURES)), _made, _filled),)
