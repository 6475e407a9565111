"""Any page of any flow as a form: nothing written is lost, and what must be mended is said where it stands."""

from __future__ import annotations

from typing import Any

from cards import question, words
from cards.look import Look, Surface
from dialogs.report import FIRST, LEADER
from dialogs.supplement import SUPPLEMENT
from domain.flow import Fault, Option, Problems
from domain.profile import Emergency, Number
from domain.text import same
from tests.builders import RANDI
from tests.cards.drawing import LOOK, shown, walk

LEADERS = {"leaders": (Option(RANDI, same("Randi Ås")),)}


def _inputs(card: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {o["id"]: o for o in walk(card) if str(o.get("type", "")).startswith("Input.")}


def _first(problems: Problems = question.NO_PROBLEMS, **answers: str) -> dict[str, Any]:
    return question.page(LOOK, FIRST, "report.answer", answers, {}, problems, token="t", school="fjellvik")


def test_what_is_answered_already_stands_in_the_form() -> None:
    inputs = _inputs(_first(what="Sitter alene", by_staff="unknown", student_unknown="true"))
    assert inputs["what"]["value"] == "Sitter alene"
    assert inputs["by_staff"]["value"] == "unknown"
    assert inputs["student_unknown"]["value"] == "true"
    assert "value" not in inputs["student"]


def test_nothing_is_answered_beforehand_least_of_all_danger() -> None:
    inputs = _inputs(_first())
    assert [inputs[i].get("value") for i in ("by_staff", "danger", "what", "student")] == [None] * 4


def test_a_form_with_faults_keeps_everything_and_says_each_above_its_question() -> None:
    faults = Problems({"what": Fault.TOO_LONG, "by_staff": Fault.MISSING, "danger": Fault.NOT_OFFERED})
    card = _first(faults, what="for langt", student="Ola")
    assert {_inputs(card)[i]["value"] for i in ("what", "student")} == {"for langt", "Ola"}
    said = [(o.get("text") or o.get("id")) for o in card["body"]]
    for text, step in ((words.TOO_LONG, "what"), (words.MISSING, "by_staff"), (words.CHOOSE_AGAIN, "danger")):
        assert said[said.index(step) - 1] == text.nb


def test_a_page_of_which_nothing_was_answered_says_so() -> None:
    card = question.page(LOOK, SUPPLEMENT.pages[0], "v", {}, {}, Problems(nothing_given=True))
    assert words.NOTHING_GIVEN.nb in shown(card)


def test_lengths_are_said_to_the_client_as_whole_numbers() -> None:
    lengths = {i: o["maxLength"] for i, o in _inputs(_first()).items() if "maxLength" in o}
    assert lengths == {"student": 1000, "what": 5000}
    assert all(type(n) is int for n in lengths.values())


def test_what_is_always_required_is_so_to_the_client_and_what_depends_is_left_to_us() -> None:
    inputs = _inputs(_first())
    assert {i for i, o in inputs.items() if o.get("isRequired")} == {"what", "by_staff", "danger"}
    assert all(o["errorMessage"] for o in inputs.values() if o.get("isRequired"))


def test_people_to_choose_from_come_before_the_way_out() -> None:
    card = question.page(LOOK, LEADER, "report.answer", {}, LEADERS)
    (choices,) = (o["choices"] for o in walk(card) if "choices" in o)
    assert [c["value"] for c in choices] == [RANDI, "other"]


def test_what_the_form_carries_goes_with_its_one_button() -> None:
    (button,) = _first()["actions"]
    carried = {"verb": "report.answer", "page": "first", "token": "t", "school": "fjellvik"}
    assert button["data"] == carried
    inline = question.page(Look(surface=Surface.INLINE), FIRST, "report.answer", {}, {}, token="t", school="fjellvik")
    assert inline["actions"][0]["data"] == carried


def test_no_answer_can_overwrite_what_the_form_carries() -> None:
    """A client merges the inputs' names into the button's data: they must not meet."""
    (button,) = _first()["actions"]
    assert not set(button["data"]) & set(_inputs(_first()))


def test_e19_the_numbers_to_call_are_three_and_the_schools_own() -> None:
    body = question.emergency(LOOK, Emergency((Number("Vakt", "99 44"),)))
    said = shown({"body": body})
    assert all(n in said for n in ("112 politi", "113 ambulanse", "110 brann", "Vakt: 99\u00a044"))
    assert body[0]["style"] == "attention"
