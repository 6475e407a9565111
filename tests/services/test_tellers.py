"""What a student tells through the real service: whose it is, who has it, and what stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain import codes
from domain.access import has_sight, may_see
from domain.case import Event, Route, Status
from domain.codes import KeptCode
from domain.delivery import Card
from domain.evaluation import latest_word
from domain.origin import BY_STAFF, Behind, Door, Naming, Origin, Teller
from domain.report import ByStaff, Supplement
from services import delivering, following, listing, reminding, reporting
from services.reporting import Submission
from tests.builders import EMIL, LIV, NORA, RANDI, TEN, TOR, a_register, a_school, at
from tests.fresh import open_store
from tests.storage.telling import a_house, a_submission

AUTHOR = codes.author("form")
IN_CONFIDENCE = Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True)


def confidential(**but: object) -> Submission:
    values = {
        "reporter": AUTHOR, "reporter_name": "", "students": ("",), "origin": IN_CONFIDENCE, "is_unsafe": True,
        "behind": Behind(AUTHOR, EMIL, "Emil Strand", here=True), "code": KeptCode("K7Q4M2", "hash"),
    }  # fmt: skip
    return a_submission(codes.kept("form"), **{**values, **but})


class Desk:
    def __init__(self, store: object) -> None:
        self.store, self.house = store, a_house()

    def run(self, unit: object) -> object:
        return self.store.run(unit).result()

    def tells(self, told: Submission) -> object:
        report = self.run(lambda work: reporting.submit(work, self.house, told, TEN))
        (self.case,) = self.run(lambda work: work.cases_of(report.id))
        return report


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path) as store:
        yield Desk(store)


def rows(desk: Desk, table: str) -> list[str]:
    asked = f"SELECT * FROM {table}"  # noqa: S608 - our own names
    return [str(tuple(row)) for row in desk.run(lambda work: work._connection.exec_driver_sql(asked).all())]


def test_told_in_confidence_the_entra_id_stands_beside_nothing_that_was_told(desk: Desk) -> None:
    desk.tells(confidential())
    tables = [r.strip("('),") for r in rows(desk, "(SELECT name FROM sqlite_master WHERE type = 'table')")]
    assert [t for t in tables if any(EMIL in row for row in rows(desk, f'"{t}"'))] == ["behind"]


def holding(desk: Desk) -> list[str]:
    """The tables in which the student's Entra id stands."""
    tables = [r.strip("('),") for r in rows(desk, "(SELECT name FROM sqlite_master WHERE type = 'table')")]
    return [t for t in tables if any(EMIL in row for row in rows(desk, f'"{t}"'))]


def test_a_refusal_while_the_school_cannot_be_spoken_of_does_not_name_whose_it_is(desk: Desk) -> None:
    report = desk.tells(confidential())
    desk.house = replace(desk.house, register=replace(desk.house.register, schools={}))
    assert desk.run(lambda work: following.following(work, desk.house, report.id, EMIL, TEN)) is None
    assert desk.run(lambda work: listing.receipt(work, desk.house, report.id, EMIL)) is None
    desk.run(lambda work: listing.refuse(work, desk.house, report.id, EMIL, TEN))
    assert holding(desk) == ["behind"]
    assert len([row for row in rows(desk, "audit") if "refused" in row]) == 2


def test_whoever_told_in_confidence_of_a_leader_writes_down_that_the_owner_knows(desk: Desk) -> None:
    """Ruling 2: nobody else is left who can."""
    school = a_school(owner=replace(a_school().owner, receives_leader_cases=False))
    desk.house = replace(desk.house, register=a_register(school=school))
    report = desk.tells(confidential(by_staff=ByStaff.LEADER))
    assert desk.case.status is Status.UNDELIVERED
    added = Supplement(report.id, "form", TEN, {"owner_told_how": "Ringte."})
    for _ in range(2):
        assert desk.run(lambda work: reporting.record_owner_told(work, desk.house, EMIL, added))
    assert not desk.run(lambda work: reporting.record_owner_told(work, desk.house, TOR, replace(added, token="2")))
    assert desk.run(lambda work: work.case(desk.case.id)).status is Status.OWNER_TOLD
    assert holding(desk) == ["behind"]


def test_what_was_told_in_confidence_is_ones_own_and_nobody_elses(desk: Desk) -> None:
    report = desk.tells(confidential())
    own = desk.run(lambda work: listing.receipt(work, desk.house, report.id, EMIL))
    assert own is not None
    assert own.report == report.id
    assert desk.run(lambda work: listing.receipt(work, desk.house, report.id, TOR)) is None
    assert [r.report for r in desk.run(lambda work: listing.mine(work, desk.house, EMIL))] == [report.id]


