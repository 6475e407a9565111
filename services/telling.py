"""Turning what happened to a case into outbox rows: new cards for those alerted, redrawn cards for the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from domain import overview
from domain.access import has_sight, may_act, may_see, standing
from domain.agenda import Call
from domain.audit import Entry, Outcome, chain_of
from domain.case import Case, Event, Happened, Reason, Status
from domain.deadlines import next_move
from domain.delivery import Card, Delivery, Shown
from domain.lifecycle import ACTIONS, Party
from domain.listing import Pressing
from domain.people import PersonId, Register
from domain.report import Answers, Report
from domain.tasks import chosen
from services.ports import House, Work

# The receipt in the chat follows the one in the form by a moment, so that it can tell who has got the report.
RECEIPT_PAUSE = timedelta(seconds=1)


def alerted(people: Iterable[PersonId], reason: Reason, now: datetime) -> tuple[Happened, ...]:
    return tuple(Happened(now, Event.ALERTED, who, reason) for who in people)


def alerts(case: Case, card: Card, people: Iterable[PersonId], reason: str, now: datetime) -> tuple[Delivery, ...]:
    """A new card to each; the case's version in the key makes a second run of the same moment harmless."""
    return tuple(
        Delivery(
            key=f"{card}:{case.id}:{who}:{case.version}",
            card=card, person=who, school=case.school, subject=case.id, due_at=now, alert=reason,
        )
        for who in people
    )  # fmt: skip


def receipt(report: Report, now: datetime) -> Delivery:
    """The card of the one who sent it, new in their chat."""
    return Delivery(
        key=f"{Card.RECEIPT}:{report.id}",
        card=Card.RECEIPT, person=report.sender, school=report.school, subject=report.id,
        due_at=now + RECEIPT_PAUSE,
    )  # fmt: skip


def to_confirm(report: Report, now: datetime) -> Delivery:
    """To whoever told: somebody has written it down. Not answering holds nothing back."""
    return Delivery(
        key=f"{Card.CONFIRM}:{report.id}",
        card=Card.CONFIRM, person=report.reporter, school=report.school, subject=report.id,
        due_at=now + RECEIPT_PAUSE,
    )  # fmt: skip


def to_keepers(case: Case, card: Card, now: datetime) -> tuple[Delivery, ...]:
    """A new card to whoever told or wrote it down: nobody else is left who can see to it that the owner or the school
    is told."""
    return tuple(
        Delivery(
            key=f"{card}:{case.report}:{case.id}:{case.version}:{who}",
            card=card, person=who, school=case.school, subject=case.report, due_at=now,
        )
        for who in case.keepers
    )  # fmt: skip


def news(case: Case, now: datetime) -> tuple[Delivery, ...]:
    """That whoever told has added something: to everybody who was told, and to the adult whom a student chose."""
    chose = sorted({*chosen(case)} - case.told)
    return *alerts(case, Card.NEWS, sorted(case.told), "", now), *alerts(case, Card.TASK, chose, Call.NEWS, now)


def answer(case: Case, alert: str, now: datetime) -> Delivery:
    """To whoever told: there is something for them, and nothing of what."""
    return Delivery(
        key=f"{Card.ANSWER}:{case.id}:{case.version}",
        card=Card.ANSWER, person=case.reporter, school=case.school, subject=case.report, due_at=now, alert=alert,
    )  # fmt: skip


def redrawing(shown: Shown, school: str, cause: str, now: datetime) -> Delivery:
    """The same card again, as things are when it is sent. `cause` is what has changed, at which version."""
    return Delivery(
        key=f"redraw:{shown.conversation}:{shown.activity}:{cause}",
        card=shown.card, person=shown.person, school=school, subject=shown.subject,
        due_at=now, alert=shown.alert, shown=shown.activity,
    )  # fmt: skip


def refresh(work: Work, case: Case, parties: Iterable[Party], now: datetime) -> None:
    """Queues the redrawing of every card that these parties have of this case."""
    subjects = {Party.RECEIVER: case.id, Party.REPORTER: case.report}
    for party in parties:
        for shown in work.shown(subjects[party]):
            work.queue(redrawing(shown, case.school, f"{case.id}:{case.version}", now))


