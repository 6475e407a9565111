"""One request to a school's open page, and the frame that every answer to it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bot.open_page import style, words
from bot.open_page.html import NOTHING, Html, joined, tag
from cards.look import Look
from cards.words import CALL_IN_ORDER, IN_DANGER_CALL
from domain.people import Register
from domain.profile import School
from domain.text import LANGUAGES, Language

PATH = "/meld/"
FORM = "form"  # the id of the one form that carries what has been written
_LANGUAGES: Mapping[Language, str] = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


@dataclass(frozen=True, slots=True)
class Visit:
    """`fields` is what was sent, the last of each name; nobody believes it."""

    register: Register
    school: School
    look: Look
    large: bool
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> str:
        return f"{PATH}{self.school.id}"

    @property
    def code(self) -> str:
        return f"{self.home}/kode"

    @property
    def size(self) -> str:
        return "large" if self.large else "normal"

    def said(self, name: str) -> str:
        return self.fields.get(name, "")

    def link(self, path: str) -> str:
        """With the language and the size of letters that were chosen."""
        return f"{path}?{urlencode({'lang': self.look.language, 'size': self.size})}"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page. `form`: it carries what was written, so that the choices at its top must send it."""

    title: str
    at: str  # the address that the choices at its top lead back to
    danger: bool = False
    wrong: bool = False
    form: bool = False


def document(visit: Visit, frame: Frame, *inside: Html) -> Html:
    """A whole page: in danger the numbers first of all, else calmly on top of what the page is about."""
    look = visit.look
    loud = emergency(visit, "loud") if frame.danger else NOTHING
    calm = NOTHING if frame.danger else emergency(visit, "calm")
    title = f"{look.w(words.FAULT_TITLE)} {frame.title}" if frame.wrong else frame.title
    return shell(
        look.language,
        f"{title} – {visit.school.name}",
        (
            tag("a", look.w(words.SKIP), href="#main", class_="skip"), loud,
            _default(look) if frame.form else NOTHING, _top(visit, frame),
            tag("main", calm, *inside, id="main"), _foot(visit, frame),
        ),
        visit.large,
    )  # fmt: skip


def shell(language: Language, title: str, inside: tuple[Html, ...], large: bool = False) -> Html:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Html(style.STYLE)),
    )
    page = tag("html", head, tag("body", *inside), lang=language, class_="large" if large else None)
    return joined(Html("<!doctype html>"), page)


def _default(look: Look) -> Html:
    """What Enter in a field presses: the first button of a form, which would else be a choice at the top."""
    return tag("button", look.w(words.GO_ON), type="submit", name="go", value="next", form=FORM, hidden=True)


def _top(visit: Visit, frame: Frame) -> Html:
    look = visit.look
    choose = _button if frame.form else _link
    languages = joined(
        choose(visit, frame, "lang", one, name, one == look.language, one) for one, name in _LANGUAGES.items()
    )
    sizes = joined(
        choose(visit, frame, "size", one, look.w(text), one == visit.size)
        for one, text in (("normal", words.NORMAL_LETTERS), ("large", words.LARGE_LETTERS))
    )
    return tag(
        "header",
        tag("p", visit.school.name, class_="school"),
        tag("nav", languages, aria_label=look.w(words.LANGUAGE)),
        tag("nav", sizes, aria_label=look.w(words.LETTERS)),
    )


def _link(visit: Visit, frame: Frame, name: str, value: str, said: str, chosen: bool, lang: str | None = None) -> Html:
    query = urlencode({"lang": visit.look.language, "size": visit.size} | {name: value})
    current = "true" if chosen else None
    return tag("a", said, href=f"{frame.at}?{query}", lang=lang, hreflang=lang, aria_current=current)


def _button(
    visit: Visit, frame: Frame, name: str, value: str, said: str, chosen: bool, lang: str | None = None
) -> Html:
    current = "true" if chosen else None
    return tag("button", said, type="submit", form=FORM, name=name, value=value, lang=lang, aria_current=current)


def _foot(visit: Visit, frame: Frame) -> Html:
    """Where else one can go. In the middle of a form only what opens beside it: what is written would be lost."""
    look = visit.look
    links = () if frame.form else ((visit.home, words.TELL), (visit.code, words.HAVE_CODE))
    elsewhere = (tag("li", tag("a", look.w(text), href=visit.link(to))) for to, text in links)
    said = look.w(words.PRIVACY_BESIDE if frame.form else words.PRIVACY)
    to = visit.link(f"/personvern/{visit.school.id}")
    privacy = tag("a", said, href=to, target="_blank" if frame.form else None, rel="noopener" if frame.form else None)
    return tag("footer", tag("ul", *elsewhere, tag("li", privacy)))


def emergency(visit: Visit, kind: str) -> Html:
    """Whom to ring: 112, 113, 110, the school's own numbers in its own order, and those who listen."""
    look, shown = visit.look, visit.school.in_danger
    listed = [(look.w(text), number) for text, number in words.NUMBERS]
    listed += [(n.label, n.number) for n in (*shown.numbers, *visit.school.helplines)]
    lines = (tag("li", dial(number), " ", label) for label, number in dict.fromkeys(listed))
    order = tag("ol", *(tag("li", who) for who in shown.calls)) if shown.calls else NOTHING
    calls = joined(tag("p", look.w(CALL_IN_ORDER)), order) if shown.calls and kind == "loud" else NOTHING
    head = look.w(IN_DANGER_CALL)
    return tag(
        "section", tag("p", head, class_="head"), tag("ul", *lines), calls, class_=f"call {kind}", aria_label=head
    )


def dial(number: str) -> Html:
    """A number that a telephone rings when it is touched; it stays on one line."""
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return tag("a", number.replace(" ", "\u00a0"), href=f"tel:{digits}")


def refused(title: words.Text, body: words.Text) -> Html:
    """In every language: which school it would have been is not known, nor who asks."""
    said = (tag("section", tag("h2", title.in_(one)), tag("p", body.in_(one)), lang=one) for one in LANGUAGES)
    return shell("nb", title.nb, (tag("main", tag("h1", "Varsle"), *said, id="main"),))


def hidden(**fields: str) -> Html:
    return joined(tag("input", type="hidden", name=name, value=value) for name, value in fields.items())


def choices(visit: Visit) -> Html:
    """The language and the size of letters, as a form carries them."""
    return hidden(lang=visit.look.language, size=visit.size)
