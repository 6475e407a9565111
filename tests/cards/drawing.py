"""Every card there is, with somebody's words wherever somebody's words can stand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cards import case, notice, plain, question, receipt, words
from cards.look import Look, Surface
from cards.parts import Card
from dialogs.belonging import BELONGING
from dialogs.report import REPORT
from dialogs.supplement import OWNER_TOLD, SUPPLEMENT
from domain.case import Reason, Status
from domain.flow import Choice, Fault, Flow, Line, Long, Option, Page, Problems, Toggle
from domain.lifecycle import Party, Transition, allowed
from domain.people import Role
from domain.profile import Number
from domain.text import LANGUAGES, same
from domain.views import CaseLine, Content, Involved, Notice, Receipt, Taken, Told
from tests.builders import TEN, a_case, a_school

LOOKS = tuple(Look(language, surface) for language in LANGUAGES for surface in Surface)
LOOK = Look()
REFERENCE = "2026-K7Q4M"
FLOWS = (REPORT, SUPPLEMENT, OWNER_TOLD, BELONGING)
STEPS = tuple(step for flow in FLOWS[:3] for page in flow.pages for step in page.steps)
LIMIT = 28 * 1024


def size(card: Card) -> int:
    return len(json.dumps(card, ensure_ascii=False).encode())


def walk(thing: Any) -> Iterator[dict[str, Any]]:
    """Every object in a card, the card itself first."""
    if isinstance(thing, Mapping):
        yield dict(thing)
    for inner in thing.values() if isinstance(thing, Mapping) else thing if isinstance(thing, list) else ():
        yield from walk(inner)


def buttons(card: Card) -> list[str]:
    """The verbs of the buttons a reader sees, in order; what stands in for one on old clients is not another."""
    stands_in = {id(b["fallback"]) for b in actions(card) if isinstance(b.get("fallback"), dict)}
    return [b["data"]["verb"] for b in actions(card) if id(b) not in stands_in]


def actions(thing: Any) -> Iterator[dict[str, Any]]:
    if isinstance(thing, dict) and str(thing.get("type", "")).startswith("Action."):
        yield thing
    for inner in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
        yield from actions(inner)


def shown(card: Card) -> str:
    """Every word a reader sees."""
    keys = ("text", "title", "label", "value", "placeholder", "errorMessage")
    return "\n".join(str(o[k]) for o in walk(card) for k in keys if isinstance(o.get(k), str))


def taken(wrote: str, by_me: bool = False) -> Taken:
    return Taken(wrote, TEN, by_me)


def a_notice(wrote: str = "", **but: Any) -> Notice:
    view = Notice(
        case="case-1", reference=REFERENCE, school=wrote, alert=Reason.FIRST, reminder=False, news=False, told_at=TEN,
        answer_by=TEN + timedelta(hours=2), taken=None, unopened=False, closed_to_me=False,
        actions=_doorbell(Status.RECEIVED),
    )  # fmt: skip
    return replace(view, **but)


def _doorbell(status: Status) -> tuple[Transition, ...]:
    return tuple(r for r in allowed(a_case(status=status), {Party.RECEIVER}) if r.action != "recuse")


def a_receipt(wrote: str = "Fjellvik", **but: Any) -> Receipt:
    view = Receipt(
        report="report-1", school=wrote, phone=wrote, told_at=TEN, cases=(a_line(wrote),),
        readers=((Role.PRINCIPAL, wrote), (Role.DEPUTY, wrote)), read_from=TEN, danger=False,
        emergency=(Number(wrote, wrote),), owner=wrote, owner_contact=wrote, added=(), nobody_reached=False,
        past_the_school=False,
        can_record_owner=False,
    )  # fmt: skip
    return replace(view, **but)


def a_line(wrote: str = "Randi Ås", status: Status = Status.ACKNOWLEDGED, **but: Any) -> CaseLine:
    delivered = ((Role.PRINCIPAL, TEN), (Role.DEPUTY, TEN))
    return replace(CaseLine("case-1", REFERENCE, status, delivered, taken(wrote)), **but)


def involved(wrote: str) -> Involved:
    return Involved("case-1", REFERENCE, wrote, (wrote, wrote), wrote)


def written(wrote: str) -> dict[str, str]:
    """An answer to every step that takes words, and to every choice the first of its own options."""
    answers = {}
    for step in STEPS:
        match step.input:
            case Line(longest) | Long(longest):
                answers[step.id] = wrote[:longest]
            case Choice(options=options) if options:
                answers[step.id] = options[0].id
            case Toggle():
                answers[step.id] = "false"
    return answers


def content(wrote: str, **but: Any) -> Content:
    view = Content(
        involved=involved(wrote[:200]), school=wrote[:200], status=Status.ACKNOWLEDGED, danger=True,
        told=(Told(TEN, written(wrote)),), taken=taken(wrote[:100]),
        times=(("told", wrote[:100], TEN), ("delivered", wrote[:100], TEN), ("acknowledge", wrote[:100], TEN)),
        siblings=("2026-AAAAA", "2026-CCCCC"), actions=allowed(a_case(status=Status.ACKNOWLEDGED), {Party.RECEIVER}),
    )  # fmt: skip
    return replace(view, **but)


def a_page(look: Look, flow: Flow, page: Page, wrote: str, name: str, wrong: bool) -> Card:
    source = (Option("id-1", same(name)),)
    options = {"schools": source, "resembling": source, "leaders": source}
    answers = {step: said for step, said in written(wrote).items() if step in {s.id for s in page.steps}}
    faults = Problems({s.id: list(Fault)[i % 3] for i, s in enumerate(page.steps)}, nothing_given=True)
    return question.page(
        look, page, f"{flow.name}.answer", answers, options, faults if wrong else Problems(),
        notes=question.emergency(look, (Number(wrote[:100], wrote[:100]),)), token="t" * 32, school="fjellvik",
    )  # fmt: skip


def every_card(look: Look, wrote: str, name: str = "Ola Dal") -> dict[str, Card]:
    """By name. `wrote` stands wherever a person, a school's file or the directory can have written something."""
    few = wrote[:100]
    school = replace(a_school(), name=few, phone=few, emergency=(Number(few, few), Number(few, few)))
    drawn = {
        "hello": plain.hello(look, words.HELLO_BODY, school, token="t" * 32),
        "hello student": plain.hello(look, words.STUDENT_HELLO, school),
        "hello nowhere": plain.hello(look, words.HELLO_BODY, None),
        "message": plain.message(look, words.NO_SUCH, words.NO_SUCH_BODY),
        "involved": case.involved(look, involved(few)),
        "content": case.content(look, content(wrote), STEPS),
        "told": case.told(look, (Told(TEN, written(wrote)),), STEPS, "report-1"),
        "recused": case.recused(look),
        "mine": receipt.mine(look, [a_receipt(few)] * 12),
        "mine, nothing": receipt.mine(look, []),
    }
    for flow in FLOWS:
        for page in flow.pages:
            for wrong in (True, False):
                drawn[f"{flow.name} {page.id} {wrong}"] = a_page(look, flow, page, wrote, name, wrong)
    return drawn | _notices(look, few) | _receipts(look, few)


