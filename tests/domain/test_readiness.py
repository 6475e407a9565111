"""Ready for Statsforvalteren: every duty against what stands in the file (2.2, 2.7), gaps said as gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.case import Case, Happened, Route, Status
from domain.casefile import CaseFile
from domain.evidence import Papers, Proof
from domain.lifecycle import ACTIONS
from domain.note import Note
from domain.people import Register
from domain.profile import OwnerNotice
from domain.readiness import ROWS, Checked, State, readiness
from domain.tasks import Work, given
from tests.builders import MONDAY, RANDI, TEN, TOR, UNNI, a_case, a_register, a_school, alerted

HOUR = timedelta(hours=1)
TAKEN = (*alerted(RANDI), Happened(TEN, "acknowledge", RANDI), Happened(TEN, "open", RANDI))
PLANNED = Happened(TEN + HOUR, "complete_plan", RANDI, "1 2026-12-14")


def did(action: str, word: str = "", hours: int = 2) -> Happened:
    return Happened(TEN + hours * HOUR, action, RANDI, word)


def rows(
    case: Case, register: Register | None = None, *notes: Note, done: tuple[Proof, ...] = ()
) -> dict[str, Checked]:
    register = register or a_register()
    found = readiness(Papers(CaseFile(case, register.schools[case.school], notes), register, done))
    return {checked.row.id: checked for checked in found.rows}


def state(id_: str, *history: Happened, register: Register | None = None, **but: object) -> State:
    case = a_case(*TAKEN, *history, **{"status": Status.INVESTIGATING, **but})
    return rows(case, register)[id_].state


def test_a_case_just_taken_lacks_everything_but_what_it_began_with() -> None:
    case = a_case(*TAKEN, status=Status.ACKNOWLEDGED)
    found = rows(case)
    assert [id_ for id_, row in found.items() if row.state is State.THERE] == ["monitor", "report"]
    assert [id_ for id_, row in found.items() if row.state is State.MISSING] == [
        "intervene", "investigate", "act", "document", "heard", "best_interest", "owner", "plan",
    ]  # fmt: skip


def test_2_2_the_five_sub_duties_stand_first_and_every_row_names_what_demands_it() -> None:
    assert [row.id for row in ROWS[:5]] == ["monitor", "intervene", "report", "investigate", "act"]
    assert all(row.source.startswith("§ ") for row in ROWS)
    assert len({row.id for row in ROWS}) == len(ROWS)


def test_a_report_that_nobody_has_taken_is_a_gap() -> None:
    assert rows(a_case(*alerted(RANDI)))["report"].state is State.MISSING


def test_a_report_taken_by_one_who_turned_out_to_be_shut_out_is_a_gap_again() -> None:
    assert state("report", accused=frozenset({RANDI})) is State.MISSING


# One thing that shows each, with the word that stands in the contract of the history
SHOWS = [
    ("intervene", did("measure")),
    ("investigate", did("investigate")),
    ("act", did("measure")),
    ("act", PLANNED),
    ("heard", did("hear", "affected heard no")),
    ("heard", did("hear", "affected declined not_asked")),
    ("others_heard", did("hear", "other heard yes")),
    ("best_interest", did("best_interest")),
    ("owner", did("assess", "not_serious")),
    ("plan", PLANNED),
    ("plan", did("close_without_plan")),
    ("carried_out", did("measure")),
    ("evaluate", did("evaluate", "no 2027-01-11")),
    ("minutes", did("minutes", "parents")),
    ("informed", did("deliver_plan", "accepted")),
]


@pytest.mark.parametrize(("id_", "shown"), SHOWS, ids=[f"{id_} {h.what} {h.note}" for id_, h in SHOWS])
def test_2_7_a_duty_is_met_by_what_stands_in_the_history_and_by_nothing_else(id_: str, shown: Happened) -> None:
    others = [h for other, h in SHOWS if other != id_ and h.what != shown.what and h.what not in _OF[id_]]
    assert state(id_, shown) is State.THERE
    assert state(id_, *others) is not State.THERE


_OF = {id_: {h.what for other, h in SHOWS if other == id_} for id_, _ in SHOWS}
_OF["carried_out"] |= {"evaluate"}


def test_to_have_heard_another_student_is_not_to_have_heard_the_one_concerned() -> None:
    assert state("heard", did("hear", "other heard no")) is State.MISSING


def test_what_a_reporter_says_they_did_shows_that_somebody_stepped_in() -> None:
    done = Proof("supplement", TOR, TEN)
    assert rows(a_case(*TAKEN, status=Status.ACKNOWLEDGED), done=(done,))["intervene"].proofs == (done,)


def test_what_is_needed_only_once_there_is_a_plan_is_no_gap_before() -> None:
    after = ("carried_out", "evaluate", "informed")
    assert [state(id_) for id_ in after] == [State.NOT_YET] * 3
    assert [state(id_, PLANNED) for id_ in after] == [State.MISSING] * 3


def test_p10_3_another_version_of_the_plan_is_made_known_anew() -> None:
    told = did("deliver_plan", "told")
    assert state("informed", PLANNED, told) is State.THERE
    assert state("informed", PLANNED, told, did("complete_plan", "2 2027-01-18", hours=3)) is State.MISSING


def test_following_the_student_is_asked_for_anew_when_there_are_measures() -> None:
    assert state("monitor") is State.THERE
    assert state("monitor", did("hear", "affected heard no", hours=0), PLANNED) is State.MISSING
    assert state("monitor", PLANNED, did("hear", "affected heard yes")) is State.THERE
    assert state("monitor", PLANNED, did("minutes", "parents")) is State.MISSING
    assert state("monitor", PLANNED, did("minutes", "follow_up")) is State.THERE


def test_a_measure_that_somebody_was_given_and_has_done_is_carried_out() -> None:
    task = given("t1", Work.MEASURE, TOR, MONDAY, TEN)
    assert state("carried_out", PLANNED, task) is State.MISSING
    assert state("carried_out", PLANNED, task, Happened(TEN + HOUR, "finish_task", TOR, "t1")) is State.THERE
    assert state("carried_out", PLANNED, task, Happened(TEN + HOUR, "drop_task", RANDI, "t1")) is State.MISSING


# The owner (§ 12-4 second paragraph, § 12-5)


def test_12_4_a_serious_case_needs_the_owner_told_whatever_was_thought_before() -> None:
    serious = (did("assess", "not_serious"), did("weigh", "serious"))
    assert state("owner", *serious) is State.MISSING
    assert state("owner", *serious, did("tell_owner", "owner")) is State.THERE
    assert state("owner", did("assess", "serious"), did("weigh", "not_serious")) is State.THERE


def test_12_5_about_an_employee_the_owner_must_be_told_or_the_suspicion_be_manifestly_unfounded() -> None:
    about = {"accused": frozenset({TOR}), "route": Route.EMPLOYEE}
    assert state("owner", did("assess", "not_serious"), **about) is State.MISSING
    assert state("owner", did("tell_owner", "unfounded"), **about) is State.THERE
    assert state("accused_heard", **about) is State.MISSING
    assert state("accused_heard", did("hear_accused", "declined"), **about) is State.THERE
    assert state("accused_heard") is State.NOT_YET


def test_s1_9_two_who_must_be_told_are_two() -> None:
    school = a_school(owner_notice=OwnerNotice(("area_director", "owner_team"), unfounded_exception=False))
    about = {"accused": frozenset({TOR}), "route": Route.EMPLOYEE, "register": a_register(school=school)}
    one, other = did("tell_owner", "area_director"), did("tell_owner", "owner_team")
    assert state("owner", one, **about) is State.MISSING
    assert state("owner", one, other, **about) is State.THERE


def test_ruling_2_a_leader_case_is_with_the_owner_when_somebody_there_has_taken_it() -> None:
    case = a_case(*alerted(UNNI), route=Route.LEADER)
    assert rows(case)["owner"].state is State.MISSING
    assert rows(case.after(Happened(TEN, "acknowledge", UNNI)))["owner"].state is State.THERE


# Closing


def test_8_1_a_case_closed_because_the_student_is_safe_rests_on_the_students_own_word() -> None:
    closed = {"status": Status.CLOSED}
    assert state("closing") is State.NOT_YET
    assert state("closing", did("close", "safe"), **closed) is State.MISSING
    assert state("closing", did("hear", "affected heard yes"), did("close", "safe"), **closed) is State.THERE
    assert state("closing", did("close", "left"), **closed) is State.THERE
    assert state("closing", did("close", "left"), did("reopen"), status=Status.REOPENED) is State.NOT_YET


# What is shown


def test_the_evidence_says_what_by_whom_and_when_oldest_first() -> None:
    second, first = did("investigate", hours=3), replace(did("investigate", hours=1), who=TOR)
    found = rows(a_case(*TAKEN, second, first, status=Status.INVESTIGATING))["investigate"]
    assert found.proofs == (Proof("investigate", TOR, first.at), Proof("investigate", RANDI, second.at))


def test_whatever_somebody_wrote_down_is_documentation_and_what_it_says_is_not_looked_at() -> None:
    notes = [Note("case-1", action, action, RANDI, TEN, {"x": "Ola Dal"}) for action in ACTIONS]
    found = rows(a_case(*TAKEN, status=Status.INVESTIGATING), None, *notes)["document"]
    assert len(found.proofs) == len(notes)
    assert "Ola" not in str(found.proofs)


def test_those_who_stand_in_the_evidence_are_named_and_gaps_are_counted() -> None:
    register = a_register()
    case = a_case(*TAKEN, status=Status.ACKNOWLEDGED)
    found = readiness(Papers(CaseFile(case, register.schools[case.school]), register))
    assert found.names == {RANDI: "Randi Ås", TOR: "Tor Vik"}
    assert found.gaps == 8
