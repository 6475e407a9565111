"""What goes before and after the written plan: a measure at once, that it is complete, to whom it was made known."""

from __future__ import annotations

from dataclasses import replace

from dialogs.case_plan import COLLEAGUE, MEASURE, PROBLEM, STORE, WHO, WHO_ELSE
from dialogs.forms import Form
from domain.case_plan import label, versions
from domain.casefile import CaseFile
from domain.flow import Answers, Choice, Day, Flow, Line, Long, Option, Options, Page, Step, always, answered
from domain.plan_deeds import ACCEPTED, NOT_ACCEPTED, TOLD
from domain.text import Text, filled

VERSION = Text("Versjon {number}", "Versjon {number}", "Version {number}")
KNOWN = Text("Gjort kjent: {plan}", "Gjord kjend: {plan}", "Communicated: {plan}")
MEASURE_NOW = Flow(
    "measure",
    (
        Page(
            "measure",
            Text("Et tiltak nå", "Eit tiltak no", "A measure now"),
            (
                Step("measure_measure", MEASURE, Long(1500), required=always),
                Step("measure_problem", PROBLEM, Long(1500)),
                Step(
                    "measure_when",
                    Text("Når begynner det?", "Når byrjar det?", "When does it begin?"),
                    Line(300),
                    required=always,
                    help=Text(
                        "For eksempel: i dag, i alle friminutt.",
                        "Til dømes: i dag, i alle friminutt.",
                        "For example: today, in every break.",
                    ),
                ),
                Step("measure_who", WHO, COLLEAGUE, required=answered("measure_who_text", "")),
                Step("measure_who_text", WHO_ELSE, Line(200)),
                Step(
                    "measure_with",
                    Text(
                        "Hvem har vurdert det sammen med deg?",
                        "Kven har vurdert det saman med deg?",
                        "Who has considered it with you?",
                    ),
                    Line(300),
                    help=Text(
                        "For eksempel eleven, rådgiver og kontaktlærer.",
                        "Til dømes eleven, rådgivar og kontaktlærar.",
                        "For example the student, the counsellor and the contact teacher.",
                    ),
                ),
            ),
            send=STORE,
            intro=Text(
                "Tiltak kan settes inn med en gang, før saken er undersøkt. De blir med inn i planen.",
                "Tiltak kan setjast inn med ein gong, før saka er undersøkt. Dei blir med inn i planen.",
                "Measures can be put in place at once, before the investigation. They go into the plan.",
            ),
        ),
    ),
)

COMPLETED = Flow(
    "complete_plan",
    (
        Page(
            "complete_plan",
            Text("Er planen ferdig?", "Er planen ferdig?", "Is the plan complete?"),
            (
                Step(
                    "complete_version",
                    Text("Hvilken versjon er ferdig?", "Kva versjon er ferdig?", "Which version is complete?"),
                    Choice(source="plan_version"),
                    required=always,
                ),
            ),
            send=Text("Planen er ferdig", "Planen er ferdig", "The plan is complete"),
            intro=Text(
                "Da gjelder denne versjonen, og tiltakene skal følges. Den kan endres med en ny versjon når som helst.",
                "Då gjeld denne versjonen, og tiltaka skal følgjast. Han kan endrast med ein ny versjon når som helst.",
                "This version then applies, and its measures are carried out. A new version can change it at any time.",
            ),
        ),
    ),
)


def _version(file: CaseFile) -> Options:
    """The newest alone: when another has been written meanwhile, it has to be looked at."""
    return {"plan_version": tuple(_numbered(v.number) for v in versions(file)[-1:])}


def _newest(file: CaseFile) -> Answers:
    """Chosen already: there is no other to choose."""
    return {"complete_version": "".join(str(version.number) for version in versions(file)[-1:])}


def _numbered(number: int) -> Option:
    return Option(str(number), filled(VERSION, number=number))


_ANSWER = "deliver_accepted"
DELIVERED = Flow(
    "deliver_plan",
    (
        Page(
            "deliver_plan",
            Text("Planen er gjort kjent", "Planen er gjord kjend", "The plan has been communicated"),
            (
                Step(
                    "deliver_to",
                    Text("Hvem har fått den?", "Kven har fått han?", "Who has got it?"),
                    Choice(
                        (
                            Option("student", Text("Eleven", "Eleven", "The student")),
                            Option("parents", Text("De foresatte", "Dei føresette", "The parents")),
                            Option("others", Text("Andre", "Andre", "Others")),
                        ),
                        many=True,
                    ),
                    required=always,
                    help=Text(
                        "Er eleven 18 år, får de foresatte den bare når eleven samtykker.",
                        "Er eleven 18 år, får dei føresette han berre når eleven samtykkjer.",
                        "When the student is 18, the parents get it only with the student's consent.",
                    ),
                ),
                Step(
                    "deliver_other",
                    Text("Hvilke andre?", "Kva andre?", "Which others?"),
                    Line(300),
                    required=lambda answers: "others" in answers.get("deliver_to", "").split(","),
                ),
                Step(
                    "deliver_day", Text("Når fikk de den?", "Når fekk dei han?", "When did they get it?"), Day(), always
                ),
                Step(
                    "deliver_who",
                    Text(
                        "Hvem la den fram, hvis det ikke var du?",
                        "Kven la han fram, om det ikkje var du?",
                        "Who presented it, if it was not you?",
                    ),
                    COLLEAGUE,
                ),
                Step(
                    _ANSWER,
                    Text("Er den godtatt?", "Er han godteken?", "Has it been accepted?"),
                    Choice(
                        (
                            Option(ACCEPTED, Text("Ja", "Ja", "Yes")),
                            Option(NOT_ACCEPTED, Text("Nei", "Nei", "No")),
                            Option(
                                TOLD, Text("Ikke spurt eller svart ennå", "Ikkje spurt eller svart enno", "Not yet")
                            ),
                        )
                    ),
                    required=always,
                ),
                Step(
                    "deliver_why",
                    Text("Hvis ikke: hvorfor?", "Om ikkje: kvifor?", "If not: why?"),
                    Long(2000),
                    required=answered(_ANSWER, NOT_ACCEPTED),
                    help=Text(
                        "Fristen for at planen er godtatt, er skolens egen. Tiltakene gjelder uansett.",
                        "Fristen for at planen er godteken, er skolen sin eigen. Tiltaka gjeld uansett.",
                        "The time limit for acceptance is the school's own. The measures apply regardless.",
                    ),
                ),
            ),
            send=STORE,
        ),
    ),
)


def _delivered(flow: Flow, file: CaseFile) -> Flow:
    """Acceptance is asked for only where the school's own plan does (S4-2)."""
    page = replace(flow.pages[0], title=filled(KNOWN, plan=label(file.school)))
    asked = (s for s in page.steps if file.school.plan.accepted or s.id not in (_ANSWER, "deliver_why"))
    return Flow(flow.name, (replace(page, steps=tuple(asked)),))


FORMS = (
    Form(MEASURE_NOW),
    Form(COMPLETED, filled=_newest, options=_version),
    Form(DELIVERED, made=_delivered),
)
