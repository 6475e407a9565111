"""Every card there is, with somebody's words wherever somebody's words can stand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cards import (
    absence,
    adjacent,
    answer,
    case,
    case_plan,
    casework,
    caution,
    changed,
    drill,
    following,
    log,
    notice,
    overview,
    plain,
    question,
    readiness,
    receipt,
    tasks,
    wheel,
    witness,
    words,
)
from cards import owner_notice as owner_cards
from cards.look import Look, Surface
from cards.parts import Card, card, quote
from dialogs.absence import ABSENCE
from dialogs.asking import asked_of
from dialogs.before_sending import ADULTS_THERE
from dialogs.belonging import BELONGING
from dialogs.casework import FORMS
from dialogs.changing import CHANGING
from dialogs.codes import CODE
from dialogs.registration import REGISTRATION
from dialogs.report import REPORT
from dialogs.student import STUDENT
from dialogs.student_follow import STUDENT_FOLLOW
from dialogs.supplement import OWNER_TOLD, SUPPLEMENT
from domain.adjacent import ADJACENT
from domain.agenda import Call, Due
from domain.better import FACES, OwnAnswer
from domain.case import Reason, Status
from domain.case_plan import MOST, Immediate, Level, Measure, Version
from domain.case_views import (
    Ahead,
    Duties,
    Entry,
    IdentityCheck,
    Log,
    Menu,
    Parted,
    Proposal,
    TaskCard,
    TaskLine,
    TaskPage,
    ToldBy,
)
from domain.casefile import CaseFile, Gate
from domain.caution import Caution
from domain.checkpoint import Witness
from domain.chronology import Chapter, Chronology
from domain.clocks import Clock, Kind
from domain.codes import AUTHOR
from domain.deeds import DEEDS
from domain.drill import BESIDE, DrillCard, DrillLine, DrillResult, DrillRung
from domain.drill import Standing as Stands
from domain.evidence import Proof
from domain.flow import Carried, Choice, Day, Fault, Flow, Line, Long, Option, Page, Problems, Toggle
from domain.following import Answer, Following, Message, Question, Reader, Rights
from domain.inquiry import WHOSE, Whose
from domain.lifecycle import ACTIONS, Party, Transition, allowed
from domain.listing import ENDED_CASES, OPEN_CASES
from domain.note import Note
from domain.occasions import Pace, Window
from domain.origin import Door, Naming, Origin, Teller
from domain.overview import Band, Item, Next, Overview, OwnersOverview, SchoolLine
from domain.owner import HELP, OWNER
from domain.owner_views import OwnerCard
from domain.parents import UNDECIDED
from domain.people import Absence, Role
from domain.plan_views import Delivery, PlanPage, Row, Sheet, changes
from domain.profile import ARCHIVABLE, TOPICS, Archive, Emergency, Number
from domain.readiness import ROWS, Checked, Readiness, State
from domain.report import CHANNEL_WORDS, Channel
from domain.sides import Above, Side
from domain.tasks import DOCUMENTS, Work
from domain.text import LANGUAGES, Text, beside, same
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
    Unmailed,
    WheelCard,
    WheelLine,
    WheelPage,
)
from domain.wheel import EVERYBODY, MANAGEMENT
from domain.wheel import Status as Standing
from domain.wheel_year import Progress
from tests.builders import MONDAY, TEN, a_case, a_school
from tests.cards.students_cards import students_cards

LOOKS = tuple(Look(language, surface) for language in LANGUAGES for surface in Surface)
LOOK = Look()
REFERENCE = "2026-K7Q4M"
WORKED = tuple(form.flow for form in FORMS.values())
FLOWS = (
    REPORT, SUPPLEMENT, OWNER_TOLD, REGISTRATION, BELONGING, ABSENCE, STUDENT, CODE, *CHANGING, *STUDENT_FOLLOW,
    *WORKED,
)  # fmt: skip
STEPS = tuple(step for flow in (*FLOWS[:3], *STUDENT_FOLLOW) for page in flow.pages for step in page.steps)
LOGGED = {step.id: step for form in FORMS.values() for step in form.steps}
LIMIT = 28 * 1024
DOORBELL = ("acknowledge", "open")
PLAN_NAME = Text("aktivitetsplan", "aktivitetsplan", "activity plan")
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
    for step in (*STEPS, *LOGGED.values()):
        match step.input:
            case Line(longest) | Long(longest):
                answers[step.id] = wrote[:longest]
            case Choice(options=options) if options:
                answers[step.id] = options[0].id
            case Toggle():
                answers[step.id] = "false"
            case Carried():
                answers[step.id] = "offered"
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
        Clock(kind, starts, due, wrote, met_at, passed, passed, waived, days, about, kind is Kind.PLAN, TEN, sent)
        for kind in Kind
        for sent in (None, *([TEN] if kind is Kind.OWNER_NOTICE else []))
        for starts, due, met_at, passed, waived, days in (
            (TEN, later, None, False, False, 0), (TEN, later, None, True, False, 8),
            (TEN, None, None, False, False, 1), (TEN, None, later, False, False, 2),
            (TEN, None, later, False, True, 3), (None, None, None, False, False, 0),
        )
        if due or kind is not Kind.STATE_WEEK
    )  # fmt: skip


_CHECK = IdentityCheck("Randi Ås", TEN, is_them=True)
# Everybody who can have told, by how much of them is seen.
TELLERS: Mapping[str, ToldBy] = {
    "self": ToldBy(Origin(Teller.STUDENT, Door.TEAMS, Naming.NAMED, about_self=True), "Emil Strand"),
    "self, withheld": ToldBy(Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True)),
    "self, opened": ToldBy(
        Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True), "Emil Strand", is_opened=True
    ),
    "self, unnamed": ToldBy(Origin(Teller.STUDENT, Door.PAGE, Naming.UNNAMED, about_self=True)),
    "another student": ToldBy(Origin(Teller.STUDENT, Door.PAGE, Naming.UNNAMED)),
    "a parent": ToldBy(Origin(Teller.PARENT, Door.PAGE, Naming.NAMED), "Eva Dal", reach="99 00 11 22"),
    "staff, not checked": ToldBy(Origin(Teller.STAFF, Door.PAGE, Naming.NAMED), "Tor Vik", reach="99 00 11 22"),
    "staff, checked": ToldBy(Origin(Teller.STAFF, Door.PAGE, Naming.NAMED), "Tor Vik", check=_CHECK),
    "staff, another": ToldBy(
        Origin(Teller.STAFF, Door.PAGE, Naming.NAMED), "Tor Vik", check=replace(_CHECK, is_them=False)
    ),
}


def _of_tellers(look: Look, few: str) -> dict[str, Card]:
    """An opened case for each, with what was asked and what was said to it."""
    drawn = {"answer": answer.answer(look, Answer("report-1"))}
    for name, teller in TELLERS.items():
        written = {"name": few} if teller.name else {}
        written |= {"reach": few} if teller.reach else {}
        check = {"check": replace(teller.check, by=few)} if teller.check else {}
        who = replace(involved(few), student="", teller=replace(teller, **written, **check))
        told = (
            Told(TEN, {"what": few}),
            Told(TEN, {"ask_words": few}, few, is_question=True),
            Told(TEN, {"said": few}),
        )
        view = content(few, involved=who, told=told, times=(("told_unnamed", "", TEN), ("open_name", few, TEN)))
        drawn[f"content, {name}"] = case.content(look, view, (*STEPS, *asked_of(teller.origin, {})))
    return drawn


KINDRED = Kindred(
    (Kin("case-2", "2026-DDDDD", TEN, first=True), Kin("case-3", "2026-EEEEE", TEN)),
    tuple(Kin(f"case-{n}", f"2026-HHHH{n}", TEN, joinable=n % 2 == 0, ended=n > 6) for n in range(4, 9)),
)


def content(wrote: str, **but: Any) -> Content:
    view = Content(
        involved=involved(wrote[:200]), school=wrote[:200], status=Status.ACKNOWLEDGED, danger=True,
        told=(Told(TEN, written(wrote)),), taken=taken(wrote[:100]),
        times=(("told", wrote[:100], TEN), ("delivered", wrote[:100], TEN), ("acknowledge", wrote[:100], TEN)),
        siblings=("2026-AAAAA", "2026-CCCCC"), direct=True, kindred=KINDRED, police_contact=wrote[:100],
        clocks=every_clock(wrote[:100]), mine=a_task_page(wrote[:100]).open[:2],
        proposals=a_task_page(wrote[:100]).proposals,
        actions=allowed(a_case(status=Status.ACKNOWLEDGED), {Party.RECEIVER}),
    )  # fmt: skip
    return replace(view, **but)


def a_page(look: Look, flow: Flow, page: Page, wrote: str, name: str, wrong: bool) -> Card:
    source = (Option("id-1", same(name)),)
    options = dict.fromkeys(
        (
            "schools",
            "other_schools",
            "resembling",
            "leaders",
            "tellers",
            "channels",
            "join",
            "unjoin",
            "colleagues",
            "others",
            "shared_measures",
            "plan_version",
            "tasks",
            "proposals",
            "waivable",
            "own_examples",
            "adults",
            "naming",
        ),
        source,
    )
    answers = {step: said for step, said in written(wrote).items() if step in {s.id for s in page.steps}}
    answers["direct_topics"] = ",".join(TOPICS)
    answers[WHOSE] = Whose.OTHER  # so that every question of a page is asked
    answers[ADULTS_THERE] = "true"
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
        "hello leader": plain.hello(
            look,
            words.RECEIVER_HELLO,
            school,
            "",
            plain.Leading(True, True, "fjellvik", receives=True, presence=Presence(AWAY[0], ((few, AWAY[0]),))),
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
        "menu": casework.menu(look, Menu("case-1", REFERENCE, tuple(ACTIONS[action] for action in DEEDS), whole=True)),
        "missing": casework.missing(look, "case-1", _every_gate()),
        "plan": case_plan.page(look, a_plan_page(wrote), "https://varsle.example/plan/abc"),
        "plan, two at once": case_plan.page(look, two_at_once(wrote)),
        "plan, not written": case_plan.page(look, replace(a_plan_page(few), sheet=None, versions=(), since=0)),
        "log": log.log(look, a_log(wrote), LOGGED),
        "log, nothing": log.log(look, replace(a_log(wrote), entries=()), LOGGED),
        "log, own": log.log(look, replace(a_log(wrote), own=True), LOGGED),
        "content, next": case.content(
            look, content(few, ahead=Ahead(ACTIONS["assess"], _every_gate()), plan=PLAN_NAME, whole=True), STEPS
        ),
        "content, undecided": case.content(look, content(few, undecided=UNDECIDED), STEPS),
        **_of_tellers(look, few),
        "content, ended": case.content(look, content(few, status=Status.CLOSED_WITHOUT_PLAN), STEPS),
        "content, answered": case.content(
            look, content(few, own_answer=OwnAnswer("no", 2, TEN), is_worse=True, whole=True), STEPS
        ),
        "content, above": case.content(look, content(few, above=ABOVE, duties=ADJACENT), STEPS),
        "duties": adjacent.page(look, Duties("case-1", REFERENCE, ADJACENT[:3], ADJACENT[3:], few)),
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
    for form in FORMS.values():
        for page in form.made(form.flow, a_file(wrote)).pages:
            drawn[f"{form.action} {page.id}, made"] = a_page(look, form.flow, page, wrote, name, wrong=True)
    return (
        drawn
        | _tasks(look, wrote)
        | _notices(look, few)
        | _to_owner(look, few)
        | _receipts(look, few)
        | _wheels(look, few)
        | _drills(look, few)
        | _cautions(look, few)
        | students_cards(look, wrote, name, a_receipt, a_line, acute(few))
        | _lists(look, few)
        | _followed(look, wrote)
    )


def a_following(wrote: str, **but: Any) -> Following:
    """With a long talk, every role that can have asked or read, and all that can stand on the page."""
    few = wrote[:100]
    talk = tuple(Message(TEN, by, wrote) for by in (*Role, None))
    readers = tuple(Reader(role, TEN, is_name) for role in Role for is_name in (False, True))
    rights = Rights(few, few, few, few, False, MONDAY, (few, few), (Number(few, few),))
    view = Following(
        "report-1", Origin(Teller.STUDENT, about_self=True), TEN, True, (a_line(few),), talk,
        Question("case-1", MONDAY), a_plan_page(wrote), readers, rights, False, True, OwnAnswer("no", 1, TEN),
    )  # fmt: skip
    return replace(view, **but)


def _followed(look: Look, wrote: str) -> dict[str, Card]:
    few = wrote[:100]
    bare = Rights(few, "", few, few, True, None, (), ())
    nothing = {"talk": (), "question": None, "plan": None, "readers": (), "answer": None, "rights": bare}
    views = {
        "following": a_following(wrote),
        "following, nothing yet": a_following(few, **nothing),
        "following, nobody": a_following(few, cases=(a_line(few, Status.UNDELIVERED),)),
        "following, a parent": a_following(few, origin=Origin(Teller.PARENT, Door.PAGE)),
        "following, of another": a_following(few, origin=Origin(Teller.STUDENT)),
        "following, ended": a_following(few, has_ended=True, question=None),
        "following, by a colleague": a_following(few, origin=Origin(door=Door.PAGE), can_answer=False, **nothing),
        **{f"following, {face}": a_following(few, answer=OwnAnswer("unsure", face, TEN)) for face in FACES},
    }
    held_apart = following.page(look, views["following"], f"{AUTHOR}1")
    parts = {f"following, part {n}": following.page(look, views["following"], "", n) for n in range(1, 12)}
    return (
        {name: following.page(look, view) for name, view in views.items()}
        | parts
        | {"following, held apart": held_apart}
    )


def a_task_page(wrote: str) -> TaskPage:
    """A task of each kind, one of everything that can be the matter with one, and those that have ended."""
    few = wrote[:100]
    line = TaskLine("t1", Work.TALK, few, wrote[:2000], few, MONDAY, actions=("finish_task", "move_task", "drop_task"))
    written = tuple((str(what), TEN) for what in sorted(DOCUMENTS))
    going = (
        replace(line, is_overdue=True, token="t" * 32), replace(line, who="", is_unreached=True),
        replace(line, work=Work.JOURNAL, to_archive=written), *(replace(line, work=work) for work in Work),
    )  # fmt: skip
    ended = (replace(line, ended_at=TEN, is_done=True), replace(line, ended_at=TEN, who=""))
    plan = tuple(Proposal(f"S0-{n}", Work.TALK, few, few if n % 2 else "", n > 2) for n in range(1, 13))
    return TaskPage("case-1", REFERENCE, going, ended, plan)


def _tasks(look: Look, wrote: str) -> dict[str, Card]:
    whole = a_task_page(wrote)
    drawn = {
        "tasks": tasks.page(look, whole),
        "tasks, none": tasks.page(look, replace(whole, open=(), ended=(), proposals=())),
        "witness": witness.card_of(look, Witness("0123456789abcdef" * 4, TEN)),
        "task parted": tasks.parted(look, Parted(REFERENCE)),
        "task doorbell, closed": tasks.doorbell(look, TaskCard("case-1", REFERENCE, Call.GIVEN, None, closed=True)),
    }
    cards = {call: TaskCard("case-1", REFERENCE, call, MONDAY) for call in Call}
    return drawn | {f"task doorbell, {call}": tasks.doorbell(look, view) for call, view in cards.items()}


def a_measure(wrote: str = "Fast plass", **but: Any) -> Measure:
    whole = Measure(
        "1.1", wrote[:1500], wrote[:1500], wrote[:300], "id-1", wrote[:100], wrote[:200], MONDAY, Level.CLASS,
        wrote[:1000],
    )  # fmt: skip
    return replace(whole, **but)


def a_version(wrote: str, number: int = 1, based_on: int = 0, **but: Any) -> Version:
    measures = (a_measure(wrote), a_measure(wrote, id=f"{number}.2", evaluate=None, level=None))
    version = Version(number, based_on, "id-1", TEN, measures, wrote[:3000], wrote[:2000], short=number == 1)
    return replace(version, **but)


def a_sheet(version: Version, wrote: str, complete: bool = False) -> Sheet:
    rows = tuple(Row(m, wrote[:100], unled=m.evaluate is None) for m in version.measures)
    return Sheet(version, wrote[:100], rows, TEN if complete else None)


def a_plan_page(wrote: str, **but: Any) -> PlanPage:
    """The second version, which changes everything in the first, with all that can stand around it."""
    few = wrote[:100]
    one = a_version(wrote)
    two = a_version(wrote, 2, 1, view="", part="", measures=(a_measure(few, problem="", evaluate=None, level=None),))
    sheets = (a_sheet(one, wrote, complete=True), a_sheet(two, wrote))
    given = ("student", "parents", "others")
    deliveries = tuple(
        Delivery(given, few, MONDAY, few, said, wrote[:2000], TEN) for said in ("accepted", "not_accepted", "")
    )
    at_once = Immediate(a_measure(few, id=""), few, "id-1", TEN)
    view = PlanPage(
        "case-1", REFERENCE, few, few, PLAN_NAME, sheets[1], since=1, changes=changes(one, two),
        versions=sheets,
        immediate=((at_once, Row(at_once.measure, few), few),), deliveries=deliveries, can_write=True, can_measure=True,
    )  # fmt: skip
    return replace(view, **but)


def two_at_once(wrote: str) -> PlanPage:
    """The third version was begun from the first, while the second came."""
    view = a_plan_page(wrote)
    three = a_sheet(a_version(wrote, 3, 1), wrote)
    return replace(view, sheet=three, beside=view.versions[1:], since=2, versions=(*view.versions, three))


def _every_gate() -> tuple[Gate, ...]:
    return tuple(gate for deed in DEEDS.values() for gate in (*deed.gates, *deed.wants))


def a_file(wrote: str) -> CaseFile:
    """A case in which everything is written that a form shows again, by somebody or in a school's own file."""
    school = replace(a_school(), archive=Archive(wrote[:100], ARCHIVABLE))
    measures = {f"m{n}.measure": wrote[:2000] for n in range(1, MOST + 1)}
    goes_on = {f"m{n}.result": "continue" for n in range(1, MOST + 1)}
    said = (
        ("plan", measures), ("evaluate", goes_on), ("age", {"age_kind": "adult"}),
        ("consent", {"consent_kind": "given", "consent_scope": wrote[:1000], "consent_day": "2026-11-23"}),
    )  # fmt: skip
    notes = (Note("case-1", f"token-{n}", action, "id-1", TEN, answers) for n, (action, answers) in enumerate(said))
    return CaseFile(a_case(status=Status.EVALUATING), school, tuple(notes), MONDAY)


