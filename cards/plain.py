"""Greetings, and what is said when something cannot be done: what happened, what was saved, what to do now."""

from __future__ import annotations

from cards import words
from cards.look import Look
from cards.parts import Card, card, heading, opens, quote, say
from cards.question import emergency
from domain.profile import School
from domain.text import Text


def hello(look: Look, school: School | None, *, student: bool = False, token: str = "") -> Card:
    """The first card: what this is, whom to call in danger, and the two ways on. `token` is a waiting draft."""
    waiting = [say(look, words.YOUR_WORDS_ARE_KEPT)] if token else []
    return card(
        [
            heading(look, words.HELLO),
            say(look, words.STUDENT_HELLO if student else words.HELLO_BODY),
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


def quoted(look: Look, title: Text, body: str) -> Card:
    """A heading and a sentence that holds something a school or a person wrote."""
    return card([heading(look, title), quote(body)])


def begin(look: Look) -> Card:
    """For an unknown person: the way in."""
    return card(
        [heading(look, words.HELLO), say(look, words.HELLO_BODY), *emergency(look, ())],
        [opens(look, words.TELL, "report.begin", primary=True)],
    )
