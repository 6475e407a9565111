"""The card to whoever told: there is something new. It stands in a chat that others may see, and says no more."""

from __future__ import annotations

from cards.look import Look
from cards.parts import Card, card, heading, opens
from domain.following import Answer
from domain.lifecycle import ACTIONS
from domain.text import Text

NEWS = Text(
    "Det er noe nytt til deg i Varsle", "Det er noko nytt til deg i Varsle", "There is something new for you in Varsle"
)


def answer(look: Look, view: Answer) -> Card:
    open_it = opens(look, ACTIONS["open"].name, "student.follow", primary=True, report=view.report)
    return card([heading(look, NEWS)], [open_it])
