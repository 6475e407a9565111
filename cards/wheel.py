"""The year wheel: the quiet card for those who answer for something, and the year at a glance.

What the plan says stands as the plan wrote it, letter by letter; only what is ours is in three languages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from cards import words
from cards.look import Look
from cards.parts import Action, Card, CardElement, acts, box, element, heading, opens, paged, quote, say, sends, title
from cards.parts import card as card_of
from domain.occasions import Pace
from domain.people import ROLE_WORDS, Role
from domain.text import Text, same
from domain.views import WheelCard, WheelLine, WheelPage
from domain.wheel import EVERYBODY, MANAGEMENT, Status

TIME_NOW = Text(
    "Årshjulet: dette er det tid for nå", "Årshjulet: dette er det tid for no", "The year wheel: it is time for this"
)
JOINED = Text("{name} har begynt på skolen.", "{name} har byrja på skolen.", "{name} has started at the school.")
BEFORE = Text(
    "Fra før, ikke merket som gjort: {many}", "Frå før, ikkje merkt som gjort: {many}", "From before, not done: {many}"
)
DONE = Text("Gjort", "Gjort", "Done")
DONE_FOR_ALL = Text("Gjort for hele skolen", "Gjort for heile skolen", "Done for the whole school")
UNDO = Text("Angre", "Angre", "Undo")
DONE_BY = Text("Gjort av {name} {when}", "Gjort av {name} {when}", "Done by {name} {when}")
LAST_BY = Text("Sist av {name} {when}", "Sist av {name} {when}", "Last by {name} {when}")
TIMES = Text("{done} av {of} ganger", "{done} av {of} gonger", "{done} of {of} times")
PEOPLE = Text("{done} av {of} har gjort det", "{done} av {of} har gjort det", "{done} of {of} have done it")
SO_FAR = Text("Merket som gjort: {done}", "Merkt som gjort: {done}", "Marked as done: {done}")
RESPONSIBLE = Text("Ansvarlig: {names}", "Ansvarleg: {names}", "Responsible: {names}")
NOT_STATED = Text(
    "Planen sier ikke hvem som har ansvaret.", "Planen seier ikkje kven som har ansvaret.", "The plan names nobody."
)
WITH = Text("Sammen med: {names}", "Saman med: {names}", "Together with: {names}")
GROUPS = {
    MANAGEMENT: Text("skolens ledelse", "leiinga på skolen", "the school's leaders"),
    EVERYBODY: Text("alle ansatte", "alle tilsette", "everybody who works here"),
}
STATUS: dict[Status, Text] = {
    Status.LATE: Text("Ikke merket som gjort", "Ikkje merkt som gjort", "Not marked as done"),
    Status.DUE: Text("Nå", "No", "Now"),
    Status.COMING: Text("Kommer", "Kjem", "Coming"),
    Status.DONE: Text("Gjort", "Gjort", "Done"),
    Status.PASSED: Text(
        "Ikke merket; gjøres bare ved behov", "Ikkje merkt; blir berre gjort ved behov", "Not marked; only as needed"
    ),
    Status.CONTINUOUS: Text("Løpende", "Løpande", "All the time"),
}
ALL_YEAR = Text("Hele året", "Heile året", "All year")
MONTHS = Text("Måned for måned", "Månad for månad", "Month by month")
OVERVIEW = Text("Oversikt", "Oversyn", "Overview")
NOTHING = Text("Ingenting her nå.", "Ingenting her no.", "Nothing here now.")
VERSION = Text(
    "Skoleåret {year}. Planens versjon: {version}",
    "Skoleåret {year}. Versjon av planen: {version}",
    "School year {year}. Version of the plan: {version}",
)
NO_WHEEL_BODY = Text(
    "Det er ikke noe i årshjulet for deg. Årshjulet står i skolens egen plan.",
    "Det er ikkje noko i årshjulet for deg. Årshjulet står i skolen sin eigen plan.",
    "There is nothing for you in the year wheel. It stands in the school's own plan.",
)
NOT_YOURS_BODY = Text(
    "Dette er ikke noe du kan merke, eller det er ikke lenger ditt. Ingenting er endret.",
    "Dette er ikkje noko du kan merkje, eller det er ikkje lenger ditt. Ingenting er endra.",
    "This is nothing you can mark, or it is no longer yours. Nothing has been changed.",
)
AS_A_FILE = Text(
    "Trenger du årshjulet som fil, kan de som drifter Varsle hente det ut.",
    "Treng du årshjulet som fil, kan dei som driftar Varsle hente det ut.",
    "If you need the wheel as a file, those who run Varsle can export it.",
)
EXPORT = Text("Eksporter", "Eksporter", "Export")
COPY_IT = Text(
    "Marker alt i feltet, kopier, og lim inn i et regneark.",
    "Marker alt i feltet, kopier, og lim inn i eit rekneark.",
    "Select everything in the field, copy it, and paste it into a spreadsheet.",
)
TABLE = Text("Årshjulet som tabell", "Årshjulet som tabell", "The year wheel as a table")

_ON_A_CARD, _YEAR = "card", "year"
_OF_THE_LEADERS = "school"

Button = Callable[..., Action]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands: which button works there, and what leads back to the same place."""

    button: Button
    data: dict[str, str]


