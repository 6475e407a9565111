"""The accused employee's own track: informed and heard, and never let into the case (S2-6, § 12-5)."""

from __future__ import annotations

from dialogs.forms import Form
from dialogs.inquiry import NEXT, SAVE, WHEN
from domain.flow import Choice, Flow, Line, Long, Option, Page, Step, always, answered
from domain.inquiry import TRACK, Track
from domain.text import Text

_TRACK = Step(
    TRACK,
    Text("Hva skriver du ned?", "Kva skriv du ned?", "What are you recording?"),
    Choice(
        (
            Option(
                Track.INFORMED,
                Text("Den ansatte er informert", "Den tilsette er informert", "The employee has been informed"),
            ),
            Option(Track.HEARD, Text("Den ansatte er hørt", "Den tilsette er høyrd", "The employee has been heard")),
            Option(
                Track.DECLINED,
                Text(
                    "Den ansatte ville ikke uttale seg", "Den tilsette ville ikkje uttale seg", "The employee declined"
                ),
            ),
        )
    ),
    required=always,
)
_WHO = Step(
    "accused_named",
    Text("Hvem?", "Kven?", "Which employee?"),
    Line(200),
    help=Text("Når det gjelder flere.", "Når det gjeld fleire.", "When there are several."),
)
_PRESENT = Step(
    "accused_present",
    Text("Hvem var til stede?", "Kven var til stades?", "Who was present?"),
    Line(500),
    required=always,
    help=Text(
        "Den ansatte kan ha med seg en tillitsvalgt eller en annen.",
        "Den tilsette kan ha med seg ein tillitsvald eller ein annan.",
        "The employee may bring a union representative or another person.",
    ),
)

_FLOW = Flow(
    "hear_accused",
    (
        Page(
            "hear_accused",
            Text("Den ansatte det gjelder", "Den tilsette det gjeld", "The employee concerned"),
            (_TRACK, _WHO, WHEN),
            send=NEXT,
            intro=Text(
                "Den ansatte skal også ha en forsvarlig prosess: få vite i hovedtrekk hva det gjelder, og bli hørt. "
                "Varsle viser aldri saken for den ansatte, og sender ingen beskjed. Elevens sak går sin gang uansett.",
                "Den tilsette skal òg ha ein forsvarleg prosess: få vite i hovudtrekk kva det gjeld, og bli høyrd. "
                "Varsle viser aldri saka for den tilsette, og sender ingen beskjed. Saka til eleven går sin gang "
                "uansett.",
                "The employee too is to have a fair process: to know in general what it concerns, and to be heard. "
                "Varsle never lets the employee see anything and sends no message. The student's own process goes on "
                "regardless.",
            ),
        ),
        Page(
            "accused_informed",
            Text("Hva den ansatte har fått vite", "Kva den tilsette har fått vite", "What the employee was told"),
            (
                Step("accused_by", Text("Hvem informerte?", "Kven informerte?", "Who told them?"), Line(200), always),
                Step(
                    "accused_about",
                    Text(
                        "Hva fikk den ansatte vite, i hovedtrekk?",
                        "Kva fekk den tilsette vite, i hovudtrekk?",
                        "What were they told, in general?",
                    ),
                    Long(3000),
                    required=always,
                    help=Text(
                        "Ikke mer enn det som trengs for å svare. Hvem som har meldt fra, hører ikke med.",
                        "Ikkje meir enn det som trengst for å svare. Kven som har meldt frå, høyrer ikkje med.",
                        "No more than is needed to answer, and never who reported.",
                    ),
                ),
            ),
            send=SAVE,
            when=answered(TRACK, Track.INFORMED),
        ),
        Page(
            "accused_heard",
            Text("Hva den ansatte sa", "Kva den tilsette sa", "What the employee said"),
            (
                _PRESENT,
                Step(
                    "accused_words",
                    Text("Med egne ord", "Med eigne ord", "In their own words"),
                    Long(4000),
                    required=always,
                ),
                Step("accused_minutes", Text("Referat", "Referat", "Minutes of the talk"), Long(5000)),
            ),
            send=SAVE,
            when=answered(TRACK, Track.HEARD),
        ),
        Page(
            "accused_declined",
            Text("Den ansatte ville ikke uttale seg", "Den tilsette ville ikkje uttale seg", "The employee declined"),
            (
                Step(
                    "accused_offered",
                    Text(
                        "Hvordan fikk den ansatte tilbud om å uttale seg?",
                        "Korleis fekk den tilsette tilbod om å uttale seg?",
                        "How was the chance to be heard given?",
                    ),
                    Long(2000),
                    required=always,
                ),
            ),
            send=SAVE,
            when=answered(TRACK, Track.DECLINED),
        ),
    ),
)

FORMS = (Form(_FLOW),)
