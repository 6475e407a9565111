"""To call a meeting, to move it, and to call it off: who, how long and before when; then a time that all have free."""

from __future__ import annotations

from dialogs.forms import Form
from dialogs.minutes import KINDS, WHAT_KIND
from domain.casefile import CaseFile
from domain.convening import (
    ALSO,
    ALSO_TOO,
    AT,
    BEFORE,
    CLOCK,
    DAY,
    FURTHER,
    KIND,
    LENGTH,
    MEETINGS,
    NEAR,
    ON,
    OUTSIDE,
    PARENTS,
    SLOT,
    SLOTS,
    STUDENT,
    WHICH,
    WHO,
    WHY,
    settled,
)
from domain.flow import (
    Addresses,
    Answers,
    Choice,
    Clock,
    Day,
    Flow,
    Line,
    Option,
    Page,
    Step,
    always,
    answered,
    both,
    unless,
)
from domain.text import Text

FIND = Text("Finn tid", "Finn tid", "Find a time")
_WHICH = Step(
    WHICH,
    Text("Hvilket møte?", "Kva møte?", "Which meeting?"),
    Choice(source=MEETINGS, compact=True),
    required=always,
)
_BEFORE = Step(
    BEFORE,
    Text("Senest", "Seinast", "No later than"),
    Day(ahead=True),
    required=always,
    help=Text(
        "Varsle ser etter ledig tid til og med denne dagen.",
        "Varsle ser etter ledig tid til og med denne dagen.",
        "Varsle looks for free time up to and including this day.",
    ),
)


_LENGTHS = (
    Option("30", Text("En halv time", "Ein halv time", "Half an hour")),
    Option("45", Text("Tre kvarter", "Tre kvarter", "Three quarters of an hour")),
    Option("60", Text("En time", "Ein time", "An hour")),
    Option("90", Text("Halvannen time", "Halvannan time", "An hour and a half")),
)

_WHOM = Page(
    "call_meeting",
    Text("Kall inn til møte", "Kall inn til møte", "Call a meeting"),
    (
        Step(KIND, WHAT_KIND, Choice(KINDS, compact=True), required=always),
        Step(
            WHO,
            Text("Hvem fra skolen?", "Kven frå skolen?", "Who from the school?"),
            Choice(source=NEAR, many=True, compact=True),
            help=Text(
                "Du selv er alltid med. De som er stengt ute fra saken, står ikke her.",
                "Du sjølv er alltid med. Dei som er stengde ute frå saka, står ikkje her.",
                "You are always there yourself. Those who are shut out of the case are not listed.",
            ),
        ),
        Step(ALSO, Text("En til", "Ein til", "One more"), Choice(source=FURTHER, compact=True)),
        Step(ALSO_TOO, Text("Og en til", "Og ein til", "And one more"), Choice(source=FURTHER, compact=True)),
        Step(
            STUDENT,
            Text("E-postadressen til eleven", "E-postadressa til eleven", "The student's e-mail address"),
            Addresses(1),
            help=Text(
                "Bare eleven saken gjelder. Andre elever kalles inn hver for seg.",
                "Berre eleven saka gjeld. Andre elevar blir kalla inn kvar for seg.",
                "Only the student the case is about. Other students are invited one at a time.",
            ),
        ),
        Step(
            PARENTS,
            Text("E-postadressene til foresatte", "E-postadressene til føresette", "The parents' e-mail addresses"),
            Addresses(4),
            help=Text(
                "Med komma mellom. Du bestemmer om de skal kalles inn. Varsle finner ingen adresser selv.",
                "Med komma mellom. Du bestemmer om dei skal kallast inn. Varsle finn ingen adresser sjølv.",
                "With commas between. You decide whether to invite them. Varsle finds no addresses by itself.",
            ),
        ),
        Step(
            OUTSIDE,
            Text("Andre utenfor skolen, på e-post", "Andre utanfor skolen, på e-post", "Others outside, by e-mail"),
            Addresses(6),
            help=Text(
                "Invitasjonen viser bare «Oppfølgingsmøte» og saksnummeret.",
                "Invitasjonen viser berre «Oppfølgingsmøte» og saksnummeret.",
                "The invitation shows only “Oppfølgingsmøte” and the case reference.",
            ),
        ),
        Step(
            LENGTH,
            Text("Hvor lenge?", "Kor lenge?", "How long?"),
            Choice(_LENGTHS, compact=True),
            required=always,
        ),
        _BEFORE,
    ),
    send=FIND,
)


FREE = Text(
    "Ledig for alle. Ett trykk kaller inn:", "Ledig for alle. Eitt trykk kallar inn:",
    "Free for everybody. One tap calls the meeting:",
)  # fmt: skip


def _when(name: str, free: Text, send: Text) -> Page:
    """A free time is one tap; a time of one's own is written."""
    return Page(
        f"{name}_when",
        Text("Når?", "Når?", "When?"),
        (
            Step(SLOT, free, Choice(source=SLOTS, taps=True)),
            Step(DAY, Text("Eller en annen dag", "Eller ein annan dag", "Or another day"), Day(ahead=True)),
            Step(
                AT,
                Text("Klokkeslett", "Klokkeslett", "Time"),
                Clock(DAY, ahead=True),
                required=both(unless(DAY, ""), answered(SLOT, "")),
            ),
        ),
        send=send,
        one_of_them=True,
    )  # fmt: skip


_WHICH_TO_MOVE = Page(
    "move_meeting", Text("Flytt et møte", "Flytt eit møte", "Move a meeting"), (_WHICH, _BEFORE), FIND
)
_WHICH_TO_CANCEL = Page(
    "cancel_meeting",
    Text("Avlys et møte", "Avlys eit møte", "Cancel a meeting"),
    (
        _WHICH,
        Step(
            WHY,
            Text("Hvorfor?", "Kvifor?", "Why?"),
            Line(500),
            required=always,
            help=Text(
                "Står bare i saken. De som er kalt inn, får en avlysning uten begrunnelse.",
                "Står berre i saka. Dei som er kalla inn, får ei avlysing utan grunngiving.",
                "Stands in the case only. Those invited get a cancellation without a reason.",
            ),
        ),
    ),
    Text("Avlys møtet", "Avlys møtet", "Cancel the meeting"),
)
CALL = Text("Kall inn på denne tiden", "Kall inn på denne tida", "Call it for this time")

FREE_TOO = Text(
    "Ledig for alle. Ett trykk flytter møtet:", "Ledig for alle. Eitt trykk flyttar møtet:",
    "Free for everybody. One tap moves the meeting:",
)  # fmt: skip
MOVE = Text("Flytt hit", "Flytt hit", "Move it here")


# As it is read back.
_SETTLED = (
    Step(ON, Text("Dag", "Dag", "Day"), Day(ahead=True)),
    Step(CLOCK, Text("Klokkeslett", "Klokkeslett", "Time"), Clock(ON, ahead=True)),
)


def _settled(answers: Answers, file: CaseFile) -> Answers:
    return settled(answers)


FORMS = (
    Form(Flow("call_meeting", (_WHOM, _when("call_meeting", FREE, CALL))), kept=_settled, derived=_SETTLED),
    Form(Flow("move_meeting", (_WHICH_TO_MOVE, _when("move_meeting", FREE_TOO, MOVE))), kept=_settled),
    Form(Flow("cancel_meeting", (_WHICH_TO_CANCEL,))),
)
