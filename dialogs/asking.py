"""To ask whoever told something, to open a name that is held apart, and to write down who it turned out to be."""

from __future__ import annotations

from dataclasses import replace

from dialogs.forms import Form
from dialogs.open_page import OPEN_PAGE
from dialogs.student import STUDENT
from domain.asking import ASK_WORDS, IS_THEM
from domain.casefile import CaseFile
from domain.flow import Answers, Choice, Flow, Long, Option, Page, Step, always, asked
from domain.origin import BY_STAFF, Door, Origin, Teller
from domain.text import Text

# What stands over a question, by whether it is the student that the case is about who reads it.
STUDENT_SEES = Text(
    "Eleven ser det du skriver her, og hvilken stilling du har. Ikke noe annet av det som skrives i saken.",
    "Eleven ser det du skriv her, og kva stilling du har. Ikkje noko anna av det som blir skrive i saka.",
    "The student sees what you write here, and what your position is. Nothing else that is written in the case.",
)
TELLER_SEES = Text(
    "Den som sa fra, ser det du skriver her, og hvilken stilling du har. Ikke noe annet av det som skrives i saken.",
    "Den som sa frå, ser det du skriv her, og kva stilling du har. Ikkje noko anna av det som blir skrive i saka.",
    "Whoever told sees what you write here, and what your position is. Nothing else that is written in the case.",
)
DO_NOT_ASK_WHO = Text(
    "Spør om det du må vite for å hjelpe, ikke om hvem det er. Svaret kommer i saken når det er skrevet.",
    "Spør om det du må vite for å hjelpe, ikkje om kven det er. Svaret kjem i saka når det er skrive.",
    "Ask what you must know to help, not who it is. The answer comes into the case when it has been written.",
)
ANSWER_COMES = Text(
    "Svaret kommer i saken når det er skrevet.", "Svaret kjem i saka når det er skrive.",
    "The answer comes into the case when it has been written.",
)  # fmt: skip
_WORDS = Step(
    ASK_WORDS,
    Text("Hva vil du spørre om, eller si?", "Kva vil du spørje om, eller seie?", "What do you want to ask, or say?"),
    Long(2000),
    required=always,
    help=DO_NOT_ASK_WHO,
)
_ASK = Page(
    "ask_teller",
    Text("Spør den som sa fra", "Spør den som sa frå", "Ask whoever told"),
    (_WORDS,),
    send=Text("Send spørsmålet", "Send spørsmålet", "Send the question"),
    intro=TELLER_SEES,
)
ASK_STUDENT = Text("Spør eleven", "Spør eleven", "Ask the student")

_OPEN = Page(
    "open_name",
    Text("Åpne navnet", "Opne namnet", "Open the name"),
    (
        Step(
            "name_why",
            Text("Hvorfor må du vite hvem det er?", "Kvifor må du vite kven det er?", "Why must you know who it is?"),
            Long(2000),
            required=always,
            help=Text(
                "Grunnen kan leses av andre som har åpnet navnet, ikke av den som sa fra.",
                "Grunnen kan lesast av andre som har opna namnet, ikkje av den som sa frå.",
                "The reason can be read by others who have opened the name, not by whoever told.",
            ),
        ),
    ),
    send=Text("Åpne navnet", "Opne namnet", "Open the name"),
    intro=Text(
        "Den som sa fra, har bedt om at navnet holdes tilbake. Spør heller her i saken om det du trenger å vite. "
        "Åpner du navnet, er det bare du som ser det. Den som sa fra, får vite at det er åpnet, når, og av hvilken "
        "stilling.",
        "Den som sa frå, har bede om at namnet blir halde tilbake. Spør heller her i saka om det du treng å vite. "
        "Opnar du namnet, er det berre du som ser det. Den som sa frå, får vite at det er opna, når, og av kva "
        "stilling.",
        "Whoever told has asked for the name to be withheld. Ask here in the case about what you need to know instead. "
        "If you open the name, you alone see it. Whoever told is told that it has been opened, when, and by what "
        "position.",
    ),
)
_HOW = (
    Option("phone", Text("På telefon", "På telefon", "By phone")),
    Option("in_person", Text("Ansikt til ansikt", "Andlet til andlet", "In person")),
    Option("other", Text("På en annen måte", "På ein annan måte", "In another way")),
)
_CHECK = Page(
    "confirm_teller",
    Text("Se etter hvem som sa fra", "Sjå etter kven som sa frå", "Check who told"),
    (
        Step(
            IS_THEM,
            Text(
                "Er det den som har oppgitt navnet sitt, som har sagt fra?",
                "Er det den som har oppgitt namnet sitt, som har sagt frå?",
                "Is it the person whose name was given who has told?",
            ),
            Choice((Option("yes", Text("Ja", "Ja", "Yes")), Option("no", Text("Nei", "Nei", "No, it is not")))),
            required=always,
            help=Text(
                "Er det ikke dem, gjelder likevel det som er meldt, og skolen undersøker.",
                "Er det ikkje dei, gjeld likevel det som er meldt, og skolen undersøkjer.",
                "If it is not them, what was told still counts, and the school investigates.",
            ),
        ),
        Step(
            "confirm_how",
            Text("Hvordan fikk du vite det?", "Korleis fekk du vite det?", "How did you find out?"),
            Choice(_HOW),
            required=always,
        ),
        Step(
            "confirm_words",
            Text("Noe mer?", "Noko meir?", "Anything else?"),
            Long(2000),
        ),
    ),
    send=Text("Lagre", "Lagre", "Save"),
    intro=Text(
        "På den åpne siden er ingen logget inn. Ring, eller snakk med den som har oppgitt navnet sitt.",
        "På den opne sida er ingen logga inn. Ring, eller snakk med den som har oppgitt namnet sitt.",
        "Nobody is signed in on the open page. Call or talk with the person whose name was given.",
    ),
)


def _asked(flow: Flow, file: CaseFile) -> Flow:
    """With the words for the one who will read it."""
    origin = file.origin
    step = replace(_WORDS, help=ANSWER_COMES) if origin.is_open else _WORDS
    page = replace(_ASK, steps=(step,))
    is_student = origin.about_self and origin.teller is Teller.STUDENT
    return replace(flow, pages=(replace(page, title=ASK_STUDENT, intro=STUDENT_SEES) if is_student else page,))


# The talk as it is read back by those who handle the case.
ASKED = Step(ASK_WORDS, Text("Til den som sa fra", "Til den som sa frå", "To whoever told"), Long(2000))
SAID = Step("said", Text("Fra den som sa fra", "Frå den som sa frå", "From whoever told"), Long(5000))


def asked_of(origin: Origin, answers: Answers) -> tuple[Step, ...]:
    """The questions that were answered in a report, in the words in which they were put to this teller."""
    if origin == BY_STAFF:
        return ()
    pages = OPEN_PAGE.pages if origin.door is Door.PAGE else STUDENT.pages
    return (*(step for page in pages if page.when(answers) for step in asked(page, answers)), ASKED, SAID)


FORMS = (
    Form(Flow("ask_teller", (_ASK,)), _asked),
    Form(Flow("open_name", (_OPEN,))),
    Form(Flow("confirm_teller", (_CHECK,))),
)
