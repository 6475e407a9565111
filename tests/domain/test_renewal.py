"""Files read again: news is taken, and a fault in a file costs nobody their receivers."""

from __future__ import annotations

from dataclasses import replace

from domain.people import Post, Register, Role
from domain.renewal import changed, disturbed, joiners, renewed
from tests.builders import (
    DAG,
    FJELLVIK,
    KARI,
    LIV,
    MONDAY,
    NORA,
    RANDI,
    TOR,
    UNNI,
    a_person,
    a_register,
    a_school,
    away,
)

SOLVIK = "solvik"
BERIT, ODD = "00000000-0000-4000-8000-0000000000b1", "00000000-0000-4000-8000-0000000000b2"
AT_BOTH = frozenset({Post(FJELLVIK, Role.OWNER_CONTACT), Post(SOLVIK, Role.OWNER_CONTACT)})
AT_SOLVIK = (
    a_person(BERIT, Role.PRINCIPAL, school=SOLVIK),
    a_person(ODD, Role.DEPUTY, school=SOLVIK),
    a_person(UNNI, posts=AT_BOTH),
)


def county(*instead, without=(), **but) -> Register:  # type: ignore[no-untyped-def]
    """Fjellvik and Solvik; Unni is the owner's contact at both."""
    schools = {"school": a_school(**but), SOLVIK: a_school(SOLVIK)}
    return a_register(*AT_SOLVIK, *instead, without=without, **schools)


OLD = county()


def test_without_a_fault_everything_is_news() -> None:
    new = county(a_person(RANDI, away=away()), without=[DAG], phone="1")
    assert renewed(OLD, new, ()) == new


def test_a_school_with_a_fault_goes_on_with_its_file_and_all_its_people() -> None:
    new = county(a_person(RANDI, Role.STAFF), a_person(NORA, Role.PRINCIPAL), without=[DAG, LIV], phone="1")
    after = renewed(OLD, new, [FJELLVIK])
    assert after.schools[FJELLVIK] == OLD.schools[FJELLVIK]
    for who in (RANDI, DAG, LIV, NORA, TOR, KARI):
        assert after.people[who] == OLD.people[who]
    assert after.leadership(FJELLVIK) == OLD.leadership(FJELLVIK)


def test_the_other_schools_take_their_news() -> None:
    new = county(
        a_person(BERIT, Role.STAFF, school=SOLVIK), a_person(ODD, Role.PRINCIPAL, school=SOLVIK), without=[DAG]
    )
    after = renewed(OLD, new, [FJELLVIK])
    assert [p.id for p in after.holders(SOLVIK, Role.PRINCIPAL)] == [ODD]
    assert [p.id for p in after.holders(FJELLVIK, Role.DEPUTY)] == [DAG]


def test_one_with_a_foot_in_both_has_the_old_posts_there_and_the_new_elsewhere() -> None:
    moved = replace(a_person(UNNI), name="Unni Berg-Moe", posts=frozenset({Post(SOLVIK, Role.AREA_DIRECTOR)}))
    after = renewed(OLD, county(moved), [FJELLVIK]).people[UNNI]
    assert after.posts == {Post(FJELLVIK, Role.OWNER_CONTACT), Post(SOLVIK, Role.AREA_DIRECTOR)}
    assert after.name == "Unni Berg-Moe"


def test_one_whose_entry_is_gone_from_the_file_stays_only_where_there_is_a_fault() -> None:
    after = renewed(OLD, county(without=[UNNI]), [FJELLVIK])
    assert after.people[UNNI].posts == {Post(FJELLVIK, Role.OWNER_CONTACT)}
    assert UNNI not in renewed(OLD, county(without=[UNNI]), ()).people


def test_somebody_new_at_a_school_with_a_fault_waits_there_and_not_elsewhere() -> None:
    new = a_person("new", posts=frozenset({Post(FJELLVIK, Role.DEPUTY), Post(SOLVIK, Role.STAFF)}))
    assert renewed(OLD, county(new), [FJELLVIK]).people["new"].posts == {Post(SOLVIK, Role.STAFF)}
    only = a_person("new", Role.DEPUTY)
    assert "new" not in renewed(OLD, county(only), [FJELLVIK]).people


def test_when_nothing_can_be_read_everything_is_as_it_was() -> None:
    assert renewed(OLD, Register({}), [FJELLVIK, SOLVIK]) == OLD


def test_a_school_that_never_could_be_served_is_still_not() -> None:
    assert "elvheim" not in renewed(OLD, OLD, ["elvheim"]).schools


def test_the_order_of_telling_is_the_new_files() -> None:
    people = dict(reversed(OLD.people.items()))
    after = renewed(OLD, Register(OLD.schools, people), ())
    assert [p.id for p in after.owners(FJELLVIK)] == [KARI, UNNI]


# What a fault may hide though it does not name it


def test_a_faulty_entry_disturbs_every_school_where_its_person_was() -> None:
    assert disturbed(OLD, county(without=[UNNI]), [UNNI, "fjellvik", "Unni Berg"], OLD.schools) == {FJELLVIK, SOLVIK}


def test_a_leader_whose_school_is_misspelt_is_not_forgotten() -> None:
    """ "fjelvik": the entry is whole, the school unknown, and Fjellvik would be without a leader it has."""
    slip = a_person(LIV, posts=frozenset({Post("fjelvik", Role.DEPARTMENT_HEAD)}))
    assert disturbed(OLD, county(slip), (), OLD.schools) == {FJELLVIK}
    after = renewed(OLD, county(slip), disturbed(OLD, county(slip), (), OLD.schools))
    assert after.is_leader(LIV, FJELLVIK)


def test_a_school_that_was_unknown_before_disturbs_nobody() -> None:
    both = a_person(UNNI, posts=AT_BOTH | {Post("elvheim", Role.OWNER_CONTACT)})
    old, new = county(both), county(both, a_person(RANDI, away=away()))
    assert disturbed(old, new, (), old.schools) == frozenset()
    gets_one_more = county(both)
    assert disturbed(OLD, gets_one_more, (), OLD.schools) == frozenset()


def test_the_schools_that_have_changed_are_those_with_new_rules_or_somebody_new() -> None:
    assert changed(OLD, county()) == frozenset()
    assert changed(OLD, county(phone="1")) == {FJELLVIK}
    assert changed(OLD, county(a_person(RANDI, away=away(MONDAY)))) == {FJELLVIK}
    assert changed(OLD, county(without=[BERIT])) == {SOLVIK}
    assert changed(OLD, county(a_person(TOR, leader=DAG))) == {FJELLVIK}


def test_who_begins_at_a_school_joins_it_and_nobody_joins_a_school_that_is_new() -> None:
    before = a_register(without=[NORA])
    assert joiners(before, a_register()) == {(FJELLVIK, NORA)}
    assert joiners(before, before) == frozenset()
    assert joiners(before, a_register(a_person(TOR, Role.COUNSELLOR), without=[NORA])) == frozenset()
    assert joiners(before, a_register(*AT_SOLVIK, without=[NORA], solvik=a_school(SOLVIK))) == frozenset()
