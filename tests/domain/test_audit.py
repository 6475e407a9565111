"""The chain that shows whether anything has been changed. Its vectors are frozen: `verify` reads them too."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit import ACTIONS, GENESIS, Entry, Outcome, canonical, chain_of, commit, link
from domain.case import Route

KEY = bytes(range(32))
FIRST = Entry(
    "school:fjellvik", datetime(2026, 11, 23, 9, 0, 0, 123456, UTC), "system", "case:alerted", "case-1",
    reason="åse first",
)  # fmt: skip
REFUSED = Entry("school:", datetime(2026, 11, 23, 9, 0, 1, tzinfo=UTC), "x", "case:open", "", Outcome.REFUSED)


def test_the_bytes_that_are_hashed_are_frozen() -> None:
    told = canonical(REFUSED, 2)
    assert told == (
        b"\x00\x00\x00\x02v1\x00\x00\x00\x07school:\x00\x00\x00\x012\x00\x00\x00\x192026-11-23T09:00:01+00:00"
        b"\x00\x00\x00\x01x\x00\x00\x00\x09case:open\x00\x00\x00\x00\x00\x00\x00\x07refused"
        b"\x00\x00\x00\x00\x00\x00\x00\x00"
    )


def test_the_links_are_frozen() -> None:
    first = link(GENESIS, FIRST, 1, KEY)
    assert first == "cedfe9c03e366ed9fb80d8565b84a8913aadcc20df6ee69738b66df44eb3bd0a"
    assert link(first, REFUSED, 2, KEY) == "1dc23cab84030a3a88847bd7f8feb167db8e21d120cb990d0d72692ac9e21544"


def test_the_commitment_is_frozen() -> None:
    assert (
        commit({"what": "Sitter alene", "danger": "no"}, KEY)
        == "5c26b524e28c57061bd06027dda8d62195b48cbd51525a18d0db670766f279b4"
    )


words = st.text(max_size=4)


@given(st.tuples(words, words, words), st.tuples(words, words, words))
def test_two_entries_that_differ_have_different_bytes(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    a, b = (canonical(Entry(c, FIRST.at, who, "case:open", case), 1) for c, who, case in (one, other))
    assert (a == b) == (one == other)


@pytest.mark.parametrize("sign", ["", "|", ",", ":", " ", "\n", "\x00", "\x00\x00\x00\x01"])
def test_a_boundary_moved_between_two_fields_is_seen(sign: str) -> None:
    pairs = [(f"a{sign}b", "c"), ("a", f"b{sign}c"), ("", f"a{sign}b{sign}c"), (f"a{sign}b{sign}c", "")]
    assert len({canonical(replace(FIRST, reason=a, commitment=b), 1) for a, b in pairs}) == len(pairs)


@given(st.dictionaries(words, words, max_size=3), st.dictionaries(words, words, max_size=3))
def test_a_commitment_binds_every_answer_to_its_question(one: dict[str, str], other: dict[str, str]) -> None:
    assert (commit(one, KEY) == commit(other, KEY)) == (one == other)
    assert commit(one, KEY) == commit(dict(reversed(one.items())), KEY)


def test_every_field_the_place_what_went_before_and_the_key_are_bound() -> None:
    changed = {
        "chain": "owner:fjellvik", "at": FIRST.at.replace(microsecond=0), "actor": "x", "action": "case:open",
        "case": "case-2", "outcome": Outcome.REFUSED, "reason": "", "commitment": "c",
    }  # fmt: skip
    assert set(changed) == {f.name for f in fields(Entry)}
    entries = [FIRST, *(replace(FIRST, **{name: value}) for name, value in changed.items())]
    links = {link(GENESIS, entry, 1, KEY) for entry in entries}
    links |= {link(GENESIS, FIRST, 2, KEY), link("1" * 64, FIRST, 1, KEY), link(GENESIS, FIRST, 1, KEY[::-1])}
    assert len(links) == len(entries) + 3


@pytest.mark.parametrize("action", ["", "case:", "case:told it all", "Ola Dal", "case:Open", "open"])
def test_a_word_outside_the_vocabulary_is_refused(action: str) -> None:
    with pytest.raises(ValueError, match="not an audit action"):
        Entry("school:fjellvik", FIRST.at, "x", action)


def test_the_vocabulary_has_no_room_for_a_story() -> None:
    assert all(len(action) < 30 and action.replace("_", "").replace(":", "").isalpha() for action in ACTIONS)


def test_leader_cases_are_kept_out_of_the_schools_own_chain() -> None:
    chains = [chain_of(route, "fjellvik") for route in Route]
    assert chains == ["school:fjellvik", "school:fjellvik", "owner:fjellvik", "school:fjellvik"]
