"""Those who tell without the school seeing who they are, the codes they come back with, and wishes for a talk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from domain.audit import Outcome
from domain.case import Happened
from domain.codes import KeptCode
from domain.origin import Behind
from domain.people import PersonId
from domain.wishes import Wish
from storage.mapping import kept, read_back
from storage.statements import Prepared
from storage.tables import audit
from storage.teller_tables import behind, codes, wishes

_BEHIND = select(*(behind.c[name] for name in ("author", "person", "name", "here")))
_BY_AUTHOR = Prepared(_BEHIND.where(behind.c.author == bindparam("author")))
_BY_PERSON = Prepared(_BEHIND.where(behind.c.person == bindparam("person")).order_by(behind.c.author))
_ADD_BEHIND = Prepared(insert(behind).inline())
_CODES = Prepared(select(codes.c.report, codes.c.secret).where(codes.c.locator == bindparam("locator")))
_ADD_CODE = Prepared(insert(codes).inline())
_READINGS = Prepared(
    select(audit.c.at, audit.c.action, audit.c.actor)
    .where(
        audit.c.case == bindparam("case"),
        text("action IN ('case:open', 'case:open_name', 'case:read')"),  # as the index says it
        audit.c.outcome == Outcome.DONE.value,
    )
    .order_by(audit.c.at, audit.c.chain, audit.c.seq)
)
_WISH = select(
    *(wishes.c[name] for name in ("id", "school", "student", "student_name", "adult", "wished_at", "met_at"))
)
_WISH_BY_ID = Prepared(_WISH.where(wishes.c.id == bindparam("id")))
_ADD_WISH = Prepared(insert(wishes).inline())
_MET = Prepared(update(wishes).where(wishes.c.id == bindparam("wish")).values(met_at=bindparam("at")))


class TellerWork:
    """The part of `services.ports.Work` that is about those who tell."""

    _connection: Connection

    def behind(self, author: PersonId) -> Behind | None:
        row = _BY_AUTHOR.first(self._connection, {"author": author})
        return _behind(row) if row else None

    def authors_of(self, person: PersonId) -> tuple[Behind, ...]:
        return tuple(map(_behind, _BY_PERSON.rows(self._connection, {"person": person})))

    def keep_behind(self, one: Behind) -> None:
        row = {"author": one.author, "person": one.person, "name": kept(one.name), "here": int(one.here)}
        _ADD_BEHIND.run(self._connection, row)

    def codes_at(self, locator: str) -> tuple[tuple[str, str], ...]:
        rows = _CODES.rows(self._connection, {"locator": locator})
        return tuple((report, secret) for report, secret in rows)

    def add_code(self, report: str, code: KeptCode) -> None:
        _ADD_CODE.run(self._connection, {"locator": code.locator, "report": report, "secret": code.secret})

    def readings_of(self, case: str) -> tuple[Happened, ...]:
        rows = _READINGS.rows(self._connection, {"case": case})
        return tuple(Happened(at, action.removeprefix("case:"), actor) for at, action, actor in rows)

    def wish(self, wish: str) -> Wish | None:
        row = _WISH_BY_ID.first(self._connection, {"id": wish})
        return _wish(row) if row else None

    def add_wish(self, wish: Wish) -> None:
        values = {name: getattr(wish, name) for name in ("id", "school", "student", "adult", "wished_at", "met_at")}
        _ADD_WISH.run(self._connection, {**values, "student_name": kept(wish.student_name)})

    def meet(self, wish: str, at: datetime) -> None:
        _MET.run(self._connection, {"wish": wish, "at": at})


def _behind(row: Sequence[Any]) -> Behind:
    author, person, name, here = row
    return Behind(author, person, read_back(name), bool(here))


def _wish(row: Sequence[Any]) -> Wish:
    id_, school, student, name, adult, wished_at, met_at = row
    return Wish(id_, school, student, read_back(name), adult, wished_at, met_at)
