"""What is owed on a case and when the next step falls due, computed from its history. Nothing here is stored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import takewhile

from domain.access import acknowledgement, only_helps, shut_out
from domain.case import Case, Event, Happened, Reason
from domain.lifecycle import ACTIONS, BEGINS, TOLD_STARTS, Duty, Party, Transition
from domain.once import once
from domain.people import Person, PersonId, Register
from domain.profile import School
from domain.routing import Rung, ladder
from domain.seeking import reminders
from domain.workdays import add_school_hours, next_school_hour, oslo_day, start_of_day


class Kind(StrEnum):
    """What falls due: a reminder to those told, the next rung, an alarm when no rung is left; or a day in the case."""

    REMIND = "remind"
    ESCALATE = "escalate"
    ALARM = "alarm"
    NUDGE = "nudge"


@dataclass(frozen=True, slots=True)
class Move:
    """The next thing the clock will do to a case, and to whom."""

    at: datetime
    kind: Kind
    to: Rung
    reason: Reason


@dataclass(frozen=True, slots=True)
class Wave:
    """Those told last, since when their limit runs, the duty they are told to meet, and what has happened since.

    Before and after are the history's order, not its times: two things may happen at one instant.
    """

    duty: Duty
    since: datetime
    people: Rung
    later: tuple[Happened, ...]

    def has(self, *what: str) -> bool:
        return any(h.what in what for h in self.later)


@once
def open_duty(case: Case, register: Register) -> Duty | None:
    """What is owed now, by the life cycle's rows: what was started and has not been met since.

    What a receiver did counts for as long as they are not shut out (8.1); what the reporter did, always. A duty that
    somebody's own earlier act has met is not started by their next one: who has read it need not read it again, but
    another's look does not do for the one who takes it.
    """
    if not BEGINS[case.status]:
        return None
    out = shut_out(case, register)
    ledger = _Ledger(set(BEGINS[case.status]))
    for h in case.on_this_way:
        row = ACTIONS.get(h.what)
        if h.what == Event.ALERTED:
            ledger.told(h)
        elif row and not (Party.RECEIVER in row.by and (h.who in out or only_helps(h.who, case, register))):
            ledger.did(h.who, row)
    return next((duty for duty in Duty if duty in ledger.owed), None)


@dataclass
class _Ledger:
    """What is owed so far, what each has met, and, of a duty taken over, those who alone can meet it."""

    owed: set[Duty]
    met: set[tuple[PersonId | None, Duty]] = field(default_factory=set)
    heirs: dict[Duty, set[PersonId | None]] = field(default_factory=dict)

    def told(self, h: Happened) -> None:
        """After somebody has taken over, also those who are told when they do not open it."""
        started = {duty for duty in TOLD_STARTS.get(h.note, ()) if (h.who, duty) not in self.met}
        self.owed |= started
        for duty in started | set(self.heirs):
            self.heirs.setdefault(duty, set()).add(h.who)

    def did(self, who: PersonId | None, row: Transition) -> None:
        self.met |= {(who, duty) for duty in row.meets}
        self.owed -= {duty for duty in row.meets if who in self.heirs.get(duty, {who})}
        self.owed |= {duty for duty in row.starts if (who, duty) not in self.met}
        for duty in row.starts:
            self.heirs.pop(duty, None)


@once
def wave(case: Case, register: Register) -> Wave | None:
    """The wave that is running. An acknowledgement starts one of its own: the limit runs anew (ruling 18)."""
    duty = open_duty(case, register)
    if duty is None:
        return None
    if duty is Duty.TELL_OWNER:
        return _since(case, duty, {Event.TOLD, Event.CAME, Event.ROUTED, Event.REMINDED}, case.keepers)
    taken = acknowledgement(case, register) if duty is Duty.OPEN else None
    starts = [i for i, h in enumerate(case.history) if h.what == Event.ALERTED or h is taken]
    if not starts:
        return Wave(duty, case.told_at, (), case.history[1:])
    last = case.history[starts[-1]]
    people = (last.who,) if last is taken else _told_with(case.history[: starts[-1] + 1])
    return Wave(duty, last.at, tuple(p for p in people if p), case.history[starts[-1] + 1 :])


def _since(case: Case, duty: Duty, what: set[str], people: Rung) -> Wave:
    at = max(i for i, h in enumerate(case.history) if h.what in what)
    return Wave(duty, case.history[at].at, people, case.history[at + 1 :])


def _told_with(history: tuple[Happened, ...]) -> tuple[PersonId | None, ...]:
    """Those alerted together with the last one."""
    last = history[-1]
    together = takewhile(lambda h: (h.what, h.at, h.note) == (last.what, last.at, last.note), reversed(history))
    return tuple(h.who for h in together)[::-1]


def limit_end(start: datetime, share: float, case: Case, school: School) -> datetime:
    """When `share` of the limit has passed: wall time in danger, school hours otherwise."""
    if case.danger:
        return start + school.limits.in_danger * share
    return add_school_hours(start, school.limits.acknowledge * share, school.calendar)


def next_move(case: Case, register: Register, now: datetime) -> Move | None:
    """What the clock does next, or None when nothing is owed and no day comes.

    The time of the move follows from the history, so a process that slept finds it overdue; `now` decides who is
    present, and that a reminder is left out when the whole limit has passed.
    """
    owed = _owed_move(case, register, now)
    soonest = next(iter(reminders(case, register, now)), None)
    if soonest and (owed is None or soonest.at < owed.at):
        return Move(soonest.at, Kind.NUDGE, soonest.to, Reason.TASK)
    return owed


def _owed_move(case: Case, register: Register, now: datetime) -> Move | None:
    """What the duty that is owed lets the clock do."""
    running = wave(case, register)
    if running is None:
        return None
    school = register.schools[case.school]
    whole = limit_end(running.since, 1, case, school)
    if running.duty is Duty.TELL_OWNER:
        return Move(whole, Kind.REMIND, running.people, Reason.NO_ANSWER)
    reason = Reason.NOT_OPENED if running.duty is Duty.OPEN else Reason.NO_ANSWER
    dead = _why_dead(running, case, register)
    if dead:
        return _onward(case, register, now, running, *dead)
    absent = _absence(running, case, register)
    if absent and absent.at < whole:
        return absent
    if now < whole and not running.has(Event.REMINDED):
        half = limit_end(running.since, 0.5, case, school)
        return Move(half, Kind.REMIND, _able(running, case, register), _why_asked(running, case) or reason)
    return _onward(case, register, now, running, whole, reason)


def _why_asked(running: Wave, case: Case) -> Reason | None:
    """Taken over, when that is why this wave was told; its reminder says the same."""
    first = case.history[case.version - len(running.later) - 1]
    return Reason.TAKEN_OVER if first.note == Reason.TAKEN_OVER and running.duty is Duty.OPEN else None


def _able(running: Wave, case: Case, register: Register) -> Rung:
    """Those of the wave who were reached, and may still answer."""
    missed = {h.who for h in running.later if h.what in (Event.UNDELIVERED, Event.LEFT)}
    out = shut_out(case, register) | missed
    return tuple(p for p in running.people if p not in out)


def _absence(running: Wave, case: Case, register: Register) -> Move | None:
    """To the next who have not been told, when nobody in this wave is certain to be there (E7): at once, or when that
    begins. None while somebody is there, or when nobody else is left."""
    people = [p for who in _able(running, case, register) if (p := register.person(who))]
    begins = [_away_from(p, running.since, case, register) for p in people]
    if not begins or None in begins:
        return None
    at = max(filter(None, begins))
    if not all(p.may_be_away(oslo_day(at)) for p in people):
        return None
    to = _untold(case, ladder(case, register, oslo_day(at)))
    return Move(at, Kind.ESCALATE, to, Reason.ABSENT) if to else None


def _away_from(person: Person, since: datetime, case: Case, register: Register) -> datetime | None:
    """When their absence begins to matter to a case they were told of at `since`: in school hours, in danger at once.

    The owner's contacts are told in turn whether they are away or not.
    """
    ahead = (a for a in person.away if a.last >= oslo_day(since))
    absent = min(ahead, key=lambda a: a.first, default=None)
    if absent is None or person in register.owners(case.school):
        return None
    begins = start_of_day(absent.first)
    hours = begins if case.danger else next_school_hour(begins, register.schools[case.school].calendar)
    return max(since, hours)


def _why_dead(running: Wave, case: Case, register: Register) -> tuple[datetime, Reason] | None:
    """Since when and why nobody in this wave will answer; None while somebody can.

    Also when somebody has acknowledged in it who turned out to be shut out: nobody else in it was waited for.
    """
    out = shut_out(case, register)
    fallen = running.duty is Duty.ACKNOWLEDGE and _has_fallen(running, case, register)
    if _able(running, case, register) and not fallen:
        return None
    recused = [h.at for h in running.later if h.what == "recuse"]
    if recused and (fallen or out.intersection(running.people)):
        return recused[-1], Reason.DISQUALIFIED
    lost = [h for h in running.later if h.what in (Event.UNDELIVERED, Event.LEFT)]
    left = bool(lost) and lost[-1].what == Event.LEFT
    return max((h.at for h in lost), default=running.since), Reason.LEFT if left else Reason.UNREACHED


def _has_fallen(running: Wave, case: Case, register: Register) -> bool:
    """Whether somebody's answer that they are inhabil, since this wave began, took an acknowledgement with it."""
    first = case.version - len(running.later)
    recusals = (i for i in range(first, case.version) if case.history[i].what == "recuse")
    return any(acknowledgement(replace(case, history=case.history[:i]), register) for i in recusals)


