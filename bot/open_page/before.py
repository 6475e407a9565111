"""Before it is sent: everything that was written, who gets it, and who gets to know whose it is."""

from __future__ import annotations

from bot.open_page import form, words
from bot.open_page.filling import Filling
from bot.open_page.html import NOTHING, Html, joined, paragraphs, tag
from cards import caution
from cards.answers import answer
from dialogs.open_page import STAFF, applying, is_named
from domain.caution import Caution, found
from domain.flow import Page, Step, Toggle, asked


def review(it: Filling) -> Html:
    """What each page was answered, with a button that leads back to it."""
    return joined(
        tag("h2", it.visit.look.w(words.YOU_WROTE)),
        *(_answered(it, page) for page in applying(it.whole)),
    )


def _answered(it: Filling, page: Page) -> Html:
    look = it.visit.look
    change = tag(
        "button", look.w(words.CHANGE), tag("span", f": {look.w(page.title)}", class_="unseen"),
        type="submit", name="go", value=f"edit:{page.id}", class_="small",
    )  # fmt: skip
    lines = (_line(it, step) for step in asked(page, it.whole))
    return joined(tag("dl", *lines), change)


def _line(it: Filling, step: Step) -> Html:
    look, said = it.visit.look, it.answers.get(step.id, "")
    if isinstance(step.input, Toggle):
        return tag("div", tag("dt", look.w(step.ask)), tag("dd", "✓")) if said == "true" else NOTHING
    words_ = answer(look, step, said)
    return tag("div", tag("dt", look.w(step.ask)), tag("dd", paragraphs(words_ or look.w(words.EMPTY))))


def numbers(it: Filling) -> Html:
    """Whom to ring, where what was written may be about danger. It can be sent as it is."""
    said = caution.calling(_found(it), it.visit.school, it.visit.look.language)
    if not said:
        return NOTHING
    return tag("div", tag("p", tag("strong", said[0])), *(tag("p", line) for line in said[1:]), class_="note")


def _found(it: Filling) -> Caution:
    return found(it.answers.get("what", ""), it.answers.get("name", ""))


def receivers(it: Filling) -> Html:
    """Whom it goes to: never by name, since the page is open to everybody."""
    look, owner = it.visit.look, it.visit.school.owner
    head = tag("h2", look.w(words.WHO_GETS_IT))
    if it.reaches_nobody:
        duty = (look.w(words.DUTY_NOT_MET),) if it.answers.get("who") == STAFF else ()
        return joined(head, form.note("bad", look.w(words.TO_NOBODY, owner=owner.name, contact=owner.contact), *duty))
    said = look.w(words.TO_OWNER, owner=owner.name) if it.past_the_school else look.w(words.TO_RECTOR)
    return joined(head, tag("p", said))


def seen(it: Filling) -> Html:
    """What anybody gets to know of who told, what may show it, and what the school cannot promise."""
    look, apart = it.visit.look, not is_named(it.whole)
    language = look.language
    warned = (*caution.unneeded(_found(it), language), *caution.revealing(_found(it), apart, language))
    said = (words.NOT_KNOWN, words.IF_IN_DANGER) if apart else (words.KNOWN,)
    network = () if it.answers.get("who") == STAFF else (words.NETWORK,)
    return joined(
        tag("h2", look.w(words.WHO_SEES_YOU)),
        *(tag("p", look.w(text)) for text in (*said, *network)),
        form.note("", *warned) if warned else NOTHING,
    )
