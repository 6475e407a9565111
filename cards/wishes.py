"""A wish for a talk: the doorbell without a name, the name for her alone, and what the student is told."""

from __future__ import annotations

from collections.abc import Mapping

from cards.look import Look
from cards.parts import Card, acts, card, heading, opens, quote, say, sends
from domain.text import Text
from domain.wishes import Ring, Wish, WishCard

TITLES: Mapping[Ring, Text] = {
    Ring.NEW: Text("En elev ønsker en samtale", "Ein elev ønskjer ein samtale", "A student wishes to talk"),
    Ring.REMINDER: Text(
        "Påminnelse: en elev ønsker en samtale",
        "Påminning: ein elev ønskjer ein samtale",
        "Reminder: a student wishes to talk",
    ),
    Ring.ELSEWHERE: Text("Fikk du snakket med noen?", "Fekk du snakka med nokon?", "Did you get to talk to somebody?"),
}
TO_YOU = Text("Ønsket er sendt til deg alene.", "Ønsket er sendt til deg åleine.", "The wish was sent to you alone.")
SEE_WHO = Text("Se hvem", "Sjå kven", "See who")
WISHED_AT = Text("Ønsket kom {when}.", "Ønsket kom {when}.", "The wish came {when}.")
NAME_ALONE = Text(
    "Du får bare navnet her, ikke noe av det eleven kan ha skrevet. Ta kontakt og avtal en tid, gjerne i dag.",
    "Du får berre namnet her, ikkje noko av det eleven kan ha skrive. Ta kontakt og avtal ei tid, gjerne i dag.",
    "You get only the name here, nothing of what the student may have written. Get in touch and set a time, preferably "
    "today.",
)
TIME_SET = Text("Vi har avtalt tid", "Vi har avtalt tid", "We have set a time")
TALKED = Text("Vi har snakket sammen", "Vi har snakka saman", "We have talked")
THANKS = Text(
    "Takk. Du blir ikke minnet på dette mer.",
    "Takk. Du blir ikkje minna på dette meir.",
    "Thank you. You are not reminded any more.",
)
NOT_YOURS = Text(
    "Dette ønsket er ikke hos deg lenger.", "Dette ønsket er ikkje hos deg lenger.", "This wish is with you no more."
)
NO_TIME_YET = Text(
    "Du har bedt om en samtale, og vi har ikke fått vite at dere har avtalt tid. Du kan gå dit selv, velge en annen "
    "voksen her, ringe skolen på {phone}, eller ringe Alarmtelefonen 116 111, hele døgnet.",
    "Du har bede om ein samtale, og vi har ikkje fått vite at de har avtalt tid. Du kan gå dit sjølv, velje ein annan "
    "vaksen her, ringje skolen på {phone}, eller ringje Alarmtelefonen 116 111, heile døgnet.",
    "You have asked for a talk, and we have not heard that you have set a time. You can go there yourself, choose "
    "another adult here, call the school on {phone}, or call 116 111, day and night.",
)
AGAIN = Text("Velg en voksen", "Vel ein vaksen", "Choose an adult")
SENT = Text("Ønsket er sendt", "Ønsket er sendt", "Your wish is sent")
SENT_TO = Text(
    "{name} får vite at du vil snakke, og tar kontakt med deg. Det du skrev, er ikke sendt og ikke lagret.",
    "{name} får vite at du vil snakke, og tek kontakt med deg. Det du skreiv, er ikkje sendt og ikkje lagra.",
    "{name} will know that you want to talk, and contacts you. What you wrote has been neither sent nor saved.",
)
MEANWHILE = Text(
    "Vil du snakke med noen med en gang, ring Alarmtelefonen 116 111. Er noen i fare, ring 112.",
    "Vil du snakke med nokon med ein gong, ring Alarmtelefonen 116 111. Er nokon i fare, ring 112.",
    "To talk to somebody at once, call 116 111. If anybody is in danger, call 112.",
)


def doorbell(look: Look, view: WishCard) -> Card:
    """What stands in the chat: to her that a student wants to talk, to the student where else to go. No names."""
    if view.ring is Ring.ELSEWHERE:
        body = [heading(look, TITLES[view.ring]), quote(look.w(NO_TIME_YET, phone=view.phone))]
        return card(body, [opens(look, AGAIN, "student.begin", primary=True, kind="talk")])
    if view.closed:
        return card([heading(look, TITLES[Ring.NEW]), say(look, NOT_YOURS)])
    if view.met_at:
        return card([heading(look, TITLES[Ring.NEW]), say(look, THANKS)])
    who = opens(look, SEE_WHO, "wish.show", primary=True, wish=view.wish)
    met = [acts(look, words, "wish.met", wish=view.wish) for words in (TIME_SET, TALKED)]
    return card([heading(look, TITLES[view.ring]), say(look, TO_YOU)], [who, *met])


def shown(look: Look, wish: Wish) -> Card:
    """Who it is, for her alone."""
    return card(
        [quote(wish.student_name, bold=True), quote(look.w(WISHED_AT, when=look.moment(wish.wished_at))),
         say(look, NAME_ALONE)],
        [sends(look, words, "wish.met", primary=False, wish=wish.id) for words in (TIME_SET, TALKED)],
    )  # fmt: skip


def sent(look: Look, name: str) -> Card:
    """To the student who has just sent it."""
    return card([heading(look, SENT), quote(look.w(SENT_TO, name=name)), say(look, MEANWHILE)])