def save(work: Work, house: House, case: Case, now: datetime) -> None:
    """Saves the case with its next due moment and its place in the lists, which are caches of what the history says."""
    case = standing(case, house.register)
    work.save_case(case, due(case, house.register, now), pressing(work, house, case))


def pressing(work: Work, house: House, case: Case) -> Pressing:
    """What its place in the lists goes by; when it was told orally matters only where a number of days runs."""
    if house.register.schools[case.school].plan.within is None:
        return overview.pressing(case, house.register)
    report = work.report(case.report)
    return overview.pressing(case, house.register, report.told_orally_at if report else None)


def due(case: Case, register: Register, now: datetime) -> datetime | None:
    move = next_move(case, register, now)
    return move.at if move else None


def act(
    work: Work, house: House, case: Case, action: str, who: PersonId, now: datetime,
    content: Answers | None = None, note: str = "", also: tuple[Happened, ...] = (), status: Status | None = None,
) -> Case:  # fmt: skip
    """What one row of the life cycle says: history, status, the cards of those concerned, and the audit.

    `content` is what was written with it: bound by the audit's entry, and not told there. `note` is a word of ours.
    `also` is what follows from it at once, and `status` where that leads.
    """
    row = ACTIONS[action]
    happened = Happened(now, row.action, who, note)
    later = case.after(happened, *also, status=status or row.to)
    save(work, house, later, now)
    if Party.RECEIVER in row.alerts:
        work.queue(*news(later, now))
    refresh(work, later, row.refreshes, now)
    bound = work.commitment(content) if content else ""
    work.audit(*entries(later, (happened,), who, bound), *entries(later, also))
    return later


def reading(case: Case, who: PersonId, page: str, now: datetime) -> Entry:
    """That one who has the case open reads a page of it (P11)."""
    return Entry(chain_of(case.route, case.school), now, who, "case:read", case.id, reason=page)


def entries(case: Case, happened: Iterable[Happened], actor: str = "", bound: str = "") -> tuple[Entry, ...]:
    """An audit entry for each thing that happened: by `actor`, else by whoever took an action, else by the system."""
    chain = chain_of(case.route, case.school)
    return tuple(
        Entry(chain, h.at, by or "system", f"case:{h.what}", case.id, reason=_about(h, by), commitment=bound)
        for h in happened
        for by in (actor or _doer(h),)
    )


def _doer(happened: Happened) -> str:
    return (happened.who or "") if happened.what in ACTIONS else ""


def _about(happened: Happened, actor: str) -> str:
    subject = happened.who if happened.who != actor else ""
    return " ".join(part for part in (subject, happened.note) if part)


HIDE_AFTER = timedelta(minutes=10)


def hide_later(work: Work, school: str, shown: Shown, now: datetime) -> None:
    """Content shown in a chat is redrawn neutral by itself, should its reader just leave."""
    work.queue(redrawing(shown, school, f"hidden:{now.isoformat()}", now + HIDE_AFTER))


# What sight is enough for: who comes too late to acknowledge sees who was first.
_SIGHT: Mapping[str, Callable[[PersonId, Case, Register], bool]] = {
    "acknowledge": may_see,
    "involved": has_sight,
    Event.MEETING_WANTED: has_sight,
    Event.MEETING_CALLED_OFF: has_sight,
}


def permitted(work: Work, house: House, case_id: str, who: PersonId, action: str, now: datetime) -> Case | None:
    """The case as it stands, when `who` may do this to it; else the refusal is written down."""
    case, register = work.case(case_id), house.register
    if case and (_SIGHT[action](who, case, register) if action in _SIGHT else may_act(who, action, case, register)):
        return standing(case, register)
    work.audit(refusal(house, who, f"case:{action}", case_id, now))
    return None


def refusal(house: House, who: PersonId, action: str, asked: str, now: datetime) -> Entry:
    """In the caller's school's chain, with the id that was asked for as it was asked: known or not."""
    person = house.register.person(who)
    school = min((p.school for p in person.posts), default="") if person else ""
    return Entry(f"school:{school}", now, who, action, asked[:64], Outcome.REFUSED)
