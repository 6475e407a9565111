"""What somebody we do not know is asked: which school, and whether they work there or are a student."""

from __future__ import annotations

from domain.flow import Choice, Flow, Option, Page, Step, always
from domain.people import Role
from domain.text import Text

BELONGING = Flow(
    "belonging",
    (
        Page(
            "belonging",
            Text("Hvem er du?", "Kven er du?", "Who are you?"),
            (
                Step(
                    "school", Text("Skole", "Skole", "School"), Choice(source="schools", compact=True), required=always
                ),
                Step(
                    "role",
                    Text("Jeg er", "Eg er", "I am"),
                    Choice(
                        (
                            Option(
                                Role.STAFF,
                                Text("En som arbeider der", "Ein som arbeider der", "Somebody who works there"),
                            ),
                            Option(Role.STUDENT, Text("Elev der", "Elev der", "A student there")),
                        )
                    ),
                    required=always,
                ),
            ),
            send=Text("Videre", "Vidare", "Continue"),
            intro=Text(
                "Du står ikke på listen vår ennå. Alle kan melde fra; si bare hvor du hører til.",
                "Du står ikkje på lista vår enno. Alle kan melde frå; sei berre kvar du høyrer til.",
                "You are not on our list yet. Everybody can tell; just say where you belong.",
            ),
        ),
    ),
)
