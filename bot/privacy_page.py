"""The page that says what is kept of somebody who tells, where, and for how long: `domain.privacy`, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

from aiohttp import web

from bot.page_headers import headers
from cards.caution import MAY_REVEAL
from domain.privacy import (
    MODE_WORDS,
    NOWHERE_WORDS,
    ON_PAGE,
    PLACES,
    WHAT_WORDS,
    WHERE_WORDS,
    Kept,
    Mode,
    What,
    Where,
)
from domain.profile import School
from domain.text import LANGUAGES, Language, Text, language_of

PATH = "/personvern/"
OPEN_PAGE = "/meld/"

TITLE = Text("Personvern", "Personvern", "Privacy")
LEAD = Text(
    "Her står det hva vi vet når du sier fra gjennom Varsle ved {school}, og hvor det ligger.",
    "Her står det kva vi veit når du seier frå gjennom Varsle ved {school}, og kvar det ligg.",
    "This is what we know when you tell through Varsle at {school}, and where it is kept.",
)
LIES = Text("Ligger {places}", "Ligg {places}", "Kept {places}")
TELL = Text("Si fra uten å logge inn", "Sei frå utan å logge inn", "Tell without signing in")
NO_SCHOOL = Text("Denne siden finnes ikke", "Denne sida finst ikkje", "This page does not exist")
NO_SCHOOL_BODY = Text(
    "Se etter om adressen er skrevet riktig, eller spør på skolen.",
    "Sjå etter om adressa er rett skriven, eller spør på skolen.",
    "See whether the address is spelt right, or ask at school.",
)
LANGUAGE_NAMES: Mapping[Language, str] = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}

REVEALS = Text("Hva som kan vise hvem du er", "Kva som kan vise kven du er", "What may show who you are")
DUTY = Text(
    "Er noen i fare, må skolen handle. Da kan den ha plikt til å gi videre det den vet, også et navn som er holdt "
    "skjult.",
    "Er nokon i fare, må skolen handle. Då kan han ha plikt til å gi vidare det han veit, også eit namn som er halde "
    "skjult.",
    "If somebody is in danger, the school must act. It may then have a duty to pass on what it knows, a name that is "
    "held back too.",
)
WHO_SEES = Text("Hvem som kan se det", "Kven som kan sjå det", "Who can see it")
HANDLERS = Text(
    "Rektor eller stedfortrederen, de som får en oppgave i saken, og når ingen svarer: den neste på skolen og til "
    "slutt skoleeieren. Handler den om ledelsen, går den til skoleeieren og forbi skolen.",
    "Rektor eller stedfortredaren, dei som får ei oppgåve i saka, og når ingen svarer: den neste på skolen og til "
    "slutt skoleeigaren. Handlar ho om leiinga, går ho til skoleeigaren og forbi skolen.",
    "The principal or the deputy, those who get a task in the case, and when nobody answers: the next at the school "
    "and in the end the owner. One about the leadership goes to the owner, past the school.",
)
NEVER = Text(
    "Når de som har saken, vet hvem på skolen den handler om, får den ansatte ikke se den.",
    "Når dei som har saka, veit kven på skolen ho handlar om, får den tilsette ikkje sjå ho.",
    "Once those who have the case know which employee it is about, that employee does not see it.",
)
LOGGED = Text(
    "Hver gang noen leser saken, skrives det i en logg. Den som har sagt fra, kan se når og i hvilken rolle.",
    "Kvar gong nokon les saka, blir det skrive i ein logg. Den som har sagt frå, kan sjå når og i kva rolle.",
    "Every time somebody reads the case, it is written in a log. Whoever told can see when, and in which role.",
)
OPERATORS = Text(
    "De som drifter Varsle, kan komme til det som er lagret. Det du skriver i selve chatten, kan de som drifter Teams, "
    "lese: bruk skjemaet.",
    "Dei som driftar Varsle, kan kome til det som er lagra. Det du skriv i sjølve chatten, kan dei som driftar Teams, "
    "lese: bruk skjemaet.",
    "Those who run Varsle can get at what is kept. What you write in the chat itself can be read by those who run "
    "Teams: use the form.",
)
HOW_LONG = Text("Hvor lenge", "Kor lenge", "For how long")
UNTIL_OWNER = Text(
    "Meldinger og saker slettes ikke av seg selv. Skoleeieren, {owner}, bestemmer hvor lenge de ligger, etter "
    "arkivlova.",
    "Meldingar og saker blir ikkje sletta av seg sjølv. Skoleeigaren, {owner}, bestemmer kor lenge dei ligg, etter "
    "arkivlova.",
    "Reports and cases are not deleted by themselves. The owner, {owner}, decides how long they are kept, by the "
    "Archives Act.",
)
DRAFTS = Text(
    "Et utkast som ikke blir sendt, slettes etter et døgn. Chatten i Teams ligger så lenge fylket har bestemt.",
    "Eit utkast som ikkje blir sendt, blir sletta etter eit døgn. Chatten i Teams ligg så lenge fylket har bestemt.",
    "A draft that is not sent is deleted after a day. The chat in Teams is kept for as long as the county has decided.",
)
RIGHTS = Text("Rettighetene dine", "Rettane dine", "Your rights")
ACCESS = Text(
    "Du kan be om innsyn i det som står om deg, og om retting: rettelsen står da ved siden av det som sto.",
    "Du kan be om innsyn i det som står om deg, og om retting: rettinga står då ved sida av det som stod.",
    "You can ask to see what stands about you, and to have it corrected: the correction then stands beside it.",
)
OBJECT = Text(
    "Du kan protestere mot bruken. Sletting er som regel umulig, for skolen må kunne vise hva den har gjort.",
    "Du kan protestere mot bruken. Sletting er som regel umogleg, for skolen må kunne vise kva han har gjort.",
    "You can object to the use. Deletion is as a rule impossible, since the school must be able to show what it did.",
)
ASK = Text(
    "Spør skoleeieren ({owner}, {contact}) eller personvernombudet der. Du kan klage til Datatilsynet.",
    "Spør skoleeigaren ({owner}, {contact}) eller personvernombodet der. Du kan klage til Datatilsynet.",
    "Ask the owner ({owner}, {contact}) or the data protection officer there. You can complain to Datatilsynet.",
)
BASIS = Text("Hvorfor vi har lov", "Kvifor vi har lov", "Why this is allowed")
CONTROLLER = Text(
    "{owner} er ansvarlig for opplysningene.",
    "{owner} er ansvarleg for opplysningane.",
    "{owner} is the controller.",
)
LAW = Text(
    "Skolen har plikt til å følge opp at elever har det trygt og godt. Grunnlaget er personvernforordningen artikkel 6 "
    "nr. 1 bokstav c og e og artikkel 9 nr. 2 bokstav g, med opplæringslova §§ 12-4, 12-5 og 25-1.",
    "Skolen har plikt til å følgje opp at elevar har det trygt og godt. Grunnlaget er personvernforordninga artikkel 6 "
    "nr. 1 bokstav c og e og artikkel 9 nr. 2 bokstav g, med opplæringslova §§ 12-4, 12-5 og 25-1.",
    "The school has a duty to see to it that students are safe and well. The basis is GDPR article 6 (1) (c) and (e) "
    "and article 9 (2) (g), with the Education Act §§ 12-4, 12-5 and 25-1.",
)

SECTIONS: tuple[tuple[Text, tuple[Text, ...]], ...] = (
    (REVEALS, (MAY_REVEAL, DUTY)),
    (WHO_SEES, (HANDLERS, NEVER, LOGGED, OPERATORS)),
    (HOW_LONG, (UNTIL_OWNER, DRAFTS)),
    (RIGHTS, (ACCESS, OBJECT, ASK)),
    (BASIS, (CONTROLLER, LAW)),
)

STYLE = """
:root { color-scheme: light; }
.large { font-size: 137.5%; }
* { box-sizing: border-box; }
body { margin: 0; background: #f6f4f0; color: #1b1b1b; overflow-wrap: break-word;
  font: 1.0625rem/1.6 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1.25rem 1.25rem 4rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; justify-content: flex-end; }
