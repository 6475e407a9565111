"""The duties beside this one, as help: whose they are and what they ask, never with anything to tick off."""

from __future__ import annotations

from collections.abc import Iterable

from cards import words
from cards.look import Look
from cards.parts import Card, CardElement, box, card, quote, say, sends, title
from domain.adjacent import RADICALISED, Adjacent
from domain.case_views import Duties
from domain.text import Text

DUTIES = Text("Andre plikter", "Andre plikter", "Other duties")
NOT_MET_HERE = Text(
    "Disse gjelder ved siden av saken. Varsle gjør ingenting av det for deg, og ingen av dem er oppfylt ved at det er "
    "meldt her.",
    "Desse gjeld ved sida av saka. Varsle gjer ingenting av det for deg, og ingen av dei er oppfylte ved at det er "
    "meldt her.",
    "These hold beside the case. Varsle does nothing of them for you, and none of them is met by reporting here.",
)
NEAR = Text(
    "Kan gjelde nå, ut fra det som er meldt",
    "Kan gjelde no, ut frå det som er meldt",
    "May apply now, from what was told",
)
OTHERS = Text("Gjelder alltid", "Gjeld alltid", "Always apply")
REMEMBER_YOURS = Text(
    "Husk også: {duties}. Det er ikke oppfylt ved at du har meldt fra her.",
    "Hugs også: {duties}. Det er ikkje oppfylt ved at du har meldt frå her.",
    "Remember, too: {duties}. That is not met by your having reported here.",
)
CONTACT = Text(
    "Skolens plan nevner {contact}.", "Planen til skolen nemner {contact}.", "The school's plan names {contact}."
)
BACK = Text("Tilbake til saken", "Tilbake til saka", "Back to the case")


def brief(look: Look, duties: Iterable[Adjacent]) -> list[CardElement]:
    """On the case itself: those that are close at hand, in a sentence or two each."""
    lines = [e for duty in duties for e in _duty(look, duty)]
    return [box([say(look, DUTIES, bold=True), say(look, NOT_MET_HERE, subtle=True), *lines])] if lines else []


def own(look: Look, duties: Iterable[Adjacent]) -> list[CardElement]:
    """On a receipt: by name alone."""
    named = ", ".join(_named(look, duty).lower() for duty in duties)
    return [quote(look.w(REMEMBER_YOURS, duties=named), subtle=True)] if named else []


def page(look: Look, view: Duties) -> Card:
    """All of them, those first that something in the case brings up."""
    groups = ((NEAR, view.near), (OTHERS, view.others))
    body = [
        element
        for heading, duties in groups
        if duties
        for element in (
            say(look, heading, bold=True),
            *(e for duty in duties for e in _duty(look, duty, view.police_contact)),
        )
    ]
    back = sends(look, BACK, "case.open", primary=False, case=view.case)
    reference = quote(look.w(words.CASE, reference=view.reference), bold=True)
    return card([*title(look, DUTIES), reference, say(look, NOT_MET_HERE, subtle=True), *body], [back])


def _duty(look: Look, duty: Adjacent, contact: str = "") -> list[CardElement]:
    named = [quote(look.w(CONTACT, contact=contact), spacing="None")] if contact and duty is RADICALISED else []
    return [quote(_named(look, duty), bold=True), quote(look.w(duty.words), spacing="None"), *named]


def _named(look: Look, duty: Adjacent) -> str:
    return f"{look.w(duty.title)} ({duty.source})" if duty.source else look.w(duty.title)
