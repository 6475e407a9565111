"""The written plan: what it asks of each measure, page by page (6.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

from dialogs.forms import Form
from domain.case_plan import (
    LEVEL_WORDS,
    MOST,
    NOBODY,
    Level,
    as_answers,
    based_on,
    label,
    newest,
    rows,
    shared,
)
from domain.casefile import CaseFile
from domain.flow import (
    Answers,
    Carried,
    Choice,
    Day,
    Flow,
    Line,
    Long,
    Option,
    Options,
    Page,
    Step,
    Toggle,
    When,
    always,
    answered,
    unless,
)
from domain.text import Text, filled, same

YES, NO = "yes", "no"
Held = Callable[[str, str], int]
COLLEAGUE = Choice(source="colleagues", compact=True)
_OR_NOBODY = replace(
    COLLEAGUE, options=(Option(NOBODY, Text("Ingen på listen", "Ingen på lista", "Nobody on the list")),)
)
_ON = Text("Lagre og gå videre", "Lagre og gå vidare", "Save and go on")
STORE = Text("Lagre", "Lagre", "Save")
_IN_LONG_FORM = unless("plan_short", "true")

# The titles where the school has its own name for the plan.
TITLE = Text("Skriv {plan}", "Skriv {plan}", "Write the {plan}")
SAVE = Text("Lagre {plan}", "Lagre {plan}", "Save the {plan}")
NUMBERED = Text("Tiltak {number}", "Tiltak {number}", "Measure {number}")

# What there is to say of a measure, one question each.
PROBLEM = Text("Hvilket problem skal løses?", "Kva problem skal løysast?", "Which problem is to be solved?")
MEASURE = Text("Hva skal gjøres?", "Kva skal gjerast?", "What is to be done?")
WHEN_DONE = Text("Når skal det gjøres?", "Når skal det gjerast?", "When is it to be done?")
WHO = Text("Hvem har ansvaret?", "Kven har ansvaret?", "Who is responsible?")
WHO_ELSE = Text(
    "Andre som har ansvaret, hvis de ikke står i listen",
    "Andre som har ansvaret, om dei ikkje står i lista",
    "Others who are responsible, if they are not on the list",
)
EVALUATE = Text("Når skal det evalueres?", "Når skal det evaluerast?", "When is it to be evaluated?")
LEVEL = Text("Hvem er tiltaket for?", "Kven er tiltaket for?", "Whom is the measure for?")
GOAL = Text(
    "Hva er målet? Hva er tegn på at det virker?",
    "Kva er målet? Kva er teikn på at det verkar?",
    "What is the goal? What are signs that it works?",
)
DROP = Text("Ta dette tiltaket ut av planen", "Ta dette tiltaket ut av planen", "Take this measure out of the plan")
ONE_MORE = Text("Legg til et tiltak til?", "Leggje til eit tiltak til?", "Add another measure?")
_YES_NO = (Option(YES, Text("Ja", "Ja", "Yes")), Option(NO, Text("Nei", "Nei", "No")))
_LEVELS = tuple(Option(level, LEVEL_WORDS[level]) for level in Level)


def _measure_page(n: int) -> Page:
    """Nothing is required: a draft is never held back (E36)."""
    m = f"m{n}."
    steps = (
        Step(f"{m}id", Text("Tiltakets nummer", "Nummeret til tiltaket", "The measure's number"), Carried()),
        Step(f"{m}problem", PROBLEM, Long(1500)),
        Step(f"{m}measure", MEASURE, Long(1500)),
        Step(f"{m}when", WHEN_DONE, Line(300)),
        Step(f"{m}who", WHO, _OR_NOBODY),
        Step(f"{m}who_text", WHO_ELSE, Line(200)),
        Step(f"{m}evaluate", EVALUATE, Day(ahead=True)),
        Step(f"{m}level", LEVEL, Choice(_LEVELS), when=_IN_LONG_FORM),
        Step(f"{m}goal", GOAL, Long(1000), when=_IN_LONG_FORM),
        Step(f"{m}drop", DROP, Toggle(), when=unless(f"{m}id", "")),
    )
    more = (Step(f"{m}more", ONE_MORE, Choice(_YES_NO)),) if n < MOST else ()
    return Page(
        f"m{n}",
        Text("Tiltak", "Tiltak", "Measure"),
        (*steps, *more),
        send=_ON,
        when=always if n == 1 else answered(f"m{n - 1}.more", YES),
    )


_FIRST = Page(
    "plan",
    Text("Skriv planen", "Skriv planen", "Write the plan"),
    (
        Step(
            "plan_based_on",
            Text("Bygger på versjon", "Byggjer på versjon", "Based on version"),
            Carried(),
        ),
        Step(
            "plan_short",
            Text(
                "Kort plan, for en enkel sak",
                "Kort plan, for ei enkel sak",
                "A short plan, for a simple case",
            ),
            Toggle(),
            help=Text(
                "Når tiltakene settes inn tidlig. Færre spørsmål, men de fem punktene må være med likevel.",
                "Når tiltaka blir sette inn tidleg. Færre spørsmål, men dei fem punkta må vere med likevel.",
                "When the measures come early. Fewer questions, but the five points must be there all the same.",
            ),
        ),
        Step(
            "plan_copy",
            Text(
                "Hent tiltak fra en annen sak om det samme",
                "Hent tiltak frå ei anna sak om det same",
                "Take over measures from another case about the same",
            ),
            Choice(source="shared_measures", many=True),
            help=Text(
                "Du kan endre dem etterpå. Skriv ikke noe om den andre eleven.",
                "Du kan endre dei etterpå. Skriv ikkje noko om den andre eleven.",
                "You can change them afterwards. Write nothing about the other student.",
            ),
        ),
    ),
    send=_ON,
    intro=Text(
        "Planen skal si hvilket problem som skal løses, hva skolen gjør, når, hvem som har ansvaret, og når det "
        "evalueres. Den kan lagres uferdig. Hver gang blir en ny versjon, og ingen blir borte.",
        "Planen skal seie kva problem som skal løysast, kva skolen gjer, når, kven som har ansvaret, og når det blir "
        "evaluert. Han kan lagrast uferdig. Kvar gong blir ein ny versjon, og ingen blir borte.",
        "The plan says which problem is to be solved, what the school does, when, who is responsible, and when it is "
        "evaluated. It can be saved unfinished. Each time makes a new version, and none is lost.",
    ),
)
_LAST = Page(
    "plan_student",
    Text("Eleven og planen", "Eleven og planen", "The student and the plan"),
    (
        Step(
            "plan_view",
            Text("Hva mener eleven om planen?", "Kva meiner eleven om planen?", "What does the student think of it?"),
            Long(3000),
            help=Text(
                "Har eleven ikke sagt noe om den, skriv hvorfor.",
                "Har eleven ikkje sagt noko om han, skriv kvifor.",
                "If the student has not said anything about it, write why.",
            ),
        ),
        Step(
            "plan_part",
            Text(
                "Hvordan har eleven og andre det gjelder, vært med på å lage planen?",
                "Korleis har eleven og andre det gjeld, vore med på å lage planen?",
                "How have the student and others concerned taken part in making the plan?",
            ),
            Long(2000),
            when=_IN_LONG_FORM,
        ),
    ),
    send=STORE,
)
PLAN = Flow("plan", (_FIRST, *(_measure_page(n) for n in range(1, MOST + 1)), _LAST))


def _plan(flow: Flow, file: CaseFile) -> Flow:
    """In the school's own words; a page for each measure that stands there already, and for each that is asked for."""
    name = label(file.school)
    held = lru_cache(maxsize=None)(partial(_held, file))
    first, *measures, last = flow.pages
    copies = first.steps if shared(file) else tuple(s for s in first.steps if s.id != "plan_copy")
    return Flow(
        flow.name,
        (
            replace(first, title=filled(TITLE, plan=name), steps=copies),
            *(_grown(page, n, held) for n, page in enumerate(measures, 1)),
            replace(last, send=filled(SAVE, plan=name)),
        ),
    )


