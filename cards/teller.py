"""Who told: a colleague by name, or somebody of whom the school knows what they chose to say, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from cards.look import Look
from cards.parts import CardElement, buttons, labelled, say, sends
from domain.case_views import IdentityCheck, ToldBy
from domain.lifecycle import ACTIONS
from domain.origin import Door, Naming, Teller
from domain.text import Text
from domain.views import Content, Involved

ABOUT_STUDENT = Text("Eleven det gjelder", "Eleven det gjeld", "The student concerned")
STUDENT_UNKNOWN = Text("Ikke kjent", "Ikkje kjend", "Not known")
ABOUT_EMPLOYEE = Text("Den ansatte det gjelder", "Den tilsette det gjeld", "The employee concerned")
TOLD_BY = Text("Meldt av", "Meldt av", "Reported by")
REPORTER_UNKNOWN = Text("Ukjent", "Ukjend", "Unknown")

WHO_TOLD = Text("Hvem som har sagt fra", "Kven som har sagt frå", "Who has told")
SELF = Text("Eleven selv har sagt fra", "Eleven sjølv har sagt frå", "The student has told this themself")
WHO: Mapping[Teller, Text] = {
    Teller.STUDENT: Text("En elev som er bekymret", "Ein elev som er uroa", "A student who is worried"),
    Teller.PARENT: Text("En foresatt", "Ein føresett", "A parent"),
    Teller.STAFF: Text("En som arbeider på skolen", "Ein som arbeider på skolen", "Somebody who works at the school"),
}
ON_THE_PAGE = Text("Sagt fra på den åpne siden", "Sagt frå på den opne sida", "Told on the open page")
NAMING: Mapping[Naming, Text] = {
    Naming.CONFIDENTIAL: Text("Navnet holdes tilbake", "Namnet blir halde tilbake", "The name is withheld"),
    Naming.UNNAMED: Text(
        "Ingen vet hvem. Navnet er ikke oppgitt", "Ingen veit kven. Namnet er ikkje oppgitt",
        "Nobody knows who. No name was given",
    ),
}  # fmt: skip
OPENED = Text("Du har åpnet navnet: {name}", "Du har opna namnet: {name}", "You have opened the name: {name}")
DO_NOT_SEEK = Text(
    "Ikke prøv å finne ut hvem det er, med mindre liv eller helse er i fare. Spør heller her i saken om det du trenger "
    "å vite.",
    "Ikkje prøv å finne ut kven det er, med mindre liv eller helse er i fare. Spør heller her i saka om det du treng å "
    "vite.",
    "Do not try to find out who it is, unless life or health is in danger. Ask here in the case about what you need to "
    "know.",
)
STUDENT_WITHHELD = Text(
    "Eleven som har sagt fra (navnet holdes tilbake)",
    "Eleven som har sagt frå (namnet blir halde tilbake)",
    "The student who has told (the name is withheld)",
)
STUDENT_UNNAMED = Text(
    "Eleven som har sagt fra (ingen vet hvem)",
    "Eleven som har sagt frå (ingen veit kven)",
    "The student who has told (nobody knows who)",
)
_STUDENTS = {Naming.CONFIDENTIAL: STUDENT_WITHHELD, Naming.UNNAMED: STUDENT_UNNAMED}
REACH = Text("Kan nås: {reach}", "Kan nåast: {reach}", "Can be reached: {reach}")
NOT_CHECKED = Text(
    "Ikke bekreftet hvem dette er", "Ikkje stadfesta kven dette er", "It has not been confirmed who this is"
)
IS_THEM = Text(
    "{name} bekreftet {when} at det er den som står her",
    "{name} stadfesta {when} at det er den som står her",
    "{name} confirmed {when} that it is the one named here",
)
IS_NOT_THEM = Text(
    "{name} skrev {when} at det ikke er den som står her",
    "{name} skreiv {when} at det ikkje er den som står her",
    "{name} recorded {when} that it is not the one named here",
)
ASK_STUDENT = Text("Spør eleven", "Spør eleven", "Ask the student")
HAPPENED: Mapping[str, Text] = {
    "told_unnamed": Text("meldingen kom", "meldinga kom", "the report came"),
    "open_name": Text("navnet åpnet av {name}", "namnet opna av {name}", "the name opened by {name}"),
    "confirm_teller": Text(
        "{name} så etter hvem som sa fra", "{name} såg etter kven som sa frå", "{name} checked who had told"
    ),
}


def people(look: Look, view: Involved) -> list[CardElement]:
    """The student, whoever of the staff it is about, and who told."""
    accused = [e for name in view.accused for e in labelled(look.w(ABOUT_EMPLOYEE), name)]
    student = labelled(look.w(ABOUT_STUDENT), view.student or _student(look, view.teller))
    return [*student, *accused, *_teller(look, view)]


def _student(look: Look, teller: ToldBy | None) -> str:
    """Of the student who tells of themself, no more than they have let the school know."""
    if teller is None or not teller.origin.about_self:
        return look.w(STUDENT_UNKNOWN)
    return teller.name or look.w(_STUDENTS.get(teller.origin.naming, STUDENT_UNKNOWN))


def _teller(look: Look, view: Involved) -> list[CardElement]:
    if view.teller is None:
        return labelled(look.w(TOLD_BY), view.reporter or look.w(REPORTER_UNKNOWN))
    seek = [] if view.teller.name or view.teller.origin.is_open else [say(look, DO_NOT_SEEK, subtle=True)]
    return [*labelled(look.w(WHO_TOLD), "\n".join(_lines(look, view.teller))), *seek]


def _lines(look: Look, it: ToldBy) -> list[str]:
    origin = it.origin
    who = SELF if origin.about_self and origin.by_student else WHO[origin.teller]
    door = [look.w(ON_THE_PAGE)] if origin.door is Door.PAGE else []
    reach = [look.w(REACH, reach=it.reach)] if it.reach else []
    return [look.w(who), *_name(look, it), *door, *reach, *_checked(look, it)]


def _name(look: Look, it: ToldBy) -> list[str]:
    if it.is_opened:
        return [look.w(OPENED, name=it.name)]
    kept = NAMING.get(it.origin.naming)
    return [it.name] if it.name else [look.w(kept)] if kept else []


def _checked(look: Look, it: ToldBy) -> list[str]:
    """Of a name that was given where nobody is signed in: whether somebody has seen to whose it is (ruling 11)."""
    if it.origin.door is not Door.PAGE or not it.origin.is_open:
        return []
    return [_check(look, it.check) if it.check else look.w(NOT_CHECKED)]


def _check(look: Look, it: IdentityCheck) -> str:
    return look.w(IS_THEM if it.is_them else IS_NOT_THEM, name=it.by, when=look.moment(it.at))


def asking(look: Look, view: Content) -> list[CardElement]:
    """Under the story, where one wonders: the button that asks whoever told it."""
    teller, row = view.involved.teller, ACTIONS["ask_teller"]
    if teller is None or row not in view.actions:
        return []
    words = ASK_STUDENT if teller.origin.about_self else row.name
    return [buttons([sends(look, words, "case.ask_teller", primary=False, case=view.involved.case)])]