def a_log(wrote: str) -> Log:
    """An entry for each form."""
    asked = {flow.name: {step.id for page in flow.pages for step in page.steps} for flow in WORKED}
    said = written(wrote)
    entries = (
        Entry(action, wrote[:100], TEN, {s: said[s] for s in steps & set(said)}) for action, steps in asked.items()
    )
    return Log("case-1", REFERENCE, tuple(entries))


def an_item(wrote: str = "", **but: Any) -> Item:
    coming = Next("task", mine=True, day=MONDAY, late=True)
    return replace(Item("case-1", REFERENCE, wrote, Status.ACTING, False, Band.LATE, coming), **but)


def every_item(wrote: str) -> tuple[Item, ...]:
    """One under each heading, with everything that can come next."""
    by_day = [Next(what, False, day=MONDAY) for what in (*Due, "another")]
    return (
        an_item(wrote, band=Band.WAITING, danger=True, by_self=True, next=Next("acknowledge", True, by=TEN)),
        an_item(wrote, band=Band.WAITING, next=Next("open", False, by=TEN, late=True)),
        an_item(wrote),
        *(an_item(wrote, band=Band.WEEK, next=coming) for coming in by_day),
        an_item(wrote, band=Band.UNDATED, next=Next("assess", True)),
        an_item(wrote, band=Band.ENDED, status=Status.CLOSED, next=None),
    )


