"""What services need of the record for the audit's checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from domain.audit import Entry
from domain.checkpoint import Checkpoint


class Checkpoints(Protocol):
    """The part of `services.ports.Work` that is about checkpoints."""

    def chain_lengths(self) -> Mapping[str, int]:
        """How many entries each chain has."""
        ...

    def entries_after(self, chain: str, seq: int, most: int) -> tuple[tuple[Entry, str], ...]:
        """In their order, each with its hash in the chain."""
        ...

    def newest_checkpoint(self) -> str:
        """The whole of it, signature and all; "" where there is none."""
        ...

    def checkpoints_after(self, number: int, most: int) -> tuple[tuple[int, str], ...]:
        """(number, the whole of it), oldest first."""
        ...

    def add_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Signs it and keeps it."""
        ...

    def checkpoint_key(self) -> str:
        """What the key they are signed with is known by: the first 16 digits of the public key's SHA-256."""
        ...

    def kept_at(self, place: str) -> int:
        """The last checkpoint that this place outside is known to have; 0 before the first."""
        ...

    def keep_at(self, place: str, number: int) -> None: ...
