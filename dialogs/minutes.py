"""Minutes after one fixed template (S1-D03), and notes for those who handle the case alone."""

from __future__ import annotations

from dialogs.forms import Form
from dialogs.inquiry import NEXT, SAVE, WHEN
from domain.flow import Choice, Clock, Day, Flow, Line, Long, Option, Page, Step, always
from domain.inquiry import MEETING
from domain.meeting import MEETING_WORDS
from domain.note import ON_DAY
from domain.text import Text

WHAT_KIND = Text("Hva slags møte?", "Kva slags møte?", "What kind of meeting?")
KINDS = tuple(Option(kind, words) for kind, words in MEETING_WORDS.items())
_KIND = Step(MEETING, WHAT_KIND, Choice(KINDS, compact=True), required=always)

_MINUTES = Flow(
    "minutes",
    (
        Page(
            "minutes",
            Text("Referat", "Referat", "Minutes"),
            (
                _KIND,
                WHEN,
                Step("minutes_at", Text("Klokkeslett", "Klokkeslett", "Time"), Clock(ON_DAY)),
                Step("minutes_place", Text("Hvor?", "Kvar?", "Where?"), Line(200)),
                Step(
                    "minutes_invited",
                    Text("Hvem var kalt inn?", "Kven var kalla inn?", "Who was invited?"),
                    Long(1000),
                    help=Text(
                        "Elever kalles inn hver for seg. Er eleven under 18 år, kan foresatte være med.",
                        "Elevar blir kalla inn kvar for seg. Er eleven under 18 år, kan føresette vere med.",
                        "Students are called in one at a time. Parents may come when the student is under 18.",
                    ),
                ),
                Step(
                    "minutes_came",
                    Text("Hvem kom?", "Kven kom?", "Who came?"),
                    Long(1000),
                    required=always,
                    help=Text(
                        "Eleven og foresatte kan ha med seg en fullmektig (forvaltningsloven § 12).",
                        "Eleven og føresette kan ha med seg ein fullmektig (forvaltningslova § 12).",
                        "The student and the parents may bring a representative (Public Administration Act § 12).",
                    ),
                ),
            ),
            send=NEXT,
        ),
        Page(
            "minutes_said",
            Text("Hva som ble sagt og bestemt", "Kva som vart sagt og bestemt", "What was said and decided"),
            (
                Step(
                    "minutes_words",
                    Text("Hva eleven sa, med egne ord", "Kva eleven sa, med eigne ord", "The student's words"),
                    Long(3000),
                ),
                Step(
                    "minutes_what",
                    Text("Hva ble sagt?", "Kva vart sagt?", "What was said?"),
                    Long(5000),
                    required=always,
                ),
                Step(
                    "minutes_decided",
                    Text("Hva ble bestemt?", "Kva vart bestemt?", "What was decided?"),
                    Long(3000),
                    help=Text(
                        "Også hvem som gjør det, og når.",
                        "Også kven som gjer det, og når.",
                        "Who does what, and by when.",
                    ),
                ),
                Step("minutes_next", Text("Neste møte", "Neste møte", "Next meeting"), Day(ahead=True)),
            ),
            send=SAVE,
        ),
    ),
)

_JOT = Flow(
    "jot",
    (
        Page(
            "jot",
            Text("Internt notat", "Internt notat", "Internal note"),
            (Step("jot_text", Text("Notat", "Notat", "Note"), Long(5000), required=always),),
            send=SAVE,
            intro=Text(
                "For dem som har ansvaret for saken. Det holdes atskilt fra det eleven og foresatte får se, og vises "
                "ikke for dem som bare har en oppgave. Det eleven sier, og det dere gjør, hører hjemme i de andre "
                "skjemaene.",
                "For dei som har ansvaret for saka. Det blir halde skilt frå det eleven og føresette får sjå, og blir "
                "ikkje vist for dei som berre har ei oppgåve. Det eleven seier, og det de gjer, høyrer heime i dei "
                "andre skjemaa.",
                "For those in charge. Kept apart from what the student and the parents may see, and never shown to "
                "those who only have a task. What the student says, and what you do, belongs in the other forms.",
            ),
        ),
    ),
)

FORMS = (Form(_MINUTES), Form(_JOT))
