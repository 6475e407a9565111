"""A second opinion on the record, from the documented format alone: reads the file with `sqlite3`, none of our code.

An entry's bytes are ten fields, each as the length of its UTF-8 in four bytes (big endian) and then the UTF-8:
the version `v1`, chain, number, moment, actor, action, case, outcome, reason, commitment. Its hash is the
HMAC-SHA-256, under the audit key, of the hash before it (32 bytes; zeros before the first) and those bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path


def open_copy(path: Path) -> closing[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return closing(connection)


def faults_in_chains(connection: sqlite3.Connection, key: bytes) -> list[str]:
    """What does not verify, in words; nothing when every chain is whole to its head."""
    heads = dict(connection.execute("SELECT chain, seq || ' ' || hash FROM audit_heads").fetchall())
    ends: dict[str, tuple[int, str]] = {}
    faults = []
    for row in connection.execute("SELECT * FROM audit ORDER BY chain, seq"):
        seq, previous = ends.get(row["chain"], (0, "00" * 32))
        if row["seq"] != seq + 1:
            faults.append(f"{row['chain']} jumps from {seq} to {row['seq']}")
        if not hmac.compare_digest(_hash(previous, row, key), row["hash"]):
            faults.append(f"{row['chain']} {row['seq']} does not verify")
        ends[row["chain"]] = row["seq"], row["hash"]
    if {chain: f"{seq} {hashed}" for chain, (seq, hashed) in ends.items()} != heads:
        faults.append("the heads are not the last entries")
    return faults


def _hash(previous: str, row: sqlite3.Row, key: bytes) -> str:
    moment = row["at"].replace(".000000+", "+")
    named = (row[name] for name in ("actor", "action", "case", "outcome", "reason", "commitment"))
    fields = ["v1", row["chain"], str(row["seq"]), moment, *named]
    message = b"".join(struct.pack(">I", len(f.encode("utf-8"))) + f.encode("utf-8") for f in fields)
    return hmac.new(key, bytes.fromhex(previous) + message, hashlib.sha256).hexdigest()


# Each finds what half a unit of work would leave behind.
_HALVES = {
    "a report without a case": "SELECT id FROM reports WHERE id NOT IN (SELECT report FROM cases)",
    "a case without a report": "SELECT id FROM cases WHERE report NOT IN (SELECT id FROM reports)",
    "a case without its whole history": (
        'SELECT id FROM cases WHERE version <> (SELECT count(*) FROM happenings WHERE "case" = cases.id)'
    ),
    "a history with a gap": (
        'SELECT "case" FROM happenings GROUP BY "case" HAVING min(seq) <> 1 OR max(seq) <> count(*)'
    ),
    "an alert without its delivery": (
        "SELECT cases.id FROM cases JOIN happenings ON happenings.\"case\" = cases.id WHERE what = 'alerted' "
        "AND NOT EXISTS (SELECT 1 FROM deliveries WHERE subject = cases.id AND person = who AND card = 'notice')"
    ),
    "a report without its receipt": (
        "SELECT id FROM reports WHERE NOT EXISTS "
        "(SELECT 1 FROM deliveries WHERE subject = reports.id AND card = 'receipt')"
    ),
    "a case nobody wrote into the audit": (
        "SELECT id FROM cases WHERE NOT EXISTS "
        "(SELECT 1 FROM audit WHERE \"case\" = cases.id AND action = 'report:told' AND length(commitment) = 64)"
    ),
    "an alert nobody wrote into the audit": (
        "SELECT cases.id FROM cases JOIN happenings ON happenings.\"case\" = cases.id WHERE what = 'alerted' "
        "AND NOT EXISTS (SELECT 1 FROM audit WHERE audit.\"case\" = cases.id AND action = 'case:alerted')"
    ),
    "a sent form that is still a draft": (
        "SELECT drafts.token FROM drafts JOIN reports ON reporter = person AND reports.token = drafts.token"
    ),
}


def halves(connection: sqlite3.Connection) -> Iterator[str]:
    """What is only half there, and what SQLite itself finds wrong."""
    for what, query in _HALVES.items():
        if found := connection.execute(query).fetchall():
            yield f"{what}: {len(found)}"
    if [tuple(row) for row in connection.execute("PRAGMA integrity_check")] != [("ok",)]:
        yield "integrity_check"
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        yield "foreign_key_check"


def reports_in(connection: sqlite3.Connection) -> set[str]:
    return {row["id"] for row in connection.execute("SELECT id FROM reports")}


def saved(path: Path) -> set[str]:
    """The ids of the reports that anybody who opens the file now would find."""
    with open_copy(path) as connection:
        return reports_in(connection)
