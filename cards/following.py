"""What whoever told sees afterwards: where it stands, the talk, the plan, who has read it, and their rights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards import words
from cards.case_plan import copy
from cards.look import Look, Surface
from cards.parts import (
    Action,
    Card,
    CardElement,
    acts,
    box,
    buttons,
    capital,
    labelled,
    paged,
    quote,
    say,
    sends,
    title,
)
from cards.receipt import case_line
from domain.better import FACES, SAFE_WORDS, OwnAnswer
from domain.codes import is_author
from domain.following import Following, Message, Reader, Rights, has_rights
from domain.origin import Teller
from domain.people import ROLE_WORDS, PersonId
from domain.text import Text

TITLE = Text("Det du har sagt fra om", "Det du har sagt frå om", "What you have told")
ENDED = Text(
    "Saken er avsluttet. Er det ikke trygt og godt, si fra her: da blir det sett på igjen.",
    "Saka er avslutta. Er det ikkje trygt og godt, sei frå her: då blir det sett på igjen.",
    "The case is closed. If it is not safe and good, say so here: then it is looked at again.",
)
IS_IT_BETTER = Text("Har det blitt bedre?", "Har det blitt betre?", "Has it become better?")
SCHOOL_ASKS = Text(
    "Skolen skal snart se på om det de har gjort, har hjulpet. Det du sier, kommer først.",
    "Skolen skal snart sjå på om det dei har gjort, har hjelpt. Det du seier, kjem først.",
    "The school will soon look at whether what it has done has helped. What you say comes first.",
)
ANSWER = Text("Svar", "Svar", "Answer")
HOW_IT_IS = Text("Si hvordan det er nå", "Sei korleis det er no", "Say how it is now")
YOU_ANSWERED = Text(
    "Du svarte {when}: {face}. Trygt og godt på skolen: {safe}.",
    "Du svarte {when}: {face}. Trygt og godt på skolen: {safe}.",
    "You answered {when}: {face}. Safe and good at school: {safe}.",
)
TALK = Text("Samtalen", "Samtalen", "The talk")
NOTHING_SAID = Text(
    "Skolen kan spørre deg om noe her. Skriv gjerne til skolen, når du vil.",
    "Skolen kan spørje deg om noko her. Skriv gjerne til skolen, når du vil.",
    "The school can ask you something here. Do write to it, whenever you want.",
)
WRITE = Text("Skriv til skolen", "Skriv til skolen", "Write to the school")
YOU = Text("Du", "Du", "You")
READERS = Text("Hvem har lest det", "Kven har lese det", "Who has read it")
NOBODY_YET = Text("Ingen har åpnet det ennå.", "Ingen har opna det enno.", "Nobody has opened it yet.")
READ_AT = Text("{who}, sist {when}", "{who}, sist {when}", "{who}, last {when}")
NAME_OPENED = Text(
    "{who} har åpnet navnet ditt, {when}", "{who} har opna namnet ditt, {when}", "{who} has opened your name, {when}"
)
RIGHTS = Text("Dette har du rett til", "Dette har du rett til", "Your rights")
SCHOOL_MUST = Text(
    "Skolen skal finne ut hva som skjer, høre på deg og gjøre noe til det er trygt og godt for deg (opplæringslova "
    "kapittel 12).",
    "Skolen skal finne ut kva som skjer, høyre på deg og gjere noko til det er trygt og godt for deg (opplæringslova "
    "kapittel 12).",
    "The school must find out what is happening, listen to you and act until it is safe and good for you (Education "
    "Act chapter 12).",
)
SCHOOL_MUST_PARENT = Text(
    "Skolen skal finne ut hva som skjer, høre på eleven og gjøre noe til det er trygt og godt for eleven "
    "(opplæringslova kapittel 12).",
    "Skolen skal finne ut kva som skjer, høyre på eleven og gjere noko til det er trygt og godt for eleven "
    "(opplæringslova kapittel 12).",
    "The school must find out what is happening, listen to the student and act until it is safe and good for the "
    "student (Education Act chapter 12).",
)
TO_TURN_TO = Text("Noen du kan ta kontakt med", "Nokon du kan ta kontakt med", "Whom you can contact")
WRITE_NOWHERE = Text(
    "Ingen har fått dette, og det kan ikke skrives til noen herfra. Ta kontakt med skoleeieren {owner}: {contact}.",
    "Ingen har fått dette, og det kan ikkje skrivast til nokon herifrå. Ta kontakt med skoleeigaren {owner}: "
    "{contact}.",
    "Nobody has got this, and nobody can be written to from here. Contact the school owner {owner}: {contact}.",
)
CALL_SCHOOL = Text(
    "Du kan ringe skolen på {phone}, eller skoleeieren {owner}: {contact}.",
    "Du kan ringje skolen på {phone}, eller skoleeigaren {owner}: {contact}.",
    "You can call the school on {phone}, or the school owner {owner}: {contact}.",
)
CALL_OWNER = Text(
    "Du kan ta kontakt med skoleeieren {owner}: {contact}.",
    "Du kan ta kontakt med skoleeigaren {owner}: {contact}.",
    "You can contact the school owner {owner}: {contact}.",
)
GOVERNOR_FROM = Text(
    "Mener du at skolen ikke gjør nok, kan du be Statsforvalteren se på saken fra {day}.",
    "Meiner du at skolen ikkje gjer nok, kan du be Statsforvaltaren sjå på saka frå {day}.",
    "If you think the school does not do enough, you can ask the County Governor to look at it from {day}.",
)
GOVERNOR = Text(
    "Mener du at skolen ikke gjør nok, kan du be Statsforvalteren se på saken når rektor har visst om den i en uke.",
    "Meiner du at skolen ikkje gjer nok, kan du be Statsforvaltaren sjå på saka når rektor har visst om henne i ei "
    "veke.",
    "If you think the school does not do enough, you can ask the County Governor to look at it when the principal has "
    "known of it for a week.",
)
OMBUD = Text(
    "Utenfor skolen kan du snakke med: {ombud}.",
    "Utanfor skolen kan du snakke med: {ombud}.",
    "Outside the school you can talk to: {ombud}.",
)
HELPLINES = Text(
    "Alarmtelefonen for barn og unge: 116 111, hele døgnet. Er noen i fare: 112.",
    "Alarmtelefonen for barn og unge: 116 111, heile døgnet. Er nokon i fare: 112.",
    "Helpline for children and young people: 116 111, day and night. If anybody is in danger: 112.",
)
NOT_SAVED = Text(
    "Ingenting er lagret eller sendt. Det du skrev, står her fortsatt: prøv igjen om litt. Vil du snakke med noen nå, "
    "ring 116 111. Er noen i fare, ring 112.",
    "Ingenting er lagra eller sendt. Det du skreiv, står her framleis: prøv igjen om litt. Vil du snakke med nokon no, "
    "ring 116 111. Er nokon i fare, ring 112.",
    "Nothing has been saved or sent. What you wrote still stands here: try again in a moment. If you want to talk to "
    "somebody now, call 116 111. If anybody is in danger, call 112.",
)


def page(look: Look, view: Following, reader: PersonId = "", part: int = 0, **by: str) -> Card:
    """`reader` is what the report calls whoever reads: where their name is held apart, nothing stays in the chat.

    `by` goes with every button: what they were found by.
    """
    with_report = {"report": view.report, **by}
    body = [
        *(box(case_line(look, line, view.told_at)) for line in view.cases),
        *([say(look, ENDED)] if view.has_ended else []),
        *_question(look, view, with_report),
        *_talk(look, view, with_report),
        *(copy(look, view.plan) if view.plan else []),
        *(_readers(look, view.readers) if view.origin.teller is not Teller.STAFF else []),
        *_rights(look, view),
    ]
    more = lambda n: sends(look, words.MORE, "student.follow", **with_report, part=n)  # noqa: E731
    return paged([*title(look, TITLE), *body], part, more, _done(look, view, reader))


def _done(look: Look, view: Following, reader: PersonId) -> list[Action]:
    if look.surface is not Surface.INLINE:
        return []
    back = acts(look, words.DONE_READING, "receipt", report=view.report)
    return [acts(look, words.DONE_READING, "hello") if is_author(reader) else back]


def _question(look: Look, view: Following, by: Mapping[str, str]) -> list[CardElement]:
    """Asked first of all while it is wanted; it can be answered at any time."""
    last = [quote(answered(look, view.answer))] if view.answer else []
    if view.reaches_nobody:
        return last
    if view.question:
        answer = sends(look, ANSWER, "student.better.begin", **by)
        return [box([say(look, IS_IT_BETTER, bold=True), say(look, SCHOOL_ASKS), buttons([answer])], "accent"), *last]
    if not view.can_answer:
        return []
    return [*last, buttons([sends(look, HOW_IT_IS, "student.better.begin", primary=False, **by)])]


def answered(look: Look, answer: OwnAnswer) -> str:
    """What they last answered, to themself."""
    face, safe = look.w(FACES[answer.face]), look.w(SAFE_WORDS[answer.safe])
    return look.w(YOU_ANSWERED, when=look.moment(answer.at), face=face, safe=safe)


def _talk(look: Look, view: Following, by: Mapping[str, str]) -> list[CardElement]:
    said = [e for message in view.talk for e in _message(look, message)]
    if view.reaches_nobody:
        return [_over(look, TALK), *said, quote(nowhere(look, view.rights))]
    write = buttons([sends(look, WRITE, "student.say.begin", primary=False, **by)])
    return [_over(look, TALK), *(said or [say(look, NOTHING_SAID)]), write]


def _over(look: Look, text: Text) -> CardElement:
    return quote(look.w(text), bold=True, spacing="Large")


def _message(look: Look, message: Message) -> list[CardElement]:
    who = capital(look.w(ROLE_WORDS[message.by])) if message.by else look.w(YOU)
    return labelled(f"{who}, {look.moment(message.at)}", message.words)


def _readers(look: Look, readers: Sequence[Reader]) -> list[CardElement]:
    lines = [_reader(look, reader) for reader in readers]
    return [_over(look, READERS), *(lines or [say(look, NOBODY_YET)])]


def _reader(look: Look, reader: Reader) -> CardElement:
    said = NAME_OPENED if reader.is_name else READ_AT
    line = look.w(said, who=capital(look.w(ROLE_WORDS[reader.role])), when=look.moment(reader.at))
    return quote(line, bold=reader.is_name, spacing="None")


def nowhere(look: Look, it: Rights) -> str:
    return look.w(WRITE_NOWHERE, owner=it.owner, contact=it.owner_contact)


def _rights(look: Look, view: Following) -> list[CardElement]:
    numbers = [f"{line.label}: {line.number}" for line in view.rights.helplines]
    over, *lines = rights(look, view)
    return [quote(over, bold=True, spacing="Large"), *(quote(line) for line in (*lines, *numbers))]


def rights(look: Look, view: Following) -> tuple[str, ...]:
    """What the school owes them, and whom they can turn to, under a heading: of another's matter, only whom."""
    it, must = view.rights, SCHOOL_MUST if view.origin.about_self else SCHOOL_MUST_PARENT
    school = look.w(CALL_SCHOOL if it.phone else CALL_OWNER, phone=it.phone, owner=it.owner, contact=it.owner_contact)
    governor = look.w(GOVERNOR_FROM, day=look.date(it.week_ends)) if it.week_ends else look.w(GOVERNOR)
    ombud = [look.w(OMBUD, ombud=", ".join(it.ombud))] if it.ombud else []
    if not has_rights(view.origin):
        return (look.w(TO_TURN_TO), school, *ombud, look.w(HELPLINES))
    return (look.w(RIGHTS), look.w(must), school, governor, *ombud, look.w(HELPLINES))
