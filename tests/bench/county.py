"""A county of forty schools, and a record of as many cases as wanted, made quickly: all but a few have ended."""

from __future__ import annotations

import random
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from domain.case import Case, Event, Happened, Reason, Status
from domain.listing import NOTHING, lines
from domain.people import Person, PersonId, Register, Role
from services.ports import House
from storage import mapping
from storage.keys import derive
from storage.lists import student_key
from storage.store import Store
from tests.builders import TEN, a_case, a_person, a_report, a_school

SCHOOLS = tuple(f"school-{n:02}" for n in range(1, 41))
OPEN_AT_EACH = 20  # as many as people can follow up, however many years the record holds
Row = tuple[Any, ...]
KEYS = derive(b"b" * 32)
_YEARS = timedelta(days=3652)
_AT_A_TIME = 10_000
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_FIRST = (
    "Ane",
    "Bo",
    "Carl",
    "Dina",
    "Emil",
    "Frida",
    "Geir",
    "Hanna",
    "Ivar",
    "Julie",
    "Knut",
    "Lise",
    "Mats",
    "Nora",
)
_LAST = [a + b for a in ("Dal", "Vik", "Hol", "Lund", "Berg", "Nes", "Moe", "Lie") for b in ("", "en", "set", "stad")]
_STANDS = (Status.INVESTIGATING, Status.ACTING, Status.EVALUATING, Status.ACKNOWLEDGED)


def rektor(school: str) -> PersonId:
    return f"rektor-{school}"


def house() -> House:
    """Three people at each school, and two of the owner's for all of them."""
    here = [_at(school, *who) for school in SCHOOLS for who in _CAST]
    everywhere = frozenset(post for school in SCHOOLS for post in _at(school, "x", Role.OWNER_CONTACT).posts)
    owners = [a_person(f"owner-{n}", posts=everywhere) for n in (1, 2)]
    register = Register({s: a_school(s) for s in SCHOOLS}, {p.id: p for p in (*here, *owners)})
    return House(register, lambda: secrets.token_hex(16), secrets.choice)


_CAST = (("rektor", Role.PRINCIPAL), ("deputy", Role.DEPUTY), ("teacher", Role.CONTACT_TEACHER))


def _at(school: str, name: str, role: Role) -> Person:
    return a_person(f"{name}-{school}", role, school=school)


def open_cases(path: Path) -> list[tuple[str, str]]:
    """Every open case, the newest first: its id and its school."""
    with closing(sqlite3.connect(path)) as database:
        asked = "SELECT id, school FROM cases WHERE status <> 'closed' ORDER BY told_at DESC"
        return [(id_, school) for id_, school in database.execute(asked)]


def make(path: Path, many: int) -> None:
    """A new record with so many cases, each with a short history. Nobody needs it after a power cut."""
    Store(f"sqlite:///{path}", KEYS).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in ("synchronous=OFF", "journal_mode=OFF", "cache_size=-500000", "foreign_keys=OFF"):
            database.execute(f"PRAGMA {pragma}")
        told = _cases(many)
        while some := list(islice(told, _AT_A_TIME)):
            database.execute("BEGIN")
            _write(database, some)
            database.execute("COMMIT")
        database.execute("PRAGMA journal_mode=WAL")


def _cases(many: int) -> Iterator[Case]:
    """From ten years ago until now; the last at each school are open, as many and as old in every record."""
    chance, kept = random.Random(many), OPEN_AT_EACH * len(SCHOOLS)
    ended = many - kept
    for n in range(ended):
        yield _case(n, chance, TEN - _YEARS + (_YEARS - 60 * _DAY) * (n / ended), Status.CLOSED)
    for n in range(kept):
        status = _STANDS[n // len(SCHOOLS) % len(_STANDS)]
        yield _case(ended + n, chance, TEN - (kept - n) * _DAY * 40 / kept, status)


def _case(n: int, chance: random.Random, at: datetime, status: Status) -> Case:
    """Ids go up with time, as the bot's own do."""
    school, id_ = SCHOOLS[n % len(SCHOOLS)], f"{n:012x}{chance.getrandbits(80):020x}"
    student = f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {chance.choice(_LAST)} {n % 3 + 1}ST{n % 7}"
    return replace(
        _BARE, id=id_, reference=f"r{n:x}", report=id_, school=school, student=student, told_at=at, status=status,
        history=_history(at, rektor(school), status),
    )  # fmt: skip


_BARE = replace(a_case(), history=())


def _history(at: datetime, who: PersonId, status: Status) -> tuple[Happened, ...]:
    taken = (
        Happened(at, Event.TOLD, _BARE.reporter), Happened(at, Event.ALERTED, who, Reason.FIRST),
        Happened(at, Event.DELIVERED, who), Happened(at + _HOUR, "acknowledge", who), Happened(at + _HOUR, "open", who),
    )  # fmt: skip
    if status is not Status.CLOSED:
        return taken
    day_after, later = at + _DAY, at + 30 * _DAY
    return (*taken, Happened(day_after, "assess", who, "not_serious"), Happened(later, "close", who, "safe"))


def _write(database: sqlite3.Connection, some: Sequence[Case]) -> None:
    """As the record writes them; by hand where there are many and they are all alike."""
    _insert(database, "reports", (*_REPORT, "told_at", "id", "token", "school"), map(_report, some))
    values = [{**mapping.case_values(case, None), "student_key": _key(case)} for case in some]
    _insert(database, "cases", tuple(values[0]), (tuple(map(_kept, row.values())) for row in values))
    _insert(database, "happenings", ("case", "seq", "at", "what", "who", "note"), _happenings(some))
    _insert(database, "listed", ("case", "chain", "person", "rank", "since"), _lines(some))


_REPORT = {name: value for name, value in mapping.report_values(a_report(reporter="teacher")).items()
           if name not in ("told_at", "id", "token", "school")}  # fmt: skip


def _report(case: Case) -> Row:
    return (*_REPORT.values(), _kept(case.told_at), case.id, case.id, case.school)


def _key(case: Case) -> str | None:
    return student_key(case.school, case.student, KEYS.commitment)


def _happenings(some: Sequence[Case]) -> Iterator[Row]:
    for case in some:
        for seq, h in enumerate(case.history, 1):
            yield case.id, seq, _written(h.at), str(h.what), h.who, str(h.note)


def _lines(some: Sequence[Case]) -> Iterator[Row]:
    for case in some:
        for who, line in lines(case, NOTHING).items():
            yield case.id, f"school:{case.school}", who, line.rank.value, line.since


def _insert(database: sqlite3.Connection, table: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
    database.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - names of ours


def _kept(value: Any) -> Any:
    return _written(value) if type(value) is datetime else value


@lru_cache(maxsize=16)
def _written(moment: datetime) -> str:
    """Of a moment in UTC, as the record writes it."""
    return moment.isoformat(timespec="microseconds")