def card(look: Look, view: WheelCard, part: int = 0) -> Card:
    """The quiet card: everything that it became time for on one day, with a button for each."""
    data = {"school": view.school, "page": _ON_A_CARD, "card": view.card}
    place = _Place(partial(acts, look), {**data, **_where(part)})
    dated = [line for line in view.lines if line.window.pace is Pace.DATED or view.joined]
    others = [line for line in view.lines if line not in dated]
    new = [quote(look.w(JOINED, name=view.joined), bold=True)] if view.joined else []
    before = [quote(look.w(BEFORE, many=view.waiting), subtle=True)] if view.waiting else []
    body = [heading(look, TIME_NOW), quote(view.name, subtle=True, spacing="None"), *new]
    body += [_line(look, line, place) for line in dated]
    body += [say(look, ALL_YEAR, bold=True)] if others else []
    body += [_line(look, line, place) for line in others]
    more = opens(look, words.WHEEL, "wheel.show", school=view.school)
    return paged([*body, *before], part, lambda n: acts(look, words.MORE, "wheel.card", part=n, **data), [more])


def _where(part: int) -> dict[str, str]:
    """So that what is pressed in a later part is answered with it. Always as long: parts are cut by their size."""
    return {"part": f"{part:02}"}


def page(look: Look, view: WheelPage, part: int = 0) -> Card:
    """A page of the year at a glance, its parts turned inside the dialog where it is one."""
    whole = {"whole": _OF_THE_LEADERS} if view.whole else {}
    place = _Place(partial(sends, look), {"school": view.school, "page": view.page, **whole, **_where(part)})
    body = [*title(look, words.WHEEL), *_head(look, view), *_sections(look, view, place), *_foot(look, view)]
    return paged(body, part, lambda n: _turn(look, words.MORE, view, view.page, part=n), _turns(look, view))


def _head(look: Look, view: WheelPage) -> list[CardElement]:
    about = look.w(VERSION, year=view.year, version=view.version)
    counts = [f"{look.w(STATUS[s])}: {view.counts[s]}" for s in Status if view.counts.get(s)]
    named = {_YEAR: look.w(ALL_YEAR)}.get(view.page) or (look.month(int(view.page)).capitalize() if view.page else "")
    over = [quote(named, bold=True)] if named else [quote(count, spacing="None") for count in counts]
    return [quote(view.name, bold=True), quote(about, subtle=True, spacing="None"), *over]


def _sections(look: Look, view: WheelPage, place: _Place) -> list[CardElement]:
    """Under each status its lines; on a month's page and the one of the whole year too."""
    found: list[CardElement] = []
    for status in Status:
        lines = [line for line in view.lines if line.status is status]
        found += [say(look, STATUS[status], bold=True)] if lines else []
        found += [_line(look, line, place, with_people=view.whole) for line in lines]
    return found or [say(look, NOTHING)]


def _foot(look: Look, view: WheelPage) -> list[CardElement]:
    """Other schools one belongs to, and how the wheel becomes a file."""
    others = [
        box([quote(name), element("ActionSet", actions=[_turn(look, words.WHEEL, view, "", school=school)])])
        for school, name in view.others
    ]
    return [*others, *([say(look, AS_A_FILE, subtle=True)] if view.whole and not view.page else [])]