def a_readiness(wrote: str) -> Readiness:
    """Each row there, missing and not yet; more evidence than is shown."""
    proofs = tuple(
        Proof(what, "who-1", TEN) for what in ("told", "registered", "supplement", "hear", "close", "minutes")
    )
    rows = tuple(Checked(row, state, proofs if state is State.THERE else ()) for row in ROWS for state in State)
    return Readiness("case-1", REFERENCE, rows, {"who-1": wrote})


def a_chapter(**but: Any) -> Chapter:
    return replace(Chapter("case-1", REFERENCE, TEN, Status.ACTING, 0, "", None, here=True), **but)


CHAPTERS = (
    *(a_chapter(here=False, plans=n, status=Status.CLOSED, ending=ending, ended_at=TEN)
      for n, ending in enumerate((*readiness.ENDINGS, ""))),
    a_chapter(),
)  # fmt: skip


def _lists(look: Look, few: str) -> dict[str, Card]:
    schools = tuple(SchoolLine(few, "2026/27", told, lately) for told in (0, None, 12) for lately in (True, False))
    full = OwnersOverview(every_item(few)[:8], schools * 7)
    return {
        "cases": overview.cases(look, Overview(every_item(few)[:8], OPEN_CASES, "2|2026-12-01|case-1"), owner=True),
        "cases, ended": overview.cases(look, Overview(every_item(few)[-1:], ENDED_CASES)),
        "cases, nothing": overview.cases(look, Overview((), OPEN_CASES)),
        "cases, none of these": overview.cases(look, Overview((), "received")),
        "owner's schools": overview.owners(look, full),
        "owner's schools, nothing waits": overview.owners(look, replace(full, waiting=(), schools=schools)),
        "ready": readiness.readiness(look, a_readiness(few)),
        "ready, all there": readiness.readiness(look, replace(a_readiness(few), rows=a_readiness(few).rows[:1])),
        "chronology": readiness.chronology(look, Chronology("case-1", REFERENCE, CHAPTERS)),
        "chronology, no name": readiness.chronology(look, Chronology("case-1", REFERENCE, CHAPTERS[-1:], False)),
    }


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
        "notice, ended": notice.notice(look, a_notice(few, ended=Status.CLOSED)),
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


