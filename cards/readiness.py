"""The pages that lay a case beside the law, and beside the student's other cases at the school."""

from __future__ import annotations

from collections.abc import Mapping

from cards import words
from cards.casework import CHRONOLOGY, LOG, READY, back, hidden
from cards.kindred import OPEN_KIN
from cards.log import ENTRIES
from cards.look import Look
from cards.parts import Card, CardElement, box, buttons, paged, quote, say, sends, title
from domain.case import Event
from domain.chronology import Chapter, Chronology
from domain.evidence import Proof
from domain.lifecycle import ACTIONS
from domain.readiness import Checked, Readiness, State
from domain.status import STATUS_WORDS
from domain.text import Text, filled

ALL_THERE = Text(
    "Alt som skal være skrevet ned nå, er skrevet ned.",
    "Alt som skal vere skrive ned no, er skrive ned.",
    "Everything that must be recorded by now has been.",
)
GAPS = Text("Mangler nå: {many}", "Manglar no: {many}", "Missing now: {many}")
MISSING = Text("Mangler: {what}", "Manglar: {what}", "Missing: {what}")
NOT_YET = Text(
    "Ikke skrevet ned, eller ikke aktuelt ennå.",
    "Ikkje skrive ned, eller ikkje aktuelt enno.",
    "Not recorded, or not needed yet.",
)
PROVED = Text("{what}: {name}, {when}", "{what}: {name}, {when}", "{what}, by {name}, {when}")
AND_MORE = Text("og {many} før disse", "og {many} før desse", "and {many} before these")
SHOWN_AT_MOST = 4  # of each; the newest tell most
SOMEBODY = Text("ikke oppgitt", "ikkje oppgitt", "not given")
EVENTS: Mapping[str, Text] = {
    Event.TOLD: Text("Meldt", "Meldt", "Reported"),
    Event.REGISTERED: Text("Registrert", "Registrert", "Recorded"),
    Event.OWNER_KNOWS: Text("Varsel bekreftet", "Varsel stadfesta", "Notice confirmed"),
    "acknowledge": Text("Mottak bekreftet", "Mottak stadfesta", "Receipt confirmed"),
    "supplement": Text("Gjort der og da", "Gjort der og då", "Done there and then"),
}
ON_THE_LAW = Text(
    "Dette viser hva som er skrevet ned, ikke om det er godt nok. Det vurderer du.",
    "Dette viser kva som er skrive ned, ikkje om det er godt nok. Det vurderer du.",
    "This shows what has been recorded, not whether it is good enough. That is for you to judge.",
)

FOUND_BY_NAME = Text(
    "Sakene er funnet på elevens navn. To elever kan hete det samme, og en sak der navnet er skrevet på en annen måte, "
    "er ikke med.",
    "Sakene er funne på namnet til eleven. To elevar kan heite det same, og ei sak der namnet er skrive på ein annan "
    "måte, er ikkje med.",
    "The cases are found by the student's name. Two students may have the same name, and a case where it is written in "
    "another way is not here.",
)
NO_NAME = Text(
    "Saken sier ikke hvem eleven er, så andre saker kan ikke finnes.",
    "Saka seier ikkje kven eleven er, så andre saker kan ikkje finnast.",
    "The case does not say who the student is, so others cannot be found.",
)
TOLD = Text("Meldt {when}", "Meldt {when}", "Reported {when}")
THIS_ONE = Text("Denne saken", "Denne saka", "This case")
PLANS = Text("Planen har {many} versjoner", "Planen har {many} versjonar", "The plan has {many} versions")
ONE_PLAN = Text("Planen har én versjon", "Planen har éin versjon", "The plan has one version")
NO_PLAN = Text("Ingen plan", "Ingen plan", "No plan")
ENDED = Text("Avsluttet {when}", "Avslutta {when}", "Closed {when}")
ENDED_SO = Text("Avsluttet {when}: {how}", "Avslutta {when}: {how}", "Closed {when}: {how}")
ENDINGS: Mapping[str, Text] = {
    "safe": Text("eleven har det trygt", "eleven har det trygt", "the student is safe"),
    "left": Text("eleven går ikke lenger her", "eleven går ikkje lenger her", "the student no longer goes here"),
    "error": Text("saken var en feil", "saka var ein feil", "the case was a mistake"),
    "not_meant": Text("meldingen var ikke ment", "meldinga var ikkje meint", "the report was not meant"),
    "unreachable": Text("eleven kunne ikke nås", "eleven kunne ikkje nåast", "the student could not be reached"),
}