def _turns(look: Look, view: WheelPage) -> list[Action]:
    """To the month before and after, to the year's undated part, and back; only for those who see all of it."""
    if not view.whole:
        return []
    back = [_turn(look, OVERVIEW, view, "")]
    if not view.page:
        export = sends(look, EXPORT, "wheel.export", primary=False, school=view.school)
        return [_turn(look, MONTHS, view, str(view.month)), _turn(look, ALL_YEAR, view, _YEAR), export]
    if view.page == _YEAR:
        return back
    at = view.months.index(int(view.page))
    around = [*view.months[max(at - 1, 0) : at], *view.months[at + 1 : at + 2]]
    return [*(_turn(look, same(look.month(m).capitalize()), view, str(m)) for m in around), *back]


def exported(look: Look, school: str, parts: Sequence[str], part: int = 0) -> Card:
    """The year as a table, in a field that can be copied: Teams gives a bot no other way to hand over a file."""
    at = min(part, len(parts) - 1)
    field = element("Input.Text", id="table", label=look.w(TABLE), value=parts[at], isMultiline=True)
    more = [sends(look, words.MORE, "wheel.export", primary=False, school=school, part=at + 1)]
    back = sends(look, OVERVIEW, "wheel.turn", primary=False, school=school, page="")
    return card_of([*title(look, EXPORT), say(look, COPY_IT), field], [*(more if at + 1 < len(parts) else []), back])


def _turn(look: Look, name: Text, view: WheelPage, page_: str, **but: str) -> Action:
    return sends(look, name, "wheel.turn", primary=False, **{"school": view.school, "page": page_, **but})


def _line(look: Look, line: WheelLine, place: _Place, with_people: bool = False) -> CardElement:
    """One task: what it is, when the plan says it is, how far it has come, and what the reader may do."""
    details = [text for text in (_when(look, line), line.about, *(_who(look, line) if with_people else ())) if text]
    parts = [quote(line.name, bold=True), *(quote(text, subtle=True, spacing="None") for text in details)]
    parts += [quote(text, spacing="None") for text in _progress(look, line)]
    buttons = _buttons(look, line, place)
    return box([*parts, *([element("ActionSet", actions=buttons)] if buttons else [])])


def _when(look: Look, line: WheelLine) -> str:
    """The plan's own words; the days they come to where it has given any; and for which years."""
    days = look.span(line.window.first, line.window.last) if line.window.pace is Pace.DATED else ""
    return " · ".join(part for part in (line.stated, days, ", ".join(line.years)) if part)


def _who(look: Look, line: WheelLine) -> list[str]:
    names = [look.w(GROUPS[by] if by in GROUPS else ROLE_WORDS[Role(by)]) for by in line.by]
    held = look.w(RESPONSIBLE, names=", ".join(names)) if names else look.w(NOT_STATED)
    return [held, *([look.w(WITH, names=", ".join(line.with_))] if line.with_ else [])]


def _progress(look: Look, line: WheelLine) -> list[str]:
    done, said = line.progress.done, []
    if line.progress.people:
        said.append(look.w(PEOPLE, done=done, of=line.progress.of))
    elif line.progress.of > 1:
        said.append(look.w(TIMES, done=done, of=line.progress.of))
    elif done and not line.progress.of:
        said.append(look.w(SO_FAR, done=done))
    if line.last:
        by = DONE_BY if line.progress.of == 1 and not line.progress.people else LAST_BY
        said.append(look.w(by, name=line.last.name, when=look.moment(line.last.at)))
    return said


def _buttons(look: Look, line: WheelLine, place: _Place) -> Sequence[Action]:
    row, step, when = line.task.split("/")
    data = {**place.data, "row": row, "step": step, "when": when}
    name = DONE_FOR_ALL if line.progress.people and "whole" in place.data else DONE
    done = [place.button(name, "wheel.done", primary=False, n=str(line.n), **data)] if line.n else []
    if line.undo is None:
        return done
    whose, n = line.undo
    return [*done, place.button(UNDO, "wheel.undo", primary=False, whose=whose, n=str(n), **data)]
