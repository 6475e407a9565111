"""Greetings, and what is said when something cannot be done: what happened, what was saved, what to do now."""

from __future__ import annotations

from dataclasses import dataclass

from cards import absence, words
from cards.look import Look
from cards.overview import CASES, SCHOOLS
from cards.parts import Card, CardElement, buttons, card, heading, opens, say
from cards.question import emergency
from domain.profile import Emergency, School
from domain.text import Text
from domain.views import Presence


@dataclass(frozen=True, slots=True)
class Leading:
    """What the first card offers one who leads, receives or has a task: their cases, the owner's schools, the school
    whose year wheel they lead, writing down what they have been told, and who is away.
    """

    cases: bool = False
    owner: bool = False
    wheel: str = ""
    receives: bool = False
    presence: Presence | None = None


_NOBODY = Leading()


def hello(look: Look, greeting: Text, school: School | None, token: str = "", leading: Leading = _NOBODY) -> Card:
    """The first card: what this is, whom to call in danger, and the ways on. `token` is a waiting draft."""
    waiting = [say(look, words.YOUR_WORDS_ARE_KEPT, bold=True)] if token else []
    register = [opens(look, words.REGISTER, "registration.begin")] if leading.receives else []
    return card(
        [
            heading(look, words.HELLO),
            say(look, greeting),
            *waiting,
            *(absence.lines(look, leading.presence) if leading.presence else []),
            *_own_buttons(look, leading),
            *emergency(look, Emergency(school.emergency if school else ())),
        ],
        [
            opens(look, words.TELL, "report.begin", primary=True, **({"token": token} if token else {})),
            *register,
            opens(look, words.MINE, "mine"),
        ],
    )


def _own_buttons(look: Look, leading: Leading) -> list[CardElement]:
    """What a leader may do for themself, apart from what everybody may: a telephone shows few buttons in a row."""
    cases = [opens(look, CASES, "cases")] if leading.cases else []
    schools = [opens(look, SCHOOLS, "owner.cases")] if leading.owner else []
    wheel = [opens(look, words.WHEEL, "wheel.show", school=leading.wheel)] if leading.wheel else []
    away = [absence.button(look, leading.presence)] if leading.presence else []
    rows = [row for row in ([*cases, *schools], [*wheel, *away]) if row]
    return [buttons(row) for row in rows]


def message(look: Look, title: Text, body: Text) -> Card:
    """A heading and a sentence of our own."""
    return card([heading(look, title), say(look, body)])