ABOVE = Above(tuple(Side), MONDAY, (OWNER, HELP))


def _to_owner(look: Look, few: str) -> dict[str, Card]:
    """The card of the owner's people, told or asked for help, before and after somebody has confirmed."""
    views = {
        f"owner notice, {about} {who and who.by_me}": OwnerCard("case-1", REFERENCE, few, few, about, who, False)
        for about in (OWNER, HELP)
        for who in (None, taken(few), taken(few, by_me=True))
    }
    views["owner notice, left"] = OwnerCard("case-1", REFERENCE, few, few, OWNER, None, True)
    raised = notice.notice(look, a_notice(few, raised=True, taken=taken(few), actions=_doorbell(Status.ACKNOWLEDGED)))
    drawn = {name: owner_cards.notice(look, view) for name, view in views.items()} | {"notice, raised": raised}
    for name, whom in (("no mail", few), ("no mail outside", "")):
        unmailed = a_notice(few, unmailed=Unmailed(whom, few, few), actions=_doorbell(Status.ACKNOWLEDGED))
        drawn[f"notice, {name}"] = notice.notice(look, unmailed)
    return drawn


def _receipts(look: Look, few: str) -> dict[str, Card]:
    later = TEN + timedelta(days=1)
    alone = a_receipt(few, cases=(a_line(few, Status.UNDELIVERED, delivered=(), taken=None),), can_record_owner=True)
    told = replace(alone, cases=(a_line(few, Status.OWNER_TOLD, delivered=(), taken=None),), can_record_owner=False)
    owner = a_receipt(few, readers=((Role.OWNER_CONTACT, few),), read_from=later)
    views = {
        "now": a_receipt(few), "own duties": a_receipt(few, own_duties=ADJACENT),
        "danger": a_receipt(few, danger=True), "later": a_receipt(few, read_from=later),
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


def _cautions(look: Look, few: str) -> dict[str, Card]:
    school = replace(a_school(), emergency=(Number(few, few),), helplines=(Number(few, few),))
    found = Caution(True, True, True, True, True)
    return {
        "caution": card(caution.notes(look, found, school)),
        "caution, apart": card(caution.notes(look, found, school, apart=True)),
        "caution, apart, nothing": card([quote(few), *caution.notes(look, Caution(), school, apart=True)]),
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
