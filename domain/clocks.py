"""The clocks of a case: every limit that runs in it, with its source. Computed from its history; nothing is stored.

A clock without `due` is "straks" or "snarest": no number stands in the Act or in the school's plan, and none is made
up here. It counts as due at once when the clocks are put in order, and is never called overdue by a machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum

from domain.access import (
    acknowledgement,
    acts_as_head,
    is_about_a_leader,
    only_helps,
    shut_out,
    taken_in_hand,
)
from domain.agenda import Date, Due, agenda
from domain.case import Case, Event, Happened, Status
from domain.case_plan import label
from domain.deadlines import limit_end, wave
from domain.inquiry import first_entry_at, investigated_at
from domain.lifecycle import Duty
from domain.owner import (
    EVERY_RECIPIENT,
    UNFOUNDED,
    is_at_owner,
    must_tell_owner,
    owed_since,
    recipients,
    sent_at,
    told_owner,
)
from domain.people import Register, Role
from domain.plan_deeds import limit_met
from domain.profile import School
from domain.tasks import WORK_WORDS
from domain.text import Text, appended
from domain.workdays import OSLO, add_working_days, end_of_day, oslo_day, week_has_passed_on


class Kind(StrEnum):
    """What a clock measures."""

    ACKNOWLEDGE = "acknowledge"
    OPEN = "open"
    OWNER_NOTICE = "owner_notice"
    INVESTIGATE = "investigate"
    PLAN = "plan"
    TASK = "task"
    EVALUATION = "evaluation"
    STATE_WEEK = "state_week"


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit. `starts` is None while what starts it has not happened yet; `days` are those gone since it started.
    `passed` when `due` lies behind us, `overdue` when somebody is late for it. `waived` when it was met by a written
    reason why it need not be.

    `due` is the last instant in time; for `STATE_WEEK` the beginning of the first day on which Statsforvalteren no
    longer rejects for time, which nobody can be late for. `source` is the paragraph, or the id of the rule in the
    school's plan. `about` is whom or what it concerns, in words; `accepted` a plan that must have been accepted;
    `aware` when rektor in person knew; `sent_at` when a notice was sent here that may still be confirmed.
    """

    kind: Kind
    starts: datetime | None
    due: datetime | None
    source: str = ""
    met_at: datetime | None = None
    passed: bool = False
    overdue: bool = False
    waived: bool = False
    days: int = 0
    about: Text | None = None
    accepted: bool = False
    aware: datetime | None = None
    sent_at: datetime | None = None

    @property
    def pressing(self) -> bool:
        """Late, or due at once: telling the owner is "straks" and its breach is punished (§ 12-9)."""
        return self.overdue or (self.kind is Kind.OWNER_NOTICE and self.met_at is None)


def clocks(case: Case, register: Register, now: datetime, told_orally_at: datetime | None = None) -> tuple[Clock, ...]:
    """Every clock of the case: the overdue first, then the soonest, then those that have been met.

    `told_orally_at` is when rektor was told in person of what was registered here afterwards. A report that was never
    delivered has none: nobody here handles it (ruling 2).
    """
    if case.status in (Status.UNDELIVERED, Status.OWNER_TOLD):
        return ()
    school = register.schools[case.school]
    running = (
        *_answers(case, register, school),
        *_owner_notices(case, register, school),
        *_investigation(case, told_orally_at),
        *_plan(case, school, told_orally_at),
        *_dates(case, register),
        *_state_week(case, register, told_orally_at),
    )
    return tuple(sorted((_as_of(clock, now) for clock in running), key=_order))


def _as_of(clock: Clock, now: datetime) -> Clock:
    days = (oslo_day(now) - oslo_day(clock.starts)).days if clock.starts else 0
    week = clock.kind is Kind.STATE_WEEK
    passed = clock.due is not None and (now > clock.due or (week and now == clock.due))
    overdue = passed and clock.met_at is None and not week
    return replace(clock, days=days, passed=passed, overdue=overdue)


def _order(clock: Clock) -> tuple[bool, bool, bool, datetime]:
    soonest = clock.due or clock.starts or datetime.max.replace(tzinfo=UTC)
    return clock.met_at is not None, not clock.overdue, not clock.pressing, soonest


def _answers(case: Case, register: Register, school: School) -> Iterator[Clock]:
    """Acknowledging and opening (rulings 5 and 18): as they run now, or as they ran when somebody met them."""
    field = "limits.in_danger" if case.danger else "limits.acknowledge"
    taken = acknowledgement(case, register)
    opened = _opening_after(taken, case, register) if taken else None
    for kind, duty, met in ((Kind.ACKNOWLEDGE, Duty.ACKNOWLEDGE, taken), (Kind.OPEN, Duty.OPEN, opened)):
        running = wave(_before(case, met), register)
        if running is not None and running.duty is duty:
            due = limit_end(running.since, 1, case, school)
            yield Clock(kind, running.since, due, school.sources.get(field, ""), met.at if met else None)


