"""How serious a case is judged to be, and what the owner is owed by it (§ 12-4 second paragraph; S2-7, S2-8, S4-5)."""

from __future__ import annotations

import pytest

from domain.case import Case, Event, Happened, Route, Status
from domain.clocks import Clock, Kind, clocks
from domain.owner import OWNER, UNFOUNDED, may_be_unfounded, must_tell_owner, owner_side, unreached
from domain.people import Role
from domain.profile import OwnerNotice, School, faults
from domain.severity import CRITERIA, NOT_SERIOUS, SERIOUS, examples, serious_since, ticked
from tests.builders import (
    DAG,
    KARI,
    RANDI,
    TOR,
    UNNI,
    a_case,
    a_person,
    a_register,
    a_school,
    alerted,
    at,
)
from tests.documents import plans

TAKEN = (*alerted(RANDI), Happened(at("10:05"), "acknowledge", RANDI), Happened(at("10:06"), "open", RANDI))


def judged(clock: str, word: str, action: str = "weigh") -> Happened:
    return Happened(at(clock), action, RANDI, word)


def taken(*more: Happened, **but: object) -> Case:
    return a_case(*TAKEN, *more, **{"status": Status.INVESTIGATING, **but})  # type: ignore[arg-type]


def sent(who: str, about: str = OWNER, clock: str = "10:20") -> Happened:
    return Happened(at(clock), Event.OWNER_SENT, who, about)


def notices(case: Case, school: School | None = None) -> list[Clock]:
    found = clocks(case, a_register(school=school), at("12:00"))
    return [clock for clock in found if clock.kind is Kind.OWNER_NOTICE]


SERIOUS_CASE = taken(judged("10:10", SERIOUS, "assess"))


# --- The judgement


def test_e35_what_counts_is_the_newest_judgement_and_the_history_keeps_them_all() -> None:
    case = taken(judged("10:10", SERIOUS, "assess"), judged("11:00", NOT_SERIOUS))
    assert serious_since(SERIOUS_CASE) == at("10:10")
    assert serious_since(case) is None
    assert [h.note for h in case.all("assess", "weigh")] == [SERIOUS, NOT_SERIOUS]


def test_judged_serious_twice_it_is_so_since_the_first_time() -> None:
    again = taken(judged("10:10", SERIOUS, "assess"), judged("11:00", SERIOUS))
    assert serious_since(again) == at("10:10")
    back = again.after(judged("11:30", NOT_SERIOUS), judged("11:45", SERIOUS))
    assert serious_since(back) == at("11:45")


def test_nobody_has_judged_a_case_that_was_only_told() -> None:
    assert serious_since(taken()) is None


def test_s2_8_the_plans_examples_stand_in_its_own_words_and_are_elverums_alone() -> None:
    said = [option.label.nb for option in examples(plans()["elverum"])]
    assert said[-1] == "særlig krenkende saker som skolen over tid ikke har klart å løse"
    assert len(said) == 4
    assert [school.id for school in plans().values() if school.serious] == ["elverum"]


def test_only_criteria_count_as_ticked() -> None:
    assert ticked({"criteria": "violent,threats,whatever"}) == {"violent", "threats"}
    assert ticked({"criteria": ""}) == ticked({}) == frozenset()
    assert set(CRITERIA) >= {"violent", "violating", "several", "unresolved", "digital", "threats", "intervention"}


# --- What is owed


def test_p12_4_second_paragraph_the_owner_of_a_serious_case_is_owed_a_notice_since_the_judgement() -> None:
    (clock,) = notices(SERIOUS_CASE)
    assert (clock.starts, clock.due, clock.met_at, clock.source) == (at("10:10"), None, None, "§ 12-4")
    assert clock.pressing
    assert notices(taken(judged("10:10", NOT_SERIOUS, "assess"))) == []


def test_s2_7_s4_5_s0_7_the_schools_own_rule_is_the_source_where_it_has_one() -> None:
    sources = {id_: must_tell_owner(SERIOUS_CASE, school) for id_, school in plans().items()}
    assert sources == {
        "sentrum": "S0-7", "sandvika": "§ 12-4", "elverum": "S2-8", "hvam": "§ 12-4", "lillestrom": "S4-5",
    }  # fmt: skip


def test_s1_9_each_recipient_has_a_clock_of_their_own_in_a_serious_case_too() -> None:
    school = a_school(owner_notice=OwnerNotice(("area_director", "owner_team"), unfounded_exception=False))
    told = Happened(at("10:30"), "tell_owner", RANDI, "owner_team")
    waiting, met = notices(SERIOUS_CASE.after(told), school)
    assert [(c.starts, c.met_at) for c in (waiting, met)] == [(at("10:10"), None), (at("10:10"), at("10:30"))]


def test_e35_a_notice_that_was_not_sent_is_no_longer_owed_when_the_case_is_judged_otherwise() -> None:
    calmer = SERIOUS_CASE.after(judged("11:00", NOT_SERIOUS))
    assert notices(calmer) == []
    told = SERIOUS_CASE.after(Happened(at("10:30"), "tell_owner", RANDI, OWNER), judged("11:00", NOT_SERIOUS))
    assert [h.at for h in told.all("tell_owner")] == [at("10:30")]


