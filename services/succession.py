"""A case whose receivers have changed: those who left lose sight of it, and whoever comes after them takes it over."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case, Event, Happened, Reason
from domain.delivery import Card
from domain.lifecycle import Party
from domain.posts import principals
from domain.succession import leaving, taking_over
from domain.workdays import oslo_day
from services import telling
from services.mailing import with_mail
from services.ports import House, Work


def hand_over(work: Work, house: House, case: Case, now: datetime) -> Case:
    """The case as it is then. Once for each change: what has been written down is not done again."""
    gone = leaving(case, house.register)
    rektors = principals(work.posts(case.school))
    heirs = taking_over(case, house.register, rektors, gone, oslo_day(now))
    left = tuple(Happened(now, Event.LEFT, who) for who in gone)
    happened = left + telling.alerted(heirs, Reason.TAKEN_OVER, now)
    if not happened:
        return case
    later = case.after(*happened)
    telling.save(work, house, later, now)
    work.queue(*with_mail(house, later, telling.alerts(later, Card.NOTICE, heirs, Reason.TAKEN_OVER, now)))
    telling.refresh(work, later, (Party.RECEIVER,), now)
    work.audit(*telling.entries(later, happened))
    return later
