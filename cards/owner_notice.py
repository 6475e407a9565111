"""The card of the owner's people when a school tells them of a case here, or asks for help: the school and the case's
reference, and nothing of what it is about."""

from __future__ import annotations

from cards import words
from cards.look import Look
from cards.notice import taken
from cards.parts import Card, CardElement, acts, card, heading, quote, say
from domain.owner import HELP
from domain.owner_views import OwnerCard
from domain.text import Text

FROM_A_SCHOOL = Text("Varsel fra en skole", "Varsel frå ein skole", "Notice from a school")
TELLS_YOU = Text(
    "{school} sier fra til skoleeieren om en sak.",
    "{school} seier frå til skoleeigaren om ei sak.",
    "{school} tells the owner of a case.",
)
ASKS_YOU = Text(
    "{school} ber skoleeieren om hjelp i en sak.",
    "{school} ber skoleeigaren om hjelp i ei sak.",
    "{school} asks the owner for help with a case.",
)
ANSWER_IT = Text(
    "Bekreft at du har fått varselet.", "Stadfest at du har fått varselet.", "Confirm that you have got the notice."
)
NOT_SAID_HERE = Text(
    "Hva saken gjelder, står ikke her. Ta kontakt med rektor på skolen, {phone}.",
    "Kva saka gjeld, står ikkje her. Ta kontakt med rektor på skolen, {phone}.",
    "What the case is about is not said here. Contact the principal at the school, {phone}.",
)
CONFIRM = Text("Bekreft mottak", "Stadfest mottak", "Confirm receipt")
NOT_YOURS = Text(
    "Dette varselet gjelder ikke deg lenger. Du trenger ikke gjøre noe.",
    "Dette varselet gjeld ikkje deg lenger. Du treng ikkje gjere noko.",
    "This notice is no longer for you. You need not do anything.",
)


def notice(look: Look, view: OwnerCard) -> Card:
    reference = quote(look.w(words.CASE, reference=view.reference), bold=True)
    if view.closed_to_me:
        return card([reference, say(look, NOT_YOURS)])
    about = ASKS_YOU if view.about == HELP else TELLS_YOU
    said = quote(look.w(about, school=view.school))
    return card([heading(look, FROM_A_SCHOOL), said, reference, *_state(look, view)], _buttons(look, view))


def _state(look: Look, view: OwnerCard) -> list[CardElement]:
    known = [quote(taken(look, view.taken))] if view.taken else []
    asked = [] if view.taken and view.taken.by_me else [say(look, ANSWER_IT)]
    return [*known, *asked, quote(look.w(NOT_SAID_HERE, phone=view.phone))]


def _buttons(look: Look, view: OwnerCard) -> list[CardElement]:
    """Each of them can confirm, also after another has: whoever has not is not known to have seen it."""
    if view.taken and view.taken.by_me:
        return []
    return [acts(look, CONFIRM, "owner_notice.acknowledge", primary=True, case=view.case, about=view.about)]