def readiness(look: Look, view: Readiness, part: int = 0) -> Card:
    """What is missing first; then each duty in the order of the law, with its evidence as it stands in the file now."""
    gaps = quote(look.w(GAPS, many=view.gaps), bold=True, color="Attention")
    body = [
        *title(look, READY),
        quote(look.w(words.CASE, reference=view.reference), bold=True),
        gaps if view.gaps else say(look, ALL_THERE, bold=True),
        say(look, ON_THE_LAW, subtle=True),
        *(_row(look, checked, view) for checked in sorted(view.rows, key=lambda row: row.state is not State.MISSING)),
    ]
    more = lambda n: sends(look, words.MORE, "case.ready", case=view.case, part=n)  # noqa: E731
    log = sends(look, LOG, "case.log", primary=False, case=view.case)
    return paged(body, part, more, [back(look, view.case), log, *hidden(look, view.case)])


def _row(look: Look, checked: Checked, view: Readiness) -> CardElement:
    row = checked.row
    head = quote(f"{look.w(row.words)} ({row.source})", bold=True)
    if checked.state is State.MISSING:
        gap = quote(look.w(MISSING, what=look.w(row.missing)), color="Attention", spacing="None")
        return box([head, gap], "attention")
    if checked.state is State.NOT_YET:
        return box([head, say(look, NOT_YET, subtle=True)])
    newest = checked.proofs[-SHOWN_AT_MOST:]
    more = len(checked.proofs) - len(newest)
    lines = [*(_proof(look, proof, view) for proof in newest), *([look.w(AND_MORE, many=more)] if more else [])]
    return box([head, *(quote(line, spacing="None") for line in lines)], "good")


def _proof(look: Look, proof: Proof, view: Readiness) -> str:
    what = EVENTS.get(proof.what) or ENTRIES.get(proof.what) or ACTIONS[proof.what].name
    name = view.names.get(proof.who) or look.w(SOMEBODY)
    return look.w(PROVED, what=look.w(what), name=name, when=look.moment(proof.at))


def chronology(look: Look, view: Chronology, part: int = 0) -> Card:
    """Oldest first, each with where it stands and the way in."""
    body = [
        *title(look, CHRONOLOGY),
        say(look, FOUND_BY_NAME if view.named else NO_NAME, subtle=True),
        *(_chapter(look, chapter) for chapter in view.chapters),
    ]
    more = lambda n: sends(look, words.MORE, "student.history", case=view.case, part=n)  # noqa: E731
    return paged(body, part, more, [back(look, view.case), *hidden(look, view.case)])


def _chapter(look: Look, chapter: Chapter) -> CardElement:
    head = f"{look.w(words.CASE, reference=chapter.reference)} · {look.w(STATUS_WORDS[chapter.status])}"
    lines = [look.w(TOLD, when=look.day(chapter.told_at)), _plans(look, chapter.plans), *_ending(look, chapter)]
    onward = sends(
        look, filled(OPEN_KIN, reference=chapter.reference), "case.open", primary=False, case=chapter.case
    )  # fmt: skip
    foot = say(look, THIS_ONE, subtle=True) if chapter.here else buttons([onward])
    return box([quote(head, bold=True), *(quote(line, spacing="None") for line in lines), foot])


def _plans(look: Look, many: int) -> str:
    return look.w({0: NO_PLAN, 1: ONE_PLAN}.get(many, PLANS), many=many)


def _ending(look: Look, chapter: Chapter) -> list[str]:
    if chapter.ended_at is None:
        return []
    when, how = look.day(chapter.ended_at), ENDINGS.get(chapter.ending)
    return [look.w(ENDED_SO, when=when, how=look.w(how)) if how else look.w(ENDED, when=when)]
