"""When somebody who receives is away: shown with what was understood, and saved only when they say so."""

from __future__ import annotations

from domain.flow import Choice, Day, Flow, Option, Page, Step, always
from domain.text import Text

WHOLLY, PARTLY = "wholly", "partly"

ABSENCE = Flow(
    "away",
    (
        Page(
            "days",
            Text("Når er du borte?", "Når er du borte?", "When are you away?"),
            (
                Step("first", Text("Fra og med", "Frå og med", "From"), Day(ahead=True), required=always),
                Step(
                    "last",
                    Text("Til og med", "Til og med", "To, and including"),
                    Day(ahead=True),
                    help=Text(
                        "Kan stå tomt: da gjelder det til du skriver «tilbake».",
                        "Kan stå tomt: då gjeld det til du skriv «tilbake».",
                        "May be left empty: then it lasts until you write “back”.",
                    ),
                ),
                Step(
                    "how",
                    Text("Helt eller delvis?", "Heilt eller delvis?", "Wholly or partly?"),
                    Choice(
                        (
                            Option(WHOLLY, Text("Helt borte", "Heilt borte", "Away altogether")),
                            Option(
                                PARTLY,
                                Text(
                                    "Delvis til stede: da får både jeg og den som er neste, beskjed",
                                    "Delvis til stades: då får både eg og den som er neste, beskjed",
                                    "Partly here: then both I and whoever is next are told",
                                ),
                            ),
                        )
                    ),
                    required=always,
                ),
            ),
            send=Text("Lagre", "Lagre", "Save"),
            intro=Text(
                "Mens du er borte, går nye og ubesvarte meldinger til den som er neste, med en gang. Ingenting er "
                "lagret før du trykker Lagre.",
                "Medan du er borte, går nye meldingar og meldingar utan svar til den som er neste, med ein gong. "
                "Ingenting er lagra før du trykkjer Lagre.",
                "While you are away, new and unanswered alerts go to whoever is next, at once. Nothing is saved until "
                "you press Save.",
            ),
        ),
    ),
)
