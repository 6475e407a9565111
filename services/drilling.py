"""Drills: started by one who may receive, told through the outbox like anything else, and no case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.audit import Entry
from domain.case import Event
from domain.delivery import Card, Delivery
from domain.drill import Drill, DrillCard, DrillResult, Step, plan, summary
from domain.people import PersonId
from domain.receivers import may_receive
from services import telling
from services.ports import House, Work

CARDS = (Card.DRILL, Card.DRILL_RESULT)


def start(work: Work, house: House, school: str, who: PersonId, now: datetime) -> bool | None:
    """Queues everybody's card for its moment. False when a drill is going on there; None when not theirs to start."""
    if not _may(house, who, school):
        work.audit(telling.refusal(house, who, "drill:started", school, now))
        return None
    newest = work.newest_drill(school)
    if newest and not newest.is_over(now):
        return False
    steps = plan(house.register.schools[school], house.register, who, now)
    drill = Drill(house.mint(), school, who, now, steps)
    work.add_drill(drill)
    work.queue(*(_delivery(drill, Card.DRILL, step.person, step.due_at) for step in steps))
    work.queue(_delivery(drill, Card.DRILL_RESULT, who, now))
    work.audit(_entry(drill, "drill:started", who, now))
    return True


def newest(work: Work, house: House, schools: Iterable[str], who: PersonId, now: datetime) -> tuple[DrillResult, ...]:
    """How the newest drill stands at each of these schools where `who` may receive and there has been one."""
    found = (work.newest_drill(school) for school in schools if _may(house, who, school))
    return tuple(summary(drill, house.register, now) for drill in found if drill)


def acknowledge(work: Work, house: House, drill_id: str, who: PersonId, now: datetime) -> DrillCard | None:
    """Once, and until the drill is over. None for one whom it has not told."""
    drill = work.drill(drill_id)
    step = drill.step(who) if drill and drill.school in house.register.schools else None
    if drill is None or step is None or now < step.due_at:
        work.audit(telling.refusal(house, who, "drill:acknowledged", drill_id, now))
        return None
    if step.acknowledged_at is None and not drill.is_over(now):
        drill = _save(work, drill, replace(step, acknowledged_at=now), now)
        work.audit(_entry(drill, "drill:acknowledged", who, now))
    return _card(house, drill, who, now)


def card(work: Work, house: House, delivery: Delivery, now: datetime) -> tuple[DrillCard, int] | None:
    """For one who may still receive, while it goes on; anybody else is noted as not reached."""
    drill = work.drill(delivery.subject)
    if drill is None:
        return None
    if drill.is_over(now) or not _may(house, delivery.person, drill.school):
        note(work, delivery, Event.UNDELIVERED, now)
        return None
    return _card(house, drill, delivery.person, now), 0


def result(work: Work, house: House, delivery: Delivery, now: datetime) -> tuple[DrillResult, int] | None:
    drill = work.drill(delivery.subject)
    if drill is None or not _may(house, delivery.person, drill.school):
        return None
    return summary(drill, house.register, now), drill.version


def note(work: Work, delivery: Delivery, what: Event, now: datetime) -> None:
    """Somebody was reached, or was not; or the result has come into its reader's chat, and follows from then on."""
    drill = work.drill(delivery.subject)
    step = drill.step(delivery.person) if drill else None
    if drill and delivery.card is Card.DRILL_RESULT:
        _redraw(work, drill, f"{drill.version}", now)  # what happened while it was in the air
        _redraw(work, drill, "over", max(now, drill.ends_at))
    elif drill and step and what is Event.DELIVERED:
        _save(work, drill, replace(step, delivered_at=now), now)
    elif drill and step:
        _save(work, drill, replace(step, missed_at=now), now)


def _may(house: House, who: PersonId, school: str) -> bool:
    served = house.register.schools.get(school)
    return served is not None and may_receive(who, served, house.register)


def _delivery(drill: Drill, card: Card, who: PersonId, at: datetime) -> Delivery:
    return Delivery(f"{card}:{drill.id}:{who}", card, who, drill.school, drill.id, at)


def _entry(drill: Drill, action: str, who: PersonId, now: datetime) -> Entry:
    return Entry(f"school:{drill.school}", now, who, action, reason=drill.id)


def _card(house: House, drill: Drill, who: PersonId, now: datetime) -> DrillCard:
    step = drill.step(who)
    register = house.register
    return DrillCard(
        drill.id, register.schools[drill.school].name, register.name(drill.started_by), drill.started_at,
        step.acknowledged_at if step else None, drill.is_over(now),
    )  # fmt: skip


def _save(work: Work, drill: Drill, step: Step, now: datetime) -> Drill:
    later = drill.after(step)
    work.save_step(drill.id, step)
    _redraw(work, later, f"{later.version}", now)
    return later


def _redraw(work: Work, drill: Drill, cause: str, at: datetime) -> None:
    """Every card in the chat that shows how it went."""
    shown = (card for card in work.shown(drill.id) if card.card is Card.DRILL_RESULT)
    work.queue(*(telling.redrawing(card, drill.school, f"{drill.id}:{cause}", at) for card in shown))
