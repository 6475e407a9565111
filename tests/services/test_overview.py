"""The lists over a real record: what is kept in order is what the rules say, and of what is hidden no trace."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from domain.access import standing
from domain.case import Case, Happened, Status
from domain.chronology import Chronology
from domain.listing import ENDED_CASES, OPEN_CASES, lines
from domain.overview import Band, Overview, pressing
from domain.people import PersonId, Register, Role
from domain.profile import CasePlan
from domain.readiness import Apart, Readiness, State
from domain.report import ByStaff, Supplement
from domain.tasks import Work as Kind
from domain.tasks import given
from domain.views import Involved
from services import handling, overview, papers, reminding, reporting, telling
from services.overview import PAGE
from services.ports import House, Work
from storage import lists
from storage.store import Store
from tests.builders import (
    DAG,
    EMIL,
    FJELLVIK,
    KARI,
    LIV,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_person,
    a_register,
    a_school,
    alerted,
    at,
)  # fmt: skip
from tests.fresh import open_store
from tests.storage.telling import a_submission

T = TypeVar("T")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class County:
    """Cases over the real record, told and handled through the services."""

    store: Store
    register: Register = field(default_factory=a_register)
    now: datetime = TEN
    _tokens: Iterator[str] = field(default_factory=lambda: (f"{n:032}" for n in range(10_000)))

    @property
    def house(self) -> House:
        return House(self.register, lambda: secrets.token_hex(16), secrets.choice)

    def run(self, unit: Callable[[Work], T]) -> T:
        self.now += MINUTE
        return self.store.run(unit).result(10)

    def tells(self, **but: Any) -> str:
        """The case of a new report, as it is after that."""
        told = a_submission(next(self._tokens), **but)
        report = self.run(lambda work: reporting.submit(work, self.house, told, self.now))
        (case,) = self.run(lambda work: work.cases_of(report.id))
        return case.id

    def takes(self, who: PersonId = RANDI, **but: Any) -> str:
        case = self.tells(**but)
        for service in (handling.acknowledge, handling.open_case):
            assert self.run(lambda work, do=service: do(work, self.house, case, who, self.now))
        return case

    def does(self, case: str, action: str, word: str = "", *also: Happened, who: PersonId = RANDI) -> None:
        def unit(work: Work) -> Case:
            found = work.case(case)
            assert found
            return telling.act(work, self.house, found, action, who, self.now, note=word, also=also)

        self.run(unit)

    def gives(self, case: str, work: Kind, who: PersonId, day: Any, task: str = "t1") -> None:
        self.does(case, "give_task", task, given(task, work, who, day, self.now))

    def sees(self, who: PersonId = RANDI, narrowed: str = OPEN_CASES, after: str = "") -> Overview:
        return self.run(lambda work: overview.cases(work, self.house, who, narrowed, after, self.now))

    def ids(self, who: PersonId = RANDI, narrowed: str = OPEN_CASES) -> list[str]:
        return [one.case for one in self.sees(who, narrowed).items]

    def rows(self, question: str) -> list[Any]:
        return self.run(lambda work: work._connection.exec_driver_sql(question).all())  # type: ignore[attr-defined]

    def audited(self) -> list[tuple[str, str, str, str]]:
        asked = "SELECT chain, actor, reason, outcome FROM audit WHERE action = 'list:read' ORDER BY at"
        return [tuple(row) for row in self.rows(asked)]


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    with open_store(tmp_path) as store:
        yield County(store)


def test_what_waits_for_an_answer_stands_first_and_in_danger_before_all(county: County) -> None:
    taken, waits = county.takes(), county.tells()
    danger = county.tells(danger=True)
    assert county.ids() == [danger, waits, taken]
    bands = [one.band for one in county.sees().items]
    assert bands == [Band.WAITING, Band.WAITING, Band.UNDATED]


def test_reading_a_list_is_one_entry_in_the_audit_whatever_is_in_it(county: County) -> None:
    county.takes()
    for who in (RANDI, TOR, UNNI):
        county.sees(who)
    county.sees(RANDI, ENDED_CASES)
    assert county.audited() == [
        (f"school:{FJELLVIK}", RANDI, "open", "done"), (f"school:{FJELLVIK}", TOR, "open", "done"),
        (f"owner:{FJELLVIK}", UNNI, "open", "done"), (f"school:{FJELLVIK}", RANDI, "ended", "done"),
    ]  # fmt: skip


def test_a_list_can_be_narrowed_and_what_has_ended_is_in_a_list_of_its_own(county: County) -> None:
    waits, taken, begun, closed = county.tells(), county.takes(), county.takes(), county.takes()
    county.does(begun, "assess", "serious")
    county.does(closed, "close", "safe")
    assert county.ids(narrowed="received") == [waits]
    assert county.ids(narrowed="begun") == [taken]
    assert county.ids(narrowed="investigating") == [begun]
    assert county.ids(narrowed=ENDED_CASES) == [closed]
    assert (
        county.ids(narrowed="made up by a client") == county.ids() == [waits, begun, taken]
    )  # the owner is to be told


def test_a_page_holds_so_many_and_leads_to_the_next_until_there_is_none(county: County) -> None:
    told = [county.tells() for _ in range(2 * PAGE)]
    first = county.sees()
    second = county.sees(after=first.after)
    assert [one.case for one in (*first.items, *second.items)] == told
    assert (bool(first.after), second.after) == (True, "")


def test_what_somebody_may_not_see_leaves_no_gap_in_their_list(county: County) -> None:
    """E4: an employee who is accused becomes one of the leaders. Rektor's pages are as full as if there were no such
    case, and say nothing of more when there is no more."""
    told = [county.tells() for _ in range(PAGE)]
    hidden = [county.tells(by_staff=ByStaff.EMPLOYEE, accused=frozenset({NORA})) for _ in range(PAGE)]
    last = county.tells()
    assert county.sees().after
    county.register = a_register(a_person(NORA, Role.DEPARTMENT_HEAD))
    first = county.sees()
    assert [one.case for one in first.items] == told
    second = county.sees(after=first.after)
    assert ([one.case for one in second.items], second.after) == ([last], "")
    assert not set(hidden) & {one.case for one in (*first.items, *second.items)}


def test_12_5_a_leader_case_is_nowhere_in_what_the_schools_leaders_read(county: County) -> None:
    county.register = a_register(a_person(KARI, Role.AREA_DIRECTOR))
    hidden = county.tells(by_staff=ByStaff.LEADER, accused=frozenset({LIV}))
    seen = county.tells()
    for who in (RANDI, DAG, LIV):
        assert hidden not in county.ids(who)
    assert county.ids() == [seen]
    assert county.ids(UNNI) == [hidden]
    assert [chain for chain, *_ in county.audited()] == [f"school:{FJELLVIK}"] * 4 + [f"owner:{FJELLVIK}"]


def test_the_deputy_has_what_was_told_them_and_no_more(county: County) -> None:
    escalated = county.tells()
    county.now = at("12:30")
    county.run(lambda work: reminding.remind(work, county.house, escalated, county.now))
    fresh = county.tells()
    assert county.ids(DAG) == [escalated]
    assert set(county.ids()) == {escalated, fresh}


def test_s0_5_a_department_head_has_the_case_of_a_student_in_their_class(county: County) -> None:
    """The class stands with the student's name, which a list does not read."""
    school = a_school(receivers=(("principal", "department_head"),))
    county.register = a_register(a_person(LIV, classes=frozenset({"2STA"})), school=school)
    case = county.tells()
    assert county.ids(LIV) == [case]
    county.register = a_register(a_person(LIV, classes=frozenset({"1STA"})), school=school)
    assert county.ids(LIV) == []


