"""Checkpoints as they stand outside: whether each is signed, follows the one before it, and says what its root says.

A checkpoint is text: `varsle-checkpoint-v1`, then the lines `key`, `number`, `at`, `previous`, `root`, one line
`chain <name> <number of entries> <digest>` for each chain, and last `signature <base64>`: Ed25519 over everything
before it. `previous` is the SHA-256 of the whole text of the one before. `root` is the Merkle tree
hash of RFC 6962 over the chain lines. A digest is SHA-256 over the digest before it (32 bytes; zeros before the first),
the entry's hash (32 bytes) and the entry's bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIRST = "varsle-checkpoint-v1"
NONE = "0" * 64


@dataclass(frozen=True)
class Stood:
    """What one checkpoint says: how many entries each chain had, and their digest."""

    number: int
    at: str
    text: str
    previous: str
    chains: Mapping[str, tuple[int, str]]


class Refused(Exception):
    """A checkpoint that cannot be believed; the text says why."""


def stood(text: str, key: Ed25519PublicKey) -> Stood:
    """What a checkpoint says. `Refused` when it is not one, or not signed with this key."""
    body, mark, signature = text.rpartition("signature ")
    try:
        key.verify(base64.b64decode(signature.strip(), validate=True), body.encode())
    except (InvalidSignature, binascii.Error):
        raise Refused("its signature is not of this key") from None
    lines = body.splitlines()
    chains = [line for line in lines if line.startswith("chain ")]
    said = dict(line.split(" ", 1) for line in lines[1:6])
    if not mark or lines[0] != FIRST or said.get("root") != _root([line.encode() for line in chains]).hex():
        raise Refused("it is not a checkpoint, or its root is of other chains")
    parts = (line.split(" ") for line in chains)
    ends = {chain: (int(seq), digest) for _, chain, seq, digest in parts}
    return Stood(int(said["number"]), said["at"], text, said["previous"], ends)


def in_folder(folder: Path) -> Iterator[tuple[str, str]]:
    """(file name, text) of every checkpoint, in the order of their numbers."""
    for path in sorted(folder.glob("*.checkpoint")):
        yield path.name, path.read_text(encoding="utf-8", errors="replace")


def follows(later: Stood, earlier: Stood) -> bool:
    """Whether it is the very next, made knowing the one before, and no chain has become shorter."""
    said = hashlib.sha256(earlier.text.encode()).hexdigest()
    shorter = any(later.chains.get(chain, (0, ""))[0] < seq for chain, (seq, _) in earlier.chains.items())
    return later.number == earlier.number + 1 and later.previous == said and not shorter


def _root(leaves: Sequence[bytes]) -> bytes:
    nodes = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    if not nodes:
        return hashlib.sha256(b"").digest()
    while len(nodes) > 1:
        pairs = zip(nodes[::2], nodes[1::2], strict=False)
        joined = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
        nodes = joined + ([nodes[-1]] if len(nodes) % 2 else [])
    return nodes[0]
