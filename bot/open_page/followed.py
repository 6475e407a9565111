"""The page of what became of it: status words, the talk, how it has become, who has read it, whom one can turn to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.open_page import form, words
from bot.open_page.html import NOTHING, Html, joined, paragraphs, tag
from bot.open_page.visit import FORM, Frame, Visit, document
from cards import following as cards
from cards import receipt as receipts
from cards.case_plan import PART_WORDS, named, told
from cards.parts import capital
from cards.words import CASE
from dialogs.open_page import GIVE_NAME
from dialogs.student_follow import BETTER, SAY
from domain.case import Status
from domain.flow import Answers, Page, Problems
from domain.following import Following, Message, Reader
from domain.origin import Naming, Teller
from domain.people import ROLE_WORDS
from domain.plan_views import PlanPage
from domain.status import STATUS_WORDS
from domain.views import CaseLine

SAYING, ANSWERING = SAY.pages[0], BETTER.pages[0]
NONE: Answers = {}
FINE = Problems()


@dataclass(frozen=True, slots=True)
class Drawn:
    """`page` is the form that was sent, with what stood in it, and what is wrong; `mint` makes other forms' tokens.

    `done`: whether what was sent has been saved; `failed`: that it could not be.
    """

    visit: Visit
    mint: Callable[[], str]
    page: Page | None = None
    said: Answers = field(default_factory=dict)
    wrong: Problems = FINE
    token: str = ""
    done: bool | None = None
    failed: bool = False


def page(drawn: Drawn, view: Following) -> Html:
    visit, look = drawn.visit, drawn.visit.look
    title = look.w(cards.TITLE)
    frame = Frame(title, visit.code, wrong=bool(drawn.wrong), form=True)
    return document(
        visit, frame,
        form.faults(look, drawn.page, drawn.said, drawn.wrong) if drawn.page and drawn.wrong else NOTHING,
        tag("h1", title), _news(drawn, view), _cases(visit, view), _asked(drawn, view), _talk(drawn, view),
        _beside(drawn, view), _plan(visit, view), _readers(visit, view), _rights(visit, view),
    )  # fmt: skip


def _news(drawn: Drawn, view: Following) -> Html:
    look = drawn.visit.look
    if drawn.failed:
        return form.note("bad", look.w(words.NOT_ADDED))
    return form.note("good", look.w(words.ADDED)) if drawn.done else NOTHING


def _cases(visit: Visit, view: Following) -> Html:
    look = visit.look
    saved = tag("p", look.w(receipts.SAVED_AT, when=look.moment(view.told_at)))
    ended = tag("p", look.w(cards.ENDED)) if view.has_ended else NOTHING
    return joined(tag("h2", look.w(words.STATUS)), saved, *(_case(visit, view, line) for line in view.cases), ended)


def _case(visit: Visit, view: Following, line: CaseLine) -> Html:
    """As on the receipt in a chat, without names: this page may be opened on any telephone."""
    look = visit.look
    waits = line.status is Status.RECEIVED and not line.delivered
    status = receipts.NOT_YET_DELIVERED if waits else STATUS_WORDS[line.status]
    steps = [
        look.w(receipts.DELIVERED, role=look.w(ROLE_WORDS[role]), when=look.near(at, view.told_at))
        for role, at in line.delivered
    ]
    if line.taken:
        steps.append(look.w(words.CONFIRMED, when=look.near(line.taken.at, view.told_at)))
    head = tag("strong", look.w(CASE, reference=line.reference))
    where = f", {line.elsewhere}" if line.elsewhere else ""
    lines = tag("ul", *(tag("li", step) for step in steps), class_="plain") if steps else NOTHING
    owner = _owner(visit, view) if line.status is Status.UNDELIVERED else NOTHING
    return joined(tag("p", head, where, ": ", look.w(status)), lines, owner)


def _owner(visit: Visit, view: Following) -> Html:
    """Ruling 2: nobody has got it, and who wrote it must tell the owner."""
    look, it = visit.look, view.rights
    duty = (look.w(words.DUTY_NOT_MET),) if view.origin.teller is Teller.STAFF else ()
    return form.note("bad", look.w(words.TELL_OWNER, owner=it.owner, contact=it.owner_contact), *duty)


# -- what can be said


def one_form(visit: Visit, page: Page, said: Answers, wrong: Problems, token: str, id_: str = FORM) -> Html:
    """A page of questions with the code in it, unseen."""
    look = visit.look
    intro = tag("p", look.w(page.intro), class_="help") if page.intro else NOTHING
    press = tag("div", form.press(look.w(page.send), "next", "main"), class_="buttons")
    fields = form.questions(look, page, said, wrong)
    return form.form(visit, visit.code, intro, fields, press, id_=id_, code=visit.said("code"), do=page.id, token=token)


def _form(drawn: Drawn, page: Page, id_: str = "") -> Html:
    """With what stood in it, where it is the one that was sent."""
    here = drawn.page is page
    said, wrong, token = (drawn.said, drawn.wrong, drawn.token) if here else (NONE, FINE, drawn.mint())
    return one_form(drawn.visit, page, said, wrong, token, id_ or page.id)


def _asked(drawn: Drawn, view: Following) -> Html:
    """ "Har det blitt bedre?": first while it is wanted; whoever tells of themself can answer at any time."""
    look = drawn.visit.look
    if view.reaches_nobody or not (view.question or view.can_answer):
        return NOTHING
    last = tag("p", cards.answered(look, view.answer)) if view.answer else NOTHING
    drawn_form = _form(drawn, ANSWERING)
    if view.question:
        said = form.note("", look.w(cards.SCHOOL_ASKS))
        return joined(tag("h2", look.w(cards.IS_IT_BETTER)), said, last, drawn_form)
    opened = drawn.page is ANSWERING
    return joined(tag("h2", look.w(cards.IS_IT_BETTER)), last, _unfolds(look.w(cards.HOW_IT_IS), drawn_form, opened))


def _talk(drawn: Drawn, view: Following) -> Html:
    look = drawn.visit.look
    lines = [_message(drawn.visit, message) for message in view.talk]
    if view.reaches_nobody:
        return tag("ul", *lines, class_="talk") if lines else NOTHING
    said = tag("ul", *lines, class_="talk") if lines else tag("p", look.w(cards.NOTHING_SAID))
    return joined(tag("h2", look.w(cards.TALK)), said, _form(drawn, SAYING, FORM))


def _message(visit: Visit, message: Message) -> Html:
    look = visit.look
    who = capital(look.w(ROLE_WORDS[message.by])) if message.by else look.w(cards.YOU)
    when = tag("p", f"{who}, {look.moment(message.at)}", class_="when")
    return tag("li", when, paragraphs(message.words), class_=None if message.by else "mine")


def _beside(drawn: Drawn, view: Following) -> Html:
    """Whoever told without a name can say later who they are."""
    if view.origin.naming is not Naming.UNNAMED or view.reaches_nobody:
        return NOTHING
    look = drawn.visit.look
    return _unfolds(look.w(GIVE_NAME.title), _form(drawn, GIVE_NAME), drawn.page is GIVE_NAME)


def _unfolds(title: str, inside: Html, opened: bool) -> Html:
    return tag("details", tag("summary", title), inside, open=opened)


# -- what can be read


def _plan(visit: Visit, view: Following) -> Html:
    """The plan's own copy: only for one whom Teams has signed in. On this page anybody may have given a name."""
    if view.plan is None or not view.origin.is_identified:
        return NOTHING
    return joined(tag("h2", visit.look.w(named(view.plan))), *_measures(visit, view.plan))


