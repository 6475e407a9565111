"""Cases that may be, or are, about the same: kept apart, shown to each other's handlers by reference."""

from __future__ import annotations

from domain.access import may_see, standing
from domain.audit import chain_of
from domain.case import Case, Route
from domain.lifecycle import ENDED, Party, may
from domain.likeness import Trait, are_alike
from domain.people import PersonId
from domain.views import Kin, Kindred
from services.ports import House, Work

SHOWN_AT_MOST = 5


def kindred(work: Work, house: House, case: Case, who: PersonId) -> Kindred:
    """The cases that are joined with this one and those like it, of those that `who` may receive, too (E42)."""
    group = together(work, case)
    seen = [c for c in group if _is_theirs(c, who, house)]
    first = min(group, key=lambda c: (c.told_at, c.id))
    joined = tuple(_kin(c, c.id == first.id) for c in seen if c.id != case.id)
    alike = _alike(work, house, case, who)
    return Kindred(joined, tuple(_kin(c, joinable=_may_join(case, c, who, house)) for c in alike))


def together(work: Work, case: Case, of_one_report: bool = False) -> tuple[Case, ...]:
    """The case and all that are joined with it, directly or through another; with those `of_one_report`, too."""
    found, ahead = {case.id: case}, [case]
    while ahead:
        for other in _nearest(work, ahead.pop(), of_one_report):
            if other.id not in found:
                found[other.id] = other
                ahead.append(other)
    return tuple(found.values())


def _nearest(work: Work, case: Case, of_one_report: bool) -> tuple[Case, ...]:
    joined = tuple(other for id_ in case.joined if (other := work.case(id_)))
    return joined + (work.cases_of(case.report) if of_one_report else ())


def _alike(work: Work, house: House, case: Case, who: PersonId) -> tuple[Case, ...]:
    """Open cases first, then those of the same student that have ended, the nearest in time first (E41)."""
    trait = Trait(case.id, case.report, case.student, case.told_at)
    group = {c.id for c in together(work, case)}
    like = (t for t in work.traits(case.school) if t.case not in group and are_alike(trait, t))
    nearest = sorted(like, key=lambda t: abs(t.told_at - case.told_at))
    going = (c for t in nearest if (c := work.case(t.case)))
    over = (c for c in _of_the_student(work, case)[::-1] if c.status in ENDED and c.id not in group)
    found = (c for c in (*going, *over) if _is_theirs(c, who, house))
    return tuple(c for c in found if _chain(c) == _chain(case))[:SHOWN_AT_MOST]


def _of_the_student(work: Work, case: Case) -> tuple[Case, ...]:
    return work.cases_of_student(case.school, case.student, leader_cases=case.route is Route.LEADER)


def _chain(case: Case) -> str:
    """Cases in two chains are never joined: each would tell of the other where it must not be known."""
    return chain_of(case.route, case.school)


def _is_theirs(case: Case, who: PersonId, house: House) -> bool:
    return may_see(who, case, house.register)


def _may_join(case: Case, other: Case, who: PersonId, house: House) -> bool:
    """Each report is somebody's own, and has been confirmed and read as such before it is joined with another.

    A case that has ended has been; it may be joined with one that is in hand, and be opened again or not (E41).
    """
    mine, theirs = (standing(c, house.register) for c in (case, other))
    in_hand = may(mine, "join", {Party.RECEIVER}) and (theirs.status in ENDED or may(theirs, "join", {Party.RECEIVER}))
    return in_hand and all(who in c.people("open") for c in (mine, theirs))


def _kin(case: Case, first: bool = False, joinable: bool = False) -> Kin:
    return Kin(case.id, case.reference, case.told_at, first, joinable, case.status in ENDED)
