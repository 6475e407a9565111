"""The lists of cases: one's own, and the owner's over its schools. Reading one is in the audit; no content is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.access import has_sight
from domain.audit import Entry, chain_of
from domain.case import Case, Route
from domain.listing import NARROWED, OPEN_CASES, Listed, Scope, position, scopes
from domain.overview import (
    LATELY,
    Item,
    Overview,
    OwnersOverview,
    SchoolLine,
    item,
    owned,
    suppressed,
    year_began,
)
from domain.people import PersonId
from domain.workdays import oslo_day
from services import telling
from services.ports import House, Work

PAGE = 8


def cases(work: Work, house: House, who: PersonId, narrowed: str, after: str, now: datetime) -> Overview:
    """A page of everything that `who` has to do with, what waits for an answer first."""
    narrowed = narrowed if narrowed in NARROWED else OPEN_CASES
    theirs = scopes(who, house.register)
    found = _page(work, house, who, theirs, narrowed, after)
    _audit(work, house, who, theirs, now, narrowed)
    shown = found[:PAGE]
    onward = shown[-1].position.word if len(found) > PAGE else ""
    several = len({scope.chain.partition(":")[2] for scope in theirs}) > 1
    return Overview(tuple(item(one, who, house.register, now, several) for one in shown), narrowed, onward)


def _page(
    work: Work, house: House, who: PersonId, theirs: Iterable[Scope], narrowed: str, after: str
) -> list[Listed]:  # fmt: skip
    """One more than a page holds. What they may not see leaves no gap: the page is filled from what comes after."""
    found: list[Listed] = []
    at = position(after)
    while len(found) <= PAGE:
        some = work.cases_listed(theirs, NARROWED[narrowed], at, PAGE + 1)
        found += (one for one in some if _sees(work, house, who, one.case))
        if len(some) <= PAGE:
            break
        at = some[-1].position
    return found[: PAGE + 1]


def _sees(work: Work, house: House, who: PersonId, bare: Case) -> bool:
    """A department head may have a case because of the student's class (ruling 13), which a list does not read."""
    if has_sight(who, bare, house.register):
        return True
    whole = work.case(bare.id)
    return whole is not None and has_sight(who, whole, house.register)


def _audit(work: Work, house: House, who: PersonId, theirs: Iterable[Scope], now: datetime, what: str) -> None:
    """One entry, where the reader belongs: the owner's people in the owner's chain."""
    schools = sorted({scope.chain.partition(":")[2] for scope in theirs})
    if schools:
        mine = owned(who, house.register)
        chain = chain_of(Route.LEADER, min(mine)) if mine else chain_of(Route.ORDINARY, schools[0])
        work.audit(Entry(chain, now, who, "list:read", reason=what))


def has_cases(work: Work, house: House, who: PersonId) -> bool:
    """Whether there is anything in their list; what they see of it is seen when it is read."""
    return bool(work.cases_listed(scopes(who, house.register), NARROWED[OPEN_CASES], None, 1))


def of_owner(work: Work, house: House, who: PersonId, now: datetime) -> OwnersOverview | None:
    """For the owner's people alone: the cases told to them that wait for somebody, and of the schools nothing but how
    much they are told.
    """
    schools = owned(who, house.register)
    if not schools:
        work.audit(telling.refusal(house, who, "list:read", "", now))
        return None
    theirs = tuple(scope for scope in scopes(who, house.register) if scope.person == who)
    waiting = tuple(_item(house, who, one, now) for one in _page(work, house, who, theirs, OPEN_CASES, "")[:PAGE])
    lines = [_school(work, house, school, now) for school in schools]
    _audit(work, house, who, theirs, now, "schools")
    return OwnersOverview(waiting, tuple(sorted(lines, key=lambda line: (not line.silent, line.lately))))


def _item(house: House, who: PersonId, one: Listed, now: datetime) -> Item:
    return item(one, who, house.register, now, several=True)


def _school(work: Work, house: House, school: str, now: datetime) -> SchoolLine:
    label, began = year_began(school, house.register, oslo_day(now))
    told = work.cases_told_since(school, began)
    lately = work.cases_told_since(school, now - LATELY) > 0
    return SchoolLine(house.register.schools[school].name, label, suppressed(told), lately)
