"""What a student meets, and whom they want to talk with: part of every card there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cards import codes, question, receipt, student, wishes
from cards.look import Look
from cards.parts import Card
from cards.student import Onward
from dialogs.before_sending import (
    ADULTS_THERE,
    BEFORE_SENDING,
    NOBODY,
    NOT_ENOUGH,
    SHARING,
    SHARING_NOWHERE,
    SHARING_PAST,
)
from dialogs.student import STUDENT
from domain.case import Status
from domain.flow import Option, Page
from domain.origin import Door, Naming, Origin, Teller
from domain.people import Role
from domain.profile import Emergency
from domain.text import same
from domain.views import Receipt
from domain.wishes import Ring, Wish, WishCard
from tests.builders import TEN

OF_SELF = Origin(Teller.STUDENT, Door.TEAMS, Naming.NAMED, about_self=True)
OF_ANOTHER = replace(OF_SELF, about_self=False)
APART = replace(OF_SELF, naming=Naming.CONFIDENTIAL)
CODE = "K7Q4-M2PX-9T3B-HHW0-ZD5E-A"


def an_onward(wrote: str, **but: object) -> Onward:
    view = Onward(
        readers=((Role.PRINCIPAL, wrote), (Role.DEPUTY, wrote)), openers=(wrote, wrote, wrote), past_the_school=False,
        has_adults=True,
        owner=wrote, owner_contact=wrote, keeps_to_herself=True, page="https://varsle.example/meld/fjellvik",
    )  # fmt: skip
    return replace(view, **but)  # type: ignore[arg-type]


def _page(look: Look, page: Page, name: str, notes: list[dict[str, object]]) -> Card:
    naming = student.namings(look, an_onward(name))
    adults = (Option(NOBODY, student.NOBODY_IN_PARTICULAR), Option("id-1", same(name)))
    answers = {ADULTS_THERE: "true", "kind": "self", "adult": NOBODY}
    options = {"adults": adults, "naming": naming}
    return question.page(look, page, f"{STUDENT.name}.answer", answers, options, notes=notes, token="t" * 32)


def students_cards(
    look: Look,
    wrote: str,
    name: str,
    a_receipt: Callable[..., Receipt],
    a_line: Callable[..., object],
    acute: Emergency,
) -> dict[str, Card]:
    """`name` stands where a client may read Markdown, in what can be chosen."""
    few = wrote[:100]
    ways = {"": an_onward(few), ", past": an_onward(few, past_the_school=True), ", nobody": an_onward(few, readers=())}
    alone = a_receipt(few, cases=(a_line(few, Status.UNDELIVERED, delivered=(), taken=None),), can_record_owner=True)
    views = {
        "of self": a_receipt(few, origin=OF_SELF, emergency=acute, danger=True),
        "of another": a_receipt(few, origin=OF_ANOTHER),
        "of self, not delivered": replace(alone, origin=OF_SELF),
        "of self, ended": a_receipt(few, origin=OF_SELF, cases=(a_line(few, Status.CLOSED),)),
    }
    wish = Wish("w" * 32, "fjellvik", "id-1", few, "id-2", TEN)
    rings = {f"wish, {ring}": WishCard(wish.id, ring, few) for ring in Ring}
    rings["wish, met"] = WishCard(wish.id, Ring.NEW, few, TEN)
    rings["wish, left"] = WishCard(wish.id, Ring.REMINDER, few, None, closed=True)
    her = student.only_a_wish(look, few, True)
    return {
        "student hello": student.hello(look),
        "student hello, written": student.hello(look, "t" * 32),
        **{
            f"student sends{how}": _page(
                look, BEFORE_SENDING, name,
                [*student.before_sending(look, view), *student.without_signing_in(look, view)],
            )
            for how, view in ways.items()
        },
        **{f"student {page.id}, her": _page(look, page, name, her) for page in (SHARING, SHARING_PAST)},
        "student nowhere, her": _page(look, SHARING_NOWHERE, name, student.a_wish_anyway(look, few)),
        "student in danger": _page(look, NOT_ENOUGH, name, question.emergency(look, acute)),
        **{f"receipt, {which}": receipt.receipt(look, view) for which, view in views.items()},
        "receipt, code": codes.saved(look, a_receipt(few, origin=APART), CODE),
        **{which: wishes.doorbell(look, view) for which, view in rings.items()},
        "wish, who": wishes.shown(look, wish),
        "wish, sent": wishes.sent(look, few),
    }  # fmt: skip
