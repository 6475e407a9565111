"""The way to Microsoft Graph, for everybody in this process: jobs in, outcomes out."""

from __future__ import annotations

from typing import Protocol, TypeVar

from services.jobs import Book, Cancel, Install, Job, Mail, Move, Outcome, Refused, Why

T = TypeVar("T")

# Jobs that change something: only these can end in `Doubt`.
WRITES = (Book, Move, Cancel, Mail, Install)

# The longest line between the two processes, in bytes: a group of some ten thousand people.
LINE = 32 * 1024 * 1024


class Graph(Protocol):
    async def ask(self, job: Job[T]) -> Outcome[T]:
        """Never raises for what Graph, the network or the helper process does: that is an outcome."""
        ...


class NoGraph:
    """An installation without Graph: nothing is asked of anybody, and everything else works."""

    async def ask(self, job: Job[T]) -> Outcome[T]:
        return Refused(Why.NOT_SET_UP)
