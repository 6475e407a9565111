"""Posts given and taken, and absences said in the chat, on a real record: what is written, and what moves at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.case import Case, Status
from domain.people import Absence, Register, Role
from domain.report import ByStaff
from services import absences, handling, posts, reminding, reporting
from services.ports import House
from services.reporting import Submission
from storage.store import Store
from tests.builders import (
    DAG,
    FJELLVIK,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_person,
    a_register,
    a_school,
    at,
    away,
)
from tests.fresh import open_store

SOLVIK = "solvik"
HOUSE = a_register()
SUCCESSION = a_register(a_person(NORA, Role.PRINCIPAL), without=[RANDI])
ELEVEN = at("11:00")
FRIDAY = MONDAY + timedelta(4)


def house(register: Register) -> House:
    return House(register, lambda: secrets.token_hex(16), secrets.choice)


class Record:
    """One school's record; the house it is asked in is given each time."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def do(self, unit: Callable[..., Any], register: Register, *more: Any) -> Any:
        return self.store.run(lambda work: unit(work, house(register), *more)).result(10)

    def meets(self, register: Register, now: Any = TEN, changed: tuple[str, ...] = ()) -> None:
        self.do(posts.reconcile, register, changed, now)

    def told(self, form: str = "t", school: str = FJELLVIK) -> str:
        said = {"school": school, "student": "Ola", "what": "Alene.", "by_staff": "no", "danger": "no"}
        told = Submission(form * 32, school, TOR, "Tor Vik", ByStaff.NO, False, ("Ola",), frozenset(), said)
        report = self.do(reporting.submit, HOUSE, told, TEN)
        return str(self.read(lambda work: work.cases_of(report.id))[0].id)

    def taken(self, form: str = "t") -> str:
        case = self.told(form)
        self.do(handling.acknowledge, HOUSE, case, RANDI, TEN)
        self.do(handling.open_case, HOUSE, case, RANDI, TEN)
        return case

    def tick(self, register: Register, now: Any) -> list[str]:
        """What the clock does to every case that is due, and what is written of it."""
        before = self.lines()
        for case in self.read(lambda work: work.cases_due(now, 99)):
            self.do(reminding.remind, register, case.id, now)
        return self.lines()[len(before) :]

    def read(self, unit: Callable[[Any], Any]) -> Any:
        return self.store.read(unit).result(10)

    def case(self, case: str) -> Case:
        found: Case = self.read(lambda work: work.case(case))
        return found

    def lines(self) -> list[str]:
        asked = "SELECT chain, actor, action, reason FROM audit ORDER BY chain, seq"
        rows = self.read(lambda work: work._connection.exec_driver_sql(asked).all())
        return [f"{chain} {actor} {action} {reason}" for chain, actor, action, reason in rows]

    def queued(self, case: str) -> list[tuple[str, str, str]]:
        asked = "SELECT card, person, alert FROM deliveries WHERE subject = ? ORDER BY id"
        rows = self.read(lambda work: work._connection.exec_driver_sql(asked, (case,)).all())
        return [tuple(row) for row in rows]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_store(tmp_path) as store:
        yield Record(store)


# Posts


def test_the_first_time_is_only_written_down(record: Record) -> None:
    record.taken()
    before = record.lines()
    record.meets(HOUSE)
    assert record.lines() == before
    assert {h.person for h in record.read(lambda work: work.posts(FJELLVIK))} >= {RANDI, DAG, UNNI}
    assert record.tick(HOUSE, ELEVEN) == []


def test_a_post_given_and_one_taken_are_in_the_schools_own_chain(record: Record) -> None:
    record.meets(HOUSE)
    record.meets(SUCCESSION, ELEVEN)
    assert record.lines() == [
        f"school:{FJELLVIK} system people:post_taken {RANDI} principal",
        f"school:{FJELLVIK} system people:post_given {NORA} principal",
    ]
    record.meets(SUCCESSION, at("12:00"))
    assert len(record.lines()) == 2


