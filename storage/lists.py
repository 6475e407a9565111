"""The lists of cases: each case's line in the list of everybody to whom it was handed, and a page read in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, literal_column, select, tuple_, update

from domain import audit
from domain.audit import chain_of
from domain.case import Case, Event, Status
from domain.likeness import student_key_words
from domain.listing import Line, Listed, Position, Pressing, Rank, Scope, lines
from domain.status import ENDED, OPEN
from storage import mapping, origins
from storage.cases import correct
from storage.dialects import dialect_of, where_other
from storage.list_tables import listed
from storage.statements import Prepared
from storage.tables import cases, happenings, reports

_GONE = Prepared(delete(listed).where(listed.c.case == bindparam("of"), listed.c.person == bindparam("whose")))
_ORDER = (listed.c.rank, listed.c.since, listed.c.case)
_NOBODYS = literal_column("''")  # a list is drawn without knowing whose case it is
_FIRST, _LAST = Position(Line(Rank.DANGER, ""), ""), Position(Line(Rank.ENDED, "~"), "~")


def keep(connection: Connection, case: Case, pressing: Pressing) -> None:
    """The case's lines as they are now; written only where they have changed."""
    found = lines(case, pressing)
    chain = chain_of(case.route, case.school)
    rows = [
        {"case": case.id, "person": who, "chain": chain, "rank": line.rank.value, "since": line.since}
        for who, line in found.items()
    ]
    where_other(dialect_of(connection), listed, "case", "person").many(connection, rows)
    if gone := case.people(Event.TASKED) - found.keys():
        _GONE.many(connection, [{"of": case.id, "whose": who} for who in sorted(gone)])


def page(
    connection: Connection, scopes: Iterable[Scope], statuses: frozenset[Status], after: Position | None, most: int
) -> tuple[Listed, ...]:
    """The next `most` cases in all of `scopes` together; what has ended comes newest first."""
    newest_first = statuses <= ENDED
    start = after or (_LAST if newest_first else _FIRST)
    found = [one for scope in scopes for one in _of(connection, scope, statuses, start, most)]
    return tuple(sorted(found, key=lambda one: one.position, reverse=newest_first)[:most])


def _of(
    connection: Connection, scope: Scope, statuses: frozenset[Status], after: Position, most: int
) -> Iterator[Listed]:
    asked = {
        "whose": scope.person, "of_chain": scope.chain, "most": most,
        "rank_of": after.line.rank.value, "since_of": after.line.since, "id_of": after.case,
    }  # fmt: skip
    rows = _page(statuses).rows(connection, asked)
    heads = {row[_HEAD]: row[:_HEAD] for row in rows}
    for case in mapping.cases(row[_HEAD:] for row in rows):
        rank, since, told_orally_at, origin = heads[case.id]
        place = Position(Line(Rank(rank), since), case.id)
        yield Listed(case, place, told_orally_at, origins.origin(origin))


_HEAD = 4  # columns before those of the case


@cache
def _page(statuses: frozenset[Status]) -> Prepared:
    """One index is read from where the page before ended; then these cases' own rows."""
    some = _some(statuses).subquery("some")
    order = [some.c[column.name].desc() if statuses <= ENDED else some.c[column.name] for column in _ORDER]
    columns = [_NOBODYS if name == "student" else cases.c[name] for name in mapping.CASE]
    return Prepared(
        select(some.c.rank, some.c.since, reports.c.told_orally_at, reports.c.origin, *columns)
        .add_columns(*(happenings.c[name] for name in mapping.HAPPENED))
        .join_from(some, cases, cases.c.id == some.c.case)
        .join(reports, reports.c.id == cases.c.report)
        .outerjoin(happenings, happenings.c.case == cases.c.id)
        .order_by(*order, happenings.c.seq)
    )


def _some(statuses: frozenset[Status]) -> Select[Any]:
    place, after = tuple_(*_ORDER), tuple_(bindparam("rank_of"), bindparam("since_of"), bindparam("id_of"))
    newest_first = statuses <= ENDED
    return (
        select(*_ORDER)
        .join_from(listed, cases, cases.c.id == listed.c.case)
        .where(
            listed.c.person == bindparam("whose"),
            listed.c.chain == bindparam("of_chain"),
            place < after if newest_first else place > after,
            cases.c.status.in_([literal_column(f"'{status.value}'") for status in sorted(statuses)]),
        )
        .order_by(*(column.desc() if newest_first else column for column in _ORDER))
        .limit(bindparam("most"))
    )


def student_key(school: str, student: str, key: bytes) -> str | None:
    """What a student's cases at one school are found by. Without the key no name can be tried, and two schools' have
    nothing in common (ruling 9).
    """
    words = student_key_words(student)
    return audit.commit({"school": school, "student": words}, key) if words else None


_EVERY = Prepared(
    select(*(cases.c[name] for name in mapping.CASE), *(happenings.c[name] for name in mapping.HAPPENED))
    .outerjoin_from(cases, happenings, happenings.c.case == cases.c.id)
    .where(cases.c.id.in_(select(cases.c.id).where(cases.c.id > bindparam("beyond")).order_by(cases.c.id).limit(500)))
    .order_by(cases.c.id, happenings.c.seq)
)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_LOOK_AGAIN = Prepared(
    update(cases)
    .where(cases.c.status.in_([literal_column(f"'{status.value}'") for status in sorted(OPEN)]))
    .values(next_due=bindparam("at"))
)


def rebuild(connection: Connection, key: bytes) -> None:
    """Every line anew, from the cases alone. The days that stand in them follow from the schools' files, too: the clock
    looks at each open case as soon as somebody serves, and writes its line whole.
    """
    connection.execute(delete(listed))
    beyond = ""
    while some := list(mapping.cases(_EVERY.rows(connection, {"beyond": beyond}))):
        for case in some:
            keep(connection, case, Pressing(owed=case.status is Status.RECEIVED))
            correct(connection, case.id, student_key(case.school, case.student, key))
        beyond = some[-1].id
    _LOOK_AGAIN.run(connection, {"at": _LONG_AGO})