def _notices(look: Look, few: str) -> dict[str, Card]:
    drawn = {"notice, left": notice.notice(look, a_notice(few, closed_to_me=True, actions=()))}
    for reason in Reason:
        for reminder, news in ((False, False), (True, False), (False, True)):
            for who in (None, taken(few), taken(few, by_me=True)):
                view = a_notice(few, alert=reason, reminder=reminder, news=news, taken=who)
                status = Status.ACKNOWLEDGED if who else Status.RECEIVED
                name = f"notice {reason} {reminder} {news} {bool(who)} {who and who.by_me}"
                drawn[name] = notice.notice(look, replace(view, actions=_doorbell(status)))
    return drawn


def _receipts(look: Look, few: str) -> dict[str, Card]:
    later = TEN + timedelta(days=1)
    alone = a_receipt(few, cases=(a_line(few, Status.UNDELIVERED, delivered=(), taken=None),), can_record_owner=True)
    told = replace(alone, cases=(a_line(few, Status.OWNER_TOLD, delivered=(), taken=None),), can_record_owner=False)
    owner = a_receipt(few, readers=((Role.OWNER_CONTACT, few),), read_from=later)
    views = {
        "now": a_receipt(few), "danger": a_receipt(few, danger=True), "later": a_receipt(few, read_from=later),
        "owner later": owner, "not delivered": alone, "not delivered, danger": replace(alone, danger=True),
        "nobody reached": a_receipt(few, nobody_reached=True), "owner told": told,
        "added": a_receipt(few, added=(TEN, later)),
        "waiting": a_receipt(few, cases=(a_line(few, Status.RECEIVED, delivered=(), taken=None),)),
    }  # fmt: skip
    drawn = {f"receipt, {name}": receipt.receipt(look, view) for name, view in views.items()}
    return drawn | {"ask owner told": receipt.ask_owner_told(look, alone)}
