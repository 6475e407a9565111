"""The clocks of a case as its handlers see them, the overdue first. The reporter never sees one (E49)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cards.look import Look
from cards.parts import CardElement, capital, quote, say
from domain.clocks import Clock, Kind
from domain.text import Text

DEADLINES = Text("Frister", "Fristar", "Deadlines")
BY = Text("innen {when}", "innan {when}", "by {when}")
PASSED = Text("fristen gikk ut {when}", "fristen gjekk ut {when}", "was due {when}")
AT_ONCE = Text("straks", "straks", "at once")
AFTER_INVESTIGATION = Text("straks etter undersøkelsen", "straks etter undersøkinga", "at once after the investigation")
WHAT = {
    Kind.ACKNOWLEDGE: Text("Bekreft mottak", "Stadfest mottak", "Confirm receipt"),
    Kind.OPEN: Text("Åpne saken", "Opne saka", "Open the case"),
    Kind.OWNER_NOTICE: Text("Varsle {about}", "Varsle {about}", "Tell {about}"),
    Kind.EVALUATION: Text("Evaluer tiltakene", "Evaluer tiltaka", "Evaluate the measures"),
    Kind.INVESTIGATE: Text("Undersøk saken", "Undersøk saka", "Investigate"),
}
ACCEPTED = Text("{about} lagt fram og godtatt", "{about} lagd fram og godteken", "{about} presented and accepted")
COMPLETE = Text("{about} ferdig {when}", "{about} ferdig {when}", "{about} complete on {when}")
WAS_ACCEPTED = Text(
    "{about} lagt fram og godtatt, registrert {when}",
    "{about} lagd fram og godteken, registrert {when}",
    "{about} presented and accepted, recorded {when}",
)
NOT_ACCEPTED = Text(
    "{about} ikke godtatt, begrunnet {when}",
    "{about} ikkje godteken, grunngitt {when}",
    "{about} not accepted, reason given {when}",
)
TOO_LATE = Text("{said}, etter fristen {due}", "{said}, etter fristen {due}", "{said}, after the time limit {due}")
OWN_LIMIT = Text(
    "Det er skolens egen frist som er brutt. Tiltakene gjelder uansett. Skriv ned hvem som har fått planen, og grunnen "
    "hvis den ikke er godtatt.",
    "Det er skolen sin eigen frist som er broten. Tiltaka gjeld uansett. Skriv ned kven som har fått planen, og "
    "grunnen om han ikkje er godteken.",
    "It is the school's own time limit that is broken. The measures apply regardless. Record who has got the plan, and "
    "the reason if it is not accepted.",
)
REPORTED_TODAY = Text("snarest, meldt i dag", "snarast, meldt i dag", "as soon as possible, reported today")
REPORTED_YESTERDAY = Text("snarest, meldt i går", "snarast, meldt i går", "as soon as possible, reported yesterday")
REPORTED_DAYS_AGO = Text(
    "snarest, meldt for {days} dager siden",
    "snarast, meldt for {days} dagar sidan",
    "as soon as possible, reported {days} days ago",
)
INVESTIGATION_BEGAN = Text(
    "Undersøkelsen er i gang, første gang skrevet ned {when}",
    "Undersøkinga er i gang, første gong skriven ned {when}",
    "The investigation is under way, first recorded {when}",
)
OWNER_IS_TOLD = Text(
    "{about} er varslet, registrert {when}",
    "{about} er varsla, registrert {when}",
    "{about} has been told, recorded {when}",
)
OWNER_IS_NOT_TOLD = Text(
    "{about} varsles ikke: åpenbart grunnløs, begrunnet {when}",
    "{about} blir ikkje varsla: openbert grunnlaus, grunngitt {when}",
    "{about} is not told: manifestly unfounded, reason given {when}",
)
OWNER_IS_BEING_TOLD = Text(
    "straks; varsel sendt her i Teams {when}, ikke bekreftet ennå",
    "straks; varsel sendt her i Teams {when}, ikkje stadfesta enno",
    "at once; notice sent here in Teams {when}, not confirmed yet",
)
WEEK_ENDS = Text(
    "Statsforvalteren tar imot saken fra {when}",
    "Statsforvaltaren tek imot saka frå {when}",
    "The County Governor accepts the case from {when}",
)
WEEK_IS_OVER = Text(
    "Uken er ute: fra {when} tar Statsforvalteren imot saken",
    "Veka er ute: frå {when} tek Statsforvaltaren imot saka",
    "The week is over: the County Governor accepts the case since {when}",
)
COUNTED_FROM = Text("Telles fra {when}.", "Blir rekna frå {when}.", "Counted from {when}.")
REKTOR_KNEW = Text(
    "Rektor ble selv kjent med saken {when}.",
    "Rektor vart sjølv kjend med saka {when}.",
    "The principal in person learnt of it {when}.",
)

NO_BREAK = "\u00a0"  # a paragraph's sign stays with its number on a narrow screen
_ANSWERED = frozenset({Kind.ACKNOWLEDGE, Kind.OPEN})  # when these were met stands among what has happened
_TO_THE_MINUTE = _ANSWERED


def clocks(look: Look, running: Iterable[Clock]) -> list[CardElement]:
    """Every clock, a line each with its source; a school's own words for its plan and its rules are untrusted."""
    shown = [clock for clock in running if clock.met_at is None or clock.kind not in _ANSWERED]
    lines = [line for clock in shown for line in (_line(look, clock), *_beside(look, clock))]
    return [say(look, DEADLINES, bold=True), *lines] if lines else []


