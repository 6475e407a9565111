"""The weekly card with which a rektor keeps something for the county that nobody can change afterwards."""

from __future__ import annotations

from cards.look import Look
from cards.parts import Card, card, heading, quote, say
from domain.checkpoint import Witness
from domain.text import Text

TITLE = Text("Ukens kontrollkode", "Kontrollkoden for veka", "This week's control code")
WHY = Text(
    "Denne koden beviser hva loggen over alt som er gjort i Varsle, inneholdt da den ble laget. Den sier ingenting om "
    "noen sak, og du trenger ikke gjøre noe: det er nok at den står her.",
    "Denne koden viser kva loggen over alt som er gjort i Varsle, inneheldt då han vart laga. Han seier ingenting om "
    "nokon sak, og du treng ikkje gjere noko: det er nok at han står her.",
    "This code proves what the log of everything done in Varsle held when it was made. It says nothing of any case, "
    "and you need not do anything: it is enough that it stands here.",
)
MADE = Text("Laget {when}", "Laga {when}", "Made {when}")


def card_of(look: Look, view: Witness) -> Card:
    groups = " ".join(view.root[n : n + 8] for n in range(0, len(view.root), 8))
    return card(
        [heading(look, TITLE), say(look, WHY), quote(groups, bold=True), quote(look.w(MADE, when=look.exact(view.at)))]
    )
