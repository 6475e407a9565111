"""What `services.ports.Work` promises, tried on the store itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.audit import Entry
from domain.case import Case, Event, Happened, Route, Status
from domain.note import Note
from domain.people import Role
from domain.report import ByStaff, Channel, Draft, Supplement
from services.ports import Work
from storage.failures import StoreUnavailable
from storage.known import Known
from storage.work import SqlWork
from tests.builders import EMIL, FJELLVIK, RANDI, TEN, TOR, a_case, a_report, alerted
from tests.storage.conftest import Run

SECOND = timedelta(seconds=1)
AWKWARD = "Æ ø å 🙂 \" ' \\ \n\t \x00 \ud800 ; -- <b>*_"


def as_work(work: SqlWork) -> Work:
    """mypy holds that the store's work is what services ask for."""
    return work


@pytest.fixture
def with_case(run: Run) -> Case:
    """One report and its case, due at ten."""
    case = a_case(*alerted(RANDI))
    run(lambda work: (work.add_report(a_report()), work.add_case(case, TEN)))
    return case


def test_a_report_is_read_as_it_was_told(run: Run) -> None:
    report = a_report(by_staff=ByStaff.UNSURE, danger=True, told_at=TEN + timedelta(microseconds=1))
    run(lambda work: work.add_report(report))
    assert run(lambda work: work.report(report.id)) == report
    assert run(lambda work: work.report_by_token(TOR, report.token)) == report


def test_no_character_is_lost_from_what_was_told(run: Run) -> None:
    report = a_report(answers={"what": AWKWARD, AWKWARD: "", "long": "x" * 100_000})
    run(lambda work: work.add_report(report))
    assert run(lambda work: work.report(report.id)).answers == report.answers


def test_half_a_character_in_a_name_is_no_reason_to_refuse(run: Run) -> None:
    run(lambda work: work.add_report(a_report(reporter_name="Kåre \ud800")))
    assert run(lambda work: work.report("report-1")).reporter_name == "Kåre ?"


def test_what_is_not_there_is_none_or_empty(run: Run) -> None:
    asked = (
        lambda w: w.report("?"), lambda w: w.report_by_token(TOR, "?"), lambda w: w.case("?"),
        lambda w: w.draft(TOR, "?"), lambda w: w.conversation(TOR), lambda w: w.declared(TOR),
        lambda w: w.newest_service_url(),
    )  # fmt: skip
    many = (
        lambda w: w.reports_of(TOR), lambda w: w.cases_of("?"), lambda w: w.supplements("?"), lambda w: w.shown("?"),
        lambda w: w.cases_due(TEN, 9), lambda w: w.lease(TEN, TEN, 9),
    )  # fmt: skip
    assert [run(ask) for ask in asked] == [None] * len(asked)
    assert [run(ask) for ask in many] == [()] * len(many)


def test_e15_a_report_written_down_is_read_as_it_was_and_found_by_both(run: Run) -> None:
    told = TEN - timedelta(days=1)
    report = a_report(registered_by=RANDI, channel=Channel.SMS, told_orally_at=told, token="t" * 32)
    nobodys = replace(report, id="report-2", reporter="", reporter_name="", token="u" * 32)
    run(lambda work: (work.add_report(a_report(id="own")), work.add_report(report), work.add_report(nobodys)))
    assert run(lambda work: work.report(report.id)) == report
    assert run(lambda work: work.report_by_token(RANDI, report.token)) == report
    assert run(lambda work: work.report_by_token(TOR, report.token)) is None
    assert [r.id for r in run(lambda work: work.reports_of(RANDI))] == ["report-2", "report-1"]
    assert [r.id for r in run(lambda work: work.reports_of(TOR))] == ["report-1", "own"]


def test_a_token_is_one_persons_own(run: Run) -> None:
    """Two people may hold the same token by chance; each finds only their own report (E54)."""
    mine, theirs = a_report(), a_report(id="report-2", reporter=EMIL)
    run(lambda work: (work.add_report(mine), work.add_report(theirs)))
    assert run(lambda work: work.report_by_token(EMIL, mine.token)) == theirs


def test_the_same_token_twice_is_refused_by_the_database_too(run: Run) -> None:
    run(lambda work: work.add_report(a_report()))
    with pytest.raises(StoreUnavailable, match="conflict"):
        run(lambda work: work.add_report(a_report(id="report-2")))


