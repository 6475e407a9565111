"""What mailboxes say of absence: kept with when it was read, and judged anew as time goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from domain import mailbox
from domain.mailbox import Reading
from domain.people import Absence, PersonId, Register
from services import absences
from services.ports import House, Work


def keep(work: Work, found: Iterable[Reading], readers: Collection[PersonId]) -> None:
    """Each reading with the time since when its mailbox has said so. Of those who receive no more nothing is kept."""
    before = {reading.person: reading for reading in work.readings()}
    for reading in found:
        work.keep_reading(mailbox.succeeding(before.get(reading.person), reading))
    for who in before.keys() - set(readers):
        work.drop_reading(who)


def judged(work: Work, register: Register, now: datetime) -> Mapping[PersonId, Absence]:
    return mailbox.judged(register, work.readings(), work.leaves(), now)


def known(work: Work, register: Register, now: datetime) -> Register:
    """The register with those away whose mailboxes say so at `now`."""
    return mailbox.with_mailboxes(register, judged(work, register, now))


def wake(work: Work, house: House, people: Iterable[PersonId], now: datetime) -> None:
    """The clock looks at what waits for an answer from them. The house must know of it first."""
    for who in people:
        absences.wake(work, house, who, now)
