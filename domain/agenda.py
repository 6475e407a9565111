"""The days that stand in a case: what somebody must have done by when, and when they are reminded of it.

Read from the case's history; nothing is stored. Each reminder is written into the history once it has been sent, so
that a process that slept repeats none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.access import (
    acknowledgement,
    has_sight,
    is_about_a_leader,
    may_be_tasked,
    may_see,
    standing,
    taken_in_hand,
)
from domain.better import worse_since
from domain.booking import unwritten
from domain.case import Case, Event, Reason
from domain.evaluation import planned
from domain.owner import must_tell_owner, owed_since, recipients, told_owner
from domain.people import PersonId, Register, Role
from domain.plan_deeds import TOLD
from domain.status import IN_HAND
from domain.tasks import Task, Work, open_tasks, unarchived
from domain.workdays import Calendar, add_working_days, next_school_hour, oslo_day, start_of_day

AGAIN = timedelta(weeks=1)  # until what is overdue is said once more to the one in charge
_DAY = timedelta(days=1)


class Due(StrEnum):
    """What is due."""

    TASK = "task"
    EVALUATION = "evaluation"
    PLAN = "plan"  # to be communicated, where the school's plan has a number of days for it (S4-2)
    MINUTES = "minutes"  # of a meeting that stood in people's calendars and has been
    OWNER_NOTICE = "owner_notice"  # the owner is to be told straks (§ 12-4 second paragraph, § 12-5)


class Call(StrEnum):
    """Why somebody is told of a task or of another day in the case."""

    GIVEN = "given"
    CHOSEN = "chosen"  # a student has told something and wants to talk with just them
    NEWS = "news"  # to whom a student chose: whoever told has added something
    WORSE = "worse"  # to the one in charge: a student has answered that it is not better
    DUE = "due"
    MISSED = "missed"
    OWNERLESS = "ownerless"  # to the one in charge: whoever had it may not have it any more
    AT_ONCE = "at_once"  # to the one in charge: what the Act wants done straks is not done
    QUIET = "quiet"  # to the one in charge: the case waits for them, no day stands in it, and nothing has happened
    MINUTES = "minutes"  # to whoever called the meeting: it has been, and nobody has written minutes
    BETTER = "better"  # to the student themself: has it become better?
    NO_WORD = "no_word"  # to whoever handles the case: the student has not answered that
    UNREACHED = "unreached"  # to the one in charge: whoever got it cannot be reached in Teams


@dataclass(frozen=True, slots=True)
class Date:
    """One thing that is not done yet: on which day (Europe/Oslo) it is due, since when, and whose it is.

    `key` tells it apart from every other. `who` is "" when whoever had it may not have it any more.
    """

    key: str
    due: Due
    day: date
    who: PersonId
    since: datetime
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Nudge:
    """A reminder of one of the dates: when, why, to whom, and the word it leaves in the history."""

    at: datetime
    call: Call
    to: tuple[PersonId, ...]
    note: str


def in_charge(case: Case, register: Register) -> tuple[PersonId, ...]:
    """Those who have the case: whoever took it over last, or acknowledged it; rektor when none of them is left."""
    taken = acknowledgement(case, register)
    had = [h for h in case.on_this_way if h is taken or (h.what, h.note) == (Event.ALERTED, Reason.TAKEN_OVER)]
    still = [h for h in had if h.who and may_see(h.who, case, register)]
    if not still:
        return tuple(p.id for p in register.holders(case.school, Role.PRINCIPAL) if may_see(p.id, case, register))
    last = still[-1]
    return tuple(h.who for h in still if h.who and (h.what, h.at) == (last.what, last.at))


def agenda(case: Case, register: Register, told_orally_at: datetime | None = None) -> tuple[Date, ...]:
    """What is still to be done and has a day, soonest first; nothing in a case that is not in hand.

    `told_orally_at` is when the school first got to know of what was written down afterwards.
    """
    if case.school not in register.schools or standing(case, register).status not in IN_HAND:
        return ()
    who = handler(case, register)
    found = (
        *_tasks(case, register),
        *_evaluation(case, who),
        *_plan(case, register, who, told_orally_at),
        *_owner(case, register),
        *_minutes(case, register),
    )
    return tuple(sorted(found, key=lambda d: (d.day, d.key)))


def handler(case: Case, register: Register) -> PersonId:
    """Whose the days are that are nobody's task: of the one to whom the whole case is left, else of the one in charge.

    The responsibility stays: what is missed is told to the one in charge, too.
    """
    left = (t.who for t in open_tasks(case) if t.work is Work.HANDLE and may_be_tasked(t.who, case, register))
    return next(iter((*left, *in_charge(case, register))), "")


def overdue(case: Case, register: Register, today: date) -> tuple[Date, ...]:
    """What should have been done before `today`."""
    return tuple(d for d in agenda(case, register) if d.day < today)


def _tasks(case: Case, register: Register) -> Iterator[Date]:
    for task in open_tasks(case):
        who = task.who if may_be_tasked(task.who, case, register) else ""
        if task.work is Work.JOURNAL:
            yield from _journal(case, task, who, register.schools[case.school].calendar)
        else:
            yield Date(task.key, Due.TASK, task.due, who, task.since, task.work)


def _journal(case: Case, task: Task, who: PersonId, calendar: Calendar) -> Iterator[Date]:
    """It is done again and again: due while something is not in the archive, the working day after it was written."""
    oldest = next(iter(unarchived(case)), None)
    if oldest:
        day = max(task.due, add_working_days(oslo_day(oldest.at), 1, calendar))
        yield Date(
            f"{task.key} {case.history.index(oldest)}", Due.TASK, day, who, max(task.since, oldest.at), task.work
        )


def _evaluation(case: Case, who: PersonId) -> Iterator[Date]:
    """The day that the plan or the newest evaluation says; the same day when the student answers that it is worse."""
    found, sunk = planned(case), worse_since(case, "complete_plan", "evaluate", "reopen")
    if sunk and any(h.what == "complete_plan" for h in case.this_round):
        n, answer = sunk
        day = oslo_day(answer.at)
        yield Date(f"evaluation {n}", Due.EVALUATION, min(day, found[1]) if found else day, who, answer.at)
    elif found:
        n, day, since = found
        yield Date(f"evaluation {n}", Due.EVALUATION, day, who, since)


def _plan(case: Case, register: Register, who: PersonId, told_orally_at: datetime | None) -> Iterator[Date]:
    """Until it has been communicated, and where it must be accepted, answered: that it was not is for people to go on
    from (E58).
    """
    school = register.schools[case.school]
    unanswered = {TOLD} if school.plan.accepted else set()
    known_by_all = any(h.note not in unanswered for h in case.all("deliver_plan"))
    if school.plan.within is not None and not known_by_all:
        known = min(case.told_at, told_orally_at or case.told_at)
        day = add_working_days(oslo_day(known), school.plan.within, school.calendar)
        yield Date("plan 0", Due.PLAN, day, who, case.told_at)


def _owner(case: Case, register: Register) -> Iterator[Date]:
    """Until every recipient has been told, or it is decided with a reason that nobody is (ruling 3). It is for the one
    in charge, whoever handles the case.
    """
    school, began = register.schools[case.school], taken_in_hand(case, register)
    if began is None or is_about_a_leader(case, register) or not must_tell_owner(case, school):
        return
    if not all(told_owner(case, recipient, register) for recipient in recipients(school)):
        since = owed_since(case, school, began)
        who = next(iter(in_charge(case, register)), "")
        yield Date("owner 0", Due.OWNER_NOTICE, oslo_day(since), who, since)


def _minutes(case: Case, register: Register) -> Iterator[Date]:
    """Of each meeting, from its end, until its minutes have been written: by whoever called it."""
    for meeting in unwritten(case):
        who = meeting.called_by if has_sight(meeting.called_by, case, register) else ""
        yield Date(f"meeting {meeting.id}", Due.MINUTES, oslo_day(meeting.ends), who, meeting.ends)


def nudges(case: Case, register: Register, now: datetime) -> tuple[Nudge, ...]:
    """The next reminder of each date, soonest first. One that a later one has overtaken at `now` is left out."""
    dates = agenda(case, register)
    if case.school not in register.schools or standing(case, register).status not in IN_HAND:
        return ()
    it = _Standing(case, register, in_charge(case, register), now)
    found = (_next(d, it) for d in dates) if dates else iter((_quiet(it),))
    return tuple(sorted(found, key=lambda n: n.at))


def _quiet(it: _Standing) -> Nudge:
    """Where no day stands, a case that somebody has in hand is not forgotten: once a week, until something happens."""
    at = morning(oslo_day(it.case.history[-1].at + AGAIN), it.calendar)
    return Nudge(at, Call.QUIET, it.somebody(at, *it.charge), f"{Call.QUIET}")


@dataclass(frozen=True, slots=True)
class _Standing:
    """The case as a reminder finds it."""

    case: Case
    register: Register
    charge: tuple[PersonId, ...]
    now: datetime

    @property
    def calendar(self) -> Calendar:
        return self.register.schools[self.case.school].calendar

    def said(self, call: Call, date_: Date) -> datetime | None:
        """When this was last said."""
        return max((h.at for h in self.case.all(Event.NUDGED) if h.note == f"{call} {date_.key}"), default=None)

    def nudge(self, at: datetime, call: Call, date_: Date, *to: PersonId) -> Nudge:
        return Nudge(at, call, self.somebody(at, *to, *self.charge), f"{call} {date_.key}")

    def somebody(self, at: datetime, *people: PersonId) -> tuple[PersonId, ...]:
        """These, each once; and while all of them are away, with rektor and the others who were told and may see it."""
        day, case = oslo_day(at), self.case
        heads = (p.id for p in self.register.holders(case.school, Role.PRINCIPAL))
        others = (who for who in (*heads, *sorted(case.told)) if may_see(who, case, self.register))
        there = () if any(who and not self.is_away(who, day) for who in people) else others
        here = (who for who in there if not self.is_away(who, day))
        return tuple(dict.fromkeys(who for who in (*people, *here) if who))

    def is_away(self, who: PersonId, day: date) -> bool:
        person = self.register.person(who)
        return person is None or person.is_away(day)


def _next(date_: Date, it: _Standing) -> Nudge:
    return _WHEN.get(date_.due, _on_its_day)(date_, it)


def _at_once(date_: Date, it: _Standing) -> Nudge:
    """When the next school hour begins after it was owed, and then every working morning."""
    said = it.said(Call.AT_ONCE, date_)
    if said is None or said < date_.since:
        hour = (date_.since + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        return it.nudge(next_school_hour(hour, it.calendar), Call.AT_ONCE, date_)
    return it.nudge(morning(oslo_day(said) + _DAY, it.calendar), Call.AT_ONCE, date_)


def _afterwards(date_: Date, it: _Standing) -> Nudge:
    """When it has been: to whoever called it, and once a week until it is written to the one in charge, too."""
    if said := it.said(Call.MINUTES, date_):
        return it.nudge(morning(oslo_day(said + AGAIN), it.calendar), Call.MINUTES, date_, date_.who)
    first = it.nudge(next_school_hour(date_.since, it.calendar), Call.MINUTES, date_, date_.who)
    return replace(first, to=(date_.who,)) if date_.who else first


def _on_its_day(date_: Date, it: _Standing) -> Nudge:
    """On the morning of the day, to whoever has it; on the next working morning also to the one in charge, and then
    to them alone, once a week. At once to the one in charge when nobody has it.
    """
    if not date_.who and it.said(Call.OWNERLESS, date_) is None:
        return it.nudge(date_.since, Call.OWNERLESS, date_)
    if missed := it.said(Call.MISSED, date_):
        return it.nudge(morning(oslo_day(missed + AGAIN), it.calendar), Call.MISSED, date_)
    late = morning(max(date_.day, oslo_day(date_.since)) + _DAY, it.calendar)
    on_the_day = _last_morning(date_.day, it.calendar)
    if it.now >= late or on_the_day <= date_.since or it.said(Call.DUE, date_):
        return it.nudge(late, Call.MISSED, date_, date_.who)
    both = it.nudge(on_the_day, Call.DUE, date_, date_.who)
    is_there = date_.who and not it.is_away(date_.who, oslo_day(on_the_day))
    return replace(both, to=(date_.who,)) if is_there else both


_WHEN: Mapping[Due, Callable[[Date, _Standing], Nudge]] = {Due.OWNER_NOTICE: _at_once, Due.MINUTES: _afterwards}


def morning(day: date, calendar: Calendar) -> datetime:
    """When the school opens on `day`, or on the next day it does."""
    return next_school_hour(start_of_day(day), calendar)


def _last_morning(day: date, calendar: Calendar) -> datetime:
    """When the school opens on `day`, or on the last day before it: what is due on a Sunday is said on the Friday."""
    at = morning(day, calendar)
    return at if oslo_day(at) == day else _last_morning(day - _DAY, calendar)