def test_a_persons_reports_come_newest_first(run: Run) -> None:
    told = [a_report(id=f"r{n}", token=f"t{n}", told_at=TEN + n * SECOND) for n in (1, 3, 2)]
    last = a_report(id="r4", token="t4", told_at=TEN + 3 * SECOND)
    run(lambda work: [work.add_report(r) for r in (*told, last, a_report(id="x", reporter=EMIL))])
    assert [r.id for r in run(lambda work: work.reports_of(TOR))] == ["r4", "r3", "r2", "r1"]


def test_supplements_come_oldest_first_and_each_token_once(run: Run) -> None:
    run(lambda work: work.add_report(a_report()))
    second, first = (Supplement("report-1", f"t{n}", TEN + n * SECOND, {"more": AWKWARD}, TOR) for n in (2, 1))
    again = replace(first, answers={"more": "something else"})
    assert [run(lambda work, s=s: work.add_supplement(s)) for s in (second, first, again)] == [True, True, False]
    assert run(lambda work: work.supplements("report-1")) == (first, second)


def test_notes_are_one_cases_alone_oldest_first_and_each_token_once(run: Run) -> None:
    run(lambda work: (work.add_report(a_report()), work.add_case(a_case(), None)))
    second, first = (Note("case-1", f"t{n}", "tell_owner", RANDI, TEN + n * SECOND, {"how": AWKWARD}) for n in (2, 1))
    again = replace(first, answers={"how": "something else"})
    assert [run(lambda work, n=n: work.add_note(n)) for n in (second, first, again)] == [True, True, False]
    assert run(lambda work: work.notes("case-1")) == (first, second)
    assert run(lambda work: work.notes("case-2")) == ()


def test_a_draft_is_kept_changed_and_dropped(run: Run) -> None:
    draft = Draft("token-1", TOR, "report", TEN, {"what": "Sitter"})
    later = replace(draft, answers={"what": "Sitter alene"})
    run(lambda work: (work.keep_draft(draft), work.keep_draft(later), work.keep_draft(replace(draft, person=EMIL))))
    assert run(lambda work: work.draft(TOR, "token-1")) == later
    run(lambda work: work.drop_draft(TOR, "token-1"))
    assert run(lambda work: (work.draft(TOR, "token-1"), work.draft(EMIL, "token-1"))) == (
        None,
        replace(draft, person=EMIL),
    )


def test_drafts_begun_before_a_moment_are_dropped(run: Run) -> None:
    run(lambda work: [work.keep_draft(Draft(f"t{n}", TOR, "report", TEN + n * SECOND, {})) for n in range(3)])
    run(lambda work: work.drop_drafts_before(TEN + SECOND))
    assert run(lambda work: [n for n in range(3) if work.draft(TOR, f"t{n}")]) == [1, 2]


def test_a_case_is_read_as_it_was_saved(run: Run) -> None:
    case = a_case(
        *alerted(RANDI), route=Route.EMPLOYEE, danger=True, status=Status.ACKNOWLEDGED, student="",
        accused=frozenset({EMIL, "a, b"}),
    )  # fmt: skip
    run(lambda work: (work.add_report(a_report()), work.add_case(case, None)))
    assert run(lambda work: work.case(case.id)) == case


def test_the_cases_of_a_report_come_as_the_students_were_written(run: Run) -> None:
    cases = [a_case(id=id_, reference=id_) for id_ in ("c", "a", "b")]
    run(lambda work: (work.add_report(a_report()), [work.add_case(c, None) for c in cases]))
    assert run(lambda work: work.cases_of("report-1")) == tuple(cases)


def test_a_reference_is_taken_from_the_moment_its_case_is_added(run: Run, with_case: Case) -> None:
    assert run(lambda work: work.is_reference_taken(with_case.reference))
    assert not run(lambda work: work.is_reference_taken("2026-AAAAA"))


def test_saving_a_case_adds_the_new_history_and_the_status(run: Run, with_case: Case) -> None:
    def acknowledge(work: Work) -> Case:
        case = work.case(with_case.id)
        assert case
        later = case.after(Happened(TEN, "acknowledge", RANDI), status=Status.ACKNOWLEDGED)
        work.save_case(later, None)
        opened = later.after(Happened(TEN + SECOND, "open", RANDI))
        work.save_case(opened, None)
        work.save_case(opened.after(status=Status.RECEIVED), TEN)
        return opened.after(status=Status.RECEIVED)

    saved = run(acknowledge)
    assert run(lambda work: work.case(with_case.id)) == saved
    assert len(saved.history) == 4


