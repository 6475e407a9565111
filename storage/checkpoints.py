"""Checkpoints in the record, and what they are made of."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from domain.audit import Entry, Outcome
from domain.checkpoint import Checkpoint
from storage.checkpoint_tables import checkpoint_places, checkpoints
from storage.dialects import dialect_of, or_change
from storage.keys import Keys
from storage.statements import Prepared
from storage.tables import audit, audit_heads

_HEADS = Prepared(select(audit_heads.c.chain, audit_heads.c.seq))
_FIELDS = ("at", "actor", "action", "case", "outcome", "reason", "commitment", "hash")
_AFTER = Prepared(
    select(*(audit.c[name] for name in _FIELDS))
    .where(audit.c.chain == bindparam("chain"), audit.c.seq > bindparam("seq"))
    .order_by(audit.c.seq)
    .limit(bindparam("most"))
)
_NEWEST = Prepared(select(checkpoints.c.text).order_by(checkpoints.c.number.desc()).limit(1))
_SINCE = Prepared(
    select(checkpoints.c.number, checkpoints.c.text)
    .where(checkpoints.c.number > bindparam("after"))
    .order_by(checkpoints.c.number)
    .limit(bindparam("most"))
)
_ADD = Prepared(insert(checkpoints).inline())
_PLACE = Prepared(select(checkpoint_places.c.number).where(checkpoint_places.c.place == bindparam("place")))


class CheckpointWork:
    """The part of `services.ports.Work` that is about checkpoints."""

    _connection: Connection
    _keys: Keys

    def chain_lengths(self) -> Mapping[str, int]:
        return {chain: seq for chain, seq in _HEADS.rows(self._connection, {})}

    def entries_after(self, chain: str, seq: int, most: int) -> tuple[tuple[Entry, str], ...]:
        rows = _AFTER.rows(self._connection, {"chain": chain, "seq": seq, "most": most})
        return tuple(_entry(chain, row) for row in rows)

    def newest_checkpoint(self) -> str:
        row = _NEWEST.first(self._connection, {})
        return row[0] if row else ""

    def checkpoints_after(self, number: int, most: int) -> tuple[tuple[int, str], ...]:
        return tuple((n, text) for n, text in _SINCE.rows(self._connection, {"after": number, "most": most}))

    def add_checkpoint(self, checkpoint: Checkpoint) -> None:
        signature = base64.b64encode(self._keys.sign(checkpoint.body.encode())).decode()
        values = {"number": checkpoint.number, "at": checkpoint.at, "text": checkpoint.signed(signature)}
        _ADD.run(self._connection, values)

    def checkpoint_key(self) -> str:
        return hashlib.sha256(self._keys.public).hexdigest()[:16]

    def kept_at(self, place: str) -> int:
        row = _PLACE.first(self._connection, {"place": place})
        return int(row[0]) if row else 0

    def keep_at(self, place: str, number: int) -> None:
        statement = or_change(dialect_of(self._connection), checkpoint_places, "place")
        statement.run(self._connection, {"place": place, "number": number})


def _entry(chain: str, row: Sequence[Any]) -> tuple[Entry, str]:
    at, actor, action, case, outcome, reason, commitment, hashed = row
    return Entry(chain, at, actor, action, case, Outcome(outcome), reason, commitment), hashed