def test_the_new_rektor_takes_over_what_the_old_one_had_finished_reading(record: Record) -> None:
    record.meets(HOUSE)
    case = record.taken()
    record.meets(SUCCESSION, ELEVEN)
    assert [line.split(" ", 2)[2] for line in record.tick(SUCCESSION, ELEVEN)] == [
        f"case:left {RANDI}",
        f"case:alerted {NORA} taken_over",
    ]
    assert ("notice", NORA, "taken_over") in record.queued(case)
    assert record.case(case).status is Status.ACKNOWLEDGED
    assert record.do(handling.open_case, SUCCESSION, case, RANDI, ELEVEN) is None
    assert record.do(handling.open_case, SUCCESSION, case, NORA, ELEVEN) is not None
    later = record.tick(SUCCESSION, at("15:00", "2026-12-23"))
    assert [line.split(" ", 2)[2] for line in later] == [f"case:nudged {NORA} quiet"]  # nothing but that it waits


def test_a_process_that_ended_between_the_change_and_the_cases_does_them_at_the_next_look(record: Record) -> None:
    record.meets(HOUSE)
    cases = [record.taken(token) for token in "abc"]
    record.meets(SUCCESSION, ELEVEN)
    first = cases[0]
    record.do(reminding.remind, SUCCESSION, first, ELEVEN)
    record.meets(SUCCESSION, at("11:05"))
    record.tick(SUCCESSION, at("11:05"))
    assert [record.queued(case).count(("notice", NORA, "taken_over")) for case in cases] == [1, 1, 1]


def test_a_new_rektor_who_never_opens_is_not_the_end_of_it(record: Record) -> None:
    record.meets(HOUSE)
    case = record.taken()
    record.meets(SUCCESSION, ELEVEN)
    for clock in ("11:00", "12:00", "13:00"):
        record.tick(SUCCESSION, at(clock))
    assert ("reminder", NORA, "taken_over") in record.queued(case)
    assert ("notice", DAG, "not_opened") in record.queued(case)


def test_a_case_in_hand_is_looked_at_whichever_school_has_changed(record: Record) -> None:
    """Something is always to come in it, and whom it is said to may be away."""
    both = a_register(
        a_person("b" * 32, Role.PRINCIPAL, school=SOLVIK),
        a_person(TOR, posts=frozenset()),
        solvik=a_school(SOLVIK),
    )
    record.meets(both)
    record.taken()
    assert record.read(lambda work: work.cases_due(ELEVEN, 9)) == ()
    record.meets(both, ELEVEN, (SOLVIK,))
    assert len(record.read(lambda work: work.cases_due(ELEVEN, 9))) == 1


def test_a_case_that_is_overdue_is_not_put_off(record: Record) -> None:
    record.told()
    record.meets(HOUSE, at("15:00"))
    (due,) = record.read(lambda work: work._connection.exec_driver_sql("SELECT next_due FROM cases").all())
    assert due[0].startswith("2026-11-23T10:00")


def test_whoever_has_left_keeps_their_name_in_what_is_shown(record: Record) -> None:
    record.meets(HOUSE)
    record.meets(SUCCESSION, ELEVEN)
    known = record.read(lambda work: posts.known(work, SUCCESSION))
    assert known.name(RANDI) == "Randi Ås"
    assert not known.people[RANDI].posts


# Absence


def known(record: Record, register: Register = HOUSE) -> Register:
    found: Register = record.read(lambda work: posts.known(work, register))
    return found


def goes(record: Record, who: str, absence: Absence, register: Register = HOUSE, now: Any = ELEVEN) -> bool:
    done = bool(record.do(absences.go, known(record, register), who, absence, now))
    record.do(absences.wake, known(record, register), who, now)
    return done


def days(record: Record, who: str = RANDI, register: Register = HOUSE) -> list[tuple[int, bool]]:
    person = known(record, register).people[who]
    week = [(n, MONDAY + timedelta(n)) for n in range(-1, 8)]
    return [(n, person.is_away(day)) for n, day in week if person.may_be_away(day)]


def test_e7_an_absence_moves_an_unanswered_alert_to_the_deputy_at_once(record: Record) -> None:
    case = record.told()
    assert goes(record, RANDI, Absence(MONDAY, FRIDAY))
    lines = record.tick(known(record), ELEVEN)
    assert [line.split(" ", 2)[2] for line in lines] == [f"case:alerted {DAG} absent"]
    assert ("notice", DAG, "absent") in record.queued(case)
    assert f"school:{FJELLVIK} {RANDI} people:away 2026-11-23..2026-11-27" in record.lines()


