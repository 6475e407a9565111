"""What the directory has said: what `services.ports.Work` promises of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.dialects import postgresql

from domain.calendars import Member
from domain.directory import Said
from domain.groups import GONE, GroupState
from storage import dialects
from storage.school_tables import education_roles, group_states, members
from tests.builders import FJELLVIK, RANDI, TEN, TOR, UNNI
from tests.storage.conftest import Run

RANDI_SAID = Member(RANDI, "Randi Ås", "randi@fjellvik.example")
TOR_SAID = Member(TOR, "Tor Vik", "", is_guest=True, is_enabled=False)
STATE = GroupState(FJELLVIK, "g", TEN, GONE, 3, TEN, TEN + timedelta(1), TEN + timedelta(2))


def test_people_are_read_as_they_were_kept_and_the_newest_word_stands(run: Run) -> None:
    run(lambda work: work.keep_member(RANDI_SAID, TOR_SAID))
    assert run(lambda work: work.said()).members == {RANDI: RANDI_SAID, TOR: TOR_SAID}
    moved = Member(RANDI, "Randi Ås", "randi.aas@fjellvik.example", is_enabled=False)
    run(lambda work: work.keep_member(moved))
    assert run(lambda work: work.member(RANDI)) == moved
    assert run(lambda work: work.address_of(RANDI)) == "randi.aas@fjellvik.example"


def test_nobody_has_an_address_before_the_directory_has_said_it(run: Run) -> None:
    run(lambda work: work.keep_member(TOR_SAID))
    assert run(lambda work: [work.address_of(who) for who in (TOR, UNNI)]) == ["", ""]
    assert run(lambda work: work.member(UNNI)) is None


def test_half_a_character_in_a_name_is_no_reason_to_keep_nobody(run: Run) -> None:
    run(lambda work: work.keep_member(Member(TOR, "Tor \ud83d Vik")))
    assert run(lambda work: work.member(TOR)).name == "Tor ? Vik"


def test_who_is_forgotten_is_forgotten_with_their_education(run: Run) -> None:
    run(lambda work: (work.keep_member(RANDI_SAID, TOR_SAID), work.keep_education(TOR, "teacher")))
    run(lambda work: work.forget_member(TOR))
    assert run(lambda work: work.said()) == Said({RANDI: RANDI_SAID}, {}, {})


def test_groups_are_replaced_one_schools_at_a_time(run: Run) -> None:
    run(lambda work: work.keep_groups("solvik", {"g": [UNNI]}))
    run(lambda work: work.keep_groups(FJELLVIK, {"g": [RANDI, TOR], "h": [TOR], "empty": []}))
    assert run(lambda work: work.said()).groups == {
        ("solvik", "g"): {UNNI},
        (FJELLVIK, "g"): {RANDI, TOR},
        (FJELLVIK, "h"): {TOR},
    }
    run(lambda work: work.keep_groups(FJELLVIK, {"h": [RANDI]}))
    assert run(lambda work: work.said()).groups == {("solvik", "g"): {UNNI}, (FJELLVIK, "h"): {RANDI}}


def test_what_somebody_is_in_education_is_kept_changed_and_taken_back(run: Run) -> None:
    for role in ("teacher", "faculty", ""):
        run(lambda work, role=role: work.keep_education(TOR, role))
        assert run(lambda work: work.education_of(TOR)) == role
    assert run(lambda work: work.said()).education == {}


def test_the_state_of_a_group_is_read_as_it_was_kept(run: Run) -> None:
    first = GroupState(FJELLVIK, "g", TEN)
    run(lambda work: work.keep_group_state(first, GroupState("solvik", "g", TEN)))
    run(lambda work: work.keep_group_state(STATE))
    assert run(lambda work: work.group_states()) == (STATE, GroupState("solvik", "g", TEN))


def test_what_is_not_saved_after_all_has_not_been_said(run: Run) -> None:
    def fails(work: object) -> None:
        work.keep_groups(FJELLVIK, {"g": [RANDI]})  # type: ignore[attr-defined]
        raise LookupError

    with pytest.raises(LookupError):
        run(fails)
    assert run(lambda work: work.said()).groups == {}


@pytest.mark.parametrize(
    ("table", "key"),
    [(members, ("person",)), (education_roles, ("person",)), (group_states, ("school", "group_id"))],
    ids=lambda found: getattr(found, "name", ""),
)
def test_each_change_of_a_row_can_be_written_for_postgresql_too(table: object, key: tuple[str, ...]) -> None:
    """Run there in a later part; here, that nothing in them is SQLite's alone."""
    change = dialects.where_other if table is members or table is education_roles else dialects.or_change
    statement = change("postgresql", table, *key)._statement  # type: ignore[arg-type]
    assert "ON CONFLICT" in str(statement.compile(dialect=postgresql.dialect()))
