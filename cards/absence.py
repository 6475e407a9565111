"""What is shown of being away: one's own word confirmed, and who is away now."""

from __future__ import annotations

from datetime import date

from cards.look import Look
from cards.parts import Action, Card, CardElement, acts, card, heading, opens, quote, say, sends
from domain.people import Absence, Sign
from domain.text import Text
from domain.views import Presence

I_AM_AWAY = Text("Jeg er borte", "Eg er borte", "I am away")
I_AM_BACK = Text("Jeg er tilbake", "Eg er tilbake", "I am back")
NOT_UNDERSTOOD = Text(
    "Vi forsto ikke hvilke dager du mente. Fyll dem inn her.",
    "Vi forstod ikkje kva dagar du meinte. Fyll dei inn her.",
    "We did not understand which days you meant. Give them here.",
)
SAVED = Text("Du står som borte", "Du står som borte", "You are registered as away")
FROM_TO = Text("Fra {first} til og med {last}", "Frå {first} til og med {last}", "From {first} to {last}")
FROM = Text(
    "Fra {first}, til du skriver «tilbake»",
    "Frå {first}, til du skriv «tilbake»",
    "From {first}, until you write “back”",
)
WHOLLY_NOW = Text(
    "Nye og ubesvarte meldinger går til den som er neste. Du kan fortsatt bekrefte og åpne det du har fått.",
    "Nye meldingar og meldingar utan svar går til den som er neste. Du kan framleis stadfeste og opne det du har fått.",
    "New and unanswered alerts go to whoever is next. You can still confirm and open what you have got.",
)
PARTLY_NOW = Text(
    "Både du og den som er neste, får nye og ubesvarte meldinger.",
    "Både du og den som er neste, får nye meldingar og meldingar utan svar.",
    "Both you and whoever is next get new and unanswered alerts.",
)
IN_TURN = Text(
    "Skoleeierens kontaktpersoner får meldinger etter tur, også når noen er borte.",
    "Kontaktpersonane hos skoleeigaren får meldingar etter tur, også når nokon er borte.",
    "The school owner's contacts are told in turn, also when somebody is away.",
)
WELCOME_BACK = Text("Velkommen tilbake", "Velkomen tilbake", "Welcome back")
WELCOME_BACK_BODY = Text(
    "Du står ikke lenger som borte. Nye meldinger går til deg igjen.",
    "Du står ikkje lenger som borte. Nye meldingar går til deg igjen.",
    "You are no longer registered as away. New alerts go to you again.",
)
NOT_FOR_YOU = Text("Dette trengs ikke fra deg", "Dette trengst ikkje frå deg", "This is not needed from you")
NOT_FOR_YOU_BODY = Text(
    "Bare de som får meldinger, sier fra her når de er borte. Ingenting er lagret.",
    "Berre dei som får meldingar, seier frå her når dei er borte. Ingenting er lagra.",
    "Only those who are alerted say here when they are away. Nothing has been saved.",
)
YOU_ARE_AWAY = Text(
    "Du står som borte til og med {last}. Tilbake?",
    "Du står som borte til og med {last}. Tilbake?",
    "You are registered as away to {last}. Back?",
)
YOU_ARE_AWAY_OPEN = Text(
    "Du står som borte til du skriver «tilbake».",
    "Du står som borte til du skriv «tilbake».",
    "You are registered as away until you write “back”.",
)
IS_AWAY = Text("{name} er borte til og med {last}.", "{name} er borte til og med {last}.", "{name} is away to {last}.")
IS_AWAY_OPEN = Text("{name} er borte inntil videre.", "{name} er borte inntil vidare.", "{name} is away for now.")

SIGNS = {
    Sign.AUTOMATIC_REPLY: Text("automatisk svar i Outlook", "automatisk svar i Outlook", "automatic reply in Outlook"),
    Sign.OUT_OF_OFFICE: Text(
        "ikke til stede i Outlook-kalenderen",
        "ikkje til stades i Outlook-kalenderen",
        "out of office in the Outlook calendar",
    ),
}
HAPPENED = {
    Sign.AUTOMATIC_REPLY: Text(
        "{name}: automatisk svar i Outlook", "{name}: automatisk svar i Outlook", "{name}: automatic reply in Outlook"
    ),
    Sign.OUT_OF_OFFICE: Text(
        "{name}: ikke til stede, etter kalenderen i Outlook",
        "{name}: ikkje til stades, etter kalenderen i Outlook",
        "{name}: out of office in the Outlook calendar",
    ),
}
YOU_SEEM_AWAY = Text(
    "Det ser ut til at du er borte i dag ({sign}). Nye meldinger går også til den som er neste. Er du her?",
    "Det ser ut til at du er borte i dag ({sign}). Nye meldingar går også til den som er neste. Er du her?",
    "You seem to be away today ({sign}). New alerts also go to whoever is next. Are you here?",
)
YOU_ARE_SEEN_AWAY = Text(
    "Det ser ut til at du er borte til og med {last} ({sign}). Nye meldinger går til den som er neste. Er du her?",
    "Det ser ut til at du er borte til og med {last} ({sign}). Nye meldingar går til den som er neste. Er du her?",
    "You seem to be away to {last} ({sign}). New alerts go to whoever is next. Are you here?",
)
SEEMS_AWAY = Text(
    "{name} er kanskje borte i dag ({sign}).", "{name} er kanskje borte i dag ({sign}).",
    "{name} may be away today ({sign}).",
)  # fmt: skip
IS_SEEN_AWAY = Text(
    "{name} er borte til og med {last} ({sign}).", "{name} er borte til og med {last} ({sign}).",
    "{name} is away to {last} ({sign}).",
)  # fmt: skip


def saved(look: Look, absence: Absence, in_turn: bool = False) -> Card:
    """What has been saved, what follows from it, and the way back. `in_turn`: one of the owner's contacts."""
    has_end = absence.last < date.max
    span = look.w(FROM_TO if has_end else FROM, first=look.date(absence.first), last=_last(look, absence))
    follows = IN_TURN if in_turn else PARTLY_NOW if absence.partly else WHOLLY_NOW
    back = sends(look, I_AM_BACK, "away.back", primary=False)
    return card([heading(look, SAVED), quote(span, bold=True), say(look, follows)], [back])


def lines(look: Look, presence: Presence) -> list[CardElement]:
    """Who is away now, oneself first."""
    mine = [quote(_line(look, presence.mine, _MINE), bold=True)] if presence.mine else []
    others = [quote(_line(look, away, _OTHERS, name)) for name, away in presence.others]
    return [*mine, *others]


def button(look: Look, presence: Presence) -> Action:
    return acts(look, I_AM_BACK, "away.back") if presence.mine else opens(look, I_AM_AWAY, "away.begin")


_MINE = (YOU_ARE_AWAY, YOU_ARE_AWAY_OPEN, YOU_ARE_SEEN_AWAY, YOU_SEEM_AWAY)
_OTHERS = (IS_AWAY, IS_AWAY_OPEN, IS_SEEN_AWAY, SEEMS_AWAY)


def _line(look: Look, absence: Absence, texts: tuple[Text, Text, Text, Text], name: str = "") -> str:
    """In the words for a day, for no last day, for what a mailbox says, and for what it only seems to say."""
    until, open_ended, seen, seeming = texts
    last = _last(look, absence)
    if absence.sign:
        return look.w(seeming if absence.partly else seen, last=last, name=name, sign=look.w(SIGNS[absence.sign]))
    return look.w(until if absence.last < date.max else open_ended, last=last, name=name)


def _last(look: Look, absence: Absence) -> str:
    return look.date(absence.last)
