"""Age, consent and parents: what a person has found out and decided (E22 to E25; ruling 10)."""

from __future__ import annotations

from dataclasses import replace

from dialogs.forms import Form
from domain.casefile import CaseFile
from domain.flow import Answers, Choice, Day, Flow, Line, Long, Option, Page, Step, always, answered
from domain.parents import GIVEN, NOT_TOLD, TOLD, WITHDRAWN, Age, age, comes_of_age, consent
from domain.text import Text, filled

_SAVE = Text("Lagre", "Lagre", "Save")
_AGE = Page(
    "age",
    Text("Elevens alder", "Alderen til eleven", "The student's age"),
    (
        Step(
            "age_birth",
            Text("Fødselsdato", "Fødselsdato", "Date of birth"),
            Day(),
            help=Text(
                "Er den kjent, regnes alderen ut hver dag. Er eleven født før 2000, velg 18 år eller eldre.",
                "Er han kjend, blir alderen rekna ut kvar dag. Er eleven fødd før 2000, vel 18 år eller eldre.",
                "If it is known, the age is worked out each day. If the student was born before 2000, choose 18 or "
                "over.",
            ),
        ),
        Step(
            "age_kind",
            Text(
                "Hvis fødselsdatoen ikke er kjent: hvor gammel er eleven?",
                "Om fødselsdatoen ikkje er kjend: kor gammal er eleven?",
                "If the date of birth is not known: how old is the student?",
            ),
            Choice((
                Option(Age.UNDER, Text("Under 18 år", "Under 18 år", "Under 18")),
                Option(Age.ADULT, Text("18 år eller eldre", "18 år eller eldre", "18 or over")),
            )),
        ),
    ),
    send=_SAVE,
    one_of_them=True,
)  # fmt: skip

_CONSENT = Page(
    "consent",
    Text("Samtykke fra eleven", "Samtykke frå eleven", "The student's consent"),
    (
        Step(
            "consent_kind",
            Text(
                "Kan de foresatte få vite noe?", "Kan dei føresette få vite noko?", "May the parents be told anything?"
            ),
            Choice((
                Option(GIVEN, Text("Eleven samtykker", "Eleven samtykkjer", "The student consents")),
                Option(
                    WITHDRAWN,
                    Text(
                        "Eleven samtykker ikke, eller tar samtykket tilbake",
                        "Eleven samtykkjer ikkje, eller tek samtykket tilbake",
                        "The student does not consent, or takes the consent back",
                    ),
                ),
            )),
            required=always,
        ),
        Step(
            "consent_scope",
            Text(
                "Hva har eleven samtykket til, og hvem gjelder det?",
                "Kva har eleven samtykt til, og kven gjeld det?",
                "What has the student consented to, and for whom?",
            ),
            Long(1000),
            required=answered("consent_kind", GIVEN),
            help=Text(
                "Skriv hva som kan sies, og til hvem. Noe annet åpner ikke samtykket for.",
                "Skriv kva som kan seiast, og til kven. Noko anna opnar ikkje samtykket for.",
                "Write what may be said, and to whom. The consent opens for nothing else.",
            ),
        ),
        Step("consent_day", Text("Når sa eleven det?", "Når sa eleven det?", "When did the student say so?"), Day(),
             required=always),
    ),
    send=_SAVE,
    intro=Text(
        "Eleven kan når som helst ta samtykket tilbake.",
        "Eleven kan når som helst ta samtykket tilbake.",
        "The student may take the consent back at any time.",
    ),
)  # fmt: skip

