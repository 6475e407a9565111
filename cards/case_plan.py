"""The plan of one student as a card: a version with its measures, what differs, and every other version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cards import words
from cards.casework import BACK, hidden, in_rows
from cards.look import Look
from cards.parts import Action, Card, CardElement, box, buttons, labelled, leads, paged, quote, say, sends, title
from domain.case_plan import LEVEL_WORDS, Level, Point
from domain.flow import day_in
from domain.plan_deeds import ACCEPTED, NOT_ACCEPTED
from domain.plan_views import Change, Delivery, How, Part, PlanPage, Row, Sheet
from domain.text import Text, filled

PART_WORDS: Mapping[Part, Text] = {
    Part.PROBLEM: Text("Hvilket problem", "Kva problem", "Which problem"),
    Part.MEASURE: Text("Tiltak", "Tiltak", "Measure"),
    Part.WHEN: Text("Når", "Når", "When"),
    Part.WHO: Text("Ansvarlig", "Ansvarleg", "Responsible"),
    Part.EVALUATE: Text("Evalueres", "Blir evaluert", "Evaluated"),
    Part.LEVEL: Text("For hvem", "For kven", "For whom"),
    Part.GOAL: Text("Mål", "Mål", "Goal"),
    Part.VIEW: Text("Hva eleven mener om planen", "Kva eleven meiner om planen", "What the student thinks of the plan"),
    Part.PART: Text("Hvordan planen ble til", "Korleis planen vart til", "How the plan was made"),
}
STUDENT = Text("Eleven det gjelder", "Eleven det gjeld", "The student concerned")
UNKNOWN = Text("Ikke kjent", "Ikkje kjend", "Not known")
NO_PLAN = Text("Planen er ikke skrevet ennå.", "Planen er ikkje skriven enno.", "The plan has not been written yet.")
WRITTEN = Text(
    "Versjon {number}, skrevet av {name} {when}",
    "Versjon {number}, skriven av {name} {when}",
    "Version {number}, written by {name} {when}",
)
SHORT = Text("Kort plan", "Kort plan", "Short plan")
IS_DRAFT = Text("Utkast: ikke ferdig ennå", "Utkast: ikkje ferdig enno", "Draft: not complete yet")
IS_COMPLETE = Text("Ferdig {when}", "Ferdig {when}", "Complete since {when}")
MEASURE = Text("Tiltak {number}", "Tiltak {number}", "Measure {number}")
LACKS = Text("Mangler: {points}", "Manglar: {points}", "Missing: {points}")
UNLED = Text(
    "Den ansvarlige kan ikke ha det lenger: en annen må få ansvaret.",
    "Den ansvarlege kan ikkje ha det lenger: ein annan må få ansvaret.",
    "Whoever is responsible can no longer be: somebody else must be.",
)
BESIDE = Text(
    "To har skrevet samtidig: versjon {number} bygger på {base}, og versjon {others} kom imens. Ingenting er borte. "
    "Les begge, og skriv en ny versjon der det viktige fra begge er med.",
    "To har skrive samstundes: versjon {number} byggjer på {base}, og versjon {others} kom i mellomtida. Ingenting er "
    "borte. Les begge, og skriv ein ny versjon der det viktige frå begge er med.",
    "Two people wrote at the same time: version {number} is based on {base}, and version {others} came meanwhile. "
    "Nothing is lost. Read both, and write a new version with what matters from both.",
)
VERSION = Text("versjon {number}", "versjon {number}", "version {number}")
FROM_NOTHING = Text("ingen tidligere versjon", "ingen tidlegare versjon", "no earlier version")
DIFFERS = Text("Endret fra versjon {number}", "Endra frå versjon {number}", "Changed since version {number}")
NOTHING_DIFFERS = Text("Ingenting er endret.", "Ingenting er endra.", "Nothing has changed.")
ADDED = Text("Nytt tiltak: {measure}", "Nytt tiltak: {measure}", "New measure: {measure}")
REMOVED = Text("Ikke med lenger: {measure}", "Ikkje med lenger: {measure}", "No longer there: {measure}")
CHANGED = Text(
    "{part}: fra «{before}» til «{after}»",
    "{part}: frå «{before}» til «{after}»",
    "{part}: from “{before}” to “{after}”",
)
IN_MEASURE = Text(
    "I tiltaket «{measure}»: {what}", "I tiltaket «{measure}»: {what}", "In the measure “{measure}”: {what}"
)
EMPTY = Text("tomt", "tomt", "nothing")
AT_ONCE = Text("Satt inn med en gang", "Sett inn med ein gong", "Put in place at once")
PUT_IN_PLACE = Text("Skrevet av {name} {when}", "Skrive av {name} {when}", "Written by {name} {when}")
TOGETHER = Text("Vurdert sammen med", "Vurdert saman med", "Considered with")
KNOWN = Text("Gjort kjent", "Gjord kjend", "Communicated")
TO = {
    "student": Text("eleven", "eleven", "the student"),
    "parents": Text("de foresatte", "dei føresette", "the parents"),
    "others": Text("andre", "andre", "others"),
}
PRESENTED = Text("For {whom} {when}, av {name}", "For {whom} {when}, av {name}", "To {whom} on {when}, by {name}")
ANSWERED = {
    ACCEPTED: Text("Godtatt.", "Godteken.", "Accepted."),
    NOT_ACCEPTED: Text(
        "Ikke godtatt. Tiltakene gjelder likevel.",
        "Ikkje godteken. Tiltaka gjeld likevel.",
        "Not accepted. The measures apply all the same.",
    ),
}
VERSIONS = Text("Alle versjonene", "Alle versjonane", "Every version")
OPEN_VERSION = Text("Versjon {number}", "Versjon {number}", "Version {number}")
PRINT = Text("Skriv ut", "Skriv ut", "Print")
WRITE = Text("Skriv {plan}", "Skriv {plan}", "Write the {plan}")
CHANGE = Text("Endre {plan}", "Endre {plan}", "Change the {plan}")
MEASURE_NOW = Text("Sett inn tiltak nå", "Set inn tiltak no", "Put a measure in place now")
_CALLED = 80  # letters of a measure that tell which it is


def page(look: Look, view: PlanPage, link: str = "", part: int = 0) -> Card:
    """The version that is open, first of all what is in the way of it; `link` opens it on paper."""
    body = [
        quote(look.w(words.CASE, reference=view.reference), bold=True),
        *labelled(look.w(STUDENT), view.student or look.w(UNKNOWN)),
        *_beside(look, view),
        *(_sheet(look, view.sheet) if view.sheet else [say(look, NO_PLAN)]),
        *_todo(look, view, link),
        *(e for sheet in view.beside for e in _sheet(look, sheet)),
        *_changes(look, view),
        *_immediate(look, view),
        *_known(look, view.deliveries),
        *_versions(look, view),
    ]
    number = str(view.sheet.version.number) if view.sheet else ""
    more = lambda n: sends(look, words.MORE, "case.plan_page", case=view.case, version=number, part=n)  # noqa: E731
    back = sends(look, BACK, "case.open", primary=False, case=view.case)
    return paged([*title(look, named(view)), *body], part, more, [back, *hidden(look, view.case)])


def named(view: PlanPage) -> Text:
    """The school's own word for it, as a heading."""
    nb, nn, en = (words_[:1].upper() + words_[1:] for words_ in (view.label.nb, view.label.nn, view.label.en))
    return Text(nb, nn, en)


