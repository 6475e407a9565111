"""The lists of cases, which may stay in a chat: references, where each stands and what is next; no name, no story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from cards.kindred import OPEN_KIN
from cards.look import Look
from cards.parts import Card, CardElement, box, buttons, card, element, opens, paged, quote, say, title
from domain.agenda import Due
from domain.lifecycle import ACTIONS, Duty
from domain.listing import ENDED_CASES, OPEN_CASES
from domain.overview import FEW, Band, Item, Next, Overview, OwnersOverview, SchoolLine
from domain.status import STATUS_WORDS
from domain.text import Text, filled

CASES = Text("Mine saker", "Sakene mine", "My cases")
SCHOOLS = Text("Skolene", "Skolane", "The schools")
NO_CASES = Text("Du har ingen saker her nå.", "Du har ingen saker her no.", "You have no cases here now.")
NONE_OF_THESE = Text("Ingen slike saker.", "Ingen slike saker.", "No such cases.")
BANDS: Mapping[Band, Text] = {
    Band.WAITING: Text("Venter på svar", "Ventar på svar", "Waiting for an answer"),
    Band.LATE: Text("Over fristen", "Over fristen", "Overdue"),
    Band.WEEK: Text("Denne uken", "Denne veka", "This week"),
    Band.LATER: Text("Senere", "Seinare", "Later"),
    Band.UNDATED: Text("Uten frist", "Utan frist", "Without a due date"),
    Band.ENDED: Text("Avsluttet", "Avslutta", "Closed"),
}
IN_DANGER = Text("Noen kan være i fare", "Nokon kan vere i fare", "Somebody may be in danger")
BY_THE_STUDENT = Text("Eleven selv har sagt fra", "Eleven sjølv har sagt frå", "The student has told this")
WAITS_FOR_YOU = Text("Venter på deg", "Ventar på deg", "Waiting for you")
BY = Text("{what}: innen {when}", "{what}: innan {when}", "{what}: by {when}")
WAS_DUE = Text(
    "{what}: fristen gikk ut {when}", "{what}: fristen gjekk ut {when}", "{what}: was due {when}"
)  # fmt: skip
NEXT_IS = Text("Neste steg: {what}", "Neste steg: {what}", "Next step: {what}")
# What the next step is called where its button says only how it ends.
STEPS: Mapping[str, Text] = {
    "complete_plan": Text(
        "undersøk, hør eleven og lag planen",
        "undersøk, høyr eleven og lag planen",
        "investigate, hear the student and make the plan",
    ),
}
WHAT: Mapping[str, Text] = {
    Duty.ACKNOWLEDGE: Text("Bekreft mottak", "Stadfest mottak", "Confirm receipt"),
    Duty.OPEN: Text("Åpne saken", "Opne saka", "Open the case"),
    Due.TASK: Text("Oppgave", "Oppgåve", "Task"),
    Due.EVALUATION: Text("Evaluering", "Evaluering", "Evaluation"),
    Due.OWNER_NOTICE: Text("Skal gjøres straks", "Skal gjerast straks", "To be done at once"),
    Due.MINUTES: Text("Referat fra møte", "Referat frå møte", "Minutes of a meeting"),
    Due.PLAN: Text("Skriftlig plan", "Skriftleg plan", "Written plan"),
}
SOMETHING = Text("Frist", "Frist", "Deadline")
NARROW = Text("Hvilke saker?", "Kva saker?", "Which cases?")
SHOW = Text("Vis", "Vis", "Show")
NARROWED: Mapping[str, Text] = {
    OPEN_CASES: Text("Alle åpne", "Alle opne", "All open"),
    "received": Text("Ikke bekreftet", "Ikkje stadfesta", "Not confirmed"),
    "begun": Text("Bekreftet, ikke begynt", "Stadfesta, ikkje byrja", "Confirmed, not begun"),
    "investigating": Text("Undersøkes", "Blir undersøkt", "Being investigated"),
    "acting": Text("Plan og tiltak", "Plan og tiltak", "Plan and measures"),
    "evaluating": Text("Tiltakene evalueres", "Tiltaka blir evaluerte", "Measures being evaluated"),
    ENDED_CASES: Text("Avsluttede", "Avslutta", "Closed"),
}
NEXT_PAGE = Text("Flere saker", "Fleire saker", "More cases")
NOTHING_WAITS = Text(
    "Ingen sak venter på skoleeieren.", "Inga sak ventar på skoleeigaren.", "No case is waiting for the owner."
)
AT_THE_OWNER = Text("Saker hos skoleeieren", "Saker hos skoleeigaren", "Cases with the owner")
ONLY_NUMBERS = Text(
    "Skolene vises bare med tall. Saker om noen i ledelsen er ikke med.",
    "Skolane blir viste berre med tal. Saker om nokon i leiinga er ikkje med.",
    "Of the schools only numbers are shown. Cases about one of their leaders are not counted.",
)
NO_YEAR = Text("Ingen saker i skoleåret {year}", "Ingen saker i skoleåret {year}", "No cases in the school year {year}")
FEW_THIS_YEAR = Text(
    "Færre enn {few} saker i skoleåret {year}",
    "Færre enn {few} saker i skoleåret {year}",
    "Fewer than {few} cases in the school year {year}",
)
THIS_YEAR = Text(
    "{many} saker i skoleåret {year}",
    "{many} saker i skoleåret {year}",
    "{many} cases in the school year {year}",
)
NONE_LATELY = Text(
    "Ingen de siste åtte ukene", "Ingen dei siste åtte vekene", "None in the last eight weeks"
)  # fmt: skip


def cases(look: Look, view: Overview, owner: bool = False) -> Card:
    """A page of one's cases under their headings, each with the way in; what the list is narrowed to; and onward."""
    nothing = [say(look, NO_CASES if view.narrowed == OPEN_CASES else NONE_OF_THESE)]
    body = [*title(look, CASES), *(_banded(look, view.items) or nothing), _narrow(look, view.narrowed)]
    onward = [opens(look, NEXT_PAGE, "cases", after=view.after, of=view.narrowed)] if view.after else []
    schools = [opens(look, SCHOOLS, "owner.cases")] if owner else []
    return card(body, [opens(look, SHOW, "cases"), *onward, *schools])


