"""Appending to the audit's chains. Which chain, and what is hashed, is in `domain.audit`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, bindparam, insert, select

from domain.audit import GENESIS, Entry, link
from storage import mapping
from storage.dialects import dialect_of, or_change
from storage.statements import Prepared
from storage.tables import audit, audit_heads, in_utc

Head = tuple[int, str]  # the number and the hash of a chain's last entry
Heads = dict[str, Head]

_HEAD = Prepared(
    select(audit_heads.c.seq, audit_heads.c.hash).where(audit_heads.c.chain == bindparam("chain")).with_for_update()
)
_ADD = Prepared(insert(audit).inline())


def append(connection: Connection, entries: Iterable[Entry], known: Heads, key: bytes) -> None:
    """Appends the entries, in order. `known` spares reading the heads, and keeps those that moved.

    A head that another process has moved since makes two entries of one number: refused by the table's key.
    """
    moved: dict[str, Head] = {}
    lines = []
    for entry in entries:
        seq, previous = moved.get(entry.chain) or known.get(entry.chain) or _head(connection, entry.chain)
        kept = _in_utc(entry)
        moved[entry.chain] = seq + 1, link(previous, kept, seq + 1, key)
        lines.append(mapping.entry_values(kept, *moved[entry.chain]))
    _ADD.many(connection, lines)
    heads = [{"chain": chain, "seq": seq, "hash": hashed} for chain, (seq, hashed) in moved.items()]
    or_change(dialect_of(connection), audit_heads, "chain").many(connection, heads)
    known.update(moved)


def _in_utc(entry: Entry) -> Entry:
    """The hash covers the moment as it is stored."""
    at = in_utc(entry.at)
    return entry if at is entry.at else replace(entry, at=at)


def _head(connection: Connection, chain: str) -> Head:
    row = _HEAD.first(connection, {"chain": chain})
    return (row[0], row[1]) if row else (0, GENESIS)
