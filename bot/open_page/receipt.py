"""The receipt: that it is saved, who will read it and when, and the code, this once."""

from __future__ import annotations

from bot.open_page import form, words
from bot.open_page.filling import BEFORE, Filling
from bot.open_page.html import NOTHING, Html, joined, tag
from bot.open_page.visit import Frame, Visit, document
from cards import receipt as cards
from cards.words import CASE
from dialogs.open_page import STAFF
from domain.people import ROLE_WORDS
from domain.views import Receipt


def page(it: Filling, view: Receipt, code: str) -> Html:
    visit, look = it.visit, it.visit.look
    title = look.w(words.NOT_DELIVERED if view.can_record_owner else words.SAVED)
    frame = Frame(title, visit.home, it.danger, form=True)
    return document(
        visit, frame, tag("h1", title), _saved(visit, view), your_code(visit, code), tag("h2", look.w(words.WHAT_NOW)),
        _next(visit, view), _to_staff(it, view), _follow(visit, code), _again(it),
    )  # fmt: skip


def _again(it: Filling) -> Html:
    """What was sent, for who wants the same receipt in another language or larger letters."""
    return form.form(it.visit, it.visit.home, **{**it.answers, "page": BEFORE, "token": it.carried, "go": "send"})


def _saved(visit: Visit, view: Receipt) -> Html:
    look = visit.look
    references = (tag("p", tag("strong", look.w(CASE, reference=c.reference))) for c in view.cases)
    return joined(tag("p", look.w(cards.SAVED_AT, when=look.exact(view.told_at))), *references)


def your_code(visit: Visit, code: str) -> Html:
    """In groups that stay whole where the line breaks; read out letter by letter where it is read out."""
    look, parts = visit.look, code.split("-")
    groups = joined(tag("span", part + ("-" if n < len(parts) else "")) for n, part in enumerate(parts, 1))
    return joined(
        tag("h2", look.w(words.YOUR_CODE)),
        tag("p", groups, class_="code", id="code"),
        tag("p", look.w(words.WRITE_IT_DOWN)),
        tag("p", look.w(words.KEEP_IT_YOURS)),
    )


def _next(visit: Visit, view: Receipt) -> Html:
    look = visit.look
    if view.can_record_owner:
        return form.note("bad", look.w(words.TELL_OWNER, owner=view.owner, contact=view.owner_contact))
    roles = ", ".join(dict.fromkeys(look.w(ROLE_WORDS[role]) for role, _ in view.readers))
    read = (tag("p", look.w(words.READ_BY, roles=roles)),) if roles else ()
    return joined(*read, tag("p", _when(visit, view)), tag("p", look.w(words.SCHOOL_MUST)))


def _when(visit: Visit, view: Receipt) -> str:
    look = visit.look
    if view.danger:
        return look.w(cards.DANGER_NEXT)
    if view.read_from <= view.told_at:
        return look.w(words.GOES_ON)
    later = cards.READ_LATER_OWNER if view.past_the_school else cards.READ_LATER
    return look.w(later, when=look.moment(view.read_from), phone=view.phone, contact=view.owner_contact)


def _to_staff(it: Filling, view: Receipt) -> Html:
    if it.answers["who"] != STAFF:
        return NOTHING
    said = words.DUTY_NOT_MET if view.can_record_owner else words.WILL_CALL_YOU
    return tag("p", it.visit.look.w(said))


def _follow(visit: Visit, code: str) -> Html:
    """To what happens now, with the code in a field of the form: it never stands in an address."""
    press = tag("button", visit.look.w(words.FOLLOW), type="submit", class_="other")
    return form.form(visit, visit.code, tag("div", press, class_="buttons"), id_="follow", code=code)
