"""The clocks of a case: which run, from when, until when, and in which order they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case import Case, Event, Happened, Reason, Route, Status
from domain.clocks import Clock, Kind, clocks
from domain.owner import EVERY_RECIPIENT, OWNER, UNFOUNDED, may_be_unfounded
from domain.people import Register
from domain.profile import OWNER_ROLES, CasePlan, OwnerNotice, School, faults
from domain.text import same
from domain.workdays import OSLO, add_working_days, oslo_day
from tests.builders import (
    DAG,
    KARI,
    LIV,
    MONDAY,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_calendar,
    a_case,
    a_person,
    a_register,
    a_school,
    alerted,
    at,
    away,
)  # fmt: skip
from tests.domain.clockwork import Clockwork

HANDLINGSPLAN = same("handlingsplan")
LILLESTROM = a_school(
    plan=CasePlan(HANDLINGSPLAN, within=5, accepted=True),
    sources={"plan.within": "S4-2", "owner_notice.unfounded_exception": "S4-7"},
)
SANDVIKA = a_school(
    plan=CasePlan(same("aktivitetsplan"), after_investigation=True),
    owner_notice=OwnerNotice(("area_director", "owner_team"), unfounded_exception=False),
    sources={"plan.after_investigation": "S1-13", "owner_notice.to": "S1-9"},
)
SENTRUM = a_school(owner_notice=OwnerNotice(every_case=True), sources={"owner_notice.every_case": "S0-7"})
MINUTE = timedelta(minutes=1)


def delivered(who: str = RANDI, when: datetime = TEN + MINUTE) -> Happened:
    return Happened(when, Event.DELIVERED, who)


def acknowledged(who: str = RANDI, when: datetime = TEN + 5 * MINUTE) -> Happened:
    return Happened(when, "acknowledge", who)


def opened(who: str = RANDI, when: datetime = TEN + 6 * MINUTE) -> Happened:
    return Happened(when, "open", who)


def taken(*more: Happened, **but: Any) -> Case:
    """Delivered to rektor, who acknowledged and opened it within the hour."""
    ordinary = (*alerted(RANDI), delivered(), acknowledged(), opened())
    return a_case(*ordinary, *more, **{"status": Status.ACKNOWLEDGED, **but})


def one(kind: Kind, case: Case, school: School | None = None, now: datetime = TEN, **but: Any) -> Clock | None:
    found = [c for c in clocks(case, but.pop("register", a_register(school=school)), now, **but) if c.kind is kind]
    assert len(found) < 2
    return found[0] if found else None


def the(kind: Kind, *args: Any, **but: Any) -> Clock:
    found = one(kind, *args, **but)
    assert found
    return found


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=OSLO).astimezone(UTC)


# --- Acknowledging and opening


def test_ruling_18_the_limit_to_acknowledge_runs_from_the_newest_alert() -> None:
    case = a_case(*alerted(RANDI), *alerted(DAG, when=at("12:00"), reason=Reason.NO_ANSWER))
    clock = the(Kind.ACKNOWLEDGE, case, now=at("12:30"))
    assert (clock.starts, clock.due, clock.met_at) == (at("12:00"), at("14:00"), None)
    assert not clock.overdue
    assert the(Kind.ACKNOWLEDGE, case, now=at("14:01")).overdue


def test_in_danger_it_is_a_quarter_of_an_hour() -> None:
    case = a_case(*alerted(RANDI), danger=True)
    assert the(Kind.ACKNOWLEDGE, case).due == TEN + 15 * MINUTE


def test_what_was_met_says_when_and_keeps_the_limit_it_had() -> None:
    answered = the(Kind.ACKNOWLEDGE, taken(), now=at("18:00"))
    assert (answered.due, answered.met_at, answered.overdue) == (at("12:00"), at("10:05"), False)
    read = the(Kind.OPEN, taken(), now=at("18:00"))
    assert (read.starts, read.due, read.met_at) == (at("10:05"), at("12:05"), at("10:06"))


def test_acknowledged_and_unopened_the_same_limit_runs_again() -> None:
    case = a_case(*alerted(RANDI), acknowledged(), status=Status.ACKNOWLEDGED)
    clock = the(Kind.OPEN, case, now=at("12:06"))
    assert (clock.starts, clock.due, clock.overdue) == (at("10:05"), at("12:05"), True)


def test_nobody_who_has_read_it_is_asked_to_open_it() -> None:
    case = a_case(*alerted(RANDI), opened(when=at("10:01")), acknowledged(), status=Status.ACKNOWLEDGED)
    assert one(Kind.OPEN, case) is None
    assert the(Kind.ACKNOWLEDGE, case).met_at == at("10:05")


def test_ruling_19_what_one_who_is_disqualified_did_meets_nothing() -> None:
    case = taken(Happened(at("10:10"), "recuse", RANDI), *alerted(KARI, when=at("10:11"), reason=Reason.DISQUALIFIED))
    assert the(Kind.ACKNOWLEDGE, case, now=at("10:12")).met_at is None
    assert one(Kind.OPEN, case) is None


# --- The plan

VECTORS = [
    (date(2026, 11, 23), date(2026, 11, 30), date(2026, 11, 28), date(2026, 11, 30)),
    (date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 3), date(2026, 12, 4)),
    (date(2026, 12, 22), date(2026, 12, 30), date(2026, 12, 30), date(2026, 12, 29)),
    (date(2027, 3, 22), date(2027, 4, 1), date(2027, 3, 31), date(2027, 3, 29)),
    (date(2027, 5, 3), date(2027, 5, 11), date(2027, 5, 10), date(2027, 5, 10)),
    (date(2027, 5, 12), date(2027, 5, 20), date(2027, 5, 19), date(2027, 5, 19)),
]


@pytest.mark.parametrize("saturday", [False, True], ids=["Mon-Fri", "Mon-Sat"])
@pytest.mark.parametrize(("day", "mon_fri", "mon_sat", "week"), VECTORS, ids=lambda d: d.isoformat())
def test_s4_2_s4_3_and_12_6_end_on_the_days_of_the_table(
    day: date, mon_fri: date, mon_sat: date, week: date, saturday: bool
) -> None:
    told = at("10:00", day.isoformat())
    school = replace(LILLESTROM, calendar=a_calendar(saturday_counts=saturday))
    case = a_case(*alerted(RANDI, when=told), delivered(when=told), told_at=told)
    plan, rule = the(Kind.PLAN, case, school, told), the(Kind.STATE_WEEK, case, school, told)
    assert plan.due == midnight((mon_sat if saturday else mon_fri) + timedelta(1)) - datetime.resolution
    assert rule.due == midnight(week)


def test_s4_2_the_plan_is_due_at_the_end_of_the_fifth_virkedag_accepted_and_not_only_made() -> None:
    plan = the(Kind.PLAN, taken(), LILLESTROM)
    assert (plan.starts, plan.about, plan.accepted, plan.source) == (TEN, HANDLINGSPLAN, True, "S4-2")
    in_time, late = at("00:00", "2026-12-01") - datetime.resolution, at("00:00", "2026-12-01")
    assert not the(Kind.PLAN, taken(), LILLESTROM, in_time).overdue
    assert the(Kind.PLAN, taken(), LILLESTROM, late).overdue


def test_calendar_4_school_holidays_stop_neither_the_plan_nor_the_week() -> None:
    """Easter 2027: nobody is at school from Monday to Tuesday the week after, and both days stand."""
    told = at("10:00", "2027-03-22")
    off = frozenset(date(2027, 3, 20) + timedelta(n) for n in range(11))
    school = replace(LILLESTROM, calendar=a_calendar(days_off=off))
    case = a_case(*alerted(RANDI, when=told), delivered(when=told), told_at=told)
    plan, week = the(Kind.PLAN, case, school, told), the(Kind.STATE_WEEK, case, school, told)
    assert plan.due
    assert oslo_day(plan.due) == date(2027, 4, 1)
    assert week.due == midnight(date(2027, 3, 29))
    assert school.calendar.is_holiday(date(2027, 3, 29))


def test_s1_13_the_plan_follows_the_investigation_at_once_and_has_no_date_before_it() -> None:
    plan = the(Kind.PLAN, taken(), SANDVIKA, at("10:00", "2027-06-01"))
    assert (plan.starts, plan.due, plan.overdue, plan.source) == (None, None, False, "S1-13")


def test_a_school_whose_plan_gives_no_limit_has_no_clock_for_the_case_plan() -> None:
    assert one(Kind.PLAN, taken(), a_school()) is None


def test_a_school_that_does_not_name_its_case_plan_has_one_in_writing() -> None:
    plan = the(Kind.PLAN, taken(), a_school(plan=CasePlan(within=3)))
    assert plan.about
    assert plan.about.nb == "skriftlig plan"
    assert plan.source == "§ 12-4"


def test_a_limit_of_no_days_is_refused() -> None:
    assert faults(a_school(plan=CasePlan(within=0)))


def test_12_4_the_investigation_has_no_number_and_says_for_how_long_it_has_run() -> None:
    told = the(Kind.INVESTIGATE, taken(), now=at("00:01", "2026-11-26"))
    assert (told.starts, told.due, told.days, told.overdue, told.source) == (TEN, None, 3, False, "§ 12-4")


# --- The week before Statsforvalteren (§ 12-6, ruling 4)


def test_s2_10_and_ruling_4_the_week_counts_from_the_delivery_and_not_from_the_opening() -> None:
    late = at("09:00", "2026-11-25")
    case = a_case(*alerted(RANDI), delivered(when=TEN + MINUTE), opened(when=late), acknowledged(when=late))
    week = the(Kind.STATE_WEEK, case)
    assert (week.starts, week.due, week.aware) == (TEN + MINUTE, midnight(date(2026, 11, 30)), late)


def test_ruling_4_a_delivery_at_ten_to_midnight_counts_that_day() -> None:
    case = a_case(*alerted(RANDI), delivered(when=at("23:50")))
    assert the(Kind.STATE_WEEK, case).due == midnight(date(2026, 11, 30))


def test_ruling_4_a_delivery_to_the_deputy_counts_only_while_the_deputy_acts_as_rektor() -> None:
    case = a_case(*alerted(RANDI, DAG), delivered(DAG), delivered(RANDI, at("11:00", "2026-11-24")))
    assert the(Kind.STATE_WEEK, case).starts == at("11:00", "2026-11-24")
    absent = a_register(a_person(RANDI, away=away(MONDAY)))
    assert the(Kind.STATE_WEEK, case, register=absent).starts == TEN + MINUTE


def test_ruling_4_in_a_leader_case_it_counts_from_the_owner() -> None:
    case = a_case(*alerted(KARI), delivered(KARI), route=Route.LEADER)
    assert the(Kind.STATE_WEEK, case).starts == TEN + MINUTE
    assert one(Kind.STATE_WEEK, a_case(*alerted(KARI), delivered(KARI))) is None


def test_e4_somebody_who_becomes_a_leader_later_does_not_begin_the_week_anew() -> None:
    case = a_case(
        *alerted(RANDI), delivered(RANDI), delivered(KARI, at("11:00", "2026-11-26")), accused=frozenset({DAG})
    )
    assert the(Kind.STATE_WEEK, case).starts == TEN + MINUTE


def test_until_it_is_delivered_to_rektor_the_week_does_not_run() -> None:
    assert one(Kind.STATE_WEEK, a_case(*alerted(RANDI))) is None


def test_ruling_4_an_oral_report_counts_from_when_it_was_told() -> None:
    friday = at("14:00", "2026-11-20")
    case = a_case(*alerted(RANDI), delivered())
    assert the(Kind.STATE_WEEK, case, told_orally_at=friday).due == midnight(date(2026, 11, 27))
    assert the(Kind.PLAN, case, LILLESTROM, told_orally_at=friday).starts == friday


def test_nobody_is_late_for_a_week_that_has_passed() -> None:
    week = the(Kind.STATE_WEEK, taken(), now=at("00:00", "2026-11-30"))
    assert (week.passed, week.overdue) == (True, False)
    assert not the(Kind.STATE_WEEK, taken(), now=at("23:59", "2026-11-29")).passed


def test_u5_rektor_is_aware_in_person_and_not_through_the_deputy() -> None:
    case = a_case(*alerted(DAG), delivered(DAG), acknowledged(DAG), opened(DAG), status=Status.ACKNOWLEDGED)
    absent = a_register(a_person(RANDI, away=away(MONDAY)))
    assert the(Kind.STATE_WEEK, case, register=absent).aware is None
    assert the(Kind.STATE_WEEK, taken()).aware == TEN + 5 * MINUTE


# --- Telling the owner (§ 12-5, ruling 3)


def owner(case: Case, school: School | None = None, register: Register | None = None) -> tuple[Clock, ...]:
    found = clocks(case, register or a_register(school=school), TEN)
    return tuple(c for c in found if c.kind is Kind.OWNER_NOTICE)


def test_12_5_rektor_tells_the_owner_straks_from_taking_a_case_about_staff() -> None:
    (clock,) = owner(taken(route=Route.EMPLOYEE))
    assert (clock.starts, clock.due, clock.met_at, clock.source) == (TEN + 5 * MINUTE, None, None, "§ 12-5")
    assert clock.about == EVERY_RECIPIENT[OWNER]
    assert owner(a_case(*alerted(RANDI), route=Route.EMPLOYEE)) == ()


def test_12_5_an_ordinary_case_and_a_leader_case_have_no_such_clock() -> None:
    assert owner(taken()) == ()
    assert owner(a_case(*alerted(KARI), acknowledged(KARI), route=Route.LEADER, status=Status.ACKNOWLEDGED)) == ()


def test_s4_5_s4_7_the_school_s_own_rule_is_named() -> None:
    (clock,) = owner(taken(route=Route.EMPLOYEE), LILLESTROM)
    assert clock.source == "S4-7"


def test_s0_7_sentrum_tells_the_owner_in_every_case() -> None:
    (clock,) = owner(taken(), SENTRUM)
    assert clock.source == "S0-7"
    assert owner(taken(route=Route.EMPLOYEE), SENTRUM)[0].source == "§ 12-5"


def test_s1_9_sandvika_tells_two_and_each_is_met_for_themself() -> None:
    director, team = owner(taken(route=Route.EMPLOYEE), SANDVIKA)
    assert [c.about and c.about.nb for c in (director, team)] == ["Områdedirektøren", "Skolemiljøteamet"]
    told = Happened(at("10:20"), "tell_owner", RANDI, "owner_team")
    waiting, met = owner(taken(told, route=Route.EMPLOYEE), SANDVIKA)
    assert (waiting.about, waiting.met_at) == (director.about, None)
    assert (met.about, met.met_at) == (team.about, at("10:20"))


def test_s1_9_an_employee_case_there_has_no_exception_and_an_ordinary_one_nowhere() -> None:
    assert may_be_unfounded(taken(route=Route.EMPLOYEE), LILLESTROM)
    assert not may_be_unfounded(taken(route=Route.EMPLOYEE), SANDVIKA)
    assert not may_be_unfounded(taken(), SENTRUM)
    assert not may_be_unfounded(taken(route=Route.EMPLOYEE), SENTRUM)


def test_ruling_3_the_owner_who_takes_the_case_here_has_been_told() -> None:
    case = taken(*alerted(UNNI), opened(UNNI, at("10:30")), route=Route.EMPLOYEE)
    (clock,) = owner(case)
    assert clock.met_at == at("10:30")


def test_ruling_3_that_a_card_reached_the_owner_proves_sending_only() -> None:
    (clock,) = owner(taken(*alerted(UNNI), delivered(UNNI), route=Route.EMPLOYEE))
    assert clock.met_at is None


def test_e34_manifestly_unfounded_ends_the_notice_and_nothing_else() -> None:
    case = taken(Happened(at("10:20"), "tell_owner", RANDI, UNFOUNDED), route=Route.EMPLOYEE)
    (clock,) = owner(case)
    assert clock.met_at == at("10:20")
    assert the(Kind.INVESTIGATE, case).met_at is None


def test_everybody_who_can_be_told_has_words_and_nobody_else_can_be_listed() -> None:
    assert set(EVERY_RECIPIENT) == OWNER_ROLES | {OWNER}
    assert faults(a_school(owner_notice=OwnerNotice(("the_neighbour",))))


# --- All of them together


def test_ruling_2_a_report_that_was_not_delivered_has_no_clocks_here() -> None:
    for status in (Status.UNDELIVERED, Status.OWNER_TOLD):
        assert clocks(a_case(route=Route.LEADER, status=status), a_register(), TEN) == ()


def test_the_overdue_come_first_then_the_soonest_and_last_what_has_been_met() -> None:
    case = taken(route=Route.EMPLOYEE)
    found = clocks(case, a_register(school=LILLESTROM), at("10:00", "2026-12-02"))
    assert [c.kind for c in found] == [
        Kind.PLAN, Kind.OWNER_NOTICE, Kind.INVESTIGATE, Kind.STATE_WEEK, Kind.ACKNOWLEDGE, Kind.OPEN,
    ]  # fmt: skip
    assert [c.overdue for c in found] == [True, False, False, False, False, False]


def test_what_has_not_begun_comes_after_what_runs() -> None:
    kinds = [c.kind for c in clocks(taken(), a_register(school=SANDVIKA), TEN) if c.met_at is None]
    assert kinds == [Kind.INVESTIGATE, Kind.STATE_WEEK, Kind.PLAN]


moments = st.integers(0, 60 * 24 * 60).map(lambda n: TEN + n * MINUTE)
schools = st.sampled_from([LILLESTROM, SANDVIKA, SENTRUM, a_school()])
acts = st.lists(
    st.tuples(
        st.sampled_from([RANDI, DAG, KARI, UNNI, TOR, LIV]), st.sampled_from(["acknowledge", "open", "recuse"]),
        st.integers(0, 300),
    ),
    max_size=6,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(schools, st.sampled_from([Route.ORDINARY, Route.EMPLOYEE]), st.booleans(), acts, moments)
def test_whatever_happens_the_clocks_are_in_order_and_say_when_they_started(
    school: School, route: Route, danger: bool, done: list[tuple[str, str, int]], now: datetime
) -> None:
    register = a_register(school=school)
    play = Clockwork(a_case(*alerted(RANDI), delivered(), route=route, danger=danger), register, TEN + 2 * MINUTE)
    for who, action, wait in done:
        play.run(play.now + wait * MINUTE)
        play.act(who, action)
    found = clocks(play.case, register, max(now, play.now))
    assert found == tuple(sorted(found, key=lambda c: (c.met_at is not None, not c.overdue, not c.pressing)))
    for clock in found:
        assert clock.starts is None or clock.starts <= max(now, play.now)
        assert not (clock.overdue and (clock.met_at or clock.due is None))
        assert clock.days >= 0
        assert clock.starts is None or clock.due is None or clock.starts < clock.due


@settings(deadline=None)
@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)), st.booleans())
def test_the_plan_is_due_when_five_virkedager_have_gone_and_never_in_the_middle_of_one(day: date, sat: bool) -> None:
    told = at("10:00", day.isoformat())
    school = replace(LILLESTROM, calendar=a_calendar(saturday_counts=sat))
    plan = the(Kind.PLAN, a_case(told_at=told), school, told)
    assert plan.due
    assert oslo_day(plan.due) == add_working_days(day, 5, school.calendar)
    assert oslo_day(plan.due) != oslo_day(plan.due + datetime.resolution)
