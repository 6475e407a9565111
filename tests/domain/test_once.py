"""What is found once is found again as soon as anything it follows from is another."""

from __future__ import annotations

from dataclasses import replace

from domain.case import Case
from domain.once import once
from domain.people import PersonId, Register
from tests.builders import KARI, RANDI, a_case, a_register


def test_the_last_question_is_answered_from_memory_and_every_other_anew() -> None:
    asked: list[PersonId] = []

    @once
    def ask(who: PersonId, case: Case, register: Register) -> PersonId:
        asked.append(who)
        return who

    case, register = a_case(), a_register()
    others = (RANDI, replace(case), register), (RANDI, case, replace(register)), (KARI, case, register)
    for again in ((RANDI, case, register), *others):
        assert {ask(*again), ask(*again)} == {again[0]}
    assert asked == [RANDI, RANDI, RANDI, KARI]


def test_an_error_is_not_remembered() -> None:
    answers = iter((0, 1))

    @once
    def share(case: Case) -> float:
        return 1 / next(answers)

    case = a_case()
    for _ in range(2):
        try:
            found = share(case)
        except ZeroDivisionError:
            found = 0
    assert found == 1
