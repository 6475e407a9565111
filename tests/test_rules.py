"""Every rule of the five plans has a home, and every home a test that bears the rule's number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demo.stage import read_county
from domain.profile import Rule, School
from domain.wheel_year import wheel_year
from tests.builders import MONDAY
from tests.documents import PLANS, plans

HERE = Path(__file__).resolve()
TESTS = HERE.parent
RULES = {"sentrum": 23, "sandvika": 14, "elverum": 12, "hvam": 8, "lillestrom": 12}
EXPECTED = [(school, f"S{n}-{k}") for n, school in enumerate(PLANS) for k in range(1, RULES[school] + 1)]
ROWS = {
    "sentrum": [f"S0-W{n:02}" for n in range(1, 24)],
    "sandvika": [*(f"S1-W{n:02}" for n in range(1, 14)), *(f"S1-D{n:02}" for n in range(1, 10))],
    "elverum": [f"S2-W{n:02}" for n in range(1, 33)],
    "hvam": [f"S3-W{n:02}" for n in range(1, 21)],
    "lillestrom": [*(f"S4-I{n}" for n in range(1, 7)), *(f"S4-W{n:02}" for n in range(1, 23))],
}
NUMBER = re.compile(r"\bS\d-\d+\b")


def _rule(school: str, id_: str) -> Rule:
    return next(r for r in plans()[school].rules if r.id == id_)


def _tested() -> set[str]:
    """Rules named in the tests, in words or in the name of a test."""
    files = (f for f in TESTS.rglob("test_*.py") if f != HERE)
    texts = [f.read_text(encoding="utf-8") for f in files]
    named = {f"S{n}-{k}" for text in texts for n, k in re.findall(r"_s(\d)_(\d+)_", text)}
    return named | {id_ for text in texts for id_ in NUMBER.findall(text)}


TESTED = _tested()


@pytest.mark.parametrize(("school", "id_"), EXPECTED)
def test_every_rule_of_a_plan_has_a_home(school: str, id_: str) -> None:
    rule = _rule(school, id_)
    assert rule.source
    assert any((rule.sets, rule.wheel, rule.always, rule.person))


@pytest.mark.parametrize(("school", "id_"), EXPECTED)
def test_what_is_built_has_a_test_that_bears_the_rules_number(school: str, id_: str) -> None:
    rule = _rule(school, id_)
    if rule.sets or rule.always:
        assert id_ in TESTED


@pytest.mark.parametrize(("school", "id_"), [(school, id_) for school, ids in ROWS.items() for id_ in ids])
def test_every_activity_of_a_plan_has_a_row_that_says_what_when_and_who(school: str, id_: str) -> None:
    """S0-W01 to S4-W22: in the wheel by its number, with a time, and with somebody who gets its card."""
    register = read_county()
    (row,) = (r for r in plans()[school].wheel.rows if r.id == id_)
    assert row.name
    assert row.when
    wheel = wheel_year(register, school, MONDAY, ())
    tasks = [task for task in wheel.tasks if task.key.split("/")[0] == id_]
    assert tasks
    assert all(wheel.people(task).everyone for task in tasks)


@pytest.mark.parametrize("school", PLANS)
def test_wishes_are_no_activities(school: str) -> None:
    wheel = plans()[school].wheel
    both = {"Vinteraktivitetsdag"} if school == "sentrum" else set()  # the plan has it in February, and as a wish
    assert {row.name for row in wheel.rows} & set(wheel.wishes) == both
    assert bool(wheel.wishes) is (school == "sentrum")


@pytest.mark.parametrize("school", PLANS)
def test_a_file_holds_its_own_plans_rules_in_the_plans_order_and_no_others(school: str) -> None:
    assert [r.id for r in plans()[school].rules] == [id_ for s, id_ in EXPECTED if s == school]


@pytest.mark.parametrize("school", plans().values(), ids=PLANS)
def test_no_telephone_number_address_or_mail_stands_in_a_schools_own_file(school: School) -> None:
    text = (TESTS.parent / "schools" / f"{school.id}.yaml").read_text(encoding="utf-8")
    assert not re.search(r"\b(?:\d ?){8}\b|@|https?://|www\.", text)
