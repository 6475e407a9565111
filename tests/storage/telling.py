"""Reports as people send them, for tests that need many of them through the real service."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from domain.delivery import Card, Delivery
from domain.report import ByStaff, Report
from services.ports import House
from services.reporting import Submission, submit
from tests.builders import FJELLVIK, LIV, RANDI, TEN, TOR, a_register


def a_house(chance: random.Random | None = None) -> House:
    chance = chance or random.Random()
    return House(a_register(), lambda: str(uuid.UUID(int=chance.getrandbits(128), version=4)), chance.choice)


def a_submission(token: str, **but: Any) -> Submission:
    values: dict[str, Any] = {
        "token": token, "school": FJELLVIK, "reporter": TOR, "reporter_name": "Tor Vik", "by_staff": ByStaff.NO,
        "danger": False, "students": ("Ola Dal 2STA",), "accused": frozenset(),
        "answers": {"what": "Sitter alene hver dag.", "student": "Ola Dal 2STA"},
    }  # fmt: skip
    return Submission(**{**values, **but})


def any_submission(token: str, chance: random.Random) -> Submission:
    """One to three students, now and then in danger, now and then about somebody in the leadership."""
    about_leader = chance.random() < 0.2
    return a_submission(
        token,
        students=tuple(f"Elev {n}" for n in range(chance.randint(1, 3))),
        danger=chance.random() < 0.2,
        by_staff=ByStaff.LEADER if about_leader else ByStaff.NO,
        accused=frozenset({LIV}) if about_leader else frozenset(),
        answers={"what": "å" * chance.randint(0, 3000)},
    )


def telling(house: House, told: Submission) -> Callable[[Any], Report]:
    """The unit of work of one report."""
    return lambda work: submit(work, house, told, TEN)


def a_delivery(key: str = "notice:1", **but: Any) -> Delivery:
    return replace(Delivery(key, Card.NOTICE, RANDI, FJELLVIK, "case-1", TEN, "first"), **but)
