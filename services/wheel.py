"""The year wheel at work: what it is time for is put on a quiet card, and what is done is marked.

Nothing here reminds, alarms or goes on to anybody else: what is not marked shows to the leadership as not marked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.audit import Entry
from domain.delivery import Card, Delivery
from domain.people import PersonId
from domain.school_year import school_year
from domain.wheel import Task, for_joiners
from domain.wheel_year import SCHOOL, SHARED, Cue, Mark, WheelYear, leads, wheel_year
from domain.workdays import is_staffed, next_read, oslo_day
from services import telling
from services.ports import House, Work

JOINED = "joined "  # begins the name of a card about somebody new


def opened(work: Work, house: House, school: str, now: datetime) -> WheelYear:
    """The wheel of the school year that it is now. A school that is not served is a KeyError."""
    year = school_year(oslo_day(now), house.register.schools[school].year)
    return wheel_year(house.register, school, oslo_day(now), work.wheel_marks(school, year.label))


def due_cards(work: Work, house: House, school: str, now: datetime) -> tuple[Cue, ...]:
    """What it is time to put on cards at this school; nothing while nobody is there."""
    found = house.register.schools[school]
    if not found.wheel.rows or not is_staffed(now, found.calendar):
        return ()
    wheel = opened(work, house, school, now)
    told = frozenset((c.task, c.person, c.since) for c in work.wheel_cues(school, wheel.year.label))
    return wheel.cues(told, wheel.day.isoformat())


def send_cards(work: Work, house: House, school: str, now: datetime) -> int:
    """Queues one card for each person with everything that it has become time for; returns how many."""
    cues = due_cards(work, house, school, now)
    return _send(work, opened(work, house, school, now), cues, now, now) if cues else 0


def joined(work: Work, house: House, school: str, who: PersonId, now: datetime) -> int:
    """Somebody has begun to work at the school: what the plan has done for each new person is put on a card.

    Sent when the school next opens; a second time for the same person sends nothing.
    """
    wheel = opened(work, house, school, now)
    if all(p.id != who for p in house.register.workers(school)):
        return 0
    told = {(c.task, c.person) for c in work.wheel_cues(school, wheel.year.label)}
    tasks = for_joiners(wheel.tasks, who)
    cues = [
        Cue(task.key, one, wheel.day, f"{JOINED}{who}")
        for task in tasks
        for one in sorted(wheel.people(task).everyone - {who})
        if (task.key, one) not in told
    ]
    return _send(work, wheel, cues, now, next_read(now, wheel.school.calendar))


def _send(work: Work, wheel: WheelYear, cues: Iterable[Cue], now: datetime, at: datetime) -> int:
    given = tuple(cues)
    school, year = wheel.school.id, wheel.year.label
    work.add_wheel_cues(school, year, *given)
    cards = sorted({(cue.card, cue.person) for cue in given})
    for card, person in cards:
        key = f"{Card.WHEEL}:{school}:{card}:{person}"
        work.queue(Delivery(key, Card.WHEEL, person, school, subject(school, card), at))
    return len(cards)


def subject(school: str, card: str) -> str:
    """What a delivery of a card is about; `card_of` finds the card again."""
    return f"{school} {card}"


def card_of(delivery: Delivery) -> str:
    return delivery.subject.removeprefix(f"{delivery.school} ")


def mark(
    work: Work, house: House, who: PersonId, school: str, task: str, now: datetime, n: int = 0, whole: bool = False
) -> bool:
    """A task is done, for the `n`-th time (0: once more). False, and a refusal in the audit, when it is not theirs.

    One who answers for it marks it for themself, or for those who share it; a leader may mark it for the `whole`
    school. A second press of the same button changes nothing.
    """
    found = _theirs(work, house, who, school, task, now, "wheel:marked")
    if found is None:
        return False
    wheel, its = found
    whose = _whose(wheel, its, who, whole)
    made = [m.n for m in wheel.marks.get(its.key, ()) if m.whose == whose]
    following = max(made, default=0) + 1
    done = Mark(its.key, whose, min(n or following, following), its.name, who, now)
    if _may_still(wheel, its, who, whose) and work.mark_wheel(school, wheel.year.label, done):
        work.audit(_entry(wheel, "wheel:marked", done, who, now))
    return True


def _may_still(wheel: WheelYear, task: Task, who: PersonId, whose: str) -> bool:
    """A leader's word for the whole school counts until everybody has done it."""
    if whose == SCHOOL:
        return wheel.may_mark_for_all(task)
    return wheel.may_mark(task, who)


def _whose(wheel: WheelYear, task: Task, who: PersonId, whole: bool) -> str:
    people = wheel.people(task)
    if (whole and leads(wheel.register, wheel.school.id, who)) or who not in people.answering:
        return SCHOOL
    return who if who in people.each else SHARED


def unmark(work: Work, house: House, who: PersonId, school: str, task: str, now: datetime, whose: str, n: int) -> bool:
    """Takes a mark back: its maker may, and the leadership. False when it is not theirs to take back."""
    found = _theirs(work, house, who, school, task, now, "wheel:unmarked")
    if found is None:
        return False
    wheel, its = found
    made = next((m for m in wheel.marks.get(its.key, ()) if (m.whose, m.n) == (whose, n)), None)
    if made is None:
        return True
    if made.by != who and not leads(house.register, school, who):
        work.audit(telling.refusal(house, who, "wheel:unmarked", task, now))
        return False
    if work.unmark_wheel(school, wheel.year.label, made):
        work.audit(_entry(wheel, "wheel:unmarked", made, who, now))
    return True


def _theirs(
    work: Work, house: House, who: PersonId, school: str, task: str, now: datetime, action: str
) -> tuple[WheelYear, Task] | None:
    """The task, when `who` answers for it or leads the school."""
    if school in house.register.schools:
        wheel = opened(work, house, school, now)
        its = wheel.task(task)
        if its and (who in wheel.people(its).answering or leads(house.register, school, who)):
            return wheel, its
    work.audit(telling.refusal(house, who, action, task, now))
    return None


def _entry(wheel: WheelYear, action: str, mark: Mark, who: PersonId, now: datetime) -> Entry:
    reason = " ".join(part for part in (wheel.year.label, mark.whose, str(mark.n)) if part)
    return Entry(f"school:{wheel.school.id}", now, who, action, mark.task, reason=reason)
