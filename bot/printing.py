"""A plan on paper: a page of our own, behind a link that lasts for minutes and is for one person and one version."""

from __future__ import annotations

import base64
import binascii
import hmac
import logging
import re
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from aiohttp import web

from bot.desk import Desk
from bot.page_headers import headers
from cards import case_plan as words
from cards.look import Look
from cards.words import CASE
from domain.people import PersonId
from domain.plan_views import Part, PlanPage, Row, Sheet
from domain.text import LANGUAGES, Language, Text
from services import planning
from services.ports import Work
from storage.failures import StoreUnavailable

PATH = "/plan/"
LASTS = timedelta(minutes=5)
log = logging.getLogger(__name__)

NOT_HERE = Text("Lenken gjelder ikke", "Lenkja gjeld ikkje", "This link is not valid")
NOT_HERE_BODY = Text(
    "En lenke til utskrift gjelder i fem minutter. Åpne planen i Teams, og trykk «Skriv ut» på nytt.",
    "Ei lenkje til utskrift gjeld i fem minutt. Opne planen i Teams, og trykk «Skriv ut» på nytt.",
    "A link for printing lasts five minutes. Open the plan in Teams, and press “Print” again.",
)
NOT_NOW = Text("Prøv igjen om litt", "Prøv igjen om litt", "Try again in a little while")
NOT_NOW_BODY = Text(
    "Planen kan ikke vises akkurat nå. Ingenting er endret.",
    "Planen kan ikkje visast akkurat no. Ingenting er endra.",
    "The plan cannot be shown just now. Nothing has been changed.",
)
ADVICE = Text(
    "Skriv ut med Ctrl+P (Mac: ⌘P). Planen inneholder taushetsbelagte opplysninger: legg den ikke fra deg.",
    "Skriv ut med Ctrl+P (Mac: ⌘P). Planen inneheld opplysningar under teieplikt: legg han ikkje frå deg.",
    "Print with Ctrl+P (Mac: ⌘P). The plan holds confidential information: do not leave it lying.",
)
MEASURES = Text("Tiltakene", "Tiltaka", "The measures")
PRINTED = Text("Skrevet ut {when}", "Skrive ut {when}", "Printed {when}")
CONFIDENTIAL = Text(
    "Taushetsbelagt (forvaltningsloven § 13)", "Teieplikt (forvaltningslova § 13)", "Confidential (fvl. § 13)"
)

STYLE = """
@page { size: A4; margin: 17mm 16mm 19mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; } }
* { box-sizing: border-box; }
html { background: #eceae6; }
body { font: 10pt/1.45 "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1b1b1b; background: #fff;
  max-width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 17mm 16mm; overflow-wrap: break-word; }
header { border-bottom: 1.5pt solid #1f3a4d; padding-bottom: 3mm; margin-bottom: 6mm; }
header p { margin: 0; color: #444; display: flex; justify-content: space-between; gap: 6mm; }
h1 { font-size: 21pt; line-height: 1.15; font-weight: 600; margin: 4mm 0 1mm; color: #1f3a4d; hyphens: auto; }
h2 { font-size: 11.5pt; margin: 7mm 0 2mm; color: #1f3a4d; break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 6mm; margin: 0; align-items: baseline; }
dt { color: #555; } dd { margin: 0; }
p { margin: 0 0 1.5mm; } td p:last-child { margin: 0; }
.draft { display: inline-block; border: 1pt solid #8a4b00; color: #8a4b00; padding: 0.5mm 2.5mm; font-weight: 600; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
thead { display: table-header-group; }
th { text-align: left; font-size: 8.5pt; font-weight: 600; color: #1f3a4d; border-bottom: 1pt solid #1f3a4d; }
th, td { padding: 1.6mm 2mm 1.6mm 0; vertical-align: top; }
tbody { border-bottom: 0.5pt solid #b9b9b9; break-inside: avoid; }
td.also { padding-top: 0; color: #444; font-size: 9pt; }
.n { width: 6mm; color: #555; } .when, .who, .evaluate { width: 15%; }
ul { margin: 0; padding-left: 5mm; } li { margin-bottom: 1mm; }
footer { margin-top: 9mm; padding-top: 2.5mm; border-top: 0.5pt solid #b9b9b9; font-size: 8.5pt; color: #555;
  break-inside: avoid; }
.advice { background: #eef3f6; padding: 2.5mm 4mm; margin-bottom: 6mm; }
@media screen and (max-width: 700px) { body { margin: 0; padding: 6mm 5mm; } thead { display: none; }
  table, tbody, tr, td { display: block; width: auto; } td, td.also { padding: 1mm 0; } .n { font-weight: 600; }
  td[data-label]::before { content: attr(data-label); display: block; color: #1f3a4d; font-weight: 600; } }
@media print { html { background: none; } .advice { display: none; }
  body { margin: 0; padding: 0; max-width: none; min-height: 0; } }
"""
HEADERS = headers(STYLE)


