"""A guided conversation: the next page by name, what a client sent, and what must be mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given as any_
from hypothesis import strategies as st

from domain import flow
from domain.flow import (
    Choice,
    Clock,
    Day,
    Fault,
    Flow,
    Line,
    Long,
    Option,
    Page,
    Step,
    Toggle,
    always,
    answered,
    both,
    given,
    moment,
    next_page,
    problems,
    unless,
)
from domain.text import clean, same
from tests.builders import at

ASK = same("?")
FRUIT = Choice((Option("apple", ASK), Option("pear", ASK)))
ONE = Page("one", ASK, (Step("a", ASK, Line(5), required=always), Step("b", ASK, Toggle())), send=ASK)
TWO = Page("two", ASK, (Step("c", ASK, FRUIT),), send=ASK, when=answered("b", "true"))
THREE = Page("three", ASK, (Step("d", ASK, Long(7)),), send=ASK)
FLOW = Flow("f", (ONE, TWO, THREE))


def _page(input_: flow.Input, **but: object) -> Page:
    return Page("p", ASK, (Step("a", ASK, input_),), send=ASK, **but)  # type: ignore[arg-type]


def test_the_next_page_is_the_first_that_applies_and_is_not_answered() -> None:
    assert next_page(FLOW, {}) is ONE
    assert next_page(FLOW, {"a": "x", "b": "true"}) is TWO
    assert next_page(FLOW, {"a": "x", "b": "false"}) is THREE
    assert next_page(FLOW, {"a": "x", "b": "false", "d": ""}) is None


def test_an_empty_answer_is_an_answer_and_a_missing_one_is_not() -> None:
    assert next_page(FLOW, {"a": "", "b": "", "d": ""}) is None
    assert next_page(FLOW, {"a": "", "d": ""}) is ONE


def test_a_question_put_in_the_middle_of_a_flow_keeps_what_was_answered() -> None:
    inserted = Page("new", ASK, (Step("n", ASK, Line()),), send=ASK)
    longer = Flow("f", (ONE, inserted, TWO, THREE))
    midway = {"a": "x", "b": "true", "c": "pear"}
    assert next_page(FLOW, midway) is THREE
    assert next_page(longer, midway) is inserted
    assert next_page(longer, midway | {"n": ""}) is THREE


def test_a_step_put_on_an_answered_page_asks_that_page_again_with_its_answers() -> None:
    wider = replace(ONE, steps=(ONE.steps[0], Step("n", ASK, Line()), ONE.steps[1]))
    assert next_page(Flow("f", (wider, THREE)), {"a": "x", "b": "true"}) is wider


@any_(st.permutations([("a", "x"), ("b", "true"), ("c", "pear"), ("d", "")]))
def test_the_order_of_the_answers_never_matters(items: list[tuple[str, str]]) -> None:
    assert next_page(FLOW, dict(items)) is None


def test_pages_are_found_by_name() -> None:
    assert FLOW.page("two") is TWO
    assert FLOW.page("nine") is None


def test_only_the_pages_own_steps_are_taken_and_only_text() -> None:
    sent = {"a": "  hei\u202e ", "b": True, "d": "not mine", "accused_id": "x", "verb": "report.answer"}
    assert given(ONE, sent, clean) == {"a": "hei", "b": ""}
    assert given(ONE, {"a": ["x"], "b": {"x": 1}}, clean) == {"a": "", "b": ""}


def test_what_must_be_answered_is_said_step_by_step() -> None:
    assert problems(ONE, {"b": "true"}, {}).steps == {"a": Fault.MISSING}
    assert not problems(ONE, {"a": "x"}, {})


@pytest.mark.parametrize("b", ["", "false"])
def test_a_step_may_be_required_unless_another_has_an_answer(b: str) -> None:
    """A box that is not ticked says "false" and not nothing."""
    page = Page("p", ASK, (Step("a", ASK, Line(), required=unless("b", "true")), Step("b", ASK, Toggle())), send=ASK)
    assert problems(page, {"a": "", "b": b}, {}).steps == {"a": Fault.MISSING}
    assert not problems(page, {"a": "", "b": "true"}, {})


@pytest.mark.parametrize(("a", "b", "holds"), [("x", "y", True), ("x", "", False), ("", "y", False), ("", "", False)])
def test_two_conditions_hold_together(a: str, b: str, holds: bool) -> None:
    assert both(answered("a", "x"), answered("b", "y"))({"a": a, "b": b}) is holds


@pytest.mark.parametrize(("input_", "longest"), [(Line(5), 5), (Long(7), 7), (Line(), 200), (Long(), 5000)])
def test_too_long_is_said_and_never_cut(input_: flow.Input, longest: int) -> None:
    assert not problems(_page(input_), {"a": "æ" * longest}, {})
    assert problems(_page(input_), {"a": "æ" * (longest + 1)}, {}).steps == {"a": Fault.TOO_LONG}


@pytest.mark.parametrize("answer", ["plum", "apple,pear", "Apple", "apple "])
def test_only_what_was_offered_can_be_chosen(answer: str) -> None:
    assert problems(_page(FRUIT), {"a": answer}, {}).steps == {"a": Fault.NOT_OFFERED}


def test_of_many_each_must_have_been_offered() -> None:
    many = replace(FRUIT, many=True)
    assert not problems(_page(many), {"a": "pear,apple"}, {})
    assert problems(_page(many), {"a": "pear,plum"}, {}).steps == {"a": Fault.NOT_OFFERED}


def test_what_a_source_stands_for_is_offered_too_and_only_just_now() -> None:
    page = _page(replace(FRUIT, source="people"))
    assert not problems(page, {"a": "p1"}, {"people": (Option("p1", ASK),)})
    assert problems(page, {"a": "p1"}, {}).steps == {"a": Fault.NOT_OFFERED}
    assert not problems(page, {"a": "pear"}, {})


@pytest.mark.parametrize(("answer", "fine"), [("true", True), ("false", True), ("", True), ("on", False)])
def test_a_toggle_is_true_or_false(answer: str, fine: bool) -> None:
    assert bool(problems(_page(Toggle()), {"a": answer}, {})) is not fine


def test_a_page_of_which_something_must_be_answered() -> None:
    page = replace(ONE, steps=(Step("a", ASK, Line()), Step("b", ASK, Line())), one_of_them=True)
    assert problems(page, {"a": "", "b": ""}, {}).nothing_given
    assert not problems(page, {"b": "x"}, {})


DAY_AND_CLOCK = Page("p", ASK, (Step("day", ASK, Day()), Step("clock", ASK, Clock("day"))), send=ASK)
NOW = at("10:00")


def _faults(day: str, clock: str) -> dict[str, Fault]:
    return dict(problems(DAY_AND_CLOCK, {"day": day, "clock": clock}, {}, NOW).steps)


@pytest.mark.parametrize(
    ("day", "clock", "faults"),
    [
        ("2026-11-23", "10:00", {}),
        ("2026-11-23", "00:00", {}),
        ("2026-11-22", "23:59", {}),
        ("", "", {}),
        ("2026-11-23", "10:01", {"clock": Fault.NOT_YET}),
        ("2026-11-24", "00:00", {"day": Fault.NOT_YET, "clock": Fault.NOT_YET}),
        ("2026-02-30", "09:00", {"day": Fault.NO_TIME}),
        ("2026-11-23", "24:00", {"clock": Fault.NO_TIME}),
        ("2026-11-23", "9:00", {"clock": Fault.NO_TIME}),
        ("2026-11-23", "09:00+01:00", {"clock": Fault.NO_TIME}),
        ("23.11.2026", "09:00", {"day": Fault.NO_TIME}),
        ("0001-01-01", "00:00", {"day": Fault.NO_TIME}),
        ("٢٠٢٦-11-23", "09:00", {"day": Fault.NO_TIME}),
    ],
)
def test_e15_a_time_that_was_is_taken_and_the_future_is_not(day: str, clock: str, faults: dict[str, Fault]) -> None:
    assert _faults(day, clock) == faults


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ("2026-11-23", None),
        ("2027-06-18", None),
        ("2031-11-01", None),
        ("2032-01-01", Fault.NO_TIME),
        ("2062-11-27", Fault.NO_TIME),
        ("27.11.2026", Fault.NO_TIME),
    ],
)
def test_a_day_ahead_is_one_that_somebody_can_mean(day: str, fault: Fault | None) -> None:
    page = Page("p", ASK, (Step("day", ASK, Day(ahead=True)),), send=ASK)
    assert problems(page, {"day": day}, {}, NOW).steps.get("day") == fault


@any_(st.text(), st.text())
def test_whatever_is_sent_as_a_time_is_answered(day: str, clock: str) -> None:
    assert set(_faults(day, clock)) <= {"day", "clock"}


def test_a_moment_is_on_the_clock_in_oslo_in_summer_and_winter() -> None:
    assert moment("2026-11-23", "10:15") == datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
    assert moment("2026-06-23", "10:15") == datetime(2026, 6, 23, 8, 15, tzinfo=UTC)
