"""The drill: the card that everybody gets, which looks like no case, and the one that tells who was reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from cards.look import Look
from cards.parts import Card, CardElement, acts, box, card, element, heading, quote, say
from domain.drill import BESIDE, LIMIT, PATIENCE, DrillCard, DrillLine, DrillResult, DrillRung, Standing
from domain.lifecycle import ACTIONS
from domain.people import ROLE_WORDS
from domain.text import Text

# The first word is the same in every language: whoever sees a colleague's telephone knows it again.
TITLE = Text("ØVELSE: bekreft mottak", "ØVELSE (øving): stadfest mottak", "ØVELSE (drill): confirm receipt")
NOBODY_HAS_TOLD = Text(
    "Dette er en øvelse. Ingen har meldt fra om noe. Trykk Bekreft mottak.",
    "Dette er ei øving. Ingen har meldt frå om noko. Trykk Stadfest mottak.",
    "This is a drill. Nobody has reported anything. Press Confirm receipt.",
)
STARTED_BY = Text(
    "Startet av {name}, {school}, {when}", "Starta av {name}, {school}, {when}", "Started by {name}, {school}, {when}"
)
THANKS = Text("Takk, bekreftet {when}.", "Takk, stadfesta {when}.", "Thank you, confirmed {when}.")
TOO_LATE = Text(
    "Dette var en øvelse, og den er over. Du trenger ikke gjøre noe.",
    "Dette var ei øving, og ho er over. Du treng ikkje gjere noko.",
    "This was a drill, and it is over. You need not do anything.",
)

DRILL = Text("Øvelse", "Øving", "Drill")
EXPLAINED = Text(
    "En øvelse sender et merket kort til alle som kan få meldinger ved skolen, i samme rekkefølge som en melding "
    "en lærer sender. Det går {limit} minutter mellom hvert trinn, og alle får kortet, også når noen har bekreftet. "
    "Da ser du om alle kan nås, og hvor fort. Det blir ingen sak av det. Øvelsen er over {patience} minutter etter "
    "det siste trinnet.",
    "Ei øving sender eit merkt kort til alle som kan få meldingar ved skolen, i same rekkjefølgje som ei melding "
    "ein lærar sender. Det går {limit} minutt mellom kvart trinn, og alle får kortet, også når nokon har stadfesta. "
    "Då ser du om alle kan nåast, og kor fort. Det blir inga sak av det. Øvinga er over {patience} minutt etter "
    "det siste trinnet.",
    "A drill sends a marked card to everybody who may be told at the school, in the order of a report that a teacher "
    "sends. There are {limit} minutes between the steps, and everybody gets the card, also when somebody has "
    "confirmed. Then you see whether all can be reached, and how fast. It becomes no case. The drill is over "
    "{patience} minutes after the last step.",
)
START = Text("Start øvelse", "Start øving", "Start a drill")
SHOW_LAST = Text("Vis den siste øvelsen", "Vis den siste øvinga", "Show the last drill")
STARTED = Text("Øvelsen er i gang", "Øvinga er i gang", "The drill has begun")
STARTED_BODY = Text(
    "Du får et kort her i chatten som viser hvem som blir nådd, og det følger med til øvelsen er over.",
    "Du får eit kort her i chatten som viser kven som blir nådd, og det følgjer med til øvinga er over.",
    "You get a card here in the chat that shows who is reached, and follows until the drill is over.",
)
NOT_FOR_YOU_BODY = Text(
    "Øvelser er for dem som kan få meldinger ved skolen. Ingenting er startet eller lagret.",
    "Øvingar er for dei som kan få meldingar ved skolen. Ingenting er starta eller lagra.",
    "Drills are for those who may be told at the school. Nothing has been started or saved.",
)

RESULT = Text("Øvelse: hvem ble nådd", "Øving: kven vart nådd", "Drill: who was reached")
GOES_ON = Text("Øvelsen er over {when}.", "Øvinga er over {when}.", "The drill is over {when}.")
IS_OVER = Text("Øvelsen er over.", "Øvinga er over.", "The drill is over.")
COUNTED = Text(
    "Nådd: {reached} av {all}. Bekreftet: {confirmed} av {all}.",
    "Nådd: {reached} av {all}. Stadfesta: {confirmed} av {all}.",
    "Reached: {reached} of {all}. Confirmed: {confirmed} of {all}.",
)
RUNG = Text("Trinn {number}, {when}", "Trinn {number}, {when}", "Step {number}, {when}")
BESIDES = Text(
    "Andre som kan få meldinger, {when}", "Andre som kan få meldingar, {when}", "Others who may be told, {when}"
)
WOULD_STOP = Text(
    "En virkelig melding ville stoppet her: noen har bekreftet. De neste får den bare når ingen gjør det i tide.",
    "Ei verkeleg melding ville stoppa her: nokon har stadfesta. Dei neste får ho berre når ingen gjer det i tide.",
    "A real report would have stopped here: somebody has confirmed. The next get it only when nobody does in time.",
)
WOULD_GO_ON = Text(
    "Ingen på trinnene bekreftet. En virkelig melding ville ha nådd det siste av dem.",
    "Ingen på trinna stadfesta. Ei verkeleg melding ville ha nådd det siste av dei.",
    "Nobody on the steps confirmed. A real report would have come to the last of them.",
)
REACHED = Text("nådd etter {span}", "nådd etter {span}", "reached after {span}")
CONFIRMED = Text("bekreftet etter {span}", "stadfesta etter {span}", "confirmed after {span}")
STANDING: dict[Standing, Text | None] = {
    Standing.WAITS: Text("får kortet {when}", "får kortet {when}", "gets the card {when}"),
    Standing.ON_ITS_WAY: Text("på vei", "på veg", "on its way"),
    Standing.REACHED: Text("ikke bekreftet", "ikkje stadfesta", "not confirmed"),
    Standing.MISSED: Text("ikke nådd", "ikkje nådd", "not reached"),
    Standing.CONFIRMED: None,
}
REFRESH = Text("Oppdater", "Oppdater", "Refresh")
ANEW = Text("Ny øvelse", "Ny øving", "A new drill")


def notice(look: Look, view: DrillCard) -> Card:
    """For one who is told; in a coloured box, with no reference and nothing to open."""
    started = look.w(STARTED_BY, name=view.started_by, school=view.school, when=look.moment(view.started_at))
    if view.acknowledged_at:
        thanks = quote(look.w(THANKS, when=look.near(view.acknowledged_at, view.started_at)), bold=True)
        return card([box([heading(look, TITLE), thanks], "good"), quote(started, subtle=True)])
    said = say(look, TOO_LATE if view.is_over else NOBODY_HAS_TOLD)
    press = acts(look, ACTIONS["acknowledge"].name, "drill.acknowledge", primary=True, drill=view.drill)
    body = [box([heading(look, TITLE), said], "accent"), quote(started, subtle=True)]
    return card(body, [] if view.is_over else [press])


def begin(look: Look, schools: Sequence[tuple[str, str, bool]]) -> Card:
    """What a drill is, and a button for each school: its id, its name, and whether there has been one."""
    minutes = {"limit": _minutes(LIMIT), "patience": _minutes(PATIENCE)}
    return card([heading(look, DRILL), quote(look.w(EXPLAINED, **minutes)), *(_school(look, *s) for s in schools)])


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)


def _school(look: Look, school: str, name: str, before: bool) -> CardElement:
    last = [acts(look, SHOW_LAST, "drill.show", school=school)] if before else []
    start = acts(look, START, "drill.start", primary=True, school=school)
    return box([quote(name, bold=True), element("ActionSet", actions=[start, *last])])


def result(look: Look, view: DrillResult) -> Card:
    """Rung by rung, as it stands; drawn anew as things happen."""
    over = look.w(IS_OVER if view.is_over else GOES_ON, when=look.near(view.ends_at, view.started_at))
    lines = [line for rung in view.rungs for line in rung.lines]
    confirmed = view.count(Standing.CONFIRMED)
    counted = look.w(COUNTED, reached=confirmed + view.count(Standing.REACHED), confirmed=confirmed, all=len(lines))
    started = look.w(STARTED_BY, name=view.started_by, school=view.name, when=look.moment(view.started_at))
    body = [heading(look, RESULT), quote(started, subtle=True), quote(f"{over} {counted}", bold=True)]
    body += [piece for rung in view.rungs for piece in _rung(look, view, rung)]
    body += [say(look, WOULD_GO_ON)] if view.is_over and view.would_stop_at is None else []
    again = acts(look, ANEW, "drill.begin") if view.is_over else acts(look, REFRESH, "drill.show", school=view.school)
    return card(body, [again])


def _rung(look: Look, view: DrillResult, rung: DrillRung) -> list[CardElement]:
    head = BESIDES if rung.number == BESIDE else RUNG
    when = look.near(rung.due_at, view.started_at)
    stops = [say(look, WOULD_STOP, subtle=True)] if rung.number == view.would_stop_at else []
    lines = [_line(look, view, line) for line in rung.lines]
    return [quote(look.w(head, number=rung.number, when=when), bold=True), *lines, *stops]


def _line(look: Look, view: DrillResult, line: DrillLine) -> CardElement:
    timed = ((REACHED, line.reached), (CONFIRMED, line.confirmed))
    standing = STANDING[line.standing]
    said = [look.w(text, span=_span(span)) for text, span in timed if span is not None]
    said += [look.w(standing, when=look.near(line.due_at, view.started_at))] if standing else []
    words = f"{line.name}, {look.w(ROLE_WORDS[line.role])}: {', '.join(said)}"
    return quote(words, spacing="Small", color="Attention" if line.standing is Standing.MISSED else None)


def _span(span: timedelta) -> str:
    """`8 s`, `1 min 12 s`: the signs are the same in every language."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
