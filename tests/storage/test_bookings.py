"""Bookings: what `services.ports.Work` promises of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.dialects import postgresql

from domain.booking import Booking, Guest, Stage, wanted
from domain.calendars import Reply, Span
from storage import booking_mapping, mapping
from storage import bookings as statements
from storage.store import Store
from tests.builders import NORA, RANDI, TEN, a_case, a_report
from tests.storage.conftest import Run

MINUTE = timedelta(minutes=1)
GUESTS = (Guest(NORA, "nora@fjellvik.example", "Nora Eide"), Guest("", "far@hjemme.example", "Én far"))


def a_booking(form: str = "f1", **but: Any) -> Booking:
    span = Span(TEN + timedelta(days=1), TEN + timedelta(days=1, hours=1))
    return replace(wanted(form, a_case(), RANDI, "Møte 2026-K7Q4M", span, GUESTS, TEN), **but)


@pytest.fixture(autouse=True)
def _case(run: Run) -> None:
    run(lambda work: (work.add_report(a_report()), work.add_case(a_case(), None)))


def test_a_booking_is_read_as_it_was_kept_its_guests_in_their_order(run: Run) -> None:
    kept = a_booking(event="AAMk1", attempts=3, doubtful=True, stage=Stage.MOVED)
    run(lambda work: work.keep_booking(kept))
    assert run(lambda work: work.booking(kept.id)) == kept
    assert run(lambda work: work.booking("another")) is None


def test_one_without_guests_is_kept_too(run: Run) -> None:
    alone = a_booking(guests=())
    run(lambda work: work.keep_booking(alone))
    assert run(lambda work: work.booking(alone.id)) == alone


def test_what_changes_is_kept_and_the_rest_stands(run: Run) -> None:
    first, other = a_booking(), a_booking("f2")
    run(lambda work: [work.keep_booking(b) for b in (first, other)])
    later = replace(first.with_replies({GUESTS[1].address: Reply.DECLINED}), stage=Stage.OVER, due_at=None)
    run(lambda work: work.keep_booking(later))
    assert run(lambda work: [work.booking(b.id) for b in (first, other)]) == [later, other]


def test_the_bookings_of_a_case_stand_in_the_order_they_were_wanted(run: Run) -> None:
    late, early = a_booking("f1", wanted_at=TEN + MINUTE), a_booking("f2")
    run(lambda work: [work.keep_booking(b) for b in (late, early)])
    assert run(lambda work: work.bookings_of("case-1")) == (early, late)
    assert run(lambda work: work.bookings_of("case-2")) == ()


def test_what_is_due_is_leased_longest_due_first_and_once(run: Run) -> None:
    dues = [TEN, TEN - 2 * MINUTE, TEN - MINUTE, TEN + MINUTE, None]
    kept = [a_booking(f"f{n}", due_at=due) for n, due in enumerate(dues)]
    run(lambda work: [work.keep_booking(b) for b in kept])
    assert run(lambda work: work.lease_bookings(TEN, TEN + MINUTE, 2)) == (kept[1], kept[2])
    assert run(lambda work: work.is_booking_due(TEN))
    assert run(lambda work: work.lease_bookings(TEN, TEN + MINUTE, 2)) == (kept[0],)
    assert not run(lambda work: work.is_booking_due(TEN))
    assert run(lambda work: work.lease_bookings(TEN, TEN + MINUTE, 2)) == ()


def test_one_whose_lease_has_run_out_comes_back_in_doubt(run: Run) -> None:
    booking = a_booking()
    run(lambda work: work.keep_booking(booking))
    run(lambda work: work.lease_bookings(TEN, TEN + MINUTE, 9))
    assert run(lambda work: work.lease_bookings(TEN + MINUTE, TEN + 2 * MINUTE, 9)) == (
        replace(booking, doubtful=True),
    )


def test_one_that_was_given_back_is_in_no_doubt(run: Run) -> None:
    booking = a_booking()
    run(lambda work: work.keep_booking(booking))
    run(lambda work: work.lease_bookings(TEN, TEN + MINUTE, 9))
    run(lambda work: work.free_booking(booking.id, TEN + MINUTE))
    assert run(lambda work: work.lease_bookings(TEN, TEN + MINUTE, 9)) == (booking,)


def test_whoever_comes_too_late_does_not_end_anothers_lease(run: Run) -> None:
    booking = a_booking()
    run(lambda work: work.keep_booking(booking))
    run(lambda work: work.lease_bookings(TEN, TEN + MINUTE, 9))
    run(lambda work: work.lease_bookings(TEN + MINUTE, TEN + 3 * MINUTE, 9))
    run(lambda work: work.free_booking(booking.id, TEN + MINUTE))
    assert not run(lambda work: work.is_booking_due(TEN + 2 * MINUTE))


def test_what_a_person_changes_meanwhile_stays_on_lease(run: Run) -> None:
    booking = a_booking()
    run(lambda work: work.keep_booking(booking))
    run(lambda work: work.lease_bookings(TEN, TEN + MINUTE, 9))
    run(lambda work: work.keep_booking(replace(booking, stage=Stage.CALLED_OFF)))
    assert not run(lambda work: work.is_booking_due(TEN))


def test_a_unit_that_fails_leaves_no_booking(run: Run) -> None:
    def fails(work: Any) -> None:
        work.keep_booking(a_booking())
        raise LookupError

    with pytest.raises(LookupError):
        run(fails)
    assert run(lambda work: work.booking(a_booking().id)) is None


def test_a_commit_that_changed_a_booking_wakes_and_no_other_does(store: Store, run: Run) -> None:
    woken: list[str] = []
    store.on_booked = lambda: woken.append("bookings")
    run(lambda work: work.add_report(a_report(id="r2", token="t2")))
    run(lambda work: work.lease_bookings(TEN, TEN, 1))
    assert woken == []
    run(lambda work: work.keep_booking(a_booking()))
    run(lambda work: None)  # behind the waking
    assert woken == ["bookings"]


def test_addresses_names_and_subjects_pass_through_the_one_place_where_content_is_stored() -> None:
    half = "Nora \ud83d"  # which no encoding can hold: only `kept` makes it so
    booking = a_booking(subject=half, guests=(Guest("", half, half),))
    stored = (
        booking_mapping.booking_values(booking)["subject"],
        *(booking_mapping.guest_values(booking)[0][name] for name in ("address", "name")),
    )
    assert set(stored) == {mapping.kept(half)}


def test_on_postgresql_two_processes_skip_what_the_other_is_leasing() -> None:
    dialect: Any = postgresql.dialect()
    written = str(statements._LEASE._statement.compile(dialect=dialect))
    assert "FOR UPDATE SKIP LOCKED" in written
    assert "CASE WHEN (bookings.lease_until IS NOT NULL)" in written
