"""Before a student sends: whom they would talk with, who sees their name, and who else is to have it (ruling 8)."""

from __future__ import annotations

from dialogs.report import SEND
from domain.flow import Answers, Choice, Option, Page, Step, Toggle, When, always, answered, both, unless
from domain.text import Text

NOBODY = "none"  # no adult in particular

# Known by us, never asked: whether there is anybody to choose, whether it goes past the school's leadership, and
# whether the adult who was chosen keeps to herself what a student says.
ADULTS_THERE, PAST_THE_SCHOOL, ASKS_FIRST = "adults_there", "past_the_school", "asks_first"
_CHOOSES = answered(ADULTS_THERE, "true")
ADULT = Step(
    "adult",
    Text(
        "Er det en voksen du helst vil snakke med?",
        "Er det ein vaksen du helst vil snakke med?",
        "Is there an adult you would rather talk to?",
    ),
    Choice(source="adults", compact=True),
    required=_CHOOSES,
    when=_CHOOSES,
)
NAMING = Step(
    "naming",
    Text("Hvem skal se navnet ditt?", "Kven skal sjå namnet ditt?", "Who is to see your name?"),
    Choice(source="naming"),
    required=always,
    help=Text(
        "Skal en voksen kunne snakke med deg og hjelpe deg, må skolen vite hvem du er. Også det du har skrevet, kan "
        "vise hvem du er.",
        "Skal ein vaksen kunne snakke med deg og hjelpe deg, må skolen vite kven du er. Også det du har skrive, kan "
        "vise kven du er.",
        "For an adult to talk with you and help you, the school must know who you are. What you have written can show "
        "who you are, too.",
    ),
)
HERE = Step(
    "here",
    Text(
        "Si fra her i Teams når skolen svarer",
        "Sei frå her i Teams når skolen svarer",
        "Tell me here in Teams when the school answers",
    ),
    Toggle(),
    help=Text(
        "En kort melding som ikke sier hva det gjelder. Uten den bruker du koden du får, for å se svaret når ikke alle "
        "kan se navnet ditt.",
        "Ei kort melding som ikkje seier kva det gjeld. Utan ho bruker du koden du får, for å sjå svaret når ikkje "
        "alle kan sjå namnet ditt.",
        "A short message that does not say what it is about. Without it you use the code you are given to see the "
        "answer when not everybody can see your name.",
    ),
)
BEFORE_SENDING = Page(
    "send", Text("Før du sender", "Før du sender", "Before you send"), (ADULT, NAMING, HERE), send=SEND
)

_ONLY_THE_WISH = Text("Nei, bare ønsket om å snakke", "Nei, berre ønsket om å snakke", "No, only the wish")


_ASKS = answered(ASKS_FIRST, "true")


def _sharing(name: str, ask: Text, yes: Text, when: When) -> Page:
    """Before anything is sent to one who keeps to herself what she is told (ruling 8)."""
    options = (Option("no", _ONLY_THE_WISH), Option("yes", yes))
    title = Text("Hvem skal få vite det?", "Kven skal få vite det?", "Who is to know?")
    step = Step("share", ask, Choice(options), required=always)
    return Page(name, title, (step,), send=SEND, when=both(_ASKS, when))


SHARING = _sharing(
    "sharing",
    Text(
        "Vil du at rektor også skal få det du har skrevet?",
        "Vil du at rektor også skal få det du har skrive?",
        "Do you want the principal to get what you have written, too?",
    ),
    Text("Ja, rektor skal også få det", "Ja, rektor skal også få det", "Yes, the principal too"),
    unless(PAST_THE_SCHOOL, "true"),
)
SHARING_PAST = _sharing(
    "sharing_past",
    Text(
        "Vil du at skoleeieren også skal få det du har skrevet?",
        "Vil du at skoleeigaren også skal få det du har skrive?",
        "Do you want the school owner to get what you have written, too?",
    ),
    Text("Ja, skoleeieren skal også få det", "Ja, skoleeigaren skal også få det", "Yes, the school owner too"),
    both(answered(PAST_THE_SCHOOL, "true"), answered("owner_receives", "true")),
)
SHARING_NOWHERE = _sharing(
    "sharing_nowhere",
    Text(
        "Vil du at det du har skrevet, skal lagres? Ingen får det ennå: skoleeieren tar ikke imot meldinger her.",
        "Vil du at det du har skrive, skal lagrast? Ingen får det enno: skoleeigaren tek ikkje imot meldingar her.",
        "Is what you have written to be saved? Nobody gets it yet: the school owner does not receive reports here.",
    ),
    Text("Ja, lagre det jeg har skrevet", "Ja, lagre det eg har skrive", "Yes, save what I have written"),
    both(answered(PAST_THE_SCHOOL, "true"), unless("owner_receives", "true")),
)
NOT_ENOUGH = Page(
    "not_enough",
    Text("Noen er i fare", "Nokon er i fare", "Somebody is in danger"),
    (
        Step(
            "only_wish",
            Text("Hva vil du gjøre?", "Kva vil du gjere?", "What do you want to do?"),
            Choice(
                (
                    Option(
                        "no",
                        Text(
                            "Ta med det jeg har skrevet også",
                            "Ta med det eg har skrive også",
                            "Include what I have written, too",
                        ),
                    ),
                    Option(
                        "yes",
                        Text(
                            "Send bare ønsket om å snakke",
                            "Send berre ønsket om å snakke",
                            "Send only the wish to talk",
                        ),
                    ),
                )
            ),
            required=always,
        ),
    ),
    send=SEND,
    when=both(both(_ASKS, answered("share", "no")), answered("danger", "yes")),
    intro=Text(
        "Du svarte at noen er i fare. Et ønske om samtale er ikke nok når noen er i fare: det kan ta tid før det blir "
        "lest. Ring først.",
        "Du svarte at nokon er i fare. Eit ønske om samtale er ikkje nok når nokon er i fare: det kan ta tid før det "
        "blir lese. Ring først.",
        "You answered that somebody is in danger. A wish for a talk is not enough when somebody is in danger: it may "
        "take time before it is read. Call first.",
    ),
)


def is_only_a_wish(answers: Answers) -> bool:
    """Whether nothing but a wish for a talk is sent (ruling 8): the answer on the last page that asked counts."""
    if not _ASKS(answers) or answers.get("share") != "no":
        return False
    return answers.get("danger") != "yes" or answers.get("only_wish") == "yes"