def _beside(look: Look, view: PlanPage) -> list[CardElement]:
    if not view.beside or not view.sheet:
        return []
    version = view.sheet.version
    base = look.w(VERSION, number=version.based_on) if version.based_on else look.w(FROM_NOTHING)
    others = ", ".join(str(number) for number in version.beside)
    return [box([quote(look.w(BESIDE, number=version.number, base=base, others=others))], "attention")]


def _sheet(look: Look, sheet: Sheet) -> list[CardElement]:
    version = sheet.version
    stands = look.w(IS_COMPLETE, when=look.moment(sheet.complete_at)) if sheet.complete_at else look.w(IS_DRAFT)
    said = f"{look.w(SHORT)}. {stands}" if version.short else stands
    around = {Part.VIEW: version.view, Part.PART: version.part}
    return [
        quote(written(look, sheet), bold=True, spacing="Large"),
        quote(said, subtle=True, spacing="None"),
        *(e for n, row in enumerate(sheet.rows, 1) for e in _row(look, look.w(MEASURE, number=n), row)),
        *(e for p, text in around.items() if text for e in labelled(look.w(PART_WORDS[p]), text)),
    ]


def written(look: Look, sheet: Sheet) -> str:
    """Which version it is, whose, and from when."""
    version = sheet.version
    return look.w(WRITTEN, number=version.number, name=sheet.by, when=look.moment(version.at))


def copy(look: Look, view: PlanPage) -> list[CardElement]:
    """The student's copy, under the school's own word for it."""
    return [quote(look.w(named(view)), bold=True, spacing="Large"), *(_sheet(look, view.sheet) if view.sheet else [])]


def _row(look: Look, heading: str, row: Row, flagged: bool = True) -> list[CardElement]:
    """A measure, and what it lacks."""
    lacks = ", ".join(look.w(PART_WORDS[Part(point)]).lower() for point in row.measure.lacks) if flagged else ""
    return [
        quote(heading, bold=True, spacing="Medium"),
        *(e for p, said in told(look, row).items() if said for e in labelled(look.w(PART_WORDS[p]), said)),
        *([quote(look.w(LACKS, points=lacks), color="Attention")] if lacks else []),
        *([say(look, UNLED, color="Attention")] if row.unled else []),
    ]