def test_one_with_a_task_has_the_case_by_their_own_day_for_as_long_as_they_have_it(county: County) -> None:
    late, soon = county.takes(), county.takes()
    county.gives(late, Kind.TALK, TOR, MONDAY + 4 * DAY)
    county.gives(soon, Kind.TALK, TOR, MONDAY + DAY)
    county.gives(late, Kind.TEAM, NORA, MONDAY, task="t2")
    assert county.ids(TOR) == [soon, late]
    (first, _) = county.sees(TOR).items
    assert first.next
    assert (first.next.day, first.next.mine) == (MONDAY + DAY, True)
    county.does(soon, "finish_task", "t1", who=TOR)
    assert county.ids(TOR) == [late]
    assert county.ids(EMIL) == []


def test_s4_2_the_schools_own_day_for_the_plan_puts_a_case_in_its_place(county: County) -> None:
    county.register = a_register(school=a_school(plan=CasePlan(within=5)))
    first = county.takes()
    county.now += 2 * DAY
    second = county.takes()
    county.gives(second, Kind.TALK, TOR, MONDAY + 3 * DAY)
    assert county.ids() == [second, first]
    assert [one.next and one.next.what for one in county.sees().items] == ["task", "plan"]


# The cache and what it is a cache of


def everything(county: County) -> dict[tuple[str, str], tuple[int, str]]:
    kept = county.rows('SELECT "case", person, rank, since FROM listed')
    return {(case, person): (rank, since) for case, person, rank, since in kept}


