"""Ten seconds to tell: which pages a report asks for, and what its answers mean (rulings 1 and 2)."""

from __future__ import annotations

import pytest

from dialogs.report import EMPLOYEE, FIRST, LEADER, LEADER_ALONE, OTHER, REPORT, SCHOOL, WHICH, Meaning, meaning
from domain.flow import Fault, Option, next_page, problems
from domain.report import ByStaff
from domain.text import same
from tests.builders import LIV, RANDI

KNOWN = {"school": "fjellvik", "owner_receives": "true", "ask_which": "false"}  # what we know ourselves
WRITTEN = {"student": "Ola Dal 2STA", "student_unknown": "false", "what": "Sitter alene.", "danger": "no"}
STAFF = (Option(RANDI, same("Randi Ås")),)


def _pages(by_staff: ByStaff, **known: str) -> list[str]:
    """The pages somebody meets, each answered with nothing but what the first one says."""
    answers, met = KNOWN | known, []
    while (page := next_page(REPORT, answers)) is not None:
        met.append(page.id)
        said = WRITTEN | {"by_staff": by_staff} if page is FIRST else {}
        answers = answers | {s.id: said.get(s.id, "") for s in page.steps}
    return met


@pytest.mark.parametrize("by_staff", [ByStaff.NO, ByStaff.UNKNOWN])
def test_ruling_1_no_and_do_not_know_are_told_on_a_single_page(by_staff: ByStaff) -> None:
    assert _pages(by_staff) == ["first"]


@pytest.mark.parametrize(
    ("by_staff", "known", "pages"),
    [
        (ByStaff.EMPLOYEE, {}, ["first", "employee"]),
        (ByStaff.EMPLOYEE, {"ask_which": "true"}, ["first", "employee", "which"]),
        (ByStaff.LEADER, {}, ["first", "leader"]),
        (ByStaff.UNSURE, {}, ["first", "leader"]),
        (ByStaff.LEADER, {"owner_receives": "false"}, ["first", "leader_alone"]),
        (ByStaff.UNSURE, {"owner_receives": "false"}, ["first", "leader_alone"]),
    ],
)
def test_ruling_1_and_2_the_other_answers_ask_who(by_staff: ByStaff, known: dict[str, str], pages: list[str]) -> None:
    assert _pages(by_staff, **known) == pages


@pytest.mark.parametrize("by_staff", [ByStaff.NO, ByStaff.UNKNOWN, ByStaff.LEADER, ByStaff.UNSURE])
def test_which_employee_is_asked_only_of_one_who_has_said_that_it_is_an_employee(by_staff: ByStaff) -> None:
    """A name typed before the answer was changed must not ask again."""
    assert "which" not in _pages(by_staff, ask_which="true", accused_name="Randi")


def test_the_school_is_asked_only_of_one_who_has_several() -> None:
    assert next_page(REPORT, {}) is SCHOOL
    assert next_page(REPORT, KNOWN) is FIRST


def test_who_it_is_need_not_be_said_of_an_employee() -> None:
    assert not problems(EMPLOYEE, {"accused_name": ""}, {})


def test_p12_5_a_name_that_resembles_a_leaders_must_be_answered_to() -> None:
    assert problems(WHICH, {"accused_id": ""}, {"resembling": STAFF}).steps == {"accused_id": Fault.MISSING}
    assert problems(WHICH, {"accused_id": LIV}, {"resembling": STAFF}).steps == {"accused_id": Fault.NOT_OFFERED}
    assert not problems(WHICH, {"accused_id": RANDI}, {"resembling": STAFF})
    assert not problems(WHICH, {"accused_id": OTHER}, {"resembling": STAFF})


@pytest.mark.parametrize("page", [LEADER, LEADER_ALONE])
def test_a_leader_need_not_be_named(page: object) -> None:
    assert not problems(page, {"leader_id": OTHER}, {"leaders": STAFF})  # type: ignore[arg-type]


