"""Writing down what somebody has told in another way: who, how and when, and then the report's own questions (E15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dialogs.report import EMPLOYEE, FIRST, LEADER, LEADER_ALONE, OTHER, SCHOOL, SEND, WHICH
from domain.flow import (
    Answers,
    Choice,
    Clock,
    Day,
    Flow,
    Line,
    Option,
    Page,
    Step,
    Toggle,
    always,
    answered,
    moment,
    unless,
)
from domain.people import PersonId
from domain.report import Channel
from domain.text import Text

REGISTER = Text(
    "Registrer noe du har fått høre", "Registrer noko du har fått høyre", "Record something you have been told"
)

HEARD = Page(
    "heard",
    REGISTER,
    (
        Step(
            "teller_name",
            Text("Hvem fortalte det?", "Kven fortalde det?", "Who told you?"),
            Line(),
            required=unless("teller_unknown", "true"),
            help=Text(
                "Navn. En som arbeider på skolen, får det du skriver i Teams, for å se om det stemmer.",
                "Namn. Ein som arbeider på skolen, får det du skriv i Teams, for å sjå om det stemmer.",
                "Name. Somebody who works at the school gets what you write in Teams, to see whether it is right.",
            ),
        ),
        Step(
            "teller_unknown",
            Text("Ukjent", "Ukjend", "Unknown"),
            Toggle(),
        ),
        Step(
            "channel",
            Text("Hvordan fikk du det?", "Korleis fekk du det?", "How did it reach you?"),
            Choice(source="channels", compact=True),
            required=always,
        ),
        Step(
            "told_day",
            Text(
                "Hvilken dag ble det sagt eller skrevet?",
                "Kva dag vart det sagt eller skrive?",
                "On which day was it said or written?",
            ),
            Day(),
            required=always,
        ),
        Step(
            "told_clock",
            Text("Klokkeslett", "Klokkeslett", "Time of day"),
            Clock("told_day"),
            required=always,
            help=Text("Omtrent er godt nok.", "Omtrent er godt nok.", "About is good enough."),
        ),
        *FIRST.steps,
    ),
    send=SEND,
)

TELLER = Page(
    "teller",
    Text("Er det en av disse som fortalte det?", "Er det ein av desse som fortalde det?", "Did one of these tell you?"),
    (
        Step(
            "teller_id",
            Text("Den som fortalte det", "Den som fortalde det", "Whoever told you"),
            Choice(
                (Option(OTHER, Text("Nei, en annen", "Nei, ein annan", "No, somebody else")),),
                source="tellers",
            ),
            required=always,
        ),
    ),
    send=SEND,
    when=answered("ask_teller", "true"),
    intro=Text(
        "Den du velger, får lese det du har skrevet, og blir spurt om det stemmer.",
        "Den du vel, får lese det du har skrive, og blir spurd om det stemmer.",
        "Whoever you choose can read what you have written, and is asked whether it is right.",
    ),
)

REGISTRATION = Flow("registration", (SCHOOL, HEARD, TELLER, EMPLOYEE, WHICH, LEADER, LEADER_ALONE))


@dataclass(frozen=True, slots=True)
class Heard:
    """How it came to the one who writes it down. `teller` is "" when it is nobody we know, `name` when unknown."""

    teller: PersonId
    name: str
    channel: Channel
    at: datetime


def heard(answers: Answers) -> Heard:
    """Of a flow that `next_page` finds whole and whose pages have no problems."""
    at = moment(answers["told_day"], answers["told_clock"])
    if at is None:
        raise ValueError("the page was taken with no time in it")
    asked = TELLER.when(answers) and answers["teller_id"] != OTHER
    return Heard(answers["teller_id"] if asked else "", answers["teller_name"], Channel(answers["channel"]), at)
