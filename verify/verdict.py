"""The judgement: every chain walked once, against every checkpoint and, for one who has it, the audit key."""

from __future__ import annotations

import hashlib
import hmac
import itertools
from binascii import unhexlify
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from verify.checkpoints import Refused, Stood, follows, in_folder, stood
from verify.entries import Row, Unreadable, by_chain, entries, hashed_bytes

_START = bytes(32)


@dataclass
class Verdict:
    """`faults` are sentences, none when all is as it was witnessed; `unwitnessed` entries came after the last
    checkpoint, and nothing outside knows of them yet."""

    faults: list[str] = field(default_factory=list)
    entries: int = 0
    chains: int = 0
    checkpoints: int = 0
    newest: str = ""
    unwitnessed: int = 0


def verify(
    source: Path, folders: Sequence[Path], key: Ed25519PublicKey, audit_key: bytes | None = None, most: int = 20
) -> Verdict:
    """Reads everything once. At most `most` faults are told; the first of them is where it begins."""
    verdict = Verdict()
    witnessed = _witnessed(folders, key, verdict)
    wanted = _wanted(witnessed)
    seen: dict[str, int] = {}
    try:
        for chain, rows in by_chain(entries(source)):
            seen[chain] = _walk(chain, rows, wanted.get(chain, {}), audit_key, verdict)
    except Unreadable as error:
        verdict.faults.append(str(error))
    verdict.faults += _cut(wanted, seen)
    verdict.chains, verdict.entries = len(seen), sum(seen.values())
    ends = witnessed[-1].chains if witnessed else {}
    verdict.unwitnessed = sum(max(0, seq - ends.get(chain, (0, ""))[0]) for chain, seq in seen.items())
    verdict.faults = verdict.faults[:most]
    return verdict


def _witnessed(folders: Sequence[Path], key: Ed25519PublicKey, verdict: Verdict) -> list[Stood]:
    """Every checkpoint that can be believed, from all places together, in order."""
    found: dict[int, Stood] = {}
    for name, text in (one for folder in folders for one in in_folder(folder)):
        try:
            one = stood(text, key)
        except (Refused, KeyError, ValueError) as error:
            verdict.faults.append(f"checkpoint {name}: {error}")
            continue
        if found.setdefault(one.number, one).text != text:
            verdict.faults.append(f"checkpoint {one.number}: two places have different ones")
    ordered = [found[number] for number in sorted(found)]
    verdict.faults += _broken(ordered)
    verdict.checkpoints, verdict.newest = len(ordered), ordered[-1].at if ordered else ""
    return ordered


def _broken(ordered: Sequence[Stood]) -> Iterator[str]:
    if not ordered:
        yield "there is no checkpoint to compare with"
    elif ordered[0].number != 1:
        yield f"checkpoints 1 to {ordered[0].number - 1} are not there"
    for earlier, later in itertools.pairwise(ordered):
        if not follows(later, earlier):
            yield f"checkpoint {later.number} does not follow checkpoint {earlier.number}"


Wanted = dict[int, tuple[int, str]]  # how many entries -> which checkpoint says so first, and their digest


def _wanted(witnessed: Iterable[Stood]) -> Mapping[str, Wanted]:
    found: dict[str, Wanted] = {}
    for one in witnessed:
        for chain, (seq, digest) in one.chains.items():
            found.setdefault(chain, {}).setdefault(seq, (one.number, digest))
    return found


def _walk(chain: str, rows: Iterator[Row], wanted: Wanted, audit_key: bytes | None, verdict: Verdict) -> int:
    """How many entries the chain has. After its first fault nothing more of it is compared: all of it follows."""
    seq, fault = _compare(chain, rows, wanted, audit_key)
    if fault:
        verdict.faults.append(fault)
    return seq + sum(1 for _ in rows)


def _compare(chain: str, rows: Iterator[Row], wanted: Wanted, audit_key: bytes | None) -> tuple[int, str]:
    """How far it was compared, and the fault that ended it; "" at the chain's end."""
    seq, digest, previous, sha256 = 0, _START, _START, hashlib.sha256
    for row in rows:
        seq += 1
        if row[1] != seq:
            return seq, f"{chain}: entry {seq} is not there; the next is {row[1]}"
        try:
            raw, own = hashed_bytes(row), unhexlify(row[9])
        except ValueError:
            return seq, f"{chain}: entry {seq} has no hash"
        if audit_key and not hmac.compare_digest(hmac.digest(audit_key, previous + raw, "sha256"), own):
            return seq, f"{chain}: entry {seq} has been changed, or one before it"
        digest, previous = sha256(digest + own + raw).digest(), own
        if seq in wanted and wanted[seq][1] != digest.hex():
            return seq, f"{chain}: checkpoint {wanted[seq][0]} knew other entries up to {seq}"
    return seq, ""


def _cut(wanted: Mapping[str, Wanted], seen: Mapping[str, int]) -> Iterator[str]:
    for chain, known in sorted(wanted.items()):
        longest = max(known)
        if seen.get(chain, 0) < longest:
            checkpoint = known[longest][0]
            yield f"{chain}: checkpoint {checkpoint} knew {longest} entries; there are {seen.get(chain, 0)}"