def test_who_chose_not_to_see_it_here_finds_it_by_the_code_alone(desk: Desk) -> None:
    report = desk.tells(confidential(behind=Behind(AUTHOR, EMIL, "Emil Strand", here=False)))
    assert desk.run(lambda work: listing.mine(work, desk.house, EMIL)) == ()
    assert desk.run(lambda work: work.codes_at("K7Q4M2")) == ((report.id, "hash"),)


def test_the_same_form_again_is_the_same_report(desk: Desk) -> None:
    assert desk.tells(confidential()) == desk.tells(confidential())


def test_no_receipt_of_what_was_told_in_confidence_comes_into_a_chat(desk: Desk) -> None:
    desk.tells(confidential())
    parcels, _ = desk.run(lambda work: delivering.take(work, desk.house, TEN.replace(hour=12)))
    assert {p.delivery.card for p in parcels} == {Card.NOTICE}


def test_a_student_who_says_that_it_is_not_safe_has_said_so_in_the_case(desk: Desk) -> None:
    desk.tells(confidential())
    assert latest_word(desk.case) == "no"
    assert desk.case.first(Event.SAID) == TEN


def test_the_adult_whom_a_student_chose_has_it_from_the_first_moment_and_so_has_rektor(desk: Desk) -> None:
    desk.tells(confidential(adult=NORA))
    register = a_register()
    assert has_sight(NORA, desk.case, register)
    assert may_see(RANDI, desk.case, register)
    parcels, _ = desk.run(lambda work: delivering.take(work, desk.house, TEN))
    assert {(p.delivery.person, p.delivery.card) for p in parcels} == {(NORA, Card.TASK), (RANDI, Card.NOTICE)}


@pytest.mark.parametrize(
    ("adult", "but"),
    [
        (NORA, {"by_staff": ByStaff.EMPLOYEE, "accused": frozenset({NORA})}),
        (LIV, {"by_staff": ByStaff.LEADER, "accused": frozenset({RANDI})}),
        (LIV, {"by_staff": ByStaff.UNSURE}),
        ("nobody", {}),
        (EMIL, {}),
    ],
)
def test_an_adult_who_is_accused_leads_or_does_not_work_here_is_not_chosen_by_a_forged_form(
    desk: Desk, adult: str, but: dict[str, object]
) -> None:
    desk.tells(confidential(adult=adult, **but))
    assert desk.case.first(Event.TASKED) is None
    assert (desk.case.route is Route.LEADER) == (but.get("by_staff") in (ByStaff.LEADER, ByStaff.UNSURE))


ON_THE_PAGE = Origin(Teller.STUDENT, Door.PAGE, Naming.NAMED, about_self=True)
UNDER_A_NAME = {"origin": ON_THE_PAGE, "behind": None, "reporter_name": "Emil Strand", "students": ("Emil Strand",)}


@pytest.mark.parametrize(
    ("told", "safe", "counts"),
    [
        (UNDER_A_NAME, "yes", False),
        (UNDER_A_NAME, "no", True),
        (UNDER_A_NAME, "unsure", True),
        ({}, "yes", True),
        ({}, "no", True),
    ],
)
def test_that_it_is_safe_is_the_students_own_word_only_from_one_who_is_signed_in(
    desk: Desk, told: dict[str, object], safe: str, counts: bool
) -> None:
    """On the open page anybody can write anybody's name: nobody ends a case under another's."""
    report = desk.tells(confidential(**told))
    said = (desk.house, report.id, report.reporter, "t" * 32, safe, "3", "", at("11:00"))
    assert desk.run(lambda work: following.better(work, *said))
    (case,) = desk.run(lambda work: work.cases_of(report.id))
    assert latest_word(case) == (safe if counts else "no")
    assert [s.answers["better_safe"] for s in desk.run(lambda work: work.supplements(report.id))] == [safe]


@pytest.mark.parametrize(
    ("origin", "asked"), [(IN_CONFIDENCE, 0), (replace(IN_CONFIDENCE, naming=Naming.NAMED), 1), (BY_STAFF, 9)]
)
def test_whoever_has_no_duty_to_tell_the_owner_is_asked_once(tmp_path: Path, origin: Origin, asked: int) -> None:
    with open_store(tmp_path) as store:
        desk = Desk(store)
        desk.house = replace(desk.house, register=a_register(school=a_school(agreed=False)))
        told = {"origin": origin, "by_staff": ByStaff.LEADER, "is_unsafe": False}
        named = {} if origin is IN_CONFIDENCE else {"reporter": EMIL, "behind": None, "code": None}
        desk.tells(confidential(**told, **named))
        for days in range(1, 15):
            desk.run(lambda work, n=days: reminding.remind(work, desk.house, desk.case.id, TEN + timedelta(days=n)))
        assert sum("tell_owner" in row for row in rows(desk, "deliveries")) >= min(asked, 1)
        assert (sum("tell_owner" in row for row in rows(desk, "deliveries")) > 1) == (asked > 1)
