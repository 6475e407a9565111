"""What is shown above "Send" to somebody who may be in danger, or who may show who they are: numbers, and a reminder.

`notes` for a card; the same lines as plain words for other surfaces.
"""

from __future__ import annotations

from cards import words
from cards.look import Look
from cards.parts import CardElement, box, quote
from domain.caution import Caution
from domain.profile import School
from domain.text import Language, Text

NEED_HELP = Text(
    "Trenger du eller noen andre hjelp nå?",
    "Treng du eller nokon andre hjelp no?",
    "Do you or somebody else need help now?",
)
WHY_NUMBERS = Text(
    "Numrene står her fordi noe du har skrevet, kan handle om fare. Du kan sende det som det er.",
    "Nummera står her fordi noko du har skrive, kan handle om fare. Du kan sende det som det er.",
    "The numbers are here because something you have written may be about danger. You can send it as it is.",
)
NUMBERS = {
    "116 117": Text("116 117 legevakten", "116 117 legevakta", "116 117 emergency doctor (legevakt)"),
    "116 111": Text(
        "116 111 Alarmtelefonen for barn og unge, gratis, hele døgnet",
        "116 111 Alarmtelefonen for barn og unge, gratis, heile døgnet",
        "116 111 for children and young people (Alarmtelefonen), free, day and night",
    ),
    "116 123": Text(
        "116 123 Mental Helse, hele døgnet",
        "116 123 Mental Helse, heile døgnet",
        "116 123 Mental Helse, somebody to talk to, day and night",
    ),
}
OWN_NAME = Text(
    "Det ser ut til at navnet ditt står i teksten. Da ser den som leser, hvem du er.",
    "Det ser ut til at namnet ditt står i teksten. Då ser den som les, kven du er.",
    "Your name seems to stand in the text. Whoever reads it will then see who you are.",
)
CLASS_NAME = Text(
    "Det ser ut til at en klasse står i teksten. Er det din, kan den vise hvem du er.",
    "Det ser ut til at ein klasse står i teksten. Er det din, kan han vise kven du er.",
    "A class seems to stand in the text. If it is yours, it may show who you are.",
)
ID_NUMBER = Text(
    "Det ser ut til at et fødselsnummer står i teksten. Det trengs ikke her, og du bør ta det bort.",
    "Det ser ut til at eit fødselsnummer står i teksten. Det trengst ikkje her, og du bør ta det bort.",
    "A national identity number seems to stand in the text. It is not needed here, and you should take it away.",
)
CONTACT = Text(
    "Det ser ut til at et telefonnummer, en e-postadresse eller et brukernavn står i teksten. Er det ditt, kan det "
    "vise hvem du er.",
    "Det ser ut til at eit telefonnummer, ei e-postadresse eller eit brukarnamn står i teksten. Er det ditt, kan det "
    "vise kven du er.",
    "A telephone number, an e-mail address or a user name seems to stand in the text. If it is yours, it may show who "
    "you are.",
)
MAY_REVEAL = Text(
    "Også dette kan vise hvem du er: det bare du vet, hvordan du skriver, og når du sender.",
    "Også dette kan vise kven du er: det berre du veit, korleis du skriv, og når du sender.",
    "These too may show who you are: what only you know, how you write, and when you send.",
)

APART = {"own_name": OWN_NAME, "class_name": CLASS_NAME, "contact": CONTACT}


def notes(look: Look, caution: Caution, school: School | None, apart: bool = False) -> list[CardElement]:
    """`apart`: the school is not to see who has written it."""
    language = look.language
    boxes = (
        (calling(caution, school, language), "attention"),
        ((*unneeded(caution, language), *revealing(caution, apart, language)), "emphasis"),
    )
    return [box(_drawn(lines), style) for lines, style in boxes if lines]


def _drawn(lines: tuple[str, ...]) -> list[CardElement]:
    first, *rest = lines
    return [quote(first, bold=True), *(quote(line, spacing="None") for line in rest)]


def lines(caution: Caution, school: School | None, apart: bool, language: Language) -> tuple[str, ...]:
    """Everything that `notes` says, in its order. What the school's file says is among it: to be escaped in HTML."""
    return (
        *calling(caution, school, language),
        *unneeded(caution, language),
        *revealing(caution, apart, language),
    )


def calling(caution: Caution, school: School | None, language: Language) -> tuple[str, ...]:
    """Whom to call, where words of danger stand in the text; the first line asks, the last says why it is shown."""
    if not caution.danger_words:
        return ()
    return (
        NEED_HELP.in_(language),
        words.EMERGENCY_NUMBERS.in_(language),
        *(said.in_(language).replace(number, _unbroken(number)) for number, said in NUMBERS.items()),
        *_of_the_school(school),
        WHY_NUMBERS.in_(language),
    )


def _of_the_school(school: School | None) -> tuple[str, ...]:
    """Its own, without those that are said for every school."""
    own = (*school.emergency, *school.helplines) if school else ()
    shown = {_digits(number) for number in NUMBERS}
    return tuple(f"{n.label}: {_unbroken(n.number)}" for n in own if _digits(n.number) not in shown)


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _unbroken(number: str) -> str:
    """A telephone number stays on one line."""
    return number.replace(" ", "\u00a0")


def unneeded(caution: Caution, language: Language) -> tuple[str, ...]:
    return (ID_NUMBER.in_(language),) if caution.id_number else ()


def revealing(caution: Caution, apart: bool, language: Language) -> tuple[str, ...]:
    """What may show who somebody is, to whom the school is not to see; the last line whatever was found."""
    found = (said for mark, said in APART.items() if getattr(caution, mark))
    return tuple(said.in_(language) for said in (*found, MAY_REVEAL)) if apart else ()
