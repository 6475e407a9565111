"""What is said to one who has changed a case: nothing of what is in it, for it may have left them."""

from __future__ import annotations

from cards import words
from cards.look import Look
from cards.parts import Card, card, heading, quote, say, sends
from domain.text import Text
from domain.views import Changed

CHANGED = Text("Takk. Det er skrevet ned.", "Takk. Det er skrive ned.", "Thank you. It has been recorded.")
CHANGED_BODY = Text(
    "Skal en annen ha saken etter dette, har de fått beskjed. Er den fortsatt hos deg, kan du åpne den på nytt.",
    "Skal ein annan ha saka etter dette, har dei fått beskjed. Er ho framleis hos deg, kan du opne henne på nytt.",
    "If somebody else is to have the case after this, they have been told. If it is still with you, you can open it "
    "again.",
)
OPEN_AGAIN = Text("Åpne saken igjen", "Opne saka igjen", "Open the case again")
SENT_ON = Text(
    "Den andre skolen har saken og får beskjed nå. Innholdet er ikke lenger her.",
    "Den andre skolen har saka og får beskjed no. Innhaldet er ikkje lenger her.",
    "The other school has the case and is told now. The content is no longer here.",
)
KEPT_APART = Text(
    "Begge meldingene står som de er, hver med sin egen sak. De som meldte fra, ser ikke noe av dette.",
    "Begge meldingane står som dei er, kvar med si eiga sak. Dei som melde frå, ser ikkje noko av dette.",
    "Both reports stay as they are, each with its own case. Those who reported see nothing of this.",
)
DONE: dict[str, Text] = {
    "accuse": CHANGED_BODY,
    "correct_student": CHANGED_BODY,
    "forward": SENT_ON,
    "join": KEPT_APART,
    "unjoin": KEPT_APART,
}
CALL_OWNER = Text(
    "Saken kan ikke leveres her: skoleeieren tar ikke imot slikt i Varsle. Du må selv si fra til skoleeieren "
    "{owner}, straks: {contact}. Den som meldte fra, får også beskjed om det.",
    "Saka kan ikkje leverast her: skoleeigaren tek ikkje imot slikt i Varsle. Du må sjølv seie frå til "
    "skoleeigaren {owner}, straks: {contact}. Den som melde frå, får også beskjed om det.",
    "The case cannot be delivered here: the school owner does not take these in Varsle. You must tell the school "
    "owner {owner} yourself, at once: {contact}. The one who reported is told so, too.",
)


def changed(look: Look, view: Changed) -> Card:
    """The last that is shown to one who has changed a case: nothing of it, for it may have left them."""
    reference = quote(look.w(words.CASE, reference=view.reference), bold=True)
    call = quote(look.w(CALL_OWNER, owner=view.owner, contact=view.owner_contact), bold=True)
    again = [sends(look, OPEN_AGAIN, "case.open", case=view.case)] if view.case else []
    return card([heading(look, CHANGED), reference, call if view.undelivered else say(look, DONE[view.action])], again)