def _opening_after(taken: Happened, case: Case, register: Register) -> Happened | None:
    """The first by one who has the case, since the acknowledgement that stands."""
    out = shut_out(case, register)
    later = case.history[case.history.index(taken) :]
    opened = (h for h in later if h.what == "open" and h.who not in out)
    return next((h for h in opened if not only_helps(h.who, case, register)), None)


def _before(case: Case, happened: Happened | None) -> Case:
    """The case as it was just before something happened; as it is now when nothing has."""
    return replace(case, history=case.history[: case.history.index(happened)]) if happened else case


def _owner_notices(case: Case, register: Register, school: School) -> Iterator[Clock]:
    """Rektor tells the owner straks (ruling 3): one clock for each recipient. It runs from when rektor took the case
    (§ 12-5), or from when the case was judged serious (§ 12-4 second paragraph).

    None in a leader case, which goes to the owner itself.
    """
    began = taken_in_hand(case, register)
    source = must_tell_owner(case, school)
    if began is None or not source:
        return
    starts = owed_since(case, school, began)
    for recipient in recipients(school):
        met = told_owner(case, recipient, register)
        at, waived = (met.at, met.note == UNFOUNDED) if met else (None, False)
        about, waits = EVERY_RECIPIENT[recipient], sent_at(case, recipient)
        yield Clock(Kind.OWNER_NOTICE, starts, None, source, at, waived=waived, about=about, sent_at=waits)


def _investigation(case: Case, told_orally_at: datetime | None) -> Iterator[Clock]:
    """Snarest, from when the school knew (§ 12-4); met by the first that is written down."""
    yield Clock(Kind.INVESTIGATE, _received(case, told_orally_at), None, "§ 12-4", first_entry_at(case))


def _plan(case: Case, school: School, told_orally_at: datetime | None) -> Iterator[Clock]:
    """What the school's plan says of when there must be a written one (S4-2, S4-3, S1-13), until it is met (E58)."""
    plan, sources, about = school.plan, school.sources, label(school)
    met_at, waived = limit_met(case, plan.accepted) or (None, False)
    if plan.within is not None:
        starts = _received(case, told_orally_at)
        due = end_of_day(add_working_days(oslo_day(starts), plan.within, school.calendar))
        source = sources.get("plan.within", "§ 12-4")
        yield Clock(Kind.PLAN, starts, due, source, met_at, waived=waived, about=about, accepted=plan.accepted)
    elif plan.after_investigation:
        source = sources.get("plan.after_investigation", "§ 12-4")
        starts_at = investigated_at(case)
        yield Clock(Kind.PLAN, starts_at, None, source, met_at, waived=waived, about=about, accepted=plan.accepted)


def _dates(case: Case, register: Register) -> Iterator[Clock]:
    """Tasks, whose they are, and the evaluation; the plan and the owner have clocks of their own, and meetings stand
    by themselves.
    """
    for date_ in agenda(case, register):
        if date_.due in (Due.TASK, Due.EVALUATION):
            kind = Kind.EVALUATION if date_.work is None else Kind.TASK
            yield Clock(kind, date_.since, end_of_day(date_.day), about=_whose(date_, register))


def _whose(date_: Date, register: Register) -> Text | None:
    return appended(WORK_WORDS[date_.work], register.name(date_.who)) if date_.work else None


def _received(case: Case, told_orally_at: datetime | None) -> datetime:
    return min(case.told_at, told_orally_at or case.told_at)


def _state_week(case: Case, register: Register, told_orally_at: datetime | None) -> Iterator[Clock]:
    """The week before Statsforvalteren (§ 12-6), from the earliest delivery to rektor or acting rektor, in leader cases
    to the owner; not from the opening (ruling 4). An oral report counts from when it was told.
    """
    delivered = next((h.at for h in case.all(Event.DELIVERED) if _is_raised_with(h, case, register)), None)
    raised = min((at for at in (delivered, told_orally_at) if at), default=None)
    if raised:
        due = datetime.combine(week_has_passed_on(oslo_day(raised)), time.min, OSLO).astimezone(UTC)
        yield Clock(Kind.STATE_WEEK, raised, due, "§ 12-6", aware=_rektor_aware(case, register))


def week_ends(case: Case, register: Register, told_orally_at: datetime | None = None) -> date | None:
    """The first day on which Statsforvalteren can be asked (§ 12-6); None where nobody has yet been told."""
    return next((oslo_day(clock.due) for clock in _state_week(case, register, told_orally_at) if clock.due), None)


def _is_raised_with(delivered: Happened, case: Case, register: Register) -> bool:
    who = delivered.who or ""
    if acts_as_head(who, case.school, delivered.at, register):
        return True
    return is_about_a_leader(case, register) and is_at_owner(who, case.school, register)


def _rektor_aware(case: Case, register: Register) -> datetime | None:
    """When rektor acknowledged or opened it in person: nobody is aware on behalf of another."""
    heads = {p.id for p in register.holders(case.school, Role.PRINCIPAL)}
    return next((h.at for h in case.all("acknowledge", "open") if h.who in heads), None)