def test_p12_5_and_s0_7_are_owed_whatever_it_is_judged_to_be_and_since_it_was_taken() -> None:
    calm = judged("10:10", NOT_SERIOUS, "assess")
    (clock,) = notices(taken(calm, route=Route.EMPLOYEE))
    assert (clock.starts, clock.source) == (at("10:05"), "§ 12-5")
    (every,) = notices(taken(calm), plans_as_fjellvik("sentrum"))
    assert (every.starts, every.source) == (at("10:05"), "S0-7")


def plans_as_fjellvik(id_: str) -> School:
    school = plans()[id_]
    return a_school(owner_notice=school.owner_notice, sources=school.sources)


def test_p12_5_a_leader_case_is_the_owners_and_owes_nobody_there_a_notice() -> None:
    assert must_tell_owner(taken(judged("10:10", SERIOUS), route=Route.LEADER), a_school()) == ""
    assert owner_side(taken(route=Route.LEADER), a_register()).untold == ()
    leads = a_register(a_person(TOR, Role.DEPARTMENT_HEAD))  # the accused has become a leader since (E4)
    assert owner_side(taken(route=Route.EMPLOYEE, accused=frozenset({TOR})), leads).untold == ()


def test_e34_there_is_no_exception_from_telling_of_what_is_serious() -> None:
    unfounded = Happened(at("10:08"), "tell_owner", RANDI, UNFOUNDED)
    before = taken(unfounded, route=Route.EMPLOYEE)
    assert notices(before)[0].waived
    (clock,) = notices(before.after(judged("10:10", SERIOUS)))
    assert (clock.met_at, clock.waived) == (None, False)
    assert not may_be_unfounded(before.after(judged("10:10", SERIOUS)), a_school())
    assert may_be_unfounded(before.after(judged("10:10", NOT_SERIOUS)), a_school())


def test_s4_7_lillestrom_has_the_acts_exception_and_s1_9_sandvika_has_none() -> None:
    employee = taken(route=Route.EMPLOYEE)
    assert may_be_unfounded(employee, plans()["lillestrom"])
    assert not may_be_unfounded(employee, plans()["sandvika"])
    assert not may_be_unfounded(taken(), plans()["lillestrom"])


# --- A notice sent here


def test_ruling_3_a_notice_that_was_sent_meets_nothing_until_one_of_them_confirms() -> None:
    out = SERIOUS_CASE.after(sent(UNNI), sent(KARI), Happened(at("10:21"), Event.OWNER_REACHED, UNNI, OWNER))
    (clock,) = notices(out)
    assert (clock.met_at, clock.sent_at) == (None, at("10:20"))
    (met,) = notices(out.after(Happened(at("10:40"), Event.OWNER_KNOWS, KARI, OWNER)))
    assert met.met_at == at("10:40")


def test_a_request_for_help_that_is_confirmed_is_no_notice() -> None:
    asked = SERIOUS_CASE.after(sent(UNNI, "help"), Happened(at("10:40"), Event.OWNER_KNOWS, UNNI, "help"))
    (clock,) = notices(asked)
    assert (clock.met_at, clock.sent_at) == (None, None)


def test_a_notice_has_missed_when_it_reached_nobody_and_is_said_until_it_is_seen_to() -> None:
    missed = Happened(at("10:30"), Event.OWNER_MISSED, UNNI, OWNER)
    register = a_register()
    half = SERIOUS_CASE.after(sent(UNNI), sent(KARI), missed)
    assert [*unreached(half, register)] == []
    none = half.after(Happened(at("10:31"), Event.OWNER_MISSED, KARI, OWNER))
    assert [*unreached(none, register)] == [OWNER]
    assert notices(none)[0].sent_at is None
    assert [*unreached(none.after(sent(UNNI, clock="10:50")), register)] == []
    told = Happened(at("11:00"), "tell_owner", RANDI, OWNER)
    assert [*unreached(none.after(told), register)] == []


def test_those_who_can_get_a_card_are_the_owners_people_and_nobody_who_is_accused_or_disqualified() -> None:
    case = taken(Happened(at("10:07"), "recuse", KARI), route=Route.EMPLOYEE)
    assert owner_side(case, a_register()).here == {OWNER: (UNNI,)}
    two = a_school(owner_notice=OwnerNotice(("area_director", "owner_team")))
    director = a_person(UNNI, Role.AREA_DIRECTOR)
    found = owner_side(taken(route=Route.EMPLOYEE), a_register(director, school=two))
    assert (found.untold, found.here) == (("area_director", "owner_team"), {"area_director": (UNNI,)})


def test_the_owner_who_took_the_case_has_been_told_without_any_notice() -> None:
    case = taken(*alerted(UNNI), Happened(at("10:30"), "open", UNNI), judged("10:40", SERIOUS))
    assert owner_side(case, a_register()).untold == ()
    (clock,) = notices(case)
    assert clock.met_at == at("10:30")


@pytest.mark.parametrize("who", [DAG, TOR])
def test_nobody_at_the_school_confirms_for_the_owner(who: str) -> None:
    case = SERIOUS_CASE.after(sent(UNNI), Happened(at("10:30"), "open", who))
    assert notices(case)[0].met_at is None


def test_a_plan_names_only_ways_that_we_know() -> None:
    assert faults(a_school(owner_notice=OwnerNotice(serious_by="pigeon")))
    assert not faults(a_school(owner_notice=OwnerNotice(serious_by="email")))