def _line(look: Look, clock: Clock) -> CardElement:
    said = capital(_said(look, clock))
    words = f"{said} ({clock.source.replace(' ', NO_BREAK)})" if clock.source else said
    color = "Attention" if clock.pressing else None
    return quote(words, bold=clock.pressing, subtle=clock.met_at is not None, spacing="Small", color=color)


def _said(look: Look, clock: Clock) -> str:
    if clock.kind is Kind.STATE_WEEK and clock.due:
        return look.w(WEEK_IS_OVER if clock.passed else WEEK_ENDS, when=look.day(clock.due))
    about = look.w(clock.about) if clock.about else ""
    if clock.kind is Kind.OWNER_NOTICE and clock.met_at:
        met = OWNER_IS_NOT_TOLD if clock.waived else OWNER_IS_TOLD
        return look.w(met, about=about, when=look.moment(clock.met_at))
    if clock.kind is Kind.INVESTIGATE and clock.met_at:
        return look.w(INVESTIGATION_BEGAN, when=look.moment(clock.met_at))
    if clock.kind is Kind.PLAN and clock.met_at:
        return _plan_met(look, clock, about, clock.met_at)
    what = ACCEPTED if clock.accepted else WHAT.get(clock.kind)
    within = about if clock.accepted else about[:1].lower() + about[1:]
    return f"{look.w(what, about=within) if what else about}: {_limit(look, clock)}"


def _plan_met(look: Look, clock: Clock, about: str, met_at: datetime) -> str:
    """When it was, and whether that was too late (E58)."""
    words = NOT_ACCEPTED if clock.waived else WAS_ACCEPTED if clock.accepted else COMPLETE
    said = look.w(words, about=about, when=look.day(met_at))
    return look.w(TOO_LATE, said=said, due=look.day(clock.due)) if clock.due and met_at > clock.due else said


def _limit(look: Look, clock: Clock) -> str:
    if clock.due:
        when = look.moment(clock.due) if clock.kind in _TO_THE_MINUTE else look.day(clock.due)
        return look.w(PASSED if clock.passed else BY, when=when)
    if clock.kind is Kind.OWNER_NOTICE and clock.sent_at:
        return look.w(OWNER_IS_BEING_TOLD, when=look.moment(clock.sent_at))
    if clock.kind is Kind.INVESTIGATE:
        ago = {0: REPORTED_TODAY, 1: REPORTED_YESTERDAY}.get(clock.days, REPORTED_DAYS_AGO)
        return look.w(ago, days=clock.days)
    return look.w(AT_ONCE if clock.starts else AFTER_INVESTIGATION)


def _beside(look: Look, clock: Clock) -> list[CardElement]:
    """Beside the week: from when it counts, and when rektor in person knew (ruling 4).

    Beside a plan that is late: whose limit it is, and what is written then (E58).
    """
    if clock.kind is Kind.PLAN and clock.overdue:
        return [say(look, OWN_LIMIT, subtle=True)]
    if clock.kind is not Kind.STATE_WEEK or clock.starts is None:
        return []
    knew = [look.w(REKTOR_KNEW, when=look.near(clock.aware, clock.starts))] if clock.aware else []
    counted = look.w(COUNTED_FROM, when=look.moment(clock.starts))
    return [quote(" ".join((counted, *knew)), subtle=True, spacing="None")]
