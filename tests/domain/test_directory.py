"""The register with what the directory has said: it adds people and posts, and takes none that a file gives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import Member
from domain.directory import EDUCATION, Said, merged
from domain.people import Person, Post, Register, Role
from domain.soundness import lacking
from tests.builders import (
    DAG,
    EMIL,
    FJELLVIK,
    KARI,
    LIV,
    NAMES,
    RANDI,
    TOR,
    UNNI,
    a_person,
    a_register,
    a_school,
    with_groups,
)

HEADS, STAFF, OWNERS = "heads", "staff", "owners"
NEW, OTHER = "00000000-0000-4000-8000-0000000000a1", "00000000-0000-4000-8000-0000000000a2"


def said(*members: Member, education: dict[str, str] | None = None, **groups: list[str]) -> Said:
    here = {(FJELLVIK, group): frozenset(who) for group, who in groups.items()}
    return Said({m.id: m for m in members}, here, education or {})


def a_member(id_: str, **but: bool) -> Member:
    return Member(id_, NAMES.get(id_, f"Ny {id_[-2:]}"), f"{id_[-2:]}@fjellvik.example", **but)


def house(*instead: Person, **groups: str) -> Register:
    return with_groups(a_register(*instead), **(groups or {"principal": HEADS, "staff": STAFF}))


def roles(register: Register, who: str) -> set[str]:
    person = register.person(who)
    return {post.role.value for post in person.posts} if person else set()


def test_a_group_adds_people_and_gives_those_of_the_file_more_posts() -> None:
    found = merged(house(), said(a_member(NEW), a_member(TOR), heads=[NEW], staff=[NEW, TOR]))
    assert roles(found, NEW) == {"principal", "staff"}
    assert [p.id for p in found.holders(FJELLVIK, Role.PRINCIPAL)] == [RANDI, NEW]
    assert roles(found, TOR) == {"staff"}


def test_the_file_outranks_the_directory_in_posts_and_names() -> None:
    renamed = Member(RANDI, "Ås, Randi (FJE)", is_enabled=False)
    found = merged(house(), said(renamed, heads=[]))
    assert roles(found, RANDI) == {"principal"}
    assert found.name(RANDI) == "Randi Ås"


def test_those_of_the_file_are_told_before_those_of_the_directory_who_come_by_name() -> None:
    late, early = Member(NEW, "Åse Øye"), Member(OTHER, "Arne Ek")
    found = merged(house(), said(late, early, heads=[NEW, OTHER]))
    assert [p.name for p in found.holders(FJELLVIK, Role.PRINCIPAL)] == ["Randi Ås", "Arne Ek", "Åse Øye"]


def test_a_group_that_the_file_no_longer_names_gives_nothing_any_more() -> None:
    assert roles(merged(house(staff=STAFF), said(a_member(NEW), heads=[NEW])), NEW) == set()


def test_ruling_7_a_guest_never_handles_whatever_group_and_leads_all_the_same() -> None:
    found = merged(house(), said(a_member(NEW, is_guest=True), heads=[NEW]))
    assert [p.id for p in found.holders(FJELLVIK, Role.PRINCIPAL)] == [RANDI]
    assert found.is_leader(NEW, FJELLVIK)


def test_ruling_7_one_of_the_file_whom_the_directory_calls_a_guest_is_one() -> None:
    found = merged(house(), said(a_member(DAG, is_guest=True), a_member(TOR, is_guest=True), heads=[TOR]))
    assert found.holders(FJELLVIK, Role.DEPUTY) == ()
    assert [p.id for p in found.holders(FJELLVIK, Role.PRINCIPAL)] == [RANDI]


def test_the_directory_never_calls_those_guests_without_whom_the_school_could_not_be_served() -> None:
    found = merged(house(), said(a_member(UNNI, is_guest=True), a_member(NEW, is_guest=True), heads=[NEW]))
    assert [p.id for p in found.owners(FJELLVIK)] == [UNNI, KARI]
    assert lacking(found, FJELLVIK) == ""


@pytest.mark.parametrize(("what", "role"), EDUCATION.items())
def test_what_somebody_is_in_education_counts_where_one_school_alone_asks(what: str, role: Role) -> None:
    told = said(a_member(NEW), education={NEW: what})
    alone = with_groups(a_register(), education=True)
    assert merged(alone, told).people[NEW].posts == {Post(FJELLVIK, role)}
    assert NEW not in merged(a_register(), told).people
    both = with_groups(
        with_groups(a_register(solvik=a_school("solvik")), education=True), school="solvik", education=True
    )
    assert NEW not in merged(both, told).people


def test_education_adds_nothing_to_those_whom_the_file_or_a_group_knows_nor_to_a_disabled_account() -> None:
    asking = with_groups(a_register(), education=True, principal=HEADS)
    told = said(
        a_member(NEW), a_member(EMIL), a_member(OTHER, is_enabled=False),
        education=dict.fromkeys((NEW, EMIL, OTHER), "teacher"), heads=[NEW],
    )  # fmt: skip
    found = merged(asking, told)
    assert (roles(found, NEW), roles(found, EMIL), roles(found, OTHER)) == ({"principal"}, {"student"}, set())


def test_a_school_whose_rektor_a_group_names_lacks_nothing_before_the_directory_has_spoken() -> None:
    vacant = a_register(without=[RANDI])
    assert lacking(vacant, FJELLVIK) == "nobody is its principal"
    assert lacking(with_groups(vacant, principal=HEADS), FJELLVIK) == ""


def test_owners_whom_a_group_names_may_be_awaited_and_are_lacking_until_they_come() -> None:
    waiting = with_groups(a_register(without=[UNNI]), owner_contact=OWNERS)
    assert lacking(waiting, FJELLVIK, awaiting=True) == ""
    assert "has 1" in lacking(waiting, FJELLVIK)
    assert lacking(merged(waiting, said(a_member(NEW), owners=[NEW])), FJELLVIK) == ""


EVERYBODY = [*NAMES, NEW, OTHER]
MEMBERS = st.fixed_dictionaries(
    {who: st.builds(Member, st.just(who), st.just("N"), is_guest=st.booleans()) for who in EVERYBODY}
)
GROUPS = st.fixed_dictionaries(
    {(FJELLVIK, group): st.frozensets(st.sampled_from(EVERYBODY)) for group in (HEADS, STAFF, OWNERS)}
)


@given(MEMBERS, GROUPS)
def test_whatever_the_directory_says_nobody_loses_a_post_of_the_file_and_the_school_is_served(
    members: dict[str, Member], groups: dict[tuple[str, str], frozenset[str]]
) -> None:
    written = house(principal=HEADS, staff=STAFF, owner_contact=OWNERS)
    found = merged(written, Said(members, groups, {}))
    assert all(person.posts <= found.people[id_].posts for id_, person in written.people.items())
    assert lacking(found, FJELLVIK) == ""
    handling = {p.id for p in found.holders(FJELLVIK, *Role) if members[p.id].is_guest}
    assert all(found.people[who].posts == written.people[who].posts for who in handling)


def test_classes_leaders_and_absences_of_the_file_stay() -> None:
    head = a_person(LIV, leader=RANDI, classes=frozenset({"2STA"}))
    found = merged(house(head), said(a_member(LIV), staff=[LIV]))
    assert found.people[LIV] == replace(head, posts=head.posts | {Post(FJELLVIK, Role.STAFF)})
