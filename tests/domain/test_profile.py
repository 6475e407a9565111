"""A profile may be stricter than the law, never looser."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from domain.profile import CasePlan, Limits, Owner, OwnerNotice, PlannedTask, School, faults, missing
from domain.text import same
from tests.builders import a_calendar, a_school

MINUTE = timedelta(minutes=1)


def test_fjellvik_has_no_faults() -> None:
    assert faults(a_school()) == ()


@pytest.mark.parametrize(
    ("school", "word"),
    [
        (a_school(limits=Limits(acknowledge=121 * MINUTE)), "limits.acknowledge"),
        (a_school(limits=Limits(acknowledge=0 * MINUTE)), "limits.acknowledge"),
        (a_school(limits=Limits(in_danger=16 * MINUTE)), "limits.in_danger"),
        (a_school(limits=Limits(in_danger=-MINUTE)), "limits.in_danger"),
        (a_school(calendar=a_calendar(opens=time(9))), "hours"),
        (a_school(calendar=a_calendar(closes=time(15, 59))), "hours"),
        (a_school(leadership=("principal",)), "leadership"),
        (a_school(leadership=("deputy", "department_head")), "leadership"),
        (a_school(receivers=()), "receivers"),
        (a_school(receivers=(("deputy",), ("principal",))), "receivers"),
        (a_school(receivers=(("principal",), ())), "receivers"),
        (a_school(receivers=(("principal",), ("student",))), "receivers"),
        (a_school(direct=("weather",)), "direct"),
        (a_school(channels=("pigeon",)), "channels"),
        (a_school(adults=("contact_teacher", "student")), "adults"),
        (a_school(adults=("area_director",)), "adults"),
        (a_school(adults=("staff",)), "adults"),
        (a_school(leader_cases=("principal",)), "leader_cases"),
        (a_school(owner_notice=OwnerNotice(to=("deputy",))), "owner_notice.to"),
        (a_school(plan=CasePlan(within=0)), "plan.within"),
        (a_school(plan=CasePlan(label=same("*plan*"))), "plan.label"),
        (a_school(plan=CasePlan(label=same("[plan](https://x.test)"))), "plan.label"),
        (a_school(tasks=(PlannedTask("S9-1", "talk", "Samtale", ("area_director",)),)), "tasks"),
        (a_school(tasks=(PlannedTask("S9-1", "talk", "Samtale", when="someday"),)), "tasks"),
    ],
)
def test_a_looser_profile_is_refused_in_one_plain_line(school: School, word: str) -> None:
    (why,) = faults(school)
    assert why.startswith(word)


@pytest.mark.parametrize(
    ("school", "word"),
    [(a_school(phone=""), "phone"), (a_school(owner=Owner("Fylket")), "owner_contact"), (a_school(), "")],
)
def test_what_only_the_deployment_knows_is_asked_for(school: School, word: str) -> None:
    assert missing(school).partition(":")[0] == word


@pytest.mark.parametrize("role", ["inspektor", "owner_contact", "student"])
def test_a_list_of_leaders_with_a_role_that_leads_nothing_is_refused(role: str) -> None:
    """An unknown role would stop every case of the school; the owner's contacts as leaders would leave nobody."""
    assert faults(a_school(leadership=("principal", "deputy", role)))


def test_a_stricter_profile_is_welcome() -> None:
    stricter = Limits(acknowledge=30 * MINUTE, in_danger=5 * MINUTE)
    assert faults(replace(a_school(), limits=stricter, calendar=a_calendar(opens=time(7), closes=time(17)))) == ()
