"""A case when its receivers change: whom it leaves, and who takes it over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from domain.access import acknowledgement, may_see
from domain.case import Case, Event, Happened, Reason
from domain.lifecycle import OPEN
from domain.people import PersonId, Register, Role
from domain.routing import Rung, ladder


def leaving(case: Case, register: Register) -> Rung:
    """Those who were told and are no receivers any more. Who is accused or inhabil is out by that, and not counted."""
    if case.status not in OPEN:
        return ()
    last = {h.who: h.what for h in case.on_this_way if h.what in (Event.ALERTED, Event.LEFT) and h.who}
    with_it = (who for who, what in last.items() if what == Event.ALERTED)
    named = case.accused | case.disqualified
    return tuple(p for p in with_it if p not in named and not may_see(p, case, register))


def taking_over(case: Case, register: Register, principals: Mapping[PersonId, datetime], gone: Rung, day: date) -> Rung:
    """A rektor who came after the case was told; when the one who took it has `gone`, who would be told first today.

    Each once, for as long as they stay; nobody who has taken it already, and nobody who may not receive it.
    """
    if case.status not in OPEN:
        return ()
    taken = acknowledgement(case, register)
    has_it = taken.who if taken else None
    new = [p for p, since in principals.items() if since > case.here_since]
    heirs = tuple(p for p in new if may_see(p, case, register))
    if not heirs and has_it in gone:
        heirs = next(iter(ladder(case, register, day)), ())
    return tuple(p for p in heirs if p not in _holding(case, taken))


def standing_in(case: Case, register: Register, day: date) -> Rung:
    """Who is told of a case in hand when something in it is due and everybody who has it is away (E7): the first of
    those whom its way names today. Nobody while somebody who may see it is there.
    """
    rektors = (p.id for p in register.holders(case.school, Role.PRINCIPAL))
    having = {who for who in (*rektors, *case.told) if may_see(who, case, register)}
    there = [who for who in having if (p := register.person(who)) and not p.is_away(day)]
    return () if there else next(iter(ladder(case, register, day)), ())


def _holding(case: Case, taken: Happened | None) -> frozenset[PersonId | None]:
    """Who took it, and those who were told that they take it over; unless they have left since."""
    steps = (h for h in case.on_this_way if h.what == Event.LEFT or h.note == Reason.TAKEN_OVER or h is taken)
    last = {h.who: h.what for h in steps}
    return frozenset(who for who, what in last.items() if what != Event.LEFT)