# -- the link


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a link is good for: one version of one plan, read by one person in one language, until a moment."""

    case: str
    person: PersonId
    version: int
    language: Language
    until: int  # seconds since 1970


def link(desk: Desk, work: Work, case: str, who: PersonId, version: int, language: Language) -> str:
    """The address to open it at; "" where no browser can reach us."""
    if not desk.public_url:
        return ""
    until = int((desk.now() + LASTS).timestamp())
    said = f"{case} {who} {version} {language} {until}"
    letters = base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")
    return f"{desk.public_url}{PATH}{letters}.{work.seal(said)}"


def ticket(work: Work, token: str, now: int) -> Ticket | None:
    """What a token says, where we have made it and it has not run out."""
    letters, _, seal = token.partition(".")
    if len(token) > 400 or not re.fullmatch(r"[A-Za-z0-9_-]+", letters) or not seal.isascii():
        return None
    try:
        said = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    if not hmac.compare_digest(work.seal(said), seal):
        return None
    case, person, version, language, until = said.split(" ")
    found = Ticket(case, person, int(version), _language(language), int(until))
    return found if now < found.until else None


def _language(said: str) -> Language:
    return next((language for language in LANGUAGES if language == said), "nb")


# -- the page


async def printed(desk: Desk, token: str) -> web.Response:
    """The plan as it stands, for whoever the link was made for, if they still may read it; else a page without it."""
    now = desk.now()

    def unit(work: Work) -> tuple[PlanPage, Look] | None:
        view = planning.plan(work, desk.house, its.case, its.person, its.version, now, "plan_print") if its else None
        return (view, Look(its.language)) if its and isinstance(view, PlanPage) and view.sheet else None

    try:
        its = await desk.read(lambda work: ticket(work, token, int(now.timestamp())))
        found = await desk.save(unit) if its else None  # what anybody may send never reaches the one who writes
    except StoreUnavailable as error:
        log.error("not printed: %s", error)
        return _response(_plain(NOT_NOW, NOT_NOW_BODY), 503)
    if found is None:
        return _response(_plain(NOT_HERE, NOT_HERE_BODY), 404)
    view, look = found
    return _response(paper(look, view, look.w(PRINTED, when=look.moment(now))))


def _response(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, status=status, content_type="text/html", charset="utf-8", headers=HEADERS)


def _plain(title: Text, body: Text) -> str:
    """In every language: who opens it is not known."""
    said = (f"<h2>{escape(title.in_(li))}</h2><p>{escape(body.in_(li))}</p>" for li in LANGUAGES)
    return _document("nb", title.nb, "".join(said))


def _document(language: Language, title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>{body}</body></html>'
    )


def paper(look: Look, view: PlanPage, printed_at: str) -> str:
    """The whole page. Its title, which becomes a file's name, holds no person's."""
    sheet, name, reference = view.sheet, look.w(words.named(view)), look.w(CASE, reference=view.reference)
    if sheet is None:
        return _plain(NOT_HERE, NOT_HERE_BODY)
    version = sheet.version
    around = {Part.VIEW: version.view, Part.PART: version.part}
    parts = (
        f'<p class="advice">{_said(look.w(ADVICE))}</p>',
        f"<header><p><span>{_said(view.school)}</span><span>{_said(reference)}</span></p><h1>{_said(name)}</h1></header>",
        _head(look, view, sheet),
        f"<h2>{_said(look.w(MEASURES))}</h2>{_table(look, sheet)}",
        *(f"<h2>{_said(look.w(words.PART_WORDS[p]))}</h2>{_lines(text)}" for p, text in around.items() if text),
        _at_once(look, view),
        _footer(look, view, printed_at),
    )
    return _document(look.language, f"{name} {view.reference}", "".join(parts))


def _said(text: str) -> str:
    return escape(text)


def _lines(text: str) -> str:
    return "".join(f"<p>{_said(line)}</p>" for line in text.split("\n") if line.strip())


def _head(look: Look, view: PlanPage, sheet: Sheet) -> str:
    student = view.student or look.w(words.UNKNOWN)
    stands = (
        _said(look.w(words.IS_COMPLETE, when=look.moment(sheet.complete_at)))
        if sheet.complete_at
        else f'<span class="draft">{_said(look.w(words.IS_DRAFT))}</span>'
    )
    number = look.w(words.OPEN_VERSION, number=sheet.version.number)
    lines = ((look.w(words.STUDENT), _said(student)), (number, stands))
    return "<dl>" + "".join(f"<dt>{_said(what)}</dt><dd>{said}</dd>" for what, said in lines) + "</dl>"


def _table(look: Look, sheet: Sheet) -> str:
    heads = "".join(f'<th class="{part}" scope="col">{_said(head)}</th>' for part, head in words.points(look))
    rows = "".join(_measure(look, n, row) for n, row in enumerate(sheet.rows, 1))
    return f'<table><thead><tr><th class="n"></th>{heads}</tr></thead>{rows}</table>'


def _measure(look: Look, n: int, row: Row) -> str:
    """The five points side by side; whom it is for and its goal under them."""
    said = words.told(look, row)
    cells = "".join(
        f'<td data-label="{_said(head)}">{_lines(said[part]) or "–"}</td>' for part, head in words.points(look)
    )
    also = " · ".join(f"{look.w(words.PART_WORDS[p])}: {said[p]}" for p in (Part.LEVEL, Part.GOAL) if said[p])
    under = f'<tr><td></td><td class="also" colspan="5">{_said(also)}</td></tr>' if also else ""
    return f'<tbody><tr><td class="n">{n}</td>{cells}</tr>{under}</tbody>'


def _at_once(look: Look, view: PlanPage) -> str:
    lines = (
        " · ".join(part for part in (row.measure.measure, row.measure.when, row.who) if part)
        for _, row, _ in view.immediate
    )
    items = "".join(f"<li>{_said(line)}</li>" for line in lines)
    return f"<h2>{_said(look.w(words.AT_ONCE))}</h2><ul>{items}</ul>" if items else ""


def _footer(look: Look, view: PlanPage, printed_at: str) -> str:
    """Which version this is, and which there are before it."""
    shown = [s for s in view.versions if view.sheet and s.version.number <= view.sheet.version.number]
    lines = (words.written(look, sheet) for sheet in reversed(shown))
    said = "".join(f"<div>{_said(line)}</div>" for line in lines)
    return f"<footer>{said}<div>{_said(look.w(CONFIDENTIAL))}. {_said(printed_at)}</div></footer>"
