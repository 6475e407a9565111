"""The open page's flow: what is asked of whom, and what the answers mean."""

from __future__ import annotations

import pytest

from dialogs.open_page import OPEN_PAGE, PARENT, SELF, STAFF, TOLD, WORRIED, applying, is_named, origin, students, told
from domain.flow import Fault, asked, problems
from domain.origin import Door, Naming, Teller
from domain.report import ByStaff

KNOWN = {"owner_receives": "true", "ask_which": "false", "direct_topics": ""}
SAID = {"what": "x", "student": "Ola Dal 2STA", "by_staff": "no", "danger": "no", "name": "", "reach": ""}


def _answers(who: str, **more: str) -> dict[str, str]:
    return {**KNOWN, **SAID, "who": who, **more}


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        (SELF, ["who", "told", "name_student"]),
        (WORRIED, ["who", "told", "name_student"]),
        (PARENT, ["who", "told", "name_parent"]),
        (STAFF, ["who", "told", "name_staff"]),
    ],
)
def test_everybody_is_asked_on_three_pages(who: str, pages: list[str]) -> None:
    assert [page.id for page in applying(_answers(who))] == pages


@pytest.mark.parametrize("by_staff", [ByStaff.EMPLOYEE, ByStaff.LEADER, ByStaff.UNSURE])
@pytest.mark.parametrize("receives", ["true", "false"])
def test_about_somebody_who_works_there_one_more_page_asks_who_and_can_be_left_empty(
    by_staff: ByStaff, receives: str
) -> None:
    pages = applying(_answers(SELF, by_staff=by_staff, owner_receives=receives))
    leader = "leader" if receives == "true" else "leader_alone"
    assert [p.id for p in pages][2] == ("employee" if by_staff is ByStaff.EMPLOYEE else leader)
    assert not problems(pages[2], {"accused_name": ""}, {})


def test_only_staff_must_say_who_they_are() -> None:
    for who in (SELF, WORRIED, PARENT, STAFF):
        answers = _answers(who)
        wrong = problems(applying(answers)[-1], answers, {}).steps
        assert wrong == ({"name": Fault.MISSING, "reach": Fault.MISSING} if who == STAFF else {})


def test_who_tells_of_themself_is_asked_for_no_student() -> None:
    assert [s.id for s in asked(TOLD, _answers(SELF))] == ["what", "by_staff", "danger"]
    assert not problems(TOLD, _answers(SELF, student=""), {})
    assert problems(TOLD, _answers(WORRIED, student=""), {}).steps == {"student": Fault.MISSING}
    assert not problems(TOLD, _answers(WORRIED, student="", student_unknown="true"), {})


@pytest.mark.parametrize(
    ("who", "given", "teller", "naming"),
    [
        (SELF, {}, Teller.STUDENT, Naming.UNNAMED),
        (SELF, {"name": "Ida"}, Teller.STUDENT, Naming.NAMED),
        (WORRIED, {"reach": "900"}, Teller.STUDENT, Naming.UNNAMED),  # a parent's answer, before it was changed
        (PARENT, {"reach": "900"}, Teller.PARENT, Naming.NAMED),
        (STAFF, {"name": "Tor", "reach": "9"}, Teller.STAFF, Naming.NAMED),
    ],
)
def test_where_it_comes_from(who: str, given: dict[str, str], teller: Teller, naming: Naming) -> None:
    answers = _answers(who, **given)
    found = origin(answers)
    assert (found.teller, found.door, found.naming) == (teller, Door.PAGE, naming)
    assert is_named(answers) is (naming is Naming.NAMED)
    assert found.about_self is (who == SELF)


def test_the_student_is_the_teller_by_the_name_they_gave_or_whoever_was_written() -> None:
    assert students(_answers(SELF, name="Ida Lie 2STA")) == ("Ida Lie 2STA",)
    assert students(_answers(SELF)) == ("",)
    assert students(_answers(WORRIED, student="Ola\nEli")) == ("Ola", "Eli")
    assert students(_answers(PARENT, student="", student_unknown="true")) == ("",)


def test_what_no_longer_applies_is_not_told() -> None:
    answers = _answers(SELF, accused_name="Randi", reach="900", student="Ola")
    assert not {"accused_name", "reach", "student"} & told(answers).keys()


def test_every_page_is_found_by_its_name() -> None:
    assert len({page.id for page in OPEN_PAGE.pages}) == len(OPEN_PAGE.pages)
