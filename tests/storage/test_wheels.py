"""Marks and cues of the year wheel: what `services.ports.Work` promises of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain.wheel_year import SCHOOL, SHARED, Cue, Mark
from tests.builders import FJELLVIK, LIV, NORA, RANDI, TEN
from tests.storage.conftest import Run

YEAR = "2026/27"
MARK = Mark("F-01/åpen-dag/month:11", SHARED, 1, "Elevundersøkelsen: «åpen dag» 🙂", LIV, TEN)
CUE = Cue(MARK.task, LIV, date(2026, 11, 1), "2026-11-02")


def test_a_mark_is_read_as_it_was_made(run: Run) -> None:
    assert run(lambda work: work.mark_wheel(FJELLVIK, YEAR, MARK)) is True
    assert run(lambda work: work.wheel_marks(FJELLVIK, YEAR)) == (MARK,)


def test_the_same_time_is_marked_once_and_the_first_stands(run: Run) -> None:
    again = replace(MARK, by=RANDI, at=TEN + timedelta(hours=1), name="another")
    assert run(lambda work: [work.mark_wheel(FJELLVIK, YEAR, m) for m in (MARK, again, MARK)]) == [True, False, False]
    assert run(lambda work: work.wheel_marks(FJELLVIK, YEAR)) == (MARK,)


def test_a_mark_is_of_one_task_one_person_one_time_one_school_and_one_year(run: Run) -> None:
    others = [
        replace(MARK, n=2),
        replace(MARK, whose=NORA),
        replace(MARK, whose=SCHOOL),
        replace(MARK, task="F-02//plan"),
    ]
    assert all(run(lambda work: [work.mark_wheel(FJELLVIK, YEAR, m) for m in (MARK, *others)]))
    assert run(lambda work: (work.mark_wheel("solvik", YEAR, MARK), work.mark_wheel(FJELLVIK, "2027/28", MARK)))
    assert len(run(lambda work: work.wheel_marks(FJELLVIK, YEAR))) == 5
    assert run(lambda work: work.wheel_marks(FJELLVIK, "2027/28")) == (MARK,)
    assert run(lambda work: work.wheel_marks("solvik", "2027/28")) == ()


def test_marks_come_oldest_first(run: Run) -> None:
    later, first = (replace(MARK, n=n, at=TEN + timedelta(hours=n)) for n in (2, 1))
    run(lambda work: [work.mark_wheel(FJELLVIK, YEAR, m) for m in (later, first)])
    assert run(lambda work: work.wheel_marks(FJELLVIK, YEAR)) == (first, later)


def test_a_mark_is_taken_back_alone(run: Run) -> None:
    second = replace(MARK, n=2)
    run(lambda work: [work.mark_wheel(FJELLVIK, year, m) for year in (YEAR, "2027/28") for m in (MARK, second)])
    assert [run(lambda work: work.unmark_wheel(FJELLVIK, YEAR, second)) for _ in range(2)] == [True, False]
    assert run(lambda work: work.wheel_marks(FJELLVIK, YEAR)) == (MARK,)
    assert len(run(lambda work: work.wheel_marks(FJELLVIK, "2027/28"))) == 2


def test_a_cue_is_kept_once_with_the_card_it_was_first_put_on(run: Run) -> None:
    run(lambda work: work.add_wheel_cues(FJELLVIK, YEAR, CUE, replace(CUE, card="2026-11-03")))
    run(lambda work: (work.add_wheel_cues(FJELLVIK, YEAR, CUE), work.add_wheel_cues(FJELLVIK, YEAR)))
    assert run(lambda work: work.wheel_cues(FJELLVIK, YEAR)) == (CUE,)


def test_cues_are_one_persons_or_everybodys_of_one_year(run: Run) -> None:
    hers, again = replace(CUE, person=NORA), replace(CUE, since=date(2027, 4, 23))
    run(lambda work: work.add_wheel_cues(FJELLVIK, YEAR, CUE, hers, again))
    run(lambda work: work.add_wheel_cues("solvik", YEAR, CUE))
    assert set(run(lambda work: work.wheel_cues(FJELLVIK, YEAR))) == {CUE, hers, again}
    assert run(lambda work: work.wheel_cues(FJELLVIK, YEAR, NORA)) == (hers,)
    assert run(lambda work: work.wheel_cues(FJELLVIK, "2025/26")) == ()
