"""Checkpoints of the audit: what all its chains hold at one moment, in a few lines that others keep for us.

Whoever can write to the database can also write its hashes anew; they cannot change what stands elsewhere. A line
says of one chain how many entries it has and what they are, as a plain digest: no key is needed to check it. Entries
hold ids and keyed hashes alone, so that a digest tells nothing of anybody. The format is described in SECURITY.md, and
`verify/` reads it from there and not from here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from domain.audit import Entry, canonical
from domain.workdays import OSLO

VERSION = "varsle-checkpoint-v1"
EVERY, ENTRIES = timedelta(minutes=15), 1000  # whichever comes first
HOUR = time(7, 30)  # on Mondays
NOTHING = "0" * 64


@dataclass(frozen=True, slots=True)
class Tip:
    """The end of one chain: its last number, and the digest of everything up to it (hexadecimal)."""

    chain: str
    seq: int = 0
    digest: str = NOTHING

    def after(self, entries: Iterable[tuple[Entry, str]]) -> Tip:
        """With more entries, each with its hash in the chain: every digest covers the one before it."""
        seq, digest = self.seq, bytes.fromhex(self.digest)
        for entry, hashed in entries:
            seq += 1
            digest = hashlib.sha256(digest + bytes.fromhex(hashed) + canonical(entry, seq)).digest()
        return replace(self, seq=seq, digest=digest.hex())

    @property
    def line(self) -> str:
        return f"chain {self.chain} {self.seq} {self.digest}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`previous` is the SHA-256 of the whole one before it, signature and all; of the first, zeros. `key` names the key
    that it is signed with."""

    number: int
    at: datetime
    previous: str
    key: str
    tips: tuple[Tip, ...]

    @property
    def body(self) -> str:
        """What is signed."""
        lines = (tip.line for tip in self.tips)
        head = (VERSION, f"key {self.key}", f"number {self.number}", f"at {self.at.isoformat()}")
        return "\n".join((*head, f"previous {self.previous}", f"root {self.root}", *lines, ""))

    @property
    def root(self) -> str:
        """Of all its lines, in 32 bytes (hexadecimal)."""
        return root([tip.line for tip in self.tips])

    @property
    def name(self) -> str:
        """The file it is kept in."""
        return f"{self.number:09d}.checkpoint"

    def signed(self, signature: str) -> str:
        """The whole, with the signature of its body (base64)."""
        return f"{self.body}signature {signature}\n"


def following(before: Checkpoint | None, text: str, key: str, tips: Iterable[Tip], now: datetime) -> Checkpoint:
    """The next one after `before`, which stands as `text`. A chain that has nothing new stands as it stood."""
    known = {tip.chain: tip for tip in (before.tips if before else ())} | {tip.chain: tip for tip in tips}
    previous = hashlib.sha256(text.encode()).hexdigest() if before else NOTHING
    return Checkpoint(before.number + 1 if before else 1, now, previous, key, tuple(known[c] for c in sorted(known)))


def read(text: str) -> Checkpoint:
    """One of our own, as it was written; of another's this promises nothing (`verify/` checks)."""
    _, key, number, at, previous, _, *rest = text.splitlines()
    chains = (line.split(" ") for line in rest if line.startswith("chain "))
    tips = tuple(Tip(chain, int(seq), digest) for _, chain, seq, digest in chains)
    word = {line.split(" ", 1)[0]: line.split(" ", 1)[1] for line in (key, number, at, previous)}
    return Checkpoint(int(word["number"]), datetime.fromisoformat(word["at"]), word["previous"], word["key"], tips)


def week_of(now: datetime) -> tuple[str, datetime]:
    """The week whose card is the newest, and when it was due: a fixed hour, which tells nothing of what happened."""
    local = now.astimezone(OSLO)
    monday = local.date() - timedelta(days=local.weekday())
    due = datetime.combine(monday, HOUR, OSLO)
    due = due if due <= local else datetime.combine(monday - timedelta(weeks=1), HOUR, OSLO)
    year, week, _ = due.isocalendar()
    return f"{year}-{week:02d}", due.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Witness:
    """What a rektor keeps for the county: the root of one checkpoint, and when it was taken. Not its number, which
    would tell how much has happened."""

    root: str
    at: datetime


def is_due(before: Checkpoint | None, heads: Mapping[str, int], now: datetime) -> bool:
    """Whether it is time: something is new, and it is much or has waited. The first is taken at once."""
    stood = {tip.chain: tip.seq for tip in (before.tips if before else ())}
    new = sum(seq - stood.get(chain, 0) for chain, seq in heads.items())
    return new > 0 and (before is None or new >= ENTRIES or now - before.at >= EVERY)


def gone_back(seen: Mapping[str, int], heads: Mapping[str, int]) -> tuple[str, ...]:
    """The chains that are shorter than they have been: entries are never taken away."""
    return tuple(sorted(chain for chain, seq in seen.items() if heads.get(chain, 0) < seq))


def root(lines: Sequence[str]) -> str:
    """The Merkle tree hash of the lines (RFC 6962 section 2.1), hexadecimal."""
    return _tree([line.encode() for line in lines]).hex()


def _tree(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + _tree(leaves[:split]) + _tree(leaves[split:])).digest()