def _measures(visit: Visit, plan: PlanPage) -> list[Html]:
    look = visit.look
    rows = plan.sheet.rows if plan.sheet else ()
    return [
        tag("dl", *(_pair(look.w(PART_WORDS[part]), said) for part, said in told(look, row).items() if said))
        for row in rows
    ]


def _pair(what: str, said: str) -> Html:
    return tag("div", tag("dt", what), tag("dd", paragraphs(said)))


def _readers(visit: Visit, view: Following) -> Html:
    if view.origin.teller is Teller.STAFF:
        return NOTHING
    look = visit.look
    lines = [_reader(visit, reader) for reader in view.readers]
    said = tag("ul", *lines, class_="plain") if lines else tag("p", look.w(cards.NOBODY_YET))
    return joined(tag("h2", look.w(cards.READERS)), said)


def _reader(visit: Visit, reader: Reader) -> Html:
    look = visit.look
    said = cards.NAME_OPENED if reader.is_name else cards.READ_AT
    return tag("li", look.w(said, who=capital(look.w(ROLE_WORDS[reader.role])), when=look.moment(reader.at)))


def _rights(visit: Visit, view: Following) -> Html:
    """As on a card, in its words."""
    over, *lines = cards.rights(visit.look, view)
    return joined(tag("h2", over), *(tag("p", line) for line in lines))
