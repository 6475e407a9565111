"""Those who tell without a name, in the record: where from, who is behind, and the codes they come back with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import codes
from domain.audit import Entry, Outcome
from domain.case import Happened
from domain.codes import KeptCode
from domain.delivery import Conversation
from domain.origin import BY_STAFF, Behind, Door, Naming, Origin, Teller
from domain.wishes import Wish
from storage import origins, secrets
from tests.builders import EMIL, FJELLVIK, GURO, NORA, RANDI, TEN, a_report, at
from tests.storage.conftest import Run

ORIGINS = st.builds(
    Origin, st.sampled_from(Teller), st.sampled_from(Door), st.sampled_from(Naming), about_self=st.booleans()
)
AUTHOR = codes.author("form")
HIDDEN = Behind(AUTHOR, EMIL, "Emil Strand", here=True)


@given(ORIGINS)
def test_where_a_report_comes_from_is_read_as_it_was_written(origin: Origin) -> None:
    assert origins.origin(origins.word(origin)) == origin


def test_of_one_who_works_here_and_told_in_teams_nothing_is_written() -> None:
    assert origins.word(BY_STAFF) is None


def test_a_report_keeps_where_it_comes_from(run: Run) -> None:
    told = a_report(origin=Origin(Teller.STUDENT, Door.PAGE, Naming.UNNAMED, about_self=True))
    run(lambda work: work.add_report(told))
    assert run(lambda work: work.report(told.id)) == told


def test_who_is_behind_is_found_by_the_author_and_their_reports_by_the_person(run: Run) -> None:
    another = replace(HIDDEN, author=codes.author("another form"), here=False)
    run(lambda work: (work.keep_behind(HIDDEN), work.keep_behind(another)))
    assert run(lambda work: work.behind(AUTHOR)) == HIDDEN
    assert run(lambda work: work.behind(codes.author("nobody's"))) is None
    assert set(run(lambda work: work.authors_of(EMIL))) == {HIDDEN, another}
    assert run(lambda work: work.authors_of(NORA)) == ()


def test_the_chat_of_one_whose_name_is_held_apart_is_that_of_whoever_stands_behind(run: Run) -> None:
    chat = Conversation(EMIL, "chat", "https://x/", "nb-NO", TEN)
    run(lambda work: (work.keep_conversation(chat), work.keep_behind(HIDDEN)))
    assert run(lambda work: work.conversation(AUTHOR)) == chat
    assert run(lambda work: work.conversation(codes.author("on the open page"))) is None


def test_two_codes_may_begin_alike(run: Run) -> None:
    reports = [a_report(id=f"report-{n}", token=f"token-{n}") for n in (1, 2)]
    run(lambda work: [work.add_report(r) for r in reports])
    run(lambda work: [work.add_code(r.id, KeptCode("K7Q4M2", f"hash-{r.id}")) for r in reports])
    assert set(run(lambda work: work.codes_at("K7Q4M2"))) == {
        ("report-1", "hash-report-1"),
        ("report-2", "hash-report-2"),
    }
    assert run(lambda work: work.codes_at("K7Q4M3")) == ()


def test_of_a_secret_only_what_argon2id_makes_of_it_is_kept() -> None:
    secret = codes.code("form").secret
    kept = secrets.hashed(secret)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert secret not in kept
    assert secrets.matches(secret, kept)
    assert not secrets.matches(secret[::-1], kept)
    assert secrets.hashed(secret) != kept


@pytest.mark.parametrize("action", ["open", "read"])
def test_who_has_read_a_case_is_what_the_audit_says(run: Run, action: str) -> None:
    school = f"school:{FJELLVIK}"
    read = Entry(school, TEN, RANDI, f"case:{action}", "case-1")
    refused = Entry(school, TEN, NORA, f"case:{action}", "case-1", Outcome.REFUSED)
    others = (Entry(school, TEN, NORA, "case:read", "case-2"), Entry(school, TEN, NORA, "case:acknowledge", "case-1"))
    run(lambda work: work.audit(read, refused, *others))
    assert run(lambda work: work.readings_of("case-1")) == (Happened(TEN, action, RANDI),)


def test_a_wish_is_kept_until_they_have_met(run: Run) -> None:
    wish = Wish("wish-1", FJELLVIK, EMIL, "Emil Strand", GURO, TEN)
    run(lambda work: work.add_wish(wish))
    assert run(lambda work: work.wish("wish-1")) == wish
    run(lambda work: work.meet("wish-1", at("11:00")))
    assert run(lambda work: work.wish("wish-1")) == replace(wish, met_at=at("11:00"))
