"""The audit's closed vocabulary and its keyed hash chain (one per school; leader cases in the owner's)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.case import Event, Route
from domain.lifecycle import LIFECYCLE

ACTIONS: frozenset[str] = frozenset(
    {f"case:{row.action}" for row in LIFECYCLE}
    | {f"case:{event}" for event in Event}
    | {"case:involved", "case:read", "report:told", "report:read", "list:read", "process:started"}
    | {"wheel:marked", "wheel:unmarked"}
    | {"people:post_given", "people:post_taken", "people:away", "people:back"}
    | {"drill:started", "drill:acknowledged"}
    | {"wish:made", "wish:shown", "wish:met"}
)


class Outcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit. Holds ids and closed words only; content only as `commitment`, a keyed hash."""

    chain: str
    at: datetime
    actor: str
    action: str
    case: str = ""
    outcome: Outcome = Outcome.DONE
    reason: str = ""
    commitment: str = ""

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise ValueError(f"not an audit action: {self.action}")


GENESIS = "0" * 64


def canonical(entry: Entry, seq: int) -> bytes:
    """The bytes that are hashed: each field's UTF-8 length and bytes, in this order, version first."""
    fields = (
        "v1",
        entry.chain,
        str(seq),
        entry.at.isoformat(),
        entry.actor,
        entry.action,
        entry.case,
        entry.outcome.value,
        entry.reason,
        entry.commitment,
    )
    encoded = (f.encode() for f in fields)
    return b"".join(len(e).to_bytes(4, "big") + e for e in encoded)


def link(previous: str, entry: Entry, seq: int, key: bytes) -> str:
    """The hash of entry `seq` (from 1) after `previous`, hexadecimal."""
    return hmac.new(key, bytes.fromhex(previous) + canonical(entry, seq), hashlib.sha256).hexdigest()


def commit(answers: Mapping[str, str], key: bytes) -> str:
    """A keyed hash that binds content without telling it; a plain hash of short text could be guessed."""
    parts = [part.encode() for item in sorted(answers.items()) for part in item]
    message = b"".join(len(p).to_bytes(4, "big") + p for p in parts)
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def chain_of(route: Route, school: str) -> str:
    """The chain a case's entries go into: leader cases are kept out of the school's own."""
    return f"owner:{school}" if route is Route.LEADER else f"school:{school}"