def test_ruling_2_the_page_says_before_it_is_saved_that_the_owner_does_not_receive_here() -> None:
    assert LEADER_ALONE.intro is not None
    assert "selv si fra til skoleeieren" in LEADER_ALONE.intro.nb
    assert LEADER_ALONE.send.nb == "Lagre"  # not "Send": nothing is sent


def test_the_first_page_needs_who_what_by_whom_and_danger_and_no_more() -> None:
    faults = problems(FIRST, {}, {}).steps
    assert set(faults) == {"student", "what", "by_staff", "danger"}
    assert "student" not in problems(FIRST, {"student_unknown": "true"}, {}).steps


def test_e21_the_student_may_be_unknown() -> None:
    assert not problems(FIRST, WRITTEN | {"student": "", "student_unknown": "true", "by_staff": "no"}, {})


def test_a_student_box_that_says_no_does_not_let_the_student_stand_empty() -> None:
    answers = WRITTEN | {"student": "", "student_unknown": "false", "by_staff": "no"}
    assert problems(FIRST, answers, {}).steps == {"student": Fault.MISSING}


def test_a_pasted_class_list_is_asked_to_be_written_as_a_class() -> None:
    """Each student is a case, and each case rings its receivers' doorbells."""
    many, ten = ("\n".join(f"Elev {n}" for n in range(count)) for count in (11, 10))
    assert problems(FIRST, WRITTEN | {"student": many, "by_staff": "no"}, {}).steps == {"student": Fault.TOO_MANY}
    assert not problems(FIRST, WRITTEN | {"student": ten, "by_staff": "no"}, {})


def test_a_story_of_many_lines_is_not_answered_with_words_about_students() -> None:
    story = "\n".join(["Hun sa:", "«Nei.»"] * 150)
    assert not problems(FIRST, WRITTEN | {"what": story, "by_staff": "no"}, {})


def test_blank_lines_and_the_same_name_twice_are_no_more_students() -> None:
    spread = "\n\n".join(["Ola", "Eva", "Ola", "Per", "Eva", "Liv"])
    assert not problems(FIRST, WRITTEN | {"student": spread, "by_staff": "no"}, {})


@pytest.mark.parametrize("by_staff", list(ByStaff))
def test_every_answer_about_staff_is_offered(by_staff: ByStaff) -> None:
    assert not problems(FIRST, WRITTEN | {"by_staff": by_staff}, {})


# What it means


def _meant(**but: str) -> Meaning:
    return meaning(KNOWN | WRITTEN | {"by_staff": "no"} | but)


def test_an_ordinary_report_means_what_it_says() -> None:
    assert _meant() == Meaning(ByStaff.NO, False, ("Ola Dal 2STA",), frozenset())


def test_danger_is_only_the_answer_yes() -> None:
    assert [_meant(danger=d).danger for d in ("yes", "no")] == [True, False]


def test_e10_several_students_are_several() -> None:
    assert _meant(student="Ola\nEva\nOla\n\n").students == ("Ola", "Eva")


def test_an_unknown_student_is_one_without_a_name() -> None:
    assert _meant(student="", student_unknown="true").students == ("",)


def test_e21_what_is_known_of_an_unknown_student_is_kept_with_the_case() -> None:
    assert _meant(student="noen i 2STB", student_unknown="true").students == ("noen i 2STB",)


def test_whom_it_is_about_is_named_by_id() -> None:
    assert _meant(by_staff="employee", accused_name="Randi", accused_id=RANDI).accused == {RANDI}
    assert _meant(by_staff="leader", leader_id=LIV).accused == {LIV}


@pytest.mark.parametrize("nobody", ["", OTHER])
def test_nobody_chosen_is_nobody_accused(nobody: str) -> None:
    assert _meant(by_staff="employee", accused_id=nobody, leader_id=nobody).accused == frozenset()


def test_a_name_from_a_page_that_no_longer_applies_accuses_nobody() -> None:
    """They chose a leader, went back and answered no: the leader is not accused, and rektor gets the report."""
    assert _meant(by_staff="no", leader_id=LIV).accused == frozenset()


def test_an_unfinished_report_means_nothing_yet() -> None:
    with pytest.raises(KeyError):
        meaning(KNOWN)