def test_what_has_been_confirmed_and_opened_does_not_move(record: Record) -> None:
    record.taken()
    goes(record, RANDI, Absence(MONDAY, FRIDAY))
    assert record.tick(known(record), ELEVEN) == []


def test_e7_one_who_is_away_and_confirms_all_the_same_has_it(record: Record) -> None:
    case = record.told()
    goes(record, RANDI, Absence(MONDAY, FRIDAY))
    record.tick(known(record), ELEVEN)
    record.do(handling.acknowledge, known(record), case, RANDI, ELEVEN)
    assert record.case(case).status is Status.ACKNOWLEDGED


def test_e8_when_nobody_else_is_at_school_it_goes_to_the_owner_at_once(record: Record) -> None:
    register = a_register(without=[DAG])
    case = record.told()
    record.tick(register, ELEVEN)
    goes(record, RANDI, Absence(MONDAY), register)
    record.tick(known(record, register), at("11:01"))
    assert ("notice", UNNI, "absent") in record.queued(case)


def test_tilbake_ends_it_from_today_and_the_days_that_were_stay_written(record: Record) -> None:
    goes(record, RANDI, Absence(MONDAY, FRIDAY))
    assert record.do(absences.come_back, known(record), RANDI, at("10:00", "2026-11-25"))
    assert days(record) == [(0, True), (1, True)]
    assert record.lines()[-1] == f"school:{FJELLVIK} {RANDI} people:back 2026-11-23..2026-11-27"
    (kept,) = record.read(lambda work: work.leaves())
    assert (kept.absence, kept.ended_at) == (Absence(MONDAY, FRIDAY), at("10:00", "2026-11-25"))


def test_tilbake_ends_what_the_people_file_says_too(record: Record) -> None:
    register = a_register(a_person(RANDI, away=away(MONDAY, FRIDAY)))
    assert record.do(absences.come_back, known(record, register), RANDI, at("10:00", "2026-11-25"))
    assert days(record, register=register) == [(0, True), (1, True)]


def test_the_newest_word_about_the_same_days_counts(record: Record) -> None:
    goes(record, RANDI, Absence(MONDAY, FRIDAY))
    goes(record, RANDI, Absence(MONDAY + timedelta(2), MONDAY + timedelta(3), partly=True))
    assert days(record) == [(0, True), (1, True), (2, False), (3, False)]
    goes(record, RANDI, Absence(MONDAY, date.max))
    assert days(record) == [(n, True) for n in range(8)]


def test_a_later_absence_leaves_the_one_that_runs_alone(record: Record) -> None:
    goes(record, RANDI, Absence(MONDAY, MONDAY + timedelta(1)))
    goes(record, RANDI, Absence(FRIDAY, FRIDAY))
    assert days(record) == [(0, True), (1, True), (4, True)]


def test_saved_twice_is_saved_once(record: Record) -> None:
    for _ in range(2):
        assert goes(record, RANDI, Absence(MONDAY, FRIDAY))
    assert len(record.read(lambda work: work.leaves())) == 1
    assert sum("people:away" in line for line in record.lines()) == 1


@pytest.mark.parametrize("who", [TOR, "stranger"])
def test_nobody_else_can_say_it_and_the_attempt_is_written(record: Record, who: str) -> None:
    assert not goes(record, who, Absence(MONDAY, FRIDAY))
    assert not record.do(absences.come_back, HOUSE, who, ELEVEN)
    assert record.read(lambda work: work.leaves()) == ()
    assert [line.split(" ")[1:3] for line in record.lines()] == [[who, "people:away"], [who, "people:back"]]


def test_e7_partly_away_tells_both(record: Record) -> None:
    case = record.told()
    goes(record, RANDI, Absence(MONDAY, MONDAY, partly=True))
    record.tick(known(record), ELEVEN)
    assert [line[1:] for line in record.queued(case) if line[0] == "notice"] == [(RANDI, "first"), (DAG, "absent")]
    assert f"school:{FJELLVIK} {RANDI} people:away 2026-11-23..2026-11-23 partly" in record.lines()


def test_an_absence_that_begins_tomorrow_moves_nothing_today(record: Record) -> None:
    case = record.told()
    goes(record, RANDI, Absence(FRIDAY, FRIDAY))
    record.tick(known(record), ELEVEN)
    assert {person for card, person, _ in record.queued(case) if card == "notice"} == {RANDI}
