"""What is owed on a case and when the next step falls due, computed from its history. Nothing here is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.access import shut_out
from domain.case import Case, Event, Happened, Reason, Status
from domain.lifecycle import Duty
from domain.people import PersonId, Register, Role
from domain.profile import School
from domain.routing import Rung, ladder
from domain.workdays import add_school_hours, oslo_day


class Kind(StrEnum):
    """What falls due: a reminder to those told, the next rung, or an alarm when no rung is left."""

    REMIND = "remind"
    ESCALATE = "escalate"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Move:
    """The next thing the clock will do to a case, and to whom."""

    at: datetime
    kind: Kind
    to: Rung
    reason: Reason


@dataclass(frozen=True, slots=True)
class Wave:
    """Those told last, since when their limit runs, and the duty they are told to meet."""

    duty: Duty
    since: datetime
    people: Rung


def acknowledgement(case: Case, register: Register) -> Happened | None:
    """The acknowledgement that stands: the first by somebody who is not shut out (8.1)."""
    out = shut_out(case, register)
    return next((h for h in case.all("acknowledge") if h.who not in out), None)


def opening(case: Case, register: Register) -> Happened | None:
    """The first opening by somebody who is not shut out."""
    out = shut_out(case, register)
    return next((h for h in case.all("open") if h.who not in out), None)


def open_duty(case: Case, register: Register) -> Duty | None:
    """What is owed now: the owner told, else the acknowledgement, else the opening, else nothing."""
    if case.status in (Status.UNDELIVERED, Status.OWNER_TOLD):
        return Duty.TELL_OWNER if case.status is Status.UNDELIVERED else None
    if acknowledgement(case, register) is None:
        return Duty.ACKNOWLEDGE
    return None if opening(case, register) else Duty.OPEN


def wave(case: Case, register: Register) -> Wave | None:
    """The wave that is running. An acknowledgement starts one of its own: the limit runs anew (ruling 18)."""
    duty = open_duty(case, register)
    if duty is None:
        return None
    if duty is Duty.TELL_OWNER:
        return Wave(duty, _last(case, Event.REMINDED) or case.told_at, (case.reporter,))
    starts = [h for h in case.all(Event.ALERTED)]
    if duty is Duty.OPEN and (taken := acknowledgement(case, register)):
        starts.append(taken)
    if not starts:
        return Wave(duty, case.told_at, ())
    since = max(h.at for h in starts)
    return Wave(duty, since, tuple(sorted({h.who for h in starts if h.at == since and h.who})))


def _last(case: Case, what: str) -> datetime | None:
    return max((h.at for h in case.all(what)), default=None)


def limit_end(start: datetime, share: float, case: Case, school: School) -> datetime:
    """When `share` of the limit has passed: wall time in danger, school hours otherwise."""
    if case.danger:
        return start + school.limits.in_danger * share
    return add_school_hours(start, school.limits.acknowledge * share, school.calendar)


def next_move(case: Case, register: Register, now: datetime) -> Move | None:
    """What the clock does next, or None when nothing is owed.

    The time of the move follows from the history, so a process that slept finds it overdue; `now` decides who is
    present, and that a reminder is left out when the whole limit has passed.
    """
    running = wave(case, register)
    if running is None:
        return None
    school = register.schools[case.school]
    whole = limit_end(running.since, 1, case, school)
    if running.duty is Duty.TELL_OWNER:
        return Move(whole, Kind.REMIND, running.people, Reason.NO_ANSWER)
    dead = _why_dead(running, case, register)
    if dead:
        return _onward(case, register, now, dead[0], whole, dead[1])
    if now < whole and not any(h.at >= running.since for h in case.all(Event.REMINDED)):
        half = limit_end(running.since, 0.5, case, school)
        return Move(half, Kind.REMIND, running.people, _reason(running))
    return _onward(case, register, now, whole, whole, _reason(running))


def _reason(running: Wave) -> Reason:
    return Reason.NOT_OPENED if running.duty is Duty.OPEN else Reason.NO_ANSWER


def _why_dead(running: Wave, case: Case, register: Register) -> tuple[datetime, Reason] | None:
    """Since when and why nobody in this wave can answer; None while somebody can."""
    out = shut_out(case, register)
    missed = {h.who for h in case.all(Event.UNDELIVERED) if h.at >= running.since}
    if not set(running.people) <= (out | missed):
        return None
    recused = [h.at for h in case.all("recuse")]
    if recused and set(running.people) & out:
        return max(recused), Reason.DISQUALIFIED
    return _last(case, Event.UNDELIVERED) or running.since, Reason.UNREACHED


def _onward(case: Case, register: Register, now: datetime, soonest: datetime, whole: datetime, reason: Reason) -> Move:
    """The next rung at `soonest`; but those told before, or nobody, only when the `whole` limit has passed."""
    rungs = ladder(case, register, oslo_day(now))
    to = _next_rung(case, rungs, register, reason)
    again = set(to) <= case.told and reason is not Reason.DISQUALIFIED
    alarmed = _last(case, Event.ALARMED)
    if not to and alarmed:
        whole = limit_end(alarmed, 1, case, register.schools[case.school])
    at = whole if again and (to or alarmed) else soonest
    return Move(at, Kind.ESCALATE if to else Kind.ALARM, to, reason)


def _next_rung(case: Case, rungs: tuple[Rung, ...], register: Register, reason: Reason) -> Rung:
    """The first rung with somebody not told yet; then the owner's contacts in turn, the longest untold first.

    After somebody is disqualified the case goes back to the first rung that is left (ruling 19), once.
    """
    if reason is Reason.DISQUALIFIED and rungs and not _told_since_recusal(case, rungs[0]):
        return rungs[0]
    fresh = next((r for r in rungs if not set(r) <= case.told), None)
    if fresh:
        return tuple(p for p in fresh if p not in case.told)
    owners = {p.id for p in register.holders(case.school, Role.OWNER_CONTACT)}
    contacts = [p for r in rungs for p in r if p in owners] or [p for r in rungs for p in r]
    return tuple(sorted(contacts, key=lambda p: _last_told(case, p))[:1])


def _told_since_recusal(case: Case, rung: Rung) -> bool:
    since = _last(case, "recuse")
    return any(h.who in rung and since is not None and h.at > since for h in case.all(Event.ALERTED))


def _last_told(case: Case, who: PersonId) -> datetime:
    return max((h.at for h in case.all(Event.ALERTED) if h.who == who), default=case.told_at - timedelta(1))
