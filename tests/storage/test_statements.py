"""Statements handed to the driver itself do what they would do through SQLAlchemy, and a unit needs few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, create_engine, insert, select, update

from services import listing
from services.ports import Work
from storage.statements import Prepared
from storage.tables import NoTimeZone, drafts, metadata
from tests.builders import EMIL, RANDI, TEN, TOR, a_case, a_report, alerted
from tests.storage.conftest import Run
from tests.storage.telling import a_house, a_submission, telling

ADD = Prepared(insert(drafts).inline())
MINE = Prepared(
    select(drafts.c.token, drafts.c.begun_at)
    .where(drafts.c.person == bindparam("whose"), drafts.c.begun_at <= bindparam("now"))
    .order_by(drafts.c.token)
    .limit(bindparam("most"))
)
RENAME = Prepared(
    update(drafts).where(drafts.c.person == bindparam("whose")).values(flow="other", token=bindparam("to"))
)
HOUSE = a_house()


@pytest.fixture(params=["qmark", "named"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A driver that takes values by place, and one that takes them by name: that one SQLAlchemy has to serve."""
    engine = create_engine("sqlite://", paramstyle=request.param)
    with engine.connect() as opened:
        metadata.create_all(opened)
        yield opened
    engine.dispose()


def a_line(token: str, **but: Any) -> dict[str, Any]:
    return {"person": TOR, "token": token, "flow": "report", "begun_at": TEN, "answers": "{}", **but}


def mine(connection: Connection, most: int = 9) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in MINE.rows(connection, {"whose": TOR, "now": TEN, "most": most})]


def test_what_is_written_is_read_back_as_it_was(connection: Connection) -> None:
    assert ADD.run(connection, a_line("a")) == 1
    ADD.many(connection, [a_line("c"), a_line("b"), a_line("x", person=EMIL)])
    assert mine(connection) == [("a", TEN), ("b", TEN), ("c", TEN)]
    assert mine(connection, most=1) == [("a", TEN)]


def test_the_first_row_may_be_missing(connection: Connection) -> None:
    asked = {"whose": TOR, "now": TEN, "most": 9}
    assert MINE.first(connection, asked) is None
    ADD.run(connection, a_line("a"))
    assert tuple(MINE.first(connection, asked) or ()) == ("a", TEN)


def test_what_a_statement_says_itself_needs_not_be_given(connection: Connection) -> None:
    ADD.run(connection, a_line("a"))
    assert RENAME.run(connection, {"whose": TOR, "to": "b"}) == 1
    assert RENAME.run(connection, {"whose": EMIL, "to": "b"}) == 0
    assert mine(connection) == [("b", TEN)]


def test_a_moment_without_a_zone_is_refused_on_every_way_in(connection: Connection) -> None:
    naive = TEN.replace(tzinfo=None)
    for ask in (
        lambda: ADD.run(connection, a_line("a", begun_at=naive)),
        lambda: ADD.many(connection, [a_line("a"), a_line("b", begun_at=naive)]),
        lambda: MINE.rows(connection, {"whose": TOR, "now": naive, "most": 9}),
    ):
        with pytest.raises(NoTimeZone):
            ask()


def statements_of(run: Run, unit: Callable[[Work], object]) -> list[str]:
    """What reaches the database while the unit is at work; what is put off to its end is not among it."""
    said: list[str] = []

    def listened(work: Any) -> None:
        driver = work._connection.connection.driver_connection
        driver.set_trace_callback(said.append)
        try:
            unit(work)
        finally:
            driver.set_trace_callback(None)

    run(listened)
    return said


def test_a_unit_reads_a_case_once_however_often_it_asks(run: Run) -> None:
    run(lambda work: (work.add_report(a_report()), work.add_case(a_case(), TEN)))
    asked = statements_of(run, lambda work: (work.case("case-1"), work.case("case-1"), work.save_case(a_case(), None)))
    assert [words.split()[0] for words in asked] == ["SELECT", "UPDATE"]


def test_a_report_just_told_is_shown_without_being_read(run: Run) -> None:
    def unit(work: Work) -> None:
        report = telling(HOUSE, a_submission("a"))(work)
        told.append(listing.receipt(work, HOUSE, report.id, TOR))

    told: list[object] = []
    asked = statements_of(run, unit)
    assert told[0] == run(lambda work: listing.mine(work, HOUSE, TOR))[0]
    assert sum(words.startswith("SELECT") for words in asked) == 2  # its token, its reference


def test_cases_of_a_report_just_told_are_those_saved_last(run: Run) -> None:
    def unit(work: Work) -> tuple[object, object]:
        work.add_report(a_report())
        for id_ in "ba":
            work.add_case(a_case(id=id_, reference=id_), None)
        later = a_case(*alerted(RANDI), id="b", reference="b")
        work.save_case(later, TEN)
        return work.cases_of("report-1"), (later, a_case(id="a", reference="a"))

    assert len(set(run(unit))) == 1
    assert [case.id for case in run(lambda work: work.cases_of("report-1"))] == ["b", "a"]