def computed(county: County) -> dict[tuple[str, str], tuple[int, str]]:
    """The same from the cases as they are now, each from the beginning."""
    found = {}
    for (id_,) in county.rows("SELECT id FROM cases"):
        case = county.run(lambda work, c=id_: work.case(c))
        assert case
        case = standing(case, county.register)
        for who, line in lines(case, pressing(case, county.register)).items():
            found[case.id, who] = (line.rank.value, line.since)
    return found


@pytest.fixture
def busy(county: County) -> County:
    """A bit of everything that can happen."""
    county.register = a_register(school=a_school(plan=CasePlan(within=5)))
    county.tells()
    county.tells(danger=True)
    county.tells(by_staff=ByStaff.LEADER)
    worked_on, closed, helped = county.takes(), county.takes(), county.takes()
    county.does(worked_on, "assess", "serious")
    county.does(worked_on, "complete_plan", "1 2026-12-14")
    county.does(closed, "close", "safe")
    county.gives(helped, Kind.TALK, TOR, MONDAY + DAY)
    county.gives(helped, Kind.HANDLE, NORA, MONDAY + 2 * DAY, task="t2")
    county.does(helped, "finish_task", "t1", who=TOR)
    county.run(lambda work: handling.recuse(work, county.house, helped, RANDI, county.now))
    return county


def test_what_is_kept_in_order_is_what_the_cases_themselves_say(busy: County) -> None:
    assert everything(busy) == computed(busy)
    assert len(everything(busy)) == 12


def test_the_lists_made_anew_are_whole_again_when_the_clock_has_looked(busy: County) -> None:
    kept = everything(busy)
    busy.run(lambda work: work._connection.exec_driver_sql("UPDATE listed SET rank = 4, since = ''"))  # type: ignore[attr-defined]
    busy.run(lambda work: lists.rebuild(work._connection, work._keys.commitment))  # type: ignore[attr-defined]
    assert everything(busy) != kept  # the days of the school's file are not there yet
    for case in busy.run(lambda work: work.cases_due(TEN, 99)):
        busy.run(lambda work, c=case: reminding.remind(work, busy.house, c.id, TEN))
    assert everything(busy) == kept


# The owner's schools


def a_county_of(*names: str) -> Register:
    schools = {name: replace(a_school(name), name=f"{name} videregående skole") for name in names}
    people = [a_person(who, Role.OWNER_CONTACT) for who in (UNNI, KARI)]
    rektors = [a_person(f"rektor-{name}", Role.PRINCIPAL, school=name) for name in names]
    everywhere = frozenset().union(*(a_person(UNNI, school=name).posts for name in (FJELLVIK, *names)))
    return a_register(*rektors, *(replace(p, posts=everywhere) for p in people), **schools)


def test_e56_the_owner_sees_numbers_alone_and_none_that_points_somebody_out(county: County) -> None:
    county.register = a_county_of("aal", "solvik")
    for _ in range(6):
        county.tells()
    told = county.tells(school="solvik")
    county.tells(by_staff=ByStaff.LEADER, school="aal")
    found = county.run(lambda work: overview.of_owner(work, county.house, UNNI, county.now))
    assert found
    assert [(line.name[:8], line.told, line.silent) for line in found.schools] == [
        ("aal vide", 0, True), ("Fjellvik", 6, False), ("solvik v", None, False),
    ]  # fmt: skip
    reference = county.rows(f"SELECT reference FROM cases WHERE id = '{told}'")[0][0]  # noqa: S608
    assert reference not in str(found)


def test_what_is_told_to_the_owner_is_there_by_reference_until_it_has_ended(county: County) -> None:
    case = county.tells(by_staff=ByStaff.LEADER)
    other = county.tells()
    found = county.run(lambda work: overview.of_owner(work, county.house, UNNI, county.now))
    assert found
    assert [one.case for one in found.waiting] == [case]
    assert other not in str(found)


def test_a_school_that_was_told_something_but_not_of_late_says_so(county: County) -> None:
    county.tells()
    county.now += timedelta(weeks=9)
    found = county.run(lambda work: overview.of_owner(work, county.house, UNNI, county.now))
    assert found
    assert [(line.told, line.silent, line.lately) for line in found.schools] == [(None, False, False)]


@pytest.mark.parametrize("who", [RANDI, DAG, TOR, EMIL, "nobody"])
def test_the_owners_overview_is_refused_to_everybody_else_and_that_is_written(county: County, who: PersonId) -> None:
    assert county.run(lambda work: overview.of_owner(work, county.house, who, county.now)) is None
    assert [(actor, outcome) for _, actor, _, outcome in county.audited()] == [(who, "refused")]


