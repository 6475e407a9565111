"""What goes between a school and whoever told it something without working there: a question, a name that is opened,
and that somebody has checked who it was (E20; ruling 11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from domain.case import Case, Happened
from domain.casefile import CaseFile, Deed, Gate
from domain.note import Note
from domain.origin import BY_STAFF, Door, Naming, Origin, Teller
from domain.report import Answers
from domain.status import IN_HAND
from domain.text import Text
from domain.workdays import oslo_day

# All that whoever told ever sees of what is written by those who handle the case (E49).
SHOWN_TO_TELLERS = frozenset({"ask_teller"})

ASK_WORDS, IS_THEM = "ask_words", "confirm_is"


def comes_back(origin: Origin) -> bool:
    """Whether whoever told can come back here and answer: in Teams, or with the code they were given."""
    return origin != BY_STAFF


def is_held_apart(origin: Origin) -> bool:
    """Whether there is a name that somebody can open."""
    return origin.naming is Naming.CONFIDENTIAL


def is_to_be_checked(origin: Origin) -> bool:
    """Whether a name was given that nobody here has seen who gave."""
    return origin.door is Door.PAGE and origin.is_open


def asked(notes: Iterable[Note]) -> Iterator[Note]:
    """What of these is for whoever told."""
    return (note for note in notes if note.action in SHOWN_TO_TELLERS)


def checked(case: Case) -> Happened | None:
    """The last time somebody checked who it was, by one who is not out of the case."""
    out = case.accused | case.disqualified
    return next((h for h in reversed(case.history) if h.what == "confirm_teller" and h.who not in out), None)


def pointless(origin: Origin) -> frozenset[str]:
    """What may be done and would do nothing, since this is not how it was told."""
    found = (
        ("ask_teller", comes_back(origin)),
        ("open_name", is_held_apart(origin)),
        ("confirm_teller", is_to_be_checked(origin)),
    )
    return frozenset(action for action, makes_sense in found if not makes_sense)


def last_asked(case: Case) -> date | None:
    """The day on which whoever told was last asked something, where nothing has come from them since."""
    words = [h for h in case.this_round if h.what in ("ask_teller", "supplement")]
    return oslo_day(words[-1].at) if words and words[-1].what == "ask_teller" else None


def has_answered(case: Case) -> bool:
    """Whether anything has come from whoever told since they told it."""
    return case.first("supplement", case.reporter) is not None


COMES_BACK = Gate(
    "comes_back",
    "§ 12-4",
    Text(
        "Den som sa fra, arbeider på skolen. Snakk med dem",
        "Den som sa frå, arbeider på skolen. Snakk med dei",
        "Whoever told works at the school. Talk with them",
    ),
    lambda file: comes_back(file.origin),
)
NAME_IS_HELD = Gate(
    "name_is_held",
    "§ 12-4",
    Text(
        "I denne saken er det ikke noe navn å åpne",
        "I denne saka er det ikkje noko namn å opne",
        "In this case there is no name to open",
    ),
    lambda file: is_held_apart(file.origin),
)
NAME_IS_GIVEN = Gate(
    "name_is_given",
    "§ 12-4",
    Text(
        "Det er ikke oppgitt noe navn på den åpne siden",
        "Det er ikkje oppgitt noko namn på den opne sida",
        "No name was given on the open page",
    ),
    lambda file: is_to_be_checked(file.origin),
)
# The duty to tell cannot be met without saying who one is: somebody has to see that it is them (ruling 11).
TELLER_CHECKED = Gate(
    "teller_checked",
    "§ 12-4",
    Text(
        "En som arbeider på skolen, har sagt fra på den åpne siden, og ingen har sett etter om det er dem",
        "Ein som arbeider på skolen, har sagt frå på den opne sida, og ingen har sett etter om det er dei",
        "Somebody who works at the school told on the open page, and nobody has checked that it is them",
    ),
    lambda file: (
        file.origin.teller is not Teller.STAFF or not is_to_be_checked(file.origin) or bool(checked(file.case))
    ),
)


def unchecked(file: CaseFile) -> tuple[Gate, ...]:
    """What stands on the case until somebody has seen to it."""
    return (TELLER_CHECKED,) if file.case.status in IN_HAND and not TELLER_CHECKED.is_open(file) else ()


def _is_them(answers: Answers, file: CaseFile) -> str:
    return answers[IS_THEM]


DEEDS = (
    Deed("ask_teller", gates=(COMES_BACK,)),
    Deed("open_name", gates=(NAME_IS_HELD,)),
    Deed("confirm_teller", gates=(NAME_IS_GIVEN,), word=_is_them),
)
