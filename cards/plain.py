"""Greetings, and what is said when something cannot be done: what happened, what was saved, what to do now."""

from __future__ import annotations

from cards import words
from cards.look import Look
from cards.parts import Card, card, heading, opens, say
from cards.question import emergency
from domain.profile import School
from domain.text import Text


def hello(look: Look, greeting: Text, school: School | None, token: str = "") -> Card:
    """The first card: what this is, whom to call in danger, and the two ways on. `token` is a waiting draft."""
    waiting = [say(look, words.YOUR_WORDS_ARE_KEPT, bold=True)] if token else []
    return card(
        [
            heading(look, words.HELLO),
            say(look, greeting),
            *waiting,
            *emergency(look, school.emergency if school else ()),
        ],
        [
            opens(look, words.TELL, "report.begin", primary=True, **({"token": token} if token else {})),
            opens(look, words.MINE, "mine"),
        ],
    )


def message(look: Look, title: Text, body: Text) -> Card:
    """A heading and a sentence of our own."""
    return card([heading(look, title), say(look, body)])
