"""Coming back with a code."""

from __future__ import annotations

from domain.flow import Flow, Line, Page, Step, always
from domain.text import Text

CODE = Flow(
    "student.code",
    (
        Page(
            "code",
            Text("Jeg har en kode", "Eg har ein kode", "I have a code"),
            (
                Step(
                    "code",
                    Text("Koden du fikk", "Koden du fekk", "The code you were given"),
                    Line(60),
                    required=always,
                    help=Text(
                        "Store eller små bokstaver, med eller uten strek, det er det samme.",
                        "Store eller små bokstavar, med eller utan strek, det er det same.",
                        "Capital or small letters, with or without hyphens, it is all the same.",
                    ),
                ),
            ),
            send=Text("Vis", "Vis", "Show"),
        ),
    ),
)
