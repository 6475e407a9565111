"""What the one who writes need not read: it was read or written a moment ago, and nobody else can have changed it."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.case import Case
from domain.delivery import Conversation
from domain.people import PersonId
from domain.report import Report, Supplement
from storage.chain import Head

MOST = 2000  # of each; then all of it is forgotten, and what is wanted is read again


@dataclass
class Known:
    """As it is stored, or will be when the transaction that is going on has been committed.

    One process owns the database file, and in it one thread writes, so this cannot grow old. It must be forgotten
    whenever something was not saved after all.
    """

    heads: dict[str, Head] = field(default_factory=dict)  # the ends of the audit's chains
    reports: dict[str, Report] = field(default_factory=dict)
    supplements: dict[str, tuple[Supplement, ...]] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    cases_of: dict[str, tuple[str, ...]] = field(default_factory=dict)  # a report's cases, all of them in `cases`
    conversations: dict[PersonId, Conversation | None] = field(default_factory=dict)

    def forget(self) -> None:
        for kept in vars(self).values():
            kept.clear()

    def keep_small(self) -> None:
        if any(len(kept) > MOST for kept in vars(self).values()):
            self.forget()
