"""Every card there is, with somebody's words wherever somebody's words can stand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cards import absence, case, changed, drill, notice, plain, question, receipt, wheel, words
from cards.look import Look, Surface
from cards.parts import Card
from dialogs.absence import ABSENCE
from dialogs.belonging import BELONGING
from dialogs.changing import CHANGING
from dialogs.owner_notice import TELL_OWNER
from dialogs.registration import REGISTRATION
from dialogs.report import REPORT
from dialogs.supplement import OWNER_TOLD, SUPPLEMENT
from domain.case import Reason, Status
from domain.clocks import Clock, Kind
from domain.drill import BESIDE, DrillCard, DrillLine, DrillResult, DrillRung
from domain.drill import Standing as Stands
from domain.flow import Choice, Day, Fault, Flow, Line, Long, Option, Page, Problems, Toggle
from domain.lifecycle import Party, Transition, allowed
from domain.occasions import Pace, Window
from domain.people import Absence, Role
from domain.profile import TOPICS, Emergency, Number
from domain.report import CHANNEL_WORDS, Channel
from domain.text import LANGUAGES, beside, same
from domain.views import (
    CaseLine,
    Changed,
    Content,
    Involved,
    Kin,
    Kindred,
    Notice,
    Own,
    Presence,
    Receipt,
    Registered,
    Taken,
    Told,
    WheelCard,
    WheelLine,
    WheelPage,
)
from domain.wheel import EVERYBODY, MANAGEMENT
from domain.wheel import Status as Standing
from domain.wheel_year import Progress
from tests.builders import MONDAY, TEN, a_case, a_school

LOOKS = tuple(Look(language, surface) for language in LANGUAGES for surface in Surface)
LOOK = Look()
REFERENCE = "2026-K7Q4M"
FLOWS = (REPORT, SUPPLEMENT, OWNER_TOLD, TELL_OWNER, REGISTRATION, BELONGING, ABSENCE, *CHANGING)
STEPS = tuple(step for flow in FLOWS[:4] for page in flow.pages for step in page.steps)
LIMIT = 28 * 1024
DOORBELL = ("acknowledge", "open")
AWAY = (Absence(MONDAY, MONDAY), Absence(MONDAY, partly=True))


def size(card: Card) -> int:
    return len(json.dumps(card, ensure_ascii=False).encode())


def walk(thing: Any) -> Iterator[dict[str, Any]]:
    """Every object in a card, the card itself first."""
    if isinstance(thing, Mapping):
        yield dict(thing)
    for inner in thing.values() if isinstance(thing, Mapping) else thing if isinstance(thing, list) else ():
        yield from walk(inner)


def buttons(card: Card) -> list[str]:
    """The verbs of the buttons a reader sees or unfolds, in order, without what stands in for one on old clients."""
    stands_in = {id(b["fallback"]) for b in actions(card) if isinstance(b.get("fallback"), dict)}
    return [b["data"]["verb"] for b in actions(card) if id(b) not in stands_in]


def actions(thing: Any) -> Iterator[dict[str, Any]]:
    if isinstance(thing, dict) and str(thing.get("type", "")).startswith("Action.") and "data" in thing:
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
    return tuple(r for r in allowed(a_case(status=status), {Party.RECEIVER}) if r.action in DOORBELL)


def a_receipt(wrote: str = "Fjellvik", **but: Any) -> Receipt:
    view = Receipt(
        report="report-1", school=wrote, phone=wrote, told_at=TEN, cases=(a_line(wrote),),
        readers=((Role.PRINCIPAL, wrote), (Role.DEPUTY, wrote)), read_from=TEN, danger=False,
        emergency=acute(wrote), owner=wrote, owner_contact=wrote, added=(), nobody_reached=False,
        past_the_school=False,
        can_record_owner=False,
    )  # fmt: skip
    return replace(view, **but)


def acute(wrote: str) -> Emergency:
    return Emergency((Number(wrote, wrote),), (wrote, wrote), incident_report=True)


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
            case Day():
                answers[step.id] = "2026-11-23"
            case Clock():
                answers[step.id] = "10:00"
    return answers


def every_clock(wrote: str) -> tuple[Clock, ...]:
    """Each kind, running, passed and met; a school's own words where they can stand."""
    later = TEN + timedelta(days=7)
    about = same(wrote)
    return tuple(
        Clock(kind, starts, due, wrote, met_at, passed, passed, waived, days, about, kind is Kind.PLAN, TEN)
        for kind in Kind
        for starts, due, met_at, passed, waived, days in (
            (TEN, later, None, False, False, 0), (TEN, later, None, True, False, 8),
            (TEN, None, None, False, False, 1), (TEN, None, later, False, False, 2),
            (TEN, None, later, False, True, 3), (None, None, None, False, False, 0),
        )
        if due or kind is not Kind.STATE_WEEK
    )  # fmt: skip


