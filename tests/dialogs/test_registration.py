"""What is asked of one who writes down what another has told, and what the answers mean (E15)."""

from __future__ import annotations

import pytest

from dialogs.registration import HEARD, REGISTRATION, TELLER, heard
from dialogs.report import EMPLOYEE, FIRST, OTHER, meaning
from domain.flow import Fault, Option, next_page, problems
from domain.report import ByStaff, Channel
from domain.text import same
from tests.builders import TEN, TOR, at

KNOWN = {"school": "fjellvik", "owner_receives": "true", "ask_which": "false", "ask_teller": "false"}
OPTIONS = {"channels": (Option(Channel.PHONE, same("Telefon")),), "tellers": (Option(TOR, same("Tor Vik")),)}
WRITTEN = {
    "teller_name": "Tor Vik", "teller_unknown": "false", "channel": "phone", "told_day": "2026-11-23",
    "told_clock": "09:40", "student": "Ola Dal 2STA", "student_unknown": "false", "what": "Sitter alene.",
    "by_staff": "no", "danger": "no",
}  # fmt: skip


def test_the_reports_own_questions_are_asked_and_not_copies_of_them() -> None:
    assert HEARD.steps[-len(FIRST.steps) :] == FIRST.steps
    assert EMPLOYEE in REGISTRATION.pages


def test_one_page_is_enough_when_nobody_here_has_that_name() -> None:
    assert next_page(REGISTRATION, KNOWN) is HEARD
    assert next_page(REGISTRATION, KNOWN | WRITTEN) is None
    assert next_page(REGISTRATION, KNOWN | WRITTEN | {"ask_teller": "true"}) is TELLER


@pytest.mark.parametrize(
    ("but", "faults"),
    [
        ({}, {}),
        ({"teller_name": ""}, {"teller_name": Fault.MISSING}),
        ({"teller_name": "", "teller_unknown": "true"}, {}),
        ({"channel": ""}, {"channel": Fault.MISSING}),
        ({"channel": "anonymous_box"}, {"channel": Fault.NOT_OFFERED}),
        ({"told_day": ""}, {"told_day": Fault.MISSING}),
        ({"told_clock": "10:01"}, {"told_clock": Fault.NOT_YET}),
    ],
)
def test_e15_who_how_and_when_must_be_said_or_that_it_is_unknown(but: dict[str, str], faults: dict[str, Fault]) -> None:
    assert problems(HEARD, WRITTEN | but, OPTIONS, TEN).steps == faults


def test_e15_the_answers_say_who_told_how_and_when() -> None:
    it = heard(WRITTEN)
    assert (it.teller, it.name, it.channel, it.at) == ("", "Tor Vik", Channel.PHONE, at("09:40"))
    assert heard(WRITTEN | {"ask_teller": "true", "teller_id": TOR}).teller == TOR
    assert heard(WRITTEN | {"ask_teller": "true", "teller_id": OTHER}).teller == ""
    assert meaning(WRITTEN).by_staff is ByStaff.NO


def test_a_name_chosen_before_it_was_changed_counts_no_more() -> None:
    assert heard(WRITTEN | {"teller_id": TOR, "teller_name": "Bjørg", "ask_teller": "false"}).teller == ""
