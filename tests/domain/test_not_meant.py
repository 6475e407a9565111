"""A report that was not meant ends with a reason; what a student has said by name never does (E20, E53)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from domain import codes
from domain.case import Case, Event, Happened, Status
from domain.casefile import CaseFile, shut
from domain.closing import ENDINGS, endings
from domain.deeds import DEEDS
from domain.evaluation import NO, YES
from domain.not_meant import HOW, NOT_MEANT, SAID_SO, SILENT, WAIT
from domain.origin import BY_STAFF, Door, Naming, Origin, Teller
from domain.text import LANGUAGES
from tests.builders import EMIL, MONDAY, NORA, RANDI, TEN, a_case, a_school
from tests.domain.handled import ids

AUTHOR = codes.author("a" * 32)
UNNAMED = Origin(Teller.STUDENT, Door.PAGE, Naming.UNNAMED, about_self=True)
CONFIDENTIAL = Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True)
NAMED = Origin(Teller.STUDENT, Door.TEAMS, Naming.NAMED, about_self=True)
UNSAFE = Happened(TEN, Event.SAID, None, NO)  # with the report itself
NEXT_DAY = TEN + timedelta(days=1)
ASKED = Happened(NEXT_DAY, "ask_teller", RANDI)
ANSWERED = Happened(NEXT_DAY + timedelta(hours=1), "supplement", AUTHOR)
LATER = MONDAY + timedelta(days=1) + WAIT


def a_file(*history: Happened, origin: Origin = UNNAMED, student: str = "", **but: object) -> CaseFile:
    case = replace(a_case(reporter=AUTHOR, student=student, status=Status.INVESTIGATING), history=())
    case = case.after(Happened(TEN, Event.TOLD, AUTHOR), UNSAFE, *history)
    return replace(CaseFile(case, a_school(), (), LATER, origin=origin), **but)  # type: ignore[arg-type]


def missing(file: CaseFile) -> list[str]:
    return ids(*shut(ENDINGS[NOT_MEANT], file))


def why_not(file: CaseFile, how: str = SILENT) -> list[str]:
    return ids(DEEDS["close"].problem({"close_ending": NOT_MEANT, HOW: how}, file))


def test_a_prank_without_a_name_ends_when_it_has_been_asked_about_and_nobody_has_come_back() -> None:
    assert missing(a_file(ASKED)) == []
    assert why_not(a_file(ASKED)) == []


def test_a_no_that_nobody_said_does_not_keep_it_open_for_ever_and_shuts_the_other_endings() -> None:
    assert "never_unsafe" in ids(*shut(DEEDS["close_without_plan"].gates, a_file(ASKED)))
    assert missing(a_file(ASKED)) == []


def test_nobody_has_asked() -> None:
    assert missing(a_file()) == ["asked_teller"]
    assert why_not(a_file()) == ["asked_teller"]


@pytest.mark.parametrize(("days", "is_open"), [(0, False), (6, False), (7, True)])
def test_a_question_is_given_a_week(days: int, is_open: bool) -> None:
    file = a_file(ASKED, today=MONDAY + timedelta(days=1 + days))
    assert (missing(file) == []) is is_open


def test_whoever_answers_has_been_asked_whatever_the_day() -> None:
    assert missing(a_file(ASKED, ANSWERED, today=MONDAY + timedelta(days=1))) == []
    assert missing(a_file(ANSWERED, today=MONDAY)) == []


@pytest.mark.parametrize("came", [ANSWERED, Happened(NEXT_DAY, Event.SAID, AUTHOR, "unsure 3")])
def test_of_one_who_has_come_back_nobody_can_say_that_nobody_came(came: Happened) -> None:
    assert why_not(a_file(ASKED, came), SILENT) == ["say_so"]


def test_what_was_asked_before_the_case_was_opened_again_is_not_asked_now() -> None:
    assert missing(a_file(ASKED, Happened(NEXT_DAY, "reopen", RANDI))) == ["asked_teller"]


def test_one_who_comes_back_and_says_that_it_is_still_not_safe_is_believed() -> None:
    again = Happened(NEXT_DAY, Event.SAID, None, NO)
    assert "nobody_unsafe" in missing(a_file(ASKED, again))


def test_a_student_who_has_been_heard_and_says_no_is_believed() -> None:
    heard = Happened(NEXT_DAY, "hear", NORA, "affected heard no")
    assert "nobody_unsafe" in missing(a_file(ASKED, heard))


def test_a_case_about_a_student_by_name_needs_them_heard() -> None:
    assert "named_heard" in missing(a_file(ASKED, student="Ola Dal 2STA"))
    heard = Happened(NEXT_DAY, "hear", NORA, "affected heard yes")
    assert "named_heard" not in missing(a_file(ASKED, heard, student="Ola Dal 2STA"))


def test_where_there_is_a_measure_it_is_evaluated_first() -> None:
    assert "no_measure" in ids(*ENDINGS[NOT_MEANT])


def test_one_who_told_in_confidence_must_have_written_it_themself() -> None:
    safe = replace(a_file(ASKED, origin=CONFIDENTIAL), case=_without(a_file(ASKED, origin=CONFIDENTIAL).case))
    assert missing(safe) == ["their_word"]
    back = replace(safe, case=safe.case.after(ANSWERED))
    assert missing(back) == []
    assert why_not(back, SILENT) == ["say_so"]
    assert why_not(back, SAID_SO) == []


def _without(case: Case) -> Case:
    """A report in which nobody says that it is not safe."""
    return replace(case, history=tuple(h for h in case.history if h.what != Event.SAID))


def test_nobody_can_be_said_to_have_written_what_has_not_come() -> None:
    assert why_not(a_file(ASKED), SAID_SO) == ["say_so"]


def test_a_colleagues_report_never_ends_this_way() -> None:
    file = a_file(ASKED, origin=BY_STAFF)
    assert NOT_MEANT not in endings(file)
    assert why_not(file) == ["no_such_ending"]


def test_p_a_student_who_has_said_by_name_or_in_confidence_that_it_is_not_safe_is_never_closed_this_way() -> None:
    """Whatever else has happened, whenever it is looked at, and whatever a handler answers."""
    other = (
        Happened(NEXT_DAY, "ask_teller", RANDI), ANSWERED, Happened(NEXT_DAY, "supplement", EMIL),
        Happened(NEXT_DAY, "hear", NORA, "affected heard yes"), Happened(NEXT_DAY, "reopen", RANDI),
        Happened(NEXT_DAY, "correct_student", RANDI), Happened(NEXT_DAY, Event.SAID, None, YES),
        Happened(NEXT_DAY, "open_name", RANDI),
    )  # fmt: skip
    tried = 0
    for origin, taken, days, how in product(
        (NAMED, CONFIDENTIAL, Origin(Teller.PARENT, Door.PAGE, Naming.NAMED)),
        product((False, True), repeat=len(other)),
        (1, 7, 365),
        (SAID_SO, SILENT, ""),
    ):
        history = [h for h, is_there in zip(other, taken, strict=True) if is_there]
        file = a_file(*history, origin=origin, today=MONDAY + timedelta(days=days))
        assert "nobody_unsafe" in missing(file)
        assert why_not(file, how)
        tried += 1
    assert tried == 3 * 2**8 * 3 * 3


def test_the_words_scare_nobody() -> None:
    said = [gate.missing.in_(language) for gate in ENDINGS[NOT_MEANT] for language in LANGUAGES]
    scaring = ("falsk", "straff", "misbruk", "løgn", "tull", "false", "punish", "abuse", "lie ", "prank")
    assert not [words for words in said for word in scaring if word in words.casefold()]
