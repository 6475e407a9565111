"""The directory's word taken into a real record: who gets a post, who loses one, and what an outage does (nothing)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendars import Member
from domain.groups import GONE, NEEDED, Heard, night
from domain.people import PersonId, Register, Role
from services import directory, posts
from services.directory import Stated, Taken
from services.jobs import Done, Doubt, Later, Outcome, Refused, Why
from services.ports import House
from storage.store import Store
from tests.builders import FJELLVIK, KARI, NAMES, RANDI, TOR, UNNI, a_register, a_school, at, with_groups
from tests.fresh import open_store

HEADS, STAFF = "heads", "staff"
AT_THREE = at("03:00")
DAY = timedelta(days=1)
HOUSE = with_groups(a_register(), principal=HEADS, staff=STAFF)
NEW = [f"00000000-0000-4000-8000-0000000000a{n}" for n in range(8)]


def member(id_: PersonId, **but: bool) -> Member:
    return Member(id_, NAMES.get(id_, f"Ny {id_[-1]}"), f"{id_[-2:]}@fjellvik.example", **but)


def in_it(*who: PersonId) -> Outcome[tuple[Member, ...]]:
    return Done(tuple(map(member, who)))


class Night:
    """A record that the directory speaks to."""

    def __init__(self, store: Store, written: Register = HOUSE) -> None:
        self.store, self.written = store, written

    def do(self, unit: Callable[[Any], Any]) -> Any:
        return self.store.run(unit).result(10)

    def hears(self, now: Any = AT_THREE, school: str = FJELLVIK, **groups: Outcome[tuple[Member, ...]]) -> Taken:
        heard = {group: directory.heard(outcome) for group, outcome in groups.items()}
        found: Taken = self.do(lambda work: directory.take(work, self.written, school, heard, now))
        return found

    def meets(self, who: Member, education: str | None = None) -> frozenset[str]:
        found: frozenset[str] = self.do(lambda work: directory.meet(work, self.written, who, education))
        return found

    def stated(self, before: Register | None = None) -> Stated:
        found: Stated = self.do(lambda work: directory.stated(work, self.written, before))
        return found

    @property
    def register(self) -> Register:
        return self.stated().register

    def holding(self, role: Role, school: str = FJELLVIK) -> set[PersonId]:
        return {p.id for p in self.register.people.values() if p.holds(school, role)}

    def trouble(self) -> dict[str, str]:
        return {s.group: s.trouble for s in self.do(lambda work: work.group_states())}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Night]:
    with open_store(tmp_path) as store:
        yield Night(store)


def test_those_in_a_group_have_its_post_and_an_address_from_then_on(record: Night) -> None:
    taken = record.hears(heads=in_it(NEW[0]), staff=in_it(NEW[1]))
    assert taken.changed == {FJELLVIK}
    assert record.holding(Role.PRINCIPAL) == {RANDI, NEW[0]}
    assert record.holding(Role.STAFF) >= {NEW[1]}
    assert record.do(lambda work: work.address_of(NEW[1])) == "a1@fjellvik.example"
    assert record.do(lambda work: work.address_of(TOR)) == ""


def test_a_school_is_left_as_it_is_when_one_of_its_groups_was_not_read(record: Night) -> None:
    record.hears(heads=in_it(NEW[0]), staff=in_it(NEW[1]))
    taken = record.hears(AT_THREE + DAY, heads=in_it(NEW[2]), staff=Later(Why.AWAY))
    assert not taken.changed
    assert record.holding(Role.PRINCIPAL) == {RANDI, NEW[0]}
    assert record.trouble() == {HEADS: "", STAFF: "away"}
    record.hears(AT_THREE + DAY * 2, heads=in_it(NEW[2]), staff=in_it(NEW[1]))
    assert record.holding(Role.PRINCIPAL) == {RANDI, NEW[2]}


@pytest.mark.parametrize("less", [Done(()), Refused(Why.NO_SUCH), in_it(NEW[0], NEW[1])], ids=["empty", "gone", "half"])
def test_nobody_loses_a_post_before_a_group_has_said_so_two_nights_in_a_row(
    record: Night, less: Outcome[tuple[Member, ...]]
) -> None:
    record.hears(heads=in_it(*NEW[:4]), staff=in_it())
    for later in (timedelta(days=1), timedelta(days=1, hours=6)):
        record.hears(AT_THREE + later, heads=less, staff=in_it())
        assert record.holding(Role.PRINCIPAL) == {RANDI, *NEW[:4]}
    record.hears(AT_THREE + DAY * 2, heads=less, staff=in_it())
    kept = {m.id for m in less.value} if isinstance(less, Done) else set()
    assert record.holding(Role.PRINCIPAL) == {RANDI, *kept}


def test_one_who_has_left_a_group_that_is_otherwise_as_it_was_loses_the_post_at_once_and_is_forgotten(
    record: Night,
) -> None:
    record.hears(heads=in_it(), staff=in_it(*NEW[:4]))
    record.hears(AT_THREE + DAY, heads=in_it(), staff=in_it(*NEW[1:4]))
    assert NEW[0] not in record.register.people
    assert record.do(lambda work: work.member(NEW[0])) is None
    assert record.do(lambda work: work.member(NEW[1])) is not None


def test_one_who_is_in_another_group_or_in_the_file_is_not_forgotten(record: Night) -> None:
    record.hears(heads=in_it(), staff=in_it(TOR, *NEW[:4]))
    record.hears(AT_THREE + DAY, heads=in_it(NEW[0]), staff=in_it(*NEW[1:5]))
    assert record.do(lambda work: work.address_of(NEW[0]))
    assert record.do(lambda work: work.address_of(TOR))


def test_a_disabled_account_holds_no_post_by_a_group(record: Night) -> None:
    record.hears(heads=Done((member(NEW[0], is_enabled=False),)), staff=in_it())
    assert record.holding(Role.PRINCIPAL) == {RANDI}


def test_who_is_new_in_a_group_that_was_known_has_joined_but_nobody_when_it_is_first_read(record: Night) -> None:
    assert record.hears(heads=in_it(), staff=in_it(*NEW[:3])).joined == frozenset()
    later = record.hears(AT_THREE + DAY, heads=in_it(), staff=in_it(*NEW[:4]))
    assert later.joined == {(FJELLVIK, NEW[3])}


def test_a_rektor_by_a_group_is_written_as_one_by_the_file_is(record: Night) -> None:
    def known(work: Any) -> None:
        posts.reconcile(work, house(directory.stated(work, record.written).register), (), AT_THREE)

    record.do(known)
    record.hears(heads=in_it(NEW[0]), staff=in_it())
    record.do(known)
    held = record.do(lambda work: work.posts(FJELLVIK))
    assert NEW[0] in {h.person for h in held if h.post.role is Role.PRINCIPAL and h.until is None}


def house(register: Register) -> House:
    return House(register, lambda: "0" * 32, lambda letters: letters[0])


def test_a_school_with_owners_by_a_group_is_served_once_they_are_known_and_never_loses_them(tmp_path: Path) -> None:
    written = with_groups(a_register(without=[UNNI, KARI]), owner_contact="owners")
    with open_store(tmp_path) as store:
        record = Night(store, written)
        assert record.stated().register.schools == {}
        assert "has 0" in record.stated().refused[FJELLVIK]
        record.hears(owners=in_it(NEW[0], NEW[1]))
        assert set(record.register.schools) == {FJELLVIK}
        for night_ in (1, 2, 3):
            record.hears(AT_THREE + DAY * night_, owners=in_it(NEW[0]))
            assert record.holding(Role.OWNER_CONTACT) == {NEW[0], NEW[1]}
        assert record.trouble() == {"owners": NEEDED}
        record.hears(AT_THREE + DAY * 4, owners=in_it(NEW[2], NEW[3]))
        assert record.holding(Role.OWNER_CONTACT) == {NEW[2], NEW[3]}


def test_a_school_whose_rektor_is_in_a_group_is_served_before_anything_was_read(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        record = Night(store, with_groups(a_register(without=[RANDI]), principal=HEADS))
        assert record.stated().refused == {}
        record.hears(heads=in_it(NEW[0]))
        assert record.holding(Role.PRINCIPAL) == {NEW[0]}


def test_a_school_that_a_change_in_the_files_would_leave_without_owners_goes_on_as_it_was(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        served = Night(store, with_groups(a_register(), owner_contact="owners")).register
        record = Night(store, with_groups(a_register(without=[UNNI]), owner_contact="owners"))
        assert {p.id for p in record.stated(served).register.owners(FJELLVIK)} == {UNNI, KARI}
        assert FJELLVIK in record.stated(served).refused


def test_a_person_who_is_asked_about_gets_no_post_by_it(record: Night) -> None:
    assert record.meets(member(NEW[0])) == frozenset()
    assert NEW[0] not in record.register.people
    assert record.do(lambda work: work.address_of(NEW[0])) == "a0@fjellvik.example"


def test_what_somebody_is_in_education_stands_until_the_directory_says_otherwise(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        record = Night(store, with_groups(a_register(), education=True))
        assert record.meets(member(NEW[0]), "teacher") == {FJELLVIK}
        assert record.meets(member(NEW[0]), None) == frozenset()
        assert record.holding(Role.SUBJECT_TEACHER) == {NEW[0]}
        assert record.meets(member(NEW[0]), "") == {FJELLVIK}
        assert record.holding(Role.SUBJECT_TEACHER) == set()


def test_one_who_says_where_they_belong_is_there_what_the_directory_says_they_are(record: Night) -> None:
    assert record.do(lambda work: directory.belonging(work, NEW[0])) is None
    record.do(lambda work: work.declare(NEW[0], FJELLVIK, Role.STAFF, AT_THREE))
    assert record.do(lambda work: directory.belonging(work, NEW[0])).role is Role.STAFF
    record.meets(member(NEW[0]), "student")
    assert record.do(lambda work: directory.belonging(work, NEW[0])).role is Role.STUDENT


def test_a_group_of_two_schools_stands_for_each_as_that_school_last_took_it(tmp_path: Path) -> None:
    both = with_groups(a_register(solvik=a_school("solvik")), principal=HEADS)
    written = with_groups(both, school="solvik", principal=HEADS, staff=STAFF)
    with open_store(tmp_path) as store:
        record = Night(store, written)
        record.hears(heads=in_it(NEW[0]))
        record.hears(school="solvik", heads=in_it(NEW[0]), staff=Refused(Why.NO_ACCESS))
        assert record.holding(Role.PRINCIPAL) == {RANDI, NEW[0]}
        assert record.holding(Role.PRINCIPAL, "solvik") == set()


# Whatever comes, in whatever order

OUTAGES = st.sampled_from(
    [Later(Why.AWAY), Later(Why.BUSY, 9.0), Doubt(Why.AWAY), *(Refused(w) for w in Why if w is not Why.NO_SUCH)]
)
ANSWERS = st.one_of(
    st.frozensets(st.sampled_from(NEW), max_size=8).map(lambda who: in_it(*sorted(who))),
    st.just(Refused(Why.NO_SUCH)),
)
GAPS = st.sampled_from([timedelta(minutes=30), timedelta(hours=9), DAY, DAY * 2])
ROUNDS = st.lists(st.tuples(GAPS, st.one_of(OUTAGES, ANSWERS), st.one_of(OUTAGES, ANSWERS)), max_size=9)


def is_outage(outcome: object) -> bool:
    return not isinstance(outcome, Done) and outcome != Refused(Why.NO_SUCH)


@settings(max_examples=150, deadline=None)
@given(ROUNDS)
def test_an_outage_in_any_order_of_outcomes_never_gives_or_removes_access(rounds: list[Any]) -> None:
    """And a loss by a group that has shrunk was always said on two nights, one after the other."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        record = Night(store)
        record.hears(heads=in_it(*NEW[:3]), staff=in_it(*NEW))
        now, before, sizes = AT_THREE, record.register, [(AT_THREE, 3)]
        for gap, heads, staff in rounds:
            now += gap
            record.hears(now, heads=heads, staff=staff)
            after = record.register
            if is_outage(heads) or is_outage(staff):
                assert after == before
            if not is_outage(heads):
                sizes.append((now, len(heads.value) if isinstance(heads, Done) else 0))
            was, is_ = (len({*NEW} & {p.id for p in r.holders(FJELLVIK, Role.PRINCIPAL)}) for r in (before, after))
            if 3 * (was - is_) > was:
                assert night(now) - DAY in {night(at_) for at_, size in sizes if 3 * (was - size) > was}
            before = after


@settings(max_examples=60, deadline=None)
@given(st.lists(OUTAGES, max_size=6))
def test_before_the_directory_has_answered_once_it_gives_nobody_anything(outages: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        record = Night(store)
        for n, outage in enumerate(outages):
            record.hears(AT_THREE + DAY * n, heads=in_it(NEW[0]), staff=outage)
        assert record.register == HOUSE


def test_only_an_answer_is_heard_as_one() -> None:
    assert directory.heard(Refused(Why.NO_SUCH)) == Heard(trouble=GONE)
    assert directory.heard(Refused(Why.NO_ACCESS)).trouble == "no_access"
    assert directory.heard(Doubt(Why.AWAY)).trouble == "away"


def test_members_without_names_are_not_heard_since_nobody_knows_which_of_them_are_guests(record: Night) -> None:
    """What Graph gives an application that may read groups and not users: ids, and nothing else."""
    record.hears(heads=Done((Member(NEW[0], ""), member(NEW[1]))), staff=in_it())
    assert record.holding(Role.PRINCIPAL) == {RANDI}
    assert record.trouble()[HEADS] == "limited"
