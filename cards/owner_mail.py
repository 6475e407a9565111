"""The mail to the owner: that a case waits in Teams, or, outside the tenant, that the school asks to be rung.

No name, no category and no story; whether a leader is concerned does not show.
"""

from __future__ import annotations

from cards.look import Look
from domain.text import Text

SUBJECT = Text(
    "Varsle: sak {reference} venter på deg",
    "Varsle: sak {reference} ventar på deg",
    "Varsle: case {reference} is waiting for you",
)
BODY = Text(
    "Hei!\n\nSak {reference} venter på deg i Varsle. Åpne den i Teams:\n{link}\n\n"
    "Hva saken gjelder, står bare der. Denne e-posten kan ikke besvares.",
    "Hei!\n\nSak {reference} ventar på deg i Varsle. Opne henne i Teams:\n{link}\n\n"
    "Kva saka gjeld, står berre der. Denne e-posten kan du ikkje svare på.",
    "Hello!\n\nCase {reference} is waiting for you in Varsle. Open it in Teams:\n{link}\n\n"
    "What the case is about is said only there. This mail cannot be answered.",
)
RING_SUBJECT = Text("Varsle: ring {school}", "Varsle: ring {school}", "Varsle: please ring {school}")
RING_BODY = Text(
    "Hei!\n\nVi ber skoleeieren om å ringe rektor ved {school}, {phone}.\n\n"
    "Hva det gjelder, får dere vite på telefonen. Denne e-posten kan ikke besvares.",
    "Hei!\n\nVi bed skoleeigaren om å ringje rektor ved {school}, {phone}.\n\n"
    "Kva det gjeld, får de vite på telefonen. Denne e-posten kan de ikkje svare på.",
    "Hello!\n\nWe ask the school owner to ring the principal at {school}, {phone}.\n\n"
    "You will hear on the telephone what it is about. This mail cannot be answered.",
)

TRIAL_SUBJECT = Text("Varsle: en prøve", "Varsle: ei prøve", "Varsle: a trial")
TRIAL_BODY = Text(
    "Dette er en prøve fra «varsle doctor --graph». Ingen sak venter, og ingen skal gjøre noe.",
    "Dette er ei prøve frå «varsle doctor --graph». Inga sak ventar, og ingen skal gjere noko.",
    "This is a trial from «varsle doctor --graph». No case is waiting, and nobody is to do anything.",
)


def waiting(look: Look, reference: str, link: str) -> tuple[str, str]:
    """Subject and body to somebody who has a card in Teams."""
    return look.w(SUBJECT, reference=reference), look.w(BODY, reference=reference, link=link)


def ring(look: Look, school: str, phone: str) -> tuple[str, str]:
    """Subject and body to the owner outside the tenant: whom to ring, and nothing of any case."""
    on_a_line = {"school": " ".join(school.split()), "phone": " ".join(phone.split())}
    return look.w(RING_SUBJECT, **on_a_line), look.w(RING_BODY, **on_a_line)