# Ready, and a student's years


def ready(county: County, case: str, who: PersonId = RANDI) -> Any:
    return county.run(lambda work: papers.ready(work, county.house, case, who, county.now))


def years(county: County, case: str, who: PersonId = RANDI) -> Any:
    return county.run(lambda work: papers.chronology(work, county.house, case, who, county.now))


@pytest.mark.parametrize("page", [ready, years])
def test_these_pages_are_for_one_who_has_the_case_and_has_said_that_they_are_habil(
    county: County, page: Callable[..., Any]
) -> None:
    untaken = county.tells()
    assert isinstance(page(county, untaken), Involved)
    case = county.takes()
    county.gives(case, Kind.TALK, TOR, MONDAY + DAY)
    assert isinstance(page(county, case, TOR), Involved)
    assert county.run(lambda work: handling.open_case(work, county.house, case, TOR, county.now))
    assert page(county, case, TOR) == Apart(case)
    assert [page(county, case, who) for who in (EMIL, NORA, "nobody")] == [None] * 3
    assert isinstance(page(county, case), Readiness | Chronology)


def test_what_the_reporter_says_was_done_is_evidence_that_somebody_stepped_in(county: County) -> None:
    case = county.takes()
    assert {c.row.id: c for c in ready(county, case).rows}["intervene"].state is State.MISSING
    report = county.run(lambda work: work.case(case)).report  # type: ignore[union-attr]
    added = Supplement(report, "a" * 32, county.now, {"done": "Gikk imellom og fulgte eleven til kontoret."})
    assert county.run(lambda work: reporting.supplement(work, county.house, TOR, added))
    found = ready(county, case)
    (proof,) = {c.row.id: c for c in found.rows}["intervene"].proofs
    assert (proof.what, found.names[proof.who]) == ("supplement", "Tor Vik")
    reads = county.rows("SELECT count(*) FROM audit WHERE action = 'case:read' AND reason = 'ready'")
    assert [tuple(row) for row in reads] == [(2,)]


def test_a_students_cases_of_all_years_come_oldest_first_with_what_became_of_them(county: County) -> None:
    first = county.takes(students=("Ola Dal 1STA",))
    county.does(first, "plan", "1")
    county.does(first, "close", "safe")
    county.now += timedelta(days=400)
    county.takes(students=("Eva Lid 2STA",))
    second = county.takes(students=("Dal, Ola (2 STA)",))
    found = years(county, second)
    assert [(c.case, c.plans, c.ending, c.here) for c in found.chapters] == [
        (first, 1, "safe", False), (second, 0, "", True),
    ]  # fmt: skip


def test_of_a_students_cases_only_those_are_shown_that_the_reader_may_see_each(county: County) -> None:
    hidden = county.takes(UNNI, by_staff=ByStaff.LEADER)
    rektors = county.takes()
    case = county.tells()
    county.now = at("13:00")
    county.run(lambda work: reminding.remind(work, county.house, case, county.now))
    for service in (handling.acknowledge, handling.open_case):
        assert county.run(lambda work, do=service: do(work, county.house, case, DAG, county.now))
    assert [c.case for c in years(county, case, DAG).chapters] == [case]
    assert county.run(lambda work: handling.open_case(work, county.house, case, RANDI, county.now))
    assert [c.case for c in years(county, case).chapters] == [rektors, case]
    assert [c.case for c in years(county, hidden, UNNI).chapters] == [hidden]


def test_ruling_9_nothing_of_another_schools_is_shown_and_nothing_where_nobody_is_named(county: County) -> None:
    both = replace(a_person(RANDI), posts=a_person(RANDI).posts | a_person(RANDI, school="solvik").posts)
    county.register = a_register(both, solvik=a_school("solvik"))
    here = county.takes()
    county.takes(school="solvik")
    assert [c.case for c in years(county, here).chapters] == [here]
    nobody = county.takes(students=("",))
    assert (years(county, nobody).named, len(years(county, nobody).chapters)) == (False, 1)


def test_a_case_read_for_a_list_is_never_taken_for_the_whole_one(county: County) -> None:
    case = county.tells()

    def unit(work: Work) -> tuple[str, Status]:
        overview.cases(work, county.house, RANDI, OPEN_CASES, "", county.now)
        whole = work.case(case)
        assert whole
        work.save_case(whole.after(*alerted(KARI)), None)
        found = work.case(case)
        assert found
        return found.student, found.status

    assert county.run(unit) == ("Ola Dal 2STA", Status.RECEIVED)
