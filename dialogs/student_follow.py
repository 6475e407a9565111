"""What whoever told can say afterwards: a few words to the school, and how it has become.

The questions stand beside the answers for those who handle the case, too.
"""

from __future__ import annotations

from domain.better import FACES
from domain.evaluation import NO, UNSURE, YES
from domain.flow import Choice, Flow, Long, Option, Page, Step, always
from domain.text import Text

SAY = Flow(
    "student.say",
    (
        Page(
            "say",
            Text("Skriv til skolen", "Skriv til skolen", "Write to the school"),
            (
                Step(
                    "said",
                    Text("Hva vil du si?", "Kva vil du seie?", "What do you want to say?"),
                    Long(5000),
                    required=always,
                ),
            ),
            send=Text("Send", "Send", "Send"),
            intro=Text(
                "De som har saken din, får det du skriver. Det du har sagt før, står som det var.",
                "Dei som har saka di, får det du skriv. Det du har sagt før, står som det var.",
                "Those who have your case get what you write. What you have said before stays as it was.",
            ),
        ),
    ),
)
_FACE = Step(
    "better_face",
    Text("Har det blitt bedre?", "Har det blitt betre?", "Has it become better?"),
    Choice(tuple(Option(str(face), words) for face, words in FACES.items())),
    required=always,
)
_SAFE = Step(
    "better_safe",
    Text(
        "Er det trygt og godt for deg på skolen nå?",
        "Er det trygt og godt for deg på skolen no?",
        "Is it safe and good for you at school now?",
    ),
    Choice((
        Option(YES, Text("Ja", "Ja", "Yes")),
        Option(NO, Text("Nei", "Nei", "No")),
        Option(UNSURE, Text("Vet ikke", "Veit ikkje", "I do not know")),
    )),
    required=always,
)  # fmt: skip
_WORDS = Step(
    "better_words",
    Text("Vil du si noe mer?", "Vil du seie noko meir?", "Do you want to say more?"),
    Long(2000),
    help=Text("Det må du ikke.", "Det må du ikkje.", "You need not."),
)
BETTER = Flow(
    "student.better",
    (
        Page(
            "better",
            Text("Slik har jeg det nå", "Slik har eg det no", "How it is for me now"),
            (_FACE, _SAFE, _WORDS),
            send=Text("Send", "Send", "Send"),
            intro=Text(
                "Svar slik det er for deg. Det er det du sier, som avgjør om saken kan avsluttes.",
                "Svar slik det er for deg. Det er det du seier, som avgjer om saka kan avsluttast.",
                "Answer as it is for you. It is what you say that decides whether the case can be closed.",
            ),
        ),
    ),
)

STUDENT_FOLLOW = (SAY, BETTER)