def told(look: Look, row: Row) -> dict[Part, str]:
    """A measure in words, part by part; "" for what is not there."""
    m = row.measure
    return {
        Part.PROBLEM: m.problem, Part.MEASURE: m.measure, Part.WHEN: m.when, Part.WHO: row.who,
        Part.EVALUATE: look.date(m.evaluate) if m.evaluate else "",
        Part.LEVEL: look.w(LEVEL_WORDS[m.level]) if m.level else "", Part.GOAL: m.goal,
    }  # fmt: skip


def _todo(look: Look, view: PlanPage, link: str) -> list[CardElement]:
    """To print it, to write on, and to put something in place at once."""
    change = filled(CHANGE if view.versions else WRITE, plan=view.label)
    drawn = [
        *([leads(look, PRINT, link)] if link and view.sheet else []),
        *([sends(look, change, "case.plan", case=view.case)] if view.can_write else []),
        *([sends(look, MEASURE_NOW, "case.measure", primary=False, case=view.case)] if view.can_measure else []),
    ]
    return [buttons(drawn)] if drawn else []


def _changes(look: Look, view: PlanPage) -> list[CardElement]:
    if not view.since:
        return []
    lines = [quote(f"• {_change(look, change)}", spacing="None") for change in view.changes]
    head = quote(look.w(DIFFERS, number=view.since), bold=True, spacing="Large")
    return [head, *(lines or [say(look, NOTHING_DIFFERS)])]


def _change(look: Look, change: Change) -> str:
    called = _one_line(change.measure, _CALLED)
    if change.part is None:
        return look.w(ADDED if change.how is How.ADDED else REMOVED, measure=called)
    before, after = (_value(look, change.part, said) for said in (change.before, change.after))
    what = look.w(CHANGED, part=look.w(PART_WORDS[change.part]), before=before, after=after)
    return look.w(IN_MEASURE, measure=called, what=what) if called else what


def _value(look: Look, part: Part, said: str) -> str:
    day = day_in(said) if part is Part.EVALUATE else None
    if day:
        return look.date(day)
    if part is Part.LEVEL and said:
        return look.w(LEVEL_WORDS[Level(said)])
    return _one_line(said) or look.w(EMPTY)


def _one_line(words_: str, longest: int = 2000) -> str:
    line = " ".join(words_.split())
    return line if len(line) <= longest else f"{line[:longest].rstrip()} …"


def _immediate(look: Look, view: PlanPage) -> list[CardElement]:
    """What was put in place before the plan (S0-16, S4-8)."""
    if not view.immediate:
        return []
    shown = [
        e
        for it, row, by in view.immediate
        for e in (
            *_row(look, look.w(PUT_IN_PLACE, name=by, when=look.moment(it.at)), row, flagged=False),
            *(labelled(look.w(TOGETHER), it.together) if it.together else []),
        )
    ]
    return [quote(look.w(AT_ONCE), bold=True, spacing="Large"), *shown]


def _known(look: Look, deliveries: Iterable[Delivery]) -> list[CardElement]:
    lines = [e for delivery in deliveries for e in _delivery(look, delivery)]
    return [quote(look.w(KNOWN), bold=True, spacing="Large"), *lines] if lines else []


def _delivery(look: Look, it: Delivery) -> list[CardElement]:
    whom = ", ".join(it.other if to == "others" and it.other else look.w(TO[to]) for to in it.to if to in TO)
    when = look.date(it.day) if it.day else look.day(it.at)
    answered = [say(look, ANSWERED[it.answer])] if it.answer in ANSWERED else []
    return [quote(look.w(PRESENTED, whom=whom, when=when, name=it.by)), *answered, *([quote(it.why)] if it.why else [])]


def _versions(look: Look, view: PlanPage) -> list[CardElement]:
    if len(view.versions) < 2:
        return []
    drawn = [_opens(look, view, sheet.version.number) for sheet in view.versions]
    return [quote(look.w(VERSIONS), bold=True, spacing="Large"), *in_rows(drawn)]


def _opens(look: Look, view: PlanPage, number: int) -> Action:
    open_ = filled(OPEN_VERSION, number=number)
    return sends(look, open_, "case.plan_page", primary=False, case=view.case, version=str(number))


def points(look: Look) -> tuple[tuple[Part, str], ...]:
    """The five points with their headings, in the order of the Act."""
    return tuple((Part(point), look.w(PART_WORDS[Part(point)])) for point in Point)
