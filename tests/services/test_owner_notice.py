"""Rektor tells the owner and writes down how (§ 12-5, ruling 3): who may, what is kept, and who never sees it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from dialogs.owner_notice import HOW, REASON, TO, WHEN
from domain.clocks import Clock, Kind
from domain.note import Note
from domain.owner import UNFOUNDED
from domain.people import PersonId
from domain.profile import OwnerNotice, School
from domain.report import ByStaff
from domain.views import Content
from services import handling, listing, reporting
from services.ports import House
from services.reporting import Submission
from storage.keys import derive
from storage.store import Store
from tests.builders import DAG, FJELLVIK, NORA, RANDI, TEN, TOR, a_register, a_school

T = TypeVar("T")
MINUTE = timedelta(minutes=1)
SANDVIKA = a_school(owner_notice=OwnerNotice(("area_director", "owner_team"), unfounded_exception=False))
TOLD = {HOW: "Ringte", WHEN: "i dag kl. 10.20"}


class Office:
    """One case about an employee at a school, told by Tor, acknowledged and opened by rektor."""

    def __init__(self, store: Store, school: School, by_staff: ByStaff) -> None:
        self.store = store
        self.house = House(a_register(school=school), lambda: secrets.token_hex(16), secrets.choice)
        said = {"school": FJELLVIK, "student": "Ola", "what": "Alene.", "by_staff": by_staff, "danger": "no"}
        told = Submission("t" * 32, FJELLVIK, TOR, "Tor Vik", by_staff, False, ("Ola",), frozenset(), said)
        self.report = self.run(lambda work: reporting.submit(work, self.house, told, TEN))
        self.case = self.run(lambda work: work.cases_of(self.report.id))[0].id
        self.run(lambda work: handling.acknowledge(work, self.house, self.case, RANDI, TEN + MINUTE))

    def run(self, unit: Callable[[Any], T]) -> T:
        return self.store.run(unit).result(10)

    def tells(self, to: str, token: str = "n" * 32, who: PersonId = RANDI, **answers: str) -> Content | None:
        note = Note(self.case, token, "tell_owner", who, TEN + 20 * MINUTE, {TO: to, **(answers or TOLD)})
        return self.run(lambda work: handling.tell_owner(work, self.house, to, note))

    def notes(self) -> tuple[Note, ...]:
        return self.run(lambda work: work.notes(self.case))


Begin = Callable[..., Office]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Begin]:
    with Store(f"sqlite:///{tmp_path}/varsle.db", derive(b"k" * 32)) as store:
        yield lambda school=SANDVIKA, by_staff=ByStaff.EMPLOYEE: Office(store, school, by_staff)


def notices(view: Content | None) -> list[Clock]:
    assert view
    return [clock for clock in view.clocks if clock.kind is Kind.OWNER_NOTICE]


def test_s1_9_each_of_the_two_is_recorded_for_themself_with_how_and_when(office: Begin) -> None:
    here = office()
    waiting, met = notices(here.tells("owner_team"))
    assert (waiting.met_at, met.met_at) == (None, TEN + 20 * MINUTE)
    view = here.tells("area_director", "m" * 32)
    assert all(clock.met_at for clock in notices(view))
    assert view
    assert [told.answers[HOW] for told in view.told[1:]] == ["Ringte", "Ringte"]
    assert [line[:2] for line in view.times if line[0] == "tell_owner"] == [("tell_owner", "Randi Ås")] * 2


def test_s1_9_there_nobody_finds_it_manifestly_unfounded(office: Begin) -> None:
    here = office()
    assert here.tells(UNFOUNDED, **{REASON: "Oppdiktet"}) is None
    assert here.tells("owner") is None
    assert here.notes() == ()


def test_12_5_where_the_exception_stands_it_is_kept_with_its_reason(office: Begin) -> None:
    here = office(a_school())
    view = here.tells(UNFOUNDED, **{REASON: "Den ansatte var på reise hele uken."})
    (clock,) = notices(view)
    assert clock.waived
    assert here.notes()[0].answers[REASON].startswith("Den ansatte")
    assert view
    assert any(what == UNFOUNDED for what, _, _ in view.times)


def test_e34_an_ordinary_case_has_no_exception_but_the_owner_can_be_told_of_it(office: Begin) -> None:
    here = office(a_school(), ByStaff.NO)
    assert here.tells(UNFOUNDED) is None
    assert here.tells("owner") is not None


def test_the_same_form_twice_is_one_note(office: Begin) -> None:
    here = office()
    here.tells("owner_team")
    here.tells("owner_team")
    assert len(here.notes()) == 1
    case = here.run(lambda work: work.case(here.case))
    assert case
    assert len([*case.all("tell_owner")]) == 1


@pytest.mark.parametrize("who", [TOR, NORA, DAG], ids=["the reporter", "another teacher", "a deputy nobody told"])
def test_only_one_who_has_the_case_may_and_the_refusal_is_written(office: Begin, who: PersonId) -> None:
    here = office()
    assert here.tells("owner_team", who=who) is None
    assert here.notes() == ()
    audit = here.run(lambda work: _audit(work))
    assert (who, "case:tell_owner", "refused", "") in audit


def test_p11_the_audit_holds_whom_and_a_seal_and_nothing_that_was_written(office: Begin) -> None:
    here = office()
    here.tells("owner_team")
    (entry,) = [e for e in here.run(_audit) if e[1] == "case:tell_owner"]
    assert entry == (RANDI, "case:tell_owner", "done", "owner_team")
    assert "Ringte" not in str(here.run(_audit))


def test_e49_the_reporter_sees_neither_the_note_nor_any_clock(office: Begin) -> None:
    here = office()
    here.tells("owner_team")
    now = TEN + 30 * MINUTE
    own = here.run(lambda work: listing.told(work, here.house, here.report.id, TOR, now))
    receipt = here.run(lambda work: listing.receipt(work, here.house, here.report.id, TOR))
    assert "Ringte" not in str(own)
    assert "Clock" not in f"{own}{receipt}"
    assert receipt
    assert receipt.added == ()


def _audit(work: Any) -> list[tuple[str, ...]]:
    asked = "SELECT actor, action, outcome, reason FROM audit"
    return [tuple(row) for row in work._connection.exec_driver_sql(asked)]