nav a, nav span { padding: 0.6rem 0; }
nav span { font-weight: 600; }
a { color: #14506e; text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 3px solid #14506e; outline-offset: 2px; }
h1 { font-size: 2rem; line-height: 1.15; margin: 1rem 0 0.5rem; color: #1f3a4d; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 0.75rem; color: #1f3a4d; }
p { margin: 0 0 0.75rem; }
section { margin: 2.25rem 0 0; }
details { background: #fff; border: 1px solid #dcd7ce; border-radius: 12px; margin-top: 0.75rem; }
summary { padding: 1rem 1.25rem; cursor: pointer; }
summary h2 { display: inline; font-size: 1.125rem; margin: 0; }
dl { margin: 0; padding: 0 1.25rem 1.25rem; }
dt { font-weight: 600; margin-top: 1rem; }
dd { margin: 0; }
dd small { display: block; color: #54504a; font-size: 0.9375rem; }
.tell { display: inline-block; padding: 0.6rem 0; }
"""
HEADERS = headers(STYLE)


def add_routes(app: web.Application, schools: Callable[[], Mapping[str, School]]) -> None:
    """Needs the schools as they now are, and nothing of the record: it is answered whatever that is like."""

    async def asked(request: web.Request) -> web.Response:
        return answer(request, schools().get(request.match_info["school"]))

    app.router.add_get(PATH + "{school}", asked)


def answer(request: web.Request, school: School | None) -> web.Response:
    """The page in the language that is asked for; without a school one that says so in every language."""
    language = _language(request.query.get("lang"), request.headers.get("Accept-Language", ""))
    text = page(school, language, request.query.get("size") == "large") if school else _nowhere()
    status = 200 if school else 404
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8", headers=HEADERS)


def _language(asked: str | None, accepted: str) -> Language:
    """What is asked for in the address, else the first of the browser's that we have."""
    wanted = [asked or "", *(part.partition(";")[0].strip() for part in accepted.split(",")[:20])]
    known = (*LANGUAGES, "no")
    return language_of(next((said for said in wanted if said.lower().partition("-")[0] in known), None))


def page(school: School, language: Language, large: bool = False) -> str:
    """The whole page, for a school with an open page or without one; in large letters for whoever has chosen them."""
    modes = (mode for mode in Mode if school.page or mode not in ON_PAGE)
    filled = {"school": school.name, "owner": school.owner.name, "contact": school.owner.contact}
    said = (
        _languages(school, language, large),
        f"<h1>{_words(TITLE, language)}</h1><p>{_words(LEAD, language, **filled)}</p>",
        _link(f"{OPEN_PAGE}{school.id}{_query(language, large)}", TELL, language) if school.page else "",
        *(_mode(mode, language) for mode in modes),
        *(_section(heading, lines, language, filled) for heading, lines in SECTIONS),
    )
    return _document(language, f"{TITLE.in_(language)} – {school.name}", "".join(said), "large" if large else "")


def _words(text: Text, language: Language, **values: str) -> str:
    return escape(text.fill(language, **values))


def _query(language: Language, large: bool) -> str:
    return f"?lang={language}" + "&size=large" * large


def _languages(school: School, language: Language, large: bool) -> str:
    links = (
        f'<span aria-current="true" lang="{li}">{name}</span>'
        if li == language
        else f'<a href="{escape(PATH + school.id + _query(li, large))}" lang="{li}" hreflang="{li}">{name}</a>'
        for li, name in LANGUAGE_NAMES.items()
    )
    return f"<nav>{''.join(links)}</nav>"


def _link(path: str, text: Text, language: Language) -> str:
    return f'<a class="tell" href="{escape(path)}">{_words(text, language)}</a>'


def _mode(mode: Mode, language: Language) -> str:
    rows = "".join(_row(what, kept, language) for what, kept in PLACES[mode].items())
    return f"<details><summary><h2>{_words(MODE_WORDS[mode], language)}</h2></summary><dl>{rows}</dl></details>"


def _row(what: What, kept: Kept, language: Language) -> str:
    lies = LIES.fill(language, places=places(kept.places, language))
    said = f"{_words(kept.says, language)} <small>{escape(lies)}.</small>"
    return f"<dt>{_words(WHAT_WORDS[what], language)}</dt><dd>{said}</dd>"


def places(kept: Iterable[Where], language: Language) -> str:
    """In words, in the order in which the places are listed."""
    named = [WHERE_WORDS[where].in_(language) for where in Where if where in frozenset(kept)]
    return "; ".join(named) or NOWHERE_WORDS.in_(language)


def _section(heading: Text, lines: tuple[Text, ...], language: Language, filled: dict[str, str]) -> str:
    said = "".join(f"<p>{_words(line, language, **filled)}</p>" for line in lines)
    return f"<section><h2>{_words(heading, language)}</h2>{said}</section>"


def _nowhere() -> str:
    said = (
        f'<section lang="{li}"><h1>{_words(NO_SCHOOL, li)}</h1><p>{_words(NO_SCHOOL_BODY, li)}</p></section>'
        for li in LANGUAGES
    )
    return _document("nb", NO_SCHOOL.nb, "".join(said))


def _document(language: Language, title: str, body: str, size: str = "") -> str:
    return (
        f'<!doctype html><html lang="{language}" class="{size}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )
