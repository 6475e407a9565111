"""Fair lanes: whoever floods waits for themself, and everybody else gets their turn."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.open_page.lanes import MOST_WAITING, Crowded, Lanes, network, sender

FLOOD, OTHER, THIRD = "192.0.2.1", "192.0.2.2", "192.0.2.3"


async def _works(lanes: Lanes, who: str, done: list[str], gate: asyncio.Event | None = None) -> None:
    async with lanes.turn(who):
        done.append(who)
        await (gate.wait() if gate else asyncio.sleep(0))


async def test_the_lanes_take_turns_however_long_one_of_them_is() -> None:
    lanes, done, gate = Lanes(at_once=1), list[str](), asyncio.Event()
    first = asyncio.create_task(_works(lanes, FLOOD, done, gate))
    await asyncio.sleep(0)
    waiting = [asyncio.create_task(_works(lanes, who, done)) for who in (FLOOD,) * 5 + (OTHER,) * 2 + (THIRD,)]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(first, *waiting)
    assert done == [FLOOD, FLOOD, OTHER, THIRD, FLOOD, OTHER, FLOOD, FLOOD, FLOOD]


async def test_one_sender_has_one_thing_done_at_a_time_and_others_the_places_left() -> None:
    lanes, done, gate = Lanes(at_once=3), list[str](), asyncio.Event()
    tasks = [asyncio.create_task(_works(lanes, who, done, gate)) for who in (FLOOD, FLOOD, FLOOD, OTHER)]
    await asyncio.sleep(0.01)
    assert done == [FLOOD, OTHER]
    gate.set()
    await asyncio.gather(*tasks)


async def test_whoever_has_far_too_much_waiting_is_told_and_nobody_else_is() -> None:
    lanes, done, gate = Lanes(at_once=2), list[str](), asyncio.Event()
    tasks = [asyncio.create_task(_works(lanes, FLOOD, done, gate)) for _ in range(MOST_WAITING + 1)]
    await asyncio.sleep(0.01)
    with pytest.raises(Crowded):
        await _works(lanes, FLOOD, done)
    await asyncio.wait_for(_works(lanes, OTHER, done), 1)
    gate.set()
    await asyncio.gather(*tasks)
    assert done.count(FLOOD) == MOST_WAITING + 1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.booleans()), max_size=40), st.integers(1, 4))
def test_whoever_goes_before_their_turn_takes_nobodys_place(plan: list[tuple[int, int, bool]], at_once: int) -> None:
    """Any number of senders, some of whom go away at any moment: everybody else is done, and every place is free."""

    async def story() -> None:
        lanes, done = Lanes(at_once), list[str]()

        async def one(who: str, steps: int) -> None:
            async with lanes.turn(who):
                for _ in range(steps):
                    await asyncio.sleep(0)
                done.append(who)

        tasks = [(asyncio.create_task(one(f"192.0.2.{who}", steps)), goes) for who, steps, goes in plan]
        for n, (task, goes) in enumerate(tasks):
            await asyncio.sleep(0)
            if goes:
                tasks[n // 2][0].cancel() if tasks[n // 2][1] else task.cancel()
        for task, goes in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait_for(task, 1)
            assert goes or not task.cancelled()
        assert (lanes._free, lanes._busy, dict(lanes._waiting)) == (at_once, set(), {})

    asyncio.run(story())


async def test_no_address_is_kept_and_what_is_kept_says_nothing_the_next_day() -> None:
    now = [0.0]
    lanes = Lanes(clock=lambda: now[0])
    first = lanes._lane(FLOOD)
    assert FLOOD.encode() not in first
    assert lanes._lane(FLOOD) == first
    assert Lanes()._lane(FLOOD) != first
    now[0] = 24 * 60 * 60.0
    assert lanes._lane(FLOOD) != first


def test_an_address_of_ipv6_counts_by_the_half_that_is_given_out() -> None:
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9") != network("2001:db8:1:3::1")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") != network("192.0.2.2")
    assert network("fe80::1%eth0") == network("fe80::2")
    assert network("nobody") == ""


def test_a_port_that_a_proxy_writes_beside_the_address_makes_nobody_share_a_lane() -> None:
    assert network("192.0.2.1:50123") == network("192.0.2.1:443") == network("192.0.2.1")
    assert network("[2001:db8:1:2::1]:50123") == network("[2001:db8:1:2::9]") == network("2001:db8:1:2::1")


@pytest.mark.parametrize(
    ("forwarded", "hops", "found"),
    [
        ("", 0, "10.0.0.1"),
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", 1, "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "10.0.0.1"),
        (" , ", 1, "10.0.0.1"),
    ],
)
def test_behind_a_proxy_the_sender_is_whom_our_own_proxy_has_seen(forwarded: str, hops: int, found: str) -> None:
    assert sender("10.0.0.1", forwarded, hops) == found