KINDRED = Kindred(
    (Kin("case-2", "2026-DDDDD", TEN, first=True), Kin("case-3", "2026-EEEEE", TEN)),
    tuple(Kin(f"case-{n}", f"2026-HHHH{n}", TEN, joinable=n % 2 == 0) for n in range(4, 9)),
)


def content(wrote: str, **but: Any) -> Content:
    view = Content(
        involved=involved(wrote[:200]), school=wrote[:200], status=Status.ACKNOWLEDGED, danger=True,
        told=(Told(TEN, written(wrote)),), taken=taken(wrote[:100]),
        times=(("told", wrote[:100], TEN), ("delivered", wrote[:100], TEN), ("acknowledge", wrote[:100], TEN)),
        siblings=("2026-AAAAA", "2026-CCCCC"), direct=True, kindred=KINDRED, police_contact=wrote[:100],
        clocks=every_clock(wrote[:100]),
        actions=allowed(a_case(status=Status.ACKNOWLEDGED), {Party.RECEIVER}),
    )  # fmt: skip
    return replace(view, **but)


def a_page(look: Look, flow: Flow, page: Page, wrote: str, name: str, wrong: bool) -> Card:
    source = (Option("id-1", same(name)),)
    options = dict.fromkeys(
        ("schools", "other_schools", "resembling", "leaders", "tellers", "channels", "join", "unjoin"), source
    )
    answers = {step: said for step, said in written(wrote).items() if step in {s.id for s in page.steps}}
    answers["direct_topics"] = ",".join(TOPICS)
    faults = Problems({s.id: list(Fault)[i % len(Fault)] for i, s in enumerate(page.steps)}, nothing_given=True)
    return question.page(
        look, page, f"{flow.name}.answer", answers, options, faults if wrong else Problems(),
        notes=question.emergency(look, acute(wrote[:100])), token="t" * 32, school="fjellvik",
    )  # fmt: skip


