"""A school that is not served just now stops nobody else, and finds its own where they were when it is served again."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.people import Register, Role
from domain.report import ByStaff
from services import delivering, listing, reminding, reporting
from services.ports import House
from services.reporting import Submission
from storage.store import Store
from tests.builders import FJELLVIK, TEN, TOR, a_person, a_register, a_school
from tests.fresh import open_store

SOLVIK = "solvik"
SOLVEIG = "00000000-0000-4000-8000-0000000000aa"
BOTH = a_register(a_person(SOLVEIG, Role.PRINCIPAL, school=SOLVIK), solvik=a_school(SOLVIK))
ONE = Register({FJELLVIK: BOTH.schools[FJELLVIK]}, BOTH.people)


def house(register: Register) -> House:
    return House(register, lambda: secrets.token_hex(16), secrets.choice)


def told_at(school: str) -> Submission:
    said = {"school": school, "student": "Ola", "what": "Alene.", "by_staff": "no", "danger": "no"}
    return Submission("t" * 31 + school[0], school, TOR, "Tor Vik", ByStaff.NO, False, ("Ola",), frozenset(), said)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        for school in (SOLVIK, FJELLVIK):
            opened.run(lambda work, school=school: reporting.submit(work, house(BOTH), told_at(school), TEN)).result()
        yield opened


def test_its_deliveries_wait_and_the_others_go_out(store: Store) -> None:
    now = TEN + timedelta(seconds=2)
    parcels, _ = store.run(lambda work: delivering.take(work, house(ONE), now)).result()
    assert {p.delivery.school for p in parcels} == {FJELLVIK}
    later = now + delivering.LEASE + timedelta(seconds=1)
    again, _ = store.run(lambda work: delivering.take(work, house(BOTH), later)).result()
    assert SOLVEIG in {p.delivery.person for p in again}


def test_its_cases_wait_and_the_others_are_reminded_of(store: Store) -> None:
    now = TEN + timedelta(hours=3)
    due = store.read(lambda work: work.cases_due(now, 9)).result()
    assert {c.school for c in due} == {SOLVIK, FJELLVIK}
    moves = {c.school: store.run(lambda work, c=c: reminding.remind(work, house(ONE), c.id, now)).result() for c in due}
    assert moves[SOLVIK] is None
    assert moves[FJELLVIK] is not None
    later = now + reminding.UNSERVED_PAUSE
    assert SOLVIK in {c.school for c in store.read(lambda work: work.cases_due(later, 9)).result()}


def test_ones_own_list_shows_the_rest(store: Store) -> None:
    assert len(store.read(lambda work: listing.mine(work, house(BOTH), TOR)).result()) == 2
    assert len(store.read(lambda work: listing.mine(work, house(ONE), TOR)).result()) == 1
