"""The audit's entries out of a database file or a dump, and the bytes that are hashed of each.

An entry's bytes are ten fields, each as the length of its UTF-8 in four bytes (big endian) and then the UTF-8:
the version `v1`, chain, number, moment, actor, action, case, outcome, reason, commitment. A moment without parts of a
second is hashed without them.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path

FIELDS = ("chain", "seq", "at", "actor", "action", "case", "outcome", "reason", "commitment", "hash")
Row = tuple[bytes, int, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]  # in the order of FIELDS, in UTF-8


class Unreadable(Exception):
    """The record cannot be read at all; the text is one line that says what was found."""


def entries(source: Path) -> Iterator[Row]:
    """Of a SQLite file, or of a CSV dump with a first line of names (`COPY audit TO ... CSV HEADER`), by chain and
    number. A table that is not there is `Unreadable`."""
    with source.open("rb") as file:
        is_database = file.read(16) == b"SQLite format 3\x00"
    return _of_database(source) if is_database else _of_dump(source)


def _of_database(source: Path) -> Iterator[Row]:
    named = ", ".join(f'"{name}"' for name in FIELDS)
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        try:
            yield from connection.execute(f"SELECT {named} FROM audit ORDER BY chain, seq")  # noqa: S608 - our own names
        except sqlite3.Error as error:
            raise Unreadable(f"the audit cannot be read: {error}") from None


def _of_dump(source: Path) -> Iterator[Row]:
    csv.field_size_limit(1 << 24)
    with source.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        names = next(reader, [])
        if missing := [name for name in FIELDS if name not in names]:
            raise Unreadable(f"the dump has no column {', '.join(missing)}")
        places = [names.index(name) for name in FIELDS]
        rows = ([row[place].encode() for place in places] for row in reader)
        yield from sorted((row[0], int(row[1]), *row[2:]) for row in rows)


class _Lengths(dict[int, bytes]):
    def __missing__(self, length: int) -> bytes:
        self[length] = made = length.to_bytes(4, "big")
        return made


_LENGTH = _Lengths()


def hashed_bytes(row: Row) -> bytes:
    """Written out, and not as a loop: it is what takes the time."""
    chain, seq, at, actor, action, case, outcome, reason, commitment, _ = row
    number, at = b"%d" % seq, at.replace(b".000000+", b"+")
    length = _LENGTH
    return b"".join(
        (
            b"\x00\x00\x00\x02v1", length[len(chain)], chain, length[len(number)], number, length[len(at)], at,
            length[len(actor)], actor, length[len(action)], action, length[len(case)], case,
            length[len(outcome)], outcome, length[len(reason)], reason, length[len(commitment)], commitment,
        )
    )  # fmt: skip


def by_chain(rows: Iterable[Row]) -> Iterator[tuple[str, Iterator[Row]]]:
    """Each chain with its rows, which must be taken before the next chain."""
    return ((chain.decode(), of_it) for chain, of_it in groupby(rows, key=itemgetter(0)))