def every_card(look: Look, wrote: str, name: str = "Ola Dal") -> dict[str, Card]:
    """By name. `wrote` stands wherever a person, a school's file or the directory can have written something."""
    few = wrote[:100]
    school = replace(a_school(), name=few, phone=few, emergency=(Number(few, few), Number(few, few)))
    drawn = {
        "hello": plain.hello(look, words.HELLO_BODY, school, token="t" * 32),
        "hello student": plain.hello(look, words.STUDENT_HELLO, school),
        "hello leader": plain.hello(
            look,
            words.RECEIVER_HELLO,
            school,
            "",
            plain.Leading("fjellvik", receives=True, presence=Presence(AWAY[0], ((few, AWAY[0]),))),
        ),
        "hello present": plain.hello(
            look, words.RECEIVER_HELLO, school, "", plain.Leading(presence=Presence(None, ((few, AWAY[1]),)))
        ),
        "away saved": absence.saved(look, AWAY[0]),
        "away saved, open": absence.saved(look, AWAY[1]),
        "hello nowhere": plain.hello(look, words.HELLO_BODY, None),
        "message": plain.message(look, words.NO_SUCH, words.NO_SUCH_BODY),
        "involved": case.involved(look, involved(few)),
        "content": case.content(look, content(wrote), STEPS),
        "told": case.told(look, Own((Told(TEN, written(wrote)),)), STEPS, "report-1"),
        "told, written down": case.told(look, Own((_written_down(wrote),), to_confirm=True), STEPS, "report-1"),
        "content, written down": case.content(look, _registered_content(wrote), STEPS),
        "recused": case.recused(look),
        "changed": changed.changed(look, Changed("accuse", "case-1", REFERENCE, False, few, few)),
        "told, corrected": case.told(look, Own((Told(TEN, written(wrote), corrected_by=few),)), STEPS, "report-1"),
        "changed, undelivered": changed.changed(look, Changed("accuse", "", REFERENCE, True, few, few)),
        "mine": receipt.mine(look, [a_receipt(few)] * 12),
        "mine, nothing": receipt.mine(look, []),
    }
    for flow in FLOWS:
        for page in flow.pages:
            for wrong in (True, False):
                drawn[f"{flow.name} {page.id} {wrong}"] = a_page(look, flow, page, wrote, name, wrong)
    return drawn | _notices(look, few) | _receipts(look, few) | _wheels(look, few) | _drills(look, few)


def registered(wrote: str, **but: Any) -> Registered:
    view = Registered(
        wrote, TEN - timedelta(days=1), beside(wrote, CHANNEL_WORDS[Channel.BOX]), wrote, TEN, can_be=True
    )
    return replace(view, **but)


def _written_down(wrote: str) -> Told:
    return Told(TEN, written(wrote), registered=registered(wrote[:100], confirmed_at=TEN))


def _registered_content(wrote: str) -> Content:
    few = wrote[:100]
    times = ("told_orally", few, TEN), ("registered", few, TEN), ("confirm", few, TEN), ("told", "", TEN)
    added = Told(TEN, {"more": few}, by=few)
    return content(wrote, told=(_written_down(wrote), added), times=times, involved=replace(involved(few), reporter=""))


def _notices(look: Look, few: str) -> dict[str, Card]:
    drawn = {
        "notice, left": notice.notice(look, a_notice(few, closed_to_me=True, actions=())),
        "notice, sent on": notice.notice(look, a_notice(few, forwarded_to=few, actions=())),
    }
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
        "sent on": a_receipt(few, cases=(a_line(few, Status.FORWARDED), a_line(few, elsewhere=few))),
        "to confirm": a_receipt(few, registered=registered(few), to_confirm=True),
        "confirmed": a_receipt(few, registered=registered(few, confirmed_at=later)),
        "written down": a_receipt(few, registered=registered(few), mine=False),
        "written down, left": a_receipt(few, registered=registered(few), mine=False, closed_to_me=True),
        "waiting": a_receipt(few, cases=(a_line(few, Status.RECEIVED, delivered=(), taken=None),)),
    }  # fmt: skip
    drawn = {f"receipt, {name}": receipt.receipt(look, view) for name, view in views.items()}
    return drawn | {"ask owner told": receipt.ask_owner_told(look, alone)}


OCTOBER = Window("week:41..42", date(2026, 10, 5), date(2026, 10, 18))
ALL_YEAR = Window("times:7..8", date(2026, 8, 10), date(2027, 6, 18), Pace.COUNTED, 7)


def a_wheel_line(wrote: str = "Elevsamtaler", **but: Any) -> WheelLine:
    line = WheelLine(
        task="F-01//week:41..42", name=wrote, stated=wrote, about=wrote, by=("contact_teacher",), with_=(wrote,),
        years=("vg1", "vg2"), window=OCTOBER, status=Standing.DUE, progress=Progress(0, 1), last=None, n=1, undo=None,
    )  # fmt: skip
    return replace(line, **but)


def a_wheel_card(*lines: WheelLine, wrote: str = "Fjellvik", joined: str = "", waiting: int = 0) -> WheelCard:
    return WheelCard("fjellvik", wrote, "2026-10-05", joined, lines, waiting)


def a_wheel_page(
    *lines: WheelLine, wrote: str = "Fjellvik", page: str = "", whole: bool = True, **but: Any
) -> WheelPage:
    months = (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
    counts = {standing: 1 for standing in Standing}
    view = WheelPage("fjellvik", wrote, "2026/27", wrote, page, whole, counts, lines, months, 10)
    return replace(view, **but)


def wheel_lines(wrote: str) -> tuple[WheelLine, ...]:
    """A line for each way it can stand, for one and for several, with what may be done and taken back."""
    by_me, by_other = taken(wrote, by_me=True), taken(wrote)
    return (
        *(a_wheel_line(wrote, status=standing) for standing in Standing),
        a_wheel_line(wrote, progress=Progress(1, 1, finished=True), last=by_me, n=0, undo=("", 1)),
        a_wheel_line(wrote, progress=Progress(1, 38, people=True), last=by_other, by=(MANAGEMENT, EVERYBODY)),
        a_wheel_line(wrote, window=ALL_YEAR, progress=Progress(3, 7), last=by_me, n=4, undo=("", 3), by=()),
        a_wheel_line(
            wrote, window=replace(ALL_YEAR, pace=Pace.OPEN, needs=0), progress=Progress(2, 0), last=by_other, n=3,
            status=Standing.CONTINUOUS,
        ),
    )  # fmt: skip


def a_drill_card(wrote: str = "Randi Ås", **but: Any) -> DrillCard:
    return replace(DrillCard("d" * 32, wrote, wrote, TEN, None, is_over=False), **but)


def a_drill_result(wrote: str = "Randi Ås", many: int = 1, **but: Any) -> DrillResult:
    """A line for each way it can stand, on the ladder and beside it."""
    spans = {Stands.REACHED: (timedelta(seconds=2), None), Stands.CONFIRMED: (timedelta(0), timedelta(seconds=72))}
    lines = tuple(
        DrillLine(wrote, Role.PRINCIPAL, stands, TEN, *spans.get(stands, (None, None))) for stands in Stands
    )  # fmt: skip
    rungs = tuple(DrillRung(number, TEN, lines * many) for number in (1, BESIDE))
    later = TEN + timedelta(minutes=12)
    view = DrillResult("fjellvik", wrote, wrote, TEN, later, is_over=False, would_stop_at=1, rungs=rungs)
    return replace(view, **but)


def _drills(look: Look, few: str) -> dict[str, Card]:
    schools = [("fjellvik", few, True), ("solvik", few, False)]
    return {
        "drill, begin": drill.begin(look, schools),
        "drill, told": drill.notice(look, a_drill_card(few)),
        "drill, confirmed": drill.notice(look, a_drill_card(few, acknowledged_at=TEN)),
        "drill, too late": drill.notice(look, a_drill_card(few, is_over=True)),
        "drill, result": drill.result(look, a_drill_result(few)),
        "drill, a result of many": drill.result(look, a_drill_result(few, many=4)),
        "drill, result, nobody": drill.result(look, a_drill_result(few, is_over=True, would_stop_at=None)),
    }


def _wheels(look: Look, few: str) -> dict[str, Card]:
    lines = wheel_lines(few)
    pages = {page: a_wheel_page(*lines, wrote=few, page=page) for page in ("", "8", "10", "6", "year")}
    return {
        "wheel card": wheel.card(look, a_wheel_card(*lines, wrote=few)),
        "wheel card, joined": wheel.card(look, a_wheel_card(*lines, wrote=few, joined=few, waiting=3)),
        "wheel page, own": wheel.page(look, a_wheel_page(*lines, wrote=few, whole=False, others=(("b", few),))),
        "wheel page, nothing": wheel.page(look, a_wheel_page(wrote=few)),
        "wheel exported": wheel.exported(look, "fjellvik", [few, few]),
        **{f"wheel page {page}": wheel.page(look, view) for page, view in pages.items()},
    }
