"""Deliveries, the cards in chats, and where people are reached: what `services.ports.Work` promises of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from domain.delivery import Card, Conversation, Shown, State
from tests.builders import EMIL, RANDI, TEN, TOR
from tests.storage.conftest import Run
from tests.storage.telling import a_delivery

SECOND = timedelta(seconds=1)


def test_what_is_queued_twice_is_queued_once(run: Run) -> None:
    first, second = a_delivery(), a_delivery(person=EMIL)
    run(lambda work: (work.queue(first), work.queue(second, first)))
    run(lambda work: work.queue(second))
    leased = run(lambda work: work.lease(TEN, TEN, 9))
    assert [replace(d, id=0) for d in leased] == [first]


def test_a_unit_can_lease_what_it_has_queued(run: Run) -> None:
    assert run(lambda work: (work.queue(a_delivery()), work.lease(TEN, TEN, 9)))[1]


def test_alerts_go_before_receipts_then_the_longest_due(run: Run) -> None:
    cards = {card: TEN - n * SECOND for n, card in enumerate(Card)}
    run(lambda work: work.queue(*(a_delivery(card.value, card=card, due_at=due) for card, due in cards.items())))
    leased = run(lambda work: work.lease(TEN, TEN, len(Card)))
    alerts = [Card.UNMAILED, Card.OWNER_NOTICE, Card.RAISED, Card.NEWS, Card.REMINDER, Card.NOTICE]
    own = [Card.DRILL, Card.TASK, Card.WISH, Card.START, Card.ANSWER, Card.TELL_OWNER, Card.CONFIRM, Card.RECEIPT]
    quiet = [Card.DRILL_RESULT, Card.WITNESS, Card.WHEEL]
    assert [d.card for d in leased] == [*alerts, *own, *quiet]


def test_a_card_whose_time_would_tell_whose_a_report_is_leaves_no_trace_once_it_is_settled(run: Run) -> None:
    for state in (State.SENT, State.DROPPED):
        run(lambda work: work.queue(a_delivery("start", card=Card.START), a_delivery("other")))
        for leased in run(lambda work: work.lease(TEN, TEN, 9)):
            run(lambda work, id_=leased.id, state=state: work.settle(id_, state, TEN))
        kept = run(lambda work: work._connection.exec_driver_sql("SELECT card FROM deliveries").scalars().all())
        assert set(kept) == {a_delivery().card}


def test_mails_and_cards_are_leased_apart_so_that_neither_waits_for_the_other(run: Run) -> None:
    run(lambda work: work.queue(a_delivery("mail", card=Card.MAIL, due_at=TEN - SECOND), a_delivery("card")))
    assert [d.key for d in run(lambda work: work.lease(TEN, TEN + SECOND, 9))] == ["card"]
    assert [d.key for d in run(lambda work: work.lease(TEN, TEN + SECOND, 9, mail=True))] == ["mail"]
    assert run(lambda work: work.lease(TEN, TEN + SECOND, 9, mail=True)) == ()


def test_the_most_urgent_are_leased_when_not_all_can_be(run: Run) -> None:
    queued = [a_delivery("receipt", card=Card.RECEIPT), a_delivery("b"), a_delivery("a", due_at=TEN - SECOND)]
    run(lambda work: work.queue(*queued))
    assert [[d.key for d in run(lambda work: work.lease(TEN, TEN + SECOND, 2))] for _ in range(2)] == [
        ["a", "b"],
        ["receipt"],
    ]


def test_what_is_not_due_is_not_leased(run: Run) -> None:
    run(lambda work: work.queue(a_delivery(due_at=TEN + SECOND)))
    assert run(lambda work: work.lease(TEN, TEN + SECOND, 9)) == ()


def test_a_lease_ends_by_itself(run: Run) -> None:
    run(lambda work: work.queue(a_delivery()))
    when = (TEN, TEN + SECOND, TEN + 2 * SECOND)
    taken = [len(run(lambda work, now=now: work.lease(now, now + 2 * SECOND, 9))) for now in when]
    assert taken == [1, 0, 1]


@pytest.mark.parametrize("state", [State.SENT, State.DROPPED, State.RAISED])
def test_what_is_settled_is_never_leased_or_settled_again(run: Run, state: State) -> None:
    run(lambda work: work.queue(a_delivery()))
    [leased] = run(lambda work: work.lease(TEN, TEN, 9))
    run(lambda work: work.settle(leased.id, state, TEN))
    run(lambda work: (work.retry(leased.id, TEN, 1, 0), work.settle(leased.id, State.DROPPED, TEN)))
    assert run(lambda work: work.lease(TEN + SECOND, TEN, 9)) == ()
    assert run(lambda work: work.outbox_state()) == {state: 1}


def test_what_is_tried_again_is_one_attempt_older_and_waits_its_turn(run: Run) -> None:
    run(lambda work: work.queue(a_delivery()))
    [leased] = run(lambda work: work.lease(TEN, TEN + 60 * SECOND, 9))
    run(lambda work: work.retry(leased.id, TEN + 5 * SECOND, 1, 1))
    assert run(lambda work: work.lease(TEN + 4 * SECOND, TEN, 9)) == ()
    [again] = run(lambda work: work.lease(TEN + 5 * SECOND, TEN, 9))
    assert again == replace(leased, attempts=1, doubts=1, due_at=TEN + 5 * SECOND)


def test_the_outbox_tells_how_many_stand_in_each_state(run: Run) -> None:
    run(lambda work: work.queue(*(a_delivery(f"n{n}") for n in range(5))))
    ids = [d.id for d in run(lambda work: work.lease(TEN, TEN, 9))]
    run(lambda work: (work.settle(ids[0], State.SENT, TEN), work.settle(ids[1], State.RAISED, TEN)))
    assert run(lambda work: work.outbox_state()) == {State.WAITING: 3, State.SENT: 1, State.RAISED: 1}


def test_every_card_about_a_subject_is_known_until_forgotten(run: Run) -> None:
    cards = [Shown(f"a{n}", "c1", Card.NOTICE, RANDI, "case-1", TEN + n * SECOND, "first") for n in range(2)]
    other = Shown("a9", "c1", Card.RECEIPT, TOR, "report-1", TEN)
    run(lambda work: [work.show(card) for card in (*cards, other, cards[0])])
    assert run(lambda work: work.shown("case-1")) == tuple(cards)
    run(lambda work: work.forget_shown("a0", RANDI))
    assert run(lambda work: work.shown("case-1")) == (cards[1],)


def test_the_same_activity_in_two_conversations_is_two_cards(run: Run) -> None:
    """An activity's id is a time stamp, unique in its conversation only."""
    cards = [Shown("1700000000000", c, Card.NOTICE, p, "case-1", TEN) for c, p in (("c1", RANDI), ("c2", EMIL))]
    run(lambda work: [work.show(card) for card in cards])
    assert run(lambda work: work.shown("case-1")) == tuple(cards)


