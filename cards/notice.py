"""The doorbell: what a receiver's chat shows of a case. Reference and state; no name, category or story (1.4)."""

from __future__ import annotations

from cards import words
from cards.look import Look
from cards.parts import Action, Card, CardElement, acts, card, heading, opens, quote, say
from domain.case import Reason
from domain.status import STATUS_WORDS
from domain.text import Text
from domain.views import Notice, Taken, Unmailed

SOMEBODY_TOLD = Text("Noen har meldt fra", "Nokon har meldt frå", "Somebody has reported")
REMINDER = Text("Påminnelse: noen har meldt fra", "Påminning: nokon har meldt frå", "Reminder: somebody has reported")
NEWS = Text("Nye opplysninger", "Nye opplysningar", "New information")
NOT_ARRIVED = Text("Et varsel kom ikke fram", "Eit varsel kom ikkje fram", "A notice did not arrive")
SEE_THE_CASE = Text(
    "Varselet du sendte om denne saken, nådde ingen. Åpne saken og si fra på en annen måte.",
    "Varselet du sende om denne saka, nådde ingen. Opne saka og sei frå på ein annan måte.",
    "The notice you sent about this case has reached nobody. Open the case, and tell them in another way.",
)
NO_MAIL = Text("En e-post kom ikke fram", "Ein e-post kom ikkje fram", "A mail did not arrive")
NO_MAIL_TO = Text(
    "E-posten til {name} hos skoleeieren om denne saken ble ikke sendt, eller det er uvisst om den kom fram. "
    "Varselet i Teams går som vanlig, og alt i saken er lagret.",
    "E-posten til {name} hos skoleeigaren om denne saka vart ikkje send, eller det er uvisst om han kom fram. "
    "Varselet i Teams går som vanleg, og alt i saka er lagra.",
    "The mail to {name} at the owner about this case was not sent, or nobody knows whether it arrived. The notice in "
    "Teams goes as usual, and everything in the case is saved.",
)
NO_MAIL_OUTSIDE = Text(
    "E-posten som ber skoleeieren ringe skolen, ble ikke sendt, eller det er uvisst om den kom fram. Varselet i "
    "Teams går som vanlig, og alt i saken er lagret.",
    "E-posten som bed skoleeigaren ringje skolen, vart ikkje send, eller det er uvisst om han kom fram. Varselet i "
    "Teams går som vanleg, og alt i saka er lagra.",
    "The mail that asks the owner to ring the school was not sent, or nobody knows whether it arrived. The notice in "
    "Teams goes as usual, and everything in the case is saved.",
)
RING_THEM = Text(
    "Ring {owner} og si at en sak venter: {contact}.",
    "Ring {owner} og sei at ei sak ventar: {contact}.",
    "Ring {owner} and say that a case is waiting: {contact}.",
)
ANSWER_BY = Text("Bekreft innen {when}.", "Stadfest innan {when}.", "Confirm by {when}.")
TAKEN_OVER = Text(
    "Du får denne fordi du har tatt over etter den som hadde saken.",
    "Du får denne fordi du har teke over etter den som hadde saka.",
    "You get this because you have taken over from the one who had the case.",
)
WHY_YOU: dict[Reason, Text | None] = {
    Reason.FIRST: None,
    Reason.NO_ANSWER: Text(
        "Du får denne fordi de som fikk den før deg, ikke har bekreftet.",
        "Du får denne fordi dei som fekk saka før deg, ikkje har stadfesta.",
        "You get this because those before you have not confirmed.",
    ),
    Reason.NOT_OPENED: Text(
        "Du får denne fordi saken er bekreftet, men ikke åpnet.",
        "Du får denne fordi saka er stadfesta, men ikkje opna.",
        "You get this because the case has been confirmed but not opened.",
    ),
    Reason.UNREACHED: Text(
        "Du får denne fordi de som skulle hatt den før deg, ikke kunne nås.",
        "Du får denne fordi dei som skulle hatt saka før deg, ikkje kunne nåast.",
        "You get this because those before you could not be reached.",
    ),
    Reason.DISQUALIFIED: Text(
        "Du får denne fordi den som hadde den før deg, er inhabil.",
        "Du får denne fordi den som hadde saka før deg, er inhabil.",
        "You get this because the one before you is disqualified.",
    ),
    Reason.ABSENT: Text(
        "Du får denne fordi den som ellers skulle hatt den, er borte.",
        "Du får denne fordi den som elles skulle hatt saka, er borte.",
        "You get this because the one who would otherwise have it is away.",
    ),
    Reason.TAKEN_OVER: TAKEN_OVER,
    Reason.LEFT: Text(
        "Du får denne fordi den som hadde den før deg, ikke lenger er mottaker.",
        "Du får denne fordi den som hadde saka før deg, ikkje lenger er mottakar.",
        "You get this because the one before you is no longer a receiver.",
    ),
    Reason.TASK: Text(
        "Du får denne fordi du har fått en oppgave i saken.",
        "Du får denne fordi du har fått ei oppgåve i saka.",
        "You get this because you have been given a task in the case.",
    ),
    Reason.ROUTED: Text(
        "Du får denne fordi saken skal en annen vei enn først.",
        "Du får denne fordi saka skal ein annan veg enn først.",
        "You get this because the case is to go another way than at first.",
    ),
}
TAKEN_BY_ME = Text("Du bekreftet mottak {when}.", "Du stadfesta mottak {when}.", "You confirmed receipt {when}.")
TAKEN_BY = Text(
    "{name} bekreftet mottak {when}.", "{name} stadfesta mottak {when}.", "{name} confirmed receipt {when}."
)
NOT_YET_OPENED = Text(
    "Saken er bekreftet, men ikke åpnet. Åpne den nå.",
    "Saka er stadfesta, men ikkje opna. Opne saka no.",
    "The case is confirmed but not opened. Open it now.",
)
FORWARDED = Text(
    "Saken er sendt videre til {school}. Hjemmelen er skrevet ned, og innholdet er ikke lenger her.",
    "Saka er send vidare til {school}. Heimelen er skriven ned, og innhaldet er ikkje lenger her.",
    "The case has been sent on to {school}. The legal basis is recorded, and the content is no longer here.",
)
OPEN_IT = Text(
    "Åpne saken nå, så du vet hva den gjelder.",
    "Opne saka no, så du veit kva ho gjeld.",
    "Open the case now, so that you know what it is about.",
)
LEFT_YOU = Text(
    "Denne saken er ikke lenger hos deg. Du trenger ikke gjøre noe.",
    "Denne saka er ikkje lenger hos deg. Du treng ikkje gjere noko.",
    "This case is no longer with you. You need not do anything.",
)


_ASKED = {Reason.TAKEN_OVER: (TAKEN_OVER, OPEN_IT)}  # of one who is to open what another has confirmed


def notice(look: Look, view: Notice) -> Card:
    """The card for one receiver, as things are for them now."""
    if view.forwarded_to:
        return card([_reference(look, view), quote(look.w(FORWARDED, school=view.forwarded_to))])
    if view.closed_to_me:
        return card([_reference(look, view), say(look, LEFT_YOU)])
    return card([heading(look, _title(view)), _reference(look, view), *_state(look, view)], _buttons(look, view))


def _title(view: Notice) -> Text:
    if view.unmailed:
        return NO_MAIL
    if view.news or view.raised:
        return NEWS if view.news else NOT_ARRIVED
    return REMINDER if view.reminder and not view.taken else SOMEBODY_TOLD


def _reference(look: Look, view: Notice) -> CardElement:
    return quote(look.w(words.CASE, reference=view.reference), bold=True)


def _state(look: Look, view: Notice) -> list[CardElement]:
    if view.ended:
        return [say(look, STATUS_WORDS[view.ended])]
    if view.raised:
        return [say(look, SEE_THE_CASE)]
    if view.unmailed:
        return _ring(look, view.unmailed)
    if view.taken:
        asked = _ASKED.get(view.alert, (NOT_YET_OPENED,)) if view.unopened else ()
        return [quote(taken(look, view.taken)), *(say(look, text, color="Attention") for text in asked)]
    why = None if view.reminder else WHY_YOU[view.alert]
    by = [quote(look.w(ANSWER_BY, when=look.moment(view.answer_by)))] if view.answer_by else []
    return [*([say(look, why)] if why else []), *by]


def _ring(look: Look, them: Unmailed) -> list[CardElement]:
    said = look.w(NO_MAIL_TO, name=them.name) if them.name else look.w(NO_MAIL_OUTSIDE)
    return [quote(said), quote(look.w(RING_THEM, owner=them.owner, contact=them.contact), bold=True)]


def taken(look: Look, who: Taken) -> str:
    return look.w(TAKEN_BY_ME if who.by_me else TAKEN_BY, name=who.name, when=look.moment(who.at))


def _buttons(look: Look, view: Notice) -> list[Action]:
    """Exactly what may be done now; the first is the one that is expected."""
    draw = {"acknowledge": acts}
    return [
        draw.get(row.action, opens)(look, row.name, f"case.{row.action}", primary=not i, case=view.case)
        for i, row in enumerate(view.actions)
    ]
