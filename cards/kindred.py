"""Other cases that may be, or are, about the same: told apart by reference and day, with nothing of what they tell."""

from __future__ import annotations

from cards.look import Look
from cards.parts import Action, CardElement, quote, say, sends
from domain.text import LANGUAGES, Text, filled
from domain.views import Kin, Kindred

JOINED = Text(
    "Gjelder det samme som {references}", "Gjeld det same som {references}", "Concerns the same as {references}"
)
TOLD_FIRST = Text("{reference} (meldt først)", "{reference} (meldt først)", "{reference} (reported first)")
MAY_BE_THE_SAME = Text(
    "Kan gjelde det samme: {references}", "Kan gjelde det same: {references}", "May concern the same: {references}"
)
HAS_ENDED = Text(
    "Samme elev hadde en sak som er avsluttet: {references}. Vurder å gjenåpne den, eller knytt sakene sammen.",
    "Same elev hadde ei sak som er avslutta: {references}. Vurder å opne ho att, eller knyt sakene saman.",
    "The same student had a case that has ended: {references}. Consider reopening it, or join the cases.",
)
JOIN_LATER = Text(
    "Saker knyttes sammen når begge er bekreftet og lest av deg.",
    "Sakene blir knytte saman når begge er stadfesta og lesne av deg.",
    "Cases are joined when both have been confirmed and you have read them.",
)
KIN = Text("{reference}, meldt {when}", "{reference}, meldt {when}", "{reference}, reported {when}")
OPEN_KIN = Text("Åpne {reference}", "Opne {reference}", "Open {reference}")


def kindred(look: Look, view: Kindred) -> list[CardElement]:
    """Other cases by reference: what is told in them is read in them (E11)."""
    joined = ", ".join(look.w(TOLD_FIRST, reference=k.reference) if k.first else k.reference for k in view.joined)
    alike = "; ".join(look.w(kin_words(k)) for k in view.alike if not k.ended)
    ended = "; ".join(look.w(kin_words(k)) for k in view.alike if k.ended)
    later = [say(look, JOIN_LATER, subtle=True)] if any(not k.joinable for k in view.alike) else []
    return [
        *([quote(look.w(JOINED, references=joined))] if joined else []),
        *([quote(look.w(MAY_BE_THE_SAME, references=alike))] if alike else []),
        *([quote(look.w(HAS_ENDED, references=ended))] if ended else []),
        *later,
    ]


def kin_words(kin: Kin) -> Text:
    """Another case as it is told apart from others: by its reference and its day."""
    nb, nn, en = (
        Look(language).w(KIN, reference=kin.reference, when=Look(language).day(kin.told_at)) for language in LANGUAGES
    )
    return Text(nb, nn, en)


def openers(look: Look, view: Kindred) -> list[Action]:
    """A button to each of them."""
    return [
        sends(look, filled(OPEN_KIN, reference=k.reference), "case.open", primary=False, case=k.case)
        for k in (*view.joined, *view.alike)
    ]