CONVERSATION = Conversation(RANDI, "c1", "https://smba.example/a/", "nb-NO", TEN)


def test_the_newest_conversation_stands(run: Run) -> None:
    newer = Conversation(RANDI, "c2", "https://smba.example/b/", "nn-NO", TEN + SECOND)
    run(lambda work: [work.keep_conversation(c) for c in (CONVERSATION, newer, CONVERSATION)])
    assert run(lambda work: work.conversation(RANDI)) == newer
    assert run(lambda work: work.newest_service_url()) == newer.service_url


@pytest.mark.parametrize(("first", "second"), [*product((True, False), repeat=2)])
def test_a_conversation_once_proven_stays_proven(run: Run, first: bool, second: bool) -> None:
    seen = [replace(CONVERSATION, proven=first), replace(CONVERSATION, proven=second, seen_at=TEN + SECOND)]
    run(lambda work: [work.keep_conversation(c) for c in seen])
    assert run(lambda work: work.conversation(RANDI)).proven is (first or second)


def test_a_card_that_arrived_in_a_conversation_seen_again_meanwhile_still_proves_it(run: Run) -> None:
    arrived = replace(CONVERSATION, proven=True)
    run(lambda work: [work.keep_conversation(c) for c in (replace(CONVERSATION, seen_at=TEN + SECOND), arrived)])
    assert run(lambda work: work.conversation(RANDI)) == replace(arrived, seen_at=TEN + SECOND)


def test_a_new_conversation_is_not_proven_by_an_old_one(run: Run) -> None:
    new = replace(CONVERSATION, conversation="c2", seen_at=TEN + SECOND)
    run(lambda work: [work.keep_conversation(c) for c in (replace(CONVERSATION, proven=True), new)])
    assert run(lambda work: work.conversation(RANDI)) == new


def test_those_whom_a_card_has_reached_are_known(run: Run) -> None:
    run(lambda work: [work.keep_conversation(replace(CONVERSATION, person=p, proven=p == TOR)) for p in (RANDI, TOR)])
    assert run(lambda work: work.proven_people()) == {TOR}