def _onward(case: Case, register: Register, now: datetime, running: Wave, soonest: datetime, reason: Reason) -> Move:
    """The next rung at `soonest`. Those told before are told again when the whole limit has passed, not sooner.

    An alarm when nobody is left, or nobody could be reached: once for each wave, and again each limit while
    there is nobody to tell.
    """
    school = register.schools[case.school]
    to = _next_rung(case, ladder(case, register, oslo_day(now)), register, reason)
    if to and (not set(to) <= _told(case) or reason is Reason.DISQUALIFIED):
        return Move(soonest, Kind.ESCALATE, to, reason)
    if (not to or reason is Reason.UNREACHED) and not running.has(Event.ALARMED):
        return Move(soonest, Kind.ALARM, (), reason)
    if to:
        return Move(limit_end(running.since, 1, case, school), Kind.ESCALATE, to, reason)
    alarmed = [h.at for h in running.later if h.what == Event.ALARMED]
    return Move(limit_end(alarmed[-1], 1, case, school), Kind.ALARM, (), reason)


def _next_rung(case: Case, rungs: tuple[Rung, ...], register: Register, reason: Reason) -> Rung:
    """The first rung with somebody not told yet; then the owner's contacts in turn, the longest untold first.

    When somebody is disqualified the case goes back to the first rung that is left (ruling 19).
    """
    if reason is Reason.DISQUALIFIED and rungs:
        return rungs[0]
    if fresh := _untold(case, rungs):
        return fresh
    everybody = [p for rung in rungs for p in rung]
    owners = {p.id for p in register.owners(case.school)}
    last_told = {h.who: i for i, h in enumerate(case.history) if h.what == Event.ALERTED}
    contacts = [p for p in everybody if p in owners] or everybody
    return tuple(sorted(contacts, key=lambda p: last_told.get(p, -1))[:1])


def _untold(case: Case, rungs: tuple[Rung, ...]) -> Rung:
    """Those not told yet of the first rung that has any."""
    told = _told(case)
    return next((fresh for rung in rungs if (fresh := tuple(p for p in rung if p not in told))), ())


def _told(case: Case) -> frozenset[PersonId | None]:
    return frozenset(h.who for h in case.on_this_way if h.what == Event.ALERTED)
