"""Whoever waits in line is served, however little patience is left when the line runs empty."""

from __future__ import annotations

from concurrent.futures import Future

from storage.line import Job, Line, at_once, tell_all


def carried_out(jobs: list[Job]) -> None:
    tell_all(jobs)


def test_a_unit_whose_patience_is_almost_gone_is_carried_out() -> None:
    line = Line("test", 8, carried_out)
    try:
        for k in range(3000):
            promise: Future[None] = Future()
            line.put(Job(lambda _: None, promise, at_once, patience=(k % 60) / 1e6))
            promise.result(timeout=5)
    finally:
        line.close()


def test_what_is_in_line_when_it_closes_is_carried_out_and_what_comes_later_is_told_so() -> None:
    line, early, late = Line("test", 8, carried_out), Future[None](), Future[None]()
    line.put(Job(lambda _: None, early, at_once, patience=5))
    line.close()
    line.put(Job(lambda _: None, late, at_once))
    assert early.result(timeout=5) is None
    assert str(late.exception(timeout=5)).endswith("closed")
