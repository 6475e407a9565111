"""Readings of mailboxes: what `services.ports.Work` promises of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.calendars import AutomaticReply, Span
from domain.mailbox import Reading
from services import mailboxes
from storage.school_tables import mailboxes as table
from tests.builders import DAG, RANDI, TEN
from tests.storage.conftest import Run

HOUR = timedelta(hours=1)
SPAN = Span(TEN, TEN + HOUR)
LATER = Span(TEN + 2 * HOUR, TEN + 3 * HOUR)
FULL = Reading(RANDI, TEN, TEN, AutomaticReply(True, SPAN), (SPAN, LATER))
BARE = Reading(DAG, TEN, TEN, AutomaticReply(False))


def test_a_reading_is_read_as_it_was_kept(run: Run) -> None:
    run(lambda work: [work.keep_reading(one) for one in (BARE, FULL)])
    assert run(lambda work: work.readings()) == (FULL, BARE)


def test_the_newest_stands_in_the_place_of_the_one_before(run: Run) -> None:
    newer = replace(FULL, read_at=TEN + HOUR, reply=AutomaticReply(True), out=())
    run(lambda work: [work.keep_reading(one) for one in (FULL, BARE, newer)])
    assert run(lambda work: work.readings()) == (newer, BARE)


def test_one_can_be_dropped_and_the_others_stay(run: Run) -> None:
    run(lambda work: [work.keep_reading(one) for one in (FULL, BARE)])
    run(lambda work: work.drop_reading(RANDI))
    assert run(lambda work: work.readings()) == (BARE,)


def test_since_when_a_mailbox_has_said_the_same_is_kept_until_it_says_something_else(run: Run) -> None:
    same = replace(FULL, read_at=TEN + HOUR, since=TEN + HOUR, out=(LATER,))
    other = replace(FULL, read_at=TEN + 2 * HOUR, since=TEN + 2 * HOUR, reply=AutomaticReply(True))
    run(lambda work: mailboxes.keep(work, [FULL], [RANDI]))
    run(lambda work: mailboxes.keep(work, [same], [RANDI]))
    assert run(lambda work: work.readings()) == (replace(same, since=TEN),)
    run(lambda work: mailboxes.keep(work, [other], [RANDI]))
    assert run(lambda work: work.readings()) == (other,)


def test_of_those_who_receive_no_more_nothing_is_kept_and_one_who_was_not_read_keeps_what_there_was(run: Run) -> None:
    run(lambda work: mailboxes.keep(work, [FULL, BARE], [RANDI, DAG]))
    run(lambda work: mailboxes.keep(work, [], [RANDI]))
    assert run(lambda work: work.readings()) == (FULL,)


def test_there_is_no_room_for_what_an_automatic_reply_says() -> None:
    assert set(table.c.keys()) == {"person", "read_at", "since", "replies", "starts", "ends", "out"}