def test_what_has_happened_cannot_be_taken_back(run: Run, with_case: Case) -> None:
    def shorten(work: Work) -> None:
        case = work.case(with_case.id)
        assert case
        work.save_case(replace(case, history=case.history[:1]), None)

    with pytest.raises(ValueError, match="never taken back"):
        run(shorten)


def test_a_case_is_saved_only_by_the_unit_that_read_it(run: Run, with_case: Case) -> None:
    with pytest.raises(KeyError):
        run(lambda work: work.save_case(with_case.after(Happened(TEN, "open", RANDI)), None))


def test_a_case_changed_by_another_process_meanwhile_is_not_overwritten(run: Run, with_case: Case) -> None:
    """Cannot happen with one writer; simulated by two works in one transaction."""

    def race(work: SqlWork) -> None:
        other = SqlWork(work._connection, work._keys, Known())
        mine, theirs = work.case(with_case.id), other.case(with_case.id)
        assert mine
        assert theirs
        other.save_case(theirs.after(Happened(TEN, "open", EMIL)), None)
        work.save_case(mine.after(Happened(TEN, "open", RANDI)), None)

    with pytest.raises(StoreUnavailable, match="conflict"):
        run(race)
    assert run(lambda work: work.case(with_case.id)) == with_case


def test_cases_due_are_those_whose_moment_has_come_longest_overdue_first(run: Run) -> None:
    dues = {"later": TEN + SECOND, "now": TEN, "before": TEN - SECOND, "long-ago": TEN - 9 * SECOND, "never": None}
    run(lambda work: work.add_report(a_report()))
    run(lambda work: [work.add_case(a_case(*alerted(RANDI), id=i, reference=i), due) for i, due in dues.items()])
    assert [c.id for c in run(lambda work: work.cases_due(TEN, 9))] == ["long-ago", "before", "now"]
    assert run(lambda work: work.cases_due(TEN, 1)) == (a_case(*alerted(RANDI), id="long-ago", reference="long-ago"),)


def test_a_case_that_is_saved_falls_due_anew(run: Run, with_case: Case) -> None:
    run(lambda work: [work.save_case(case, TEN + SECOND) for case in work.cases_due(TEN, 9)])
    assert run(lambda work: work.cases_due(TEN, 9)) == ()
    assert run(lambda work: work.cases_due(TEN + SECOND, 9)) == (with_case,)


def test_what_somebody_says_of_themself_can_be_said_anew(run: Run) -> None:
    run(lambda work: [work.declare(EMIL, FJELLVIK, role, TEN) for role in (Role.STAFF, Role.STUDENT)])
    assert run(lambda work: work.declared(EMIL)) == (FJELLVIK, Role.STUDENT)


def test_times_are_given_back_in_utc_to_the_microsecond(run: Run) -> None:
    in_oslo = datetime.fromisoformat("2026-07-01T10:00:00.000001+02:00")
    run(lambda work: work.add_report(a_report(told_at=in_oslo)))
    told_at = run(lambda work: work.report("report-1")).told_at
    assert (told_at, told_at.utcoffset()) == (in_oslo, timedelta(0))


def test_a_time_without_a_zone_is_refused(run: Run) -> None:
    naive = datetime.fromisoformat("2026-07-01T10:00:00")
    with pytest.raises(ValueError, match="time zone"):
        run(lambda work: work.add_report(a_report(told_at=naive)))
    with pytest.raises(ValueError, match="time zone"):
        run(lambda work: work.audit(Entry("school:x", naive, TOR, "report:told")))


def test_reads_see_what_the_unit_has_written(run: Run) -> None:
    def unit(work: Work) -> tuple[Any, ...]:
        work.add_report(a_report())
        work.add_case(a_case(), TEN)
        return work.report("report-1"), work.case("case-1"), work.is_reference_taken(a_case().reference)

    assert run(unit) == (a_report(), a_case(), True)


def test_a_commitment_is_a_keyed_hash_of_its_own_key(run: Run) -> None:
    first, other = run(lambda work: (work.commitment({"what": "a"}), work.commitment({"what": "b"})))
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert first != other


def test_words_that_do_not_exist_yet_can_be_stored(run: Run) -> None:
    """What happened is text: a new action needs no migration."""
    case = a_case(Happened(TEN, "plan_adopted", None, "fritt ord"), Happened(TEN, Event.ALARMED))
    run(lambda work: (work.add_report(a_report()), work.add_case(case, None)))
    assert run(lambda work: work.case(case.id)).history == case.history