def _held(file: CaseFile, based: str, copied: str) -> int:
    """How many measures stand in a form that was begun from one version, with some taken over."""
    return len(rows(file, {"plan_based_on": based, "plan_copy": copied}))


def _grown(page: Page, n: int, held: Held) -> Page:
    """Another measure is offered on the last that stands there."""
    steps = tuple(replace(s, when=_is_last(n, held)) if s.id.endswith(".more") else s for s in page.steps)
    return replace(page, title=filled(NUMBERED, number=n), steps=steps, when=_is_there(n, page.when, held))


def _is_last(n: int, held: Held) -> When:
    return lambda answers: n >= held(*_begun_from(answers))


def _is_there(n: int, is_asked_for: When, held: Held) -> When:
    return lambda answers: n <= held(*_begun_from(answers)) or is_asked_for(answers)


def _begun_from(answers: Answers) -> tuple[str, str]:
    return answers.get("plan_based_on", ""), answers.get("plan_copy", "")


def _begun(file: CaseFile) -> Answers:
    plan = newest(file)
    return {"plan_based_on": str(plan.number), "plan_short": str(plan.short).lower()} if plan else {}


def _standing(file: CaseFile, answers: Answers) -> Answers:
    """What stands on the pages after the first: what the version before said, and what is offered."""
    base = based_on(file, answers)
    said = {"plan_view": base.view, "plan_part": base.part} if base else {}
    return {**as_answers(rows(file, answers), file), **said}


def _to_share(file: CaseFile) -> Options:
    return {"shared_measures": tuple(Option(key, same(m.measure)) for key, m in shared(file).items())}


FORMS = (Form(PLAN, made=_plan, filled=_begun, later=_standing, options=_to_share),)
