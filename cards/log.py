"""What has been written down in a case, day by day: what took place first, then who wrote it and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from itertools import groupby

from cards import words
from cards.answers import answer
from cards.case_plan import MEASURE
from cards.casework import LOG, back, hidden
from cards.look import Look
from cards.parts import Card, CardElement, box, capital, labelled, paged, quote, say, sends, title
from domain.case_views import Entry, Log
from domain.flow import Step
from domain.lifecycle import ACTIONS
from domain.note import ON_DAY
from domain.text import Text
from domain.workdays import OSLO

NOTHING_YET = Text("Ingenting er skrevet ned ennå.", "Ingenting er skrive ned enno.", "Nothing has been recorded yet.")
ONLY_YOURS = Text(
    "Du ser det du selv har skrevet.", "Du ser det du sjølv har skrive.", "You see what you yourself have written."
)
WRITTEN = Text("Skrevet av {name} {when}", "Skrive av {name} {when}", "Written by {name} {when}")

# What each kind of entry is called; one that is not here has the words of its button.
ENTRIES: Mapping[str, Text] = {
    "assess": Text("Alvorlighet", "Kor alvorleg det er", "Severity"),
    "weigh": Text("Alvorlighet, vurdert på nytt", "Kor alvorleg det er, vurdert på nytt", "Severity, assessed anew"),
    "ask_teller": Text("Spørsmål til den som sa fra", "Spørsmål til den som sa frå", "A question to whoever told"),
    "open_name": Text("Navnet åpnet", "Namnet opna", "The name opened"),
    "confirm_teller": Text("Hvem som sa fra", "Kven som sa frå", "Who had told"),
    "investigate": Text("Undersøkelse", "Undersøking", "Enquiry"),
    "hear": Text("Elevens syn", "Synet til eleven", "The student's view"),
    "best_interest": Text("Elevens beste", "Det beste for eleven", "The student's best interests"),
    "hear_accused": Text("Den ansatte det gjelder", "Den tilsette det gjeld", "The employee concerned"),
    "call_meeting": Text("Innkalling til møte", "Innkalling til møte", "A meeting called"),
    "move_meeting": Text("Møte flyttet", "Møte flytta", "A meeting moved"),
    "cancel_meeting": Text("Møte avlyst", "Møte avlyst", "A meeting cancelled"),
    "minutes": Text("Referat", "Referat", "Minutes"),
    "jot": Text("Internt notat", "Internt notat", "Internal note"),
    "measure": Text("Tiltak satt inn med en gang", "Tiltak sett inn med ein gong", "A measure put in place at once"),
    "plan": Text("Planen, ny versjon", "Planen, ny versjon", "The plan, a new version"),
    "evaluate": Text("Evaluering", "Evaluering av tiltaka", "Evaluation"),
    "tell_owner": Text("Varsel til skoleeieren", "Varsel til skoleeigaren", "Notice to the school owner"),
    "ask_owner": Text("Bedt skoleeieren om hjelp", "Bede skoleeigaren om hjelp", "Asked the owner for help"),
    "parents": Text("De foresatte", "Dei føresette", "The parents"),
    "close": Text("Avslutning", "Avslutning av saka", "Closing"),
    "close_without_plan": Text("Avsluttet uten plan", "Avslutta utan plan", "Closed without a plan"),
    "reopen": Text("Gjenåpnet", "Opna att", "Reopened"),
    "give_task": Text("Oppgave gitt", "Oppgåve gitt", "A task given"),
    "move_task": Text("Oppgave gitt til en annen", "Oppgåve gitt til ein annan", "A task given to somebody else"),
    "finish_task": Text("Oppgave gjort", "Oppgåve gjord", "A task done"),
    "drop_task": Text("Oppgave tatt bort", "Oppgåve teken bort", "A task removed"),
}
_NUMBERED = re.compile(r"m(\d+)\.\w+")  # what is said of one measure, by its number on the form
_ONLY_THE_FORMS = (".more", ".drop")  # how the form went on: nothing of the case
# For whom an entry is, where that is not everybody whom the case is shown to.
MARKS: Mapping[str, Text] = {
    "jot": Text(
        "Internt: ikke for eleven og de foresatte, og ikke for dem som bare har en oppgave.",
        "Internt: ikkje for eleven og dei føresette, og ikkje for dei som berre har ei oppgåve.",
        "Internal: not for the student and the parents, nor for those who only have a task.",
    ),
    "hear_accused": Text(
        "Et eget spor: bare for dem som har ansvaret for saken.",
        "Eit eige spor: berre for dei som har ansvaret for saka.",
        "A track of its own: only for those in charge.",
    ),
}


def log(look: Look, view: Log, steps: Mapping[str, Step], part: int = 0) -> Card:
    """The days on which something took place, oldest first, in its writers' own words."""
    body = [quote(look.w(words.CASE, reference=view.reference), bold=True)]
    body += [say(look, ONLY_YOURS, subtle=True)] if view.own else []
    for day, entries in groupby(view.entries, key=lambda entry: entry.day):
        body.append(quote(capital(look.date(day)), bold=True, spacing="ExtraLarge"))
        body += [e for entry in entries for e in _entry(look, entry, steps)]
    body += [] if view.entries else [say(look, NOTHING_YET)]
    more = lambda n: sends(look, words.MORE, "case.log", case=view.case, part=n)  # noqa: E731
    return paged([*title(look, LOG), *body], part, more, [back(look, view.case), *hidden(look, view.case)])


def _entry(look: Look, entry: Entry, steps: Mapping[str, Step]) -> list[CardElement]:
    said = ((s, _said(look, s, entry.answers)) for id_, s in steps.items() if _is_read(id_))
    return [_head(look, entry), *(e for step, text in said if text for e in labelled(_asked(look, step), text))]


def _is_read(step: str) -> bool:
    return step != ON_DAY and not step.endswith(_ONLY_THE_FORMS)


def _asked(look: Look, step: Step) -> str:
    """The question; of a measure, which of them it is about."""
    words_, found = look.w(step.ask), _NUMBERED.fullmatch(step.id)
    which = look.w(MEASURE, number=found[1]) if found else ""
    return words_ if words_.startswith(which) else f"{which}: {words_}"


def _said(look: Look, step: Step, answers: Mapping[str, str]) -> str:
    """An answer as words; of a colleague, the name they had when it was written."""
    return answers.get(f"{step.id}.name") or answer(look, step, answers.get(step.id, ""))


def _head(look: Look, entry: Entry) -> CardElement:
    what = look.w(ENTRIES.get(entry.action) or ACTIONS[entry.action].name)
    when = look.near(entry.at, datetime.combine(entry.day, time(12), OSLO))
    mark = [say(look, MARKS[entry.action], bold=True)] if entry.action in MARKS else []
    written = quote(look.w(WRITTEN, name=entry.by, when=when), subtle=True, spacing="None")
    return box([quote(what, bold=True), *mark, written], "warning" if mark else "emphasis")
