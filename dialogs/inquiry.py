"""To investigate: what is asked, and what is reminded of while it is (S1-10, S1-11, S2-1)."""

from __future__ import annotations

from dialogs.forms import Form
from domain.flow import Choice, Day, Flow, Line, Long, Option, Page, Step, always, answered
from domain.inquiry import Method
from domain.note import ON_DAY
from domain.text import Text

SAVE = Text("Lagre", "Lagre", "Save")
NEXT = Text("Neste", "Neste", "Next")
WHEN = Step(ON_DAY, Text("Hvilken dag?", "Kva dag?", "On which day?"), Day(), required=always)

_METHOD = Step(
    "inquiry_method",
    Text("Hva ble gjort?", "Kva vart gjort?", "What was done?"),
    Choice(
        (
            Option(Method.TALK, Text("Samtale", "Samtale", "A talk")),
            Option(Method.OBSERVATION, Text("Observasjon", "Observasjon", "Observation")),
            Option(
                Method.MAPPING,
                Text(
                    "Kartlegging av miljøet i klassen, eller vurdert om det trengs",
                    "Kartlegging av miljøet i klassen, eller vurdert om det trengst",
                    "Mapping of the class environment, or considering whether it is needed",
                ),
            ),
            Option(Method.SURVEY, Text("Elevundersøkelsen", "Elevundersøkinga", "The student survey")),
            Option(Method.DOCUMENT, Text("Dokument", "Dokument", "A document")),
            Option(Method.OTHER, Text("Noe annet", "Noko anna", "Something else")),
        ),
        compact=True,
    ),
    required=always,
)

_INVESTIGATE = Flow(
    "investigate",
    (
        Page(
            "investigate",
            Text("Undersøkelse", "Undersøking", "Enquiry"),
            (
                WHEN,
                _METHOD,
                Step(
                    "inquiry_with",
                    Text("Hvem var med?", "Kven var med?", "Who took part?"),
                    Line(500),
                    required=answered("inquiry_method", Method.TALK),
                ),
                Step(
                    "inquiry_words",
                    Text("Elevens egne ord", "Elevens eigne ord", "The student's own words"),
                    Long(3000),
                    help=Text("Slik eleven sier det selv.", "Slik eleven seier det sjølv.", "As the student puts it."),
                ),
                Step(
                    "inquiry_found",
                    Text("Hva kom fram?", "Kva kom fram?", "What came out of it?"),
                    Long(4000),
                    required=always,
                ),
            ),
            send=NEXT,
            intro=Text(
                "Finn ut hvordan eleven opplever skolemiljøet, og hva som påvirker det. Skolen samler og veier ikke "
                "bevis for eller imot at noe har skjedd. Snakk med elevene hver for seg, og skriv én gang for hver.",
                "Finn ut korleis eleven opplever skolemiljøet, og kva som påverkar det. Skolen samlar og veg ikkje "
                "bevis for eller imot at noko har skjedd. Snakk med elevane kvar for seg, og skriv éin gong for kvar.",
                "Find out how the student experiences the school environment and what affects that experience. Schools "
                "do not gather or weigh evidence for or against something having happened. Talk with students one at a "
                "time, and write once for each.",
            ),
        ),
        Page(
            "analysis",
            Text("Hva betyr det?", "Kva betyr det?", "What does it mean?"),
            (
                Step(
                    "inquiry_analysis",
                    Text(
                        "Hva ser ut til å påvirke hvordan eleven har det?",
                        "Kva ser ut til å påverke korleis eleven har det?",
                        "What seems to affect how the student feels?",
                    ),
                    Long(4000),
                    required=always,
                    help=Text(
                        "Slik du ser det nå. Det går an å svare at det er for tidlig å si.",
                        "Slik du ser det i dag. Det går an å svare at det er for tidleg å seie.",
                        "As far as can be seen today. It may be too early to say, and then say so.",
                    ),
                ),
                Step(
                    "inquiry_vulnerable",
                    Text(
                        "Er eleven særskilt sårbar?",
                        "Er eleven særskilt sårbar?",
                        "Is the student especially vulnerable?",
                    ),
                    Long(1000),
                    help=Text(
                        "For eksempel på grunn av funksjonsnedsettelse, språk, religion, seksuell orientering, "
                        "forhold hjemme eller tidligere krenkelser. Ta bare med det som betyr noe for saken.",
                        "Til dømes på grunn av funksjonsnedsetjing, språk, religion, seksuell orientering, "
                        "forhold heime eller tidlegare krenkingar. Ta berre med det som har noko å seie her.",
                        "For example because of a disability, language, religion, sexual orientation, life at home or "
                        "earlier violations. Only what matters here.",
                    ),
                ),
            ),
            send=SAVE,
        ),
    ),
)

FORMS = (Form(_INVESTIGATE),)