IS_ADULT = Text(
    "Eleven er fylt 18 år og har ikke samtykket. De foresatte får ikke vite noe.",
    "Eleven er fylt 18 år og har ikkje samtykt. Dei føresette får ikkje vite noko.",
    "The student is 18 and has not consented. The parents are told nothing.",
)
CONSENTED = Text(
    "Eleven er fylt 18 år og har samtykket til dette: {scope}",
    "Eleven er fylt 18 år og har samtykt til dette: {scope}",
    "The student is 18 and has consented to this: {scope}",
)
_DECISION = Step(
    "parents_decision",
    Text("Har de foresatte fått vite det?", "Har dei føresette fått vite det?", "Have the parents been told?"),
    Choice((
        Option(TOLD, Text("Ja, de har fått vite det", "Ja, dei har fått vite det", "Yes, they have been told")),
        Option(NOT_TOLD, Text("Nei, de får ikke vite det", "Nei, dei får ikkje vite det", "No, they are not told")),
    )),
    required=always,
)  # fmt: skip
_DECIDE = Page(
    "decision",
    Text("De foresatte", "Dei føresette", "The parents"),
    (_DECISION,),
    send=Text("Videre", "Vidare", "Next"),
    intro=Text(
        "Er eleven under 18 år, får de foresatte vanligvis vite det, men noen må avgjøre det hver gang. Varsle sender "
        "ingenting til dem: her skriver du ned hva som er avgjort.",
        "Er eleven under 18 år, får dei føresette vanlegvis vite det, men nokon må avgjere det kvar gong. Varsle "
        "sender ingenting til dei: her skriv du ned kva som er avgjort.",
        "If the student is under 18, the parents are usually told, but somebody must decide it each time. Varsle sends "
        "them nothing: here you record what has been decided.",
    ),
)
_UNDER = Step(
    "parents_under",
    Text(
        "Var eleven under 18 år den dagen?",
        "Var eleven under 18 år den dagen?",
        "Was the student under 18 on that day?",
    ),
    Choice((Option("yes", Text("Ja", "Ja", "Yes")), Option("no", Text("Nei", "Nei", "No")))),
    required=always,
    help=Text(
        "Fødselsdatoen er ikke kjent, så det må spørres hver gang.",
        "Fødselsdatoen er ikkje kjend, så ein må spørje kvar gong.",
        "The date of birth is not known, so it must be asked each time.",
    ),
)
_HOW = (
    Step(
        "parents_who",
        Text("Hvem har fått vite det?", "Kven har fått vite det?", "Who has been told?"),
        Line(500),
        required=always,
        help=Text(
            "Finn dem i skolens register: hvem har foreldreansvaret, og er adressen sperret? "
            "Ikke si fra til alle som står som kontakt.",
            "Finn dei i registeret til skolen: kven har foreldreansvaret, og er adressa sperra? "
            "Ikkje sei frå til alle som står som kontakt.",
            "Find them in the school's register: who has parental responsibility, and is the address withheld? Never "
            "every contact.",
        ),
    ),
    Step("parents_how", Text("Hvordan?", "Korleis?", "How?"), Line(500), required=always),
    Step("parents_when", Text("Når?", "Når?", "When?"), Day(), required=always),
    Step("parents_by", Text("Hvem sa fra?", "Kven sa frå?", "Who told them?"), Line(200), required=always),
)
_TOLD = Page(
    "told",
    Text("De foresatte har fått vite det", "Dei føresette har fått vite det", "The parents have been told"),
    (*_HOW, _UNDER),
    send=_SAVE,
    when=answered("parents_decision", TOLD),
)
_NOT_TOLD = Page(
    "not_told",
    Text("De foresatte får ikke vite det", "Dei føresette får ikkje vite det", "The parents are not told"),
    (
        Step(
            "parents_reason",
            Text("Hvorfor ikke?", "Kvifor ikkje?", "Why not?"),
            Long(2000),
            required=always,
            help=Text(
                "Hva sier eleven, og hva er best for eleven? Er det fare hjemme, vurder barnevernet (§ 24-3).",
                "Kva seier eleven, og kva er best for eleven? Er det fare heime, vurder barnevernet (§ 24-3).",
                "What does the student say, and what is best for the student? If there is danger at home, consider "
                "child welfare (§ 24-3).",
            ),
        ),
    ),
    send=_SAVE,
    when=answered("parents_decision", NOT_TOLD),
)


def _made(flow: Flow, file: CaseFile) -> Flow:
    """With what is known of age and consent today; the age is asked each time where no date of birth says it."""
    asks = comes_of_age(file) is None and age(file, file.today) is Age.UNDER
    decide = replace(_DECIDE, steps=(replace(_DECISION, about=_standing(file)),))
    return replace(flow, pages=(decide, replace(_TOLD, steps=(*_HOW, _UNDER) if asks else _HOW), _NOT_TOLD))


def _standing(file: CaseFile) -> Text | None:
    if age(file, file.today) is not Age.ADULT:
        return None
    given = consent(file, file.today)
    return filled(CONSENTED, scope=given.answers["consent_scope"]) if given else IS_ADULT


def _today(file: CaseFile) -> Answers:
    return {"consent_day": file.today.isoformat()}


FORMS = (
    Form(Flow("age", (_AGE,))),
    Form(Flow("consent", (_CONSENT,)), filled=_today),
    Form(Flow("parents", (_DECIDE, _TOLD, _NOT_TOLD)), _made),
)
