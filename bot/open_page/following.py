"""Coming back with a code, which stands in forms and never in an address: what became of it, what one says to it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot import codes
from bot.desk import Desk
from bot.open_page import followed, form, words
from bot.open_page.html import NOTHING, tag
from bot.open_page.telling import Answer
from bot.open_page.visit import Frame, Visit, document
from dialogs.open_page import GIVE_NAME
from dialogs.student_follow import BETTER, SAY
from domain import flow as flows
from domain.flow import Answers, Page, Problems
from domain.following import Following
from domain.report import Report, Supplement
from domain.text import Text, clean
from services import following, reporting
from services.ports import House, Work
from storage.failures import StoreUnavailable

PAGES = {page.id: page for page in (SAY.pages[0], BETTER.pages[0], GIVE_NAME)}


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says to their own report: one page of answers, under the form's own token."""

    report: Report
    token: str
    said: Answers


Saves = Callable[[Work, House, Saying, Supplement], bool]


def _say(work: Work, house: House, it: Saying, added: Supplement) -> bool:
    who = it.report.reporter
    return following.say(work, house, it.report.id, who, it.token, it.said["said"], added.added_at)


def _better(work: Work, house: House, it: Saying, added: Supplement) -> bool:
    who, said = it.report.reporter, it.said
    answered = said["better_safe"], said["better_face"], said["better_words"]
    return following.better(work, house, it.report.id, who, it.token, *answered, added.added_at)


def _name(work: Work, house: House, it: Saying, added: Supplement) -> bool:
    return reporting.supplement(work, house, it.report.reporter, added)


SAVES: dict[str, Saves] = {"say": _say, "better": _better, GIVE_NAME.id: _name}


def ask(visit: Visit) -> Answer:
    """For the code, which is nowhere but with whom it was given to."""
    return _asking(visit)


def _asking(visit: Visit, fault: Text | None = None, status: int = 200) -> Answer:
    look, code = visit.look, visit.said("code")
    title, said = look.w(words.HAVE_CODE), look.w(fault) if fault else ""
    wrong = tag("p", said, class_="fault", id="code-fault") if fault else NOTHING
    field = tag(
        "input", type="text", id="code", name="code", value=code, autocomplete="off", autocapitalize="characters",
        spellcheck="false", aria_describedby="code-fault" if fault else "code-help",
        aria_invalid="true" if fault else None,
    )  # fmt: skip
    press = tag("button", look.w(words.OPEN_IT), type="submit", class_="main")
    asked = (
        tag("label", look.w(words.CODE), class_="over", for_="code"),
        tag("p", look.w(words.CODE_INTRO), class_="help", id="code-help"), wrong, field,
    )  # fmt: skip
    inside = (tag("div", *asked, class_="ask wrong" if fault else "ask"), tag("div", press, class_="buttons"))
    summary = form.summary(look, [tag("li", tag("a", said, href="#code"))]) if fault else NOTHING
    frame = Frame(title, visit.code, wrong=bool(fault))
    return Answer(document(visit, frame, summary, tag("h1", title), form.form(visit, visit.code, *inside)), status)


async def answer(desk: Desk, visit: Visit) -> Answer:
    """Opens what the code belongs to, and does first what was pressed. A wrong code gets one answer, however wrong."""
    try:
        report = await codes.report_of(desk, clean(visit.said("code")))
        if report is None or report.school != visit.school.id:
            return _asking(visit, words.WRONG_CODE)
        return await _follow(desk, visit, report)
    except StoreUnavailable:
        return _kept(visit, words.NOT_ADDED if visit.said("do") in PAGES else words.WENT_WRONG_BODY)


def crowded(visit: Visit) -> Answer:
    return _kept(visit, words.CROWDED)


def uncertain(visit: Visit) -> Answer:
    return _kept(visit, words.UNCERTAIN_WORDS)


def _kept(visit: Visit, why: Text) -> Answer:
    """Nothing was done; what was written, and the code, stand in the form as they were."""
    page = PAGES.get(visit.said("do"))
    if page is None:
        return _asking(visit, why, 503)
    look, said = visit.look, flows.given(page, visit.fields, clean)
    drawn = followed.one_form(visit, page, said, Problems(), visit.said("token") or _new_token())
    frame = Frame(look.w(page.title), visit.code)
    return Answer(document(visit, frame, form.note("bad", look.w(why)), tag("h1", look.w(page.title)), drawn), 503)


async def _follow(desk: Desk, visit: Visit, report: Report) -> Answer:
    page = PAGES.get(visit.said("do"))
    drawn = followed.Drawn(visit, _new_token)
    if page is None:
        return await _shown(desk, drawn, report)
    said = flows.given(page, visit.fields, clean)
    wrong = flows.problems(page, said, {}) if visit.said("go") == "next" else Problems()
    drawn = replace(drawn, page=page, said=said, wrong=wrong, token=_own_token(visit))
    if wrong or visit.said("go") != "next":
        return await _shown(desk, drawn, report)
    return await _saved(desk, drawn, report, page)


async def _saved(desk: Desk, drawn: followed.Drawn, report: Report, page: Page) -> Answer:
    """The same form again is the same words (E54)."""
    now, house = desk.now(), desk.house
    written = {step: words_ for step, words_ in drawn.said.items() if words_}
    it, added = Saying(report, drawn.token, drawn.said), Supplement(report.id, drawn.token, now, written)
    try:
        done = await desk.save(lambda work: SAVES[page.id](work, house, it, added))
    except StoreUnavailable:
        return replace(await _shown(desk, replace(drawn, failed=True), report), status=503)
    try:
        return await _shown(desk, followed.Drawn(drawn.visit, _new_token, done=done, failed=not done), report)
    except StoreUnavailable:
        return _thanks(drawn.visit)


def _thanks(visit: Visit) -> Answer:
    """Saved, and just now nothing can be shown, since nothing more can be written."""
    title = visit.look.w(words.ADDED)
    return Answer(document(visit, Frame(title, visit.code), tag("h1", title)))


async def _shown(desk: Desk, drawn: followed.Drawn, report: Report) -> Answer:
    """Shown content is audited first, one's own too; what cannot be written is not shown, only what was just said."""
    now, house = desk.now(), desk.house

    def unit(work: Work) -> Following | None:
        return following.following(work, house, report.id, report.reporter, now)

    try:
        view = await desk.save(unit)
    except StoreUnavailable:
        if drawn.page is None:
            raise
        return _kept(drawn.visit, words.NOT_ADDED)
    if view is None:
        return _asking(drawn.visit, words.WRONG_CODE)
    return Answer(followed.page(drawn, view))


def _own_token(visit: Visit) -> str:
    """The form's own, which is no secret: it only tells that a form is the same again."""
    said = visit.said("token")
    return said if len(said) == 32 and said.isalnum() else _new_token()


def _new_token() -> str:
    return secrets.token_hex(16)