def _banded(look: Look, items: Iterable[Item]) -> list[CardElement]:
    """As they come: a place in the list may be older than what has happened just now."""
    return [
        drawn
        for band, some in groupby(items, key=lambda item: item.band)
        for drawn in (say(look, BANDS[band], bold=True), *(_item(look, item) for item in some))
    ]


def _item(look: Look, item: Item) -> CardElement:
    head = " · ".join((item.reference, look.w(STATUS_WORDS[item.status]), *filter(None, (item.school,))))
    danger = [say(look, IN_DANGER, bold=True, color="Attention")] if item.danger else []
    by_self = [say(look, BY_THE_STUDENT, subtle=True)] if item.by_self else []
    mine = [say(look, WAITS_FOR_YOU, bold=True)] if item.next and item.next.mine else []
    way_in = opens(look, filled(OPEN_KIN, reference=item.reference), "case.open", case=item.case)
    return box([quote(head, bold=True), *danger, *by_self, *_next(look, item.next), *mine, buttons([way_in])])


def _next(look: Look, coming: Next | None) -> list[CardElement]:
    if coming is None:
        return []
    when = look.moment(coming.by) if coming.by else look.date(coming.day) if coming.day else ""
    if not when:
        return [
            quote(look.w(NEXT_IS, what=look.w(STEPS.get(coming.what) or ACTIONS[coming.what].name)), spacing="None")
        ]
    words = look.w(WAS_DUE if coming.late else BY, what=look.w(WHAT.get(coming.what, SOMETHING)), when=when)
    return [quote(words, spacing="None", color="Attention" if coming.late else None)]


def _narrow(look: Look, narrowed: str) -> CardElement:
    choices = [{"title": look.w(words), "value": value} for value, words in NARROWED.items()]
    return element(
        "Input.ChoiceSet", id="narrowed", label=look.w(NARROW), choices=choices, value=narrowed, style="compact"
    )


def owners(look: Look, view: OwnersOverview, part: int = 0) -> Card:
    """What waits for the owner by reference; of the schools numbers, none so small that it points somebody out."""
    waiting = [_item(look, item) for item in view.waiting] or [say(look, NOTHING_WAITS)]
    body = [
        *title(look, SCHOOLS),
        say(look, AT_THE_OWNER, bold=True),
        *waiting,
        say(look, SCHOOLS, bold=True),
        say(look, ONLY_NUMBERS, subtle=True),
        *(_school(look, line) for line in view.schools),
    ]
    more = lambda n: opens(look, NEXT_SCHOOLS, "owner.cases", part=n)  # noqa: E731
    return paged(body, part, more, [opens(look, CASES, "cases")])


NEXT_SCHOOLS = Text("Flere skoler", "Fleire skolar", "More schools")


def _school(look: Look, line: SchoolLine) -> CardElement:
    told = {0: NO_YEAR, None: FEW_THIS_YEAR}.get(line.told, THIS_YEAR)
    lines = [look.w(told, year=line.year, many=line.told, few=FEW)]
    lines += [] if line.lately or line.silent else [look.w(NONE_LATELY)]
    color = "Attention" if line.silent else None
    return box([quote(line.name, bold=True), *(quote(words, spacing="None", color=color) for words in lines)])
